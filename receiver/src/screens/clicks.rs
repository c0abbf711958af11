//! The mouse: what can be clicked says which wish it stands for.

use super::desk::Desk;
use crate::flow::Intent;
use bevy::prelude::*;
use couchpad_theme::widgets::{Pill, PillState};

/// A button that makes this wish when it is clicked. Spawn `Button` beside it.
#[derive(Component, Clone, Copy)]
pub(super) struct Wish {
    /// The wish.
    pub(super) deed: Deed,
    /// How the button looks while nothing is on it.
    pub(super) rest: PillState,
}

/// What a click does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Wishes for this; a question that this answers is closed.
    Intend(Intent),
    /// Opens a question, or closes the one that is open.
    Turn(Desk),
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, click);
}

type Moved = (Changed<Interaction>, With<Button>);

/// The wish is made on release: a press that slides off is taken back.
fn click(
    mut buttons: Query<(&Wish, &Interaction, Option<&mut Pill>), Moved>,
    mut intents: MessageWriter<Intent>,
    mut desk: ResMut<Desk>,
    mut held: Local<Option<Deed>>,
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
            Interaction::Pressed => *held = Some(wish.deed),
            Interaction::Hovered if held.take() == Some(wish.deed) => {
                do_it(wish.deed, &mut intents, &mut desk);
            }
            Interaction::Hovered | Interaction::None => *held = None,
        }
    }
}

fn do_it(deed: Deed, intents: &mut MessageWriter<Intent>, desk: &mut Desk) {
    match deed {
        Deed::Intend(intent) => {
            if matches!(intent, Intent::Kick(_) | Intent::Mute(_)) {
                *desk = Desk::Clear;
            }
            intents.write(intent);
        }
        Deed::Turn(to) => *desk = to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_protocol::PadId;

    fn app_with(deed: Deed) -> (App, Entity) {
        let mut app = App::new();
        app.add_message::<Intent>()
            .init_resource::<Desk>()
            .add_systems(Update, click);
        let rest = PillState::Rest;
        let button = (Button, Interaction::None, Wish { deed, rest });
        let id = app.world_mut().spawn(button).id();
        (app, id)
    }

    fn click_on(app: &mut App, id: Entity) {
        for state in [Interaction::Pressed, Interaction::Hovered] {
            app.world_mut().entity_mut(id).insert(state);
            app.update();
        }
    }

    fn wishes_after(states: &[Interaction]) -> Vec<Intent> {
        let (mut app, id) = app_with(Deed::Intend(Intent::Start));
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

    #[test]
    fn a_click_opens_a_question_and_its_answer_closes_it() {
        let sure = Desk::Sure(PadId(3));
        let (mut app, cross) = app_with(Deed::Turn(sure));
        click_on(&mut app, cross);
        assert_eq!(*app.world().resource::<Desk>(), sure);
        let (mut app, yes) = app_with(Deed::Intend(Intent::Kick(PadId(3))));
        app.insert_resource(sure);
        click_on(&mut app, yes);
        assert_eq!(*app.world().resource::<Desk>(), Desk::Clear);
    }
}
