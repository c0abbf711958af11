//! What happened since the last frame: a step tells its events once, and several steps may go into one frame. Decides no
//! look.

use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::snake::{Event, Snakes};

/// More than this in one frame is not worth showing; it bounds a frame after a hitch.
const EVENTS: usize = 128;

/// The events of the steps since the last frame.
#[derive(Resource, Default)]
pub(super) struct Memory {
    pub(super) events: Vec<Event>,
}

pub(super) fn remember(stage: Res<Stage>, mut memory: ResMut<Memory>) {
    if !stage.stepped {
        return;
    }
    if let Some(running) = stage.running::<Snakes>() {
        let room = EVENTS.saturating_sub(memory.events.len());
        let told = running.outputs.details.iter().take(room);
        memory.events.extend(told.copied());
    }
}

pub(super) fn forget(mut memory: ResMut<Memory>) {
    if !memory.events.is_empty() {
        memory.events.clear();
    }
}
