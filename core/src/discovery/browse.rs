//! Searching for receivers by mDNS. One thread of its own. Must not trust what it hears: sizes are checked, texts cleaned,
//! lists capped, and a flood makes it forget and start again rather than grow.

use super::daemon::{self, Reach};
use super::listing::Listing;
use super::{
    BrowseEvent, Browser, DiscoveryError, Found, MOST_ADDRESSES, SERVICE_TYPE, Scope, parse_txt,
};
use crate::interfaces::{Interface, InterfaceKind, interfaces};
use crate::transport::Wake;
use mdns_sd::{Receiver, RecvTimeoutError, ResolvedService, ScopedIp, ServiceDaemon, ServiceEvent};
use parking_lot::Mutex;
use std::net::{IpAddr, SocketAddr};
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
/// Longest instance name with its type, in bytes.
const INSTANCE_BYTES: usize = 300;

/// Searches until it is dropped, which never blocks.
pub struct MdnsBrowser {
    shared: Arc<Shared>,
}

struct Shared {
    list: Mutex<Listing>,
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
        let shared = Arc::new(Shared {
            list: Mutex::default(),
            stop: AtomicBool::new(false),
            wake,
        });
        let reach = match scope {
            Scope::Everywhere => Reach::All,
            Scope::Loopback => Reach::Loopback,
        };
        let work = Arc::clone(&shared);
        thread::Builder::new()
            .name("browser".to_owned())
            .spawn(move || run(&work, reach))
            .map_err(DiscoveryError::Thread)?;
        Ok(Self { shared })
    }
}

