//! How discs fall, bounce and leave. Must not know why.

use bevy::prelude::*;
use couchpad_theme::motion::{Motion, SAY, ease_out};

/// Cells that a falling disc gains in speed every second, each second.
const PULL: f32 = 55.0;
/// Of its speed, what a disc keeps when it bounces.
const BOUNCE: f32 = 0.26;
/// Leaving discs are gone when they are so many cells below their place.
const GONE: f32 = 9.0;

/// Where a disc is on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// It falls from so many cells above its place.
    In(f32),
    /// It is where it belongs.
    Rests,
    /// It is taken out at the top, so many cells above.
    Up(f32),
    /// The board is emptied at the bottom.
    Down,
}

/// Something that falls into its place and out of it.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Falling {
    way: Way,
    /// Seconds on this way.
    age: f32,
    /// Side of a cell, in units.
    cell: f32,
}

impl Falling {
    pub(super) const fn new(way: Way, cell: f32) -> Self {
        Self {
            way,
            age: 0.0,
            cell,
        }
    }

    /// Goes another way from now on.
    pub(super) const fn turn(&mut self, way: Way) {
        self.way = way;
        self.age = 0.0;
    }

    /// Whether it is on its way out.
    pub(super) const fn is_leaving(&self) -> bool {
        matches!(self.way, Way::Up(_) | Way::Down)
    }
}

/// How many cells above its place a disc is, so long after it was let go from so far above; `None` once it rests.
fn above(age: f32, from: f32) -> Option<f32> {
    let falls = (2.0 * from / PULL).sqrt();
    if age < falls {
        return Some(from - PULL * age * age / 2.0);
    }
    let (since, speed) = (age - falls, BOUNCE * PULL * falls);
    let height = speed * since - PULL * since * since / 2.0;
    (height > 0.0).then_some(height)
}

/// Where something on its way is now, in cells above its place, and whether it has arrived.
fn now(way: Way, age: f32) -> (f32, bool) {
    match way {
        Way::Rests => (0.0, true),
        Way::In(from) => above(age, from).map_or((0.0, true), |above| (above, false)),
        Way::Up(to) => {
            let share = age / SAY.as_secs_f32();
            (to * ease_out(share), share >= 1.0)
        }
        Way::Down => {
            let below = PULL * age * age / 2.0;
            (-below, below > GONE)
        }
    }
}

/// Moves what is on its way; what rests is left alone.
pub(super) fn fall(
    mut commands: Commands,
    time: Res<Time>,
    motion: Res<Motion>,
    mut falling: Query<(Entity, &mut Falling, &mut UiTransform)>,
) {
    for (entity, mut disc, mut transform) in &mut falling {
        if disc.way == Way::Rests {
            continue;
        }
        disc.age += time.delta_secs();
        let (above, has_arrived) = match (now(disc.way, disc.age), motion.reduced) {
            (_, true) => (0.0, true),
            (now, false) => now,
        };
        transform.translation = Val2::px(0.0, -above * disc.cell);
        if has_arrived && disc.is_leaving() {
            commands.entity(entity).despawn();
        } else if has_arrived {
            disc.turn(Way::Rests);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disc_falls_faster_and_faster_bounces_once_and_rests() {
        for from in [1.0, 3.0, 6.0] {
            let places: Vec<_> = (0..120)
                .map_while(|n| above(n as f32 / 120.0, from))
                .collect();
            assert_eq!(places[0], from);
            assert!(
                places.len() > 10 && places.len() < 100,
                "well under a second"
            );
            let lowest = places.iter().position(|place| *place < 0.02 * from + 0.05);
            let bounce = &places[lowest.unwrap()..];
            let highest = bounce.iter().copied().fold(0.0, f32::max);
            assert!(
                highest > 0.02 * from && highest < 0.1 * from,
                "{from}: {highest}"
            );
        }
    }

    #[test]
    fn what_leaves_is_gone_soon() {
        assert!(!now(Way::Down, 0.1).1 && now(Way::Down, 0.8).1);
        assert!(!now(Way::Up(3.0), 0.1).1 && now(Way::Up(3.0), 0.3).1);
        assert!(now(Way::Up(3.0), 0.2).0 > 2.0 && now(Way::Down, 0.4).0 < -2.0);
        assert_eq!(now(Way::Rests, 5.0), (0.0, true));
    }
}
