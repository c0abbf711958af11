//! Light and sparks that live for a moment. Knows how they age, not what they are for.

use super::Draw;
use super::field::layer;
use crate::flow::Screen;
use bevy::prelude::*;
use couchpad_theme::colour::Swatch;
use couchpad_theme::motion::ease_out;
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::{glow_sprite, shape_sprite};
use std::time::Duration;

/// More at once than these would only be noise.
const MOST: usize = 240;
/// What pulls sparks down, in field units per second squared.
const PULL: f32 = 160.0;

/// Something that fades and goes.
#[derive(Component, Clone, Copy)]
pub(super) struct Fleeting {
    age: Duration,
    life: Duration,
    strength: f32,
    velocity: Vec2,
    pull: f32,
    /// How much larger it is at its end.
    growth: f32,
}

impl Fleeting {
    /// Stays where it is, fades from this opacity, and grows to so many times its size.
    pub(super) fn light(life: Duration, strength: f32, growth: f32) -> Self {
        Self {
            age: Duration::ZERO,
            life,
            strength,
            velocity: Vec2::ZERO,
            pull: 0.0,
            growth,
        }
    }

    fn share(&self) -> f32 {
        (self.age.as_secs_f32() / self.life.as_secs_f32().max(1e-3)).min(1.0)
    }
}

/// A round light at a place under the field's root.
pub(super) fn glow(
    at: Vec3,
    colour: Swatch,
    diameter: f32,
    strength: f32,
    life: Duration,
) -> impl Bundle {
    let sprite = glow_sprite(colour, diameter, strength);
    let at = Transform::from_translation(at.with_z(layer::LIGHT));
    (sprite, at, Fleeting::light(life, strength, 1.25))
}

/// A few sparks that fly apart. Always the same few for the same place: nobody notices, and pictures repeat.
pub(super) fn sparks(at: Vec3, colour: Swatch, count: u8) -> impl Iterator<Item = impl Bundle> {
    const GOLDEN: f32 = 2.399_963;
    let turn = at.x * 0.7 + at.y * 1.3;
    (0..count).map(move |number| {
        let number = f32::from(number);
        let way = Vec2::from_angle(turn + number * GOLDEN);
        let speed = 26.0 + 34.0 * (number * 0.618).fract();
        let size = 1.6 + 1.6 * (number * 0.377).fract();
        let spark = Fleeting {
            velocity: way * speed + Vec2::Y * 12.0,
            pull: PULL,
            growth: 0.5,
            ..Fleeting::light(Duration::from_millis(420), 0.95, 1.0)
        };
        let from = Transform::from_translation((at + (way * 2.0).extend(0.0)).with_z(layer::SPARK));
        (shape_sprite(Shape::Square, colour, size), from, spark)
    })
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (age, thin_out)
            .chain()
            .before(Draw::Field)
            .run_if(in_state(Screen::Playing)),
    );
}

fn age(
    mut commands: Commands,
    time: Res<Time>,
    mut effects: Query<(Entity, &mut Fleeting, &mut Transform, &mut Sprite)>,
) {
    let seconds = time.delta_secs();
    for (entity, mut effect, mut transform, mut sprite) in &mut effects {
        effect.age += time.delta();
        let share = effect.share();
        if share >= 1.0 {
            commands.entity(entity).despawn();
            continue;
        }
        effect.velocity.y -= effect.pull * seconds;
        transform.translation += (effect.velocity * seconds).extend(0.0);
        transform.scale = Vec3::splat(1.0 + (effect.growth - 1.0) * ease_out(share)).with_z(1.0);
        sprite.color = sprite.color.with_alpha(effect.strength * (1.0 - share));
    }
}

/// Keeps a frame's work bounded, whatever happens on the field.
fn thin_out(mut commands: Commands, effects: Query<Entity, With<Fleeting>>) {
    let over = effects.iter().count().saturating_sub(MOST);
    for entity in effects.iter().take(over) {
        commands.entity(entity).despawn();
    }
}
