//! The host's driver: moves bytes between the sockets, netcode, renet and the host session, for whoever calls it each
//! frame and lends it renet's server. Never waits. Must not know Bevy, games or what messages mean.

mod admission;
#[cfg(test)]
mod clocked;
mod config;
mod door;
mod links;
mod refusals;
mod tcp;
mod wishes;

use crate::identity::HostIdentity;
use crate::interfaces::join_addresses;
use crate::protocol::control::{ControlToPad, Refusal, ResumeSecret};
use crate::protocol::{Closing, JoinLink, JoinSecret, LinkId, PadId, Profile, clean_name};
use crate::session::{
    HostConfig, HostSession, LinkDown, Newcomer, PadConfig, PadSession, SavedSession, Time,
};
use crate::transport::bind::{BindError, BoundPort, Listening};
use crate::transport::by_id::ById;
use crate::transport::control_host::{ConnId, ControlConfig, ControlHost};
use crate::transport::io::{Standings, UdpIo};
use crate::transport::local::{LocalLink, LocalPad};
use crate::transport::netcode_host::NetcodeHost;
use crate::transport::stats::{Counters, TransportStats};
use crate::transport::tickets::Tickets;
use crate::transport::{Wake, WakeSlot};
pub use config::HostDriverConfig;
pub use door::DoorNews;
use door::Doorway;
use links::Link;
use refusals::Refusals;
use renet::RenetServer;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::Instant;
use tcp::TcpLinks;

/// Datagrams of strangers that one update looks at: opening a token is the dearest thing that anyone can ask for.
const STRANGERS_PER_UPDATE: usize = 64;
/// Datagrams of known addresses that one update looks at.
const KNOWN_PER_UPDATE: usize = 8_192;
/// News of the control connections that one update looks at.
const NEWS_PER_UPDATE: usize = 512;

/// An admitted pad's control connection.
struct Admitted {
    pad: PadId,
    secret: ResumeSecret,
}

/// The transport of a host, see the module. Each frame: `renet.update(elapsed)` (Bevy's plugin does that),
/// [`update`](Self::update), the game, [`flush`](Self::flush).
///
/// Dropping it says good-bye to every pad and stops its threads.
pub struct HostDriver {
    session: HostSession,
    netcode: NetcodeHost,
    io: UdpIo,
    control: ControlHost,
    identity: HostIdentity,
    /// What the listener was told last.
    posted_secret: JoinSecret,
    bare_link: JoinLink,
    doorway: Doorway,
    name: String,
    listening: Listening,
    links: ById<Link>,
    locals: HashMap<LinkId, LocalLink>,
    tcp: TcpLinks,
    admitted: HashMap<ConnId, Admitted>,
    conn_of: HashMap<PadId, ConnId>,
    refused: Refusals,
    counters: Arc<Counters>,
    wake: WakeSlot,
    now: Time,
    swept: Time,
}

impl HostDriver {
    /// Listens on UDP and TCP at the same port, and starts the two threads that do.
    ///
    /// # Errors
    /// See [`BindError`]; each says what to do.
    pub fn bind(config: HostDriverConfig) -> Result<Self, BindError> {
        let port = BoundPort::take(config.bind)?;
        Self::serve(port, config)
    }

    /// The same on a port that is taken already; `config.bind` does not matter then.
    ///
    /// # Errors
    /// See [`BindError`].
    pub fn serve(port: BoundPort, config: HostDriverConfig) -> Result<Self, BindError> {
        let BoundPort {
            bind,
            tcp,
            udp,
            listening,
        } = port;
        let fail = |source| BindError::Io { bind, source };
        let addresses = join_addresses(Some(listening.tcp.ip()));
        let bare_link = JoinLink::new(addresses.clone(), listening.tcp.port())
            .ok_or_else(|| fail(io::ErrorKind::AddrNotAvailable.into()))?;
        let counters = Arc::new(Counters::default());
        let wake = WakeSlot::default();
        let standings = Standings::default();
        let tickets = Arc::new(Tickets::default());
        let netcode = NetcodeHost::new(Arc::clone(&standings), Arc::clone(&tickets))?;
        let sorting = (standings, tickets);
        let io = UdpIo::start(udp, sorting, Arc::clone(&counters), wake.clone()).map_err(fail)?;
        let told = ControlConfig {
            device: config.identity.device().clone(),
            secret: config.identity.secret(),
            package: config.package,
            addresses: addresses.clone(),
            farewell: ControlToPad::Closing(Closing::ReceiverQuits),
        };
        let control = ControlHost::start(tcp, told, Arc::clone(&counters), wake.clone());
        tracing::debug!(address = %listening.tcp, "listening");
        Ok(Self {
            session: session(config.session, config.saved, &config.identity)?,
            netcode,
            io,
            control: control.map_err(fail)?,
            posted_secret: config.identity.secret(),
            identity: config.identity,
            bare_link,
            doorway: Doorway::default(),
            name: clean_name(&config.name),
            listening,
            links: ById::default(),
            locals: HashMap::new(),
            tcp: TcpLinks::default(),
            admitted: HashMap::new(),
            conn_of: HashMap::new(),
            refused: Refusals::default(),
            counters,
            wake,
            now: Time::ZERO,
            swept: Time::ZERO,
        })
    }

