//! Points, and the exact moment at which a flying circle meets a rounded rectangle. Knows no ball and no brick.
//!
//! A circle that flies against a rounded rectangle is a point that flies against the same rectangle grown by the circle's
//! radius; so everything here is a point against an inner rectangle with a margin around it.

use serde::{Deserialize, Serialize};

/// A place or a direction on the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Vec2 {
    /// To the right.
    pub x: f32,
    /// Downward.
    pub y: f32,
}

impl Vec2 {
    /// From its parts.
    #[must_use]
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Scalar product.
    #[must_use]
    pub fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    /// The part of the vector product that stands upright on the field.
    #[must_use]
    pub fn cross(self, other: Self) -> f32 {
        self.x * other.y - self.y * other.x
    }

    /// Length.
    #[must_use]
    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// The same direction with length 1; straight up if there is no direction.
    #[must_use]
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 {
            Self::new(self.x / length, self.y / length)
        } else {
            Self::new(0.0, -1.0)
        }
    }

    /// This place moved by `way` times `by`.
    #[must_use]
    pub fn along(self, way: Self, by: f32) -> Self {
        Self::new(self.x + way.x * by, self.y + way.y * by)
    }

    /// This direction mirrored at a surface with that normal.
    #[must_use]
    pub fn mirrored(self, normal: Self) -> Self {
        self.along(normal, -2.0 * self.dot(normal))
    }
}

/// A rectangle by its middle and half its sides, with a margin that rounds its corners.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rounded {
    pub(crate) middle: Vec2,
    pub(crate) half: Vec2,
    pub(crate) margin: f32,
}

/// A meeting: how far along the way, and the surface's outward normal there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meeting {
    pub(crate) distance: f32,
    pub(crate) normal: Vec2,
}

impl Rounded {
    /// Where a point that flies from `from` along the unit vector `way` first enters the shape, at most `reach` away.
    /// A point that is inside already meets it at once if it flies deeper, and never if it flies outward.
    pub(crate) fn meet(&self, from: Vec2, way: Vec2, reach: f32) -> Option<Meeting> {
        let from = Vec2::new(from.x - self.middle.x, from.y - self.middle.y);
        if let Some(normal) = self.normal_if_inside(from) {
            return (way.dot(normal) < 0.0).then_some(Meeting {
                distance: 0.0,
                normal,
            });
        }
        let mut best: Option<Meeting> = None;
        let mut offer = |found: Option<Meeting>| {
            if let Some(found) = found
                && found.distance <= best.map_or(reach, |b| b.distance)
            {
                best = Some(found);
            }
        };
        offer(self.meet_side(from, way));
        offer(self.meet_flat(from, way));
        for x in [-self.half.x, self.half.x] {
            for y in [-self.half.y, self.half.y] {
                offer(meet_circle(from, way, Vec2::new(x, y), self.margin));
            }
        }
        best
    }

    /// How far a place lies outside the shape; negative within its margin, and minus the margin deeper inside.
    pub(crate) fn gap(&self, at: Vec2) -> f32 {
        let at = Vec2::new(at.x - self.middle.x, at.y - self.middle.y);
        self.off_core(at).length() - self.margin
    }

    /// From the nearest place of the inner rectangle to `at`, both relative to the middle.
    fn off_core(&self, at: Vec2) -> Vec2 {
        Vec2::new(
            at.x - at.x.clamp(-self.half.x, self.half.x),
            at.y - at.y.clamp(-self.half.y, self.half.y),
        )
    }

    fn normal_if_inside(&self, at: Vec2) -> Option<Vec2> {
        let out = self.off_core(at);
        let length = out.length();
        if length >= self.margin {
            return None;
        }
        if length > 0.0 {
            return Some(out.unit());
        }
        // Inside the inner rectangle itself: the nearest side is the way out.
        let beside = self.half.x - at.x.abs() < self.half.y - at.y.abs();
        Some(match (beside, at.x < 0.0, at.y < 0.0) {
            (true, true, _) => Vec2::new(-1.0, 0.0),
            (true, false, _) => Vec2::new(1.0, 0.0),
            (false, _, true) => Vec2::new(0.0, -1.0),
            (false, _, false) => Vec2::new(0.0, 1.0),
        })
    }

