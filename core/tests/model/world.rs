//! The model's world: one host, several pads, the links between them, and what happens to all of them.

use super::actor::Actor;
use super::checks::Checks;
use crate::kit::protocol::control::ResumeSecret;
use crate::kit::protocol::frame::OrderedFrame;
use crate::kit::protocol::{Lane, LinkId, PadId, Place, Profile, SeatIndex, Turn};
use crate::kit::session::{Audience, HostConfig, HostSession, Newcomer, Presence, Time};
use crate::kit::transport::memory::{Arrival, End, Impairment, MemoryLink};
use std::collections::{BTreeMap, BTreeSet};

/// What may happen in a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) pads: usize,
    pub(crate) seconds: u64,
    pub(crate) impairment: Impairment,
    /// Links are cut and replaced, pads go away and come back.
    pub(crate) cuts: bool,
    /// Pads' programs restart.
    pub(crate) restarts: bool,
    /// Buttons are pressed, layouts and axes change.
    pub(crate) buttons: bool,
    /// Pads leave, are kicked, seats become more and fewer.
    pub(crate) turnover: bool,
    /// All links are dead for so long, once.
    pub(crate) blackout: Option<Time>,
}

/// xorshift64*: the model's own dice, apart from what it tests.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % sides
    }
    pub(super) fn millis(&mut self, from: u64, to: u64) -> Time {
        Time::from_millis(from + self.roll(to - from))
    }
}

/// Now and then a part of a message comes twice, which a correct transport does not do: the sessions bear it.
fn stutters(dice: &mut Dice, arrival: &Arrival) -> bool {
    let frame = OrderedFrame::decode(&arrival.bytes);
    arrival.lane == Lane::Ordered
        && matches!(frame, Some(OrderedFrame::Part(_)))
        && dice.roll(20) == 0
}

pub(crate) struct World {
    pub(super) plan: Plan,
    pub(super) now: Time,
    pub(super) dice: Dice,
    pub(super) host: HostSession,
    pub(super) actors: Vec<Actor>,
    pub(super) links: BTreeMap<LinkId, (usize, MemoryLink)>,
    pub(super) next_link: u64,
    pub(super) next_secret: u8,
    pub(super) checks: Checks,
    pub(super) next_deed: Time,
    pub(super) layouts: u32,
    pub(super) titles: [Option<String>; 2],
    pub(super) own_titles: BTreeSet<PadId>,
    pub(super) scores: BTreeMap<SeatIndex, (i64, i64)>,
    pub(super) sent_to: BTreeMap<PadId, u32>,
}

impl World {
    pub(crate) fn new(seed: u64, plan: Plan) -> Self {
        let config = HostConfig {
            seats: 3,
            ..HostConfig::default()
        };
        let mut world = Self {
            plan,
            now: Time::ZERO,
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            host: HostSession::new(config, seed),
            actors: Vec::new(),
            links: BTreeMap::new(),
            next_link: 0,
            next_secret: 0,
            checks: Checks::default(),
            next_deed: Time::from_millis(500),
            layouts: 0,
            titles: [None, None],
            own_titles: BTreeSet::new(),
            scores: BTreeMap::new(),
            sent_to: BTreeMap::new(),
        };
        if !seed.is_multiple_of(5) {
            world.show_layout(Audience::All);
        }
        for n in 0..plan.pads {
            let (pad, secret) = world.admit(None);
            let dials_at = world.dice.millis(0, 300);
            let seed = seed << 8 | n as u64;
            world.actors.push(Actor::new(seed, pad, secret, dials_at));
        }
        world
    }

    /// Runs the plan, then lets the dust settle, and checks that everybody knows the same.
    pub(crate) fn run(mut self) {
        let end = Time::from_secs(self.plan.seconds);
        let blackout_at = self.dice.millis(2_000, 4_000);
        let mut blackout = self.plan.blackout;
        while self.now < end {
            if self.now >= blackout_at
                && let Some(length) = blackout.take()
            {
                for (_, link) in self.links.values_mut() {
                    link.black_out(self.now + length);
                }
            }
            if self.now >= self.next_deed {
                self.deed();
                self.next_deed = self.now + self.dice.millis(3, 60);
            }
            self.step();
        }
        self.settle();
    }

