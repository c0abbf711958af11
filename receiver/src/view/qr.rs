//! The picture of a join link for cameras: a square of dark and light modules with its quiet zone around it. Pure: window
//! and terminal draw it.

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use couchpad_theme::colour::{GROUND, TEXT};
use qrcode::{Color as Module, EcLevel, QrCode};

/// Light modules around the code on each side: readers find it by them.
const QUIET_ZONE: usize = 4;

/// A square of modules, with the quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Modules {
    side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// The modules of a text, with error correction M: a screen has no scratches, but glare and moiré. `None` where it is
    /// longer than any code can hold, which is over 2,000 bytes.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let inner = code.width();
        let colours = code.to_colors();
        let side = inner + 2 * QUIET_ZONE;
        let mut dark = vec![false; side * side];
        let rows = dark.chunks_mut(side).skip(QUIET_ZONE);
        for (row, colours) in rows.zip(colours.chunks(inner)) {
            for (cell, colour) in row.iter_mut().skip(QUIET_ZONE).zip(colours) {
                *cell = *colour == Module::Dark;
            }
        }
        Some(Self { side, dark })
    }

    /// Modules on a side, the quiet zone included.
    pub(crate) const fn side(&self) -> usize {
        self.side
    }

    /// Whether a module is dark; outside it is light.
    pub(crate) fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// One pixel a module, with hard edges however large it is shown.
    pub(crate) fn image(&self) -> Image {
        let ink = |dark: &bool| {
            let [r, g, b] = if *dark { GROUND.rgb } else { TEXT.rgb };
            [r, g, b, 255]
        };
        let side = u32::try_from(self.side).unwrap_or(1);
        let size = Extent3d {
            width: side,
            height: side,
            depth_or_array_layers: 1,
        };
        let mut image = Image::new(
            size,
            TextureDimension::D2,
            self.dark.iter().flat_map(ink).collect(),
            TextureFormat::Rgba8UnormSrgb,
            RenderAssetUsages::default(),
        );
        image.sampler = ImageSampler::nearest();
        image
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_lies_in_its_quiet_zone() {
        let modules = Modules::of("http://192.168.0.5:4455/j#").unwrap();
        let side = modules.side();
        let edge = |n: usize| n < QUIET_ZONE || n >= side - QUIET_ZONE;
        for y in 0..side {
            for x in 0..side {
                assert!(!(edge(x) || edge(y)) || !modules.is_dark(x, y), "{x} {y}");
            }
        }
        // the three finders' corners
        let (near, far) = (QUIET_ZONE, side - QUIET_ZONE - 1);
        for (x, y) in [(near, near), (far, near), (near, far)] {
            assert!(modules.is_dark(x, y));
        }
        assert!(!modules.is_dark(side, 0) && !modules.is_dark(0, side + 9));
    }

    #[test]
    fn the_image_has_a_pixel_a_module() {
        let modules = Modules::of("x").unwrap();
        let image = modules.image();
        assert_eq!(image.width() as usize, modules.side());
        let corner = image.data.as_ref().map(|d| d[..3].to_vec());
        assert_eq!(corner, Some(TEXT.rgb.to_vec()));
    }

    #[test]
    fn the_longest_link_has_a_picture_and_nonsense_has_none() {
        assert!(Modules::of(&"x".repeat(2_048)).is_some());
        assert!(Modules::of(&"x".repeat(4_000)).is_none());
    }
}
