//! Fingers on a plan of controls become actions. Owns who holds what and where the axes are. Pure: no window, no
//! network, no clock; the glue feeds it, tests feed it the same way.
//!
//! A swipe *accumulates*: each motion of the finger that drives an area is added to its axis, which is clamped at both
//! ends. What a finger moves beyond an end is forgotten, so that the way back begins at once. What goes out is the
//! absolute value, so that a lost datagram loses no motion.

mod drive;
mod finger;

pub use finger::FingerId;

use super::action::Action;
use super::axes::Axes;
use crate::place::Plan;
use crate::settings::{Settings, Steering};
use bevy::math::Vec2;
use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{ControlId, ControlKind};
use finger::{Finger, Grip, Part, still_on};
use std::time::Duration;

/// Most touches that count at once: who has more has lost some of them without a word, and the oldest is forgotten.
const MOST: usize = 10;

/// How the player wants fingers understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// Whether motions count, or places.
    pub steering: Steering,
    /// How much a motion counts, in per cent.
    pub sensitivity: u16,
}

impl Default for Ways {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

impl Ways {
    /// What the settings say.
    #[must_use]
    pub const fn of(settings: &Settings) -> Self {
        Self {
            steering: settings.steering,
            sensitivity: settings.sensitivity,
        }
    }
}

/// All fingers, on one plan.
#[derive(Debug, Default)]
pub struct TouchSurface {
    plan: Plan,
    ways: Ways,
    /// In order of arrival: the last one on a control drives it.
    fingers: Vec<Finger>,
    axes: Axes,
    held: u32,
    touching: bool,
    /// How the phone was held at first, where leaning it counts.
    level: Option<Vec2>,
    /// What is heard now is of this frame, at this time.
    frame: u64,
    now: Duration,
    /// In which frame the glass was turned last.
    turned: Option<u64>,
}

impl TouchSurface {
    /// A frame begins: what is heard from now on came at this time, on the app's clock.
    pub fn begin_frame(&mut self, now: Duration) {
        self.frame += 1;
        self.now = now;
    }

    /// The frame is over: what moves smoothly moves on.
    pub fn end_frame(&mut self, out: &mut Vec<Action>) {
        self.axes.end_frame(self.now, out);
    }

    /// Whether nothing moves any more by itself.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.axes.are_there()
    }

    /// Other controls, or the same ones elsewhere: everything held is let go. A finger that rests on a swipe area of the
    /// new plan may go on swiping from where it is; it presses nothing.
    pub fn set_plan(&mut self, plan: Plan, out: &mut Vec<Action>) {
        self.turn(plan.size, out);
        self.let_go(out);
        if plan.leans != self.plan.leans {
            self.stand(out);
        }
        for finger in &mut self.fingers {
            if finger.part == Part::Plays {
                finger.grip = Grip::swipe_on(&plan, finger.at);
            }
        }
        self.axes.feel(&plan.feels, out);
        self.plan = plan;
    }

    /// The glass has this size now. Another one than before: everything held is let go, and every finger begins anew where it
    /// is heard of next, since its place was one on another glass.
    pub fn turn(&mut self, size: Vec2, out: &mut Vec<Action>) {
        let before = std::mem::replace(&mut self.plan.size, size);
        if before == size || before == Vec2::ZERO {
            return;
        }
        self.let_go(out);
        self.stand(out);
        self.turned = Some(self.frame);
        for finger in &mut self.fingers {
            if finger.part != Part::Palm {
                finger.part = Part::Turned(self.frame);
            }
        }
    }

    /// How the player wants fingers understood from now on. What they hold is let go of where that changes its meaning.
    pub fn set_ways(&mut self, ways: Ways, out: &mut Vec<Action>) {
        if self.ways.steering != ways.steering {
            self.let_go(out);
        }
        self.ways = ways;
    }

    /// The axes go on from here: the receiver said so.
    pub fn set_axes(&mut self, axes: [i16; AXES]) {
        self.axes.set(axes);
    }

