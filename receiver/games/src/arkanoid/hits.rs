//! What follows when a ball hits something: points, a faster ball, a capsule, a ball that sticks. Knows no flight.

use super::flight::{Obstacle, REST_Y, Sink};
use super::geometry::Vec2;
use super::pace::{self, FASTER, HITS_A_STEP};
use super::state::{
    BALL_RADIUS, Ball, Boss, BrickKind, Cell, Enemy, Grid, PADDLE_HEIGHT, Paddle, Power, Resting,
    STEPS_PER_SECOND,
};
use super::{Arkanoid, Event, Striker, Wall, feel, points, turn};
use crate::game::{Outputs, SeatIndex};

/// After so many bounces off walls and solid bricks alone a ball is turned a little by chance, and again at each bounce
/// until it finds a way out.
const IDLE_BOUNCES: u32 = 24;
/// How far, in parts of its speed.
const NUDGE: f32 = 0.35;
/// A ball that sticks to a paddle starts by itself after so long.
const STICK_STEPS: u32 = 3 * STEPS_PER_SECOND;

/// What a flying ball plays on.
pub(super) struct Table<'a> {
    game: &'a mut Arkanoid,
    outputs: &'a mut Outputs<Event>,
}

impl<'a> Table<'a> {
    pub(super) const fn new(game: &'a mut Arkanoid, outputs: &'a mut Outputs<Event>) -> Self {
        Self { game, outputs }
    }
}

impl Sink for Table<'_> {
    fn bricks(&self) -> &Grid {
        &self.game.state.bricks
    }

    fn paddles(&self) -> &[Paddle] {
        &self.game.state.paddles
    }

    fn enemies(&self) -> &[Enemy] {
        &self.game.state.enemies
    }

    fn boss(&self) -> Option<&Boss> {
        self.game.state.boss.as_ref()
    }

    fn hit(&mut self, ball: &mut Ball, obstacle: Obstacle, normal: Vec2) {
        let at = ball.at.along(normal, -BALL_RADIUS);
        let idle = match obstacle {
            Obstacle::Wall(wall) => {
                self.hit_wall(ball, wall, at);
                true
            }
            Obstacle::Brick(cell) => self.hit_brick(ball, cell, at),
            Obstacle::Paddle(index) => {
                self.hit_paddle(ball, index, at);
                false
            }
            Obstacle::Enemy(index) => {
                let by = Striker::Ball(ball.id);
                self.game.strike_enemy(index, by, ball.owner, self.outputs);
                true
            }
            Obstacle::Boss => {
                self.game.strike_boss(at, ball.owner, self.outputs);
                false
            }
        };
        ball.idle_bounces = if idle { ball.idle_bounces + 1 } else { 0 };
        if ball.idle_bounces > IDLE_BOUNCES {
            let dice = &mut self.game.dice;
            let aside = Vec2::new(dice.spread(), dice.spread());
            let way = ball.velocity.along(aside, ball.speed * NUDGE);
            ball.velocity = turn::steepened(way, ball.speed, normal);
        }
    }
}

