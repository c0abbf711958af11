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
    /// The search that was started and not stopped.
    running: Option<Arc<dyn Browser>>,
    /// Somebody calls the system just now, and looks afterwards what is wanted then.
    is_calling: bool,
}

/// What the system is to do.
enum Wanted {
    Start(Arc<dyn Browser>),
    Stop(Arc<dyn Browser>),
}

/// One who reads. Dropping the last one ends the search.
pub(super) struct Reader {
    browser: FedBrowser,
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
        let doubt = Arc::new(move |id: &str| {
            // logged, and a doubt is no more than that
            let _ = call("a doubt", || system.doubt(id.to_owned()));
        });
        let (feed, browser) = fed(Arc::clone(wake), doubt);
        let (number, there) = {
            let state = &mut *self.state.lock();
            state.numbers += 1;
            state.feeds.insert(state.numbers, feed.clone());
            let there: Vec<Service> = state.there.values().cloned().collect();
            (state.numbers, there)
        };
        for service in &there {
            feed.found(service);
        }
        self.settle();
        Some(Reader {
            browser,
            readers: Arc::clone(self),
            number,
        })
    }

    /// Starts or stops the system's search, as its readers want it. One thread at a time calls the system, whoever else comes
    /// meanwhile leaves it to that one: no stop comes behind the start that followed it.
    fn settle(&self) {
        while let Some(wanted) = self.wanted() {
            match wanted {
                Wanted::Start(system) => {
                    if let Err(why) = call("a search", || system.start()) {
                        self.failed(&why);
                    }
                }
                // logged, and nothing else follows from it
                Wanted::Stop(system) => drop(call("the end of a search", || system.stop())),
            }
            self.state.lock().is_calling = false;
        }
    }

    /// What the system is to be told now, by whoever asks this; `None`: nothing, or somebody else sees to it.
    fn wanted(&self) -> Option<Wanted> {
        let state = &mut *self.state.lock();
        if state.is_calling {
            return None;
        }
        let wanted = match (state.feeds.is_empty(), &state.running) {
            (false, None) => {
                state.running = state.browser.clone();
                state.running.clone().map(Wanted::Start)
            }
            (true, Some(_)) => state.running.take().map(Wanted::Stop),
            _ => None,
        };
        state.is_calling = wanted.is_some();
        wanted
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
        {
            let state = &mut *self.readers.state.lock();
            state.feeds.remove(&self.number);
            if state.feeds.is_empty() {
                state.there.clear();
            }
        }
        self.readers.settle();
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
    fn no_stop_comes_behind_the_start_that_followed_it() {
        use std::sync::mpsc::{Receiver, Sender, channel};

        /// Takes its time to stop.
        struct Slow {
            calls: Mutex<Sender<&'static str>>,
            gate: Mutex<Receiver<()>>,
        }
        impl Browser for Slow {
            fn start(&self) -> Result<(), ForeignError> {
                self.calls.lock().send("start").unwrap();
                Ok(())
            }
            fn stop(&self) -> Result<(), ForeignError> {
                self.calls.lock().send("stop").unwrap();
                self.gate.lock().recv().unwrap();
                Ok(())
            }
            fn doubt(&self, _: String) -> Result<(), ForeignError> {
                Ok(())
            }
        }
        let ((calls, heard), (open, gate)) = (channel(), channel());
        let search = Search::default();
        search.set_browser(Some(Arc::new(Slow {
            calls: Mutex::new(calls),
            gate: Mutex::new(gate),
        })));
        let quiet: Wake = Arc::new(|| {});
        let first = search.browse(Arc::clone(&quiet)).unwrap();
        let leaves = std::thread::spawn(move || drop(first));
        assert_eq!([heard.recv(), heard.recv()], [Ok("start"), Ok("stop")]);
        // it does not wait for the other, and is served by it
        let second = search.browse(quiet).unwrap();
        assert!(heard.try_recv().is_err(), "not before the stop is through");
        open.send(()).unwrap();
        leaves.join().unwrap();
        assert_eq!(heard.try_recv(), Ok("start"));
        open.send(()).unwrap();
        drop(second);
        assert_eq!(heard.try_recv(), Ok("stop"));
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
        // asked again, it is tried again
        search.set_browser(Some(Arc::<System>::default()));
        search.start(Arc::new(|| {})).unwrap();
        search.found(service("Den"));
        assert!(matches!(search.poll(), Some(BrowseEvent::Found(_))));
        search.start(Arc::new(|| {})).unwrap();
        assert_eq!(search.listed().len(), 1, "one that works goes on");
    }
}
