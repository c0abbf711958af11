//! The course of a round: snakes are laid out, crawl ever faster, come back or not, walls come closer, and somebody wins.

use super::event::{Cause, Event};
use super::modes::{Lengths, Mode, lengths};
use super::state::{Cell, Fate, Field, Heading, Phase, SEATS, STEPS_PER_SECOND, Snake};
use super::tick::Grid;
use super::{Snakes, told};
use crate::game::{GameEvent, Outputs};

/// Steps in which everybody finds their snake.
pub(super) const READY_STEPS: u16 = 150;
/// Steps in which everybody sees who won.
pub(super) const DECIDED_STEPS: u16 = 150;
/// Steps until who is out comes back, in a feast.
pub(super) const BACK_STEPS: u16 = 100;
/// Steps that the body of a snake that is out takes to vanish.
pub const FADE_STEPS: u16 = 40;
/// A ring that becomes wall is seen to do so for so many steps.
pub const CLOSES_STEPS: u16 = 120;
/// Snakes of a round at least: who is alone gets a wild one for company.
const LEAST: usize = 2;
/// Cells of a new snake.
pub(super) const NEW: u8 = 4;
/// Steps from one move to the next, from so many seconds of a round on.
pub(super) const PACES: [(u32, u8); 4] = [(0, 9), (15, 8), (35, 7), (60, 6)];
/// Columns between a new snake's head and the field's edge.
const ASIDE: u8 = NEW + 1;
/// Free cells before a snake that comes back.
const AHEAD: usize = 5;
/// How often a place for it is looked for in one step.
const TRIES: usize = 12;

impl Snakes {
    pub(super) fn lengths(&self) -> Lengths {
        lengths(self.length)
    }

    /// Lays everything out for the next round.
    pub(super) fn begin_round(&mut self) {
        for player in &mut self.state.players {
            player.snake.vanish();
            player.place = None;
            player.round_points = 0;
        }
        let seated = self.state.seated().count();
        let count = seated.clamp(LEAST, SEATS);
        let state = &mut self.state;
        state.field = Field::for_snakes(count, state.field.open);
        state.fruit.clear();
        (state.phase, state.winner) = (Phase::Ready(READY_STEPS), None);
        (state.round_steps, state.period) = (0, PACES[0].1);
        state.closes_in = None;
        state.since = state.period;
        state.shown = state.shown.wrapping_add(1);
        let mut places: [usize; SEATS] = std::array::from_fn(|place| place);
        for left in (2..=count).rev() {
            places.swap(left - 1, self.dice.below(left));
        }
        let mut wild = count - seated.min(count);
        let mut places = places.iter().take(count);
        for seat in 0..SEATS {
            let is_wild = !self.state.players[seat].seated && wild > 0;
            wild -= usize::from(is_wild);
            if (is_wild || self.state.players[seat].seated)
                && let Some(place) = places.next()
            {
                let (head, heading) = start(&self.state.field, *place, count);
                self.lay(seat, head, heading);
            }
        }
    }

    fn lay(&mut self, seat: usize, head: Cell, heading: Heading) {
        let field = self.state.field;
        let snake = &mut self.state.players[seat].snake;
        snake.vanish();
        (snake.fate, snake.heading) = (Fate::Alive, heading);
        let mut cell = Some(head);
        for _ in 0..NEW {
            snake.body.extend(cell);
            cell = cell.and_then(|cell| field.beside(cell, heading.back()));
        }
        // who comes back may come where fruit lies
        let body = &snake.body;
        self.state.fruit.retain(|fruit| !body.contains(fruit));
    }

    /// One step of a running round.
    pub(super) fn run(&mut self, outputs: &mut Outputs<Event>) {
        self.state.round_steps += 1;
        self.state.since += 1;
        self.fade();
        let mut out = 0;
        if self.state.since >= self.state.period {
            self.state.since = 0;
            self.hurry(outputs);
            out = self.tick(outputs);
            self.grow_fruit();
        }
        match self.state.mode {
            Mode::Last => {
                out += self.close(outputs);
                self.outlive(out, outputs);
            }
            Mode::Feast => {
                self.bring_back(outputs);
                if self.state.round_steps >= self.state.feast_steps {
                    let best = self.best_of_feast();
                    self.decide(best, outputs);
                }
            }
        }
    }

