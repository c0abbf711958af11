//! Four in a Row: two at the board, and the others queue. Turn-based: it makes a step only when somebody did something, and costs
//! nothing while people think. `play` is one game, `evening` who comes next, `machine` whom one plays alone, `pads` what phones show.

mod board;
mod evening;
mod feel;
mod machine;
mod options;
mod pads;
mod play;
mod saved;
mod state;

pub use board::{Board, CELLS, COLUMNS, Cell, ROWS};
pub use machine::{BUDGET, Strength, choose};
pub use state::{Ending, Event, Finished, Mode, Phase, Player, SEATS, Shown, Side, State};

use crate::game::{
    Game, Highlight, Inputs, League, Manifest, Outputs, Pacing, PadAction, PadLayout, SeatEvent,
    SeatIndex, SeatInput, Setup, Showing, Turn,
};
use serde::{Deserialize, Serialize};

/// How often each side may ask to take a move back, in one game.
pub const ASKS: u8 = 3;
/// How long the machine pretends to think, in sixtieths of a second: long enough to see the disc before fall.
const THINKING: u32 = 54;

/// An evening of Four in a Row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Four {
    state: State,
    seed: u64,
}

impl Game for Four {
    type State = State;
    type Event = Event;

    const MANIFEST: Manifest = Manifest {
        id: "four",
        title: "Four in a Row",
        blurb: "Drop discs, and be the first with four in line.",
        rules: 1,
        pacing: Pacing::OnEvent,
        seats: state::POLICY,
        layout,
        options: options::OPTIONS,
        packs: None,
    };

    fn new(setup: &Setup) -> Self {
        Self {
            state: State {
                mode: options::mode(setup.options),
                machine: options::machine(setup.options),
                goal: options::goal(setup.options),
                ..State::default()
            },
            seed: setup.seed,
        }
    }

    fn on_seat(&mut self, event: SeatEvent) {
        if self.is_over() {
            return;
        }
        match event {
            SeatEvent::Taken(seat) => self.come(seat),
            SeatEvent::Left(seat) => self.leave(seat),
        }
    }

    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        if self.is_over() {
            return;
        }
        // the step in which a disc is dropped is not yet that of the answer
        let moves = self.state.board.len();
        let is_machines = self.is_machines();
        self.settle(outputs);
        self.act(inputs, outputs);
        if is_machines && self.is_machines() && self.state.board.len() == moves {
            self.move_machine(outputs);
        }
    }

    fn wakes(&self) -> Option<u32> {
        self.is_machines().then_some(THINKING)
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        let mut input = SeatInput::default();
        if self.state.phase == Phase::Ready && self.state.side_of(seat).is_some() {
            input.pressed = pads::START.bit();
        }
        input
    }

    fn stand_in_action(&self, seat: SeatIndex) -> Option<PadAction> {
        if self.waited_for() != Some(seat) {
            return None;
        }
        if self.state.asking.is_some() {
            let (control, option) = (pads::ANSWER, 0);
            return Some(PadAction::Choose { control, option });
        }
        let column = choose(&self.state.board, Strength::Fair, self.seed)?;
        let (control, option) = (pads::COLUMN, u8::try_from(column).ok()?);
        Some(PadAction::Choose { control, option })
    }

    fn pads(&self) -> u32 {
        self.state.changes
    }

    fn layout(&self, seat: SeatIndex) -> PadLayout {
        self.pad(seat)
    }

    fn show(&self, seat: SeatIndex, showing: &mut Showing) {
        self.tell(seat, showing);
    }

    fn score(&self, seat: SeatIndex) -> i64 {
        self.state.points.get(seat.index()).copied().unwrap_or(0)
    }

    /// Games, whoever won them.
    fn team_score(&self) -> i64 {
        i64::from(self.state.games)
    }

    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        let (_, most) = *self.state.streaks.get(seat.index())?;
        let wins = *self.state.wins.get(seat.index())?;
        let (title, count) = if most > 1 {
            ("Wins in a row", most)
        } else {
            ("Games won", wins)
        };
        (count > 0).then_some(Highlight { title, count })
    }

    /// Whoever plays more wins more: that is nothing to keep.
    fn league(&self) -> Option<League> {
        None
    }

    fn is_race(&self) -> bool {
        true
    }

    fn turn(&self, seat: SeatIndex) -> Turn {
        let is_next = self.state.phase == Phase::Ready && self.state.side_of(seat).is_some();
        if is_next || self.waited_for() == Some(seat) {
            Turn::Yours
        } else {
            Turn::Free
        }
    }

    fn is_over(&self) -> bool {
        self.state.phase == Phase::Over
    }

    fn revive(self) -> Option<Self> {
        self.revived()
    }
}

/// What a phone shows that has just sat down: nothing to press yet.
fn layout() -> PadLayout {
    Four::new(&Setup::new(0)).pad(SeatIndex(0))
}

impl Four {
    /// Something is different from before.
    fn touch(&mut self) {
        self.state.changes = self.state.changes.wrapping_add(1);
    }
}

/// All seats.
fn seats() -> impl Iterator<Item = SeatIndex> {
    (0..SEATS as u16).map(SeatIndex)
}
