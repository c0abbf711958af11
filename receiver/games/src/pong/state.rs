//! What there is of a game of Crowd Pong: the court, the two teams, and everybody who votes. Decides nothing.

use couchpad_protocol::SeatIndex;
use serde::{Deserialize, Serialize};

/// Steps per second.
pub const STEPS_PER_SECOND: u32 = 60;
/// Seats.
pub const SEATS: usize = 1_000;
/// From the one team's edge of the court to the other's.
pub const WIDTH: f32 = 1_000.0;
/// From the upper wall of the court to the lower one.
pub const HEIGHT: f32 = 960.0;
/// The ball's radius.
pub const BALL: f32 = 14.0;
/// How far the face of a paddle stands from the edge that it guards.
pub const FACE: f32 = 30.0;
/// Half a paddle's length, before overtime.
pub const HALF: f32 = 84.0;
/// Half the length of the shortest paddle.
pub const SHORTEST: f32 = 26.0;
/// Steps for which a mark flashes after its player has wiggled.
pub const FLASH: u8 = 90;
/// A vote that stands still for so many steps does not count any more where others vote.
pub const STILL: u16 = 8 * STEPS_PER_SECOND as u16;

/// One of the two teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Team {
    /// Guards the left edge.
    Sun,
    /// Guards the right edge.
    Sky,
}

impl Team {
    /// Both, from left to right.
    pub const ALL: [Self; 2] = [Self::Sun, Self::Sky];

    /// Its place in lists.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Sun => 0,
            Self::Sky => 1,
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sun => "SUN",
            Self::Sky => "SKY",
        }
    }

    /// The mark whose colour and pattern its things have.
    #[must_use]
    pub const fn mark(self) -> u8 {
        match self {
            Self::Sun => 0,
            Self::Sky => 1,
        }
    }

    /// The team across the court.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Sun => Self::Sky,
            Self::Sky => Self::Sun,
        }
    }

    /// The way from its edge into the court: 1 to the right, -1 to the left.
    #[must_use]
    pub const fn ahead(self) -> f32 {
        match self {
            Self::Sun => 1.0,
            Self::Sky => -1.0,
        }
    }

    /// Where the ball's middle is when its paddle meets it.
    #[must_use]
    pub const fn plane(self) -> f32 {
        match self {
            Self::Sun => FACE + BALL,
            Self::Sky => WIDTH - FACE - BALL,
        }
    }
}

/// Something of each team, from left to right.
pub type Both<T> = [T; 2];

/// Where a vote wants the middle of the paddle, -32767 is as far up as it goes.
#[must_use]
pub fn place(vote: i16) -> f32 {
    HEIGHT / 2.0 + f32::from(vote) / f32::from(i16::MAX) * (HEIGHT / 2.0 - HALF)
}

/// The vote that wants it nearest to there.
pub(super) fn vote_for(y: f32) -> i16 {
    let share = ((y - HEIGHT / 2.0) / (HEIGHT / 2.0 - HALF)).clamp(-1.0, 1.0);
    (share * f32::from(i16::MAX)) as i16
}

/// The ball.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ball {
    /// Its middle, from the left edge.
    pub x: f32,
    /// Its middle, from the upper wall.
    pub y: f32,
    /// Its way in a second, to the right.
    pub vx: f32,
    /// Its way in a second, down.
    pub vy: f32,
    /// How fast it is, in a second. It rests before a serve, whatever this is.
    pub speed: f32,
}

/// A team's paddle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paddle {
    /// Its middle, from the upper wall.
    pub y: f32,
    /// Half its length.
    pub half: f32,
    /// Where its team wants its middle.
    pub wanted: f32,
}

/// What is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// The ball rests in the middle.
    Serve {
        /// To whom it will fly.
        to: Team,
        /// Steps until then.
        steps_left: u16,
    },
    /// The ball flies.
    Rally,
    /// The game is over.
    Over,
}

/// How fast the ball is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pace {
    /// As it is meant.
    Usual,
    /// For who plays for the first time.
    Calm,
    /// For who does not.
    Fast,
}

/// How long a game is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Length {
    /// Some minutes.
    Usual,
    /// Half a minute at most.
    Short,
    /// For an evening.
    Long,
}

impl Length {
    /// The points that win.
    #[must_use]
    pub const fn goal(self) -> u32 {
        match self {
            Self::Usual => 7,
            Self::Short => 3,
            Self::Long => 15,
        }
    }

