//! What is in a capsule, and what a power makes of a paddle. A paddle has one power at a time, and only its own player's next
//! capsule takes it back.

use super::geometry::Vec2;
use super::modes;
use super::points;
use super::state::{Ball, CapsuleKind, MAX_BALLS, Mode, Power};
use super::{Arkanoid, Event, pace, paddles, turn};
use crate::game::{Outputs, SeatIndex};

/// Cosine and sine of the angle between the balls that one splits into: 18 degrees.
const SPLIT: (f32, f32) = (0.951_056_5, 0.309_017);

impl Arkanoid {
    /// A player has caught this: the paddle's old power ends, and the new one is here.
    pub(super) fn empower(
        &mut self,
        seat: SeatIndex,
        kind: CapsuleKind,
        outputs: &mut Outputs<Event>,
    ) {
        let power = match kind {
            CapsuleKind::Enlarge => Power::Wide,
            CapsuleKind::Catch => Power::Catch,
            CapsuleKind::Laser => Power::Laser,
            CapsuleKind::Slow
            | CapsuleKind::Disruption
            | CapsuleKind::Break
            | CapsuleKind::Player => Power::None,
        };
        self.give_power(seat, power);
        match kind {
            CapsuleKind::Slow => self.slow_down(),
            CapsuleKind::Disruption => self.split_ball(seat, outputs),
            CapsuleKind::Break => self.open_door(outputs),
            CapsuleKind::Player => match modes::life_points(self.state.mode) {
                Some(points) => points::score(&mut self.state, Some(seat), points, outputs),
                None => {
                    points::win_life(&mut self.state, outputs);
                }
            },
            CapsuleKind::Enlarge | CapsuleKind::Catch | CapsuleKind::Laser => {}
        }
    }

    /// Makes this the power of one paddle.
    pub(super) fn give_power(&mut self, seat: SeatIndex, power: Power) {
        let Some(paddle) = self.state.paddles.iter_mut().find(|p| p.seat == seat) else {
            return;
        };
        paddle.power = power;
        paddle.cooldown = 0;
        paddles::fit_widths(&mut self.state.paddles);
        self.after_seating();
    }

    /// All powers end: a life is lost, or a round begins.
    pub(super) fn end_powers(&mut self) {
        for paddle in &mut self.state.paddles {
            paddle.power = Power::None;
            paddle.cooldown = 0;
        }
        paddles::fit_widths(&mut self.state.paddles);
        self.after_seating();
    }

    /// Every ball goes back to the speed that it started with.
    fn slow_down(&mut self) {
        let start = pace::of(&self.state).start;
        for ball in &mut self.state.balls {
            if ball.speed > start {
                turn::set_speed(ball, start);
            }
            ball.hits = 0;
        }
    }

    /// The catcher's own ball, else the nearest, becomes three. One at rest starts for it. In a race the two new ones are
    /// the catcher's: more balls are more points, and nobody gets an answer for them that did not ask.
    fn split_ball(&mut self, seat: SeatIndex, outputs: &mut Outputs<Event>) {
        let Some(index) = self.ball_of(seat) else {
            return;
        };
        self.start_ball(index, outputs);
        let Some(mut ball) = self.state.balls.get(index).copied() else {
            return;
        };
        outputs.details.push(Event::BallSplit {
            ball: ball.id,
            at: ball.at,
        });
        ball.combo = 0;
        if self.state.mode == Mode::Versus {
            (ball.owner, ball.helper) = (Some(seat), None);
        }
        for side in [-1.0, 1.0] {
            if self.state.balls.len() >= MAX_BALLS {
                return;
            }
            let id = self.next_id;
            self.next_id = self.next_id.wrapping_add(1);
            let velocity = aside(&ball, side);
            self.state.balls.push(Ball {
                id,
                velocity,
                ..ball
            });
        }
    }

    /// The place in the list of the ball that a Disruption of this player splits: rather one in flight.
    fn ball_of(&self, seat: SeatIndex) -> Option<usize> {
        let x = self.state.paddle(seat)?.x;
        let rank = |ball: &Ball| {
            let is_strange = ball.owner != Some(seat);
            (ball.resting.is_some(), is_strange)
        };
        let off = |ball: &Ball| (ball.at.x - x).abs();
        let balls = self.state.balls.iter().enumerate();
        let first = balls.min_by(|(_, a), (_, b)| {
            let by_rank = rank(a).cmp(&rank(b));
            by_rank.then(off(a).total_cmp(&off(b)))
        });
        first.map(|(index, _)| index)
    }
}

