//! How paddles come, go and move, and how a moving paddle takes balls with it. Knows no brick and no phase.

use super::flight;
use super::geometry::{Rounded, Vec2};
use super::pace::width_for;
use super::state::{
    BALL_RADIUS, Ball, FIELD_WIDTH, MAX_PADDLES, PADDLE_HEIGHT, PADDLE_Y, Paddle, Power,
    STEPS_PER_SECOND,
};
use crate::game::{AxisIndex, Inputs, SeatIndex};

/// The axis that moves the paddle.
pub(crate) const MOVE: AxisIndex = AxisIndex(0);
/// As fast as a paddle moves: the whole field in under a fifth of a second. Well below its own width in a step,
/// so that it never passes over a ball unseen.
pub(crate) const MAX_SPEED: f32 = 1_200.0;
/// What a paddle's shown velocity takes over from its latest motion in one step.
const SMOOTHING: f32 = 0.1;
/// What [`Power::Wide`] makes of a paddle's width.
const WIDE: f32 = 1.5;
/// What sums of small motions are off by at most.
const ROUNDING: f32 = 0.01;
/// Where the paddle of each seat appears, as an axis: the first in the middle, the others spread out around it.
const FIRST_PLACES: [f32; MAX_PADDLES] = [0.0, -0.5, 0.5, -0.25, 0.25, -0.75, 0.75, 1.0];

/// Half of a paddle's straight part plus the round end and a ball: how far from its middle a ball's centre can touch it.
pub(crate) fn touch_reach(paddle: &Paddle) -> f32 {
    paddle.width / 2.0 + BALL_RADIUS
}

/// How far the centre of a paddle can be from the middle of the field.
fn reach(width: f32) -> f32 {
    (FIELD_WIDTH - width) / 2.0
}

/// The place of a paddle's centre that an axis from -1.0 to 1.0 asks for.
pub(crate) fn place(axis: f32, width: f32) -> f32 {
    FIELD_WIDTH / 2.0 + axis.clamp(-1.0, 1.0) * reach(width)
}

/// The axis that asks for a place: the inverse of [`place`], to the nearest step of the wire's axis.
pub(crate) fn axis_of(x: f32, width: f32) -> i16 {
    let axis = ((x - FIELD_WIDTH / 2.0) / reach(width)).clamp(-1.0, 1.0);
    (axis * f32::from(i16::MAX)).round() as i16
}

/// How wide a paddle is with that power, among so many.
fn width_of(paddles: usize, power: Power) -> f32 {
    let width = width_for(paddles);
    match power {
        Power::Wide => width * WIDE,
        Power::None | Power::Catch | Power::Laser => width,
    }
}

/// Whether these can be the paddles of a game: seats that there are, each once and in order, all as wide as they must be
/// and within the walls.
pub(crate) fn are_sound(paddles: &[Paddle]) -> bool {
    let count = paddles.len();
    let is_sound = |paddle: &Paddle| {
        paddle.seat.index() < MAX_PADDLES
            && paddle.width == width_of(count, paddle.power)
            && (paddle.x - FIELD_WIDTH / 2.0).abs() <= reach(paddle.width) + ROUNDING
            && paddle.velocity.abs() <= MAX_SPEED + ROUNDING
    };
    let mut pairs = paddles.windows(2);
    pairs.all(|pair| matches!(pair, [a, b] if a.seat < b.seat)) && paddles.iter().all(is_sound)
}

/// Where the paddle of a seat will appear, as an axis.
pub(crate) fn first_axis(seat: SeatIndex) -> Option<f32> {
    FIRST_PLACES.get(seat.index()).copied()
}

/// Adds the paddle of a seat; `false` if there is no such seat or it is taken.
pub(crate) fn add(paddles: &mut Vec<Paddle>, seat: SeatIndex) -> bool {
    let Some(axis) = first_axis(seat) else {
        return false;
    };
    let at = paddles.partition_point(|p| p.seat < seat);
    if paddles.get(at).is_some_and(|p| p.seat == seat) {
        return false;
    }
    let width = width_for(paddles.len() + 1);
    let paddle = Paddle {
        seat,
        x: place(axis, width),
        width,
        velocity: 0.0,
        power: Power::None,
        cooldown: 0,
        out: 0,
    };
    paddles.insert(at, paddle);
    fit_widths(paddles);
    true
}

/// Removes the paddle of a seat; `false` if it has none.
pub(crate) fn remove(paddles: &mut Vec<Paddle>, seat: SeatIndex) -> bool {
    let before = paddles.len();
    paddles.retain(|p| p.seat != seat);
    fit_widths(paddles);
    paddles.len() != before
}

/// Makes every paddle as wide as its power and the number of paddles call for, and keeps it within the walls.
pub(crate) fn fit_widths(paddles: &mut [Paddle]) {
    let count = paddles.len();
    for paddle in paddles {
        paddle.width = width_of(count, paddle.power);
        let reach = reach(paddle.width);
        let middle = FIELD_WIDTH / 2.0;
        paddle.x = paddle.x.clamp(middle - reach, middle + reach);
    }
}

/// Moves every paddle toward the place that its player asks for.
pub(crate) fn drive(paddles: &mut [Paddle], inputs: &Inputs<'_>) {
    const FARTHEST: f32 = MAX_SPEED / STEPS_PER_SECOND as f32;
    for paddle in paddles {
        let target = place(inputs.seat(paddle.seat).axis(MOVE), paddle.width);
        let way = (target - paddle.x).clamp(-FARTHEST, FARTHEST);
        paddle.x += way;
        let now = way * STEPS_PER_SECOND as f32;
        paddle.velocity += (now - paddle.velocity) * SMOOTHING;
    }
}

