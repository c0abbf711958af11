//! Which bricks a ball that comes from below can get to at all. Knows no ball.

use crate::arkanoid::state::{Brick, BrickKind, COLUMNS, Grid, ROWS};

/// The bricks that can break and that no ball can get to, since what `stops` it for ever lies around them.
pub(super) fn shut_in(grid: &Grid, stops: impl Fn(&Brick) -> bool) -> u32 {
    let open = opened(grid, &stops);
    let places = grid.iter().flatten().zip(open.iter().flatten());
    let shut = places.filter(|(place, open)| {
        !**open && place.is_some_and(|brick| brick.kind != BrickKind::Gold && !stops(&brick))
    });
    u32::try_from(shut.count()).unwrap_or(u32::MAX)
}

/// Whether a ball could fly into a hole and never get out, or never get in, because of gold.
pub(super) fn has_hole(grid: &Grid) -> bool {
    let open = opened(grid, &|brick: &Brick| brick.kind == BrickKind::Gold);
    let mut places = grid.iter().flatten().zip(open.iter().flatten());
    places.any(|(place, open)| !open && place.is_none_or(|brick| brick.kind != BrickKind::Gold))
}

/// Every place that is reached from below once all that can break is broken.
fn opened(grid: &Grid, stops: &impl Fn(&Brick) -> bool) -> [[bool; COLUMNS]; ROWS] {
    let mut open = [[false; COLUMNS]; ROWS];
    let mut edge: Vec<_> = (0..COLUMNS).map(|column| (ROWS - 1, column)).collect();
    while let Some((row, column)) = edge.pop() {
        let place = grid.get(row).and_then(|line| line.get(column));
        let known = open.get_mut(row).and_then(|line| line.get_mut(column));
        let (Some(place), Some(known)) = (place, known) else {
            continue;
        };
        if *known || place.as_ref().is_some_and(stops) {
            continue;
        }
        *known = true;
        // what is beyond the grid is left out when its turn comes
        edge.extend([
            (row.wrapping_sub(1), column),
            (row + 1, column),
            (row, column.wrapping_sub(1)),
            (row, column + 1),
        ]);
    }
    open
}

#[cfg(test)]
mod tests {
    use super::super::Pack;
    use super::*;

    fn grid(rows: &str) -> Grid {
        let text = format!("couchpad-levels 1\nname: T\nround: T\n{rows}");
        Pack::parse(&text).unwrap().levels()[0].bricks
    }

    const GOLD: fn(&Brick) -> bool = |brick| brick.kind == BrickKind::Gold;

    #[test]
    fn finds_what_gold_shuts_in_from_below_but_not_from_the_sides() {
        let shut = grid("GG............\n3G............\nGG..........5.");
        assert_eq!(shut_in(&shut, GOLD), 1);
        assert!(has_hole(&shut));
        let open = grid("GGGGGGGGGGGGGG\n3S44..........\nGGG.GGGGGGGGGG");
        assert_eq!(shut_in(&open, GOLD), 0);
        assert!(!has_hole(&open));
        let lid = grid("..3...........\nGGGGGGGGGGGGGG");
        assert_eq!(shut_in(&lid, GOLD), 1);
    }

    #[test]
    fn an_empty_hole_is_one_too() {
        let hole = grid("5.............\n.GGG..........\n.G.G..........\n.GGG..........");
        assert_eq!(shut_in(&hole, GOLD), 0);
        assert!(has_hole(&hole));
    }
}
