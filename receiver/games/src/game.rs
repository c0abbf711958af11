//! The seam between the receiver and its games: what a game is, what it is given and what it gives back.
//! Must not know a window, a terminal, a socket or a clock. What a game tells of itself beforehand is in `manifest`.

use crate::checksum::Checksum;
pub use crate::manifest::{
    GameOption, MAX_OPTIONS, Manifest, OptionValue, Options, Pacing, PackInfo, Packs, SeatPolicy,
    Setup,
};
use crate::saved::{self, SavedGame};
use couchpad_protocol::limits;
pub use couchpad_protocol::{
    Area, AxisIndex, ButtonIndex, ControlId, ControlKind, Orientation, PadAction, PadLayout,
    SeatIndex, SeatInput, Shake, Shakes, Showing, Shown, Tint, Turn, Weight, cell,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::Any;

/// A change of who sits where. Seats that are taken when a game begins are told to it before its first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatEvent {
    /// A player sat down.
    Taken(SeatIndex),
    /// The player left for good; the seat may be taken again.
    Left(SeatIndex),
}

/// A discrete action of a player, for games that ask (choices, text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatAction {
    /// Who.
    pub seat: SeatIndex,
    /// What.
    pub action: PadAction,
}

/// The inputs of one step, the same for every machine that replays it.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// One per seat, by [`SeatIndex`]; a seat beyond the end has no input.
    pub seats: &'a [SeatInput],
    /// Choices and texts since the last step, in order.
    pub actions: &'a [SeatAction],
}

impl Inputs<'_> {
    /// The input of one seat; neutral if there is none.
    #[must_use]
    pub fn seat(&self, seat: SeatIndex) -> SeatInput {
        self.seats.get(seat.index()).copied().unwrap_or_default()
    }

    /// Whether a button went down there since the last step.
    #[must_use]
    pub fn pressed(&self, seat: SeatIndex, button: ButtonIndex) -> bool {
        self.seat(seat).pressed(button)
    }

    /// What was chosen and written there since the last step, in order.
    pub fn actions_of(&self, seat: SeatIndex) -> impl Iterator<Item = &PadAction> {
        let own = self.actions.iter().filter(move |done| done.seat == seat);
        own.map(|done| &done.action)
    }

    /// The last answer that was chosen there since the last step, at this control: its place in the options that the control had
    /// when it was chosen, which may be none of those that it has now.
    #[must_use]
    pub fn chosen(&self, seat: SeatIndex, at: ControlId) -> Option<usize> {
        let choice = |action: &PadAction| match *action {
            PadAction::Choose { control, option } if control == at => Some(usize::from(option)),
            _ => None,
        };
        self.actions_of(seat).filter_map(choice).last()
    }

    /// The last text that was sent there since the last step, at this control; at most
    /// [`TEXT_BYTES`](couchpad_protocol::limits::TEXT_BYTES) long, otherwise anything.
    #[must_use]
    pub fn written(&self, seat: SeatIndex, at: ControlId) -> Option<&str> {
        let text = |action| match action {
            &PadAction::Text { control, ref text } if control == at => Some(text.as_str()),
            _ => None,
        };
        self.actions_of(seat).filter_map(text).last()
    }
}

/// The first of the signs that stand for names; they are in no text that a player can write.
const NAMES: u32 = 0xE000;
/// How many of them there are.
const NAME_SIGNS: u32 = 0x1900;

/// A sign that stands in a text for the name of the player in a seat: a game knows none. Whoever shows the text puts the name in
/// its place, see [`with_names`].
#[must_use]
pub fn name_of(seat: SeatIndex) -> char {
    char::from_u32(NAMES + u32::from(seat.0) % NAME_SIGNS).unwrap_or('?')
}

