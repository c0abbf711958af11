//! The enemies: a jelly that drifts, a cog that crawls, a ringed ball that circles; and the face that each has.

use super::ink::{NIGHT, Pen, WHITE, along, between, circle, ellipse, hex, soft};
use bevy::math::{Vec2, Vec4};
use std::f32::consts::TAU;

/// What an enemy's picture covers.
pub(super) const SIZE: Vec2 = Vec2::new(17.0, 17.0);
/// What a face's picture covers.
pub(super) const FACE: Vec2 = Vec2::new(8.0, 5.0);

/// A jelly: dome, skirt, four threads.
pub(super) fn jelly(pen: Pen) -> Vec4 {
    let (body, pale) = (hex(0x2FC4B2), hex(0xB8FFF2));
    let at = pen.at;
    let dome = ellipse(at + Vec2::Y * 0.6, Vec2::new(6.1, 5.6)).max(at.y - 1.6);
    let lobe = |x: f32| circle(at - Vec2::new(x, 1.4), 1.6);
    let skirt = [-4.4, -1.5, 1.5, 4.4]
        .map(lobe)
        .into_iter()
        .fold(f32::MAX, f32::min);
    let d = dome.min(skirt);
    let mut pen = pen.shade(d - 0.2, 0.8, 0.5);
    for (x, long) in [(-4.2, 3.4), (-1.4, 4.8), (1.4, 4.8), (4.2, 3.4)] {
        let sway = |y: f32| x + 0.55 * (y * 1.5 + x).sin();
        let thread: [Vec2; 5] = std::array::from_fn(|n| {
            let y = 2.2 + long * n as f32 / 4.0;
            Vec2::new(sway(y), y)
        });
        pen = pen.fill(along(at, &thread) - 0.55, hex(0x1F8F86));
    }
    let height = ((at.y + 6.0) / 9.0).clamp(0.0, 1.0);
    pen.fill(
        d,
        pale.lerp(body, (height * 1.6).min(1.0))
            .lerp(hex(0x136B68), height * 0.55),
    )
    .line(d + 0.3, 0.55, pale, 0.55)
    .tone(
        WHITE,
        0.8 * soft(
            ellipse(at - Vec2::new(-2.4, -3.4), Vec2::new(1.7, 0.9)),
            0.5,
        ),
    )
    .ink()
}

/// A cog with eight teeth; it has no up, for it rolls.
pub(super) fn cog(pen: Pen) -> Vec4 {
    let at = pen.at;
    let turn = at.to_angle() / TAU * 8.0;
    let tooth =
        ((turn - turn.round()).abs() * TAU / 8.0 * at.length() - 1.35).max(at.length() - 7.0);
    let d = circle(at, 5.3).min(tooth);
    let slope = -at.normalize_or_zero().dot(Vec2::new(0.42, 0.91));
    pen.shade(d - 0.2, 0.8, 0.5)
        .fill(d, hex(0x8E2F6B))
        .fill(d + 0.5, hex(0xE0579F))
        .tone(
            hex(0xFFA9D6),
            0.6 * (slope * soft(-d - 0.4, 1.6)).max(0.0) * pen.within(d),
        )
        .tone(
            NIGHT,
            0.5 * (-slope * soft(-d - 0.4, 1.6)).max(0.0) * pen.within(d),
        )
        .fill(circle(at, 4.1), hex(0x5C1B47))
        .fill(circle(at, 3.7), hex(0xF7B7DA))
        .tone(
            hex(0xC96AA0),
            pen.within(circle(at, 3.7)) * (at.y / 6.0 + 0.4).clamp(0.0, 1.0),
        )
        .ink()
}

/// A ringed ball: the part of the ring behind it first, then the ball, then the part before it.
pub(super) fn planet(pen: Pen) -> Vec4 {
    let at = pen.at;
    let tilted = Vec2::from_angle(0.32).rotate(at);
    let ring = (ellipse(tilted, Vec2::new(7.9, 2.5))).max(-ellipse(tilted, Vec2::new(5.9, 1.35)));
    let ball = circle(at, 4.9);
    let depth = (at - Vec2::new(-1.6, -1.8)).length() / 7.0;
    let band = ((tilted.y * 1.9).sin() * 0.5 + 0.5) * 0.3;
    let pen = pen
        .shade(ball.min(ring) - 0.2, 0.8, 0.5)
        .fill(ring, hex(0x9C6A1E))
        .fill(
            ball,
            hex(0xFFDF8E).lerp(hex(0xC46A12), depth.clamp(0.0, 1.0)),
        )
        .tone(hex(0x8A3F0C), band * pen.within(ball))
        .line(ball + 0.15, 0.3, hex(0x6B3208), 0.6);
    let front = pen.within(ring) * if tilted.y > 0.0 { 1.0 } else { 0.0 };
    pen.lay(hex(0xFFE7AE), front)
        .lay(
            hex(0xB9822B),
            front * pen.within(ellipse(tilted, Vec2::new(6.9, 1.9))),
        )
        .ink()
}

/// Two eyes, cross.
pub(super) fn face(pen: Pen) -> Vec4 {
    let at = Vec2::new(pen.at.x.abs(), pen.at.y);
    let eye = at - Vec2::new(1.75, 0.3);
    let brow = between(at, Vec2::new(0.5, -0.9), Vec2::new(3.1, -2.0));
    pen.fill(ellipse(eye, Vec2::new(1.35, 1.6)), hex(0x241030))
        .fill(ellipse(eye, Vec2::new(1.1, 1.35)), WHITE)
        .fill(circle(eye - Vec2::new(-0.3, 0.3), 0.68), hex(0x1A0B26))
        .fill(brow - 0.42, hex(0x241030))
        .ink()
}
