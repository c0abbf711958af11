//! Capsules: a glossy pill in its kind's colour, and the letter on it.

use super::ink::{NIGHT, Pen, WHITE, along, boxed, hex, lit, outward, soft};
use bevy::math::{Vec2, Vec3, Vec4};
use couchpad_games::arkanoid::CapsuleKind;
use std::sync::LazyLock;

/// Half of a pill; a little more than what paddles catch.
const HALF: Vec2 = Vec2::new(7.5, 3.8);
/// What its picture covers.
pub(super) const SIZE: Vec2 = Vec2::new(17.4, 10.4);
/// Half of a letter's height.
const TALL: f32 = 2.25;

/// The colour of a kind.
pub(super) fn colour(kind: CapsuleKind) -> Vec3 {
    hex(match kind {
        CapsuleKind::Slow => 0xF08A24,
        CapsuleKind::Enlarge => 0x3B7FE0,
        CapsuleKind::Catch => 0x1FA96B,
        CapsuleKind::Disruption => 0x35B9D6,
        CapsuleKind::Laser => 0xE0413F,
        CapsuleKind::Break => 0xC453B4,
        CapsuleKind::Player => 0x8C98B8,
    })
}

fn edge(at: Vec2) -> f32 {
    boxed(at, HALF, HALF.y)
}

pub(super) fn capsule(pen: Pen, kind: CapsuleKind) -> Vec4 {
    let body = colour(kind);
    let d = edge(pen.at);
    let fall = pen.at.y / HALF.y * 0.5 + 0.5;
    let pen = pen
        .shade(edge(pen.at - Vec2::new(0.4, 0.8)), 0.9, 0.55)
        .fill(
            d,
            body.lerp(WHITE, 0.12)
                .lerp(body * 0.5, fall.clamp(0.0, 1.0)),
        );
    let inside = pen.within(d);
    let slope = lit(outward(edge, pen.at)) * soft(-d - 0.2, 1.2);
    let pen = pen
        .tone(WHITE, 0.75 * slope.max(0.0) * inside)
        .tone(NIGHT, 0.5 * (-slope).max(0.0) * inside);
    // bands at both ends, as a pill has
    let band = (pen.at.x.abs() - 4.7).abs() - 0.3;
    let pen = pen.tone(WHITE, 0.55 * pen.within(band) * pen.within(d + 0.2));
    let gloss = boxed(pen.at + Vec2::new(0.0, 2.0), Vec2::new(5.2, 0.5), 0.5);
    let letter = letter(kind, pen.at / TALL) * TALL - 0.58;
    pen.tone(WHITE, 0.5 * soft(gloss, 0.5) * inside)
        .tone(NIGHT, 0.85 * soft(letter - 0.1, 0.55) * inside)
        .tone(WHITE, pen.within(letter))
        .line(d + 0.1, 0.3, body * 0.3, 0.7 * inside)
        .ink()
}

/// Distance to a letter's stroke; letters are 2 high and 1.4 wide.
fn letter(kind: CapsuleKind, at: Vec2) -> f32 {
    let place = CapsuleKind::ALL.iter().position(|k| *k == kind);
    let strokes = &LETTERS[place.unwrap_or(0)];
    strokes
        .iter()
        .map(|stroke| along(at, stroke))
        .fold(f32::MAX, f32::min)
}

type Strokes = Vec<Vec<Vec2>>;

static LETTERS: LazyLock<[Strokes; 7]> = LazyLock::new(|| {
    let straight = |points: &[(f32, f32)]| points.iter().map(|p| Vec2::from(*p)).collect();
    let s = vec![
        [
            arc((0.0, -0.5), (0.62, 0.5), -25.0, -270.0),
            arc((0.0, 0.5), (0.66, 0.5), -90.0, 155.0),
        ]
        .concat(),
    ];
    let e = vec![
        straight(&[(0.6, -1.0), (-0.58, -1.0), (-0.58, 1.0), (0.6, 1.0)]),
        straight(&[(-0.58, 0.0), (0.42, 0.0)]),
    ];
    let c = vec![arc((0.1, 0.0), (0.75, 1.0), -48.0, -312.0)];
    let mut round = arc((-0.1, 0.0), (0.75, 1.0), 90.0, -90.0);
    round.extend::<Vec<Vec2>>(straight(&[(-0.6, -1.0), (-0.6, 1.0), (-0.1, 1.0)]));
    let l = vec![straight(&[(-0.5, -1.0), (-0.5, 1.0), (0.6, 1.0)])];
    let stem = |points: &[(f32, f32)]| -> Vec<Vec2> { straight(points) };
    let b = vec![
        stem(&[(0.05, -1.0), (-0.58, -1.0), (-0.58, 1.0), (0.05, 1.0)]),
        stem(&[(-0.58, -0.04), (0.05, -0.04)]),
        arc((0.05, -0.52), (0.52, 0.48), 90.0, -90.0),
        arc((0.05, 0.48), (0.6, 0.52), 90.0, -90.0),
    ];
    let p = vec![
        stem(&[(-0.55, 1.0), (-0.55, -1.0), (0.05, -1.0)]),
        stem(&[(-0.55, 0.12), (0.05, 0.12)]),
        arc((0.05, -0.44), (0.6, 0.56), 90.0, -90.0),
    ];
    [s, e, c, vec![round], l, b, p]
});

/// Points along an arc, angles in degrees: 0 to the right, 90 down.
fn arc(middle: (f32, f32), half: (f32, f32), from: f32, to: f32) -> Vec<Vec2> {
    const STEPS: usize = 16;
    let point = |n: usize| {
        let turn = (from + (to - from) * n as f32 / STEPS as f32).to_radians();
        Vec2::from(middle) + Vec2::from(half) * Vec2::from_angle(turn)
    };
    (0..=STEPS).map(point).collect()
}
