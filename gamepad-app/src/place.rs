//! Where each control of a layout lies on this glass: thousandths of the safe area become dp, and nothing becomes
//! too small for a thumb, as the player likes it: mirrored, larger, moved. Touch and paint both read the same [`Plan`], so that
//! what is seen is what is pressed.
//! Must not know fingers, nor how a control is drawn.

mod answers;
mod apart;
mod aside;
mod fit;
mod glass;
mod placing;
mod shown;
mod size;
mod title;

pub(crate) use answers::{letters as answer_letters, room as answer_room};
pub use fit::{Fitted, fit};
pub use glass::{Glass, Insets};
pub use placing::Placing;
pub use size::least;
pub(crate) use title::written as title;

use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::{AxisIndex, ControlId, ControlKind, Gain, OneEuro, PadLayout};

/// One control on this glass.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its name within the layout.
    pub id: ControlId,
    /// The word on it.
    pub label: String,
    /// What it is.
    pub kind: ControlKind,
    /// The area that the layout gave it, in dp: what travel is measured against.
    pub area: Rect,
    /// What is drawn, in dp. A finger meets it here first.
    pub rect: Rect,
    /// Where else a finger meets it, where nothing else is drawn, in dp: a stick and a cross come to the thumb. The same as
    /// `rect` for all others.
    pub zone: Rect,
    /// Where the word for it lies that is not written on it, in dp: above it.
    pub title: Option<Rect>,
    /// The answers of a choices control, each with its own place; empty for every other control.
    pub options: Vec<Rect>,
}

/// How one axis answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feel {
    /// Which one.
    pub axis: AxisIndex,
    /// How much counts.
    pub gain: Gain,
    /// What is done against trembling.
    pub smoothing: Option<OneEuro>,
}

/// Axes that leaning the phone moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaning {
    /// To the sides.
    pub x: Option<AxisIndex>,
    /// Forth and back.
    pub y: Option<AxisIndex>,
    /// Degrees from the middle to either end.
    pub range: u16,
}

/// All controls of a layout on one glass, back to front.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The glass, in dp: places on another one mean nothing here.
    pub size: Vec2,
    /// What can be seen and touched.
    pub controls: Vec<Placed>,
    /// How the axes answer that do not answer plainly.
    pub feels: Vec<Feel>,
    /// What leaning the phone does. Empty where sticks do it in its place.
    pub leans: Vec<Leaning>,
}

impl Plan {
    /// No controls on this glass.
    #[must_use]
    pub fn blank(glass: &Glass) -> Self {
        Self {
            size: glass.size,
            ..Self::default()
        }
    }

    /// Places every control as the layout has it.
    #[must_use]
    pub fn new(layout: &PadLayout, glass: &Glass) -> Self {
        Self::as_wanted(layout, glass, &Placing::default())
    }

    /// Places every control as the player wants it.
    #[must_use]
    pub fn as_wanted(layout: &PadLayout, glass: &Glass, how: &Placing) -> Self {
        let mut plan = Self::blank(glass);
        let mut seen = Vec::with_capacity(layout.controls.len());
        for control in &layout.controls {
            match control.kind {
                ControlKind::Feel {
                    axis,
                    gain,
                    smoothing,
                } => plan.feels.push(Feel {
                    axis,
                    gain,
                    smoothing,
                }),
                ControlKind::Tilt { x, y, range } if how.tilts => {
                    plan.leans.push(Leaning { x, y, range });
                }
                _ => seen.push(control),
            }
        }
        plan.controls = apart::place(&seen, glass, how);
        plan
    }

    /// The topmost control under a point, as an index into [`controls`](Self::controls): one that is drawn there, or else one
    /// that comes to the thumb. What only shows something is none.
    #[must_use]
    pub fn at(&self, point: Vec2) -> Option<usize> {
        let takes = |c: &Placed| !shown::shows(&c.kind) && c.rect.contains(point);
        let drawn = self.controls.iter().rposition(takes);
        let is_glass = |index: &usize| {
            let kind = self.get(*index).map(|c| &c.kind);
            matches!(kind, Some(ControlKind::SwipeArea { .. }))
        };
        let on_top = drawn.filter(|index| !is_glass(index));
        let comes = || {
            let comes = |c: &Placed| !shown::shows(&c.kind) && c.zone.contains(point);
            let near = self.controls.iter().rposition(comes);
            near.filter(|near| drawn.is_none_or(|under| *near > under))
        };
        on_top.or_else(comes).or(drawn)
    }

    /// One control.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Placed> {
        self.controls.get(index)
    }
}

#[cfg(test)]
mod tests;
