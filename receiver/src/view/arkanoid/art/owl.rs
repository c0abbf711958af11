//! The boss: an old owl of stone that guards the last round. Its parts are drawn apart, for eyes, lids, brows and beak move.

use super::ink::{
    NIGHT, Pen, WHITE, along, boxed, circle, ellipse, hex, lit, outward, polygon, soft, stripes,
};
use bevy::math::{Vec2, Vec3, Vec4};

/// Half of its body, as the rules have it.
pub(super) const HALF: Vec2 = Vec2::new(28.0, 32.0);
/// What the body's picture covers: the ears stand out a little.
pub(super) const SIZE: Vec2 = Vec2::new(66.0, 76.0);
/// Where its eyes are, from its middle; the other one is on the other side.
pub(in super::super) const EYE: Vec2 = Vec2::new(11.6, -9.0);
/// What the pictures of its parts cover.
pub(super) const PUPIL: Vec2 = Vec2::splat(10.0);
pub(super) const LID: Vec2 = Vec2::splat(22.0);
pub(super) const BROW: Vec2 = Vec2::new(22.0, 10.0);
pub(super) const BEAK: Vec2 = Vec2::new(13.0, 13.0);
pub(super) const JAW: Vec2 = Vec2::new(11.0, 9.0);

const STONE: u32 = 0x4A4E86;
const EYE_RADIUS: f32 = 9.2;

fn edge(at: Vec2) -> f32 {
    let ear = [
        Vec2::new(12.0, -26.0),
        Vec2::new(27.4, -36.4),
        Vec2::new(27.6, -14.0),
    ];
    let ears = polygon(Vec2::new(at.x.abs(), at.y), &ear) - 0.5;
    boxed(at, HALF, 10.0).min(ears)
}

pub(super) fn body(pen: Pen) -> Vec4 {
    let at = pen.at;
    let d = edge(at);
    let fall = (at.y / HALF.y * 0.5 + 0.5).clamp(0.0, 1.0);
    let stone = hex(0x6468AC).lerp(hex(0x242752), fall);
    let pen = pen
        .shade(edge(at - Vec2::new(0.6, 1.2)), 2.2, 0.6)
        .fill(d, stone);
    let inside = pen.within(d);
    let slope = lit(outward(edge, at)) * soft(-d - 0.6, 3.0);
    let pen = pen
        .tone(hex(0xB7BBF2), 0.7 * slope.max(0.0) * inside)
        .tone(NIGHT, 0.6 * (-slope).max(0.0) * inside);
    let pen = wings(feathers(pen, inside), inside);
    mask(pen, inside)
        .line(d + 0.25, 0.6, hex(0x14163A), 0.9 * inside)
        .ink()
}

/// Scales on the chest, row by row.
fn feathers(pen: Pen, inside: f32) -> Pen {
    let at = pen.at;
    let chest = inside * pen.within(ellipse(at - Vec2::new(0.0, 22.0), Vec2::new(17.0, 17.0)));
    let mut pen = pen.tone(hex(0x8286C6), 0.35 * chest);
    for row in 0..4_u8 {
        let y = 11.0 + 5.0 * f32::from(row);
        let shift = if row % 2 == 0 { 0.0 } else { 3.5 };
        let x = (at.x + shift).rem_euclid(7.0) - 3.5;
        let scale = ellipse(Vec2::new(x, at.y - y), Vec2::new(3.6, 5.4)).max(y - at.y);
        let share = pen.within(scale) * chest;
        let low = soft(-scale, 1.3);
        pen = pen
            .tone(hex(0x5F64A6), share)
            .tone(hex(0xC5C8F6), 0.55 * low * share);
    }
    pen
}

fn wings(pen: Pen, inside: f32) -> Pen {
    let at = Vec2::new(pen.at.x.abs(), pen.at.y);
    let wing = ellipse(at - Vec2::new(27.0, 16.0), Vec2::new(10.5, 21.0));
    let share = pen.within(wing) * inside;
    let quills = stripes(at.y + at.x * 0.9, 4.6, 0.7);
    pen.tone(hex(0x343870), 0.9 * share)
        .tone(hex(0x8A8FD0), 0.55 * share * pen.within(quills))
        .line(wing, 0.8, hex(0x1B1D48), 0.8 * inside)
}

/// The discs around its eyes, and the eyes themselves without what moves in them.
fn mask(pen: Pen, inside: f32) -> Pen {
    let at = Vec2::new(pen.at.x.abs(), pen.at.y);
    let eye = at - EYE;
    let disc = circle(eye, 14.2).min(circle(at - Vec2::new(0.0, -2.0), 8.0));
    let share = pen.within(disc) * inside;
    let turn = eye.to_angle() * 26.0 / std::f32::consts::TAU;
    let rays = ((turn - turn.round()).abs() * 2.0 - 0.35).max(0.0);
    let far = ((eye.length() - EYE_RADIUS) / 5.0).clamp(0.0, 1.0);
    pen.shade(disc, 1.6, 0.35 * inside)
        .tone(hex(0x8C90D6).lerp(hex(STONE), far), share)
        .tone(
            hex(0x2B2E62),
            0.5 * rays * share * pen.within(EYE_RADIUS - eye.length()),
        )
        .line(disc, 0.7, hex(0xBFC3FA), 0.5 * inside)
        .fill(circle(eye, EYE_RADIUS + 1.3), hex(0x181A40))
        .fill(circle(eye, EYE_RADIUS), hex(0xFF8A1E))
        .tone(
            hex(0xFFD75A),
            soft(circle(eye, 3.0), 5.6) * pen.within(circle(eye, EYE_RADIUS)),
        )
}

