//! A keyboard on the controls while these are moved: one of them is chosen, the arrows move it, and with Shift they resize it.
//! Must not know windows.

use super::board::{Board, Part};
use super::drag::put;
use super::piece::is_even;
use super::{Arranging, board};
use crate::model::PadModel;
use crate::redraw::Awake;
use crate::touch::{Fingers, PadGlass};
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;
use couchpad_core::protocol::ControlId;
use couchpad_theme::TextSize;
use couchpad_theme::space::GRID;
use std::time::Duration;

/// How long a frame is drawn after a step.
const TAIL: Duration = Duration::from_millis(300);
/// So many steps at once, at most: over another control that it must not hide.
const HOPS: u8 = 24;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// The next control, or the one before.
    Choose { next: bool },
    /// None is chosen any more: the keys are for the buttons.
    Leave,
    /// A step in this direction: of the whole control, or of its lower right corner.
    Step(Part, IVec2),
}

/// What the keys do, in order.
pub(super) fn read(
    mut keys: MessageReader<KeyboardInput>,
    (model, fingers, glass): (Res<PadModel>, Res<Fingers>, Res<PadGlass>),
    letters: Res<TextSize>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
    mut shift: Local<bool>,
    mut arranging: ResMut<Arranging>,
) {
    for key in keys.read() {
        let down = key.state.is_pressed();
        if key.logical_key == Key::Shift {
            *shift = down;
            continue;
        }
        let Some(layout) = model.layout.as_ref().filter(|_| model.shows_controls()) else {
            continue;
        };
        let wish = wish(&key.logical_key, *shift).filter(|_| down && arranging.draft.is_some());
        let Some(wish) = wish else {
            continue;
        };
        let board = board(&fingers, &glass, &letters);
        let now = &mut *arranging;
        now.chosen = chosen(now.chosen, wish, &board);
        let stepped = now.chosen.and_then(|id| step(id, wish, &board));
        if let (Some((id, to)), Some(draft), None) = (stepped, &mut now.draft, &now.drag) {
            let area = |rect| glass.0.area(rect);
            put(draft, glass.0.shape(layout), &board, (id, area), to);
        }
        awake.stay(time.elapsed(), TAIL);
    }
}

fn wish(key: &Key, shift: bool) -> Option<Wish> {
    let way = match key {
        Key::PageDown => return Some(Wish::Choose { next: true }),
        Key::PageUp => return Some(Wish::Choose { next: false }),
        Key::Tab => return Some(Wish::Leave),
        Key::ArrowLeft => IVec2::NEG_X,
        Key::ArrowRight => IVec2::X,
        Key::ArrowUp => IVec2::NEG_Y,
        Key::ArrowDown => IVec2::Y,
        _ => return None,
    };
    let part = if shift { Part::Corner } else { Part::Body };
    Some(Wish::Step(part, way))
}

/// Which one is chosen then, around the ends; none where it is gone.
fn chosen(now: Option<ControlId>, wish: Wish, board: &Board) -> Option<ControlId> {
    let pieces = board.pieces();
    let here = pieces.iter().position(|piece| Some(piece.id) == now);
    let last = pieces.len().checked_sub(1)?;
    let at = match (wish, here) {
        (Wish::Leave, _) => return None,
        (Wish::Step(..), here) => here?,
        (Wish::Choose { next: true }, None) => 0,
        (Wish::Choose { next: true }, Some(at)) if at == last => 0,
        (Wish::Choose { next: true }, Some(at)) => at + 1,
        (Wish::Choose { next: false }, None | Some(0)) => last,
        (Wish::Choose { next: false }, Some(at)) => at - 1,
    };
    pieces.get(at).map(|piece| piece.id)
}

/// Where the chosen one lies after a step, or after as many as lead past what it must not hide.
fn step(id: ControlId, wish: Wish, board: &Board) -> Option<(ControlId, Rect)> {
    let Wish::Step(part, way) = wish else {
        return None;
    };
    let piece = board.piece(id)?;
    let way = match part {
        // what is as wide as high grows on both sides, or on none
        Part::Corner if is_even(&piece.kind) => IVec2::splat(way.x + way.y),
        _ => way,
    };
    let by = |steps: u8| way.as_vec2() * GRID * f32::from(steps);
    let to = (1..=HOPS).find_map(|steps| board.dragged(id, part, piece.rect, by(steps)))?;
    Some((id, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{Glass, Plan};
    use couchpad_core::protocol::{
        Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Weight,
    };

    const STICK: ControlId = ControlId(0);
    const GO: ControlId = ControlId(1);

    fn on_the_glass() -> Board {
        let stick = ControlKind::Stick {
            x: AxisIndex(0),
            y: AxisIndex(1),
        };
        let layout = PadLayout::new("", Orientation::Any)
            .with("", Area::new(100, 300, 500, 200), stick)
            .button(
                "GO",
                Area::new(300, 700, 400, 120),
                ButtonIndex(0),
                Weight::Primary,
            );
        let glass = Glass::plain(360.0, 800.0);
        Board::of(&Plan::new(&layout, &glass), &glass, 1.0)
    }

    #[test]
    fn keys_choose_one_after_the_other_around_the_ends() {
        let board = on_the_glass();
        let next = Wish::Choose { next: true };
        let back = Wish::Choose { next: false };
        let mut now = None;
        for (wish, wanted) in [
            (next, Some(STICK)),
            (next, Some(GO)),
            (next, Some(STICK)),
            (back, Some(GO)),
            (Wish::Leave, None),
            (back, Some(GO)),
        ] {
            now = chosen(now, wish, &board);
            assert_eq!(now, wanted, "{wish:?}");
        }
        let step = Wish::Step(Part::Body, IVec2::X);
        assert_eq!(
            chosen(None, step, &board),
            None,
            "the buttons have the arrows"
        );
        assert_eq!(chosen(Some(ControlId(9)), step, &board), None, "it is gone");
    }

    #[test]
    fn an_arrow_is_a_step_on_the_grid_and_a_corner_keeps_what_is_even() {
        let board = on_the_glass();
        let rect = |id| board.piece(id).unwrap().rect;
        let to = |id, part, way| step(id, Wish::Step(part, way), &board).unwrap().1;
        let moved = to(GO, Part::Body, IVec2::NEG_Y);
        let by = rect(GO).min.y - moved.min.y;
        assert!(by > 0.0 && by <= 1.5 * GRID, "{by}");
        let larger = to(STICK, Part::Corner, IVec2::X).size();
        assert!((larger.x - larger.y).abs() < 0.01 && larger.x > rect(STICK).width());
        let smaller = to(STICK, Part::Corner, IVec2::NEG_Y).size();
        assert!((smaller.x - smaller.y).abs() < 0.01 && smaller.x < larger.x);
    }
}
