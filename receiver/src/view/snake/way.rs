//! The line that a snake lies on, from its head to the end of its tail, in cells: round at its corners, and in pieces where it
//! goes out at one side of the field and comes in at the other. Pure arithmetic.

use bevy::math::Vec2;
use couchpad_games::snake::{Cell, Field, Snake};

/// How far from a corner's middle it begins to be round, in cells.
const ROUND: f32 = 0.5;
/// Points of a round corner.
const CORNER: usize = 5;

/// A point of the line, and how far along the snake it is from its head, in cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) at: Vec2,
    pub(super) along: f32,
}

/// A part of the line without a break.
pub(super) type Piece = Vec<Point>;

/// The middle of a cell, with the origin in the middle of the field, y up.
pub(super) fn middle(field: &Field, cell: Cell) -> Vec2 {
    let columns = f32::from(field.columns);
    let rows = f32::from(field.rows);
    Vec2::new(
        f32::from(cell.x) + 0.5 - columns / 2.0,
        rows / 2.0 - f32::from(cell.y) - 0.5,
    )
}

/// The line of a snake that has gone this share of its last move.
pub(super) fn way(snake: &Snake, field: &Field, progress: f32) -> Vec<Piece> {
    let cells = || snake.body.iter().chain(snake.left.iter()).copied();
    let pieces = join(cells(), field);
    // the head is still on its way from the second cell to the first, the tail on its way out of the cell that it left
    let back = if snake.body.len() > 1 {
        1.0 - progress
    } else {
        0.0
    };
    let last = snake.body.len() as f32 - 1.0;
    let end = last + if snake.left.is_some() { back } else { 0.0 };
    pieces
        .into_iter()
        .map(|piece| smooth(&cut(&piece, back, end)))
        .filter(|piece| piece.len() > 1)
        .map(|mut piece| {
            piece.iter_mut().for_each(|point| point.along -= back);
            piece
        })
        .collect()
}

/// The middles of cells that follow each other; a new piece where two lie at opposite sides of the field.
fn join(cells: impl Iterator<Item = Cell>, field: &Field) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<(Vec2, f32)> = None;
    for cell in cells {
        let at = middle(field, cell);
        let along = before.map_or(0.0, |(_, along)| along + 1.0);
        match (before, pieces.last_mut()) {
            (Some((from, _)), Some(piece)) if from.distance_squared(at) < 1.5 => {
                piece.push(Point { at, along });
            }
            (Some((from, _)), Some(piece)) => {
                // across the edge, which is half a cell away from both
                let out = (from - at).normalize_or_zero() / 2.0;
                let half = along - 0.5;
                piece.push(Point {
                    at: from + out,
                    along: half,
                });
                let edge = Point {
                    at: at - out,
                    along: half,
                };
                pieces.push(vec![edge, Point { at, along }]);
            }
            _ => pieces.push(vec![Point { at, along }]),
        }
        before = Some((at, along));
    }
    pieces
}

/// The part between two places along the line.
fn cut(piece: &[Point], from: f32, to: f32) -> Piece {
    let mut part = Piece::with_capacity(piece.len());
    for pair in piece.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        if b.along <= from || a.along >= to {
            continue;
        }
        let between = |along: f32| {
            let share = (along - a.along) / (b.along - a.along);
            Point {
                at: a.at.lerp(b.at, share),
                along,
            }
        };
        if part.is_empty() {
            part.push(between(from.max(a.along)));
        }
        part.push(between(to.min(b.along)));
    }
    part
}

