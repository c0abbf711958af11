//! What the receiver keeps of an evening, so that a crash, `kill -9` or a power cut costs nobody a seat or a point: written
//! beside the frame about once a second in play, read at the next start, removed when the receiver ends in order.

mod comeback;
mod file;
mod keep;
mod keeper;

pub use comeback::{Comeback, Restored};
pub use file::{Fault, GAME_LIFE, Kept, KeptGame, RECORD, read};
pub use keeper::Keeper;

use crate::options::Options;
use bevy::prelude::App;
use couchpad_core::identity::FileStore;
use couchpad_core::session::SavedSession;
use couchpad_games::game::GameEntry;
use std::sync::Arc;

/// Writes what there is to keep, and goes on with what was kept.
pub fn plugin(app: &mut App) {
    comeback::plugin(app);
    keep::plugin(app);
}

/// What the start found of an evening that did not end in order.
#[derive(Default)]
pub struct Found {
    /// The seats, for the network.
    pub seats: Option<SavedSession>,
    /// The game that was chosen, unless another one is asked for now.
    pub chosen: Option<GameEntry>,
    /// The rest, for the app.
    pub comeback: Comeback,
    /// What the player should know, a line each.
    pub notes: Vec<String>,
}

/// Looks for an evening to go on with. Whatever is wrong with it is set aside and told; it never keeps the receiver from
/// starting. `now` is in unix seconds.
#[must_use]
pub fn find(store: Option<&Arc<FileStore>>, options: &Options, now: u64) -> Found {
    let mut found = Found::default();
    let Some(store) = store else {
        return found;
    };
    match file::read(store) {
        Ok(None) => {}
        Ok(Some(kept)) => found.take(kept, options, now),
        Err(fault) => found.notes.push(set_aside(store, &fault)),
    }
    found
}

fn set_aside(store: &FileStore, fault: &Fault) -> String {
    use couchpad_core::identity::SecureStore as _;
    let place = match store.set_aside(RECORD) {
        Ok(place) => format!("it is in {place}"),
        Err(error) => error.to_string(),
    };
    format!("{fault}, so everybody joins anew; {place}")
}

impl Found {
    fn take(&mut self, kept: Kept, options: &Options, now: u64) {
        if now.abs_diff(kept.written) > GAME_LIFE.as_secs() || kept.session.is_empty() {
            tracing::info!("an evening of long ago is not gone on with");
            return;
        }
        let asked = options.game_asked.then_some(options.game.manifest.id);
        let is_asked = |id: &str| asked.is_none_or(|asked| asked == id);
        self.chosen = couchpad_games::find(&kept.chosen)
            .filter(|entry| is_asked(entry.manifest.id))
            .copied();
        self.comeback = Comeback::of(&kept);
        if let Some(game) = kept.game {
            self.take_game(game, kept.crashes, is_asked);
        }
        self.seats = Some(kept.session);
    }

    fn take_game(&mut self, game: KeptGame, crashes: u8, is_asked: impl Fn(&str) -> bool) {
        let not = |why: String| {
            format!("the game of before does not go on: {why}; everybody has their seat")
        };
        if !is_asked(&game.saved.game) {
            self.notes.push(not("another one is asked for".into()));
            return;
        }
        if crashes >= comeback::CRASHES {
            let why = "it ended the receiver again and again";
            return self.notes.push(not(why.into()));
        }
        match game.saved.load() {
            Ok((entry, running)) => {
                self.chosen = Some(*entry);
                self.comeback.put(*entry, running, game);
            }
            Err(error) => self.notes.push(not(error.to_string())),
        }
    }
}
