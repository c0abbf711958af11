//! Arkanoid's state as the presenters see it, and the measures of its field. Holds data only: the rules live beside it.
//!
//! Units: a field 280 wide and 216 high; x grows to the right, y grows *downward* from the top edge. A brick is 20 x 8.
//! Velocities are units per second.

use super::geometry::Vec2;
pub use super::grid::{
    BRICK_COLOURS, BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, Brick, BrickKind, COLUMNS, Cell, Grid,
    ROWS,
};
use crate::game::SeatIndex;
use serde::{Deserialize, Serialize};

/// Steps per second.
pub const STEPS_PER_SECOND: u32 = 240;
/// Width of the field.
pub const FIELD_WIDTH: f32 = 280.0;
/// Height of the field; below it a ball is lost.
pub const FIELD_HEIGHT: f32 = 216.0;
/// Radius of a ball.
pub const BALL_RADIUS: f32 = 2.5;
/// The line that the centres of all paddles run on.
pub const PADDLE_Y: f32 = 203.0;
/// Height of a paddle. Its ends are half circles.
pub const PADDLE_HEIGHT: f32 = 6.0;
/// Paddles at most.
pub const MAX_PADDLES: usize = 8;
/// Balls at most, those of a Disruption included.
pub const MAX_BALLS: usize = 12;
/// Capsules that fall at once, at most.
pub const MAX_CAPSULES: usize = 8;
/// Laser shots under way, at most.
pub const MAX_SHOTS: usize = 32;
/// Enemies on the field, at most.
pub const MAX_ENEMIES: usize = 6;
/// Bolts of the boss under way, at most.
pub const MAX_BOLTS: usize = 12;
/// The game's own rounds; the last one is the boss's.
pub const ROUNDS: u32 = 33;
/// Gates in the top wall that enemies come through.
pub const GATES: usize = 2;
/// Where the middle of each gate is, from the left.
pub const GATE_PLACES: [f32; GATES] = [70.0, 210.0];
/// Radius of an enemy.
pub const ENEMY_RADIUS: f32 = 6.0;
/// Radius of a bolt.
pub const BOLT_RADIUS: f32 = 3.0;
/// Radius of the corners of the boss's outline.
pub const BOSS_CORNER: f32 = 10.0;
/// Steps before the boss shoots that its mouth is open.
pub const BOSS_MOUTH_STEPS: u32 = STEPS_PER_SECOND / 2;
/// Width of a capsule, and its height.
pub const CAPSULE_SIZE: Vec2 = Vec2::new(14.0, 6.0);
/// Lives that the team starts with.
pub const LIVES: u32 = 5;

/// One player's paddle: a bar with round ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paddle {
    /// Whose it is.
    pub seat: SeatIndex,
    /// Its centre; the y is always [`PADDLE_Y`].
    pub x: f32,
    /// From end to end; narrower the more players share the field, wider with [`Power::Wide`].
    pub width: f32,
    /// How fast it moves, smoothed over some 40 ms; positive to the right.
    pub velocity: f32,
    /// What the last capsule made of it.
    pub power: Power,
    /// Steps until it may shoot again.
    pub cooldown: u32,
    /// Steps until it is back after a bolt of the boss shot it down; 0 while it plays. It is not there for balls, capsules
    /// and enemies meanwhile.
    pub out: u32,
}

impl Paddle {
    /// Whether it is there for balls, capsules and enemies: not out.
    #[must_use]
    pub const fn plays(&self) -> bool {
        self.out == 0
    }
}

/// What a capsule makes of a paddle. One at a time: the next capsule takes it back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Power {
    /// Nothing.
    #[default]
    None,
    /// It is wider.
    Wide,
    /// Balls stick to it until their player launches them.
    Catch,
    /// Its player's button shoots.
    Laser,
}

/// A ball that waits on a paddle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resting {
    /// On whose paddle.
    pub seat: SeatIndex,
    /// How far right of the paddle's centre.
    pub offset: f32,
    /// Steps until it starts by itself.
    pub steps_left: u32,
}

