//! What each player's phone shows: seven columns to choose from for whoever's move it is, and for everybody the board, what goes
//! on, and what there is to press. Must not know how a phone draws it.

use super::board::{Board, COLUMNS};
use super::state::{Ending, Finished, Mode, Phase, Player, Side};
use super::{Four, state};
use crate::game::{
    Area, ButtonIndex, ControlId, Orientation, PadLayout, SeatIndex, Showing, Shown, Weight, cell,
    name_of,
};

/// Begins the next game.
pub(super) const START: ButtonIndex = ButtonIndex(0);
/// Asks to take a move back, or no longer asks.
pub(super) const UNDO: ButtonIndex = ButtonIndex(1);
/// Urges whoever everybody waits for.
pub(super) const URGE: ButtonIndex = ButtonIndex(2);

/// What each control is known by. Columns and answers are told apart, so that a finger that is late does nothing else than what
/// it was meant to.
const WORDS: ControlId = ControlId(0);
const BOARD: ControlId = ControlId(1);
const MORE: ControlId = ControlId(2);
pub(super) const COLUMN: ControlId = ControlId(2);
pub(super) const ANSWER: ControlId = ControlId(3);

/// Where they lie: what is read above, and what is pressed where the thumb is.
const AT_TOP: Area = Area::new(40, 130, 920, 110);
const BOARD_ABOVE: Area = Area::new(40, 250, 920, 330);
const BELOW: Area = Area::new(40, 600, 920, 230);
const BOARD_ALONE: Area = Area::new(40, 250, 920, 580);
const FOOT: Area = Area::new(40, 850, 920, 60);
const FOOT_LEFT: Area = Area::new(40, 850, 440, 90);
const FOOT_RIGHT: Area = Area::new(520, 850, 440, 90);

/// What a player has to do with the game now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// To move.
    Mover(Side),
    /// At the board, while the other one is to move.
    Other(Side),
    /// Asked to let the other one take a move back.
    Asked(Side),
    /// Waits for that answer.
    Asking(Side),
    /// Of the pair that is to begin.
    Next(Side),
    /// So many come first.
    Queued(usize),
    /// Only watches.
    Watching,
}

impl Four {
    fn role(&self, seat: SeatIndex) -> Role {
        let state = &self.state;
        let Some(side) = state.side_of(seat) else {
            let place = state.queue.iter().position(|other| *other == seat);
            return place.map_or(Role::Watching, Role::Queued);
        };
        match (state.phase, state.asking) {
            (Phase::Ready, _) => Role::Next(side),
            (Phase::Playing, Some(asking)) if asking == side => Role::Asking(side),
            (Phase::Playing, Some(_)) => Role::Asked(side),
            (Phase::Playing, None) if state.to_move() == Some(side) => Role::Mover(side),
            (Phase::Playing, None) => Role::Other(side),
            _ => Role::Watching,
        }
    }

    pub(super) fn pad(&self, seat: SeatIndex) -> PadLayout {
        let plain =
            PadLayout::new("Four in a Row", Orientation::Any).shows("", AT_TOP, Weight::Secondary);
        let layout = |board: Area| plain.clone().shows("", board, Weight::Primary);
        match self.role(seat) {
            Role::Mover(side) => {
                let columns = (1..=COLUMNS).map(|column| column.to_string());
                let layout = layout(BOARD_ABOVE).choices("", BELOW, columns);
                self.with_undo(layout, side, "UNDO")
            }
            Role::Other(side) => {
                let layout = self.with_undo(layout(BOARD_ALONE), side, "UNDO");
                self.with_urge(layout, seat)
            }
            Role::Asking(side) => {
                let layout = self.with_undo(layout(BOARD_ALONE), side, "NEVER MIND");
                self.with_urge(layout, seat)
            }
            // one control more than where the columns are, so that the answers are known by another id
            Role::Asked(_) => layout(BOARD_ABOVE).shows("", FOOT, Weight::Quiet).choices(
                "",
                BELOW,
                ["ALLOW", "NO"],
            ),
            Role::Next(_) => layout(BOARD_ABOVE).button("START", BELOW, START, Weight::Primary),
            Role::Queued(_) | Role::Watching => self.with_urge(layout(BOARD_ALONE), seat),
        }
    }

    fn with_undo(&self, layout: PadLayout, side: Side, label: &str) -> PadLayout {
        if self.state.asking == Some(side) || self.may_ask(side) {
            layout.button(label, FOOT_LEFT, UNDO, Weight::Quiet)
        } else {
            layout
        }
    }

