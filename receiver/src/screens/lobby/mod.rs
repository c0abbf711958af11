//! The lobby, from left to right: how to join, who is here, what to play; below these two, what to press next. A window that
//! is not wide has what to play below who is here.

mod addresses;
mod away;
mod card;
mod games;
mod join;
mod next;
mod picture;
mod seats;
mod show;
mod ways;

use super::band::{self, Loudness, News, Talk};
use super::crowd;
use super::nodes::{WIDEST, above_the_rest, column, page};
use super::start;
use crate::choices::Choices;
use crate::flow::Screen;
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Arrangement;
use crate::view::area::{JOIN_FITS, JOIN_SHARE, JOIN_WIDTH, LOBBY_GAP, LOBBY_THIN_GAP};
use bevy::prelude::*;
use couchpad_games::game::GameEntry;
use couchpad_theme::space::grid;
use picture::LinkPicture;

/// What the lobby was built from.
#[derive(Component, Clone, PartialEq)]
struct Plan {
    seats: usize,
    game: &'static str,
    /// There is room for three columns.
    wide: bool,
    /// There is room for large digits.
    tall: bool,
    /// What room there is beside what it takes to join: for a game's picture and for the offer to start.
    pictures: bool,
    start: start::Room,
}

impl Plan {
    fn of(seats: usize, game: &'static str, arrangement: &Arrangement) -> Self {
        let Arrangement { width, side, .. } = *arrangement;
        let lobby = Arrangement::lobby(width, side);
        Self {
            seats,
            game,
            wide: side,
            tall: width >= JOIN_FITS,
            pictures: lobby.width() >= PICTURES,
            start: start::Room::of(lobby.width()),
        }
    }
}

/// Windows with less room than this beside what it takes to join have no room for a game's picture, in units.
const PICTURES: f32 = 480.0;

pub(super) fn plugin(app: &mut App) {
    show::plugin(app);
    app.init_resource::<LinkPicture>()
        .init_resource::<Choices>()
        .add_systems(
            Update,
            (
                build,
                picture::take,
                join::fill,
                picture::fit,
                seats::fill,
                (seats::count, crowd::follow, crowd::build_wall).chain(),
                away::offer,
                next::follow,
                games::offer_to_leave,
                ways::follow,
                ways::tell,
                ways::spare,
                games::fit,
                show::follow,
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
    let plan = Plan::of(roster.seats, entry.manifest.id, &arrangement);
    match shown.single() {
        Ok((_, old)) if *old == plan => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    let parts = plan.clone();
    commands
        .spawn((page(), plan, DespawnOnExit(Screen::Lobby)))
        .with_children(|page| {
            page.spawn(whole(&parts)).with_children(|whole| {
                whole.spawn((join_node(&parts), join::Join::new(parts.tall)));
                whole.spawn(rest()).with_children(|rest| {
                    if parts.wide {
                        columns(rest, &parts, entry);
                    } else {
                        stack(rest, &parts, entry);
                    }
                    band::spawn(rest, |band| {
                        band::part(band, News);
                        band::part(band, Loudness);
                        band::part(band, Talk::lines(if parts.wide { 3 } else { 2 }));
                    });
                    next::line(rest, parts.wide, parts.start);
                });
            });
        });
}

/// Who is here beside what to play.
fn columns(rest: &mut ChildSpawnerCommands, plan: &Plan, entry: GameEntry) {
    let node = above_the_rest(Node {
        column_gap: grid(8.0),
        ..default()
    });
    rest.spawn((node, show::Usual)).with_children(|columns| {
        columns
            .spawn(share(1.3))
            .with_children(|c| seats::column(c, plan));
        columns
            .spawn(share(1.0))
            .with_children(|c| games::column(c, entry.manifest, choice()));
    });
}

/// Who is here above what to play.
fn stack(rest: &mut ChildSpawnerCommands, plan: &Plan, entry: GameEntry) {
    let node = above_the_rest(column(1.5));
    rest.spawn((node, show::Usual)).with_children(|stack| {
        seats::column(stack, plan);
        games::line(stack, entry.manifest, choice(), plan.pictures);
    });
}

fn choice() -> bool {
    couchpad_games::games().len() > 1
}

fn whole(plan: &Plan) -> Node {
    Node {
        width: Val::Percent(100.0),
        max_width: WIDEST,
        height: Val::Percent(100.0),
        column_gap: Val::Px(if plan.wide { LOBBY_GAP } else { LOBBY_THIN_GAP }),
        ..default()
    }
}

fn join_node(plan: &Plan) -> Node {
    Node {
        width: if plan.tall {
            Val::Px(JOIN_WIDTH)
        } else {
            Val::Percent(JOIN_SHARE * 100.0)
        },
        flex_shrink: 0.0,
        ..join::node()
    }
}

fn rest() -> Node {
    Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        ..column(2.0)
    }
}

/// A column that gets this share of the width.
fn share(share: f32) -> Node {
    Node {
        flex_grow: share,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        ..column(2.0)
    }
}
