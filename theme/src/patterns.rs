//! Fill patterns: the third way, beside colour and shape, to tell whose paddle it is.
//!
//! Each is a repeating white tile with a bright and a dim tone: tint it with the player's colour.

use crate::players::Mark;
use crate::texture::{self, Texel, coverage};
use bevy::asset::uuid::Uuid;
use bevy::prelude::*;
use bevy::ui::ComputedUiRenderTargetInfo;
use bevy::ui::widget::NodeImageMode;
use std::marker::PhantomData;

/// How a player's things are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// One tone.
    Solid,
    /// Stripes that lie.
    Horizontal,
    /// Stripes that stand.
    Vertical,
    /// Stripes that rise to the right.
    Diagonal,
    /// Bright dots, staggered.
    Dots,
    /// A chess board.
    Checker,
    /// Arrow stripes that point up.
    Chevron,
    /// Thin bright lines both ways, slanted.
    Crosshatch,
}

/// Side of a tile, in pixels and in units: at 1080 lines a tile is drawn one to one.
pub const TILE: u32 = 32;
/// The dim tone, as a share of the bright one in sRGB.
const DIM: f32 = 0.55;

impl Pattern {
    /// All eight, in seat order.
    pub const ALL: [Self; 8] = [
        Self::Solid,
        Self::Horizontal,
        Self::Vertical,
        Self::Diagonal,
        Self::Dots,
        Self::Checker,
        Self::Chevron,
        Self::Crosshatch,
    ];

    /// The tile that the plugin has made: repeats without a seam, white and a dim grey, to be tinted.
    pub const fn tile_image(self) -> Handle<Image> {
        Handle::Uuid(Uuid::from_u128(TILES + self as u128), PhantomData)
    }

    /// Tone at a point in tiles (y down), anti-aliased for a tile of so many pixels.
    pub(crate) fn tone(self, at: Vec2, tile_pixels: f32) -> f32 {
        let bright = coverage(self.distance(at) * tile_pixels);
        DIM + (1.0 - DIM) * bright
    }

    /// Distance in tiles to the edge of the bright part, negative within.
    fn distance(self, at: Vec2) -> f32 {
        match self {
            Self::Solid => -1.0e3,
            Self::Horizontal => stripe(at.y, 2.0, 0.5),
            Self::Vertical => stripe(at.x, 2.0, 0.5),
            // Slanted stripes are nearer to each other than their period along an axis, by the root of two.
            Self::Diagonal => stripe(at.x + at.y, 2.0, 0.5) * std::f32::consts::FRAC_1_SQRT_2,
            Self::Dots => dots(at * 2.0) / 2.0,
            Self::Checker => checker(at * 2.0) / 2.0,
            Self::Chevron => {
                let folded = (at.x.rem_euclid(1.0) - 0.5).abs();
                stripe(at.y - folded, 2.0, 0.5) * std::f32::consts::FRAC_1_SQRT_2
            }
            Self::Crosshatch => {
                let rising = stripe(at.x + at.y, 2.0, 0.3);
                let falling = stripe(at.x - at.y, 2.0, 0.3);
                rising.min(falling) * std::f32::consts::FRAC_1_SQRT_2
            }
        }
    }

    fn draw(self) -> Image {
        texture::tile(TILE, |at, side| Texel {
            tone: self.tone(at, side),
            alpha: 1.0,
        })
    }
}

const TILES: u128 = 0x6f1d_31f5_55a1_4ec0_8c7a_0000_0000_0800;

/// Stripes across an axis: so many a tile, bright for a share of each.
fn stripe(along: f32, a_tile: f32, bright: f32) -> f32 {
    let phase = (along * a_tile).rem_euclid(1.0);
    ((phase - 0.5).abs() - bright / 2.0) / a_tile
}

/// Two staggered dots in each unit square.
fn dots(at: Vec2) -> f32 {
    const RADIUS: f32 = 0.27;
    let cell = |shift: f32| ((at + shift).rem_euclid(Vec2::ONE) - 0.5).length();
    cell(0.0).min(cell(0.5)) - RADIUS
}