impl Browser for MdnsBrowser {
    fn poll(&mut self) -> Option<BrowseEvent> {
        self.shared.list.lock().next()
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
}

fn run(shared: &Shared, reach: Reach) {
    while !shared.is_stopped() {
        if let Err(why) = search(shared, reach) {
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
fn search(shared: &Shared, reach: Reach) -> Result<(), String> {
    daemon::check()?;
    let daemon = daemon::start(reach).map_err(|error| explain(&error))?;
    let result = listen(shared, &daemon);
    daemon::stop(&daemon);
    result
}

fn listen(shared: &Shared, daemon: &ServiceDaemon) -> Result<(), String> {
    let mut own = interfaces();
    let mut events = ask(daemon)?;
    let (mut asked, mut checked) = (Instant::now(), Instant::now());
    shared.change(Listing::doubt);
    while !shared.is_stopped() {
        let mut ask_now = asked.elapsed() >= ASK;
        match events.recv_timeout(LOOK) {
            Ok(event) => hear(shared, &event, &own),
            Err(RecvTimeoutError::Timeout) => {}
            // too many events at once end a search; asking anew goes on with what is known
            Err(RecvTimeoutError::Disconnected) => ask_now = true,
        }
        if checked.elapsed() >= CHECK {
            if is_flooded(daemon)? {
                tracing::debug!("too many announcements: starting again");
                return Ok(());
            }
            checked = Instant::now();
        }
        if ask_now {
            shared.change(Listing::drop_doubted);
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

fn hear(shared: &Shared, event: &ServiceEvent, own: &[Interface]) {
    match event {
        ServiceEvent::ServiceResolved(service) => {
            if let Some(found) = understand(service, own) {
                tracing::debug!("found {:?} at {:?}", found.name, found.addresses);
                shared.change(|list| list.found(found));
            }
        }
        ServiceEvent::ServiceRemoved(_, instance) => shared.change(|list| list.gone(instance)),
        _ => {}
    }
}

/// What an announcement means; `None`: not a receiver that can be dialled.
fn understand(service: &ResolvedService, own: &[Interface]) -> Option<Found> {
    let instance = service.get_fullname();
    let odd = instance.len() > INSTANCE_BYTES || instance.chars().any(char::is_control);
    if odd || !service.ty_domain.eq_ignore_ascii_case(SERVICE_TYPE) {
        return None;
    }
    let entries: Vec<(&str, &[u8])> = service
        .get_properties()
        .iter()
        .map(|entry| (entry.key(), entry.val().unwrap_or_default()))
        .collect();
    let txt = parse_txt(&entries)?;
    let port = txt.tcp.unwrap_or(service.get_port());
    let heard = service.get_addresses().iter().map(|scoped| match scoped {
        ScopedIp::V4(v4) => {
            let by = v4.interface_ids().iter().map(|id| id.index).collect();
            (IpAddr::V4(*v4.addr()), by)
        }
        ScopedIp::V6(v6) => (IpAddr::V6(*v6.addr()), vec![v6.scope_id().index]),
        other => (other.to_ip_addr(), Vec::new()),
    });
    let addresses = dialable(heard, own, port);
    (!addresses.is_empty()).then(|| Found {
        id: instance.to_owned(),
        name: txt.name,
        addresses,
        fingerprint: txt.fingerprint,
        oldest: txt.oldest,
        newest: txt.newest,
        players: txt.players,
        seats: txt.seats,
        locked: txt.locked,
    })
}

/// The addresses worth dialling, the most promising first: own subnets, IPv4 before IPv6. No IPv6 that needs a zone.
/// Loopback counts when it was heard there: from elsewhere it would send the pad to itself. `heard` has the numbers of
/// the interfaces by which each came.
fn dialable(
    heard: impl Iterator<Item = (IpAddr, Vec<u32>)>,
    own: &[Interface],
    port: u16,
) -> Vec<SocketAddr> {
    if port == 0 {
        return Vec::new();
    }
    let is_loopback = |index: &u32| {
        let mut by_it = own.iter().filter(|i| i.index == Some(*index));
        by_it.any(|i| i.kind == InterfaceKind::Loopback)
    };
    let mut ranked: Vec<(u8, IpAddr)> = heard
        .filter(|(ip, by)| !ip.is_loopback() || by.iter().any(is_loopback))
        .filter_map(|(ip, _)| rank(ip, own).map(|rank| (rank, ip)))
        .collect();
    ranked.sort_unstable();
    ranked.truncate(MOST_ADDRESSES);
    ranked
        .into_iter()
        .map(|(_, ip)| SocketAddr::new(ip, port))
        .collect()
}

/// Lower is better; `None`: cannot be dialled.
fn rank(ip: IpAddr, own: &[Interface]) -> Option<u8> {
    if ip.is_unspecified() || ip.is_multicast() {
        return None;
    }
    let near = own.iter().any(|interface| interface.is_neighbour(ip));
    match ip {
        IpAddr::V4(v4) if v4.is_broadcast() => None,
        IpAddr::V4(v4) if v4.is_link_local() => Some(5),
        IpAddr::V4(_) if near => Some(0),
        IpAddr::V4(_) => Some(2),
        IpAddr::V6(v6) if v6.is_unicast_link_local() || v6.to_ipv4_mapped().is_some() => None,
        IpAddr::V6(_) if near => Some(1),
        IpAddr::V6(_) => Some(3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interfaces::classify;
    use mdns_sd::ServiceInfo;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn own() -> Vec<Interface> {
        let sample = [
            ("lo", "127.0.0.1", 8, 1),
            ("lo", "::1", 128, 1),
            ("wlan0", "192.168.1.9", 24, 2),
            ("wlan0", "fd00::9", 64, 2),
        ];
        let of = |(name, address, prefix, index): (&str, &str, u8, u32)| Interface {
            name: name.to_owned(),
            ip: ip(address),
            prefix,
            kind: classify(name, ip(address), false),
            index: Some(index),
            up: true,
        };
        sample.map(of).to_vec()
    }

    fn dial(heard: &[(&str, u32)]) -> Vec<String> {
        let heard = heard.iter().map(|(address, by)| (ip(address), vec![*by]));
        let found = dialable(heard, &own(), 4455);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn near_addresses_come_first() {
        let heard = [
            ("2001:db8::1", 2),
            ("10.0.0.1", 2),
            ("169.254.1.1", 2),
            ("fd00::1", 2),
            ("192.168.1.5", 2),
        ];
        let expected = [
            "192.168.1.5:4455",
            "[fd00::1]:4455",
            "10.0.0.1:4455",
            "[2001:db8::1]:4455",
            "169.254.1.1:4455",
        ];
        assert_eq!(dial(&heard), expected);
    }

    #[test]
    fn nobody_sends_a_pad_to_itself() {
        let remote = [
            ("127.0.0.1", 2),
            ("::1", 2),
            ("::ffff:127.0.0.1", 2),
            ("0.0.0.0", 2),
            ("::", 2),
            ("224.0.0.251", 2),
            ("255.255.255.255", 2),
            ("fe80::1", 2),
        ];
        assert_eq!(dial(&remote), [""; 0]);
        assert_eq!(
            dial(&[("127.0.0.1", 1), ("::1", 1)]),
            ["127.0.0.1:4455", "[::1]:4455"]
        );
    }

    #[test]
    fn addresses_are_capped() {
        let many: Vec<String> = (0..200).map(|n| format!("10.1.2.{n}")).collect();
        let heard: Vec<(&str, u32)> = many.iter().map(|a| (a.as_str(), 2)).collect();
        assert_eq!(dial(&heard).len(), MOST_ADDRESSES);
    }

    fn service(ty: &str, instance: &str, entries: &[(&str, &str)]) -> ResolvedService {
        let info = ServiceInfo::new(ty, instance, "h.local.", "192.168.1.5", 4455, entries);
        info.unwrap().as_resolved_service()
    }

    #[test]
    fn understands_receivers_alone() {
        let txt = [
            ("id", "0123456789ABCDEF"),
            ("n", "Den"),
            ("vmin", "1"),
            ("vmax", "2"),
            ("p", "3"),
            ("s", "8"),
            ("l", "1"),
            ("tcp", "4466"),
        ];
        let found = understand(&service(SERVICE_TYPE, "Den 01234567", &txt), &own()).unwrap();
        assert_eq!(
            (found.name.as_str(), found.fingerprint.as_str()),
            ("Den", "0123456789abcdef")
        );
        assert_eq!(
            (
                found.oldest,
                found.newest,
                found.players,
                found.seats,
                found.locked
            ),
            (1, 2, 3, 8, true)
        );
        assert_eq!(found.addresses, ["192.168.1.5:4466".parse().unwrap()]);
        assert_eq!(found.id, "Den 01234567._couchpad._udp.local.");
        assert_eq!(
            understand(&service("_ipp._tcp.local.", "Den", &txt), &own()),
            None
        );
        assert_eq!(
            understand(&service(SERVICE_TYPE, "Den\u{7}", &txt), &own()),
            None
        );
        assert_eq!(
            understand(&service(SERVICE_TYPE, &"x".repeat(400), &txt), &own()),
            None
        );
        assert_eq!(
            understand(&service(SERVICE_TYPE, "Den", &txt[1..]), &own()),
            None
        );
    }
}
