//! Any stream of touches whatever.

use super::support::{LAUNCH, X, arkanoid, button, swipe};
use super::{HEIGHT, Pad, UNITS_A_DP, WIDTH};
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Weight,
};
use couchpad_gamepad::touch::{Action, FingerId};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Event {
    Down(u64, f32, f32),
    Moved(u64, f32, f32),
    Up(u64),
    Cancel(u64),
    CancelAll,
    Layout(usize),
    Axes(i16),
}

fn any_event() -> impl Strategy<Value = Event> {
    let place = || (-50.0_f32..WIDTH + 50.0, -50.0_f32..HEIGHT + 50.0);
    prop_oneof![
        6 => (0_u64..10, place()).prop_map(|(f, (x, y))| Event::Down(f, x, y)),
        12 => (0_u64..10, place()).prop_map(|(f, (x, y))| Event::Moved(f, x, y)),
        6 => (0_u64..10).prop_map(Event::Up),
        1 => (0_u64..10).prop_map(Event::Cancel),
        1 => Just(Event::CancelAll),
        1 => (0_usize..3).prop_map(Event::Layout),
        1 => any::<i16>().prop_map(Event::Axes),
        1 => Just(Event::Moved(1, f32::NAN, f32::INFINITY)),
    ]
}

/// Everything at once.
fn everything() -> PadLayout {
    let dpad = ControlKind::DPad {
        up: ButtonIndex(1),
        down: ButtonIndex(2),
        left: ButtonIndex(3),
        right: ButtonIndex(31),
    };
    let stick = ControlKind::Stick {
        x: X,
        y: AxisIndex(7),
    };
    let choices = ControlKind::Choices {
        options: vec!["a".into(); 5],
    };
    PadLayout::new("", Orientation::Any)
        .with("", Area::new(0, 0, 1000, 300), swipe())
        .with("", Area::new(0, 300, 500, 200), stick)
        .with("", Area::new(500, 300, 500, 200), dpad)
        .with(
            "",
            Area::new(0, 500, 1000, 100),
            ControlKind::Slider { axis: AxisIndex(3) },
        )
        .with("", Area::new(0, 600, 1000, 300), choices)
        .with(
            "A",
            Area::new(0, 900, 300, 100),
            button(LAUNCH, Weight::Primary),
        )
        .with(
            "B",
            Area::new(200, 900, 300, 100),
            button(LAUNCH, Weight::Secondary),
        )
}

fn play(pad: &mut Pad, event: &Event) {
    match *event {
        Event::Down(f, x, y) => pad.down(f, x, y),
        Event::Moved(f, x, y) => pad.moved(f, x, y),
        Event::Up(f) => pad.up(f),
        Event::Cancel(f) => pad.surface.cancel(FingerId::Touch(f), &mut pad.out),
        Event::CancelAll => pad.surface.cancel_all(&mut pad.out),
        Event::Layout(n) => {
            let blank = PadLayout::new("", Orientation::Any);
            pad.show(&[arkanoid(), everything(), blank][n]);
        }
        Event::Axes(value) => pad.surface.set_axes([value; 8]),
    }
}

proptest! {
    /// The actions alone tell what the surface holds, axes stay in range, and when all fingers are gone all buttons are up.
    #[test]
    fn ten_fingers_in_any_order(events in prop::collection::vec(any_event(), 0..200)) {
        let mut pad = Pad::new(&everything());
        let (mut held, mut touching) = (0_u32, false);
        for event in &events {
            pad.out.clear();
            play(&mut pad, event);
            for action in &pad.out {
                match action {
                    Action::Press(b) => {
                        prop_assert_eq!(held & b.bit(), 0, "pressed twice");
                        held |= b.bit();
                    }
                    Action::Release(b) => {
                        prop_assert_ne!(held & b.bit(), 0, "released twice");
                        held &= !b.bit();
                    }
                    Action::Axis(axis, value) => {
                        prop_assert!(*value >= -i16::MAX);
                        prop_assert!(axis.0 < 8);
                    }
                    Action::Touching(now) => {
                        prop_assert_ne!(*now, touching);
                        touching = *now;
                    }
                    _ => {}
                }
            }
            prop_assert_eq!(pad.surface.held(), held);
            prop_assert_eq!(pad.surface.touching(), touching);
        }
        for finger in 0..10 {
            pad.up(finger);
        }
        prop_assert_eq!(pad.surface.held(), 0);
        prop_assert!(!pad.surface.touching());
        prop_assert_eq!(pad.surface.resting().count(), 0);
    }

    /// However a swipe is cut into motions, and however small they are, it is worth the same.
    #[test]
    fn no_motion_is_lost_in_the_sum(steps in prop::collection::vec(-0.4_f32..0.5, 1..300)) {
        let mut pad = Pad::new(&arkanoid());
        pad.down(1, 200.0, 300.0);
        let mut x = 200.0;
        for step in steps {
            x += step;
            pad.moved(1, x, 300.0);
        }
        let whole = ((x - 200.0) * UNITS_A_DP).clamp(-32_767.0, 32_767.0);
        let end = pad.axis();
        // Beyond an end it would rightly differ; so short a swipe never gets there.
        prop_assert!((end - whole).abs() <= 4.0, "{end} {whole}");
    }

    /// The last value that was told is where the axis is: nothing is held back.
    #[test]
    fn the_wire_knows_the_axis(moves in prop::collection::vec((0.0_f32..WIDTH, 0.0_f32..HEIGHT), 1..50)) {
        let mut pad = Pad::new(&arkanoid());
        pad.down(1, 200.0, 300.0);
        for (x, y) in moves {
            pad.moved(1, x, y);
        }
        let told = pad.out.iter().rev().find_map(|a| match a {
            Action::Axis(_, value) => Some(*value),
            _ => None,
        });
        prop_assert_eq!(told.unwrap_or(0), pad.surface.axes()[0]);
    }
}
