//! Telling the network that a receiver is here. One thread of its own; nothing waits for it. Must not know pads.

use super::daemon::{self, Reach};
use super::{DiscoveryError, SERVICE_TYPE, Txt, receiver_name};
use crate::protocol::PublicKey;
use mdns_sd::{DaemonEvent, DaemonStatus, Receiver, ServiceDaemon, ServiceInfo};
use parking_lot::{Condvar, Mutex};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The shortest time between two announcements: mDNS allows each record once a second.
const PACE: Duration = Duration::from_millis(1_200);
/// How often the daemon is looked after when nothing changes.
const LOOK: Duration = Duration::from_secs(5);
/// How long after a failure it is tried again.
const RETRY: Duration = Duration::from_secs(5);
/// How long dropping waits for the goodbye, at most.
const FAREWELL: Duration = Duration::from_millis(400);
/// Bytes of the name that go into the instance's label; a label has 63.
const LABEL_NAME_BYTES: usize = 54;

/// What is announced.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The receiver's name; it is cleaned and cut to the limits of names.
    pub name: String,
    /// Its port, for UDP and TCP alike; not 0.
    pub port: u16,
    /// What it listens on: an address is announced on its interface alone, a loopback address on this machine alone,
    /// `None` on every interface but those of containers and virtual machines.
    pub ip: Option<IpAddr>,
    /// Its key, of which the fingerprint alone goes out.
    pub key: PublicKey,
    /// Oldest protocol version that it speaks.
    pub oldest: u16,
    /// Newest protocol version that it speaks.
    pub newest: u16,
    /// Players connected.
    pub players: u16,
    /// Seats in all.
    pub seats: u16,
    /// Whether it admits newcomers no more.
    pub locked: bool,
}

/// A receiver's announcement. Dropping it says goodbye to the network, for which it waits less than half a second.
pub struct Announcer {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    txt: Txt,
    stop: bool,
    stopped: bool,
    failure: Option<String>,
    failure_told: bool,
}

impl Announcer {
    /// Starts announcing. Returns at once, whatever the network does; what fails later is in
    /// [`take_failure`](Self::take_failure) and is tried again until it works.
    ///
    /// # Errors
    ///
    /// Port 0, or no thread to be had.
    pub fn start(announcement: Announcement) -> Result<Self, DiscoveryError> {
        if announcement.port == 0 {
            return Err(DiscoveryError::NoPort);
        }
        let state = State {
            txt: txt_of(&announcement),
            stop: false,
            stopped: false,
            failure: None,
            failure_told: false,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let work = Work::new(&announcement, Arc::clone(&shared));
        thread::Builder::new()
            .name("announcer".to_owned())
            .spawn(move || work.run())
            .map_err(DiscoveryError::Thread)?;
        Ok(Self { shared })
    }

    /// Says anew who is here. Never blocks; the network hears of it within about a second, of several changes together.
    pub fn update(&self, players: u16, seats: u16, locked: bool) {
        let mut state = self.shared.state.lock();
        let old = (state.txt.players, state.txt.seats, state.txt.locked);
        if old == (players, seats, locked) {
            return;
        }
        state.txt.players = players;
        state.txt.seats = seats;
        state.txt.locked = locked;
        self.shared.changed.notify_all();
    }

    /// Why pads do not find this receiver by themselves, and what to do; told once.
    #[must_use]
    pub fn take_failure(&self) -> Option<String> {
        self.shared.state.lock().failure.take()
    }
}

impl Drop for Announcer {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock();
        state.stop = true;
        self.shared.changed.notify_all();
        let deadline = Instant::now() + FAREWELL;
        while !state.stopped {
            if self
                .shared
                .changed
                .wait_until(&mut state, deadline)
                .timed_out()
            {
                tracing::debug!("the network takes long over the goodbye: leaving without it");
                return;
            }
        }
    }
}

fn txt_of(announcement: &Announcement) -> Txt {
    Txt {
        name: receiver_name(&announcement.name),
        fingerprint: announcement.key.fingerprint(),
        oldest: announcement.oldest,
        newest: announcement.newest,
        players: announcement.players,
        seats: announcement.seats,
        locked: announcement.locked,
        tcp: Some(announcement.port),
    }
}

