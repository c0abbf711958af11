//! A game of Arkanoid at a table whose players come, go and play as told.

use couchpad_games::arkanoid::{
    Arkanoid, BALL_RADIUS, BRICK_HEIGHT, BRICK_WIDTH, Cell, Event, FIELD_WIDTH, LAUNCH,
    PADDLE_HEIGHT, PADDLE_Y, State,
};
use couchpad_games::game::{Game, Inputs, Outputs, SeatEvent, SeatIndex, SeatInput, Setup};
use proptest::prelude::*;

/// Who plays a seat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Player {
    /// Nobody.
    Nobody,
    /// The stand-in.
    Bot,
    /// Somebody who swipes and presses at random.
    Wild,
    /// Somebody who has put the phone down.
    Still,
}

/// A game of Arkanoid and its players.
#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) game: Arkanoid,
    pub(crate) outputs: Outputs<Event>,
    players: [Player; 8],
    inputs: [SeatInput; 8],
    chance: u64,
}

impl Table {
    pub(crate) fn new(seed: u64, players: [Player; 8]) -> Self {
        Self::of(&Setup::new(seed), players)
    }

    /// A game that begins so.
    pub(crate) fn of(setup: &Setup, players: [Player; 8]) -> Self {
        let seed = setup.seed;
        let mut table = Self {
            game: Arkanoid::new(setup),
            outputs: Outputs::default(),
            players: [Player::Nobody; 8],
            inputs: [SeatInput::default(); 8],
            chance: seed | 1,
        };
        for (seat, player) in players.into_iter().enumerate() {
            table.seat(seat, player);
        }
        table
    }

    /// Lets somebody else, or nobody, play a seat.
    pub(crate) fn seat(&mut self, seat: usize, player: Player) {
        let index = SeatIndex(seat as u16);
        match (self.players[seat], player) {
            (Player::Nobody, Player::Nobody) => {}
            (_, Player::Nobody) => self.game.on_seat(SeatEvent::Left(index)),
            (Player::Nobody, _) => {
                self.game.on_seat(SeatEvent::Taken(index));
                self.resume(seat);
            }
            _ => {}
        }
        self.players[seat] = player;
    }

    /// Starts a pad's axes from where the game says, as a pad does that sits down or resumes.
    pub(crate) fn resume(&mut self, seat: usize) {
        self.inputs[seat].axes = self.game.axes(SeatIndex(seat as u16));
    }

    /// Presses LAUNCH, to be seen by the next step.
    pub(crate) fn press(&mut self, seat: usize) {
        self.inputs[seat].pressed = LAUNCH.bit();
    }

    pub(crate) fn step(&mut self) {
        for seat in 0..8 {
            match self.players[seat] {
                Player::Bot => self.inputs[seat] = self.game.stand_in(SeatIndex(seat as u16)),
                Player::Wild => self.flail(seat),
                Player::Still | Player::Nobody => {}
            }
        }
        self.outputs.clear();
        let inputs = Inputs {
            seats: &self.inputs,
            actions: &[],
        };
        self.game.step(&inputs, &mut self.outputs);
        for input in &mut self.inputs {
            input.clear_edges();
        }
    }

    /// Jumps to a place anywhere every few steps, and presses now and then.
    fn flail(&mut self, seat: usize) {
        // Any old generator will do (Knuth's MMIX).
        self.chance = self
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let roll = self.chance >> 33;
        if roll.is_multiple_of(8) {
            self.inputs[seat].axes[0] = (self.chance >> 17) as i16;
        }
        if roll.is_multiple_of(50) {
            self.press(seat);
        }
    }

    /// Panics if a ball is where none can be.
    pub(crate) fn check(&self) {
        check(self.game.state());
    }
}

/// Rounding of single precision on a field of 260.
const SLACK: f32 = 2e-3;

fn check(state: &State) {
    for ball in &state.balls {
        let (x, y) = (ball.at.x, ball.at.y);
        assert!(x.is_finite() && y.is_finite(), "{ball:?}");
        let walls = BALL_RADIUS - SLACK..=FIELD_WIDTH - BALL_RADIUS + SLACK;
        assert!(
            walls.contains(&x) && y >= BALL_RADIUS - SLACK,
            "outside: {ball:?}"
        );
        for (r, row) in state.bricks.iter().enumerate() {
            for (c, _) in row.iter().enumerate().filter(|(_, b)| b.is_some()) {
                let cell = Cell { column: c, row: r };
                let at = cell.centre();
                let gap = gap(x - at.x, y - at.y, BRICK_WIDTH / 2.0, BRICK_HEIGHT / 2.0);
                assert!(gap >= BALL_RADIUS - SLACK, "in {cell:?}: {ball:?}");
            }
        }
        for paddle in state.paddles.iter().filter(|paddle| paddle.plays()) {
            let half = (paddle.width - PADDLE_HEIGHT) / 2.0;
            let gap = gap(x - paddle.x, y - PADDLE_Y, half, 0.0);
            let least = PADDLE_HEIGHT / 2.0 + BALL_RADIUS - SLACK;
            assert!(gap >= least, "in {paddle:?}: {ball:?}");
        }
    }
}

/// How far a place relative to a box's middle is from the box.
fn gap(x: f32, y: f32, half_width: f32, half_height: f32) -> f32 {
    let x = (x.abs() - half_width).max(0.0);
    let y = (y.abs() - half_height).max(0.0);
    (x * x + y * y).sqrt()
}

/// A game's beginning with these choices: mode, newcomers.
pub(crate) fn setup(seed: u64, mode: u8, join: u8) -> Setup {
    let mut setup = Setup::new(seed);
    setup.options = setup.options.with(0, mode).with(1, join);
    setup
}

/// The choices for the option `mode`, in their order.
pub(crate) const COOP: u8 = 0;
pub(crate) const VERSUS: u8 = 1;
pub(crate) const ENDLESS: u8 = 2;

/// So many bots on the first seats.
pub(crate) fn bots(count: usize) -> [Player; 8] {
    std::array::from_fn(|i| {
        if i < count {
            Player::Bot
        } else {
            Player::Nobody
        }
    })
}

/// Any player, at any seat.
pub(crate) fn any_player() -> impl Strategy<Value = Player> {
    prop_oneof![
        Just(Player::Nobody),
        Just(Player::Bot),
        Just(Player::Wild),
        Just(Player::Still),
    ]
}
