//! How bricks look: white pictures to be tinted, one for each kind and each number of hits left, so that kinds differ
//! without colour. A plain brick is smooth; a tough one is a frame with a stud for every hit that it takes; a solid one is
//! braced stone.

use bevy::asset::uuid_handle;
use bevy::prelude::*;
use couchpad_games::arkanoid::{BRICK_HEIGHT, BRICK_WIDTH, Brick, BrickKind};
use couchpad_theme::colour::{GROUND, QUIET, Swatch};
use couchpad_theme::players::MARKS;
use couchpad_theme::texture::{Texel, coverage, oblong};

const PLAIN: Handle<Image> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-0000000a0001");
const TOUGH: Handle<Image> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-0000000a0002");
const CHIPPED: Handle<Image> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-0000000a0003");
const SOLID: Handle<Image> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-0000000a0004");

/// The pictures' size in pixels; a brick is about half as wide on a 1080-line screen.
const PIXELS: UVec2 = UVec2::new(160, 64);
/// Half of what is drawn of a brick, in field units: the rest of its cell is the joint.
const HALF: Vec2 = Vec2::new(BRICK_WIDTH / 2.0 - 0.45, BRICK_HEIGHT / 2.0 - 0.45);
const CORNER: f32 = 1.1;
const FRAME: f32 = 1.1;
const STUD: f32 = 1.0;

/// The picture of a brick, and its tint.
pub(super) fn look(brick: Brick) -> (Handle<Image>, Color) {
    let picture = match (brick.kind, brick.hits_left) {
        (BrickKind::Plain, _) => PLAIN,
        (BrickKind::Silver, 0 | 1) => CHIPPED,
        (BrickKind::Silver, _) => TOUGH,
        (BrickKind::Gold, _) => SOLID,
    };
    (picture, tint(brick).color())
}

/// The plain brick's picture, for lighting up any brick.
pub(super) const fn plain() -> Handle<Image> {
    PLAIN
}

/// A brick's colour: a player's palette a little dimmed, so that paddles and balls stay the brightest.
pub(super) fn tint(brick: Brick) -> Swatch {
    match brick.kind {
        BrickKind::Gold => QUIET.towards(GROUND, 0.35),
        BrickKind::Plain | BrickKind::Silver => {
            let palette = MARKS[usize::from(brick.colour) % MARKS.len()].colour;
            palette.towards(GROUND, 0.14)
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, draw);
}

fn draw(mut images: ResMut<Assets<Image>>) -> Result {
    images.insert(&PLAIN, picture(smooth))?;
    images.insert(&TOUGH, picture(|at, pixel| framed(at, pixel, &[-3.2, 3.2])))?;
    images.insert(&CHIPPED, picture(|at, pixel| framed(at, pixel, &[0.0])))?;
    images.insert(&SOLID, picture(braced))?;
    Ok(())
}

/// A brick whose tone is given at places in field units from its middle (y down); `pixel` is pixels per field unit.
fn picture(tone: impl Fn(Vec2, f32) -> f32) -> Image {
    let cell = Vec2::new(BRICK_WIDTH, BRICK_HEIGHT);
    oblong(PIXELS, |at, size| {
        let place = (at - 0.5) * cell;
        let pixel = size.x / cell.x;
        Texel {
            tone: tone(place, pixel),
            alpha: coverage(edge(place, HALF, CORNER) * pixel),
        }
    })
}

/// Distance to the edge of a rectangle with round corners, negative inside.
fn edge(at: Vec2, half: Vec2, corner: f32) -> f32 {
    let out = at.abs() - half + corner;
    out.max(Vec2::ZERO).length() + out.max_element().min(0.0) - corner
}

/// Lit from above.
fn smooth(at: Vec2, pixel: f32) -> f32 {
    let slope = 0.93 - 0.11 * (at.y / HALF.y);
    let rim = coverage((at.y + HALF.y - 0.9) * pixel);
    slope.max(rim)
}

/// A bright frame round a dim panel, with bright studs at these places along it.
fn framed(at: Vec2, pixel: f32, studs: &[f32]) -> f32 {
    let frame = 1.0 - coverage((edge(at, HALF, CORNER) + FRAME) * pixel);
    let stud = studs
        .iter()
        .map(|x| coverage((at.distance(Vec2::X * *x) - STUD) * pixel))
        .fold(0.0, f32::max);
    0.45 + 0.55 * frame.max(stud)
}

/// Stone with a slanted brace and a rim.
fn braced(at: Vec2, pixel: f32) -> f32 {
    let frame = 1.0 - coverage((edge(at, HALF, CORNER) + 0.7) * pixel);
    let phase = ((at.x + at.y) / 4.0).rem_euclid(1.0);
    let brace =
        coverage(((phase - 0.5).abs() - 0.22) * 4.0 * pixel * std::f32::consts::FRAC_1_SQRT_2);
    0.42 + 0.4 * frame.max(brace * 0.7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(brick: Brick) -> Vec<u8> {
        let mut images = Assets::<Image>::default();
        let mut world = World::new();
        world.insert_resource(std::mem::take(&mut images));
        let drawn: Result = world.run_system_cached(draw).expect("runs");
        drawn.expect("draws");
        let images = world.resource::<Assets<Image>>();
        let image = images.get(&look(brick).0).expect("drawn");
        image.data.clone().expect("has pixels")
    }

    #[test]
    fn kinds_and_hits_left_differ_without_colour() {
        let brick = |kind, hits_left| Brick {
            kind,
            hits_left,
            colour: 3,
        };
        let looks = [
            pixels(brick(BrickKind::Plain, 1)),
            pixels(brick(BrickKind::Silver, 2)),
            pixels(brick(BrickKind::Silver, 1)),
            pixels(brick(BrickKind::Gold, 0)),
        ];
        for (i, look) in looks.iter().enumerate() {
            for other in &looks[..i] {
                let apart = look
                    .iter()
                    .zip(other)
                    .filter(|(a, b)| a.abs_diff(**b) > 40)
                    .count();
                assert!(apart > look.len() / 100, "{i} looks like another");
            }
        }
    }

    #[test]
    fn every_brick_stands_out_from_the_room() {
        for colour in 0..8 {
            let brick = Brick {
                kind: BrickKind::Plain,
                hits_left: 1,
                colour,
            };
            assert!(tint(brick).contrast(GROUND) >= 3.0, "{colour}");
        }
    }
}
