//! Choices and lines of text: what is answered, not steered.

use super::controls::Look;
use super::lies_on;
use crate::place::Placed;
use crate::touch::{Fingers, Typing};
use bevy::prelude::*;
use couchpad_core::protocol::ControlId;
use couchpad_theme::colour::{PRESSED, QUIET, RAISED, TEXT};
use couchpad_theme::space::{CORNER, GRID};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill, text};

/// One answer of a choices control.
#[derive(Component)]
struct Answer {
    control: ControlId,
    option: usize,
    live: bool,
}

/// The ground of a text control.
#[derive(Component)]
struct Field(ControlId);

/// The words in it.
#[derive(Component)]
struct FieldWords {
    control: ControlId,
    hint: String,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (press, show_typing));
}

pub(super) fn spawn_choices(
    sheet: &mut ChildSpawnerCommands,
    placed: &Placed,
    options: &[String],
    look: Look,
) {
    for (option, (words, rect)) in options.iter().zip(&placed.options).enumerate() {
        let state = rest(look.live);
        let look_quiet = PillLook::Quiet;
        let answer = Answer {
            control: placed.id,
            option,
            live: look.live,
        };
        let node = Node {
            border_radius: BorderRadius::all(Val::Px(CORNER)),
            ..lies_on(*rect)
        };
        let pill = pill(
            words.clone(),
            Pill {
                look: look_quiet,
                state,
            },
            false,
        );
        sheet.spawn((pill, answer)).insert(node);
    }
}

pub(super) fn spawn_text(sheet: &mut ChildSpawnerCommands, placed: &Placed, hint: &str) {
    let field = Node {
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        justify_content: JustifyContent::Start,
        padding: UiRect::horizontal(Val::Px(2.0 * GRID)),
        overflow: Overflow::clip(),
        ..lies_on(placed.rect)
    };
    let hint = if hint.is_empty() { &placed.label } else { hint };
    let words = FieldWords {
        control: placed.id,
        hint: hint.to_owned(),
    };
    sheet
        .spawn((field, Field(placed.id), BackgroundColor(RAISED.color())))
        .with_child((text(hint, Step::Body, QUIET), TextLayout::no_wrap(), words));
}

const fn rest(live: bool) -> PillState {
    if live {
        PillState::Rest
    } else {
        PillState::Disabled
    }
}

fn press(fingers: Res<Fingers>, mut answers: Query<(&Answer, &mut Pill)>) {
    if !fingers.is_changed() {
        return;
    }
    for (answer, mut pill) in &mut answers {
        let mut resting = fingers.0.resting();
        let pressed = resting.any(|(_, c, o)| c == answer.control && o == Some(answer.option));
        let state = if pressed && answer.live {
            PillState::Pressed
        } else {
            rest(answer.live)
        };
        if pill.state != state {
            pill.state = state;
        }
    }
}

fn show_typing(
    typing: Res<Typing>,
    mut fields: Query<(&Field, &mut BackgroundColor)>,
    mut words: Query<(&FieldWords, &mut Text, &mut TextColor)>,
) {
    if !typing.is_changed() {
        return;
    }
    for (field, mut ground) in &mut fields {
        let open = typing.control() == Some(field.0);
        ground.0 = if open { PRESSED } else { RAISED }.color();
    }
    for (field, mut text, mut ink) in &mut words {
        let open = typing.control() == Some(field.control);
        (text.0, ink.0) = if open {
            (format!("{}|", typing.line()), TEXT.color())
        } else {
            (field.hint.clone(), QUIET.color())
        };
    }
}
