//! Light and splinters that live for a moment. Knows how they age, not what they are for. A fixed number of sprites shows
//! them, whatever happens on the field; when all are in use the oldest give way.

use super::Draw;
use super::art::{self, GLINTS, Piece};
use super::field::{Field, layer};
use crate::view::Moving;
use crate::view::still::{show, tint};
use bevy::prelude::*;
use couchpad_theme::motion::ease_out;
use std::time::Duration;

/// At once at most. More would only be noise.
pub(super) const MOST: usize = 240;

/// How a particle looks while it ages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// The same all the time.
    Piece(Piece),
    /// A glint that runs over a brick.
    Glint,
}

/// Something that fades and goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Particle {
    /// How it looks.
    pub(super) look: Look,
    /// Where, under the field's root, y up.
    pub(super) at: Vec3,
    /// Field units per second, y up.
    pub(super) velocity: Vec2,
    /// What pulls it down, in field units per second squared.
    pub(super) pull: f32,
    /// Radians, and radians per second.
    pub(super) turn: f32,
    /// See [`Particle::turn`].
    pub(super) spin: f32,
    /// Its size as a share of its piece's, at the beginning and at the end.
    pub(super) size: (Vec2, Vec2),
    /// Its colour, and how opaque it is at first.
    pub(super) colour: Color,
    /// How long it lives.
    pub(super) life: Duration,
    /// How long it has lived.
    pub(super) age: Duration,
}

impl Particle {
    /// Stays where it is and fades.
    pub(super) fn still(piece: Piece, at: Vec3, colour: Color, life: Duration) -> Self {
        Self {
            look: Look::Piece(piece),
            at,
            velocity: Vec2::ZERO,
            pull: 0.0,
            turn: 0.0,
            spin: 0.0,
            size: (Vec2::ONE, Vec2::ONE),
            colour,
            life,
            age: Duration::ZERO,
        }
    }

    fn share(&self) -> f32 {
        (self.age.as_secs_f32() / self.life.as_secs_f32().max(1e-3)).min(1.0)
    }

    fn grow_older(&mut self, by: Duration) {
        let seconds = by.as_secs_f32();
        self.age += by;
        self.velocity.y -= self.pull * seconds;
        self.at += (self.velocity * seconds).extend(0.0);
        self.turn += self.spin * seconds;
    }

    fn piece(&self) -> Piece {
        match self.look {
            Look::Piece(piece) => piece,
            Look::Glint => {
                let frame = self.share() * f32::from(GLINTS);
                Piece::Glint((frame as u8).min(GLINTS - 1))
            }
        }
    }

    fn opacity(&self) -> f32 {
        match self.look {
            Look::Piece(_) => self.colour.alpha() * (1.0 - self.share().powi(2)),
            Look::Glint => self.colour.alpha(),
        }
    }
}

/// All that live now.
#[derive(Resource, Default)]
pub(super) struct Particles {
    live: Vec<Particle>,
    /// Which gives way next when there is no room.
    next: usize,
    /// Counts what was scattered, for chances that differ.
    scattered: u32,
}

impl Particles {
    /// One more.
    pub(super) fn add(&mut self, particle: Particle) {
        if self.live.len() < MOST {
            self.live.push(particle);
        } else {
            self.next = (self.next + 1) % MOST;
            self.live[self.next] = particle;
        }
    }

    /// Numbers from 0 to 1 that differ from call to call; the same in every run.
    pub(super) fn chances<const N: usize>(&mut self) -> [f32; N] {
        self.scattered = self.scattered.wrapping_add(1);
        let (call, mut number) = (self.scattered, 0);
        [(); N].map(|()| {
            number += 1;
            art::chance(call, number)
        })
    }

    fn grow_older(&mut self, by: Duration) {
        self.live.iter_mut().for_each(|one| one.grow_older(by));
        self.live.retain(|one| one.age < one.life);
    }
}

/// Shows the particle at this place of the list.
#[derive(Component)]
struct Slot(usize);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Particles>()
        .add_systems(OnExit(crate::view::OnStage), forget)
        .add_systems(
            Update,
            (
                age.before(Draw::Events).run_if(in_state(Moving)),
                (lay, draw).chain().in_set(Draw::Things),
            ),
        );
}

fn forget(mut particles: ResMut<Particles>) {
    *particles = Particles::default();
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for slot in 0..MOST {
                let sprite = art::sprite(Piece::Spark, Color::WHITE);
                let at = Transform::from_xyz(0.0, 0.0, layer::SPARK);
                field.spawn((Slot(slot), sprite, at, Visibility::Hidden));
            }
        });
    }
}

fn age(time: Res<Time>, mut particles: ResMut<Particles>) {
    if !particles.live.is_empty() {
        particles.grow_older(time.delta());
    }
}

fn draw(
    particles: Res<Particles>,
    mut slots: Query<(&Slot, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    for (slot, mut transform, mut sprite, mut visibility) in &mut slots {
        let particle = particles.live.get(slot.0);
        show(&mut visibility, particle.is_some());
        let Some(particle) = particle else {
            continue;
        };
        let (from, to) = particle.size;
        let size = from.lerp(to, ease_out(particle.share()));
        let now = Transform::from_translation(particle.at)
            .with_rotation(Quat::from_rotation_z(particle.turn))
            .with_scale(size.extend(1.0));
        transform.set_if_neq(now);
        art::wear(&mut sprite, particle.piece());
        tint(sprite, particle.colour.with_alpha(particle.opacity()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn particle(millis: u64) -> Particle {
        let life = Duration::from_millis(millis);
        Particle::still(Piece::Spark, Vec3::ZERO, Color::WHITE, life)
    }

    #[test]
    fn there_are_never_too_many_and_all_of_them_go() {
        let mut particles = Particles::default();
        (0..10_000).for_each(|_| particles.add(particle(500)));
        assert_eq!(particles.live.len(), MOST);
        for _ in 0..31 {
            particles.grow_older(Duration::from_millis(17));
        }
        assert!(particles.live.is_empty());
    }

    #[test]
    fn the_newest_is_shown_when_there_is_no_room() {
        let mut particles = Particles::default();
        (0..MOST).for_each(|_| particles.add(particle(500)));
        particles.add(particle(900));
        let newest = Duration::from_millis(900);
        assert!(particles.live.iter().any(|one| one.life == newest));
    }

    #[test]
    fn a_glint_shows_all_its_pictures_in_their_order() {
        let mut glint = Particle {
            look: Look::Glint,
            ..particle(300)
        };
        let mut seen = Vec::new();
        while glint.age < glint.life {
            seen.push(glint.piece());
            glint.grow_older(Duration::from_millis(10));
        }
        seen.dedup();
        assert_eq!(seen, (0..GLINTS).map(Piece::Glint).collect::<Vec<_>>());
    }
}