/// The text with names in place of the signs that [`name_of`] gives.
#[must_use]
pub fn with_names(text: &str, name: impl Fn(SeatIndex) -> String) -> String {
    let mut named = String::with_capacity(text.len());
    for sign in text.chars() {
        let seat = u32::from(sign)
            .checked_sub(NAMES)
            .filter(|seat| *seat < NAME_SIGNS);
        match seat.and_then(|seat| u16::try_from(seat).ok()) {
            Some(seat) => named.push_str(&name(SeatIndex(seat))),
            None => named.push(sign),
        }
    }
    named
}

/// What goes back to one pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rumble {
    /// Which pad.
    pub seat: SeatIndex,
    /// 0 to 255.
    pub strength: u8,
    /// Milliseconds, at most 2,000.
    pub millis: u16,
}

/// A glow of one pad's edge: light for what just happened to its player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glow {
    /// Which pad.
    pub seat: SeatIndex,
    /// In which colour.
    pub tint: Tint,
    /// Milliseconds, at most 2,000.
    pub millis: u16,
}

/// What every game can tell the receiver; its own matters go into [`Game::Event`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GameEvent {
    /// A seat won (or lost) points.
    Score {
        /// Who.
        seat: SeatIndex,
        /// How many now; negative when points were lost.
        points: i32,
        /// The seat's total afterwards.
        total: i64,
    },
    /// A round, level or hand is done.
    RoundCleared {
        /// Counted from 1.
        round: u32,
    },
    /// The game is over; it will not change any more.
    GameOver {
        /// Whether the players won.
        won: bool,
    },
    /// A pad is to shake.
    Rumble(Rumble),
    /// A pad is to shake a few times in a row.
    Shakes {
        /// Which pad.
        seat: SeatIndex,
        /// How: its constructor keeps it within the bounds.
        shakes: Shakes,
    },
    /// A pad's edge is to glow. More than three a second are left out.
    Glow(Glow),
}

/// One thing that a player can be proud of at the end of a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// What it is, in a few words that a number follows: "Most bricks".
    pub title: &'static str,
    /// How many.
    pub count: u32,
}

/// One side of a game that is played in teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Team {
    /// What it is called: a short word.
    pub name: &'static str,
    /// The mark whose colour and pattern it has, from 0.
    pub mark: u8,
    /// Its points.
    pub points: i64,
}

/// Which games' points are compared with each other, and whose points they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct League {
    /// The id of the way to play, as among [`Manifest::options`]; empty where there is only one.
    pub id: &'static str,
    /// Whose points count.
    pub of: Ranked,
}

/// Whose points are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranked {
    /// What the team made together.
    Team,
    /// What each player made alone.
    Player,
}

/// What a step tells of either kind, in the liveliest steps of the liveliest games.
const STEP_EVENTS: usize = 256;

/// What one step gives back. Reused from step to step, so that a steady step allocates nothing.
#[derive(Clone, Debug)]
pub struct Outputs<E> {
    /// What every game can tell.
    pub events: Vec<GameEvent>,
    /// The game's own events, for its presenters: sounds, particles.
    pub details: Vec<E>,
}

impl<E> Default for Outputs<E> {
    fn default() -> Self {
        Self {
            events: Vec::with_capacity(STEP_EVENTS),
            details: Vec::with_capacity(STEP_EVENTS),
        }
    }
}

impl<E> Outputs<E> {
    /// Empties both lists and keeps their memory.
    pub fn clear(&mut self) {
        self.events.clear();
        self.details.clear();
    }
}

