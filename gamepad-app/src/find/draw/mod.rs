//! Draws the pages before play. Only what differs is drawn anew, so that a key stays pressed while its digit appears, and
//! a list stays where it was scrolled to. Must not know what a tap does.

mod blocks;
mod choices;
mod hold;
mod keypad;
mod row;

use super::model::Finder;
use super::page::{Block, Ground, OPENER, Page, page};
use super::press::{Scrolls, Tap};
use crate::arrange::Bar;
use crate::model::PadModel;
use crate::pad::{Layer, sheet};
use crate::place::Glass;
use crate::redraw::Awake;
use crate::screens::Below;
use crate::settings::Settings;
use crate::touch::PadGlass;
use crate::words::Words;
use bevy::platform::collections::HashMap;
use bevy::prelude::*;
use bevy::ui::UiSystems;
use couchpad_theme::colour::{GROUND, RAISED};
use couchpad_theme::space::{CORNER, GRID, TOUCH_GAP};
use std::time::Duration;

/// Widest column of text and keys, in dp.
const COLUMN: f32 = 53.0 * GRID;
/// Width of the thumb's column beside the body, in dp.
const BESIDE: f32 = 36.0 * GRID;
/// Room at the glass's edges, in dp.
const MARGIN: f32 = 3.0 * GRID;
/// The same where the glass is low.
const LOW_MARGIN: f32 = 2.0 * GRID;
/// What the body keeps of an upright glass however much the hand wants, in per cent: both can be pushed then.
const BODY_KEEPS: f32 = 36.0;

#[derive(Component)]
pub(super) struct PageSheet;

/// The buttons of a page that lies over another screen.
#[derive(Component)]
struct OverOther;

/// What decides the frame around the blocks.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Frame {
    name: &'static str,
    ground: Ground,
    glass: Glass,
    wide: bool,
}

/// A part of the page with what is drawn in it.
struct Part {
    /// What is pushed.
    list: Entity,
    /// What holds the blocks.
    at: Entity,
    drawn: Vec<(Block, Entity)>,
}

/// Pages on top of which others lie: who comes back finds them where they were pushed to.
const UNDER: [&str; 3] = ["settings", "player", "forget"];

/// What is drawn now.
#[derive(Default)]
pub(super) struct Drawn {
    frame: Option<Frame>,
    parts: Vec<Part>,
    /// How far the parts of pages are pushed up that may come back.
    places: HashMap<&'static str, [f32; 2]>,
}

impl Drawn {
    /// How far the parts of the next page are to be pushed up: as they were, on a glass that was turned too.
    fn places(&mut self, next: &'static str, lists: &Query<&ScrollPosition>) -> [f32; 2] {
        let Some(before) = self.frame.map(|frame| frame.name) else {
            return [0.0; 2];
        };
        let mut now = [0.0; 2];
        for (place, part) in now.iter_mut().zip(&self.parts) {
            *place = lists.get(part.list).map_or(0.0, |list| list.y);
        }
        if before != next && !UNDER.contains(&next) {
            self.places.clear();
            return [0.0; 2];
        }
        self.places.insert(before, now);
        self.places.get(next).copied().unwrap_or_default()
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Below>();
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Page), PageSheet));
    })
    .add_systems(Update, (draw, hold::fill_up))
    .add_systems(PostUpdate, tell_below.after(UiSystems::Layout));
}

/// The screen below is to keep clear of the buttons over it.
fn tell_below(
    hands: Query<&ComputedNode, With<OverOther>>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
    mut below: ResMut<Below>,
) {
    let heights = hands
        .iter()
        .map(|hand| hand.size().y * hand.inverse_scale_factor());
    let height = heights.fold(0.0, f32::max);
    let taken = if height > 0.0 { height + MARGIN } else { 0.0 };
    if below.set_if_neq(Below(taken)) {
        // the screen below follows in the next frame
        awake.stay(time.elapsed(), Duration::from_millis(50));
    }
}

