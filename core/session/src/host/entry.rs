//! One pad as the host knows it, and what it is still owed. Must not know other pads.

use super::cues::Cued;
use super::shown::Seen;
use super::tell::Told;
use crate::clock::PadClock;
use crate::events::LostReason;
use crate::health::Pulse;
use crate::inputs::Hands;
use crate::lossmeter::LossMeter;
use crate::messages::{Newest, Turn};
use crate::presence::Liveness;
use crate::rate::TokenBucket;
use crate::stats::HostStats;
use crate::stream::{Full, Incoming, Outgoing};
use crate::{Time, Transmit};
use couchpad_protocol::control::ResumeSecret;
use couchpad_protocol::frame::{LatestFrame, OrderedFrame, parts};
use couchpad_protocol::{
    Lane, LayoutRevision, LinkId, PadLayout, Place, Profile, PublicKey, SeatIndex, ToPad,
};
use std::collections::VecDeque;

/// Scores go out at most ten times a second, axes that a game moves at most twenty times.
const SCORE_GAP: Time = Time::from_millis(100);
const AXES_GAP: Time = Time::from_millis(50);

/// What the pad must be told as soon as it can be: always the newest, so nothing piles up while it cannot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Owed(u16);

impl Owed {
    pub(super) const NAME: Self = Self(1);
    pub(super) const PLACE: Self = Self(2);
    pub(super) const PHASE: Self = Self(4);
    pub(super) const LAYOUT: Self = Self(8);
    pub(super) const AXES: Self = Self(16);
    pub(super) const SCORE: Self = Self(32);
    pub(super) const TURN: Self = Self(64);
    pub(super) const COUNT: Self = Self(128);
    pub(super) const SHOWN: Self = Self(256);
    pub(super) const ALL: Self = Self(511);

    const IN_ORDER: [Self; 9] = [
        Self::NAME,
        Self::PLACE,
        Self::PHASE,
        Self::LAYOUT,
        Self::AXES,
        Self::SCORE,
        Self::TURN,
        Self::COUNT,
        Self::SHOWN,
    ];

    pub(super) const fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    pub(super) const fn settle(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

/// How often a pad may do what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) states: TokenBucket,
    pub(super) commands: TokenBucket,
    pub(super) messages: TokenBucket,
    pub(super) profiles: TokenBucket,
    pub(super) rumbles: TokenBucket,
    pub(super) glows: TokenBucket,
    /// Programs' reliable messages: more than a pad that keeps to its own limits can send at once after a blackout.
    pub(super) app: TokenBucket,
    pub(super) lossy: TokenBucket,
    /// Deliveries to other pads.
    pub(super) relays: TokenBucket,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            states: TokenBucket::new(300, 100),
            commands: TokenBucket::new(120, 240),
            messages: TokenBucket::new(120, 240),
            profiles: TokenBucket::new(2, 8),
            rumbles: TokenBucket::new(30, 10),
            glows: TokenBucket::new(3, 1),
            app: TokenBucket::new(1_000, 4_000),
            lossy: TokenBucket::new(1_000, 1_000),
            relays: TokenBucket::new(4_000, 8_000),
        }
    }
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) profile: Profile,
    pub(super) secret: ResumeSecret,
    /// Whose pad it is; `None` on this machine.
    pub(super) device: Option<PublicKey>,
    pub(super) local: bool,
    pub(super) seat: Option<SeatIndex>,
    pub(super) place: Place,
    pub(super) liveness: Liveness,
    /// Without a working link until then, a pad that never had one is dropped.
    pub(super) join_by: Time,
    pub(super) link: Option<LinkId>,
    /// The pad's resume on this link was taken.
    pub(super) live: bool,
    /// The link that worked until the present one opened.
    pub(super) evicted: Option<LinkId>,
    pub(super) out: Outgoing,
    pub(super) incoming: Incoming,
    /// The replay buffer overflowed: tell everything anew at the next resume.
    pub(super) torn: bool,
    pub(super) owed: Owed,
    pub(super) next_score: Time,
    pub(super) next_axes: Time,
    /// The layout that its states must name.
    pub(super) revision: LayoutRevision,
    /// The pad's present memory was told a layout.
    pub(super) shown: bool,
    /// A layout for this pad alone.
    pub(super) own_layout: Option<PadLayout>,
    pub(super) hands: Hands,
    pub(super) meter: LossMeter,
    pub(super) clock: PadClock,
    pub(super) pulse: Pulse,
    /// How it was noticed that the pad is not there, while it is not.
    pub(super) gone: Option<LostReason>,
    /// The pad's clock in its newest state.
    pub(super) state_time: Option<u32>,
    pub(super) next_ping: Time,
    pub(super) ping: u16,
    pub(super) pong: u16,
    pub(super) rumble: u16,
    pub(super) glow: u16,
    /// What it was told of turns and countdowns.
    pub(super) cued: Cued,
    /// What it was told to show.
    pub(super) seen: Seen,
    pub(super) limits: Limits,
    /// Number of the last program's message to it.
    pub(super) sequence: u32,
    /// Its programs' messages that may get lost.
    pub(super) newest: Newest,
    /// How many of those may go to it before the next tick.
    pub(super) turn: Turn,
    /// Bytes of its messages since it was last told what arrived.
    pub(super) untold: usize,
}

