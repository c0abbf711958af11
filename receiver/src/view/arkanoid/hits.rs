//! What the game's events look like: bricks flash and burst, walls and paddles light up where they were hit, capsules,
//! enemies and the boss go out with a ring.

use super::art::Piece;
use super::bricks;
use super::field::{layer, on, place};
use super::particles::{Look, Particle, Particles};
use super::{Draw, art, mark_of};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::shown::Happened;
use bevy::prelude::*;
use couchpad_games::arkanoid::{
    Arkanoid, Brick, BrickKind, Cell, EnemyKind, Event, FIELD_HEIGHT, FIELD_WIDTH, PADDLE_Y,
    Vec2 as At,
};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::Motion;
use couchpad_theme::colour::{BAD, GOOD, Swatch, TEXT, WARNING};
use std::f32::consts::TAU;
use std::time::Duration;

const FLASH: Duration = Duration::from_millis(200);
const LINGER: Duration = Duration::from_millis(320);
const FALL: Duration = Duration::from_millis(700);
/// Splinters of a brick, and of the boss.
const SPLINTERS: u8 = 7;
const RUINS: u8 = 40;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, hear.in_set(Draw::Events));
}

fn hear(
    happened: Res<Happened<Arkanoid>>,
    stage: Res<Stage>,
    roster: Res<Roster>,
    motion: Res<Motion>,
    mut particles: ResMut<Particles>,
) {
    if happened.events().is_empty() {
        return;
    }
    let mut light = Light {
        particles: &mut particles,
        roster: &roster,
        still: motion.reduced,
    };
    let running = stage.running::<Arkanoid>();
    for event in happened.events() {
        light.of(event);
        if let (Event::PaddleBack { seat }, Some(running)) = (event, running)
            && let Some(paddle) = running.game.state().paddle(*seat)
        {
            let at = At::new(paddle.x, PADDLE_Y);
            light.ring(at, light.colour(*seat), 1.6, LINGER);
        }
    }
}

/// Makes particles of events.
struct Light<'a> {
    particles: &'a mut Particles,
    roster: &'a Roster,
    /// Nothing flies.
    still: bool,
}

