//! Couchpad's sockets and its easy API. Whoever writes a game begins with [`easy`].
//!
//! [`HostDriver`](transport::HostDriver) is for programs that have frames and lend it renet's server each time;
//! [`Host`] and [`Pad`] each own a thread and suit any program. Both ends run the same sessions over the same transport.
//!
//! Anyone may send anything to an open port, and netcode and renet log an error for each such packet: turn the targets in
//! [`transport::NOISY_LOG_TARGETS`] off.

pub mod discovery;
pub mod doctor;
pub mod easy;
mod host;
pub mod identity;
pub mod interfaces;
mod mailbox;
mod pad;
pub mod transport;

pub use couchpad_protocol as protocol;
pub use couchpad_protocol::{LinkKind, Transport};
pub use couchpad_session as session;
pub use host::Host;
pub use pad::{
    Pad, PadDriver, PadEnd, PadError, PadLoss, PadOptions, PadUpdate, PadView, Target, Unreachable,
};

// The handles can be kept where programs keep things: in a resource, behind an `Arc`, on another thread.
const fn is_shared<T: Send + Sync + 'static>() {}
const _: () = {
    is_shared::<Host>();
    is_shared::<Pad>();
    is_shared::<easy::Host>();
    is_shared::<easy::Pad>();
    is_shared::<identity::HostIdentity>();
    is_shared::<identity::PadIdentity>();
    is_shared::<transport::HostDriver>();
    is_shared::<transport::LocalPad>();
};
