//! Everything that crosses Couchpad's wire: types, layouts, codec, versions. Pure: no clock, no socket, no session.
//! `docs/protocol.md` is the same in prose.

mod ids;
mod input;
mod layout;
pub mod limits;

pub use ids::{AxisIndex, ButtonIndex, ControlId, Lane, LayoutRevision, LinkId, PadId, SeatIndex};
pub use input::{PAD_STATE_BYTES, PadAction, PadCommand, PadState, SeatInput, is_newer};
pub use layout::{Area, Control, ControlKind, LayoutError, Orientation, PadLayout, Weight};
