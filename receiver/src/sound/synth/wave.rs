//! One period of a tone, and noise.

/// The shape of a wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wave {
    /// Pure and soft.
    Sine,
    /// Hollow and soft.
    Triangle,
    /// Reedy; high for this share of each period.
    Pulse(f32),
    /// Bright.
    Saw,
    /// Noise of all pitches; the note's is not heard.
    Noise,
    /// Noise without its low half: cymbals, sparks.
    Hiss,
}

/// Where a wave stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Swing {
    /// 0.0 to 1.0 within the period.
    phase: f32,
    noise: u32,
    before: f32,
}

impl Swing {
    /// At the beginning. Another number, another noise.
    pub(super) fn new(noise: u32) -> Self {
        Self {
            phase: 0.0,
            // never zero: it would stay so
            noise: noise.wrapping_mul(0x9E37_79B9) | 1,
            before: 0.0,
        }
    }

    /// The next sample, -1.0 to 1.0; `step` is the share of a period that a sample takes.
    pub(super) fn next(&mut self, wave: Wave, step: f32) -> f32 {
        let phase = self.phase;
        self.phase += step;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
        }
        match wave {
            Wave::Sine => sine(phase),
            Wave::Triangle => triangle(phase),
            Wave::Pulse(share) => pulse(phase, step, share),
            Wave::Saw => 2.0 * phase - 1.0 - smooth(phase, step),
            Wave::Noise => self.noise(),
            Wave::Hiss => {
                let now = self.noise();
                let high = 0.5 * (now - self.before);
                self.before = now;
                high
            }
        }
    }

    fn noise(&mut self) -> f32 {
        self.noise ^= self.noise << 13;
        self.noise ^= self.noise >> 17;
        self.noise ^= self.noise << 5;
        // 24 bits, which a float holds exactly
        (self.noise >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

/// The sine of a whole turn's share, within 0.1 %.
pub(super) fn sine(phase: f32) -> f32 {
    let x = if phase < 0.5 { phase } else { phase - 1.0 };
    let bow = 8.0 * x - 16.0 * x * x.abs();
    0.225 * (bow * bow.abs() - bow) + bow
}

/// Starts at zero and rises, like the sine.
fn triangle(phase: f32) -> f32 {
    let x = if phase < 0.75 { phase } else { phase - 1.0 };
    1.0 - 4.0 * (x - 0.25).abs()
}

fn pulse(phase: f32, step: f32, share: f32) -> f32 {
    // what is narrower than a sample could be missed by all of them
    let narrowest = step.clamp(0.05, 0.5);
    let share = share.clamp(narrowest, 1.0 - narrowest);
    let fallen = if phase < share {
        phase + 1.0 - share
    } else {
        phase - share
    };
    let square = if phase < share { 1.0 } else { -1.0 };
    // around zero, so that a note does not begin and end with a thump
    let bias = 2.0 * share - 1.0;
    (square + smooth(phase, step) - smooth(fallen, step) - bias) / (1.0 + bias.abs())
}

/// What takes the edge off a jump of 2 at the start of a period, so that it does not sound of pitches that are not there.
fn smooth(phase: f32, step: f32) -> f32 {
    if step <= 0.0 {
        0.0
    } else if phase < step {
        let x = phase / step;
        2.0 * x - x * x - 1.0
    } else if phase > 1.0 - step {
        let x = (phase - 1.0) / step;
        x * x + 2.0 * x + 1.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Wave; 7] = [
        Wave::Sine,
        Wave::Triangle,
        Wave::Pulse(0.5),
        Wave::Pulse(0.125),
        Wave::Saw,
        Wave::Noise,
        Wave::Hiss,
    ];

    fn samples(wave: Wave, step: f32) -> Vec<f32> {
        let mut swing = Swing::new(1);
        (0..20_000).map(|_| swing.next(wave, step)).collect()
    }

    #[test]
    fn every_wave_stays_within_its_bounds_and_around_zero() {
        for wave in ALL {
            for step in [0.001, 0.01, 0.093, 0.4] {
                let samples = samples(wave, step);
                let peak = samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
                assert!(peak <= 1.0001, "{wave:?} at {step}: {peak}");
                assert!(peak > 0.3, "{wave:?} at {step}: {peak}");
                let mean = samples.iter().sum::<f32>() / samples.len() as f32;
                assert!(mean.abs() < 0.02, "{wave:?} at {step}: {mean}");
            }
        }
    }

    #[test]
    fn the_sine_is_one() {
        for degree in 0_u8..=180 {
            let phase = f32::from(degree) / 180.0 * 0.999;
            let truth = (std::f32::consts::TAU * phase).sin();
            assert!((sine(phase) - truth).abs() < 0.0012, "{phase}");
        }
    }

    #[test]
    fn a_tone_has_the_pitch_that_was_asked_for() {
        for wave in [Wave::Sine, Wave::Triangle, Wave::Pulse(0.3), Wave::Saw] {
            let samples = samples(wave, 0.01);
            let rises = samples
                .windows(2)
                .filter(|pair| pair[0] <= 0.0 && pair[1] > 0.0);
            assert!((198..=201).contains(&rises.count()), "{wave:?}");
        }
    }

    #[test]
    fn noise_differs_by_its_number_and_repeats_with_it() {
        let noise = |number| {
            let mut swing = Swing::new(number);
            (0..64)
                .map(|_| swing.next(Wave::Noise, 0.1))
                .collect::<Vec<_>>()
        };
        assert_eq!(noise(3), noise(3));
        assert_ne!(noise(3), noise(4));
        assert_ne!(noise(0), vec![noise(0)[0]; 64]);
    }
}
