//! What the receiver sounds like. Everything is made here: effects and music are arithmetic, and nothing is loaded from
//! anywhere. The game never waits for sound: what is to be heard goes into a [`Speaker`] that drops what nobody takes, and a
//! thread of its own opens the device. Decides nothing about games or screens.
//!
//! Start with `effects` and `music` for what there is, `mixer` for how it comes together, `player` for the device. What is
//! played when: `arkanoid`, `plain` for games without sounds of their own, `room` and `screens`.

mod arkanoid;
mod cue;
pub mod effects;
mod four;
mod memory;
pub mod mixer;
pub mod music;
mod plain;
#[cfg(feature = "sound")]
mod player;
mod pong;
mod room;
mod screens;
mod snake;
mod speaker;
pub mod synth;
mod tales;
mod volume;
pub mod wav;

pub use cue::Cue;
pub use effects::Effect;
pub use memory::Memory;
pub use mixer::Mixer;
pub use music::Tune;
pub use speaker::{Feed, Speaker, pair};
pub use volume::{Volume, VolumeWish};

use crate::options::SoundOptions;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::identity::FileStore;
use std::sync::Arc;

/// What makes one game's sounds.
struct Presenter {
    /// The game's id.
    game: &'static str,
    /// Adds the systems that write [`Cue`]s for it.
    plugin: fn(&mut App),
    /// The tune of the moment, where it is not the usual one.
    tune: fn(&Stage) -> Option<Tune>,
}

/// All presenters, one line each. A game without one sounds of its points.
const PRESENTERS: &[Presenter] = &[
    arkanoid::PRESENTER,
    four::PRESENTER,
    snake::PRESENTER,
    pong::PRESENTER,
    tales::PRESENTER,
];

/// Everything that sound needs in a run.
pub struct Sound {
    /// Where what is to be heard goes.
    pub speaker: Speaker,
    /// How loud it is at the beginning.
    pub volume: Volume,
    /// Where the volume is remembered, if it is.
    pub memory: Option<Memory>,
}

/// Makes ready for sound where it is wanted. A device is opened later, on a thread of its own, as soon as something is to be
/// heard. What there is to say about it comes second.
#[must_use]
pub fn open(
    options: SoundOptions,
    store: Option<&Arc<FileStore>>,
) -> (Option<Sound>, Option<String>) {
    let speaker = match start(options.wanted) {
        Ok(Some(speaker)) => speaker,
        Ok(None) => return (None, options.asked.then(|| WITHOUT.to_owned())),
        Err(error) => return (None, Some(format!("there is no sound: {error}"))),
    };
    let memory = store.map(|store| Memory::new(Arc::clone(store), options.settings));
    let (memory, mut volume) = match memory {
        Some(mut memory) => {
            let volume = memory.recall();
            if options.muted {
                memory.silence();
            }
            (Some(memory), volume)
        }
        None => (None, options.settings),
    };
    volume.muted |= options.muted;
    let sound = Sound {
        speaker,
        volume,
        memory,
    };
    (Some(sound), None)
}

/// What is said where sound was asked for and there is none.
const WITHOUT: &str =
    "there is no sound: this receiver was built without it (--no-default-features)";

#[cfg(feature = "sound")]
fn start(wanted: bool) -> std::io::Result<Option<Speaker>> {
    if !wanted {
        return Ok(None);
    }
    let (speaker, feed) = pair();
    player::start(feed)?;
    Ok(Some(speaker))
}

#[cfg(not(feature = "sound"))]
fn start(_: bool) -> std::io::Result<Option<Speaker>> {
    Ok(None)
}

/// Adds sound to an app with the spine.
pub fn plugin(app: &mut App, sound: Sound) {
    memory::plugin(app);
    room::plugin(app);
    replay_plugin(app, sound);
}

/// Adds sound to an app that shows a replay: a stage, its screen and its news are all that there is.
pub fn replay_plugin(app: &mut App, sound: Sound) {
    app.insert_resource(sound.speaker)
        .insert_resource(sound.volume);
    if let Some(memory) = sound.memory {
        app.insert_resource(memory);
    }
    app.add_message::<Cue>()
        .add_message::<VolumeWish>()
        .add_systems(PostUpdate, speak);
    volume::plugin(app);
    screens::plugin(app);
    plain::plugin(app);
    for presenter in PRESENTERS {
        (presenter.plugin)(app);
    }
}

fn speak(mut cues: MessageReader<Cue>, speaker: Res<Speaker>) {
    for cue in cues.read() {
        speaker.play(*cue);
    }
}

fn presenter(game: &str) -> Option<&'static Presenter> {
    PRESENTERS.iter().find(|presenter| presenter.game == game)
}

/// So many semitones up the scale that everything is tuned to: five notes an octave, of which any two go together.
fn up_the_scale(place: usize) -> i8 {
    const SCALE: [i8; 5] = [0, 2, 4, 7, 9];
    let place = place.min(14);
    let octaves = i8::try_from(place / SCALE.len()).unwrap_or(0);
    12 * octaves + SCALE.get(place % SCALE.len()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_presenter_is_for_a_game_that_exists() {
        for presenter in PRESENTERS {
            assert!(couchpad_games::find(presenter.game).is_some());
        }
    }

    #[test]
    fn the_scale_rises_and_ends() {
        let notes: Vec<_> = (0..15).map(up_the_scale).collect();
        assert!(notes.is_sorted() && notes[5] == 12 && notes[14] == 33);
        assert_eq!(up_the_scale(usize::MAX), 33);
    }
}
