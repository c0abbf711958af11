//! What a pad's handle and its thread share: actions one way, updates and a snapshot the other. All bounded, all under one
//! short lock.

use super::news::{PadUpdate, PadView};
use crate::easy::{Held, Load};
use crate::mailbox::Mailbox;
use crate::protocol::{AxisIndex, ButtonIndex, ControlId, Profile};
use crate::transport::Wake;
use mio::Waker;
use parking_lot::{Condvar, Mutex};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Actions that wait for the thread, at most. It takes them all whenever it runs, so only a stopped machine fills it.
const ACTS: usize = 4_096;
/// Updates that wait for the owner, and bytes of messages among them, at most; the view tells where things stand.
const UPDATES: usize = 4_096;
const UPDATE_BYTES: usize = 4 * 1024 * 1024;

/// What the player or the shell did.
#[derive(Debug)]
pub(super) enum Act {
    Axis(AxisIndex, i16),
    Press(ButtonIndex),
    Release(ButtonIndex),
    ReleaseAll,
    Touching(bool),
    Choose(ControlId, u8),
    Text(ControlId, String),
    Away,
    Back,
    Suspend,
    Resume,
    Relink,
    AlsoAt(Vec<SocketAddr>),
    Profile(Profile),
    RememberMe,
    App(u8, Vec<u8>),
    Messages(Vec<Held>),
    Leave,
}

impl Act {
    /// Whether it is taken however much waits.
    const fn is_vital(&self) -> bool {
        matches!(
            self,
            Self::Leave | Self::Suspend | Self::Resume | Self::Messages(_)
        )
    }
}

struct State {
    acts: VecDeque<Act>,
    updates: Mailbox<PadUpdate>,
    view: PadView,
    stop: bool,
    leaving: bool,
    over: bool,
    /// Whether the receiver had the last word of a pad that is asleep.
    asleep: Option<bool>,
    /// What programs' messages the thread has not taken, has taken and not reported, and keeps.
    queued: Load,
    in_hand: Load,
    kept: Load,
}

impl State {
    fn new() -> Self {
        Self {
            acts: VecDeque::new(),
            updates: Mailbox::new(UPDATES, UPDATE_BYTES),
            view: PadView::default(),
            stop: false,
            leaving: false,
            over: false,
            asleep: None,
            queued: Load::default(),
            in_hand: Load::default(),
            kept: Load::default(),
        }
    }
}

/// See the module.
pub(super) struct Shared {
    state: Mutex<State>,
    ended: Condvar,
    waker: Waker,
    wake: Option<Wake>,
    turns: AtomicU64,
    start: Instant,
}

impl Shared {
    pub(super) fn new(waker: Waker, wake: Option<Wake>) -> Self {
        Self {
            state: Mutex::new(State::new()),
            ended: Condvar::new(),
            waker,
            wake,
            turns: AtomicU64::new(0),
            start: Instant::now(),
        }
    }

    pub(super) fn act(&self, act: Act) {
        {
            let state = &mut *self.state.lock();
            if state.over {
                // nobody takes it any more
                return;
            }
            state.leaving |= matches!(act, Act::Leave);
            if let Act::Messages(held) = &act {
                state.queued.count(held);
            }
            if let (Some(Act::Axis(last, at)), Act::Axis(axis, value)) =
                (state.acts.back_mut(), &act)
                && last == axis
            {
                *at = *value;
            } else if state.acts.len() < ACTS || act.is_vital() {
                state.acts.push_back(act);
            } else {
                tracing::debug!("an action was dropped: the pad's thread stands still");
            }
        }
        self.wake_thread();
    }

    fn wake_thread(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::warn!(%error, "the pad's thread was not woken");
        }
    }

    pub(super) fn next_update(&self) -> Option<PadUpdate> {
        self.state.lock().updates.pop()
    }

    pub(super) fn view(&self) -> PadView {
        self.state.lock().view.clone()
    }

    pub(super) fn turns(&self) -> u64 {
        self.turns.load(Ordering::Relaxed)
    }

    pub(super) fn take_missed(&self) -> u64 {
        self.state.lock().updates.take_missed()
    }

    /// The pad's clock.
    pub(super) const fn start(&self) -> Instant {
        self.start
    }

    /// Programs' messages that wait for the host's word, or for the thread.
    pub(super) fn load(&self) -> Load {
        let state = &*self.state.lock();
        state.queued + state.in_hand + state.kept
    }

    pub(super) fn is_over(&self) -> bool {
        self.state.lock().over
    }

    pub(super) fn is_leaving(&self) -> bool {
        self.state.lock().leaving
    }

    /// Tells the thread to say good-bye and end, and gives it a moment to do so.
    pub(super) fn stop(&self, patience: Duration) {
        self.state.lock().stop = true;
        self.wake_thread();
        let mut state = self.state.lock();
        if !state.over {
            self.ended.wait_for(&mut state, patience);
        }
    }

    /// Tells the thread to sleep, and waits until it does. Whether the receiver knows.
    pub(super) fn suspend(&self, patience: Duration) -> bool {
        self.state.lock().asleep = None;
        self.act(Act::Suspend);
        let mut state = self.state.lock();
        let deadline = Instant::now() + patience;
        while !state.over && state.asleep.is_none() {
            if self.ended.wait_until(&mut state, deadline).timed_out() {
                break;
            }
        }
        state.asleep.unwrap_or(false)
    }

    // the thread's side

    /// The pad sleeps, and whether the receiver knows.
    pub(super) fn sleeps(&self, is_known: bool) {
        self.state.lock().asleep = Some(is_known);
        self.ended.notify_all();
    }

    /// What there is to do, and whether to stop.
    pub(super) fn take_acts(&self) -> (VecDeque<Act>, bool) {
        self.turns.fetch_add(1, Ordering::Relaxed);
        let state = &mut *self.state.lock();
        let queued = std::mem::take(&mut state.queued);
        state.in_hand = state.in_hand + queued;
        (std::mem::take(&mut state.acts), state.stop)
    }

    /// Makes news and the snapshot known.
    pub(super) fn publish(
        &self,
        news: &mut Vec<PadUpdate>,
        kept: (usize, usize),
        change: impl FnOnce(&mut PadView),
    ) {
        let some = !news.is_empty();
        {
            let state = &mut *self.state.lock();
            change(&mut state.view);
            (state.kept.messages, state.kept.bytes) = kept;
            state.in_hand = Load::default();
            for update in news.drain(..) {
                state.updates.push(update);
            }
        }
        // not under the lock: the callback is someone else's code
        if some && let Some(wake) = &self.wake {
            wake();
        }
    }

    /// The thread ends.
    pub(super) fn end(&self) {
        let state = &mut *self.state.lock();
        state.over = true;
        state.view.connected = false;
        state.view.transport = None;
        self.ended.notify_all();
    }
}
