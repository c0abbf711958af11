//! Everything that crosses Couchpad's wire: types, layouts, codec, versions. Pure: no clock, no socket, no session.
//! `docs/protocol.md` says the same in prose.

mod app;
mod carrier;
mod codec;
pub mod control;
mod feedback;
pub mod frame;
mod health;
mod ids;
mod input;
mod join_link;
mod keys;
mod layout;
pub mod limits;
mod message;
mod name;
mod showing;
pub mod sync;

pub use app::{AppHead, Peer, Undelivered};
pub use carrier::{LinkKind, NoSuchTransport, Transport};
pub use codec::{CodecError, decode, encode, encode_to};
pub use feedback::{GLOW_MILLIS, SHAKE_MILLIS, SHAKES, SHAKES_MILLIS, Shake, Shakes, Tint, Turn};
pub use health::Cause;
pub use ids::{AxisIndex, ButtonIndex, ControlId, Lane, LayoutRevision, LinkId, PadId, SeatIndex};
pub use input::{PAD_STATE_BYTES, PadAction, PadCommand, PadState, SeatInput, is_newer};
pub use join_link::{DEFAULT_PORT, JoinLink, JoinLinkError, LinkPairing};
pub use keys::{JoinSecret, KeyError, PublicKey, RoomCode};
pub use layout::{
    Area, Control, ControlKind, Gain, LayoutError, OneEuro, Orientation, PadLayout, Weight,
};
pub use message::{Closing, Phase, Place, Profile, ToHost, ToPad};
pub use name::{NAMELESS, clean_line, clean_name, distinct_name};
pub use showing::{Showing, Shown, cell};