/// Rounds the corners, as far as the lines beside them are long enough.
fn smooth(piece: &[Point]) -> Piece {
    let mut round = Piece::with_capacity(piece.len() * 2);
    let last = piece.len().saturating_sub(1);
    for (number, point) in piece.iter().enumerate() {
        if number == 0 || number == last {
            round.push(*point);
            continue;
        }
        let (before, after) = (piece[number - 1], piece[number + 1]);
        let (back, on) = (before.at - point.at, after.at - point.at);
        let room = |way: Vec2, is_end: bool| way.length() * if is_end { 1.0 } else { 0.5 };
        let reach = ROUND
            .min(room(back, number == 1))
            .min(room(on, number + 1 == last));
        let is_straight = back.perp_dot(on).abs() < 1e-3;
        if is_straight || reach < 1e-2 {
            round.push(*point);
            continue;
        }
        let from = point.at + back.normalize_or_zero() * reach;
        let to = point.at + on.normalize_or_zero() * reach;
        for step in 0..CORNER {
            let share = step as f32 / (CORNER - 1) as f32;
            round.push(Point {
                at: from
                    .lerp(point.at, share)
                    .lerp(point.at.lerp(to, share), share),
                along: point.along + (2.0 * share - 1.0) * reach,
            });
        }
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::snake::Fate;

    const FIELD: Field = Field {
        columns: 24,
        rows: 18,
        open: true,
        closed: 0,
    };

    fn laid(cells: &[(u8, u8)], left: Option<(u8, u8)>) -> Snake {
        let cell = |(x, y): (u8, u8)| Cell::new(x, y);
        let mut snake = Snake::default();
        snake.fate = Fate::Alive;
        snake.body.extend(cells.iter().map(|at| cell(*at)));
        snake.left = left.map(cell);
        snake
    }

    fn ends(pieces: &[Piece]) -> (Vec2, Vec2) {
        let (first, last) = (pieces.first().unwrap(), pieces.last().unwrap());
        (first[0].at, last[last.len() - 1].at)
    }

    #[test]
    fn head_and_tail_glide_from_cell_to_cell() {
        let snake = laid(&[(5, 5), (4, 5), (3, 5)], Some((2, 5)));
        for (progress, head, tail) in [(0.0, 4.0, 2.0), (0.25, 4.25, 2.25), (1.0, 5.0, 3.0)] {
            let (first, last) = ends(&way(&snake, &FIELD, progress));
            assert!(
                (first.x - (head - 11.5)).abs() < 1e-4,
                "{progress}: {first}"
            );
            assert!((last.x - (tail - 11.5)).abs() < 1e-4, "{progress}: {last}");
        }
    }

    #[test]
    fn a_tail_stands_still_while_the_snake_grows() {
        let snake = laid(&[(5, 5), (4, 5), (3, 5)], None);
        for progress in [0.0, 0.5, 1.0] {
            let (_, tail) = ends(&way(&snake, &FIELD, progress));
            assert!((tail - middle(&FIELD, Cell::new(3, 5))).length() < 1e-4);
        }
    }

    #[test]
    fn a_line_never_jumps_and_is_as_long_as_the_snake() {
        let cells = [(5, 5), (5, 6), (6, 6), (6, 7), (6, 8), (5, 8), (4, 8)];
        let snake = laid(&cells, Some((3, 8)));
        for step in 0..=20 {
            let pieces = way(&snake, &FIELD, step as f32 / 20.0);
            assert_eq!(pieces.len(), 1);
            let line = &pieces[0];
            assert_eq!(line[0].along, 0.0);
            assert!((line[line.len() - 1].along - 6.0).abs() < 1e-4);
            for pair in line.windows(2) {
                let far = pair[0].at.distance(pair[1].at);
                let along = pair[1].along - pair[0].along;
                assert!(far <= along + 1e-4 && along < 1.01, "{step}: {pair:?}");
            }
        }
    }

    #[test]
    fn a_corner_is_round() {
        let snake = laid(&[(5, 4), (5, 5), (4, 5)], None);
        let line = &way(&snake, &FIELD, 1.0)[0];
        let corner = middle(&FIELD, Cell::new(5, 5));
        let nearest = line.iter().map(|point| point.at.distance(corner));
        let nearest = nearest.fold(f32::MAX, f32::min);
        assert!((0.1..0.3).contains(&nearest), "{nearest}");
    }

    #[test]
    fn who_leaves_at_one_side_comes_in_at_the_other() {
        let snake = laid(&[(1, 5), (0, 5), (23, 5), (22, 5)], Some((21, 5)));
        let pieces = way(&snake, &FIELD, 1.0);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0].last().unwrap().at.x, -12.0);
        assert_eq!(pieces[1].first().unwrap().at.x, 12.0);
        // half through the edge
        let cells = laid(&[(0, 5), (23, 5), (22, 5)], Some((21, 5)));
        let (head, _) = ends(&way(&cells, &FIELD, 0.25));
        assert_eq!(head.x, 11.75);
        let (head, _) = ends(&way(&cells, &FIELD, 0.75));
        assert_eq!(head.x, -11.75);
    }

    #[test]
    fn whatever_the_state_is_there_is_a_line_or_none() {
        for cells in [&[][..], &[(3, 3)], &[(3, 3), (3, 3)], &[(0, 0), (23, 17)]] {
            let snake = laid(cells, None);
            for progress in [0.0, 0.5, 1.0] {
                let pieces = way(&snake, &FIELD, progress);
                assert!(pieces.iter().flatten().all(|point| point.at.is_finite()));
            }
        }
    }
}
