//! The receiver: runs the game, shows who is connected. Its rooms are `net` (Bevy and the host session), `game_host`
//! (steps), `flow` (screens), and the views, which read [`stage`] and [`roster`] and write [`flow::Intent`] and
//! [`local_players`] alone.

pub mod announce;
pub mod app;
pub mod checkup;
pub mod choices;
pub mod cli;
pub mod event_log;
pub mod events;
pub mod flow;
pub mod game_host;
pub mod identity;
pub mod kept;
pub mod local_players;
pub mod levels;
pub mod logging;
pub mod net;
pub mod opening;
pub mod options;
pub mod pads;
pub mod redraw;
pub mod replay;
pub mod room;
pub mod roster;
pub mod runner;
pub mod scores;
pub mod screens;
pub mod settings;
pub mod signals;
pub mod socket;
pub mod sound;
pub mod stage;
pub mod telling;
pub mod terminal;
pub mod transports;
pub mod view;
