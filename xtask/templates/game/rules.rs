//! New Game: stars fall one after the other, and every player beneath one catches it. The rules only: nothing here knows a
//! window, a phone or a clock. `docs/new-game.md` tells what each part is for.

use crate::dice::Dice;
use crate::game::{
    Area, AxisIndex, Game, Highlight, Inputs, League, Manifest, Orientation, Outputs, Pacing,
    PadLayout, SeatEvent, SeatIndex, SeatInput, SeatPolicy, Setup, Tint, seats,
};
use couchpad_protocol::limits;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Steps per second.
pub const STEPS_PER_SECOND: u32 = 60;
/// Most players at once.
pub const SEATS: usize = 8;
/// Width of the field; places are counted from its left edge.
pub const WIDTH: i32 = 1_000;
/// Height of the field; counted from its top, where stars begin.
pub const HEIGHT: i32 = 1_000;
/// How far a star falls in a step.
pub const FALL: i32 = 8;
/// How far a star may be from a player's middle to be caught.
pub const REACH: i32 = 70;
/// Stars of a whole game.
pub const STARS: u32 = 12;
/// Points that a player can have.
const MOST: RangeInclusive<i64> = 0..=STARS as i64;
/// How far a stand-in moves in a step.
const STROLL: i32 = 9;

/// The axis that the swipe area drives.
const STEER: AxisIndex = AxisIndex(0);

/// A star on its way down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Star {
    /// From the left, 0 to [`WIDTH`].
    pub x: i32,
    /// From the top, 0 to [`HEIGHT`].
    pub y: i32,
}

/// Who sits in a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// The middle of the player, from the left, 0 to [`WIDTH`].
    pub x: i32,
    /// Points.
    pub points: i64,
}

/// Everything that there is to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The star that falls now.
    pub star: Star,
    /// Stars that have not come down yet, this one among them; none when the game is over.
    pub stars_left: u32,
    /// The players, by seat; `None` where nobody sits.
    pub players: [Option<Player>; SEATS],
}

/// What only this game's presenters need to know: it happened in the last step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A player caught a star.
    Caught(SeatIndex),
    /// Nobody caught it.
    Missed,
}

/// A game of New Game.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewGame {
    state: State,
    dice: Dice,
}

impl Game for NewGame {
    type State = State;
    type Event = Event;

    const MANIFEST: Manifest = Manifest {
        id: "new-game",
        title: "New Game",
        blurb: "Stars fall: be beneath them.",
        rules: 1,
        pacing: Pacing::Fixed(STEPS_PER_SECOND),
        seats: SeatPolicy::Seats(SEATS as u16),
        layout,
        options: &[],
        packs: None,
    };

    fn new(setup: &Setup) -> Self {
        let mut dice = Dice::new(setup.seed);
        let state = State {
            star: new_star(&mut dice),
            stars_left: STARS,
            players: [None; SEATS],
        };
        Self { state, dice }
    }

    fn on_seat(&mut self, event: SeatEvent) {
        if self.is_over() {
            return;
        }
        let seat = event.seat();
        let Some(place) = self.state.players.get_mut(seat.index()) else {
            return;
        };
        if !event.is_taken() {
            *place = None;
        } else if place.is_none() {
            let x = place_of(start(seat));
            *place = Some(Player { x, points: 0 });
        }
    }

    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        let is_empty = self.state.players.iter().all(Option::is_none);
        if self.is_over() || is_empty {
            return;
        }
        self.steer(inputs);
        self.state.star.y += FALL;
        if self.state.star.y >= HEIGHT {
            self.land(outputs);
        }
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        let mut input = SeatInput::default();
        if let Some(player) = self.player(seat) {
            // somebody decent, not somebody perfect: sometimes this is out of reach
            let turn = i32::from(seat.0) * 37 + self.state.stars_left as i32 * 53;
            let aim = self.state.star.x + turn % 201 - 100;
            let step = (aim - player.x).clamp(-STROLL, STROLL);
            input.axes[usize::from(STEER.0)] = axis_of(player.x + step);
        }
        input
    }

    fn axes(&self, seat: SeatIndex) -> [i16; limits::AXES] {
        let mut axes = [0; limits::AXES];
        let place = self.player(seat).map(|player| axis_of(player.x));
        axes[usize::from(STEER.0)] = place.unwrap_or_else(|| start(seat));
        axes
    }

    fn score(&self, seat: SeatIndex) -> i64 {
        self.player(seat).map_or(0, |player| player.points)
    }

    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        let count = u32::try_from(self.player(seat)?.points).ok()?;
        let title = "Stars caught";
        (count > 0).then_some(Highlight { title, count })
    }

    /// Nobody can have more than there are stars: that is nothing to keep.
    fn league(&self) -> Option<League> {
        None
    }

    fn is_race(&self) -> bool {
        true
    }

    fn is_over(&self) -> bool {
        self.state.stars_left == 0
    }

    fn revive(self) -> Option<Self> {
        let State {
            star,
            stars_left,
            players,
        } = &self.state;
        let is_sound = (0..=WIDTH).contains(&star.x)
            && (0..HEIGHT).contains(&star.y)
            && *stars_left <= STARS
            && players
                .iter()
                .flatten()
                .all(|player| (0..=WIDTH).contains(&player.x) && MOST.contains(&player.points));
        is_sound.then_some(self)
    }
}

