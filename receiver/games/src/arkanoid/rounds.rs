//! The rounds as pictures in text, and the reading of them. Knows no ball.
//!
//! Fourteen signs a row: `.` nothing, `0` to `7` a plain brick of that colour, `A` to `H` a tough one of colour 0 to 7,
//! `#` a solid one.

use super::state::{Brick, BrickKind, COLUMNS, Grid, ROUNDS, ROWS, Title};

/// A round: what it is called and what it looks like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round {
    pub(crate) name: &'static str,
    picture: &'static [&'static str],
}

/// All rounds in order.
pub(crate) const ALL: [Round; ROUNDS as usize] = [
    Round {
        name: "Sunset",
        picture: &[
            ".....000......",
            "...0033300....",
            "..003333300...",
            ".00333333300..",
            ".03333333330..",
            "5555555555555.",
            "1.4.1.4.1.4.1.",
            ".1.4.1.4.1.4..",
        ],
    },
    Round {
        name: "Controller",
        picture: &[
            "..77.....77...",
            ".11111111111..",
            "1117111111311.",
            "11777111151G1.",
            "1117111111211.",
            "1111117111111.",
            "11111...11111.",
            "1111.....1111.",
            ".DD.......DD..",
        ],
    },
    Round {
        name: "Goldfish",
        picture: &[
            "4..........4..",
            ".....FF.....4.",
            "2...50000.....",
            "22.5005000..4.",
            "25500000H00...",
            "2555000000F4..",
            "25500000000...",
            "22.50050500...",
            "2...50500.....",
            ".....FF.......",
            "##.#.....#.##.",
        ],
    },
    Round {
        name: "Castle",
        picture: &[
            "......6.......",
            "3.3.3.6.3.3.3.",
            "HHH.H.H.H.HHH.",
            "777.77777.777.",
            "7#7777F7777#7.",
            "7#7747.7477#7.",
            "7777.777.7777.",
            "7#77.555.77#7.",
            "7#77.5A5.77#7.",
            "777..555..777.",
            "4.4.4.4.4.4.4.",
        ],
    },
    Round {
        name: "Big Heart",
        picture: &[
            "..##.....##...",
            ".F555...555F..",
            "F56665.56665F.",
            "F56666666665F.",
            "#56677H77665#.",
            "F56666H66665F.",
            ".F566666665F..",
            "..F5666665F...",
            "...F56665F....",
            "#...F565F...#.",
            ".....F5F......",
            "3.3...H...3.3.",
        ],
    },
];

/// The round with that number, counted from 1; the last one for every number beyond.
pub(crate) fn round(number: u32) -> &'static Round {
    let index = (number.max(1) as usize - 1).min(ALL.len() - 1);
    &ALL[index]
}

impl Round {
    pub(crate) fn title(&self) -> Title {
        Title {
            name: self.name.to_owned(),
            author: String::new(),
        }
    }

    /// The round's bricks, all whole.
    pub(crate) fn bricks(&self) -> Grid {
        let mut grid = [[None; COLUMNS]; ROWS];
        for (line, row) in self.picture.iter().zip(&mut grid) {
            for (sign, cell) in line.bytes().zip(row) {
                *cell = brick(sign);
            }
        }
        grid
    }
}

const fn brick(sign: u8) -> Option<Brick> {
    let (kind, hits_left, colour) = match sign {
        b'0'..=b'7' => (BrickKind::Plain, 1, sign - b'0'),
        b'A'..=b'H' => (BrickKind::Silver, 2, sign - b'A'),
        b'#' => (BrickKind::Gold, 0, 0),
        _ => return None,
    };
    Some(Brick {
        kind,
        hits_left,
        colour,
    })
}

/// Bricks that can still break.
pub(crate) fn breakable(grid: &Grid) -> u32 {
    let left = grid
        .iter()
        .flatten()
        .flatten()
        .filter(|b| b.kind != BrickKind::Gold);
    u32::try_from(left.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_fit_the_field_and_use_known_signs() {
        for round in &ALL {
            assert!(round.picture.len() <= ROWS, "{}", round.name);
            for line in round.picture {
                assert_eq!(line.len(), COLUMNS, "{}: {line}", round.name);
                let known = |c: u8| c == b'.' || brick(c).is_some();
                assert!(line.bytes().all(known), "{}: {line}", round.name);
            }
        }
    }

    #[test]
    fn every_round_is_a_round() {
        for round in &ALL {
            let left = breakable(&round.bricks());
            assert!((40..=130).contains(&left), "{}: {left}", round.name);
        }
    }

    /// A ball coming from below can get to every brick that must break, and out of every hole again.
    #[test]
    fn solid_bricks_wall_nothing_in() {
        for round in &ALL {
            let grid = round.bricks();
            let solid = |r: usize, c: usize| grid[r][c].is_some_and(|b| b.kind == BrickKind::Gold);
            let mut open = [[false; COLUMNS]; ROWS];
            let mut edge: Vec<_> = (0..COLUMNS).map(|c| (ROWS - 1, c)).collect();
            while let Some((r, c)) = edge.pop() {
                if !solid(r, c) && !std::mem::replace(&mut open[r][c], true) {
                    edge.extend((r > 0).then(|| (r - 1, c)));
                    edge.extend((r + 1 < ROWS).then_some((r + 1, c)));
                    edge.extend((c > 0).then(|| (r, c - 1)));
                    edge.extend((c + 1 < COLUMNS).then_some((r, c + 1)));
                }
            }
            for (r, row) in open.iter().enumerate() {
                for (c, open) in row.iter().enumerate() {
                    assert!(*open || solid(r, c), "{}: {r} {c}", round.name);
                }
            }
        }
    }
}
