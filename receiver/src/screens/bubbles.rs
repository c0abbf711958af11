//! What players say, in bubbles: on their own cards where they have one on the screen, else at the edge with their names. Must
//! not know what may be said.

use super::nodes::one_line;
use super::player::short;
use crate::chat::{Bubble, Chat, Said};
use crate::flow::Screen;
use crate::view::Arrangement;
use crate::view::area::node_over;
use bevy::prelude::*;
use couchpad_games::game::SeatIndex;
use couchpad_theme::colour::{GROUND, QUIET, TEXT};
use couchpad_theme::emotes::emote_node;
use couchpad_theme::players::mark;
use couchpad_theme::space::{CORNER, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong};

/// The card of whoever sits there: what they say hangs on it.
#[derive(Component, Clone, Copy)]
pub(super) struct Speaks {
    /// Which seat.
    pub(super) seat: SeatIndex,
    /// So many steps of the grid at the card's right end stay in sight.
    pub(super) free: f32,
}

/// What hangs on a card.
#[derive(Component, PartialEq)]
struct OnCard(Said);

/// What stands at the edge, and what it was built from.
#[derive(Component, PartialEq)]
struct AtEdge {
    over: Rect,
    bubbles: Vec<Bubble>,
}

/// Those at the edge: the newest. In play there is less room.
const MOST: usize = 3;
const MOST_IN_PLAY: usize = 1;
/// The share of a card that a bubble takes at most, in percent: the name stays in sight.
const SHARE: f32 = 64.0;
/// Side of a picture on a card and at the edge, in units.
const PICTURE: f32 = 56.0;
/// Height of that line with what lies above it, in units.
const FOOT: f32 = 164.0;
/// Letters of a name at the edge.
const LETTERS: usize = 12;
/// In front of all but questions.
const LAYER: GlobalZIndex = GlobalZIndex(10);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Chat>().add_systems(
        PostUpdate,
        (hang, stand).before(bevy::ui::UiSystems::Prepare),
    );
}

fn hang(
    mut commands: Commands,
    chat: Res<Chat>,
    arrangement: Option<Res<Arrangement>>,
    cards: Query<(Entity, &Speaks, Option<&Children>)>,
    hanging: Query<&OnCard>,
) {
    let is_wide = arrangement.is_none_or(|arrangement| arrangement.side);
    let step = if is_wide { Step::Body } else { Step::Small };
    for (card, speaks, children) in &cards {
        let now = chat.bubbles.iter().find(|b| b.seat == Some(speaks.seat));
        let mut old = children.into_iter().flatten();
        let old = old.find_map(|child| hanging.get(*child).ok().map(|on| (*child, on)));
        if old.map(|(_, on)| &on.0) == now.map(|bubble| &bubble.said) {
            continue;
        }
        if let Some((child, _)) = old {
            commands.entity(child).despawn();
        }
        if let Some(bubble) = now {
            commands.entity(card).with_children(|card| {
                card.spawn((on_card(speaks.free), LAYER, OnCard(bubble.said.clone())))
                    .with_children(|place| show(place, &bubble.said, step));
            });
        }
    }
}

/// Everybody who has no card on this screen: who waits for a seat, and most of a crowd.
fn stand(
    mut commands: Commands,
    screen: Res<State<Screen>>,
    chat: Res<Chat>,
    arrangement: Option<Res<Arrangement>>,
    cards: Query<&Speaks>,
    standing: Query<(Entity, &AtEdge)>,
) {
    let arrangement = arrangement.map(|a| *a).unwrap_or_default();
    let (over, most) = match screen.get() {
        Screen::Lobby | Screen::Results => (above_the_foot(arrangement.game), MOST),
        Screen::Playing | Screen::Paused => (arrangement.strip, MOST_IN_PLAY),
    };
    let has_card = |bubble: &Bubble| cards.iter().any(|card| Some(card.seat) == bubble.seat);
    let others = chat.bubbles.iter().filter(|bubble| !has_card(bubble));
    let mut bubbles: Vec<_> = others.rev().take(most).cloned().collect();
    bubbles.reverse();
    let now = (!bubbles.is_empty()).then_some(AtEdge { over, bubbles });
    let old = standing.single().ok();
    if old.map(|(_, edge)| edge) == now.as_ref() {
        return;
    }
    if let Some((entity, _)) = old {
        commands.entity(entity).despawn();
    }
    if let Some(edge) = now {
        let lines = edge.bubbles.clone();
        commands
            .spawn((at_edge(over), LAYER, edge))
            .with_children(|list| {
                for bubble in &lines {
                    line(list, bubble);
                }
            });
    }
}

/// The lobby and the results say in their last line what to press.
fn above_the_foot(page: Rect) -> Rect {
    Rect {
        max: page.max - Vec2::Y * FOOT.min(page.height()),
        ..page
    }
}

fn on_card(free: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        right: grid(free),
        width: Val::Percent(SHARE),
        height: Val::Percent(100.0),
        justify_content: JustifyContent::FlexEnd,
        align_items: AlignItems::Center,
        ..default()
    }
}

fn at_edge(over: Rect) -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        justify_content: JustifyContent::FlexEnd,
        align_items: AlignItems::FlexEnd,
        row_gap: grid(1.0),
        ..node_over(over)
    }
}

/// Who, and what.
fn line(list: &mut ChildSpawnerCommands, bubble: &Bubble) {
    let node = Node {
        padding: UiRect::axes(grid(2.0), grid(1.0)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        align_items: AlignItems::Center,
        column_gap: grid(1.5),
        max_width: Val::Percent(100.0),
        ..default()
    };
    let ground = BackgroundColor(GROUND.faded(0.92));
    list.spawn((node, ground)).with_children(|line| {
        if let Some(own) = bubble.mark {
            line.spawn(mark_node(mark(usize::from(own)), 36.0));
        }
        let name = short(&bubble.name, LETTERS);
        line.spawn(one_line(strong(name, Step::Body, QUIET)));
        show(line, &bubble.said, Step::Body);
    });
}

/// Words on a light ground, for they are news; a picture on a dark one, which shows its colour.
fn show(place: &mut ChildSpawnerCommands, said: &Said, step: Step) {
    match said {
        Said::Emote(emote) => {
            let round = Node {
                padding: UiRect::all(grid(0.5)),
                border_radius: BorderRadius::MAX,
                ..default()
            };
            place
                .spawn((round, BackgroundColor(GROUND.color())))
                .with_child(emote_node(*emote, PICTURE));
        }
        Said::Text(words) => {
            let node = Node {
                padding: UiRect::axes(grid(2.0), grid(1.0)),
                border_radius: BorderRadius::all(grid(2.5)),
                max_width: Val::Percent(100.0),
                ..default()
            };
            place
                .spawn((node, BackgroundColor(TEXT.color())))
                .with_child(strong(words, step, GROUND));
        }
    }
}
