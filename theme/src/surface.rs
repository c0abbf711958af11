//! What one unit of length is on each glass, how large text is on it, and keeping Bevy's two scales to these.

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

/// How many times as large as usual text is. All text of the theme follows within a frame, whatever its step; what holds it
/// must grow with it, or be pushed.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub struct TextSize(f32);

impl TextSize {
    /// So many times the usual size: 1 to 2, and what is outside becomes the nearer end.
    pub fn times_usual(times: f32) -> Self {
        if times.is_nan() {
            return Self::default();
        }
        Self(times.clamp(1.0, 2.0))
    }

    /// How many times the usual size, 1 to 2.
    pub const fn times(self) -> f32 {
        self.0
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(1.0)
    }
}

pub(crate) fn plugin(app: &mut App, surface: Surface) {
    app.insert_resource(surface)
        .insert_resource(RemSize(surface.base_text()))
        .init_resource::<TextSize>()
        .add_systems(
            PostUpdate,
            (fit_units.after(CameraUpdateSystems), fit_text).before(UiSystems::Prepare),
        );
}

/// Keeps the size of text in rem.
fn fit_text(surface: Res<Surface>, size: Res<TextSize>, mut rem: ResMut<RemSize>) {
    let wanted = surface.base_text() * size.times();
    if rem.0 != wanted {
        rem.0 = wanted;
    }
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
    fn text_grows_as_asked_and_never_shrinks() {
        let mut app = App::new();
        app.init_resource::<UiScale>();
        plugin(&mut app, Surface::Pad);
        for (asked, rem) in [
            (1.0, 16.0),
            (1.5, 24.0),
            (9.0, 32.0),
            (0.0, 16.0),
            (f32::NAN, 16.0),
        ] {
            app.insert_resource(TextSize::times_usual(asked));
            app.update();
            assert_eq!(app.world().resource::<RemSize>().0, rem, "{asked}");
        }
    }

    #[test]
    fn the_pad_counts_in_dp_whatever_its_height() {
        assert_eq!(Surface::Pad.unit(640.0), 1.0);
        assert_eq!(Surface::Pad.unit(2400.0), 1.0);
        assert!(Surface::Pad.base_text() >= 16.0);
    }
}
