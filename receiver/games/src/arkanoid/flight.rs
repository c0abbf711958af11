//! How one ball flies through one step: it meets walls, bricks, enemies, the boss and paddles at the exact moment (by `meet`), and turns (by `turn`).
//! Knows no lives, rounds or points: it tells a [`Sink`] what was hit.

use super::event::Wall;
use super::geometry::Vec2;
use super::meet;
use super::state::{
    BALL_RADIUS, Ball, Boss, Cell, Enemy, FIELD_HEIGHT, Grid, PADDLE_HEIGHT, PADDLE_Y, Paddle,
};
use super::turn::{deflect, steepened};

/// How far a ball is kept off what it hit, so that rounding never puts it inside.
pub(crate) const SKIN: f32 = 1e-3;
/// Where the centre of a ball at rest on a paddle lies.
pub(crate) const REST_Y: f32 = PADDLE_Y - PADDLE_HEIGHT / 2.0 - BALL_RADIUS;
/// Bounces in one step at most; a ball that would make more waits at the last one until the next step.
const BOUNCES: u32 = 8;
/// What a ball met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Obstacle {
    Wall(Wall),
    Brick(Cell),
    /// By its index in the list of paddles.
    Paddle(usize),
    /// By its index in the list of enemies.
    Enemy(usize),
    Boss,
}

/// Takes what a flying ball hits, and may change the bricks; the ball's `at` is where it touched.
pub(crate) trait Sink {
    /// The bricks as they stand.
    fn bricks(&self) -> &Grid;
    /// The paddles as they stand.
    fn paddles(&self) -> &[Paddle];
    /// The enemies as they stand.
    fn enemies(&self) -> &[Enemy];
    /// The boss, if there is one.
    fn boss(&self) -> Option<&Boss>;
    /// The ball hit something and has turned already. It may be turned again, but not into the `normal`.
    fn hit(&mut self, ball: &mut Ball, obstacle: Obstacle, normal: Vec2);
}

/// Moves a ball that does not rest through `seconds`. Afterwards it touches nothing, or has fallen below the field.
pub(crate) fn fly(ball: &mut Ball, seconds: f32, sink: &mut impl Sink) {
    let mut left = ball.velocity.length() * seconds;
    for _ in 0..BOUNCES {
        // it may stick to what it hit
        if ball.resting.is_some() {
            return;
        }
        let way = ball.velocity.unit();
        let Some((meeting, obstacle)) = meet::first(ball.at, way, left, sink) else {
            ball.at = ball.at.along(way, left);
            return;
        };
        left -= meeting.distance;
        ball.at = ball
            .at
            .along(way, meeting.distance)
            .along(meeting.normal, SKIN);
        turn(ball, obstacle, meeting.normal, sink.paddles());
        sink.hit(ball, obstacle, meeting.normal);
    }
}

/// Whether it has fallen out of the field.
pub(crate) fn is_lost(ball: &Ball) -> bool {
    ball.at.y > FIELD_HEIGHT + BALL_RADIUS
}

