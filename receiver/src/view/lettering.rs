//! Words on a field: how they look, and those that rise from where something happened and fade, before a dark haze that keeps
//! what lies behind from disturbing. Knows no game, and not what they say.

use super::Moving;
use super::still::{put, tint};
use bevy::asset::uuid_handle;
use bevy::prelude::*;
use bevy::sprite::Text2dShadow;
use couchpad_theme::colour::{GROUND, Swatch};
use couchpad_theme::motion::ease_out;
use couchpad_theme::texture::{Texel, oblong};
use couchpad_theme::type_scale::Step;
use couchpad_theme::{Motion, Surface};
use std::time::Duration;

/// How long words stay.
const STAY: Duration = Duration::from_millis(1_100);
/// How much larger large ones are.
const LARGE: f32 = 1.5;
/// Their size.
const SIZE: Step = Step::Lead;
/// How dark it gets behind them.
const DARK: f32 = 0.75;
/// Height of the haze, and its width for each letter besides: so many times the size of the type.
const HAZE: (f32, f32) = (1.9, 0.6);
/// Its picture, and that one's size in pixels.
const PICTURE: Handle<Image> = uuid_handle!("a3b0d6f4-27c5-4f0e-9a51-6e5d0c8b7a20");
const PIXELS: UVec2 = UVec2::new(64, 32);

/// Bold words with a shadow, readable over anything. What stands on a field counts in the field's units: they are to be scaled
/// to the window's.
pub(super) fn lettering(words: impl Into<String>, step: Step) -> impl Bundle {
    let shadow = Text2dShadow {
        offset: Vec2::new(2.5, -2.5),
        color: GROUND.color(),
    };
    (Text2d::new(words), step.bold(), TextColor::WHITE, shadow)
}

/// Words that are on their way up.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub(super) struct Rising {
    from: Vec3,
    up: f32,
    veiled: f32,
    colour: Swatch,
    large: bool,
    age: Duration,
}

/// The haze behind words.
#[derive(Component)]
struct Haze;

impl Rising {
    /// Words that begin there, under the field's root, and rise so far in its units. It gets dark behind them, but only what lies
    /// below `veiled` (z): what one plays with is to be seen.
    pub(super) const fn new(from: Vec3, up: f32, veiled: f32, colour: Swatch) -> Self {
        Self {
            from,
            up,
            veiled,
            colour,
            large: false,
            age: Duration::ZERO,
        }
    }

    /// Words that are worth more than a glance.
    pub(super) const fn large(self, large: bool) -> Self {
        Self { large, ..self }
    }

    /// How long they have been there.
    pub(super) const fn age(&self) -> Duration {
        self.age
    }

    /// All that there is of them, to be spawned as a child of the field's root.
    pub(super) fn saying(self, words: impl Into<String>) -> impl Bundle {
        let words = words.into();
        let unseen = Transform::from_translation(self.from).with_scale(Vec3::ZERO);
        let haze = haze(words.chars().count(), self.veiled - self.from.z);
        (self, lettering(words, SIZE), unseen, children![haze])
    }

    /// Where they are now, how many times their own size, and how much is left of them.
    fn now(&self, is_reduced: bool) -> (Vec3, f32, f32) {
        let share = self.age.as_secs_f32() / STAY.as_secs_f32();
        let (up, swell) = if is_reduced {
            (0.0, 1.0)
        } else {
            (self.up * ease_out(share), 0.6 + 0.4 * ease_out(share * 6.0))
        };
        let size = if self.large { LARGE * swell } else { swell };
        (
            self.from + Vec3::Y * up,
            size,
            (2.5 * (1.0 - share)).clamp(0.0, 1.0),
        )
    }
}

/// As wide as so many letters, and so far above them in depth.
fn haze(letters: usize, z: f32) -> impl Bundle {
    let size = SIZE.units(Surface::Screen);
    let high = size * HAZE.0;
    let wide = high + size * HAZE.1 * letters as f32;
    let sprite = Sprite {
        image: PICTURE,
        color: GROUND.faded(DARK),
        custom_size: Some(Vec2::new(wide, high)),
        ..default()
    };
    (Haze, sprite, Transform::from_xyz(0.0, 0.0, z))
}