/// A game. Same seed and inputs: same checksum after every step, on every machine. Everything that its checksum covers is
/// written and read with it, so that a game goes on after the receiver was killed.
pub trait Game: Sized + Send + Sync + Serialize + DeserializeOwned + 'static {
    /// What the presenters draw.
    type State: Send + Sync;
    /// The game's own events, for its presenters.
    type Event: Clone + Send + Sync + 'static;

    /// What the receiver must know before it runs.
    const MANIFEST: Manifest;

    /// A new game, nobody seated.
    fn new(setup: &Setup) -> Self;
    /// Someone sat down or left.
    fn on_seat(&mut self, event: SeatEvent);
    /// One step.
    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Self::Event>);
    /// For games with [`Pacing::OnEvent`]: after so many sixtieths of a second, counted from the step before, the next one comes even
    /// if nothing happened, so that a machine can take its time. `None`, as in games that leave it out: it waits as long as it takes,
    /// and costs nothing.
    fn wakes(&self) -> Option<u32> {
        None
    }
    /// What there is to draw.
    fn state(&self) -> &Self::State;
    /// A number that differs when anything that decides the future differs. Unless a game says otherwise it covers everything
    /// that is written of it; one that is large mixes in by hand what matters, with [`Checksum`].
    fn checksum(&self) -> u64 {
        Checksum::of(self)
    }
    /// What a stand-in would do in this seat now, for a player who is away. It plays decently, not perfectly.
    fn stand_in(&self, seat: SeatIndex) -> SeatInput;
    /// What a stand-in would choose or write in this seat now, for a player who is away; asked as often as
    /// [`stand_in`](Self::stand_in). Games without choices and texts leave it out.
    fn stand_in_action(&self, _seat: SeatIndex) -> Option<PadAction> {
        None
    }
    /// A number that is another one whenever [`layout`](Self::layout) or [`show`](Self::show) would give something else for any
    /// seat: only then are they asked again. Games whose pads look the same all the time leave it out.
    fn pads(&self) -> u32 {
        0
    }
    /// The controls of the pad in this seat now, which nobody else sees. A layout that differs from the one before ends what
    /// is held and typed, so what only tells something belongs into [`show`](Self::show). Games whose pads all have the
    /// manifest's layout leave it out.
    fn layout(&self, _seat: SeatIndex) -> PadLayout {
        (Self::MANIFEST.layout)()
    }
    /// What the pad in this seat shows now in the [`ControlKind::Show`]s of its layout, which nobody else sees. Names stand in
    /// texts as [`name_of`], and players on boards as [`cell::of`] their seat's number: the receiver puts their marks in its place.
    fn show(&self, _seat: SeatIndex, _showing: &mut Showing) {}
    /// The axes that a pad in this seat starts from, -32767 to 32767, so that nothing jumps when its first swipe arrives. Games
    /// whose axes begin in the middle leave it out.
    fn axes(&self, _seat: SeatIndex) -> [i16; limits::AXES] {
        [0; limits::AXES]
    }
    /// The seat's points; 0 for a seat that there is not.
    fn score(&self, seat: SeatIndex) -> i64;
    /// The team's points: those of all seats together, unless a game counts in another way.
    fn team_score(&self) -> i64 {
        let seats = 0..Self::MANIFEST.seats.seats();
        seats.map(|seat| self.score(SeatIndex(seat))).sum()
    }
    /// The team with this number, counted from 0 without gaps. Games in which all play together, or each alone, leave it out;
    /// of the others the team with most points has won.
    fn team(&self, _number: u8) -> Option<Team> {
        None
    }
    /// The number of the team that the player in this seat plays for.
    fn team_of(&self, _seat: SeatIndex) -> Option<u8> {
        None
    }
    /// What the player in this seat can be proud of, among those who sit there now. Games that count nothing leave it out.
    fn highlight(&self, _seat: SeatIndex) -> Option<Highlight> {
        None
    }
    /// With which games this one's points are compared; `None` where no high scores are kept. Games that are played in one
    /// way, together, leave it out.
    fn league(&self) -> Option<League> {
        Some(League {
            id: "",
            of: Ranked::Team,
        })
    }
    /// Whether everybody plays alone, and somebody wins it: the results name the winner. As in [`league`](Self::league), unless it
    /// says otherwise: games whose points are not kept can be won, too.
    fn is_race(&self) -> bool {
        self.league()
            .is_some_and(|league| league.of == Ranked::Player)
    }
    /// Whether the game waits for the player in this seat: its pad says so. Games where all play at once leave it out.
    fn turn(&self, _seat: SeatIndex) -> Turn {
        Turn::Free
    }
    /// Whether it has ended.
    fn is_over(&self) -> bool;
    /// A game that was read from a file goes on: puts in place what is not written, and checks the rest. `None`: no game
    /// can have come to this, so its next step may do anything, and it is not played.
    fn revive(self) -> Option<Self>;
}

