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
/// So much after a moment that is waited for is safely after it: the loop's clock is read a little before the app's.
const LATE: Duration = Duration::from_millis(4);
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
    mut sleep: Local<Sleep>,
    settings: Option<ResMut<WinitSettings>>,
) {
    let Some(mut settings) = settings else {
        return;
    };
    let now = time.elapsed();
    let pulses = now < awake.breathes && !motion.reduced;
    let wait = sleep.next(now, finder.next_change(now), pulses);
    let mode = UpdateMode::reactive_low_power(wait);
    if settings.focused_mode != mode {
        *settings = WinitSettings {
            focused_mode: mode,
            unfocused_mode: mode,
        };
    }
}

/// How long the loop sleeps. Each change of that wakes it at once, so that it must not follow a moment that comes nearer.
#[derive(Debug, Default)]
struct Sleep {
    /// The moment that it sleeps up to, and how long that was from where it was seen.
    aim: Option<(Duration, Duration)>,
}

impl Sleep {
    /// From `now` on: up to the moment `due`, if that is soon.
    fn next(&mut self, now: Duration, due: Option<Duration>, pulses: bool) -> Duration {
        let due = due.filter(|due| *due < now + IDLE && !pulses);
        self.aim = due.map(|due| match self.aim {
            Some((aim, wait)) if aim == due && now < due => (due, wait),
            _ => (due, due.saturating_sub(now).max(PULSE) + LATE),
        });
        match self.aim {
            Some((_, wait)) => wait,
            None if pulses => PULSE,
            None => IDLE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn it_sleeps_up_to_a_moment_and_not_anew_while_that_comes_nearer() {
        let mut sleep = Sleep::default();
        let due = Some(ms(5_400));
        assert_eq!(sleep.next(ms(1_000), due, false), IDLE, "far away");
        let wait = sleep.next(ms(5_000), due, false);
        assert_eq!(wait, ms(400) + LATE);
        for now in [5_001, 5_100, 5_399] {
            assert_eq!(sleep.next(ms(now), due, false), wait, "at {now}");
        }
        let next = Some(ms(6_000));
        assert_eq!(sleep.next(ms(5_410), next, false), ms(590) + LATE);
        assert_eq!(sleep.next(ms(6_010), None, false), IDLE);
    }

    #[test]
    fn what_pulses_is_drawn_evenly_whatever_else_is_due() {
        let mut sleep = Sleep::default();
        for now in [0, 40, 80] {
            assert_eq!(sleep.next(ms(now), Some(ms(90)), true), PULSE);
        }
        // and a moment that has passed keeps nobody awake
        assert_eq!(sleep.next(ms(120), Some(ms(90)), false), PULSE + LATE);
    }
}
