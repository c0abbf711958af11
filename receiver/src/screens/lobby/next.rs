//! What to press next, in one line at the bottom, and the quiet keys beside it.

use crate::roster::{Presence, Roster};
use crate::screens::nodes::{one_line, row, spring};
use crate::screens::start::{Room, offer_start};
use bevy::prelude::*;
use couchpad_theme::colour::TEXT;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{hint, keycap, text};

/// The line's part that changes, and whether it says that the game can start.
#[derive(Component)]
pub(super) struct Next {
    ready: Option<bool>,
    room: Room,
}

pub(super) fn line(rest: &mut ChildSpawnerCommands, wide: bool, room: Room) {
    let node = Node {
        min_height: Val::Px(80.0),
        flex_shrink: 0.0,
        ..row(3.0)
    };
    rest.spawn(node).with_children(|line| {
        line.spawn((row(2.0), Next { ready: None, room }));
        if wide {
            line.spawn(spring());
            hint(line, &["F11"], "full screen");
            hint(line, &["Q"], "quit");
        }
    });
}

/// Says what to press, now that somebody is there or nobody is.
pub(super) fn follow(
    mut commands: Commands,
    roster: Res<Roster>,
    mut lines: Query<(Entity, &mut Next)>,
) {
    let ready = roster
        .cards
        .iter()
        .any(|card| card.presence != Presence::Offline);
    for (entity, mut next) in &mut lines {
        if next.ready == Some(ready) {
            continue;
        }
        next.ready = Some(ready);
        let room = next.room;
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        entity.with_children(|line| {
            if ready {
                offer_start(line, "START", room);
            } else {
                invite(line, room);
            }
        });
    }
}

fn invite(line: &mut ChildSpawnerCommands, room: Room) {
    let (words, step) = match room {
        Room::Full => ("Join with a phone, or press", Step::Lead),
        Room::Less => ("Join with a phone, or press", Step::Body),
        Room::Least => ("Or press", Step::Body),
    };
    line.spawn(one_line(text(words, step, TEXT)));
    line.spawn(keycap("Space", step));
}
