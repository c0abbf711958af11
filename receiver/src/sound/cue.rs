//! What is to be heard: an effect, how high, from where and how loud.

use super::effects::Effect;
use bevy::prelude::Message;

/// An effect that is to sound now.
#[derive(Message, Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// Which.
    pub effect: Effect,
    /// So many semitones higher.
    pub semitones: i8,
    /// From where: -1.0 is the left, 1.0 the right.
    pub pan: f32,
    /// Of its usual loudness, 0.0 to 1.0.
    pub gain: f32,
}

impl Cue {
    /// The effect as it is, from the middle.
    #[must_use]
    pub const fn plain(effect: Effect) -> Self {
        Self {
            effect,
            semitones: 0,
            pan: 0.0,
            gain: 1.0,
        }
    }

    /// So many semitones higher.
    #[must_use]
    pub const fn higher(mut self, semitones: i8) -> Self {
        self.semitones = semitones;
        self
    }

    /// From there.
    #[must_use]
    pub const fn from(mut self, pan: f32) -> Self {
        self.pan = pan;
        self
    }

    /// That much softer.
    #[must_use]
    pub const fn softer(mut self, gain: f32) -> Self {
        self.gain = gain;
        self
    }
}
