//! Who is here: a card for every seat, in two columns where there are many. A free seat shows the mark that its player will
//! get.

use super::Plan;
use super::away::offer_key;
use super::card::{Look, taken, vacant};
use crate::room::Room;
use crate::roster::{CROWD, Card, Crowd, Roster};
use crate::screens::arrive::Arriving;
use crate::screens::crowd;
use crate::screens::nodes::{column as stacked, one_line, row, spring};
use crate::screens::player::Face;
use crate::screens::volume;
use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::players::MARKS;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{strong, text};

/// Cards that fit one below the other. There are never more than two columns: whoever is too many for these is a crowd.
const COLUMN: usize = CROWD / 2;

/// One place of the list, and what it shows.
#[derive(Component)]
pub(super) struct Row {
    number: usize,
    look: Look,
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
    let count = places(plan.seats);
    let columns = count.div_ceil(COLUMN).max(1);
    let high = count.div_ceil(columns);
    let look = Look::of(plan.wide, columns);
    let [_, least, gap] = look.heights();
    let all = Node {
        min_height: grid(least * high as f32 + gap * high.saturating_sub(1) as f32),
        ..row(1.0)
    };
    parent.spawn((all, crowd::Cards)).with_children(|all| {
        for column in 0..columns {
            let numbers = column * high..count.min((column + 1) * high);
            all.spawn(one_column(gap)).with_children(|list| {
                for number in numbers {
                    list.spawn((place(look), Row::new(number, look)));
                }
            });
        }
    });
}

/// Places for so many seats.
fn places(seats: usize) -> usize {
    seats.min(CROWD)
}

/// As wide as the others, and as high as there is room.
fn one_column(gap: f32) -> Node {
    Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        align_self: AlignSelf::Stretch,
        ..stacked(gap)
    }
}

fn place(look: Look) -> Node {
    let [height, least, _] = look.heights();
    Node {
        height: grid(height),
        min_height: grid(least),
        ..default()
    }
}

impl Row {
    const fn new(number: usize, look: Look) -> Self {
        Self {
            number,
            look,
            shown: None,
        }
    }
}

/// Fills the places: players by seat; free seats get what marks are left. A crowd has another part of the screen.
pub(super) fn fill(
    mut commands: Commands,
    roster: Res<Roster>,
    room: Res<Room>,
    mut rows: Query<(Entity, &mut Row)>,
) {
    let is_crowd = Crowd::of(&roster, None).is_some();
    let seated = seated(&roster);
    let free = free_marks(&roster);
    for (entity, mut row) in &mut rows {
        if is_crowd {
            if row.shown.take().is_some() {
                commands.entity(entity).despawn_children();
            }
            continue;
        }
        let card = seated.get(row.number).copied().flatten();
        let now = match card {
            Some(card) => Shown::Taken(Face::of(card)),
            None => free_seat(&seated, &free, row.number).offered(!room.locked),
        };
        if row.shown.as_ref().is_some_and(|old| old.is_like(&now)) {
            continue;
        }
        let came = matches!((&row.shown, card), (Some(Shown::Free { .. }), Some(_)));
        let first = row.shown.is_none();
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        entity.with_children(|parent| match (card, &now) {
            (Some(card), _) => taken(parent, card, row.look),
            (None, Shown::Free { mark, next }) => vacant(parent, *mark, *next, row.look),
            (None, Shown::Taken(_)) => {}
        });
        if came || first {
            entity.insert(Arriving::nth(if first { row.number } else { 0 }));
        }
        row.shown = Some(now);
    }
}

/// Who has which place: that of the seat, or where there is none for it, one that is free.
fn seated(roster: &Roster) -> Vec<Option<&Card>> {
    let mut all = vec![None; places(roster.seats)];
    let mut others = Vec::new();
    for card in &roster.cards {
        match all.get_mut(card.seat.index()) {
            Some(place @ None) => *place = Some(card),
            _ => others.push(card),
        }
    }
    let free = all.iter_mut().filter(|place| place.is_none());
    for (place, card) in free.zip(others) {
        *place = Some(card);
    }
    all
}

fn free_seat(seated: &[Option<&Card>], free: &[u8], number: usize) -> Shown {
    let before = seated.iter().take(number).filter(|c| c.is_none()).count();
    // As seats give marks: the seat's own if nobody has it, else one that is left.
    let own = u8::try_from(number).unwrap_or(0);
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
    let all = 0..u8::try_from(places(roster.seats).max(MARKS.len())).unwrap_or(8);
    all.filter(|mark| roster.cards.iter().all(|card| card.mark != *mark))
        .collect()
}

/// Keeps the counts current.
pub(super) fn count(roster: Res<Roster>, mut counts: Query<(&Count, &mut Text)>) {
    for (count, mut words) in &mut counts {
        let now = match count {
            Count::Seated => format!("{} of {}", roster.cards.len(), roster.seats),
            Count::Waiting => waiting(&roster),
        };
        words.set_if_neq(Text(now));
    }
}

/// Whoever waits, but in a crowd, which says so itself.
fn waiting(roster: &Roster) -> String {
    match roster.waiting {
        0 => String::new(),
        _ if roster.cards.len() > CROWD => String::new(),
        1 => "1 waits for a seat".to_owned(),
        n => format!("{n} wait for a seat"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::player::test_card;
    use couchpad_games::game::SeatIndex;

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
        let (free, seated) = (free_marks(&roster), seated(&roster));
        let shown: Vec<_> = [1, 3, 4, 5, 6, 7]
            .map(|n| free_seat(&seated, &free, n))
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
    fn everybody_who_is_no_crowd_has_a_place() {
        let mut many = roster(&[(0, 0), (3, 3), (40, 8), (213, 5)]);
        many.seats = 300;
        let names = |roster: &Roster| -> Vec<_> {
            let seated = seated(roster);
            seated.iter().map(|c| c.map(|c| c.seat.0)).collect()
        };
        let shown = names(&many);
        assert_eq!(shown.len(), CROWD);
        assert_eq!(shown[..5], [Some(0), Some(40), Some(213), Some(3), None]);
        let full: Vec<_> = (0..16).map(|seat| (seat, seat as u8)).collect();
        let sixteen = Roster {
            seats: 16,
            ..roster(&full)
        };
        assert!(names(&sixteen).iter().all(Option::is_some));
    }
}