/// What a ball's centre must not enter.
pub(crate) fn outline(paddle: &Paddle) -> Rounded {
    bar(paddle, BALL_RADIUS)
}

/// The paddle itself, grown by the radius of what may touch it.
pub(crate) fn bar(paddle: &Paddle, radius: f32) -> Rounded {
    Rounded {
        middle: Vec2::new(paddle.x, PADDLE_Y),
        half: Vec2::new((paddle.width - PADDLE_HEIGHT) / 2.0, 0.0),
        margin: PADDLE_HEIGHT / 2.0 + radius,
    }
}

/// Of several paddles that something touches, lying over each other, the one whose middle is nearest to it.
pub(crate) fn nearest<'a>(touched: impl Iterator<Item = &'a Paddle>, x: f32) -> Option<&'a Paddle> {
    touched.min_by(|a, b| (a.x - x).abs().total_cmp(&(b.x - x).abs()))
}

/// How far from a paddle's middle a ball can rest on it: on its straight part.
pub(crate) fn rest_reach(paddle: &Paddle) -> f32 {
    (paddle.width - PADDLE_HEIGHT) / 2.0
}

/// Puts balls at rest back onto their paddles, which may have become narrower.
pub(crate) fn carry(paddles: &[Paddle], balls: &mut [Ball]) {
    for ball in balls {
        if let Some(rest) = &mut ball.resting
            && let Some(paddle) = paddles.iter().find(|p| p.seat == rest.seat)
        {
            let reach = rest_reach(paddle);
            rest.offset = rest.offset.max(-reach).min(reach);
            let x = (paddle.x + rest.offset).clamp(BALL_RADIUS, FIELD_WIDTH - BALL_RADIUS);
            ball.at = Vec2::new(x, flight::REST_Y);
        }
    }
}

/// Frees a ball in flight that a paddle has moved into: straight up over all paddles if its centre is above the paddle's
/// line, else straight down. Sideways is no way out, for there may be a wall or another paddle. Returns the index of the
/// paddle in it whose middle is nearest, when the ball got saved and was not on its way up already.
pub(crate) fn free(paddles: &[Paddle], ball: &mut Ball) -> Option<usize> {
    if (ball.at.y - PADDLE_Y).abs() > PADDLE_HEIGHT / 2.0 + BALL_RADIUS {
        return None;
    }
    let inside = paddles.iter().enumerate();
    let inside = inside.filter(|(_, p)| p.plays() && outline(p).gap(ball.at) < 0.0);
    let off = |p: &Paddle| (ball.at.x - p.x).abs();
    let (nearest, _) = inside.min_by(|a, b| off(a.1).total_cmp(&off(b.1)))?;
    let rise = paddles
        .iter()
        .filter(|p| p.plays())
        .map(|p| rise_at(p, ball.at.x))
        .fold(0.0, f32::max)
        + flight::SKIN;
    if ball.at.y > PADDLE_Y {
        ball.at.y = PADDLE_Y + rise;
        ball.velocity.y = ball.velocity.y.abs();
        return None;
    }
    ball.at.y = PADDLE_Y - rise;
    (ball.velocity.y >= 0.0).then_some(nearest)
}

/// How high above the line a ball's centre must be at that x to lie on a paddle; 0 beside it.
fn rise_at(paddle: &Paddle, x: f32) -> f32 {
    let outline = outline(paddle);
    let beside = ((x - paddle.x).abs() - outline.half.x).max(0.0);
    (outline.margin * outline.margin - beside * beside)
        .max(0.0)
        .sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::SeatInput;

    #[test]
    fn axes_reach_from_wall_to_wall_and_back() {
        for width in [1, 3, 8].map(width_for) {
            assert_eq!(place(-1.0, width), width / 2.0);
            assert_eq!(place(1.0, width), FIELD_WIDTH - width / 2.0);
            for axis in [-32_767_i16, -20_000, -1, 0, 1, 12_345, 32_767] {
                let x = place(f32::from(axis) / 32_767.0, width);
                assert!((i32::from(axis_of(x, width)) - i32::from(axis)).abs() <= 1);
            }
        }
    }

    #[test]
    fn paddles_stay_in_order_and_shrink_in_a_crowd() {
        let mut paddles = Vec::new();
        for seat in [5, 0, 7, 2, 1, 3, 6, 4] {
            assert!(add(&mut paddles, SeatIndex(seat)));
        }
        assert!(!add(&mut paddles, SeatIndex(3)) && !add(&mut paddles, SeatIndex(8)));
        assert!(paddles.is_sorted_by_key(|p| p.seat));
        let narrow = width_for(MAX_PADDLES);
        assert!(paddles.iter().all(|p| p.width == narrow) && narrow < width_for(1));
        assert!(remove(&mut paddles, SeatIndex(5)) && !remove(&mut paddles, SeatIndex(5)));
        assert_eq!(paddles.len(), 7);
    }

    #[test]
    fn a_paddle_moves_at_no_more_than_its_speed() {
        let mut paddles = Vec::new();
        add(&mut paddles, SeatIndex(0));
        let mut input = SeatInput::default();
        input.axes[0] = i16::MAX;
        let (mut last, mut steps) = (paddles[0].x, 0);
        while paddles[0].x < FIELD_WIDTH - 18.0 && steps < 100 {
            let inputs = Inputs {
                seats: &[input],
                actions: &[],
            };
            drive(&mut paddles, &inputs);
            assert!(paddles[0].x - last <= 5.001 && paddles[0].velocity > 0.0);
            last = paddles[0].x;
            steps += 1;
        }
        assert_eq!(steps, 25);
    }
}
