//! Games of any kind behind one face: how the receiver runs one that it knows nothing of, and how its list names them.

use super::{
    Game, GameEvent, Highlight, Inputs, League, Manifest, Outputs, PadAction, PadLayout, SeatEvent,
    SeatIndex, SeatInput, Setup, Showing, Team, Turn,
};
use crate::saved::{self, SavedGame};
use couchpad_protocol::limits;
use std::any::Any;

/// A game with its outputs, behind one object-safe face, so that the receiver can run any of them.
/// Presenters get at their own with [`downcast`](AnyGame::as_any).
pub trait AnyGame: Send + Sync {
    /// See [`Game::on_seat`].
    fn on_seat(&mut self, event: SeatEvent);
    /// Clears the outputs and makes one step.
    fn step(&mut self, inputs: &Inputs<'_>);
    /// See [`Game::wakes`].
    fn wakes(&self) -> Option<u32>;
    /// What the last step told.
    fn events(&self) -> &[GameEvent];
    /// See [`Game::checksum`].
    fn checksum(&self) -> u64;
    /// See [`Game::stand_in`].
    fn stand_in(&self, seat: SeatIndex) -> SeatInput;
    /// See [`Game::stand_in_action`].
    fn stand_in_action(&self, seat: SeatIndex) -> Option<PadAction>;
    /// See [`Game::pads`].
    fn pads(&self) -> u32;
    /// See [`Game::layout`].
    fn layout(&self, seat: SeatIndex) -> PadLayout;
    /// See [`Game::show`].
    fn show(&self, seat: SeatIndex, showing: &mut Showing);
    /// See [`Game::axes`].
    fn axes(&self, seat: SeatIndex) -> [i16; limits::AXES];
    /// See [`Game::score`].
    fn score(&self, seat: SeatIndex) -> i64;
    /// See [`Game::team_score`].
    fn team_score(&self) -> i64;
    /// See [`Game::team`].
    fn team(&self, number: u8) -> Option<Team>;
    /// See [`Game::team_of`].
    fn team_of(&self, seat: SeatIndex) -> Option<u8>;
    /// See [`Game::highlight`].
    fn highlight(&self, seat: SeatIndex) -> Option<Highlight>;
    /// See [`Game::league`].
    fn league(&self) -> Option<League>;
    /// See [`Game::is_race`].
    fn is_race(&self) -> bool;
    /// See [`Game::turn`].
    fn turn(&self, seat: SeatIndex) -> Turn;
    /// See [`Game::heard`].
    fn heard(&self) -> Vec<u64>;
    /// See [`Game::is_over`].
    fn is_over(&self) -> bool;
    /// The game as it is kept over the end of the program; `None` if it is larger than
    /// [`STATE_BYTES`](saved::STATE_BYTES).
    fn save(&self) -> Option<SavedGame>;
    /// The manifest.
    fn manifest(&self) -> &'static Manifest;
    /// The running game itself, a [`Running<G>`](Running).
    fn as_any(&self) -> &dyn Any;
}

/// A running game with the outputs of its last step.
#[derive(Debug)]
pub struct Running<G: Game> {
    /// The game.
    pub game: G,
    /// What its last step gave back.
    pub outputs: Outputs<G::Event>,
}

impl<G: Game> Running<G> {
    /// Begins a game.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        Self {
            game: G::new(setup),
            outputs: Outputs::default(),
        }
    }
}

impl<G: Game> AnyGame for Running<G> {
    fn on_seat(&mut self, event: SeatEvent) {
        self.game.on_seat(event);
    }
    fn step(&mut self, inputs: &Inputs<'_>) {
        self.outputs.clear();
        self.game.step(inputs, &mut self.outputs);
    }
    fn wakes(&self) -> Option<u32> {
        self.game.wakes()
    }
    fn events(&self) -> &[GameEvent] {
        &self.outputs.events
    }
    fn checksum(&self) -> u64 {
        self.game.checksum()
    }
    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        self.game.stand_in(seat)
    }
    fn stand_in_action(&self, seat: SeatIndex) -> Option<PadAction> {
        self.game.stand_in_action(seat)
    }
    fn pads(&self) -> u32 {
        self.game.pads()
    }
    fn layout(&self, seat: SeatIndex) -> PadLayout {
        self.game.layout(seat)
    }
    fn show(&self, seat: SeatIndex, showing: &mut Showing) {
        self.game.show(seat, showing);
    }
    fn axes(&self, seat: SeatIndex) -> [i16; limits::AXES] {
        self.game.axes(seat)
    }
    fn score(&self, seat: SeatIndex) -> i64 {
        self.game.score(seat)
    }
    fn team_score(&self) -> i64 {
        self.game.team_score()
    }
    fn team(&self, number: u8) -> Option<Team> {
        self.game.team(number)
    }
    fn team_of(&self, seat: SeatIndex) -> Option<u8> {
        self.game.team_of(seat)
    }
    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        self.game.highlight(seat)
    }
    fn league(&self) -> Option<League> {
        self.game.league()
    }
    fn is_race(&self) -> bool {
        self.game.is_race()
    }
    fn turn(&self, seat: SeatIndex) -> Turn {
        self.game.turn(seat)
    }
    fn heard(&self) -> Vec<u64> {
        self.game.heard()
    }
    fn is_over(&self) -> bool {
        self.game.is_over()
    }
    fn save(&self) -> Option<SavedGame> {
        saved::save(&self.game)
    }
    fn manifest(&self) -> &'static Manifest {
        &G::MANIFEST
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// How the receiver's list of games names one: its manifest and how to begin it.
#[derive(Clone, Copy, Debug)]
pub struct GameEntry {
    /// What the receiver must know before it runs.
    pub manifest: &'static Manifest,
    /// Begins a game.
    pub begin: fn(&Setup) -> Box<dyn AnyGame>,
    /// Reads a game's state; anything may be in the bytes. [`SavedGame::load`] asks for more.
    pub read: fn(&[u8]) -> Option<Box<dyn AnyGame>>,
}

impl GameEntry {
    /// The entry of a game: its one registration line.
    #[must_use]
    pub const fn of<G: Game>() -> Self {
        Self {
            manifest: &G::MANIFEST,
            begin: |setup| Box::new(Running::<G>::new(setup)),
            read: |bytes| {
                let running = Running::<G> {
                    game: saved::read(bytes)?,
                    outputs: Outputs::default(),
                };
                Some(Box::new(running))
            },
        }
    }
}
