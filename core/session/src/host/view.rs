//! What the receiver shows of its pads. Reads only.

use super::HostSession;
use super::entry::Entry;
use crate::Time;
use crate::events::LostReason;
use crate::health::Health;
use crate::presence::Presence;
use couchpad_protocol::{Cause, PadId, Place, SeatIndex};

/// One pad as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PadView<'a> {
    /// Its number.
    pub id: PadId,
    /// Its name, safe to show and unlike all others.
    pub name: &'a str,
    /// Where it is. Means nothing while it is joining.
    pub place: Place,
    /// Whether it is there.
    pub presence: Presence,
    /// Since when it has been lost, if it is.
    pub lost_since: Option<Time>,
    /// How its link does.
    pub health: Health,
    /// How long ago its newest state was made; `None` before there is one.
    pub state_age: Option<Time>,
    /// Whether it is a keyboard player on this machine.
    pub local: bool,
}

impl PadView<'_> {
    /// Its seat, if it has one.
    #[must_use]
    pub const fn seat(&self) -> Option<SeatIndex> {
        match self.place {
            Place::Seated { seat, .. } => Some(seat),
            Place::Waiting { .. } => None,
        }
    }
}

impl HostSession {
    /// All pads, in the order in which they were admitted.
    pub fn pads(&self) -> impl Iterator<Item = PadView<'_>> {
        self.pads.iter().map(|(id, entry)| self.view(*id, entry))
    }

    /// One pad.
    #[must_use]
    pub fn pad(&self, pad: PadId) -> Option<PadView<'_>> {
        self.pads.get(&pad).map(|entry| self.view(pad, entry))
    }

    fn view<'a>(&self, id: PadId, entry: &'a Entry) -> PadView<'a> {
        let clock = &entry.clock;
        let arrived = entry.meter.newest_at();
        let since = arrived.map(|at| self.now.saturating_sub(at));
        let made = entry.state_time.and_then(|t| clock.age(t, self.now));
        PadView {
            id,
            name: &entry.name,
            place: entry.place,
            presence: entry.liveness.presence(),
            lost_since: entry.liveness.lost_since(),
            health: entry.health(),
            // before the first pong there is no telling how long it was under way
            state_age: made.max(since),
            local: entry.local,
        }
    }
}

impl Entry {
    /// How its link does.
    pub(super) fn health(&self) -> Health {
        let (age_p50, age_p99) = self.pulse.ages();
        Health {
            rtt: self.clock.rtt(),
            jitter: self.clock.jitter(),
            loss: f32::from(self.meter.loss_permille()) / 1_000.0,
            age_p50,
            age_p99,
            cause: self.cause(),
        }
    }

    /// Who went with a word is in the background; who fell silent may be anywhere, and no cause is named.
    fn cause(&self) -> Option<Cause> {
        if self.liveness.has_said_away() || self.gone == Some(LostReason::Quit) {
            return Some(Cause::AppInBackground);
        }
        self.pulse.cause().filter(|_| self.liveness.is_here())
    }
}
