//! Bricks: eight colours that differ by pattern as well, silver with a rivet for every hit that it takes, gold ingots.

use super::ink::{NIGHT, Pen, WHITE, along, boxed, hex, lit, outward, polygon, soft, stripes};
use bevy::math::{Vec2, Vec3, Vec4};

/// Half of what is drawn of a brick: the rest of its cell is the joint.
pub(super) const HALF: Vec2 = Vec2::new(9.62, 3.62);
/// What a brick's picture covers: the brick and its shadow.
pub(super) const SIZE: Vec2 = Vec2::new(22.0, 10.4);
const CORNER: f32 = 1.05;
/// Rivets that fit; more hits than that look like so many.
pub(super) const RIVETS: u8 = 6;
/// Pictures of a glint that runs over a brick.
pub(super) const GLINTS: u8 = 6;

fn edge(at: Vec2) -> f32 {
    boxed(at, HALF, CORNER)
}

/// A block with a shadow, lit from above.
fn block(pen: Pen, light: Vec3, dark: Vec3) -> Pen {
    let d = edge(pen.at);
    let fall = (pen.at.y / HALF.y * 0.5 + 0.5).clamp(0.0, 1.0);
    let pen = pen
        .shade(edge(pen.at - Vec2::new(0.35, 0.75)), 0.8, 0.5)
        .fill(d, light.lerp(dark, fall * 0.85));
    let rim = soft(-d - 0.25, 0.75);
    let slope = lit(outward(edge, pen.at)) * rim;
    let inside = pen.within(d);
    let toned = pen
        .tone(WHITE, 0.6 * slope.max(0.0) * inside)
        .tone(NIGHT, 0.62 * (-slope).max(0.0) * inside);
    toned.line(d + 0.12, 0.24, dark * 0.45, 0.6 * inside)
}

/// The patterns, by colour: distance to their bright part.
fn pattern(colour: u8, at: Vec2) -> f32 {
    match colour % 8 {
        0 => boxed(at, Vec2::new(6.9, 1.35), 1.3),
        1 => stripes(at.y + 0.95, 1.9, 0.85).max(boxed(at, Vec2::new(7.8, 1.9), 0.4)),
        2 => stripes(at.x, 3.2, 1.5).max(boxed(at, Vec2::new(7.4, 2.0), 0.3)),
        3 => {
            let slanted = stripes(at.x + at.y, 3.2, 1.7) * std::f32::consts::FRAC_1_SQRT_2;
            slanted.max(boxed(at, Vec2::new(8.1, 2.2), 0.4))
        }
        4 => {
            let x = (at.x.abs() - 2.1).abs();
            Vec2::new((x - 2.1).abs(), at.y).length() - 1.3
        }
        5 => {
            let diamond = |x: f32| ((at.x - x).abs() * 0.62 + at.y.abs() - 1.95) * 0.85;
            diamond(-5.4).min(diamond(0.0)).min(diamond(5.4))
        }
        6 => {
            let folded = stripes(at.x - at.y.abs() * 1.1, 3.6, 1.5) * 0.72;
            folded.max(boxed(at, Vec2::new(8.1, 2.2), 0.4))
        }
        _ => {
            let cross = |x: f32| {
                let at = Vec2::new(at.x - x, at.y);
                let (one, two) = (Vec2::new(1.6, 1.6), Vec2::new(1.6, -1.6));
                along(at, &[-one, one]).min(along(at, &[-two, two])) - 0.5
            };
            cross(-5.2).min(cross(0.0)).min(cross(5.2))
        }
    }
}

/// A plain brick of a colour.
pub(super) fn plain(pen: Pen, colour: u8, body: Vec3) -> Vec4 {
    let light = body.lerp(WHITE, 0.1);
    let dark = body * Vec3::new(0.58, 0.55, 0.66);
    let pen = block(pen, light, dark);
    let d = pattern(colour, pen.at);
    let inside = pen.within(edge(pen.at) + 0.5);
    let bright = body.lerp(WHITE, 0.52);
    pen.tone(NIGHT, 0.4 * soft(d - 0.06, 0.42) * inside)
        .tone(bright, pen.within(d) * inside)
        .tone(
            body,
            0.35 * pen.within(d) * inside * (pen.at.y + 0.6).clamp(0.0, 1.0),
        )
        .ink()
}

