//! What fingers do to controls, from the first touch to the last lift, and for any stream of touches whatever.

mod support;

use bevy::math::Vec2;
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlId, ControlKind, Orientation, PadLayout, Weight,
};
use couchpad_gamepad::place::{Glass, Plan};
use couchpad_gamepad::touch::{Action, FingerId, TouchSurface};
use proptest::prelude::*;
use support::{LAUNCH, X, arkanoid, button, swipe};

const WIDTH: f32 = 400.0;
const HEIGHT: f32 = 800.0;
/// Travel 600 of 400 dp: so many units a dp.
const UNITS_A_DP: f32 = 2.0 * 32_767.0 / 240.0;

/// A surface with its actions.
struct Pad {
    surface: TouchSurface,
    out: Vec<Action>,
}

impl Pad {
    fn new(layout: &PadLayout) -> Self {
        let mut pad = Self {
            surface: TouchSurface::default(),
            out: Vec::new(),
        };
        pad.show(layout);
        pad
    }

    fn show(&mut self, layout: &PadLayout) {
        let plan = Plan::new(layout, &Glass::plain(WIDTH, HEIGHT));
        self.surface.set_plan(plan, &mut self.out);
    }

    fn down(&mut self, finger: u64, x: f32, y: f32) {
        self.surface
            .down(FingerId::Touch(finger), Vec2::new(x, y), &mut self.out);
    }

    fn moved(&mut self, finger: u64, x: f32, y: f32) {
        self.surface
            .moved(FingerId::Touch(finger), Vec2::new(x, y), &mut self.out);
    }

    fn up(&mut self, finger: u64) {
        self.surface.up(FingerId::Touch(finger), &mut self.out);
    }

    fn axis(&self) -> f32 {
        f32::from(self.surface.axes()[0])
    }

    /// Presses and releases since the last look.
    fn edges(&mut self) -> Vec<Action> {
        let is_edge = |a: &Action| matches!(a, Action::Press(_) | Action::Release(_));
        let edges = self.out.iter().filter(|a| is_edge(a)).cloned().collect();
        self.out.clear();
        edges
    }

    /// The middle of a control.
    fn middle(&self, control: usize) -> (f32, f32) {
        let middle = self.surface.plan().controls[control].rect.center();
        (middle.x, middle.y)
    }
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= 2.0
}

#[test]
fn a_swipe_moves_relative_to_where_the_finger_went_down() {
    let mut pad = Pad::new(&arkanoid());
    pad.down(1, 50.0, 300.0);
    assert_eq!(pad.axis(), 0.0, "going down moves nothing");
    pad.moved(1, 90.0, 310.0);
    assert!(near(pad.axis(), 40.0 * UNITS_A_DP));
    pad.up(1);
    pad.down(1, 300.0, 500.0);
    pad.moved(1, 280.0, 500.0);
    assert!(
        near(pad.axis(), 20.0 * UNITS_A_DP),
        "it adds up over swipes"
    );
    assert_eq!(pad.out.first(), Some(&Action::Touching(true)));
}

#[test]
fn turning_back_at_the_end_moves_at_once() {
    let mut pad = Pad::new(&arkanoid());
    pad.down(1, 10.0, 300.0);
    pad.moved(1, 390.0, 300.0);
    assert_eq!(pad.axis(), 32_767.0);
    pad.moved(1, 380.0, 300.0);
    assert!(near(pad.axis(), 32_767.0 - 10.0 * UNITS_A_DP));
}

#[test]
fn the_receivers_start_values_are_where_a_swipe_goes_on_from() {
    let mut pad = Pad::new(&arkanoid());
    pad.surface.set_axes([10_000, 0, 0, 0, 0, 0, 0, 0]);
    pad.down(1, 100.0, 300.0);
    pad.moved(1, 101.0, 300.0);
    assert!(near(pad.axis(), 10_000.0 + UNITS_A_DP));
}

#[test]
fn a_button_is_held_while_any_finger_is_on_it() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    assert_eq!(pad.edges(), [Action::Press(LAUNCH)]);
    pad.down(2, x + 5.0, y);
    pad.up(1);
    assert_eq!(pad.edges(), [], "the second finger holds it");
    pad.up(2);
    assert_eq!(pad.edges(), [Action::Release(LAUNCH)]);
}

#[test]
fn a_tap_within_one_frame_is_a_press_and_a_release() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.up(1);
    assert_eq!(
        pad.edges(),
        [Action::Press(LAUNCH), Action::Release(LAUNCH)]
    );
}

#[test]
fn sliding_off_releases_and_coming_back_presses() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.moved(1, x, y - 200.0);
    assert_eq!(
        pad.edges(),
        [Action::Press(LAUNCH), Action::Release(LAUNCH)]
    );
    assert_eq!(pad.axis(), 0.0, "it is no swipe either");
    pad.moved(1, x, y);
    assert_eq!(pad.edges(), [Action::Press(LAUNCH)]);
}

#[test]
fn a_swipe_that_passes_over_a_button_presses_nothing() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x - 190.0, y);
    pad.moved(1, x, y);
    pad.moved(1, x + 100.0, y);
    assert_eq!(pad.edges(), []);
    assert!(pad.axis() > 0.0);
}

