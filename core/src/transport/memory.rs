//! A link inside one process and in virtual time, that impairs what it carries: loss, delay, jitter, reordering,
//! doubles, blackouts. Seeded, so that every run repeats. For tests and benches of whole sessions. Must not know what
//! the frames say.

use super::impair::Weather;
pub use super::impair::{End, Impairment};
use crate::protocol::Lane;
use crate::session::Time;
use std::collections::BTreeMap;

/// How long an `Ordered` frame that got lost waits before it is sent again.
const RESEND: Time = Time::from_millis(25);
/// Most times that one frame gets lost, so that a loss of everything ends too.
const TRIES: u32 = 1_000;

/// A frame that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When.
    pub at: Time,
    /// On which lane.
    pub lane: Lane,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A link with two ends. Dropping it cuts it: what is under way is lost.
#[derive(Debug)]
pub struct MemoryLink {
    weather: Weather,
    to_host: Way,
    to_pad: Way,
}

/// One direction.
#[derive(Debug, Default)]
struct Way {
    /// By arrival, then by the order in which they were sent.
    under_way: BTreeMap<(Time, u64), (Lane, Vec<u8>)>,
    sent: u64,
    /// No `Ordered` frame overtakes another.
    last_ordered: Time,
}

impl Way {
    fn put(&mut self, at: Time, lane: Lane, bytes: Vec<u8>) {
        self.sent += 1;
        self.under_way.insert((at, self.sent), (lane, bytes));
    }
}

impl MemoryLink {
    /// A link that impairs its frames as `seed` decides.
    #[must_use]
    pub fn new(seed: u64, impairment: Impairment) -> Self {
        Self {
            weather: Weather::new(seed, impairment),
            to_host: Way::default(),
            to_pad: Way::default(),
        }
    }

    /// What it does to the frames sent from now on.
    pub const fn set_impairment(&mut self, impairment: Impairment) {
        self.weather.impairment = impairment;
    }

    /// Nothing sent before `until` gets through; `Ordered` frames come after it.
    pub fn black_out(&mut self, until: Time) {
        self.weather.black_out(until);
    }

    /// Sends a frame to an end.
    pub fn send(&mut self, now: Time, to: End, lane: Lane, bytes: Vec<u8>) {
        match lane {
            Lane::Ordered => {
                let at = self.ordered_arrival(now);
                let way = self.way(to);
                way.last_ordered = way.last_ordered.max(at);
                way.put(way.last_ordered, lane, bytes);
            }
            Lane::Latest => {
                for flight in self.weather.flights(now) {
                    self.way(to).put(now + flight, lane, bytes.clone());
                }
            }
        }
    }

    /// The next frame that has arrived at an end by now.
    pub fn receive(&mut self, now: Time, end: End) -> Option<Arrival> {
        let way = self.way(end);
        let first = way.under_way.first_entry()?;
        let (at, _) = *first.key();
        (at <= now).then(|| {
            let (lane, bytes) = first.remove();
            Arrival { at, lane, bytes }
        })
    }

    /// When the next frame arrives at either end.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Time> {
        let first = |way: &Way| way.under_way.first_key_value().map(|((at, _), _)| *at);
        let ends = [first(&self.to_host), first(&self.to_pad)];
        ends.into_iter().flatten().min()
    }

    fn way(&mut self, to: End) -> &mut Way {
        match to {
            End::Host => &mut self.to_host,
            End::Pad => &mut self.to_pad,
        }
    }

    fn ordered_arrival(&mut self, now: Time) -> Time {
        let mut leaves = now.max(self.weather.blackout_until());
        let mut tries = 0;
        while tries < TRIES && self.weather.loses() {
            leaves += RESEND;
            tries += 1;
        }
        leaves + self.weather.flight()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAD: Impairment = Impairment {
        loss: 200,
        duplicate: 50,
        reorder: 100,
        delay: Time::from_millis(5),
        jitter: Time::from_millis(50),
    };

    fn run(seed: u64, lane: Lane) -> Vec<u16> {
        let mut link = MemoryLink::new(seed, BAD);
        for n in 0..1_000_u16 {
            let now = Time::from_millis(u64::from(n));
            link.send(now, End::Host, lane, n.to_le_bytes().to_vec());
        }
        let end = Time::from_secs(100);
        std::iter::from_fn(|| link.receive(end, End::Host))
            .map(|arrival| u16::from_le_bytes([arrival.bytes[0], arrival.bytes[1]]))
            .collect()
    }

    #[test]
    fn ordered_comes_whole_and_in_order() {
        assert_eq!(run(1, Lane::Ordered), (0..1_000).collect::<Vec<_>>());
    }

    #[test]
    fn latest_gets_lost_doubled_and_mixed_up() {
        let got = run(1, Lane::Latest);
        assert!((700..950).contains(&got.len()), "{}", got.len());
        assert!(got.windows(2).any(|pair| pair[0] > pair[1]));
        let mut once = got.clone();
        once.sort_unstable();
        once.dedup();
        assert!(once.len() < got.len());
        assert_eq!(run(1, Lane::Latest), got, "the seed decides everything");
        assert_ne!(run(2, Lane::Latest), got);
    }

    #[test]
    fn a_blackout_loses_latest_and_delays_ordered() {
        let mut link = MemoryLink::new(1, Impairment::default());
        link.black_out(Time::from_secs(2));
        link.send(Time::ZERO, End::Pad, Lane::Latest, vec![1]);
        link.send(Time::ZERO, End::Pad, Lane::Ordered, vec![2]);
        assert_eq!(link.next_arrival(), Some(Time::from_secs(2)));
        assert_eq!(link.receive(Time::from_secs(1), End::Pad), None);
        let arrival = link.receive(Time::from_secs(3), End::Pad);
        assert_eq!(arrival.map(|a| a.bytes), Some(vec![2]));
        assert_eq!(link.receive(Time::from_secs(3), End::Host), None);
    }
}
