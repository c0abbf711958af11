//! How the player wants it to look, from the settings and the phone's own: size of text, contrast, motion. Writes what the
//! theme reads; must not know a screen.

use crate::platform::OfSystem;
use crate::redraw::Awake;
use crate::settings::Settings;
use bevy::prelude::*;
use couchpad_theme::{Contrast, Motion, TextSize};
use std::time::Duration;

/// How long a change is drawn: text is laid out anew in the frame after it.
const SHOWN: Duration = Duration::from_millis(100);

/// Keeps the theme as the player and the phone ask.
pub fn plugin(app: &mut App) {
    app.init_resource::<Settings>()
        .init_resource::<OfSystem>()
        .add_systems(PreUpdate, follow);
}

fn follow(
    (settings, system): (Res<Settings>, Res<OfSystem>),
    mut motion: ResMut<Motion>,
    mut contrast: ResMut<Contrast>,
    mut text: ResMut<TextSize>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
) {
    if !(settings.is_changed() || system.is_changed()) {
        return;
    }
    motion.set_if_neq(Motion {
        reduced: system.reduced_motion(&settings),
    });
    contrast.set_if_neq(Contrast {
        high: system.high_contrast(&settings),
    });
    text.set_if_neq(TextSize::times_usual(system.text_scale(&settings)));
    awake.stay(time.elapsed(), SHOWN);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::MotionWish;
    use bevy::time::TimeUpdateStrategy;

    #[test]
    fn a_change_reaches_the_theme_and_wakes_the_glass() {
        let mut app = App::new();
        app.add_plugins((bevy::time::TimePlugin, plugin))
            .init_resource::<Awake>()
            .init_resource::<Motion>()
            .init_resource::<Contrast>()
            .init_resource::<TextSize>()
            .insert_resource(TimeUpdateStrategy::ManualDuration(SHOWN));
        app.update();
        let before = *app.world().resource::<Awake>();
        let mut settings = app.world_mut().resource_mut::<Settings>();
        (settings.text, settings.high_contrast) = (150, true);
        settings.motion = MotionWish::Reduced;
        app.update();
        assert_eq!(app.world().resource::<TextSize>().times(), 1.5);
        assert!(app.world().resource::<Contrast>().high);
        assert!(app.world().resource::<Motion>().reduced);
        assert_ne!(*app.world().resource::<Awake>(), before);
    }
}
