//! The rules of moving controls: what can be moved, where to, and how small it may become. Pure: rectangles in dp, no fingers
//! and no time.

use super::piece::{Piece, can_move, is_even};
use crate::place::{Glass, Plan, least};
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::{ControlId, ControlKind};
use couchpad_theme::space::{GRID, TOUCH, TOUCH_GAP};

/// So much of a control has to stick out from under another one, in dp.
const SEEN: f32 = TOUCH / 2.0;
/// Height of the strip at the top in which it stands who plays, in dp.
const STRIP: f32 = 10.0 * GRID;
/// Room that it wants there for signs, and for words of the usual size, in dp.
const NAME: [f32; 2] = [6.0 * GRID, 14.0 * GRID];

/// The part of a control that a finger is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It moves.
    Body,
    /// Its lower right corner moves, and so its size.
    Corner,
}

/// All controls that can be moved on one glass, back to front.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    glass: Glass,
    letters: f32,
    pieces: Vec<Piece>,
}

impl Board {
    /// The controls of a plan on its glass. `letters`: how many times their usual size they are.
    #[must_use]
    pub fn of(plan: &Plan, glass: &Glass, letters: f32) -> Self {
        let pieces = plan.controls.iter().filter(|c| can_move(&c.kind));
        Self {
            glass: *glass,
            letters,
            pieces: pieces.map(Piece::of).collect(),
        }
    }

    /// All that can be moved, back to front.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// One of them.
    #[must_use]
    pub fn piece(&self, id: ControlId) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.id == id)
    }

    /// The middle of the grip at a control's corner: as large as a finger, and on the glass as a whole.
    #[must_use]
    pub fn grip(&self, rect: Rect) -> Vec2 {
        let safe = self.glass.safe();
        let half = Vec2::splat(TOUCH / 2.0).min(safe.size() / 2.0);
        rect.max.clamp(safe.min + half, safe.max - half)
    }

    /// What a finger takes here: the topmost grip, else the topmost control.
    #[must_use]
    pub fn grab(&self, at: Vec2) -> Option<(ControlId, Part)> {
        let grip = |piece: &&Piece| {
            let grip = Rect::from_center_size(self.grip(piece.rect), Vec2::splat(TOUCH));
            grip.contains(at)
        };
        let from_the_top = || self.pieces.iter().rev();
        let corner = from_the_top().find(grip).map(|p| (p.id, Part::Corner));
        let body = || from_the_top().find(|piece| piece.rect.contains(at));
        corner.or_else(|| body().map(|p| (p.id, Part::Body)))
    }

    /// Where a control lies once a finger has moved by so much since it took it at `start`; `None` where it must not: what is
    /// under it could not be pressed any more, or nobody could read who plays.
    #[must_use]
    pub fn dragged(&self, id: ControlId, part: Part, start: Rect, by: Vec2) -> Option<Rect> {
        let piece = self.piece(id)?;
        let to = match part {
            Part::Body => self.moved(piece, start, by),
            Part::Corner => self.resized(piece, start, by),
        };
        let others = || self.pieces.iter().filter(|other| other.id != id);
        let hides = |at: Rect, other: &Piece| covers(at, other.rect) || covers(other.rect, at);
        let hides_more = others().any(|other| hides(to, other) && !hides(piece.rect, other));
        let with = |own: Rect| others().map(|other| other.rect).chain([own]);
        let reads = |own: Rect| self.leaves_name(with(own));
        let allowed = !hides_more && (reads(to) || !reads(piece.rect));
        allowed.then_some(to)
    }

    fn moved(&self, piece: &Piece, start: Rect, by: Vec2) -> Rect {
        let reach = self.glass.reach();
        // a game may have made it smaller than a thumb
        let size = start.size().max(self.least(piece, start.size()));
        let size = size.min(reach.size());
        let min = self.snap(start.min + by).clamp(reach.min, reach.max - size);
        Rect {
            min,
            max: min + size,
        }
    }

    fn resized(&self, piece: &Piece, start: Rect, by: Vec2) -> Rect {
        let reach = self.glass.reach();
        let wanted = self.snap(start.max + by).min(reach.max) - start.min;
        let wanted = wanted.max(Vec2::ZERO);
        // an answer's column decides how many rows there are
        let shape = match piece.kind {
            ControlKind::Slider { .. } => start.size(),
            _ => Vec2::new(wanted.x, start.height()),
        };
        let least = self.least(piece, shape);
        let mut size = wanted.max(least);
        if is_even(&piece.kind) {
            let room = (reach.max - start.min).min_element().max(least.x);
            size = Vec2::splat(size.max_element().min(room));
        }
        let size = size.min(reach.size());
        let min = start.min.clamp(reach.min, reach.max - size);
        Rect {
            min,
            max: min + size,
        }
    }

    /// As small as it may be where it is about so large.
    fn least(&self, piece: &Piece, size: Vec2) -> Vec2 {
        least(&piece.kind, &piece.label, self.letters, size)
    }

    /// On the grid, which begins where a thumb's reach does.
    fn snap(&self, at: Vec2) -> Vec2 {
        let origin = self.glass.reach().min;
        origin + ((at - origin) / GRID).round() * GRID
    }

    /// Whether it can still be read at the top who plays, and pressed: between what lies there on the left and on the right.
    fn leaves_name(&self, rects: impl Iterator<Item = Rect>) -> bool {
        let mut strip = self.glass.reach();
        strip.max.y = strip.min.y + STRIP * self.letters;
        let middle = self.glass.size / 2.0;
        let (mut left, mut right) = (strip.min.x, strip.max.x);
        for rect in rects.filter(|rect| !rect.intersect(strip).is_empty()) {
            if rect.center().x > middle.x {
                right = right.min(rect.min.x - TOUCH_GAP);
            } else if rect.max.y < middle.y {
                left = left.max(rect.max.x + TOUCH_GAP);
            } else {
                return false;
            }
        }
        right - left >= NAME[0] + NAME[1] * self.letters
    }
}