/// A box whose corners are round and whose edges are soft.
fn make_haze(mut images: ResMut<Assets<Image>>) -> Result {
    let picture = oblong(PIXELS, |at, _| {
        let out = (2.0 * (at - Vec2::splat(0.5))).abs();
        let far = (out.x.powi(4) + out.y.powi(4)).sqrt().sqrt();
        Texel {
            tone: 1.0,
            alpha: (2.5 * (1.0 - far)).clamp(0.0, 1.0),
        }
    });
    images.insert(&PICTURE, picture)?;
    Ok(())
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, make_haze);
    app.add_systems(Update, (age.run_if(in_state(Moving)), rise, dim).chain());
}

fn age(mut commands: Commands, time: Res<Time>, mut all: Query<(Entity, &mut Rising)>) {
    for (entity, mut rising) in &mut all {
        rising.age += time.delta();
        if rising.age >= STAY {
            commands.entity(entity).despawn();
        }
    }
}

fn rise(
    motion: Res<Motion>,
    fields: Query<&Transform, Without<Rising>>,
    mut all: Query<(&Rising, &ChildOf, &mut Transform, &mut TextColor)>,
) {
    for (rising, field, transform, mut colour) in &mut all {
        let (at, size, left) = rising.now(motion.reduced);
        // text counts in units of the window, not of the field
        let unit = fields
            .get(field.parent())
            .map_or(1.0, |field| field.scale.x);
        let size = size / unit.max(f32::EPSILON);
        put(
            transform,
            Transform::from_translation(at).with_scale(Vec3::new(size, size, 1.0)),
        );
        colour.set_if_neq(TextColor(rising.colour.faded(left)));
    }
}

/// The haze goes with its words.
fn dim(
    motion: Res<Motion>,
    words: Query<&Rising>,
    mut hazes: Query<(&ChildOf, &mut Sprite), With<Haze>>,
) {
    for (of, sprite) in &mut hazes {
        if let Ok(rising) = words.get(of.parent()) {
            let (.., left) = rising.now(motion.reduced);
            tint(sprite, GROUND.faded(DARK * left));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_theme::colour::TEXT;

    fn after(millis: u64) -> Rising {
        Rising {
            age: Duration::from_millis(millis),
            ..Rising::new(Vec3::new(3.0, 4.0, 12.0), 10.0, 3.0, TEXT)
        }
    }

    #[test]
    fn words_rise_and_are_gone_when_they_fade() {
        let heights = [0, 300, 700, 1_100].map(|millis| after(millis).now(false).0.y);
        assert!(heights.is_sorted() && heights[0] == 4.0, "{heights:?}");
        assert!((heights[3] - 14.0).abs() < 0.01, "{heights:?}");
        assert_eq!(after(0).now(false).2, 1.0);
        assert!(after(1_100).now(false).2 < 0.01);
        assert_eq!(after(500).large(true).now(true).1, LARGE);
    }

    #[test]
    fn they_stand_still_where_motion_is_reduced() {
        for millis in [0, 300, 1_100] {
            let (at, size, _) = after(millis).now(true);
            assert_eq!((at, size), (Vec3::new(3.0, 4.0, 12.0), 1.0));
        }
    }

    #[test]
    fn they_are_as_large_in_the_window_whatever_the_field_and_go_in_the_end() {
        let mut world = World::new();
        world.insert_resource(Motion::default());
        let field = world.spawn(Transform::from_scale(Vec3::splat(4.0))).id();
        world.spawn((after(900).saying("Out"), ChildOf(field)));
        world.run_system_cached(rise).unwrap();
        let mut words = world.query_filtered::<&Transform, With<Rising>>();
        let size = words.single(&world).unwrap().scale.x;
        assert!((4.0 * size - after(900).now(false).1).abs() < 1e-5);
        let mut time = Time::<()>::default();
        time.advance_by(Duration::from_millis(300));
        world.insert_resource(time);
        world.run_system_cached(age).unwrap();
        assert_eq!(words.iter(&world).count(), 0);
    }
}