fn draw(
    mut commands: Commands,
    (finder, pad): (Res<Finder>, Res<PadModel>),
    (settings, words): (Res<Settings>, Res<Words>),
    (glass, time): (Res<PadGlass>, Res<Time>),
    mut next: Local<Option<Duration>>,
    (sheet, lists): (Query<Entity, With<PageSheet>>, Query<&ScrollPosition>),
    mut drawn: Local<Drawn>,
) {
    let now = time.elapsed();
    let due = next.is_some_and(|at| now >= at);
    let changed = finder.is_changed() || pad.is_changed() || glass.is_changed();
    if !(changed || settings.is_changed() || words.is_changed() || due) {
        return;
    }
    *next = finder.next_change(now);
    let Ok(sheet) = sheet.single() else {
        return;
    };
    match page(&finder, &pad, &settings, &words, now) {
        Some(page) => {
            let to = (sheet, glass.0, &lists);
            show(&mut commands, to, &page, &mut drawn);
        }
        None if drawn.frame.is_some() => {
            commands.entity(sheet).despawn_children();
            *drawn = Drawn::default();
        }
        None => {}
    }
}

fn show(
    commands: &mut Commands,
    (sheet, glass, lists): (Entity, Glass, &Query<&ScrollPosition>),
    page: &Page,
    drawn: &mut Drawn,
) {
    let frame = Frame {
        name: page.name,
        ground: page.ground,
        glass,
        wide: is_wide(page, &glass),
    };
    if drawn.frame != Some(frame) {
        let places = drawn.places(frame.name, lists);
        commands.entity(sheet).despawn_children();
        let parts = spawn_frame(commands, sheet, &frame, places);
        drawn.frame = Some(frame);
        drawn.parts = parts.into();
    }
    let centred = [page.ground == Ground::Centre, page.name == OPENER];
    let parts = drawn.parts.iter_mut().zip([&page.body, &page.hand]);
    for ((part, blocks), centred) in parts.zip(centred) {
        part.show(commands, blocks, centred);
    }
}

impl Part {
    fn show(&mut self, commands: &mut Commands, blocks: &[Block], centred: bool) {
        for (_, gone) in self.drawn.drain(blocks.len().min(self.drawn.len())..) {
            commands.entity(gone).despawn();
        }
        for (at, block) in blocks.iter().enumerate() {
            match self.drawn.get_mut(at) {
                Some((shown, _)) if shown == block => {}
                Some((shown, node)) => {
                    commands.entity(*node).despawn_children();
                    fill(commands, *node, block, centred);
                    shown.clone_from(block);
                }
                None => {
                    let node = commands.spawn((blocks::place(block, centred), ChildOf(self.at)));
                    let node = node.id();
                    fill(commands, node, block, centred);
                    self.drawn.push((block.clone(), node));
                }
            }
        }
    }
}

fn fill(commands: &mut Commands, node: Entity, block: &Block, centred: bool) {
    // another kind of block may want another place
    commands
        .entity(node)
        .insert(blocks::place(block, centred))
        .with_children(|parent| blocks::spawn(parent, block, centred));
}

/// Whether body and hand lie side by side: the glass is low, and both have something.
fn is_wide(page: &Page, glass: &Glass) -> bool {
    let safe = glass.safe();
    let stands = !matches!(page.ground, Ground::Clear | Ground::Bar) && !page.hand.is_empty();
    stands && safe.width() > 1.2 * safe.height() && safe.width() >= 2.0 * BESIDE
}

/// The page's ground with its two parts. Gives the parts.
fn spawn_frame(
    commands: &mut Commands,
    sheet: Entity,
    frame: &Frame,
    places: [f32; 2],
) -> [Part; 2] {
    let ground = commands.spawn((ground(frame), ChildOf(sheet))).id();
    if !matches!(frame.ground, Ground::Clear | Ground::Bar) {
        let colour = if frame.ground == Ground::Sheet {
            GROUND.faded(0.72)
        } else {
            GROUND.color()
        };
        // the sheet keeps fingers from what is under it
        commands
            .entity(ground)
            .insert((BackgroundColor(colour), Tap::NOTHING));
    }
    let at = if matches!(frame.ground, Ground::Sheet | Ground::Bar) {
        let card = commands.spawn((
            card(frame.wide),
            BackgroundColor(RAISED.towards(GROUND, 0.35).color()),
        ));
        let card = card.id();
        commands.entity(card).insert(ChildOf(ground));
        if frame.ground == Ground::Bar {
            commands.entity(card).insert((Bar, Tap::NOTHING));
        }
        card
    } else {
        ground
    };
    let centred = frame.ground == Ground::Centre;
    let body = spawn_part(commands, at, (body(frame), centred), places[0]);
    let hand = spawn_part(commands, at, (hand(frame), frame.wide), places[1]);
    if frame.ground == Ground::Clear {
        commands.entity(hand.list).insert(OverOther);
    }
    [body, hand]
}

