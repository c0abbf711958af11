//! One link of a pad: its own socket, netcode and renet, from token to end. A link is never mended: the next one has a
//! fresh socket and a fresh token. Must not know the session, nor the control connection that the token came by.

use crate::protocol::Lane;
use crate::protocol::control::Token;
use crate::protocol::limits::DATAGRAM_BYTES;
use crate::transport::lanes::{Channels, Clogged, Lanes, is_waiting, lane_of};
use crate::transport::pace::Pace;
use crate::transport::{connection_config, guard, priority};
use mio::net::UdpSocket;
use renet::RenetClient;
use renetcode::{ClientAuthentication, ConnectToken, DisconnectReason, NetcodeClient};
use socket2::SockRef;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// Datagrams that are read before the rest of the pad gets a turn.
const BURST: usize = 256;
/// Pause before a socket that gives nothing but faults is asked again: that of a phone that slept may do so for good.
const FAULT_PAUSE: Duration = Duration::from_millis(20);
/// While a link is being made, what was said last is repeated this often.
pub(crate) const HANDSHAKE_REPEAT: Duration = Duration::from_millis(100);

/// Why a link could not be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("the receiver sent a connect token that makes no sense")]
    Token,
    #[error("no socket: {0}")]
    Socket(#[from] io::Error),
}

/// Why a link is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkEnd {
    /// The host ended it.
    Host,
    /// Nothing was heard for too long, or the token ran out.
    Silent,
    /// The host had no room for one more link.
    Denied,
    /// renet or the lanes gave up.
    Broken,
}

/// What was said last while a link is being made: said again ten times a second, as netcode's standard has it. renetcode
/// would wait for 250 ms, and where datagrams get lost a pad is to be back sooner.
#[derive(Debug, Default)]
pub(crate) struct Handshake {
    said: Vec<u8>,
    at: Duration,
}

impl Handshake {
    /// What to send now: what netcode has to say, or the last of that again.
    pub(crate) fn say(&mut self, now: Duration, own: Option<&[u8]>) -> Option<&[u8]> {
        if let Some(own) = own {
            self.said = own.to_vec();
        } else if self.said.is_empty() || now < self.at + HANDSHAKE_REPEAT {
            return None;
        }
        self.at = now;
        Some(&self.said)
    }
}

/// A link of a pad.
pub(crate) struct NetcodePad {
    socket: UdpSocket,
    host: SocketAddr,
    netcode: NetcodeClient,
    renet: RenetClient,
    lanes: Lanes,
    pace: Pace,
    handshake: Handshake,
    netcode_at: Duration,
    renet_at: Duration,
    heard: Duration,
    /// The socket gives nothing but faults, and is asked again then.
    ask_again: Option<Duration>,
    broken: bool,
}

impl NetcodePad {
    /// Opens a socket for a link to `host`, at an address of this machine where one is given, and begins the handshake. The
    /// caller registers [`socket`](Self::socket).
    pub(crate) fn open(
        now: Duration,
        (from, host): (Option<IpAddr>, SocketAddr),
        token: &Token,
    ) -> Result<Self, OpenError> {
        let connect_token =
            ConnectToken::read(&mut token.0.as_slice()).map_err(|_| OpenError::Token)?;
        if !guard::token(&connect_token) {
            return Err(OpenError::Token);
        }
        let any: IpAddr = if host.is_ipv4() {
            Ipv4Addr::UNSPECIFIED.into()
        } else {
            Ipv6Addr::UNSPECIFIED.into()
        };
        let own = from.filter(|from| from.is_ipv4() == host.is_ipv4());
        let socket = UdpSocket::bind((own.unwrap_or(any), 0).into())?;
        priority::raise(&SockRef::from(&socket), host.is_ipv6());
        let secure = ClientAuthentication::Secure { connect_token };
        let netcode = NetcodeClient::new(now, secure).map_err(|_| OpenError::Token)?;
        Ok(Self {
            socket,
            host,
            netcode,
            renet: RenetClient::new(connection_config()),
            lanes: Lanes::default(),
            pace: Pace::new(now),
            handshake: Handshake::default(),
            netcode_at: now,
            renet_at: now,
            heard: now,
            ask_again: None,
            broken: false,
        })
    }

    pub(crate) const fn socket(&mut self) -> &mut UdpSocket {
        &mut self.socket
    }

    /// The handshake is done and messages travel.
    pub(crate) fn is_up(&self) -> bool {
        self.netcode.is_connected() && self.renet.is_connected()
    }

    /// When something that the host sealed last arrived, or the link was opened.
    pub(crate) const fn heard(&self) -> Duration {
        self.heard
    }

    /// The link is over.
    pub(crate) fn end(&self) -> Option<LinkEnd> {
        if self.broken || self.renet.is_disconnected() {
            return Some(LinkEnd::Broken);
        }
        Some(match self.netcode.disconnect_reason()? {
            DisconnectReason::DisconnectedByServer => LinkEnd::Host,
            DisconnectReason::ConnectionDenied => LinkEnd::Denied,
            _ => LinkEnd::Silent,
        })
    }

