//! Answers of a choices control: so many columns that they have room, and every answer so high that its words do. Must not know
//! what is chosen.

use super::fit::{common, height_of, keeps_words};
use super::size::Size;
use bevy::math::{Rect, Vec2};
use couchpad_theme::measure::Face;
use couchpad_theme::space::{GRID, TOUCH, TOUCH_GAP, TOUCH_PLAY};

/// An answer that is wider than this has room for its words whatever they are, where letters have their usual size, in dp.
const ENOUGH: f32 = 120.0;
/// The highest that an answer of one line becomes, in dp.
const HIGH: f32 = 80.0;
/// So much smaller a place may be that a player chose, and still hold what it held: places are kept in thousandths of a glass. In dp.
const ROUNDED: Vec2 = Vec2::splat(1.5);
/// Room between an answer's edge and its words, in dp.
const INSIDE: Vec2 = Vec2::new(GRID, GRID / 2.0);
/// So many letters are short: such answers stand beside each other.
const SHORT: usize = 3;
/// Sizes of letters, largest first, in dp: the first one where an answer is as high as what is pressed in play.
const LETTERS: [f32; 3] = [25.0, 20.0, 16.0];

/// How answers lie in a width.
#[derive(Debug, Clone, Copy)]
struct Grid {
    columns: usize,
    rows: usize,
    /// Height of a row, in dp.
    row: f32,
}

impl Grid {
    fn height(self) -> f32 {
        self.rows as f32 * (self.row + TOUCH_GAP) - TOUCH_GAP
    }
}

/// Where answers lie that are to lie in this rectangle, and what they take of it. They take more upwards and downwards where
/// that is too low, and are smaller than a thumb only where the glass itself is too small.
pub(super) fn place(rect: Rect, reach: Rect, options: &[String], size: Size) -> (Rect, Vec<Rect>) {
    let grid = grid(options, rect.size() + ROUNDED, reach.height(), size);
    let wanted = Vec2::new(rect.width(), grid.height());
    let rect = super::size::fit(rect, [wanted, wanted.max(rect.size())], reach);
    let (columns, rows) = (grid.columns as f32, grid.rows as f32);
    let gaps = Vec2::new(columns - 1.0, rows - 1.0) * TOUCH_GAP;
    let cell = ((rect.size() - gaps) / Vec2::new(columns, rows)).max(Vec2::ONE);
    let highest = if size.own {
        f32::INFINITY
    } else {
        (HIGH * size.grow).max(grid.row)
    };
    let cell = cell.min(Vec2::new(f32::INFINITY, highest));
    let option = |n: usize| {
        let at = Vec2::new((n % grid.columns) as f32, (n / grid.columns) as f32);
        let min = rect.min + at * (cell + TOUCH_GAP);
        Rect {
            min,
            max: min + cell,
        }
    };
    (rect, (0..options.len()).map(option).collect())
}

/// As small as answers may become in about this width, in dp. `letters`: times their usual size.
pub(super) fn least(options: &[String], letters: f32, width: f32) -> Vec2 {
    let size = Size {
        grow: 1.0,
        letters,
        own: true,
    };
    let column = least_column(options, size).max(TOUCH_PLAY);
    let low = grid(options, Vec2::new(width.max(column), 0.0), 0.0, size);
    Vec2::new(column, low.height())
}

/// The size of the letters of all answers, in dp. `letters`: times their usual size.
#[must_use]
pub(crate) fn letters(options: &[String], places: &[Rect], letters: f32) -> f32 {
    let rooms = options.iter().zip(places);
    let rooms = rooms.map(|(option, place)| (option.as_str(), room(place.size())));
    let is_high = places.iter().all(|place| place.height() >= TOUCH_PLAY);
    let from = usize::from(!is_high);
    let sizes = sizes(letters);
    common(rooms, Face::Bold, sizes.get(from..).unwrap_or_default())
}

/// Where words lie in an answer of this size, in dp.
pub(crate) fn room(answer: Vec2) -> Vec2 {
    (answer - 2.0 * INSIDE).max(Vec2::ONE)
}

/// All sizes of letters, the smallest last: there they are no larger than usual, where there is no room for larger ones.
fn sizes(letters: f32) -> [f32; 4] {
    let [large, usual, small] = LETTERS;
    [large * letters, usual * letters, small * letters, small]
}

/// As few columns as there is height for, with the larger letters first, and as few rows for short answers. Where they do not fit,
/// those that take least.
fn grid(options: &[String], room: Vec2, glass: f32, size: Size) -> Grid {
    let most = most_columns(options, room.x, size);
    let short = options.iter().all(|o| o.chars().count() <= SHORT);
    let wide = short.then_some(most);
    let columns = || wide.into_iter().chain(1..=most);
    let [_, usual, small, least] = sizes(size.letters);
    let all = || {
        [usual, small, least].into_iter().flat_map(move |letters| {
            columns().map(move |columns| laid(options, columns, room.x, (letters, size)))
        })
    };
    let fits = |height: f32| {
        let mut whole = all().filter(|(_, keeps)| *keeps);
        whole.find(|(grid, _)| grid.height() <= height)
    };
    let found = fits(room.y).or_else(|| fits(glass)).map(|(grid, _)| grid);
    found.unwrap_or_else(|| lowest(all().map(|(grid, _)| grid)))
}

