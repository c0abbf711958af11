//! What is asked or said over any screen but play: one small panel at the top.

use super::arrive::Arriving;
use super::clicks::{Deed, Wish};
use super::desk::{Desk, Guest, Hall, Matter};
use super::nodes::{column, row};
use super::player::name;
use crate::flow::{Intent, Screen};
use crate::room::Room;
use crate::roster::Roster;
use bevy::prelude::*;
use bevy::ui::FocusPolicy;
use couchpad_theme::colour::{GOOD, GROUND, PRESSED, QUIET, RAISED, TEXT};
use couchpad_theme::players::mark;
use couchpad_theme::space::{CORNER, grid, outer_margin};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{
    Pill, PillLook, PillState, hint, keycap, mark_node, pill, strong, text,
};

/// Letters of a name that fit a line of the panel.
const LETTERS: usize = 20;

/// The panel, and what it shows.
#[derive(Component)]
struct Panel(Matter);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (super::desk::tidy, show).chain());
}

fn show(
    mut commands: Commands,
    screen: Res<State<Screen>>,
    room: Res<Room>,
    roster: Res<Roster>,
    desk: Res<Desk>,
    shown: Query<(Entity, &Panel)>,
) {
    let may_differ =
        screen.is_changed() || room.is_changed() || roster.is_changed() || desk.is_changed();
    if !may_differ {
        return;
    }
    let hall = Hall {
        screen: *screen.get(),
        room: &room,
        roster: &roster,
    };
    let now = hall.matter(*desk);
    let old = shown.single().ok();
    if old.map(|(_, panel)| &panel.0) == now.as_ref() {
        return;
    }
    if let Some((entity, _)) = old {
        commands.entity(entity).despawn();
    }
    if let Some(matter) = now {
        commands
            .spawn(place(hall.screen))
            .insert(Panel(matter.clone()))
            .with_children(|place| panel(place, &matter));
    }
}

/// The whole width within the margin, so that the panel stands in the middle; in the lobby at the right, for the code is to
/// be read whatever is asked.
fn place(screen: Screen) -> impl Bundle {
    let node = Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(100.0),
        padding: outer_margin(),
        justify_content: match screen {
            Screen::Lobby => JustifyContent::FlexEnd,
            _ => JustifyContent::Center,
        },
        ..default()
    };
    (node, GlobalZIndex(20))
}

fn panel(place: &mut ChildSpawnerCommands, matter: &Matter) {
    let node = Node {
        padding: UiRect::axes(grid(4.0), grid(2.5)),
        max_width: Val::Px(960.0),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..column(2.0)
    };
    let ground = BackgroundColor(GROUND.towards(PRESSED, 0.85).color());
    let shadow = BoxShadow::new(
        GROUND.faded(0.8),
        Val::ZERO,
        grid(1.0),
        grid(1.0),
        grid(5.0),
    );
    place
        .spawn((
            node,
            ground,
            shadow,
            Arriving::default(),
            FocusPolicy::Block,
        ))
        .with_children(|panel| {
            let step = match matter {
                Matter::News(_) => Step::Body,
                _ => Step::Lead,
            };
            panel.spawn(strong(matter.sentence(), step, TEXT));
            if let Some(detail) = matter.detail() {
                panel.spawn(text(detail, Step::Small, QUIET));
            }
            match matter {
                Matter::Whom(guests) => list(panel, guests),
                Matter::Mute { guests, all } => mutes(panel, guests, *all),
                _ => answers(panel, matter),
            }
        });
}

fn list(panel: &mut ChildSpawnerCommands, guests: &[Guest]) {
    panel.spawn(column(1.0)).with_children(|list| {
        for guest in guests {
            choice(list, guest, Deed::Turn(Desk::Sure(guest.pad)));
        }
    });
    hint(panel, &["Esc"], "nobody");
}

/// Whom to mute, and everybody at once.
fn mutes(panel: &mut ChildSpawnerCommands, guests: &[Guest], all: bool) {
    panel.spawn(column(1.0)).with_children(|list| {
        for guest in guests {
            choice(list, guest, Deed::Intend(Intent::Mute(guest.pad)));
        }
    });
    panel.spawn(row(2.5)).with_children(|line| {
        let everybody = if all {
            "hear everybody again"
        } else {
            "everybody"
        };
        hint(line, &["T"], everybody);
        hint(line, &["Esc"], "nobody");
    });
}

/// A line that the number or a click chooses.
fn choice(list: &mut ChildSpawnerCommands, guest: &Guest, deed: Deed) {
    let node = Node {
        min_width: grid(55.0),
        padding: UiRect::axes(grid(1.5), grid(0.75)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..row(2.0)
    };
    let wish = Wish {
        deed,
        rest: PillState::Rest,
    };
    list.spawn((node, BackgroundColor(RAISED.color()), Button, wish))
        .with_children(|line| {
            line.spawn(keycap(&guest.number.to_string(), Step::Body));
            line.spawn(mark_node(mark(usize::from(guest.mark)), 36.0));
            name(line, &guest.name, LETTERS, Step::Body, TEXT);
            if guest.muted {
                line.spawn(text("muted", Step::Small, QUIET));
            }
        });
}

/// Yes and no, by key or by click.
fn answers(panel: &mut ChildSpawnerCommands, matter: &Matter) {
    let Some((yes, no)) = matter.answers() else {
        return;
    };
    let no = no.map_or(Deed::Turn(Desk::Clear), Deed::Intend);
    let kind = match matter {
        Matter::Remember { .. } => PillLook::Filled(GOOD),
        // Sending someone away is not to be pressed just because it glows.
        _ => PillLook::Quiet,
    };
    panel.spawn(row(2.0)).with_children(|line| {
        answer(line, "Yes", "Y", kind, Deed::Intend(yes));
        line.spawn(Node {
            width: grid(2.0),
            ..default()
        });
        answer(line, "No", "N", PillLook::Quiet, no);
    });
}

fn answer(line: &mut ChildSpawnerCommands, word: &str, key: &str, look: PillLook, deed: Deed) {
    let look = Pill {
        look,
        state: PillState::Rest,
    };
    let wish = Wish {
        deed,
        rest: look.state,
    };
    line.spawn((pill(word, look, false), Button, wish));
    line.spawn(keycap(key, Step::Body));
}
