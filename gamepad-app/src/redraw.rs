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
/// How often to look anyway where the link may do worse or better without a word of it: in play, or while it is not well.
const IDLE: Duration = Duration::from_secs(1);
/// The same where nothing changes without waking the loop. Only where the system's wish that we end does not wake it either is
/// it looked for each second.
const REST: Duration = Duration::from_secs(if cfg!(unix) { 10 } else { 1 });

/// Until when, on the app's clock, every frame is drawn.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Awake {
    until: Duration,
    /// Until when a slow pulse is.
    breathes: Duration,
    /// When to look, though nobody wakes the loop.
    alarm: Option<Duration>,
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

    /// Something is due in so long, and nobody wakes the loop for it.
    pub fn look_in(&mut self, now: Duration, left: Duration) {
        let due = now + left;
        // two clocks tremble against each other: a moment that comes a hair nearer is the same one
        if self.alarm.is_none_or(|alarm| due + LATE < alarm) {
            self.alarm = Some(due);
        }
    }
}

/// Draws on demand. The settings only matter where there is a window.
pub fn plugin(app: &mut App) {
    app.init_resource::<Awake>()
        .add_systems(Startup, keep_up)
        .add_systems(Last, (notice_changes, ask_to_draw, pace, tell).chain());
}

/// The app's clock goes with the wall's through the longest rest: what is to last a second does, however seldom anybody looks.
fn keep_up(time: Option<ResMut<Time<Virtual>>>) {
    if let Some(mut time) = time {
        time.set_max_delta(REST + IDLE);
    }
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
    (finder, model): (Res<Finder>, Res<PadModel>),
    (motion, time, mut awake): (Res<Motion>, Res<Time>, ResMut<Awake>),
    mut sleep: Local<Sleep>,
    settings: Option<ResMut<WinitSettings>>,
) {
    let Some(mut settings) = settings else {
        return;
    };
    let now = time.elapsed();
    let pulses = now < awake.breathes && !motion.reduced;
    awake.alarm = awake.alarm.filter(|due| now < *due);
    let due = [finder.next_change(now), awake.alarm]
        .into_iter()
        .flatten()
        .min();
    let wait = sleep.next(now, due, (pulses, idle(&model)));
    let mode = UpdateMode::reactive_low_power(wait);
    if settings.focused_mode != mode {
        *settings = WinitSettings {
            focused_mode: mode,
            unfocused_mode: mode,
        };
    }
}

/// How often to look though nothing is due: as seldom as what is on the glass allows.
fn idle(model: &PadModel) -> Duration {
    let is_well = model.health().bars() == 3 && model.weak.is_none();
    if model.is_live() && (model.phase.is_live() || !is_well) {
        IDLE
    } else {
        REST
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
    fn next(
        &mut self,
        now: Duration,
        due: Option<Duration>,
        (pulses, idle): (bool, Duration),
    ) -> Duration {
        let due = due.filter(|due| *due < now + idle && !pulses);
        self.aim = due.map(|due| match self.aim {
            Some((aim, wait)) if aim == due && now < due => (due, wait),
            _ => (due, due.saturating_sub(now).max(PULSE) + LATE),
        });
        match self.aim {
            Some((_, wait)) => wait,
            None if pulses => PULSE,
            None => idle,
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
        assert_eq!(sleep.next(ms(1_000), due, (false, IDLE)), IDLE, "far away");
        let wait = sleep.next(ms(5_000), due, (false, IDLE));
        assert_eq!(wait, ms(400) + LATE);
        for now in [5_001, 5_100, 5_399] {
            assert_eq!(sleep.next(ms(now), due, (false, IDLE)), wait, "at {now}");
        }
        let next = Some(ms(6_000));
        assert_eq!(sleep.next(ms(5_410), next, (false, IDLE)), ms(590) + LATE);
        assert_eq!(sleep.next(ms(6_010), None, (false, REST)), REST);
    }

    #[test]
    fn it_looks_each_second_only_where_the_link_may_change_unheard() {
        use crate::model::Connection;
        use couchpad_core::protocol::Phase;
        let with = |connection, phase, rtt| PadModel {
            connection,
            phase,
            rtt: Some(ms(rtt)),
            ..PadModel::default()
        };
        for (model, looks) in [
            (PadModel::default(), REST),
            (with(Connection::Live, Phase::Lobby, 4), REST),
            (with(Connection::Live, Phase::Lobby, 400), IDLE),
            (with(Connection::Live, Phase::Playing, 4), IDLE),
        ] {
            assert_eq!(idle(&model), looks, "{model:?}");
        }
    }

    #[test]
    fn what_is_due_is_looked_at_once_and_in_its_order() {
        let mut app = App::new();
        app.init_resource::<Time>()
            .init_resource::<PadModel>()
            .init_resource::<Finder>()
            .init_resource::<Motion>()
            .init_resource::<Awake>()
            .init_resource::<WinitSettings>()
            .add_systems(Update, pace);
        let mut awake = app.world_mut().resource_mut::<Awake>();
        awake.look_in(ms(0), ms(7_000));
        awake.look_in(ms(0), ms(3_000));
        awake.look_in(ms(0), ms(5_000));
        let mode = |app: &mut App, to: u64| {
            let mut time = app.world_mut().resource_mut::<Time>();
            let passed = ms(to) - time.elapsed();
            time.advance_by(passed);
            app.update();
            app.world().resource::<WinitSettings>().focused_mode
        };
        let waits = |wait| UpdateMode::reactive_low_power(wait);
        assert_eq!(mode(&mut app, 1_000), waits(ms(2_000) + LATE));
        assert_eq!(mode(&mut app, 3_004), waits(REST));
    }

    #[test]
    fn what_pulses_is_drawn_evenly_whatever_else_is_due() {
        let mut sleep = Sleep::default();
        for now in [0, 40, 80] {
            assert_eq!(sleep.next(ms(now), Some(ms(90)), (true, REST)), PULSE);
        }
        // and a moment that has passed keeps nobody awake
        assert_eq!(
            sleep.next(ms(120), Some(ms(90)), (false, REST)),
            PULSE + LATE
        );
    }
}
