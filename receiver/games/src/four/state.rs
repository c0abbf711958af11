//! What there is to draw, and what happens. Must not know the rules.

use super::board::{Board, Cell};
use super::machine::Strength;
use crate::game::{SeatIndex, SeatPolicy};
use serde::{Deserialize, Serialize};

/// Seats: two at the board, and the others queue.
pub const SEATS: usize = 8;
pub(super) const POLICY: SeatPolicy = SeatPolicy::Seats(SEATS as u16);

/// One of the two sides of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// On the left of the board.
    Left,
    /// On the right of the board.
    Right,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// As an index into a list of two.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Left => 0,
            Self::Right => 1,
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// Who plays at the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Player {
    /// A person, or whoever stands in.
    Seat(SeatIndex),
    /// The machine, where there is nobody else.
    Machine,
}

impl Player {
    /// The seat of a person.
    #[must_use]
    pub const fn seat(self) -> Option<SeatIndex> {
        match self {
            Self::Seat(seat) => Some(seat),
            Self::Machine => None,
        }
    }
}

/// Who comes to the board next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// Whoever wins stays, and meets whoever waits longest.
    #[default]
    WinnerStays,
    /// Whoever loses is out, until one is left.
    Tournament,
}

/// What goes on at the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Nobody is there.
    #[default]
    Empty,
    /// Both sides are taken; one of them presses START.
    Ready,
    /// A game.
    Playing,
    /// The evening is over.
    Over,
}

/// How a game ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Four in line.
    Won(Side),
    /// The board is full.
    Draw,
    /// The board was full too often, and one had to go on: the lot fell on this side.
    Lot(Side),
}

impl Ending {
    /// The side that goes on.
    #[must_use]
    pub const fn winner(self) -> Option<Side> {
        match self {
            Self::Won(side) | Self::Lot(side) => Some(side),
            Self::Draw => None,
        }
    }
}

/// The game before: it is looked at until the next one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// As it ended.
    pub board: Board,
    /// Who played it, on the left and on the right.
    pub players: [Player; 2],
    /// Who began.
    pub first: Side,
    /// How it ended.
    pub ending: Ending,
}

/// Everything that there is to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Who comes to the board next.
    pub mode: Mode,
    /// How well the machine plays.
    pub machine: Strength,
    /// Wins that end the evening (winner stays) or a pairing (tournament).
    pub goal: u32,
    /// What goes on at the board.
    pub phase: Phase,
    /// The game under way.
    pub board: Board,
    /// Who plays on the left and on the right.
    pub sides: [Option<Player>; 2],
    /// Who makes the first move of this game.
    pub first: Side,
    /// The game before, until the next one begins.
    pub finished: Option<Finished>,
    /// Who asks to take the last move back, until the other side answers.
    pub asking: Option<Side>,
    /// How often each side may still ask in this game.
    pub asks_left: [u8; 2],
    /// Who waits, the next one first.
    pub queue: Vec<SeatIndex>,
    /// Who waits for the next round of the tournament.
    pub through: Vec<SeatIndex>,
    /// Rounds of the tournament so far, the present one counted.
    pub round: u32,
    /// Games that this pair has won of their pairing.
    pub pair_wins: [u32; 2],
    /// Draws of this pair, one after the other.
    pub draws: u32,
    /// Games that have ended.
    pub games: u32,
    /// Who is seated.
    pub seated: [bool; SEATS],
    /// Points of each seat.
    pub points: [i64; SEATS],
    /// Games won by each seat.
    pub wins: [u32; SEATS],
    /// Games that the machine won.
    pub machine_wins: u32,
    /// Games won in a row by each seat, now and at most.
    pub streaks: [(u32, u32); SEATS],
    /// Since which game each side has been at the board.
    pub since: [u32; 2],
    /// Who has urged the one whose move it is since the last move, a bit for each seat.
    pub urged: u8,
    /// The column that was full when somebody tried it a moment ago.
    pub full: Option<u8>,
    /// Counts up with every change.
    pub changes: u32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            machine: Strength::default(),
            goal: 1,
            phase: Phase::default(),
            board: Board::default(),
            sides: [None; 2],
            first: Side::Left,
            finished: None,
            asking: None,
            asks_left: [super::ASKS; 2],
            queue: Vec::new(),
            through: Vec::new(),
            round: 1,
            pair_wins: [0; 2],
            draws: 0,
            games: 0,
            seated: [false; SEATS],
            points: [0; SEATS],
            wins: [0; SEATS],
            machine_wins: 0,
            streaks: [(0, 0); SEATS],
            since: [0; 2],
            urged: 0,
            full: None,
            changes: 0,
        }
    }
}