    /// The seats and pads.
    #[must_use]
    pub const fn session(&self) -> &HostSession {
        &self.session
    }

    /// The seats and pads, to act on. What it wants sent leaves with the next [`flush`](Self::flush).
    pub const fn session_mut(&mut self) -> &mut HostSession {
        &mut self.session
    }

    /// Everything about the seats and pads that players would miss if the program ended here; for
    /// [`HostDriverConfig::saved`] of the next run. It holds secrets.
    #[must_use]
    pub fn saved(&self) -> SavedSession {
        self.session.save()
    }

    /// Where it listens.
    #[must_use]
    pub const fn listening(&self) -> Listening {
        self.listening
    }

    /// What pads call this receiver; clean.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was carried and dropped so far.
    #[must_use]
    pub fn stats(&self) -> TransportStats {
        self.counters.read()
    }

    /// Calls `wake`, from a thread of its own, whenever something has arrived and [`update`](Self::update) is due. For
    /// owners that have no frames.
    pub fn set_wake(&mut self, wake: Wake) {
        self.wake.set(wake);
    }

    /// Names (as they called themselves, cleaned) and reasons of the pads that were turned away since the last call. Of
    /// those who proved nothing, one a second is among them, and up to 8 after a quiet time.
    pub fn take_refused(&mut self) -> Vec<(String, Refusal)> {
        self.refused.take()
    }

    /// How many pads were turned away besides those of [`take_refused`](Self::take_refused); once in 10 s at most.
    pub fn take_untold_refusals(&mut self) -> Option<u64> {
        self.refused.take_untold(self.now)
    }

    /// A pad in this process, see [`LocalPad`].
    ///
    /// # Errors
    /// Why the session does not admit it.
    pub fn add_local_pad(&mut self, now: Time, profile: Profile) -> Result<LocalPad, Refusal> {
        self.admit_local(now, Newcomer::local(profile))
    }

    /// A pad in this process that was here in the run before, see [`HostDriverConfig::saved`]: it has its seat again. One
    /// that is not known any more is a new pad.
    ///
    /// # Errors
    /// Why the session does not admit it.
    pub fn return_local_pad(
        &mut self,
        now: Time,
        pad: PadId,
        profile: Profile,
    ) -> Result<LocalPad, Refusal> {
        let is_lost = self.session.link_of(pad).is_none();
        let resume = self.session.local_secret(pad).filter(|_| is_lost);
        let newcomer = Newcomer {
            resume,
            ..Newcomer::local(profile)
        };
        self.admit_local(now, newcomer)
    }

    fn admit_local(&mut self, now: Time, newcomer: Newcomer) -> Result<LocalPad, Refusal> {
        let secret = ResumeSecret(random().ok_or(Refusal::Closing)?);
        let seed = u64::from_le_bytes(random().ok_or(Refusal::Closing)?);
        let link = LinkId(u64::from_le_bytes(random().ok_or(Refusal::Closing)?));
        let admission = self.session.admit(now, newcomer, secret)?;
        self.session.set_local(admission.pad, true);
        let queues = LocalLink::default();
        self.session
            .link_up(now, link, &admission.secret)
            .map_err(|_| Refusal::Closing)?;
        self.locals.insert(link, queues.clone());
        let session = PadSession::new(PadConfig::default(), seed);
        Ok(LocalPad::new(now, admission.pad, link, session, queues))
    }

