//! What the receiver is doing: lobby, play, pause, results, and what moves it from one to the other.

use bevy::prelude::*;

/// What the receiver is doing; each has its screen.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Players gather, a game is chosen.
    #[default]
    Lobby,
    /// A game runs.
    Playing,
    /// The game stands still.
    Paused,
    /// The game is over, the scores are shown.
    Results,
}

/// What someone at the receiver, or a seated player, wants to happen. Views write it for keys and clicks; the flow
/// writes it for the START and PAUSE of pads, and is the only one that acts on it. Whatever does not fit the present
/// screen is ignored.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Lobby: start the game. Results: play again. Paused: go on.
    Start,
    /// Playing: pause. Paused: go on.
    TogglePause,
    /// Playing, paused or results: end the game and go back to the lobby.
    ToLobby,
    /// Lobby: choose the game so many places further in the list, round and round.
    NextGame(i8),
    /// Close the receiver.
    Quit,
}
