//! Screen readers go through a tree: this makes it the one that is drawn, so that they read a screen from its top to its end.
//! Bevy would hang every named node whose parent has no name below the window, in no order that a person would know.

use super::Named;
use accesskit::{Node, Role};
use bevy::a11y::{AccessibilityNode, AccessibilitySystems};
use bevy::prelude::*;
use bevy::ui::UiSystems;

pub(super) fn plugin(app: &mut App) {
    app.configure_sets(
        PostUpdate,
        Named
            .before(UiSystems::PostLayout)
            .before(AccessibilitySystems::Update),
    )
    .add_systems(
        PostUpdate,
        connect.after(Named).before(UiSystems::PostLayout),
    )
    .add_systems(Last, hush);
}

/// What stands between two named nodes holds them together, and says nothing.
fn connect(
    mut commands: Commands,
    named: Query<Entity, Added<AccessibilityNode>>,
    parents: Query<&ChildOf>,
    known: Query<(), With<AccessibilityNode>>,
) {
    for entity in &named {
        for parent in parents.iter_ancestors(entity) {
            if known.contains(parent) {
                break;
            }
            let holds = Node::new(Role::GenericContainer);
            commands
                .entity(parent)
                .try_insert_if_new(AccessibilityNode::from(holds));
        }
    }
}

/// Pictures and lights only repeat what words beside them say. Bevy takes each for a picture without a name.
fn hush(mut pictures: Query<&mut AccessibilityNode, (With<ImageNode>, Added<AccessibilityNode>)>) {
    for mut picture in &mut pictures {
        if picture.role() == Role::Image && picture.label().is_none() {
            picture.set_hidden();
        }
    }
}