    /// Takes in all that has arrived and lets time pass until `now`, which is monotonic since the owner's start.
    pub fn update(&mut self, now: Time, renet: &mut RenetServer) {
        self.netcode.advance(now.saturating_sub(self.now));
        self.now = now;
        let clock = (Instant::now(), now);
        for _ in 0..KNOWN_PER_UPDATE {
            let Some(datagram) = self.io.next_known() else {
                break;
            };
            self.receive(clock, datagram, renet);
        }
        for _ in 0..STRANGERS_PER_UPDATE {
            let Some(datagram) = self.io.next_stranger() else {
                break;
            };
            self.receive(clock, datagram, renet);
        }
        for _ in 0..NEWS_PER_UPDATE {
            let Some(news) = self.control.next() else {
                break;
            };
            self.hear(clock, news);
        }
        self.take_from_tcp(clock);
        self.watch_door(now);
        self.take_from_locals(now);
        self.bury(now, renet);
        self.session.tick(now);
        self.sweep(now);
    }

    /// Sends all that is due.
    pub fn flush(&mut self, now: Time, renet: &mut RenetServer) {
        while let Some(transmit) = self.session.poll_transmit() {
            if let Some(local) = self.locals.get(&transmit.link) {
                local.send_to_pad(transmit.lane, transmit.bytes);
            } else if self.tcp.has(transmit.link) {
                self.send_tcp(transmit.link, transmit.lane, transmit.bytes);
            } else if let Some(link) = self.links.get_mut(&transmit.link.0)
                && link.lanes.push(transmit.lane, transmit.bytes).is_err()
            {
                renet.disconnect(transmit.link.0);
            }
        }
        self.flush_links(now, renet);
        while let Some(link) = self.session.poll_close() {
            match self.locals.remove(&link) {
                Some(local) => local.close(),
                None if self.tcp.has(link) => self.close_tcp(link),
                None => self.close_link(link.0, renet),
            }
        }
        self.flush_tcp();
        self.call_to_play();
    }

    /// When [`update`](Self::update) and [`flush`](Self::flush) next have something to do though nothing arrives.
    #[must_use]
    pub fn next_wake(&self) -> Option<Time> {
        let live = self.session.phase().is_live();
        let links = self.links.values();
        let of_links = links.map(|link| link.pace.next(live, link.waiting));
        of_links.chain(self.session.next_wake()).min()
    }

    /// Whether every pad has all that was sent to it, as far as the links over UDP tell.
    pub(crate) fn is_settled(&self) -> bool {
        let mut links = self.links.values();
        links.all(|link| link.lanes.is_empty() && !link.waiting)
    }

    /// Links of every kind.
    pub(crate) fn link_count(&self) -> usize {
        self.links.len() + self.locals.len() + self.tcp.count()
    }

    fn take_from_locals(&mut self, now: Time) {
        let session = &mut self.session;
        self.locals.retain(|link, local| {
            // asked first: what was sent before the end still counts
            let closed = local.is_closed();
            for (lane, bytes) in local.take_from_pad() {
                session.receive(now, now, *link, lane, &bytes);
            }
            if closed {
                session.link_down(now, *link, LinkDown::Quit);
            }
            !closed
        });
    }
}

impl Drop for HostDriver {
    fn drop(&mut self) {
        // first why, then the end of the links
        self.control.quit();
        for client in self.netcode.clients() {
            self.netcode.disconnect(client, |to, bytes| {
                // nothing answers it, so once is not enough
                for _ in 0..3 {
                    self.io.send(to, bytes);
                }
            });
        }
    }
}

/// A new session, or the one of before without those whom nobody trusts any more.
fn session(
    config: HostConfig,
    saved: Option<SavedSession>,
    identity: &HostIdentity,
) -> Result<HostSession, getrandom::Error> {
    let seed = getrandom::u64()?;
    let Some(mut saved) = saved else {
        return Ok(HostSession::new(config, seed));
    };
    saved.retain(|pad| pad.device.is_none_or(|key| identity.is_trusted(&key)));
    Ok(HostSession::restore(config, seed, Time::ZERO, saved))
}

fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok().map(|()| bytes)
}
