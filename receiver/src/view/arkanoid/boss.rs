//! The boss: an owl whose eyes follow the nearest ball, who opens the beak before it shoots, shuts the eyes when it is hit,
//! and frowns the more, the fewer hits it has left.

use super::Draw;
use super::art::{self, EYE, Piece};
use super::field::{Field, layer, place};
use super::memory::{Memory, vec};
use crate::stage::Stage;
use crate::view::still::{move_to, show, tint};
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, BOSS_MOUTH_STEPS, Boss, State};
use couchpad_games::game::Game;
use couchpad_theme::colour::{BAD, PRESSED, Swatch, TEXT, WARNING};

/// How far a pupil looks aside, in field units.
const GLANCE: f32 = 4.2;
/// Where its beak is below its middle, and how far it opens.
const BEAK: f32 = 5.0;
const GAPE: f32 = 7.0;
/// The bar over its head that tells how many hits are left.
const BAR: f32 = 60.0;
const BAR_ABOVE: f32 = 43.0;

/// The boss's root; its parts are children.
#[derive(Component)]
struct Owl;

/// A part, and on which side: -1 left, 1 right, 0 neither.
#[derive(Component, Clone, Copy)]
enum Part {
    Body,
    Cracks,
    Pupil(f32),
    Lid,
    Brow(f32),
    Throat,
    Beak,
    Jaw,
    Bar,
    Fill,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, (hover, act)).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            let root = (Owl, Transform::default(), Visibility::Hidden);
            field.spawn(root).with_children(parts);
        });
    }
}

fn parts(owl: &mut ChildSpawnerCommands) {
    let mut part = |part, sprite, x: f32, y: f32, z: f32| {
        owl.spawn((part, sprite, Transform::from_xyz(x, -y, z)));
    };
    let piece = |piece| art::sprite(piece, Color::WHITE);
    part(Part::Body, piece(Piece::Owl), 0.0, 0.0, 0.0);
    part(Part::Cracks, piece(Piece::Cracks), 0.0, 0.0, 0.02);
    for side in [-1.0, 1.0] {
        let flipped = |piece, flip| Sprite {
            flip_x: flip,
            ..art::sprite(piece, Color::WHITE)
        };
        let x = side * EYE.x;
        part(Part::Pupil(side), piece(Piece::Pupil), x, EYE.y, 0.04);
        part(Part::Lid, flipped(Piece::Lid, side > 0.0), x, EYE.y, 0.06);
        part(
            Part::Brow(side),
            flipped(Piece::Brow, side < 0.0),
            x,
            EYE.y,
            0.08,
        );
    }
    part(Part::Throat, piece(Piece::Glow), 0.0, BEAK + 4.0, 0.1);
    part(Part::Jaw, piece(Piece::Jaw), 0.0, BEAK + 3.0, 0.12);
    part(Part::Beak, piece(Piece::Beak), 0.0, BEAK, 0.14);
    let bar = |colour: Swatch| art::sprite(Piece::Bar, colour.color());
    part(Part::Bar, bar(PRESSED), 0.0, -BAR_ABOVE, 0.0);
    part(Part::Fill, bar(TEXT), 0.0, -BAR_ABOVE, 0.02);
}

fn hover(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut owls: Query<(&mut Transform, &mut Visibility), With<Owl>>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (transform, mut visibility) in &mut owls {
        let boss = running.game.state().boss.as_ref();
        show(&mut visibility, boss.is_some());
        if let Some(boss) = boss {
            move_to(
                transform,
                place(memory.boss_at(boss, stage.alpha), layer::BOSS),
            );
        }
    }
}

fn act(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut parts: Query<(&Part, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let state = running.game.state();
    let Some(boss) = &state.boss else {
        return;
    };
    let pose = Pose::of(
        state,
        boss,
        memory.boss_at(boss, stage.alpha),
        &memory,
        stage.alpha,
    );
    for (part, transform, sprite, mut visibility) in &mut parts {
        pose.strike(*part, transform, sprite, &mut visibility);
    }
}

/// What the boss does now.
struct Pose {
    /// Hits left, of all: 0 to 1.
    left: f32,
    is_hurt: bool,
    /// How far its beak is open: 0 to 1.
    gape: f32,
    /// Where it looks, length at most 1, y down.
    glance: Vec2,
}

impl Pose {
    fn of(state: &State, boss: &Boss, at: Vec2, memory: &Memory, alpha: f32) -> Self {
        let eyes = at + Vec2::Y * EYE.y;
        let balls = state
            .balls
            .iter()
            .map(|ball| memory.ball_at(ball, alpha) - eyes);
        let nearest = balls.min_by(|a, b| a.length().total_cmp(&b.length()));
        let aim = boss.aim as f32 - alpha;
        Self {
            left: boss.hits_left as f32 / boss.hits_full.max(1) as f32,
            is_hurt: boss.hurt > 0,
            gape: (1.0 - aim / BOSS_MOUTH_STEPS as f32).clamp(0.0, 1.0),
            glance: nearest.unwrap_or(vec(boss.half)).clamp_length_max(40.0) / 40.0,
        }
    }

    fn strike(
        &self,
        part: Part,
        transform: Mut<'_, Transform>,
        sprite: Mut<'_, Sprite>,
        visibility: &mut Mut<'_, Visibility>,
    ) {
        match part {
            Part::Pupil(_) | Part::Brow(_) => show(visibility, !self.is_hurt),
            Part::Lid => show(visibility, self.is_hurt),
            _ => {}
        }
        self.place(part, transform);
        if let Some(colour) = self.colour(part) {
            tint(sprite, colour);
        }
    }

    fn place(&self, part: Part, mut transform: Mut<'_, Transform>) {
        let z = transform.translation.z;
        let below = |y: f32| Transform::from_xyz(0.0, -y, z);
        let now = match part {
            Part::Body | Part::Cracks | Part::Lid | Part::Bar => return,
            Part::Pupil(side) => {
                let at = Vec2::new(side * EYE.x, EYE.y) + self.glance * GLANCE;
                Transform::from_xyz(at.x, -at.y, z)
            }
            Part::Brow(side) => {
                let frown = 1.0 - self.left;
                Transform::from_xyz(side * EYE.x, -EYE.y + 9.5 - 3.6 * frown, z)
                    .with_rotation(Quat::from_rotation_z(side * (0.08 + 0.34 * frown)))
            }
            Part::Throat => {
                let size = 0.3 + 0.8 * self.gape;
                below(BEAK + 4.0 + 4.0 * self.gape).with_scale(Vec3::new(size, size, 1.0))
            }
            Part::Jaw => below(BEAK + 3.0 + GAPE * self.gape),
            Part::Beak => below(BEAK - 1.6 * self.gape),
            Part::Fill => Transform::from_xyz(BAR * (self.left - 1.0) / 2.0, BAR_ABOVE, z)
                .with_scale(Vec3::new(self.left.max(0.0), 1.0, 1.0)),
        };
        transform.set_if_neq(now);
    }

    fn colour(&self, part: Part) -> Option<Color> {
        Some(match part {
            // more than white is what a tint can add
            Part::Body if self.is_hurt => Color::linear_rgb(2.1, 2.1, 2.1),
            Part::Body => Color::WHITE,
            Part::Cracks => {
                let worn = (1.0 - self.left) * 1.2 - 0.15;
                Color::WHITE.with_alpha(worn.clamp(0.0, 1.0))
            }
            Part::Throat => WARNING.faded(self.gape),
            Part::Fill => BAD.towards(WARNING, self.left).color(),
            _ => return None,
        })
    }
}
