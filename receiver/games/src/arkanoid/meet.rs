//! What a flying ball meets first: a wall, a brick, an enemy, the boss or a paddle. Moves nothing.

use super::event::Wall;
use super::flight::{Obstacle, REST_Y, SKIN, Sink};
use super::geometry::{Meeting, Rounded, Vec2};
use super::state::{
    BALL_RADIUS, BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, COLUMNS, Cell, ENEMY_RADIUS, FIELD_WIDTH,
    Grid, Paddle, ROWS,
};
use super::{boss, enemies, paddles};

/// The first thing within `reach`; of two at once the wall, then the brick, the enemy, the boss, the paddle.
pub(super) fn first(
    from: Vec2,
    way: Vec2,
    reach: f32,
    sink: &impl Sink,
) -> Option<(Meeting, Obstacle)> {
    let mut best: Option<(Meeting, Obstacle)> = None;
    let mut offer = |found: Option<Meeting>, obstacle| {
        if let Some(found) = found
            && best.is_none_or(|(b, _)| found.distance < b.distance)
        {
            best = Some((found, obstacle));
        }
    };
    for (found, wall) in walls(from, way, reach).into_iter().flatten() {
        offer(Some(found), Obstacle::Wall(wall));
    }
    each_brick(from, way, reach, sink.bricks(), |cell| {
        offer(brick(cell).meet(from, way, reach), Obstacle::Brick(cell));
    });
    for (index, enemy) in sink.enemies().iter().enumerate() {
        if is_near(from, enemy.at, reach + ENEMY_RADIUS + BALL_RADIUS) {
            let found = enemies::outline(enemy).meet(from, way, reach);
            offer(found, Obstacle::Enemy(index));
        }
    }
    if let Some(boss) = sink.boss() {
        let found = boss::outline(boss).meet(from, way, reach);
        offer(found, Obstacle::Boss);
    }
    if let Some((found, index)) = first_paddle(from, way, reach, sink.paddles()) {
        offer(Some(found), Obstacle::Paddle(index));
    }
    best
}

/// The wall beside and the one above, where the way leads there.
fn walls(from: Vec2, way: Vec2, reach: f32) -> [Option<(Meeting, Wall)>; 2] {
    let bound = |v: f32, plane: f32, normal, wall| {
        let distance = ((plane - v) / way.dot(normal)).abs();
        (distance <= reach).then_some((Meeting { distance, normal }, wall))
    };
    let right = FIELD_WIDTH - BALL_RADIUS;
    let (x, y) = (from.x.clamp(BALL_RADIUS, right), from.y.max(BALL_RADIUS));
    let beside = if way.x < 0.0 {
        bound(x, BALL_RADIUS, Vec2::new(1.0, 0.0), Wall::Left)
    } else if way.x > 0.0 {
        bound(x, right, Vec2::new(-1.0, 0.0), Wall::Right)
    } else {
        None
    };
    let above = || bound(y, BALL_RADIUS, Vec2::new(0.0, 1.0), Wall::Top);
    [beside, if way.y < 0.0 { above() } else { None }]
}

fn is_near(a: Vec2, b: Vec2, reach: f32) -> bool {
    (a.x - b.x).abs() <= reach && (a.y - b.y).abs() <= reach
}

/// The paddle that is met first; where several lie over each other, the one whose middle is nearest.
fn first_paddle(from: Vec2, way: Vec2, reach: f32, list: &[Paddle]) -> Option<(Meeting, usize)> {
    if from.y.max(from.y + way.y * reach) < REST_Y - 1.0 {
        return None;
    }
    let playing = list.iter().enumerate().filter(|(_, p)| p.plays());
    let met = playing.filter_map(|(index, paddle)| {
        let found = paddles::outline(paddle).meet(from, way, reach)?;
        let off = (from.x + way.x * found.distance - paddle.x).abs();
        Some((found, index, off))
    });
    met.min_by(|a, b| {
        let sooner = a.0.distance.total_cmp(&b.0.distance);
        sooner.then(a.2.total_cmp(&b.2))
    })
    .map(|(found, index, _)| (found, index))
}

/// What a ball's centre must not enter around a brick.
pub(super) fn brick(cell: Cell) -> Rounded {
    Rounded {
        middle: cell.centre(),
        half: Vec2::new(BRICK_WIDTH / 2.0, BRICK_HEIGHT / 2.0),
        margin: BALL_RADIUS,
    }
}

/// Calls `visit` for every brick near the way, row by row.
fn each_brick(from: Vec2, way: Vec2, reach: f32, bricks: &Grid, mut visit: impl FnMut(Cell)) {
    let to = from.along(way, reach);
    let span = |a: f32, b: f32, origin: f32, size: f32, count: usize| {
        let low = (a.min(b) - BALL_RADIUS - SKIN - origin) / size;
        let high = (a.max(b) + BALL_RADIUS + SKIN - origin) / size;
        // Casts from below zero stop at zero.
        (low as usize)..((high + 1.0) as usize).min(count)
    };
    for row in span(from.y, to.y, BRICKS_TOP, BRICK_HEIGHT, ROWS) {
        for column in span(from.x, to.x, 0.0, BRICK_WIDTH, COLUMNS) {
            if bricks[row][column].is_some() {
                visit(Cell { column, row });
            }
        }
    }
}
