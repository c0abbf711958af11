//! One disc: a rim in the player's colour, and on it the player's shape in the player's pattern. Must not know where it lies.

use super::Look;
use bevy::prelude::*;
use couchpad_theme::colour::{GROUND, QUIET, RAISED, Swatch, TEXT};
use couchpad_theme::lay::over;
use couchpad_theme::shapes::Shape;

/// Of a cell's side: a disc, its rim, and the shape on it.
const SIZE: f32 = 0.88;
const RIM: f32 = 0.075;
const SHAPE: f32 = 0.5;
/// How dark a disc's ground is beside its rim, and how dark one is that does not matter any more.
const GROUND_SHARE: f32 = 0.5;
const PALE: f32 = 0.65;

/// How much a disc matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    Usual,
    /// The last one, or one of the four in line.
    Bright,
    /// Others than those four.
    Pale,
}

/// The colours of a disc: ground, rim, shape.
fn colours(look: Look, light: Light) -> [Color; 3] {
    let own = match look {
        Look::Mark(mark) => mark.colour,
        Look::Machine => QUIET,
    };
    let rim = if light == Light::Bright { TEXT } else { own };
    let ground = own.towards(GROUND, GROUND_SHARE);
    let seen = |swatch: Swatch| match light {
        Light::Pale => swatch.towards(RAISED, PALE).color(),
        Light::Usual | Light::Bright => swatch.color(),
    };
    [seen(ground), seen(rim), seen(own)]
}

fn shape(look: Look) -> Handle<Image> {
    match look {
        Look::Mark(mark) => mark.image(),
        // a hole: it is nobody's
        Look::Machine => Shape::Circle.plain_image(),
    }
}

/// The shape on a disc.
#[derive(Component)]
pub(super) struct Face;

/// A disc in the middle of a cell that lies there in its parent.
pub(super) fn coin(look: Look, light: Light, place: Rect) -> impl Bundle {
    let cell = place.width();
    let [ground, rim, _] = colours(look, light);
    let node = Node {
        border: UiRect::all(Val::Px(RIM * cell)),
        border_radius: BorderRadius::MAX,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..over(Rect::from_center_size(
            place.center(),
            Vec2::splat(SIZE * cell),
        ))
    };
    (
        node,
        BackgroundColor(ground),
        BorderColor::all(rim),
        children![face(look, light, cell)],
    )
}

fn face(look: Look, light: Light, cell: f32) -> impl Bundle {
    let share = match look {
        Look::Mark(_) => SHAPE,
        Look::Machine => SHAPE * 0.6,
    };
    let node = Node {
        width: Val::Px(share * cell),
        height: Val::Px(share * cell),
        ..default()
    };
    let [_, _, own] = colours(look, light);
    (node, ImageNode::new(shape(look)).with_color(own), Face)
}

/// Gives a disc that is there already another light.
pub(super) fn relight(
    look: Look,
    light: Light,
    ground: &mut BackgroundColor,
    rim: &mut BorderColor,
    face: Option<Mut<'_, ImageNode>>,
) {
    let [below, around, own] = colours(look, light);
    ground.0 = below;
    *rim = BorderColor::all(around);
    if let Some(mut face) = face {
        face.color = own;
    }
}
