//! How many datagrams come, and whether that is a crowd. Must not know sockets.

use std::time::{Duration, Instant};

/// From so many datagrams a second on they are fetched together: a thread that wakes for each needs four times the CPU.
/// That is eighty pads at 120 a second; with fewer, nothing waits.
const CROWD: u32 = 10_000;
/// How often the thread looks how many come.
const LOOK: Duration = Duration::from_millis(20);
/// How long it counts as one when fewer come: frames of the host, and whatever else this machine does, make pauses in what
/// a crowd sends, and waking for each datagram in between costs most where the machine is busy already.
const LINGER: Duration = Duration::from_millis(250);

/// How many datagrams come.
pub(super) struct Rate {
    since: Instant,
    count: u32,
    /// So many that they are fetched together.
    pub(super) is_of_crowd: bool,
    /// Unless more come.
    until: Instant,
}

impl Rate {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            since: now,
            count: 0,
            is_of_crowd: false,
            until: now,
        }
    }

    pub(super) fn add(&mut self, count: u32, now: Instant) {
        self.count = self.count.saturating_add(count);
        let time = now.saturating_duration_since(self.since);
        if time >= LOOK {
            if f64::from(self.count) > f64::from(CROWD) * time.as_secs_f64() {
                self.until = now + LINGER;
            }
            self.is_of_crowd = now < self.until;
            self.since = now;
            self.count = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_crowds_datagrams_are_gathered() {
        let start = Instant::now();
        let mut rate = Rate::new(start);
        let mut now = start;
        let mut second = |each: u32| {
            let mut gathered = 0;
            for _ in 0..1_000 {
                now += Duration::from_millis(1);
                rate.add(each, now);
                gathered += u32::from(rate.is_of_crowd);
            }
            gathered
        };
        assert_eq!(second(2), 0, "eight pads at 240 a second");
        assert!(second(60) > 900, "a thousand at 60");
        assert!(second(0) < 300);
        assert_eq!(second(0), 0);
    }

    #[test]
    fn a_crowd_may_pause() {
        let start = Instant::now();
        let mut rate = Rate::new(start);
        // all of a thousand at once, fifteen times a second
        for frame in 0..30 {
            for ms in 0..66 {
                let at = start + Duration::from_millis(frame * 66 + ms);
                rate.add(if ms < 20 { 50 } else { 0 }, at);
                assert!(rate.is_of_crowd || frame == 0);
            }
        }
    }
}
