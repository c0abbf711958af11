//! How one ball flies through one step: it meets walls, bricks and paddles at the exact moment, and turns.
//! Knows no lives, rounds or points: it tells a [`Sink`] what was hit.

use super::event::Wall;
use super::geometry::{Meeting, Rounded, Vec2};
use super::paddles;
use super::state::{
    BALL_RADIUS, BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, Ball, COLUMNS, Cell, FIELD_HEIGHT,
    FIELD_WIDTH, Grid, PADDLE_HEIGHT, PADDLE_Y, Paddle, ROWS,
};

/// How far a ball is kept off what it hit, so that rounding never puts it inside.
pub(crate) const SKIN: f32 = 1e-3;
/// Where the centre of a ball at rest on a paddle lies.
pub(crate) const REST_Y: f32 = PADDLE_Y - PADDLE_HEIGHT / 2.0 - BALL_RADIUS;
/// Bounces in one step at most; a ball that would make more waits at the last one until the next step.
const BOUNCES: u32 = 8;
/// The least part of a ball's speed that goes up or down, so that none flies level for ever.
const UPRIGHT: f32 = 0.25;
/// The part of a ball's speed that goes sideways off a paddle's very end.
const LEAN: f32 = 0.9;
/// What a paddle at full speed adds to that.
const DRAG: f32 = 0.35;
/// What each hit of a paddle does to a ball's speed, up to [`FASTEST`].
const FASTER: f32 = 1.02;
/// No ball gets faster than that by playing.
pub(crate) const FASTEST: f32 = 250.0;

/// What a ball met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Obstacle {
    Wall(Wall),
    Brick(Cell),
    /// By its index in the list of paddles.
    Paddle(usize),
}

/// Takes what a flying ball hits, and may change the bricks; the ball's `at` is where it touched.
pub(crate) trait Sink {
    /// The bricks as they stand.
    fn bricks(&self) -> &Grid;
    /// The paddles as they stand.
    fn paddles(&self) -> &[Paddle];
    /// The ball hit something and has turned already. It may be turned again, but not into the `normal`.
    fn hit(&mut self, ball: &mut Ball, obstacle: Obstacle, normal: Vec2);
}

/// Moves a ball that does not rest through `seconds`. Afterwards it touches nothing, or has fallen below the field.
pub(crate) fn fly(ball: &mut Ball, seconds: f32, sink: &mut impl Sink) {
    let mut left = ball.velocity.length() * seconds;
    for _ in 0..BOUNCES {
        let way = ball.velocity.unit();
        let Some((meeting, obstacle)) = next(ball.at, way, left, sink) else {
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

/// The first thing within `reach`; of two at once the wall, then the brick, then the paddle.
fn next(from: Vec2, way: Vec2, reach: f32, sink: &impl Sink) -> Option<(Meeting, Obstacle)> {
    let mut best: Option<(Meeting, Obstacle)> = None;
    let mut offer = |found: Option<Meeting>, obstacle| {
        if let Some(found) = found
            && best.is_none_or(|(b, _)| found.distance < b.distance)
        {
            best = Some((found, obstacle));
        }
    };
    let bound = |v: f32, plane: f32, normal| {
        let distance = ((plane - v) / way.dot(normal)).abs();
        (distance <= reach).then_some(Meeting { distance, normal })
    };
    if way.x < 0.0 {
        let found = bound(from.x.max(BALL_RADIUS), BALL_RADIUS, Vec2::new(1.0, 0.0));
        offer(found, Obstacle::Wall(Wall::Left));
    } else if way.x > 0.0 {
        let plane = FIELD_WIDTH - BALL_RADIUS;
        let found = bound(from.x.min(plane), plane, Vec2::new(-1.0, 0.0));
        offer(found, Obstacle::Wall(Wall::Right));
    }
    if way.y < 0.0 {
        let found = bound(from.y.max(BALL_RADIUS), BALL_RADIUS, Vec2::new(0.0, 1.0));
        offer(found, Obstacle::Wall(Wall::Top));
    }
    each_brick(from, way, reach, sink.bricks(), |cell| {
        offer(brick(cell).meet(from, way, reach), Obstacle::Brick(cell));
    });
    let lowest = from.y.max(from.y + way.y * reach);
    if lowest > REST_Y - 1.0 {
        for (index, paddle) in sink.paddles().iter().enumerate() {
            let found = paddles::outline(paddle).meet(from, way, reach);
            offer(found, Obstacle::Paddle(index));
        }
    }
    best
}

/// What a ball's centre must not enter around a brick.
pub(crate) fn brick(cell: Cell) -> Rounded {
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

/// Where on the paddle the ball is, from -1.0 at the left end to 1.0 at the right end.
pub(crate) fn offset(ball: &Ball, paddle: &Paddle) -> f32 {
    ((ball.at.x - paddle.x) / paddles::touch_reach(paddle)).clamp(-1.0, 1.0)
}

/// Sends a ball up from a paddle, a little faster, leaning to the side where it was hit and where the paddle moves.
pub(crate) fn deflect(ball: &mut Ball, paddle: &Paddle) {
    let drag = (paddle.velocity / paddles::MAX_SPEED).clamp(-1.0, 1.0) * DRAG;
    let lean = offset(ball, paddle) + drag;
    if ball.speed < FASTEST {
        ball.speed = (ball.speed * FASTER).min(FASTEST);
    }
    ball.velocity = upward(lean, ball.speed);
    ball.idle_bounces = 0;
}

/// A velocity that goes up and leans: -1.0 is far to the left, 0.0 straight up.
pub(crate) fn upward(lean: f32, speed: f32) -> Vec2 {
    let x = lean.clamp(-1.0, 1.0) * LEAN;
    Vec2::new(x * speed, -(1.0 - x * x).sqrt() * speed)
}

/// A velocity of that speed and nearly that direction that is not too level and does not fly into the surface.
pub(crate) fn steepened(velocity: Vec2, speed: f32, normal: Vec2) -> Vec2 {
    let mut way = velocity.unit();
    if way.y.abs() < UPRIGHT {
        way.y = if way.y < 0.0 { -UPRIGHT } else { UPRIGHT };
        let x = (1.0 - UPRIGHT * UPRIGHT).sqrt();
        way.x = if way.x < 0.0 { -x } else { x };
    }
    if way.dot(normal) <= 0.0 {
        way.y = -way.y;
    }
    Vec2::new(way.x * speed, way.y * speed)
}
