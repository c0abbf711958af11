//! Where events wait for whoever reads them: a queue for polling and awaiting, one for the listener, one for a program in
//! Rust. All bounded; no reader ever keeps the pad waiting. Must not know where events come from.

mod listener;
mod next;
mod ringer;
mod tap;
mod waiting;

pub use listener::EventListener;
pub(crate) use next::Next;
pub(crate) use tap::Updates;
pub use tap::{Heeds, Tap};

use crate::event::PadEvent;
use listener::Teller;
use parking_lot::Mutex;
use ringer::Ringer;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::task::Waker;
use waiting::Waiting;

/// See the module.
#[derive(Default)]
pub(crate) struct News {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: Waiting,
    /// Those that await the next event, by number.
    sleepers: BTreeMap<u64, Waker>,
    numbers: u64,
    /// What wakes them; there since the first that waited, if the system gave a thread.
    ringer: Option<Ringer>,
    teller: Option<Teller>,
}

impl News {
    /// Tells everybody.
    pub(crate) fn tell(&self, event: PadEvent) {
        let sleepers = {
            let state = &mut *self.state.lock();
            if let Some(teller) = &state.teller {
                teller.tell(event.clone());
            }
            state.waiting.push(event);
            let sleepers = std::mem::take(&mut state.sleepers);
            match &state.ringer {
                Some(ringer) if !sleepers.is_empty() => {
                    ringer.ring(sleepers.into_values());
                    return;
                }
                _ => sleepers,
            }
        };
        // not under the lock: who is woken is someone else's code
        for sleeper in sleepers.into_values() {
            sleeper.wake();
        }
    }

    /// The next event that nobody has polled or awaited.
    pub(crate) fn poll(&self) -> Option<PadEvent> {
        self.state.lock().waiting.pop()
    }

    /// The same, once there is one.
    pub(crate) const fn next(&self) -> Next<'_> {
        Next::of(self)
    }

    /// Tells a listener of every event from now on, in place of the one before.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(crate) fn listen(&self, listener: Option<Arc<dyn EventListener>>) -> std::io::Result<()> {
        let teller = listener.map(Teller::start).transpose()?;
        let before = std::mem::replace(&mut self.state.lock().teller, teller);
        drop(before);
        Ok(())
    }
}
