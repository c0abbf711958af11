//! The paused game: the field goes dark, and there are two ways on. Who comes late finds the room code here.

use super::band::{self, News};
use super::clicks::{Deed, Wish};
use super::invite::{Invite, grouped};
use super::nodes::{column, one_line, row};
use super::volume;
use crate::flow::{Intent, Screen};
use crate::room::Room;
use crate::view::Arrangement;
use crate::view::area::node_over;
use bevy::prelude::*;
use couchpad_theme::colour::{GOOD, GROUND, QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, hint, keycap, pill, strong, text};

/// How dark the field gets.
const DARK: f32 = 0.82;

/// The overlay, where it lies, and what it says of the room.
#[derive(Component, Clone, PartialEq)]
struct Overlay {
    over: Rect,
    invite: Invite,
    code: String,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, show.run_if(in_state(Screen::Paused)));
}

fn show(
    mut commands: Commands,
    arrangement: Res<Arrangement>,
    room: Res<Room>,
    shown: Query<(Entity, &Overlay)>,
) {
    let now = Overlay {
        over: arrangement.game,
        invite: Invite::of(&room),
        code: grouped(&room.code),
    };
    match shown.single() {
        Ok((_, old)) if *old == now => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    commands
        .spawn((
            overlay_node(now.over),
            now.clone(),
            BackgroundColor(GROUND.faded(DARK)),
            GlobalZIndex(10),
            DespawnOnExit(Screen::Paused),
        ))
        .with_children(|page| {
            page.spawn(strong("Paused", Step::Display, TEXT));
            page.spawn(column(2.0)).with_children(ways_on);
            page.spawn(Node {
                align_items: AlignItems::Center,
                ..column(1.0)
            })
            .with_children(|foot| {
                room_line(foot, &now);
                volume::offer(foot);
                band::spawn(foot, |band| band::part(band, News));
            });
        });
}

fn overlay_node(over: Rect) -> Node {
    Node {
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        row_gap: grid(4.0),
        flex_direction: FlexDirection::Column,
        ..node_over(over)
    }
}

/// What late comers need, and the keys about the room.
fn room_line(foot: &mut ChildSpawnerCommands, now: &Overlay) {
    let lock = match now.invite {
        Invite::Early => return,
        Invite::Locked => "unlock the room",
        Invite::Open | Invite::OnlyHere | Invite::Hidden => "lock the room",
    };
    foot.spawn(row(2.0)).with_children(|line| {
        if now.invite.shows_code() {
            line.spawn(one_line(text("Room code", Step::Body, QUIET)));
            line.spawn(one_line(strong(&now.code, Step::Heading, TEXT)));
        } else {
            let words = match now.invite {
                Invite::Locked => "The room is locked",
                _ => "The room code is hidden",
            };
            line.spawn(one_line(text(words, Step::Body, QUIET)));
        }
    });
    foot.spawn(row(3.0)).with_children(|line| {
        hint(line, &["O"], lock);
        hint(line, &["K"], "send away");
    });
}

fn ways_on(list: &mut ChildSpawnerCommands) {
    let go_on = Pill {
        look: PillLook::Filled(GOOD),
        state: PillState::Focused,
    };
    way(list, go_on, "Go on", "P", Intent::TogglePause);
    let leave = Pill {
        look: PillLook::Quiet,
        state: PillState::Rest,
    };
    way(list, leave, "To the lobby", "L", Intent::ToLobby);
    let words = text("RESUME on any controller goes on too", Step::Small, QUIET);
    list.spawn((
        words,
        Node {
            margin: UiRect::top(grid(1.0)),
            ..default()
        },
    ));
}

fn way(list: &mut ChildSpawnerCommands, look: Pill, words: &str, key: &str, intent: Intent) {
    let wish = Wish {
        deed: Deed::Intend(intent),
        rest: look.state,
    };
    list.spawn(Node {
        justify_content: JustifyContent::Center,
        ..row(2.0)
    })
    .with_children(|line| {
        // As much room before the button as the key takes behind it: the button stands in the middle.
        line.spawn(beside());
        line.spawn((pill(words, look, true), Button, wish));
        line.spawn(beside()).with_child(keycap(key, Step::Body));
    });
}

fn beside() -> Node {
    Node {
        width: grid(6.0),
        ..default()
    }
}
