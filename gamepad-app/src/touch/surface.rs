//! Fingers on a plan of controls become actions. Owns who holds what and where the axes are. Pure: no window, no
//! network, no clock; the glue feeds it, tests feed it the same way.
//!
//! A swipe *accumulates*: each motion of the finger that drives an area is added to its axis, which is clamped at both
//! ends. What a finger moves beyond an end is forgotten, so that the way back begins at once. What goes out is the
//! absolute value, so that a lost datagram loses no motion.

use super::action::Action;
use super::steer;
use crate::place::{Placed, Plan};
use bevy::math::Vec2;
use couchpad_core::protocol::limits::{AXES, BUTTONS};
use couchpad_core::protocol::{AxisIndex, ButtonIndex, ControlId, ControlKind};

/// Which finger, as the system numbers them; the mouse is one, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FingerId {
    /// A finger on a touch screen.
    Touch(u64),
    /// The mouse with its left button down.
    Mouse,
}

/// How far a finger may stray from a held button before it lets go, in dp: thumbs roll.
const SLACK: f32 = 12.0;
/// End of an axis.
const END: f64 = i16::MAX as f64;

/// What a finger holds since it went down. It never changes hands by sliding.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grip {
    /// Index into the plan.
    control: usize,
    /// Which answer of a choices control.
    option: Option<usize>,
    /// Whether the finger is still on what it went down on.
    on: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Finger {
    id: FingerId,
    at: Vec2,
    grip: Option<Grip>,
}

/// All fingers, on one plan.
#[derive(Debug, Default)]
pub struct TouchSurface {
    plan: Plan,
    /// In order of arrival: the last one on a control drives it.
    fingers: Vec<Finger>,
    /// Finer than what goes out, so that slow motion is not rounded away.
    axes: [f64; AXES],
    held: u32,
    touching: bool,
}

impl TouchSurface {
    /// Other controls, or the same ones elsewhere: everything held is let go. A finger that rests on a swipe area of the
    /// new plan may go on swiping from where it is; it presses nothing.
    pub fn set_plan(&mut self, plan: Plan, out: &mut Vec<Action>) {
        self.let_go(out);
        for finger in &mut self.fingers {
            finger.grip = plan
                .at(finger.at)
                .filter(|at| plan.get(*at).is_some_and(is_swipe))
                .map(Grip::on);
        }
        self.plan = plan;
    }

    /// The axes go on from here: the receiver said so.
    pub fn set_axes(&mut self, axes: [i16; AXES]) {
        self.axes = axes.map(f64::from);
    }

    /// A finger goes down. One that is already down is taken for a new one.
    pub fn down(&mut self, id: FingerId, at: Vec2, out: &mut Vec<Action>) {
        if !at.is_finite() {
            return;
        }
        self.forget(id, out);
        let grip = self.plan.at(at).and_then(|control| self.grip(control, at));
        self.fingers.push(Finger { id, at, grip });
        self.settle(grip, out);
    }

    /// A finger moves. One that never went down is not heard.
    pub fn moved(&mut self, id: FingerId, at: Vec2, out: &mut Vec<Action>) {
        if !at.is_finite() {
            return;
        }
        let Some(index) = self.fingers.iter().position(|f| f.id == id) else {
            return;
        };
        let finger = &mut self.fingers[index];
        let motion = at - std::mem::replace(&mut finger.at, at);
        let Some(mut grip) = finger.grip else {
            return;
        };
        let Some(placed) = self.plan.get(grip.control) else {
            return;
        };
        grip.on = still_on(placed, grip, at);
        finger.grip = Some(grip);
        if self.driver(grip.control).is_some_and(|f| f.id == id) {
            self.swipe(grip.control, motion, out);
        }
        self.settle(Some(grip), out);
    }

    /// A finger leaves the glass.
    pub fn up(&mut self, id: FingerId, out: &mut Vec<Action>) {
        let Some(finger) = self.take(id) else {
            return;
        };
        if let Some(grip) = finger.grip.filter(|grip| grip.on) {
            self.tap(grip, out);
        }
        self.settle(finger.grip, out);
    }

    /// The system took a finger away: it lets go and chooses nothing.
    pub fn cancel(&mut self, id: FingerId, out: &mut Vec<Action>) {
        self.forget(id, out);
    }

    /// The system took all fingers away.
    pub fn cancel_all(&mut self, out: &mut Vec<Action>) {
        self.let_go(out);
        self.fingers.clear();
        self.tell_touching(out);
    }

    /// Shows what was done by other means than fingers (the bot), so that it is drawn like theirs.
    pub fn show(&mut self, action: &Action) {
        match *action {
            Action::Axis(axis, value) => {
                if let Some(place) = self.axes.get_mut(usize::from(axis.0)) {
                    *place = f64::from(value);
                }
            }
            Action::Press(button) => self.held |= button.bit(),
            Action::Release(button) => self.held &= !button.bit(),
            _ => {}
        }
    }

    /// The controls.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Where the axes are.
    #[must_use]
    pub fn axes(&self) -> [i16; AXES] {
        self.axes.map(to_wire)
    }

    /// Buttons held, one bit each.
    #[must_use]
    pub const fn held(&self) -> u32 {
        self.held
    }

    /// Whether any finger is on the glass.
    #[must_use]
    pub const fn touching(&self) -> bool {
        self.touching
    }

    /// Whether a touch-screen finger is down: then the mouse is only its shadow.
    #[must_use]
    pub fn has_touch(&self) -> bool {
        self.fingers
            .iter()
            .any(|f| matches!(f.id, FingerId::Touch(_)))
    }

