//! What games have brought already, so that the next of their kind brings something else: no question is asked twice in an
//! evening, nor the next evening. What the numbers mean their games alone know.

use crate::flow::Screen;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::identity::{FileStore, SecureStore as _};
use couchpad_core::protocol::{decode, encode};
use couchpad_games::game::{AnyGame, HEARD};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The record's name in the receiver's place of the data folder.
pub const RECORD: &str = "heard.bin";
/// Largest file, in bytes: as much as may be remembered of two dozen games.
const BYTES: usize = 256 * 1024;

/// What was heard, by the games' ids, the latest last.
#[derive(Resource, Default)]
pub struct Heard {
    games: BTreeMap<String, Vec<u64>>,
    store: Option<Arc<FileStore>>,
}

/// Remembers also what a game has brought in whose middle the receiver ends.
pub fn plugin(app: &mut App) {
    app.init_resource::<Heard>().add_systems(
        Last,
        take_last
            .after(bevy::window::exit_on_all_closed)
            .run_if(on_message::<AppExit>),
    );
}

fn take_last(screen: Res<State<Screen>>, stage: Res<Stage>, mut heard: ResMut<Heard>) {
    let is_played = matches!(screen.get(), Screen::Playing | Screen::Paused);
    if let (Some(game), true) = (stage.game.as_deref(), is_played) {
        heard.take(game);
    }
}

impl Heard {
    /// Goes on with what was heard before, and remembers in this store. A file that cannot be read is as none, and is
    /// written anew.
    #[must_use]
    pub fn recall(store: Arc<FileStore>) -> Self {
        let bytes = store.load_long(RECORD, BYTES);
        let mut games = BTreeMap::new();
        match bytes.map(|bytes| bytes.map(|bytes| decode::<BTreeMap<_, _>>(&bytes, BYTES))) {
            Ok(None) => {}
            Ok(Some(Ok(read))) => games = read,
            Ok(Some(Err(why))) => tracing::warn!("what was asked before cannot be read: {why}"),
            Err(why) => tracing::warn!("what was asked before cannot be read: {why}"),
        }
        // anything may be in the file
        games.retain(|id: &String, heard: &mut Vec<u64>| {
            heard.len() <= HEARD && couchpad_games::find(id).is_some()
        });
        Self {
            games,
            store: Some(store),
        }
    }

    /// What games of this kind have brought, the latest last; at most [`HEARD`].
    #[must_use]
    pub fn of(&self, game: &str) -> &[u64] {
        self.games.get(game).map_or(&[], Vec::as_slice)
    }

    /// The game leaves the stage: what it has brought is heard.
    pub fn take(&mut self, game: &dyn AnyGame) {
        let brought = game.heard();
        if brought.is_empty() {
            return;
        }
        let heard = self.games.entry(game.manifest().id.into()).or_default();
        heard.retain(|before| !brought.contains(before));
        heard.extend(brought);
        let too_many = heard.len().saturating_sub(HEARD);
        heard.drain(..too_many);
        self.write();
    }

    fn write(&self) {
        let Some(store) = &self.store else {
            return;
        };
        let written = encode(&self.games, BYTES)
            .map_err(|error| error.to_string())
            .and_then(|bytes| {
                store
                    .save(RECORD, &bytes)
                    .map_err(|error| error.to_string())
            });
        if let Err(why) = written {
            tracing::warn!("what was asked is not remembered: {why}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{Inputs, SeatEvent, SeatIndex, Setup};

    /// A game of questions that has asked one.
    fn asked(seed: u64) -> Box<dyn AnyGame> {
        let entry = couchpad_games::find("tales").unwrap();
        let mut game = (entry.begin)(&Setup::new(seed));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        while game.heard().is_empty() {
            game.step(&Inputs::of(&[]));
        }
        game
    }

    fn store() -> (tempfile::TempDir, Arc<FileStore>) {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        (folder, Arc::new(store))
    }

    #[test]
    fn what_comes_again_was_heard_last() {
        let mut heard = Heard::default();
        let (one, other) = (asked(1), asked(2));
        assert_ne!(one.heard(), other.heard());
        heard.take(&*one);
        heard.take(&*other);
        heard.take(&*one);
        assert_eq!(heard.of("tales"), [other.heard()[0], one.heard()[0]]);
        assert_eq!(heard.of("snake"), [0; 0]);
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let mut heard = Heard::default();
        let before = (0..HEARD as u64).collect();
        heard.games.insert("tales".into(), before);
        let game = asked(1);
        heard.take(&*game);
        let all = heard.of("tales");
        assert_eq!((all.len(), all[0]), (HEARD, 1), "the oldest is forgotten");
        assert_eq!(all.last(), game.heard().last());
    }

    #[test]
    fn it_is_remembered_until_the_next_evening() {
        let (_folder, store) = store();
        let mut heard = Heard::recall(Arc::clone(&store));
        assert_eq!(heard.of("tales"), [0; 0]);
        heard.take(&*asked(1));
        let again = Heard::recall(store);
        assert_eq!(again.of("tales"), asked(1).heard());
    }

    #[test]
    fn whatever_is_in_the_file_does_no_harm() {
        let (_folder, store) = store();
        let long: Vec<u64> = (0..=HEARD as u64).collect();
        let games = BTreeMap::from([("tales", long), ("chess", vec![1]), ("snake", vec![2])]);
        store.save(RECORD, &encode(&games, BYTES).unwrap()).unwrap();
        let heard = Heard::recall(Arc::clone(&store));
        assert_eq!((heard.of("tales"), heard.of("chess")), (&[][..], &[][..]));
        assert_eq!(heard.of("snake"), [2]);
        store.save(RECORD, &[0xff; 99]).unwrap();
        let mut heard = Heard::recall(Arc::clone(&store));
        assert!(heard.games.is_empty());
        heard.take(&*asked(1));
        assert!(!Heard::recall(store).games.is_empty(), "written anew");
    }
}
