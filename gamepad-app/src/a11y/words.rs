//! Everything that is written and is no button: headings, sentences, and news that are read out by themselves.

use super::pages::written;
use super::{Announced, Named, Unspoken, name, named};
use crate::find::Tap;
use accesskit::{Live, Role};
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;
use couchpad_theme::type_scale::Step;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, (announce, describe).chain().in_set(Named));
}

/// News are said as one thing, as soon as they are there.
fn announce(
    mut commands: Commands,
    changed: Query<(), Changed<Text>>,
    mut news: Query<(Entity, Option<&mut AccessibilityNode>), With<Announced>>,
    (children, texts): (Query<&Children>, Query<&Text>),
) {
    if changed.is_empty() {
        return;
    }
    for (entity, old) in &mut news {
        let mut node = named(Role::Status, written(entity, &children, &texts));
        node.set_live(Live::Polite);
        name(&mut commands, entity, old.map(Mut::into_inner), node);
    }
}

type Written<'a> = (
    Entity,
    &'a Text,
    &'a TextFont,
    Option<&'a mut AccessibilityNode>,
);

/// What has a name already.
type HasName = Or<(With<Tap>, With<Announced>, With<Unspoken>)>;

/// Words within something that has a name already are that name.
fn describe(
    mut commands: Commands,
    mut texts: Query<Written, Changed<Text>>,
    parents: Query<&ChildOf>,
    taken: Query<(), HasName>,
) {
    for (entity, text, font, old) in &mut texts {
        let mut above = parents.iter_ancestors(entity);
        let heading = font.font_size == Step::Heading.bold().font_size;
        let role = if heading { Role::Heading } else { Role::Label };
        let mut node = named(role, text.0.trim());
        if !heading {
            // what a label says is its value
            node.set_value(text.0.trim());
        }
        if text.0.trim().is_empty() || above.any(|parent| taken.contains(parent)) {
            node.set_hidden();
        }
        name(&mut commands, entity, old.map(Mut::into_inner), node);
    }
}
