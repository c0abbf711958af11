//! The presenter for games that have none: what it is and who plays, large; the points stand in the strip. Knows no game's
//! own state.

use super::area::node_over;
use super::only::Only;
use super::{Arrangement, Facts, OnStage, is_plain};
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::players::{MARKS, mark};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

/// More players than these would be smaller than can be read; the strip still shows them.
const SHOWN: usize = 8;
/// Size of a player's mark, in units.
const MARK: f32 = 176.0;

/// The page over the game's area, and what it was drawn from.
#[derive(Component, PartialEq)]
struct Page {
    rect: Rect,
    marks: Vec<u8>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (show, tell_facts)
            .run_if(in_state(OnStage))
            .run_if(is_plain),
    );
}

fn show(
    (arrangement, roster, stage): (Res<Arrangement>, Res<Roster>, Res<Stage>),
    mut shown: Only<Page>,
) {
    let cards = roster.cards.iter().take(SHOWN);
    let page = Page {
        rect: arrangement.game,
        marks: cards.map(|card| card.mark).collect(),
    };
    let manifest = stage.entry.manifest;
    shown.show(page, |page, made| {
        let node = Node {
            flex_direction: FlexDirection::Column,
            align_items: AlignItems::Center,
            justify_content: JustifyContent::SpaceEvenly,
            ..node_over(page.rect)
        };
        made.insert(node).with_children(|all| {
            all.spawn(centred(strong(manifest.title, Step::Display, TEXT)));
            all.spawn(centred(text(manifest.blurb, Step::Lead, QUIET)));
            all.spawn(row()).with_children(|row| {
                for number in &page.marks {
                    row.spawn(mark_node(mark(usize::from(*number)), MARK));
                }
            });
        });
    });
}

/// The title stands large here, so the line beside the picture says something else.
fn tell_facts(roster: Res<Roster>, mut facts: ResMut<Facts>) {
    let line = match roster.cards.len() {
        1 => "1 player".to_owned(),
        players => format!("{players} players"),
    };
    facts.set_if_neq(Facts { line, lives: None });
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
            let image = ImageNode::new(mark.image());
            picture.spawn((one, image.with_color(mark.colour.color())));
        }
    });
}

fn centred(words: impl Bundle) -> impl Bundle {
    (words, TextLayout::justify(Justify::Center))
}

fn row() -> Node {
    Node {
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        row_gap: grid(6.0),
        column_gap: grid(6.0),
        ..default()
    }
}
