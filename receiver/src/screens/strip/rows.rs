//! One player's line beside the field: a shape, a name, how the link is, and the points. Where there are many, the link gives
//! way to more lines, and below the field the name, too.

use super::Said;
use crate::roster::{Card, Presence};
use crate::screens::nodes::{column, one_line, row};
use crate::screens::player::{name, note, status, transport};
use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, Swatch, TEXT, WARNING};
use couchpad_theme::players::mark;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

/// Players that have room for more than a line's height each.
const ROOMY: usize = 8;
/// Letters of a name that fit where the strip stands at the side.
const LETTERS: usize = 13;

/// Spawns the line of one player of so many; at the side of the field or below it.
pub(super) fn player(
    strip: &mut ChildSpawnerCommands,
    card: &Card,
    players: usize,
    side: bool,
    linked: bool,
) {
    match (side, players > ROOMY) {
        (true, false) => tall_player(strip, card, linked),
        (true, true) => short_player(strip, card, linked),
        (false, false) => flat_player(strip, card, flat_letters(players), linked),
        (false, true) => thin_player(strip, card),
    }
    if side {
        strip.spawn(gap());
    }
}

/// What lies between two lines at the side; where more has to be said they come closer together.
fn gap() -> Node {
    Node {
        height: grid(1.75),
        ..default()
    }
}

/// At the side among many: one line. Who is not heard of has a word in place of the name's end.
fn short_player(parent: &mut ChildSpawnerCommands, card: &Card, linked: bool) {
    let line = Node {
        height: grid(3.25),
        flex_shrink: 0.0,
        ..row(2.0)
    };
    parent.spawn(line).with_children(|line| {
        shape(line, card, 28.0);
        let words = Node {
            flex_grow: 1.0,
            ..row(1.0)
        };
        line.spawn(words).with_children(|words| {
            let is_away = linked && !is_there(card);
            let letters = if is_away { LETTERS / 2 } else { LETTERS };
            name(words, &card.name, letters, Step::Small, name_ink(card));
            if is_away {
                let word = if card.standing_in {
                    "bot plays"
                } else {
                    "away"
                };
                words.spawn(one_line(text(word, Step::Small, WARNING)));
            }
        });
        line.spawn(points(card, Step::Small));
    });
}

/// Below among many: the shape and the points.
fn thin_player(parent: &mut ChildSpawnerCommands, card: &Card) {
    parent.spawn(column(0.5)).with_children(|cell| {
        shape(cell, card, 32.0);
        cell.spawn(points(card, Step::Small));
    });
}

fn is_there(card: &Card) -> bool {
    matches!(card.presence, Presence::Here | Presence::Joining)
}

fn name_ink(card: &Card) -> Swatch {
    if is_there(card) { TEXT } else { QUIET }
}

fn shape(parent: &mut ChildSpawnerCommands, card: &Card, size: f32) {
    let mark = mark(usize::from(card.mark));
    let mut shape = parent.spawn(mark_node(mark, size));
    if !is_there(card) {
        let faint = ImageNode::new(mark.image());
        shape.insert(faint.with_color(mark.colour.faded(0.4)));
    }
}

fn points(card: &Card, step: Step) -> impl Bundle {
    (
        one_line(strong("0", step, name_ink(card))),
        Said::Points(card.seat),
    )
}

/// At the side, with the link beneath the name.
fn tall_player(parent: &mut ChildSpawnerCommands, card: &Card, linked: bool) {
    let line = Node {
        height: grid(8.25),
        flex_shrink: 0.0,
        ..row(2.0)
    };
    parent.spawn(line).with_children(|line| {
        shape(line, card, 48.0);
        line.spawn(Node {
            flex_grow: 1.0,
            ..column(0.0)
        })
        .with_children(|words| {
            words.spawn(Node::default()).with_children(|row| {
                name(row, &card.name, LETTERS, Step::Body, name_ink(card));
            });
            if !linked {
                return;
            }
            words.spawn(row(1.5)).with_children(|below| {
                // there is room for one of the two; a cause says more than milliseconds
                if card.cause.is_none() || card.standing_in {
                    status(below, card, Step::Small);
                }
                if let Some((words, ink)) = note(card) {
                    below.spawn(one_line(text(words, Step::Small, ink)));
                }
                transport(below, card);
            });
        });
        line.spawn(points(card, Step::Lead));
    });
}

/// Cells with room for names of this length have room for a cause.
const WORDY: usize = 14;

/// Letters of a name that fit where so many players stand beside each other.
const fn flat_letters(players: usize) -> usize {
    match players {
        0..=5 => 14,
        _ => 9,
    }
}

/// Below, beside each other.
fn flat_player(parent: &mut ChildSpawnerCommands, card: &Card, letters: usize, linked: bool) {
    let cell = Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        max_width: grid(32.0),
        ..column(0.0)
    };
    parent.spawn(cell).with_children(|cell| {
        cell.spawn(row(1.0)).with_children(|head| {
            shape(head, card, 32.0);
            head.spawn(points(card, Step::Body));
        });
        cell.spawn(Node::default()).with_children(|row| {
            name(row, &card.name, letters, Step::Small, name_ink(card));
        });
        if !linked {
            return;
        }
        match note(card) {
            Some((_, ink)) if card.standing_in => {
                cell.spawn(one_line(text("bot plays", Step::Small, ink)));
            }
            Some((words, ink)) if card.cause.is_some() && letters >= WORDY => {
                cell.spawn(one_line(text(words, Step::Small, ink)));
            }
            _ => {
                cell.spawn(row(1.0)).with_children(|below| {
                    status(below, card, Step::Small);
                    // among many there is no room for it; lobby and pause say it
                    if letters >= WORDY {
                        transport(below, card);
                    }
                });
            }
        }
    });
}
