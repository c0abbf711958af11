//! Drawing small white textures from signed distances: crisp at every mip level, and the same bytes on every machine.
//!
//! White, so that one texture takes any player's colour as a tint.

use bevy::asset::RenderAssetUsages;
use bevy::image::{ImageAddressMode, ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

/// One pixel of a white texture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Texel {
    /// Brightness, 0 to 1, in sRGB.
    pub tone: f32,
    /// Opacity, 0 to 1.
    pub alpha: f32,
}

/// How much of a pixel lies inside an edge: `distance` in pixels, negative inside.
pub fn coverage(distance: f32) -> f32 {
    (0.5 - distance).clamp(0.0, 1.0)
}

/// A square picture with all its mip levels, each drawn afresh. `paint` gets a point (0 to 1, y down) and the level's side in pixels.
pub(crate) fn picture(side: u32, paint: impl Fn(Vec2, f32) -> Texel) -> Image {
    oblong(UVec2::splat(side), |at, size| paint(at, size.x))
}

/// A picture of any size with all its mip levels, each drawn afresh. `paint` gets a point (0 to 1 on both sides, y down) and the
/// level's size in pixels. For what a game draws beside the players' shapes.
pub fn oblong(size: UVec2, paint: impl Fn(Vec2, Vec2) -> Texel) -> Image {
    let size = size.max(UVec2::ONE);
    let levels = size.max_element().ilog2() + 1;
    let mut data = Vec::new();
    for level in 0..levels {
        draw((size >> level).max(UVec2::ONE), &paint, &mut data);
    }
    let mut image = blank(size, data, levels);
    image.sampler = sampler(ImageAddressMode::ClampToEdge);
    image
}

/// A square tile that repeats, one level deep: tilers draw it near its own size, and mip levels would show at the seams.
pub(crate) fn tile(side: u32, paint: impl Fn(Vec2, f32) -> Texel) -> Image {
    let mut data = Vec::new();
    let size = UVec2::splat(side);
    draw(size, &|at: Vec2, size: Vec2| paint(at, size.x), &mut data);
    let mut image = blank(size, data, 1);
    image.sampler = sampler(ImageAddressMode::Repeat);
    image
}

fn draw(size: UVec2, paint: &impl Fn(Vec2, Vec2) -> Texel, data: &mut Vec<u8>) {
    let pixels = size.as_vec2();
    for y in 0..size.y {
        for x in 0..size.x {
            let texel = paint((Vec2::new(x as f32, y as f32) + 0.5) / pixels, pixels);
            let tone = byte(texel.tone);
            data.extend([tone, tone, tone, byte(texel.alpha)]);
        }
    }
}

fn byte(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// An image over bytes that may hold several mip levels, which `Image::new` would refuse.
fn blank(size: UVec2, data: Vec<u8>, levels: u32) -> Image {
    let size = Extent3d {
        width: size.x,
        height: size.y,
        depth_or_array_layers: 1,
    };
    let mut image = Image::new_uninit(
        size,
        TextureDimension::D2,
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::default(),
    );
    image.texture_descriptor.mip_level_count = levels;
    image.data = Some(data);
    image
}

fn sampler(edges: ImageAddressMode) -> ImageSampler {
    ImageSampler::Descriptor(ImageSamplerDescriptor {
        address_mode_u: edges,
        address_mode_v: edges,
        mipmap_filter: ImageFilterMode::Linear,
        ..ImageSamplerDescriptor::linear()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_carries_every_mip_level() {
        let image = picture(16, |_, _| Texel {
            tone: 1.0,
            alpha: 0.5,
        });
        let pixels = 16 * 16 + 8 * 8 + 4 * 4 + 2 * 2 + 1;
        assert_eq!(image.texture_descriptor.mip_level_count, 5);
        assert_eq!(image.data.as_ref().map(Vec::len), Some(pixels * 4));
        assert_eq!(
            image.data.as_ref().map(|d| d[..4].to_vec()),
            Some(vec![255, 255, 255, 128])
        );
    }

    #[test]
    fn an_oblong_picture_keeps_its_mip_levels_whole() {
        let image = oblong(UVec2::new(8, 2), |at, _| Texel {
            tone: at.x,
            alpha: 1.0,
        });
        let pixels = 8 * 2 + 4 + 2 + 1;
        assert_eq!(image.texture_descriptor.mip_level_count, 4);
        assert_eq!(image.data.as_ref().map(Vec::len), Some(pixels * 4));
    }

    #[test]
    fn an_edge_through_a_pixels_middle_covers_half() {
        assert_eq!(coverage(0.0), 0.5);
        assert_eq!(coverage(-2.0), 1.0);
        assert_eq!(coverage(2.0), 0.0);
    }
}
