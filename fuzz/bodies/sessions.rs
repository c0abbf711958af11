//! A kept session, and frames on a link that works.

use super::script::{Deed, Deeds};
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, LinkFrame, ResumeSecret};
use couchpad_core::protocol::frame::{LatestFrame, OrderedFrame};
use couchpad_core::protocol::limits::MESSAGE_BYTES;
use couchpad_core::protocol::{Lane, LinkId, PadId, Phase, Place, Profile, clean_name};
use couchpad_core::session::{
    HostConfig, HostSession, Newcomer, PadConfig, PadSession, Presence, SavedSession, Time,
};
use std::collections::BTreeSet;

const CONFIG: HostConfig = HostConfig {
    seats: 4,
    cap: 6,
    hold: Time::from_secs(120),
    replay_bytes: 256 * 1024,
    relay: true,
};

/// What was kept of a session. True if it could be read. Whatever was in it, everybody has one place and a clean name of their
/// own, there is room for newcomers, and from then on it is kept as it is.
pub(super) fn saved_session(data: &[u8]) -> bool {
    let Ok(saved) = SavedSession::decode(data) else {
        return false;
    };
    let now = Time::from_secs(9);
    let mut session = HostSession::restore(CONFIG, 1, now, saved);
    check_books(&session);
    let again = HostSession::restore(CONFIG, 2, now, session.save());
    assert_eq!(again.save(), session.save());
    assert!(session.save().encode().is_ok());
    session.set_locked(false);
    let known = session.pads().count();
    let newcomer = newcomer("Guest");
    let admitted = session.admit(now, newcomer, ResumeSecret([0xfe; 16]));
    assert_eq!(admitted.is_ok(), known < CONFIG.cap, "{admitted:?}");
    session.tick(now + CONFIG.hold);
    assert_eq!(session.pads().count(), 0, "nobody came");
    true
}

fn check_books(session: &HostSession) {
    let pads: Vec<_> = session.pads().collect();
    let ids: BTreeSet<_> = pads.iter().map(|pad| pad.id).collect();
    let names: BTreeSet<_> = pads.iter().map(|pad| pad.name).collect();
    assert!(pads.len() <= CONFIG.cap && names.len() == pads.len());
    assert!(!ids.contains(&PadId(0)) && !ids.contains(&PadId(u32::MAX)));
    let mut seated = BTreeSet::new();
    for pad in &pads {
        assert_eq!(pad.name, clean_name(pad.name));
        assert_eq!(pad.presence, Presence::Offline);
        if let Some(seat) = pad.seat() {
            assert!(seated.insert(seat));
            assert_eq!(session.seats()[seat.index()].pad, Some(pad.id));
        }
    }
    let taken = session.seats().iter().filter(|slot| slot.pad.is_some());
    assert_eq!(taken.count(), seated.len());
}

fn newcomer(name: &str) -> Newcomer {
    Newcomer::local(Profile {
        name: name.into(),
        mark: None,
    })
}

/// One pad with its link.
struct Player {
    session: PadSession,
    pad: PadId,
    secret: ResumeSecret,
    link: LinkId,
}

/// A host in play with two pads: Ada, on whose link anything may come, and Bo, whom that is nothing to.
struct Room {
    now: Time,
    host: HostSession,
    players: [Player; 2],
    links: u64,
}

impl Room {
    fn new() -> Self {
        let now = Time::from_secs(1);
        let mut host = HostSession::new(CONFIG, 77);
        host.set_phase(now, Phase::Playing);
        let mut player = |n: u8, name| {
            let secret = ResumeSecret([n; 16]);
            let admitted = host.admit(now, newcomer(name), secret);
            Player {
                session: PadSession::new(PadConfig::default(), n.into()),
                pad: admitted.map_or(PadId(0), |a| a.pad),
                secret,
                link: LinkId(0),
            }
        };
        let players = [player(1, "Ada"), player(2, "Bo")];
        let mut room = Self {
            now,
            host,
            players,
            links: 0,
        };
        room.relink(0);
        room.relink(1);
        room.exchange([true, true]);
        room
    }

    /// Another link, as when a pad goes over from UDP to TCP.
    fn relink(&mut self, n: usize) {
        self.links += 1;
        let player = &mut self.players[n];
        player.link = LinkId(self.links);
        if self
            .host
            .link_up(self.now, player.link, &player.secret)
            .is_ok()
        {
            player.session.link_up(self.now, player.link);
        }
    }

