//! Who is here: a card for every seat. A free seat shows the mark that its player will get. Under the mouse a controller's
//! card has a small cross that sends it away.

use super::Plan;
use super::away::{Occupied, cross, offer_key};
use crate::room::Room;
use crate::roster::{CROWD, Card, Presence, Roster};
use crate::screens::arrive::Arriving;
use crate::screens::bubbles::Speaks;
use crate::screens::crowd;
use crate::screens::nodes::{column as stacked, one_line, row, spring};
use crate::screens::player::{Face, name, note, status, transport};
use crate::screens::volume;
use bevy::prelude::*;
use couchpad_games::game::SeatIndex;
use couchpad_theme::colour::{GROUND, QUIET, RAISED, TEXT};
use couchpad_theme::players::{MARKS, mark};
use couchpad_theme::space::{CORNER, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, mark_node, strong, text};

/// Rows that fit beside each other's columns; a crowd game's further players are counted, not shown.
const ROWS: usize = 8;
/// Letters of a name that fit a row, and that fit it beside more words or on a narrow window.
const LETTERS: usize = 16;
const FEW_LETTERS: usize = 11;
/// How visible the mark of a free seat is.
const FAINT: f32 = 0.22;

/// One row of the list, and what it shows.
#[derive(Component)]
pub(super) struct Row {
    number: usize,
    wide: bool,
    shown: Option<Shown>,
}

/// What a row shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Taken(Face),
    Free { mark: u8, next: bool },
}

impl Shown {
    /// A free seat is offered to somebody only where somebody can come.
    fn offered(self, open: bool) -> Self {
        match self {
            Self::Free { mark, next } => Self::Free {
                mark,
                next: next && open,
            },
            taken @ Self::Taken(_) => taken,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Taken(one), Self::Taken(two)) => one.is_like(two),
            (one, two) => one == two,
        }
    }
}

/// Words that count people.
#[derive(Component, Clone, Copy)]
pub(super) enum Count {
    /// "3 of 8"
    Seated,
    /// "2 wait for a seat"
    Waiting,
}

pub(super) fn column(parent: &mut ChildSpawnerCommands, plan: &Plan) {
    parent
        .spawn(Node {
            align_items: AlignItems::FlexEnd,
            ..row(2.0)
        })
        .with_children(|head| {
            head.spawn(strong("Players", Step::Title, TEXT));
            head.spawn(spring());
            // Lifted to the heading's line.
            let lifted = Node {
                margin: UiRect::bottom(grid(0.75)),
                ..default()
            };
            let count = one_line(text("", Step::Lead, QUIET));
            head.spawn((count, lifted, Count::Seated));
        });
    rows(parent, plan);
    crowd::offer(parent);
    parent.spawn(row(2.0)).with_children(|line| {
        line.spawn((text("", Step::Body, QUIET), Count::Waiting));
        line.spawn(spring());
        volume::offer_switch(line);
        offer_key(line);
    });
}

fn rows(parent: &mut ChildSpawnerCommands, plan: &Plan) {
    let (height, gap) = if plan.wide { (9.75, 1.0) } else { (6.5, 0.75) };
    let height = grid(height);
    parent
        .spawn((stacked(gap), crowd::Cards))
        .with_children(|list| {
            for number in 0..plan.seats.min(ROWS) {
                let row = Row {
                    number,
                    wide: plan.wide,
                    shown: None,
                };
                list.spawn((
                    Node {
                        height,
                        flex_shrink: 0.0,
                        ..default()
                    },
                    row,
                ));
            }
        });
}

/// Fills the rows: players by seat; free seats get what marks are left.
pub(super) fn fill(
    mut commands: Commands,
    roster: Res<Roster>,
    room: Res<Room>,
    mut rows: Query<(Entity, &mut Row)>,
) {
    let free = free_marks(&roster);
    for (entity, mut row) in &mut rows {
        let card = row_card(&roster, row.number);
        let now = match card {
            Some(card) => Shown::Taken(Face::of(card)),
            None => free_seat(&roster, &free, row.number).offered(!room.locked),
        };
        if row.shown.as_ref().is_some_and(|old| old.is_like(&now)) {
            continue;
        }
        let came = matches!((&row.shown, card), (Some(Shown::Free { .. }), Some(_)));
        let first = row.shown.is_none();
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        entity.with_children(|parent| match (card, &now) {
            (Some(card), _) => taken(parent, card, row.wide),
            (None, Shown::Free { mark, next }) => vacant(parent, *mark, *next),
            (None, Shown::Taken(_)) => {}
        });
        if came || first {
            entity.insert(Arriving::nth(if first { row.number } else { 0 }));
        }
        row.shown = Some(now);
    }
}

fn row_card(roster: &Roster, number: usize) -> Option<&Card> {
    let seat = u16::try_from(number).ok().map(SeatIndex)?;
    roster.seat(seat)
}

fn free_seat(roster: &Roster, free: &[u8], number: usize) -> Shown {
    let before = (0..number)
        .filter(|n| row_card(roster, *n).is_none())
        .count();
    // As seats give marks: the seat's own if nobody has it, else one that is left.
    let own = u8::try_from(number % MARKS.len()).unwrap_or(0);
    let mark = if free.contains(&own) {
        own
    } else {
        free.get(before).copied().unwrap_or(own)
    };
    Shown::Free {
        mark,
        next: before == 0,
    }
}

