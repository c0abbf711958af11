//! Draws the pad: whose it is, how the link is, and any layout's controls. Reads the model and the fingers, writes
//! neither. Must not know the network.

mod answers;
mod button;
mod controls;
mod count;
mod edge;
mod emblem;
mod field;
mod free;
mod glow;
mod header;
mod lean;
mod light;
pub(crate) mod shown;
mod steering;
mod turn;

use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, Swatch};
use couchpad_theme::widgets::edge_glow;

use crate::model::PadModel;

/// The pad's picture. Add the theme, the touch and the model, too.
pub fn plugin(app: &mut App) {
    app.add_systems(Startup, open_eye);
    edge::plugin(app);
    emblem::plugin(app);
    header::plugin(app);
    controls::plugin(app);
    shown::plugin(app);
    light::plugin(app);
    lean::plugin(app);
    glow::plugin(app);
    turn::plugin(app);
    count::plugin(app);
}

/// What lies above what, bottom up.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Layer {
    /// The edge's glow and the paddle on it.
    Edge = 1,
    /// The light under fingers.
    Light,
    /// What can be touched.
    Controls,
    /// Name and score.
    Header,
    /// What covers all: connecting, lost.
    Cover,
    /// The screens before play, and the sheet over it.
    Page,
    /// A line from the receiver.
    Notice,
}

/// A node that covers the whole glass, on its layer.
pub(crate) fn sheet(layer: Layer) -> impl Bundle {
    let node = Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        ..default()
    };
    (node, GlobalZIndex(layer as i32))
}

/// A node that lies exactly on a rectangle of its sheet, in dp.
pub(crate) fn lies_on(rect: Rect) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: Val::Px(rect.min.x),
        top: Val::Px(rect.min.y),
        width: Val::Px(rect.width()),
        height: Val::Px(rect.height()),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..default()
    }
}

/// Light around the glass, over whatever it is put on.
pub(crate) fn edge_light(sheet: &mut ChildSpawnerCommands, colour: Swatch, strength: f32) {
    for (node, side) in edge::sides(edge::REACH) {
        let light = edge_glow(colour, strength, edge::REACH, side.towards());
        sheet.spawn((node, light));
    }
}

/// The colour of the player's things; quiet for who has no seat.
pub(crate) fn ink(model: &PadModel) -> Swatch {
    model.mark().map_or(QUIET, |mark| mark.colour)
}

fn open_eye(mut commands: Commands) {
    // rectangles and text smooth their own edges
    commands.spawn((Camera2d, Msaa::Off));
}
