//! How an enemy moves: each kind in its own way, round the bricks and within the walls. Knows no ball and no paddle, and
//! no trigonometry, which differs between machines.

use super::geometry::{Rounded, Vec2};
use super::play::STEP;
use super::state::{
    BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, COLUMNS, Cell, ENEMY_RADIUS, Enemy, EnemyKind,
    FIELD_WIDTH, Grid, ROWS, STEPS_PER_SECOND,
};
use crate::dice::Dice;

/// How far ahead of itself an enemy looks for bricks.
const LOOK: f32 = 1.5;
/// Steps of a drifter's wave, there and back.
const WAVE_STEPS: u32 = 3 * STEPS_PER_SECOND;
/// Steps that a drifter rises, after three times as many on its way down. A prime, so that it never falls into step with
/// its wave and goes the same way for ever.
const RISE_STEPS: u32 = 349;
/// Steps after which a crawler thinks again where to go.
const TURN_STEPS: u32 = 3 * STEPS_PER_SECOND / 4;
/// Cosine and sine of what an orbiter turns in a step: half a degree, so once round in three seconds.
const ORBIT: (f32, f32) = (0.999_961_9, 0.008_726_535);

/// Moves one enemy through a step, `pace` units per second.
pub(super) fn advance(enemy: &mut Enemy, pace: f32, bricks: &Grid, dice: &mut Dice) {
    enemy.age = enemy.age.saturating_add(1);
    if enemy.at.y < ENEMY_RADIUS {
        enemy.at.y += pace * STEP;
        return;
    }
    if is_in_brick(bricks, enemy.at) {
        // as only a game that was read from a file can have it: up, where there are no bricks
        enemy.at.y -= pace * STEP;
        return;
    }
    match enemy.kind {
        EnemyKind::Drifter => drift(enemy, pace, bricks),
        EnemyKind::Crawler => crawl(enemy, pace, bricks, dice),
        EnemyKind::Orbiter => orbit(enemy, pace, bricks),
    }
}

/// Down in a wave; along the bricks below it, to and fro, until there is a way down; and up for a while, out of holes.
fn drift(enemy: &mut Enemy, pace: f32, bricks: &Grid) {
    let side = if enemy.velocity.x < 0.0 { -pace } else { pace };
    let below = enemy.at.along(Vec2::new(0.0, 1.0), LOOK);
    enemy.velocity = if enemy.age % (4 * RISE_STEPS) >= 3 * RISE_STEPS {
        Vec2::new(0.5 * side, -0.6 * pace)
    } else if is_open(bricks, below) {
        Vec2::new(pace * swing(enemy.age), 0.6 * pace)
    } else {
        Vec2::new(side, 0.0)
    };
    let (across, _) = slide(enemy, enemy.velocity, bricks);
    if !across {
        enemy.velocity.x = -enemy.velocity.x;
    }
}

/// Straight on, and round a corner where it meets something or has gone on for long.
fn crawl(enemy: &mut Enemy, pace: f32, bricks: &Grid, dice: &mut Dice) {
    let at_corner = !is_open(bricks, enemy.at.along(enemy.velocity.unit(), LOOK));
    if at_corner || enemy.age.is_multiple_of(TURN_STEPS) {
        let way = corner(enemy.at, bricks, dice);
        enemy.velocity = Vec2::new(way.x * pace, way.y * pace);
    }
    slide(enemy, enemy.velocity, bricks);
}

/// A way that is open: rather down, else aside, else up.
fn corner(at: Vec2, bricks: &Grid, dice: &mut Dice) -> Vec2 {
    const DOWN: Vec2 = Vec2::new(0.0, 1.0);
    const UP: Vec2 = Vec2::new(0.0, -1.0);
    let side = Vec2::new(if dice.coin() { 1.0 } else { -1.0 }, 0.0);
    let other = Vec2::new(-side.x, 0.0);
    let ways = if dice.coin() {
        [DOWN, side, other, UP]
    } else {
        [side, other, DOWN, UP]
    };
    let is_open = |way: &Vec2| is_open(bricks, at.along(*way, LOOK));
    ways.into_iter().find(is_open).unwrap_or(UP)
}

