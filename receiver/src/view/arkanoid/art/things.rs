//! Everything small: ball, parts of paddles, shots, walls, gates, signs, light. What players own is white, to be tinted.

use super::ink::{
    NIGHT, Pen, WHITE, boxed, chance, circle, hex, lit, outward, polygon, soft, stripes,
};
use bevy::math::{Vec2, Vec4};

/// What the pictures cover, in field units.
pub(super) const BALL: Vec2 = Vec2::splat(7.0);
pub(super) const CAP: Vec2 = Vec2::new(4.0, 8.0);
pub(super) const GLOSS: Vec2 = Vec2::new(2.0, 6.0);
pub(super) const BARREL: Vec2 = Vec2::new(5.0, 9.0);
pub(super) const HOOK: Vec2 = Vec2::new(8.0, 8.0);
pub(super) const WINGLET: Vec2 = Vec2::new(5.0, 7.0);
pub(super) const BOLT: Vec2 = Vec2::splat(12.0);
pub(super) const SHOT: Vec2 = Vec2::new(3.0, 11.0);
pub(super) const WALL: Vec2 = Vec2::new(5.0, 18.0);
pub(super) const LEAF: Vec2 = Vec2::new(12.0, 5.0);
pub(super) const CHEVRON: Vec2 = Vec2::new(9.0, 11.0);
pub(super) const SPARK: Vec2 = Vec2::splat(4.0);
pub(super) const RING: Vec2 = Vec2::splat(24.0);
pub(super) const BAR: Vec2 = Vec2::new(60.0, 3.4);
pub(super) const GLOW: Vec2 = Vec2::splat(24.0);
pub(super) const BEAM: Vec2 = Vec2::new(4.0, 16.0);
/// Radius of a ball, as the rules have it.
const RADIUS: f32 = 2.5;

/// A ball's rim, in its owner's colour.
pub(super) fn rim(pen: Pen) -> Vec4 {
    pen.lay(WHITE, soft(circle(pen.at, RADIUS + 0.1), 0.7) * 0.35)
        .fill(circle(pen.at, RADIUS + 0.25), WHITE)
        .ink()
}

/// A ball within its rim.
pub(super) fn ball(pen: Pen) -> Vec4 {
    let d = circle(pen.at, RADIUS - 0.3);
    let far = (pen.at - Vec2::new(-0.7, -0.9)).length() / 4.2;
    pen.fill(d, hex(0xFFFFFF).lerp(hex(0xB9C4DE), far * far))
        .ink()
}

/// The left end of a paddle.
pub(super) fn cap(pen: Pen) -> Vec4 {
    let at = pen.at - Vec2::new(2.0, 0.0);
    let shape = |at: Vec2| boxed(at - Vec2::new(4.0, 0.0), Vec2::new(7.0, 3.0), 3.0);
    let d = shape(at);
    let slope = lit(outward(shape, at)) * soft(-d - 0.2, 1.5);
    pen.shade(shape(at - Vec2::new(0.0, 0.7)), 0.8, 0.6)
        .fill(d, hex(0xD8D8D8))
        .tone(WHITE, slope.max(0.0) * pen.within(d))
        .tone(hex(0x3A3A3A), 0.75 * (-slope).max(0.0) * pen.within(d))
        .line(at.x - 1.4, 0.5, hex(0x404040), 0.7 * pen.within(d + 0.3))
        .tone(
            WHITE,
            0.6 * soft(circle(at - Vec2::new(-0.4, -1.2), 0.3), 0.9),
        )
        .ink()
}

/// Light and shade over a paddle's pattern; it is stretched along the paddle.
pub(super) fn gloss(pen: Pen) -> Vec4 {
    let y = pen.at.y;
    let pen = pen.lay(NIGHT, 0.68 * ((y - 0.2) / 2.8).clamp(0.0, 1.0));
    pen.lay(WHITE, 0.5 * soft((y + 1.5).abs() - 0.2, 0.8)).ink()
}

/// A laser's barrel, muzzle up.
pub(super) fn barrel(pen: Pen) -> Vec4 {
    let shape = |at: Vec2| {
        let tube = boxed(at - Vec2::new(0.0, -0.6), Vec2::new(0.85, 3.4), 0.4);
        let foot = boxed(at - Vec2::new(0.0, 2.2), Vec2::new(1.7, 1.6), 0.6);
        tube.min(foot)
    };
    let d = shape(pen.at);
    let across = (pen.at.x + 1.2) / 2.6;
    let pen = pen
        .shade(d, 0.5, 0.7)
        .fill(d, hex(0xF1F4FC).lerp(hex(0x55607E), across.clamp(0.0, 1.0)));
    let pen = pen.line(pen.at.y + 1.5, 0.5, hex(0x3A4260), 0.9 * pen.within(d));
    pen.fill(
        boxed(pen.at - Vec2::new(0.0, -3.3), Vec2::new(1.15, 0.75), 0.35),
        hex(0xFF5A4F),
    )
    .fill(
        boxed(pen.at - Vec2::new(0.0, -3.5), Vec2::new(0.6, 0.3), 0.25),
        hex(0xFFD2A8),
    )
    .ink()
}

/// The left half of a claw that holds balls.
pub(super) fn hook(pen: Pen) -> Vec4 {
    let at = pen.at;
    let arm = (circle(at - Vec2::new(1.2, 0.6), 2.9).abs() - 0.8).max(at.x - 1.0);
    let tip = polygon(
        at,
        &[
            Vec2::new(0.2, -3.3),
            Vec2::new(3.0, -2.4),
            Vec2::new(0.4, -1.3),
        ],
    );
    let d = arm.min(tip);
    let fall = (at.y / 6.0 + 0.5).clamp(0.0, 1.0);
    pen.shade(d, 0.6, 0.7)
        .fill(d, hex(0xB9FFD9).lerp(hex(0x129A5C), fall))
        .ink()
}

