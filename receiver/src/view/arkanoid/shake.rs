//! The screen's shake: blows add up, fade within a second, and never move the field by more than a ball's width or so.

use super::Draw;
use crate::options::ScreenShake;
use crate::view::Moving;
use crate::view::shown::Happened;
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, Event};
use couchpad_theme::Motion;

/// How far the field moves at most, in field units.
const FAR: f32 = 3.0;
/// How much of a full blow fades in a second.
const FADE: f32 = 1.7;
/// Swings a second, along and across.
const SWINGS: Vec2 = Vec2::new(13.0, 17.0);

/// How hard the field is shaken now.
#[derive(Resource, Default)]
pub(super) struct Shake {
    /// 0 to 1.
    blow: f32,
    seconds: f32,
}

impl Shake {
    /// How far the field is from its place, in field units.
    pub(super) fn offset(&self) -> Vec2 {
        let turn = SWINGS * self.seconds * std::f32::consts::TAU;
        Vec2::new(turn.x.sin(), turn.y.cos()) * self.blow * self.blow * FAR
    }

    fn add(&mut self, blow: f32) {
        self.blow = (self.blow + blow).min(1.0);
    }

    fn pass(&mut self, seconds: f32) {
        self.blow = (self.blow - FADE * seconds).max(0.0);
        // begins anew with the next blow, so that pictures repeat
        self.seconds = if self.blow > 0.0 {
            self.seconds + seconds
        } else {
            0.0
        };
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shake>()
        .init_resource::<ScreenShake>()
        .add_systems(
            Update,
            (
                feel.in_set(Draw::Events),
                calm.before(Draw::Events).run_if(in_state(Moving)),
            ),
        );
}

fn feel(
    happened: Res<Happened<Arkanoid>>,
    motion: Res<Motion>,
    wished: Res<ScreenShake>,
    mut shake: ResMut<Shake>,
) {
    if motion.reduced || !wished.0 {
        return;
    }
    let blow: f32 = happened.events().iter().map(blow).sum();
    if blow > 0.0 {
        shake.add(blow);
    }
}

fn calm(time: Res<Time>, mut shake: ResMut<Shake>) {
    if shake.blow > 0.0 {
        shake.pass(time.delta_secs());
    }
}

/// How hard it is. Bricks break all the time: only many at once are felt.
const fn blow(event: &Event) -> f32 {
    match event {
        Event::BrickHit { broken: true, .. } => 0.07,
        Event::EnemyHit { .. } => 0.22,
        Event::BossHit { left: 0, .. } => 1.0,
        Event::BossHit { .. } => 0.34,
        Event::BallLost { .. } => 0.25,
        Event::PaddleOut { .. } => 0.6,
        Event::LifeLost { .. } => 0.6,
        Event::WentThrough { .. } => 0.4,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blows_are_bounded_and_end() {
        let mut shake = Shake::default();
        (0..200).for_each(|_| shake.add(0.5));
        let mut farthest = 0.0_f32;
        for _ in 0..60 {
            farthest = farthest.max(shake.offset().abs().max_element());
            shake.pass(1.0 / 60.0);
        }
        assert!(farthest > 1.0 && farthest <= FAR, "{farthest}");
        assert_eq!(shake.offset(), Vec2::ZERO);
    }
}
