//! The receivers to choose from: those that announce themselves now, and those that this device has been paired with.
//! Pure: told what was found, asked what to show.

use couchpad_core::discovery::Found;
use couchpad_core::protocol::PublicKey;
use couchpad_core::protocol::control::{OLDEST_VERSION, Refusal, VERSION};
use std::net::SocketAddr;

/// Most receivers that are listed: whoever fills the air with names fills no memory.
pub(super) const NEARBY: usize = 64;

/// A receiver that this device has been paired with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Its identity.
    pub key: PublicKey,
    /// What it called itself.
    pub name: String,
    /// Where it was reached.
    pub addresses: Vec<SocketAddr>,
    /// When, in seconds of the Unix clock.
    pub last_used: u64,
}

/// Which side is too old for the other, if one is.
#[must_use]
pub fn misfit(nearby: &Found) -> Option<Refusal> {
    if VERSION < nearby.oldest {
        Some(Refusal::UpdatePad)
    } else if nearby.newest < OLDEST_VERSION {
        Some(Refusal::UpdateReceiver)
    } else {
        None
    }
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receivers {
    /// In the order in which they were found, so that no row moves under a finger.
    nearby: Vec<Found>,
    /// Last used first.
    recent: Vec<Recent>,
}

impl Receivers {
    /// One announces itself, or has changed.
    pub fn found(&mut self, found: Found) {
        if let Some(known) = self.nearby.iter_mut().find(|known| known.id == found.id) {
            *known = found;
        } else if self.nearby.len() < NEARBY {
            self.nearby.push(found);
        }
    }

    /// One does not announce itself any more.
    pub fn gone(&mut self, id: &str) {
        self.nearby.retain(|known| known.id != id);
    }

    /// Nobody is nearby: the search begins anew.
    pub fn clear_nearby(&mut self) {
        self.nearby.clear();
    }

    /// Those that this device has been paired with.
    pub fn set_recent(&mut self, mut recent: Vec<Recent>) {
        recent.sort_by_key(|one| std::cmp::Reverse(one.last_used));
        self.recent = recent;
    }

    /// Those that announce themselves.
    #[must_use]
    pub fn nearby(&self) -> &[Found] {
        &self.nearby
    }

    /// Those that were paired and do not announce themselves now, last used first.
    pub fn recent_only(&self) -> impl Iterator<Item = &Recent> {
        let here = |one: &Recent| {
            let fingerprint = one.key.fingerprint();
            self.nearby.iter().any(|n| n.fingerprint == fingerprint)
        };
        self.recent.iter().filter(move |one| !here(one))
    }

    /// How many this device has been paired with.
    #[must_use]
    pub fn paired_count(&self) -> usize {
        self.recent.len()
    }

    /// The announced one of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Found> {
        self.nearby.iter().find(|one| one.id == id)
    }

    /// The paired one with this key.
    #[must_use]
    pub fn paired(&self, key: &PublicKey) -> Option<&Recent> {
        self.recent.iter().find(|one| one.key == *key)
    }

    /// The paired one that an announced one claims to be. Only its key proves it.
    #[must_use]
    pub fn paired_with(&self, nearby: &Found) -> Option<&Recent> {
        let claims = |one: &&Recent| one.key.fingerprint() == nearby.fingerprint;
        self.recent.iter().find(claims)
    }

    /// The paired one that was last reached at one of these addresses.
    pub fn paired_at(&self, mut addresses: impl Iterator<Item = SocketAddr>) -> Option<&Recent> {
        addresses.find_map(|at| self.recent.iter().find(|one| one.addresses.contains(&at)))
    }

    /// Whether another one nearby has the same name.
    #[must_use]
    pub fn shares_its_name(&self, nearby: &Found) -> bool {
        let twin = |one: &&Found| one.name == nearby.name;
        self.nearby.iter().filter(twin).count() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearby(id: &str, key: u8) -> Found {
        Found {
            id: id.into(),
            name: "Couch".into(),
            addresses: vec!["192.168.0.5:4455".parse().unwrap()],
            fingerprint: PublicKey([key; 32]).fingerprint(),
            oldest: VERSION,
            newest: VERSION,
            players: 1,
            seats: 8,
            locked: false,
        }
    }

    fn recent(key: u8, last_used: u64) -> Recent {
        Recent {
            key: PublicKey([key; 32]),
            name: format!("Screen {key}"),
            addresses: vec![format!("10.0.0.{key}:4455").parse().unwrap()],
            last_used,
        }
    }

    #[test]
    fn rows_keep_their_places_while_others_come_change_and_go() {
        let mut all = Receivers::default();
        for id in ["b", "a", "c"] {
            all.found(nearby(id, 1));
        }
        all.found(Found {
            players: 5,
            ..nearby("a", 1)
        });
        all.gone("b");
        all.gone("unknown");
        let ids: Vec<_> = all.nearby().iter().map(|n| (&*n.id, n.players)).collect();
        assert_eq!(ids, [("a", 5), ("c", 1)]);
    }

    #[test]
    fn a_flood_of_names_is_bounded() {
        let mut all = Receivers::default();
        for number in 0..10_000 {
            all.found(nearby(&number.to_string(), 1));
        }
        assert_eq!(all.nearby().len(), NEARBY);
    }

    #[test]
    fn paired_ones_are_listed_once_and_the_last_used_first() {
        let mut all = Receivers::default();
        all.set_recent(vec![recent(1, 10), recent(2, 30), recent(3, 20)]);
        let keys = |all: &Receivers| all.recent_only().map(|r| r.key.0[0]).collect::<Vec<_>>();
        assert_eq!(keys(&all), [2, 3, 1]);
        all.found(nearby("x", 3));
        assert_eq!(keys(&all), [2, 1]);
        assert!(all.paired_with(&nearby("x", 3)).is_some());
        assert!(all.paired_with(&nearby("x", 4)).is_none());
        let at = |text: &str| all.paired_at([text.parse().unwrap()].into_iter());
        assert_eq!(at("10.0.0.2:4455").map(|r| r.key.0[0]), Some(2));
        assert_eq!(at("10.0.0.2:4456"), None);
    }

    #[test]
    fn versions_that_do_not_meet_name_the_older_side() {
        let of = |oldest, newest| {
            misfit(&Found {
                oldest,
                newest,
                ..nearby("a", 1)
            })
        };
        assert_eq!(of(VERSION, VERSION + 9), None);
        assert_eq!(of(VERSION + 1, VERSION + 9), Some(Refusal::UpdatePad));
        assert_eq!(of(0, 0), Some(Refusal::UpdateReceiver));
    }
}
