//! One game at the board: moves, taking back by consent, urging, and the machine's moves. Must not know who comes next.

use super::board::COLUMNS;
use super::pads::{ANSWER, COLUMN, START, UNDO, URGE};
use super::state::{Event, Phase, Player, Side};
use super::{Four, feel, machine};
use crate::game::{Inputs, Outputs, PadAction, SeatIndex};

impl Four {
    /// What the players chose, in order, and then what they pressed.
    pub(super) fn act(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        for done in inputs.actions {
            match done.action {
                PadAction::Choose { control, option } if control == COLUMN => {
                    self.play(done.seat, usize::from(option), outputs);
                }
                PadAction::Choose { control, option } if control == ANSWER => {
                    self.answer(done.seat, option == 0, outputs);
                }
                _ => {}
            }
        }
        for seat in super::seats() {
            if !self.state.is_seated(seat) {
                continue;
            }
            if inputs.pressed(seat, START) {
                self.start(seat, outputs);
            }
            if inputs.pressed(seat, UNDO) {
                self.ask_or_withdraw(seat, outputs);
            }
            if inputs.pressed(seat, URGE) {
                self.urge(seat, outputs);
            }
        }
    }

    /// One of the pair is ready, and so is the other.
    fn start(&mut self, seat: SeatIndex, outputs: &mut Outputs<Event>) {
        if self.state.phase == Phase::Ready && self.state.side_of(seat).is_some() {
            self.begin(outputs);
        }
    }

    /// A player chose a column.
    fn play(&mut self, seat: SeatIndex, column: usize, outputs: &mut Outputs<Event>) {
        let side = self.state.side_of(seat);
        if side.is_none() || side != self.state.to_move() || self.state.asking.is_some() {
            return;
        }
        if column < COLUMNS && !self.state.board.is_open(column) {
            self.state.full = u8::try_from(column).ok();
            self.touch();
            outputs.details.push(Event::Full(seat));
            feel::no(seat, outputs);
            return;
        }
        self.drop_disc(column, outputs);
    }

    fn drop_disc(&mut self, column: usize, outputs: &mut Outputs<Event>) {
        let Some(side) = self.state.to_move() else {
            return;
        };
        let Some(cell) = self.state.board.drop_disc(column) else {
            return;
        };
        (self.state.full, self.state.urged) = (None, 0);
        self.touch();
        outputs.details.push(Event::Dropped { side, cell });
        if self.state.board.is_won() {
            self.end_game(Some(side), outputs);
        } else if self.state.board.is_full() {
            self.end_game(None, outputs);
        } else {
            self.tell_turn(outputs);
        }
    }

    /// Whoever is to move feels it.
    pub(super) fn tell_turn(&self, outputs: &mut Outputs<Event>) {
        let mover = self
            .state
            .to_move()
            .and_then(|side| self.state.player(side));
        if let Some(seat) = mover.and_then(Player::seat) {
            feel::waited_for(seat, outputs);
        }
    }

    /// Whether it is the machine's move.
    pub(super) fn is_machines(&self) -> bool {
        let mover = self
            .state
            .to_move()
            .and_then(|side| self.state.player(side));
        mover == Some(Player::Machine) && self.state.asking.is_none()
    }

    pub(super) fn move_machine(&mut self, outputs: &mut Outputs<Event>) {
        let seed = self.seed ^ u64::from(self.state.games);
        let move_ = machine::choose(&self.state.board, self.state.machine, seed);
        if let Some(column) = move_ {
            self.drop_disc(column, outputs);
        }
    }

    /// How many moves are taken back until this side's last one is, too; `None` where it has made none.
    pub(super) fn moves_to_take_back(&self, side: Side) -> Option<usize> {
        // the other side may have answered already
        let moves = 1 + usize::from(self.state.to_move()? == side);
        (self.state.board.len() >= moves).then_some(moves)
    }

    /// Whether this side may ask to take its last move back.
    pub(super) fn may_ask(&self, side: Side) -> bool {
        self.state.asking.is_none()
            && self.state.asks_left[side.index()] > 0
            && self.moves_to_take_back(side).is_some()
    }

    /// The machine lets people take back, and people are asked.
    fn ask_or_withdraw(&mut self, seat: SeatIndex, outputs: &mut Outputs<Event>) {
        let Some(side) = self.state.side_of(seat) else {
            return;
        };
        if self.state.asking == Some(side) {
            self.state.asking = None;
            self.touch();
            outputs.details.push(Event::Refused(side));
            self.tell_turn(outputs);
            return;
        }
        if !self.may_ask(side) {
            return;
        }
        self.state.asks_left[side.index()] -= 1;
        self.touch();
        match self.state.player(side.other()) {
            Some(Player::Seat(other)) => {
                self.state.asking = Some(side);
                self.state.urged = 0;
                outputs.details.push(Event::Asked(side));
                feel::waited_for(other, outputs);
            }
            _ => self.take_back(side, outputs),
        }
    }

    /// The other side allows it or does not.
    fn answer(&mut self, seat: SeatIndex, yes: bool, outputs: &mut Outputs<Event>) {
        let Some(asking) = self.state.asking else {
            return;
        };
        if self.state.side_of(seat) != Some(asking.other()) {
            return;
        }
        self.state.asking = None;
        self.touch();
        if let Some(Player::Seat(asked)) = self.state.player(asking) {
            feel::answered(asked, yes, outputs);
        }
        if yes {
            self.take_back(asking, outputs);
        } else {
            outputs.details.push(Event::Refused(asking));
        }
    }

    fn take_back(&mut self, side: Side, outputs: &mut Outputs<Event>) {
        let Some(moves) = self.moves_to_take_back(side) else {
            return;
        };
        for _ in 0..moves {
            self.state.board.take_back();
        }
        (self.state.full, self.state.urged) = (None, 0);
        let moves = u8::try_from(moves).unwrap_or(u8::MAX);
        outputs.details.push(Event::TakenBack { side, moves });
        self.tell_turn(outputs);
    }

    /// For whom everybody waits: who is to answer, or to move.
    pub(super) fn waited_for(&self) -> Option<SeatIndex> {
        let side = match self.state.asking {
            Some(asking) => asking.other(),
            None => self.state.to_move()?,
        };
        self.state.player(side)?.seat()
    }

    /// Whether this player may urge whoever they wait for: once in each move.
    pub(super) fn may_urge(&self, seat: SeatIndex) -> bool {
        let whom = self.waited_for();
        let bit = 1_u8.checked_shl(u32::from(seat.0)).unwrap_or(0);
        whom.is_some_and(|whom| whom != seat) && self.state.urged & bit == 0
    }

    fn urge(&mut self, seat: SeatIndex, outputs: &mut Outputs<Event>) {
        let Some(whom) = self.waited_for().filter(|_| self.may_urge(seat)) else {
            return;
        };
        self.state.urged |= 1_u8.checked_shl(u32::from(seat.0)).unwrap_or(0);
        self.touch();
        outputs.details.push(Event::Urged { by: seat, whom });
        feel::urged(whom, outputs);
    }
}
