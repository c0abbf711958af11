//! Plays a tune round and round. Everything is laid out when the band is put together; playing takes no memory and next to no
//! time, for it is done where the sound card waits.

use super::score::{self, Song, TICKS};
use super::{Tune, songs};
use crate::sound::synth::{Note, Timbre, Voice};

/// Notes that sound at once, at most.
const POLYPHONY: usize = 24;

/// A band that plays one tune.
#[derive(Clone, Debug)]
pub struct Band {
    rate: u32,
    /// By time.
    beats: Vec<Beat>,
    /// The next of them.
    next: usize,
    /// Samples since the tune began, and how many it has.
    now: u64,
    length: u64,
    voices: Vec<(Voice, [f32; 2])>,
}

#[derive(Clone, Copy, Debug)]
struct Beat {
    at: u64,
    timbre: Timbre,
    note: Note,
    /// For the left ear and the right.
    ears: [f32; 2],
}

impl Band {
    /// A band at the beginning of the tune, at so many samples per second.
    #[must_use]
    pub fn new(tune: Tune, rate: u32) -> Self {
        let song = songs::song(tune);
        let tick = 60.0 * 4.0 * f64::from(rate) / (f64::from(song.tempo.max(1)) * f64::from(TICKS));
        let mut beats = beats(&song, tick, f64::from(rate.max(1)));
        // of notes at one time the order stays: that of the parts
        beats.sort_by_key(|beat| beat.at);
        Self {
            rate,
            beats,
            next: 0,
            now: 0,
            length: (f64::from(u32::from(song.bars) * TICKS) * tick) as u64,
            voices: Vec::with_capacity(POLYPHONY),
        }
    }

    /// From the beginning again; nothing sounds any more.
    pub fn rewind(&mut self) {
        self.next = 0;
        self.now = 0;
        self.voices.clear();
    }

    /// Samples from the beginning until the tune begins again.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The next sample for the left ear and the right.
    pub fn sample(&mut self) -> [f32; 2] {
        if self.now >= self.length {
            self.now = 0;
            self.next = 0;
        }
        self.begin_notes();
        self.now += 1;
        let mut sum = [0.0; 2];
        self.voices.retain_mut(|(voice, ears)| {
            let sample = voice.sample();
            sum = [sum[0] + sample * ears[0], sum[1] + sample * ears[1]];
            !voice.is_over()
        });
        sum
    }

    fn begin_notes(&mut self) {
        while let Some(beat) = self.beats.get(self.next).filter(|beat| beat.at <= self.now) {
            if self.voices.len() < POLYPHONY {
                let noise = u32::try_from(self.next).unwrap_or(0);
                let voice = Voice::new(&beat.timbre, beat.note, self.rate, noise);
                self.voices.push((voice, beat.ears));
            }
            self.next += 1;
        }
    }

    #[cfg(test)]
    fn sounding(&self) -> usize {
        self.voices.len()
    }
}

fn beats(song: &Song, tick: f64, rate: f64) -> Vec<Beat> {
    let mut beats = Vec::new();
    for part in song.parts {
        let right = 0.5 + 0.5 * part.pan.clamp(-1.0, 1.0);
        let ears = [1.0 - right, right].map(|share| (2.0 * share).sqrt());
        beats.extend(score::read(part, song.bars).iter().map(|written| Beat {
            at: (f64::from(written.at) * tick) as u64,
            timbre: part.instrument.timbre,
            note: Note {
                hz: written.hz,
                to: written.hz * part.instrument.slide,
                seconds: (f64::from(written.length) * tick / rate) as f32,
                level: part.level,
            },
            ears,
        }));
    }
    beats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once(tune: Tune, rate: u32) -> Vec<[f32; 2]> {
        let mut band = Band::new(tune, rate);
        (0..band.length()).map(|_| band.sample()).collect()
    }

    #[test]
    fn no_tune_is_too_loud_or_too_soft_and_none_is_one_sided() {
        for tune in Tune::ALL {
            let samples = once(tune, 16_000);
            let peak = samples
                .iter()
                .flatten()
                .fold(0.0_f32, |peak, s| peak.max(s.abs()));
            assert!((0.25..0.9).contains(&peak), "{tune:?}: {peak}");
            let power = |ear: usize| samples.iter().map(|s| s[ear] * s[ear]).sum::<f32>();
            let mean = ((power(0) + power(1)) / (2.0 * samples.len() as f32)).sqrt();
            assert!((0.03..0.25).contains(&mean), "{tune:?}: {mean}");
            assert!((0.7..1.4).contains(&(power(0) / power(1))), "{tune:?}");
        }
    }

    #[test]
    fn it_lasts_a_while_and_is_never_silent_for_long() {
        for tune in Tune::ALL {
            let samples = once(tune, 8_000);
            let seconds = samples.len() / 8_000;
            assert!((12..=60).contains(&seconds), "{tune:?}: {seconds} s");
            for second in samples.chunks(16_000) {
                assert!(second.iter().flatten().any(|s| s.abs() > 0.01), "{tune:?}");
            }
        }
    }

    #[test]
    fn it_goes_round_without_a_seam_and_is_the_same_every_time() {
        for tune in Tune::ALL {
            let mut band = Band::new(tune, 8_000);
            let rounds: Vec<Vec<_>> = (0..3)
                .map(|_| (0..band.length()).map(|_| band.sample()).collect())
                .collect();
            // the first one has nothing that rings on from before
            assert_eq!(rounds[1], rounds[2], "{tune:?}");
            band.rewind();
            let again: Vec<_> = (0..band.length()).map(|_| band.sample()).collect();
            assert_eq!(again, rounds[0], "{tune:?}");
            let largest = |samples: &[[f32; 2]]| {
                let jumps = samples
                    .windows(2)
                    .map(|pair| (pair[1][0] - pair[0][0]).abs());
                jumps.fold(0.0, f32::max)
            };
            let seam: Vec<_> = [&rounds[0][rounds[0].len() - 40..], &rounds[1][..40]].concat();
            assert!(largest(&seam) <= largest(&rounds[1]), "{tune:?}");
        }
    }

    #[test]
    fn no_note_is_left_out() {
        for tune in Tune::ALL {
            let mut band = Band::new(tune, 8_000);
            for _ in 0..2 * band.length() {
                band.sample();
                assert!(band.sounding() < POLYPHONY, "{tune:?}");
            }
        }
    }
}
