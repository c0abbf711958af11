//! What is on the field, drawn by the project itself: every small picture lies on one sheet, so that a full field is one
//! batch for the graphics device. Painted once in a process, from distances; knows no state and no entity.

mod bricks;
mod capsules;
mod creatures;
mod ink;
mod owl;
mod piece;
mod sheet;
mod sky;
mod things;

pub(super) use ink::chance;
pub(super) use owl::EYE;
pub(super) use piece::Piece;
pub(super) use sheet::{node, sprite, wear};
pub(super) use sky::{PIXELS as GROUND_PIXELS, ground_image};

use bevy::prelude::*;
use couchpad_games::arkanoid::CapsuleKind;
use couchpad_theme::colour::Swatch;

/// Rivets that a silver brick can show: more hits look like so many.
pub(super) const RIVETS: u8 = bricks::RIVETS;
/// Pictures of a glint over a brick.
pub(super) const GLINTS: u8 = bricks::GLINTS;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, (sheet::hang, sky::hang));
}

/// The colour of a capsule's kind.
pub(super) fn capsule_colour(kind: CapsuleKind) -> Swatch {
    let [r, g, b] = (capsules::colour(kind) * 255.0).to_array();
    // whole by their making
    Swatch {
        rgb: [r.round() as u8, g.round() as u8, b.round() as u8],
    }
}
