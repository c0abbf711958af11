//! A phone's sleep: the receiver hears that the player is away, then every socket is closed, and nothing is done before the
//! app is in front again. Must not know why the app sleeps.

use super::Worker;
use crate::pad::news::{PadEnd, PadLoss, PadUpdate};
use crate::pad::shared::Act;
use crate::session::Time;

/// Time that the last word before a sleep has to be acknowledged.
const LAST_WORD: Time = Time::from_millis(300);

/// How awake a pad is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sleep {
    /// It connects and plays.
    Awake,
    /// It has said that it goes, and waits until then for the receiver to hear it; `linked`: there was a link to say it on.
    Falling { until: Time, linked: bool },
    /// It has no sockets; `known`: the receiver heard it.
    Sleeping { known: bool },
    /// The same, and its owner knows.
    Asleep { known: bool },
}

impl Worker {
    pub(super) const fn is_awake(&self) -> bool {
        matches!(self.sleep, Sleep::Awake)
    }

    pub(super) const fn is_asleep(&self) -> bool {
        matches!(self.sleep, Sleep::Sleeping { .. } | Sleep::Asleep { .. })
    }

    /// Whether a deed counts now: who sleeps plays nothing, and asks for no link.
    pub(super) const fn heeds(&self, act: &Act) -> bool {
        let playing = matches!(
            act,
            Act::Press(_)
                | Act::Touching(true)
                | Act::Choose(..)
                | Act::Text(..)
                | Act::Away
                | Act::Back
                | Act::Relink
        );
        self.is_awake() || !playing
    }

    pub(super) fn suspend(&mut self, now: Time) {
        match self.sleep {
            Sleep::Awake if self.leaving.is_none() => {
                self.session.away(now);
                let until = now + LAST_WORD;
                let linked = self.connected;
                self.sleep = Sleep::Falling { until, linked };
            }
            // a player who left is not away, and the pad ends by itself
            Sleep::Awake | Sleep::Falling { .. } => {}
            Sleep::Sleeping { known } | Sleep::Asleep { known } => {
                self.sleep = Sleep::Sleeping { known };
            }
        }
    }

    pub(super) fn resume(&mut self, now: Time) {
        if self.is_asleep() {
            // whatever stood in the way before may be elsewhere
            self.dial.backoff().forget();
            self.handshakes = 0;
            self.announced = None;
            self.unreachable = None;
        }
        if !self.is_awake() {
            self.sleep = Sleep::Awake;
            self.session.back(now);
        }
    }

    /// Closes everything once the last word was heard, or its time is over.
    pub(super) fn fall_asleep(&mut self, now: Time) {
        let Sleep::Falling { until, linked } = self.sleep else {
            return;
        };
        let in_doubt = self.dial.is_in_doubt();
        let known = !in_doubt && self.is_settled();
        if !known && now < until {
            return;
        }
        if in_doubt {
            // one guess at the code is all that anybody gets
            let reason = PadEnd::Interrupted;
            self.end(PadUpdate::Ended { reason });
        }
        self.dial.hang_up();
        self.drop_links(now, PadLoss::Suspended);
        let known = known && linked;
        self.sleep = Sleep::Sleeping { known };
    }

    /// Tells the owner, who waits for it.
    pub(super) fn report_sleep(&mut self) {
        if let Sleep::Sleeping { known } = self.sleep {
            self.shared.sleeps(known);
            self.sleep = Sleep::Asleep { known };
        }
    }

    /// When it stops to wait for the last word to be heard.
    pub(super) const fn asleep_at(&self) -> Option<Time> {
        match self.sleep {
            Sleep::Falling { until, .. } => Some(until),
            _ => None,
        }
    }
}
