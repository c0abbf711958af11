//! The arithmetic of controls that steer: from motions and places in dp, and from angles, to shares of an axis. Pure functions.

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

/// Where both axes of a swipe area stand when the place of the finger counts and not its motion, -1 to 1. The middle is the
/// area's; the ends lie as far out as a swipe from end to end is long, and never where a thumb does not get.
pub(super) fn pointed(area: Rect, travel: f64, at: Vec2) -> (f64, f64) {
    let place = |offset: f32, side: f32| {
        let most = f64::from((side - TOUCH).max(1.0));
        let whole = (f64::from(side) * travel / 1000.0).clamp(1.0, most);
        (2.0 * f64::from(offset) / whole).clamp(-1.0, 1.0)
    };
    let offset = at - area.center();
    (
        place(offset.x, area.width()),
        place(offset.y, area.height()),
    )
}

/// Where a slider stands with the finger here, -1 to 1: left or top is -1. The ends come a knob's half width early, so
/// that a thumb reaches them without leaving the control.
pub(super) fn slid(rect: Rect, at: Vec2) -> f64 {
    let offset = at - rect.center();
    let size = rect.size();
    let (offset, length) = if size.x >= size.y {
        (offset.x, size.x)
    } else {
        (offset.y, size.y)
    };
    f64::from(2.0 * offset / (length - TOUCH).max(2.0)).clamp(-1.0, 1.0)
}

/// How far a thumb goes from a stick's middle to its rim, in dp.
pub(super) fn radius(rect: Rect) -> f32 {
    ((rect.size().min_element() - TOUCH) / 2.0).max(1.0)
}

/// How a stick is tilted with the finger here: within the unit circle, up is negative.
pub(super) fn tilted(radius: f32, centre: Vec2, at: Vec2) -> Vec2 {
    ((at - centre) / radius).clamp_length_max(1.0)
}

/// A middle that the thumb drags along where it goes too far from it, so that the way back begins at once.
pub(super) fn trailed(radius: f32, centre: Vec2, at: Vec2) -> Vec2 {
    at - (at - centre).clamp_length_max(radius)
}

/// How far the phone leans, as a share of what goes to the end, -1 to 1. Both angles in radians, the range in degrees.
pub(super) fn leant(angle: f32, level: f32, range: u16, times: f64) -> f64 {
    let whole = f64::from(range).to_radians();
    (f64::from(angle - level) * times / whole.max(f64::MIN_POSITIVE)).clamp(-1.0, 1.0)
}

/// Which of up, down, left, right a finger on a D-pad means; two on a diagonal, none in the middle.
pub(super) fn directions(half: Vec2, centre: Vec2, at: Vec2) -> [bool; 4] {
    let offset = (at - centre) / half.max(Vec2::ONE);
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
    fn a_place_on_a_swipe_area_goes_as_far_as_a_swipe_of_its_travel() {
        let area = Rect::new(0.0, 0.0, 400.0, 800.0);
        assert_eq!(pointed(area, 500.0, Vec2::new(300.0, 400.0)), (1.0, 0.0));
        assert_eq!(pointed(area, 500.0, Vec2::new(150.0, 0.0)), (-0.5, -1.0));
        let (x, _) = pointed(area, 4_000.0, Vec2::new(376.0, 400.0));
        assert_eq!(x, 1.0, "a thumb gets there");
    }

    #[test]
    fn a_slider_runs_along_its_longer_side() {
        let wide = Rect::new(0.0, 0.0, 300.0, 64.0);
        assert_eq!(slid(wide, Vec2::new(0.0, 999.0)), -1.0);
        assert_eq!(slid(wide, wide.center()), 0.0);
        assert_eq!(slid(wide, Vec2::new(290.0, 0.0)), 1.0);
        let tall = Rect::new(0.0, 0.0, 64.0, 300.0);
        assert_eq!(slid(tall, Vec2::new(0.0, 5.0)), -1.0);
        assert_eq!(slid(tall, Vec2::new(32.0, 213.0)), 0.5);
    }

    #[test]
    fn a_stick_stays_in_its_circle() {
        let (radius, centre) = (radius(SQUARE), SQUARE.center());
        assert_eq!(tilted(radius, centre, centre), Vec2::ZERO);
        let far = tilted(radius, centre, Vec2::new(9999.0, 9999.0));
        assert!((far.length() - 1.0).abs() < 1e-6);
        let up = tilted(radius, centre, Vec2::new(100.0, 50.0));
        assert!(up.y < 0.0, "up is negative");
    }

    #[test]
    fn a_middle_comes_along_only_when_it_is_left_behind() {
        let centre = Vec2::new(100.0, 100.0);
        let near = Vec2::new(150.0, 100.0);
        assert_eq!(trailed(60.0, centre, near), centre);
        let far = trailed(60.0, centre, Vec2::new(300.0, 100.0));
        assert!((far - Vec2::new(240.0, 100.0)).length() < 1e-3);
    }

    #[test]
    fn leaning_goes_from_the_level_to_the_range() {
        let degrees = |d: f32| d.to_radians();
        assert!((leant(degrees(15.0), 0.0, 30, 1.0) - 0.5).abs() < 1e-6);
        assert!((leant(degrees(15.0), degrees(30.0), 30, 1.0) + 0.5).abs() < 1e-6);
        assert_eq!(leant(degrees(-80.0), 0.0, 30, 1.0), -1.0);
        assert!((leant(degrees(6.0), 0.0, 30, 2.0) - 0.4).abs() < 1e-6);
    }

    #[test]
    fn eight_ways_and_a_dead_middle() {
        let toward = |x: f32, y: f32| {
            let centre = SQUARE.center();
            directions(SQUARE.half_size(), centre, centre + Vec2::new(x, y))
        };
        assert_eq!(toward(5.0, 5.0), [false; 4]);
        assert_eq!(toward(0.0, -80.0), [true, false, false, false]);
        assert_eq!(toward(0.0, 80.0), [false, true, false, false]);
        assert_eq!(toward(-80.0, 10.0), [false, false, true, false]);
        assert_eq!(toward(80.0, -80.0), [true, false, false, true]);
    }
}
