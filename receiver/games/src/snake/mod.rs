//! Snake, for one to sixteen on one field: smooth snakes on a grid, steered by swiping or by a cross, who eat, grow and keep
//! out of each other's way. The last one wins the round, or in a feast who ate most.
//!
//! `state` is what there is, `turns` makes turns of what is pressed, `tick` moves all snakes at once, `round` is the course of
//! a round, `told` what players get, feel and read, `bot` plays for those who are away.

mod bot;
mod event;
mod fruit;
mod modes;
mod round;
#[cfg(test)]
mod rules;
mod saved;
mod state;
mod tick;
mod told;
mod turns;

pub use event::{Cause, Event};
pub use modes::Mode;
pub use round::{CLOSES_STEPS, FADE_STEPS};
pub use state::{
    Cell, FIELDS, FRUIT, Fate, Field, Heading, LONGEST, Phase, Player, SEATS, STEPS_PER_SECOND,
    Snake, State,
};
pub use told::{CATCH, FRUIT as FRUIT_POINTS, LAST, OUTLIVED, ordinal};
pub use turns::button;

use crate::dice::Dice;
use crate::game::{
    Area, ControlKind, Game, Highlight, Inputs, League, Manifest, Orientation, Outputs, Pacing,
    PadLayout, Ranked, SeatEvent, SeatIndex, SeatInput, SeatPolicy, Setup, Showing, Weight,
};
use modes::{OPTIONS, lengths};
use serde::{Deserialize, Serialize};

/// A game of snake.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Snakes {
    state: State,
    dice: Dice,
    /// Which of the lengths of a game.
    length: u8,
}

/// The controls of a pad, by the order in which [`layout`] adds them.
mod control {
    use crate::game::ControlId;

    /// Where the pad says how it goes.
    pub(super) const WORDS: ControlId = ControlId(0);
}

impl Game for Snakes {
    type State = State;
    type Event = Event;

    const MANIFEST: Manifest = Manifest {
        id: "snake",
        title: "Snake",
        blurb: "Eat, grow and let the others run into you: up to sixteen snakes on one field.",
        rules: 1,
        pacing: Pacing::Fixed(STEPS_PER_SECOND),
        seats: SeatPolicy::Seats(SEATS as u16),
        layout,
        options: OPTIONS,
        packs: None,
    };

    fn new(setup: &Setup) -> Self {
        let length = modes::length(setup.options);
        let mode = modes::mode(setup.options);
        let state = State {
            mode,
            phase: Phase::Over,
            round: 1,
            rounds: lengths(length).rounds,
            field: Field::for_snakes(1, modes::is_open(setup.options)),
            players: std::array::from_fn(|_| Player::default()),
            fruit: Vec::with_capacity(FRUIT),
            round_steps: 0,
            feast_steps: modes::feast_steps(mode, length),
            since: 0,
            period: 1,
            closes_in: None,
            winner: None,
            wild_rounds: 0,
            shown: 0,
        };
        let dice = Dice::new(setup.seed);
        let mut game = Self {
            state,
            dice,
            length,
        };
        game.begin_round();
        game
    }

