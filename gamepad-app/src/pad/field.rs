//! Lines of text: what is being typed, as much of its end as there is room for, and how much more may be.

use super::controls::{ControlsLaid, Look};
use super::lies_on;
use crate::place::{Placed, fit};
use crate::touch::Typing;
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_core::protocol::ControlId;
use couchpad_theme::Surface;
use couchpad_theme::colour::{PRESSED, QUIET, RAISED, TEXT, WARNING};
use couchpad_theme::measure::{Face, LINE};
use couchpad_theme::space::{CORNER, GRID};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::measured;

/// Fewer letters left than this are told.
const FEW: usize = 100;
/// Room between the field's edge and the words, in dp.
const INSIDE: Vec2 = Vec2::new(2.0 * GRID, GRID / 2.0);
/// The bar behind what has been typed.
const BAR: char = '|';

/// The ground of a text control.
#[derive(Component)]
struct Field(ControlId);

/// The words in it.
#[derive(Component)]
struct FieldWords {
    control: ControlId,
    hint: String,
    /// Room for them, in dp.
    room: Vec2,
    letters: f32,
}

/// How many letters are left.
#[derive(Component)]
struct Left(ControlId);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, show_typing.after(ControlsLaid));
}

pub(super) fn spawn(sheet: &mut ChildSpawnerCommands, placed: &Placed, hint: &str, look: Look) {
    let field = Node {
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        justify_content: JustifyContent::Start,
        padding: UiRect::horizontal(Val::Px(INSIDE.x)),
        overflow: Overflow::clip(),
        ..lies_on(placed.rect)
    };
    let hint = if hint.is_empty() { &placed.label } else { hint };
    let small = Step::Small.units(Surface::Pad);
    let figures = Face::Regular.width("000") * small;
    let room = placed.rect.size() - 2.0 * INSIDE - Vec2::new(figures + GRID, 0.0);
    let words = FieldWords {
        control: placed.id,
        hint: hint.to_owned(),
        room: room.max(Vec2::ONE),
        letters: look.letters,
    };
    let left = Node {
        position_type: PositionType::Absolute,
        right: Val::Px(INSIDE.x / 2.0),
        bottom: Val::Px(INSIDE.y),
        ..default()
    };
    sheet
        .spawn((field, Field(placed.id), BackgroundColor(RAISED.color())))
        .with_children(|field| {
            let text = measured("", small, Face::Regular, QUIET);
            let layout = TextLayout::new(Justify::Left, LineBreak::NoWrap);
            field.spawn((text, layout, words));
            let count = measured("", small, Face::Regular, QUIET);
            field.spawn((count, left, Left(placed.id)));
        });
}

type Words<'a> = (
    Ref<'a, FieldWords>,
    &'a mut Text,
    &'a mut TextColor,
    &'a mut TextFont,
);
type Counts<'a> = (&'a Left, &'a mut Text, &'a mut TextColor);

fn show_typing(
    typing: Res<Typing>,
    mut fields: Query<(&Field, &mut BackgroundColor)>,
    mut words: Query<Words>,
    mut counts: Query<Counts, Without<FieldWords>>,
) {
    let added = words.iter().any(|(words, ..)| words.is_added());
    if !(typing.is_changed() || added) {
        return;
    }
    for (field, mut ground) in &mut fields {
        let open = typing.control() == Some(field.0);
        ground.0 = if open { PRESSED } else { RAISED }.color();
    }
    for (field, mut text, mut ink, mut font) in &mut words {
        let open = typing.control() == Some(field.control);
        let (said, size) = if open {
            tail(typing.line(), field.room, field.letters)
        } else {
            hinted(&field.hint, field.room, field.letters)
        };
        (text.0, ink.0) = (said, if open { TEXT } else { QUIET }.color());
        font.font_size = FontSize::Px(size);
    }
    for (count, mut text, mut ink) in &mut counts {
        let open = typing.control() == Some(count.0);
        let left = typing.left();
        text.0 = if open && left < FEW {
            left.to_string()
        } else {
            String::new()
        };
        ink.0 = if left == 0 { WARNING } else { QUIET }.color();
    }
}

/// Sizes of letters that are tried, in dp, the last one whatever the player likes.
fn sizes(letters: f32) -> [f32; 3] {
    let [usual, small] = [Step::Body, Step::Small].map(|step| step.units(Surface::Pad));
    [usual * letters, small * letters, small]
}

fn hinted(hint: &str, room: Vec2, letters: f32) -> (String, f32) {
    let fitted = fit(hint, Face::Regular, room, &sizes(letters));
    (fitted.text(), fitted.size)
}

/// All that was typed, or its last lines where it is more than fits.
fn tail(line: &str, room: Vec2, letters: f32) -> (String, f32) {
    let typed = format!("{line}{BAR}");
    let lines = |size: f32| Face::Regular.lines(&typed, room.x / size.max(1.0));
    let most = |size: f32| ((room.y / (size.max(1.0) * LINE)) as usize).max(1);
    let all = sizes(letters);
    let whole = all
        .into_iter()
        .find(|size| lines(*size).len() <= most(*size));
    let [.., least] = all;
    let size = whole.unwrap_or(least);
    let mut lines = lines(size);
    lines.drain(..lines.len().saturating_sub(most(size)));
    (lines.join("\n"), size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_long_line_is_seen_with_the_bar() {
        let room = Vec2::new(200.0, 56.0);
        let (short, size) = tail("hi", room, 1.0);
        assert_eq!((short.as_str(), size), ("hi|", 20.0));
        let (long, size) = tail(&"word ".repeat(80), room, 1.0);
        assert_eq!(size, 16.0);
        assert_eq!(long.lines().count(), 2);
        assert!(long.ends_with('|') && long.len() < 60, "{long}");
    }
}
