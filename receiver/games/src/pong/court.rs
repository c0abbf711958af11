//! The court: how the ball flies and bounces, how the paddles go where their teams want them, and when a point is made. Must
//! not know who votes.

use super::state::{
    BALL, Ball, Event, HALF, HEIGHT, Pace, Paddle, Phase, SHORTEST, STEPS_PER_SECOND, State, Team,
    WIDTH,
};
use crate::dice::Dice;

/// Steps before each serve.
pub(super) const SERVE: u16 = 75;
/// The ball's way in a second when it is served at the usual pace.
const SERVED: f32 = 430.0;
/// How many times as fast each return makes it.
const FASTER: f32 = 1.08;
/// It never flies faster than this many times as fast as it was served.
const FASTEST: f32 = 5.5;
/// The steepest return is that steep: so far up or down for each step ahead.
const STEEP: f32 = 1.4;
/// Chance makes returns that much steeper or flatter, so that no rally goes on for ever.
const CHANCE: f32 = 0.2;
/// Serves are at most that steep.
const SERVE_STEEP: f32 = 0.55;
/// A paddle's longest way in a second.
const PADDLE: f32 = 900.0;
/// The share of its way that it makes in a step, when it is not too far.
const EASE: f32 = 0.35;
/// In overtime each return leaves that much of a paddle.
const SHRINK: f32 = 0.9;

const STEP: f32 = 1.0 / STEPS_PER_SECOND as f32;

impl Pace {
    /// How many times as fast as usual.
    const fn times(self) -> f32 {
        match self {
            Self::Usual => 1.0,
            Self::Calm => 0.75,
            Self::Fast => 1.35,
        }
    }

    /// The ball's way in a second when it is served.
    pub(super) const fn served(self) -> f32 {
        SERVED * self.times()
    }

    /// The ball's longest way in a second.
    pub(super) const fn fastest(self) -> f32 {
        self.served() * FASTEST
    }
}

impl Ball {
    pub(super) const fn resting(pace: Pace) -> Self {
        Self {
            x: WIDTH / 2.0,
            y: HEIGHT / 2.0,
            vx: 0.0,
            vy: 0.0,
            speed: pace.served(),
        }
    }

    /// Sends it that way.
    fn send(&mut self, ahead: f32, slope: f32) {
        let length = (1.0 + slope * slope).sqrt();
        self.vx = ahead * self.speed / length;
        self.vy = self.speed * slope / length;
    }

    /// Whether it flies towards the team, and fast enough for this to be said.
    pub(super) fn comes_to(&self, team: Team) -> bool {
        self.vx * team.ahead() < -1.0
    }

    /// Where it will meet the team's plane, if it comes there.
    pub(super) fn meets(&self, team: Team) -> Option<f32> {
        let ahead = (team.plane() - self.x) / self.vx;
        (self.comes_to(team) && ahead >= 0.0).then(|| fold(self.y + self.vy * ahead))
    }
}

impl Paddle {
    pub(super) const fn new() -> Self {
        Self {
            y: HEIGHT / 2.0,
            half: HALF,
            wanted: HEIGHT / 2.0,
        }
    }

    /// One step towards where it is wanted.
    pub(super) fn go(&mut self) {
        let most = PADDLE * STEP;
        let way = ((self.wanted - self.y) * EASE).clamp(-most, most);
        self.y = (self.y + way).clamp(self.half, HEIGHT - self.half);
    }

    /// Whether it meets a ball there.
    fn reaches(&self, y: f32) -> bool {
        (y - self.y).abs() <= self.half + 0.8 * BALL
    }
}

/// A way straight on through the walls, as it is with the walls there.
fn fold(y: f32) -> f32 {
    let room = HEIGHT - 2.0 * BALL;
    let way = (y - BALL).rem_euclid(2.0 * room);
    BALL + if way > room { 2.0 * room - way } else { way }
}

impl State {
    /// Serves when it is time, and lets the ball fly. Tells which team has made a point.
    pub(super) fn play(&mut self, dice: &mut Dice, tell: &mut impl FnMut(Event)) -> Option<Team> {
        match &mut self.phase {
            Phase::Over => None,
            Phase::Serve { to, steps_left: 0 } => {
                let to = *to;
                self.phase = Phase::Rally;
                self.ball.send(-to.ahead(), SERVE_STEEP * dice.spread());
                tell(Event::Served { to });
                None
            }
            Phase::Serve { steps_left, .. } => {
                *steps_left -= 1;
                None
            }
            Phase::Rally => self.fly(dice, tell),
        }
    }

    fn fly(&mut self, dice: &mut Dice, tell: &mut impl FnMut(Event)) -> Option<Team> {
        let before = self.ball;
        let straight = before.y + before.vy * STEP;
        self.ball.x += before.vx * STEP;
        self.ball.y = fold(straight);
        if !(BALL..=HEIGHT - BALL).contains(&straight) {
            self.ball.vy = -before.vy;
            let (x, is_lower) = (self.ball.x, straight > BALL);
            tell(Event::Wall { x, is_lower });
        }
        let team = if before.vx < 0.0 {
            Team::Sun
        } else {
            Team::Sky
        };
        // only a ball that was in front of the plane can be met on it
        let was_ahead = (before.x - team.plane()) * team.ahead() >= 0.0;
        let is_behind = (self.ball.x - team.plane()) * team.ahead() < 0.0;
        let meeting = before.meets(team).filter(|_| was_ahead && is_behind);
        if let Some(y) = meeting.filter(|y| self.paddle(team).reaches(*y)) {
            self.return_ball(team, y, dice);
            let rally = self.rally;
            tell(Event::Returned { team, y, rally });
        }
        let is_out = (self.ball.x - WIDTH / 2.0) * team.ahead() < -(WIDTH / 2.0 + 2.0 * BALL);
        is_out.then(|| team.other())
    }

    fn return_ball(&mut self, team: Team, y: f32, dice: &mut Dice) {
        let fastest = self.pace.fastest();
        let paddle = &mut self.paddles[team.index()];
        let off = ((y - paddle.y) / (paddle.half + BALL)).clamp(-1.0, 1.0);
        let ball = &mut self.ball;
        (ball.x, ball.y) = (team.plane(), y);
        ball.speed = (ball.speed * FASTER).min(fastest);
        ball.send(team.ahead(), STEEP * off + CHANCE * dice.spread());
        self.rally = self.rally.saturating_add(1);
        self.returns = self.returns.saturating_add(1);
        self.longest = self.longest.max(self.rally);
        if self.is_overtime {
            for paddle in &mut self.paddles {
                paddle.half = (paddle.half * SHRINK).max(SHORTEST);
            }
        }
    }

    /// Gives the team its point, and lays the ball ready. The team that made it gets the serve.
    pub(super) fn score(&mut self, team: Team) {
        self.points[team.index()] += 1;
        self.ball = Ball::resting(self.pace);
        self.rally = 0;
        self.phase = Phase::Serve {
            to: team,
            steps_left: SERVE,
        };
    }
}