impl Entry {
    pub(super) fn new(
        now: Time,
        secret: ResumeSecret,
        device: Option<PublicKey>,
        out: Outgoing,
        join_by: Time,
    ) -> Self {
        Self {
            name: String::new(),
            profile: Profile::default(),
            secret,
            device,
            local: false,
            seat: None,
            place: Place::Waiting { ahead: 0 },
            liveness: Liveness::joining(now),
            join_by,
            link: None,
            live: false,
            evicted: None,
            out,
            incoming: Incoming::default(),
            torn: false,
            owed: Owed::default(),
            next_score: Time::ZERO,
            next_axes: Time::ZERO,
            revision: LayoutRevision::default(),
            shown: false,
            own_layout: None,
            hands: Hands::default(),
            meter: LossMeter::default(),
            clock: PadClock::default(),
            pulse: Pulse::default(),
            gone: None,
            state_time: None,
            next_ping: now,
            ping: 0,
            pong: 0,
            rumble: 0,
            glow: 0,
            cued: Cued::default(),
            seen: Seen::default(),
            limits: Limits::default(),
            sequence: 0,
            newest: Newest::default(),
            turn: Turn::default(),
            untold: 0,
        }
    }

    /// The link, if frames other than the resume may go out on it.
    pub(super) fn live_link(&self) -> Option<LinkId> {
        self.link.filter(|_| self.live)
    }

    /// Sends a frame on `Latest`, if the link works.
    pub(super) fn latest(&self, frame: &LatestFrame<'_>, outbox: &mut VecDeque<Transmit>) {
        if let Some(link) = self.live_link() {
            outbox.push_back(Transmit {
                link,
                lane: Lane::Latest,
                bytes: frame.encode(),
            });
        }
    }

    /// Sends what was sent before and not acknowledged.
    pub(super) fn replay(&self, outbox: &mut VecDeque<Transmit>) {
        if let Some(link) = self.live_link() {
            for (number, bytes) in self.out.unacknowledged() {
                put_parts(outbox, link, number, bytes);
            }
        }
    }

    /// Takes a message for the pad and sends it as soon as there is a link. Whether it could be encoded.
    pub(super) fn submit(
        &mut self,
        message: &ToPad,
        outbox: &mut VecDeque<Transmit>,
        stats: &mut HostStats,
    ) -> bool {
        let Ok(bytes) = message.encode() else {
            return false;
        };
        if let Err(Full) = self.out.queue(bytes.clone(), None) {
            self.tear(stats);
            // an empty buffer takes any message
            let _ = self.out.queue(bytes, None);
        }
        self.send_backlog(outbox);
        true
    }

