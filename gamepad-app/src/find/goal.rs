//! Whom this controller joins, and with what proof. Pure: decides, and connects to nothing.

use super::receivers::{Receivers, Recent};
use couchpad_core::discovery::Found;
use couchpad_core::protocol::{JoinLink, LinkPairing, PublicKey, RoomCode, Transport};
use std::net::SocketAddr;

/// What proves that this device may come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A link that was copied or scanned from the screen.
    Link(LinkPairing),
    /// The six digits on the screen.
    Code(RoomCode),
    /// An earlier pairing with the receiver of this key.
    Trusted(PublicKey),
}

/// One way to one receiver, ready to be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Where it may be, best first.
    pub addresses: Vec<SocketAddr>,
    /// What lets us in.
    pub proof: Proof,
    /// What play is to travel on, as far as the link says.
    pub transport: Transport,
}

/// A receiver to join, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// What it calls itself, where that is known.
    pub name: Option<String>,
    /// Where it may be, best first.
    pub addresses: Vec<SocketAddr>,
    /// Whether it said that it admits no newcomers.
    pub locked: bool,
    /// The earlier pairing with it, as long as the receiver remembers it too.
    pub trusted: Option<PublicKey>,
    /// What its link proves, where there is one.
    pub link: Option<LinkPairing>,
    /// What its link wants play to travel on.
    pub transport: Transport,
}

impl Goal {
    /// A receiver that announces itself.
    #[must_use]
    pub fn nearby(nearby: &Found, known: &Receivers) -> Self {
        let paired = known.paired_with(nearby);
        let mut addresses = nearby.addresses.clone();
        add(&mut addresses, paired);
        Self {
            name: Some(nearby.name.clone()),
            addresses,
            locked: nearby.locked,
            trusted: paired.map(|one| one.key),
            link: None,
            transport: Transport::Auto,
        }
    }

    /// A receiver that this device was paired with, at its last addresses.
    #[must_use]
    pub fn recent(recent: &Recent) -> Self {
        Self {
            name: Some(recent.name.clone()),
            addresses: recent.addresses.clone(),
            locked: false,
            trusted: Some(recent.key),
            link: None,
            transport: Transport::Auto,
        }
    }

    /// The receiver of a link or a typed address. A bare address says nothing about who is there: a receiver that was
    /// paired at this very address is taken for it, and has to prove it.
    #[must_use]
    pub fn link(link: &JoinLink, known: &Receivers) -> Self {
        let paired = match link.pairing() {
            Some(pairing) => known.paired(&pairing.key),
            None => known.paired_at(link.addresses()),
        };
        let mut addresses: Vec<_> = link.addresses().collect();
        add(&mut addresses, paired);
        Self {
            name: paired.map(|one| one.name.clone()),
            addresses,
            locked: false,
            trusted: paired.map(|one| one.key),
            link: link.pairing().cloned(),
            transport: link.transport(),
        }
    }

    /// The best proof at hand; without one the code is to be asked for. The link comes first: who holds it has just seen
    /// the screen, and it opens the door also where the receiver has forgotten this device.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        let link = self.link.clone().map(Proof::Link);
        link.or_else(|| self.trusted.map(Proof::Trusted))
    }

    /// An attempt with this proof.
    #[must_use]
    pub fn with(&self, proof: Proof) -> Attempt {
        Attempt {
            addresses: self.addresses.clone(),
            proof,
            transport: self.transport,
        }
    }
}

fn add(addresses: &mut Vec<SocketAddr>, paired: Option<&Recent>) {
    for at in paired.iter().flat_map(|one| &one.addresses) {
        if !addresses.contains(at) {
            addresses.push(*at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::JoinSecret;

    const KEY: PublicKey = PublicKey([7; 32]);

    fn known() -> Receivers {
        let mut known = Receivers::default();
        known.set_recent(vec![Recent {
            key: KEY,
            name: "Den".into(),
            addresses: vec!["10.0.0.9:4455".parse().unwrap()],
            last_used: 5,
        }]);
        known
    }

    fn link(text: &str) -> JoinLink {
        JoinLink::from_typed(text).unwrap()
    }

    #[test]
    fn the_transport_of_a_link_is_that_of_the_attempt() {
        for (text, transport) in [
            ("tcp://10.0.0.2:4455", Transport::Tcp),
            ("udp://10.0.0.2:4455", Transport::Udp),
            ("10.0.0.2", Transport::Auto),
        ] {
            let goal = Goal::link(&link(text), &Receivers::default());
            // an address alone does not let in, whatever stands before it
            assert_eq!(goal.proof(), None);
            let code = Proof::Code("012345".parse().unwrap());
            assert_eq!(goal.with(code).transport, transport);
        }
    }

    #[test]
    fn a_link_from_the_screen_comes_before_an_old_pairing() {
        let fresh = link("10.0.0.5").with_pairing(JoinSecret([1; 16]), KEY);
        let goal = Goal::link(&fresh, &known());
        assert!(matches!(goal.proof(), Some(Proof::Link(_))));
        assert_eq!(goal.trusted, Some(KEY));
        let at: Vec<_> = goal.addresses.iter().map(ToString::to_string).collect();
        assert_eq!(at, ["10.0.0.5:4455", "10.0.0.9:4455"]);
    }

    #[test]
    fn a_bare_address_is_trusted_only_where_a_pairing_is_known() {
        let there = Goal::link(&link("10.0.0.9"), &known());
        assert_eq!(there.proof(), Some(Proof::Trusted(KEY)));
        let elsewhere = Goal::link(&link("10.0.0.9:9"), &known());
        assert_eq!(elsewhere.proof(), None);
    }
}
