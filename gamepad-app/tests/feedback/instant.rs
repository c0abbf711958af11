//! A press is seen and felt in the frame of the finger, before the network is told of it.

use crate::support::{LAUNCH, arkanoid};
use bevy::input::touch::TouchPhase;
use bevy::prelude::*;
use couchpad_core::protocol::{Phase, Place, SeatIndex};
use couchpad_gamepad::model::{Connection, PadModel};
use couchpad_gamepad::pad_plugin;
use couchpad_gamepad::platform::{
    self, Device, Haptic, Permission, Platform, ScreenOrientation, Shell, ShellAbout, ShellError,
    TextField,
};
use couchpad_gamepad::touch::{Fingers, PadSystems};
use couchpad_pictures::Studio;
use couchpad_theme::widgets::{Pill, PillState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A phone that counts what it lets be felt.
#[derive(Default)]
struct Hand(Mutex<Vec<Haptic>>);

impl Hand {
    fn felt(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl Shell for Hand {
    fn haptic(&self, haptic: Haptic) -> Result<(), ShellError> {
        self.0.lock().unwrap().push(haptic);
        Ok(())
    }
    fn keep_awake(&self, _: bool) -> Result<(), ShellError> {
        Ok(())
    }
    fn set_playing(&self, _: bool) -> Result<(), ShellError> {
        Ok(())
    }
    fn set_orientation(&self, _: ScreenOrientation) -> Result<(), ShellError> {
        Ok(())
    }
    fn set_tilt(&self, _: bool) -> Result<(), ShellError> {
        Ok(())
    }
    fn scan(&self, _: u64) -> Result<(), ShellError> {
        Ok(())
    }
    fn ask_permission(&self, _: u64, _: Permission) -> Result<(), ShellError> {
        Ok(())
    }
    fn edit_text(&self, _: u64, _: TextField) -> Result<(), ShellError> {
        Ok(())
    }
    fn cancel(&self, _: u64) -> Result<(), ShellError> {
        Ok(())
    }
    fn open_settings(&self) -> Result<(), ShellError> {
        Ok(())
    }
    fn share_log(&self, _: String) -> Result<(), ShellError> {
        Ok(())
    }
}

/// What had been felt when the network's turn came.
#[derive(Resource)]
struct BeforeTheNetwork(Arc<Hand>, Arc<AtomicUsize>);

fn note(before: Res<BeforeTheNetwork>) {
    before.1.store(before.0.felt(), Ordering::Relaxed);
}

fn playing() -> PadModel {
    PadModel {
        connection: Connection::Live,
        met: true,
        layout: Some(arkanoid().into()),
        place: Some(Place::Seated {
            seat: SeatIndex(0),
            mark: 0,
        }),
        phase: Phase::Playing,
        ..PadModel::default()
    }
}

/// The state of the LAUNCH button, and the colour that it has on the glass.
fn launch(studio: &mut Studio) -> (PillState, Color) {
    let world = studio.app().world_mut();
    let mut pills = world.query::<(&Pill, &BackgroundColor, &Children)>();
    let mut words = world.query::<&Text>();
    let found = pills.iter(world).find(|(.., children)| {
        let mut said = children
            .iter()
            .filter_map(|child| words.get(world, child).ok());
        said.any(|text| text.0 == "LAUNCH")
    });
    let (pill, ground, _) = found.expect("LAUNCH is there");
    (pill.state, ground.0)
}

#[test]
fn a_press_is_seen_and_felt_in_the_frame_of_the_finger_and_before_the_network() {
    let hand = Arc::new(Hand::default());
    let platform = Arc::<Platform>::default();
    let shell: Arc<dyn Shell> = hand.clone();
    platform.attach(shell, ShellAbout::default()).expect("one");
    let heard = Arc::<AtomicUsize>::default();
    let mut studio = Studio::new(360, 800, |app| {
        app.insert_resource(playing())
            .insert_resource(Device(platform))
            .insert_resource(BeforeTheNetwork(hand.clone(), Arc::clone(&heard)))
            .add_plugins((pad_plugin, platform::plugin))
            .add_systems(PreUpdate, note.in_set(PadSystems::Send));
    })
    .expect("a software Vulkan driver");
    studio.step(5);
    let (rest, calm) = launch(&mut studio);
    assert_eq!((rest, hand.felt()), (PillState::Rest, 0));
    let plan = studio.app().world().resource::<Fingers>().0.plan();
    let at = plan.controls[1].rect.center();

    studio.touch(1, TouchPhase::Started, at);
    studio.step(1);
    let (pressed, loud) = launch(&mut studio);
    assert_eq!(pressed, PillState::Pressed, "in one frame");
    assert_ne!(loud, calm, "and painted in it");
    assert_eq!(hand.felt(), 1, "and felt");
    assert_eq!(heard.load(Ordering::Relaxed), 1, "first of all");
    let held = studio.app().world().resource::<Fingers>().0.held();
    assert_eq!(held, LAUNCH.bit());

    studio.touch(1, TouchPhase::Ended, at);
    studio.step(1);
    assert_eq!(launch(&mut studio).0, PillState::Rest);
    assert_eq!(hand.felt(), 1, "a release is not");

    // a tap that is over before the frame is drawn is seen in it all the same, and let go after it
    studio.touch(2, TouchPhase::Started, at);
    studio.touch(2, TouchPhase::Ended, at);
    studio.step(1);
    assert_eq!(launch(&mut studio).0, PillState::Pressed);
    assert_eq!(hand.felt(), 2);
    studio.step(1);
    assert_eq!(launch(&mut studio).0, PillState::Rest);
}
