//! Leaning the phone: what its sensor says, where it says anything, and whether anybody wants to know. Must not know sensors.

use super::{Covered, Fingers};
use crate::settings::Settings;
use crate::touch::Action;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use couchpad_core::protocol::{ControlKind, PadLayout};

/// How far the phone leans now, in radians: which way a ball on the glass would roll, `x` to the right, `y` down the picture.
/// Flat is zero, upright is a quarter turn of `y`. `None`: nobody tells. A phone's shell fills it.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq)]
pub struct TiltNow(pub Option<Vec2>);

/// Whether leaning the phone would steer anything now: only then is it worth a sensor's power.
#[must_use]
pub fn is_wanted(layout: Option<&PadLayout>, settings: &Settings) -> bool {
    let leans = |layout: &PadLayout| {
        let mut kinds = layout.controls.iter().map(|control| &control.kind);
        kinds.any(|kind| matches!(kind, ControlKind::Tilt { .. }))
    };
    settings.tilt && layout.is_some_and(leans)
}

pub(super) fn lean(
    tilt: Res<TiltNow>,
    covered: Res<Covered>,
    windows: Query<&Window, With<PrimaryWindow>>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    // behind a shade or another app's window nobody steers
    let behind = windows.single().is_ok_and(|window| !window.focused);
    let Some(to) = tilt.0.filter(|_| !(covered.0 || behind)) else {
        return;
    };
    let mut actions = Vec::new();
    fingers.bypass_change_detection().0.lean(to, &mut actions);
    if !actions.is_empty() {
        fingers.set_changed();
        out.write_batch(actions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Area, AxisIndex, Orientation};

    #[test]
    fn a_sensor_is_wanted_where_the_game_and_the_player_want_it() {
        let tilt = ControlKind::Tilt {
            x: Some(AxisIndex(0)),
            y: None,
            range: 30,
        };
        let blank = PadLayout::new("", Orientation::Any);
        let leans = blank.clone().with("", Area::ALL, tilt);
        let mut settings = Settings::default();
        assert!(
            !is_wanted(Some(&leans), &settings),
            "the player did not ask"
        );
        settings.tilt = true;
        assert!(is_wanted(Some(&leans), &settings));
        assert!(!is_wanted(Some(&blank), &settings));
        assert!(!is_wanted(None, &settings));
    }
}
