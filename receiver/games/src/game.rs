//! The seam between the receiver and its games: what a game is, what it is given and what it gives back.
//! Must not know a window, a terminal, a socket or a clock. What a game tells of itself beforehand is in `manifest`.

mod inputs;
mod names;
mod outputs;
mod running;

use crate::checksum::Checksum;
pub use crate::manifest::{
    GameOption, HEARD, MAX_OPTIONS, Manifest, OptionValue, Options, Pacing, PackInfo, Packs,
    SeatPolicy, Setup,
};
use couchpad_protocol::limits;
pub use couchpad_protocol::{
    Area, AxisIndex, ButtonIndex, ControlId, ControlKind, Orientation, PadAction, PadLayout,
    SeatIndex, SeatInput, Shake, Shakes, Showing, Shown, Tint, Turn, Weight, cell,
};
pub use inputs::{Inputs, SeatAction, SeatEvent, seats};
pub use names::{name_of, with_names};
pub use outputs::{GameEvent, Glow, Outputs, Rumble};
pub use running::{AnyGame, GameEntry, Running};
use serde::Serialize;
use serde::de::DeserializeOwned;

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

/// A game. Same seed and inputs: same checksum after every step, on every machine. Everything that its checksum covers is
/// written and read with it, so that a game goes on after the receiver was killed.
///
/// A whole one, in which whoever presses first has won:
///
/// ```
/// use couchpad_games::game::*;
/// use serde::{Deserialize, Serialize};
///
/// const BUZZ: ButtonIndex = ButtonIndex(0);
///
/// #[derive(Serialize, Deserialize)]
/// struct Buzzer {
///     seated: [bool; 4],
///     steps_left: u32,
///     winner: Option<SeatIndex>,
/// }
///
/// impl Game for Buzzer {
///     type State = Self;
///     type Event = ();
///     const MANIFEST: Manifest = Manifest {
///         id: "buzzer",
///         title: "Buzzer",
///         blurb: "Press first.",
///         rules: 1,
///         pacing: Pacing::Fixed(60),
///         seats: SeatPolicy::Seats(4),
///         layout: || {
///             let area = Area::new(150, 250, 700, 600);
///             PadLayout::new("Buzzer", Orientation::Any).button("BUZZ", area, BUZZ, Weight::Primary)
///         },
///         options: &[],
///         packs: None,
///     };
///
///     fn new(_: &Setup) -> Self {
///         Self { seated: [false; 4], steps_left: 600, winner: None }
///     }
///     fn on_seat(&mut self, event: SeatEvent) {
///         if let Some(seated) = self.seated.get_mut(event.seat().index()) {
///             *seated = event.is_taken();
///         }
///     }
///     fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<()>) {
///         if self.is_over() {
///             return;
///         }
///         self.steps_left -= 1;
///         let here = self.seated;
///         let mut pressed = seats(4).filter(|seat| here[seat.index()] && inputs.pressed(*seat, BUZZ));
///         self.winner = pressed.next();
///         if let Some(seat) = self.winner {
///             outputs.score(seat, 1, 1);
///         }
///         if self.is_over() {
///             outputs.game_over(self.winner.is_some());
///         }
///     }
///     fn state(&self) -> &Self {
///         self
///     }
///     fn stand_in(&self, seat: SeatIndex) -> SeatInput {
///         let is_time = seat.index() < 4 && self.steps_left == 300;
///         SeatInput { pressed: if is_time { BUZZ.bit() } else { 0 }, ..SeatInput::default() }
///     }
///     fn score(&self, seat: SeatIndex) -> i64 {
///         i64::from(self.winner == Some(seat))
///     }
///     fn is_over(&self) -> bool {
///         self.winner.is_some() || self.steps_left == 0
///     }
///     fn revive(self) -> Option<Self> {
///         (self.steps_left <= 600).then_some(self)
///     }
/// }
///
/// let mut game = Running::<Buzzer>::new(&Setup::new(7));
/// seats(2).for_each(|seat| game.on_seat(SeatEvent::Taken(seat)));
/// let press = SeatInput { pressed: BUZZ.bit(), ..SeatInput::default() };
/// game.step(&Inputs::of(&[SeatInput::default(), press]));
/// assert!(game.is_over() && game.score(SeatIndex(1)) == 1);
/// ```
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
    /// What this game has brought by now of which there is more, like questions: numbers that mean something to games of its kind
    /// alone. The next one finds them in [`Setup::heard`], and can bring something else. Most games leave it out.
    fn heard(&self) -> Vec<u64> {
        Vec::new()
    }
    /// Whether it has ended.
    fn is_over(&self) -> bool;
    /// A game that was read from a file goes on: puts in place what is not written, and checks the rest. `None`: no game
    /// can have come to this, so its next step may do anything, and it is not played.
    fn revive(self) -> Option<Self>;
}
