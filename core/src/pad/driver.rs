//! A pad without a thread of its own, for programs that run many of them or have a loop already. Must not know how the
//! owner waits.

use super::news::{PadUpdate, PadView};
use super::shared::{Act, Shared};
use super::worker::{self, Worker};
use super::{PadError, PadOptions, Target};
use crate::identity::PadIdentity;
use crate::protocol::{AxisIndex, ButtonIndex};
use mio::Events;
use std::sync::Arc;
use std::time::Duration;

/// A pad that does something only when it is asked to. The very same as a [`Pad`](crate::Pad), whose thread does nothing
/// but this: take a [`turn`](Self::turn), then wait until something arrives for it or the time that the turn told is over.
///
/// On Unix its file descriptor is readable when something has arrived, so that one poll can wait for a thousand pads.
/// Register it edge-triggered, as mio does. Elsewhere: take a turn every few milliseconds.
///
/// Dropping it closes the link; the seat stays the player's for a while.
pub struct PadDriver {
    worker: Worker,
    shared: Arc<Shared>,
    events: Events,
    is_over: bool,
}

impl PadDriver {
    /// Prepares to connect to a receiver. Nothing happens before the first [`turn`](Self::turn). `options.wake` is called
    /// from within turns.
    ///
    /// # Errors
    /// See [`PadError`].
    pub fn connect(target: Target, options: PadOptions) -> Result<Self, PadError> {
        let identity = match &options.identity {
            Some(identity) => Arc::clone(identity),
            None => Arc::new(PadIdentity::ephemeral()?),
        };
        let (poll, waker) = worker::poll()?;
        let shared = Arc::new(Shared::new(waker, options.wake.clone()));
        let worker = Worker::new(poll, target, identity, options, Arc::clone(&shared))?;
        Ok(Self {
            worker,
            shared,
            events: Events::with_capacity(16),
            is_over: false,
        })
    }

    /// Does everything that is due now, and never waits. How long there is nothing to do then, unless something arrives;
    /// `None`: for ever.
    pub fn turn(&mut self) -> Option<Duration> {
        if self.is_over {
            return None;
        }
        self.worker.glance(&mut self.events);
        if self.worker.turn() {
            self.is_over = true;
            self.worker.good_bye();
            return None;
        }
        self.worker.patience()
    }

    /// Moves an axis to an absolute value, -32767 to 32767 from end to end. It leaves with the next turn.
    pub fn set_axis(&mut self, axis: AxisIndex, value: i16) {
        self.worker.act_now(Act::Axis(axis, value));
    }

    /// A button went down. It leaves with the next turn.
    pub fn press(&mut self, button: ButtonIndex) {
        self.worker.act_now(Act::Press(button));
    }

    /// A button came up. It leaves with the next turn.
    pub fn release(&mut self, button: ButtonIndex) {
        self.worker.act_now(Act::Release(button));
    }

    /// The player leaves for good: the seat is free. [`PadUpdate::Ended`] follows after some turns.
    pub fn leave(&mut self) {
        self.worker.act_now(Act::Leave);
    }

    /// The next thing that happened.
    #[must_use]
    pub fn poll(&self) -> Option<PadUpdate> {
        self.shared.next_update()
    }

    /// How things stood after the last turn.
    #[must_use]
    pub fn view(&self) -> PadView {
        self.shared.view()
    }

    /// Whether it has ended, for one of the reasons of [`PadEnd`](crate::PadEnd). Turns do nothing then.
    #[must_use]
    pub const fn is_ended(&self) -> bool {
        self.is_over
    }
}

impl Drop for PadDriver {
    fn drop(&mut self) {
        if !self.is_over {
            self.worker.good_bye();
        }
    }
}

#[cfg(unix)]
impl std::os::fd::AsRawFd for PadDriver {
    fn as_raw_fd(&self) -> std::os::fd::RawFd {
        self.worker.poll().as_raw_fd()
    }
}
