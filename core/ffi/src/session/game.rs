//! What was joined, and how far that is: the pad, or the wish for one that waits for the device's records. Must not know who
//! is told.

use super::wish::Wish;
use crate::event::PadEvent;
use crate::records::State;
use couchpad_core::{PadLoss, PadUpdate, easy};
use std::sync::Arc;

/// Updates that are passed on at once, at most: the rest follows with the next.
const AT_ONCE: usize = 512;

/// See the module.
#[derive(Default)]
pub(super) struct Game {
    pub(super) pad: Option<Arc<easy::Pad>>,
    /// What to join once it is known who this device is.
    pub(super) waiting: Option<Wish>,
    /// The app is in the background: nothing begins there.
    pub(super) asleep: bool,
    pub(super) state: State,
    /// What to tell the player of the last trouble.
    pub(super) advice: Option<String>,
}

impl Game {
    /// Another pad; gives the one before.
    pub(super) fn begin(&mut self, pad: easy::Pad) -> Option<Arc<easy::Pad>> {
        self.waiting = None;
        self.state = State::Joining;
        self.advice = None;
        self.pad.replace(Arc::new(pad))
    }

    /// What may begin now, if that is known.
    pub(super) fn due(&self) -> Option<Wish> {
        self.waiting.clone().filter(|_| !self.asleep)
    }

    /// What happened to the pad, and the same in the words of other languages.
    pub(super) fn take(&mut self) -> (Vec<PadUpdate>, Vec<PadEvent>) {
        let (mut updates, mut events) = (Vec::new(), Vec::new());
        let Some(pad) = self.pad.clone() else {
            return (updates, events);
        };
        while updates.len() < AT_ONCE {
            let Some(update) = pad.handle().poll() else {
                break;
            };
            self.note(&update);
            // taken anew each time: it must not be older than the update
            events.extend(PadEvent::of(update.clone(), &pad.view()));
            updates.push(update);
        }
        let missed = pad.handle().take_missed();
        if missed > 0 {
            events.push(PadEvent::Missed { events: missed });
        }
        (updates, events)
    }

    fn note(&mut self, update: &PadUpdate) {
        match update {
            PadUpdate::Connected { .. } => {
                self.state = State::Connected;
                self.advice = None;
            }
            PadUpdate::Lost {
                reason: PadLoss::Suspended,
            } => self.state = State::Suspended,
            PadUpdate::Lost { .. } => self.state = State::Lost,
            PadUpdate::Connecting { .. } if self.state == State::Suspended => {
                self.state = State::Lost;
            }
            PadUpdate::Unreachable { .. } => self.advice = update.advice(),
            PadUpdate::Refused(_) | PadUpdate::Impostor | PadUpdate::Ended { .. } => {
                self.state = State::Ended;
                self.advice = update.advice();
            }
            _ => {}
        }
    }
}
