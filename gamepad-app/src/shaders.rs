//! Draws on until every shader of the picture is ready. They are compiled beside the loop, and until then what they draw is
//! missing: a loop that sleeps would leave it missing. Must not know what is drawn.

use bevy::prelude::*;
use bevy::render::render_resource::PipelineCache;
use bevy::render::{Render, RenderApp, RenderSystems};
use couchpad_core::transport::Wake;

/// Frames in a row that are drawn for shaders at most: those that are not ready then may never be.
const PATIENCE: u32 = 600;

/// Wakes the loop for another frame.
#[derive(Resource)]
struct Again {
    wake: Wake,
    frames: u32,
}

/// Looks after the shaders of an app that has a renderer. Add Bevy's own plugins first.
pub(crate) fn attend(app: &mut App, wake: Wake) {
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render
            .insert_resource(Again { wake, frames: 0 })
            .add_systems(Render, look.in_set(RenderSystems::Cleanup));
    }
}

/// What still waits for its shader when a frame has been drawn is not on it.
fn look(cache: Res<PipelineCache>, mut again: ResMut<Again>) {
    if cache.waiting_pipelines().next().is_none() {
        again.frames = 0;
    } else if again.frames < PATIENCE {
        again.frames += 1;
        (again.wake)();
    }
}
