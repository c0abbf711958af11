//! One move of all snakes at once: who goes where, who runs into what, who eats. All decide at the same moment, so the order
//! of the seats means nothing.

use super::event::{Cause, Event};
use super::state::{CELLS, Cell, Fate, Field, SEATS, State};
use super::{Snakes, told};
use crate::game::Outputs;

/// Cells that a fruit makes a snake longer.
pub(super) const MEAL: u16 = 2;

/// Which snake lies in each cell.
pub(super) struct Grid([u8; CELLS]);

impl Grid {
    /// All snakes that crawl.
    pub(super) fn of(state: &State) -> Self {
        let mut grid = Self([0; CELLS]);
        for (number, player) in (1..).zip(&state.players) {
            if player.snake.is_alive() {
                for cell in &player.snake.body {
                    grid.put(&state.field, *cell, number);
                }
            }
        }
        grid
    }

    fn put(&mut self, field: &Field, cell: Cell, number: u8) {
        if let Some(place) = self.0.get_mut(field.index(cell)) {
            *place = number;
        }
    }

    /// The seat whose snake lies there.
    pub(super) fn at(&self, field: &Field, cell: Cell) -> Option<usize> {
        let number = self.0.get(field.index(cell)).copied().unwrap_or(0);
        usize::from(number).checked_sub(1)
    }
}

/// What a snake is about to do.
#[derive(Clone, Copy)]
struct Move {
    from: Cell,
    /// `None`: there is wall.
    to: Option<Cell>,
    length: usize,
}

type Moves = [Option<Move>; SEATS];

impl Snakes {
    /// Moves every snake by one cell. How many are out by that.
    pub(super) fn tick(&mut self, outputs: &mut Outputs<Event>) -> usize {
        self.turn_wild();
        let moves = self.set_out(outputs);
        self.draw_in_tails();
        let grid = Grid::of(&self.state);
        let causes: [Option<Cause>; SEATS] =
            std::array::from_fn(|seat| cause(seat, &moves, &grid, &self.state.field));
        for (seat, went) in moves.iter().enumerate() {
            if let (Some(Move { to: Some(to), .. }), None) = (went, causes[seat]) {
                self.advance(seat, *to, outputs);
            }
        }
        let mut out = 0;
        for (seat, cause) in causes.iter().enumerate() {
            if let Some(cause) = cause {
                self.knock_out(seat, *cause, outputs);
                out += 1;
            }
        }
        self.reward_catchers(&causes, outputs);
        out
    }

    /// Everybody takes their next turn.
    fn set_out(&mut self, outputs: &mut Outputs<Event>) -> Moves {
        let field = self.state.field;
        std::array::from_fn(|seat| {
            let snake = &mut self.state.players[seat].snake;
            let from = snake.head()?;
            if let Some(heading) = snake.turns.next(snake.heading) {
                snake.heading = heading;
                outputs.details.push(Event::Turned { seat, at: from });
            }
            Some(Move {
                from,
                to: field.beside(from, snake.heading),
                length: snake.body.len(),
            })
        })
    }

    /// The tails leave their cells first, so that a head may follow them closely.
    fn draw_in_tails(&mut self) {
        for player in &mut self.state.players {
            let snake = &mut player.snake;
            if !snake.is_alive() {
                continue;
            }
            if snake.growing > 0 {
                snake.growing -= 1;
                snake.left = None;
            } else {
                snake.left = snake.body.pop_back();
            }
        }
    }

    fn advance(&mut self, seat: usize, to: Cell, outputs: &mut Outputs<Event>) {
        let state = &mut self.state;
        let player = &mut state.players[seat];
        player.snake.body.push_front(to);
        let fruit = state.fruit.iter().position(|fruit| *fruit == to);
        if let Some(fruit) = fruit {
            state.fruit.swap_remove(fruit);
            player.snake.feed(MEAL);
            player.longest = player.longest.max(player.snake.length() as u16);
            outputs.details.push(Event::Eaten { seat, at: to });
            if player.seated {
                player.fruit += 1;
                told::meal(seat, outputs);
            }
            self.award(seat, told::FRUIT, outputs);
        }
    }

    /// A snake is out: part of it turns into fruit.
    pub(super) fn knock_out(&mut self, seat: usize, cause: Cause, outputs: &mut Outputs<Event>) {
        let snake = &mut self.state.players[seat].snake;
        let Some(at) = snake.head() else {
            return;
        };
        snake.fate = Fate::Out(0);
        snake.left = None;
        snake.turns.clear();
        outputs.details.push(Event::Out { seat, at, cause });
        if self.state.players[seat].seated {
            told::out(seat, outputs);
        }
        self.strew(seat);
        self.state.shown = self.state.shown.wrapping_add(1);
    }

    /// Who was run into has caught somebody, if they are still there themselves.
    fn reward_catchers(&mut self, causes: &[Option<Cause>; SEATS], outputs: &mut Outputs<Event>) {
        for cause in causes {
            let (Some(Cause::Body(by)) | Some(Cause::HeadOn(by))) = *cause else {
                continue;
            };
            let player = &mut self.state.players[by];
            if player.snake.is_alive() {
                player.caught += u32::from(player.seated);
                self.award(by, told::CATCH, outputs);
            }
        }
    }
}

/// What this snake runs into with its move.
fn cause(seat: usize, moves: &Moves, grid: &Grid, field: &Field) -> Option<Cause> {
    let own = moves[seat]?;
    let Some(to) = own.to else {
        return Some(Cause::Wall);
    };
    let others = || (0..SEATS).filter(move |other| *other != seat);
    let swaps = |other: usize| {
        moves[other].is_some_and(|other| other.to == Some(own.from) && to == other.from)
    };
    let hit = grid.at(field, to);
    if hit == Some(seat) {
        return Some(Cause::Itself);
    }
    if let Some(hit) = hit.filter(|hit| !swaps(*hit)) {
        return Some(Cause::Body(hit));
    }
    let meets = |other: usize| swaps(other) || moves[other].is_some_and(|o| o.to == Some(to));
    let is_as_long = |other: usize| moves[other].is_some_and(|o| o.length >= own.length);
    let met = others().find(|other| meets(*other) && is_as_long(*other));
    met.map(Cause::HeadOn)
}