/// A game with its outputs, behind one object-safe face, so that the receiver can run any of them.
/// Presenters get at their own with [`downcast`](AnyGame::as_any).
pub trait AnyGame: Send + Sync {
    /// See [`Game::on_seat`].
    fn on_seat(&mut self, event: SeatEvent);
    /// Clears the outputs and makes one step.
    fn step(&mut self, inputs: &Inputs<'_>);
    /// See [`Game::wakes`].
    fn wakes(&self) -> Option<u32>;
    /// What the last step told.
    fn events(&self) -> &[GameEvent];
    /// See [`Game::checksum`].
    fn checksum(&self) -> u64;
    /// See [`Game::stand_in`].
    fn stand_in(&self, seat: SeatIndex) -> SeatInput;
    /// See [`Game::stand_in_action`].
    fn stand_in_action(&self, seat: SeatIndex) -> Option<PadAction>;
    /// See [`Game::pads`].
    fn pads(&self) -> u32;
    /// See [`Game::layout`].
    fn layout(&self, seat: SeatIndex) -> PadLayout;
    /// See [`Game::show`].
    fn show(&self, seat: SeatIndex, showing: &mut Showing);
    /// See [`Game::axes`].
    fn axes(&self, seat: SeatIndex) -> [i16; limits::AXES];
    /// See [`Game::score`].
    fn score(&self, seat: SeatIndex) -> i64;
    /// See [`Game::team_score`].
    fn team_score(&self) -> i64;
    /// See [`Game::team`].
    fn team(&self, number: u8) -> Option<Team>;
    /// See [`Game::team_of`].
    fn team_of(&self, seat: SeatIndex) -> Option<u8>;
    /// See [`Game::highlight`].
    fn highlight(&self, seat: SeatIndex) -> Option<Highlight>;
    /// See [`Game::league`].
    fn league(&self) -> Option<League>;
    /// See [`Game::is_race`].
    fn is_race(&self) -> bool;
    /// See [`Game::turn`].
    fn turn(&self, seat: SeatIndex) -> Turn;
    /// See [`Game::is_over`].
    fn is_over(&self) -> bool;
    /// The game as it is kept over the end of the program; `None` if it is larger than
    /// [`STATE_BYTES`](saved::STATE_BYTES).
    fn save(&self) -> Option<SavedGame>;
    /// The manifest.
    fn manifest(&self) -> &'static Manifest;
    /// The running game itself, a [`Running<G>`](Running).
    fn as_any(&self) -> &dyn Any;
}

/// A running game with the outputs of its last step.
#[derive(Debug)]
pub struct Running<G: Game> {
    /// The game.
    pub game: G,
    /// What its last step gave back.
    pub outputs: Outputs<G::Event>,
}

impl<G: Game> Running<G> {
    /// Begins a game.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        Self {
            game: G::new(setup),
            outputs: Outputs::default(),
        }
    }
}

