//! The host's side of the world, for one pad: session, lanes, pace and renet's server as the host's driver joins them,
//! sealed by netcode where that is wanted, with time and datagrams from outside. Must not know what the link does to the
//! datagrams.

use crate::protocol::control::{ResumeSecret, Token};
use crate::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Lane, LinkId, Orientation, PadId, PadLayout, Phase,
    Profile, Weight,
};
use crate::session::{Audience, HostConfig, HostSession, LinkDown, Newcomer, Time};
use crate::transport::connection_config;
use crate::transport::guard;
use crate::transport::io::Standings;
use crate::transport::lanes::{Channels, Lanes, OfHost, is_waiting};
use crate::transport::netcode_host::{Arrival, NetcodeHost};
use crate::transport::pace::Pace;
use renet::RenetServer;
use std::net::{Ipv4Addr, SocketAddr};

struct Link {
    client: u64,
    from: SocketAddr,
    lanes: Lanes,
    pace: Pace,
}

pub(super) struct HostEnd {
    pub(super) session: HostSession,
    pub(super) pad: PadId,
    pub(super) secret: ResumeSecret,
    netcode: Option<NetcodeHost>,
    renet: RenetServer,
    link: Option<Link>,
    now: Time,
}

/// Where the datagrams of a pad's n-th link come from: each has a socket of its own.
pub(super) fn socket(link: LinkId) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, 40_000 + link.0 as u16).into()
}

impl HostEnd {
    /// A host in play that has admitted one pad.
    pub(super) fn new(seed: u64, sealed: bool) -> Self {
        let now = Time::ZERO;
        let mut session = HostSession::new(HostConfig::default(), seed);
        session
            .set_layout(now, Audience::All, layout(), |_| [0; 8])
            .unwrap();
        session.set_phase(now, Phase::Playing);
        let newcomer = Newcomer::local(Profile::default());
        let admission = session.admit(now, newcomer, ResumeSecret([7; 16])).unwrap();
        Self {
            session,
            pad: admission.pad,
            secret: admission.secret,
            netcode: sealed
                .then(|| NetcodeHost::new(Standings::default(), Default::default()).unwrap()),
            renet: RenetServer::new(connection_config()),
            link: None,
            now,
        }
    }

    /// What opens the pad's next link; `None` where nothing is sealed.
    pub(super) fn token(&self) -> Option<Token> {
        let netcode = self.netcode.as_ref()?;
        Some(netcode.token(&self.secret).unwrap())
    }

    /// A link that nothing seals is there.
    pub(super) fn open_plain(&mut self, now: Time, link: LinkId) {
        self.up(now, link.0, socket(link));
    }

    fn up(&mut self, now: Time, client: u64, from: SocketAddr) {
        self.session
            .link_up(now, LinkId(client), &self.secret)
            .unwrap();
        self.renet.add_connection(client);
        if let Some(old) = self.link.take() {
            self.renet.remove_connection(old.client);
        }
        self.link = Some(Link {
            client,
            from,
            lanes: Lanes::default(),
            pace: Pace::new(now),
        });
    }

    /// Time passes, before datagrams are handed in.
    pub(super) fn advance(&mut self, now: Time) {
        let elapsed = now.saturating_sub(self.now);
        self.renet.update(elapsed);
        if let Some(netcode) = &mut self.netcode {
            netcode.advance(elapsed);
        }
        self.now = now;
    }

    /// Takes in a datagram that arrived at `arrived`; netcode's own answers go to `send`.
    pub(super) fn receive(
        &mut self,
        arrived: Time,
        from: SocketAddr,
        mut datagram: Vec<u8>,
        mut send: impl FnMut(&[u8]),
    ) {
        let Some(netcode) = &mut self.netcode else {
            return self.payload(arrived, from, &datagram);
        };
        match netcode.receive(from, &mut datagram, |_, bytes| send(bytes)) {
            Arrival::Payload { bytes, .. } => {
                let payload = bytes.to_vec();
                self.payload(arrived, from, &payload);
            }
            Arrival::Up { client, secret } => {
                assert_eq!(secret, self.secret);
                self.up(arrived, client, from);
            }
            Arrival::Nothing => {}
            Arrival::Quit { client } | Arrival::Clash { client } => {
                panic!("nobody ended link {client}");
            }
        }
    }

    fn payload(&mut self, arrived: Time, from: SocketAddr, payload: &[u8]) {
        assert!(guard::payload(payload));
        let Some(link) = self.link.as_mut().filter(|link| link.from == from) else {
            return;
        };
        link.pace.heard(payload);
        if let Some(messages) = guard::unreliable_messages(payload) {
            for message in messages {
                let id = LinkId(link.client);
                self.session
                    .receive(self.now, arrived, id, Lane::Latest, message);
            }
            return;
        }
        self.renet
            .process_packet_from(payload, link.client)
            .unwrap();
        while let Some(message) = OfHost(&mut self.renet, link.client).take(Lane::Ordered) {
            let id = LinkId(link.client);
            self.session
                .receive(self.now, arrived, id, Lane::Ordered, &message);
        }
    }

    /// What time brings, and all that is due goes out.
    pub(super) fn flush(&mut self, now: Time, mut send: impl FnMut(&[u8])) {
        self.session.tick(now);
        while let Some(closed) = self.session.poll_close() {
            self.session.link_down(now, closed, LinkDown::Reset);
        }
        let live = self.session.phase().is_live();
        let Some(link) = &mut self.link else {
            while self.session.poll_transmit().is_some() {}
            return;
        };
        while let Some(transmit) = self.session.poll_transmit() {
            if transmit.link.0 == link.client {
                assert_eq!(link.lanes.push(transmit.lane, transmit.bytes), Ok(()));
            }
        }
        let mut channels = OfHost(&mut self.renet, link.client);
        if link.lanes.feed(&mut channels) {
            link.pace.hurry();
        }
        if let Some(outlet) = link.pace.flush_due(now, live, is_waiting(&channels)) {
            let packets = channels.packets();
            for packet in packets.iter().filter(|packet| outlet.lets_out(packet)) {
                link.pace.sent(now);
                match &mut self.netcode {
                    Some(netcode) => netcode.send(link.client, packet, |_, bytes| send(bytes)),
                    None => send(packet),
                }
            }
        }
        if link.pace.beat_due(now, live)
            && let Some(netcode) = &mut self.netcode
        {
            let worth_it = link.pace.is_quiet(now, live);
            let is_there = netcode.beat(link.client, worth_it, |_, bytes| {
                send(bytes);
                link.pace.sent(now);
            });
            assert!(is_there, "timed out");
        }
        assert!(
            self.renet.disconnections_id().is_empty(),
            "renet gave the link up"
        );
    }

    pub(super) fn next_wake(&mut self) -> Option<Time> {
        let live = self.session.phase().is_live();
        let of_link = self.link.as_ref().map(|link| {
            let waiting = is_waiting(&OfHost(&mut self.renet, link.client));
            link.pace.next(live, waiting)
        });
        of_link.into_iter().chain(self.session.next_wake()).min()
    }
}

fn layout() -> PadLayout {
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(0)),
        y: None,
        travel: 600,
    };
    let launch = ControlKind::Button {
        button: ButtonIndex(0),
        weight: Weight::Primary,
    };
    PadLayout::new("Impaired", Orientation::Any)
        .with("", Area::ALL, swipe)
        .with("GO", Area::new(0, 0, 500, 500), launch)
}