    /// The upright sides.
    fn meet_side(&self, from: Vec2, way: Vec2) -> Option<Meeting> {
        let outward = if way.x > 0.0 { -1.0 } else { 1.0 };
        let distance = (outward * (self.half.x + self.margin) - from.x) / way.x;
        let y = from.y + way.y * distance;
        (distance >= 0.0 && y.abs() <= self.half.y).then_some(Meeting {
            distance,
            normal: Vec2::new(outward, 0.0),
        })
    }

    /// The top and the bottom.
    fn meet_flat(&self, from: Vec2, way: Vec2) -> Option<Meeting> {
        let outward = if way.y > 0.0 { -1.0 } else { 1.0 };
        let distance = (outward * (self.half.y + self.margin) - from.y) / way.y;
        let x = from.x + way.x * distance;
        (distance >= 0.0 && x.abs() <= self.half.x).then_some(Meeting {
            distance,
            normal: Vec2::new(0.0, outward),
        })
    }
}

/// Where a point enters a circle. Uses the vector product rather than the discriminant, which would cancel at high speeds.
fn meet_circle(from: Vec2, way: Vec2, centre: Vec2, radius: f32) -> Option<Meeting> {
    let to = Vec2::new(centre.x - from.x, centre.y - from.y);
    let ahead = to.dot(way);
    let aside = to.cross(way);
    let half_chord = radius * radius - aside * aside;
    if ahead <= 0.0 || half_chord <= 0.0 {
        return None;
    }
    let distance = ahead - half_chord.sqrt();
    let at = from.along(way, distance);
    let normal = Vec2::new(at.x - centre.x, at.y - centre.y).unit();
    (distance >= 0.0).then_some(Meeting { distance, normal })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOX: Rounded = Rounded {
        middle: Vec2::new(100.0, 50.0),
        half: Vec2::new(10.0, 4.0),
        margin: 2.5,
    };

    #[test]
    fn meets_sides_and_corners_exactly() {
        let down = Vec2::new(0.0, 1.0);
        let hit = BOX.meet(Vec2::new(95.0, 20.0), down, 100.0);
        let normal = Vec2::new(0.0, -1.0);
        assert_eq!(
            hit,
            Some(Meeting {
                distance: 23.5,
                normal
            })
        );
        let left = Vec2::new(-1.0, 0.0);
        let hit = BOX.meet(Vec2::new(200.0, 50.0), left, 100.0);
        let normal = Vec2::new(1.0, 0.0);
        assert_eq!(
            hit,
            Some(Meeting {
                distance: 87.5,
                normal
            })
        );
        // 1.5 beyond the corner, where the rounding is 2.0 high (a 3-4-5 triangle).
        let hit = BOX.meet(Vec2::new(111.5, 20.0), down, 100.0).unwrap();
        assert!((hit.distance - 24.0).abs() < 1e-4);
        assert!((hit.normal.x - 0.6).abs() < 1e-5 && (hit.normal.y + 0.8).abs() < 1e-5);
        assert_eq!(BOX.meet(Vec2::new(112.6, 20.0), down, 100.0), None);
        assert_eq!(BOX.meet(Vec2::new(95.0, 20.0), down, 23.0), None);
    }

    proptest! {
        /// Against the slow way: walk along and look where the gap closes.
        #[test]
        fn agrees_with_walking_along(x in 60.0_f32..140.0, y in 20.0_f32..80.0, dx in -1.0_f32..1.0, dy in -1.0_f32..1.0) {
            let (from, way) = (Vec2::new(x, y), Vec2::new(dx, dy).unit());
            prop_assume!(BOX.gap(from) > 0.01);
            let walked = (0..12_000).map(|i| i as f32 * 0.01).find(|d| BOX.gap(from.along(way, *d)) < -0.02);
            match (BOX.meet(from, way, 120.0), walked) {
                (Some(hit), walked) => {
                    let at = from.along(way, hit.distance);
                    prop_assert!(BOX.gap(at).abs() < 1e-3, "{:?}", hit);
                    prop_assert!(way.dot(hit.normal) <= 1e-3);
                    if let Some(walked) = walked {
                        prop_assert!(hit.distance <= walked + 0.01);
                    }
                }
                (None, walked) => prop_assert_eq!(walked, None),
            }
        }
    }
}