fn turn(ball: &mut Ball, obstacle: Obstacle, normal: Vec2, paddles: &[Paddle]) {
    match obstacle {
        Obstacle::Paddle(index) if ball.at.y <= PADDLE_Y => {
            if let Some(paddle) = paddles.get(index) {
                deflect(ball, paddle);
            }
        }
        _ => {
            let mirrored = ball.velocity.mirrored(normal);
            ball.velocity = steepened(mirrored, ball.speed, normal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::meet::brick;
    use crate::arkanoid::state::{
        BRICK_HEIGHT, BRICKS_TOP, Brick, BrickKind, COLUMNS, Power, ROWS,
    };
    use crate::arkanoid::turn::{UPRIGHT, upward};
    use crate::arkanoid::{EnemyKind, boss, enemies, paddles};
    use crate::game::SeatIndex;
    use proptest::prelude::*;

    /// Bricks that never break, paddles that stand still, and a list of what was hit.
    #[derive(Default)]
    struct Range {
        bricks: Grid,
        paddles: Vec<Paddle>,
        enemies: Vec<Enemy>,
        boss: Option<Boss>,
        hits: Vec<Obstacle>,
    }

    impl Sink for Range {
        fn bricks(&self) -> &Grid {
            &self.bricks
        }
        fn paddles(&self) -> &[Paddle] {
            &self.paddles
        }
        fn enemies(&self) -> &[Enemy] {
            &self.enemies
        }
        fn boss(&self) -> Option<&Boss> {
            self.boss.as_ref()
        }
        fn hit(&mut self, _: &mut Ball, obstacle: Obstacle, _: Vec2) {
            self.hits.push(obstacle);
        }
    }

    const STONE: Brick = Brick {
        kind: BrickKind::Gold,
        hits_left: 0,
        colour: 0,
    };

    fn ball(at: Vec2, velocity: Vec2) -> Ball {
        Ball {
            id: 0,
            at,
            velocity,
            owner: None,
            resting: None,
            speed: velocity.length(),
            helper: None,
            hits: 0,
            combo: 0,
            idle_bounces: 0,
        }
    }

    fn paddle(x: f32, velocity: f32) -> Paddle {
        Paddle {
            seat: SeatIndex(0),
            x,
            width: 36.0,
            velocity,
            power: Power::None,
            cooldown: 0,
            out: 0,
        }
    }

    fn enemy(at: Vec2) -> Enemy {
        Enemy {
            id: 0,
            kind: EnemyKind::Drifter,
            at,
            velocity: Vec2::default(),
            age: 0,
        }
    }

    fn row_of_stone() -> Range {
        let mut range = Range::default();
        range.bricks[6] = [Some(STONE); COLUMNS];
        range
    }

    #[test]
    fn a_row_of_bricks_holds_against_any_speed() {
        for speed in [10.0, 250.0, 4e3, 1e5, 1e7] {
            let mut range = row_of_stone();
            let mut shot = ball(Vec2::new(131.0, 150.0), Vec2::new(0.3 * speed, -speed));
            for _ in 0..240 {
                fly(&mut shot, 1.0 / 240.0, &mut range);
                assert!(
                    shot.at.y > BRICKS_TOP + 7.0 * BRICK_HEIGHT,
                    "{speed} {shot:?}"
                );
                if is_lost(&shot) {
                    break;
                }
            }
            assert!(
                speed < 11.0 || matches!(range.hits[0], Obstacle::Brick(_)),
                "{speed}"
            );
        }
    }

    #[test]
    fn a_paddle_holds_against_any_speed() {
        for speed in [100.0, 250.0, 4e3, 1e5, 1e7] {
            let mut range = Range {
                paddles: vec![paddle(130.0, 0.0)],
                ..Range::default()
            };
            let mut shot = ball(Vec2::new(130.0, REST_Y - 1.0), Vec2::new(0.0, speed));
            fly(&mut shot, 0.02, &mut range);
            assert_eq!(range.hits.first(), Some(&Obstacle::Paddle(0)), "{speed}");
        }
    }

    #[test]
    fn the_very_edge_of_a_paddle_saves_and_a_hair_beyond_does_not() {
        let at_edge = |x: f32| {
            let mut range = Range {
                paddles: vec![paddle(130.0, 0.0)],
                ..Range::default()
            };
            let mut shot = ball(Vec2::new(x, PADDLE_Y - 20.0), Vec2::new(0.0, 120.0));
            for _ in 0..60 {
                fly(&mut shot, 1.0 / 240.0, &mut range);
            }
            shot
        };
        // 18 to the end of the paddle and 2.5 to the ball's middle.
        for side in [-1.0, 1.0] {
            let saved = at_edge(130.0 + side * 20.45);
            assert!(
                saved.velocity.y < 0.0 && saved.velocity.x * side > 0.0,
                "{saved:?}"
            );
            let missed = at_edge(130.0 + side * 20.55);
            let below = PADDLE_Y + 5.0;
            assert!(missed.velocity.y > 0.0 && missed.at.y > below, "{missed:?}");
        }
    }

    #[test]
    fn of_two_paddles_over_each_other_the_nearer_middle_hits() {
        for (x, nearer) in [(125.0, 0), (139.0, 1)] {
            let mut range = Range {
                paddles: vec![paddle(126.0, 0.0), paddle(136.0, 0.0)],
                ..Range::default()
            };
            let mut shot = ball(Vec2::new(x, REST_Y - 2.0), Vec2::new(0.0, 120.0));
            fly(&mut shot, 0.1, &mut range);
            assert_eq!(range.hits, [Obstacle::Paddle(nearer)]);
        }
    }

    /// A paddle that runs into a ball between it and the wall, or between it and another paddle, never swallows it.
    #[test]
    fn a_fast_paddle_squeezes_no_ball() {
        for depth in 0..110 {
            for run in [5.0, 2.0, 0.7] {
                let y = PADDLE_Y - 5.5 + depth as f32 * 0.1;
                let mut range = Range {
                    paddles: vec![paddle(28.0, -1_200.0), paddle(50.0, 0.0)],
                    ..Range::default()
                };
                let mut prey = ball(Vec2::new(BALL_RADIUS, y), Vec2::new(-60.0, 60.0));
                for _ in 0..60 {
                    range.paddles[0].x = (range.paddles[0].x - run).max(18.0);
                    let saver = paddles::free(&range.paddles, &mut prey);
                    if let Some(saver) = saver {
                        deflect(&mut prey, &range.paddles[saver]);
                    }
                    fly(&mut prey, 1.0 / 240.0, &mut range);
                    let gap = range
                        .paddles
                        .iter()
                        .map(|p| paddles::outline(p).gap(prey.at));
                    assert!(
                        gap.fold(f32::INFINITY, f32::min) > -1e-3,
                        "{depth} {run}: {prey:?}"
                    );
                    assert!(prey.at.x >= BALL_RADIUS - 1e-3, "{prey:?}");
                }
                let up = run == 5.0 && y < PADDLE_Y - 1.0;
                assert!(!up || prey.velocity.y < 0.0, "{depth} {run}: {prey:?}");
            }
        }
    }

    prop_compose! {
        fn any_grid()(stones in prop::collection::vec((0..ROWS, 0..COLUMNS), 0..60)) -> Grid {
            let mut grid = [[None; COLUMNS]; ROWS];
            for (row, column) in stones {
                grid[row][column] = Some(STONE);
            }
            grid
        }
    }

    proptest! {
        #[test]
        fn no_ball_ever_ends_in_anything_or_beyond_a_wall(
            bricks in any_grid(),
            x in 3.0_f32..277.0,
            foes in prop::collection::vec((10.0_f32..270.0, 10.0_f32..140.0), 0..6),
            has_boss: bool,
            way in -1.0_f32..1.0,
            up: bool,
            exponent in 0_i32..6,
            places in prop::collection::vec(18.0_f32..262.0, 0..8),
        ) {
            let paddles = places.into_iter().map(|x| paddle(x, 0.0)).collect();
            let enemies = foes.into_iter().map(|(x, y)| enemy(Vec2::new(x, y))).collect();
            let boss = has_boss.then(|| Boss::against(1));
            let mut range = Range { bricks, paddles, enemies, boss, hits: Vec::new() };
            let speed = [30.0, 110.0, 250.0, 3e3, 5e4, 1e6][exponent as usize];
            let mut velocity = upward(way, speed);
            velocity.y *= if up { 1.0 } else { -1.0 };
            let mut shot = ball(Vec2::new(x, 180.0), velocity);
            for _ in 0..120 {
                fly(&mut shot, 1.0 / 240.0, &mut range);
                let at = shot.at;
                if is_lost(&shot) {
                    break;
                }
                prop_assert!((2.498..277.502).contains(&at.x) && at.y > 2.498, "{:?}", shot);
                for paddle in &range.paddles {
                    prop_assert!(paddles::outline(paddle).gap(at) > -1e-3, "{:?} {:?}", paddle, shot);
                }
                let gap = range.enemies.iter().map(|e| enemies::outline(e).gap(at));
                prop_assert!(gap.fold(1.0, f32::min) > -1e-3, "{:?} {:?}", range.enemies, shot);
                let gap = range.boss.as_ref().map(|b| boss::outline(b).gap(at));
                prop_assert!(gap.is_none_or(|gap| gap > -1e-3), "{:?}", shot);
                for (row, line) in range.bricks.iter().enumerate() {
                    for (column, _) in line.iter().enumerate().filter(|(_, b)| b.is_some()) {
                        let gap = brick(Cell { column, row }).gap(at);
                        prop_assert!(gap > -1e-3, "{} {} {:?}", row, column, shot);
                    }
                }
                let upright = shot.velocity.y.abs() / shot.velocity.length();
                prop_assert!(upright > UPRIGHT - 1e-3 || range.hits.is_empty());
            }
        }
    }
}
