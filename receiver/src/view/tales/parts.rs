//! The few things that the page consists of: texts as large as they fit, people, cards. Knows no game.

use super::fit::{cut, fitting};
use super::sheet::Person;
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_theme::Surface;
use couchpad_theme::colour::{GOOD, QUIET, RAISED, Swatch, TEXT};
use couchpad_theme::lay::{card, row};
use couchpad_theme::players::mark;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, sign, strong, text};

/// More people than these are shown by their marks alone.
const NAMED: usize = 6;

/// A node over a part of its parent, in percent from the top left corner.
pub(super) fn part(left: f32, top: f32, width: f32, height: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(left),
        top: Val::Percent(top),
        width: Val::Percent(width),
        height: Val::Percent(height),
        ..default()
    }
}

/// The same, with what is in it in the middle.
pub(super) fn centred(left: f32, top: f32, width: f32, height: f32) -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        row_gap: grid(2.5),
        ..part(left, top, width, height)
    }
}

/// A text in lines, in the largest size in which it fits into the room.
pub(super) fn fitted(words: &str, room: Vec2, most: Step, ink: Swatch) -> impl Bundle + use<> {
    let layout = TextLayout::new(Justify::Center, LineBreak::WordOrCharacter);
    let step = fitting(words, room, most);
    (strong(words.to_owned(), step, ink), layout)
}

/// A card that something is written on, of this size in units.
pub(super) fn paper(size: Vec2) -> impl Bundle {
    let node = Node {
        width: Val::Px(size.x),
        height: Val::Px(size.y),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..card(2.0, 1.0)
    };
    (node, BackgroundColor(RAISED.color()))
}

/// A player's mark and name; `width` is what both may take, in units.
pub(super) fn person(parent: &mut ChildSpawnerCommands, of: &Person, step: Step, width: f32) {
    let size = step.units(Surface::Screen) * 1.15;
    parent.spawn(row(1.5)).with_children(|row| {
        match of.mark {
            Some(number) => row.spawn(mark_node(mark(number), size)),
            // a guest of the house
            None => row.spawn(sign(Shape::Circle, QUIET, size * 0.5)),
        };
        let name = cut(&of.name, width - size - 12.0, step);
        row.spawn((text(name, step, TEXT), TextLayout::no_wrap()));
    });
}

/// People beside each other, in as many lines as it takes; many by their marks alone.
pub(super) fn people(parent: &mut ChildSpawnerCommands, all: &[Person], width: f32) {
    if all.len() > NAMED {
        crowd(parent, all, width);
        return;
    }
    let step = if all.len() > 3 {
        Step::Body
    } else {
        Step::Lead
    };
    let lines = Node {
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        column_gap: grid(4.0),
        row_gap: grid(1.5),
        max_width: Val::Px(width),
        ..default()
    };
    parent.spawn(lines).with_children(|lines| {
        for of in all {
            person(lines, of, step, width.min(300.0));
        }
    });
}

/// Many, by their marks.
fn crowd(parent: &mut ChildSpawnerCommands, all: &[Person], width: f32) {
    let Marks { size, gap, columns } = Marks::fitting(all.len(), width);
    let lines = Node {
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        column_gap: Val::Px(gap),
        row_gap: Val::Px(gap / 3.0),
        // a gap more than the marks take: what is as wide as its content wraps the last one where a fraction is rounded
        width: Val::Px((size + gap) * columns as f32),
        ..default()
    };
    parent.spawn(lines).with_children(|lines| {
        for of in all {
            match of.mark {
                Some(number) => lines.spawn(mark_node(mark(number), size)),
                None => lines.spawn(sign(Shape::Circle, QUIET, size * 0.5)),
            };
        }
    });
}

/// How marks stand beside each other, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Marks {
    size: f32,
    gap: f32,
    /// On one line.
    columns: usize,
}

impl Marks {
    const LARGEST: f32 = 48.0;
    /// Smaller ones cannot be told apart from the sofa.
    const SMALLEST: f32 = 30.0;
    /// The mark's share of its place.
    const SHARE: f32 = 0.6;

    /// So many in this width: on one line if they can be large enough, else on lines of about the same length.
    fn fitting(count: usize, width: f32) -> Self {
        let on_lines = |lines: usize| {
            let columns = count.div_ceil(lines).max(1);
            let each = (width / columns as f32).min(Self::LARGEST / Self::SHARE);
            let size = (each * Self::SHARE).floor();
            Self {
                size,
                gap: each - size,
                columns,
            }
        };
        let lines = (1..=count.max(1)).map(on_lines);
        let mut large = lines.filter(|marks| marks.size >= Self::SMALLEST);
        large.next().unwrap_or_else(|| on_lines(count.max(1)))
    }
}

/// Who is done and who is not, in columns that fill the room.
pub(super) fn doers(
    parent: &mut ChildSpawnerCommands,
    all: &[(Person, bool)],
    word: &str,
    room: Vec2,
) {
    let columns = all
        .len()
        .div_ceil(6)
        .clamp(1, 3)
        .max(if room.x > 900.0 { 2 } else { 1 });
    let gap = 24.0;
    let width = (room.x - gap * (columns as f32 - 1.0)) / columns as f32;
    let rows = all.len().div_ceil(columns).max(1);
    let height = (room.y / rows as f32 - 12.0).clamp(38.0, 84.0);
    let step = if height < 60.0 {
        Step::Body
    } else {
        Step::Lead
    };
    let grid_of = Node {
        flex_wrap: FlexWrap::Wrap,
        column_gap: Val::Px(gap),
        row_gap: Val::Px(12.0),
        width: Val::Px(room.x),
        ..default()
    };
    parent.spawn(grid_of).with_children(|grid| {
        for (of, is_done) in all {
            let line = Node {
                width: Val::Px(width - 1.0),
                height: Val::Px(height),
                align_items: AlignItems::Center,
                justify_content: JustifyContent::SpaceBetween,
                ..card(2.0, 0.5)
            };
            let ground = if *is_done {
                RAISED.color()
            } else {
                Color::NONE
            };
            grid.spawn((line, BackgroundColor(ground)))
                .with_children(|line| {
                    person(line, of, step, width - 150.0);
                    let (word, ink) = if *is_done {
                        ("done", GOOD)
                    } else {
                        (word, QUIET)
                    };
                    line.spawn((text(word, Step::Body, ink), TextLayout::no_wrap()));
                });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_fit_into_their_width_and_no_line_is_left_with_one() {
        for count in NAMED + 1..=couchpad_games::tales::SEATS {
            for width in [380.0, 520.0, 700.0, 1_000.0, 1_700.0] {
                let Marks { size, gap, columns } = Marks::fitting(count, width);
                let line = (size + gap) * columns as f32;
                assert!(line <= width + 0.5, "{count} in {width}: {line}");
                assert!((Marks::SMALLEST..=Marks::LARGEST).contains(&size));
                let last = (count - 1) % columns + 1;
                assert!(
                    columns - last <= 2,
                    "{count} in {width}: {columns}, then {last}"
                );
            }
        }
    }

    #[test]
    fn few_are_as_large_as_they_may_be() {
        let Marks { size, columns, .. } = Marks::fitting(8, 1_000.0);
        assert_eq!((size, columns), (Marks::LARGEST, 8));
        assert_eq!(Marks::fitting(13, 700.0).columns, 13);
    }
}