/// A board with two by two fields in each unit square.
fn checker(at: Vec2) -> f32 {
    let wave = |x: f32| {
        let phase = x.rem_euclid(1.0);
        // Distance to the nearest edge between fields; the sign says which field.
        if phase < 0.5 {
            phase.min(0.5 - phase)
        } else {
            -(phase - 0.5).min(1.0 - phase)
        }
    };
    let (x, y) = (wave(at.x), wave(at.y));
    x.abs().min(y.abs()) * if (x < 0.0) == (y < 0.0) { -1.0 } else { 1.0 }
}

/// A sprite of this size in world units, in a player's colour and pattern: paddles, bricks. One tile is [`TILE`] units.
pub fn pattern_sprite(mark: Mark, size: Vec2) -> Sprite {
    Sprite {
        image: mark.pattern.tile_image(),
        color: mark.colour.color(),
        custom_size: Some(size),
        image_mode: SpriteImageMode::Tiled {
            tile_x: true,
            tile_y: true,
            stretch_value: 1.0,
        },
        ..default()
    }
}

/// Marks a UI node whose image is a pattern tile, so that its tiles are [`TILE`] units wide on any screen.
#[derive(Component, Debug, Clone, Copy, Default)]
pub struct PatternFill;

/// Fills a UI node with a player's colour and pattern; spawn it beside the `Node`.
pub fn pattern_fill(mark: Mark) -> impl Bundle {
    let image = ImageNode::new(mark.pattern.tile_image())
        .with_color(mark.colour.color())
        .with_mode(tiled(1.0));
    (image, PatternFill)
}

fn tiled(stretch_value: f32) -> NodeImageMode {
    NodeImageMode::Tiled {
        tile_x: true,
        tile_y: true,
        stretch_value,
    }
}

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, make_tiles);
    app.add_systems(PostUpdate, fit_tiles.after(bevy::ui::UiSystems::Propagate));
}

fn make_tiles(mut images: ResMut<Assets<Image>>) -> Result {
    for pattern in Pattern::ALL {
        images.insert(&pattern.tile_image(), pattern.draw())?;
    }
    Ok(())
}

type Resized = (With<PatternFill>, Changed<ComputedUiRenderTargetInfo>);

/// Tiled UI images count in physical pixels: scale them like everything else.
fn fit_tiles(mut fills: Query<(&mut ImageNode, &ComputedUiRenderTargetInfo), Resized>) {
    for (mut image, target) in &mut fills {
        image.image_mode = tiled(target.scale_factor());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tones(pattern: Pattern) -> Vec<u8> {
        pattern
            .draw()
            .data
            .unwrap_or_default()
            .iter()
            .step_by(4)
            .copied()
            .collect()
    }

    #[test]
    fn tiles_differ_and_show_both_tones() {
        let tiles: Vec<_> = Pattern::ALL.into_iter().map(tones).collect();
        for (i, tile) in tiles.iter().enumerate() {
            assert_eq!(tile.len(), (TILE * TILE) as usize);
            assert!(
                tiles[..i].iter().all(|other| other != tile),
                "{:?}",
                Pattern::ALL[i]
            );
            let bright = tile.iter().filter(|tone| **tone > 240).count();
            let dim = tile.iter().filter(|tone| **tone < 150).count();
            let total = tile.len();
            if Pattern::ALL[i] == Pattern::Solid {
                assert_eq!((bright, dim), (total, 0));
            } else {
                assert!(
                    bright > total / 6 && dim > total / 6,
                    "{:?}: {bright} {dim}",
                    Pattern::ALL[i]
                );
            }
        }
    }

    #[test]
    fn tiles_repeat_without_a_seam() {
        for pattern in Pattern::ALL {
            for i in 0..64 {
                let along = i as f32 / 64.0 + 0.003;
                for (near, far) in [
                    (Vec2::new(0.0, along), Vec2::new(1.0, along)),
                    (Vec2::new(along, 0.0), Vec2::new(along, 1.0)),
                ] {
                    let (near, far) = (pattern.tone(near, 32.0), pattern.tone(far, 32.0));
                    assert!(
                        (near - far).abs() < 1e-3,
                        "{pattern:?} at {along}: {near} {far}"
                    );
                }
            }
        }
    }
}
