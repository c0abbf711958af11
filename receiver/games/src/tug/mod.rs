//! Tug of war: two sides, one rope, one button. The small game that `docs/new-game.md` leads through.

use crate::checksum::Checksum;
use crate::dice::Dice;
use crate::game::{
    Area, ButtonIndex, Game, Highlight, Inputs, League, Manifest, Orientation, Outputs, Pacing,
    PadLayout, SeatEvent, SeatIndex, SeatInput, SeatPolicy, Setup, Shake, Shakes, Tint, Weight,
    seats,
};
use serde::{Deserialize, Serialize};

/// Steps per second.
pub const STEPS_PER_SECOND: u32 = 60;
/// Seats; the even ones pull to the left, the odd ones to the right.
pub const SEATS: usize = 8;
/// The rope is won when its middle is that far from the centre.
pub const GOAL: i32 = 240;
/// Ropes that a side must win.
pub const WINS: u32 = 2;
/// A rope that nobody has won after so many steps goes to the side that is ahead.
const ROPE_STEPS: u32 = 30 * STEPS_PER_SECOND;
/// What a whole side moves the rope when each of its players pulls once.
const PULL: i32 = 12;
/// An empty side is held by mud, which pulls that often, so that one player alone has somebody to beat.
const MUD_STEPS: u64 = 12;
/// No game counts further than this.
const MOST: u64 = 1 << 40;
/// A stand-in pulls that often.
const STAND_IN_STEPS: u64 = 9;

/// A rope that was won, as a hand feels it: a start, and a pull.
const TUGGED: Shakes = Shakes::new(&[Shake::new(120, 80).then(60), Shake::new(200, 220)]);

const BUTTON: ButtonIndex = ButtonIndex(0);

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Even seats; a rope with a negative place.
    Left,
    /// Odd seats; a rope with a positive place.
    Right,
}

impl Side {
    /// The side of a seat.
    #[must_use]
    pub const fn of(seat: SeatIndex) -> Self {
        if seat.0.is_multiple_of(2) {
            Self::Left
        } else {
            Self::Right
        }
    }

    const fn sign(self) -> i32 {
        match self {
            Self::Left => -1,
            Self::Right => 1,
        }
    }
}

/// Everything that there is to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Steps made so far.
    pub steps: u64,
    /// Where the rope's middle is: 0 in the centre, [`GOAL`] to either side at most.
    pub rope: i32,
    /// Steps until this rope is decided anyway.
    pub steps_left: u32,
    /// Ropes won, by the left and the right side.
    pub wins: [u32; 2],
    /// Who is seated.
    pub seated: [bool; SEATS],
    /// Pulls of each seat.
    pub pulls: [i64; SEATS],
}

/// What only this game's presenters need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A player pulled.
    Pulled(SeatIndex),
    /// A side won a rope.
    RopeWon(Side),
}

/// A game of tug of war.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tug {
    state: State,
    dice: Dice,
}

impl Game for Tug {
    type State = State;
    type Event = Event;

    const MANIFEST: Manifest = Manifest {
        id: "tug",
        title: "Tug of War",
        blurb: "Two sides, one rope: press PULL as fast as you can.",
        rules: 1,
        pacing: Pacing::Fixed(STEPS_PER_SECOND),
        seats: SeatPolicy::Seats(SEATS as u16),
        layout,
        options: &[],
        packs: None,
    };

    fn new(setup: &Setup) -> Self {
        let state = State {
            steps_left: ROPE_STEPS,
            ..State::default()
        };
        Self {
            state,
            dice: Dice::new(setup.seed),
        }
    }

