//! How to join: the code, first of all; the picture for cameras; one sentence; every address worth typing; and the keys about
//! all that. Where nobody new can join, or nobody is to see the code, it says so instead.

use super::addresses;
use super::picture::{LinkPicture, picture};
use crate::room::Room;
use crate::screens::invite::{Invite, grouped, keys};
use crate::screens::nodes::{column as stacked, one_line, row, spring};
use crate::screens::player::name;
use bevy::prelude::*;
use bevy::text::LineHeight;
use couchpad_theme::colour::{QUIET, TEXT, WARNING};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{hint, padlock, strong, text};

/// Letters of the receiver's name that fit beside the heading.
const NAME: usize = 22;
/// What stands where the code was.
const NO_CODE: &str = "\u{2022}\u{2022}\u{2022} \u{2022}\u{2022}\u{2022}";
/// Height of the padlock, in units.
const PADLOCK: f32 = 240.0;

/// The column, and what it shows.
#[derive(Component)]
pub(super) struct Join {
    tall: bool,
    shown: Option<Plan>,
}

/// What the column is built from.
#[derive(Clone, PartialEq)]
struct Plan {
    invite: Invite,
    name: String,
    code: String,
    page: String,
    addresses: Vec<String>,
}

impl Plan {
    fn of(room: &Room) -> Self {
        Self {
            invite: Invite::of(room),
            name: room.name.clone(),
            code: room.code.clone(),
            page: room.page.clone(),
            addresses: room.addresses.clone(),
        }
    }
}

impl Join {
    /// A column that is filled later. `tall`: the code has a line of its own.
    pub(super) fn new(tall: bool) -> Self {
        Self { tall, shown: None }
    }
}

/// Makes the column anew when the room is another.
pub(super) fn fill(
    mut commands: Commands,
    room: Res<Room>,
    link: Res<LinkPicture>,
    mut columns: Query<(Entity, &mut Join)>,
) {
    for (entity, mut join) in &mut columns {
        if join.shown.is_some() && !room.is_changed() {
            continue;
        }
        let now = Plan::of(&room);
        if join.shown.as_ref() == Some(&now) {
            continue;
        }
        let large = join.tall;
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        entity.with_children(|column| {
            head(column, &now.name);
            match now.invite {
                Invite::Open | Invite::OnlyHere => open(column, &now, &link, large),
                Invite::Hidden => hidden(column, large),
                Invite::Locked => locked(column),
                Invite::Early => {
                    column.spawn(text(now.invite.sentence(), Step::Body, TEXT));
                }
            }
            hints(column, now.invite);
        });
        join.shown = Some(now);
    }
}

fn head(column: &mut ChildSpawnerCommands, receiver: &str) {
    let line = Node {
        align_items: AlignItems::FlexEnd,
        ..row(2.0)
    };
    column.spawn(line).with_children(|line| {
        line.spawn(one_line(strong("Join", Step::Title, TEXT)));
        // Lifted to the heading's line.
        let lifted = Node {
            margin: UiRect::bottom(grid(0.75)),
            flex_grow: 1.0,
            ..default()
        };
        line.spawn(lifted)
            .with_children(|rest| name(rest, receiver, NAME, Step::Lead, QUIET));
    });
}

fn open(column: &mut ChildSpawnerCommands, plan: &Plan, link: &LinkPicture, large: bool) {
    code(column, &grouped(&plan.code), large);
    picture(column, link);
    let ink = match plan.invite {
        Invite::OnlyHere => WARNING,
        _ => TEXT,
    };
    column.spawn(text(plan.invite.sentence(), Step::Body, ink));
    addresses::list(column, &plan.addresses);
}

/// The code at 143 units, which is 1/7.6 of the screen's height, its digits nearly a tenth; on windows too narrow for that
/// at 92.
fn code(column: &mut ChildSpawnerCommands, words: &str, large: bool) {
    let step = if large { Step::Code } else { Step::Display };
    column
        .spawn(one_line(strong(words, step, TEXT)))
        .insert(LineHeight::RelativeToFont(0.94));
}

fn hidden(column: &mut ChildSpawnerCommands, large: bool) {
    code(column, NO_CODE, large);
    column.spawn(strong(
        format!("{}.", Invite::Hidden.sentence()),
        Step::Heading,
        TEXT,
    ));
    column.spawn(spring());
}

fn locked(column: &mut ChildSpawnerCommands) {
    let around = Node {
        margin: UiRect::vertical(grid(4.0)),
        ..default()
    };
    column.spawn(around).with_children(|node| {
        node.spawn(padlock(WARNING, PADLOCK));
    });
    let (what, and) = split(Invite::Locked.sentence());
    column.spawn(strong(what, Step::Heading, TEXT));
    column.spawn(text(and, Step::Body, QUIET));
    column.spawn(spring());
}

/// The first sentence, and the rest.
fn split(words: &str) -> (String, String) {
    match words.split_once(". ") {
        Some((first, rest)) => (format!("{first}."), format!("{rest}.")),
        None => (format!("{words}."), String::new()),
    }
}

fn hints(column: &mut ChildSpawnerCommands, invite: Invite) {
    let line = Node {
        flex_wrap: FlexWrap::Wrap,
        row_gap: grid(1.0),
        ..row(3.0)
    };
    column.spawn(line).with_children(|line| {
        for (key, does) in keys(invite) {
            hint(line, &[key], does);
        }
    });
}

/// A column whose parts lie as this one's.
pub(super) fn node() -> Node {
    stacked(1.25)
}
