//! What fingers do to controls, from the first touch to the last lift, and for any stream of touches whatever.

mod any_touches;
mod coming;
mod controls;
mod odd;
#[path = "../support/mod.rs"]
mod support;
mod swipes;
mod wishes;

use bevy::math::Vec2;
use couchpad_core::protocol::PadLayout;
use couchpad_gamepad::place::{Glass, Plan};
use couchpad_gamepad::touch::{Action, FingerId, TouchSurface};

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
