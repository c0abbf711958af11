//! Leaning the phone: between its sensor and the controls that it moves. The sensor costs battery, so it is on only while such
//! controls are on the glass and the player wants it. Must not know what leaning does.

use super::Device;
use crate::find::Finder;
use crate::model::PadModel;
use crate::settings::Settings;
use crate::touch::tilt::{self, TiltNow};
use bevy::prelude::*;

/// The sensor's last word, for this frame.
pub(super) fn take(device: Res<Device>, mut now: ResMut<TiltNow>) {
    now.set_if_neq(TiltNow(device.0.leans()));
}

/// Turns the sensor on and off.
pub(super) fn want(
    device: Res<Device>,
    (finder, model): (Res<Finder>, Res<PadModel>),
    settings: Res<Settings>,
    mut is_on: Local<bool>,
) {
    let layout = model.layout.as_deref().filter(|_| model.shows_controls());
    let wanted = finder.plays() && tilt::is_wanted(layout, &settings) && device.0.has_tilt();
    if std::mem::replace(&mut *is_on, wanted) != wanted {
        device.0.tilt(wanted);
    }
}
