//! Notes by name and number, in twelve equal steps an octave; 60 is the middle C, 69 the A of 440 Hz.

/// What each step within an octave multiplies a frequency by.
const STEPS: [f32; 12] = [
    1.0,
    1.059_463_1,
    1.122_462,
    1.189_207_1,
    1.259_921,
    1.334_839_9,
    std::f32::consts::SQRT_2,
    1.498_307_1,
    1.587_401,
    1.681_792_8,
    1.781_797_4,
    1.887_748_6,
];
/// The lowest C that there is a number for, in Hz.
const LOWEST: f32 = 8.175_799;

/// What a frequency is multiplied by to be so many semitones higher; at most four octaves either way.
#[must_use]
pub fn ratio(semitones: i32) -> f32 {
    let semitones = semitones.clamp(-48, 48);
    let step = usize::try_from(semitones.rem_euclid(12)).unwrap_or(0);
    let mut ratio = STEPS.get(step).copied().unwrap_or(1.0);
    let octaves = semitones.div_euclid(12);
    for _ in 0..octaves.abs() {
        ratio *= if octaves > 0 { 2.0 } else { 0.5 };
    }
    ratio
}

/// The frequency of a note, in Hz.
#[must_use]
pub fn hertz(note: u8) -> f32 {
    let octave = (0..note / 12).fold(LOWEST, |hz, _| hz * 2.0);
    octave * ratio(i32::from(note % 12))
}

/// Reads a note's name like `c4`, `f#3` or `eb5`; octaves 0 to 8.
#[must_use]
pub fn read_note(name: &str) -> Option<u8> {
    let mut signs = name.chars();
    let step = match signs.next()? {
        'c' => 0,
        'd' => 2,
        'e' => 4,
        'f' => 5,
        'g' => 7,
        'a' => 9,
        'b' => 11,
        _ => return None,
    };
    let rest = signs.as_str();
    let (shift, octave) = match rest.strip_prefix('#') {
        Some(octave) => (1, octave),
        None => match rest.strip_prefix('b') {
            Some(octave) => (-1, octave),
            None => (0, rest),
        },
    };
    let octave: i32 = octave
        .parse()
        .ok()
        .filter(|octave| (0..=8).contains(octave))?;
    u8::try_from(12 * (octave + 1) + step + shift).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_a_has_440_hertz_and_an_octave_doubles() {
        for (note, hz) in [(69, 440.0), (81, 880.0), (57, 220.0), (60, 261.625_58)] {
            assert!(
                (hertz(note) / hz - 1.0).abs() < 1e-5,
                "{note}: {}",
                hertz(note)
            );
        }
        assert_eq!((ratio(0), ratio(12), ratio(-24)), (1.0, 2.0, 0.25));
        assert!((ratio(7) * ratio(-7) - 1.0).abs() < 1e-5);
        assert_eq!(ratio(i32::MAX), ratio(48));
    }

    #[test]
    fn names_are_read_and_what_is_none_is_not() {
        for (name, note) in [
            ("c4", 60),
            ("a4", 69),
            ("f#3", 54),
            ("eb5", 75),
            ("cb4", 59),
            ("c0", 12),
        ] {
            assert_eq!(read_note(name), Some(note), "{name}");
        }
        for none in ["", "h4", "c", "c9", "c-1", "c##4", ".", "-", "c4x"] {
            assert_eq!(read_note(none), None, "{none}");
        }
    }
}
