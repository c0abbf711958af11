//! Arkanoid for one to eight paddles: its manifest, and how a game of it goes from step to step.
//!
//! Start reading here; then `state` and `grid` for what there is and `play` for what a step does; `flight`, `meet` and `turn`
//! for how a ball flies, `hits` and `bricks` for what it does, `paddles` for how paddles move, `service` for who gets a ball;
//! `capsules`, `powers`, `laser` and `door`; `enemies`, how many there are (`swarm`) and how they `roam`, the `boss` and its
//! `bolts`; `points`, `pace` and `modes` for the figures; `rounds` for the levels, `bot` for the stand-in, `saved` for what a
//! game that is read from a file must be like.

mod bolts;
mod boss;
mod bot;
mod bricks;
mod capsules;
mod door;
mod enemies;
mod event;
#[cfg(test)]
mod every_round;
mod feel;
mod flight;
mod geometry;
mod grid;
mod highlight;
mod hits;
mod laser;
mod meet;
mod modes;
mod pace;
mod paddles;
mod play;
mod points;
mod powers;
mod roam;
pub mod rounds;
mod saved;
mod service;
#[cfg(test)]
mod staged;
mod state;
mod sum;
mod swarm;
mod turn;

pub use event::{Event, Striker, Wall};
pub use geometry::Vec2;
pub use state::{
    BALL_RADIUS, BOLT_RADIUS, BOSS_CORNER, BOSS_MOUTH_STEPS, BRICK_COLOURS, BRICK_HEIGHT,
    BRICK_WIDTH, BRICKS_TOP, Ball, Bolt, Boss, Brick, BrickKind, CAPSULE_SIZE, COLUMNS, Capsule,
    CapsuleKind, Cell, ENEMY_RADIUS, Enemy, EnemyKind, FIELD_HEIGHT, FIELD_WIDTH, GATE_PLACES,
    GATES, Grid, LIVES, MAX_BALLS, MAX_BOLTS, MAX_CAPSULES, MAX_ENEMIES, MAX_PADDLES, MAX_SHOTS,
    Mode, PADDLE_HEIGHT, PADDLE_Y, Paddle, Phase, Power, ROUNDS, ROWS, Resting, STEPS_PER_SECOND,
    Shot, State, Tally, Title,
};

use rounds::Levels;

use crate::dice::Dice;
use crate::game::{
    ButtonIndex, Game, GameEvent, Highlight, Inputs, League, Manifest, Outputs, Pacing, Packs,
    PadLayout, SeatEvent, SeatIndex, SeatInput, SeatPolicy, Setup, Turn,
};
use couchpad_protocol::{Area, ControlKind, Orientation, Weight, limits};
use serde::{Deserialize, Serialize};

/// The button that launches a ball.
pub const LAUNCH: ButtonIndex = ButtonIndex(0);
/// A round is announced for so long.
const INTRO_STEPS: u32 = 2 * STEPS_PER_SECOND;
/// The game stands still for so long after a life is lost.
const LOST_STEPS: u32 = STEPS_PER_SECOND;
/// A ball at rest starts by itself after so long, so that an absent thumb never stalls the game.
const AUTO_LAUNCH_STEPS: u32 = 6 * STEPS_PER_SECOND;
/// After so long without a brick hit one crumbles, so that every game ends.
const DROUGHT_STEPS: u32 = 20 * STEPS_PER_SECOND;
/// A game of Arkanoid.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arkanoid {
    state: State,
    dice: Dice,
    levels: Levels,
    /// The seat that gets the next ball, or the first taken one after it.
    server: u16,
    /// Of the next thing that needs one: a ball, a capsule, an enemy.
    next_id: u32,
    /// Steps in play since a brick was hit.
    drought: u32,
    /// Steps until each seat may feel a brick again.
    patter: [u8; MAX_PADDLES],
    /// Steps until the next enemy may come.
    enemy_pause: u32,
    /// What was in the last capsule.
    last_capsule: Option<CapsuleKind>,
    /// For how many steps each seat's paddle has pushed against the open door.
    pushes: [u8; MAX_PADDLES],
    /// Whether newcomers wait for the next round.
    makes_wait: bool,
}

