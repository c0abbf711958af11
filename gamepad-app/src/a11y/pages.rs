//! Everything on a page that a finger can tap: a button, named by the words on it.

use super::{Is, Named, name, named};
use crate::find::{Act, Tap, Tapped};
use crate::words::Words;
use accesskit::{Action, NodeId, Role, Toggled};
use bevy::a11y::{AccessibilityNode, ActionRequest};
use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_message::<ActionRequest>()
        .add_systems(PreUpdate, press.before(crate::touch::PadSystems::Find))
        .add_systems(PostUpdate, describe.in_set(Named));
}

type Pressed<'a> = (
    Entity,
    &'a Tap,
    Option<&'a Is>,
    Option<&'a mut AccessibilityNode>,
);

/// Drawn anew, or saying something else.
type IsNew = Or<(Changed<Text>, Changed<Tap>)>;

/// Names what was drawn anew.
fn describe(
    mut commands: Commands,
    words: Res<Words>,
    changed: Query<(), IsNew>,
    mut taps: Query<Pressed>,
    (children, texts): (Query<&Children>, Query<&Text>),
) {
    if changed.is_empty() {
        return;
    }
    for (entity, tap, is, old) in &mut taps {
        let Some(act) = tap.act() else {
            continue;
        };
        let said = written(entity, &children, &texts);
        let spoken = match is {
            Some(Is::Named(name)) => Some(name.clone()),
            // a way back that is no mere sign says what it keeps, or goes back to
            _ if *act == Act::Back && !said.starts_with('←') => None,
            _ => spoken(act, &words),
        };
        let label = spoken.unwrap_or(said);
        let mut node = named(Role::Button, label);
        match is {
            Some(Is::Switch(on)) => {
                node.set_role(Role::Switch);
                node.set_toggled(Toggled::from(*on));
            }
            Some(Is::Choice(chosen)) => {
                node.set_role(Role::RadioButton);
                node.set_toggled(Toggled::from(*chosen));
            }
            Some(Is::Named(_)) | None => {}
        }
        node.add_action(Action::Click);
        if !tap.is_open() {
            node.set_disabled();
        }
        name(&mut commands, entity, old.map(Mut::into_inner), node);
    }
}

/// What a sign is called that has no words on it.
fn spoken(act: &Act, words: &Words) -> Option<String> {
    match act {
        Act::Delete => Some(words.say("spoken-delete")),
        Act::Back => Some(words.say("spoken-back")),
        Act::Menu => Some(words.say("spoken-menu")),
        Act::Mark(number) => Some(words.mark(couchpad_theme::mark((*number).into()))),
        _ => None,
    }
}

/// All words on it, from the top down.
pub(super) fn written(from: Entity, children: &Query<&Children>, texts: &Query<&Text>) -> String {
    let below = children.iter_descendants_depth_first(from);
    let words = below.filter_map(|part| texts.get(part).ok());
    let words: Vec<_> = words.map(|text| text.0.trim()).collect();
    let said: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    said.join(", ")
}

/// A screen reader's own way to press.
fn press(
    mut asked: MessageReader<ActionRequest>,
    taps: Query<&Tap>,
    mut out: MessageWriter<Tapped>,
) {
    for request in asked.read() {
        if request.action != Action::Click {
            continue;
        }
        let NodeId(bits) = request.target_node;
        let tap = Entity::try_from_bits(bits).and_then(|entity| taps.get(entity).ok());
        if let Some(act) = tap.filter(|tap| tap.is_open()).and_then(Tap::act) {
            out.write(Tapped(act.clone()));
        }
    }
}
