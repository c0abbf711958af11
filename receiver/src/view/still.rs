//! Changing things on the field only where they change: of what stands still, as in a pause, nothing is drawn anew.

use bevy::prelude::*;

/// Puts a thing there, turned and as large as it is to be.
pub(super) fn put(thing: Mut<'_, Transform>, to: Transform) {
    let mut thing = thing;
    thing.set_if_neq(to);
}

/// Moves a thing there, turned and as large as it was.
pub(super) fn move_to(thing: Mut<'_, Transform>, at: Vec3) {
    thing
        .map_unchanged(|transform| &mut transform.translation)
        .set_if_neq(at);
}

/// Shows a thing, or hides it.
pub(super) fn show(visibility: &mut Mut<'_, Visibility>, is_shown: bool) {
    visibility.set_if_neq(if is_shown {
        Visibility::Inherited
    } else {
        Visibility::Hidden
    });
}

/// Colours a thing.
pub(super) fn tint(sprite: Mut<'_, Sprite>, colour: Color) {
    sprite
        .map_unchanged(|sprite| &mut sprite.color)
        .set_if_neq(colour);
}
