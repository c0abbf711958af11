//! The kit's easy API: what the author of a couch game needs, without Bevy. A [`Host`] listens, [`Pad`]s connect, both are
//! polled, and messages of bytes travel on numbered [`Channel`]s. Must not know games.
//!
//! A host that answers every message, and a pad that says hello:
//!
//! ```
//! use couchpad_core::easy::{Channel, ConnectConfig, Event, Host, ListenConfig, Pad};
//! # use std::{thread::sleep, time::Duration};
//! const CHAT: Channel = Channel::new(0);
//!
//! # let config = ListenConfig { announce: false, ..ListenConfig::default() };
//! # /*
//! let config = ListenConfig::default();
//! # */
//! let host = Host::listen("couchpad://127.0.0.1:0", config)?;
//! let pad = Pad::connect(&host.join_link().to_string(), ConnectConfig::named("Ada"))?;
//! pad.send(CHAT, b"hello")?; // waits for the connection
//!
//! let answer = 'answer: loop {
//!     for event in host.poll() {
//!         if let Event::Data { peer, bytes, .. } = event {
//!             host.send_to(peer, CHAT, &[b"you said ", bytes.as_slice()].concat())?;
//!         }
//!     }
//!     for event in pad.poll() {
//!         if let Event::Data { bytes, .. } = event {
//!             break 'answer bytes;
//!         }
//!     }
//!     sleep(Duration::from_millis(5)); // a game draws a frame here
//! };
//! assert_eq!(answer, b"you said hello");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here ever waits for the network: each handle has a thread of its own that receives, repeats and reconnects. What is
//! sent between two polls leaves together, with the next [`poll`](Host::poll) or [`flush`](Host::flush); so a program that draws
//! frames calls `poll` at their start and `flush` at their end. All calls take `&self`, and the handles are `Send` and `Sync`.
//!
//! What is not here is one call below: [`Host::handle`] and [`Pad::handle`] give the handles that the receiver and the touch app
//! use themselves, for layouts, notices, or a pad's own controls.

mod address;
mod channel;
mod event;
mod feedback;
mod host;
mod listen;
mod newest;
mod outbox;
mod pad;
mod shared;
mod typed;

pub use crate::discovery::{BrowseEvent, Browser, MdnsBrowser};
pub use crate::protocol::sync::{Key, SyncFault};
pub use crate::protocol::{
    ControlId, JoinLink, PadLayout, Peer, RoomCode, SeatInput, Shake, Shakes, Showing, Shown, Tint,
};
pub use crate::session::Unsent;
pub use address::AddressError;
pub use channel::Channel;
pub use event::{Event, NotDelivered, Reason};
pub use feedback::Feedback;
pub use host::{Host, Player};
pub use listen::{ListenConfig, ListenError};
pub(crate) use outbox::{Held, Load};
pub use pad::{ConnectConfig, ConnectError, Pad};
pub use shared::{Follower, Published};
pub use typed::{ReadError, read_msg, write_msg};

/// Why a message was not taken for sending. Nothing was sent; the text says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It is too long, too much waits, or there is nobody.
    #[error(transparent)]
    Unsent(#[from] Unsent),
    /// This pad sends more messages than a host takes: 1,000 a second, and 1,000 at once.
    #[error("more messages a second than a host takes: send fewer, and put more into each")]
    TooFast,
    /// This pad has left or was sent away, and nothing that it sends gets anywhere.
    #[error("this connection has ended for good: connect anew")]
    Ended,
    /// A host was told to send to itself.
    #[error("a host sends to its pads, not to itself")]
    ToItself,
    /// The type cannot be written: it has no known length, or its own writing failed.
    #[error("this type cannot be sent: give its sequences a length, and no untagged parts")]
    Type,
}