impl Light<'_> {
    fn colour(&self, seat: SeatIndex) -> Swatch {
        mark_of(self.roster, seat).colour
    }

    fn colour_or(&self, seat: Option<SeatIndex>) -> Swatch {
        seat.map_or(TEXT, |seat| self.colour(seat))
    }

    fn of(&mut self, event: &Event) {
        match *event {
            Event::BrickHit {
                cell,
                brick,
                broken,
                ..
            } => self.brick(cell, brick, broken),
            Event::BrickCrumbled { cell, brick } => self.brick(cell, brick, true),
            Event::PaddleHit { seat, at, .. } => {
                self.glow(at, self.colour(seat), 34.0, 0.7, LINGER);
                self.sparks(at, self.colour(seat).towards(TEXT, 0.5), 3, 40.0);
            }
            Event::BallCaught { seat, at, .. } => {
                self.glow(at, self.colour(seat).towards(GOOD, 0.5), 34.0, 0.7, LINGER);
            }
            Event::Launched { seat, at, .. } => {
                self.glow(at, self.colour(seat), 48.0, 0.8, LINGER);
                self.ring(at, self.colour(seat), 0.9, LINGER);
            }
            Event::WallHit { at, .. } => self.glow(at, TEXT, 24.0, 0.4, FLASH),
            Event::BallLost { at, .. } => {
                let end = At::new(at.x, FIELD_HEIGHT);
                self.glow(end, BAD, 64.0, 0.7, FALL);
                self.sparks(end, BAD, 8, 70.0);
            }
            _ => self.further(event),
        }
    }

    fn further(&mut self, event: &Event) {
        match *event {
            Event::CapsuleCaught { seat, kind, at } => {
                let colour = art::capsule_colour(kind).towards(TEXT, 0.25);
                self.ring(at, colour, 1.5, FALL);
                self.glow(at, self.colour(seat), 60.0, 0.8, LINGER);
                self.sparks(at, colour, 10, 70.0);
            }
            Event::BallSplit { at, .. } => self.ring(at, TEXT, 1.2, LINGER),
            Event::ShotsFired { seat, at } => {
                self.glow(at, self.colour(seat).towards(TEXT, 0.4), 22.0, 0.8, FLASH);
            }
            Event::EnemyHit { kind, seat, at, .. } => self.enemy(kind, seat, at),
            Event::BossHit { left, seat, at } => self.boss(left, seat, at),
            Event::BoltFired { at } => self.glow(at, WARNING, 50.0, 0.9, LINGER),
            Event::PaddleOut { seat, at } => {
                let colour = self.colour(seat);
                self.glow(at, BAD, 80.0, 0.9, FALL);
                self.ring(at, BAD, 1.8, FALL);
                self.splinters(on(at, layer::SPARK), Vec2::new(12.0, 2.0), colour, 14, 90.0);
            }
            Event::WentThrough { .. } => {
                let at = At::new(FIELD_WIDTH, PADDLE_Y);
                self.glow(at, GOOD, 120.0, 0.9, FALL);
                self.ring(at, GOOD, 3.0, FALL);
            }
            _ => {}
        }
    }

    fn glow(&mut self, at: At, colour: Swatch, diameter: f32, strength: f32, life: Duration) {
        self.glow_at(on(at, layer::LIGHT), colour, diameter, strength, life);
    }

    fn glow_at(&mut self, at: Vec3, colour: Swatch, diameter: f32, strength: f32, life: Duration) {
        let size = Vec2::splat(diameter / Piece::Glow.size().x);
        self.particles.add(Particle {
            size: (size, size * 1.25),
            ..Particle::still(
                Piece::Glow,
                at.with_z(layer::LIGHT),
                colour.faded(strength),
                life,
            )
        });
    }

    /// A ring that spreads to so many times its picture's size.
    fn ring(&mut self, at: At, colour: Swatch, to: f32, life: Duration) {
        if self.still {
            return;
        }
        self.particles.add(Particle {
            size: (Vec2::splat(0.2), Vec2::splat(to)),
            ..Particle::still(Piece::Ring, on(at, layer::SPARK), colour.faded(0.8), life)
        });
    }

    fn sparks(&mut self, at: At, colour: Swatch, count: u8, speed: f32) {
        if self.still {
            return;
        }
        for _ in 0..count {
            let [turn, fast, large, long] = self.particles.chances();
            let way = Vec2::from_angle(turn * TAU);
            let size = Vec2::splat(0.5 + 0.6 * large);
            let life = Duration::from_millis(260 + (240.0 * long) as u64);
            self.particles.add(Particle {
                velocity: way * speed * (0.4 + fast) + Vec2::Y * 12.0,
                pull: 150.0,
                size: (size, size * 0.3),
                ..Particle::still(Piece::Spark, on(at, layer::SPARK), colour.color(), life)
            });
        }
    }

    /// Splinters that tumble out of a rectangle around a place under the field's root.
    fn splinters(&mut self, at: Vec3, half: Vec2, colour: Swatch, count: u8, speed: f32) {
        if self.still {
            return;
        }
        for number in 0..count {
            let [x, y, turn, spin, fast, long] = self.particles.chances();
            let out = Vec2::new(x * 2.0 - 1.0, y * 2.0 - 1.0);
            let size = Vec2::splat(0.75 + 0.7 * turn);
            let life = Duration::from_millis(420 + (320.0 * long) as u64);
            self.particles.add(Particle {
                velocity: Vec2::new(out.x, out.y * 0.7 + 0.35) * speed * (0.5 + fast),
                pull: 260.0,
                turn: turn * TAU,
                spin: (spin - 0.5) * 22.0,
                size: (size, size * 0.7),
                ..Particle::still(
                    Piece::Shard(number % 4),
                    (at + (out * half).extend(0.0)).with_z(layer::SPARK),
                    colour.color(),
                    life,
                )
            });
        }
    }

    fn brick(&mut self, cell: Cell, brick: Brick, broken: bool) {
        let colour = bricks::colour(brick);
        let at = bricks::middle(cell, layer::LIGHT);
        if broken {
            let flash = colour.towards(TEXT, 0.6).faded(0.9);
            self.particles.add(Particle {
                size: (Vec2::ONE, Vec2::splat(1.12)),
                ..Particle::still(Piece::Blank, at, flash, FLASH)
            });
            self.glow_at(at, colour.towards(WARNING, 0.2), 46.0, 0.55, LINGER);
            let half = Vec2::new(8.0, 3.0);
            self.splinters(at, half, colour.towards(TEXT, 0.15), SPLINTERS, 52.0);
        } else {
            let flash = TEXT.faded(if brick.kind == BrickKind::Gold {
                0.35
            } else {
                0.55
            });
            self.particles
                .add(Particle::still(Piece::Blank, at, flash, FLASH));
            if !self.still {
                self.particles.add(Particle {
                    look: Look::Glint,
                    ..Particle::still(Piece::Blank, at, Color::WHITE.with_alpha(0.75), LINGER)
                });
            }
        }
    }

    fn enemy(&mut self, kind: EnemyKind, seat: Option<SeatIndex>, at: At) {
        let colour = match kind {
            EnemyKind::Drifter => Swatch::hex(0x2FC4B2),
            EnemyKind::Crawler => Swatch::hex(0xE0579F),
            EnemyKind::Orbiter => Swatch::hex(0xF0A63C),
        };
        self.ring(at, self.colour_or(seat), 1.3, LINGER);
        self.glow(at, colour, 60.0, 0.8, LINGER);
        self.splinters(on(at, layer::SPARK), Vec2::splat(4.0), colour, 12, 70.0);
        self.sparks(at, colour.towards(TEXT, 0.5), 8, 80.0);
    }

    fn boss(&mut self, left: u32, seat: Option<SeatIndex>, at: At) {
        let stone = Swatch::hex(0x7276BC);
        self.glow(at, self.colour_or(seat), 56.0, 0.9, LINGER);
        if left > 0 {
            self.splinters(on(at, layer::SPARK), Vec2::splat(3.0), stone, 6, 60.0);
            return;
        }
        self.glow(at, WARNING, 260.0, 1.0, FALL * 2);
        self.ring(at, TEXT, 6.0, FALL);
        self.ring(at, WARNING, 9.0, FALL * 2);
        let middle = place(Vec2::new(at.x, at.y), layer::SPARK);
        self.splinters(middle, Vec2::splat(24.0), stone, RUINS, 120.0);
        self.sparks(at, WARNING, RUINS, 160.0);
    }
}