/// What a wider paddle wears at its left end.
pub(super) fn winglet(pen: Pen) -> Vec4 {
    let corners = [
        Vec2::new(-2.0, 0.0),
        Vec2::new(1.6, -2.8),
        Vec2::new(1.6, 2.8),
    ];
    let d = polygon(pen.at, &corners) - 0.3;
    let fall = (pen.at.y / 6.0 + 0.5).clamp(0.0, 1.0);
    pen.shade(d, 0.5, 0.7)
        .fill(d, hex(0xCFE2FF).lerp(hex(0x2F6FE0), fall))
        .ink()
}

/// The boss's bolt: a spiked ember.
pub(super) fn bolt(pen: Pen) -> Vec4 {
    let at = pen.at;
    let turn = at.to_angle() / std::f32::consts::TAU * 6.0;
    let spike = (turn - turn.round()).abs() * 2.0;
    let d = at.length() - (4.6 - 2.2 * spike.sqrt());
    pen.lay(hex(0xFF5A2A), 0.55 * soft(circle(at, 2.0), 3.8))
        .fill(d, hex(0xFF7A1E))
        .fill(circle(at, 2.5), hex(0xFFD25A))
        .fill(circle(at, 1.3), hex(0xFFFBE8))
        .ink()
}

/// A laser's shot, tip up.
pub(super) fn shot(pen: Pen) -> Vec4 {
    let d = boxed(pen.at, Vec2::new(0.45, 4.4), 0.45);
    pen.lay(WHITE, 0.5 * soft(d, 0.9)).fill(d, WHITE).ink()
}

/// A piece of wall that stands; it is turned for the one that lies.
pub(super) fn wall(pen: Pen) -> Vec4 {
    let x = pen.at.x;
    let d = x.abs() - 2.25;
    let across = (x / 4.5 + 0.5).clamp(0.0, 1.0);
    let metal = hex(0x5C6C9C).lerp(hex(0x1C2546), across);
    let joint = stripes(pen.at.y + 9.0, 18.0, 1.5);
    let stud = circle(Vec2::new(x, pen.at.y.abs() - 6.2), 0.75);
    pen.fill(d, metal)
        .tone(hex(0xA9BBEA), 0.75 * soft((x + 1.2).abs() - 0.15, 0.7))
        .tone(NIGHT, 0.5 * soft(-d - 0.1, 0.6) * pen.within(d))
        .tone(hex(0x131A36), 0.75 * pen.within(joint) * pen.within(d))
        .tone(hex(0xC7D3F7), 0.5 * pen.within(stud))
        .ink()
}

/// Half of a gate, shut; its free end is on the right.
pub(super) fn leaf(pen: Pen) -> Vec4 {
    let shape = |at: Vec2| boxed(at, Vec2::new(5.8, 1.9), 0.5);
    let d = shape(pen.at);
    let slant = stripes(pen.at.x + pen.at.y, 4.2, 2.1) * 0.7;
    let slope = lit(outward(shape, pen.at)) * soft(-d - 0.1, 0.7);
    pen.fill(d, hex(0x2A3358))
        .tone(
            hex(0xD99A2B),
            0.85 * pen.within(slant) * pen.within(d + 0.6),
        )
        .tone(WHITE, 0.4 * slope.max(0.0) * pen.within(d))
        .tone(NIGHT, 0.5 * (-slope).max(0.0) * pen.within(d))
        .ink()
}

/// This way.
pub(super) fn chevron(pen: Pen) -> Vec4 {
    let at = Vec2::new(pen.at.x, pen.at.y.abs());
    let d = ((at.x + at.y * 0.8 - 1.6).abs() - 1.3).max(at.y - 4.6) * 0.8;
    pen.lay(WHITE, 0.4 * soft(d, 0.9)).fill(d, WHITE).ink()
}

/// A grain of light.
pub(super) fn spark(pen: Pen) -> Vec4 {
    let d = circle(pen.at, 0.0) / 2.0;
    pen.lay(WHITE, (1.0 - d).clamp(0.0, 1.0).powi(2)).ink()
}

/// Light: bright in the middle, a long soft tail that ends in nothing.
pub(super) fn glow(pen: Pen) -> Vec4 {
    let left = (1.0 - 2.0 * pen.at.length() / GLOW.x).max(0.0);
    let cell = (pen.at * 16.0 + 1_000.0).as_uvec2();
    // less than half a step of opacity: a dark room shows the rings of a plain fade
    let noise = (chance(cell.x, cell.y) - 0.5) / 255.0;
    let light = left.powi(4);
    pen.lay(
        WHITE,
        if left > 0.0 {
            (light + noise).max(0.0)
        } else {
            0.0
        },
    )
    .ink()
}

/// A bar with round ends.
pub(super) fn bar(pen: Pen) -> Vec4 {
    pen.fill(boxed(pen.at, BAR / 2.0 - 0.2, BAR.y / 2.0 - 0.2), WHITE)
        .ink()
}

/// A ring that spreads.
pub(super) fn ring(pen: Pen) -> Vec4 {
    let d = circle(pen.at, 10.4).abs();
    pen.lay(WHITE, 0.9 * soft(d - 0.25, 0.9)).ink()
}

/// A tail: wide and bright at its lower end.
pub(super) fn beam(pen: Pen) -> Vec4 {
    let up = (pen.at.y / BEAM.y + 0.5).clamp(0.0, 1.0);
    let across = (2.0 * pen.at.x / BEAM.x / up.max(0.2)).abs().min(1.0);
    pen.lay(WHITE, up * up * (1.0 - across * across)).ink()
}
