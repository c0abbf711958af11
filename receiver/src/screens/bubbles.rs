//! What players say: on their own cards where it fits beside the name, which it never covers; else in the screen's band, with
//! their names. Must not know what may be said.

use super::band::Talk;
use super::nodes::{one_line, row, show_if};
use super::player::short;
use crate::chat::{Bubble, Chat, Said};
use bevy::prelude::*;
use couchpad_games::game::SeatIndex;
use couchpad_theme::Surface;
use couchpad_theme::colour::{GROUND, QUIET, TEXT};
use couchpad_theme::emotes::emote_node;
use couchpad_theme::measure::Face;
use couchpad_theme::players::mark;
use couchpad_theme::space::{GRID, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong};

/// Room on a card for what its player says, and what is there.
#[derive(Component)]
pub(super) struct Beside {
    seat: SeatIndex,
    size: Size,
    said: Option<Said>,
    fits: bool,
}

/// How large what is said on a card may be.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// Of words.
    pub(super) step: Step,
    /// Side of a picture, in units.
    pub(super) picture: f32,
}

/// What gives way on a card to what its player says.
#[derive(Component)]
pub(super) struct Hushed(SeatIndex);

/// What stands in the band.
#[derive(Component, Default)]
struct Lines(Vec<Bubble>);

/// Side of a picture in the band, in units.
const PICTURE: f32 = 48.0;
/// Letters of a name in the band.
const LETTERS: usize = 12;
/// What lies around words in a bubble, in steps of the grid: at the sides, above and below.
const AROUND: (f32, f32) = (1.75, 0.5);
/// Around a picture.
const RIM: f32 = 0.5;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Chat>().add_systems(
        PostUpdate,
        (hang, stand)
            .chain()
            .before(super::band::open)
            .before(bevy::ui::UiSystems::Prepare),
    );
}

/// Spawns the room for what a player says, and beside it what gives way to that.
pub(super) fn room(
    line: &mut ChildSpawnerCommands,
    seat: SeatIndex,
    size: Size,
    gives_way: impl FnOnce(&mut ChildSpawnerCommands),
) {
    let free = Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        align_self: AlignSelf::Stretch,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::FlexEnd,
        ..default()
    };
    let beside = Beside {
        seat,
        size,
        said: None,
        fits: true,
    };
    line.spawn((free, beside));
    let hushed = Node {
        flex_shrink: 0.0,
        ..row(1.5)
    };
    line.spawn((hushed, Hushed(seat))).with_children(gives_way);
}

type Room = (Entity, &'static mut Beside, &'static ComputedNode);

fn hang(
    mut commands: Commands,
    chat: Res<Chat>,
    mut rooms: Query<Room>,
    mut hushed: Query<(&Hushed, &ComputedNode, &mut Node)>,
) {
    for (entity, mut beside, laid) in &mut rooms {
        let now = chat.bubbles.iter().find(|b| b.seat == Some(beside.seat));
        let now = now.map(|bubble| &bubble.said);
        let is_laid = laid.size().y > 0.0;
        if beside.said.as_ref() == now || now.is_some() && !is_laid {
            continue;
        }
        let mut own = hushed.iter_mut().filter(|(of, ..)| of.0 == beside.seat);
        let mut own = own.next();
        let other = own.as_ref().map_or(0.0, |(_, other, _)| other.size().x);
        let units = (laid.size().x + other) * laid.inverse_scale_factor();
        beside.fits = now.is_none_or(|said| width(said, beside.size) <= units);
        beside.said = now.cloned();
        if let Some((.., node)) = &mut own {
            show_if(node, now.is_none() || !beside.fits);
        }
        let mut room = commands.entity(entity);
        room.despawn_children();
        if let Some(said) = now.filter(|_| beside.fits) {
            room.with_children(|room| show(room, said, beside.size));
        }
    }
}

