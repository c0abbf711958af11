//! The receiver: runs the game, shows who is connected. Its rooms are `net` (Bevy and the host session), `game_host`
//! (steps), `flow` (screens), and the views, which read the resources here and write [`flow::Intent`] alone.

pub mod cli;
pub mod events;
pub mod flow;
pub mod local_players;
pub mod logging;
pub mod options;
pub mod roster;
pub mod screens;
pub mod settings;
pub mod signals;
pub mod stage;
pub mod terminal;
pub mod view;
