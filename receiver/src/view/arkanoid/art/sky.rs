//! The field's ground: dusk, with a few stars and a grid of faint dots that gives the eye a hold.

use super::ink::{chance, hex, soft};
use bevy::asset::{RenderAssetUsages, uuid_handle};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use couchpad_games::arkanoid::{FIELD_HEIGHT, FIELD_WIDTH};
use std::sync::LazyLock;

const GROUND: Handle<Image> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-0000000a0011");
/// Pixels of the ground for a field unit: it is soft.
pub(in super::super) const PIXELS: f32 = 3.0;
/// From star to star at least, in field units.
const STARS_APART: f32 = 14.0;

/// The picture of the ground; it fills the field.
pub(in super::super) const fn ground_image() -> Handle<Image> {
    GROUND
}

static DATA: LazyLock<Vec<u8>> = LazyLock::new(paint);

fn size() -> UVec2 {
    (Vec2::new(FIELD_WIDTH, FIELD_HEIGHT) * PIXELS).as_uvec2()
}

fn paint() -> Vec<u8> {
    let size = size();
    let mut data = Vec::with_capacity((size.x * size.y * 4) as usize);
    for y in 0..size.y {
        for x in 0..size.x {
            let at = (UVec2::new(x, y).as_vec2() + 0.5) / PIXELS;
            // half a step of noise: a dark fade in eight bits shows its steps
            let noise = (chance(x, y) - 0.5) / 255.0;
            let colour = dusk(at) + stars(at) + noise;
            data.extend(
                colour
                    .to_array()
                    .map(|c| (c.clamp(0.0, 1.0) * 255.0).round() as u8),
            );
            data.push(255);
        }
    }
    data
}

fn dusk(at: Vec2) -> Vec3 {
    let share = at / Vec2::new(FIELD_WIDTH, FIELD_HEIGHT);
    let low = ((share.y - 0.45) / 0.55).clamp(0.0, 1.0);
    let sky = hex(0x0C1330)
        .lerp(hex(0x161A40), (share.y * 1.6).min(1.0))
        .lerp(hex(0x33234D), low * low * 0.8);
    let out = (share - Vec2::new(0.5, 0.55)) * Vec2::new(1.3, 1.1);
    sky * (1.08 - 0.5 * out.length_squared())
}

fn stars(at: Vec2) -> Vec3 {
    let cell = (at / STARS_APART).floor();
    let (x, y) = (cell.x as u32, cell.y as u32);
    let middle = (cell + 0.2 + 0.6 * Vec2::new(chance(x, y), chance(y + 97, x))) * STARS_APART;
    let bright = chance(x + 31, y + 57);
    let fade = 1.0 - (at.y / FIELD_HEIGHT).clamp(0.0, 1.0) * 0.85;
    let light = if bright > 0.45 {
        soft(at.distance(middle) - 0.12, 0.5) * bright * bright * 0.5 * fade
    } else {
        0.0
    };
    hex(0xAFC0FF) * light
}

pub(super) fn hang(mut images: ResMut<Assets<Image>>) -> Result {
    let size = size();
    let image = Image::new(
        Extent3d {
            width: size.x,
            height: size.y,
            depth_or_array_layers: 1,
        },
        TextureDimension::D2,
        DATA.clone(),
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::RENDER_WORLD,
    );
    images.insert(&GROUND, image)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ground_stays_dark_so_that_bricks_stand_out() {
        let brightest = DATA.iter().enumerate().filter(|(n, _)| n % 4 != 3);
        let bright = brightest.filter(|(_, tone)| **tone > 110).count();
        assert!(bright < DATA.len() / 2_000, "a few stars: {bright}");
    }
}
