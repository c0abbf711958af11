//! "Your turn": the words where the eye falls, light behind them, and behind what is to be pressed. Says what the game told, and
//! nothing of its own. It breathes a few times, then shines on; where motion is reduced it shines from the start.

use super::{Layer, free, ink, lies_on, sheet};
use crate::model::PadModel;
use crate::place::{Glass, Placed, Plan};
use crate::redraw::Awake;
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use bevy::prelude::*;
use couchpad_core::protocol::{ControlKind, Weight};
use couchpad_theme::colour::{Swatch, TEXT};
use couchpad_theme::motion::BREATH;
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_image, strong};
use couchpad_theme::{Motion, TextSize};
use std::time::Duration;

/// How large the words may be, the largest first.
const STEPS: [Step; 4] = [Step::Heading, Step::Lead, Step::Body, Step::Small];
/// How wide and high the light behind them is, in dp.
const HALO: Vec2 = Vec2::new(46.0 * GRID, 22.0 * GRID);
/// How bright the light is, at its calmest and at most.
const DIM: f32 = 0.16;
const BRIGHT: f32 = 0.6;
/// So often it breathes before it rests: whoever has looked by then knows, and the phone's battery is spared.
const BREATHS: u32 = 3;

#[derive(Component)]
struct TurnSheet;

/// A light that says whose turn it is.
#[derive(Component)]
struct Beacon(Swatch);

/// What decides the nodes.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    words: Option<(Rect, Step, String)>,
    pressed: Option<Rect>,
    ink: Swatch,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Words>()
        .add_systems(Startup, |mut commands: Commands| {
            commands.spawn((sheet(Layer::Light), TurnSheet));
        })
        .add_systems(Update, (draw, shine).chain());
}

fn draw(
    mut commands: Commands,
    (model, words): (Res<PadModel>, Res<Words>),
    (glass, fingers, letters): (Res<PadGlass>, Res<Fingers>, Res<TextSize>),
    sheet: Query<Entity, With<TurnSheet>>,
    mut shown: Local<Option<Said>>,
) {
    let changed = model.is_changed() || words.is_changed() || letters.is_changed();
    if !(changed || glass.is_changed() || fingers.is_changed()) {
        return;
    }
    let now = model.is_turn().then(|| {
        said(
            &model,
            &words,
            (fingers.0.plan(), &glass.0, letters.times()),
        )
    });
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    if let Some(said) = &now {
        commands
            .entity(sheet)
            .with_children(|sheet| write(sheet, said));
    }
    *shown = now;
}

fn said(model: &PadModel, words: &Words, on: (&Plan, &Glass, f32)) -> Said {
    let words = words.say("turn");
    let at = free::line(on, &words, &STEPS);
    Said {
        words: at.map(|(at, step)| (at, step, words)),
        pressed: on.0.controls.iter().find(|c| is_primary(c)).map(|c| c.rect),
        ink: ink(model),
    }
}

/// What matters most is what the game waits for.
fn is_primary(control: &Placed) -> bool {
    let weight = Weight::Primary;
    matches!(control.kind, ControlKind::Button { weight: w, .. } if w == weight)
}

fn write(sheet: &mut ChildSpawnerCommands, said: &Said) {
    if let Some(pressed) = said.pressed {
        // wider than the button, as what lies under it is not seen
        let halo = pressed.size() + Vec2::splat(22.0 * GRID);
        beacon(sheet, pressed.center(), halo, said);
    }
    if let Some((at, step, words)) = &said.words {
        beacon(sheet, at.center(), HALO, said);
        let line = (strong(words.clone(), *step, TEXT), TextLayout::no_wrap());
        sheet.spawn(lies_on(*at)).with_child(line);
    }
}

fn beacon(sheet: &mut ChildSpawnerCommands, middle: Vec2, size: Vec2, said: &Said) {
    let light = ImageNode::new(glow_image()).with_color(said.ink.faded(DIM));
    let node = lies_on(Rect::from_center_size(middle, size));
    sheet.spawn((node, light, Beacon(said.ink)));
}

fn shine(
    time: Res<Time>,
    motion: Res<Motion>,
    model: Res<PadModel>,
    mut awake: ResMut<Awake>,
    mut beacons: Query<(&Beacon, &mut ImageNode)>,
) {
    let Some(since) = model.turn else {
        return;
    };
    let age = time.elapsed().saturating_sub(since);
    if !beacons.is_empty() && !motion.reduced && age < BREATH * BREATHS {
        // told anew while it lasts, so that a turn that is over is not drawn on for
        awake.breathe(time.elapsed(), BREATH / 8);
    }
    let share = light(*motion, age);
    for (beacon, mut image) in &mut beacons {
        let colour = beacon.0.faded(DIM + (BRIGHT - DIM) * share);
        if image.color != colour {
            image.color = colour;
        }
    }
}

/// How bright it is, 0 to 1, so long after the turn began: from dark, up and down, and at last up for good.
fn light(motion: Motion, age: Duration) -> f32 {
    let rests = BREATH * BREATHS - BREATH / 2;
    motion.breath(age.min(rests))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_breathes_and_comes_to_rest_at_its_brightest() {
        let motion = Motion::default();
        assert!(light(motion, Duration::ZERO) < 0.01);
        assert!(light(motion, BREATH / 2) > 0.99);
        assert!(light(motion, BREATH) < 0.01);
        for later in [BREATH * BREATHS, BREATH * 1_000 + BREATH / 3] {
            assert!(light(motion, later) > 0.99, "{later:?}");
        }
        let still = Motion { reduced: true };
        assert_eq!(light(still, Duration::ZERO), 1.0);
    }
}