/// The instance's label: the name, and the head of the fingerprint, which makes it the only one.
fn label(txt: &Txt) -> String {
    let name = txt
        .name
        .get(..txt.name.floor_char_boundary(LABEL_NAME_BYTES));
    let head = txt.fingerprint.get(..8);
    format!(
        "{} {}",
        name.unwrap_or_default().trim_end(),
        head.unwrap_or_default()
    )
}

/// The announcer's thread.
struct Work {
    shared: Arc<Shared>,
    ip: Option<IpAddr>,
    port: u16,
    daemon: Option<(ServiceDaemon, Receiver<DaemonEvent>)>,
    retry_at: Instant,
    announced: Option<Txt>,
    /// No announcement before this.
    quiet_until: Instant,
    /// When the last announcement is repeated: datagrams get lost, and mDNS asks for two.
    repeat_at: Option<Instant>,
}

impl Work {
    fn new(announcement: &Announcement, shared: Arc<Shared>) -> Self {
        let now = Instant::now();
        Self {
            shared,
            ip: announcement.ip,
            port: announcement.port,
            daemon: None,
            retry_at: now,
            announced: None,
            quiet_until: now,
            repeat_at: None,
        }
    }

    fn run(mut self) {
        loop {
            let wanted = self.shared.state.lock().txt.clone();
            if let Err(why) = self.step(&wanted) {
                self.fail(why);
            }
            let wake_at = self.wake_at();
            let mut state = self.shared.state.lock();
            if !state.stop && state.txt == wanted {
                self.shared.changed.wait_until(&mut state, wake_at);
            } else if !state.stop {
                // a change while working: its announcement waits for the pace
                let pause = self.quiet_until.max(Instant::now());
                self.shared.changed.wait_until(&mut state, pause);
            }
            if state.stop {
                break;
            }
        }
        if let Some((daemon, _)) = &self.daemon {
            daemon::stop(daemon);
        }
        self.shared.state.lock().stopped = true;
        self.shared.changed.notify_all();
    }

    /// Starts the daemon, or looks after it, and announces what is due.
    fn step(&mut self, wanted: &Txt) -> Result<(), String> {
        let now = Instant::now();
        if self.daemon.is_none() {
            if now < self.retry_at {
                return Ok(());
            }
            self.daemon = Some(start(self.ip)?);
        }
        let Some((daemon, events)) = &self.daemon else {
            return Ok(());
        };
        look_after(daemon, events)?;
        let changed = self.announced.as_ref() != Some(wanted) && now >= self.quiet_until;
        let repeat = self.repeat_at.is_some_and(|at| now >= at);
        if changed || repeat {
            register(daemon, wanted, self.port, self.ip)?;
            self.quiet_until = now + PACE;
            self.repeat_at = changed.then_some(self.quiet_until);
            self.announced = Some(wanted.clone());
        }
        Ok(())
    }

    fn wake_at(&self) -> Instant {
        let now = Instant::now();
        let look = now + LOOK;
        if self.daemon.is_none() {
            return self.retry_at.max(now);
        }
        let txt = &self.shared.state.lock().txt;
        let pending = self.announced.as_ref() != Some(txt);
        let due = if pending {
            Some(self.quiet_until)
        } else {
            self.repeat_at
        };
        due.map_or(look, |due| due.min(look))
    }

    fn fail(&mut self, why: String) {
        tracing::debug!("announcing failed, and is tried again: {why}");
        if let Some((daemon, _)) = self.daemon.take() {
            daemon::stop(&daemon);
        }
        self.retry_at = Instant::now() + RETRY;
        self.announced = None;
        self.repeat_at = None;
        let mut state = self.shared.state.lock();
        if !state.failure_told {
            state.failure_told = true;
            state.failure = Some(why);
        }
    }
}

