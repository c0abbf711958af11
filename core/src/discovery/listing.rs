//! The list of receivers, and what its reader has not been told yet. Pure and bounded, whatever is found. Must not know
//! mDNS.

use super::{BrowseEvent, Found, MOST_ADDRESSES, MOST_RECEIVERS};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

/// By which search a receiver was found. This machine comes first: what is here is reached best from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// On this machine.
    Here,
    /// By the network.
    Network,
}

/// What is there, and what of it was told. Holds each receiver's newest state alone, so that a reader who does not read
/// costs no memory.
#[derive(Default)]
pub(super) struct Listing {
    there: BTreeMap<String, Seen>,
    told: BTreeMap<String, Found>,
    doubted: BTreeSet<(Source, String)>,
    failed: Option<String>,
    failure_told: bool,
}

/// One receiver.
struct Seen {
    /// The newest of all searches, with the addresses of all.
    found: Found,
    by: BTreeMap<Source, Vec<SocketAddr>>,
}

impl Seen {
    fn gather(&mut self) {
        let mut all: Vec<SocketAddr> = Vec::new();
        for address in self.by.values().flatten() {
            if !all.contains(address) {
                all.push(*address);
            }
        }
        all.truncate(MOST_ADDRESSES);
        self.found.addresses = all;
    }
}

impl Listing {
    /// A receiver is there, or changed. `false`: known like this, or the list is full.
    pub(super) fn found(&mut self, source: Source, found: Found) -> bool {
        self.doubted.remove(&(source, found.id.clone()));
        let known = self.there.get(&found.id);
        if known.is_none() && self.there.len() >= MOST_RECEIVERS {
            return false;
        }
        let before = known.map(|seen| seen.found.clone());
        let id = found.id.clone();
        let seen = self.there.entry(id).or_insert_with(|| Seen {
            found: found.clone(),
            by: BTreeMap::new(),
        });
        seen.by.insert(source, found.addresses.clone());
        seen.found = found;
        seen.gather();
        before.as_ref() != Some(&seen.found)
    }

    /// It left, as far as this search knows. `false`: that changes nothing.
    pub(super) fn gone(&mut self, source: Source, id: &str) -> bool {
        let Some(seen) = self.there.get_mut(id) else {
            return false;
        };
        let was_here = seen.by.remove(&source).is_some();
        if seen.by.is_empty() {
            self.there.remove(id);
        } else {
            seen.gather();
        }
        was_here
    }

    /// The search begins anew and knows nothing of what was found before. Never news.
    pub(super) fn doubt(&mut self, source: Source) -> bool {
        let of = |(id, seen): (&String, &Seen)| {
            let by_it = seen.by.contains_key(&source);
            by_it.then(|| (source, id.clone()))
        };
        self.doubted.extend(self.there.iter().filter_map(of));
        false
    }

    /// What the new search has not found by now is gone. `false`: nothing is.
    pub(super) fn drop_doubted(&mut self, source: Source) -> bool {
        let doubted = std::mem::take(&mut self.doubted);
        let (dropped, kept) = doubted.into_iter().partition(|(by, _)| *by == source);
        self.doubted = kept;
        let dropped: BTreeSet<(Source, String)> = dropped;
        dropped.iter().filter(|(by, id)| self.gone(*by, id)).count() > 0
    }

    /// Searching failed. `false`: that was told before.
    pub(super) fn failed(&mut self, why: String) -> bool {
        if self.failure_told || self.failed.is_some() {
            return false;
        }
        self.failed = Some(why);
        true
    }