/// In circles that sink.
fn orbit(enemy: &mut Enemy, pace: f32, bricks: &Grid) {
    let (cos, sin) = ORBIT;
    let Vec2 { x, y } = enemy.velocity.unit();
    let way = Vec2::new(x * cos - y * sin, x * sin + y * cos).unit();
    enemy.velocity = Vec2::new(way.x * pace, way.y * pace);
    let sinking = Vec2::new(enemy.velocity.x, enemy.velocity.y + 0.25 * pace);
    let (across, along) = slide(enemy, sinking, bricks);
    if !across {
        enemy.velocity.x = -enemy.velocity.x;
    }
    if !along {
        enemy.velocity.y = -enemy.velocity.y;
    }
}

/// From -1.0 to 1.0 and back, smoothly: two parabolas, for a sine differs between machines.
fn swing(age: u32) -> f32 {
    let t = (age % WAVE_STEPS) as f32 / WAVE_STEPS as f32;
    if t < 0.5 {
        16.0 * t * (0.5 - t)
    } else {
        -16.0 * (t - 0.5) * (1.0 - t)
    }
}

/// Moves an enemy across and then up or down, each as far as nothing is in the way; whether each of the two was free.
fn slide(enemy: &mut Enemy, velocity: Vec2, bricks: &Grid) -> (bool, bool) {
    let across = go(enemy, Vec2::new(velocity.x * STEP, 0.0), bricks);
    let along = go(enemy, Vec2::new(0.0, velocity.y * STEP), bricks);
    (across, along)
}

fn go(enemy: &mut Enemy, by: Vec2, bricks: &Grid) -> bool {
    let to = enemy.at.along(by, 1.0);
    let is_free = is_open(bricks, to);
    if is_free {
        enemy.at = to;
    }
    is_free
}

/// Whether an enemy can be there: within the walls, and in no brick. There is no wall at the bottom.
fn is_open(bricks: &Grid, at: Vec2) -> bool {
    let walls = ENEMY_RADIUS..=FIELD_WIDTH - ENEMY_RADIUS;
    walls.contains(&at.x) && at.y >= ENEMY_RADIUS && !is_in_brick(bricks, at)
}

