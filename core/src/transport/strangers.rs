//! Control connections of those who have proven nothing yet, and their limits: who holds too many loses one of them at
//! random, so that one flooder cannot shut the others out. Must not know what a connection says.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};

/// Such connections, at most.
pub(crate) const STRANGERS: usize = 64;
/// The same of one address, or one IPv6 subnet.
pub(crate) const STRANGERS_PER_ADDRESS: usize = 5;
/// The bits of an IPv6 address that one household has for itself: whoever has these has every address behind them.
const SUBNET: u128 = !0 << 64;

/// Who has proven nothing yet: connection numbers, and where they come from.
#[derive(Debug, Default)]
pub(crate) struct Strangers {
    held: BTreeMap<usize, IpAddr>,
}

impl Strangers {
    pub(crate) fn insert(&mut self, id: usize, address: IpAddr) {
        self.held.insert(id, origin(address));
    }

    pub(crate) fn remove(&mut self, id: usize) {
        self.held.remove(&id);
    }

    /// Who has to go before one more from this address may come in. `dice` is any random number.
    pub(crate) fn displaced_by(&self, newcomer: IpAddr, dice: u32) -> Option<usize> {
        let newcomer = origin(newcomer);
        let held = self.count();
        let own = held.get(&newcomer).copied().unwrap_or_default();
        let crowd: Vec<usize> = if own >= STRANGERS_PER_ADDRESS {
            self.those(|address| address == newcomer)
        } else if self.held.len() >= STRANGERS {
            let most = held.values().copied().max().unwrap_or_default();
            self.those(|address| held.get(&address) == Some(&most))
        } else {
            return None;
        };
        let pick = dice as usize % crowd.len().max(1);
        crowd.get(pick).copied()
    }

    fn count(&self) -> BTreeMap<IpAddr, usize> {
        let mut held = BTreeMap::new();
        for address in self.held.values() {
            *held.entry(*address).or_default() += 1;
        }
        held
    }

    fn those(&self, is_meant: impl Fn(IpAddr) -> bool) -> Vec<usize> {
        let all = self.held.iter();
        let meant = all.filter(|(_, address)| is_meant(**address));
        meant.map(|(id, _)| *id).collect()
    }
}

/// What counts as one address.
fn origin(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & SUBNET).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn v4(last: u8) -> IpAddr {
        [10, 0, 0, last].into()
    }

    #[test]
    fn one_address_holds_five_and_loses_any_of_them() {
        let mut strangers = Strangers::default();
        for id in 0..5 {
            assert_eq!(strangers.displaced_by(v4(1), 3), None);
            strangers.insert(id, v4(1));
        }
        strangers.insert(9, v4(2));
        let gone: BTreeSet<_> = (0..50)
            .filter_map(|dice| strangers.displaced_by(v4(1), dice))
            .collect();
        assert_eq!(gone, (0..5).collect());
        assert_eq!(strangers.displaced_by(v4(3), 1), None);
        strangers.remove(2);
        assert_eq!(strangers.displaced_by(v4(1), 0), None);
    }

    #[test]
    fn when_all_are_taken_one_of_the_greediest_goes() {
        let mut strangers = Strangers::default();
        for id in 0..STRANGERS {
            // 12 addresses with five each, and one with four
            strangers.insert(id, v4((id / 5) as u8));
        }
        let gone: BTreeSet<_> = (0..500)
            .filter_map(|dice| strangers.displaced_by(v4(200), dice))
            .collect();
        assert_eq!(
            gone,
            (0..60).collect(),
            "not those of the address with four"
        );
    }

    #[test]
    fn an_ipv6_subnet_is_one_address_and_a_mapped_one_is_ipv4() {
        let mut strangers = Strangers::default();
        for id in 0..5 {
            strangers.insert(id, ip(&format!("2001:db8::{id}")));
        }
        let same = ip("2001:db8::ffff:1:2:3");
        assert!(strangers.displaced_by(same, 0).is_some());
        assert_eq!(strangers.displaced_by(ip("2001:db8:0:1::1"), 0), None);
        let mut strangers = Strangers::default();
        for id in 0..5 {
            strangers.insert(id, ip("::ffff:10.0.0.1"));
        }
        assert!(strangers.displaced_by(v4(1), 0).is_some());
    }
}
