//! What grips do: axes that follow fingers or the phone itself, and buttons that are held. Must not know how fingers come and
//! go.

use super::finger::{Finger, Grip, Part};
use super::{Action, TouchSurface};
use crate::place::Placed;
use crate::settings::Steering;
use crate::touch::steer;
use bevy::math::Vec2;
use couchpad_core::protocol::limits::BUTTONS;
use couchpad_core::protocol::{AxisIndex, ButtonIndex, ControlKind};

/// The most that the first reading may be off level to the sides and still be the middle, in radians (15°): who begins on
/// their side is not steering yet.
const LEVEL: f32 = 0.26;

impl TouchSurface {
    /// The newest finger on a control. A finger that slid off still drives what it grips, except for buttons.
    pub(super) fn driver(&self, control: usize) -> Option<&Finger> {
        let grips = |f: &&Finger| f.grip.is_some_and(|g| g.control == control);
        self.fingers.iter().rev().find(grips)
    }

    /// How often a motion counts, as the player likes it.
    fn times(&self) -> f64 {
        f64::from(self.ways.sensitivity) / 100.0
    }

    /// A motion of the finger that drives a swipe area.
    pub(super) fn swipe(&mut self, control: usize, motion: Vec2, out: &mut Vec<Action>) {
        let Some(placed) = self.plan.get(control) else {
            return;
        };
        if self.ways.steering == Steering::Absolute {
            return;
        }
        let ControlKind::SwipeArea { x, y, travel } = placed.kind else {
            return;
        };
        let times = self.times();
        let ways = steer::swiped(placed.area.size(), travel, motion);
        for (axis, ways) in [(x, ways.0), (y, ways.1)] {
            if let Some(axis) = axis {
                self.axes.slide(axis, ways, times, out);
            }
        }
    }

    /// Sets the axes that follow the place of the finger itself: sticks, sliders, and what the player wants to point at.
    pub(super) fn steer(&mut self, control: usize, out: &mut Vec<Action>) {
        let Some(placed) = self.plan.get(control) else {
            return;
        };
        let driver = self.driver(control);
        let at = driver.map(|finger| finger.at);
        match placed.kind {
            ControlKind::Stick { x, y } => {
                let to = driver.and_then(|finger| tilted(placed, finger));
                self.stick([Some(x), Some(y)], to, out);
            }
            ControlKind::Tilt { x, y, .. } => {
                let to = driver.and_then(|finger| tilted(placed, finger));
                self.stick([x, y], to, out);
            }
            ControlKind::Slider { axis } => {
                // Lifted: it stays where it was put.
                let Some(at) = at else { return };
                let value = steer::slid(placed.rect, at);
                self.axes.put(axis, value, out);
            }
            _ if self.ways.steering == Steering::Relative => {}
            ControlKind::SwipeArea { x, y, travel } => {
                let Some(at) = at else { return };
                let travel = f64::from(travel) / self.times().max(0.01);
                let to = steer::pointed(placed.area, travel, at);
                for (axis, value) in [(x, to.0), (y, to.1)] {
                    if let Some(axis) = axis {
                        self.axes.put(axis, value, out);
                    }
                }
            }
            _ => {}
        }
    }

    fn stick(&mut self, axes: [Option<AxisIndex>; 2], to: Option<Vec2>, out: &mut Vec<Action>) {
        let values = to.map(|to| to.to_array());
        for (number, axis) in axes.into_iter().enumerate() {
            let Some(axis) = axis else { continue };
            match values.and_then(|values| values.get(number).copied()) {
                Some(value) => self.axes.deflect(axis, f64::from(value), out),
                None => self.axes.spring(axis, out),
            }
        }
    }

