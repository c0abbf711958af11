//! Says when what the receiver wants to keep cannot be kept: somebody here can make room on the disk.

use super::Say;
use crate::net::Net;
use bevy::prelude::*;
use bevy::time::common_conditions::on_real_timer;
use std::time::Duration;

/// How often the disk is asked about.
const EVERY: Duration = Duration::from_secs(1);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, hear.run_if(on_real_timer(EVERY)));
}

fn hear(mut net: ResMut<Net>, mut say: MessageWriter<Say>) {
    if let Some(trouble) = net.driver_mut().identity_mut().take_trouble() {
        tracing::warn!("{trouble}");
        say.write(Say(format!("{trouble}.")));
    }
}
