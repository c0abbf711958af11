//! What a game that was read from a file must be like, so that it can go on: every number within what play can bring about.
//! Knows no file.

use super::Pong;
use super::court::SERVE;
use super::state::{BALL, FLASH, HALF, HEIGHT, Phase, SEATS, SHORTEST, STILL, State, Voter, WIDTH};
use super::votes::{FADE, TURNS};

/// No game counts further than this.
const MOST: u32 = 1 << 30;
const MOST_STEPS: u64 = 1 << 40;

impl Pong {
    /// The game with what is not written, if it can have come to this.
    pub(super) fn revived(mut self) -> Option<Self> {
        if !self.state.is_sound() {
            return None;
        }
        // as at the beginning, so that no step asks for memory
        self.scratch.reserve(SEATS);
        let voters = &mut self.state.voters;
        voters.reserve(SEATS.saturating_sub(voters.len()));
        Some(self)
    }
}

impl State {
    fn is_sound(&self) -> bool {
        self.steps < MOST_STEPS
            && self.voters.len() <= SEATS
            && self.voters.iter().flatten().all(is_sound_voter)
            && self.are_sizes_right()
            && self.is_sound_time()
            && self.is_sound_ball()
            && self.are_sound_paddles()
            && [self.rally, self.longest, self.returns]
                .iter()
                .all(|n| *n < MOST)
            && self.rally <= self.longest
            && self.longest <= self.returns
    }

    fn is_sound_time(&self) -> bool {
        let goal = self.length.goal();
        let is_over = self.points.contains(&goal);
        let time = if self.is_overtime {
            self.length.overtime()
        } else {
            self.length.steps()
        };
        self.points.iter().all(|points| *points <= goal)
            && self.points != [goal; 2]
            && match self.phase {
                Phase::Serve { steps_left, .. } => !is_over && steps_left <= SERVE,
                Phase::Rally => !is_over,
                Phase::Over => true,
            }
            && (self.phase == Phase::Over || (1..=time).contains(&self.steps_left))
            && self.steps_left <= time
    }

    fn is_sound_ball(&self) -> bool {
        let ball = &self.ball;
        let out = 10.0 * BALL;
        let fastest = self.pace.fastest();
        (-out..=WIDTH + out).contains(&ball.x)
            && (0.0..=HEIGHT).contains(&ball.y)
            && (self.pace.served() * 0.9..=fastest).contains(&ball.speed)
            && [ball.vx, ball.vy]
                .iter()
                .all(|way| (-fastest * 1.01..=fastest * 1.01).contains(way))
    }

    fn are_sound_paddles(&self) -> bool {
        self.paddles.iter().all(|paddle| {
            (0.0..=HEIGHT).contains(&paddle.y)
                && (SHORTEST..=HALF).contains(&paddle.half)
                && (-HEIGHT..=2.0 * HEIGHT).contains(&paddle.wanted)
        })
    }
}

fn is_sound_voter(voter: &Voter) -> bool {
    let wiggle = &voter.wiggle;
    voter.vote >= -i16::MAX
        && voter.still <= STILL
        && voter.flash <= FLASH
        && voter.on_the_ball < MOST
        && voter.came < MOST
        && wiggle.from >= -i16::MAX
        && wiggle.turns < TURNS
        && wiggle.fades <= FADE
}
