//! The mouse: what can be clicked says which wish it stands for.

use crate::flow::Intent;
use bevy::prelude::*;
use couchpad_theme::widgets::{Pill, PillState};

/// A button that makes this wish when it is clicked. Spawn `Button` beside it.
#[derive(Component, Clone, Copy)]
pub(super) struct Wish {
    /// The wish.
    pub(super) intent: Intent,
    /// How the button looks while nothing is on it.
    pub(super) rest: PillState,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, click);
}

type Moved = (Changed<Interaction>, With<Button>);

/// The wish is made on release: a press that slides off is taken back.
fn click(
    mut buttons: Query<(&Wish, &Interaction, Option<&mut Pill>), Moved>,
    mut intents: MessageWriter<Intent>,
    mut held: Local<Option<Intent>>,
) {
    for (wish, interaction, pill) in &mut buttons {
        let state = match interaction {
            Interaction::Pressed => PillState::Pressed,
            Interaction::Hovered => PillState::Focused,
            Interaction::None => wish.rest,
        };
        if let Some(mut pill) = pill {
            pill.state = state;
        }
        match interaction {
            Interaction::Pressed => *held = Some(wish.intent),
            Interaction::Hovered if held.take() == Some(wish.intent) => {
                intents.write(wish.intent);
            }
            Interaction::Hovered | Interaction::None => *held = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes_after(states: &[Interaction]) -> Vec<Intent> {
        let mut app = App::new();
        app.add_message::<Intent>().add_systems(Update, click);
        let wish = Wish {
            intent: Intent::Start,
            rest: PillState::Rest,
        };
        let id = app
            .world_mut()
            .spawn((Button, Interaction::None, wish))
            .id();
        let mut made = Vec::new();
        for state in states {
            app.world_mut().entity_mut(id).insert(*state);
            app.update();
            made.extend(app.world_mut().resource_mut::<Messages<Intent>>().drain());
        }
        made
    }

    #[test]
    fn a_click_is_a_press_and_a_release_on_the_button() {
        use Interaction::{Hovered, None, Pressed};
        assert_eq!(wishes_after(&[Hovered, Pressed, Hovered]), [Intent::Start]);
        assert_eq!(wishes_after(&[Hovered, Pressed, None]), []);
        assert_eq!(wishes_after(&[Hovered, None, Hovered]), []);
    }
}