    fn on_seat(&mut self, event: SeatEvent) {
        if self.is_over() {
            return;
        }
        let seat = event.seat().index();
        if let Some(seated) = self.state.seated.get_mut(seat) {
            let is_new = event.is_taken() && !*seated;
            *seated = event.is_taken();
            if is_new {
                self.state.pulls[seat] = 0;
            }
        }
    }

    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        self.state.steps += 1;
        if self.is_over() || self.state.seated == [false; SEATS] {
            return;
        }
        for side in [Side::Left, Side::Right] {
            self.pull(side, inputs, outputs);
        }
        self.state.steps_left -= 1;
        if let Some(side) = self.rope_winner() {
            self.win_rope(side, outputs);
        }
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn checksum(&self) -> u64 {
        let mut sum = Checksum::default();
        self.dice.checksum(&mut sum);
        sum.u64(self.state.steps);
        sum.i64(i64::from(self.state.rope));
        sum.u32(self.state.steps_left);
        self.state.wins.iter().for_each(|w| sum.u32(*w));
        self.state.seated.iter().for_each(|s| sum.u8(u8::from(*s)));
        self.state.pulls.iter().for_each(|p| sum.i64(*p));
        sum.finish()
    }

    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        let mut input = SeatInput::default();
        let turn = self.state.steps + u64::from(seat.0);
        if self.is_seated(seat) && turn.is_multiple_of(STAND_IN_STEPS) {
            input.pressed = BUTTON.bit();
        }
        input
    }

    fn score(&self, seat: SeatIndex) -> i64 {
        self.state.pulls.get(seat.index()).copied().unwrap_or(0)
    }

    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        let own = *self.state.pulls.get(seat.index())?;
        let is_most = self.state.pulls.iter().all(|pulls| *pulls <= own);
        let alone = self.state.seated.iter().filter(|seated| **seated).count() < 2;
        Some(Highlight {
            title: if is_most && !alone {
                "Most pulls"
            } else {
                "Pulls"
            },
            count: u32::try_from(own).ok().filter(|count| *count > 0)?,
        })
    }

    /// Whoever presses longest has most: that is nothing to keep.
    fn league(&self) -> Option<League> {
        None
    }

    fn is_over(&self) -> bool {
        self.state.wins.contains(&WINS)
    }

    fn revive(self) -> Option<Self> {
        let state = &self.state;
        let is_sound = state.steps < MOST
            && (1 - GOAL..GOAL).contains(&state.rope)
            && (1..=ROPE_STEPS).contains(&state.steps_left)
            && state.wins.iter().all(|wins| *wins <= WINS)
            && state.wins != [WINS; 2]
            && state
                .pulls
                .iter()
                .all(|pulls| (0..MOST as i64).contains(pulls));
        is_sound.then_some(self)
    }
}

fn layout() -> PadLayout {
    let area = Area::new(150, 250, 700, 600);
    PadLayout::new("Tug of War", Orientation::Any).button("PULL", area, BUTTON, Weight::Primary)
}

impl Tug {
    fn is_seated(&self, seat: SeatIndex) -> bool {
        self.state.seated.get(seat.index()) == Some(&true)
    }

    /// Lets a side pull. A side of many is as strong as a side of few: each player pulls for a part of it.
    fn pull(&mut self, side: Side, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        let here = self.state.seated;
        let seats = seats(SEATS).filter(|seat| Side::of(*seat) == side && here[seat.index()]);
        let players = seats.clone().count() as i32;
        if players == 0 {
            let is_time = self.state.steps.is_multiple_of(MUD_STEPS);
            self.state.rope += if is_time { side.sign() * PULL } else { 0 };
            return;
        }
        let mut moved = 0;
        for seat in seats.filter(|seat| inputs.pressed(*seat, BUTTON)) {
            moved += side.sign() * PULL / players;
            self.state.pulls[seat.index()] += 1;
            outputs.score(seat, 1, self.state.pulls[seat.index()]);
            outputs.detail(Event::Pulled(seat));
        }
        self.state.rope += moved;
    }

    /// The side that has won this rope now, if one has. Chance decides a rope that lies still in the middle.
    fn rope_winner(&mut self) -> Option<Side> {
        let State {
            rope, steps_left, ..
        } = self.state;
        if rope.abs() < GOAL && steps_left > 0 {
            return None;
        }
        let is_left = rope < 0 || (rope == 0 && self.dice.coin());
        Some(if is_left { Side::Left } else { Side::Right })
    }

