//! What fingers, or the bot in their place, want of the pad session. Knows no glass and no network.

use bevy::ecs::message::Message;
use couchpad_core::protocol::{AxisIndex, ButtonIndex, ControlId};

/// One thing that a player did. Order matters: a tap is a press, then a release.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// An absolute axis is now here, -32767 to 32767.
    Axis(AxisIndex, i16),
    /// A button went down.
    Press(ButtonIndex),
    /// A button came up.
    Release(ButtonIndex),
    /// An answer was chosen.
    Choose {
        /// The choices control.
        control: ControlId,
        /// Index of the answer.
        option: u8,
    },
    /// The player tapped a text control and wants to type.
    Edit(ControlId),
    /// A line of text was sent.
    Text {
        /// The text control.
        control: ControlId,
        /// What was typed.
        text: String,
    },
    /// The first finger is on the glass (true), or the last one left it.
    Touching(bool),
}
