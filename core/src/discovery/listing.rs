//! The list of receivers, and what its reader has not been told yet. Pure and bounded, whatever is found. Must not know
//! mDNS.

use super::{BrowseEvent, Found, MOST_RECEIVERS};
use std::collections::{BTreeMap, BTreeSet};

/// What is there, and what of it was told. Holds each receiver's newest state alone, so that a reader who does not read
/// costs no memory.
#[derive(Default)]
pub(super) struct Listing {
    there: BTreeMap<String, Found>,
    told: BTreeMap<String, Found>,
    doubted: BTreeSet<String>,
    failed: Option<String>,
    failure_told: bool,
}

impl Listing {
    /// A receiver is there, or changed. `false`: known like this, or the list is full.
    pub(super) fn found(&mut self, found: Found) -> bool {
        self.doubted.remove(&found.id);
        let known = self.there.get(&found.id);
        if known == Some(&found) || (known.is_none() && self.there.len() >= MOST_RECEIVERS) {
            return false;
        }
        self.there.insert(found.id.clone(), found);
        true
    }

    /// It left. `false`: it was not there.
    pub(super) fn gone(&mut self, id: &str) -> bool {
        self.there.remove(id).is_some()
    }

    /// The search begins anew and knows nothing of what was found before. Never news.
    pub(super) fn doubt(&mut self) -> bool {
        self.doubted = self.there.keys().cloned().collect();
        false
    }

    /// What the new search has not found by now is gone. `false`: nothing is.
    pub(super) fn drop_doubted(&mut self) -> bool {
        let doubted = std::mem::take(&mut self.doubted);
        doubted.iter().filter(|id| self.gone(id)).count() > 0
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
        let mut there = self.there.values();
        let news = there.find(|found| self.told.get(&found.id) != Some(*found))?;
        let news = news.clone();
        self.told.insert(news.id.clone(), news.clone());
        Some(BrowseEvent::Found(news))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert!(list.found(found("a", 1)) && list.found(found("a", 2)));
        assert!(!list.found(found("a", 2)), "nothing new");
        assert_eq!(list.next(), Some(BrowseEvent::Found(found("a", 2))));
        assert_eq!(list.next(), None);
        assert!(list.gone("a") && !list.gone("a"));
        assert_eq!(list.next(), Some(BrowseEvent::Gone("a".to_owned())));
        list.found(found("b", 1));
        list.gone("b");
        assert_eq!(list.next(), None, "came and went unseen");
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
            list.found(found(&n.to_string(), 1));
        }
        let told: Vec<BrowseEvent> = std::iter::from_fn(|| list.next()).collect();
        assert_eq!(told.len(), MOST_RECEIVERS);
        assert!(list.found(found("0", 5)), "those on it still change");
        list.gone("1");
        assert!(list.found(found("new", 1)), "and make room");
    }

    #[test]
    fn a_new_search_confirms_or_forgets() {
        let mut list = Listing::default();
        list.found(found("stays", 1));
        list.found(found("left", 1));
        list.doubt();
        assert!(!list.found(found("stays", 1)), "no news, but confirmed");
        assert!(list.drop_doubted() && !list.drop_doubted());
        assert_eq!(list.next(), Some(BrowseEvent::Found(found("stays", 1))));
        assert_eq!(list.next(), None);
    }

    proptest! {
        #[test]
        fn the_reader_ends_with_what_is_there(deeds in prop::collection::vec((0_u8..5, 0_u16..3, 0_u8..4), 0..60)) {
            let mut list = Listing::default();
            let mut read = BTreeMap::new();
            let mut catch_up = |list: &mut Listing| while let Some(event) = list.next() {
                match event {
                    BrowseEvent::Found(found) => { read.insert(found.id.clone(), found); }
                    BrowseEvent::Gone(id) => assert!(read.remove(&id).is_some(), "gone, but never told"),
                    BrowseEvent::Failed(_) => unreachable!(),
                }
            };
            for (id, players, what) in deeds {
                match what {
                    0 => { list.gone(&id.to_string()); }
                    1 => catch_up(&mut list),
                    _ => { list.found(found(&id.to_string(), players)); }
                }
            }
            catch_up(&mut list);
            prop_assert_eq!(read, list.there);
        }
    }
}
