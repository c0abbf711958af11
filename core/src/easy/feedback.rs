//! What a host lets its pads feel and show beside their controls, and how a pad's program hears of it. Must not know how a pad
//! shows it.

use super::Host;
use crate::protocol::{PadId, Peer, SeatIndex, Shake, Shakes, Showing, Tint, Turn};
use crate::session::{HostSession, PadEvent, Time};
use std::time::Duration;

/// Something for the player of a pad to feel or to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feedback {
    /// Shakes, to be played in time; newer ones end them.
    Rumble(Shakes),
    /// The edge glows.
    Glow {
        /// In which colour.
        tint: Tint,
        /// How long, 2 s at most.
        length: Duration,
    },
    /// Whether the game waits for this player, from now on.
    Turn {
        /// Whether it does.
        yours: bool,
    },
    /// It goes on in so many seconds.
    Countdown {
        /// Whole seconds; 0: now, or there is no countdown any more.
        seconds: u8,
    },
    /// Points.
    Score {
        /// The player's own.
        own: i64,
        /// The team's.
        team: i64,
    },
    /// What is shown beside the controls changed: `view().showing` of [`Pad::view`](super::Pad::view) has it.
    Showing,
}

impl Feedback {
    pub(super) fn of(event: &PadEvent) -> Option<Self> {
        Some(match *event {
            PadEvent::Rumble { strength, millis } => Self::Rumble(Shakes::once(strength, millis)),
            PadEvent::Shakes(shakes) => Self::Rumble(shakes),
            PadEvent::Glow { tint, millis } => Self::Glow {
                tint,
                length: Duration::from_millis(millis.into()),
            },
            PadEvent::Turn(turn) => Self::Turn {
                yours: turn == Turn::Yours,
            },
            PadEvent::Countdown(seconds) => Self::Countdown { seconds },
            PadEvent::Showing => Self::Showing,
            PadEvent::Score { own, team } => Self::Score { own, team },
            _ => return None,
        })
    }
}

/// What seated pads feel and show; who has no seat feels nothing. [`Peer::Everyone`] means every seat.
impl Host {
    /// Shakes pads now: one to eight shakes with their rests, 5 s at most; what is beyond is cut. Newer ones end it. Who is not
    /// there feels nothing, and more than 30 a second are left out.
    pub fn rumble(&self, to: Peer, shakes: &[Shake]) {
        let shakes = Shakes::new(shakes);
        self.each_seat(to, |now, session, seat| session.shake(now, seat, &shakes));
    }

    /// Lets pads' edges glow now, for 2 s at most. More than three a second are left out: nothing flashes faster.
    pub fn glow(&self, to: Peer, tint: Tint, length: Duration) {
        let millis = u16::try_from(length.as_millis()).unwrap_or(u16::MAX);
        self.each_seat(to, |now, session, seat| {
            session.glow(now, seat, tint, millis);
        });
    }

    /// Says whether the game waits for a player, until it is said otherwise. A pad shows it as "Your turn".
    pub fn set_turn(&self, to: Peer, yours: bool) {
        let turn = if yours { Turn::Yours } else { Turn::Free };
        self.each_seat(to, |now, session, seat| session.set_turn(now, seat, turn));
    }

    /// Tells a player the points, and those of the team. A pad hears the newest, at most ten times a second.
    pub fn set_score(&self, to: Peer, own: i64, team: i64) {
        self.each_seat(to, |now, session, seat| {
            session.set_score(now, seat, own, team);
        });
    }

    /// Shows texts and boards on a player's pad, on those controls of the layout that are made for it
    /// ([`ControlKind::Show`](crate::protocol::ControlKind::Show)), in place of all that was shown there. It holds until something
    /// else is said, or the seat is free. A pad hears only what is new to it, at most twenty times a second.
    pub fn show(&self, to: Peer, showing: &Showing) {
        self.each_seat(to, |now, session, seat| {
            session.set_showing(now, seat, showing.clone());
        });
    }

    /// Shows a number large on every seated pad: so many seconds until it goes on. Say each number when it is due, and 0 for "Go!".
    pub fn set_countdown(&self, seconds: u8) {
        self.handle()
            .with(|now, session| session.set_countdown(now, seconds));
    }

    fn each_seat(&self, to: Peer, mut act: impl FnMut(Time, &mut HostSession, SeatIndex)) {
        self.handle().with(|now, session| {
            for seat in seats(session, to) {
                act(now, session, seat);
            }
        });
    }
}

fn seats(session: &HostSession, of: Peer) -> Vec<SeatIndex> {
    let is_meant = |pad: PadId| match of {
        Peer::Pad(meant) => meant == pad,
        Peer::Everyone => true,
        Peer::Host => false,
    };
    let taken = (0..).map(SeatIndex).zip(session.seats());
    taken
        .filter(|(_, slot)| slot.pad.is_some_and(is_meant))
        .map(|(seat, _)| seat)
        .collect()
}