impl Game for Arkanoid {
    type State = State;
    type Event = Event;

    const MANIFEST: Manifest = Manifest {
        id: "arkanoid",
        title: "Arkanoid",
        blurb: "Swipe to move your paddle, keep the balls up, catch what falls, and beat the boss of round 33 together.",
        rules: 4,
        pacing: Pacing::Fixed(STEPS_PER_SECOND),
        seats: SeatPolicy::Seats(MAX_PADDLES as u16),
        layout,
        options: modes::OPTIONS,
        packs: Some(Packs {
            name: "levels",
            unit: "round",
            check: rounds::check,
        }),
    };

    fn new(setup: &Setup) -> Self {
        let mode = modes::mode(setup.options);
        let levels = Levels::of(setup, mode);
        let mut game = Self {
            state: State {
                steps: 0,
                phase: Phase::Lost,
                mode,
                round: 0,
                rounds: modes::rounds(mode, levels.count()),
                title: Title::default(),
                lives: modes::lives(mode),
                bricks: [[None; COLUMNS]; ROWS],
                bricks_left: 0,
                paddles: Vec::with_capacity(MAX_PADDLES),
                waiting: Vec::with_capacity(MAX_PADDLES),
                balls: Vec::with_capacity(MAX_BALLS),
                capsules: Vec::with_capacity(MAX_CAPSULES),
                shots: Vec::with_capacity(MAX_SHOTS),
                enemies: Vec::with_capacity(MAX_ENEMIES),
                gates: [0; GATES],
                boss: None,
                bolts: Vec::with_capacity(MAX_BOLTS),
                door: false,
                scores: [0; MAX_PADDLES],
                tallies: [Tally::default(); MAX_PADDLES],
                team_score: 0,
                next_life: modes::first_life(mode),
            },
            dice: Dice::new(setup.seed),
            levels,
            server: 0,
            next_id: 0,
            drought: 0,
            patter: [0; MAX_PADDLES],
            enemy_pause: 0,
            last_capsule: None,
            pushes: [0; MAX_PADDLES],
            makes_wait: modes::makes_wait(setup.options),
        };
        game.begin_round(1);
        game
    }

    fn on_seat(&mut self, event: SeatEvent) {
        match event {
            SeatEvent::Taken(seat) => self.seat_taken(seat),
            SeatEvent::Left(seat) => self.seat_left(seat),
        }
    }

    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        self.state.steps += 1;
        if self.state.is_over() || self.state.is_waiting() {
            return;
        }
        self.calm_down();
        paddles::drive(&mut self.state.paddles, inputs);
        paddles::carry(&self.state.paddles, &mut self.state.balls);
        match self.state.phase {
            Phase::RoundIntro { steps_left } => self.introduce(steps_left, outputs),
            Phase::Playing => self.play(inputs, outputs),
            Phase::BallLost { steps_left } => self.mourn(steps_left),
            Phase::Won | Phase::Lost => {}
        }
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn checksum(&self) -> u64 {
        self.sum()
    }

    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        bot::play(&self.state, seat)
    }

    fn axes(&self, seat: SeatIndex) -> [i16; limits::AXES] {
        let mut axes = [0; limits::AXES];
        if let Some(axis) = axes.get_mut(usize::from(paddles::MOVE.0)) {
            *axis = self.place_of(seat);
        }
        axes
    }

    fn score(&self, seat: SeatIndex) -> i64 {
        self.state.scores.get(seat.index()).copied().unwrap_or(0)
    }

    fn team_score(&self) -> i64 {
        self.state.team_score
    }

    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        highlight::of(&self.state, seat)
    }

    fn league(&self) -> Option<League> {
        Some(highlight::league(self.state.mode))
    }

    fn turn(&self, seat: SeatIndex) -> Turn {
        let has_ball = |ball: &Ball| ball.resting.is_some_and(|rest| rest.seat == seat);
        if self.state.phase == Phase::Playing && self.state.balls.iter().any(has_ball) {
            Turn::Yours
        } else {
            Turn::Free
        }
    }

    fn is_over(&self) -> bool {
        self.state.is_over()
    }

    fn revive(self) -> Option<Self> {
        self.revived()
    }
}

