//! Searching for receivers by mDNS, on threads of its own. What is heard is a stranger's: the list is capped, and a flood
//! makes a search forget and start again rather than grow. Must not know what an announcement says.

use super::daemon::{self, Reach};
use super::heard::understand;
use super::listing::{Listing, Source};
use super::{BrowseEvent, Browser, DiscoveryError, SERVICE_TYPE, Scope};
use crate::interfaces::{Interface, interfaces};
use crate::transport::Wake;
use mdns_sd::{Receiver, RecvTimeoutError, ServiceDaemon, ServiceEvent};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How often the question is asked anew: answers get lost, and the daemon asks ever more seldom.
const ASK: Duration = Duration::from_secs(10);
/// How often it is checked that the daemon is not flooded.
const CHECK: Duration = Duration::from_secs(2);
/// How often the thread looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(200);
/// How long after a failure it is tried again.
const RETRY: Duration = Duration::from_secs(5);
/// Records that the daemon may remember. It has no bound of its own, and anyone may send it records.
const MOST_RECORDS: i64 = 4_000;

/// Time that a doubted receiver has to answer.
const VERIFY: Duration = Duration::from_secs(3);
/// Doubts that wait to be looked into, at most.
const MOST_DOUBTS: usize = 16;

/// Searches until it is dropped, which never blocks.
pub struct MdnsBrowser {
    shared: Arc<Shared>,
}

struct Shared {
    /// The searches that run.
    sources: &'static [Source],
    list: Mutex<Listing>,
    /// Receivers to be asked whether they are still there, by each search.
    doubts: Mutex<Vec<(Source, String)>>,
    stop: AtomicBool,
    wake: Wake,
}

impl MdnsBrowser {
    /// Starts searching. Returns at once; `wake` is called whenever there is something to poll.
    ///
    /// # Errors
    ///
    /// No thread to be had. What fails later is told by [`BrowseEvent::Failed`].
    pub fn start(wake: Wake, scope: Scope) -> Result<Self, DiscoveryError> {
        // Two searches: questions repeat what is known, and what is heard on this machine is to stay there.
        let sources: &[Source] = match scope {
            Scope::Everywhere => &[Source::Here, Source::Network],
            Scope::Loopback => &[Source::Here],
        };
        let browser = Self {
            shared: Arc::new(Shared {
                sources,
                list: Mutex::default(),
                doubts: Mutex::default(),
                stop: AtomicBool::new(false),
                wake,
            }),
        };
        for source in sources {
            browser.search(*source)?;
        }
        Ok(browser)
    }

    fn search(&self, source: Source) -> Result<(), DiscoveryError> {
        let reach = match source {
            Source::Here => Reach::Loopback,
            Source::Network => Reach::Outside,
        };
        let shared = Arc::clone(&self.shared);
        thread::Builder::new()
            .name("browser".to_owned())
            .spawn(move || run(&shared, source, reach))
            .map_err(DiscoveryError::Thread)?;
        Ok(())
    }
}

impl Browser for MdnsBrowser {
    fn poll(&mut self) -> Option<BrowseEvent> {
        self.shared.list.lock().next()
    }

    fn doubt(&mut self, id: &str) {
        let mut doubts = self.shared.doubts.lock();
        if doubts.len() < MOST_DOUBTS {
            let by_each = self.shared.sources.iter();
            doubts.extend(by_each.map(|by| (*by, id.to_owned())));
        }
    }
}

impl Drop for MdnsBrowser {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }
}

impl Shared {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Changes the list, and wakes its reader if that is news.
    fn change(&self, change: impl FnOnce(&mut Listing) -> bool) {
        let news = change(&mut self.list.lock());
        if news {
            (self.wake)();
        }
    }

    /// Asks whether doubted receivers are still there; those that do not answer leave the list.
    fn verify(&self, source: Source, daemon: &ServiceDaemon) {
        let doubted = {
            let mut doubts = self.doubts.lock();
            let all = std::mem::take(&mut *doubts);
            let (ours, others) = all.into_iter().partition(|(by, _)| *by == source);
            *doubts = others;
            let ours: Vec<(Source, String)> = ours;
            ours
        };
        for (_, id) in doubted {
            if let Err(error) = daemon.verify(id, VERIFY) {
                tracing::debug!("a doubt could not be looked into: {error}");
            }
        }
    }
}

fn run(shared: &Shared, source: Source, reach: Reach) {
    while !shared.is_stopped() {
        if let Err(why) = search(shared, source, reach) {
            tracing::debug!("searching failed, and is tried again: {why}");
            shared.change(|list| list.failed(why));
            let until = Instant::now() + RETRY;
            while !shared.is_stopped() && Instant::now() < until {
                thread::sleep(LOOK);
            }
        }
    }
}

/// Searches with one daemon until it fails, is flooded or is no longer wanted.
fn search(shared: &Shared, source: Source, reach: Reach) -> Result<(), String> {
    daemon::check()?;
    let daemon = daemon::start(reach).map_err(|error| explain(&error))?;
    let result = listen(shared, source, &daemon);
    daemon::stop(&daemon);
    result
}

fn listen(shared: &Shared, source: Source, daemon: &ServiceDaemon) -> Result<(), String> {
    let mut own = interfaces();
    let mut events = ask(daemon)?;
    let (mut asked, mut checked) = (Instant::now(), Instant::now());
    shared.change(|list| list.doubt(source));
    while !shared.is_stopped() {
        let mut ask_now = asked.elapsed() >= ASK;
        match events.recv_timeout(LOOK) {
            Ok(event) => hear(shared, source, &event, &own),
            Err(RecvTimeoutError::Timeout) => {}
            // too many events at once end a search; asking anew goes on with what is known
            Err(RecvTimeoutError::Disconnected) => ask_now = true,
        }
        shared.verify(source, daemon);
        if checked.elapsed() >= CHECK {
            if is_flooded(daemon)? {
                tracing::debug!("too many announcements: starting again");
                return Ok(());
            }
            checked = Instant::now();
        }
        if ask_now {
            shared.change(|list| list.drop_doubted(source));
            own = interfaces();
            events = ask(daemon)?;
            asked = Instant::now();
        }
    }
    Ok(())
}

fn ask(daemon: &ServiceDaemon) -> Result<Receiver<ServiceEvent>, String> {
    daemon.browse(SERVICE_TYPE).map_err(|error| explain(&error))
}

fn is_flooded(daemon: &ServiceDaemon) -> Result<bool, String> {
    let metrics = daemon.get_metrics().map_err(|error| explain(&error))?;
    let Ok(metrics) = metrics.recv_timeout(Duration::from_secs(2)) else {
        // so busy that it does not answer
        return Ok(true);
    };
    let cached = metrics
        .iter()
        .filter(|(name, _)| name.starts_with("cached"));
    Ok(cached.map(|(_, count)| *count).sum::<i64>() > MOST_RECORDS)
}

fn explain(error: &mdns_sd::Error) -> String {
    format!(
        "receivers cannot be searched on this network: {error}. Scan the QR code or type the address"
    )
}

fn hear(shared: &Shared, source: Source, event: &ServiceEvent, own: &[Interface]) {
    match event {
        ServiceEvent::ServiceResolved(service) => {
            if let Some(found) = understand(service, own) {
                tracing::debug!("found {:?} at {:?}", found.name, found.addresses);
                shared.change(|list| list.found(source, found));
            }
        }
        ServiceEvent::ServiceRemoved(_, instance) => {
            shared.change(|list| list.gone(source, instance))
        }
        _ => {}
    }
}