    /// The phone leans so far now, in radians: `x` to the right, `y` as a ball would roll down the picture. The first reading
    /// of a layout is the middle.
    pub fn lean(&mut self, to: Vec2, out: &mut Vec<Action>) {
        if !to.is_finite() || self.plan.leans.is_empty() {
            return;
        }
        let level = *self
            .level
            .get_or_insert(Vec2::new(to.x.clamp(-LEVEL, LEVEL), to.y));
        // more than the usual only: with less, no hand would get to the end
        let times = self.times().max(1.0);
        for leaning in &self.plan.leans {
            let pairs = [(leaning.x, to.x, level.x), (leaning.y, to.y, level.y)];
            for (axis, angle, level) in pairs {
                if let Some(axis) = axis {
                    let value = steer::leant(angle, level, leaning.range, times);
                    self.axes.deflect(axis, value, out);
                }
            }
        }
    }

    /// Nobody leans any more: what they steered is in the middle.
    pub(super) fn stand(&mut self, out: &mut Vec<Action>) {
        if self.level.take().is_none() {
            return;
        }
        for leaning in &self.plan.leans {
            for axis in [leaning.x, leaning.y].into_iter().flatten() {
                self.axes.spring(axis, out);
            }
        }
    }

    pub(super) fn tap(&self, grip: Grip, out: &mut Vec<Action>) {
        let Some(placed) = self.plan.get(grip.control) else {
            return;
        };
        let control = placed.id;
        match (&placed.kind, grip.option) {
            (ControlKind::Choices { .. }, Some(option)) => {
                if let Ok(option) = u8::try_from(option) {
                    out.push(Action::Choose { control, option });
                }
            }
            (ControlKind::Text { .. }, _) => out.push(Action::Edit(control)),
            _ => {}
        }
    }

    /// The buttons that all fingers hold together: a button is up when the last of them lets go.
    fn wanted(&self) -> u32 {
        let held = |finger: &Finger| {
            let grip = finger.grip?;
            let placed = self.plan.get(grip.control)?;
            Some(held(placed, grip, finger.at))
        };
        let all = self.fingers.iter().filter_map(held);
        all.fold(0, |all, bits| all | bits)
    }

    pub(super) fn tell_held(&mut self, out: &mut Vec<Action>) {
        let wanted = self.wanted();
        let before = std::mem::replace(&mut self.held, wanted);
        for number in 0..BUTTONS {
            let button = ButtonIndex(number as u8);
            match (before & button.bit() != 0, self.held & button.bit() != 0) {
                (true, false) => out.push(Action::Release(button)),
                (false, true) => out.push(Action::Press(button)),
                _ => {}
            }
        }
    }

    pub(super) fn tell_touching(&mut self, out: &mut Vec<Action>) {
        let now = self.fingers.iter().any(|f| f.part != Part::Palm);
        if std::mem::replace(&mut self.touching, now) != now {
            out.push(Action::Touching(now));
        }
    }
}

/// Which buttons one finger holds on one control.
fn held(placed: &Placed, grip: Grip, at: Vec2) -> u32 {
    match placed.kind {
        ControlKind::Button { button, .. } if grip.on => button.bit(),
        ControlKind::DPad {
            up,
            down,
            left,
            right,
        } => {
            let toward = steer::directions(placed.rect.half_size(), grip.centre, at);
            let all = [up, down, left, right].into_iter().zip(toward);
            all.filter(|(_, on)| *on)
                .fold(0, |bits, (b, _)| bits | b.bit())
        }
        _ => 0,
    }
}

fn tilted(placed: &Placed, finger: &Finger) -> Option<Vec2> {
    let centre = finger.grip?.centre;
    Some(steer::tilted(steer::radius(placed.rect), centre, finger.at))
}

/// The middle that a finger has moved away from: it comes along where that is too far.
pub(super) fn trailed(placed: &Placed, grip: Grip, at: Vec2) -> Vec2 {
    match placed.kind {
        ControlKind::Stick { .. } | ControlKind::Tilt { .. } => {
            steer::trailed(steer::radius(placed.rect), grip.centre, at)
        }
        ControlKind::DPad { .. } => {
            steer::trailed(placed.rect.half_size().max_element(), grip.centre, at)
        }
        _ => grip.centre,
    }
}