    fn on_seat(&mut self, event: SeatEvent) {
        let (seat, here) = match event {
            SeatEvent::Taken(seat) => (seat, true),
            SeatEvent::Left(seat) => (seat, false),
        };
        let Some(player) = self.state.players.get_mut(seat.index()) else {
            return;
        };
        if self.state.phase == Phase::Over || player.seated == here {
            return;
        }
        player.seated = here;
        if here {
            // a wild snake that is here already is tamed
            let snake = std::mem::take(&mut player.snake);
            *player = Player {
                seated: true,
                longest: u16::try_from(snake.length()).unwrap_or(0),
                snake,
                ..Player::default()
            };
        }
        player.snake.turns.clear();
        self.state.shown = self.state.shown.wrapping_add(1);
        if matches!(self.state.phase, Phase::Ready(_)) {
            self.begin_round();
        }
    }

    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        if self.state.phase == Phase::Over || self.state.seated().next().is_none() {
            return;
        }
        self.listen(inputs);
        match self.state.phase {
            Phase::Ready(left) => self.get_ready(left, outputs),
            Phase::Running => self.run(outputs),
            Phase::Decided(left) => {
                self.fade();
                self.state.since = (self.state.since + 1).min(self.state.period);
                match left {
                    0 | 1 => self.go_on(outputs),
                    left => self.state.phase = Phase::Decided(left - 1),
                }
            }
            Phase::Over => {}
        }
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        let mut input = SeatInput::default();
        let state = &self.state;
        let moves_now = state.phase == Phase::Running && state.since + 1 >= state.period;
        let player = state.players.get(seat.index());
        let Some(player) = player.filter(|player| moves_now && player.seated) else {
            return input;
        };
        let wish = bot::turn(state, seat.index()).filter(|_| player.snake.turns.is_empty());
        if let Some(wish) = wish.filter(|wish| *wish != player.snake.heading) {
            input.pressed = button(wish).bit();
        }
        input
    }

    fn pads(&self) -> u32 {
        self.state.shown
    }

    fn show(&self, seat: SeatIndex, showing: &mut Showing) {
        told::show(&self.state, seat.index(), showing);
    }

    fn score(&self, seat: SeatIndex) -> i64 {
        let player = self.state.players.get(seat.index());
        player.map_or(0, |player| player.points)
    }

    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        told::highlight(&self.state, seat.index())
    }

    /// What a feast of the usual length brings in is worth keeping; who is the last one depends on the others.
    fn league(&self) -> Option<League> {
        let is_kept = self.state.mode == Mode::Feast && modes::is_usual(self.state.rounds);
        is_kept.then_some(League {
            id: "feast",
            of: Ranked::Player,
        })
    }

    fn is_race(&self) -> bool {
        true
    }

    fn is_over(&self) -> bool {
        self.state.phase == Phase::Over
    }

    fn revive(mut self) -> Option<Self> {
        if !self.is_sound() {
            return None;
        }
        self.reserve();
        Some(self)
    }
}

/// The cross comes to a thumb wherever it lands, so that a swipe anywhere steers as the arrows do.
fn layout() -> PadLayout {
    let [up, right, down, left] = Heading::ALL.map(button);
    let cross = ControlKind::DPad {
        up,
        down,
        left,
        right,
    };
    let words = ControlKind::Show {
        weight: Weight::Secondary,
    };
    PadLayout::new("Snake", Orientation::Any)
        .with("", Area::new(40, 20, 760, 190), words)
        .with("", Area::new(0, 220, 1000, 780), cross)
}

impl Snakes {
    fn listen(&mut self, inputs: &Inputs<'_>) {
        for (seat, player) in (0..).map(SeatIndex).zip(&mut self.state.players) {
            let snake = &mut player.snake;
            if player.seated && snake.is_alive() {
                snake.turns.listen(&inputs.seat(seat), snake.heading);
            }
        }
    }

    fn get_ready(&mut self, left: u16, outputs: &mut Outputs<Event>) {
        if left == round::READY_STEPS {
            let round = self.state.round;
            outputs.details.push(Event::Ready { round });
        }
        if left > 1 {
            self.state.phase = Phase::Ready(left - 1);
            return;
        }
        self.state.phase = Phase::Running;
        self.state.shown = self.state.shown.wrapping_add(1);
        outputs.details.push(Event::Started);
        self.grow_fruit();
    }

    /// Wild snakes find their way themselves.
    fn turn_wild(&mut self) {
        for seat in 0..SEATS {
            if self.state.players[seat].seated {
                continue;
            }
            if let Some(heading) = bot::turn(&self.state, seat) {
                self.state.players[seat].snake.heading = heading;
            }
        }
    }
}
