//! Receivers to announce and a search for them.

use super::wait_for;
use couchpad_core::discovery::{
    Announcement, Announcer, BrowseEvent, Browser, Found, MdnsBrowser, Scope,
};
use couchpad_core::protocol::PublicKey;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub fn announcement(key: u8, port: u16, ip: Option<&str>) -> Announcement {
    Announcement {
        name: "Living Room".to_owned(),
        port,
        ip: ip.map(|ip| ip.parse().unwrap()),
        key: PublicKey([key; 32]),
        oldest: 1,
        newest: 2,
        players: 0,
        seats: 8,
        locked: false,
    }
}

pub fn announce(key: u8, port: u16, ip: Option<&str>) -> Announcer {
    Announcer::start(announcement(key, port, ip)).unwrap()
}

/// A browser and what it knows.
pub struct Search {
    pub browser: MdnsBrowser,
    pub there: BTreeMap<String, Found>,
    pub failures: Vec<String>,
    pub woken: Arc<AtomicUsize>,
}

impl Search {
    pub fn start(scope: Scope) -> Self {
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let wake = Arc::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        Self {
            browser: MdnsBrowser::start(wake, scope).unwrap(),
            there: BTreeMap::new(),
            failures: Vec::new(),
            woken,
        }
    }

    pub fn catch_up(&mut self) {
        while let Some(event) = self.browser.poll() {
            match event {
                BrowseEvent::Found(found) => {
                    self.there.insert(found.id.clone(), found);
                }
                BrowseEvent::Gone(id) => {
                    self.there.remove(&id);
                }
                BrowseEvent::Failed(why) => self.failures.push(why),
            }
        }
    }

    /// Waits until the receivers found are these, by the first byte of their keys.
    pub fn until_keys(&mut self, keys: &[u8]) {
        let expected: Vec<String> = keys
            .iter()
            .map(|k| PublicKey([*k; 32]).fingerprint())
            .collect();
        wait_for(&format!("the receivers {keys:?}"), || {
            self.catch_up();
            let mut found: Vec<&str> = self
                .there
                .values()
                .map(|f| f.fingerprint.as_str())
                .collect();
            found.sort_unstable();
            (found == expected).then_some(())
        });
    }

    pub fn of(&self, key: u8) -> &Found {
        let fingerprint = PublicKey([key; 32]).fingerprint();
        let mut there = self.there.values();
        there
            .find(|found| found.fingerprint == fingerprint)
            .unwrap()
    }

    pub fn until(&mut self, key: u8, what: &str, wanted: impl Fn(&Found) -> bool) {
        wait_for(what, || {
            self.catch_up();
            let fingerprint = PublicKey([key; 32]).fingerprint();
            self.there
                .values()
                .any(|found| found.fingerprint == fingerprint && wanted(found))
                .then_some(())
        });
    }
}