/// One ball.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ball {
    /// Tells it from every other ball of this game, so that a presenter can follow it from step to step.
    pub id: u32,
    /// Its centre.
    pub at: Vec2,
    /// Units per second; zero while it rests.
    pub velocity: Vec2,
    /// Who touched it last and scores with it.
    pub owner: Option<SeatIndex>,
    /// Set while it waits on a paddle.
    pub resting: Option<Resting>,
    /// Who touched it before its owner, and has a share in what it breaks.
    pub helper: Option<SeatIndex>,
    /// How fast it flies; steps up in play, to a cap.
    pub speed: f32,
    /// Hits since its speed last stepped up.
    pub hits: u32,
    /// Bricks that it broke since it last met a paddle.
    pub combo: u32,
    /// Bounces since it last met a paddle or a brick that can break.
    pub idle_bounces: u32,
}

/// What is in a capsule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CapsuleKind {
    /// All balls fly slower.
    Slow,
    /// [`Power::Wide`].
    Enlarge,
    /// [`Power::Catch`].
    Catch,
    /// A ball splits into three.
    Disruption,
    /// [`Power::Laser`].
    Laser,
    /// The door beside the paddles opens: whoever goes through it ends the round.
    Break,
    /// One more life.
    Player,
}

impl CapsuleKind {
    /// All of them, in the order of the variants.
    pub const ALL: [Self; 7] = [
        Self::Slow,
        Self::Enlarge,
        Self::Catch,
        Self::Disruption,
        Self::Laser,
        Self::Break,
        Self::Player,
    ];

    /// The letter on it.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Slow => 'S',
            Self::Enlarge => 'E',
            Self::Catch => 'C',
            Self::Disruption => 'D',
            Self::Laser => 'L',
            Self::Break => 'B',
            Self::Player => 'P',
        }
    }
}

/// A capsule that falls. Whoever's paddle catches it has it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capsule {
    /// Tells it from every other thing of this game.
    pub id: u32,
    /// What is in it.
    pub kind: CapsuleKind,
    /// Its middle.
    pub at: Vec2,
}

/// A shot of a paddle's laser, on its way straight up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shot {
    /// Tells it from every other thing of this game.
    pub id: u32,
    /// Whose it is.
    pub seat: SeatIndex,
    /// Its tip.
    pub at: Vec2,
}

/// What an enemy looks like; they differ in how they move, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EnemyKind {
    /// Drifts down in a wave.
    Drifter,
    /// Turns corners.
    Crawler,
    /// Circles.
    Orbiter,
}

impl EnemyKind {
    /// All of them, in the order of the variants.
    pub const ALL: [Self; 3] = [Self::Drifter, Self::Crawler, Self::Orbiter];
}

/// An enemy: balls that touch it are deflected, and it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Enemy {
    /// Tells it from every other thing of this game.
    pub id: u32,
    /// Its kind.
    pub kind: EnemyKind,
    /// Its middle; its radius is [`ENEMY_RADIUS`].
    pub at: Vec2,
    /// Units per second.
    pub velocity: Vec2,
    /// Steps that it has been on the field.
    pub age: u32,
}

/// The boss of the last round: takes many hits, and shoots.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boss {
    /// Its middle.
    pub at: Vec2,
    /// Half of its width and height; its outline is a rounded rectangle.
    pub half: Vec2,
    /// Hits that it still takes.
    pub hits_left: u32,
    /// Hits that it took at first, and those for who joined since.
    pub hits_full: u32,
    /// Steps that it still shows its last hit; nothing hurts it meanwhile.
    pub hurt: u32,
    /// Steps until it shoots the next time; its mouth is open before that.
    pub aim: u32,
}

/// A bolt of the boss. A paddle that it meets is out for a while.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bolt {
    /// Tells it from every other thing of this game.
    pub id: u32,
    /// Its middle.
    pub at: Vec2,
    /// Units per second.
    pub velocity: Vec2,
}