    /// Bodies of those who are out vanish; also after the round.
    pub(super) fn fade(&mut self) {
        for player in &mut self.state.players {
            let snake = &mut player.snake;
            if let Fate::Out(steps) = &mut snake.fate
                && *steps < FADE_STEPS
            {
                *steps += 1;
                if *steps == FADE_STEPS {
                    snake.body.clear();
                }
            }
        }
    }

    fn hurry(&mut self, outputs: &mut Outputs<Event>) {
        let seconds = self.state.round_steps / STEPS_PER_SECOND;
        let pace = PACES.iter().rev().find(|(from, _)| seconds >= *from);
        let period = pace.map_or(PACES[0].1, |(_, period)| *period);
        if period != self.state.period {
            self.state.period = period;
            outputs.details.push(Event::Faster);
        }
    }

    /// Lets the walls come closer when a round takes long. How many are out by that.
    fn close(&mut self, outputs: &mut Outputs<Event>) -> usize {
        let lengths = self.lengths();
        let state = &mut self.state;
        if state.field.closed >= state.field.rings() {
            state.closes_in = None;
            return 0;
        }
        let next = lengths.close_after + u32::from(state.field.closed) * lengths.close_every;
        let left = next.saturating_sub(state.round_steps);
        state.closes_in = u16::try_from(left)
            .ok()
            .filter(|left| *left <= CLOSES_STEPS);
        if left > 0 {
            return 0;
        }
        state.field.closed += 1;
        let rings = state.field.closed;
        outputs.details.push(Event::Closed { rings });
        self.clear_closed_fruit();
        let mut out = 0;
        for seat in 0..SEATS {
            let head = self.state.players[seat].snake.head();
            if head.is_some_and(|head| self.state.field.is_closed(head)) {
                self.knock_out(seat, Cause::Wall, outputs);
                out += 1;
            }
        }
        out
    }

    /// So many are out: all that are left get points for it, and the last one wins.
    fn outlive(&mut self, out: usize, outputs: &mut Outputs<Event>) {
        if out == 0 {
            return;
        }
        let alive = self.state.alive().count();
        let place = u8::try_from(alive + 1).unwrap_or(u8::MAX);
        for seat in 0..SEATS {
            let player = &mut self.state.players[seat];
            match player.snake.fate {
                Fate::Out(_) if player.place.is_none() => player.place = Some(place),
                Fate::Alive => {
                    let points = told::OUTLIVED * u32::try_from(out).unwrap_or(0);
                    self.award(seat, points, outputs);
                }
                _ => {}
            }
        }
        if alive < LEAST {
            let winner = self.state.alive().next();
            if let Some(winner) = winner {
                self.state.players[winner].place = Some(1);
                self.award(winner, told::LAST, outputs);
            }
            self.decide(winner, outputs);
        }
    }

    /// Who made most points in this round, if it is one alone.
    fn best_of_feast(&self) -> Option<usize> {
        let players = &self.state.players;
        let here = || (0..SEATS).filter(|seat| players[*seat].snake.fate != Fate::None);
        let most = here().map(|seat| players[seat].round_points).max()?;
        let mut best = here().filter(|seat| players[*seat].round_points == most);
        let first = best.next();
        first.filter(|_| best.next().is_none() && most > 0)
    }

    fn decide(&mut self, winner: Option<usize>, outputs: &mut Outputs<Event>) {
        if let Some(seat) = winner {
            let player = &mut self.state.players[seat];
            if player.seated {
                player.rounds += 1;
                told::triumph(seat, outputs);
            } else {
                self.state.wild_rounds += 1;
            }
        }
        self.state.winner = winner.and_then(|seat| u8::try_from(seat).ok());
        self.state.phase = Phase::Decided(DECIDED_STEPS);
        self.state.closes_in = None;
        self.state.shown = self.state.shown.wrapping_add(1);
        outputs.details.push(Event::Decided { winner });
    }

