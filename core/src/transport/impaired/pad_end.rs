//! The pad's side of the world: session, lanes, pace and renet as the pad's worker joins them, sealed by netcode where
//! that is wanted, with time and datagrams from outside. Must not know what the link does to the datagrams.

use crate::protocol::control::Token;
use crate::protocol::frame::OrderedFrame;
use crate::protocol::{Lane, LinkId, ToPad};
use crate::session::{PadConfig, PadSession, Time};
use crate::transport::lanes::{Channels, Lanes, is_waiting};
use crate::transport::netcode_pad::{HANDSHAKE_REPEAT, Handshake};
use crate::transport::pace::Pace;
use crate::transport::{connection_config, guard};
use renet::RenetClient;
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};

pub(super) struct PadEnd {
    pub(super) session: PadSession,
    /// Bytes of what is shown that came so far.
    pub(super) shown: usize,
    link: Link,
}

/// One link, from its token to its end.
struct Link {
    id: LinkId,
    renet: RenetClient,
    renet_at: Time,
    lanes: Lanes,
    pace: Pace,
    netcode: Option<NetcodeClient>,
    handshake: Handshake,
    netcode_at: Time,
    up: bool,
    heard: Time,
}

impl PadEnd {
    /// A pad whose first link opens now; without a token nothing is sealed and it is up at once.
    pub(super) fn open(now: Time, seed: u64, link: LinkId, token: Option<&Token>) -> Self {
        let mut end = Self {
            session: PadSession::new(PadConfig::default(), seed),
            shown: 0,
            link: Link::open(now, link, token),
        };
        end.come_up(now);
        end
    }

    /// Gives the link up for another one.
    pub(super) fn reopen(&mut self, now: Time, link: LinkId, token: Option<&Token>) {
        self.session.link_down(now, self.link.id);
        self.link = Link::open(now, link, token);
        self.come_up(now);
    }

    pub(super) const fn is_up(&self) -> bool {
        self.link.up
    }

    /// When the host was last heard on this link, or when that was opened.
    pub(super) const fn heard(&self) -> Time {
        self.link.heard
    }

    fn come_up(&mut self, now: Time) {
        if self.link.comes_up(now) {
            self.session.link_up(now, self.link.id);
        }
    }

    pub(super) fn receive(&mut self, now: Time, datagram: Vec<u8>) {
        self.link.advance(now);
        self.link.take_in(now, datagram);
        self.come_up(now);
        for lane in [Lane::Ordered, Lane::Latest] {
            while let Some(message) = self.link.renet.take(lane) {
                self.shown += shown_in(lane, &message);
                self.session.receive(now, self.link.id, lane, &message);
            }
        }
    }

    /// Sends what is due.
    pub(super) fn flush(&mut self, now: Time, send: impl FnMut(&[u8])) {
        while let Some(transmit) = self.session.poll_transmit() {
            let pushed = self.link.lanes.push(transmit.lane, transmit.bytes);
            assert_eq!(pushed, Ok(()));
        }
        self.link.flush(now, self.session.phase().is_live(), send);
    }

    pub(super) fn next_wake(&self) -> Option<Time> {
        let of_link = self.link.next_wake(self.session.phase().is_live());
        self.session.next_wake().into_iter().chain([of_link]).min()
    }
}

/// Bytes of a message about what is shown; such a one is short enough for one frame.
fn shown_in(lane: Lane, frame: &[u8]) -> usize {
    let frame = (lane == Lane::Ordered).then(|| OrderedFrame::decode(frame));
    let Some(Some(OrderedFrame::Part(part))) = frame else {
        return 0;
    };
    match ToPad::decode(part.bytes) {
        Ok(ToPad::Show(_)) => part.bytes.len(),
        _ => 0,
    }
}

impl Link {
    fn open(now: Time, id: LinkId, token: Option<&Token>) -> Self {
        let netcode = token.map(|token| {
            let connect_token = ConnectToken::read(&mut token.0.as_slice()).unwrap();
            let secure = ClientAuthentication::Secure { connect_token };
            NetcodeClient::new(now, secure).unwrap()
        });
        Self {
            id,
            renet: RenetClient::new(connection_config()),
            renet_at: now,
            lanes: Lanes::default(),
            pace: Pace::new(now),
            netcode,
            handshake: Handshake::default(),
            netcode_at: now,
            up: false,
            heard: now,
        }
    }

    fn comes_up(&mut self, now: Time) -> bool {
        let netcode = self.netcode.as_ref();
        let comes = !self.up && netcode.is_none_or(NetcodeClient::is_connected);
        if comes {
            self.up = true;
            self.heard = now;
            self.renet.set_connected();
        }
        comes
    }

    fn take_in(&mut self, now: Time, mut datagram: Vec<u8>) {
        let payload = match &mut self.netcode {
            Some(_) if !guard::from_host(&datagram) => return,
            Some(netcode) => netcode.process_packet(&mut datagram),
            None => Some(datagram.as_slice()),
        };
        if let Some(payload) = payload {
            assert!(guard::payload(payload));
            self.heard = now;
            self.pace.heard(payload);
            self.renet.process_packet(payload);
        }
    }

    fn flush(&mut self, now: Time, live: bool, mut send: impl FnMut(&[u8])) {
        assert!(!self.renet.is_disconnected(), "renet gave the link up");
        self.advance(now);
        if self.up && self.lanes.feed(&mut self.renet) {
            self.pace.hurry();
        }
        if self.up
            && let Some(outlet) = self.pace.flush_due(now, live, is_waiting(&self.renet))
        {
            let packets = self.renet.packets();
            for packet in packets.iter().filter(|packet| outlet.lets_out(packet)) {
                self.pace.sent(now);
                match &mut self.netcode {
                    Some(netcode) => send(netcode.generate_payload_packet(packet).unwrap().1),
                    None => send(packet),
                }
            }
        }
        if !self.up || self.pace.beat_due(now, live) {
            let elapsed = now.saturating_sub(self.netcode_at);
            self.netcode_at = now;
            let worth_it = !self.up || self.pace.is_quiet(now, live);
            let own = self.netcode.as_mut().and_then(|n| n.update(elapsed));
            let own = own.filter(|_| worth_it).map(|(bytes, _)| &bytes[..]);
            let said = if self.up {
                own
            } else {
                self.handshake.say(now, own)
            };
            if let Some(bytes) = said {
                send(bytes);
                self.pace.sent(now);
            }
        }
    }

    fn next_wake(&self, live: bool) -> Time {
        if self.up {
            self.pace.next(live, is_waiting(&self.renet))
        } else {
            self.netcode_at + HANDSHAKE_REPEAT
        }
    }

    fn advance(&mut self, now: Time) {
        self.renet.update(now.saturating_sub(self.renet_at));
        self.renet_at = now;
    }
}