impl Table<'_> {
    fn hit_wall(&mut self, ball: &mut Ball, wall: Wall, at: Vec2) {
        let id = ball.id;
        let hit = Event::WallHit { ball: id, wall, at };
        self.outputs.details.push(hit);
        let state = &self.game.state;
        let top = pace::pace(state.mode, state.round).top;
        if wall == Wall::Top && ball.speed < top {
            self.hasten(ball, top);
        }
    }

    /// Whether the brick was a golden one, which brings a ball no further.
    fn hit_brick(&mut self, ball: &mut Ball, cell: Cell, at: Vec2) -> bool {
        let by = Striker::Ball(ball.id);
        let struck = self
            .game
            .strike_brick(cell, by, ball.owner, at, self.outputs);
        if let Struck::Broke { worth } = struck {
            points::reward_flight(&mut self.game.state, ball, cell, worth, self.outputs);
        }
        let is_idle = struck == Struck::Nothing;
        if !is_idle {
            self.count_hit(ball);
        }
        is_idle
    }

    fn hit_paddle(&mut self, ball: &mut Ball, index: usize, at: Vec2) {
        let Some(paddle) = self.game.state.paddles.get(index).copied() else {
            return;
        };
        let seat = paddle.seat;
        // a share lasts for one flight: who sends the ball on a second time has it all
        ball.helper = ball.owner.filter(|owner| *owner != seat);
        ball.owner = Some(seat);
        ball.combo = 0;
        self.outputs.details.push(Event::PaddleHit {
            ball: ball.id,
            seat,
            at,
            offset: turn::offset(ball, &paddle),
        });
        feel::touch(seat, self.outputs);
        points::note(&mut self.game.state, Some(seat), |tally| {
            tally.saves = tally.saves.saturating_add(1);
        });
        self.count_hit(ball);
        if paddle.power == Power::Catch && ball.velocity.y < 0.0 {
            self.stick(ball, &paddle);
        }
    }

    /// A ball on a catching paddle waits there, where it came down.
    fn stick(&mut self, ball: &mut Ball, paddle: &Paddle) {
        let half = (paddle.width - PADDLE_HEIGHT) / 2.0;
        let offset = (ball.at.x - paddle.x).clamp(-half, half);
        ball.resting = Some(Resting {
            seat: paddle.seat,
            offset,
            steps_left: STICK_STEPS,
        });
        ball.velocity = Vec2::default();
        ball.at = Vec2::new(paddle.x + offset, REST_Y);
        self.outputs.details.push(Event::BallCaught {
            ball: ball.id,
            seat: paddle.seat,
            at: ball.at,
        });
    }

    /// Every so many hits a ball flies faster, up to what the round allows.
    fn count_hit(&mut self, ball: &mut Ball) {
        ball.hits += 1;
        if ball.hits < HITS_A_STEP {
            return;
        }
        ball.hits = 0;
        let state = &self.game.state;
        let fastest = pace::pace(state.mode, state.round).fastest;
        if ball.speed < fastest {
            let speed = (ball.speed + FASTER).min(fastest);
            self.hasten(ball, speed);
        }
    }

    fn hasten(&mut self, ball: &mut Ball, speed: f32) {
        turn::set_speed(ball, speed);
        let faster = Event::FasterBall { ball: ball.id };
        self.outputs.details.push(faster);
    }
}

/// What became of a brick that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Struck {
    /// Nothing: it is of gold, or not there.
    Nothing,
    /// It takes further hits.
    Cracked,
    /// It is gone.
    Broke {
        /// What it was worth.
        worth: i32,
    },
}

impl Arkanoid {
    /// A ball or a shot hits a brick: it takes the hit, and what it is worth goes to the seat.
    pub(super) fn strike_brick(
        &mut self,
        cell: Cell,
        by: Striker,
        seat: Option<SeatIndex>,
        at: Vec2,
        outputs: &mut Outputs<Event>,
    ) -> Struck {
        let places = self.state.bricks.get_mut(cell.row);
        let Some(place) = places.and_then(|row| row.get_mut(cell.column)) else {
            return Struck::Nothing;
        };
        let Some(brick) = place else {
            return Struck::Nothing;
        };
        brick.hits_left = brick.hits_left.saturating_sub(1);
        let brick = *brick;
        let is_gold = brick.kind == BrickKind::Gold;
        let broken = !is_gold && brick.hits_left == 0;
        if broken {
            *place = None;
        }
        outputs.details.push(Event::BrickHit {
            by,
            seat,
            cell,
            brick,
            broken,
            at,
        });
        if let Some(seat) = seat {
            self.feel_brick(seat, outputs);
        }
        if is_gold {
            return Struck::Nothing;
        }
        self.drought = 0;
        if !broken {
            return Struck::Cracked;
        }
        self.state.bricks_left = self.state.bricks_left.saturating_sub(1);
        let worth = points::worth(brick, self.state.round);
        points::score(&mut self.state, seat, worth, outputs);
        points::note(&mut self.state, seat, |tally| {
            tally.bricks = tally.bricks.saturating_add(1);
        });
        if brick.kind == BrickKind::Plain {
            self.drop_capsule(cell, outputs);
        }
        Struck::Broke { worth }
    }
}
