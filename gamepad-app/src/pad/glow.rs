//! A glow of the edge for what just happened: a round that was cleared, a ball that was lost. It lies over the link's own light and
//! goes by itself; where motion is reduced it is even, and weaker. Nothing flashes faster than three times a second, whatever a
//! game wants.

use super::edge::{self, REACH};
use super::{Layer, ink, sheet};
use crate::model::{Glow, PadModel};
use crate::redraw::Awake;
use bevy::prelude::*;
use bevy::ui::gradients::BackgroundGradient;
use couchpad_core::protocol::Tint;
use couchpad_theme::Motion;
use couchpad_theme::colour::{BAD, GOOD, Swatch, WARNING};
use couchpad_theme::widgets::edge_glow;
use std::time::Duration;

/// The shortest time from one glow to the next.
const GAP: Duration = Duration::from_millis(334);
/// How strong it is when it comes, and throughout where nothing moves.
const STRONG: f32 = 0.7;
const EVEN: f32 = 0.45;
/// How much wider it is than the light of the link.
const WIDER: f32 = 1.8;

#[derive(Component)]
struct GlowSheet;

/// What glows now, and since when.
#[derive(Resource, Debug, Default)]
struct Shown {
    /// The newest of the model's that was looked at.
    last: Option<Glow>,
    glow: Option<Glow>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shown>()
        .add_systems(Startup, |mut commands: Commands| {
            commands.spawn((sheet(Layer::Edge), GlowSheet));
        })
        .add_systems(Update, (take, shine).chain());
}

/// Takes a new one, unless the one before is too young.
fn take(model: Res<PadModel>, mut shown: ResMut<Shown>, mut awake: ResMut<Awake>) {
    if !model.is_changed() || model.glow == shown.last {
        return;
    }
    shown.last = model.glow;
    let Some(glow) = model.glow else {
        // the game is over, or another one began
        shown.glow = None;
        return;
    };
    if follows(shown.glow, glow) {
        shown.glow = Some(glow);
        awake.stay(glow.at, glow.length + GAP);
    }
}

fn follows(before: Option<Glow>, glow: Glow) -> bool {
    before.is_none_or(|before| glow.at >= before.at + GAP)
}

fn shine(
    mut commands: Commands,
    time: Res<Time>,
    motion: Res<Motion>,
    model: Res<PadModel>,
    shown: Res<Shown>,
    sheet: Query<(Entity, Option<&Children>), With<GlowSheet>>,
    mut strips: Query<(&edge::Side, &mut BackgroundGradient)>,
) {
    let Ok((sheet, children)) = sheet.single() else {
        return;
    };
    let light = shown.glow.and_then(|glow| {
        let age = time.elapsed().saturating_sub(glow.at);
        let strength = strength(*motion, glow.length, age)?;
        Some((colour(glow.tint, &model), strength))
    });
    let strips_of = children.map(|children| &children[..]).unwrap_or_default();
    match light {
        None if !strips_of.is_empty() => {
            commands.entity(sheet).despawn_children();
        }
        None => {}
        Some((colour, strength)) if strips_of.is_empty() => {
            commands.entity(sheet).with_children(|sheet| {
                for (node, side) in edge::sides(REACH * WIDER) {
                    let light = edge_glow(colour, strength, REACH * WIDER, side.towards());
                    sheet.spawn((node, side, light));
                }
            });
        }
        Some((colour, strength)) => {
            for strip in strips_of {
                if let Ok((side, mut light)) = strips.get_mut(*strip) {
                    *light = edge_glow(colour, strength, REACH * WIDER, side.towards());
                }
            }
        }
    }
}

fn colour(tint: Tint, model: &PadModel) -> Swatch {
    match tint {
        Tint::Own => ink(model),
        Tint::Good => GOOD,
        Tint::Warning => WARNING,
        Tint::Bad => BAD,
        Tint::Mark(mark) => couchpad_theme::mark(usize::from(mark)).colour,
    }
}

/// How strong it is, so long after it came; `None` once it is over.
fn strength(motion: Motion, length: Duration, age: Duration) -> Option<f32> {
    if age >= length {
        return None;
    }
    if motion.reduced {
        return Some(EVEN);
    }
    // bright at once, and gone in a curve that ends gently
    Some(STRONG * (1.0 - motion.progress(age, length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_fades_and_ends_or_is_even_and_ends() {
        let length = Duration::from_millis(600);
        let at = |reduced, age| strength(Motion { reduced }, length, Duration::from_millis(age));
        let moving: Vec<_> = (0..600)
            .step_by(20)
            .filter_map(|age| at(false, age))
            .collect();
        assert_eq!((moving.len(), moving[0]), (30, STRONG));
        assert!(moving.is_sorted_by(|a, b| a > b));
        assert_eq!(at(true, 0), at(true, 599));
        assert_eq!([at(false, 600), at(true, 600)], [None, None]);
    }

    #[test]
    fn a_game_that_wants_a_strobe_gets_three_a_second_at_most() {
        let glow = |millis| Glow {
            tint: Tint::Own,
            length: Duration::from_millis(50),
            at: Duration::from_millis(millis),
        };
        let (mut shown, mut times) = (None, Vec::new());
        for now in (0..2_000).step_by(10) {
            if follows(shown, glow(now)) {
                shown = Some(glow(now));
                times.push(now);
            }
        }
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 334));
        assert_eq!(times.len(), 6);
    }
}
