//! What becomes of the bricks of LBreakout2 and LBreakoutHD.

use super::super::{breakable, gold, plain, reach, silver};
use crate::arkanoid::state::{Brick, BrickKind, COLUMNS, Grid, ROWS};

/// The signs of a level.
pub(super) type Signs = [[char; COLUMNS]; ROWS];

/// A sign that LBreakout2 has no brick for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) row: usize,
    pub(super) sign: char,
}

/// The bricks of a level. What only LBreakout2's energy ball breaks is gold, unless it keeps every ball from a brick, or
/// nothing else is there: then it is silver.
pub(super) fn of(signs: &Signs) -> Result<Grid, Unknown> {
    let hard = laid(signs, gold())?;
    let is_gold = |brick: &Brick| brick.kind == BrickKind::Gold;
    if breakable(&hard) == 0 || reach::shut_in(&hard, is_gold) > 0 {
        laid(signs, silver())
    } else {
        Ok(hard)
    }
}

fn laid(signs: &Signs, energy: Brick) -> Result<Grid, Unknown> {
    let mut grid = Grid::default();
    for (row, (line, places)) in signs.iter().zip(&mut grid).enumerate() {
        for (sign, place) in line.iter().copied().zip(places) {
            *place = match sign {
                '.' | ' ' => None,
                // the second kind turns balls anywhere
                '#' | '@' => Some(energy),
                _ => Some(brick(sign).ok_or(Unknown { row, sign })?),
            };
        }
    }
    Ok(grid)
}

const fn brick(sign: char) -> Option<Brick> {
    Some(match sign {
        // walls
        'E' => gold(),
        // several hits, and of those that heal
        'b' | 'c' | 'v' | 'y' | 'z' => silver(),
        // a single hit: red, orange, green, blue, yellow, violet, white, grey; capitals are those that grew
        'd' => plain(5),
        'e' => plain(0),
        'f' | 'F' => plain(2),
        'g' | 'G' => plain(4),
        'h' | 'H' => plain(3),
        'i' | 'I' => plain(6),
        'j' | 'J' => plain(7),
        'k' | 'K' => plain(1),
        // the weakest of those that take hits, and of those that heal
        'a' => plain(1),
        'x' => plain(2),
        // those that explode, and those that let others grow
        '*' => plain(5),
        '!' => plain(4),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(rows: &[&str]) -> Vec<BrickKind> {
        let mut signs = [['.'; COLUMNS]; ROWS];
        for (line, row) in signs.iter_mut().zip(rows) {
            for (place, sign) in line.iter_mut().zip(row.chars()) {
                *place = sign;
            }
        }
        let grid = of(&signs).unwrap();
        grid.iter().flatten().flatten().map(|b| b.kind).collect()
    }

    #[test]
    fn what_only_an_energy_ball_breaks_is_gold_unless_it_shuts_something_in() {
        use BrickKind::{Gold, Plain, Silver};
        assert_eq!(kinds(&["##.d@"]), [Gold, Gold, Plain, Gold]);
        let shut = [Silver, Plain, Silver, Silver, Silver, Silver, Gold];
        assert_eq!(kinds(&["#d#", "@#@.E"]), shut);
        assert_eq!(kinds(&["#..@"]), [Silver, Silver]);
        assert_eq!(
            kinds(&["EdE", "EEE"]),
            [Gold, Plain, Gold, Gold, Gold, Gold]
        );
    }

    #[test]
    fn the_eight_simple_bricks_have_the_eight_colours() {
        let mut colours: Vec<_> = "defghijk"
            .chars()
            .filter_map(brick)
            .map(|b| b.colour)
            .collect();
        colours.sort_unstable();
        assert_eq!(colours, [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
