//! Numbered `Ordered` messages that outlive links: what was sent and not acknowledged is kept for replay, what arrives
//! twice is dropped. Must not know what the messages mean.
//!
//! Numbers only grow. Within a link parts arrive all and in order, and after a resume the sender goes on behind what
//! the receiver has; so a receiver takes every message with a number above the last one. A gap is a message that the
//! sender gave up on purpose (too old, or meant for an earlier memory of the receiver).

mod incoming;
mod outgoing;

pub(crate) use incoming::{Incoming, PartFault};
pub(crate) use outgoing::{Full, Outgoing, SHARE, Unfair};

use couchpad_protocol::frame::Resume;

/// What one says first on a new link.
pub(crate) const fn resume(own: &Outgoing, peer: &Incoming) -> Resume {
    Resume {
        own: own.id,
        peer: peer.peer,
        received: peer.received,
    }
}

/// From the peer's resume, of a memory met before: how much of this stream it has.
pub(crate) const fn reached(own: &Outgoing, resume: &Resume) -> u32 {
    if resume.peer == own.id {
        resume.received
    } else {
        0
    }
}
