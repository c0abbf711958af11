//! What the receiver tells its pads: phase, layouts, axes, scores and messages.
//! Must not know how they travel.

use super::HostSession;
use super::entry::{Entry, Owed};
use super::shown::Shelf;
use crate::Time;
use couchpad_protocol::limits::AXES;
use couchpad_protocol::sync::Entries;
use couchpad_protocol::{
    LayoutError, LayoutRevision, Orientation, PadId, PadLayout, Phase, SeatIndex, SeatInput, ToPad,
    Turn,
};
use std::ops::RangeBounds;

/// Who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever has a seat, now or later.
    Seated,
    /// Whoever waits for one, now or later.
    Waiting,
    /// Both.
    All,
    /// One pad, until its audience gets another layout or it changes its place.
    Pad(PadId),
}

impl Audience {
    const fn includes(self, seated: bool) -> bool {
        match self {
            Self::Seated => seated,
            Self::Waiting => !seated,
            Self::All => true,
            Self::Pad(_) => false,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) own: i64,
    pub(super) team: i64,
}

/// The layouts that are shown at present.
#[derive(Debug)]
pub(super) struct Layouts {
    revision: u16,
    seated: Option<PadLayout>,
    waiting: Option<PadLayout>,
    waiting_axes: [i16; AXES],
}

impl Layouts {
    pub(super) const fn new(revision: u16) -> Self {
        Self {
            revision,
            seated: None,
            waiting: None,
            waiting_axes: [0; AXES],
        }
    }

    /// 0 is no layout's: it stands for none.
    fn next_revision(&mut self) -> LayoutRevision {
        self.revision = self.revision.wrapping_add(1).max(1);
        LayoutRevision(self.revision)
    }

    fn of<'a>(&'a self, entry: &'a Entry) -> Option<&'a PadLayout> {
        let common = match entry.seat {
            Some(_) => &self.seated,
            None => &self.waiting,
        };
        entry.own_layout.as_ref().or(common.as_ref())
    }

    /// The layout that this pad's states must name; 0 where there is none.
    pub(super) fn revision_of(&self, entry: &Entry) -> LayoutRevision {
        self.of(entry).map_or_else(Default::default, |l| l.revision)
    }
}

/// Everything that a pad may be owed.
pub(super) struct Told<'a> {
    pub(super) phase: Phase,
    pub(super) layouts: &'a Layouts,
    pub(super) inputs: &'a [SeatInput],
    pub(super) scores: &'a [Score],
    pub(super) turns: &'a [Turn],
    pub(super) countdown: u8,
    pub(super) shelves: &'a [Shelf],
}

impl Told<'_> {
    /// The message that settles a debt; `None`: there is nothing to say.
    pub(super) fn message(&self, entry: &Entry, debt: Owed) -> Option<ToPad> {
        Some(match debt {
            Owed::NAME => ToPad::Name(entry.name.clone()),
            Owed::PLACE => ToPad::Place(entry.place),
            Owed::PHASE => ToPad::Phase(self.phase),
            Owed::LAYOUT => ToPad::Layout {
                layout: self.layout(entry)?,
                axes: self.axes(entry),
            },
            Owed::AXES => ToPad::Axes {
                layout: entry.revision,
                axes: self.axes(entry),
            },
            Owed::SCORE => {
                let Score { own, team } = *self.scores.get(entry.seat?.index())?;
                ToPad::Score { own, team }
            }
            Owed::TURN => {
                let turn = self.turn(entry);
                (entry.cued.turn != Some(turn)).then_some(ToPad::Turn(turn))?
            }
            Owed::COUNT => {
                let count = self.count(entry);
                (entry.cued.count != Some(count)).then_some(ToPad::Countdown(count))?
            }
            Owed::SHOWN => ToPad::Show(entry.seen.update(self.entries(entry))?),
            _ => return None,
        })
    }

    /// Where there is no layout, one that was told before is taken back by an empty one.
    fn layout(&self, entry: &Entry) -> Option<PadLayout> {
        let empty = || entry.shown.then(|| PadLayout::new("", Orientation::Any));
        self.layouts.of(entry).cloned().or_else(empty)
    }

    /// Whether the game waits for this pad's player.
    pub(super) fn turn(&self, entry: &Entry) -> Turn {
        let turn = entry.seat.and_then(|seat| self.turns.get(seat.index()));
        turn.copied().unwrap_or_default()
    }

    /// The countdown as this pad shows it: whoever plays has one.
    pub(super) fn count(&self, entry: &Entry) -> u8 {
        entry.seat.map_or(0, |_| self.countdown)
    }

    /// What this pad shows beside its controls: whoever plays has something to.
    pub(super) fn entries(&self, entry: &Entry) -> &Entries {
        static NOTHING: Entries = Entries::new();
        let shelf = entry.seat.and_then(|seat| self.shelves.get(seat.index()));
        shelf.map_or(&NOTHING, Shelf::entries)
    }

    /// From where the pad's axes go on.
    pub(super) fn axes(&self, entry: &Entry) -> [i16; AXES] {
        let seat = entry.seat.and_then(|seat| self.inputs.get(seat.index()));
        seat.map_or(self.layouts.waiting_axes, |input| input.axes)
    }
}

