//! What is promised, checked while the model runs.

use super::actor::{Actor, Numbered};
use crate::kit::protocol::{PadAction, PadId, Place, SeatIndex};
use crate::kit::session::{HostEvent, HostEventKind, HostSession, Message, Presence, Time};
use std::collections::{BTreeMap, BTreeSet};

/// Longest that a hold may outlive its finger: a quarter of a second after the last state that arrived, and what that
/// state and the press had been under way.
const GHOST: Time = Time::from_millis(600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    Here,
    Lost,
    Left,
}

#[derive(Default)]
pub(crate) struct Checks {
    lives: BTreeMap<PadId, Life>,
    apps: BTreeMap<PadId, Numbered>,
    texts: BTreeMap<PadId, Numbered>,
    seats: BTreeMap<PadId, SeatIndex>,
    axes: BTreeMap<SeatIndex, i16>,
    ghosts: BTreeMap<(PadId, u8), Time>,
    pub(crate) resumes: u32,
}

impl Checks {
    pub(crate) fn event(&mut self, event: &HostEvent) {
        let pad = event.pad;
        let life = self.lives.get(&pad).copied();
        match &event.kind {
            HostEventKind::Joined => self.live(pad, life, None, Life::Here),
            HostEventKind::Lost { .. } => self.live(pad, life, Some(Life::Here), Life::Lost),
            HostEventKind::Resumed => {
                self.resumes += 1;
                self.live(pad, life, Some(Life::Lost), Life::Here);
            }
            HostEventKind::Left { .. } => {
                assert!(matches!(life, Some(Life::Here | Life::Lost)), "{event:?}");
                self.lives.insert(pad, Life::Left);
            }
            HostEventKind::App { bytes, .. } | HostEventKind::Message(Message { bytes, .. }) => {
                self.app(pad, Numbered::read(bytes))
            }
            HostEventKind::Action { action } => self.action(pad, action),
            HostEventKind::Seated | HostEventKind::Unseated | HostEventKind::System { .. } => {
                assert!(event.seat.is_some() && life.is_some(), "{event:?}");
            }
            HostEventKind::Renamed | HostEventKind::Undelivered { .. } => {
                assert!(life.is_some(), "{event:?}");
            }
        }
    }

    fn live(&mut self, pad: PadId, life: Option<Life>, from: Option<Life>, to: Life) {
        assert_eq!(life, from, "{pad} cannot become {to:?}");
        self.lives.insert(pad, to);
    }

    /// Exactly once, in order, none left out within one memory.
    fn app(&mut self, pad: PadId, got: Numbered) {
        if let Some(last) = self.apps.insert(pad, got) {
            let next = Numbered {
                number: last.number + 1,
                ..last
            };
            let anew = got.memory > last.memory && got.number == 1;
            assert!(got == next || anew, "{pad}: {got:?} after {last:?}");
        }
    }

    /// At most once and in order; what is missing is counted by whoever dropped it.
    fn action(&mut self, pad: PadId, action: &PadAction) {
        let PadAction::Text { text, .. } = action else {
            return;
        };
        let (memory, number) = text.split_once(' ').unwrap();
        let got = Numbered {
            memory: memory.parse().unwrap(),
            number: number.parse().unwrap(),
        };
        if let Some(last) = self.texts.insert(pad, got) {
            assert!(got > last, "{pad}: text {got:?} after {last:?}");
        }
    }

    /// The last bytes that came from a pad.
    pub(crate) fn last_app(&self, pad: PadId) -> Option<Numbered> {
        self.apps.get(&pad).copied()
    }

    /// The game moved this seat's axes, or all.
    pub(crate) fn axes_moved(&mut self, seat: Option<SeatIndex>) {
        self.axes.retain(|s, _| seat.is_some_and(|seat| seat != *s));
    }

    /// Seats may change hands now.
    pub(crate) fn seats_moved(&mut self) {
        self.seats.clear();
        self.axes.clear();
    }

    pub(crate) fn state(&mut self, now: Time, host: &HostSession, actors: &[Actor]) {
        self.places(host);
        self.positions(host);
        self.fingers(now, host, actors);
    }

    fn places(&mut self, host: &HostSession) {
        let mut waiting = BTreeSet::new();
        let mut seated = 0;
        for view in host.pads().filter(|v| v.presence != Presence::Joining) {
            match view.place {
                Place::Seated { seat, mark } => {
                    let slot = host.seats()[seat.index()];
                    assert_eq!((slot.pad, slot.mark), (Some(view.id), mark));
                    assert_eq!(slot.present, view.presence == Presence::Here);
                    assert_eq!(slot.lost_since, view.lost_since);
                    let before = self.seats.insert(view.id, seat);
                    assert!(before.is_none_or(|b| b == seat), "{} moved", view.id);
                    seated += 1;
                }
                Place::Waiting { ahead } => assert!(waiting.insert(ahead), "{ahead} twice"),
            }
        }
        let taken = host.seats().iter().filter(|s| s.pad.is_some()).count();
        assert_eq!(taken, seated, "a seat belongs to nobody that is known");
        assert!(waiting.iter().copied().eq(0..waiting.len() as u16));
    }

    /// Players swipe to the right only, so no seat's axis ever goes back by itself.
    fn positions(&mut self, host: &HostSession) {
        for (seat, input) in (0..).map(SeatIndex).zip(host.inputs()) {
            let x = input.axes[0];
            let before = self.axes.insert(seat, x);
            assert!(
                before.is_none_or(|b| x >= b),
                "{seat}: {x} after {before:?}"
            );
        }
    }

    fn fingers(&mut self, now: Time, host: &HostSession, actors: &[Actor]) {
        for actor in actors {
            let Some(view) = host.pad(actor.pad) else {
                continue;
            };
            let seat = view.seat().map(|seat| host.inputs()[seat.index()]);
            let held = seat.map_or(0, |input| input.held);
            assert_eq!(held >> 4, 0, "a button that nobody pressed");
            let is_here = view.presence == Presence::Here;
            assert!(is_here || held == 0, "{} is lost and holds on", actor.pad);
            for (bit, up) in (0_u8..).zip(actor.up_since) {
                let ghost = held & (1 << bit) != 0 && up != Time::MAX;
                let key = (actor.pad, bit);
                if !ghost {
                    self.ghosts.remove(&key);
                    continue;
                }
                let since = *self.ghosts.entry(key).or_insert(now);
                assert!(now - since <= GHOST, "{}: button {bit} stuck", actor.pad);
            }
        }
    }
}