/// What each phone shows in play: the whole glass is for swiping.
fn layout() -> PadLayout {
    let area = Area::new(0, 120, 1_000, 760);
    PadLayout::new("New Game", Orientation::Any).swipe_sideways(area, STEER)
}

/// A star at the top, anywhere within reach.
fn new_star(dice: &mut Dice) -> Star {
    let x = dice.below((WIDTH - 2 * REACH) as usize) as i32 + REACH;
    Star { x, y: 0 }
}

/// Where an axis puts a player: its whole way is the whole width.
fn place_of(axis: i16) -> i32 {
    let most = i32::from(i16::MAX);
    (i32::from(axis) + most) * WIDTH / (2 * most)
}

/// The axis that puts a player there.
fn axis_of(place: i32) -> i16 {
    let most = i32::from(i16::MAX);
    let axis = place.clamp(0, WIDTH) * 2 * most / WIDTH - most;
    i16::try_from(axis).unwrap_or(0)
}

/// The axis that a seat begins with, so that the players do not all stand in one place.
fn start(seat: SeatIndex) -> i16 {
    let seats = SEATS as i32;
    let seat = i32::from(seat.0).min(seats - 1);
    axis_of(WIDTH * (2 * seat + 1) / (2 * seats))
}

impl NewGame {
    fn player(&self, seat: SeatIndex) -> Option<&Player> {
        self.state.players.get(seat.index())?.as_ref()
    }

    /// Puts everybody where their thumb is.
    fn steer(&mut self, inputs: &Inputs<'_>) {
        for (seat, player) in seats(SEATS).zip(&mut self.state.players) {
            if let Some(player) = player {
                let axis = inputs.seat(seat).axes[usize::from(STEER.0)];
                player.x = place_of(axis.max(-i16::MAX));
            }
        }
    }

    /// The star is down: whoever stands beneath it has it, and the next one comes.
    fn land(&mut self, outputs: &mut Outputs<Event>) {
        let star = self.state.star;
        let mut is_caught = false;
        for (seat, player) in seats(SEATS).zip(&mut self.state.players) {
            let beneath = |player: &&mut Player| (player.x - star.x).abs() <= REACH;
            if let Some(player) = player.as_mut().filter(beneath) {
                player.points += 1;
                is_caught = true;
                tell_caught(seat, player.points, outputs);
            }
        }
        if !is_caught {
            outputs.detail(Event::Missed);
        }
        self.state.stars_left -= 1;
        self.state.star = new_star(&mut self.dice);
        if self.is_over() {
            let won = self.team_score() > 0;
            outputs.game_over(won);
        }
    }
}

