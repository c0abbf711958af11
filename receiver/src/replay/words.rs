//! Times of a replay in words. Pure.

use couchpad_games::game::{Manifest, Pacing};
use std::time::Duration;

/// How long so many steps of the game take; of a game that waits for events, as if each took a second.
pub(super) fn played(manifest: &Manifest, steps: u64) -> Duration {
    let rate = match manifest.pacing {
        Pacing::Fixed(hz) => u64::from(hz.max(1)),
        Pacing::OnEvent => 1,
    };
    Duration::from_millis(steps.saturating_mul(1_000) / rate)
}

/// As on a player's clock: 3:07, or 1:02:03.
pub(super) fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_tell_minutes_and_hours_where_there_are_any() {
        let at = |seconds| clock(Duration::from_secs(seconds));
        assert_eq!([at(0), at(187), at(3_723)], ["0:00", "3:07", "1:02:03"]);
        let arkanoid = couchpad_games::find("arkanoid").unwrap().manifest;
        assert_eq!(clock(played(arkanoid, 240 * 61)), "1:01");
    }
}