/// A silver brick with so many rivets.
pub(super) fn silver(pen: Pen, hits: u8) -> Vec4 {
    let (light, dark) = (hex(0xBFC9DE), hex(0x59658A));
    let mut pen = block(pen, light, dark);
    let inside = pen.within(edge(pen.at) + 0.7);
    // brushed: fine lines that lie
    let grain = 0.5 + 0.5 * (pen.at.y * 9.0 + (pen.at.x * 0.35).sin() * 0.8).sin();
    pen = pen.tone(hex(0x7A86A8), 0.25 * grain * inside);
    pen = pen.line(boxed(pen.at, HALF - 1.15, 0.5), 0.3, hex(0x5D6788), 0.55);
    let count = f32::from(hits.clamp(1, RIVETS));
    let apart = (13.5 / count).min(4.4);
    for n in 0..hits.clamp(1, RIVETS) {
        let x = (f32::from(n) - (count - 1.0) / 2.0) * apart;
        let here = pen.at - Vec2::new(x, 0.0);
        let d = here.length() - 1.12;
        pen = pen
            .tone(NIGHT, 0.75 * soft(d - 0.1, 0.5) * inside)
            .fill(d, hex(0x39425F))
            .fill(d + 0.3, hex(0xF7FAFF))
            .tone(
                hex(0xA9B4CF),
                pen.within(d + 0.3) * (here.y * 0.7 + 0.3).clamp(0.0, 1.0),
            );
    }
    if hits == 1 {
        pen = crack(pen, inside);
    }
    pen.ink()
}

/// What the last hit but one leaves.
fn crack(pen: Pen, inside: f32) -> Pen {
    let zigzag = |flip: f32| {
        let points = [(8.9, -2.6), (6.0, -0.8), (4.6, -1.4), (2.4, 0.9)];
        let points = points.map(|(x, y)| Vec2::new(x * flip, y * flip));
        let fork = [(6.0, -0.8), (6.6, 1.6), (5.2, 3.3)];
        let fork = fork.map(|(x, y)| Vec2::new(x * flip, y * flip));
        along(pen.at, &points).min(along(pen.at, &fork)) - 0.14
    };
    let d = zigzag(1.0).min(zigzag(-1.0));
    let share = pen.within(d) * inside;
    pen.tone(hex(0x2A3150), share)
}

/// Gold: an ingot with four slopes.
pub(super) fn gold(pen: Pen) -> Vec4 {
    let (light, dark) = (hex(0xF2C14B), hex(0x8A5A12));
    let pen = block(pen, light, dark);
    let at = pen.at;
    let inside = pen.within(edge(at) + 0.35);
    let top = Vec2::new(6.4, 1.35);
    // which slope: the one whose edge is farthest out
    let steep = (at.abs() - top) / (HALF - top);
    let slope = if steep.y > steep.x {
        if at.y < 0.0 {
            hex(0xFFE9A6)
        } else {
            hex(0x7A4A0C)
        }
    } else if at.x < 0.0 {
        hex(0xD9A233)
    } else {
        hex(0xA06E1B)
    };
    let d = boxed(at, top, 0.25);
    let streak = stripes(at.x - at.y * 1.2 + 2.0, 7.0, 1.6) * 0.65;
    pen.tone(slope, 0.9 * inside)
        .tone(hex(0xE7B33C), pen.within(d))
        .tone(hex(0xFFF3CF), 0.75 * pen.within(d) * pen.within(streak))
        .line(d, 0.22, hex(0xFFF0BF), 0.6)
        .ink()
}

/// A white brick, for light over any of them.
pub(super) fn blank(pen: Pen) -> Vec4 {
    pen.fill(edge(pen.at), WHITE).ink()
}

/// A glint on its way over a brick.
pub(super) fn glint(pen: Pen, frame: u8) -> Vec4 {
    let share = (f32::from(frame) + 0.5) / f32::from(GLINTS);
    let x = (share * 2.0 - 1.0) * (HALF.x + 3.0);
    let far = (pen.at.x - x + pen.at.y * 0.9).abs();
    pen.lay(WHITE, soft(far - 0.8, 2.4) * pen.within(edge(pen.at)))
        .ink()
}

/// A shard of what a brick was, one of four.
pub(super) fn shard(pen: Pen, which: u8) -> Vec4 {
    let points: &[(f32, f32)] = match which % 4 {
        0 => &[(-1.7, -1.0), (1.2, -1.4), (0.6, 1.3)],
        1 => &[(-1.6, -0.6), (0.2, -1.5), (1.7, 0.2), (-0.6, 1.4)],
        2 => &[(-1.3, -1.3), (1.5, -0.4), (-0.4, 1.6)],
        _ => &[(-1.7, -0.2), (0.6, -1.1), (1.6, 0.9), (-1.0, 1.1)],
    };
    let mut corners = [Vec2::ZERO; 4];
    for (corner, point) in corners.iter_mut().zip(points) {
        *corner = Vec2::from(*point);
    }
    let corners = &corners[..points.len().min(4)];
    let d = polygon(pen.at, corners);
    let rim = lit(outward(|at| polygon(at, corners), pen.at));
    pen.fill(d, hex(0xD4D4D4))
        .tone(WHITE, soft(-d - 0.1, 0.5) * rim.max(0.0))
        .tone(hex(0x6C6C6C), soft(-d - 0.1, 0.5) * (-rim).max(0.0))
        .ink()
}
