//! The seconds before a paused game goes on, large over the game that everybody can see again.

use crate::flow::Screen;
use crate::stage::Stage;
use crate::view::Arrangement;
use crate::view::area::node_over;
use crate::view::said::calm;
use bevy::prelude::*;
use couchpad_theme::colour::{GROUND, TEXT};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{strong, text};

/// How dark the field gets: the ball is to be found before it moves.
const DARK: f32 = 0.45;

/// The number, and where it lies.
#[derive(Component, Clone, Copy, PartialEq)]
struct Overlay {
    over: Rect,
    left: u64,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, show.run_if(in_state(Screen::Playing)));
}

fn show(
    mut commands: Commands,
    arrangement: Res<Arrangement>,
    stage: Res<Stage>,
    shown: Query<(Entity, &Overlay)>,
) {
    let over = arrangement.game;
    let now = stage.counted().map(|left| Overlay { over, left });
    let before = shown.single().ok();
    if before.map(|(_, overlay)| *overlay) == now {
        return;
    }
    if let Some((entity, _)) = before {
        commands.entity(entity).despawn();
    }
    let Some(now) = now else {
        return;
    };
    let place = Node {
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        flex_direction: FlexDirection::Column,
        ..node_over(now.over)
    };
    commands
        .spawn((
            place,
            now,
            BackgroundColor(GROUND.faded(DARK)),
            GlobalZIndex(10),
            DespawnOnExit(Screen::Playing),
        ))
        .with_children(|page| {
            page.spawn(calm()).with_children(|ground| {
                ground.spawn(text("Get ready", Step::Lead, TEXT));
                ground.spawn(strong(now.left.to_string(), Step::Code, TEXT));
            });
        });
}
