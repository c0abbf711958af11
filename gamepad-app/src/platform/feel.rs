//! What is felt: a tick for each press, in the frame of the finger and before the network hears of it; and the game's shakes, played
//! in time, until newer ones end them. Must not know how a phone shakes.

use super::adapter::Device;
use super::shell::Haptic;
use super::wishes::{OfSystem, felt};
use crate::find::Tapped;
use crate::model::{PadModel, Rumble};
use crate::redraw::Awake;
use crate::settings::Settings;
use crate::touch::{Action, PadSystems};
use bevy::prelude::*;
use couchpad_core::protocol::Shake;
use std::time::Duration;

/// How long the app stays awake beyond the next shake.
const SPARE: Duration = Duration::from_millis(20);

/// The shakes under way.
#[derive(Debug, Default)]
struct Playing {
    rumble: Option<Rumble>,
    /// The next one, and when it is due.
    next: usize,
    due: Duration,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PreUpdate,
        tick_presses
            .after(PadSystems::Touch)
            .before(PadSystems::Send)
            .run_if(resource_exists::<Device>),
    )
    .add_systems(Last, (tick_taps, shake).run_if(resource_exists::<Device>));
}

/// A press is felt at once, whatever the receiver does with it.
fn tick_presses(
    device: Res<Device>,
    (settings, system): (Res<Settings>, Res<OfSystem>),
    mut actions: MessageReader<Action>,
) {
    let is_press = |action: &&Action| matches!(action, Action::Press(_) | Action::Choose { .. });
    // read to the end
    if actions.read().filter(is_press).count() > 0 {
        tick(&device, &settings, &system);
    }
}

/// So is a tap on anything else.
fn tick_taps(
    device: Res<Device>,
    (settings, system): (Res<Settings>, Res<OfSystem>),
    mut tapped: MessageReader<Tapped>,
) {
    if tapped.read().count() > 0 {
        tick(&device, &settings, &system);
    }
}

fn tick(device: &Device, settings: &Settings, system: &OfSystem) {
    let strength = felt(u8::MAX, system.touch_haptics(settings));
    if strength > 0 {
        let tick = Haptic::Tick { strength };
        // what the shell throws is logged, and nothing else follows from it
        drop(device.0.call("haptic", |shell| shell.haptic(tick)));
    }
}

fn shake(
    device: Res<Device>,
    settings: Res<Settings>,
    (model, time): (Res<PadModel>, Res<Time>),
    mut awake: ResMut<Awake>,
    mut playing: Local<Playing>,
) {
    let now = time.elapsed();
    let due = playing.follow(model.rumble, now);
    let strength = due.map_or(0, |shake| felt(shake.strength, settings.haptics));
    if let Some(Shake { millis, .. }) = due.filter(|shake| shake.millis > 0 && strength > 0) {
        let rumble = Haptic::Rumble { strength, millis };
        drop(device.0.call("haptic", |shell| shell.haptic(rumble)));
    }
    if let Some(next) = playing.next_at() {
        awake.stay(now, next.saturating_sub(now) + SPARE);
    }
}

impl Playing {
    /// Takes newer ones in place of those under way. What is to be felt from now on, if it begins now. What should have been
    /// over by now is left out: a phone that slept does not make up for it.
    fn follow(&mut self, rumble: Option<Rumble>, now: Duration) -> Option<Shake> {
        if self.rumble != rumble {
            let due = rumble.map_or(now, |rumble| rumble.at.max(now));
            *self = Self {
                rumble,
                next: 0,
                due,
            };
        }
        let shakes = self.rumble.as_ref()?.shakes.as_slice();
        let mut begun = None;
        while let Some(shake) = shakes.get(self.next).filter(|_| self.due <= now) {
            let ends = self.due + Duration::from_millis(shake.millis.into());
            begun = (ends > now).then_some(*shake);
            self.due = ends + Duration::from_millis(shake.pause.into());
            self.next += 1;
        }
        begun
    }

    /// When the next one begins; `None`: there is none.
    fn next_at(&self) -> Option<Duration> {
        let shakes = self.rumble.as_ref()?.shakes;
        let left = shakes.as_slice().get(self.next..)?;
        (!left.is_empty()).then_some(self.due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::Shakes;

    const fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn rumble(shakes: &[Shake], at: u64) -> Option<Rumble> {
        let shakes = Shakes::new(shakes);
        let at = millis(at);
        Some(Rumble { shakes, at })
    }

    /// What begins when, looked at so often.
    fn played(playing: &mut Playing, rumble: Option<Rumble>, times: &[u64]) -> Vec<(u64, u8)> {
        let look = |at: &u64| {
            let begun = playing.follow(rumble, millis(*at))?;
            Some((*at, begun.strength))
        };
        times.iter().filter_map(look).collect()
    }

    #[test]
    fn shakes_are_played_in_time_and_once() {
        let three = rumble(
            &[
                Shake::new(1, 100).then(50),
                Shake::new(2, 30).then(20),
                Shake::new(3, 40),
            ],
            1_000,
        );
        let mut playing = Playing::default();
        let times: Vec<_> = (1_000..2_000).step_by(10).collect();
        assert_eq!(
            played(&mut playing, three, &times),
            [(1_000, 1), (1_150, 2), (1_200, 3)]
        );
        assert_eq!(playing.next_at(), None);
    }

    #[test]
    fn newer_ones_end_those_under_way() {
        let mut playing = Playing::default();
        let long = rumble(&[Shake::new(1, 500).then(500), Shake::new(2, 500)], 0);
        assert_eq!(played(&mut playing, long, &[0, 100]), [(0, 1)]);
        assert_eq!(playing.next_at(), Some(millis(1_000)));
        let short = rumble(&[Shake::new(9, 20)], 200);
        let after: Vec<_> = (200..2_000).step_by(50).collect();
        assert_eq!(played(&mut playing, short, &after), [(200, 9)]);
        // the same once more is another one
        let again = rumble(&[Shake::new(9, 20)], 3_000);
        assert_eq!(played(&mut playing, again, &[3_000]), [(3_000, 9)]);
    }

    #[test]
    fn who_slept_is_spared_what_is_over() {
        let mut playing = Playing::default();
        let beats = [Shake::new(1, 50).then(50); 4];
        let four = rumble(&beats, 0);
        assert_eq!(played(&mut playing, four, &[0]), [(0, 1)]);
        assert_eq!(played(&mut playing, four, &[320]), [(320, 1)], "the last");
        let mut late = Playing::default();
        assert_eq!(played(&mut late, four, &[0, 5_000]), [(0, 1)]);
        assert_eq!(late.next_at(), None);
        assert_eq!(played(&mut Playing::default(), None, &[0, 9]), []);
    }
}
