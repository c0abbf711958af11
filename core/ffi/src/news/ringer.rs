//! Wakes those that await an event, on a thread of its own: waking is the other language's code, and may have to wait for
//! whatever else runs there. Must not know events.

use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::task::Waker;
use std::thread;

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Each awaits once, so there are never more than awaits.
    sleepers: Vec<Waker>,
    over: bool,
}

/// See the module. Dropping it ends the thread.
pub(super) struct Ringer {
    shared: Arc<Shared>,
}

impl Ringer {
    pub(super) fn start() -> std::io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let theirs = Arc::clone(&shared);
        thread::Builder::new()
            .name("couchpad-wakes".to_owned())
            .spawn(move || {
                while let Some(sleepers) = theirs.next() {
                    sleepers.into_iter().for_each(Waker::wake);
                }
            })?;
        Ok(Self { shared })
    }

    pub(super) fn ring(&self, sleepers: impl Iterator<Item = Waker>) {
        self.shared.state.lock().sleepers.extend(sleepers);
        self.shared.changed.notify_one();
    }
}

impl Drop for Ringer {
    fn drop(&mut self) {
        self.shared.state.lock().over = true;
        self.shared.changed.notify_one();
    }
}

impl Shared {
    /// Who is to be woken, once there is anybody; `None`: it is over.
    fn next(&self) -> Option<Vec<Waker>> {
        let mut state = self.state.lock();
        loop {
            if !state.sleepers.is_empty() {
                return Some(std::mem::take(&mut state.sleepers));
            }
            if state.over {
                return None;
            }
            self.changed.wait(&mut state);
        }
    }
}
