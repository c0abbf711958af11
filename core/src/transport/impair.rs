//! What bad networks do, decided by a seed: loss, delay, jitter, reordering, doubles, blackouts; and a link of datagrams
//! that suffers it, in whatever time its owner keeps. For tests, benches and the proxy that stands between real programs.
//! Must not know what the datagrams say.

use crate::session::Time;
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::collections::BTreeMap;

/// What a link does to its frames or datagrams. Shares are in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Impairment {
    /// Share that gets lost. `Ordered` frames come later instead.
    pub loss: u16,
    /// Share of datagrams and `Latest` frames that come twice.
    pub duplicate: u16,
    /// Share of datagrams and `Latest` frames that take three times as long, besides what jitter reorders.
    pub reorder: u16,
    /// Time that each of them takes at least.
    pub delay: Time,
    /// Time that it takes at most in addition.
    pub jitter: Time,
}

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The host's.
    Host,
    /// The pad's.
    Pad,
}

/// The dice: what happens to each thing that is sent.
#[derive(Debug)]
pub(super) struct Weather {
    pub(super) impairment: Impairment,
    rng: Pcg64Mcg,
    blackout_until: Time,
}

impl Weather {
    pub(super) fn new(seed: u64, impairment: Impairment) -> Self {
        Self {
            impairment,
            rng: Pcg64Mcg::seed_from_u64(seed),
            blackout_until: Time::ZERO,
        }
    }

    pub(super) fn black_out(&mut self, until: Time) {
        self.blackout_until = self.blackout_until.max(until);
    }

    pub(super) const fn blackout_until(&self) -> Time {
        self.blackout_until
    }

    /// How long each copy of a thing sent now is under way: none arrives, one or two.
    pub(super) fn flights(&mut self, now: Time) -> impl Iterator<Item = Time> + use<> {
        let is_lost = now < self.blackout_until || self.loses();
        let double =
            (!is_lost && self.happens(self.impairment.duplicate)).then(|| self.flight_or_detour());
        let first = (!is_lost).then(|| self.flight_or_detour());
        double.into_iter().chain(first)
    }

    pub(super) fn loses(&mut self) -> bool {
        self.happens(self.impairment.loss)
    }

    /// How long the next thing is under way.
    pub(super) fn flight(&mut self) -> Time {
        let jitter = u64::try_from(self.impairment.jitter.as_micros()).unwrap_or(u64::MAX);
        let extra = self.rng.next_u64() % jitter.saturating_add(1).max(1);
        self.impairment.delay + Time::from_micros(extra)
    }

    fn flight_or_detour(&mut self) -> Time {
        let flight = self.flight();
        if self.happens(self.impairment.reorder) {
            flight * 3
        } else {
            flight
        }
    }

    fn happens(&mut self, permille: u16) -> bool {
        self.rng.next_u32() % 1_000 < u32::from(permille)
    }
}

/// A link that carries datagrams both ways, below whatever repeats and orders them.
#[derive(Debug)]
pub struct DatagramLink {
    weather: Weather,
    /// Datagrams sent so far: gives those that arrive at one time an order.
    sent: u64,
    to_host: BTreeMap<(Time, u64), Vec<u8>>,
    to_pad: BTreeMap<(Time, u64), Vec<u8>>,
}

impl DatagramLink {
    /// A link that impairs its datagrams as `seed` decides.
    #[must_use]
    pub fn new(seed: u64, impairment: Impairment) -> Self {
        Self {
            weather: Weather::new(seed, impairment),
            sent: 0,
            to_host: BTreeMap::new(),
            to_pad: BTreeMap::new(),
        }
    }

    /// What it does to the datagrams sent from now on.
    pub const fn set_impairment(&mut self, impairment: Impairment) {
        self.weather.impairment = impairment;
    }

    /// Nothing sent before `until` gets through.
    pub fn black_out(&mut self, until: Time) {
        self.weather.black_out(until);
    }

    /// Sends a datagram to an end. How many copies will arrive: none, one or two.
    pub fn send(&mut self, now: Time, to: End, bytes: &[u8]) -> usize {
        let mut copies = 0;
        for flight in self.weather.flights(now) {
            self.sent += 1;
            let key = (now + flight, self.sent);
            self.way(to).insert(key, bytes.to_vec());
            copies += 1;
        }
        copies
    }

    /// The next datagram that has arrived at an end by now, and when it did.
    pub fn receive(&mut self, now: Time, end: End) -> Option<(Time, Vec<u8>)> {
        let first = self.way(end).first_entry()?;
        let (at, _) = *first.key();
        (at <= now).then(|| (at, first.remove()))
    }

    /// When the next datagram arrives at an end.
    #[must_use]
    pub fn next_arrival(&self, end: End) -> Option<Time> {
        let way = match end {
            End::Host => &self.to_host,
            End::Pad => &self.to_pad,
        };
        way.keys().next().map(|(at, _)| *at)
    }

    const fn way(&mut self, to: End) -> &mut BTreeMap<(Time, u64), Vec<u8>> {
        match to {
            End::Host => &mut self.to_host,
            End::Pad => &mut self.to_pad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Time {
        Time::from_millis(millis)
    }

    #[test]
    fn datagrams_get_lost_doubled_late_and_mixed_up_as_often_as_told() {
        let bad = Impairment {
            loss: 200,
            duplicate: 50,
            reorder: 100,
            delay: ms(10),
            jitter: ms(50),
        };
        let mut link = DatagramLink::new(1, bad);
        let copies: usize = (0..10_000_u64)
            .map(|n| link.send(ms(n * 200), End::Host, &n.to_le_bytes()))
            .sum();
        assert!((8_200..8_600).contains(&copies), "{copies}");
        let (mut arrived, mut detours) = (0, 0);
        while let Some((at, bytes)) = link.receive(Time::MAX, End::Host) {
            let sent = ms(u64::from_le_bytes(bytes.try_into().unwrap()) * 200);
            assert!(at >= sent + ms(10) && at <= sent + ms(180));
            detours += usize::from(at > sent + ms(60));
            arrived += 1;
        }
        assert_eq!(arrived, copies);
        assert!((600..850).contains(&detours), "{detours}");
    }

    #[test]
    fn nothing_gets_through_a_blackout() {
        let mut link = DatagramLink::new(1, Impairment::default());
        link.black_out(ms(2_000));
        assert_eq!(link.send(ms(1_999), End::Pad, &[1]), 0);
        assert_eq!(link.send(ms(2_000), End::Pad, &[2]), 1);
        assert_eq!(link.next_arrival(End::Pad), Some(ms(2_000)));
        assert_eq!(link.receive(ms(1_999), End::Pad), None);
        assert_eq!(link.receive(ms(2_000), End::Host), None);
        assert_eq!(
            link.receive(ms(2_000), End::Pad),
            Some((ms(2_000), vec![2]))
        );
    }
}