/// The way of a ball turned to a side.
fn aside(ball: &Ball, side: f32) -> Vec2 {
    let (cos, sin) = (SPLIT.0, SPLIT.1 * side);
    let Vec2 { x, y } = ball.velocity;
    let turned = Vec2::new(x * cos - y * sin, x * sin + y * cos);
    // no surface is near: any way will do that is not too level
    turn::steepened(turned, ball.speed, turned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::Resting;
    use crate::arkanoid::staged::{empty, step, throw};

    const UP: Vec2 = Vec2::new(30.0, -200.0);

    fn powers(game: &Arkanoid) -> Vec<Power> {
        game.state.paddles.iter().map(|p| p.power).collect()
    }

    fn give(game: &mut Arkanoid, seat: u16, kind: CapsuleKind) -> Outputs<Event> {
        let mut outputs = Outputs::default();
        game.empower(SeatIndex(seat), kind, &mut outputs);
        outputs
    }

    #[test]
    fn a_paddle_has_one_power_and_only_its_own_next_capsule_takes_it_back() {
        use CapsuleKind::{Break, Catch, Disruption, Enlarge, Laser, Player, Slow};
        let mut game = empty(3);
        give(&mut game, 0, Laser);
        give(&mut game, 1, Catch);
        give(&mut game, 2, Enlarge);
        assert_eq!(powers(&game), [Power::Laser, Power::Catch, Power::Wide]);
        for kind in [Slow, Disruption, Break, Player] {
            give(&mut game, 1, Catch);
            give(&mut game, 1, kind);
            assert_eq!(powers(&game), [Power::Laser, Power::None, Power::Wide]);
        }
        give(&mut game, 0, Enlarge);
        assert_eq!(powers(&game), [Power::Wide, Power::None, Power::Wide]);
    }

    #[test]
    fn enlarge_widens_the_catchers_paddle_until_its_next_capsule() {
        let mut game = empty(2);
        game.state.paddles[0].x = 18.0;
        give(&mut game, 0, CapsuleKind::Enlarge);
        let widths = |game: &Arkanoid| [game.state.paddles[0].width, game.state.paddles[1].width];
        let plain = pace::width_for(2);
        assert_eq!(widths(&game), [1.5 * plain, plain]);
        assert_eq!(game.state.paddles[0].x, 0.75 * plain);
        give(&mut game, 0, CapsuleKind::Laser);
        assert_eq!(widths(&game), [plain, plain]);
    }

    #[test]
    fn slow_brings_all_balls_back_to_their_start_and_none_below() {
        let mut game = empty(2);
        let start = pace::of(&game.state).start;
        for speed in [start - 20.0, start + 90.0] {
            throw(&mut game, Vec2::new(60.0, 150.0), Vec2::new(0.0, -speed));
        }
        game.state.balls[1].hits = 5;
        give(&mut game, 0, CapsuleKind::Slow);
        let balls = game.state.balls.iter();
        let speeds: Vec<_> = balls.map(|b| (b.speed, b.velocity.y, b.hits)).collect();
        assert_eq!(
            speeds,
            [(start - 20.0, 20.0 - start, 0), (start, -start, 0)]
        );
    }

    #[test]
    fn disruption_makes_three_of_the_catchers_own_ball() {
        let mut game = empty(2);
        throw(&mut game, Vec2::new(60.0, 150.0), UP);
        throw(&mut game, Vec2::new(220.0, 120.0), UP);
        game.state.balls[1].owner = Some(SeatIndex(1));
        // seat 1's paddle is nearer to the other ball
        game.state.paddles[1].x = 60.0;
        let outputs = give(&mut game, 1, CapsuleKind::Disruption);
        assert_eq!(game.state.balls.len(), 4);
        let split = Event::BallSplit {
            ball: game.state.balls[1].id,
            at: Vec2::new(220.0, 120.0),
        };
        assert!(outputs.details.contains(&split));
        let (one, new) = (game.state.balls[1], &game.state.balls[2..]);
        for ball in new {
            assert_eq!(
                (ball.at, ball.owner, ball.speed),
                (one.at, one.owner, one.speed)
            );
            assert!((ball.velocity.length() - one.speed).abs() < 0.1);
            assert!((ball.velocity.x - one.velocity.x).abs() > 20.0);
        }
        let mut ids: Vec<_> = game.state.balls.iter().map(|b| b.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 4);
    }

    #[test]
    fn without_a_ball_of_ones_own_the_nearest_is_split_and_never_more_than_there_may_be() {
        let mut game = empty(2);
        for x in [30.0, 200.0] {
            throw(&mut game, Vec2::new(x, 150.0), UP);
        }
        game.state.paddles[1].x = 210.0;
        give(&mut game, 1, CapsuleKind::Disruption);
        assert_eq!(game.state.balls[2].at.x, 200.0);
        for _ in 0..9 {
            give(&mut game, 1, CapsuleKind::Disruption);
        }
        assert_eq!(game.state.balls.len(), MAX_BALLS);
    }

    #[test]
    fn in_a_race_the_new_balls_are_the_catchers() {
        for (mode, expected) in [
            (Mode::Coop, (Some(SeatIndex(0)), Some(SeatIndex(2)))),
            (Mode::Versus, (Some(SeatIndex(1)), None)),
        ] {
            let mut game = empty(3);
            game.state.mode = mode;
            throw(&mut game, Vec2::new(60.0, 150.0), UP);
            game.state.balls[0].helper = Some(SeatIndex(2));
            give(&mut game, 1, CapsuleKind::Disruption);
            let balls = game.state.balls.iter();
            let whose: Vec<_> = balls.map(|ball| (ball.owner, ball.helper)).collect();
            let strange = (Some(SeatIndex(0)), Some(SeatIndex(2)));
            assert_eq!(whose, [strange, expected, expected]);
        }
    }

    #[test]
    fn a_ball_at_rest_starts_to_be_split() {
        let mut game = empty(1);
        throw(&mut game, Vec2::new(30.0, 150.0), Vec2::default());
        game.state.balls[0].speed = 150.0;
        game.state.balls[0].resting = Some(Resting {
            seat: SeatIndex(0),
            offset: 0.0,
            steps_left: 100,
        });
        game.after_seating();
        give(&mut game, 0, CapsuleKind::Disruption);
        let is_up = |ball: &Ball| ball.velocity.y < -30.0 && ball.resting.is_none();
        assert!(game.state.balls.len() == 3 && game.state.balls.iter().all(is_up));
        let mut outputs = Outputs::default();
        (0..20).for_each(|_| step(&mut game, &mut outputs));
        assert_eq!(game.state.balls.len(), 3);
        game.state.balls.clear();
        give(&mut game, 0, CapsuleKind::Disruption);
        assert!(game.state.balls.is_empty());
    }

    #[test]
    fn player_is_a_life_and_in_a_race_points() {
        let mut game = empty(1);
        let lives = game.state.lives.unwrap();
        let outputs = give(&mut game, 0, CapsuleKind::Player);
        assert_eq!(game.state.lives, Some(lives + 1));
        let won = Event::LifeWon { left: lives + 1 };
        assert!(outputs.details.contains(&won) && game.state.team_score == 0);
        for _ in 0..9 {
            give(&mut game, 0, CapsuleKind::Player);
        }
        assert_eq!(game.state.lives, Some(points::MOST_LIVES));

        game.state.mode = Mode::Versus;
        game.state.lives = None;
        give(&mut game, 0, CapsuleKind::Player);
        assert_eq!((game.state.lives, game.state.scores[0]), (None, 1_000));
    }

    #[test]
    fn a_lost_life_takes_every_power_and_all_that_flies_and_falls() {
        let mut game = empty(2);
        give(&mut game, 0, CapsuleKind::Laser);
        give(&mut game, 1, CapsuleKind::Enlarge);
        give(&mut game, 1, CapsuleKind::Break);
        give(&mut game, 1, CapsuleKind::Enlarge);
        assert!(game.state.door);
        let capsule = crate::arkanoid::Capsule {
            id: 1,
            kind: CapsuleKind::Slow,
            at: Vec2::new(9.0, 50.0),
        };
        game.state.capsules.push(capsule);
        throw(&mut game, Vec2::new(3.0, 220.0), Vec2::new(0.0, 200.0));
        let mut outputs = Outputs::default();
        step(&mut game, &mut outputs);
        assert!(outputs.details.contains(&Event::LifeLost { left: 4 }));
        assert_eq!(powers(&game), [Power::None; 2]);
        assert!(game.state.capsules.is_empty() && !game.state.door);
        let plain = pace::width_for(2);
        assert!(game.state.paddles.iter().all(|p| p.width == plain));
    }
}
