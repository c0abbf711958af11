//! How a tune is written down: parts of bars of text. A bar is a line of signs with spaces between, all of the same length:
//! a note (`c4`, `eb5`), several at once (`c4+e4+g4`), `x` for the instrument's own pitch, `-` to hold on, `.` to be silent.

use crate::sound::synth::{Timbre, hertz, read_note};

/// Parts of a bar that everything falls on: enough for halves and thirds of a beat.
pub(super) const TICKS: u32 = 48;

/// A tune as it is written down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Song {
    /// Quarters a minute; four are a bar.
    pub(super) tempo: u16,
    /// After so many bars it begins again.
    pub(super) bars: u16,
    pub(super) parts: &'static [Part],
}

/// One instrument's part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) instrument: Instrument,
    /// Of each of its notes, 0.0 to 1.0.
    pub(super) level: f32,
    /// -1.0 for the left to 1.0 for the right.
    pub(super) pan: f32,
    /// Over and over, as long as the tune lasts.
    pub(super) bars: &'static [&'static str],
}

/// What plays a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instrument {
    pub(super) timbre: Timbre,
    /// The pitch of `x`, in Hz.
    pub(super) own: f32,
    /// How far a note slides: 1.0 not at all.
    pub(super) slide: f32,
}

/// One note of a part: when, how long, and its pitch in Hz.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    /// In ticks from the tune's beginning.
    pub(super) at: u32,
    /// In ticks.
    pub(super) length: u32,
    pub(super) hz: f32,
}

/// The notes of a part, by time. What cannot be read is silent; the tests see to it that there is no such thing.
pub(super) fn read(part: &Part, bars: u16) -> Vec<Written> {
    let mut notes: Vec<Written> = Vec::new();
    for (number, bar) in (0..u32::from(bars)).zip(part.bars.iter().cycle()) {
        let count = bar.split_whitespace().count();
        let each = u32::try_from(count).map_or(0, |count| TICKS / count.max(1));
        for (place, sign) in (0..).zip(bar.split_whitespace()) {
            let at = number * TICKS + place * each;
            if sign == "-" {
                hold_on(&mut notes, at, each);
            }
            notes.extend(pitches(sign, part.instrument.own).map(|hz| Written {
                at,
                length: each,
                hz,
            }));
        }
    }
    notes
}

/// Whatever would end just now goes on: a note, or all of a chord.
fn hold_on(notes: &mut [Written], at: u32, each: u32) {
    let Some(last) = notes.last().copied() else {
        return;
    };
    if last.at + last.length != at {
        return;
    }
    for note in notes.iter_mut().rev().take_while(|note| note.at == last.at) {
        note.length += each;
    }
}

fn pitches(sign: &str, own: f32) -> impl Iterator<Item = f32> {
    sign.split('+').filter_map(move |name| match name {
        "x" => Some(own),
        name => read_note(name).map(hertz),
    })
}

#[cfg(test)]
mod tests {
    use super::super::songs;
    use super::*;
    use crate::sound::music::Tune;

    const BARS: &[&str] = &["c4+e4 - . a4", "x"];

    fn part(bars: &'static [&'static str]) -> Part {
        Part {
            bars,
            ..songs::song(Tune::Play).parts[0]
        }
    }

    #[test]
    fn a_bar_is_read_as_it_is_written() {
        let part = part(BARS);
        let notes = read(&part, 3);
        let times: Vec<_> = notes.iter().map(|note| (note.at, note.length)).collect();
        let again = [(96, 24), (96, 24), (132, 12)];
        assert_eq!(times[..4], [(0, 24), (0, 24), (36, 12), (48, 48)]);
        assert_eq!(times[4..], again);
        assert_eq!(notes[0].hz, hertz(60));
        assert_eq!(notes[1].hz, hertz(64));
        assert_eq!(notes[3].hz, part.instrument.own);
    }

    #[test]
    fn a_note_may_be_held_over_the_bar() {
        let held = read(&part(&["c4 -", "- c4"]), 2);
        let times: Vec<_> = held.iter().map(|note| (note.at, note.length)).collect();
        assert_eq!(times, [(0, 72), (72, 24)]);
        assert_eq!(read(&part(&[". -"]), 1), []);
        assert_eq!(read(&part(&["c4 . - -"]), 1)[0].length, 12);
    }

    #[test]
    fn every_tune_is_written_without_a_slip() {
        for tune in Tune::ALL {
            let song = songs::song(tune);
            assert!((40..=200).contains(&song.tempo) && song.bars > 0);
            for part in song.parts {
                assert_eq!(
                    usize::from(song.bars) % part.bars.len(),
                    0,
                    "{tune:?}: {part:?}"
                );
                for bar in part.bars {
                    let signs: Vec<_> = bar.split_whitespace().collect();
                    assert_eq!(TICKS as usize % signs.len(), 0, "{tune:?}: {bar}");
                    for sign in signs {
                        let known = matches!(sign, "." | "-" | "x")
                            || sign.split('+').all(|name| read_note(name).is_some());
                        assert!(known, "{tune:?}: `{sign}` in {bar}");
                    }
                }
            }
        }
    }
}
