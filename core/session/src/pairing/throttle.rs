//! Who guessed wrong how often. Counts addresses and nothing else: it knows no code, and the time is passed in.

use crate::Time;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};

/// Wrong codes from one address that lock it (of IPv6: from one /64).
pub const ADDRESS_TRIES: u8 = 3;
/// Wrong codes from anywhere that make the code a new one.
pub const CODE_TRIES: u8 = 20;
/// How long an address is locked.
pub const LOCK: Time = Time::from_secs(30);
/// Addresses that are remembered, at most.
const ADDRESSES: usize = 4_096;

/// What an address did.
#[derive(Clone, Copy, Debug)]
struct Record {
    wrong: u8,
    /// When the last wrong code came.
    last: Time,
}

impl Record {
    /// What is left of its lock; `None` if it is not locked.
    fn locked_for(self, now: Time) -> Option<Time> {
        let locked = self.wrong >= ADDRESS_TRIES;
        let left = self.last.saturating_add(LOCK).checked_sub(now);
        left.filter(|left| locked && !left.is_zero())
    }

    /// Whether it says nothing any more: its lock has ended, and the count begins anew.
    fn is_over(self, now: Time) -> bool {
        self.wrong >= ADDRESS_TRIES && self.locked_for(now).is_none()
    }
}

/// What a wrong code leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// This address is locked from now on.
    pub(super) locked: bool,
    /// The code has been guessed at often enough.
    pub(super) rotate: bool,
}

/// The addresses with wrong codes, and the wrong codes since the code was made.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    records: BTreeMap<IpAddr, Record>,
    wrong: u8,
}

impl Throttle {
    /// How long this address is locked still; `None` if it is not.
    pub(super) fn locked_for(&self, now: Time, from: IpAddr) -> Option<Time> {
        self.records.get(&bucket(from))?.locked_for(now)
    }

    /// Counts a wrong code from an address that is not locked.
    pub(super) fn wrong(&mut self, now: Time, from: IpAddr) -> Verdict {
        let from = bucket(from);
        let before = self
            .records
            .get(&from)
            .filter(|record| !record.is_over(now));
        let wrong = before.map_or(0, |record| record.wrong);
        let wrong = wrong.saturating_add(1).min(ADDRESS_TRIES);
        self.make_room(now, from);
        self.records.insert(from, Record { wrong, last: now });
        self.wrong = self.wrong.saturating_add(1);
        Verdict {
            locked: wrong == ADDRESS_TRIES,
            rotate: self.wrong >= CODE_TRIES,
        }
    }

    /// The right code came from this address.
    pub(super) fn right(&mut self, from: IpAddr) {
        self.records.remove(&bucket(from));
    }

    /// There is a new code.
    pub(super) const fn new_code(&mut self) {
        self.wrong = 0;
    }

    /// Forgets somebody if there is no room for `from`: all whose lock has ended, else whoever was quiet longest, the locked
    /// ones last.
    fn make_room(&mut self, now: Time, from: IpAddr) {
        if self.records.len() < ADDRESSES || self.records.contains_key(&from) {
            return;
        }
        self.records.retain(|_, record| !record.is_over(now));
        if self.records.len() < ADDRESSES {
            return;
        }
        let quietest = self
            .records
            .iter()
            .min_by_key(|(_, record)| (record.locked_for(now).is_some(), record.last));
        if let Some(address) = quietest.map(|(address, _)| *address) {
            self.records.remove(&address);
        }
    }
}