    fn settle(&mut self) {
        for (_, link) in self.links.values_mut() {
            link.set_impairment(Impairment::default());
        }
        self.plan.impairment = Impairment::default();
        for n in 0..self.actors.len() {
            let actor = &mut self.actors[n];
            actor.lift(self.now);
            if actor.is_away {
                actor.away_or_back(self.now);
            }
        }
        let end = self.now + Time::from_secs(7);
        while self.now < end {
            self.step();
        }
        for n in 0..self.actors.len() {
            self.agreed(n);
        }
        self.accounts();
    }

    pub(super) fn admit(&mut self, resume: Option<ResumeSecret>) -> (PadId, ResumeSecret) {
        self.next_secret += 1;
        let profile = Profile {
            name: "Ada".into(),
            mark: self.next_secret.is_multiple_of(2).then_some(1),
        };
        let fresh = ResumeSecret([self.next_secret; 16]);
        let newcomer = Newcomer {
            profile,
            device: None,
            resume,
        };
        let admission = self.host.admit(self.now, newcomer, fresh).unwrap();
        (admission.pad, admission.secret)
    }

    // time

    pub(super) fn step(&mut self) {
        let links = self.links.values().filter_map(|(_, l)| l.next_arrival());
        let pads = self.actors.iter().filter_map(|a| a.session.next_wake());
        let dials = self.actors.iter().filter(|a| a.link.is_none());
        let next = links
            .chain(pads)
            .chain(self.host.next_wake())
            .chain(dials.map(|a| a.dials_at))
            .chain([self.next_deed.max(self.now + Time::from_millis(1))])
            .min()
            .unwrap();
        let soonest = self.now + Time::from_micros(500);
        self.now = next.clamp(soonest, self.now + Time::from_millis(50));
        self.deliver();
        self.dial();
        self.tick();
        self.pump();
        self.checks.state(self.now, &self.host, &self.actors);
    }

    fn deliver(&mut self) {
        for (id, (n, link)) in &mut self.links {
            while let Some(a) = link.receive(self.now, End::Host) {
                self.host.receive(self.now, a.at, *id, a.lane, &a.bytes);
                if stutters(&mut self.dice, &a) {
                    self.host.receive(self.now, a.at, *id, a.lane, &a.bytes);
                }
            }
            while let Some(a) = link.receive(self.now, End::Pad) {
                self.actors[*n]
                    .session
                    .receive(self.now, *id, a.lane, &a.bytes);
            }
        }
    }

    fn dial(&mut self) {
        for n in 0..self.actors.len() {
            if self.actors[n].link.is_none() && self.now >= self.actors[n].dials_at {
                self.open_link(n);
            }
        }
    }

    pub(super) fn open_link(&mut self, n: usize) {
        self.next_link += 1;
        let id = LinkId(self.next_link);
        let secret = self.actors[n].secret;
        if self.host.link_up(self.now, id, &secret).is_err() {
            let (pad, secret) = self.admit(Some(secret));
            let actor = &mut self.actors[n];
            (actor.pad, actor.secret, actor.got_app) = (pad, secret, 0);
            actor.gap_allowed = true;
            self.host.link_up(self.now, id, &secret).unwrap();
        }
        let link = MemoryLink::new(self.next_link, self.plan.impairment);
        self.links.insert(id, (n, link));
        self.actors[n].link = Some(id);
        self.actors[n].session.link_up(self.now, id);
    }

    fn tick(&mut self) {
        self.host.tick(self.now);
        assert!(self.host.next_wake().is_none_or(|at| at > self.now));
        for actor in &mut self.actors {
            actor.session.tick(self.now);
            assert!(actor.session.next_wake().is_none_or(|at| at > self.now));
        }
    }

