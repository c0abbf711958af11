//! Whose mark flashes: the player's name beside it, so that everybody can find themselves in a swarm.

use super::court::{Court, Plan, layer, place};
use super::{Draw, state};
use crate::roster::Roster;
use crate::screens::short;
use crate::stage::Stage;
use crate::view::Arrangement;
use crate::view::lettering::lettering;
use crate::view::still::{put, show};
use bevy::prelude::*;
use bevy::sprite::Anchor;
use couchpad_games::pong::{FACE, WIDTH, place as place_of};
use couchpad_theme::type_scale::Step;

/// Names at once, at most.
const MOST: usize = 8;
/// Letters of a name.
const LETTERS: usize = 14;
/// How far from the court's edge a name begins: beyond the paddle.
const INTO: f32 = FACE + 22.0;

#[derive(Component)]
struct Label(usize);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, say).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, courts: Query<Entity, Added<Court>>) {
    for court in &courts {
        commands.entity(court).with_children(|court| {
            for slot in 0..MOST {
                let words = lettering("", Step::Small);
                court.spawn((Label(slot), words, Anchor::CENTER, Visibility::Hidden));
            }
        });
    }
}

fn say(
    (stage, roster, arrangement): (Res<Stage>, Res<Roster>, Res<Arrangement>),
    mut labels: Query<(
        &Label,
        &mut Text2d,
        &mut Anchor,
        &mut Transform,
        &mut Visibility,
    )>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let flashing = || state.players().filter(|(_, voter)| voter.flash > 0);
    // words are of one size, however large the court
    let size = Vec3::splat(1.0 / Plan::of(&arrangement).scale).with_z(1.0);
    for (label, words, mut anchor, transform, mut visibility) in &mut labels {
        let Some((seat, voter)) = flashing().nth(label.0) else {
            show(&mut visibility, false);
            continue;
        };
        let number = || format!("{}", u32::from(seat.0) + 1);
        let name = roster
            .seat(seat)
            .map_or_else(number, |card| short(&card.name, LETTERS));
        words.map_unchanged(|words| &mut words.0).set_if_neq(name);
        let into = voter.team.ahead();
        let edge = WIDTH / 2.0 - into * WIDTH / 2.0;
        let at = Vec2::new(edge + into * INTO, place_of(voter.vote));
        anchor.set_if_neq(if into > 0.0 {
            Anchor::CENTER_LEFT
        } else {
            Anchor::CENTER_RIGHT
        });
        let to = Transform::from_translation(place(at, layer::LABEL)).with_scale(size);
        put(transform, to);
        show(&mut visibility, true);
    }
}
