//! A layer of an effect: one note of one voice, some time after the effect begins.

use crate::sound::synth::{Note, RATE, Timbre, Voice, Wave};

#[derive(Clone, Copy, Debug)]
pub(super) struct Layer {
    timbre: Timbre,
    note: Note,
    /// Seconds after the effect began.
    at: f32,
}

/// A struck note of this pitch in Hz, gone after so many seconds.
pub(super) const fn strike(wave: Wave, hz: f32, seconds: f32) -> Layer {
    Layer {
        timbre: Timbre {
            wave,
            attack: 0.001,
            decay: seconds / 2.5,
            sustain: 0.0,
            release: 0.012,
            cut: 9_000.0,
            vibrato: 0.0,
        },
        note: Note {
            hz,
            to: hz,
            seconds,
            level: 1.0,
        },
        at: 0.0,
    }
}

/// A note that is held for so many seconds, and fades.
pub(super) const fn hold(wave: Wave, hz: f32, seconds: f32) -> Layer {
    let mut layer = strike(wave, hz, seconds);
    layer.timbre.attack = 0.006;
    layer.timbre.sustain = 0.6;
    layer.timbre.release = 0.09;
    layer
}

impl Layer {
    /// So many seconds after the effect began.
    pub(super) const fn at(mut self, seconds: f32) -> Self {
        self.at = seconds;
        self
    }

    /// Slides to this pitch.
    pub(super) const fn to(mut self, hz: f32) -> Self {
        self.note.to = hz;
        self
    }

    /// As loud beside the other layers.
    pub(super) const fn level(mut self, level: f32) -> Self {
        self.note.level = level;
        self
    }

    /// Softer: what is higher than this is dampened.
    pub(super) const fn cut(mut self, hz: f32) -> Self {
        self.timbre.cut = hz;
        self
    }

    /// Rises for so many seconds instead of being struck.
    pub(super) const fn swell(mut self, seconds: f32) -> Self {
        self.timbre.attack = seconds;
        self
    }

    /// Rings on for so many seconds.
    pub(super) const fn ring(mut self, seconds: f32) -> Self {
        self.timbre.release = seconds;
        self
    }

    /// Wavers by this share of its pitch.
    pub(super) const fn waver(mut self, share: f32) -> Self {
        self.timbre.vibrato = share;
        self
    }
}

/// All layers together, as long as the longest.
pub(super) fn mix(layers: &[Layer]) -> Vec<f32> {
    let mut samples = Vec::new();
    for (number, layer) in (1..).zip(layers) {
        let start = (layer.at * RATE as f32) as usize;
        let mut voice = Voice::new(&layer.timbre, layer.note, RATE, number);
        for place in start.. {
            if voice.is_over() {
                break;
            }
            if samples.len() <= place {
                samples.resize(place + 1, 0.0);
            }
            if let Some(sample) = samples.get_mut(place) {
                *sample += voice.sample();
            }
        }
    }
    samples
}