impl State {
    /// Whose move it is, while a game goes on.
    #[must_use]
    pub fn to_move(&self) -> Option<Side> {
        (self.phase == Phase::Playing).then(|| match self.board.to_move() {
            0 => self.first,
            _ => self.first.other(),
        })
    }

    /// Who plays on a side.
    #[must_use]
    pub fn player(&self, side: Side) -> Option<Player> {
        self.sides.get(side.index()).copied().flatten()
    }

    /// The side at which somebody plays, or is to play next.
    #[must_use]
    pub fn side_of(&self, seat: SeatIndex) -> Option<Side> {
        let is_here = |side: &Side| self.player(*side) == Some(Player::Seat(seat));
        Side::BOTH.into_iter().find(is_here)
    }

    /// The board that is to be looked at: the game under way, or the one that ended a moment ago.
    #[must_use]
    pub fn shown(&self) -> Shown<'_> {
        match &self.finished {
            Some(finished) => Shown {
                board: &finished.board,
                players: finished.players.map(Some),
                first: finished.first,
            },
            None => Shown {
                board: &self.board,
                players: self.sides,
                first: self.first,
            },
        }
    }

    /// Whether somebody sits there.
    #[must_use]
    pub fn is_seated(&self, seat: SeatIndex) -> bool {
        self.seated.get(seat.index()) == Some(&true)
    }
}

/// A board, and whose discs are on it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The board.
    pub board: &'a Board,
    /// Who plays on the left and on the right.
    pub players: [Option<Player>; 2],
    /// Who began.
    pub first: Side,
}

impl Shown<'_> {
    /// The side whose disc lies in a cell.
    #[must_use]
    pub fn side(&self, cell: Cell) -> Option<Side> {
        self.board.disc(cell).map(|whose| match whose {
            0 => self.first,
            _ => self.first.other(),
        })
    }

    /// Who plays on a side.
    #[must_use]
    pub fn player(&self, side: Side) -> Option<Player> {
        self.players.get(side.index()).copied().flatten()
    }

    /// Whose disc lies in a cell.
    #[must_use]
    pub fn owner(&self, cell: Cell) -> Option<Player> {
        self.player(self.side(cell)?)
    }
}

/// What only this game's presenters need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A new game begins.
    Began,
    /// A disc was dropped.
    Dropped {
        /// By which side.
        side: Side,
        /// Where it comes to lie.
        cell: Cell,
    },
    /// Somebody tried a column that is full.
    Full(SeatIndex),
    /// A side asks to take its last move back.
    Asked(Side),
    /// The other side would not have it, or whoever asked thought better of it.
    Refused(Side),
    /// So many moves were taken back.
    TakenBack {
        /// By which side.
        side: Side,
        /// One, or with the other side's answer two.
        moves: u8,
    },
    /// Somebody urges the one whose move it is.
    Urged {
        /// Who.
        by: SeatIndex,
        /// Whom.
        whom: SeatIndex,
    },
    /// A game ended.
    Ended(Ending),
    /// One of the pair has left, and the other goes on without a game.
    Walkover(SeatIndex),
}
