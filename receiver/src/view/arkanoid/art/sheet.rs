//! The sheet: where each piece lies on it, its pixels, and sprites that wear a piece.

use super::ink::Pen;
use super::piece::Piece;
use bevy::asset::{RenderAssetUsages, uuid_handle};
use bevy::image::{ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use std::collections::HashMap;
use std::sync::LazyLock;

const SHEET: Handle<Image> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-0000000a0010");
const WIDTH: u32 = 1024;
/// Between two pieces, so that the smallest level does not mix them.
const GUTTER: u32 = 8;
/// How far a piece is painted beyond its edge; less than half of the gutter.
const BLEED: u32 = 3;
/// The sheet in full, half, a quarter and an eighth of its size.
const LEVELS: u32 = 4;

/// Where everything lies.
struct Sheet {
    size: UVec2,
    places: HashMap<Piece, URect>,
}

static PLACES: LazyLock<Sheet> = LazyLock::new(shelve);
/// All levels, largest first. Painted once, however many apps a process has.
static PIXELS: LazyLock<Vec<u8>> = LazyLock::new(paint);

/// A sprite that wears a piece, in its own size.
pub(in super::super) fn sprite(piece: Piece, colour: Color) -> Sprite {
    Sprite {
        image: SHEET,
        rect: place(piece),
        custom_size: Some(piece.size()),
        color: colour,
        ..default()
    }
}

/// Gives a sprite another piece, of that piece's own size.
pub(in super::super) fn wear(sprite: &mut Mut<'_, Sprite>, piece: Piece) {
    let rect = place(piece);
    if sprite.rect != rect {
        sprite.rect = rect;
        sprite.custom_size = Some(piece.size());
    }
}

/// A piece as a picture in the UI.
pub(in super::super) fn node(piece: Piece) -> ImageNode {
    ImageNode {
        rect: place(piece),
        ..ImageNode::new(SHEET)
    }
}

fn place(piece: Piece) -> Option<Rect> {
    PLACES.places.get(&piece).map(URect::as_rect)
}

/// Puts the pieces on shelves, from left to right and from top to bottom.
fn shelve() -> Sheet {
    let mut places = HashMap::new();
    let (mut at, mut tall) = (UVec2::splat(GUTTER), 0);
    for piece in Piece::all() {
        let size = (piece.size() * piece.pixels()).ceil().as_uvec2();
        if at.x + size.x + GUTTER > WIDTH {
            at = UVec2::new(GUTTER, at.y + tall + GUTTER);
            tall = 0;
        }
        places.insert(piece, URect::from_corners(at, at + size));
        at.x += size.x + GUTTER;
        tall = tall.max(size.y);
    }
    let height = (at.y + tall + GUTTER).next_multiple_of(1 << LEVELS);
    Sheet {
        size: UVec2::new(WIDTH, height),
        places,
    }
}

fn paint() -> Vec<u8> {
    let size = PLACES.size;
    let mut ink = vec![Vec4::new(1.0, 1.0, 1.0, 0.0); (size.x * size.y) as usize];
    for (piece, place) in &PLACES.places {
        // and a little beyond, so that nothing mixes with its surroundings at its edge
        let (from, to) = (place.min - BLEED, place.max + BLEED);
        for y in from.y..to.y {
            for x in from.x..to.x {
                let here = UVec2::new(x, y);
                let at = (here.as_vec2() + 0.5 - place.as_rect().center()) / piece.pixels();
                ink[(y * size.x + x) as usize] = piece.paint(Pen::new(at, piece.pixels()));
            }
        }
    }
    let mut data = Vec::new();
    let mut size = size;
    for level in 0..LEVELS {
        if level > 0 {
            ink = halve(&ink, size);
            size /= 2;
        }
        data.extend(ink.iter().flat_map(|ink| ink.to_array().map(byte)));
    }
    data
}

fn byte(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// Half as wide and half as high; what is clear lends no colour.
fn halve(ink: &[Vec4], size: UVec2) -> Vec<Vec4> {
    let half = size / 2;
    let mut smaller = Vec::with_capacity((half.x * half.y) as usize);
    for y in 0..half.y {
        for x in 0..half.x {
            let of = |dx: u32, dy: u32| ink[((2 * y + dy) * size.x + 2 * x + dx) as usize];
            let four = [of(0, 0), of(1, 0), of(0, 1), of(1, 1)];
            let alpha: f32 = four.iter().map(|ink| ink.w).sum();
            let weigh = |ink: &Vec4| {
                if alpha > 0.0 {
                    *ink * ink.w / alpha
                } else {
                    *ink / 4.0
                }
            };
            let mixed: Vec4 = four.iter().map(weigh).sum();
            smaller.push(mixed.truncate().extend(alpha / 4.0));
        }
    }
    smaller
}

pub(super) fn hang(mut images: ResMut<Assets<Image>>) -> Result {
    let size = Extent3d {
        width: PLACES.size.x,
        height: PLACES.size.y,
        depth_or_array_layers: 1,
    };
    let mut image = Image::new_uninit(
        size,
        TextureDimension::D2,
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::RENDER_WORLD,
    );
    image.texture_descriptor.mip_level_count = LEVELS;
    image.data = Some(PIXELS.clone());
    image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
        mipmap_filter: ImageFilterMode::Linear,
        ..ImageSamplerDescriptor::linear()
    });
    images.insert(&SHEET, image)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{GLINTS, RIVETS};
    use super::*;

    /// The pixels of a piece, in full size.
    fn pixels(piece: Piece) -> Vec<[u8; 4]> {
        let place = PLACES.places[&piece];
        let mut all = Vec::new();
        for y in place.min.y..place.max.y {
            for x in place.min.x..place.max.x {
                let at = 4 * (y * PLACES.size.x + x) as usize;
                all.push([PIXELS[at], PIXELS[at + 1], PIXELS[at + 2], PIXELS[at + 3]]);
            }
        }
        all
    }

    #[test]
    fn pieces_lie_apart_and_within_the_sheet() {
        let all: Vec<_> = PLACES.places.values().collect();
        assert_eq!(all.len(), Piece::all().len(), "none twice");
        for (i, place) in all.iter().enumerate() {
            assert!(place.max.cmple(PLACES.size - GUTTER).all(), "{place:?}");
            for other in &all[..i] {
                assert!(place.inflate(3).intersect(other.inflate(3)).is_empty());
            }
        }
    }

    #[test]
    fn every_piece_is_painted() {
        for piece in Piece::all() {
            let there = pixels(piece).iter().filter(|p| p[3] > 100).count();
            assert!(there > 20, "{piece:?}: {there}");
        }
    }

    /// Brightness as an eye without colours has it.
    fn grey(pixel: &[u8; 4]) -> f32 {
        let [r, g, b, a] = pixel.map(f32::from);
        (0.2126 * r + 0.7152 * g + 0.0722 * b) * a / 255.0
    }

    #[test]
    fn bricks_differ_without_colour() {
        let mut kinds: Vec<_> = (0..8).map(Piece::Plain).collect();
        kinds.extend((1..=RIVETS).map(Piece::Silver));
        kinds.push(Piece::Gold);
        let looks: Vec<Vec<f32>> = kinds
            .iter()
            .map(|kind| {
                let tones: Vec<_> = pixels(*kind).iter().map(grey).collect();
                // patterns alone: as if every colour were as bright
                let mean = tones.iter().sum::<f32>() / tones.len() as f32;
                tones.iter().map(|tone| tone - mean).collect()
            })
            .collect();
        for (i, look) in looks.iter().enumerate() {
            for (other, kind) in looks[..i].iter().zip(&kinds) {
                let apart = look
                    .iter()
                    .zip(other)
                    .filter(|(a, b)| (*a - *b).abs() > 24.0);
                let share = apart.count() as f32 / look.len() as f32;
                assert!(share > 0.02, "{:?} looks like {kind:?}: {share}", kinds[i]);
            }
        }
    }

    #[test]
    fn a_glint_runs_from_left_to_right() {
        let middle = |frame| {
            let place = PLACES.places[&Piece::Glint(frame)];
            let (mut sum, mut light) = (0.0, 0.0);
            for (n, pixel) in pixels(Piece::Glint(frame)).iter().enumerate() {
                let x = n as u32 % place.width();
                sum += x as f32 * f32::from(pixel[3]);
                light += f32::from(pixel[3]);
            }
            sum / light
        };
        let run: Vec<_> = (0..GLINTS).map(middle).collect();
        assert!(
            run.is_sorted() && run[0] + 40.0 < run[run.len() - 1],
            "{run:?}"
        );
    }

    #[test]
    fn halving_keeps_the_colour_of_what_is_there() {
        let (red, clear) = (Vec4::new(1.0, 0.0, 0.0, 1.0), Vec4::new(0.0, 1.0, 0.0, 0.0));
        let small = halve(&[red, clear, clear, clear], UVec2::splat(2));
        assert_eq!(small, [Vec4::new(1.0, 0.0, 0.0, 0.25)]);
    }
}