    pub(super) fn pump(&mut self) {
        while let Some(t) = self.host.poll_transmit() {
            if let Some((_, link)) = self.links.get_mut(&t.link) {
                link.send(self.now, End::Pad, t.lane, t.bytes);
            }
        }
        for actor in &mut self.actors {
            while let Some(t) = actor.session.poll_transmit() {
                if let Some((_, link)) = self.links.get_mut(&t.link) {
                    link.send(self.now, End::Host, t.lane, t.bytes);
                }
            }
            actor.listen();
            actor.watch_fingers(self.now);
        }
        while let Some(id) = self.host.poll_close() {
            self.end_link(id);
        }
        while let Some(event) = self.host.poll_event() {
            self.checks.event(&event);
        }
        self.host.clear_edges();
    }

    /// The link is gone; its pad notices and dials again.
    pub(super) fn end_link(&mut self, id: LinkId) {
        let Some((n, _)) = self.links.remove(&id) else {
            return;
        };
        let dials_at = self.now + self.dice.millis(20, 900);
        let actor = &mut self.actors[n];
        if actor.link == Some(id) {
            actor.link = None;
            actor.dials_at = dials_at;
            actor.session.link_down(self.now, id);
        }
    }

    // the end

    fn agreed(&self, n: usize) {
        let actor = &self.actors[n];
        let session = &actor.session;
        let view = self.host.pad(actor.pad).expect("the host knows the pad");
        assert!(session.is_live(), "{} did not come back", actor.pad);
        assert_eq!(view.presence, Presence::Here);
        assert_eq!(session.phase(), self.host.phase());
        assert_eq!(session.name(), view.name);
        assert_eq!(session.place(), Some(view.place));
        // an empty layout takes back one that is not shown here
        let title = session.layout().map(|l| l.title.clone());
        let title = title.filter(|title| !title.is_empty());
        if !self.own_titles.contains(&actor.pad) {
            assert_eq!(title, self.titles[usize::from(!actor.is_seated())]);
        }
        if let Place::Seated { seat, .. } = view.place {
            let input = self.host.inputs()[seat.index()];
            assert_eq!(session.axes(), input.axes, "{}", actor.pad);
            assert_eq!((session.held(), input.held), (0, 0));
            let score = self.scores.get(&seat).copied().unwrap_or_default();
            assert_eq!(session.score(), Some(score));
            assert_eq!(session.turn(), self.host.turn(seat));
            assert_eq!(session.countdown(), self.host.countdown());
            assert_eq!(Some(session.showing()), self.host.showing(seat));
        } else {
            assert!(session.showing().is_empty());
            assert_eq!((session.turn(), session.countdown()), (Turn::Free, 0));
        }
        if let Some(rtt) = view.health.rtt {
            assert!(rtt < Time::from_secs(60));
        }
    }

    /// Nothing is missing that nobody counted.
    fn accounts(&self) {
        let stats = *self.host.stats();
        assert_eq!((stats.malformed, stats.torn), (0, 0));
        if self.plan.turnover {
            return;
        }
        for actor in &self.actors {
            let got = self.checks.last_app(actor.pad).unwrap_or_default();
            if actor.sent_app > 0 {
                assert_eq!((got.memory, got.number), (actor.memory, actor.sent_app));
            }
            let sent = self.sent_to.get(&actor.pad).copied().unwrap_or(0);
            assert!(actor.got_app == sent || self.plan.restarts, "{}", actor.pad);
        }
        if self.plan.restarts {
            return;
        }
        let commands: u64 = self.actors.iter().map(|a| a.commands).sum();
        let pads = self.actors.iter().map(|a| a.session.stats());
        let dropped: u64 = pads.map(|s| s.too_old + s.overflowed).sum();
        let refused = stats.too_old + stats.misplaced + stats.limited_commands;
        assert_eq!(commands, stats.commands + refused + dropped);
    }
}