/// A part that can be pushed and is pushed up so far, and in it what holds the blocks.
fn spawn_part(
    commands: &mut Commands,
    parent: Entity,
    (part, centred): (Node, bool),
    pushed: f32,
) -> Part {
    let holds = Node {
        width: Val::Percent(100.0),
        flex_direction: FlexDirection::Column,
        flex_shrink: 0.0,
        row_gap: part.row_gap,
        // centred as long as there is room: then the first block is where one can push to
        margin: UiRect::vertical(if centred { Val::Auto } else { Val::ZERO }),
        ..default()
    };
    let position = ScrollPosition(Vec2::new(0.0, pushed));
    let list = commands
        .spawn((part, Scrolls, position, ChildOf(parent)))
        .id();
    Part {
        list,
        at: commands.spawn((holds, ChildOf(list))).id(),
        drawn: Vec::new(),
    }
}

fn ground(frame: &Frame) -> Node {
    let insets = frame.glass.insets;
    let margin = if frame.wide { LOW_MARGIN } else { MARGIN };
    let sheet = frame.ground == Ground::Sheet;
    let sides = if sheet { GRID } else { margin };
    // the parts of a sheet lie on its card
    let beside = frame.wide && !sheet;
    let (direction, justify) = match (beside, frame.ground) {
        (true, _) => (FlexDirection::Row, JustifyContent::Center),
        (false, Ground::Sheet | Ground::Clear) => (FlexDirection::Column, JustifyContent::FlexEnd),
        (false, _) => (FlexDirection::Column, JustifyContent::FlexStart),
    };
    Node {
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        flex_direction: direction,
        justify_content: justify,
        align_items: if beside {
            AlignItems::Stretch
        } else {
            AlignItems::Center
        },
        column_gap: Val::Px(4.0 * GRID),
        row_gap: Val::Px(2.0 * GRID),
        padding: UiRect {
            left: Val::Px(sides + insets.left),
            right: Val::Px(sides + insets.right),
            top: Val::Px(LOW_MARGIN + insets.top),
            bottom: Val::Px(sides + insets.bottom),
        },
        ..default()
    }
}

fn card(wide: bool) -> Node {
    let (direction, most) = if wide {
        (FlexDirection::Row, COLUMN + BESIDE)
    } else {
        (FlexDirection::Column, COLUMN)
    };
    Node {
        width: Val::Percent(100.0),
        max_width: Val::Px(most + 4.0 * GRID),
        max_height: Val::Percent(100.0),
        flex_direction: direction,
        column_gap: Val::Px(4.0 * GRID),
        row_gap: Val::Px(2.0 * GRID),
        padding: UiRect::all(Val::Px(2.0 * GRID)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    }
}

fn column() -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        max_width: Val::Px(COLUMN),
        overflow: Overflow::scroll_y(),
        ..default()
    }
}

fn body(frame: &Frame) -> Node {
    let fills = match frame.ground {
        Ground::Room | Ground::Centre => true,
        Ground::Sheet => frame.wide,
        _ => false,
    };
    Node {
        width: if frame.wide {
            Val::Auto
        } else {
            Val::Percent(100.0)
        },
        flex_grow: if fills { 1.0 } else { 0.0 },
        flex_basis: if fills { Val::Px(0.0) } else { Val::Auto },
        min_height: if fills && !frame.wide {
            Val::Percent(BODY_KEEPS)
        } else {
            Val::Px(0.0)
        },
        min_width: Val::Px(0.0),
        row_gap: Val::Px(1.5 * GRID),
        ..column()
    }
}

fn hand(frame: &Frame) -> Node {
    Node {
        width: if frame.wide {
            Val::Px(BESIDE)
        } else {
            Val::Percent(100.0)
        },
        flex_shrink: if frame.wide { 0.0 } else { 1.0 },
        min_height: Val::Px(0.0),
        max_height: Val::Percent(100.0),
        row_gap: Val::Px(TOUCH_GAP),
        ..column()
    }
}