    /// Something came from the pad: what waited for that goes out. Whether the pad is back by it.
    pub(super) fn hear(&mut self, arrived: Time, outbox: &mut VecDeque<Transmit>) -> bool {
        self.seen.heard();
        let was_doubted = self.liveness.is_doubted();
        let is_back = self.liveness.hear(arrived);
        if was_doubted && !self.liveness.is_doubted() {
            self.send_backlog(outbox);
        }
        is_back
    }

    /// Sends what waited for a link that is read. What goes out has a number, and a program that is started anew never
    /// gets it; so it waits where nobody may read it.
    pub(super) fn send_backlog(&mut self, outbox: &mut VecDeque<Transmit>) {
        let link = self.live_link().filter(|_| !self.liveness.is_doubted());
        let Some(link) = link else {
            return;
        };
        while let Some((number, bytes)) = self.out.next() {
            put_parts(outbox, link, number, bytes);
        }
    }

    fn tear(&mut self, stats: &mut HostStats) {
        self.out.clear();
        self.torn = true;
        self.doubt_all();
        stats.torn += 1;
    }

    /// Sends what the pad is owed and may have now.
    pub(super) fn settle(
        &mut self,
        now: Time,
        told: &Told<'_>,
        outbox: &mut VecDeque<Transmit>,
        stats: &mut HostStats,
    ) {
        let Some(link) = self.live_link() else {
            return;
        };
        for debt in Owed::IN_ORDER {
            if !self.owed.has(debt) || self.held_back(debt) > now {
                continue;
            }
            self.owed.settle(debt);
            let Some(Ok(bytes)) = told.message(self, debt).map(|m| m.encode()) else {
                continue;
            };
            let number = self.out.send_first(bytes.clone()).or_else(|Full| {
                self.tear(stats);
                self.out.send_first(bytes.clone())
            });
            let Ok(number) = number else {
                continue;
            };
            put_parts(outbox, link, number, &bytes);
            match debt {
                Owed::TURN => self.cued.turn = Some(told.turn(self)),
                Owed::COUNT => self.cued.count = Some(told.count(self)),
                Owed::SHOWN => self.shown_now(now, told.entries(self)),
                _ => self.settled(debt, now, number),
            }
        }
    }

    fn settled(&mut self, debt: Owed, now: Time, number: u32) {
        match debt {
            Owed::SCORE => self.next_score = now + SCORE_GAP,
            Owed::LAYOUT | Owed::AXES => {
                if debt == Owed::LAYOUT {
                    self.shown = true;
                    self.seen.hurry();
                }
                // a layout brings its axes along
                self.owed.settle(Owed::AXES);
                self.next_axes = now + AXES_GAP;
                self.hands.told(number);
                self.next_ping = now;
            }
            _ => {}
        }
    }

    /// Until when a debt waits. What changes all the time is not told to a pad that is not there: it would pile up in
    /// the link.
    const fn held_back(&self, debt: Owed) -> Time {
        match debt {
            Owed::SCORE | Owed::AXES | Owed::TURN | Owed::COUNT | Owed::SHOWN
                if !self.liveness.is_here() =>
            {
                Time::MAX
            }
            Owed::SHOWN => self.seen.held_back(&self.out),
            Owed::SCORE => self.next_score,
            Owed::AXES => self.next_axes,
            _ => Time::ZERO,
        }
    }

    /// When something that is owed may go out; `None`: nothing is, or there is no link.
    pub(super) fn settle_at(&self) -> Option<Time> {
        self.live_link()?;
        let owed = Owed::IN_ORDER.into_iter().filter(|d| self.owed.has(*d));
        let times = owed.map(|debt| self.held_back(debt));
        times.min().filter(|at| *at < Time::MAX)
    }
}

/// Puts a message on a link in as many parts as it needs.
pub(crate) fn put_parts(outbox: &mut VecDeque<Transmit>, link: LinkId, number: u32, bytes: &[u8]) {
    outbox.extend(parts(number, bytes).map(|part| Transmit {
        link,
        lane: Lane::Ordered,
        bytes: OrderedFrame::Part(part).encode(),
    }));
}