    /// Reads what has arrived and hands every message to `take`. True if more may wait.
    pub(crate) fn receive(&mut self, now: Duration, mut take: impl FnMut(Lane, &[u8])) -> bool {
        self.advance_renet(now);
        self.ask_again = None;
        let mut buffer = [0; DATAGRAM_BYTES + 1];
        let mut faults = 0;
        for _ in 0..BURST {
            let len = match self.socket.recv_from(&mut buffer) {
                Ok((len, from)) if from == self.host => len,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                // someone else
                Ok(_) => continue,
                // news of an earlier datagram that met a closed port, perhaps
                Err(_) => {
                    faults += 1;
                    continue;
                }
            };
            let Some(bytes) = buffer.get_mut(..len).filter(|b| guard::from_host(b)) else {
                continue;
            };
            self.take_in(now, bytes, &mut take);
        }
        let is_faulty = faults == BURST;
        self.ask_again = is_faulty.then_some(now + FAULT_PAUSE);
        !is_faulty
    }

    fn take_in(&mut self, now: Duration, bytes: &mut [u8], take: &mut impl FnMut(Lane, &[u8])) {
        let connecting = !self.netcode.is_connected();
        let mut lane = None;
        if let Some(payload) = self.netcode.process_packet(bytes) {
            self.heard = now;
            if guard::payload(payload) {
                self.pace.heard(payload);
                self.renet.process_packet(payload);
                lane = lane_of(payload);
            }
        }
        if connecting && self.netcode.is_connected() {
            self.heard = now;
            self.renet.set_connected();
        }
        if let Some(lane) = lane {
            while let Some(message) = self.renet.take(lane) {
                take(lane, &message);
            }
        }
    }

    /// Queues a frame for the next [`flush`](Self::flush).
    pub(crate) fn push(&mut self, lane: Lane, bytes: Vec<u8>) {
        self.broken |= self.lanes.push(lane, bytes) == Err(Clogged);
    }

    /// Sends what is due: frames, repeats, acknowledgements, and netcode's own.
    pub(crate) fn flush(&mut self, now: Duration, live: bool) {
        if self.is_up() {
            self.flush_renet(now, live);
        }
        let connecting = !self.netcode.is_connected();
        if connecting || self.pace.beat_due(now, live) {
            let elapsed = now.saturating_sub(self.netcode_at);
            self.netcode_at = now;
            // asked also while other datagrams flow: it is how netcode notices that nothing comes
            let worth_it = connecting || self.pace.is_quiet(now, live);
            let own = self.netcode.update(elapsed).filter(|_| worth_it);
            let own = own.map(|(bytes, _)| &bytes[..]);
            let said = if connecting {
                self.handshake.say(now, own)
            } else {
                own
            };
            if let Some(bytes) = said {
                send(&self.socket, self.host, bytes);
                self.pace.sent(now);
            }
        }
    }

    fn flush_renet(&mut self, now: Duration, live: bool) {
        self.advance_renet(now);
        if self.lanes.feed(&mut self.renet) {
            self.pace.hurry();
        }
        let Some(outlet) = self.pace.flush_due(now, live, is_waiting(&self.renet)) else {
            return;
        };
        let packets = self.renet.packets();
        for packet in packets.iter().filter(|p| outlet.lets_out(p)) {
            match self.netcode.generate_payload_packet(packet) {
                Ok((_, bytes)) => {
                    send(&self.socket, self.host, bytes);
                    self.pace.sent(now);
                }
                Err(error) => tracing::debug!(%error, "a packet was not sent"),
            }
        }
    }

    /// When [`flush`](Self::flush), or [`receive`](Self::receive), next has something to do by itself.
    pub(crate) fn next_wake(&self, live: bool) -> Duration {
        let due = if self.is_up() {
            self.pace.next(live, is_waiting(&self.renet))
        } else {
            self.netcode_at + HANDSHAKE_REPEAT
        };
        self.ask_again.map_or(due, |again| due.min(again))
    }

    /// Whether everything reliable was handed over and acknowledged.
    pub(crate) fn is_settled(&self) -> bool {
        self.lanes.is_empty() && !is_waiting(&self.renet)
    }

    /// Tells the host that this link is over; three times, as nothing answers.
    pub(crate) fn quit(&mut self) {
        if !self.netcode.is_connected() {
            return;
        }
        if let Ok((_, bytes)) = self.netcode.disconnect() {
            for _ in 0..3 {
                send(&self.socket, self.host, bytes);
            }
        }
    }

    fn advance_renet(&mut self, now: Duration) {
        self.renet.update(now.saturating_sub(self.renet_at));
        self.renet_at = now;
    }
}

/// Sends now or not at all: a full socket buffer is a lost datagram, and UDP may lose.
fn send(socket: &UdpSocket, to: SocketAddr, bytes: &[u8]) {
    if let Err(error) = socket.send_to(bytes, to) {
        tracing::trace!(%to, %error, "a datagram was not sent");
    }
}
