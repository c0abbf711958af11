//! The lobby, from left to right: how to join, who is here, what to play; below, what to press next.

mod games;
mod join;
mod next;
mod seats;

use super::nodes::{WIDEST, column, page};
use crate::flow::Screen;
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Arrangement;
use bevy::prelude::*;
use couchpad_games::game::GameEntry;
use couchpad_theme::space::grid;

/// What the lobby was built from.
#[derive(Component, Clone, PartialEq)]
struct Plan {
    join: String,
    seats: usize,
    game: &'static str,
    /// There is room for large words beside each other.
    wide: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (
            build,
            seats::fill,
            seats::count,
            next::follow,
            join::offer_to_leave,
        )
            .chain()
            .run_if(in_state(Screen::Lobby)),
    );
}

fn build(
    mut commands: Commands,
    roster: Res<Roster>,
    stage: Res<Stage>,
    arrangement: Res<Arrangement>,
    shown: Query<(Entity, &Plan)>,
) {
    let entry = stage.entry;
    let plan = Plan {
        join: roster.join.clone(),
        seats: roster.seats,
        game: entry.manifest.id,
        wide: arrangement.side,
    };
    match shown.single() {
        Ok((_, old)) if *old == plan => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    let parts = plan.clone();
    commands
        .spawn((page(), plan, DespawnOnExit(Screen::Lobby)))
        .with_children(|page| {
            page.spawn(columns()).with_children(|columns| {
                let gap = if parts.wide { 9.0 } else { 5.0 };
                columns
                    .spawn(share(1.0, 0.0))
                    .with_children(|c| join::column(c, &parts));
                columns
                    .spawn(share(1.15, gap))
                    .with_children(|c| seats::column(c, &parts));
                columns
                    .spawn(share(1.0, gap))
                    .with_children(|c| what_to_play(c, entry));
            });
            next::line(page, couchpad_games::games().len() > 1);
        });
}

fn what_to_play(parent: &mut ChildSpawnerCommands, entry: GameEntry) {
    games::column(parent, entry.manifest, couchpad_games::games().len() > 1);
}

fn columns() -> Node {
    Node {
        width: Val::Percent(100.0),
        max_width: WIDEST,
        flex_grow: 1.0,
        margin: UiRect::bottom(grid(5.0)),
        ..default()
    }
}

/// A column that gets this share of the width and stands so many grid steps from the one before it.
fn share(share: f32, gap: f32) -> Node {
    Node {
        flex_grow: share,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        margin: UiRect::left(grid(gap)),
        ..column(2.0)
    }
}