/// The addresses that one machine can have at will are one: of IPv6 a /64. An IPv4 address is itself, however it is written.
fn bucket(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn v4(n: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from_bits(0x0a00_0000 + n))
    }

    const fn secs(n: u64) -> Time {
        Time::from_secs(n)
    }

    #[test]
    fn the_third_wrong_code_locks_for_30_s_and_then_the_count_begins_anew() {
        let mut throttle = Throttle::default();
        assert!(!throttle.wrong(secs(0), v4(1)).locked);
        assert!(!throttle.wrong(secs(9), v4(1)).locked);
        assert_eq!(throttle.locked_for(secs(9), v4(1)), None);
        assert!(throttle.wrong(secs(10), v4(1)).locked);
        assert_eq!(throttle.locked_for(secs(10), v4(1)), Some(LOCK));
        assert_eq!(throttle.locked_for(secs(39), v4(1)), Some(secs(1)));
        assert_eq!(throttle.locked_for(secs(10), v4(2)), None);
        assert_eq!(throttle.locked_for(secs(40), v4(1)), None);
        for _ in 0..2 {
            assert!(!throttle.wrong(secs(40), v4(1)).locked);
        }
        assert!(throttle.wrong(secs(40), v4(1)).locked);
    }

    #[test]
    fn the_right_code_clears_the_address_and_time_alone_does_not() {
        let mut throttle = Throttle::default();
        for _ in 0..9 {
            assert!(!throttle.wrong(secs(0), v4(1)).locked);
            assert!(!throttle.wrong(secs(0), v4(1)).locked);
            throttle.right(v4(1));
        }
        assert!(!throttle.wrong(secs(0), v4(1)).locked);
        assert!(!throttle.wrong(secs(3_600), v4(1)).locked);
        assert!(throttle.wrong(secs(7_200), v4(1)).locked);
    }

    #[test]
    fn twenty_from_anywhere_ask_for_a_new_code() {
        let mut throttle = Throttle::default();
        for round in 0..3 {
            for n in 0..19 {
                assert!(
                    !throttle
                        .wrong(secs(round), v4(round as u32 * 100 + n))
                        .rotate
                );
            }
            assert!(
                throttle
                    .wrong(secs(round), v4(round as u32 * 100 + 19))
                    .rotate
            );
            throttle.new_code();
        }
    }

    #[test]
    fn one_machine_is_one_address() {
        let same: [[&str; 2]; 3] = [
            ["fd00:0:0:1::1", "fd00:0:0:1:ffff:ffff:ffff:ffff"],
            ["::ffff:10.0.0.1", "10.0.0.1"],
            ["fe80::1", "fe80::2"],
        ];
        for [one, other] in same.map(|pair| pair.map(|text| text.parse().unwrap())) {
            assert_eq!(bucket(one), bucket(other));
        }
        let different: [[&str; 2]; 3] = [
            ["fd00:0:0:1::1", "fd00:0:0:2::1"],
            ["::ffff:10.0.0.1", "10.0.0.2"],
            ["::1", "127.0.0.1"],
        ];
        for [one, other] in different.map(|pair| pair.map(|text| text.parse().unwrap())) {
            assert_ne!(bucket(one), bucket(other));
        }
    }

    #[test]
    fn memory_is_bounded_and_locks_are_kept_longest() {
        let mut throttle = Throttle::default();
        for _ in 0..3 {
            throttle.wrong(secs(0), v4(0));
        }
        for n in 1..20_000 {
            throttle.wrong(secs(1), v4(n));
            assert!(throttle.records.len() <= ADDRESSES);
        }
        assert_eq!(throttle.records.len(), ADDRESSES);
        assert_eq!(throttle.locked_for(secs(2), v4(0)), Some(secs(28)));
        // all of them locked: the first lock to end makes room
        let mut throttle = Throttle::default();
        for n in 0..=ADDRESSES as u32 {
            for _ in 0..3 {
                throttle.wrong(Time::from_millis(n.into()), v4(n));
            }
        }
        let now = Time::from_millis(ADDRESSES as u64);
        assert_eq!(throttle.locked_for(now, v4(0)), None);
        for n in 1..=ADDRESSES as u32 {
            assert!(throttle.locked_for(now, v4(n)).is_some(), "{n}");
        }
        // and the locks that have ended go first of all
        throttle.wrong(secs(3_600), v4(u32::MAX >> 8));
        assert_eq!(throttle.records.len(), 1);
    }
}