/// What a pad shows: swipe anywhere, and LAUNCH in the lower middle, where either thumb reaches it and no swipe from the
/// phone's bottom edge starts. No feel: what smoothing costs and gain by speed leads astray is in `docs/touch.md`.
fn layout() -> PadLayout {
    let swipe = ControlKind::SwipeArea {
        x: Some(paddles::MOVE),
        y: None,
        travel: 600,
    };
    let launch = ControlKind::Button {
        button: LAUNCH,
        weight: Weight::Primary,
    };
    PadLayout::new("Arkanoid", Orientation::Any)
        .with("", Area::ALL, swipe)
        .with("LAUNCH", Area::new(340, 690, 320, 190), launch)
}

impl Arkanoid {
    /// Where the paddle of a seat is, or will be that waits, as an axis.
    fn place_of(&self, seat: SeatIndex) -> i16 {
        if let Some(paddle) = self.state.paddle(seat) {
            return paddles::axis_of(paddle.x, paddle.width);
        }
        let waits = self.state.waiting.contains(&seat);
        let first = paddles::first_axis(seat).filter(|_| waits);
        first.map_or(0, |axis| (axis * f32::from(i16::MAX)) as i16)
    }

    fn begin_round(&mut self, number: u32) {
        let level = self.levels.level(number);
        self.state.round = number;
        self.state.title = level.title;
        self.state.bricks = level.bricks;
        self.state.bricks_left = rounds::breakable(&self.state.bricks);
        self.clear_field();
        self.admit();
        self.call_boss(level.boss);
        self.state.phase = Phase::RoundIntro {
            steps_left: INTRO_STEPS,
        };
        self.drought = 0;
    }

    /// Takes away all that flies, falls and roams, and every power.
    fn clear_field(&mut self) {
        self.state.balls.clear();
        self.state.capsules.clear();
        self.state.shots.clear();
        self.dismiss_enemies();
        self.dismiss_bolts();
        self.end_powers();
        self.shut_door();
    }

    fn introduce(&mut self, steps_left: u32, outputs: &mut Outputs<Event>) {
        if steps_left == INTRO_STEPS {
            let round = self.state.round;
            outputs.details.push(Event::RoundStarted { round });
        }
        self.serve();
        self.size_up_boss();
        self.state.phase = match steps_left {
            0 | 1 => Phase::Playing,
            n => Phase::RoundIntro { steps_left: n - 1 },
        };
    }

    fn mourn(&mut self, steps_left: u32) {
        self.state.phase = match steps_left {
            0 | 1 => {
                self.serve();
                Phase::Playing
            }
            n => Phase::BallLost { steps_left: n - 1 },
        };
    }

    fn clear_round(&mut self, outputs: &mut Outputs<Event>) {
        let round = self.state.round;
        outputs.details.push(Event::RoundCleared { round });
        outputs.events.push(GameEvent::RoundCleared { round });
        for paddle in &self.state.paddles {
            feel::fanfare(paddle.seat, outputs);
        }
        if self.state.rounds.is_none_or(|last| round < last) {
            self.begin_round(round + 1);
        } else {
            self.clear_field();
            self.call_boss(false);
            self.end(Phase::Won, outputs);
        }
    }

    fn lose_life(&mut self, outputs: &mut Outputs<Event>) {
        let left = self.state.lives.map_or(0, |lives| lives.saturating_sub(1));
        self.state.lives = Some(left);
        outputs.details.push(Event::LifeLost { left });
        // a ball may still fly when all paddles are out
        self.clear_field();
        if left == 0 {
            self.end(Phase::Lost, outputs);
        } else {
            self.state.phase = Phase::BallLost {
                steps_left: LOST_STEPS,
            };
        }
    }

    fn end(&mut self, phase: Phase, outputs: &mut Outputs<Event>) {
        self.state.phase = phase;
        let won = phase == Phase::Won;
        outputs.events.push(GameEvent::GameOver { won });
    }
}