    /// A finger goes down. One that is already down is taken for a new one.
    pub fn down(&mut self, id: FingerId, at: Vec2, out: &mut Vec<Action>) {
        if !at.is_finite() {
            return;
        }
        self.forget(id, out);
        if self.fingers.len() >= MOST
            && let Some(oldest) = self.fingers.first().map(|f| f.id)
        {
            self.forget(oldest, out);
        }
        let part = match self.turned {
            Some(frame) if frame == self.frame => Part::Turned(frame),
            _ => Part::Plays,
        };
        let mut finger = Finger {
            id,
            at,
            since: self.now,
            part,
            grip: None,
        };
        if finger.makes_palm(&self.fingers) {
            finger.part = Part::Palm;
            self.rest_palm(&finger, out);
        } else if part == Part::Plays {
            let control = self.plan.at(at);
            finger.grip = control.and_then(|control| Grip::take(&self.plan, control, at));
        }
        self.fingers.push(finger);
        self.settle(finger.grip, out);
    }

    /// A finger moves. One that never went down is not heard.
    pub fn moved(&mut self, id: FingerId, at: Vec2, out: &mut Vec<Action>) {
        if !at.is_finite() {
            return;
        }
        let Some(finger) = self.fingers.iter_mut().find(|f| f.id == id) else {
            return;
        };
        let motion = at - std::mem::replace(&mut finger.at, at);
        if let Part::Turned(frame) = finger.part
            && frame != self.frame
        {
            finger.part = Part::Plays;
            finger.grip = Grip::swipe_on(&self.plan, at);
            let grip = finger.grip;
            self.settle(grip, out);
            return;
        }
        let Some(grip) = &mut finger.grip else {
            return;
        };
        let Some(placed) = self.plan.get(grip.control) else {
            return;
        };
        grip.on = still_on(placed, *grip, at);
        grip.centre = drive::trailed(placed, *grip, at);
        let grip = *grip;
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
        self.stand(out);
        self.fingers.clear();
        self.tell_touching(out);
    }

    /// Shows what was done by other means than fingers (the bot), so that it is drawn like theirs.
    pub fn show(&mut self, action: &Action) {
        match *action {
            Action::Axis(axis, value) => {
                let mut axes = self.axes.told();
                if let Some(place) = axes.get_mut(usize::from(axis.0)) {
                    *place = value;
                }
                self.axes.set(axes);
            }
            Action::Press(button) => self.held |= button.bit(),
            Action::Release(button) => self.held &= !button.bit(),
            _ => {}
        }
    }

    /// How the player wants fingers understood.
    #[must_use]
    pub const fn ways(&self) -> Ways {
        self.ways
    }

    /// The controls.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Where the axes are, as the receiver was told.
    #[must_use]
    pub fn axes(&self) -> [i16; AXES] {
        self.axes.told()
    }

    /// Buttons held, one bit each.
    #[must_use]
    pub const fn held(&self) -> u32 {
        self.held
    }

    /// Whether any finger is on the glass. A palm is none.
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

    /// How far a stick or a cross has come to the thumb that holds it, in dp; nothing for all that lies where it is drawn.
    #[must_use]
    pub fn drift(&self, control: ControlId) -> Vec2 {
        let held = |f: &&Finger| {
            let placed = f.grip.and_then(|grip| self.plan.get(grip.control));
            placed.is_some_and(|placed| placed.id == control && comes(&placed.kind))
        };
        let newest = self.fingers.iter().rev().find(held);
        let grip = newest.and_then(|finger| finger.grip);
        let place = |grip: Grip| Some(grip.centre - self.plan.get(grip.control)?.rect.center());
        grip.and_then(place).unwrap_or_default()
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

    /// All touches of a palm let go, whose last one has just come down.
    fn rest_palm(&mut self, last: &Finger, out: &mut Vec<Action>) {
        let mut grips = Vec::new();
        for finger in self.fingers.iter_mut().filter(|f| last.is_beside(f)) {
            finger.part = Part::Palm;
            grips.extend(finger.grip.take());
        }
        grips
            .into_iter()
            .for_each(|grip| self.settle(Some(grip), out));
    }

    fn let_go(&mut self, out: &mut Vec<Action>) {
        let mut grips = Vec::with_capacity(self.fingers.len());
        for finger in &mut self.fingers {
            grips.extend(finger.grip.take());
        }
        for grip in grips {
            self.steer(grip.control, out);
        }
        self.axes.arrive(out);
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
}

/// Whether a control of this kind comes to the thumb.
const fn comes(kind: &ControlKind) -> bool {
    matches!(
        kind,
        ControlKind::Stick { .. } | ControlKind::DPad { .. } | ControlKind::Tilt { .. }
    )
}
