//! Ink and distances: how a point of a picture gets its colour. Places count in field units, y down, from the picture's
//! middle. Knows nothing that is drawn with it.

use bevy::math::{Vec2, Vec3, Vec4, Vec4Swizzles};

/// Nothing there.
pub(super) const CLEAR: Vec4 = Vec4::new(1.0, 1.0, 1.0, 0.0);
/// For what the sprite's own colour tints.
pub(super) const WHITE: Vec3 = Vec3::ONE;
/// Shadows and outlines: the room's own dark, not black.
pub(super) const NIGHT: Vec3 = Vec3::new(0.022, 0.03, 0.07);

/// A colour written `0xRRGGBB`, in sRGB from 0 to 1.
pub(super) fn hex(rgb: u32) -> Vec3 {
    let [_, r, g, b] = rgb.to_be_bytes();
    Vec3::new(f32::from(r), f32::from(g), f32::from(b)) / 255.0
}

/// A pen for one pixel: where it is, how many pixels a field unit has, and what is there so far.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    /// Where, in field units.
    pub(super) at: Vec2,
    /// Pixels per field unit.
    px: f32,
    ink: Vec4,
}

impl Pen {
    /// A pen over nothing.
    pub(super) const fn new(at: Vec2, px: f32) -> Self {
        Self { at, px, ink: CLEAR }
    }

    /// What is there.
    pub(super) const fn ink(self) -> Vec4 {
        self.ink
    }

    /// How much of this pixel lies within an edge at that distance, negative within.
    pub(super) fn within(self, distance: f32) -> f32 {
        (0.5 - distance * self.px).clamp(0.0, 1.0)
    }

    /// Paints what lies within an edge.
    #[must_use]
    pub(super) fn fill(self, distance: f32, colour: Vec3) -> Self {
        self.lay(colour, self.within(distance))
    }

    /// Paints a line along an edge.
    #[must_use]
    pub(super) fn line(self, distance: f32, thick: f32, colour: Vec3, strength: f32) -> Self {
        let share = self.within(distance.abs() - thick / 2.0);
        self.lay(colour, share * strength)
    }

    /// Paints with this opacity.
    #[must_use]
    pub(super) fn lay(mut self, colour: Vec3, share: f32) -> Self {
        let below = self.ink.w * (1.0 - share);
        let all = share + below;
        // a clear pixel still gets the colour: what is filtered over the edge must not darken
        let mixed = if all > 1e-4 {
            (colour * share + self.ink.xyz() * below) / all
        } else {
            colour
        };
        self.ink = mixed.extend(all);
        self
    }

    /// Paints on what is there already, and nowhere else.
    #[must_use]
    pub(super) fn tone(mut self, colour: Vec3, share: f32) -> Self {
        let mixed = self.ink.xyz().lerp(colour, share.clamp(0.0, 1.0));
        self.ink = mixed.extend(self.ink.w);
        self
    }

    /// A soft shadow that begins at an edge and ends so far out.
    #[must_use]
    pub(super) fn shade(self, distance: f32, reach: f32, strength: f32) -> Self {
        self.lay(NIGHT, strength * soft(distance, reach))
    }
}

