//! A host and some pads joined by perfect links, in virtual time.

use couchpad_protocol::control::ResumeSecret;
use couchpad_protocol::{Lane, LinkId, PadId, PadLayout, Profile};
use couchpad_session::{
    HostConfig, HostEvent, HostEventKind, HostSession, Newcomer, PadConfig, PadEvent, PadSession,
    PadView, Time,
};
use std::collections::VecDeque;

/// Virtual time goes on by this.
const STEP: Time = Time::from_millis(5);

#[derive(Clone, Copy, PartialEq)]
enum End {
    Host,
    Pad,
}

pub(crate) struct Player {
    pub(crate) session: PadSession,
    pub(crate) pad: PadId,
    pub(crate) secret: ResumeSecret,
    pub(crate) link: LinkId,
    /// Nothing gets through, either way: what is `Ordered` comes later.
    pub(crate) muted: bool,
    stalled: Vec<(End, Vec<u8>)>,
    /// So many bytes a second come to it, at most; what is beyond waits its turn.
    pub(crate) bandwidth: Option<usize>,
    /// What waits so, and how many bytes may come now.
    queue: VecDeque<(Lane, Vec<u8>)>,
    allowance: usize,
    pub(crate) events: Vec<PadEvent>,
    /// When frames came from the pad and from the host.
    pub(crate) sent: Vec<Time>,
    pub(crate) got: Vec<Time>,
    /// What came to the pad on `Ordered`.
    pub(crate) came: Vec<Vec<u8>>,
}

pub(crate) struct Room {
    pub(crate) now: Time,
    pub(crate) host: HostSession,
    pub(crate) players: Vec<Player>,
    pub(crate) events: Vec<HostEvent>,
    pub(crate) closed: Vec<LinkId>,
    links: u64,
}

impl Player {
    fn take(&mut self, now: Time, lane: Lane, bytes: Vec<u8>) {
        self.got.push(now);
        self.session.receive(now, self.link, lane, &bytes);
        if lane == Lane::Ordered {
            self.came.push(bytes);
        }
    }
}

impl Room {
    pub(crate) fn new(seats: u16) -> Self {
        let config = HostConfig {
            seats,
            ..HostConfig::default()
        };
        Self {
            now: Time::from_secs(1),
            host: HostSession::new(config, 77),
            players: Vec::new(),
            events: Vec::new(),
            closed: Vec::new(),
            links: 0,
        }
    }

    /// A pad joins and its link works.
    pub(crate) fn join(&mut self, name: &str) -> usize {
        let n = self.players.len();
        let secret = ResumeSecret([n as u8 + 1; 16]);
        let admission = self.host.admit(self.now, newcomer(name, None), secret);
        let pad = admission.unwrap().pad;
        self.players.push(Player {
            session: PadSession::new(PadConfig::default(), n as u64),
            pad,
            secret,
            link: LinkId(0),
            muted: false,
            stalled: Vec::new(),
            bandwidth: None,
            queue: VecDeque::new(),
            allowance: 0,
            events: Vec::new(),
            sent: Vec::new(),
            got: Vec::new(),
            came: Vec::new(),
        });
        self.connect(n);
        self.run(20);
        n
    }

    /// Opens a new link for a player, whatever became of the old one.
    pub(crate) fn connect(&mut self, n: usize) {
        self.links += 1;
        let player = &mut self.players[n];
        player.link = LinkId(self.links);
        player.stalled.clear();
        player.queue.clear();
        self.host
            .link_up(self.now, player.link, &player.secret)
            .unwrap();
        player.session.link_up(self.now, player.link);
    }

    /// The player's program starts anew.
    pub(crate) fn restart(&mut self, n: usize) {
        let seed = self.links + 1_000;
        self.players[n].session = PadSession::new(PadConfig::default(), seed);
    }

