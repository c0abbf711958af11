//! What the keys made of the volume outlives the evening: written a moment after the last press, read at the next start. It
//! counts as long as the settings say the same as then; whoever changes the settings means it.

use super::Volume;
use bevy::prelude::*;
use bevy::tasks::IoTaskPool;
use couchpad_core::identity::{FileStore, SecureStore as _};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// The record's name in the receiver's place of the data folder.
const RECORD: &str = "volume.toml";
/// Largest file, in bytes.
const BYTES: usize = 4 * 1024;
/// How long after the last change it is written: a key that is held is one change.
const SETTLES: Duration = Duration::from_secs(1);

/// Where the volume is remembered, and what stands there.
#[derive(Resource)]
pub struct Memory {
    store: Arc<FileStore>,
    /// What the settings say.
    settings: Volume,
    written: Volume,
    /// A flag asked for silence in this run, and nobody has turned sound on since.
    silenced: bool,
    changed: Option<Duration>,
}

/// What the file says: what was chosen, and what the settings said then.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    chosen: Saved,
    settings: Saved,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Saved {
    volume: u8,
    effects: u8,
    music: u8,
    muted: bool,
    without_music: bool,
}

impl From<Volume> for Saved {
    fn from(volume: Volume) -> Self {
        Self {
            volume: volume.all,
            effects: volume.effects,
            music: volume.music,
            muted: volume.muted,
            without_music: volume.without_music,
        }
    }
}

impl Memory {
    /// Remembers in this store, where the settings say `settings`.
    #[must_use]
    pub fn new(store: Arc<FileStore>, settings: Volume) -> Self {
        Self {
            store,
            settings,
            written: settings,
            silenced: false,
            changed: None,
        }
    }

    /// The volume of last time. A file that cannot be read is as none.
    #[must_use]
    pub fn recall(&mut self) -> Volume {
        let record = self.read().unwrap_or_else(|why| {
            tracing::warn!("the volume of last time cannot be read: {why}");
            None
        });
        let still = record.filter(|record| record.settings == Saved::from(self.settings));
        if let Some(record) = still {
            self.written = Volume {
                all: record.chosen.volume.min(100),
                muted: record.chosen.muted,
                without_music: record.chosen.without_music,
                ..self.settings
            };
        }
        self.written
    }

    /// It begins in silence, which is nobody's choice for the next time.
    pub fn silence(&mut self) {
        self.silenced = !self.written.muted;
    }

    /// What of this volume was chosen.
    fn chosen(&mut self, volume: Volume) -> Volume {
        self.silenced &= volume.muted;
        Volume {
            muted: volume.muted && !self.silenced,
            ..volume
        }
    }

    fn read(&self) -> Result<Option<Record>, String> {
        let bytes = self.store.load_long(RECORD, BYTES);
        let Some(bytes) = bytes.map_err(|error| error.to_string())? else {
            return Ok(None);
        };
        let text = std::str::from_utf8(&bytes).map_err(|error| error.to_string())?;
        let record = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        Ok(Some(record))
    }

    /// What is to be written, if it is not there yet. It counts as written from here on, also where the disk does not take
    /// it: nobody is told every second.
    fn take(&mut self, volume: Volume) -> Option<(Arc<FileStore>, String)> {
        let volume = self.chosen(volume);
        if volume == self.written {
            return None;
        }
        self.written = volume;
        self.changed = None;
        let record = Record {
            chosen: volume.into(),
            settings: self.settings.into(),
        };
        let text = toml::to_string(&record).ok()?;
        Some((Arc::clone(&self.store), text))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Last,
        (
            remember,
            remember_at_the_end
                .after(bevy::window::exit_on_all_closed)
                .run_if(on_message::<AppExit>),
        )
            .chain()
            .run_if(resource_exists::<Memory>),
    );
}

fn remember(time: Res<Time<Real>>, volume: Res<Volume>, mut memory: ResMut<Memory>) {
    let now = time.elapsed();
    if volume.is_changed() {
        let chosen = memory.chosen(*volume);
        memory.changed = (chosen != memory.written).then_some(now);
    }
    if memory
        .changed
        .is_some_and(|since| now.saturating_sub(since) >= SETTLES)
        && let Some((store, text)) = memory.take(*volume)
    {
        // no frame waits for a disk
        IoTaskPool::get()
            .spawn(async move { write(&store, &text) })
            .detach();
    }
}

fn remember_at_the_end(volume: Res<Volume>, mut memory: ResMut<Memory>) {
    if let Some((store, text)) = memory.take(*volume) {
        write(&store, &text);
    }
}

fn write(store: &FileStore, text: &str) {
    if let Err(error) = store.save(RECORD, text.as_bytes()) {
        tracing::warn!("the volume is not remembered: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::VolumeWish;

    fn store(folder: &tempfile::TempDir) -> Arc<FileStore> {
        Arc::new(FileStore::open(folder.path()).unwrap())
    }

    #[test]
    fn the_keys_count_until_the_settings_say_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder);
        let settings = Volume::default();
        let mut memory = Memory::new(Arc::clone(&store), settings);
        assert_eq!(memory.recall(), settings);
        let chosen = settings
            .after(VolumeWish::Softer)
            .after(VolumeWish::ToggleMusic);
        let (to, text) = memory.take(chosen).unwrap();
        write(&to, &text);
        assert!(memory.take(chosen).is_none());
        assert_eq!(Memory::new(Arc::clone(&store), settings).recall(), chosen);
        let changed = Volume {
            music: 20,
            ..settings
        };
        assert_eq!(Memory::new(Arc::clone(&store), changed).recall(), changed);
    }

    #[test]
    fn a_run_that_begins_in_silence_does_not_silence_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = Memory::new(store(&folder), Volume::default());
        let mut volume = memory.recall();
        memory.silence();
        volume.muted = true;
        assert!(memory.take(volume).is_none(), "nobody chose it");
        let (to, text) = memory.take(volume.after(VolumeWish::Softer)).unwrap();
        write(&to, &text);
        let next = Memory::new(to, Volume::default()).recall();
        assert_eq!((next.all, next.muted), (90, false));
        let on = volume.after(VolumeWish::ToggleSound);
        assert!(memory.take(on).is_some());
        let off = on.after(VolumeWish::ToggleSound);
        let (to, text) = memory.take(off).unwrap();
        write(&to, &text);
        assert!(
            Memory::new(to, Volume::default()).recall().muted,
            "M chose it"
        );
    }

    #[test]
    fn whatever_is_in_the_file_there_is_a_volume() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder);
        let settings = Volume::default();
        let record = |volume| {
            let chosen = Saved {
                volume,
                ..settings.into()
            };
            toml::to_string(&Record {
                chosen,
                settings: settings.into(),
            })
            .unwrap()
        };
        for text in ["", "chosen = 3", "\u{0}", &record(255)] {
            store.save(RECORD, text.as_bytes()).unwrap();
            let recalled = Memory::new(Arc::clone(&store), settings).recall();
            assert_eq!(recalled, settings, "{text}");
        }
        store.save(RECORD, &[0xff; 9_000]).unwrap();
        assert_eq!(Memory::new(store, settings).recall(), settings);
    }
}
