//! Names beside the snakes and light around them, until a round begins: everybody finds their own.

use super::bodies::Ways;
use super::field::{Field, layer, scale};
use super::{Draw, look, name};
use crate::roster::Roster;
use crate::screens::short;
use crate::stage::Stage;
use crate::view::Arrangement;
use crate::view::lettering::lettering;
use crate::view::still::show;
use bevy::prelude::*;
use bevy::sprite::Anchor;
use couchpad_games::game::Game;
use couchpad_games::snake::{Phase, SEATS, Snakes, State};
use couchpad_theme::Motion;
use couchpad_theme::colour::TEXT;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::glow_sprite;
use std::time::Duration;

/// How far before its head a snake's name begins, in cells.
const ASIDE: f32 = 1.1;
/// Letters of a name that stay clear of the words in the middle.
const LETTERS: usize = 10;
/// Width of the light around a head, in cells.
const LIGHT: f32 = 3.4;

/// The name of the snake in a seat.
#[derive(Component)]
struct Name(usize);

/// The light around its head.
#[derive(Component)]
struct Light(usize);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (lay, write, shine)
            .chain()
            .after(super::bodies::go)
            .in_set(Draw::Things),
    );
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        for seat in 0..SEATS {
            let words = lettering("", Step::Body);
            let hidden = (Transform::default(), Visibility::Hidden);
            commands.spawn((
                Name(seat),
                words,
                Anchor::CENTER_LEFT,
                hidden,
                ChildOf(field),
            ));
            let light = glow_sprite(TEXT, LIGHT, 0.0);
            let hidden = (Transform::default(), Visibility::Hidden);
            commands.spawn((Light(seat), light, hidden, ChildOf(field)));
        }
    }
}

/// Where the head of a snake that waits for the round is, and where it looks.
fn waiting(state: &State, ways: &Ways, seat: usize) -> Option<(Vec2, Vec2)> {
    matches!(state.phase, Phase::Ready(_)).then_some(())?;
    let way = ways.of.get(seat)?.as_ref()?;
    let [first, second, ..] = way.pieces.first()?.as_slice() else {
        return None;
    };
    Some((first.at, (first.at - second.at).normalize_or_zero()))
}

fn write(
    stage: Res<Stage>,
    (roster, ways, arrangement): (Res<Roster>, Res<Ways>, Res<Arrangement>),
    mut names: Query<(
        &Name,
        &mut Text2d,
        &mut TextColor,
        &mut Anchor,
        &mut Transform,
        &mut Visibility,
    )>,
) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let state = running.game.state();
    let size = 1.0 / scale(&arrangement, &state.field).max(1.0);
    for (own, mut words, mut ink, mut anchor, mut place, mut visibility) in &mut names {
        let Some((head, ahead)) = waiting(state, &ways, own.0) else {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        };
        visibility.set_if_neq(Visibility::Inherited);
        let name = short(&name(state, &roster, own.0), LETTERS);
        if words.0 != name {
            words.0 = name;
        }
        let colour = look(state, &roster, own.0).colour.towards(TEXT, 0.35);
        ink.set_if_neq(TextColor(colour.color()));
        // it stands before the head, where nothing is
        let side = if ahead.x < 0.0 {
            Anchor::CENTER_RIGHT
        } else {
            Anchor::CENTER_LEFT
        };
        anchor.set_if_neq(side);
        let at = (head + ahead * ASIDE).extend(layer::NAME);
        place.set_if_neq(Transform::from_translation(at).with_scale(Vec3::splat(size)));
    }
}

fn shine(
    time: Res<Time>,
    motion: Res<Motion>,
    stage: Res<Stage>,
    (roster, ways): (Res<Roster>, Res<Ways>),
    mut lights: Query<(&Light, &mut Sprite, &mut Transform, &mut Visibility)>,
    mut since: Local<Duration>,
) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let state = running.game.state();
    // a breath counts from the first moment, so that all begin alike; in a pause it holds
    if stage.stepped {
        *since += time.delta();
    }
    let strength = 0.25 + 0.45 * motion.breath(*since);
    for (own, mut sprite, mut place, mut visibility) in &mut lights {
        let waits = waiting(state, &ways, own.0);
        show(&mut visibility, waits.is_some());
        if let Some((head, _)) = waits {
            let colour = look(state, &roster, own.0).colour.faded(strength);
            if sprite.color != colour {
                sprite.color = colour;
            }
            place.set_if_neq(Transform::from_translation(head.extend(layer::SNAKE - 0.1)));
        }
    }
}