impl<G: Game> AnyGame for Running<G> {
    fn on_seat(&mut self, event: SeatEvent) {
        self.game.on_seat(event);
    }
    fn step(&mut self, inputs: &Inputs<'_>) {
        self.outputs.clear();
        self.game.step(inputs, &mut self.outputs);
    }
    fn wakes(&self) -> Option<u32> {
        self.game.wakes()
    }
    fn events(&self) -> &[GameEvent] {
        &self.outputs.events
    }
    fn checksum(&self) -> u64 {
        self.game.checksum()
    }
    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        self.game.stand_in(seat)
    }
    fn stand_in_action(&self, seat: SeatIndex) -> Option<PadAction> {
        self.game.stand_in_action(seat)
    }
    fn pads(&self) -> u32 {
        self.game.pads()
    }
    fn layout(&self, seat: SeatIndex) -> PadLayout {
        self.game.layout(seat)
    }
    fn show(&self, seat: SeatIndex, showing: &mut Showing) {
        self.game.show(seat, showing);
    }
    fn axes(&self, seat: SeatIndex) -> [i16; limits::AXES] {
        self.game.axes(seat)
    }
    fn score(&self, seat: SeatIndex) -> i64 {
        self.game.score(seat)
    }
    fn team_score(&self) -> i64 {
        self.game.team_score()
    }
    fn team(&self, number: u8) -> Option<Team> {
        self.game.team(number)
    }
    fn team_of(&self, seat: SeatIndex) -> Option<u8> {
        self.game.team_of(seat)
    }
    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        self.game.highlight(seat)
    }
    fn league(&self) -> Option<League> {
        self.game.league()
    }
    fn is_race(&self) -> bool {
        self.game.is_race()
    }
    fn turn(&self, seat: SeatIndex) -> Turn {
        self.game.turn(seat)
    }
    fn is_over(&self) -> bool {
        self.game.is_over()
    }
    fn save(&self) -> Option<SavedGame> {
        saved::save(&self.game)
    }
    fn manifest(&self) -> &'static Manifest {
        &G::MANIFEST
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// How the receiver's list of games names one: its manifest and how to begin it.
#[derive(Clone, Copy, Debug)]
pub struct GameEntry {
    /// What the receiver must know before it runs.
    pub manifest: &'static Manifest,
    /// Begins a game.
    pub begin: fn(&Setup) -> Box<dyn AnyGame>,
    /// Reads a game's state; anything may be in the bytes. [`SavedGame::load`] asks for more.
    pub read: fn(&[u8]) -> Option<Box<dyn AnyGame>>,
}

impl GameEntry {
    /// The entry of a game: its one registration line.
    #[must_use]
    pub const fn of<G: Game>() -> Self {
        Self {
            manifest: &G::MANIFEST,
            begin: |setup| Box::new(Running::<G>::new(setup)),
            read: |bytes| {
                let running = Running::<G> {
                    game: saved::read(bytes)?,
                    outputs: Outputs::default(),
                };
                Some(Box::new(running))
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_seat_chose_and_wrote_last_counts() {
        let did = |seat, action| SeatAction {
            seat: SeatIndex(seat),
            action,
        };
        let choose = |control, option| PadAction::Choose {
            control: ControlId(control),
            option,
        };
        let text = |text: &str| PadAction::Text {
            control: ControlId(2),
            text: text.into(),
        };
        let actions = [
            did(0, choose(1, 3)),
            did(1, choose(1, 5)),
            did(0, text("one")),
            did(0, choose(1, 4)),
            did(0, text("two")),
        ];
        let inputs = Inputs {
            seats: &[],
            actions: &actions,
        };
        let at = |seat, control| inputs.chosen(SeatIndex(seat), ControlId(control));
        assert_eq!((at(0, 1), at(1, 1)), (Some(4), Some(5)));
        assert_eq!((at(0, 2), at(2, 1)), (None, None));
        let written = |seat| inputs.written(SeatIndex(seat), ControlId(2));
        assert_eq!((written(0), written(1)), (Some("two"), None));
        assert_eq!(inputs.actions_of(SeatIndex(0)).count(), 4);
        assert!(!inputs.pressed(SeatIndex(0), ButtonIndex(0)));
    }

    #[test]
    fn names_come_in_place_of_their_signs() {
        let text = format!(
            "{} beats {}!",
            name_of(SeatIndex(0)),
            name_of(SeatIndex(999))
        );
        let named = with_names(&text, |seat| format!("<{}>", seat.0));
        assert_eq!(named, "<0> beats <999>!");
        assert_eq!(
            with_names("Zoë, \u{1F44B}", |_| "?".into()),
            "Zoë, \u{1F44B}"
        );
    }
}
