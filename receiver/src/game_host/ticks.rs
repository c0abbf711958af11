//! How long ticks take while a game runs: told in the log, at DEBUG, when it stands still or ends. A tick is one run of the whole
//! program, from what has arrived to what is to leave; drawing is not in it. Must not know what happens in one.

use crate::flow::Screen;
use bevy::prelude::*;
use std::time::{Duration, Instant};

/// Steps of a doubling that times are told apart by.
const PARTS: u32 = 8;
/// Times from one microsecond up; the last place has all that are longer, from four seconds on.
const PLACES: usize = 22 * PARTS as usize;

/// How often ticks took how long.
#[derive(Resource)]
struct Ticks {
    began: Option<Instant>,
    counts: [u32; PLACES],
    longest: Duration,
}

impl Default for Ticks {
    fn default() -> Self {
        Self {
            began: None,
            counts: [0; PLACES],
            longest: Duration::ZERO,
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    let is_playing = in_state(Screen::Playing);
    app.init_resource::<Ticks>()
        .add_systems(First, begin)
        .add_systems(Last, end.run_if(is_playing))
        .add_systems(OnExit(Screen::Playing), tell);
}

fn begin(mut ticks: ResMut<Ticks>) {
    ticks.began = Some(Instant::now());
}

fn end(mut ticks: ResMut<Ticks>) {
    if let Some(began) = ticks.began.take() {
        ticks.add(began.elapsed());
    }
}

fn tell(mut ticks: ResMut<Ticks>) {
    let ticks = std::mem::take(&mut *ticks);
    if let (Some(p50), Some(p99)) = (ticks.at(0.5), ticks.at(0.99)) {
        let (count, longest) = (ticks.count(), ticks.longest);
        tracing::debug!("{count} ticks took {p50:?} (p50), {p99:?} (p99), at most {longest:?}");
    }
}

impl Ticks {
    fn add(&mut self, time: Duration) {
        self.longest = self.longest.max(time);
        let micros = time.as_secs_f64() * 1e6;
        let place = micros.max(1.0).log2() * f64::from(PARTS);
        // in range: at least 0, and bounded by the list
        let place = (place as usize).min(PLACES - 1);
        if let Some(count) = self.counts.get_mut(place) {
            *count = count.saturating_add(1);
        }
    }

    fn count(&self) -> u64 {
        self.counts.iter().map(|count| u64::from(*count)).sum()
    }

    /// The time that this share did not take longer than; a twelfth too long at most.
    fn at(&self, share: f64) -> Option<Duration> {
        let wanted = (self.count() as f64 * share).ceil() as u64;
        let mut seen = 0;
        let place = self.counts.iter().position(|count| {
            seen += u64::from(*count);
            *count > 0 && seen >= wanted
        })?;
        let micros = (f64::from(u32::try_from(place).ok()? + 1) / f64::from(PARTS)).exp2();
        Some(Duration::from_secs_f64(micros / 1e6).min(self.longest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_to_a_tenth() {
        let mut ticks = Ticks::default();
        assert_eq!(ticks.at(0.5), None);
        for millis in 1..=1_000 {
            ticks.add(Duration::from_millis(millis));
        }
        for share in [0.1, 0.5, 0.9, 0.99] {
            let told = ticks.at(share).unwrap().as_secs_f64();
            assert!((share..share * 1.1).contains(&told), "{share}: {told}");
        }
        ticks.add(Duration::from_secs(60));
        assert_eq!(
            (ticks.count(), ticks.longest),
            (1_001, Duration::from_secs(60))
        );
    }
}
