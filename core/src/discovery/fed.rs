//! A search that somebody else does: the system of a phone, which lets no program listen for itself. What it hears goes
//! through the same checks and into the same list as what our own search hears. Must not know that system.

use super::heard::{dialable, found, is_odd};
use super::listing::{Listing, Source};
use super::{BrowseEvent, Browser, Found, SERVICE_TYPE, parse_txt};
use crate::interfaces::{Interface, interfaces};
use crate::transport::Wake;
use parking_lot::Mutex;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Addresses of one announcement that are looked at.
const ADDRESSES: usize = 64;
/// How long it is believed which interfaces this machine has.
const INTERFACES: Duration = Duration::from_secs(2);
/// Longest reason for a failure that is shown, in bytes.
const REASON_BYTES: usize = 400;

/// An announcement as a system's own search tells it. A stranger's: nothing in it is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its name, with or without the type behind.
    pub instance: String,
    /// Where it says that it is; the first 64 are looked at.
    pub addresses: Vec<IpAddr>,
    /// Its port; the record's own counts more.
    pub port: u16,
    /// The number of the interface by which it was heard, where the system tells. An address of this machine alone counts
    /// only by its loopback interface.
    pub interface: Option<u32>,
    /// The record: keys and values; see [`Txt`](super::Txt).
    pub txt: Vec<(String, Vec<u8>)>,
}

/// Asks the system whether the receiver of this id is still there. Must return at once.
pub type Doubt = Arc<dyn Fn(&str) + Send + Sync>;

/// What takes in what the system hears; its clones feed the same list.
#[derive(Clone)]
pub struct Feed {
    shared: Arc<Shared>,
}

/// What the fed one lists.
pub struct FedBrowser {
    shared: Arc<Shared>,
    doubt: Doubt,
}

struct Shared {
    list: Mutex<Listing>,
    own: Mutex<Option<(Instant, Arc<[Interface]>)>>,
    wake: Wake,
}

/// A search that is fed. `wake` is called whenever there is something to poll.
#[must_use]
pub fn fed(wake: Wake, doubt: Doubt) -> (Feed, FedBrowser) {
    let shared = Arc::new(Shared {
        list: Mutex::default(),
        own: Mutex::default(),
        wake,
    });
    let feed = Feed {
        shared: Arc::clone(&shared),
    };
    (feed, FedBrowser { shared, doubt })
}

impl Feed {
    /// The system has found a service, or news of one. What is no receiver's that can be dialled is passed over.
    pub fn found(&self, service: &Service) {
        if let Some(found) = understand(service, &self.shared.own()) {
            tracing::debug!("found {:?} at {:?}", found.name, found.addresses);
            self.shared
                .change(|list| list.found(Source::Network, found));
        }
    }

    /// The one of this name is not there any more.
    pub fn gone(&self, instance: &str) {
        if let Some(id) = id_of(instance) {
            self.shared.change(|list| list.gone(Source::Network, &id));
        }
    }

    /// The search does not work, and why, with what to do. Told once; the rest of a very long text is left out.
    pub fn failed(&self, why: &str) {
        let end = why.floor_char_boundary(REASON_BYTES);
        let why = why.get(..end).unwrap_or_default().to_owned();
        self.shared.change(|list| list.failed(why));
    }
}

impl Browser for FedBrowser {
    fn poll(&mut self) -> Option<BrowseEvent> {
        self.shared.list.lock().next()
    }

    fn doubt(&mut self, id: &str) {
        (self.doubt)(id);
    }
}

impl Shared {
    /// Changes the list, and wakes its reader if that is news.
    fn change(&self, change: impl FnOnce(&mut Listing) -> bool) {
        let news = change(&mut self.list.lock());
        if news {
            (self.wake)();
        }
    }

    fn own(&self) -> Arc<[Interface]> {
        let mut known = self.own.lock();
        match &*known {
            Some((at, own)) if at.elapsed() < INTERFACES => Arc::clone(own),
            _ => {
                let own: Arc<[Interface]> = interfaces().into();
                *known = Some((Instant::now(), Arc::clone(&own)));
                own
            }
        }
    }
}

/// What tells a receiver from others: the name with its type. `None`: no name of an instance.
fn id_of(instance: &str) -> Option<String> {
    let bare = SERVICE_TYPE.trim_end_matches('.');
    let name = instance.trim_end_matches('.');
    if is_odd(name) || name.is_empty() {
        return None;
    }
    let head = name.len().checked_sub(bare.len());
    let tail = head.and_then(|at| name.get(at..));
    let is_whole = tail.is_some_and(|tail| tail.eq_ignore_ascii_case(bare));
    let id = if is_whole {
        format!("{name}.")
    } else {
        format!("{name}.{SERVICE_TYPE}")
    };
    (!is_odd(&id)).then_some(id)
}

