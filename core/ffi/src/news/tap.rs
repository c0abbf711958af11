//! The pad's own updates for a program in Rust that draws them: Bevy's. Must not know what it draws.

use crate::session::Session;
use couchpad_core::transport::Wake;
use couchpad_core::{PadUpdate, PadView};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::{Arc, Weak};

/// Updates that wait, at most: of more the oldest go. The view tells where things stand.
const MOST: usize = 4_096;

/// Whether an update is worth waking its reader. One that is not waits for the next that is.
pub type Heeds = fn(&PadUpdate) -> bool;

struct Stream {
    updates: Mutex<VecDeque<PadUpdate>>,
    wake: Wake,
    heeds: Heeds,
}

/// Where updates go, if anybody wants them.
#[derive(Default)]
pub(crate) struct Updates {
    stream: Mutex<Weak<Stream>>,
}

impl Updates {
    /// A reader from now on, in place of the one before.
    pub(crate) fn tap(&self, session: Arc<Session>, wake: Wake, heeds: Heeds) -> Tap {
        let stream = Arc::new(Stream {
            updates: Mutex::default(),
            wake,
            heeds,
        });
        *self.stream.lock() = Arc::downgrade(&stream);
        Tap { stream, session }
    }

    /// Forgets what waits: another pad begins.
    pub(crate) fn clear(&self) {
        if let Some(stream) = self.stream.lock().upgrade() {
            stream.updates.lock().clear();
        }
    }

    /// Passes updates on. What wakes the reader, if one of them is worth it, is to be called without a lock.
    pub(crate) fn pass(&self, updates: &[PadUpdate]) -> Option<Wake> {
        let stream = self.stream.lock().upgrade()?;
        let mut waiting = stream.updates.lock();
        waiting.extend(updates.iter().cloned());
        while waiting.len() > MOST {
            waiting.pop_front();
        }
        let heeded = updates.iter().any(stream.heeds);
        heeded.then(|| Arc::clone(&stream.wake))
    }
}

/// A reader of the present pad's own updates; see [`Session::tap`]. Dropping it ends that.
pub struct Tap {
    stream: Arc<Stream>,
    session: Arc<Session>,
}

impl Tap {
    /// The next thing that happened to the present pad.
    #[must_use]
    pub fn poll(&self) -> Option<PadUpdate> {
        self.stream.updates.lock().pop_front()
    }

    /// How things stand with it, at least as new as the updates; without one, as before a join.
    #[must_use]
    pub fn view(&self) -> PadView {
        self.session.view()
    }
}
