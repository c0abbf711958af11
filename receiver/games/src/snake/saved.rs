//! Whether a game that was read from a file is one that can have been: anything may be in it.

use super::modes::{LENGTHS, feast_steps, lengths};
use super::round::{BACK_STEPS, CLOSES_STEPS, DECIDED_STEPS, FADE_STEPS, PACES, READY_STEPS};
use super::state::{
    CELLS, FIELDS, FRUIT, Fate, Field, LONGEST, Phase, Player, SEATS, Snake, State,
};
use super::{Snakes, told::MOST_POINTS};

/// No round takes so many steps.
const MOST_STEPS: u32 = 1 << 20;

impl Snakes {
    pub(super) fn is_sound(&self) -> bool {
        self.length < LENGTHS
            && self.state.rounds == lengths(self.length).rounds
            && self.state.feast_steps == feast_steps(self.state.mode, self.length)
            && is_sound(&self.state)
    }

    /// Asks for all the memory that play will take.
    pub(super) fn reserve(&mut self) {
        let state = &mut self.state;
        let fruit = FRUIT.saturating_sub(state.fruit.len());
        state.fruit.reserve_exact(fruit);
        for player in &mut state.players {
            let body = &mut player.snake.body;
            body.reserve_exact((LONGEST + 1).saturating_sub(body.len()));
        }
    }
}

fn is_sound(state: &State) -> bool {
    let field = &state.field;
    let is_field = FIELDS
        .iter()
        .any(|(_, columns, rows)| (field.columns, field.rows) == (*columns, *rows));
    let is_phase = match state.phase {
        Phase::Ready(left) => (1..=READY_STEPS).contains(&left),
        Phase::Decided(left) => (1..=DECIDED_STEPS).contains(&left),
        Phase::Running | Phase::Over => true,
    };
    is_field
        && is_phase
        && field.closed <= field.rings()
        && (1..=state.rounds).contains(&state.round)
        && state.wild_rounds <= state.rounds
        && state.round_steps < MOST_STEPS
        && PACES.iter().any(|(_, period)| *period == state.period)
        && state.since <= state.period
        && state.closes_in.is_none_or(|left| left <= CLOSES_STEPS)
        && state.winner.is_none_or(|seat| usize::from(seat) < SEATS)
        && state.fruit.len() <= FRUIT
        && state.fruit.iter().all(|cell| field.has(*cell))
        && state.players.iter().all(|player| is_player(player, state))
        && lie_apart(state)
}

fn is_player(player: &Player, state: &State) -> bool {
    let counts = [player.fruit, player.caught, player.round_points];
    counts.iter().all(|count| *count <= MOST_POINTS)
        && (0..=i64::from(MOST_POINTS)).contains(&player.points)
        && player.rounds <= state.rounds
        && is_snake(&player.snake, &state.field)
}

fn is_snake(snake: &Snake, field: &Field) -> bool {
    let is_fate = match snake.fate {
        Fate::None => snake.body.is_empty(),
        Fate::Alive => !snake.body.is_empty(),
        Fate::Out(steps) => steps <= FADE_STEPS,
    };
    let mut pairs = snake.body.iter().zip(snake.body.iter().skip(1));
    is_fate
        && usize::from(snake.growing) <= LONGEST
        && snake.length() <= LONGEST
        && snake.back_in < BACK_STEPS
        && snake.turns.is_sound()
        && snake.left.is_none_or(|cell| field.has(cell))
        && snake.body.iter().all(|cell| field.has(*cell))
        && pairs.all(|(one, two)| field.distance(*one, *two) == 1)
}

/// No two parts of snakes that crawl lie in one cell.
fn lie_apart(state: &State) -> bool {
    let mut taken = [false; CELLS];
    let snakes = state.players.iter().map(|player| &player.snake);
    let mut cells = snakes.filter(|s| s.is_alive()).flat_map(|s| &s.body);
    cells.all(|cell| {
        let place = taken.get_mut(state.field.index(*cell));
        place.is_some_and(|taken| !std::mem::replace(taken, true))
    })
}
