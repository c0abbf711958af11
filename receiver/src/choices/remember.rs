//! Choices outlive the evening: written when a game begins or the receiver ends, by the names of the command line, and read
//! at the next start. What is not known any more costs itself alone.

use super::{Choices, named};
use crate::flow::Screen;
use bevy::prelude::*;
use couchpad_core::identity::{FileStore, SecureStore as _, StoreError};
use couchpad_games::game::Manifest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The record's name in the receiver's place of the data folder.
pub const RECORD: &str = "choices.toml";
/// Largest file, in bytes.
const BYTES: usize = 16 * 1024;

/// Where choices are remembered, and what is written there.
#[derive(Resource)]
pub struct Remembered {
    store: Arc<FileStore>,
    written: Option<Choices>,
}

/// What the file says.
#[derive(Default, Serialize, Deserialize)]
struct Record {
    #[serde(default)]
    daily: bool,
    #[serde(default)]
    games: BTreeMap<String, GameRecord>,
}

#[derive(Default, Serialize, Deserialize)]
struct GameRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pack: Option<String>,
    #[serde(default)]
    options: BTreeMap<String, String>,
}

/// Remembers choices, where there is a [`Remembered`].
pub fn plugin(app: &mut App) {
    app.init_resource::<Choices>()
        .add_systems(
            OnExit(Screen::Lobby),
            remember.run_if(resource_exists::<Remembered>),
        )
        .add_systems(
            Last,
            remember
                .after(bevy::window::exit_on_all_closed)
                .run_if(resource_exists::<Remembered>.and_then(on_message::<AppExit>)),
        );
}

fn remember(choices: Res<Choices>, mut remembered: ResMut<Remembered>) {
    if remembered.written.as_ref() == Some(&*choices) {
        return;
    }
    if let Err(error) = remembered.write(&choices) {
        tracing::warn!("what was chosen is not remembered: {error}");
    }
}

impl Remembered {
    /// Remembers in this store.
    #[must_use]
    pub fn new(store: Arc<FileStore>) -> Self {
        Self {
            store,
            written: None,
        }
    }

    /// Chooses what was chosen last time; packs must be on their shelves by then. A file that cannot be read is as none,
    /// and is written anew.
    #[must_use]
    pub fn recall(mut self, choices: &mut Choices) -> Self {
        match self.read() {
            Ok(record) => record.apply(choices),
            Err(why) => tracing::warn!("what was chosen last time cannot be read: {why}"),
        }
        self.written = Some(choices.clone());
        self
    }

    /// The run begins with these: what the command line and the settings made of them is no choice to remember, until
    /// somebody chooses something in the lobby.
    #[must_use]
    pub fn begins_with(mut self, choices: &Choices) -> Self {
        self.written = Some(choices.clone());
        self
    }

    fn read(&self) -> Result<Record, String> {
        let bytes = self.store.load_long(RECORD, BYTES);
        let bytes = bytes
            .map_err(|error| error.to_string())?
            .unwrap_or_default();
        let text = std::str::from_utf8(&bytes).map_err(|error| error.to_string())?;
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    fn write(&mut self, choices: &Choices) -> Result<(), StoreError> {
        // once more only after another change, also where the disk does not take it
        self.written = Some(choices.clone());
        match toml::to_string(&Record::of(choices)) {
            Ok(text) => self.store.save(RECORD, text.as_bytes()),
            Err(error) => {
                tracing::warn!("what was chosen cannot be written: {error}");
                Ok(())
            }
        }
    }
}

impl Record {
    fn of(choices: &Choices) -> Self {
        let games = choices.games.keys().filter_map(|id| {
            let manifest = couchpad_games::find(id)?.manifest;
            Some(((*id).to_owned(), GameRecord::of(choices, manifest)))
        });
        Self {
            daily: choices.daily,
            games: games.collect(),
        }
    }

    fn apply(&self, choices: &mut Choices) {
        choices.daily = self.daily;
        for (id, game) in &self.games {
            if let Some(entry) = couchpad_games::find(id) {
                game.apply(choices, entry.manifest);
            }
        }
    }
}

impl GameRecord {
    fn of(choices: &Choices, manifest: &'static Manifest) -> Self {
        let options = named(manifest, choices.options(manifest));
        let owned = |(option, value): (&str, &str)| (option.to_owned(), value.to_owned());
        Self {
            pack: choices.chosen_pack(manifest).map(|pack| pack.name.clone()),
            options: options.map(owned).collect(),
        }
    }

    fn apply(&self, choices: &mut Choices, manifest: &'static Manifest) {
        for (option, value) in &self.options {
            if let Err(error) = choices.choose(manifest, option, value) {
                tracing::info!("a choice of last time is not known any more: {error}");
            }
        }
        if let Some(name) = &self.pack
            && !choices.choose_pack(manifest, name)
        {
            tracing::info!("what was played with last time is not there any more");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::Pack;

    fn pack() -> Pack {
        Pack {
            name: "Castle".into(),
            text: "".into(),
        }
    }

    #[test]
    fn what_was_chosen_is_chosen_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = || Arc::new(FileStore::open(folder.path()).unwrap());
        let manifest = couchpad_games::find("arkanoid").unwrap().manifest;
        let mut chosen = Choices::default();
        let mut first = Remembered::new(store()).recall(&mut chosen);
        assert_eq!(chosen, Choices::default(), "nothing was chosen yet");
        chosen.choose(manifest, "mode", "versus").unwrap();
        chosen.play_with(manifest, pack());
        chosen.daily = true;
        first.write(&chosen).unwrap();
        let mut again = Choices::default();
        again.offer(manifest, [pack()]);
        let _second = Remembered::new(store()).recall(&mut again);
        assert_eq!(again.options(manifest), chosen.options(manifest));
        assert!(again.daily && again.pack(manifest) == Some(&pack()));
    }

    #[test]
    fn what_a_run_was_begun_with_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let store = || Arc::new(FileStore::open(folder.path()).unwrap());
        let manifest = couchpad_games::find("arkanoid").unwrap().manifest;
        let mut choices = Choices::default();
        let remembered = Remembered::new(store()).recall(&mut choices);
        choices.take_daily(manifest);
        let mut world = World::new();
        world.insert_resource(remembered.begins_with(&choices));
        world.insert_resource(choices);
        let next = |world: &mut World| {
            world.run_system_cached(remember).unwrap();
            let mut next = Choices::default();
            let _remembered = Remembered::new(store()).recall(&mut next);
            next
        };
        assert_eq!(next(&mut world), Choices::default());
        let mut choices = world.resource_mut::<Choices>();
        choices.choose(manifest, "mode", "versus").unwrap();
        let chosen = next(&mut world);
        assert_eq!(chosen.options(manifest).choice(0), 1, "somebody chose it");
    }

    #[test]
    fn what_is_not_known_any_more_costs_itself_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileStore::open(folder.path()).unwrap());
        let manifest = couchpad_games::find("arkanoid").unwrap().manifest;
        let text = "[games.chess]\n[games.arkanoid]\npack = \"Gone\"\n[games.arkanoid.options]\nmode = \"versus\"\njoin = \"never\"\nspeed = \"high\"\n";
        for (text, mode) in [(text, 1), ("no toml", 0), ("daily = 3", 0)] {
            store.save(RECORD, text.as_bytes()).unwrap();
            let mut choices = Choices::default();
            let _remembered = Remembered::new(Arc::clone(&store)).recall(&mut choices);
            assert_eq!(choices.options(manifest).choice(0), mode, "{text}");
            assert_eq!((choices.daily, choices.pack(manifest)), (false, None));
        }
    }
}
