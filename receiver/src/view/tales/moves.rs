//! What moves on the page: the clock, what comes in, and the bars that grow with the points. All of it follows the game's own
//! steps, so that a game that was saved or is shown again looks as it did.

use super::state;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::tales::{STEPS_PER_SECOND, State};
use couchpad_theme::colour::{QUIET, WARNING};
use couchpad_theme::motion::{Motion, SAY};
use std::time::Duration;

/// From how small something comes in.
const SMALL: f32 = 0.82;
/// How long bars grow.
const GROWTH: Duration = Duration::from_millis(900);
/// The seconds in which the clock warns.
const SHORT: u32 = 5;

/// Shows the seconds that are left.
#[derive(Component)]
pub(super) struct Seconds;

/// Is as long as the time that is left.
#[derive(Component)]
pub(super) struct TimeBar;

/// Comes in when the phase begins, or when it comes out what an answer is.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
pub(super) enum Enters {
    WithPhase,
    WhenOut,
}

/// Grows from one length to another, in percent.
#[derive(Component)]
pub(super) struct Grows {
    pub(super) from: f32,
    pub(super) to: f32,
}

/// How long the phase has gone on.
fn passed(state: &State, alpha: f32) -> f32 {
    (state.whole.saturating_sub(state.left)) as f32 + alpha
}

fn seconds(steps: f32) -> Duration {
    Duration::from_secs_f32((steps / STEPS_PER_SECOND as f32).max(0.0))
}

pub(super) fn count(
    stage: Res<Stage>,
    mut words: Query<(&mut Text, &mut TextColor), With<Seconds>>,
    mut bars: Query<(&mut Node, &mut BackgroundColor), With<TimeBar>>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let is_short = state.seconds() <= SHORT;
    for (mut text, mut colour) in &mut words {
        text.set_if_neq(Text(state.seconds().to_string()));
        let ink = if is_short { WARNING } else { QUIET };
        colour.set_if_neq(TextColor(ink.color()));
    }
    // a grain of a percent is less than a pixel
    let share = 1.0 - passed(state, stage.alpha) / state.whole.max(1) as f32;
    let width = Val::Percent((share.clamp(0.0, 1.0) * 1_000.0).round() / 10.0);
    for (mut node, mut colour) in &mut bars {
        if node.width != width {
            node.width = width;
        }
        let ink = if is_short { WARNING } else { QUIET };
        colour.set_if_neq(BackgroundColor(ink.color()));
    }
}

pub(super) fn enter(
    stage: Res<Stage>,
    motion: Res<Motion>,
    mut entering: Query<(&Enters, &mut UiTransform)>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let passed = passed(state, stage.alpha);
    for (enters, mut transform) in &mut entering {
        let since = match enters {
            Enters::WithPhase => passed,
            Enters::WhenOut => passed - (state.whole - state.whole / 2) as f32,
        };
        let scale = SMALL + (1.0 - SMALL) * motion.progress(seconds(since), SAY);
        let scale = Vec2::splat(scale);
        if transform.scale != scale {
            transform.scale = scale;
        }
    }
}

pub(super) fn grow(
    stage: Res<Stage>,
    motion: Res<Motion>,
    mut growing: Query<(&Grows, &mut Node)>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let share = motion.progress(seconds(passed(state, stage.alpha)), GROWTH);
    for (grows, mut node) in &mut growing {
        let width = Val::Percent(grows.from + (grows.to - grows.from) * share);
        if node.width != width {
            node.width = width;
        }
    }
}