fn lowest(grids: impl Iterator<Item = Grid>) -> Grid {
    let low = grids.min_by(|a, b| a.height().total_cmp(&b.height()));
    low.unwrap_or(Grid {
        columns: 1,
        rows: 1,
        row: TOUCH,
    })
}

/// In so many columns, and whether every word is whole there.
fn laid(
    options: &[String],
    columns: usize,
    width: f32,
    (letters, size): (f32, Size),
) -> (Grid, bool) {
    let rows = options.len().div_ceil(columns.max(1)).max(1);
    // no more in the first rows than it takes
    let columns = options.len().div_ceil(rows).max(1);
    let cell = (width + TOUCH_GAP) / columns as f32 - TOUCH_GAP;
    let room = room(Vec2::new(cell, 0.0)).x;
    let high = |option: &String| height_of(option, Face::Bold, room, letters);
    let words = options.iter().map(high).fold(0.0, f32::max);
    let row = (words + 2.0 * INSIDE.y).max(TOUCH * size.grow);
    let keeps = |option: &String| keeps_words(option, Face::Bold, room, letters);
    let grid = Grid { columns, rows, row };
    (grid, options.iter().all(keeps))
}

fn most_columns(options: &[String], width: f32, size: Size) -> usize {
    let column = least_column(options, size) + TOUCH_GAP;
    let most = ((width + TOUCH_GAP) / column) as usize;
    most.clamp(1, options.len().max(1))
}

/// As narrow as an answer may be: a thumb meets it, and it has room for a short one in one line.
fn least_column(options: &[String], size: Size) -> f32 {
    let widest = options.iter().map(|option| Face::Bold.width(option));
    let words = widest.fold(0.0, f32::max) * sizes(size.letters)[1] + 2.0 * INSIDE.x;
    let thumb = TOUCH * size.grow;
    (words + GRID).clamp(thumb, (ENOUGH * size.letters).max(thumb))
}

#[cfg(test)]
mod tests {
    use super::super::{Glass, Plan};
    use super::*;
    use couchpad_core::protocol::{Area, ControlKind, Orientation, PadLayout};
    use proptest::prelude::*;

    fn places(options: &[&str], area: Area, glass: &Glass) -> Vec<Rect> {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        let layout =
            PadLayout::new("", Orientation::Any).with("", area, ControlKind::Choices { options });
        Plan::new(&layout, glass).controls.remove(0).options
    }

    fn overlaps(places: &[Rect]) -> bool {
        let pairs = places
            .iter()
            .enumerate()
            .flat_map(|(n, a)| places.iter().skip(n + 1).map(move |b| (a, b)));
        pairs.into_iter().any(|(a, b)| !a.intersect(*b).is_empty())
    }

    /// As long as an answer may be, in words that people write.
    const LONG: &str = "Because the lighthouse keeper's geese were louder than his horn.";

    #[test]
    fn eight_answers_as_long_as_they_may_be_fit_a_phone() {
        assert_eq!(LONG.len(), 64);
        let glass = Glass::plain(360.0, 800.0);
        let options = [LONG; 8];
        let owned = options.map(str::to_owned);
        for area in [Area::new(0, 300, 1000, 680), Area::new(0, 500, 1000, 300)] {
            let places = places(&options, area, &glass);
            assert!(!overlaps(&places));
            let size = letters(&owned, &places, 1.0);
            assert!(size >= 16.0);
            for place in places {
                assert!(glass.reach().inflate(0.01).contains(place.min));
                assert!(glass.reach().inflate(0.01).contains(place.max));
                let words = height_of(LONG, Face::Bold, room(place.size()).x, size);
                assert!(words <= place.height(), "{words} in {place:?}");
                assert!(place.height() >= TOUCH);
            }
        }
    }

    #[test]
    fn short_answers_stand_beside_each_other() {
        let numbers = ["1", "2", "3", "4", "5", "6", "7"];
        let rows = |places: &[Rect]| {
            let mut rows: Vec<_> = places.iter().map(|place| place.min.y as i32).collect();
            rows.dedup();
            rows.len()
        };
        let area = Area::new(0, 300, 1000, 600);
        let wide = places(&numbers, area, &Glass::plain(800.0, 360.0));
        assert_eq!(rows(&wide), 1);
        assert!(wide[0].width() >= TOUCH_PLAY);
        let upright = places(&numbers, area, &Glass::plain(360.0, 800.0));
        assert_eq!(rows(&upright), 2);
        assert!(upright.iter().all(|place| place.width() >= TOUCH_PLAY));
        let words = ["Paris", "Rome", "Oslo"];
        assert_eq!(rows(&places(&words, area, &Glass::plain(360.0, 800.0))), 3);
    }

    proptest! {
        #[test]
        fn answers_never_lie_on_each_other_nor_out_of_reach(
            options in prop::collection::vec("[a-zA-Z ]{0,64}", 1..16),
            (x, y, w, h) in (0_u16..900, 0_u16..900, 1_u16..1000, 1_u16..1000),
            (width, height) in (240.0_f32..1200.0, 240.0_f32..1200.0),
        ) {
            let glass = Glass::plain(width, height);
            let area = Area::new(x, y, w.min(1000 - x), h.min(1000 - y));
            let options: Vec<_> = options.iter().map(String::as_str).collect();
            let places = places(&options, area, &glass);
            prop_assert_eq!(places.len(), options.len());
            prop_assert!(!overlaps(&places));
            for place in places {
                prop_assert!(glass.reach().inflate(0.5).contains(place.min));
            }
        }
    }
}
