//! The arithmetic of controls that steer: from motions and places in dp to shares of an axis. Pure functions.

use bevy::math::{Rect, Vec2};
use couchpad_theme::space::TOUCH;

/// The middle of a D-pad that means no direction, as a share of its half side.
const DEAD: f32 = 0.25;
/// tan 22.5°: beyond it a diagonal presses both neighbours.
const DIAGONAL: f32 = 0.414_213_57;

/// The shares of both axes, from end to end, that a motion on a swipe area is worth.
pub(super) fn swiped(area: Vec2, travel: u16, motion: Vec2) -> (f64, f64) {
    let share = |motion: f32, side: f32| {
        let whole = f64::from(side) * f64::from(travel) / 1000.0;
        if whole > 0.0 {
            f64::from(motion) / whole
        } else {
            0.0
        }
    };
    (share(motion.x, area.x), share(motion.y, area.y))
}

/// Where a slider stands with the finger here, -1 to 1: left or top is -1. The ends come a knob's half width early, so
/// that a thumb reaches them without leaving the control.
pub(super) fn slid(rect: Rect, at: Vec2) -> f64 {
    let size = rect.size();
    let (offset, length) = if size.x >= size.y {
        (at.x - rect.center().x, size.x)
    } else {
        (at.y - rect.center().y, size.y)
    };
    let half = ((length - TOUCH) / 2.0).max(1.0);
    f64::from((offset / half).clamp(-1.0, 1.0))
}

/// How a stick is tilted with the finger here: within the unit circle, up is negative.
pub(super) fn tilted(rect: Rect, at: Vec2) -> Vec2 {
    let radius = ((rect.size().min_element() - TOUCH) / 2.0).max(1.0);
    ((at - rect.center()) / radius).clamp_length_max(1.0)
}

/// Which of up, down, left, right a finger on a D-pad means; two on a diagonal, none in the middle.
pub(super) fn directions(rect: Rect, at: Vec2) -> [bool; 4] {
    let half = (rect.size() / 2.0).max(Vec2::ONE);
    let offset = (at - rect.center()) / half;
    if offset.length() < DEAD {
        return [false; 4];
    }
    let across = offset.x.abs() > offset.y.abs() * DIAGONAL;
    let along = offset.y.abs() > offset.x.abs() * DIAGONAL;
    [
        along && offset.y < 0.0,
        along && offset.y > 0.0,
        across && offset.x < 0.0,
        across && offset.x > 0.0,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: Rect = Rect {
        min: Vec2::ZERO,
        max: Vec2::splat(200.0),
    };

    #[test]
    fn travel_is_thousandths_of_the_side() {
        let (x, y) = swiped(Vec2::new(400.0, 800.0), 500, Vec2::new(100.0, 100.0));
        assert_eq!((x, y), (0.5, 0.25));
        assert_eq!(swiped(Vec2::ZERO, 500, Vec2::ONE), (0.0, 0.0));
    }

    #[test]
    fn a_slider_runs_along_its_longer_side() {
        let wide = Rect::new(0.0, 0.0, 300.0, 64.0);
        assert_eq!(slid(wide, Vec2::new(0.0, 999.0)), -1.0);
        assert_eq!(slid(wide, wide.center()), 0.0);
        assert_eq!(slid(wide, Vec2::new(290.0, 0.0)), 1.0);
        let tall = Rect::new(0.0, 0.0, 64.0, 300.0);
        assert_eq!(slid(tall, Vec2::new(0.0, 5.0)), -1.0);
    }

    #[test]
    fn a_stick_stays_in_its_circle() {
        assert_eq!(tilted(SQUARE, SQUARE.center()), Vec2::ZERO);
        let far = tilted(SQUARE, Vec2::new(9999.0, 9999.0));
        assert!((far.length() - 1.0).abs() < 1e-6);
        assert!(
            tilted(SQUARE, Vec2::new(100.0, 50.0)).y < 0.0,
            "up is negative"
        );
    }

    #[test]
    fn eight_ways_and_a_dead_middle() {
        let toward = |x: f32, y: f32| directions(SQUARE, Vec2::new(100.0 + x, 100.0 + y));
        assert_eq!(toward(5.0, 5.0), [false; 4]);
        assert_eq!(toward(0.0, -80.0), [true, false, false, false]);
        assert_eq!(toward(0.0, 80.0), [false, true, false, false]);
        assert_eq!(toward(-80.0, 10.0), [false, false, true, false]);
        assert_eq!(toward(80.0, -80.0), [true, false, false, true]);
    }
}
