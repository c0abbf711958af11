//! A board on a glass that is low and wide: a layout that has it above or below what is pressed would leave it a strip as high as a thumb.
//! There it stands beside all that, as high as the glass is. Pure. Must not know what a board shows.

use super::Glass;
use couchpad_core::protocol::{Area, Control, ControlId, ControlKind};

/// A glass that is so many times as wide as high, and lower than this, in dp, is that of a phone on its side.
const WIDE: f32 = 1.3;
const LOW: f32 = 500.0;
/// A board that is higher than this in any case, in dp, stays where the layout has it.
const HIGH: f32 = 190.0;
/// Only what is so wide, in thousandths, is a storey of the layout; what is smaller beside the board's top lies there on purpose.
const STOREY: u16 = 600;
/// Where the board ends and the others begin, in thousandths of the width.
const BOARD: u16 = 420;
const OTHERS: u16 = 430;
/// The board's own height, in thousandths: below who plays, and above the edge.
const BOARD_Y: (u16, u16) = (40, 940);

/// Where all of these lie instead, in their order, before anything is swapped for a left hand. `None`: where the layout has them.
/// `boards` show one, and `moved` were put somewhere by the player.
pub(super) fn lay(
    controls: &[&Control],
    glass: &Glass,
    (boards, moved): (&[ControlId], &[(ControlId, Area)]),
) -> Option<Vec<Area>> {
    let size = glass.safe().size();
    if size.y >= LOW || size.x < size.y * WIDE {
        return None;
    }
    let is_moved = |id: ControlId| moved.iter().any(|(one, _)| *one == id);
    let mut all = controls.iter();
    let board = all.find(|c| boards.contains(&c.id) && c.area.w >= STOREY && !is_moved(c.id))?;
    let is_low = f32::from(board.area.h) / 1000.0 * size.y < HIGH;
    let is_storey = |c: &&Control| {
        let apart = c.area.y >= end(board.area) || end(c.area) <= board.area.y;
        let shows = matches!(c.kind, ControlKind::Show { .. });
        c.area.w >= STOREY && apart && !shows
    };
    if !(is_low && controls.iter().any(is_storey)) {
        return None;
    }
    let beside = |control: &&Control| {
        if control.id == board.id {
            let (y, h) = BOARD_Y;
            return Area::new(0, y, BOARD, h);
        }
        beside(control.area, board.area)
    };
    Some(controls.iter().map(beside).collect())
}

/// Where something lies in the part beside the board: what was above it stays as high as it was, and what was below has the
/// board's height, too. What spanned both, or lies at the very top, is where it was.
fn beside(area: Area, board: Area) -> Area {
    let squeeze = |x: u16| OTHERS + (u32::from(x) * u32::from(1000 - OTHERS) / 1000) as u16;
    let narrow = |y: u16, h: u16| {
        let (from, to) = (squeeze(area.x), squeeze(area.x.saturating_add(area.w)));
        Area::new(from, y, to.saturating_sub(from).max(1), h.max(1))
    };
    let room = u32::from(1000_u16.saturating_sub(end(board)));
    let more = u32::from(1000_u16.saturating_sub(board.y));
    let stretch = |y: u16| {
        let share = u32::from(y.saturating_sub(end(board))) * more;
        board.y + (share.checked_div(room).unwrap_or(0) as u16)
    };
    if area.y >= end(board) {
        let (from, to) = (stretch(area.y), stretch(end(area)));
        narrow(from, to.saturating_sub(from))
    } else if end(area) <= board.y && area.w >= STOREY {
        narrow(area.y, area.h)
    } else {
        area
    }
}

/// Where it ends, in thousandths.
fn end(area: Area) -> u16 {
    area.y.saturating_add(area.h)
}

#[cfg(test)]
mod tests {
    use super::super::{Placing, Plan};
    use super::*;
    use couchpad_core::protocol::{ButtonIndex, Orientation, PadLayout, Weight};
    use proptest::prelude::*;