/// Whether nothing that a finger could find of `under` sticks out from `over`.
fn covers(over: Rect, under: Rect) -> bool {
    let wide = over.inflate(SEEN - 0.01);
    wide.contains(under.min) && wide.contains(under.max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Placing;
    use crate::settings::Arrangements;
    use couchpad_core::protocol::{Area, AxisIndex, ButtonIndex, Orientation, PadLayout, Weight};
    use couchpad_theme::space::TOUCH_PLAY;
    use proptest::prelude::*;

    fn button(weight: Weight) -> ControlKind {
        ControlKind::Button {
            button: ButtonIndex(0),
            weight,
        }
    }

    fn two() -> PadLayout {
        PadLayout::new("", Orientation::Any)
            .with("GO", Area::new(340, 690, 320, 190), button(Weight::Primary))
            .with("PAUSE", Area::new(720, 10, 280, 80), button(Weight::Quiet))
    }

    fn board_of(layout: &PadLayout, glass: &Glass) -> Board {
        Board::of(&Plan::new(layout, glass), glass, 1.0)
    }

    #[test]
    fn a_body_moves_on_the_grid_and_not_beyond_the_reach() {
        let glass = Glass::plain(360.0, 800.0);
        let board = board_of(&two(), &glass);
        let start = board.pieces()[0].rect;
        let moved = |by| board.dragged(ControlId(0), Part::Body, start, by).unwrap();
        let up = moved(Vec2::new(-20.0, -133.0));
        assert_eq!(up.size(), start.size());
        let steps = (up.min - glass.reach().min) / GRID;
        assert_eq!(steps, steps.round());
        assert!(
            (up.min - start.min - Vec2::new(-20.0, -133.0))
                .abs()
                .max_element()
                <= 4.0
        );
        let corner = moved(Vec2::splat(5_000.0));
        assert_eq!(corner.max, glass.reach().max);
    }

    #[test]
    fn a_corner_makes_larger_and_smaller_down_to_a_thumb_and_the_word() {
        let glass = Glass::plain(360.0, 800.0);
        let board = board_of(&two(), &glass);
        let start = board.pieces()[0].rect;
        let sized = |by| {
            board
                .dragged(ControlId(0), Part::Corner, start, by)
                .unwrap()
        };
        assert_eq!(sized(Vec2::splat(30.0)).min, start.min);
        assert!(sized(Vec2::splat(30.0)).width() > start.width() + 20.0);
        let least = sized(Vec2::splat(-2_000.0)).size();
        assert_eq!(least.y, TOUCH_PLAY);
        assert!(least.x >= 69.0, "GO has room: {least}");
        assert!(
            glass
                .reach()
                .inflate(0.01)
                .contains(sized(Vec2::splat(2_000.0)).max)
        );
    }

    #[test]
    fn a_round_one_stays_round() {
        let stick = ControlKind::Stick {
            x: AxisIndex(0),
            y: AxisIndex(1),
        };
        let layout =
            PadLayout::new("", Orientation::Any).with("", Area::new(0, 500, 500, 300), stick);
        let glass = Glass::plain(800.0, 360.0);
        let board = board_of(&layout, &glass);
        let start = board.pieces()[0].rect;
        for by in [
            Vec2::new(80.0, 0.0),
            Vec2::new(-500.0, -9.0),
            Vec2::new(9.0, 900.0),
        ] {
            let to = board
                .dragged(ControlId(0), Part::Corner, start, by)
                .unwrap();
            assert!((to.width() - to.height()).abs() < 0.01, "{to:?}");
            assert!(to.width() >= 3.0 * TOUCH);
        }
    }

    #[test]
    fn grips_lie_on_the_glass_and_are_met_first() {
        let glass = Glass::plain(360.0, 800.0);
        let board = board_of(&two(), &glass);
        let start = board.pieces()[0].rect;
        assert_eq!(board.grab(start.center()), Some((ControlId(0), Part::Body)));
        assert_eq!(board.grab(start.max), Some((ControlId(0), Part::Corner)));
        assert_eq!(board.grab(Vec2::new(20.0, 400.0)), None);
        let corner = Rect::from_corners(glass.reach().max, glass.reach().max - 60.0);
        assert!(glass.safe().contains(board.grip(corner) + TOUCH / 2.0));
    }

    #[test]
    fn nothing_hides_another_control_nor_who_plays() {
        let glass = Glass::plain(360.0, 800.0);
        let board = board_of(&two(), &glass);
        let (go, pause) = (board.pieces()[0].rect, board.pieces()[1].rect);
        let onto = pause.center() - go.center();
        assert_eq!(board.dragged(ControlId(0), Part::Body, go, onto), None);
        let under = go.center() - pause.center();
        assert_eq!(board.dragged(ControlId(1), Part::Body, pause, under), None);
        let top = Vec2::new(-200.0, -700.0);
        assert_eq!(board.dragged(ControlId(0), Part::Body, go, top), None);
        let beside = Vec2::new(0.0, go.max.y - pause.min.y + GRID);
        assert!(
            board
                .dragged(ControlId(1), Part::Body, pause, beside)
                .is_some()
        );
    }

    fn any_kind() -> impl Strategy<Value = ControlKind> {
        prop_oneof![
            Just(button(Weight::Primary)),
            Just(button(Weight::Quiet)),
            Just(ControlKind::Slider { axis: AxisIndex(1) }),
            Just(ControlKind::Stick {
                x: AxisIndex(0),
                y: AxisIndex(1)
            }),
            (1_usize..9).prop_map(|n| ControlKind::Choices {
                options: vec!["x".into(); n]
            }),
            Just(ControlKind::Text {
                hint: String::new()
            }),
        ]
    }

    type Place = (u16, u16, u16, u16, ControlKind);

    fn any_layout() -> impl Strategy<Value = Vec<Place>> {
        let side = || (0_u16..900, 0_u16..900, 1_u16..500, 1_u16..500);
        let one = (side(), any_kind()).prop_map(|((x, y, w, h), kind)| (x, y, w, h, kind));
        prop::collection::vec(one, 1..6)
    }

    proptest! {
        /// After any drags, through the settings and back: within reach, large enough, none hidden that was not, and where the
        /// finger left it.
        #[test]
        fn any_drags_leave_controls_that_can_be_pressed(
            places in any_layout(),
            (width, height) in (300.0_f32..1200.0, 300.0_f32..1200.0),
            letters in 1.0_f32..1.6,
            drags in prop::collection::vec(
                (any::<prop::sample::Index>(), any::<bool>(), -900.0_f32..900.0, -900.0_f32..900.0),
                1..20,
            ),
        ) {
            let mut layout = PadLayout::new("", Orientation::Any);
            for (x, y, w, h, kind) in places {
                let area = Area::new(x, y, w.min(1000 - x), h.min(1000 - y));
                layout = layout.with("GO", area, kind);
            }
            let glass = Glass::plain(width, height);
            let reach = glass.reach();
            let mut kept = Arrangements::default();
            let laid = |kept: &Arrangements| {
                let moved = Placing::moved(kept, &layout, &glass);
                let how = Placing { moved, letters, ..Placing::default() };
                Plan::as_wanted(&layout, &glass, &how)
            };
            for (which, corner, x, y) in drags {
                let board = Board::of(&laid(&kept), &glass, letters);
                let piece = which.get(board.pieces());
                let part = if corner { Part::Corner } else { Part::Body };
                let by = Vec2::new(x, y);
                let Some(to) = board.dragged(piece.id, part, piece.rect, by) else {
                    continue;
                };
                prop_assert!(kept.put(glass.shape(&layout), piece.id, glass.area(to)));
                let now = Board::of(&laid(&kept), &glass, letters);
                let rect = now.piece(piece.id).unwrap().rect;
                let off = (rect.min - to.min).abs().max((rect.max - to.max).abs());
                prop_assert!(off.max_element() < 2.0, "{:?}: {to:?} became {rect:?}", piece.kind);
                let wide = reach.inflate(0.01);
                prop_assert!(wide.contains(rect.min) && wide.contains(rect.max), "{rect:?}");
                let least = TOUCH.min(reach.size().min_element());
                prop_assert!(rect.size().min_element() >= least - 0.01, "{rect:?}");
                for (other, before) in now.pieces().iter().zip(board.pieces()) {
                    let hidden = covers(rect, other.rect.inflate(2.0));
                    let was = covers(piece.rect, before.rect) || covers(before.rect, piece.rect);
                    prop_assert!(!hidden || was || other.id == piece.id);
                }
            }
        }
    }
}
