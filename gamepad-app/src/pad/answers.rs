//! Choices: answers as large as they fit, and the chosen one in the player's colour until other controls come.

use super::controls::{ControlsLaid, Look};
use super::lies_on;
use crate::place::{Placed, answer_letters, answer_room, fit};
use crate::touch::{Chosen, Fingers};
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_core::protocol::ControlId;
use couchpad_theme::colour::{Swatch, TEXT};
use couchpad_theme::emotes::{Emote, emote_node};
use couchpad_theme::measure::Face;
use couchpad_theme::space::{CORNER, GRID, TOUCH};
use couchpad_theme::widgets::{Pill, PillLook, PillState, measured, pill_around};

/// The side of a picture in place of words, as a share of the answer's height.
const PICTURE: f32 = 0.62;

/// One answer of a choices control.
#[derive(Component)]
struct Answer {
    control: ControlId,
    option: usize,
    look: Look,
    /// Nothing that is said once and may be said again.
    stays: bool,
}

impl Answer {
    fn pill(&self, fingers: &Fingers, chosen: &Chosen) -> Pill {
        let mut resting = fingers.0.resting();
        let pressed = resting.any(|(_, c, o)| c == self.control && o == Some(self.option));
        let is_chosen = self.stays && chosen.answer(self.control) == Some(self.option);
        let look = if is_chosen {
            PillLook::Filled(self.look.ink)
        } else {
            PillLook::Quiet
        };
        let state = match self.look.live {
            false => PillState::Disabled,
            true if pressed => PillState::Pressed,
            // it glows, so that it is told from the others by more than its colour
            true if is_chosen => PillState::Focused,
            true => PillState::Rest,
        };
        Pill { look, state }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, press.after(ControlsLaid));
}

pub(super) fn spawn(
    sheet: &mut ChildSpawnerCommands,
    placed: &Placed,
    options: &[String],
    look: Look,
) {
    let size = answer_letters(options, &placed.options, look.letters);
    for (option, (words, rect)) in options.iter().zip(&placed.options).enumerate() {
        let emote = Emote::of(words);
        let answer = Answer {
            control: placed.id,
            option,
            look,
            stays: emote.is_none(),
        };
        let rest = Pill {
            look: PillLook::Quiet,
            state: PillState::Rest,
        };
        let node = Node {
            border_radius: BorderRadius::all(Val::Px(CORNER)),
            padding: UiRect::horizontal(Val::Px(GRID)),
            overflow: Overflow::clip(),
            ..lies_on(*rect)
        };
        match emote {
            Some(emote) => {
                let side = rect.size().min_element() * PICTURE;
                let picture = emote_node(emote, side);
                sheet.spawn((pill_around(picture, rest, TOUCH), answer))
            }
            None => {
                let words = written(words, *rect, size, TEXT);
                sheet.spawn((pill_around(words, rest, TOUCH), answer))
            }
        }
        .insert(node);
    }
}

/// Words in their lines.
fn written(words: &str, rect: Rect, size: f32, ink: Swatch) -> impl Bundle {
    let fitted = fit(words, Face::Bold, answer_room(rect.size()), &[size]);
    let layout = TextLayout::new(Justify::Center, LineBreak::NoWrap);
    (
        measured(fitted.text(), fitted.size, Face::Bold, ink),
        layout,
    )
}

fn press(fingers: Res<Fingers>, chosen: Res<Chosen>, mut answers: Query<(Ref<Answer>, &mut Pill)>) {
    let changed = fingers.is_changed() || chosen.is_changed();
    for (answer, mut pill) in &mut answers {
        if changed || answer.is_added() {
            pill.set_if_neq(answer.pill(&fingers, &chosen));
        }
    }
}
