//! Where fruit comes up, and what a snake leaves of it.

use super::Snakes;
use super::state::{Cell, FRUIT, State};
use super::tick::Grid;

/// How often a free cell is looked for; the field is mostly free.
const TRIES: usize = 24;
/// Of a snake that is out, every so manieth cell turns into fruit.
const EVERY: usize = 3;

impl Snakes {
    /// Lets fruit come up where there is too little.
    pub(super) fn grow_fruit(&mut self) {
        let wanted = 1 + self.state.alive().count();
        if self.state.fruit.len() >= wanted.min(FRUIT) {
            return;
        }
        let grid = Grid::of(&self.state);
        if let Some(cell) = self.free_cell(&grid) {
            self.state.fruit.push(cell);
        }
    }

    /// A free cell by chance, if one is found soon. It will not be wall for a while.
    fn free_cell(&mut self, grid: &Grid) -> Option<Cell> {
        (0..TRIES).find_map(|_| {
            let cell = self.any_cell();
            let is_inside = self.state.field.ring(cell) > self.state.field.closed;
            let is_free = is_inside && is_bare(&self.state, grid, cell);
            is_free.then_some(cell)
        })
    }

    pub(super) fn any_cell(&mut self) -> Cell {
        let field = self.state.field;
        // both are below 256
        let x = self.dice.below(usize::from(field.columns)) as u8;
        let y = self.dice.below(usize::from(field.rows)) as u8;
        Cell { x, y }
    }

    /// Turns a part of a snake that is out into fruit.
    pub(super) fn strew(&mut self, seat: usize) {
        let grid = Grid::of(&self.state);
        for number in (0..self.state.players[seat].snake.body.len()).step_by(EVERY) {
            let cell = self.state.players[seat].snake.body[number];
            let has_room = self.state.fruit.len() < FRUIT;
            if has_room && is_bare(&self.state, &grid, cell) && !self.state.field.is_closed(cell) {
                self.state.fruit.push(cell);
            }
        }
    }

    /// Nothing lies in a wall.
    pub(super) fn clear_closed_fruit(&mut self) {
        let field = self.state.field;
        self.state.fruit.retain(|cell| !field.is_closed(*cell));
    }
}

/// Whether nothing lies there.
fn is_bare(state: &State, grid: &Grid, cell: Cell) -> bool {
    grid.at(&state.field, cell).is_none() && !state.fruit.contains(&cell)
}
