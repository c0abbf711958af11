//! The link over TCP, which travels on the control connection. Must not know when it is wanted.

use super::Dial;
use crate::protocol::Lane;
use crate::transport::control_pad::ControlPad;

impl Dial {
    /// Whether the receiver has let the pad in and the connection stands.
    pub(in crate::pad) fn is_admitted(&self) -> bool {
        self.control.as_ref().is_some_and(ControlPad::is_admitted)
    }

    /// Whether more may wait to be read than one turn takes.
    pub(in crate::pad) const fn has_more(&self) -> bool {
        self.more
    }

    /// Asks for a link; [`DialNews::LinkOpen`] follows. False: there is nothing to ask it on.
    pub(in crate::pad) fn open_link(&mut self) -> bool {
        let control = self.control.as_mut().filter(|c| c.is_admitted());
        control.is_some_and(|control| control.open_link().is_ok())
    }

    /// Does not want it any more.
    pub(in crate::pad) fn forget_link(&mut self) {
        if let Some(control) = &mut self.control {
            control.forget_link();
        }
    }

    /// Queues a frame on it. False: the receiver takes nothing any more.
    pub(in crate::pad) fn push(&mut self, lane: Lane, bytes: Vec<u8>) -> bool {
        let control = self.control.as_mut();
        control.is_none_or(|control| control.push(lane, bytes).is_ok())
    }

    /// Sends what is queued. A connection that fails is noticed when it is heard next.
    pub(in crate::pad) fn flush(&mut self) {
        if let Some(control) = &mut self.control {
            let _ = control.pump();
        }
    }

    /// Says nothing more once everything is said: the end of the connection tells that the host has heard it.
    pub(in crate::pad) fn finish(&mut self) {
        if let Some(control) = &mut self.control {
            let _ = control.finish_link();
        }
    }

    /// The pad's program ends.
    pub(in crate::pad) fn quit(&mut self) {
        if let Some(control) = &mut self.control {
            let _ = control.quit_link();
        }
    }
}
