//! When to draw: a pad draws because something happened, not because time passes, and so spares the phone's battery.
//! Fingers and the network wake the loop by themselves; this keeps it awake while something still moves.

use crate::find::Finder;
use crate::model::PadModel;
use crate::touch::Fingers;
use bevy::prelude::*;
use bevy::window::RequestRedraw;
use bevy::winit::{UpdateMode, WinitSettings};
use couchpad_theme::Motion;
use std::time::Duration;

/// How long anything may move after a finger moved it, with a little to spare.
const TAIL: Duration = Duration::from_millis(300);
/// News are drawn where they stand; what moves because of them asks for itself. The next frame is for text and pictures
/// that are ready one frame late.
const NEWS: Duration = Duration::from_millis(30);
/// How often a slow pulse is drawn.
const PULSE: Duration = Duration::from_millis(40);
/// How often to look anyway.
const IDLE: Duration = Duration::from_secs(1);

/// Until when, on the app's clock, every frame is drawn.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Awake {
    until: Duration,
    /// Until when a slow pulse is.
    breathes: Duration,
}

impl Awake {
    /// Something moves from now on, for so long at least.
    pub fn stay(&mut self, now: Duration, length: Duration) {
        self.until = self.until.max(now + length);
    }

    /// Something pulses slowly from now on, for so long at least: it is drawn less often than what moves.
    pub fn breathe(&mut self, now: Duration, length: Duration) {
        self.breathes = self.breathes.max(now + length);
    }
}

/// Draws on demand. The settings only matter where there is a window.
pub fn plugin(app: &mut App) {
    app.init_resource::<Awake>()
        .add_systems(Last, (notice_changes, ask_to_draw, pace, tell).chain());
}

/// For who counts how often it draws.
fn tell() {
    tracing::trace!("drawn");
}

fn notice_changes(
    time: Res<Time>,
    model: Res<PadModel>,
    finder: Res<Finder>,
    fingers: Res<Fingers>,
    mut awake: ResMut<Awake>,
) {
    if model.is_changed() || finder.is_changed() {
        awake.stay(time.elapsed(), NEWS);
    }
    if fingers.is_changed() {
        awake.stay(time.elapsed(), TAIL);
    }
}

fn ask_to_draw(time: Res<Time>, awake: Res<Awake>, mut redraw: MessageWriter<RequestRedraw>) {
    if time.elapsed() < awake.until {
        redraw.write(RequestRedraw);
    }
}

fn pace(
    finder: Res<Finder>,
    (motion, time, awake): (Res<Motion>, Res<Time>, Res<Awake>),
    settings: Option<ResMut<WinitSettings>>,
) {
    let Some(mut settings) = settings else {
        return;
    };
    let now = time.elapsed();
    let due = finder
        .next_change(now)
        .map_or(IDLE, |at| at.saturating_sub(now));
    let rest = if now < awake.breathes && !motion.reduced {
        PULSE
    } else {
        IDLE
    };
    let mode = UpdateMode::reactive_low_power(rest.min(due).max(PULSE));
    if settings.focused_mode != mode {
        *settings = WinitSettings {
            focused_mode: mode,
            unfocused_mode: mode,
        };
    }
}