/// Tells the receiver of the point, and the player's phone of the catch.
fn tell_caught(seat: SeatIndex, total: i64, outputs: &mut Outputs<Event>) {
    outputs.score(seat, 1, total);
    outputs.glow(seat, Tint::Good, 300);
    outputs.detail(Event::Caught(seat));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::GameEvent;
    use proptest::prelude::*;

    /// Steps until the star that falls has come down.
    const DOWN: i32 = HEIGHT / FALL;

    fn game(seats: &[u16]) -> (NewGame, Outputs<Event>) {
        let mut game = NewGame::new(&Setup::new(3));
        for seat in seats {
            game.on_seat(SeatEvent::Taken(SeatIndex(*seat)));
        }
        (game, Outputs::default())
    }

    /// One step with the players at these places.
    fn step(game: &mut NewGame, outputs: &mut Outputs<Event>, places: &[i32]) {
        let mut seats = [SeatInput::default(); SEATS];
        for (input, place) in seats.iter_mut().zip(places) {
            input.axes[usize::from(STEER.0)] = axis_of(*place);
        }
        outputs.clear();
        game.step(&Inputs::of(&seats), outputs);
    }

    /// Lets the star fall to the ground while the players stand at these places from it.
    fn fall(game: &mut NewGame, outputs: &mut Outputs<Event>, beside: &[i32]) {
        let star = game.state.star.x;
        let places: Vec<_> = beside.iter().map(|beside| star + beside).collect();
        (0..DOWN).for_each(|_| step(game, outputs, &places));
    }

    #[test]
    fn a_swipe_from_end_to_end_crosses_the_whole_field() {
        let ends = [-i16::MAX, 0, i16::MAX].map(place_of);
        assert_eq!(ends, [0, WIDTH / 2, WIDTH]);
        for place in 0..=WIDTH {
            assert!((place_of(axis_of(place)) - place).abs() <= 1, "{place}");
        }
    }

    #[test]
    fn whoever_is_beneath_a_star_catches_it() {
        let (mut game, mut outputs) = game(&[0, 1, 2]);
        fall(&mut game, &mut outputs, &[0, REACH - 2, REACH + 2]);
        let points = [0, 1, 2].map(|seat| game.score(SeatIndex(seat)));
        assert_eq!((points, game.team_score()), ([1, 1, 0], 2));
        let caught = [0, 1].map(|seat| Event::Caught(SeatIndex(seat)));
        assert_eq!(outputs.details, caught);
    }

    #[test]
    fn a_star_that_nobody_catches_is_missed() {
        let (mut game, mut outputs) = game(&[0]);
        fall(&mut game, &mut outputs, &[REACH + 2]);
        assert_eq!(outputs.details, [Event::Missed]);
        assert_eq!((game.team_score(), game.state.stars_left), (0, STARS - 1));
    }

    #[test]
    fn the_last_star_ends_the_game() {
        let (mut game, mut outputs) = game(&[0]);
        (0..STARS).for_each(|_| fall(&mut game, &mut outputs, &[0]));
        let over = GameEvent::GameOver { won: true };
        assert!(game.is_over() && outputs.events.last() == Some(&over));
        assert_eq!(game.score(SeatIndex(0)), i64::from(STARS));
    }

    #[test]
    fn whoever_comes_back_after_leaving_begins_anew() {
        let (mut game, mut outputs) = game(&[0, 1]);
        fall(&mut game, &mut outputs, &[0, 0]);
        game.on_seat(SeatEvent::Left(SeatIndex(0)));
        assert_eq!((game.score(SeatIndex(0)), game.team_score()), (0, 1));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        assert_eq!((game.score(SeatIndex(0)), game.team_score()), (0, 1));
    }

    #[test]
    fn a_stand_in_catches_many_stars_and_not_all() {
        let (mut game, mut outputs) = game(&[2]);
        let mut seats = [SeatInput::default(); SEATS];
        while !game.is_over() {
            seats[2] = game.stand_in(SeatIndex(2));
            game.step(&Inputs::of(&seats), &mut outputs);
        }
        let caught = game.score(SeatIndex(2));
        assert!((4..i64::from(STARS)).contains(&caught), "{caught}");
    }

    #[test]
    fn what_no_game_can_come_to_is_not_played() {
        let spoilt = |spoil: fn(&mut State)| {
            let (mut game, _) = game(&[0]);
            spoil(&mut game.state);
            game.revive().is_none()
        };
        assert!(!spoilt(|_| {}));
        assert!(spoilt(|state| state.star.y = HEIGHT));
        assert!(spoilt(|state| state.star.x = -1));
        assert!(spoilt(|state| state.stars_left = STARS + 1));
        assert!(spoilt(|state| state.players[0] = Some(Player {
            x: WIDTH + 1,
            points: 0
        })));
    }

    proptest! {
        #[test]
        fn the_same_swipes_give_the_same_game(places in prop::collection::vec(0..=WIDTH, 0..900)) {
            let (mut a, mut outputs) = game(&[0, 1, 4]);
            let mut b = a.clone();
            for place in places {
                step(&mut a, &mut outputs, &[place, WIDTH - place]);
                step(&mut b, &mut outputs, &[place, WIDTH - place]);
                prop_assert_eq!(a.checksum(), b.checksum());
                prop_assert!(a.clone().revive().is_some());
            }
        }
    }
}
