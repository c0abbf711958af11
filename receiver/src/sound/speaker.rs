//! The two ends of the line between the game and the sound card: what is wished for goes in without waiting, and is read
//! without waiting. Where nobody reads, what is too much is dropped.

use super::cue::Cue;
use super::music::Tune;
use bevy::prelude::Resource;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};

/// Effects that wait to be heard, at most: more than a few milliseconds' worth is none any more.
const WAITING: usize = 64;
/// No tune.
const NONE: u8 = u8::MAX;

/// What holds until something else is wished for.
#[derive(Debug, Default)]
struct Wishes {
    /// Factors, as the bits of floats.
    effects: AtomicU32,
    music: AtomicU32,
    tune: AtomicU8,
    hushed: AtomicBool,
    /// Whole seconds of silence so far.
    silence: AtomicU32,
    /// A device plays.
    is_awake: AtomicBool,
    /// The game is gone.
    is_over: AtomicBool,
}

/// The game's end.
#[derive(Resource, Debug)]
pub struct Speaker {
    cues: Sender<Cue>,
    wake: Sender<()>,
    wishes: Arc<Wishes>,
}

/// The sound card's end.
#[derive(Clone, Debug)]
pub struct Feed {
    cues: Receiver<Cue>,
    wake: Receiver<()>,
    wishes: Arc<Wishes>,
}

/// A line.
#[must_use]
pub fn pair() -> (Speaker, Feed) {
    let (cues, heard) = bounded(WAITING);
    let (wake, woken) = bounded(1);
    let wishes = Arc::new(Wishes {
        tune: AtomicU8::new(NONE),
        ..Wishes::default()
    });
    let speaker = Speaker {
        cues,
        wake,
        wishes: Arc::clone(&wishes),
    };
    let feed = Feed {
        cues: heard,
        wake: woken,
        wishes,
    };
    (speaker, feed)
}

impl Speaker {
    /// An effect is to sound now. With the volume at nothing it is dropped.
    pub fn play(&self, cue: Cue) {
        if factor(&self.wishes.effects) > 0.0 {
            // full: nobody listens, or too much happens at once to be heard
            let _ = self.cues.try_send(cue);
            self.wake();
        }
    }

    /// This tune is to play, or none, until another one is wished for.
    pub fn set_tune(&self, tune: Option<Tune>) {
        let number = tune.map_or(NONE, |tune| tune as u8);
        self.wishes.tune.store(number, Ordering::Relaxed);
        if tune.is_some() && factor(&self.wishes.music) > 0.0 {
            self.wake();
        }
    }

    /// The music is to be soft, or as usual.
    pub fn hush(&self, hushed: bool) {
        self.wishes.hushed.store(hushed, Ordering::Relaxed);
    }

    /// How loud effects and music are to be: factors from 0.0 to 1.0.
    pub fn set_gains(&self, effects: f32, music: f32) {
        for (place, gain) in [(&self.wishes.effects, effects), (&self.wishes.music, music)] {
            place.store(gain.clamp(0.0, 1.0).to_bits(), Ordering::Relaxed);
        }
    }

    fn wake(&self) {
        if !self.wishes.is_awake.load(Ordering::Relaxed) {
            // full: it is being woken already
            let _ = self.wake.try_send(());
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.wishes.is_over.store(true, Ordering::Relaxed);
    }
}

impl Feed {
    /// The next effect that waits.
    #[must_use]
    pub fn next_cue(&self) -> Option<Cue> {
        self.cues.try_recv().ok()
    }

    /// Drops every effect that waits.
    pub fn forget_cues(&self) {
        while self.next_cue().is_some() {}
    }

    /// The tune that is to play.
    #[must_use]
    pub fn tune(&self) -> Option<Tune> {
        let number = usize::from(self.wishes.tune.load(Ordering::Relaxed));
        Tune::ALL.get(number).copied()
    }

    /// Whether the music is to be soft.
    #[must_use]
    pub fn is_hushed(&self) -> bool {
        self.wishes.hushed.load(Ordering::Relaxed)
    }

    /// How loud effects are to be, 0.0 to 1.0.
    #[must_use]
    pub fn effects_gain(&self) -> f32 {
        factor(&self.wishes.effects)
    }

    /// How loud the music is to be, 0.0 to 1.0.
    #[must_use]
    pub fn music_gain(&self) -> f32 {
        factor(&self.wishes.music)
    }

    /// Tells for how many seconds there was silence.
    pub fn tell_silence(&self, seconds: u32) {
        self.wishes.silence.store(seconds, Ordering::Relaxed);
    }

    /// For how many seconds there was silence.
    #[must_use]
    pub fn silence(&self) -> u32 {
        self.wishes.silence.load(Ordering::Relaxed)
    }

    /// Tells whether a device plays. While none does, whatever is to be heard wakes.
    pub fn set_awake(&self, awake: bool) {
        self.tell_silence(0);
        self.wishes.is_awake.store(awake, Ordering::Relaxed);
    }

    /// Waits until something is to be heard. `false`: never again.
    #[must_use]
    pub fn wait(&self) -> bool {
        self.wake.recv().is_ok()
    }

    /// Whether the game is gone.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.wishes.is_over.load(Ordering::Relaxed)
    }
}

fn factor(bits: &AtomicU32) -> f32 {
    f32::from_bits(bits.load(Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::effects::Effect;

    #[test]
    fn nobody_waits_for_anybody() {
        let (speaker, feed) = pair();
        speaker.set_gains(1.0, 1.0);
        for _ in 0..10 * WAITING {
            speaker.play(Cue::plain(Effect::Brick));
        }
        let waiting = std::iter::from_fn(|| feed.next_cue()).count();
        assert_eq!((waiting, feed.next_cue()), (WAITING, None));
    }

    #[test]
    fn what_is_not_to_be_heard_wakes_nobody() {
        let (speaker, feed) = pair();
        speaker.play(Cue::plain(Effect::Brick));
        speaker.set_tune(Some(Tune::Lobby));
        assert!(feed.next_cue().is_none() && feed.wake.is_empty());
        speaker.set_gains(0.0, 0.5);
        speaker.set_tune(Some(Tune::Play));
        assert!(feed.wait() && feed.tune() == Some(Tune::Play));
        feed.set_awake(true);
        speaker.set_tune(Some(Tune::Lobby));
        assert!(feed.wake.is_empty());
        speaker.set_tune(None);
        assert_eq!(feed.tune(), None);
    }

    #[test]
    fn the_card_hears_when_the_game_is_gone() {
        let (speaker, feed) = pair();
        assert!(!feed.is_over());
        drop(speaker);
        assert!(feed.is_over() && !feed.wait());
    }
}