fn free_marks(roster: &Roster) -> Vec<u8> {
    let all = 0..u8::try_from(MARKS.len()).unwrap_or(8);
    all.filter(|mark| roster.cards.iter().all(|card| card.mark != *mark))
        .collect()
}

fn taken(parent: &mut ChildSpawnerCommands, card: &Card, wide: bool) {
    let there = matches!(card.presence, Presence::Here | Presence::Joining);
    let mark = mark(usize::from(card.mark));
    let ground = if there {
        RAISED
    } else {
        GROUND.towards(RAISED, 0.5)
    };
    let ink = if there { TEXT } else { QUIET };
    // Nobody plays here yet, so it does not matter for whom a bot would.
    let note = note(card).filter(|_| wide && !card.standing_in);
    let letters = match (&note, wide) {
        (None, true) => LETTERS,
        _ => FEW_LETTERS,
    };
    let name_step = if wide { Step::Lead } else { Step::Body };
    let speaks = Speaks {
        seat: card.seat,
        free: 1.0,
    };
    parent
        .spawn((seat_node(), BackgroundColor(ground.color())))
        .with_children(|line| {
            line.spawn(mark_node(mark, 48.0)).with_children(|shape| {
                if there {
                    shape.spawn(glow_node(mark.colour, 120.0, 0.22));
                }
            });
            name(line, &card.name, letters, name_step, ink);
            // there is room for one of the two beside the name; a cause says more than milliseconds
            let named = note.is_some() && card.cause.is_some();
            if let Some((words, ink)) = note {
                line.spawn(one_line(text(words, Step::Small, ink)));
            }
            if !named {
                status(line, card, Step::Small);
            }
            transport(line, card);
            if !card.local {
                cross(line, card);
            }
        })
        .insert((Occupied, Interaction::None, speaks));
}

fn vacant(parent: &mut ChildSpawnerCommands, number: u8, next: bool) {
    let mark = mark(usize::from(number));
    let ground = BackgroundColor(
        GROUND
            .towards(RAISED, if next { 0.5 } else { 0.25 })
            .color(),
    );
    parent.spawn((seat_node(), ground)).with_children(|line| {
        let shape = ImageNode::new(mark.shape.plain_image());
        let opacity = if next { FAINT * 2.5 } else { FAINT };
        let size = Node {
            width: grid(6.0),
            height: grid(6.0),
            flex_shrink: 0.0,
            ..default()
        };
        line.spawn((size, shape.with_color(mark.colour.faded(opacity))));
        if next {
            line.spawn(one_line(text("Free for you", Step::Body, QUIET)));
        }
    });
}

fn seat_node() -> Node {
    Node {
        width: Val::Percent(100.0),
        padding: UiRect::horizontal(grid(2.5)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..row(2.5)
    }
}

/// Keeps the counts current.
pub(super) fn count(roster: Res<Roster>, mut counts: Query<(&Count, &mut Text)>) {
    for (count, mut words) in &mut counts {
        let now = match count {
            Count::Seated => format!("{} of {}", roster.cards.len(), roster.seats),
            Count::Waiting => below_the_rows(&roster),
        };
        words.set_if_neq(Text(now));
    }
}

/// What is said below the rows: whoever plays without a row, and whoever waits.
fn below_the_rows(roster: &Roster) -> String {
    let hidden = roster
        .cards
        .iter()
        .filter(|card| card.seat.index() >= ROWS)
        .count();
    // the crowd's own part says all of it
    if roster.cards.len() > CROWD {
        return String::new();
    }
    let more = (hidden > 0).then(|| format!("{hidden} more play"));
    let waiting = match roster.waiting {
        0 => None,
        1 => Some("1 waits for a seat".to_owned()),
        n => Some(format!("{n} wait for a seat")),
    };
    [more, waiting]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::player::test_card;

    fn roster(seats: &[(u16, u8)]) -> Roster {
        let card = |(seat, mark): &(u16, u8)| Card {
            seat: SeatIndex(*seat),
            mark: *mark,
            ..test_card()
        };
        Roster {
            cards: seats.iter().map(card).collect(),
            seats: 8,
            ..Roster::default()
        }
    }

    #[test]
    fn free_seats_show_marks_that_nobody_has() {
        let roster = roster(&[(0, 4), (2, 2)]);
        let free = free_marks(&roster);
        let shown: Vec<_> = [1, 3, 4, 5, 6, 7]
            .map(|n| free_seat(&roster, &free, n))
            .into();
        let Shown::Free { mark, next } = shown[0] else {
            panic!("free")
        };
        assert_eq!((mark, next), (1, true));
        let fifth = &shown[2];
        assert!(
            matches!(fifth, Shown::Free { mark, next: false } if *mark != 4),
            "seat 0 took that mark"
        );
    }

    #[test]
    fn those_without_a_row_are_counted() {
        let mut many = roster(&[(0, 0), (8, 0), (9, 1)]);
        many.waiting = 1;
        assert_eq!(below_the_rows(&many), "2 more play, 1 waits for a seat");
        assert_eq!(below_the_rows(&roster(&[(0, 0)])), "");
    }
}
