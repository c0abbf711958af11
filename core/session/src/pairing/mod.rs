//! Couchpad-Pair v1: how a pad proves that it may join and a receiver that it is the one, over any stream of frames.
//! State machines only: [`PadHandshake`] and [`HostHandshake`] turn frames into frames and end in a [`Channel`], and the
//! host's [`Door`] keeps the code, the secret and the throttle. Time, nonces and the door's random numbers are passed in;
//! the keys that live for one handshake come from the system's random numbers. Must not know sockets, files, who is
//! trusted, nor what travels in the channel. `docs/protocol.md` says the same in prose.

mod channel;
mod device;
mod door;
mod frames;
#[cfg(test)]
mod golden;
mod host;
mod noise;
mod pad;
mod throttle;
mod transcript;

pub use channel::{Channel, ChannelFault};
pub use device::DeviceKey;
pub use door::{Door, DoorEvent, Entropy};
pub use frames::HANDSHAKE_FRAME_BYTES;
pub use host::{HostHandshake, HostStep, Proof};
pub use pad::{Credential, PadFault, PadHandshake, PadStep};
pub use throttle::{ADDRESS_TRIES, CODE_TRIES, LOCK};
