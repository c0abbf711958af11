//! A button that is to be held: it fills while a finger or a key is on it. Must not know what follows.

use crate::find::model::Act;
use crate::find::page::Button;
use crate::find::press::{Presses, Tap};
use bevy::prelude::*;
use couchpad_theme::colour::{BAD, GROUND, RAISED};
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill};

/// Grows from the left with the time that the button was held.
#[derive(Component, Debug)]
pub(super) struct Fill(Act);

pub(super) fn spawn(parent: &mut ChildSpawnerCommands, wanted: &Button) {
    let state = if wanted.open {
        PillState::Rest
    } else {
        PillState::Disabled
    };
    let look = PillLook::Quiet;
    let fill = Node {
        position_type: PositionType::Absolute,
        left: Val::Px(0.0),
        top: Val::Px(0.0),
        bottom: Val::Px(0.0),
        width: Val::Percent(0.0),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    let ground = BAD.towards(RAISED.towards(GROUND, 0.5), 0.45);
    parent
        .spawn((
            pill(wanted.words.clone(), Pill { look, state }, false),
            Tap::held(wanted.act.clone(), wanted.open),
        ))
        .with_child((
            fill,
            BackgroundColor(ground.color()),
            // under the words
            ZIndex(-1),
            Fill(wanted.act.clone()),
        ));
}

/// How far it is, in this very frame.
pub(super) fn fill_up(
    presses: Res<Presses>,
    time: Res<Time>,
    mut fills: Query<(&Fill, &mut Node)>,
) {
    for (fill, mut node) in &mut fills {
        let share = Val::Percent(100.0 * presses.ripeness(&fill.0, time.elapsed()));
        if node.width != share {
            node.width = share;
        }
    }
}
