//! Light where something has just happened: a return, a wall, a point. A few sprites show it; when all are in use the oldest
//! gives way.

use super::court::{Court, layer, place};
use super::{Draw, banner};
use crate::view::Moving;
use crate::view::shown::Happened;
use crate::view::still::{put, show, tint};
use bevy::prelude::*;
use couchpad_games::pong::{Event, HEIGHT, Pong, Team, WIDTH};
use couchpad_theme::colour::{Swatch, TEXT};
use couchpad_theme::motion::ease_out;
use couchpad_theme::widgets::glow_sprite;
use std::time::Duration;

/// At once at most.
const MOST: usize = 10;

#[derive(Clone, Copy)]
struct Flash {
    at: Vec2,
    colour: Swatch,
    wide: f32,
    life: Duration,
    age: Duration,
}

/// What glows now, the oldest first.
#[derive(Resource, Default)]
struct Flashes(Vec<Flash>);

#[derive(Component)]
struct Slot(usize);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Flashes>().add_systems(
        Update,
        (age.run_if(in_state(Moving)), hear, lay, glow)
            .chain()
            .in_set(Draw::Things),
    );
}

fn age(time: Res<Time>, mut flashes: ResMut<Flashes>) {
    let flashes = flashes.bypass_change_detection();
    flashes
        .0
        .iter_mut()
        .for_each(|flash| flash.age += time.delta());
    flashes.0.retain(|flash| flash.age < flash.life);
}

fn hear(happened: Res<Happened<Pong>>, mut flashes: ResMut<Flashes>) {
    for event in happened.events() {
        let Some(flash) = flash(event) else {
            continue;
        };
        if flashes.0.len() >= MOST {
            flashes.0.remove(0);
        }
        flashes.0.push(flash);
    }
}

fn flash(event: &Event) -> Option<Flash> {
    let edge = |team: Team| WIDTH / 2.0 - team.ahead() * WIDTH / 2.0;
    let (x, y, colour, wide, millis) = match *event {
        Event::Returned { team, y, .. } => (team.plane(), y, banner(team).colour, 280.0, 320),
        Event::Wall { x, is_lower } => (x, if is_lower { HEIGHT } else { 0.0 }, TEXT, 150.0, 200),
        // the light is of those who made the point, where they made it
        Event::Point { team, y } => (edge(team.other()), y, banner(team).colour, 700.0, 700),
        _ => return None,
    };
    Some(Flash {
        at: Vec2::new(x, y),
        colour,
        wide,
        life: Duration::from_millis(millis),
        age: Duration::ZERO,
    })
}

fn lay(mut commands: Commands, courts: Query<Entity, Added<Court>>) {
    for court in &courts {
        commands.entity(court).with_children(|court| {
            for slot in 0..MOST {
                let light = glow_sprite(TEXT, 100.0, 1.0);
                court.spawn((Slot(slot), light, Visibility::Hidden));
            }
        });
    }
}

fn glow(
    flashes: Res<Flashes>,
    mut slots: Query<(&Slot, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    for (slot, transform, sprite, mut visibility) in &mut slots {
        let flash = flashes.0.get(slot.0);
        show(&mut visibility, flash.is_some());
        let Some(flash) = flash else {
            continue;
        };
        let share = flash.age.as_secs_f32() / flash.life.as_secs_f32();
        let size = Vec3::splat(flash.wide / 100.0).with_z(1.0);
        let at = Transform::from_translation(place(flash.at, layer::LIGHT + 0.1));
        put(transform, at.with_scale(size));
        tint(sprite, flash.colour.faded(0.9 * (1.0 - ease_out(share))));
    }
}