fn start(ip: Option<IpAddr>) -> Result<(ServiceDaemon, Receiver<DaemonEvent>), String> {
    // Linux and what is built on it carry no IPv6 multicast over loopback
    if cfg!(any(target_os = "linux", target_os = "android"))
        && ip == Some(Ipv6Addr::LOCALHOST.into())
    {
        return Err("this system announces nothing on ::1: listen on 127.0.0.1, or type the address on the pad".to_owned());
    }
    daemon::check()?;
    let daemon = daemon::start(Reach::of_bind(ip)).map_err(|error| explain(&error))?;
    let events = daemon.monitor().map_err(|error| explain(&error))?;
    Ok((daemon, events))
}

fn look_after(daemon: &ServiceDaemon, events: &Receiver<DaemonEvent>) -> Result<(), String> {
    for event in events.try_iter() {
        match event {
            DaemonEvent::Error(error) => return Err(explain(&error)),
            event => tracing::debug!("mDNS: {event:?}"),
        }
    }
    match daemon.status().map(|status| status.try_recv()) {
        Ok(Ok(DaemonStatus::Shutdown)) => Err(explain(&mdns_sd::Error::DaemonShutdown)),
        _ => Ok(()),
    }
}

fn register(
    daemon: &ServiceDaemon,
    txt: &Txt,
    port: u16,
    ip: Option<IpAddr>,
) -> Result<(), String> {
    let head = txt.fingerprint.get(..8).unwrap_or_default();
    let host = format!("couchpad-{head}-{port}.local.");
    let entries = txt.entries();
    // loopback has more addresses than the interface lists; other addresses come and go, and the daemon follows them
    let fixed: Vec<IpAddr> = ip.filter(IpAddr::is_loopback).into_iter().collect();
    let info = ServiceInfo::new(
        SERVICE_TYPE,
        &label(txt),
        &host,
        fixed.as_slice(),
        port,
        entries.as_slice(),
    );
    let mut info = info.map_err(|error| explain(&error))?;
    if fixed.is_empty() {
        info = info.enable_addr_auto();
        info.set_interfaces(vec![Reach::of_bind(ip).kind()]);
    }
    // the names carry the key's fingerprint: nobody else has them, and asking first takes most of a second
    info.set_requires_probe(false);
    daemon.register(info).map_err(|error| explain(&error))
}

fn explain(error: &mdns_sd::Error) -> String {
    format!(
        "the receiver cannot be announced on the network: {error}. Phones can still scan the QR code or type the address"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn announcement(name: &str, key: u8) -> Announcement {
        Announcement {
            name: name.to_owned(),
            port: 4455,
            ip: None,
            key: PublicKey([key; 32]),
            oldest: 1,
            newest: 1,
            players: 0,
            seats: 8,
            locked: false,
        }
    }

    #[test]
    fn the_same_name_twice_makes_two_labels() {
        let one = label(&txt_of(&announcement("Den", 1)));
        let other = label(&txt_of(&announcement("Den", 2)));
        assert_eq!(
            (one.as_str(), other.as_str()),
            ("Den 01010101", "Den 02020202")
        );
    }

    #[test]
    fn the_key_does_not_go_out() {
        let entries = txt_of(&announcement("Den", 0xab)).entries();
        let key = PublicKey([0xab; 32]).to_string();
        assert!(entries.iter().all(|(_, value)| !value.contains(&key)));
        assert!(entries.contains(&("id", "ab".repeat(8))));
    }

    #[test]
    fn port_0_is_refused() {
        let none = Announcement {
            port: 0,
            ..announcement("Den", 1)
        };
        assert!(matches!(
            Announcer::start(none),
            Err(DiscoveryError::NoPort)
        ));
    }

    proptest! {
        #[test]
        fn every_name_makes_a_service(name in ".{0,80}") {
            let txt = txt_of(&announcement(&name, 1));
            let label = label(&txt);
            prop_assert!(label.len() <= 63, "{}", label);
            let entries = txt.entries();
            prop_assert!(ServiceInfo::new(SERVICE_TYPE, &label, "couchpad-x.local.", "", 4455, entries.as_slice()).is_ok());
        }
    }
}
