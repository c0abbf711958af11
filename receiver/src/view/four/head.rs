//! Who plays whom, what goes on, and who waits. Must not know the board.

use super::board::Page;
use super::coin::{Light, coin};
use super::words::{beneath, goes_on, line, name, waits, wins};
use super::{FOOT, HEAD, Look, Plan, look, state};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Facts;
use bevy::prelude::*;
use couchpad_games::four::{Player, Side, State};
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::lay::{cut, over};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, strong, text};

/// Side of the disc beside a name, in units.
const DISC: f32 = 96.0;
/// Of the page's width, what each of the two has.
const SHARE: f32 = 0.3;

/// Who plays, as the head shows it now.
#[derive(Component, Clone, PartialEq)]
pub(super) struct Head {
    players: [Option<(Player, Look)>; 2],
    to_move: Option<Side>,
}

/// Words that follow the game.
#[derive(Component)]
pub(super) enum Said {
    Name(Side),
    Wins(Side),
    GoesOn,
    Beneath,
    Waits,
}

impl Head {
    fn of(state: &State, roster: &Roster) -> Self {
        let shown = state.shown();
        Self {
            players: Side::BOTH.map(|side| {
                let player = shown.player(side)?;
                Some((player, look(player, roster)))
            }),
            to_move: state.to_move(),
        }
    }
}

/// Lays it out anew when others play, or the other one is to move.
pub(super) fn build(
    mut commands: Commands,
    (stage, roster): (Res<Stage>, Res<Roster>),
    pages: Query<(Entity, &Page)>,
    heads: Query<(Entity, &Head)>,
) {
    let (Some(state), Ok((page, own))) = (state(&stage), pages.single()) else {
        return;
    };
    let head = Head::of(state, &roster);
    match heads.single() {
        Ok((_, shown)) if *shown == head => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    let plan = *own.plan();
    let all = over(Rect::from_corners(Vec2::ZERO, plan.page.size()));
    let mut spawned = commands.spawn((all, head.clone(), ChildOf(page)));
    spawned.with_children(|all| {
        for side in Side::BOTH {
            player(all, &plan, side, &head);
        }
        middle(all, &plan);
        foot(all, &plan);
    });
}

fn player(all: &mut ChildSpawnerCommands, plan: &Plan, side: Side, head: &Head) {
    let width = plan.page.width();
    let wide = width * SHARE;
    let left = match side {
        Side::Left => 0.0,
        Side::Right => width - wide,
    };
    let place = Rect::new(left, 0.0, left + wide, HEAD);
    let (row, align) = match side {
        Side::Left => (FlexDirection::Row, AlignItems::FlexStart),
        Side::Right => (FlexDirection::RowReverse, AlignItems::FlexEnd),
    };
    let row = Node {
        flex_direction: row,
        align_items: AlignItems::Center,
        column_gap: grid(2.0),
        ..over(place)
    };
    let Some((_, look)) = head.players.get(side.index()).copied().flatten() else {
        return;
    };
    all.spawn(row).with_children(|row| {
        let disc = Node {
            width: Val::Px(DISC),
            height: Val::Px(DISC),
            flex_shrink: 0.0,
            ..default()
        };
        row.spawn(disc).with_children(|disc| {
            if head.to_move == Some(side) {
                let own = match look {
                    Look::Mark(mark) => mark.colour,
                    Look::Machine => QUIET,
                };
                disc.spawn(glow_node(own, 2.4 * DISC, 0.8));
            }
            let is_waiting = head.to_move == Some(side.other());
            let light = if is_waiting {
                Light::Pale
            } else {
                Light::Usual
            };
            let size = Rect::from_corners(Vec2::ZERO, Vec2::splat(DISC));
            disc.spawn(coin(look, light, size));
        });
        let words = Node {
            flex_direction: FlexDirection::Column,
            align_items: align,
            ..cut()
        };
        row.spawn(words).with_children(|words| {
            let is_waiting = head.to_move == Some(side.other());
            let ink = if is_waiting { QUIET } else { TEXT };
            let name = strong("", Step::Lead, ink);
            words.spawn((name, TextLayout::no_wrap(), Said::Name(side)));
            words.spawn((
                text("", Step::Small, QUIET),
                TextLayout::no_wrap(),
                Said::Wins(side),
            ));
        });
    });
}

fn middle(all: &mut ChildSpawnerCommands, plan: &Plan) {
    let width = plan.page.width();
    let place = Rect::new(width * SHARE, 0.0, width * (1.0 - SHARE), HEAD);
    let column = Node {
        flex_direction: FlexDirection::Column,
        justify_content: JustifyContent::Center,
        align_items: AlignItems::Center,
        row_gap: grid(0.5),
        ..over(place)
    };
    all.spawn(column).with_children(|column| {
        let centred = || TextLayout::justify(Justify::Center);
        column.spawn((strong("", Step::Lead, TEXT), centred(), Said::GoesOn));
        column.spawn((text("", Step::Small, QUIET), centred(), Said::Beneath));
    });
}

fn foot(all: &mut ChildSpawnerCommands, plan: &Plan) {
    let size = plan.page.size();
    let place = Rect::new(0.0, size.y - FOOT, size.x, size.y);
    let line = Node {
        justify_content: JustifyContent::Center,
        align_items: AlignItems::FlexEnd,
        ..over(place)
    };
    all.spawn(line).with_children(|line| {
        let words = text("", Step::Small, QUIET);
        line.spawn((words, TextLayout::no_wrap(), Said::Waits));
    });
}

pub(super) fn say(
    (stage, roster): (Res<Stage>, Res<Roster>),
    mut facts: ResMut<Facts>,
    mut words: Query<(&Said, &mut Text)>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let line = line(state);
    facts.set_if_neq(Facts { line, lives: None });
    for (said, mut words) in &mut words {
        let now = match said {
            Said::Name(side) => name(state.shown().player(*side), &roster),
            Said::Wins(side) => wins(state, *side),
            Said::GoesOn => goes_on(state, &roster),
            Said::Beneath => beneath(state, &roster),
            Said::Waits => waits(state, &roster),
        };
        words.set_if_neq(Text(now));
    }
}
