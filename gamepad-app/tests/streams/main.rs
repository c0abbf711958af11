//! Streams of touches, as a system sends them, through the app's own plugins: what was recorded or made for a purpose, and
//! any other.

mod any;
mod stream;
#[path = "../support/mod.rs"]
mod support;
mod wishes;

use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Gain, OneEuro, Orientation, PadLayout, Weight,
};
use couchpad_gamepad::settings::{Hand, Settings, Steering};
use couchpad_gamepad::touch::Action;
use stream::{Phone, read};
use support::{LAUNCH, X, arkanoid, button, swipe};

const STREAMS: [(&str, &str); 8] = [
    ("swipes", include_str!("touches/swipes.txt")),
    ("taps", include_str!("touches/taps.txt")),
    ("ten-fingers", include_str!("touches/ten-fingers.txt")),
    ("palm", include_str!("touches/palm.txt")),
    ("edge-gesture", include_str!("touches/edge-gesture.txt")),
    ("call", include_str!("touches/call.txt")),
    ("turn", include_str!("touches/turn.txt")),
    ("slide-off", include_str!("touches/slide-off.txt")),
];

fn stream(name: &str) -> &'static str {
    let found = STREAMS.iter().find(|(known, _)| *known == name);
    found.expect("there is such a stream").1
}

/// Arkanoid under this stream: what was done, and where the paddle's axis is then.
fn arkanoid_under(name: &str, settings: Settings) -> (Vec<Action>, i16) {
    let mut phone = Phone::new(arkanoid(), settings);
    phone.play(&read(stream(name)), |_| ());
    let axis = phone.fingers().0.axes()[0];
    (phone.told(), axis)
}

fn edges(actions: &[Action]) -> Vec<Action> {
    let is_edge = |a: &&Action| matches!(a, Action::Press(_) | Action::Release(_));
    actions.iter().filter(is_edge).cloned().collect()
}

/// So many dp of Arkanoid's way on this glass, in units.
fn units(dp: f32, width: f32) -> f32 {
    dp / (0.6 * width) * 2.0 * 32_767.0
}

fn near(axis: i16, wanted: f32, dp: f32) -> bool {
    (f32::from(axis) - wanted).abs() < units(dp, 360.0)
}

fn taps(count: usize) -> Vec<Action> {
    vec![[Action::Press(LAUNCH), Action::Release(LAUNCH)]; count].concat()
}

#[test]
fn swipes_add_up_to_where_the_thumb_went() {
    let (actions, axis) = arkanoid_under("swipes", Settings::default());
    // right 90, left 120 (which ends 30 to the left of where it began), right 55, right 30
    assert!(near(axis, units(55.0, 360.0), 2.0), "{axis}");
    assert_eq!(edges(&actions), []);
    let touching = |a: &&Action| matches!(a, Action::Touching(_));
    assert_eq!(actions.iter().filter(touching).count(), 6);
}

#[test]
fn each_tap_is_a_press_and_a_release_however_short() {
    let (actions, axis) = arkanoid_under("taps", Settings::default());
    assert_eq!(edges(&actions), taps(5));
    assert_eq!(axis, 0);
}

#[test]
fn a_palm_disturbs_no_swipe() {
    let (actions, axis) = arkanoid_under("palm", Settings::default());
    assert!(near(axis, units(90.0, 360.0), 2.0), "{axis}");
    assert!(edges(&actions).len() <= 2, "{:?}", edges(&actions));
}

#[test]
fn a_gesture_of_the_system_ends_a_swipe_and_no_more() {
    let (actions, axis) = arkanoid_under("edge-gesture", Settings::default());
    assert!(near(axis, units(119.0, 360.0).min(32_767.0), 2.0), "{axis}");
    assert_eq!(edges(&actions), []);
}

#[test]
fn a_call_ends_what_was_held_and_play_goes_on() {
    let (actions, _) = arkanoid_under("call", Settings::default());
    assert_eq!(edges(&actions), taps(2));
    let last = actions
        .iter()
        .rev()
        .find(|a| matches!(a, Action::Touching(_)));
    assert_eq!(last, Some(&Action::Touching(false)));
}

#[test]
fn a_turn_of_the_phone_in_mid_swipe_makes_no_jump() {
    let mut phone = Phone::new(arkanoid(), Settings::default());
    let (mut before, mut furthest) = (0_i32, 0);
    phone.play(&read(stream("turn")), |phone| {
        let now = i32::from(phone.fingers().0.axes()[0]);
        furthest = furthest.max((now - before).abs());
        before = now;
    });
    // 20 dp in a frame are as fast as this thumb goes
    assert!((furthest as f32) < units(20.0, 360.0), "{furthest}");
    let axis = phone.fingers().0.axes()[0];
    let wanted = units(70.0, 360.0) + units(59.0, 800.0);
    assert!(near(axis, wanted, 3.0), "{axis} {wanted}");
    assert_eq!(edges(&phone.told()), taps(1));
}

