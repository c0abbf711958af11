//! Replays of games: recorded to a file as play goes on, shown again in window or terminal, and checked. What is in them is
//! [`couchpad_games::replay`]'s business.

mod check;
mod file;
mod record;
mod run;
mod watch;
mod waymarks;
mod words;

pub use file::{Target, TargetError};
pub use record::{Recording, plugin};
pub use run::run;
pub use watch::{Fate, JUMP, Speed, Watch, WatchWish, plugin as watch_plugin};
