//! Fingers that move 120 times a second, and a game that asks how old the newest position is that it knows. Must not know
//! by what means positions travel.

use anyhow::{Context as _, ensure};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// From one position of a finger to the next.
const MOVE: Duration = Duration::from_nanos(8_333_333);
/// From one question of the game to the next: no multiple of [`MOVE`], so that it asks at any moment between two positions.
const ASK: Duration = Duration::from_millis(5);

/// What both sides share: position N is made N times [`MOVE`] after the start.
pub(crate) struct Race {
    start: Instant,
    over: AtomicBool,
    /// The newest position that came over the WebSocket.
    websocket: AtomicU32,
}

/// How old the newest known position is, in milliseconds.
pub(crate) struct Age {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

impl Race {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            over: AtomicBool::new(false),
            websocket: AtomicU32::new(0),
        }
    }

    /// A position came over the WebSocket.
    pub(crate) fn came(&self, number: u32) {
        self.websocket.fetch_max(number, Ordering::Relaxed);
    }

    pub(crate) fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// Tells every position when it is due, until the end.
    pub(crate) fn move_finger(
        &self,
        mut tell: impl FnMut(u32) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut number = 0;
        while !self.over.load(Ordering::Relaxed) {
            // one that is late goes on with what is due now
            let due = self.start.elapsed().as_nanos() / MOVE.as_nanos() + 1;
            number = u32::try_from(due)?.max(number + 1);
            thread::sleep((MOVE * number).saturating_sub(self.start.elapsed()));
            tell(number)?;
        }
        Ok(())
    }

    /// Asks both sides' newest position for a time: `newest` is Couchpad's. Ages over Couchpad, and over the WebSocket.
    pub(crate) fn watch(
        &self,
        time: Duration,
        newest: impl Fn() -> u32,
    ) -> anyhow::Result<(Age, Age)> {
        let begin = self.start.elapsed();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for question in 1.. {
            let at = ASK * question;
            if at > time {
                break;
            }
            thread::sleep((begin + at).saturating_sub(self.start.elapsed()));
            ours.push(self.age_of(newest()));
            theirs.push(self.age_of(self.websocket.load(Ordering::Relaxed)));
        }
        Ok((
            Age::of(ours).context("Couchpad")?,
            Age::of(theirs).context("the WebSocket")?,
        ))
    }

    fn age_of(&self, number: u32) -> Duration {
        self.start.elapsed().saturating_sub(MOVE * number)
    }
}

impl Age {
    fn of(mut ages: Vec<Duration>) -> anyhow::Result<Self> {
        ages.sort_unstable();
        let at = |share: f64| ages.get((ages.len() as f64 * share) as usize);
        let ms = |age: &Duration| age.as_secs_f64() * 1_000.0;
        let (p50, p99) = (at(0.5), at(0.99));
        ensure!(
            p99.is_some_and(|age| !age.is_zero()),
            "no age was measured; run it again"
        );
        Ok(Self {
            p50: p50.map(ms).unwrap_or_default(),
            p99: p99.map(ms).unwrap_or_default(),
        })
    }
}
