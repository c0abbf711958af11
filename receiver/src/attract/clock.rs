//! What a lobby shows that nobody has touched for so long. Pure.

use super::Attract;
use std::time::Duration;

/// A demonstration lasts so long at a time.
const DEMO: Duration = Duration::from_secs(45);
/// And the high scores after it.
const HIGH_SCORES: Duration = Duration::from_secs(15);
/// So long the two take turns,
const SHOW: Duration = Duration::from_secs(5 * 60);
/// and so long it is still again: nobody is looking, and the machine may rest.
const REST: Duration = Duration::from_secs(15 * 60);

/// What an idle lobby shows, and which time it does: a show is another one each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) shown: Attract,
    /// Shows before this one.
    pub(super) show: u64,
}

/// The moment after so long without anybody; the first show comes after `patience`.
pub(super) fn after(idle: Duration, patience: Duration) -> Moment {
    let Some(on) = idle.checked_sub(patience) else {
        return Moment {
            shown: Attract::Off,
            show: 0,
        };
    };
    let (show, on) = turn(on, SHOW + REST);
    let (_, within) = turn(on, DEMO + HIGH_SCORES);
    let shown = match on {
        on if on >= SHOW => Attract::Off,
        _ if within < DEMO => Attract::Demo,
        _ => Attract::HighScores,
    };
    Moment { shown, show }
}

/// How many turns of this length are over, and how far the next one is.
fn turn(time: Duration, length: Duration) -> (u64, Duration) {
    let (seconds, length) = (time.as_secs(), length.as_secs().max(1));
    let rest =
        Duration::from_secs(seconds % length) + Duration::from_nanos(time.subsec_nanos().into());
    (seconds / length, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(seconds: u64) -> (Attract, u64) {
        let moment = after(Duration::from_secs(seconds), Duration::from_secs(60));
        (moment.shown, moment.show)
    }

    #[test]
    fn the_lobby_waits_then_shows_then_rests() {
        for (seconds, expected) in [
            (0, (Attract::Off, 0)),
            (59, (Attract::Off, 0)),
            (60, (Attract::Demo, 0)),
            (104, (Attract::Demo, 0)),
            (105, (Attract::HighScores, 0)),
            (119, (Attract::HighScores, 0)),
            (120, (Attract::Demo, 0)),
            (359, (Attract::HighScores, 0)),
            (360, (Attract::Off, 0)),
            (1_259, (Attract::Off, 0)),
            (1_260, (Attract::Demo, 1)),
        ] {
            assert_eq!(shown(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn a_lobby_over_night_mostly_rests() {
        let night = 10 * 3_600;
        let on = (0..night).filter(|second| shown(*second).0 != Attract::Off);
        assert!(on.count() * 3 < night as usize);
        assert_eq!(after(Duration::MAX, Duration::ZERO).show, u64::MAX / 1_200);
    }
}
