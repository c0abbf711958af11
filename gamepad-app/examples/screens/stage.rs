//! Puts a screen of the table on the glass, and the fingers that belong to it, once it is laid out. What the player chooses on
//! it is carried out. Must not know what is on any screen, nor whether there is a window.

use crate::screens::{SCREENS, Scene};
use bevy::input::mouse::{MouseScrollUnit, MouseWheel};
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use couchpad_gamepad::find::{Deed, Effect, Finder};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::redraw::Awake;
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::touch::PadSystems;
use std::time::Duration;

/// How long the app has been running when the first screen comes: whatever happens after a while has happened.
const BEFORE: Duration = Duration::from_secs(60);
/// Frames after which a screen is laid out.
const LAID: u32 = 3;
/// How long every frame is drawn when a screen comes.
const LOOK: Duration = Duration::from_secs(1);
/// Further than any list goes, in dp.
const FAR: f32 = 100_000.0;

/// Which screen is shown, by its place in the table.
#[derive(Resource)]
pub(crate) struct Shown(pub(crate) usize);

/// What is done on the screen.
#[derive(Resource, Default)]
struct Hands {
    /// Where fingers are to rest, in shares of the glass.
    fingers: Vec<Vec2>,
    /// Whether what can be pushed is to be pushed to its end.
    pushed: bool,
    /// Frames since the screen came.
    frames: u32,
    /// Where fingers rest now, in dp.
    down: Vec<Vec2>,
}

type TheWindow<'w, 's> = Single<'w, 's, (Entity, &'static mut Window), With<PrimaryWindow>>;

/// Shows screens. Add Bevy's own plugins and the pad first.
pub(crate) fn plugin(app: &mut App) {
    let mut clock = app.world_mut().resource_mut::<Time<Virtual>>();
    clock.advance_by(BEFORE);
    app.init_resource::<Hands>()
        .add_systems(
            PreUpdate,
            (put_up.run_if(resource_changed::<Shown>), lay_hands)
                .chain()
                .before(PadSystems::Touch),
        )
        .add_systems(PreUpdate, choose.after(PadSystems::Find));
}

/// The screen as the table has it, whatever was done on the one before.
fn put_up(
    (shown, time): (Res<Shown>, Res<Time>),
    (mut finder, mut pad): (ResMut<Finder>, ResMut<PadModel>),
    (mut hands, mut awake): (ResMut<Hands>, ResMut<Awake>),
    mut window: TheWindow,
    mut touches: MessageWriter<TouchInput>,
) {
    let Some((name, scene)) = SCREENS.get(shown.0) else {
        return;
    };
    touches.write_batch(touch(window.0, &hands.down, TouchPhase::Ended));
    let scene: Scene = scene(time.elapsed());
    (*finder, *pad) = (scene.finder, scene.pad);
    *hands = Hands {
        fingers: scene.fingers,
        pushed: scene.pushed,
        ..default()
    };
    let number = shown.0 + 1;
    window.1.title = format!("{name} · {number} of {}", SCREENS.len());
    awake.stay(time.elapsed(), LOOK);
}

/// Fingers come down where the screen has them. A list is turned to its end, or to its beginning: it may be the one of the
/// screen before.
fn lay_hands(
    window: TheWindow,
    mut hands: ResMut<Hands>,
    mut touches: MessageWriter<TouchInput>,
    mut wheel: MessageWriter<MouseWheel>,
) {
    hands.frames = hands.frames.saturating_add(1);
    if hands.frames != LAID {
        return;
    }
    let glass = window.1.size();
    hands.down = hands.fingers.iter().map(|share| *share * glass).collect();
    touches.write_batch(touch(window.0, &hands.down, TouchPhase::Started));
    wheel.write(MouseWheel {
        unit: MouseScrollUnit::Pixel,
        x: 0.0,
        y: if hands.pushed { -FAR } else { FAR },
        window: window.0,
        phase: TouchPhase::Moved,
    });
}

fn touch(window: Entity, places: &[Vec2], phase: TouchPhase) -> Vec<TouchInput> {
    let touch = |(finger, position): (usize, &Vec2)| TouchInput {
        phase,
        position: *position,
        window,
        force: None,
        id: finger as u64 + 1,
    };
    places.iter().enumerate().map(touch).collect()
}

/// Settings are all that needs nobody outside.
fn choose(mut deeds: MessageReader<Deed>, mut settings: ResMut<Settings>) {
    for deed in deeds.read() {
        if let Effect::Choose(choice) = deed.0 {
            settings.choose(choice);
        }
    }
}
