//! Touches, and the mouse as one more finger, become actions in the frame in which they arrive. Owns the order of what
//! happens in `PreUpdate`. Must not know the network: it writes [`Action`] messages, and the link reads them.

mod action;
mod axes;
mod chosen;
pub mod feel;
mod glue;
mod lay;
mod steer;
mod surface;
pub mod tilt;
mod typing;

pub use action::Action;
pub use chosen::Chosen;
pub use surface::{FingerId, TouchSurface, Ways};
pub use tilt::TiltNow;
pub use typing::Typing;

use crate::arrange::Arranging;
use crate::place::{Glass, Insets};
use crate::settings::Settings;
use bevy::prelude::*;
use couchpad_theme::TextSize;

/// What happens in `PreUpdate`, in this order. A finger is read against the controls that were on the glass when it came
/// down, and what it did goes out before anything else is done.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PadSystems {
    /// Fingers become actions.
    Touch,
    /// Actions go to the pad session.
    Send,
    /// News from the receiver go into the model.
    Receive,
    /// The screens before play hear of it all.
    Find,
    /// The controls are placed anew if layout or glass changed.
    Place,
}

/// The fingers on this pad's glass.
#[derive(Resource, Debug, Default)]
pub struct Fingers(pub TouchSurface);

/// Whether a screen is over the controls: then fingers are not for them.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Covered(pub bool);

/// The glass as it is now.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq)]
pub struct PadGlass(pub Glass);

/// What the system keeps of each edge. Zero on desktops; a phone's shell sets it.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq)]
pub struct SafeInsets(pub Insets);

/// Touch handling. Add the model's plugin, too.
pub fn plugin(app: &mut App) {
    app.init_resource::<Fingers>()
        .init_resource::<Covered>()
        .init_resource::<PadGlass>()
        .init_resource::<SafeInsets>()
        .init_resource::<Typing>()
        .init_resource::<Chosen>()
        .init_resource::<TiltNow>()
        .init_resource::<Arranging>()
        .init_resource::<Settings>()
        .init_resource::<TextSize>()
        .add_message::<Action>()
        .configure_sets(
            PreUpdate,
            (
                PadSystems::Touch,
                PadSystems::Send,
                PadSystems::Receive,
                PadSystems::Find,
                PadSystems::Place,
            )
                .chain()
                .after(bevy::input::InputSystems),
        )
        .add_systems(
            PreUpdate,
            (
                (
                    glue::begin_frame,
                    lay::notice_turn,
                    glue::read_touches,
                    glue::read_mouse,
                    tilt::lean,
                    glue::cancel_lost,
                    glue::end_frame,
                    typing::read_keys,
                )
                    .chain()
                    .in_set(PadSystems::Touch),
                (
                    lay::measure_glass,
                    lay::take_axes,
                    lay::place_controls,
                    typing::open_field,
                    chosen::remember,
                )
                    .chain()
                    .in_set(PadSystems::Place),
            ),
        );
}