fn understand(service: &Service, own: &[Interface]) -> Option<Found> {
    let id = id_of(&service.instance)?;
    let entries: Vec<(&str, &[u8])> = service
        .txt
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_slice()))
        .collect();
    let txt = parse_txt(&entries)?;
    let port = txt.tcp.unwrap_or(service.port);
    let by: Vec<u32> = service.interface.into_iter().collect();
    let heard = service.addresses.iter().take(ADDRESSES);
    let addresses = dialable(heard.map(|ip| (*ip, by.clone())), own, port);
    found(&id, txt, addresses)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::{MOST_ADDRESSES, MOST_RECEIVERS, Txt};
    use proptest::prelude::*;

    fn txt() -> Txt {
        Txt {
            name: "Den".to_owned(),
            fingerprint: "0123456789abcdef".to_owned(),
            oldest: 1,
            newest: 1,
            players: 2,
            seats: 8,
            locked: false,
            tcp: Some(4455),
        }
    }

    fn service(instance: &str) -> Service {
        let entries = txt().entries().into_iter();
        Service {
            instance: instance.to_owned(),
            addresses: vec![[192, 168, 1, 5].into(), [127, 0, 0, 1].into()],
            port: 9,
            interface: None,
            txt: entries
                .map(|(key, value)| (key.to_owned(), value.into_bytes()))
                .collect(),
        }
    }

    fn search() -> (Feed, FedBrowser) {
        fed(Arc::new(|| {}), Arc::new(|_| {}))
    }

    #[test]
    fn one_name_in_all_its_forms_is_one_receiver() {
        let (feed, mut browser) = search();
        feed.found(&service("Den 0123"));
        let Some(BrowseEvent::Found(found)) = browser.poll() else {
            panic!("not found")
        };
        assert_eq!(found.id, "Den 0123._couchpad._udp.local.");
        let at: Vec<_> = found.addresses.iter().map(ToString::to_string).collect();
        assert_eq!(at, ["192.168.1.5:4455"], "not this phone itself");
        for same in ["Den 0123.", "Den 0123._couchpad._udp.local", &found.id] {
            feed.found(&service(same));
            assert_eq!(browser.poll(), None, "{same}");
        }
        feed.gone("Den 0123._Couchpad._udp.local.");
        assert_eq!(browser.poll(), None, "another one");
        feed.gone("Den 0123");
        assert_eq!(browser.poll(), Some(BrowseEvent::Gone(found.id)));
    }

    #[test]
    fn a_flood_finds_a_full_list_and_a_failure_is_told_once() {
        let (feed, mut browser) = search();
        for number in 0..1_000 {
            feed.found(&service(&number.to_string()));
        }
        let told: Vec<_> = std::iter::from_fn(|| browser.poll()).collect();
        assert_eq!(told.len(), MOST_RECEIVERS);
        feed.failed(&"ä".repeat(1_000));
        feed.failed("again");
        let Some(BrowseEvent::Failed(why)) = browser.poll() else {
            panic!("not told")
        };
        assert!(why.len() <= REASON_BYTES && browser.poll().is_none());
    }

    #[test]
    fn doubts_go_to_the_system_and_news_wake() {
        let woken = Arc::new(Mutex::new(0));
        let doubted = Arc::new(Mutex::new(Vec::new()));
        let (wakes, doubts) = (Arc::clone(&woken), Arc::clone(&doubted));
        let (feed, mut browser) = fed(
            Arc::new(move || *wakes.lock() += 1),
            Arc::new(move |id: &str| doubts.lock().push(id.to_owned())),
        );
        feed.found(&service("a"));
        feed.found(&service("a"));
        assert_eq!(*woken.lock(), 1);
        browser.doubt("a._couchpad._udp.local.");
        assert_eq!(*doubted.lock(), ["a._couchpad._udp.local."]);
    }

    proptest! {
        #[test]
        fn whatever_the_system_tells_is_harmless(
            instance in ".{0,400}",
            addresses in prop::collection::vec(any::<IpAddr>(), 0..100),
            port: u16,
            interface: Option<u32>,
            txt in prop::collection::vec((".{0,20}", prop::collection::vec(any::<u8>(), 0..300)), 0..50),
            sound: bool,
        ) {
            let (feed, mut browser) = search();
            let txt = if sound { service("a").txt } else { txt };
            feed.found(&Service { instance: instance.clone(), addresses, port, interface, txt });
            feed.gone(&instance);
            feed.failed(&instance);
            while let Some(event) = browser.poll() {
                if let BrowseEvent::Found(found) = event {
                    prop_assert!(!found.addresses.is_empty() && found.addresses.len() <= MOST_ADDRESSES);
                    prop_assert!(found.addresses.iter().all(|at| at.port() != 0 && !at.ip().is_loopback()));
                }
            }
        }
    }
}
