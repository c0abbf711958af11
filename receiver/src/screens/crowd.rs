//! A crowd on the window: in the lobby a number, a wall of marks and who came last; in play both teams. Written where there are
//! too many players for a card of each.

use super::nodes::{column, one_line, row};
use super::player::short;
use crate::roster::{Crowd, Roster, Side};
use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, TEXT, WARNING};
use couchpad_theme::players::mark;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, mark_node, strong, text};

/// Marks of the wall; more than these are only counted.
const WALL: usize = 180;
/// Size of each.
const MARK: f32 = 26.0;
/// Letters of a name.
const LETTERS: usize = 14;

/// The lobby's part for a crowd, and what it shows.
#[derive(Component, Default)]
pub(super) struct Panel(Option<Crowd>);

/// What the lobby has for players who have cards; a crowd takes its place.
#[derive(Component)]
pub(super) struct Cards;

/// The wall, and how many marks it has.
#[derive(Component)]
pub(super) struct Wall(usize);

/// The lines beneath a crowd's number.
#[derive(Component, Clone, Copy)]
pub(super) enum Line {
    Players,
    Newest,
    Troubles,
}

/// Room for a crowd in the lobby.
pub(super) fn offer(parent: &mut ChildSpawnerCommands) {
    let hidden = Node {
        display: Display::None,
        ..column(1.5)
    };
    parent
        .spawn((hidden, Panel::default()))
        .with_children(|panel| {
            let head = Node {
                align_items: AlignItems::FlexEnd,
                ..row(2.0)
            };
            panel.spawn(head).with_children(|head| {
                head.spawn((one_line(strong("", Step::Code, TEXT)), Line::Players));
                // lifted to the number's line
                let lifted = Node {
                    margin: UiRect::bottom(grid(3.25)),
                    ..default()
                };
                head.spawn((one_line(text("are here", Step::Lead, QUIET)), lifted));
            });
            let wall = Node {
                flex_wrap: FlexWrap::Wrap,
                column_gap: grid(0.5),
                row_gap: grid(0.5),
                ..default()
            };
            panel.spawn((wall, Wall(0)));
            panel.spawn((text("", Step::Body, TEXT), Line::Newest));
            panel.spawn((text("", Step::Small, WARNING), Line::Troubles));
        });
}

/// Shows the crowd in place of the cards, or the cards again.
pub(super) fn follow(
    roster: Res<Roster>,
    mut panels: Query<(&mut Panel, &mut Node), Without<Cards>>,
    mut cards: Query<&mut Node, With<Cards>>,
    mut lines: Query<(&Line, &mut Text)>,
) {
    for (mut panel, mut node) in &mut panels {
        let now = Crowd::of(&roster, None);
        if panel.0 == now {
            continue;
        }
        let is_shown = |shown: bool| if shown { Display::Flex } else { Display::None };
        node.display = is_shown(now.is_some());
        for mut node in &mut cards {
            node.display = is_shown(now.is_none());
        }
        if let Some(crowd) = &now {
            for (line, mut words) in &mut lines {
                words.set_if_neq(Text(said(*line, crowd)));
            }
        }
        panel.0 = now;
    }
}

fn said(line: Line, crowd: &Crowd) -> String {
    match line {
        Line::Players => crowd.players.to_string(),
        Line::Newest => {
            let names: Vec<_> = crowd
                .newest
                .iter()
                .map(|name| short(name, LETTERS))
                .collect();
            format!("Welcome {}", names.join(", "))
        }
        Line::Troubles => crowd.troubles().join(", "),
    }
}

/// Adds the marks of who came; where somebody left it is made anew.
pub(super) fn build_wall(
    mut commands: Commands,
    roster: Res<Roster>,
    panels: Query<&Panel>,
    mut walls: Query<(Entity, &mut Wall)>,
) {
    let is_crowd = panels.iter().any(|panel| panel.0.is_some());
    let wanted = if is_crowd {
        roster.cards.len().min(WALL)
    } else {
        0
    };
    for (entity, mut wall) in &mut walls {
        if wall.0 == wanted {
            continue;
        }
        let mut entity = commands.entity(entity);
        if wall.0 > wanted {
            entity.despawn_children();
            wall.0 = 0;
        }
        entity.with_children(|parent| {
            for card in roster.cards.iter().take(wanted).skip(wall.0) {
                parent.spawn(mark_node(mark(usize::from(card.mark)), MARK));
            }
        });
        wall.0 = wanted;
    }
}

/// The crowd beside the game: its teams, or its number where it has none.
pub(super) fn beside(strip: &mut ChildSpawnerCommands, crowd: &Crowd, side: bool) {
    if crowd.sides.is_empty() {
        strip.spawn(one_line(strong(
            crowd.players.to_string(),
            Step::Display,
            TEXT,
        )));
        strip.spawn(one_line(text("players", Step::Body, QUIET)));
    }
    for of in &crowd.sides {
        team(strip, of, is_ahead(of, &crowd.sides));
    }
    let lines = Node {
        margin: UiRect::top(grid(if side { 2.0 } else { 0.0 })),
        ..column(0.5)
    };
    strip.spawn(lines).with_children(|lines| {
        for trouble in crowd.troubles() {
            lines.spawn(one_line(text(trouble, Step::Small, WARNING)));
        }
    });
}

fn is_ahead(side: &Side, all: &[Side]) -> bool {
    let others = all.iter().filter(|other| *other != side);
    others.clone().count() > 0
        && others
            .into_iter()
            .all(|other| other.team.points < side.team.points)
}

fn team(strip: &mut ChildSpawnerCommands, side: &Side, ahead: bool) {
    let banner = mark(usize::from(side.team.mark));
    let line = Node {
        min_width: grid(34.0),
        ..row(2.0)
    };
    strip.spawn(line).with_children(|line| {
        line.spawn(mark_node(banner, 72.0)).with_children(|shape| {
            if ahead {
                shape.spawn(glow_node(banner.colour, 200.0, 0.5));
            }
        });
        let words = Node {
            flex_grow: 1.0,
            ..column(0.0)
        };
        line.spawn(words).with_children(|words| {
            words.spawn(one_line(strong(side.team.name, Step::Lead, banner.colour)));
            let players = match side.players {
                1 => "1 player".to_owned(),
                players => format!("{players} players"),
            };
            words.spawn(one_line(text(players, Step::Small, QUIET)));
        });
        let points = side.team.points.to_string();
        line.spawn(one_line(strong(points, Step::Display, TEXT)));
    });
}

/// How the teams ended, beside the verdict.
pub(super) fn ended(parent: &mut ChildSpawnerCommands, sides: &[Side]) {
    let list = Node {
        margin: UiRect::top(grid(4.0)),
        width: grid(54.0),
        ..column(2.0)
    };
    parent.spawn(list).with_children(|list| {
        for side in sides {
            team(list, side, is_ahead(side, sides));
        }
    });
}