impl HostSession {
    /// Tells all pads what the receiver does. In play silence matters sooner.
    pub fn set_phase(&mut self, now: Time, phase: Phase) {
        self.advance(now);
        if phase == self.phase {
            return;
        }
        self.phase = phase;
        self.called_to_play.clear();
        for (pad, entry) in &mut self.pads {
            entry.liveness.forgive(self.now);
            entry.owed.add(Owed::PHASE);
            entry.next_ping = self.now;
            if phase.is_live() && entry.seat.is_some() {
                self.called_to_play.insert(*pad);
            }
        }
        self.settle_all();
    }

    /// Shows a layout, from now on and to whoever joins or changes place later. Its revision is set here. `axes` tells
    /// the values from which each seat starts (`None`: a pad without a seat). Edges and holds of the old layout end.
    ///
    /// # Errors
    /// What is wrong with the layout; the old one stays.
    pub fn set_layout(
        &mut self,
        now: Time,
        audience: Audience,
        mut layout: PadLayout,
        axes: impl Fn(Option<SeatIndex>) -> [i16; AXES],
    ) -> Result<(), LayoutError> {
        self.advance(now);
        layout.validate()?;
        layout.revision = self.layouts.next_revision();
        if audience.includes(true) {
            self.layouts.seated = Some(layout.clone());
            for (seat, input) in (0..=u16::MAX).map(SeatIndex).zip(&mut self.inputs) {
                *input = SeatInput {
                    axes: axes(Some(seat)),
                    ..SeatInput::default()
                };
            }
        }
        if audience.includes(false) {
            self.layouts.waiting = Some(layout.clone());
            self.layouts.waiting_axes = axes(None);
        }
        if let Audience::Pad(pad) = audience {
            self.give_own_layout(pad, layout, axes);
        }
        self.relayout(audience);
        self.settle_all();
        Ok(())
    }

    fn give_own_layout(
        &mut self,
        pad: PadId,
        layout: PadLayout,
        axes: impl Fn(Option<SeatIndex>) -> [i16; AXES],
    ) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        entry.own_layout = Some(layout);
        let seat = entry.seat;
        if let Some(input) = seat.and_then(|s| self.inputs.get_mut(s.index())) {
            input.axes = axes(seat);
        }
    }

    fn relayout(&mut self, audience: Audience) {
        let Self {
            pads,
            inputs,
            layouts,
            ..
        } = self;
        for (pad, entry) in pads {
            if audience.includes(entry.seat.is_some()) {
                entry.own_layout = None;
            } else if audience != Audience::Pad(*pad) {
                continue;
            }
            entry.revision = layouts.revision_of(entry);
            entry.owed.add(Owed::LAYOUT);
            if let Some(input) = entry.seat.and_then(|s| inputs.get_mut(s.index())) {
                entry.hands.start_anew(input);
            }
        }
    }

    /// Moves a seat's axes, whatever its pad says: it is told, and what it says counts again once it has heard. So a
    /// paddle does not jump when its player returns. The values that the seat has already change nothing.
    pub fn set_axes(&mut self, now: Time, seat: SeatIndex, axes: [i16; AXES]) {
        self.advance(now);
        let Some(input) = self.inputs.get_mut(seat.index()) else {
            return;
        };
        let axes = axes.map(|axis| axis.max(-i16::MAX));
        if std::mem::replace(&mut input.axes, axes) == axes {
            return;
        }
        let Some(pad) = self.seating.pad(seat) else {
            return;
        };
        if let Some(entry) = self.pads.get_mut(&pad) {
            entry.hands.fence();
            entry.owed.add(Owed::AXES);
        }
        self.settle(pad);
    }

    /// Tells a seat's pad its points. It hears the newest at most ten times a second.
    pub fn set_score(&mut self, now: Time, seat: SeatIndex, own: i64, team: i64) {
        self.advance(now);
        let Some(score) = self.scores.get_mut(seat.index()) else {
            return;
        };
        let new = Score { own, team };
        if std::mem::replace(score, new) == new {
            return;
        }
        let Some(pad) = self.seating.pad(seat) else {
            return;
        };
        if let Some(entry) = self.pads.get_mut(&pad) {
            entry.owed.add(Owed::SCORE);
        }
        self.settle(pad);
    }

    /// Sends a message reliably and in order, also across links. Whether there is such a pad and the message is valid.
    /// Meant for notices and a program's own bytes; all else is told by the setters.
    pub fn send(&mut self, now: Time, pad: PadId, message: &ToPad) -> bool {
        self.advance(now);
        let Self {
            pads,
            outbox,
            stats,
            ..
        } = self;
        pads.get_mut(&pad)
            .is_some_and(|entry| entry.submit(message, outbox, stats))
    }

    /// Sends a pad what it is owed.
    pub(super) fn settle(&mut self, pad: PadId) {
        self.settle_in(pad..=pad);
    }

    pub(super) fn settle_all(&mut self) {
        self.settle_in(..);
    }

    fn settle_in(&mut self, which: impl RangeBounds<PadId>) {
        let Self {
            pads,
            outbox,
            stats,
            inputs,
            scores,
            turns,
            layouts,
            shelves,
            ..
        } = self;
        let told = Told {
            phase: self.phase,
            layouts,
            inputs,
            scores,
            turns,
            countdown: self.countdown,
            shelves,
        };
        for (_, entry) in pads.range_mut(which) {
            entry.settle(self.now, &told, outbox, stats);
        }
    }
}