    fn win_rope(&mut self, side: Side, outputs: &mut Outputs<Event>) {
        self.state.wins[usize::from(side == Side::Right)] += 1;
        self.state.rope = 0;
        self.state.steps_left = ROPE_STEPS;
        let round = self.state.wins.iter().sum();
        outputs.round_cleared(round);
        outputs.detail(Event::RopeWon(side));
        for seat in seats(SEATS).filter(|seat| self.is_seated(*seat)) {
            let is_won = Side::of(seat) == side;
            outputs.glow(seat, if is_won { Tint::Good } else { Tint::Bad }, 500);
            if is_won {
                outputs.shakes(seat, TUGGED);
            }
        }
        if self.is_over() {
            outputs.game_over(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::GameEvent;
    use proptest::prelude::*;

    fn game(seats: &[u16]) -> (Tug, Outputs<Event>) {
        let mut game = Tug::new(&Setup::new(3));
        for seat in seats {
            game.on_seat(SeatEvent::Taken(SeatIndex(*seat)));
        }
        (game, Outputs::default())
    }

    /// One step in which those seats pull.
    fn step(game: &mut Tug, outputs: &mut Outputs<Event>, pulling: &[u16]) {
        let mut seats = [SeatInput::default(); SEATS];
        for seat in pulling {
            seats[usize::from(*seat)].pressed = BUTTON.bit();
        }
        outputs.clear();
        game.step(&Inputs::of(&seats), outputs);
    }

    #[test]
    fn pulling_moves_the_rope_and_counts() {
        let (mut game, mut outputs) = game(&[0, 1]);
        step(&mut game, &mut outputs, &[0]);
        assert_eq!((game.state.rope, game.score(SeatIndex(0))), (-12, 1));
        assert_eq!(outputs.details, [Event::Pulled(SeatIndex(0))]);
        step(&mut game, &mut outputs, &[0, 1]);
        assert_eq!((game.state.rope, game.team_score()), (-12, 3));
    }

    #[test]
    fn no_rope_beyond_the_goal_goes_on() {
        for (rope, goes_on) in [
            (1 - GOAL, true),
            (GOAL - 1, true),
            (GOAL, false),
            (-GOAL, false),
            (i32::MIN, false),
        ] {
            let (mut game, _) = game(&[0]);
            game.state.rope = rope;
            assert_eq!(game.revive().is_some(), goes_on, "{rope}");
        }
    }

    #[test]
    fn three_are_as_strong_as_one() {
        let (mut game, mut outputs) = game(&[0, 1, 3, 5]);
        step(&mut game, &mut outputs, &[0, 1, 3, 5]);
        assert_eq!(game.state.rope, 0);
    }

    #[test]
    fn twenty_pulls_win_a_rope_and_two_ropes_the_game() {
        let (mut game, mut outputs) = game(&[0, 1]);
        for _ in 0..2 {
            (0..20).for_each(|_| step(&mut game, &mut outputs, &[1]));
            assert!(outputs.details.contains(&Event::RopeWon(Side::Right)));
        }
        assert!(game.is_over());
        assert_eq!(
            outputs.events.last(),
            Some(&GameEvent::GameOver { won: true })
        );
    }

    #[test]
    fn a_rope_that_nobody_moves_is_decided_by_chance() {
        let (mut game, mut outputs) = game(&[0, 1]);
        (0..ROPE_STEPS).for_each(|_| step(&mut game, &mut outputs, &[]));
        assert_eq!(game.state.wins.iter().sum::<u32>(), 1);
    }

    #[test]
    fn the_mud_beats_one_who_sleeps() {
        let (mut game, mut outputs) = game(&[0]);
        while !game.is_over() {
            step(&mut game, &mut outputs, &[]);
        }
        assert_eq!(game.state.wins, [0, 2]);
    }

    proptest! {
        #[test]
        fn the_same_pulls_give_the_same_game(pulls in prop::collection::vec(0..SEATS as u16, 0..400)) {
            let (mut a, mut outputs) = game(&[0, 1, 2, 5]);
            let mut b = a.clone();
            for seat in pulls {
                step(&mut a, &mut outputs, &[seat]);
                step(&mut b, &mut outputs, &[seat]);
                prop_assert_eq!(a.checksum(), b.checksum());
                prop_assert!(a.state.rope.abs() < GOAL);
            }
        }
    }
}