/// 1 within an edge, falling to 0 so far outside.
pub(super) fn soft(distance: f32, reach: f32) -> f32 {
    let share = (1.0 - distance / reach).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

/// How bright a bevel is whose surface falls away to that side: lit from above, a little from the left.
pub(super) fn lit(normal: Vec2) -> f32 {
    normal.dot(Vec2::new(-0.42, -0.91))
}

/// The way out of a shape at a point, of length 1.
pub(super) fn outward(distance: impl Fn(Vec2) -> f32, at: Vec2) -> Vec2 {
    const STEP: f32 = 0.05;
    let x = distance(at + Vec2::X * STEP) - distance(at - Vec2::X * STEP);
    let y = distance(at + Vec2::Y * STEP) - distance(at - Vec2::Y * STEP);
    Vec2::new(x, y).normalize_or_zero()
}

/// Distance to the edge of a rectangle with round corners.
pub(super) fn boxed(at: Vec2, half: Vec2, corner: f32) -> f32 {
    let out = at.abs() - half + corner;
    out.max(Vec2::ZERO).length() + out.max_element().min(0.0) - corner
}

/// Distance to a circle.
pub(super) fn circle(at: Vec2, radius: f32) -> f32 {
    at.length() - radius
}

/// Distance to an ellipse, nearly.
pub(super) fn ellipse(at: Vec2, half: Vec2) -> f32 {
    let share = (at / half).length();
    (share - 1.0) * half.min_element() * if share > 1e-3 { 1.0 } else { 0.99 }
}

/// Distance to the line between two points.
pub(super) fn between(at: Vec2, from: Vec2, to: Vec2) -> f32 {
    let (way, here) = (to - from, at - from);
    let share = (here.dot(way) / way.length_squared().max(1e-6)).clamp(0.0, 1.0);
    here.distance(way * share)
}

/// Distance to a line through all of these points.
pub(super) fn along(at: Vec2, points: &[Vec2]) -> f32 {
    points
        .windows(2)
        .map(|pair| between(at, pair[0], pair[1]))
        .fold(f32::MAX, f32::min)
}

/// Distance to a shape with these corners, in either order.
pub(super) fn polygon(at: Vec2, corners: &[Vec2]) -> f32 {
    let mut nearest = f32::MAX;
    let mut inside = false;
    let mut from = corners.last().copied().unwrap_or_default();
    for to in corners.iter().copied() {
        nearest = nearest.min(between(at, from, to));
        if (from.y > at.y) != (to.y > at.y) {
            let cross = from.x + (at.y - from.y) / (to.y - from.y) * (to.x - from.x);
            inside ^= at.x < cross;
        }
        from = to;
    }
    if inside { -nearest } else { nearest }
}

/// Distance to stripes across an axis: one every `period`, so wide.
pub(super) fn stripes(along: f32, period: f32, wide: f32) -> f32 {
    let phase = (along / period).rem_euclid(1.0);
    (phase - 0.5).abs() * period - wide / 2.0
}

/// A number from 0 to 1 that belongs to a place; the same on every machine.
pub(in super::super) fn chance(x: u32, y: u32) -> f32 {
    let mut n = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77);
    n ^= n >> 15;
    n = n.wrapping_mul(0x2C1B_3C6D);
    n ^= n >> 12;
    n = n.wrapping_mul(0x297A_2D39);
    n ^= n >> 15;
    (n & 0xFFFF) as f32 / 65_535.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_negative_within() {
        let square = [
            Vec2::new(-1.0, -1.0),
            Vec2::new(1.0, -1.0),
            Vec2::new(1.0, 1.0),
            Vec2::new(-1.0, 1.0),
        ];
        for (at, inside) in [(Vec2::ZERO, true), (Vec2::new(3.0, 0.0), false)] {
            assert_eq!(polygon(at, &square) < 0.0, inside);
            assert_eq!(boxed(at, Vec2::ONE, 0.2) < 0.0, inside);
            assert_eq!(circle(at, 1.0) < 0.0, inside);
            assert_eq!(ellipse(at, Vec2::new(1.0, 0.5)) < 0.0, inside);
        }
        assert!((polygon(Vec2::new(3.0, 0.0), &square) - 2.0).abs() < 1e-5);
    }

    #[test]
    fn paint_covers_and_tones_only_what_is_there() {
        let pen = Pen::new(Vec2::ZERO, 8.0);
        assert_eq!(pen.fill(-1.0, NIGHT).ink(), NIGHT.extend(1.0));
        assert_eq!(pen.tone(NIGHT, 1.0).ink().w, 0.0);
        let half = pen.fill(0.0, WHITE).ink();
        assert_eq!(
            half,
            WHITE.extend(0.5),
            "an edge is half there, and as bright"
        );
    }
}
