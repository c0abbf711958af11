//! Sending a controller away: the key that does it, and under the mouse a small cross on every controller's card.

use crate::roster::{Card, Roster};
use crate::screens::clicks::{Deed, Wish};
use crate::screens::desk::Desk;
use crate::screens::nodes::show_if;
use bevy::prelude::*;
use bevy::ui::FocusPolicy;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{PillState, hint, keycap};

/// The key that sends a controller away; there while there is one to send.
#[derive(Component)]
pub(super) struct Offer;

/// A controller's card, and the cross on it.
#[derive(Component)]
pub(super) struct Occupied;

/// The cross on a card.
#[derive(Component)]
pub(super) struct Cross;

pub(super) type Touched = (With<Occupied>, Changed<Interaction>);

/// Offers to send controllers away where there are any, and the cross where the mouse is.
pub(super) fn offer(
    roster: Res<Roster>,
    mut keys: Query<&mut Node, With<Offer>>,
    cards: Query<(&Interaction, &Children), Touched>,
    mut crosses: Query<&mut Visibility, With<Cross>>,
) {
    let is_any = roster.cards.iter().any(|card| !card.local);
    for mut node in &mut keys {
        show_if(&mut node, is_any);
    }
    for (interaction, children) in &cards {
        let now = match interaction {
            Interaction::None => Visibility::Hidden,
            Interaction::Hovered | Interaction::Pressed => Visibility::Inherited,
        };
        for child in children {
            if let Ok(mut cross) = crosses.get_mut(*child) {
                cross.set_if_neq(now);
            }
        }
    }
}

/// The key, which is unseen until [`offer`] shows it.
pub(super) fn offer_key(line: &mut ChildSpawnerCommands) {
    let unseen = Node {
        display: Display::None,
        ..default()
    };
    line.spawn((unseen, Offer))
        .with_children(|line| hint(line, &["K"], "send away"));
}

/// Lies over the end of the card, and is seen while the mouse is on the card. The mouse goes through to the card, or the
/// cross would vanish under it.
pub(super) fn cross(line: &mut ChildSpawnerCommands, card: &Card) {
    let place = Node {
        position_type: PositionType::Absolute,
        right: grid(1.0),
        height: Val::Percent(100.0),
        align_items: AlignItems::Center,
        ..default()
    };
    let wish = Wish {
        deed: Deed::Turn(Desk::Sure(card.pad)),
        rest: PillState::Rest,
    };
    line.spawn((place, Cross, Visibility::Hidden, FocusPolicy::Pass))
        .with_children(|place| {
            place
                .spawn(keycap("\u{00d7}", Step::Lead))
                .insert((Button, FocusPolicy::Pass, wish));
        });
}