pub(super) fn pupil(pen: Pen) -> Vec4 {
    let at = pen.at;
    pen.fill(circle(at, 4.3), hex(0x160F1F))
        .fill(circle(at - Vec2::new(-1.5, -1.7), 1.25), WHITE)
        .fill(circle(at - Vec2::new(1.5, 1.4), 0.6), hex(0xFFC98A))
        .ink()
}

/// The left eye, shut: what shows that it hurts.
pub(super) fn lid(pen: Pen) -> Vec4 {
    let at = pen.at;
    let crease = [
        Vec2::new(-5.6, -4.2),
        Vec2::new(4.6, 0.4),
        Vec2::new(-5.6, 4.6),
    ];
    pen.fill(circle(at, EYE_RADIUS + 1.3), hex(0x181A40))
        .fill(circle(at, EYE_RADIUS), hex(0x7276BC))
        .tone(
            hex(0xA9ADE8),
            soft(circle(at + Vec2::Y * 3.0, 2.0), 6.0) * 0.8,
        )
        .fill(along(at, &crease) - 0.85, hex(0x181A40))
        .ink()
}

/// The right brow, which comes down towards the beak.
pub(super) fn brow(pen: Pen) -> Vec4 {
    let corners = [
        Vec2::new(-9.6, 2.6),
        Vec2::new(-8.0, -1.2),
        Vec2::new(9.6, -3.6),
        Vec2::new(6.0, 1.2),
    ];
    let shape = |at: Vec2| polygon(at, &corners) - 0.5;
    let d = shape(pen.at);
    let slope = lit(outward(shape, pen.at)) * soft(-d - 0.2, 1.2);
    pen.shade(shape(pen.at - Vec2::Y), 1.0, 0.5)
        .fill(d, hex(0x2A2D63))
        .tone(hex(0xAEB2EE), 0.8 * slope.max(0.0) * pen.within(d))
        .ink()
}

fn horn(pen: Pen, shape: impl Fn(Vec2) -> f32 + Copy, light: Vec3, dark: Vec3) -> Pen {
    let d = shape(pen.at);
    let slope = lit(outward(shape, pen.at)) * soft(-d - 0.2, 1.8);
    let fall = (pen.at.y / 10.0 + 0.5).clamp(0.0, 1.0);
    pen.shade(shape(pen.at - Vec2::Y * 0.8), 1.0, 0.5)
        .fill(d, light.lerp(dark, fall))
        .tone(WHITE, 0.5 * slope.max(0.0) * pen.within(d))
        .line(d + 0.2, 0.5, dark * 0.4, 0.8 * pen.within(d))
}

pub(super) fn beak(pen: Pen) -> Vec4 {
    let shape = |at: Vec2| {
        let at = Vec2::new(at.x.abs(), at.y);
        let corners = [
            Vec2::new(0.0, -4.8),
            Vec2::new(4.6, -2.6),
            Vec2::new(3.0, 1.6),
            Vec2::new(0.0, 5.2),
            Vec2::new(-1.0, 0.0),
        ];
        polygon(at, &corners) - 0.5
    };
    horn(pen, shape, hex(0xFFCF6B), hex(0xB4631A)).ink()
}

pub(super) fn jaw(pen: Pen) -> Vec4 {
    let shape = |at: Vec2| {
        let corners = [
            Vec2::new(-3.6, -2.6),
            Vec2::new(3.6, -2.6),
            Vec2::new(0.0, 3.2),
        ];
        polygon(at, &corners) - 0.4
    };
    horn(pen, shape, hex(0xC97F2A), hex(0x7A3B10)).ink()
}

/// What many hits leave on the stone; `body`'s size.
pub(super) fn cracks(pen: Pen) -> Vec4 {
    const RUNS: [&[(f32, f32)]; 4] = [
        &[
            (-28.0, -4.0),
            (-23.0, 1.0),
            (-25.0, 7.0),
            (-17.0, 12.0),
            (-18.0, 19.0),
        ],
        &[(12.0, -32.0), (8.0, -26.0), (11.0, -22.0), (4.0, -18.0)],
        &[
            (28.0, 12.0),
            (22.0, 14.0),
            (19.0, 20.0),
            (12.0, 19.0),
            (9.0, 26.0),
        ],
        &[(-10.0, 32.0), (-7.0, 26.0), (-11.0, 22.0), (-4.0, 17.0)],
    ];
    let mut d = f32::MAX;
    for run in RUNS {
        let mut points = [Vec2::ZERO; 5];
        for (point, (x, y)) in points.iter_mut().zip(run) {
            *point = Vec2::new(*x, *y);
        }
        d = d.min(along(pen.at, &points[..run.len().min(5)]));
    }
    let inside = pen.within(boxed(pen.at, HALF, 10.0));
    pen.lay(hex(0x0D0E26), pen.within(d - 0.4) * inside)
        .lay(hex(0xFFB867), 0.5 * pen.within(d - 0.12) * inside)
        .ink()
}
