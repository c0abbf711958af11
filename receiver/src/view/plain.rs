//! The presenter for games that have none: who plays and how many points each has, large. Knows no game's own state.

use super::area::node_over;
use super::{Arrangement, OnStage, is_plain};
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::game::SeatIndex;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::players::{MARKS, mark};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

/// More players than these would be smaller than can be read; the strip still shows them.
const SHOWN: usize = 8;

/// The page over the game's area, and what it was drawn from.
#[derive(Component, PartialEq)]
struct Page {
    rect: Rect,
    seats: Vec<(SeatIndex, u8)>,
}

/// One seat's points.
#[derive(Component)]
struct Points(SeatIndex);

/// The team's points.
#[derive(Component)]
struct Team;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (show, count)
            .chain()
            .run_if(in_state(OnStage))
            .run_if(is_plain),
    );
}

fn show(
    mut commands: Commands,
    arrangement: Res<Arrangement>,
    roster: Res<Roster>,
    stage: Res<Stage>,
    shown: Query<(Entity, &Page)>,
) {
    let cards = roster.cards.iter().take(SHOWN);
    let page = Page {
        rect: arrangement.game,
        seats: cards.map(|card| (card.seat, card.mark)).collect(),
    };
    match shown.single() {
        Ok((_, old)) if *old == page => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    let node = Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::SpaceEvenly,
        ..node_over(page.rect)
    };
    let seats = page.seats.clone();
    let manifest = stage.entry.manifest;
    commands
        .spawn((node, page, DespawnOnExit(OnStage)))
        .with_children(|page| {
            page.spawn(text(manifest.title, Step::Heading, QUIET));
            page.spawn((strong("0", Step::Code, TEXT), Team));
            page.spawn(centred(text(manifest.blurb, Step::Lead, TEXT)));
            page.spawn(row()).with_children(|row| {
                for (seat, mark) in seats {
                    row.spawn(column())
                        .with_children(|one| player(one, seat, mark));
                }
            });
        });
}

fn player(parent: &mut ChildSpawnerCommands, seat: SeatIndex, number: u8) {
    parent.spawn(mark_node(mark(usize::from(number)), 96.0));
    parent.spawn((strong("0", Step::Heading, TEXT), Points(seat)));
}

/// Keeps the points as they are; a text that does not change is not laid out again.
fn count(
    stage: Res<Stage>,
    mut seats: Query<(&Points, &mut Text)>,
    mut team: Query<&mut Text, (With<Team>, Without<Points>)>,
) {
    let Some(game) = stage.game.as_deref() else {
        return;
    };
    for (points, mut words) in &mut seats {
        say(&mut words, game.score(points.0));
    }
    for mut words in &mut team {
        say(&mut words, game.team_score());
    }
}

fn say(words: &mut Mut<Text>, points: i64) {
    words.set_if_neq(Text(points.to_string()));
}

/// The big picture of a game that has none: everyone's marks.
pub(super) fn emblem(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(1.3),
        flex_wrap: FlexWrap::Wrap,
        align_content: AlignContent::Center,
        justify_content: JustifyContent::Center,
        // The sides are free for the lobby's arrows.
        padding: UiRect::horizontal(Val::Percent(24.0)),
        row_gap: grid(3.0),
        column_gap: Val::Percent(5.0),
        ..default()
    };
    parent.spawn(picture).with_children(|picture| {
        for mark in MARKS {
            let one = Node {
                width: Val::Percent(20.0),
                aspect_ratio: Some(1.0),
                ..default()
            };
            let image = ImageNode::new(mark.shape.filled_image());
            picture.spawn((one, image.with_color(mark.colour.color())));
        }
    });
}

fn centred(words: impl Bundle) -> impl Bundle {
    (words, TextLayout::justify(Justify::Center))
}

fn row() -> Node {
    Node {
        column_gap: grid(6.0),
        ..default()
    }
}

fn column() -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        row_gap: grid(1.0),
        ..default()
    }
}