    /// What the two ends have to say arrives, with those players for whom anything does.
    fn exchange(&mut self, arrives: [bool; 2]) {
        for _ in 0..4 {
            self.host.tick(self.now);
            while let Some(t) = self.host.poll_transmit() {
                for (player, arrives) in self.players.iter_mut().zip(arrives) {
                    if player.link == t.link && arrives {
                        player.session.receive(self.now, t.link, t.lane, &t.bytes);
                    }
                }
            }
            for (player, arrives) in self.players.iter_mut().zip(arrives) {
                player.session.tick(self.now);
                while let Some(t) = player.session.poll_transmit() {
                    if arrives {
                        self.host
                            .receive(self.now, self.now, t.link, t.lane, &t.bytes);
                    }
                }
                while player.session.poll_event().is_some() {}
            }
            while self.host.poll_event().is_some() || self.host.poll_close().is_some() {}
        }
    }

    fn wait(&mut self, millis: u64) {
        for _ in 0..millis.div_ceil(50) {
            self.now += Time::from_millis(50);
            self.exchange([false, true]);
        }
    }

    /// Frames of strangers' making that were of no use so far, to the host and to Ada.
    fn useless(&self) -> u64 {
        let (host, pad) = (self.host.stats(), self.players[0].session.stats());
        host.malformed
            + host.early
            + host.unknown_link
            + pad.malformed
            + pad.early
            + pad.unknown_link
    }
}

/// A link that works, and what is said on it: honest frames, and any others in either direction, each in the envelope that it
/// has on the control connection. True if any of the others was understood. Whatever they are, the other player keeps seat and
/// link, and nothing that is passed on to them is malformed.
pub(super) fn play_frames(data: &[u8]) -> bool {
    let mut room = Room::new();
    let seat = room.players[1].session.place();
    assert!(matches!(seat, Some(Place::Seated { .. })), "{seat:?}");
    let mut is_understood = false;
    for deed in Deeds::new(data) {
        match deed {
            Deed::ToHost(lane, bytes) => {
                let before = room.useless();
                if let Some(bytes) = over_tcp_to_host(lane, bytes) {
                    let link = room.players[0].link;
                    room.host.receive(room.now, room.now, link, lane, &bytes);
                    is_understood |= room.useless() == before;
                }
            }
            Deed::ToPad(lane, bytes) => {
                let before = room.useless();
                if let Some(bytes) = over_tcp_to_pad(lane, bytes) {
                    let ada = &mut room.players[0];
                    ada.session.receive(room.now, ada.link, lane, &bytes);
                    is_understood |= room.useless() == before;
                }
            }
            Deed::Wait(millis) => room.wait(millis),
            Deed::Exchange => room.exchange([true, true]),
            Deed::Relink => room.relink(0),
        }
        check(&room);
    }
    room.exchange([true, true]);
    check(&room);
    let bo = &room.players[1];
    assert_eq!(bo.session.place(), seat, "nobody takes another's seat");
    assert_eq!(bo.session.stats().malformed, 0);
    is_understood
}

fn check(room: &Room) {
    let [ada, bo] = &room.players;
    let view = room.host.pad(bo.pad);
    assert!(view.is_some_and(|view| view.presence == Presence::Here));
    assert!(room.host.next_wake().is_none_or(|at| at >= room.now));
    assert!(ada.session.next_wake().is_none_or(|at| at >= room.now));
    let health = ada.session.health();
    assert!((0.0..=1.0).contains(&health.loss));
    let (_, kept) = ada.session.waiting();
    assert!(kept <= PadConfig::default().replay_bytes + MESSAGE_BYTES);
}

fn over_tcp_to_host(lane: Lane, bytes: &[u8]) -> Option<Vec<u8>> {
    check_codec(bytes);
    let bytes = bytes.to_vec();
    let sent = ControlToHost::Frame(LinkFrame { lane, bytes })
        .encode()
        .ok()?;
    match ControlToHost::decode(&sent).ok()? {
        ControlToHost::Frame(frame) => Some(frame.bytes),
        other => panic!("a frame became {other:?}"),
    }
}

fn over_tcp_to_pad(lane: Lane, bytes: &[u8]) -> Option<Vec<u8>> {
    check_codec(bytes);
    let bytes = bytes.to_vec();
    let sent = ControlToPad::Frame(LinkFrame { lane, bytes })
        .encode()
        .ok()?;
    match ControlToPad::decode(&sent).ok()? {
        ControlToPad::Frame(frame) => Some(frame.bytes),
        other => panic!("a frame became {other:?}"),
    }
}

/// What can be read is the same when it is written and read again.
fn check_codec(bytes: &[u8]) {
    if let Some(frame) = LatestFrame::decode(bytes) {
        assert_eq!(LatestFrame::decode(&frame.encode()), Some(frame));
    }
    if let Some(frame) = OrderedFrame::decode(bytes) {
        assert_eq!(frame.encode(), bytes);
    }
}
