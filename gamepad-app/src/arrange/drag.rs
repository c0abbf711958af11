//! One finger that moves one control. Must not know windows.

use super::board::{Board, Part};
use crate::place::Glass;
use crate::settings::{Arrangements, LayoutShape};
use crate::touch::FingerId;
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::{Area, ControlId};

/// How far a finger strays before anything moves, in dp.
const SLACK: f32 = 4.0;

/// A finger on a control.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drag {
    pub(super) finger: FingerId,
    /// On another layout, or another glass, it means nothing.
    pub(super) on: (LayoutShape, Glass),
    pub(super) control: ControlId,
    part: Part,
    from: Vec2,
    start: Rect,
    /// Whether it has moved something.
    pub(super) moves: bool,
}

impl Drag {
    /// A finger comes down.
    pub(super) fn begin(
        board: &Board,
        (finger, at): (FingerId, Vec2),
        on: (LayoutShape, Glass),
    ) -> Option<Self> {
        let (control, part) = board.grab(at)?;
        let start = board.piece(control)?.rect;
        Some(Self {
            finger,
            on,
            control,
            part,
            from: at,
            start,
            moves: false,
        })
    }

    /// It is here now: where its control is to lie, if that is somewhere else.
    pub(super) fn to(&mut self, board: &Board, at: Vec2) -> Option<Rect> {
        let by = at - self.from;
        if !at.is_finite() || !self.moves && by.length() < SLACK {
            return None;
        }
        self.moves = true;
        board.dragged(self.control, self.part, self.start, by)
    }
}

/// Writes down where a control lies, and with it where all others do: what was arranged once stays as it was seen, whatever is
/// mirrored or made larger later.
pub(super) fn put(
    draft: &mut Arrangements,
    shape: LayoutShape,
    board: &Board,
    (control, area): (ControlId, impl Fn(Rect) -> Area),
    to: Rect,
) {
    for piece in board.pieces() {
        if piece.id != control && draft.area(shape, piece.id).is_none() {
            draft.put(shape, piece.id, area(piece.rect));
        }
    }
    draft.put(shape, control, area(to));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{Placing, Plan};
    use couchpad_core::protocol::{ButtonIndex, ControlKind, Orientation, PadLayout, Weight};

    fn layout() -> PadLayout {
        let button = |button, weight| ControlKind::Button { button, weight };
        PadLayout::new("", Orientation::Any)
            .with(
                "LAUNCH",
                Area::new(340, 690, 320, 190),
                button(ButtonIndex(0), Weight::Primary),
            )
            .with(
                "PAUSE",
                Area::new(720, 10, 280, 80),
                button(ButtonIndex::PAUSE, Weight::Quiet),
            )
    }

    #[test]
    fn a_finger_that_trembles_moves_nothing() {
        let glass = Glass::plain(360.0, 800.0);
        let board = Board::of(&Plan::new(&layout(), &glass), &glass, 1.0);
        let on = (glass.shape(&layout()), glass);
        let at = board.pieces()[0].rect.center();
        let mut drag = Drag::begin(&board, (FingerId::Mouse, at), on).unwrap();
        assert_eq!(drag.to(&board, at + 2.0), None);
        assert_eq!(drag.to(&board, Vec2::NAN), None);
        assert!(!drag.moves);
        assert!(drag.to(&board, at - Vec2::new(0.0, 60.0)).is_some());
        // and back again to where it began
        let back = drag.to(&board, at).unwrap();
        assert!((back.min - drag.start.min).abs().max_element() <= 4.0);
    }

    /// The other hand and large buttons change nothing of what was arranged, also of what was only beside it.
    #[test]
    fn an_arrangement_is_whole() {
        let (layout, glass) = (layout(), Glass::plain(360.0, 800.0));
        for mirrored in [false, true] {
            let how = Placing {
                mirrored,
                large: mirrored,
                ..Placing::default()
            };
            let board = Board::of(&Plan::as_wanted(&layout, &glass, &how), &glass, 1.0);
            let piece = &board.pieces()[0];
            let by = Vec2::new(8.0, -160.0);
            let to = board.dragged(piece.id, Part::Body, piece.rect, by).unwrap();
            let (mut kept, shape) = (Arrangements::default(), glass.shape(&layout));
            let area = |rect| glass.area(rect);
            put(&mut kept, shape, &board, (piece.id, area), to);
            let moved = Placing::moved(&kept, &layout, &glass);
            for (mirrored, large) in [(false, false), (true, false), (false, true), (true, true)] {
                let how = Placing {
                    mirrored,
                    large,
                    moved: moved.clone(),
                    ..Placing::default()
                };
                let plan = Plan::as_wanted(&layout, &glass, &how);
                let seen = [to, board.pieces()[1].rect];
                for (placed, seen) in plan.controls.iter().zip(seen) {
                    let off = (placed.rect.min - seen.min).abs().max_element();
                    assert!(off < 1.0, "{:?} and not {seen:?}", placed.rect);
                }
            }
        }
    }
}