    /// The next round, or the end.
    pub(super) fn go_on(&mut self, outputs: &mut Outputs<Event>) {
        let round = self.state.round;
        outputs.events.push(GameEvent::RoundCleared { round });
        if round < self.state.rounds {
            self.state.round += 1;
            self.begin_round();
            return;
        }
        self.state.phase = Phase::Over;
        self.state.shown = self.state.shown.wrapping_add(1);
        let own: u32 = self.state.players.iter().map(|player| player.rounds).sum();
        let won = own > self.state.wild_rounds;
        outputs.events.push(GameEvent::GameOver { won });
    }

    /// In a feast, who is out or has just come is on the field again soon.
    fn bring_back(&mut self, outputs: &mut Outputs<Event>) {
        for seat in 0..SEATS {
            let player = &mut self.state.players[seat];
            let waits = match player.snake.fate {
                Fate::Out(steps) => steps >= FADE_STEPS,
                Fate::None => player.seated,
                Fate::Alive => false,
            };
            if !waits {
                continue;
            }
            player.snake.back_in += 1;
            if player.snake.back_in < BACK_STEPS - FADE_STEPS {
                continue;
            }
            if let Some((head, heading)) = self.free_place() {
                self.lay(seat, head, heading);
                outputs.details.push(Event::Back { seat, at: head });
                self.state.shown = self.state.shown.wrapping_add(1);
            }
        }
    }

    /// A place by chance for a new snake with room before it, if one is found now.
    fn free_place(&mut self) -> Option<(Cell, Heading)> {
        let grid = Grid::of(&self.state);
        (0..TRIES).find_map(|_| {
            let head = self.any_cell();
            let field = self.state.field;
            let heading = if head.x < field.columns / 2 {
                Heading::Right
            } else {
                Heading::Left
            };
            let is_free = |start: Cell, way: Heading, count: usize| {
                let cells = std::iter::successors(Some(start), |cell| field.beside(*cell, way));
                cells
                    .take(count)
                    .filter(|cell| grid.at(&field, *cell).is_none())
                    .count()
                    == count
            };
            let fits =
                is_free(head, heading, AHEAD) && is_free(head, heading.back(), usize::from(NEW));
            fits.then_some((head, heading))
        })
    }
}

impl Snake {
    /// There is none here any more; its memory is kept.
    pub(super) fn vanish(&mut self) {
        self.body.clear();
        self.fate = Fate::None;
        (self.left, self.growing, self.back_in) = (None, 0, 0);
        self.turns.clear();
    }
}

/// Where a snake begins, of so many: half of them at either side, in rows of their own.
fn start(field: &Field, place: usize, count: usize) -> (Cell, Heading) {
    let is_left = place.is_multiple_of(2);
    let sides = count.div_ceil(2);
    // the left ones lie a third into their share of the rows, the right ones two thirds
    let third = if is_left { 1 } else { 2 };
    let row = (3 * (place / 2) + third) * usize::from(field.rows) / (3 * sides);
    let y = u8::try_from(row).unwrap_or(0).min(field.rows - 1);
    if is_left {
        (Cell::new(ASIDE, y), Heading::Right)
    } else {
        (Cell::new(field.columns - 1 - ASIDE, y), Heading::Left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn snakes_begin_in_rows_of_their_own_with_the_whole_field_before_them() {
        for count in LEAST..=SEATS {
            let field = Field::for_snakes(count, false);
            let starts: Vec<_> = (0..count)
                .map(|place| start(&field, place, count))
                .collect();
            let rows: BTreeSet<_> = starts.iter().map(|(cell, _)| cell.y).collect();
            assert_eq!(rows.len(), count, "{count}");
            assert!(rows.iter().all(|row| *row < field.rows));
            for (cell, heading) in starts {
                let ahead = std::iter::successors(Some(cell), |c| field.beside(*c, heading));
                assert!(ahead.count() > usize::from(field.columns) / 2);
            }
        }
    }
}