    /// Steps until the time is over.
    #[must_use]
    pub const fn steps(self) -> u32 {
        STEPS_PER_SECOND
            * match self {
                Self::Usual => 180,
                Self::Short => 20,
                Self::Long => 480,
            }
    }

    /// Steps of overtime at most.
    #[must_use]
    pub const fn overtime(self) -> u32 {
        STEPS_PER_SECOND
            * match self {
                Self::Short => 8,
                Self::Usual | Self::Long => 30,
            }
    }
}

/// How a player's vote goes to and fro.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wiggle {
    /// The farthest that it has come on its present way.
    pub(super) from: i16,
    /// That way leads down.
    pub(super) is_down: bool,
    /// Times that it has turned.
    pub(super) turns: u8,
    /// Steps until those are forgotten.
    pub(super) fades: u8,
}

/// Somebody who votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// For whom.
    pub team: Team,
    /// Where the player wants the paddle, -32767 to 32767, see [`place`].
    pub vote: i16,
    /// Steps that the vote has not changed, up to [`STILL`]; it begins there, since who has not moved yet has not voted.
    pub still: u16,
    /// A stand-in votes for a player who is away.
    pub is_stand_in: bool,
    /// Steps that the mark still flashes.
    pub flash: u8,
    /// How often the vote was where the ball met the paddle.
    pub on_the_ball: u32,
    /// Told apart from others by when they came: larger is later.
    pub(super) came: u32,
    pub(super) wiggle: Wiggle,
}

impl Voter {
    /// Whether this vote counts wherever it is given: of a player who is there and moves.
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        !self.is_stand_in && self.still < STILL
    }
}

/// Everything that there is to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Steps made so far.
    pub steps: u64,
    /// What is going on.
    pub phase: Phase,
    /// How fast the ball is.
    pub pace: Pace,
    /// How long the game is.
    pub length: Length,
    /// Steps until the time, or the overtime, is over.
    pub steps_left: u32,
    /// The time is over and the points are level: the next point wins, and paddles shrink.
    pub is_overtime: bool,
    /// The ball.
    pub ball: Ball,
    /// The paddles.
    pub paddles: Both<Paddle>,
    /// The points.
    pub points: Both<u32>,
    /// How many play for each team.
    pub sizes: Both<u16>,
    /// Everybody by seat; none where nobody sits.
    pub voters: Vec<Option<Voter>>,
    /// Returns in this rally.
    pub rally: u32,
    /// Returns in the longest rally.
    pub longest: u32,
    /// Returns in all rallies together.
    pub returns: u32,
}

impl State {
    /// Who sits there.
    #[must_use]
    pub fn voter(&self, seat: SeatIndex) -> Option<&Voter> {
        self.voters.get(seat.index())?.as_ref()
    }

    /// Everybody, with their seats.
    pub fn players(&self) -> impl Iterator<Item = (SeatIndex, &Voter)> {
        let seats = (0..).map(SeatIndex).zip(&self.voters);
        seats.filter_map(|(seat, voter)| Some((seat, voter.as_ref()?)))
    }

    /// The team's paddle.
    #[must_use]
    pub const fn paddle(&self, team: Team) -> &Paddle {
        &self.paddles[team.index()]
    }

    /// The team that is ahead, if one is.
    #[must_use]
    pub fn leader(&self) -> Option<Team> {
        let [sun, sky] = self.points;
        match sun.cmp(&sky) {
            std::cmp::Ordering::Greater => Some(Team::Sun),
            std::cmp::Ordering::Less => Some(Team::Sky),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// What only this game's presenters need to know.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// The ball flies off from the middle.
    Served {
        /// To whom.
        to: Team,
    },
    /// A paddle returned the ball.
    Returned {
        /// Whose.
        team: Team,
        /// Where the ball was, from the upper wall.
        y: f32,
        /// Returns in this rally, with this one.
        rally: u32,
    },
    /// The ball met a wall.
    Wall {
        /// Where, from the left edge.
        x: f32,
        /// The lower one.
        is_lower: bool,
    },
    /// A team made a point.
    Point {
        /// Which.
        team: Team,
        /// Where the ball went out, from the upper wall.
        y: f32,
    },
    /// A player plays for the other team from now on.
    Moved {
        /// Who.
        seat: SeatIndex,
        /// For whom.
        to: Team,
    },
    /// A player wiggles to be seen.
    Flashed {
        /// Who.
        seat: SeatIndex,
    },
    /// The time is over, and the next point wins.
    Overtime,
}
