//! What one unit of length is on each glass, and keeping Bevy's UI scale to it.

use bevy::camera::CameraUpdateSystems;
use bevy::prelude::*;
use bevy::text::RemSize;
use bevy::ui::UiSystems;

/// Height of the big screen in units, whatever its height in pixels.
const SCREEN_UNITS: f32 = 1080.0;

/// Which glass this app draws on. Inserted by the plugin; it does not change while an app runs.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A television or monitor seen from a couch: 1 unit = 1/1080 of its height.
    Screen,
    /// A phone in the hand: 1 unit = 1 dp.
    Pad,
}

impl Surface {
    /// The smallest text, in units: 1/45 of the screen's height, or 16 dp.
    pub const fn base_text(self) -> f32 {
        match self {
            Self::Screen => SCREEN_UNITS / 45.0,
            Self::Pad => 16.0,
        }
    }

    /// Logical pixels per unit on a target of this height (logical pixels).
    pub fn unit(self, height: f32) -> f32 {
        match self {
            Self::Screen => (height / SCREEN_UNITS).max(f32::MIN_POSITIVE),
            Self::Pad => 1.0,
        }
    }
}

pub(crate) fn plugin(app: &mut App, surface: Surface) {
    app.insert_resource(surface)
        .insert_resource(RemSize(surface.base_text()))
        .add_systems(
            PostUpdate,
            fit_units
                .after(CameraUpdateSystems)
                .before(UiSystems::Prepare),
        );
}

/// Keeps `UiScale` at pixels per unit, from the tallest target that a camera draws to.
fn fit_units(surface: Res<Surface>, cameras: Query<&Camera>, mut scale: ResMut<UiScale>) {
    let heights = cameras
        .iter()
        .filter_map(Camera::logical_target_size)
        .map(|size| size.y);
    let height = heights.fold(0.0, f32::max);
    if height <= 0.0 {
        return;
    }
    let unit = surface.unit(height);
    if scale.0 != unit {
        scale.0 = unit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screens_smallest_text_is_a_forty_fifth_of_any_height() {
        for height in [480.0, 720.0, 1080.0, 2160.0] {
            let pixels = Surface::Screen.base_text() * Surface::Screen.unit(height);
            assert!(
                (pixels - height / 45.0).abs() < 1e-3,
                "{pixels} at {height}"
            );
        }
    }

    #[test]
    fn the_pad_counts_in_dp_whatever_its_height() {
        assert_eq!(Surface::Pad.unit(640.0), 1.0);
        assert_eq!(Surface::Pad.unit(2400.0), 1.0);
        assert!(Surface::Pad.base_text() >= 16.0);
    }
}
