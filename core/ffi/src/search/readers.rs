//! The system's search and all who read it: it runs while anybody does, and whoever comes later is told what is there. No
//! lock is held while the system's code or a reader's is called. Must not know what a receiver is.

use super::{Browser, call};
use couchpad_core::discovery::{
    BrowseEvent, Browser as CoreBrowser, FedBrowser, Feed, MOST_RECEIVERS, Service, fed,
};
use couchpad_core::transport::Wake;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Longest name that is remembered, in bytes.
const INSTANCE_BYTES: usize = 300;

/// See the module.
#[derive(Default)]
pub(super) struct Readers {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    browser: Option<Arc<dyn Browser>>,
    feeds: BTreeMap<u64, Feed>,
    numbers: u64,
    /// What the running search has found.
    there: BTreeMap<String, Service>,
}

/// One who reads. Dropping the last one ends the search.
pub(super) struct Reader {
    browser: FedBrowser,
    system: Arc<dyn Browser>,
    readers: Arc<Readers>,
    number: u64,
}

impl Readers {
    pub(super) fn set_browser(&self, browser: Option<Arc<dyn Browser>>) {
        let before = std::mem::replace(&mut self.state.lock().browser, browser);
        drop(before);
    }

    /// One more who reads; `None`: the system does not search.
    pub(super) fn join(self: &Arc<Self>, wake: &Wake) -> Option<Reader> {
        let system = self.state.lock().browser.clone()?;
        let asked = Arc::clone(&system);
        let doubt = Arc::new(move |id: &str| {
            // logged, and a doubt is no more than that
            let _ = call("a doubt", || asked.doubt(id.to_owned()));
        });
        let (feed, browser) = fed(Arc::clone(wake), doubt);
        let (number, is_first, there) = {
            let state = &mut *self.state.lock();
            state.numbers += 1;
            state.feeds.insert(state.numbers, feed.clone());
            let there: Vec<Service> = state.there.values().cloned().collect();
            (state.numbers, state.feeds.len() == 1, there)
        };
        for service in &there {
            feed.found(service);
        }
        if is_first && let Err(why) = call("a search", || system.start()) {
            feed.failed(&why);
        }
        Some(Reader {
            browser,
            system,
            readers: Arc::clone(self),
            number,
        })
    }

    fn feeds(&self) -> Vec<Feed> {
        self.state.lock().feeds.values().cloned().collect()
    }

    pub(super) fn found(&self, service: Service) {
        let feeds = {
            let state = &mut *self.state.lock();
            let known = state.there.contains_key(&service.instance);
            let fits = service.instance.len() <= INSTANCE_BYTES;
            // nobody reads what comes late, after a stop
            if !state.feeds.is_empty() && fits && (known || state.there.len() < MOST_RECEIVERS) {
                state
                    .there
                    .insert(service.instance.clone(), service.clone());
            }
            state.feeds.values().cloned().collect::<Vec<_>>()
        };
        for feed in feeds {
            feed.found(&service);
        }
    }

    pub(super) fn lost(&self, instance: &str) {
        self.state.lock().there.remove(instance);
        for feed in self.feeds() {
            feed.gone(instance);
        }
    }

    pub(super) fn failed(&self, reason: &str) {
        for feed in self.feeds() {
            feed.failed(reason);
        }
    }
}

impl CoreBrowser for Reader {
    fn poll(&mut self) -> Option<BrowseEvent> {
        self.browser.poll()
    }

    fn doubt(&mut self, id: &str) {
        self.browser.doubt(id);
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let was_last = {
            let state = &mut *self.readers.state.lock();
            state.feeds.remove(&self.number);
            let was_last = state.feeds.is_empty();
            if was_last {
                state.there.clear();
            }
            was_last
        };
        if was_last {
            let _ = call("the end of a search", || self.system.stop());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Search, Service as Told, TxtEntry};
    use super::*;
    use crate::error::ForeignError;

    #[derive(Default)]
    struct System {
        calls: Mutex<Vec<String>>,
    }

    impl Browser for System {
        fn start(&self) -> Result<(), ForeignError> {
            self.calls.lock().push("start".to_owned());
            Ok(())
        }

        fn stop(&self) -> Result<(), ForeignError> {
            self.calls.lock().push("stop".to_owned());
            Ok(())
        }

        fn doubt(&self, instance: String) -> Result<(), ForeignError> {
            self.calls.lock().push(instance);
            Err(ForeignError::Failed {
                reason: "on purpose".to_owned(),
            })
        }
    }

    fn service(instance: &str) -> Told {
        let entry = |(key, value): (&str, &str)| TxtEntry {
            key: key.to_owned(),
            value: value.as_bytes().to_vec(),
        };
        let txt = [("id", "0123456789abcdef"), ("vmin", "1"), ("vmax", "1")];
        Told {
            instance: instance.to_owned(),
            addresses: ["192.168.1.5", "fe80::1%wlan0", "nonsense"]
                .map(str::to_owned)
                .to_vec(),
            port: 4455,
            interface: None,
            txt: txt.map(entry).to_vec(),
        }
    }

    #[test]
    fn it_runs_while_anybody_reads_and_who_comes_late_is_told_what_is_there() {
        let search = Search::default();
        let system = Arc::<System>::default();
        search.set_browser(Some(system.clone()));
        search.found(service("too early"));
        let quiet: Wake = Arc::new(|| {});
        let mut first = search.browse(Arc::clone(&quiet)).unwrap();
        search.found(service("Den"));
        let mut late = search.browse(quiet).unwrap();
        for reader in [&mut first, &mut late] {
            let Some(BrowseEvent::Found(found)) = reader.poll() else {
                panic!("not told")
            };
            assert_eq!(found.id, "Den._couchpad._udp.local.");
            assert_eq!(found.addresses, ["192.168.1.5:4455".parse().unwrap()]);
            assert_eq!(reader.poll(), None);
        }
        late.doubt("Den");
        drop(first);
        search.lost("Den");
        assert!(matches!(late.poll(), Some(BrowseEvent::Gone(_))));
        drop(late);
        assert_eq!(*system.calls.lock(), ["start", "Den", "stop"]);
    }

    #[test]
    fn a_search_that_does_not_start_says_so_in_words() {
        struct Broken;
        impl Browser for Broken {
            fn start(&self) -> Result<(), ForeignError> {
                panic!("on purpose")
            }
            fn stop(&self) -> Result<(), ForeignError> {
                Ok(())
            }
            fn doubt(&self, _: String) -> Result<(), ForeignError> {
                Ok(())
            }
        }
        let search = Search::default();
        search.set_browser(Some(Arc::new(Broken)));
        search.start(Arc::new(|| {})).unwrap();
        let Some(BrowseEvent::Failed(why)) = search.poll() else {
            panic!("not told")
        };
        assert!(why.contains("scan the picture"), "{why}");
        assert!(search.listed().is_empty());
    }
}
