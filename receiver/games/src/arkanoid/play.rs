//! A step in play: what follows from a ball that hits a brick, a paddle, a wall or nothing any more.
//! Knows points and crumbling; leaves flight to `flight`.

use super::flight::{self, Obstacle, Sink};
use super::geometry::Vec2;
use super::state::{
    BALL_RADIUS, Ball, Brick, BrickKind, Cell, Grid, MAX_BALLS, Paddle, STEPS_PER_SECOND, State,
};
use super::{Arkanoid, DROUGHT_STEPS, Event, paddles, rumble};
use crate::dice::Dice;
use crate::game::{GameEvent, Inputs, Outputs, SeatIndex};

/// Seconds in a step.
const STEP: f32 = 1.0 / STEPS_PER_SECOND as f32;
/// After so many bounces off walls and solid bricks alone a ball is turned a little by chance, and again at each bounce
/// until it finds a way out.
const IDLE_BOUNCES: u32 = 24;
/// How far, in parts of its speed.
const NUDGE: f32 = 0.35;
/// Points for a hit that does not break a tough brick.
const CHIP_POINTS: i32 = 20;

impl Arkanoid {
    pub(super) fn play(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        if self.is_ball_missing() {
            self.serve();
        }
        self.launch(inputs, outputs);
        self.fly_all(outputs);
        self.crumble(outputs);
        if self.state.bricks_left == 0 {
            self.clear_round(outputs);
        } else if self.drop_lost(outputs) && self.state.balls.is_empty() {
            self.lose_life(outputs);
        }
    }

    fn fly_all(&mut self, outputs: &mut Outputs<Event>) {
        for index in 0..self.state.balls.len().min(MAX_BALLS) {
            let mut ball = self.state.balls[index];
            if ball.resting.is_some() {
                continue;
            }
            let mut sink = Table {
                state: &mut self.state,
                dice: &mut self.dice,
                drought: &mut self.drought,
                outputs,
            };
            if let Some(saver) = paddles::free(sink.paddles(), &mut ball) {
                flight::deflect(&mut ball, &sink.state.paddles[saver]);
                sink.hit(&mut ball, Obstacle::Paddle(saver), Vec2::new(0.0, -1.0));
            }
            flight::fly(&mut ball, STEP, &mut sink);
            self.state.balls[index] = ball;
        }
    }

    /// Removes balls that fell out of the field; whether there was one.
    fn drop_lost(&mut self, outputs: &mut Outputs<Event>) -> bool {
        let before = self.state.balls.len();
        self.state.balls.retain(|ball| {
            let lost = flight::is_lost(ball);
            if lost {
                let (seat, at) = (ball.owner, ball.at);
                let ball = ball.id;
                outputs.details.push(Event::BallLost { ball, seat, at });
                outputs.events.extend(seat.map(|s| rumble(s, 220, 250)));
            }
            !lost
        });
        self.state.balls.len() != before
    }

    /// Lets the lowest brick that can break fall when nobody has hit one for long.
    fn crumble(&mut self, outputs: &mut Outputs<Event>) {
        if self.state.balls.iter().all(|b| b.resting.is_some()) {
            return;
        }
        self.drought += 1;
        if self.drought < DROUGHT_STEPS {
            return;
        }
        self.drought = 0;
        for (row, line) in self.state.bricks.iter_mut().enumerate().rev() {
            for (column, place) in line.iter_mut().enumerate() {
                if let Some(brick) = place.take_if(|b| b.kind != BrickKind::Solid) {
                    self.state.bricks_left -= 1;
                    let cell = Cell { column, row };
                    outputs.details.push(Event::BrickCrumbled { cell, brick });
                    return;
                }
            }
        }
    }
}

/// What a flying ball plays on.
struct Table<'a> {
    state: &'a mut State,
    dice: &'a mut Dice,
    drought: &'a mut u32,
    outputs: &'a mut Outputs<Event>,
}

impl Sink for Table<'_> {
    fn bricks(&self) -> &Grid {
        &self.state.bricks
    }

    fn paddles(&self) -> &[Paddle] {
        &self.state.paddles
    }

    fn hit(&mut self, ball: &mut Ball, obstacle: Obstacle, normal: Vec2) {
        let at = ball.at.along(normal, -BALL_RADIUS);
        let idle = match obstacle {
            Obstacle::Wall(wall) => {
                let ball = ball.id;
                self.outputs.details.push(Event::WallHit { ball, wall, at });
                true
            }
            Obstacle::Brick(cell) => self.hit_brick(ball, cell, at),
            Obstacle::Paddle(index) => {
                self.hit_paddle(ball, index, at);
                false
            }
        };
        ball.idle_bounces = if idle { ball.idle_bounces + 1 } else { 0 };
        if ball.idle_bounces > IDLE_BOUNCES {
            let way = ball.velocity.along(
                Vec2::new(self.dice.spread(), self.dice.spread()),
                ball.speed * NUDGE,
            );
            ball.velocity = flight::steepened(way, ball.speed, normal);
        }
    }
}

impl Table<'_> {
    /// Whether the brick was a solid one.
    fn hit_brick(&mut self, ball: &Ball, cell: Cell, at: Vec2) -> bool {
        let place = &mut self.state.bricks[cell.row][cell.column];
        let Some(brick) = place else {
            return true;
        };
        let solid = brick.kind == BrickKind::Solid;
        brick.hits_left = brick.hits_left.saturating_sub(1);
        let brick = *brick;
        let broken = !solid && brick.hits_left == 0;
        if broken {
            *place = None;
            self.state.bricks_left -= 1;
        }
        self.outputs.details.push(Event::BrickHit {
            ball: ball.id,
            seat: ball.owner,
            cell,
            brick,
            broken,
            at,
        });
        if !solid {
            *self.drought = 0;
            self.score(ball.owner, points(brick, broken));
        }
        solid
    }

    fn hit_paddle(&mut self, ball: &mut Ball, index: usize, at: Vec2) {
        let Some(paddle) = self.state.paddles.get(index) else {
            return;
        };
        let seat = paddle.seat;
        ball.owner = Some(seat);
        self.outputs.details.push(Event::PaddleHit {
            ball: ball.id,
            seat,
            at,
            offset: flight::offset(ball, paddle),
        });
        self.outputs.events.push(rumble(seat, 90, 30));
    }

    /// Points for the team, and for the player if there is one.
    fn score(&mut self, seat: Option<SeatIndex>, points: i32) {
        self.state.team_score += i64::from(points);
        if let Some(seat) = seat
            && let Some(total) = self.state.scores.get_mut(seat.index())
        {
            *total += i64::from(points);
            let total = *total;
            self.outputs.events.push(GameEvent::Score {
                seat,
                points,
                total,
            });
        }
    }
}

/// What a hit on a brick is worth.
fn points(brick: Brick, broken: bool) -> i32 {
    match (brick.kind, broken) {
        (BrickKind::Solid, _) => 0,
        (BrickKind::Tough, true) => 120,
        (_, false) => CHIP_POINTS,
        (BrickKind::Plain, true) => 50 + 10 * i32::from(brick.colour),
    }
}
