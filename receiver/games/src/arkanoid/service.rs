//! Who sits, who gets a ball, and how a ball starts. Knows no flight.

use super::flight::REST_Y;
use super::pace::{self, balls_for};
use super::state::{Ball, FIELD_WIDTH, MAX_PADDLES, Paddle, Phase, Resting};
use super::{AUTO_LAUNCH_STEPS, Arkanoid, Event, LAUNCH, Vec2};
use super::{paddles, turn};
use crate::game::{Inputs, Outputs, SeatIndex};

/// How far to a side a launched ball leans at most, by chance.
const LAUNCH_LEAN: f32 = 0.6;

impl Arkanoid {
    pub(super) fn seat_taken(&mut self, seat: SeatIndex) {
        if self.state.is_over() || !paddles::add(&mut self.state.paddles, seat) {
            return;
        }
        if let Some(score) = self.state.scores.get_mut(seat.index()) {
            *score = 0;
        }
        self.after_seating();
    }

    pub(super) fn seat_left(&mut self, seat: SeatIndex) {
        if self.state.is_over() || !paddles::remove(&mut self.state.paddles, seat) {
            return;
        }
        for ball in &mut self.state.balls {
            ball.owner = ball.owner.filter(|owner| *owner != seat);
        }
        self.hand_on(seat);
        self.after_seating();
    }

    /// Paddles came, went or changed their width.
    fn after_seating(&mut self) {
        paddles::carry(&self.state.paddles, &mut self.state.balls);
        for ball in &mut self.state.balls {
            if ball.resting.is_none() {
                paddles::free(&self.state.paddles, ball);
            }
        }
    }

    /// Gives the resting balls of a seat that left to others; with nobody there they are served anew later.
    pub(super) fn hand_on(&mut self, from: SeatIndex) {
        let of_leaver = |b: &Ball| b.resting.is_some_and(|r| r.seat == from);
        while let Some(index) = self.state.balls.iter().position(of_leaver) {
            match self.next_server() {
                Some(seat) => {
                    let ball = &mut self.state.balls[index];
                    ball.owner = Some(seat);
                    ball.resting = Some(rest_of(seat));
                }
                None => {
                    self.state.balls.remove(index);
                }
            }
        }
    }

    /// Puts balls onto paddles until there are as many as the players call for.
    pub(super) fn serve(&mut self) {
        let wanted = balls_for(self.state.paddles.len());
        while self.state.balls.len() < wanted {
            let Some(seat) = self.next_server() else {
                return;
            };
            let speed = pace::pace(self.state.mode, self.state.round).start;
            let ball = Ball {
                id: self.next_id,
                at: Vec2::new(FIELD_WIDTH / 2.0, REST_Y),
                velocity: Vec2::default(),
                owner: Some(seat),
                resting: Some(rest_of(seat)),
                speed,
                helper: None,
                hits: 0,
                combo: 0,
                idle_bounces: 0,
            };
            self.next_id = self.next_id.wrapping_add(1);
            self.state.balls.push(ball);
        }
        paddles::carry(&self.state.paddles, &mut self.state.balls);
    }

    /// The next seat in turn that is taken, rather one that holds no ball yet.
    fn next_server(&mut self) -> Option<SeatIndex> {
        let holds = |seat| {
            let mut rests = self.state.balls.iter().filter_map(|b| b.resting);
            rests.any(|r| r.seat == seat)
        };
        let turn = |i: u16| SeatIndex((self.server + i) % MAX_PADDLES as u16);
        let taken = |seat: &SeatIndex| self.state.paddle(*seat).is_some_and(Paddle::plays);
        let mut seats = (0..MAX_PADDLES as u16).map(turn).filter(taken);
        let first = seats.clone().next()?;
        let seat = seats.find(|seat| !holds(*seat)).unwrap_or(first);
        self.server = (seat.0 + 1) % MAX_PADDLES as u16;
        Some(seat)
    }

    /// Starts the balls at rest whose player asks for it or has waited too long.
    pub(super) fn launch(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        for ball in &mut self.state.balls {
            let Some(rest) = &mut ball.resting else {
                continue;
            };
            rest.steps_left = rest.steps_left.saturating_sub(1);
            let seat = rest.seat;
            if rest.steps_left > 0 && !inputs.seat(seat).pressed(LAUNCH) {
                continue;
            }
            ball.resting = None;
            ball.velocity = turn::upward(self.dice.spread() * LAUNCH_LEAN, ball.speed);
            outputs.details.push(Event::Launched {
                ball: ball.id,
                seat,
                at: ball.at,
            });
        }
    }

    /// Whether balls must be served because those who held them left while nobody else was there.
    pub(super) fn is_ball_missing(&self) -> bool {
        self.state.phase == Phase::Playing && self.state.balls.is_empty()
    }
}

const fn rest_of(seat: SeatIndex) -> Resting {
    Resting {
        seat,
        offset: 4.0,
        steps_left: AUTO_LAUNCH_STEPS,
    }
}