/// How the game is played together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// All against the bricks, with the team's lives.
    #[default]
    Coop,
    /// A race for points on the same field; there are no lives, a lost ball costs points.
    Versus,
    /// Rounds without end, made from the seed, ever faster.
    Endless,
}

/// What a player has done in this game, for the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Bricks broken.
    pub bricks: u32,
    /// Balls sent back by the paddle.
    pub saves: u32,
    /// Balls lost that this player had touched last.
    pub lost: u32,
    /// Capsules caught.
    pub capsules: u32,
    /// Enemies shot or rammed or hit by this player's balls.
    pub enemies: u32,
    /// Bricks broken by others with a ball that this player had touched before.
    pub assists: u32,
    /// The longest [`Ball::combo`].
    pub best_combo: u32,
}

/// Where the game stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// The round is announced; paddles move, balls rest.
    RoundIntro {
        /// Steps until play begins.
        steps_left: u32,
    },
    /// Balls may be launched and fly.
    Playing,
    /// The last ball is gone and a life with it; paddles move.
    BallLost {
        /// Steps until new balls are served.
        steps_left: u32,
    },
    /// All rounds are cleared. Nothing changes any more.
    Won,
    /// No lives are left. Nothing changes any more.
    Lost,
}

/// What a round is called and who made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// The round's name.
    pub name: String,
    /// Who made it; empty for the game's own.
    pub author: String,
}

/// Everything that there is to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Steps made so far.
    pub steps: u64,
    /// How it is played.
    pub mode: Mode,
    /// Where the game stands.
    pub phase: Phase,
    /// The round in play, counted from 1.
    pub round: u32,
    /// Rounds that there are; `None` if they have no end.
    pub rounds: Option<u32>,
    /// What the round is called. Not written: the round tells it.
    #[serde(skip)]
    pub title: Title,
    /// Lives left, shared by all; `None` where nobody has lives.
    pub lives: Option<u32>,
    /// The bricks.
    pub bricks: Grid,
    /// Bricks left that can break.
    pub bricks_left: u32,
    /// The paddles by rising seat; at most [`MAX_PADDLES`]. With none, everything waits.
    pub paddles: Vec<Paddle>,
    /// Who sits and plays from the next round on, by rising seat.
    pub waiting: Vec<SeatIndex>,
    /// The balls, at rest and in flight; at most [`MAX_BALLS`].
    pub balls: Vec<Ball>,
    /// Capsules that fall; at most [`MAX_CAPSULES`].
    pub capsules: Vec<Capsule>,
    /// Laser shots under way; at most [`MAX_SHOTS`].
    pub shots: Vec<Shot>,
    /// Enemies; at most [`MAX_ENEMIES`].
    pub enemies: Vec<Enemy>,
    /// Steps that each gate in the top wall stays open.
    pub gates: [u32; GATES],
    /// The boss, in its round.
    pub boss: Option<Boss>,
    /// The boss's bolts; at most [`MAX_BOLTS`].
    pub bolts: Vec<Bolt>,
    /// The door at the right end of the paddles' line is open, and leads to the next round.
    pub door: bool,
    /// Points by seat; a seat that is taken anew starts from 0, or from what it was below.
    pub scores: [i64; MAX_PADDLES],
    /// What each seat has done.
    pub tallies: [Tally; MAX_PADDLES],
    /// Points of the team, of players who have left too.
    pub team_score: i64,
    /// The team's points that bring the next life; `None` where nobody has lives.
    pub next_life: Option<i64>,
}

impl State {
    /// The paddle of a seat, if it is taken.
    #[must_use]
    pub fn paddle(&self, seat: SeatIndex) -> Option<&Paddle> {
        self.paddles.iter().find(|p| p.seat == seat)
    }

    /// Whether everything waits for somebody to sit down.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.paddles.is_empty() && !self.is_over()
    }

    /// Whether nothing will change any more.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Won | Phase::Lost)
    }
}
