//! The stand-in for a player who is away, and what steers wild snakes: keeps out of dead ends, minds the heads of others and
//! goes for the nearest fruit. Sees a few moves far, so it is caught in the end. Reads the state, never writes it.

use super::state::{CELLS, Cell, Heading, SEATS, State};
use super::tick::Grid;

/// Cells that it looks around in.
const SIGHT: usize = 90;
/// Room that it wants beyond its own length.
const SPARE: usize = 6;
/// What it would go round by how many cells: a head that may come, a ring that becomes wall.
const HEAD: i32 = 40;
const RING: i32 = 60;
/// A dead end is worse than anything else.
const DEAD_END: i32 = 10_000;

/// Where the snake of this seat should go next; `None` if there is none.
pub(super) fn turn(state: &State, seat: usize) -> Option<Heading> {
    let snake = &state.players.get(seat)?.snake;
    let head = snake.head()?;
    let grid = Grid::of(state);
    let goal = nearest_fruit(state, head);
    let ways = Heading::ALL.into_iter();
    let ways = ways.filter(|way| *way != snake.heading.back());
    let worth = |way: &Heading| {
        let Some(cell) = free(state, &grid, seat, head, *way) else {
            return i32::MIN;
        };
        let room = room(state, &grid, cell);
        let wanted = (snake.length() + SPARE).min(SIGHT);
        let mut worth = 0;
        if room < wanted {
            worth -= DEAD_END - 10 * i32::try_from(room).unwrap_or(0);
        }
        worth -= goal.map_or(0, |goal| i32::from(state.field.distance(cell, goal)));
        worth -= HEAD * i32::from(is_beside_head(state, seat, cell));
        worth -= RING * i32::from(closes_soon(state, cell));
        // straight on where all is the same
        2 * worth + i32::from(*way == snake.heading)
    };
    ways.max_by_key(worth)
}

fn nearest_fruit(state: &State, head: Cell) -> Option<Cell> {
    let fruit = state.fruit.iter().copied();
    let fruit = fruit.filter(|cell| !closes_soon(state, *cell));
    fruit.min_by_key(|cell| state.field.distance(head, *cell))
}

/// The cell that way, if a snake can go there. A tail that is about to leave counts as gone.
fn free(state: &State, grid: &Grid, seat: usize, from: Cell, way: Heading) -> Option<Cell> {
    let cell = state.field.beside(from, way)?;
    let Some(hit) = grid.at(&state.field, cell) else {
        return Some(cell);
    };
    let other = &state.players[hit].snake;
    let leaves = other.growing == 0 && other.body.back() == Some(&cell);
    (leaves && (hit == seat || other.body.len() > 2)).then_some(cell)
}

/// How many cells can be reached from here, as far as it sees.
fn room(state: &State, grid: &Grid, from: Cell) -> usize {
    let field = &state.field;
    let mut seen = [false; CELLS];
    let mut cells = [from; SIGHT];
    let (mut known, mut next) = (1, 0);
    if let Some(first) = seen.get_mut(field.index(from)) {
        *first = true;
    }
    while next < known && known < SIGHT {
        let cell = cells[next];
        next += 1;
        for way in Heading::ALL {
            let Some(beside) = field.beside(cell, way) else {
                continue;
            };
            let Some(seen) = seen.get_mut(field.index(beside)) else {
                continue;
            };
            if !*seen && known < SIGHT && grid.at(field, beside).is_none() {
                *seen = true;
                cells[known] = beside;
                known += 1;
            }
        }
    }
    known
}

/// Whether another snake that is not shorter could be there with its next move, too.
fn is_beside_head(state: &State, seat: usize, cell: Cell) -> bool {
    let own = state.players[seat].snake.body.len();
    (0..SEATS).any(|other| {
        let snake = &state.players[other].snake;
        let head = snake
            .head()
            .filter(|_| other != seat && snake.body.len() >= own);
        head.is_some_and(|head| state.field.distance(head, cell) == 1)
    })
}

/// Whether a cell lies in the ring that becomes wall next, once they do.
fn closes_soon(state: &State, cell: Cell) -> bool {
    state.closes_in.is_some() && state.field.ring(cell) <= state.field.closed
}