#[test]
fn a_thumb_that_rolls_off_and_back_presses_twice() {
    let (actions, axis) = arkanoid_under("slide-off", Settings::default());
    assert_eq!(edges(&actions), taps(2));
    assert_eq!(axis, 0, "and it was no swipe");
}

#[test]
fn ten_fingers_on_ten_buttons() {
    let mut layout = PadLayout::new("", Orientation::Any);
    for n in 0..10_u8 {
        // two hands' fingertips: one row that is lower in the middle
        let middle = 520.0 - 30.0 * (4.5 - f32::from(n)).abs();
        let top = ((middle - 24.0) / 1180.0 * 1000.0) as u16;
        let area = Area::new(30 + 95 * u16::from(n), top, 90, 41);
        layout = layout.with("", area, button(ButtonIndex(n), Weight::Quiet));
    }
    let mut phone = Phone::new(layout, Settings::default());
    let mut most = 0;
    phone.play(&read(stream("ten-fingers")), |phone| {
        most = most.max(phone.fingers().0.held().count_ones());
    });
    assert_eq!(most, 10);
    let mut books = Books::default();
    books.keep(&phone.told());
    assert_eq!((books.pressed, books.held), (10, 0));
    assert_eq!(phone.fingers().0.held(), 0);
}

/// One of each kind that holds or steers, some of them smooth.
fn everything() -> PadLayout {
    let cross = ControlKind::DPad {
        up: ButtonIndex(1),
        down: ButtonIndex(2),
        left: ButtonIndex(3),
        right: ButtonIndex(4),
    };
    let stick = ControlKind::Stick {
        x: AxisIndex(1),
        y: AxisIndex(2),
    };
    let feel = |axis, gain| ControlKind::Feel {
        axis: AxisIndex(axis),
        gain,
        smoothing: Some(OneEuro {
            min_cutoff: 20,
            beta: 300,
        }),
    };
    let bent = Gain::ByDeflection {
        dead: 50,
        bend: 400,
    };
    let fast = Gain::BySpeed {
        slow: 80,
        fast: 140,
        from: 500,
        to: 3_000,
    };
    PadLayout::new("", Orientation::Any)
        .with("", Area::ALL, swipe())
        .with("", Area::ALL, feel(X.0, fast))
        .with("", Area::ALL, feel(1, bent))
        .with("", Area::new(0, 400, 500, 300), stick)
        .with("", Area::new(500, 400, 500, 300), cross)
        .with(
            "",
            Area::new(0, 720, 1000, 80),
            ControlKind::Slider { axis: AxisIndex(3) },
        )
        .with(
            "GO",
            Area::new(0, 820, 500, 150),
            button(LAUNCH, Weight::Primary),
        )
        .with(
            "GO",
            Area::new(520, 820, 400, 150),
            button(LAUNCH, Weight::Secondary),
        )
}

/// However the player wants it.
fn wishes() -> [Settings; 3] {
    let pointing = Settings {
        steering: Steering::Absolute,
        sensitivity: 25,
        ..Settings::default()
    };
    let left = Settings {
        hand: Hand::Left,
        large_buttons: true,
        sensitivity: 400,
        ..Settings::default()
    };
    [Settings::default(), pointing, left]
}

/// Follows what is told: that no button is pressed twice or released twice, and which are held.
#[derive(Default)]
struct Books {
    held: u32,
    pressed: usize,
}

impl Books {
    fn keep(&mut self, actions: &[Action]) {
        for action in actions {
            match action {
                Action::Press(b) => {
                    assert_eq!(self.held & b.bit(), 0, "pressed twice");
                    (self.held, self.pressed) = (self.held | b.bit(), self.pressed + 1);
                }
                Action::Release(b) => {
                    assert_ne!(self.held & b.bit(), 0, "released twice");
                    self.held &= !b.bit();
                }
                _ => {}
            }
        }
    }
}

/// What holds after any stream whose fingers have all left.
fn nothing_is_left(phone: &Phone, books: &Books) {
    let surface = &phone.fingers().0;
    assert_eq!((surface.held(), books.held), (0, 0), "nothing is held");
    assert!(!surface.touching());
    assert_eq!(surface.resting().count(), 0);
    assert_eq!(surface.axes()[1..3], [0, 0], "a stick springs back");
    assert!(surface.is_settled());
}

#[test]
fn after_every_stream_nothing_is_held_on_any_layout() {
    for (name, text) in STREAMS {
        for settings in wishes() {
            for layout in [arkanoid(), everything()] {
                let mut phone = Phone::new(layout, settings.clone());
                let mut books = Books::default();
                phone.play(&read(text), |phone| books.keep(&phone.told()));
                nothing_is_left(&phone, &books);
                assert!(!read(text).is_empty(), "{name} has lines");
            }
        }
    }
}