    fn with_urge(&self, layout: PadLayout, seat: SeatIndex) -> PadLayout {
        if self.may_urge(seat) {
            layout.button("HURRY", FOOT_RIGHT, URGE, Weight::Quiet)
        } else {
            layout
        }
    }

    pub(super) fn tell(&self, seat: SeatIndex, showing: &mut Showing) {
        showing.text(WORDS, self.words(seat));
        showing.set(BOARD, board(&self.state.shown()));
        if let Role::Asked(side) = self.role(seat) {
            let left = self.state.asks_left[side.other().index()];
            showing.text(MORE, format!("Asks left in this game: {left}."));
        }
    }

    fn words(&self, seat: SeatIndex) -> String {
        let state = &self.state;
        match self.role(seat) {
            Role::Mover(side) => {
                let full = state.full.map(|at| format!("Column {} is full. ", at + 1));
                let last = full.or_else(|| self.last_move(side.other()));
                format!("{}Choose a column.", last.unwrap_or_default())
            }
            Role::Other(side) => match state.player(side.other()) {
                Some(Player::Seat(other)) => format!("{} is to move.", name_of(other)),
                _ => "The machine thinks.".into(),
            },
            Role::Asked(side) => format!(
                "{} would like to take the last move back.",
                called(state.player(side.other()))
            ),
            Role::Asking(side) => format!(
                "You ask {} for your move back.",
                called(state.player(side.other()))
            ),
            Role::Next(side) => format!(
                "{}Next you play {}.",
                self.result(Some(seat)),
                called_as_object(state.player(side.other()))
            ),
            Role::Queued(0) => format!("{}You are next.", self.pair()),
            Role::Queued(before) => format!("{}{before} before you.", self.pair()),
            Role::Watching => self.watched(seat),
        }
    }

    fn watched(&self, seat: SeatIndex) -> String {
        let state = &self.state;
        let own = match state.mode {
            Mode::Tournament if state.through.contains(&seat) => {
                "You are through to the next round."
            }
            Mode::Tournament if state.phase != Phase::Over => "You watch this tournament.",
            _ => "",
        };
        format!("{}{own}", self.pair())
    }

    /// Who plays whom.
    fn pair(&self) -> String {
        match self.state.sides {
            [Some(left), Some(right)] => {
                format!(
                    "{} plays {}. ",
                    called(Some(left)),
                    called_as_object(Some(right))
                )
            }
            _ => self.result(None),
        }
    }

    /// What the other side did a moment ago.
    fn last_move(&self, side: Side) -> Option<String> {
        let last = self.state.board.last()?;
        let who = called(self.state.player(side));
        Some(format!("{who} chose {}. ", last.column + 1))
    }

    /// How the game before ended.
    fn result(&self, seat: Option<SeatIndex>) -> String {
        let Some(Finished {
            players, ending, ..
        }) = &self.state.finished
        else {
            return String::new();
        };
        let own = |side: Side| {
            players[side.index()]
                .seat()
                .is_some_and(|s| Some(s) == seat)
        };
        match *ending {
            Ending::Draw => "A draw. ".into(),
            Ending::Won(side) | Ending::Lot(side) if own(side) => "You won! ".into(),
            Ending::Won(side) if own(side.other()) => "You lost. ".into(),
            Ending::Won(side) => format!("{} won. ", called(Some(players[side.index()]))),
            Ending::Lot(side) => {
                format!(
                    "A draw, and the lot is for {}. ",
                    called_as_object(Some(players[side.index()]))
                )
            }
        }
    }
}

/// A player's name at the beginning of a sentence, and within one.
fn called(player: Option<Player>) -> String {
    match player {
        Some(Player::Seat(seat)) => name_of(seat).to_string(),
        _ => "The machine".into(),
    }
}

fn called_as_object(player: Option<Player>) -> String {
    match player {
        Some(Player::Seat(seat)) => name_of(seat).to_string(),
        _ => "the machine".into(),
    }
}

/// The board as a phone draws it: the last disc is bright, or those that are four in line.
fn board(shown: &state::Shown<'_>) -> Shown {
    let is_won = shown.board.is_won();
    let last = shown.board.last();
    let cells = Board::cells().map(|at| match shown.owner(at) {
        None => cell::EMPTY,
        Some(Player::Machine) => cell::SOLID,
        Some(Player::Seat(seat)) => {
            let is_bright = if is_won {
                shown.board.is_in_line(at)
            } else {
                last == Some(at)
            };
            let mark = u8::try_from(seat.0).unwrap_or(u8::MAX);
            cell::of(mark) + if is_bright { cell::BRIGHT } else { 0 }
        }
    });
    Shown::Board {
        columns: COLUMNS as u8,
        cells: cells.collect(),
    }
}
