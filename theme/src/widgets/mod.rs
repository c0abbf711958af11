//! The few components that both apps show, as bundles that need no access to assets.
//!
//! Spawn one, keep its component, change that: the theme repaints it.

mod entry;
mod glow;
mod keycap;
mod link;
mod padlock;
mod pill;
mod told;
mod words;

pub use entry::{digit_box, typed_line};
pub use glow::{edge_glow, glow_image, glow_node, glow_sprite};
pub use keycap::{hint, keycap};
pub use link::{LinkHealth, link_bars};
pub use padlock::padlock;
pub use pill::{Pill, PillLook, PillState, pill, pill_around};
pub use told::{Tone, finding, sign, told};
pub use words::{measured, strong, text};

use crate::colour::Swatch;
use crate::players::Mark;
use crate::shapes::Shape;
use bevy::prelude::*;

/// A player's mark, in colour and pattern, of this size in units.
pub fn mark_node(mark: Mark, size: f32) -> impl Bundle {
    let image = ImageNode::new(mark.image()).with_color(mark.colour.color());
    (square(size), image)
}

/// A player's mark on the field, of this size in world units.
pub fn mark_sprite(mark: Mark, size: f32) -> Sprite {
    sprite(mark.image(), mark.colour, size)
}

/// A plain shape on the field with smooth edges: the ball is a circle.
pub fn shape_sprite(shape: Shape, colour: Swatch, size: f32) -> Sprite {
    sprite(shape.plain_image(), colour, size)
}

fn sprite(image: Handle<Image>, colour: Swatch, size: f32) -> Sprite {
    Sprite {
        image,
        color: colour.color(),
        custom_size: Some(Vec2::splat(size)),
        ..default()
    }
}

fn square(size: f32) -> Node {
    Node {
        width: Val::Px(size),
        height: Val::Px(size),
        flex_shrink: 0.0,
        ..default()
    }
}

pub(crate) fn plugin(app: &mut App) {
    glow::plugin(app);
    link::plugin(app);
    pill::plugin(app);
}
