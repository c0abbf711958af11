//! A table to play at: what people do to the game, in words.

use couchpad_games::four::{Event, Four, Phase, Player, Side, State};
use couchpad_games::game::{
    ButtonIndex, ControlId, ControlKind, Game, GameEvent, Inputs, Options, Outputs, PadAction,
    SeatAction, SeatEvent, SeatIndex, SeatInput, Setup,
};

pub(crate) const A: SeatIndex = SeatIndex(0);
pub(crate) const B: SeatIndex = SeatIndex(1);
pub(crate) const C: SeatIndex = SeatIndex(2);
pub(crate) const D: SeatIndex = SeatIndex(3);

/// Moves, by whoever's turn it is, that end in a win for whoever begins.
pub(crate) const QUICK: [usize; 7] = [0, 1, 0, 1, 0, 1, 0];
/// Moves that fill the board without four in line.
pub(crate) const FULL: [usize; 42] = [
    0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 2, 3, 2, 3, 2, 3, 3, 2, 3, 2, 3, 2, 4, 5, 4, 5, 4, 5, 5, 4,
    5, 4, 5, 4, 6, 6, 6, 6, 6, 6,
];

pub(crate) struct Table {
    pub(crate) game: Four,
    pub(crate) outputs: Outputs<Event>,
}

impl Table {
    /// The usual evening of these seats.
    pub(crate) fn new(seats: &[SeatIndex]) -> Self {
        Self::with(Options::default(), 1, seats)
    }

    pub(crate) fn tournament(seats: &[SeatIndex], seed: u64) -> Self {
        // one game decides a pairing
        Self::with(Options::default().with(0, 1).with(1, 1), seed, seats)
    }

    pub(crate) fn with(options: Options, seed: u64, seats: &[SeatIndex]) -> Self {
        let setup = Setup {
            options,
            ..Setup::new(seed)
        };
        let mut table = Self {
            game: Four::new(&setup),
            outputs: Outputs::default(),
        };
        for seat in seats {
            table.game.on_seat(SeatEvent::Taken(*seat));
        }
        table.step(&[], &[]);
        table
    }

    pub(crate) fn state(&self) -> &State {
        self.game.state()
    }

    pub(crate) fn step(&mut self, inputs: &[(SeatIndex, ButtonIndex)], actions: &[SeatAction]) {
        let mut seats = [SeatInput::default(); 8];
        for (seat, button) in inputs {
            seats[seat.index()].pressed |= button.bit();
        }
        self.outputs.clear();
        let inputs = Inputs {
            seats: &seats,
            actions,
        };
        self.game.step(&inputs, &mut self.outputs);
    }

    pub(crate) fn comes(&mut self, seat: SeatIndex) {
        self.game.on_seat(SeatEvent::Taken(seat));
        self.step(&[], &[]);
    }

    pub(crate) fn leaves(&mut self, seat: SeatIndex) {
        self.game.on_seat(SeatEvent::Left(seat));
        self.step(&[], &[]);
    }

    /// Nobody does anything until the machine moves.
    pub(crate) fn waits(&mut self) {
        self.step(&[], &[]);
    }

    /// Presses the button of that name, which must be there.
    pub(crate) fn press(&mut self, seat: SeatIndex, label: &str) {
        let layout = self.game.layout(seat);
        let button = layout
            .controls
            .iter()
            .find_map(|control| match control.kind {
                ControlKind::Button { button, .. } if control.label == label => Some(button),
                _ => None,
            });
        let button = button.unwrap_or_else(|| panic!("{seat} has no {label}: {layout:?}"));
        self.step(&[(seat, button)], &[]);
    }

    /// Whether the phone has a button of that name.
    pub(crate) fn has(&self, seat: SeatIndex, label: &str) -> bool {
        let layout = self.game.layout(seat);
        layout.controls.iter().any(|control| control.label == label)
    }

    /// The choices on a phone.
    pub(crate) fn choices(&self, seat: SeatIndex) -> Option<(ControlId, Vec<String>)> {
        let controls = self.game.layout(seat).controls;
        controls.into_iter().find_map(|control| match control.kind {
            ControlKind::Choices { options } => Some((control.id, options)),
            _ => None,
        })
    }

    /// Chooses the answer with those words, which must be there.
    pub(crate) fn choose(&mut self, seat: SeatIndex, words: &str) {
        let (control, options) = self.choices(seat).expect("there is something to choose");
        let option = options.iter().position(|option| option == words);
        let option = option.expect("it can be chosen") as u8;
        let action = PadAction::Choose { control, option };
        self.step(&[], &[SeatAction { seat, action }]);
    }

    /// Who is to move.
    pub(crate) fn mover(&self) -> Player {
        let side = self.state().to_move().expect("a game goes on");
        self.state().player(side).expect("somebody sits there")
    }

    /// Whoever's turn it is drops a disc, counted from 0.
    pub(crate) fn drop_disc(&mut self, column: usize) {
        let Player::Seat(seat) = self.mover() else {
            panic!("it is the machine's turn");
        };
        self.choose(seat, &(column + 1).to_string());
    }

    pub(crate) fn drop_all(&mut self, columns: &[usize]) {
        columns.iter().for_each(|column| self.drop_disc(*column));
    }

    /// Plays until this one of the pair has won; starts if need be.
    pub(crate) fn win(&mut self, seat: SeatIndex) {
        if self.state().phase == Phase::Ready {
            self.press(seat, "START");
        }
        if self.mover() == Player::Seat(seat) {
            self.drop_all(&QUICK);
        } else {
            self.drop_disc(6);
            self.drop_all(&QUICK);
        }
    }

    pub(crate) fn pair(&self) -> [Option<SeatIndex>; 2] {
        Side::BOTH.map(|side| self.state().player(side).and_then(Player::seat))
    }

    /// The pair in the order of their seats.
    pub(crate) fn pair_sorted(&self) -> Vec<SeatIndex> {
        let mut pair: Vec<_> = self.pair().into_iter().flatten().collect();
        pair.sort();
        pair
    }

    pub(crate) fn told(&self, event: Event) -> bool {
        self.outputs.details.contains(&event)
    }

    pub(crate) fn is_told_over(&self) -> Option<bool> {
        self.outputs.events.iter().find_map(|event| match event {
            GameEvent::GameOver { won } => Some(*won),
            _ => None,
        })
    }
}
