//! Buttons: as loud as the layout says that they matter, and pressed in the very frame in which the finger is.

use super::controls::Look;
use super::lies_on;
use crate::place::Placed;
use crate::touch::{Action, Fingers};
use bevy::prelude::*;
use couchpad_core::protocol::{ButtonIndex, Weight};
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill};

/// A node that shows whether a button is held.
#[derive(Component)]
pub(super) struct Face {
    button: ButtonIndex,
    live: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, press);
}

pub(super) fn spawn(
    sheet: &mut ChildSpawnerCommands,
    placed: &Placed,
    (button, weight): (ButtonIndex, Weight),
    look: Look,
) {
    let loud = match weight {
        Weight::Primary => PillLook::Filled(look.ink),
        Weight::Secondary | Weight::Quiet => PillLook::Quiet,
    };
    let size = weight == Weight::Primary;
    spawn_face(
        sheet,
        placed.rect,
        (&placed.label, loud, size),
        (button, look),
    );
}

/// A pill on a rectangle that follows a button.
pub(super) fn spawn_face(
    sheet: &mut ChildSpawnerCommands,
    rect: Rect,
    (words, look, large): (&str, PillLook, bool),
    (button, own): (ButtonIndex, Look),
) {
    let state = if own.live {
        PillState::Rest
    } else {
        PillState::Disabled
    };
    let face = Face {
        button,
        live: own.live,
    };
    let node = Node {
        border_radius: BorderRadius::MAX,
        ..lies_on(rect)
    };
    // The pill brings its own size; the plan's wins.
    sheet
        .spawn((pill(words, Pill { look, state }, large), face))
        .insert(node);
}

/// A tap that is over within its frame is shown for that frame, too.
fn press(
    fingers: Res<Fingers>,
    mut actions: MessageReader<Action>,
    mut shown: Local<u32>,
    mut faces: Query<(&Face, &mut Pill)>,
) {
    let tapped = actions.read().fold(0, |bits, action| match action {
        Action::Press(button) => bits | button.bit(),
        _ => bits,
    });
    let down = fingers.0.held() | tapped;
    if std::mem::replace(&mut *shown, down) == down && !fingers.is_changed() {
        return;
    }
    for (face, mut pill) in &mut faces {
        let held = down & face.button.bit() != 0;
        let state = match (face.live, held) {
            (false, _) => PillState::Disabled,
            (true, true) => PillState::Pressed,
            (true, false) => PillState::Rest,
        };
        if pill.state != state {
            pill.state = state;
        }
    }
}