fn is_in_brick(bricks: &Grid, at: Vec2) -> bool {
    let span = |at: f32, origin: f32, size: f32, count: usize| {
        // Casts from below zero stop at zero.
        let low = ((at - ENEMY_RADIUS - origin) / size) as usize;
        let high = ((at + ENEMY_RADIUS - origin) / size + 1.0) as usize;
        low..high.min(count)
    };
    let columns = span(at.x, 0.0, BRICK_WIDTH, COLUMNS);
    let mut rows = span(at.y, BRICKS_TOP, BRICK_HEIGHT, ROWS);
    rows.any(|row| {
        columns.clone().any(|column| {
            let outline = Rounded {
                middle: Cell { column, row }.centre(),
                half: Vec2::new(BRICK_WIDTH / 2.0, BRICK_HEIGHT / 2.0),
                margin: ENEMY_RADIUS,
            };
            bricks[row][column].is_some() && outline.gap(at) < 0.0
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::state::{Brick, BrickKind, FIELD_HEIGHT, GATE_PLACES};
    use proptest::prelude::*;

    const STONE: Option<Brick> = Some(Brick {
        kind: BrickKind::Gold,
        hits_left: 0,
        colour: 0,
    });

    fn enemy(kind: EnemyKind, at: Vec2) -> Enemy {
        Enemy {
            id: 0,
            kind,
            at,
            velocity: Vec2::new(0.0, 30.0),
            age: 0,
        }
    }

    fn any_grid() -> impl Strategy<Value = Grid> {
        prop::collection::vec((0..ROWS, 0..COLUMNS), 0..150).prop_map(|stones| {
            let mut grid = Grid::default();
            for (row, column) in stones {
                grid[row][column] = STONE;
            }
            grid
        })
    }

    /// Steps until an enemy that starts behind a gate has left the field.
    fn steps_to_the_bottom(kind: EnemyKind, bricks: &Grid, seed: u64) -> Option<u32> {
        let mut dice = Dice::new(seed);
        let mut enemy = enemy(kind, Vec2::new(GATE_PLACES[0], -ENEMY_RADIUS));
        (0..120 * STEPS_PER_SECOND).find(|_| {
            advance(&mut enemy, 30.0, bricks, &mut dice);
            enemy.at.y > FIELD_HEIGHT
        })
    }

    #[test]
    fn every_kind_comes_down_an_empty_field() {
        for kind in EnemyKind::ALL {
            for seed in 0..20 {
                let steps = steps_to_the_bottom(kind, &Grid::default(), seed);
                let seconds = steps.map(|s| s / STEPS_PER_SECOND);
                let range = 4..90;
                assert!(
                    seconds.is_some_and(|s| range.contains(&s)),
                    "{kind:?} {seconds:?}"
                );
            }
        }
    }

    #[test]
    fn a_drifter_finds_the_one_hole_in_a_wall() {
        for hole in [0, 5, COLUMNS - 1] {
            let mut bricks = Grid::default();
            bricks[6] = [STONE; COLUMNS];
            bricks[6][hole] = None;
            let steps = steps_to_the_bottom(EnemyKind::Drifter, &bricks, 1);
            assert!(steps.is_some(), "{hole}");
        }
    }

    #[test]
    fn a_crawler_walks_straight_and_turns_corners() {
        let mut dice = Dice::new(3);
        let mut enemy = enemy(EnemyKind::Crawler, Vec2::new(140.0, 60.0));
        let mut turns = 0;
        let mut last = enemy.velocity;
        for _ in 0..20 * STEPS_PER_SECOND {
            advance(&mut enemy, 5.0, &Grid::default(), &mut dice);
            assert!(enemy.velocity.x == 0.0 || enemy.velocity.y == 0.0);
            turns += u32::from(enemy.velocity.unit() != last.unit());
            last = enemy.velocity;
        }
        assert!((5..30).contains(&turns), "{turns}");
    }

    #[test]
    fn an_orbiter_comes_round_in_three_seconds() {
        let mut dice = Dice::new(3);
        let mut enemy = enemy(EnemyKind::Orbiter, Vec2::new(140.0, 60.0));
        for _ in 0..3 * STEPS_PER_SECOND {
            advance(&mut enemy, 20.0, &Grid::default(), &mut dice);
        }
        assert!((enemy.at.x - 140.0).abs() < 0.5, "{enemy:?}");
        assert!((enemy.at.y - 75.0).abs() < 0.5, "{enemy:?}");
    }

    #[test]
    fn one_that_stands_in_bricks_gets_out() {
        for kind in EnemyKind::ALL {
            let mut dice = Dice::new(3);
            let mut bricks = Grid::default();
            bricks[3] = [STONE; COLUMNS];
            let mut enemy = enemy(kind, Vec2::new(140.0, 48.0));
            let steps = (0..10 * STEPS_PER_SECOND).find(|_| {
                advance(&mut enemy, 30.0, &bricks, &mut dice);
                !is_in_brick(&bricks, enemy.at)
            });
            assert!(steps.is_some(), "{enemy:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn none_gets_into_a_brick_or_through_a_wall_or_stands_still(
            mut bricks in any_grid(),
            kind in prop::sample::select(EnemyKind::ALL.to_vec()),
            gate in 0..GATE_PLACES.len(),
            pace in 20.0_f32..44.0,
            seed: u64,
        ) {
            // the way along the top is always free: bricks begin below it
            let mut dice = Dice::new(seed);
            let mut enemy = enemy(kind, Vec2::new(GATE_PLACES[gate], -ENEMY_RADIUS));
            let (mut was, mut moved) = (enemy.at, 0.0);
            for step in 1..60 * STEPS_PER_SECOND {
                advance(&mut enemy, pace, &bricks, &mut dice);
                let at = enemy.at;
                prop_assert!((ENEMY_RADIUS..=FIELD_WIDTH - ENEMY_RADIUS).contains(&at.x), "{:?}", enemy);
                prop_assert!(at.y >= -ENEMY_RADIUS && !is_in_brick(&bricks, at), "{:?}", enemy);
                prop_assert!(enemy.velocity.length() < 2.0 * pace);
                moved += Vec2::new(at.x - was.x, at.y - was.y).length();
                was = at;
                if step % STEPS_PER_SECOND == 0 {
                    prop_assert!(moved > 0.2 * pace, "{} {:?}", moved, enemy);
                    moved = 0.0;
                }
                // bricks break meanwhile
                if step % 40 == 0 {
                    let at = step as usize / 40 * 37 % (ROWS * COLUMNS);
                    bricks[at / COLUMNS][at % COLUMNS] = None;
                }
                if at.y > FIELD_HEIGHT + ENEMY_RADIUS {
                    break;
                }
            }
        }
    }
}
