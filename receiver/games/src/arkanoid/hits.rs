//! What follows when a ball hits something: points, a faster ball, a capsule, a ball that sticks. Knows no flight.

use super::bricks::Struck;
use super::flight::{Obstacle, REST_Y, Sink};
use super::geometry::Vec2;
use super::pace::{self, FASTER, HITS_A_STEP};
use super::state::{
    BALL_RADIUS, Ball, Boss, Cell, Enemy, Grid, Paddle, Power, Resting, STEPS_PER_SECOND,
};
use super::{Arkanoid, Event, Striker, Wall, feel, paddles, points, turn};
use crate::game::Outputs;

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
        let top = pace::of(&self.game.state).top;
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
        // off a paddle's underside it goes on falling
        if ball.velocity.y < 0.0 {
            points::note(&mut self.game.state, Some(seat), |tally| {
                tally.saves = tally.saves.saturating_add(1);
            });
        }
        self.count_hit(ball);
        if paddle.power == Power::Catch && ball.velocity.y < 0.0 {
            self.stick(ball, &paddle);
        }
    }

    /// A ball on a catching paddle waits there, where it came down.
    fn stick(&mut self, ball: &mut Ball, paddle: &Paddle) {
        let half = paddles::rest_reach(paddle);
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
        let fastest = pace::of(&self.game.state).fastest;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, lay, step, step_with, throw};
    use crate::arkanoid::{BrickKind, Mode};
    use crate::game::SeatIndex;

    /// What the game told in so many steps.
    fn told(game: &mut Arkanoid, steps: u32) -> Vec<Event> {
        let mut outputs = Outputs::default();
        let mut told = Vec::new();
        for _ in 0..steps {
            step(game, &mut outputs);
            told.append(&mut outputs.details);
        }
        told
    }

    /// A row of plain bricks, worth 80 each, and a ball that a player has touched before its owner.
    fn under_a_row(bricks: u32, mode: Mode) -> (Arkanoid, Ball) {
        let mut game = empty(2);
        game.state.mode = mode;
        for column in 0..bricks as usize {
            lay(&mut game, Cell { column, row: 3 }, BrickKind::Plain, 1);
        }
        throw(&mut game, Vec2::new(9.0, 150.0), Vec2::new(0.0, -100.0));
        let ball = game.state.balls[0];
        (game, ball)
    }

    fn break_all(game: &mut Arkanoid, ball: &mut Ball) -> Vec<Event> {
        let mut outputs = Outputs::default();
        for column in 0..14 {
            let cell = Cell { column, row: 3 };
            let normal = Vec2::new(0.0, 1.0);
            Table::new(game, &mut outputs).hit(ball, Obstacle::Brick(cell), normal);
        }
        outputs.details
    }

    #[test]
    fn from_the_third_brick_of_a_flight_on_each_is_worth_more() {
        let (mut game, mut ball) = under_a_row(14, Mode::Coop);
        let told = break_all(&mut game, &mut ball);
        let combos: Vec<_> = told
            .iter()
            .filter_map(|e| match e {
                Event::Combo {
                    bricks,
                    points,
                    seat: SeatIndex(0),
                    ..
                } => Some((*bricks, *points)),
                _ => None,
            })
            .collect();
        let expected: Vec<_> = (3..=14)
            .map(|n| (n, (10 * (n as i32 - 2)).min(100)))
            .collect();
        assert_eq!(combos, expected);
        let on_top: i32 = expected.iter().map(|(_, points)| points).sum();
        assert_eq!(game.state.scores[0], i64::from(14 * 80 + on_top));
        assert_eq!(game.state.tallies[0].best_combo, 14);
    }

    #[test]
    fn a_paddle_ends_the_flight() {
        let (mut game, mut ball) = under_a_row(14, Mode::Coop);
        ball.combo = 13;
        let mut outputs = Outputs::default();
        let up = Vec2::new(0.0, -1.0);
        Table::new(&mut game, &mut outputs).hit(&mut ball, Obstacle::Paddle(1), up);
        assert_eq!((ball.combo, ball.owner), (0, Some(SeatIndex(1))));
        assert_eq!(game.state.tallies[1].saves, 1);
    }

    #[test]
    fn who_touched_the_ball_before_has_a_fifth_until_its_owner_does_so_again() {
        let (mut game, mut ball) = under_a_row(2, Mode::Coop);
        let mut outputs = Outputs::default();
        let mut touch = |game: &mut Arkanoid, ball: &mut Ball, paddle| {
            let up = Vec2::new(0.0, -1.0);
            Table::new(game, &mut outputs).hit(ball, Obstacle::Paddle(paddle), up);
        };
        touch(&mut game, &mut ball, 1);
        assert_eq!(ball.helper, Some(SeatIndex(0)));
        let told = break_all(&mut game, &mut ball);
        let is_share = |e: &&Event| {
            matches!(
                e,
                Event::Assist {
                    seat: SeatIndex(0),
                    points: 16,
                    ..
                }
            )
        };
        assert_eq!(told.iter().filter(is_share).count(), 2);
        assert_eq!(game.state.scores[..2], [32, 160]);
        assert_eq!(game.state.team_score, 192);
        assert_eq!(game.state.tallies[0].assists, 2);
        touch(&mut game, &mut ball, 1);
        assert_eq!(ball.helper, None);
    }

    #[test]
    fn in_a_race_nobody_has_a_share() {
        let (mut game, mut ball) = under_a_row(3, Mode::Versus);
        ball.helper = Some(SeatIndex(1));
        break_all(&mut game, &mut ball);
        assert_eq!(game.state.scores[..2], [250, 0]);
    }

    #[test]
    fn a_ball_steps_up_every_so_many_hits_and_never_beyond_the_cap() {
        let (mut game, mut ball) = under_a_row(0, Mode::Coop);
        let pace = pace::of(&game.state);
        let mut outputs = Outputs::default();
        let mut speeds = vec![ball.speed];
        for hits in 1..=600 {
            Table::new(&mut game, &mut outputs).count_hit(&mut ball);
            assert!((ball.velocity.length() - ball.speed).abs() < 0.1);
            if hits % HITS_A_STEP == 0 {
                speeds.push(ball.speed);
            } else {
                assert_eq!(Some(&ball.speed), speeds.last());
            }
        }
        assert_eq!(speeds[1] - speeds[0], FASTER);
        assert_eq!(speeds.last(), Some(&pace.fastest));
        let risen = speeds.windows(2).filter(|pair| pair[1] > pair[0]).count();
        let is_faster = |e: &&Event| matches!(e, Event::FasterBall { .. });
        assert_eq!(outputs.details.iter().filter(is_faster).count(), risen);
    }

    #[test]
    fn the_top_wall_makes_a_ball_faster_once() {
        let mut game = empty(1);
        let pace = pace::of(&game.state);
        throw(
            &mut game,
            Vec2::new(70.0, 60.0),
            Vec2::new(0.0, -pace.start),
        );
        let told = told(&mut game, 240);
        let tops = |e: &&Event| {
            matches!(
                e,
                Event::WallHit {
                    wall: Wall::Top,
                    ..
                }
            )
        };
        assert_eq!(told.iter().filter(tops).count(), 1);
        assert_eq!(game.state.balls[0].speed, pace.top);
        let mut ball = game.state.balls[0];
        let mut outputs = Outputs::default();
        let down = Vec2::new(0.0, 1.0);
        Table::new(&mut game, &mut outputs).hit(&mut ball, Obstacle::Wall(Wall::Top), down);
        assert_eq!(ball.speed, pace.top);
    }

    #[test]
    fn a_catching_paddle_holds_the_ball_until_the_button_or_for_three_seconds() {
        let mut game = empty(1);
        game.give_power(SeatIndex(0), Power::Catch);
        let come_down = |game: &mut Arkanoid| {
            game.state.balls.clear();
            throw(game, Vec2::new(132.0, 190.0), Vec2::new(0.0, 150.0));
            let told = told(game, 30);
            assert!(told.iter().any(|e| matches!(e, Event::BallCaught { .. })));
            let ball = game.state.balls[0];
            assert_eq!(
                ball.resting.map(|r| (r.seat, r.offset)),
                Some((SeatIndex(0), -8.0))
            );
            assert_eq!((ball.velocity, ball.at.y), (Vec2::default(), REST_Y));
        };
        come_down(&mut game);
        let mut outputs = Outputs::default();
        step_with(&mut game, &mut outputs, |seats| {
            seats[0].pressed = super::super::LAUNCH.bit();
        });
        let ball = game.state.balls[0];
        // it lies to the left, so it starts to the left
        assert!(
            ball.resting.is_none() && ball.velocity.x < -10.0,
            "{ball:?}"
        );
        come_down(&mut game);
        let told = told(&mut game, STICK_STEPS);
        assert!(told.iter().any(|e| matches!(e, Event::Launched { .. })));
    }

    #[test]
    fn own_hits_are_felt_lightly_and_not_every_one() {
        let (mut game, mut ball) = under_a_row(14, Mode::Coop);
        let mut outputs = Outputs::default();
        let felt = |outputs: &Outputs<Event>| {
            let is_felt = |e: &&crate::game::GameEvent| matches!(e, crate::game::GameEvent::Rumble(r) if r.seat.0 == 0 && r.strength < 60);
            outputs.events.iter().filter(is_felt).count()
        };
        for column in 0..14 {
            let cell = Cell { column, row: 3 };
            let normal = Vec2::new(0.0, 1.0);
            Table::new(&mut game, &mut outputs).hit(&mut ball, Obstacle::Brick(cell), normal);
        }
        assert_eq!(felt(&outputs), 1);
        (0..feel::PATTER).for_each(|_| game.calm_down());
        lay(&mut game, Cell { column: 0, row: 0 }, BrickKind::Plain, 1);
        let cell = Cell { column: 0, row: 0 };
        let normal = Vec2::new(0.0, 1.0);
        Table::new(&mut game, &mut outputs).hit(&mut ball, Obstacle::Brick(cell), normal);
        assert_eq!(felt(&outputs), 2);
    }
}
