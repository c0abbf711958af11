//! The countdown, as on the big screen: one number as large as the glass has room for, and a word when it goes on. It jumps in;
//! where motion is reduced it stands.

use super::{Layer, free, ink, lies_on, sheet};
use crate::model::{Count, PadModel};
use crate::place::{Glass, Plan};
use crate::redraw::Awake;
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use bevy::prelude::*;
use couchpad_theme::colour::Swatch;
use couchpad_theme::motion::SAY;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::strong;
use couchpad_theme::{Motion, TextSize};
use std::time::Duration;

/// How long the last word stands, and until it is gone.
const GO: Duration = Duration::from_millis(700);
pub(super) const STAYS: Duration = Duration::from_millis(700 + 240);
/// How much larger a number comes in than it stands.
const JUMP: f32 = 0.3;
/// How large it may be, the largest first.
const STEPS: [Step; 7] = [
    Step::Code,
    Step::Display,
    Step::Title,
    Step::Heading,
    Step::Lead,
    Step::Body,
    Step::Small,
];

#[derive(Component)]
struct CountSheet;

/// The number.
#[derive(Component)]
struct Number(Swatch);

/// What decides the node.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    count: Count,
    words: String,
    at: Rect,
    step: Step,
    ink: Swatch,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Words>()
        .add_systems(Startup, |mut commands: Commands| {
            commands.spawn((sheet(Layer::Header), CountSheet));
        })
        .add_systems(Update, (draw, jump).chain());
}

fn draw(
    mut commands: Commands,
    (model, words): (Res<PadModel>, Res<Words>),
    (glass, fingers, letters): (Res<PadGlass>, Res<Fingers>, Res<TextSize>),
    sheet: Query<Entity, With<CountSheet>>,
    mut shown: Local<Option<Said>>,
) {
    let changed = model.is_changed() || words.is_changed();
    let placed = glass.is_changed() || fingers.is_changed() || letters.is_changed();
    if !(changed || placed) {
        return;
    }
    let on = (fingers.0.plan(), &glass.0, letters.times());
    let now = said(&model, &words, on);
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    if let Some(said) = &now {
        commands.entity(sheet).with_children(|sheet| {
            let number = strong(said.words.clone(), said.step, said.ink);
            let number = (number, TextLayout::no_wrap(), Number(said.ink));
            sheet.spawn(lies_on(said.at)).with_child(number);
        });
    }
    *shown = now;
}

fn said(model: &PadModel, words: &Words, on: (&Plan, &Glass, f32)) -> Option<Said> {
    let count = model.count.filter(|_| model.shows_controls())?;
    let words = match count.seconds {
        0 => words.say("count-go"),
        seconds => seconds.to_string(),
    };
    let (at, step) = free::line(on, &words, &STEPS)?;
    Some(Said {
        count,
        words,
        at,
        step,
        ink: ink(model),
    })
}

fn jump(
    time: Res<Time>,
    motion: Res<Motion>,
    model: Res<PadModel>,
    mut awake: ResMut<Awake>,
    mut numbers: Query<(&Number, &mut UiTransform, &mut TextColor)>,
) {
    let Some(count) = model.count else {
        return;
    };
    let age = time.elapsed().saturating_sub(count.at);
    let (size, there) = looks(*motion, count, age);
    for (number, mut transform, mut colour) in &mut numbers {
        let (scale, faded) = (Vec2::splat(size), number.0.faded(there));
        if transform.scale != scale {
            transform.scale = scale;
        }
        if colour.0 != faded {
            colour.0 = faded;
        }
    }
    let ends = if count.seconds == 0 { STAYS } else { SAY };
    if !numbers.is_empty() && age < ends {
        awake.stay(count.at, ends + SAY);
    }
}

/// How large and how clear it is, so long after it came.
fn looks(motion: Motion, count: Count, age: Duration) -> (f32, f32) {
    let came = motion.progress(age, SAY);
    let size = 1.0 + JUMP * (1.0 - came);
    let is_over = count.seconds == 0 && age >= GO;
    let there = if is_over {
        1.0 - motion.progress(age.saturating_sub(GO), SAY)
    } else {
        came
    };
    (size, there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_until_the_next_and_the_word_goes_by_itself() {
        let number = |seconds| Count {
            seconds,
            at: Duration::ZERO,
        };
        let at = |motion, seconds, age| looks(motion, number(seconds), Duration::from_millis(age));
        let moving = Motion::default();
        let (size, there) = at(moving, 3, 0);
        assert!(size > 1.2 && there < 0.01);
        assert_eq!(at(moving, 3, 240), (1.0, 1.0));
        assert_eq!(at(moving, 1, 9_999), (1.0, 1.0));
        assert_eq!(at(moving, 0, 699), (1.0, 1.0));
        assert_eq!(at(moving, 0, 940).1, 0.0);
        // nothing moves, and it is as long there
        let still = Motion { reduced: true };
        for age in [0, 100, 699] {
            assert_eq!(at(still, 0, age), (1.0, 1.0));
        }
        assert_eq!(at(still, 0, 700).1, 0.0);
    }
}
