//! The glass: how large it is, and what of it a control may lie on. Must not know controls.

use crate::settings::LayoutShape;
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::{Area, PadLayout};
use couchpad_theme::space::GRID;

/// How much of each edge the system keeps for itself (notch, gesture bar), in dp.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Insets {
    /// At the left edge.
    pub left: f32,
    /// At the top edge.
    pub top: f32,
    /// At the right edge.
    pub right: f32,
    /// At the bottom edge.
    pub bottom: f32,
}

/// The glass: its size and what of it may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Glass {
    /// Width and height in dp.
    pub size: Vec2,
    /// What the system keeps.
    pub insets: Insets,
}

/// Room between a target and the safe area's edge, in dp: the edge shows whose pad it is.
const EDGE: f32 = 2.0 * GRID;

impl Glass {
    /// A glass of this size, all of it usable.
    #[must_use]
    pub fn plain(width: f32, height: f32) -> Self {
        Self {
            size: Vec2::new(width, height),
            insets: Insets::default(),
        }
    }

    /// What of it may be used, in dp from the top left. Never inside out, whatever the insets say.
    #[must_use]
    pub fn safe(&self) -> Rect {
        let Insets {
            left,
            top,
            right,
            bottom,
        } = self.insets;
        let min = Vec2::new(left, top).clamp(Vec2::ZERO, self.size);
        let max = (self.size - Vec2::new(right, bottom)).clamp(min, self.size.max(min));
        Rect { min, max }
    }

    /// By what a layout is known again on a glass that is held like this one.
    #[must_use]
    pub fn shape(&self, layout: &PadLayout) -> LayoutShape {
        LayoutShape::of(layout, self.size.y >= self.size.x)
    }

    /// A rectangle in dp as a share of the safe area: as near as thousandths come, and within it.
    #[must_use]
    pub fn area(&self, rect: Rect) -> Area {
        let safe = self.safe();
        let side = |from: f32, length: f32, all: f32| {
            let share = |part: f32| (part / all.max(1.0) * 1000.0).round();
            let length = share(length).clamp(1.0, 1000.0);
            let from = share(from).clamp(0.0, 1000.0 - length);
            (from as u16, length as u16)
        };
        let (min, size) = (rect.min - safe.min, rect.size());
        let (x, w) = side(min.x, size.x, safe.width());
        let (y, h) = side(min.y, size.y, safe.height());
        Area { x, y, w, h }
    }

    /// Where targets may lie: the safe area less the edge.
    #[must_use]
    pub fn reach(&self) -> Rect {
        let safe = self.safe();
        let edge = Vec2::splat(EDGE).min(safe.size() / 2.0);
        Rect {
            min: safe.min + edge,
            max: safe.max - edge,
        }
    }
}
