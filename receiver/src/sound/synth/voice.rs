//! A voice: one note with a beginning, a middle and an end, sample by sample. It begins and ends in silence, so that nothing
//! clicks.

use super::wave::{Swing, Wave, sine};

/// The shortest rise from silence, in seconds: a millisecond sounds struck, a jump sounds broken.
const SHORTEST_ATTACK: f32 = 0.001;
/// The shortest fall to silence, in seconds.
const SHORTEST_RELEASE: f32 = 0.004;
/// How fast a vibrato goes, in Hz.
const VIBRATO: f32 = 5.6;

/// How a voice sounds, whatever it plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timbre {
    /// Its wave.
    pub wave: Wave,
    /// Seconds from silence to its full level.
    pub attack: f32,
    /// Seconds in which it comes two thirds of the way from its full level to `sustain`.
    pub decay: f32,
    /// The share of its full level that it falls to while the note is held.
    pub sustain: f32,
    /// Seconds from the end of the note to silence.
    pub release: f32,
    /// What is higher than this, in Hz, is dampened.
    pub cut: f32,
    /// How far the pitch swings, as a share of it.
    pub vibrato: f32,
}

/// What it plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// The pitch at the beginning, in Hz.
    pub hz: f32,
    /// The pitch at the end, in Hz: it slides there.
    pub to: f32,
    /// How long it is held, in seconds; its release comes on top.
    pub seconds: f32,
    /// How loud, 0.0 to 1.0.
    pub level: f32,
}

/// A note that sounds.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    swing: Swing,
    wave: Wave,
    /// Of a period, for each sample; and what is added to it with each, while the note is held.
    step: f32,
    slide: f32,
    level: f32,
    loudness: f32,
    rise: f32,
    sustain: f32,
    fall: f32,
    /// Samples that it is still held, and samples of its release that are left, of how many.
    held: u32,
    left: u32,
    release: u32,
    is_rising: bool,
    damp: f32,
    dampened: f32,
    vibrato: f32,
    waver: f32,
    waver_step: f32,
}

impl Voice {
    /// Begins a note at so many samples per second. Another `noise`, another noise of the noisy waves.
    #[must_use]
    pub fn new(timbre: &Timbre, note: Note, rate: u32, noise: u32) -> Self {
        let rate = rate.max(1) as f32;
        let held = samples(note.seconds, rate).max(1);
        let release = samples(timbre.release.max(SHORTEST_RELEASE), rate).max(2);
        let corner = std::f32::consts::TAU * timbre.cut.clamp(20.0, 20_000.0) / rate;
        Self {
            swing: Swing::new(noise),
            wave: timbre.wave,
            step: pitch(note.hz, rate),
            slide: (pitch(note.to, rate) - pitch(note.hz, rate)) / held as f32,
            level: note.level.clamp(0.0, 1.0),
            loudness: 0.0,
            rise: 1.0 / (timbre.attack.max(SHORTEST_ATTACK) * rate),
            sustain: timbre.sustain.clamp(0.0, 1.0),
            fall: decay(timbre.decay, rate),
            held,
            left: release,
            release,
            is_rising: true,
            damp: corner / (1.0 + corner),
            dampened: 0.0,
            vibrato: timbre.vibrato.clamp(0.0, 0.5),
            waver: 0.0,
            waver_step: VIBRATO / rate,
        }
    }

    /// Whether it is silent for good.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.left == 0
    }

    /// Lets go of the note now.
    pub fn let_go(&mut self) {
        self.held = 0;
    }

    /// The next sample, -1.0 to 1.0.
    pub fn sample(&mut self) -> f32 {
        if self.is_over() {
            return 0.0;
        }
        let loudness = self.envelope();
        let mut step = self.step;
        if self.vibrato > 0.0 {
            self.waver += self.waver_step;
            if self.waver >= 1.0 {
                self.waver -= 1.0;
            }
            step *= 1.0 + self.vibrato * sine(self.waver);
        }
        let wave = self.swing.next(self.wave, step);
        self.dampened += self.damp * (wave - self.dampened);
        self.dampened * loudness * self.level
    }

    fn envelope(&mut self) -> f32 {
        let now = self.loudness;
        if self.is_rising {
            self.loudness += self.rise;
            if self.loudness >= 1.0 {
                self.loudness = 1.0;
                self.is_rising = false;
            }
        } else {
            self.loudness = self.sustain + (self.loudness - self.sustain) * self.fall;
        }
        if self.held > 0 {
            self.held -= 1;
            self.step += self.slide;
            return now;
        }
        self.left -= 1;
        now * self.left as f32 / self.release as f32
    }
}

