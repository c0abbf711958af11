//! One finger: what it holds, and whether it counts. Owns what tells a palm from fingers. Must not know axes.

use crate::place::{Placed, Plan};
use bevy::math::Vec2;
use couchpad_core::protocol::ControlKind;
use std::time::Duration;

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
/// Three touches that come down within this time…
const AT_ONCE: Duration = Duration::from_millis(60);
/// …and this distance of each other, in dp (10 mm), are no three fingers: their tips are wider than that.
const PALM: f32 = 64.0;

/// What a finger holds since it went down. It never changes hands by sliding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grip {
    /// Index into the plan.
    pub(super) control: usize,
    /// Which answer of a choices control.
    pub(super) option: Option<usize>,
    /// Whether the finger is still on what it went down on.
    pub(super) on: bool,
    /// The middle of a stick or a cross, which has come to this finger.
    pub(super) centre: Vec2,
}

/// Whether what a finger does counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It does.
    Plays,
    /// The glass was turned under it, in this frame: it begins anew where it is heard of in a later one.
    Turned(u64),
    /// It is none: a palm, or a cheek.
    Palm,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Finger {
    pub(super) id: FingerId,
    pub(super) at: Vec2,
    /// When it came down.
    pub(super) since: Duration,
    pub(super) part: Part,
    pub(super) grip: Option<Grip>,
}

impl Finger {
    /// Whether this touch, which has just come down, is part of a palm: of one that lies there, or together with others.
    pub(super) fn makes_palm(&self, others: &[Self]) -> bool {
        let mut near = others.iter().filter(|other| self.is_beside(other));
        if near.clone().any(|other| other.part == Part::Palm) {
            return true;
        }
        near.any(|one| {
            let mut rest = others.iter().filter(|two| self.is_beside(two));
            rest.any(|two| two.id != one.id && one.at.distance(two.at) <= PALM)
        })
    }

    /// Whether the other one may be of the same palm.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let at_once = other.part == Part::Palm || self.since.saturating_sub(other.since) <= AT_ONCE;
        let both_touch =
            matches!(self.id, FingerId::Touch(_)) && matches!(other.id, FingerId::Touch(_));
        both_touch && at_once && self.at.distance(other.at) <= PALM
    }
}

impl Grip {
    /// What a finger that comes down here gets of this control.
    pub(super) fn take(plan: &Plan, control: usize, at: Vec2) -> Option<Self> {
        let placed = plan.get(control)?;
        let option = placed.options.iter().position(|r| r.contains(at));
        let in_a_gap = matches!(placed.kind, ControlKind::Choices { .. }) && option.is_none();
        (!in_a_gap).then_some(Self {
            control,
            option,
            on: true,
            centre: middle(placed, at),
        })
    }

    /// What a finger that rests here while the controls change may go on with: swiping, and nothing that is pressed.
    pub(super) fn swipe_on(plan: &Plan, at: Vec2) -> Option<Self> {
        let control = plan.at(at)?;
        let is_swipe = matches!(plan.get(control)?.kind, ControlKind::SwipeArea { .. });
        is_swipe.then(|| Self::take(plan, control, at)).flatten()
    }
}

/// A stick comes to the thumb; a cross does where it is not drawn, since its arrows are there to be hit.
fn middle(placed: &Placed, at: Vec2) -> Vec2 {
    match placed.kind {
        ControlKind::Stick { .. } | ControlKind::Tilt { .. } => at,
        ControlKind::DPad { .. } if !placed.rect.contains(at) => at,
        _ => placed.rect.center(),
    }
}

/// Whether a finger is on what it went down on. Once on, it may stray a little; once off, it must come back all the way.
pub(super) fn still_on(placed: &Placed, grip: Grip, at: Vec2) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(id: u64, x: f32, millis: u64) -> Finger {
        Finger {
            id: FingerId::Touch(id),
            at: Vec2::new(x, 300.0),
            since: Duration::from_millis(millis),
            part: Part::Plays,
            grip: None,
        }
    }

    #[test]
    fn three_touches_at_once_in_one_place_are_a_palm() {
        let two = [touch(1, 100.0, 0), touch(2, 140.0, 10)];
        assert!(touch(3, 120.0, 50).makes_palm(&two));
        assert!(!touch(3, 120.0, 61).makes_palm(&two), "one after another");
        assert!(!touch(3, 170.0, 50).makes_palm(&two), "further apart");
        assert!(!touch(3, 120.0, 50).makes_palm(&two[..1]), "two only");
        let mouse = Finger {
            id: FingerId::Mouse,
            ..touch(3, 120.0, 50)
        };
        assert!(!mouse.makes_palm(&two));
    }

    #[test]
    fn what_comes_down_beside_a_palm_is_of_it() {
        let palm = Finger {
            part: Part::Palm,
            ..touch(1, 100.0, 0)
        };
        assert!(touch(2, 150.0, 5_000).makes_palm(&[palm]));
        assert!(!touch(2, 200.0, 5_000).makes_palm(&[palm]));
    }
}