    /// Lets so many milliseconds go by.
    pub(crate) fn run(&mut self, millis: u64) {
        let end = self.now + Time::from_millis(millis);
        while self.now < end {
            self.now += STEP;
            self.let_through();
            self.step();
        }
    }

    fn step(&mut self) {
        for _ in 0..4 {
            for n in 0..self.players.len() {
                self.players[n].session.tick(self.now);
                for (end, bytes) in self.unstalled(n) {
                    self.carry(n, end, Lane::Ordered, bytes);
                }
                while let Some(t) = self.players[n].session.poll_transmit() {
                    self.carry(n, End::Host, t.lane, t.bytes);
                }
            }
            self.host.tick(self.now);
            while let Some(t) = self.host.poll_transmit() {
                if let Some(n) = self.players.iter().position(|p| p.link == t.link) {
                    self.carry(n, End::Pad, t.lane, t.bytes);
                }
            }
        }
        for player in &mut self.players {
            player
                .events
                .extend(std::iter::from_fn(|| player.session.poll_event()));
        }
        self.events
            .extend(std::iter::from_fn(|| self.host.poll_event()));
        self.closed
            .extend(std::iter::from_fn(|| self.host.poll_close()));
    }

    /// What a narrow link brings in one step.
    fn let_through(&mut self) {
        for player in &mut self.players {
            let Some(bandwidth) = player.bandwidth else {
                continue;
            };
            player.allowance += bandwidth * STEP.as_millis() as usize / 1_000;
            while let Some((_, bytes)) = player.queue.front()
                && let Some(left) = player.allowance.checked_sub(bytes.len())
                && let Some((lane, bytes)) = player.queue.pop_front()
            {
                player.allowance = left;
                player.take(self.now, lane, bytes);
            }
            if player.queue.is_empty() {
                player.allowance = 0;
            }
        }
    }

    fn unstalled(&mut self, n: usize) -> Vec<(End, Vec<u8>)> {
        let player = &mut self.players[n];
        if player.muted {
            return Vec::new();
        }
        std::mem::take(&mut player.stalled)
    }

    fn carry(&mut self, n: usize, to: End, lane: Lane, bytes: Vec<u8>) {
        let player = &mut self.players[n];
        let link = player.link;
        match (player.muted, to) {
            (true, _) if lane == Lane::Ordered => player.stalled.push((to, bytes)),
            (true, _) => {}
            (false, End::Host) => {
                player.sent.push(self.now);
                self.host.receive(self.now, self.now, link, lane, &bytes);
            }
            (false, End::Pad) if player.bandwidth.is_some() => {
                player.queue.push_back((lane, bytes));
            }
            (false, End::Pad) => {
                player.take(self.now, lane, bytes);
            }
        }
    }

    /// Throws bytes at the host on a player's link.
    pub(crate) fn throw(&mut self, n: usize, lane: Lane, bytes: &[u8]) {
        let link = self.players[n].link;
        self.host.receive(self.now, self.now, link, lane, bytes);
    }

    pub(crate) fn view(&self, n: usize) -> PadView<'_> {
        self.host.pad(self.players[n].pad).unwrap()
    }

    /// What happened to a player since the last call.
    pub(crate) fn kinds(&mut self, n: usize) -> Vec<HostEventKind> {
        let pad = self.players[n].pad;
        let (his, others) = self.events.drain(..).partition(|e| e.pad == pad);
        self.events = others;
        let his: Vec<HostEvent> = his;
        his.into_iter().map(|event| event.kind).collect()
    }
}

pub(crate) fn profile(name: &str) -> Profile {
    Profile {
        name: name.into(),
        mark: None,
    }
}

pub(crate) fn layout(title: &str) -> PadLayout {
    PadLayout::new(title, couchpad_protocol::Orientation::Any)
}

/// Somebody without a device key.
pub(crate) fn newcomer(name: &str, resume: Option<ResumeSecret>) -> Newcomer {
    Newcomer {
        resume,
        ..Newcomer::local(profile(name))
    }
}