fn samples(seconds: f32, rate: f32) -> u32 {
    // a note never lasts longer than half a minute, whatever was asked for
    (seconds.clamp(0.0, 30.0) * rate) as u32
}

/// No tone is higher than what the samples can show.
fn pitch(hz: f32, rate: f32) -> f32 {
    (hz / rate).clamp(0.0, 0.45)
}

/// What is left of a level after one sample, for it to be a third after so many seconds: the first terms of the exponential.
fn decay(seconds: f32, rate: f32) -> f32 {
    let x = 1.0 / (seconds.max(0.002) * rate).max(2.0);
    1.0 - x + 0.5 * x * x
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLUCK: Timbre = Timbre {
        wave: Wave::Pulse(0.25),
        attack: 0.002,
        decay: 0.1,
        sustain: 0.2,
        release: 0.05,
        cut: 6_000.0,
        vibrato: 0.01,
    };
    const NOTE: Note = Note {
        hz: 440.0,
        to: 660.0,
        seconds: 0.3,
        level: 0.8,
    };

    fn play(timbre: &Timbre, note: Note, rate: u32) -> Vec<f32> {
        let mut voice = Voice::new(timbre, note, rate, 1);
        let mut samples = Vec::new();
        while !voice.is_over() {
            samples.push(voice.sample());
        }
        samples
    }

    #[test]
    fn it_lasts_as_long_as_its_note_and_its_release() {
        for rate in [22_050, 44_100, 48_000] {
            let seconds = play(&PLUCK, NOTE, rate).len() as f32 / rate as f32;
            assert!((seconds - 0.35).abs() < 0.001, "{rate}: {seconds}");
        }
    }

    #[test]
    fn it_begins_and_ends_in_silence_and_never_jumps() {
        let soft = Timbre {
            wave: Wave::Sine,
            ..PLUCK
        };
        let samples = play(&soft, NOTE, 44_100);
        assert_eq!(samples.first(), Some(&0.0));
        assert_eq!(samples.last().map(|s| s.abs()), Some(0.0));
        // the steepest that a sine of 660 Hz gets at this level
        let steepest = 0.8 * std::f32::consts::TAU * 660.0 * 1.02 / 44_100.0;
        for pair in samples.windows(2) {
            assert!((pair[1] - pair[0]).abs() < steepest + 0.02, "{pair:?}");
        }
    }

    #[test]
    fn let_go_it_ends_within_its_release() {
        let mut voice = Voice::new(
            &PLUCK,
            Note {
                seconds: 20.0,
                ..NOTE
            },
            44_100,
            1,
        );
        for _ in 0..1_000 {
            voice.sample();
        }
        voice.let_go();
        let rest = (0..).take_while(|_| {
            voice.sample();
            !voice.is_over()
        });
        assert!(rest.count() <= 2_205);
        assert_eq!(voice.sample(), 0.0);
    }

    #[test]
    fn whatever_is_asked_for_stays_within_bounds() {
        let wild = Timbre {
            wave: Wave::Saw,
            attack: -1.0,
            decay: 0.0,
            sustain: 9.0,
            release: -3.0,
            cut: 1e9,
            vibrato: 7.0,
        };
        let note = Note {
            hz: 1e9,
            to: -5.0,
            seconds: 1e9,
            level: 40.0,
        };
        let mut voice = Voice::new(&wild, note, 8_000, 0);
        for _ in 0..8_000 * 31 {
            assert!(voice.sample().abs() <= 1.001);
        }
        assert!(voice.is_over());
    }
}