    /// Words, a board, what is pressed below it, and two buttons at its foot.
    fn turn_by_turn() -> PadLayout {
        PadLayout::new("Four in a Row", Orientation::Any)
            .shows("", Area::new(40, 130, 920, 110), Weight::Secondary)
            .shows("", Area::new(40, 250, 920, 330), Weight::Primary)
            .choices(
                "",
                Area::new(40, 600, 920, 230),
                (1..=7).map(|n| n.to_string()),
            )
            .button(
                "UNDO",
                Area::new(40, 850, 440, 90),
                ButtonIndex(1),
                Weight::Quiet,
            )
            .button(
                "PAUSE",
                Area::new(820, 20, 160, 110),
                ButtonIndex::PAUSE,
                Weight::Quiet,
            )
    }

    fn placed(glass: &Glass, boards: &[u8], mirrored: bool) -> Plan {
        let how = Placing {
            boards: boards.iter().map(|id| ControlId(*id)).collect(),
            mirrored,
            ..Placing::default()
        };
        Plan::as_wanted(&turn_by_turn(), glass, &how)
    }

    #[test]
    fn on_its_side_a_board_is_as_high_as_the_glass_and_all_else_beside_it() {
        for (width, height) in [(800.0, 360.0), (640.0, 360.0), (915.0, 412.0)] {
            let glass = Glass::plain(width, height);
            let all = |plan: &Plan| plan.controls.iter().map(|c| c.rect).collect::<Vec<_>>();
            let (before, after) = (placed(&glass, &[], false), placed(&glass, &[1], false));
            let (low, rects) = (all(&before), all(&after));
            assert!(rects[1].height() > 2.0 * low[1].height(), "{rects:?}");
            assert!(rects[1].height() > 0.6 * height, "{rects:?}");
            for (index, rect) in rects.iter().enumerate().filter(|(index, _)| *index != 1) {
                assert!(rect.intersect(rects[1]).is_empty(), "{index}: {rects:?}");
            }
            for (place, next) in after.controls[2].options.iter().zip(&rects[3..]) {
                assert!(place.intersect(*next).is_empty() && place.width() >= 48.0);
            }
        }
    }

    #[test]
    fn a_left_hand_has_the_board_on_its_right() {
        let glass = Glass::plain(800.0, 360.0);
        let plan = placed(&glass, &[1], true);
        let (board, pressed) = (plan.controls[1].rect, plan.controls[2].rect);
        assert!(board.min.x > pressed.max.x, "{board:?} {pressed:?}");
    }

    #[test]
    fn upright_alone_high_or_moved_it_stays_where_it_is() {
        let layout = turn_by_turn();
        let all: Vec<_> = layout.controls.iter().collect();
        let boards = [ControlId(1)];
        let side = Glass::plain(800.0, 360.0);
        let lays = |glass: &Glass, moved: &[(ControlId, Area)]| {
            lay(&all, glass, (&boards, moved)).is_some()
        };
        assert!(lays(&side, &[]));
        assert!(!lays(&Glass::plain(360.0, 800.0), &[]));
        assert!(!lays(&Glass::plain(1180.0, 820.0), &[]), "there is room");
        assert!(!lays(&side, &[(ControlId(1), Area::ALL)]));
        assert!(lay(&all, &side, (&[], &[])).is_none(), "nothing is a board");
        let alone = PadLayout::new("", Orientation::Any).shows(
            "",
            Area::new(0, 0, 1000, 400),
            Weight::Primary,
        );
        let alone: Vec<_> = alone.controls.iter().collect();
        assert!(lay(&alone, &side, (&[ControlId(0)], &[])).is_none());
    }

    proptest! {
        /// Whatever a game sends: every area is on the glass, and something is left of it.
        #[test]
        fn every_area_stays_on_the_glass(
            places in prop::collection::vec((0_u16..=999, 0_u16..=999, 1_u16..=1000, 1_u16..=1000), 1..8),
            width in 300.0_f32..1200.0,
        ) {
            let mut layout = PadLayout::new("", Orientation::Any);
            for (x, y, w, h) in places {
                let area = Area::new(x, y, w.min(1000 - x), h.min(1000 - y));
                layout = layout.with("", area, ControlKind::Show { weight: Weight::Primary });
            }
            let all: Vec<_> = layout.controls.iter().collect();
            let boards: Vec<_> = all.iter().map(|c| c.id).collect();
            let glass = Glass::plain(width, 360.0);
            for area in lay(&all, &glass, (&boards, &[])).unwrap_or_default() {
                prop_assert!(area.w > 0 && area.h > 0);
                prop_assert!(area.x + area.w <= 1000 && end(area) <= 1001, "{area:?}");
            }
        }
    }
}
