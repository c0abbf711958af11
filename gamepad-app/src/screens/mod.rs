//! What covers the pad when there is something to say first: connecting, lost, refused, closed, waiting; and the short
//! lines that the receiver sends. Reads the model only.

mod cover;
mod notice;
mod room;
mod status;

pub(crate) use room::Below;

pub(crate) use notice::NOTICE;
pub use status::{Status, Tone, status};

use bevy::prelude::*;

/// The screens over the pad.
pub fn plugin(app: &mut App) {
    cover::plugin(app);
    notice::plugin(app);
    room::plugin(app);
}