    /// The next change that the reader does not know.
    pub(super) fn next(&mut self) -> Option<BrowseEvent> {
        if let Some(why) = self.failed.take() {
            self.failure_told = true;
            return Some(BrowseEvent::Failed(why));
        }
        let mut told = self.told.keys();
        if let Some(id) = told.find(|id| !self.there.contains_key(*id)).cloned() {
            self.told.remove(&id);
            return Some(BrowseEvent::Gone(id));
        }
        let mut there = self.there.values().map(|seen| &seen.found);
        let news = there.find(|found| self.told.get(&found.id) != Some(*found))?;
        let news = news.clone();
        self.told.insert(news.id.clone(), news.clone());
        Some(BrowseEvent::Found(news))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Source::{Here, Network};
    use proptest::prelude::*;

    fn found(id: &str, players: u16) -> Found {
        Found {
            id: id.to_owned(),
            name: "Den".to_owned(),
            addresses: vec![([192, 168, 1, 5], 4455).into()],
            fingerprint: "0123456789abcdef".to_owned(),
            oldest: 1,
            newest: 1,
            players,
            seats: 8,
            locked: false,
        }
    }

    #[test]
    fn tells_the_newest_once() {
        let mut list = Listing::default();
        assert!(list.found(Here, found("a", 1)) && list.found(Here, found("a", 2)));
        assert!(!list.found(Here, found("a", 2)), "nothing new");
        assert_eq!(list.next(), Some(BrowseEvent::Found(found("a", 2))));
        assert_eq!(list.next(), None);
        assert!(list.gone(Here, "a") && !list.gone(Here, "a"));
        assert_eq!(list.next(), Some(BrowseEvent::Gone("a".to_owned())));
        list.found(Here, found("b", 1));
        list.gone(Here, "b");
        assert_eq!(list.next(), None, "came and went unseen");
    }

    #[test]
    fn one_found_twice_is_one() {
        let mut list = Listing::default();
        let here = Found {
            addresses: vec![([127, 0, 0, 1], 4455).into()],
            ..found("a", 1)
        };
        list.found(Network, found("a", 1));
        assert!(list.found(Here, here.clone()));
        let both = vec![
            ([127, 0, 0, 1], 4455).into(),
            ([192, 168, 1, 5], 4455).into(),
        ];
        assert_eq!(
            list.next(),
            Some(BrowseEvent::Found(Found {
                addresses: both,
                ..found("a", 1)
            }))
        );
        assert!(!list.found(Network, found("a", 1)));
        assert!(list.gone(Network, "a") && !list.gone(Network, "a"));
        assert_eq!(list.next(), Some(BrowseEvent::Found(here)));
        assert!(list.gone(Here, "a"));
        assert_eq!(list.next(), Some(BrowseEvent::Gone("a".to_owned())));
    }

    #[test]
    fn tells_a_failure_once() {
        let mut list = Listing::default();
        assert!(list.failed("no network".to_owned()) && !list.failed("still".to_owned()));
        assert_eq!(
            list.next(),
            Some(BrowseEvent::Failed("no network".to_owned()))
        );
        assert!(!list.failed("again".to_owned()));
        assert_eq!(list.next(), None);
    }

    #[test]
    fn a_flood_finds_a_full_list() {
        let mut list = Listing::default();
        for n in 0..10_000 {
            list.found(Here, found(&n.to_string(), 1));
        }
        let told: Vec<BrowseEvent> = std::iter::from_fn(|| list.next()).collect();
        assert_eq!(told.len(), MOST_RECEIVERS);
        assert!(list.found(Here, found("0", 5)), "those on it still change");
        list.gone(Here, "1");
        assert!(list.found(Here, found("new", 1)), "and make room");
    }

    #[test]
    fn a_new_search_confirms_or_forgets() {
        let mut list = Listing::default();
        list.found(Here, found("stays", 1));
        list.found(Here, found("left", 1));
        list.doubt(Here);
        assert!(
            !list.found(Here, found("stays", 1)),
            "no news, but confirmed"
        );
        assert!(list.drop_doubted(Here) && !list.drop_doubted(Here));
        assert_eq!(list.next(), Some(BrowseEvent::Found(found("stays", 1))));
        assert_eq!(list.next(), None);
    }

    proptest! {
        #[test]
        fn the_reader_ends_with_what_is_there(deeds in prop::collection::vec((0_u8..5, 0_u16..3, 0_u8..4, any::<bool>()), 0..60)) {
            let mut list = Listing::default();
            let mut read = BTreeMap::new();
            let mut catch_up = |list: &mut Listing| while let Some(event) = list.next() {
                match event {
                    BrowseEvent::Found(found) => { read.insert(found.id.clone(), found); }
                    BrowseEvent::Gone(id) => assert!(read.remove(&id).is_some(), "gone, but never told"),
                    BrowseEvent::Failed(_) => unreachable!(),
                }
            };
            for (id, players, what, here) in deeds {
                let by = if here { Here } else { Network };
                match what {
                    0 => { list.gone(by, &id.to_string()); }
                    1 => catch_up(&mut list),
                    _ => { list.found(by, found(&id.to_string(), players)); }
                }
            }
            catch_up(&mut list);
            let there: BTreeMap<String, Found> = list.there.into_iter().map(|(id, seen)| (id, seen.found)).collect();
            prop_assert_eq!(read, there);
        }
    }
}