    /// Fingers that are on something that they went down on: where, on which control, on which of its answers.
    pub fn resting(&self) -> impl Iterator<Item = (Vec2, ControlId, Option<usize>)> + '_ {
        self.fingers.iter().filter_map(|finger| {
            let grip = finger.grip.filter(|grip| grip.on)?;
            Some((finger.at, self.plan.get(grip.control)?.id, grip.option))
        })
    }

    fn grip(&self, control: usize, at: Vec2) -> Option<Grip> {
        let placed = self.plan.get(control)?;
        let option = placed.options.iter().position(|r| r.contains(at));
        let in_a_gap = matches!(placed.kind, ControlKind::Choices { .. }) && option.is_none();
        (!in_a_gap).then_some(Grip {
            option,
            ..Grip::on(control)
        })
    }

    /// The newest finger on a control. A finger that slid off still drives what it grips, except for buttons.
    fn driver(&self, control: usize) -> Option<&Finger> {
        let grips = |f: &&Finger| f.grip.is_some_and(|g| g.control == control);
        self.fingers.iter().rev().find(grips)
    }

    fn take(&mut self, id: FingerId) -> Option<Finger> {
        let index = self.fingers.iter().position(|f| f.id == id)?;
        Some(self.fingers.remove(index))
    }

    fn forget(&mut self, id: FingerId, out: &mut Vec<Action>) {
        if let Some(finger) = self.take(id) {
            self.settle(finger.grip, out);
        }
    }

    fn let_go(&mut self, out: &mut Vec<Action>) {
        let mut grips = Vec::with_capacity(self.fingers.len());
        for finger in &mut self.fingers {
            grips.extend(finger.grip.take());
        }
        for grip in grips {
            self.steer(grip.control, out);
        }
        self.tell_held(out);
    }

    /// After any change of one finger: axes that follow its place, buttons, the touching flag.
    fn settle(&mut self, grip: Option<Grip>, out: &mut Vec<Action>) {
        if let Some(grip) = grip {
            self.steer(grip.control, out);
        }
        self.tell_held(out);
        self.tell_touching(out);
    }

    fn swipe(&mut self, control: usize, motion: Vec2, out: &mut Vec<Action>) {
        let Some(placed) = self.plan.get(control) else {
            return;
        };
        let ControlKind::SwipeArea { x, y, travel } = placed.kind else {
            return;
        };
        let share = steer::swiped(placed.area.size(), travel, motion);
        for (axis, share) in [(x, share.0), (y, share.1)] {
            if let Some(axis) = axis {
                self.move_axis(axis, |now| now + share * 2.0 * END, out);
            }
        }
    }

    /// Sets the axes that follow the place of the finger itself: sliders and sticks.
    fn steer(&mut self, control: usize, out: &mut Vec<Action>) {
        let Some(placed) = self.plan.get(control) else {
            return;
        };
        let at = self.driver(control).map(|finger| finger.at);
        match placed.kind {
            ControlKind::Slider { axis } => {
                // Lifted: it stays where it was put.
                let Some(at) = at else { return };
                let value = steer::slid(placed.rect, at);
                self.move_axis(axis, |_| value * END, out);
            }
            ControlKind::Stick { x, y } => {
                let value = at.map_or(Vec2::ZERO, |at| steer::tilted(placed.rect, at));
                self.move_axis(x, |_| f64::from(value.x) * END, out);
                self.move_axis(y, |_| f64::from(value.y) * END, out);
            }
            _ => {}
        }
    }

    fn move_axis(&mut self, axis: AxisIndex, to: impl Fn(f64) -> f64, out: &mut Vec<Action>) {
        let Some(place) = self.axes.get_mut(usize::from(axis.0)) else {
            return;
        };
        let before = to_wire(*place);
        *place = to(*place).clamp(-END, END);
        let after = to_wire(*place);
        if before != after {
            out.push(Action::Axis(axis, after));
        }
    }

    fn tap(&self, grip: Grip, out: &mut Vec<Action>) {
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
            Some(match placed.kind {
                ControlKind::Button { button, .. } if grip.on => button.bit(),
                ControlKind::DPad {
                    up,
                    down,
                    left,
                    right,
                } => {
                    let toward = steer::directions(placed.rect, finger.at);
                    let all = [up, down, left, right].into_iter().zip(toward);
                    all.filter(|(_, on)| *on)
                        .fold(0, |bits, (b, _)| bits | b.bit())
                }
                _ => 0,
            })
        };
        self.fingers
            .iter()
            .filter_map(held)
            .fold(0, |all, bits| all | bits)
    }

    fn tell_held(&mut self, out: &mut Vec<Action>) {
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

    fn tell_touching(&mut self, out: &mut Vec<Action>) {
        let now = !self.fingers.is_empty();
        if std::mem::replace(&mut self.touching, now) != now {
            out.push(Action::Touching(now));
        }
    }
}

impl Grip {
    const fn on(control: usize) -> Self {
        Self {
            control,
            option: None,
            on: true,
        }
    }
}

fn is_swipe(placed: &Placed) -> bool {
    matches!(placed.kind, ControlKind::SwipeArea { .. })
}

/// Whether a finger is on what it went down on. Once on, it may stray a little; once off, it must come back all the way.
fn still_on(placed: &Placed, grip: Grip, at: Vec2) -> bool {
    let rect = match grip.option.and_then(|option| placed.options.get(option)) {
        Some(option) => *option,
        None => placed.rect,
    };
    match placed.kind {
        ControlKind::Button { .. } | ControlKind::Choices { .. } | ControlKind::Text { .. } => {
            let slack = if grip.on { SLACK } else { 0.0 };
            rect.inflate(slack).contains(at)
        }
        _ => true,
    }
}

fn to_wire(value: f64) -> i16 {
    value.clamp(-END, END).round() as i16
}