/// How wide it is on one line, in units.
fn width(said: &Said, size: Size) -> f32 {
    match said {
        Said::Emote(_) => size.picture + 2.0 * RIM * GRID,
        Said::Text(words) => {
            let letters = Face::Bold.width(words) * size.step.units(Surface::Screen);
            letters + 2.0 * AROUND.0 * GRID
        }
    }
}

/// Everybody who has no room on a card of this screen: who waits for a seat, most of a crowd, who has much to say.
fn stand(
    mut commands: Commands,
    chat: Res<Chat>,
    rooms: Query<&Beside>,
    mut talks: Query<(Entity, &Talk, &mut Node, Option<&Lines>)>,
) {
    let hangs = |bubble: &Bubble| {
        let mut own = rooms.iter().filter(|room| Some(room.seat) == bubble.seat);
        own.any(|room| room.fits)
    };
    let others: Vec<_> = chat.bubbles.iter().filter(|b| !hangs(b)).collect();
    for (entity, talk, mut node, shown) in &mut talks {
        let newest = others.iter().skip(others.len().saturating_sub(talk.most));
        let now: Vec<Bubble> = newest.copied().cloned().collect();
        if shown.map_or(&[][..], |lines| &lines.0) == now {
            continue;
        }
        show_if(&mut node, !now.is_empty());
        let mut list = commands.entity(entity);
        list.despawn_children();
        list.with_children(|list| {
            for bubble in &now {
                line(list, bubble, talk.slim);
            }
        });
        list.insert(Lines(now));
    }
}

/// Who, and what.
fn line(list: &mut ChildSpawnerCommands, bubble: &Bubble, slim: bool) {
    let size = Size {
        step: if slim { Step::Small } else { Step::Body },
        picture: PICTURE,
    };
    let node = Node {
        max_width: Val::Percent(100.0),
        flex_direction: if slim {
            FlexDirection::Column
        } else {
            FlexDirection::Row
        },
        align_items: if slim {
            AlignItems::FlexStart
        } else {
            AlignItems::Center
        },
        row_gap: grid(0.5),
        column_gap: grid(1.5),
        ..default()
    };
    list.spawn(node).with_children(|line| {
        line.spawn(Node {
            flex_shrink: 0.0,
            ..row(1.5)
        })
        .with_children(|who| {
            if let Some(own) = bubble.mark {
                who.spawn(mark_node(mark(usize::from(own)), 36.0));
            }
            let name = short(&bubble.name, LETTERS);
            who.spawn(one_line(strong(name, size.step, QUIET)));
        });
        show(line, &bubble.said, size);
    });
}

/// Words on a light ground, for they are news; a picture on a dark one, which shows its colour.
fn show(place: &mut ChildSpawnerCommands, said: &Said, size: Size) {
    match said {
        Said::Emote(emote) => {
            let round = Node {
                padding: UiRect::all(grid(RIM)),
                border_radius: BorderRadius::MAX,
                flex_shrink: 0.0,
                ..default()
            };
            place
                .spawn((round, BackgroundColor(GROUND.color())))
                .with_child(emote_node(*emote, size.picture));
        }
        Said::Text(words) => {
            let node = Node {
                padding: UiRect::axes(grid(AROUND.0), grid(AROUND.1)),
                border_radius: BorderRadius::all(grid(2.0)),
                max_width: Val::Percent(100.0),
                min_width: Val::Px(0.0),
                ..default()
            };
            place
                .spawn((node, BackgroundColor(TEXT.color())))
                .with_child(strong(words, size.step, GROUND));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_theme::emotes::Emote;

    #[test]
    fn a_picture_needs_less_room_than_a_sentence() {
        let size = Size {
            step: Step::Body,
            picture: PICTURE,
        };
        let wide = |words: &str| width(&Said::Text(words.into()), size);
        let picture = width(&Said::Emote(Emote::Love), size);
        assert!(picture < wide("hello!") && wide("hello!") < 200.0);
        assert!(wide("wait for me, I only have to put the pizza into the oven") > 700.0);
    }
}