#[test]
fn the_newest_finger_swipes_and_hands_back_without_a_jump() {
    let mut pad = Pad::new(&arkanoid());
    pad.down(1, 50.0, 300.0);
    pad.moved(1, 60.0, 300.0);
    pad.down(2, 200.0, 400.0);
    pad.moved(1, 160.0, 300.0);
    assert!(
        near(pad.axis(), 10.0 * UNITS_A_DP),
        "the older finger rests"
    );
    pad.moved(2, 210.0, 400.0);
    assert!(near(pad.axis(), 20.0 * UNITS_A_DP));
    pad.up(2);
    assert!(near(pad.axis(), 20.0 * UNITS_A_DP));
    pad.moved(1, 165.0, 300.0);
    assert!(near(pad.axis(), 25.0 * UNITS_A_DP), "from where it is now");
}

#[test]
fn swiping_and_pressing_at_once_do_not_disturb_each_other() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, 50.0, 300.0);
    pad.down(2, x, y);
    pad.moved(1, 80.0, 300.0);
    assert!(near(pad.axis(), 30.0 * UNITS_A_DP));
    assert_eq!(pad.edges(), [Action::Press(LAUNCH)]);
    pad.up(1);
    assert_eq!(pad.edges(), []);
}

#[test]
fn a_new_layout_lets_everything_go_and_a_resting_thumb_swipes_on() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.down(2, 50.0, 300.0);
    pad.edges();
    let paused = PadLayout::new("", Orientation::Any)
        .with("", Area::ALL, swipe())
        .with(
            "GO ON",
            Area::new(340, 690, 320, 190),
            button(ButtonIndex(3), Weight::Primary),
        );
    pad.show(&paused);
    assert_eq!(
        pad.edges(),
        [Action::Release(LAUNCH)],
        "nothing under a finger is pressed"
    );
    pad.moved(1, x + 1.0, y);
    assert_eq!(pad.edges(), []);
    pad.moved(2, 60.0, 300.0);
    assert!(near(pad.axis(), 10.0 * UNITS_A_DP));
}

#[test]
fn losing_all_fingers_lets_everything_go() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.out.clear();
    pad.surface.cancel_all(&mut pad.out);
    assert_eq!(pad.out, [Action::Release(LAUNCH), Action::Touching(false)]);
    pad.moved(1, x, y);
    pad.up(1);
    assert_eq!(pad.out.len(), 2, "a finger that is gone is not heard");
}

#[test]
fn a_slider_follows_the_finger_and_stays() {
    let layout = PadLayout::new("", Orientation::Any).with(
        "",
        Area::new(0, 800, 1000, 100),
        ControlKind::Slider { axis: AxisIndex(2) },
    );
    let mut pad = Pad::new(&layout);
    let (x, y) = pad.middle(0);
    pad.down(1, x, y);
    pad.moved(1, 9999.0, -50.0);
    pad.up(1);
    assert_eq!(pad.surface.axes()[2], 32_767);
}

#[test]
fn a_stick_springs_back() {
    let stick = ControlKind::Stick {
        x: X,
        y: AxisIndex(1),
    };
    let layout = PadLayout::new("", Orientation::Any).with("", Area::new(0, 500, 500, 300), stick);
    let mut pad = Pad::new(&layout);
    let (x, y) = pad.middle(0);
    pad.down(1, x, y);
    pad.moved(1, x, y - 500.0);
    assert_eq!(pad.surface.axes()[..2], [0, -32_767]);
    pad.up(1);
    assert_eq!(pad.surface.axes()[..2], [0, 0]);
    assert_eq!(
        pad.out.iter().rev().find(|a| matches!(a, Action::Axis(..))),
        Some(&Action::Axis(AxisIndex(1), 0))
    );
}

#[test]
fn a_dpad_slides_from_one_way_to_the_next() {
    let dpad = ControlKind::DPad {
        up: ButtonIndex(1),
        down: ButtonIndex(2),
        left: ButtonIndex(3),
        right: ButtonIndex(4),
    };
    let layout = PadLayout::new("", Orientation::Any).with("", Area::new(0, 500, 500, 300), dpad);
    let mut pad = Pad::new(&layout);
    let (x, y) = pad.middle(0);
    pad.down(1, x, y - 60.0);
    pad.moved(1, x + 60.0, y - 60.0);
    pad.moved(1, x + 60.0, y);
    pad.up(1);
    let (up, right) = (ButtonIndex(1), ButtonIndex(4));
    let edges = [
        Action::Press(up),
        Action::Press(right),
        Action::Release(up),
        Action::Release(right),
    ];
    assert_eq!(pad.edges(), edges);
}

#[test]
fn an_answer_is_chosen_by_a_tap_and_not_by_a_change_of_mind() {
    let options = ["Yes", "No", "Why?"].map(str::to_owned).to_vec();
    let layout = PadLayout::new("", Orientation::Any).with(
        "",
        Area::new(0, 300, 1000, 300),
        ControlKind::Choices { options },
    );
    let mut pad = Pad::new(&layout);
    let no = pad.surface.plan().controls[0].options[1].center();
    let tap = |pad: &mut Pad, to: f32| {
        pad.out.clear();
        pad.down(1, no.x, no.y);
        pad.moved(1, no.x, to);
        pad.up(1);
        pad.out.iter().any(|a| {
            matches!(
                a,
                Action::Choose {
                    option: 1,
                    control: ControlId(0)
                }
            )
        })
    };
    assert!(tap(&mut pad, no.y + 3.0));
    assert!(!tap(&mut pad, no.y + 200.0));
}

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
