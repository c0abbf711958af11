//! The tunes. Change them with a text editor and listen with `cargo run --example sounds`.
//!
//! Lobby and results are in C, play in A minor: the white keys, which the effects are tuned to. The boss is in D minor, with
//! an E flat that does not belong.

use super::Tune;
use super::score::{Instrument, Part, Song};
use crate::sound::synth::{Timbre, Wave};

pub(super) const fn song(tune: Tune) -> Song {
    match tune {
        Tune::Lobby => LOBBY,
        Tune::Play => PLAY,
        Tune::Boss => BOSS,
        Tune::Results => RESULTS,
    }
}

const fn instrument(timbre: Timbre) -> Instrument {
    Instrument {
        timbre,
        own: 440.0,
        slide: 1.0,
    }
}

/// What has no pitch to speak of: gone after so many seconds.
const fn drum(wave: Wave, seconds: f32, cut: f32) -> Timbre {
    Timbre {
        wave,
        attack: 0.001,
        decay: seconds / 2.5,
        sustain: 0.0,
        release: 0.03,
        cut,
        vibrato: 0.0,
    }
}

const BASS: Instrument = instrument(Timbre {
    wave: Wave::Triangle,
    attack: 0.004,
    decay: 0.22,
    sustain: 0.45,
    release: 0.05,
    cut: 1_400.0,
    vibrato: 0.0,
});
const GROWL: Instrument = instrument(Timbre {
    wave: Wave::Saw,
    attack: 0.003,
    decay: 0.12,
    sustain: 0.35,
    release: 0.04,
    cut: 700.0,
    vibrato: 0.0,
});
const PLUCK: Instrument = instrument(Timbre {
    wave: Wave::Pulse(0.25),
    attack: 0.002,
    decay: 0.09,
    sustain: 0.0,
    release: 0.09,
    cut: 2_600.0,
    vibrato: 0.0,
});
const LEAD: Instrument = instrument(Timbre {
    wave: Wave::Pulse(0.5),
    attack: 0.012,
    decay: 0.3,
    sustain: 0.5,
    release: 0.09,
    cut: 2_200.0,
    vibrato: 0.006,
});
const PAD: Instrument = instrument(Timbre {
    wave: Wave::Triangle,
    attack: 0.3,
    decay: 1.5,
    sustain: 0.7,
    release: 0.6,
    cut: 1_200.0,
    vibrato: 0.003,
});
const BELL: Instrument = instrument(Timbre {
    wave: Wave::Sine,
    attack: 0.002,
    decay: 0.4,
    sustain: 0.0,
    release: 0.6,
    cut: 8_000.0,
    vibrato: 0.0,
});
const KICK: Instrument = Instrument {
    timbre: drum(Wave::Sine, 0.22, 4_000.0),
    own: 130.0,
    slide: 0.3,
};
const SNARE: Instrument = instrument(drum(Wave::Noise, 0.14, 4_500.0));
const HAT: Instrument = instrument(drum(Wave::Hiss, 0.05, 9_000.0));

const fn part(instrument: Instrument, level: f32, pan: f32, bars: &'static [&'static str]) -> Part {
    Part {
        instrument,
        level,
        pan,
        bars,
    }
}

const PLAY: Song = Song {
    tempo: 126,
    bars: 16,
    parts: &[
        part(BASS, 0.26, 0.0, PLAY_BASS),
        part(PLUCK, 0.1, -0.35, PLAY_ARPEGGIO),
        part(LEAD, 0.12, 0.2, PLAY_LEAD),
        part(BELL, 0.14, 0.4, PLAY_BELL),
        part(KICK, 0.3, 0.0, &["x . x . x . x ."]),
        part(SNARE, 0.08, 0.1, &[". x . x"]),
        part(HAT, 0.08, -0.2, &[". x . x . x . x"]),
    ],
};
const PLAY_BASS: &[&str] = &[
    "a1 . a2 a1 . a1 a2 e2",
    "f1 . f2 f1 . f1 f2 c2",
    "c2 . c3 c2 . c2 c3 g2",
    "g1 . g2 g1 . g1 g2 d2",
    "a1 . a2 a1 . a1 a2 e2",
    "f1 . f2 f1 . f1 f2 c2",
    "d2 . d3 d2 . d2 d3 a2",
    "e1 . e2 e1 . e1 e2 b1",
    "f1 . f2 f1 . f1 f2 c2",
    "g1 . g2 g1 . g1 g2 d2",
    "e1 . e2 e1 . e1 e2 b1",
    "a1 . a2 a1 . a1 a2 e2",
    "f1 . f2 f1 . f1 f2 c2",
    "g1 . g2 g1 . g1 g2 d2",
    "c2 . c3 c2 . c2 c3 g2",
    "e1 . e2 e1 . e1 e2 b1",
];
const PLAY_ARPEGGIO: &[&str] = &[
    "a3 c4 e4 c4 a4 e4 c4 e4 a3 c4 e4 c4 a4 e4 c4 e4",
    "f3 a3 c4 a3 f4 c4 a3 c4 f3 a3 c4 a3 f4 c4 a3 c4",
    "g3 c4 e4 c4 g4 e4 c4 e4 g3 c4 e4 c4 g4 e4 c4 e4",
    "g3 b3 d4 b3 g4 d4 b3 d4 g3 b3 d4 b3 g4 d4 b3 d4",
    "a3 c4 e4 c4 a4 e4 c4 e4 a3 c4 e4 c4 a4 e4 c4 e4",
    "f3 a3 c4 a3 f4 c4 a3 c4 f3 a3 c4 a3 f4 c4 a3 c4",
    "a3 d4 f4 d4 a4 f4 d4 f4 a3 d4 f4 d4 a4 f4 d4 f4",
    "g#3 b3 e4 b3 g#4 e4 b3 e4 g#3 b3 e4 b3 g#4 e4 b3 e4",
    "f3 a3 c4 a3 f4 c4 a3 c4 f3 a3 c4 a3 f4 c4 a3 c4",
    "g3 b3 d4 b3 g4 d4 b3 d4 g3 b3 d4 b3 g4 d4 b3 d4",
    "g3 b3 e4 b3 g4 e4 b3 e4 g3 b3 e4 b3 g4 e4 b3 e4",
    "a3 c4 e4 c4 a4 e4 c4 e4 a3 c4 e4 c4 a4 e4 c4 e4",
    "f3 a3 c4 a3 f4 c4 a3 c4 f3 a3 c4 a3 f4 c4 a3 c4",
    "g3 b3 d4 b3 g4 d4 b3 d4 g3 b3 d4 b3 g4 d4 b3 d4",
    "g3 c4 e4 c4 g4 e4 c4 e4 g3 c4 e4 c4 g4 e4 c4 e4",
    "g#3 b3 e4 b3 g#4 e4 b3 e4 g#3 b3 e4 b3 g#4 e4 b3 e4",
];
/// A melody, a rest of four bars for the bell, and a way back.
const PLAY_LEAD: &[&str] = &[
    "e4 - - . a4 - b4 - c5 - - - b4 - a4 -",
    "a4 - - . f4 - a4 - c5 - - - a4 - . .",
    "g4 - - . e4 - g4 - c5 - - - d5 - e5 -",
    "d5 - - - b4 - - - g4 - - - . . . .",
    "e5 - - . d5 - c5 - a4 - - - c5 - e5 -",
    "f5 - - - e5 - c5 - a4 - - - . . . .",
    "d5 - - . c5 - a4 - f4 - a4 - d5 - - -",
    "e5 - - - d5 - b4 - g#4 - - - . . . .",
    ".",
    ".",
    ".",
    ".",
    "a4 - - - c5 - - - f5 - - - e5 - c5 -",
    "d5 - - - b4 - - - g4 - - - a4 - b4 -",
    "c5 - - - g4 - - - e5 - - - d5 - c5 -",
    "b4 - - - - - - - g#4 - - - b4 - - -",
];
const PLAY_BELL: &[&str] = &[
    ".",
    ".",
    ".",
    ".",
    ".",
    ".",
    ".",
    ".",
    "a5 . . c6 . . a5 .",
    "b5 . . d6 . . b5 .",
    "g5 . . b5 . . e5 .",
    "c6 . . e6 . . c6 .",
    ".",
    ".",
    ".",
    ".",
];

const LOBBY: Song = Song {
    tempo: 84,
    bars: 16,
    parts: &[
        part(PAD, 0.1, -0.15, LOBBY_PAD),
        part(BASS, 0.2, 0.0, LOBBY_BASS),
        part(BELL, 0.16, 0.3, LOBBY_BELL),
        part(PLUCK, 0.07, -0.4, LOBBY_PLUCK),
        part(HAT, 0.035, 0.25, &[". . x . . . x ."]),
    ],
};
const LOBBY_PAD: &[&str] = &[
    "c4+e4+g4+b4 - - -",
    "b3+d4+e4+g4 - - -",
    "a3+c4+e4+f4 - - -",
    "b3+d4+g4 - - -",
    "c4+e4+g4+a4 - - -",
    "b3+d4+e4+g4 - - -",
    "a3+c4+d4+f4 - - -",
    "b3+d4+f4+g4 - - -",
];
const LOBBY_BASS: &[&str] = &[
    "c2 - . g2",
    "e2 - . b2",
    "f2 - . c3",
    "g2 - . d2",
    "a2 - . e2",
    "e2 - . b2",
    "d2 - . a2",
    "g2 - . g2",
];
const LOBBY_BELL: &[&str] = &[
    "e5 . . . g5 . . .",
    ". . b5 . . g5 . .",
    "a5 . . . . . c6 .",
    "b5 . . g5 . . . .",
    "c6 . . . b5 . a5 .",
    ". . g5 . . e5 . .",
    "f5 . . a5 . . . .",
    "g5 . . . . . . .",
    "g5 . e5 . . . c5 .",
    ". . . e5 . g5 . .",
    "f5 . . . a5 . . .",
    "d5 . . g5 . . b5 .",
    "e5 . . . c6 . . .",
    ". b5 . . g5 . . .",
    "a5 . f5 . d5 . . .",
    "b4 . . d5 . . . .",
];
const LOBBY_PLUCK: &[&str] = &[
    "c4 g4 e4 g4 c5 g4 e4 g4",
    "e4 b4 g4 b4 e5 b4 g4 b4",
    "f4 c5 a4 c5 f5 c5 a4 c5",
    "g4 d5 b4 d5 g5 d5 b4 d5",
    "a4 e5 c5 e5 a5 e5 c5 e5",
    "e4 b4 g4 b4 e5 b4 g4 b4",
    "d4 a4 f4 a4 d5 a4 f4 a4",
    "g4 d5 b4 d5 f5 d5 b4 d5",
];

const BOSS: Song = Song {
    tempo: 144,
    bars: 16,
    parts: &[
        part(GROWL, 0.24, 0.0, BOSS_BASS),
        part(PAD, 0.09, -0.1, BOSS_PAD),
        part(LEAD, 0.13, -0.2, BOSS_LEAD),
        part(PLUCK, 0.09, 0.4, BOSS_ALARM),
        part(KICK, 0.27, 0.0, &["x . . x . . x . x . . x . x . ."]),
        part(SNARE, 0.1, 0.1, &[". . . . x . . . . . . . x . . x"]),
        part(HAT, 0.06, -0.25, &["x . x . x . x . x . x x x . x ."]),
    ],
};
const BOSS_BASS: &[&str] = &[
    "d2 d2 . d2 d3 . d2 . d2 d2 . f2 d3 . f2 .",
    "d2 d2 . d2 d3 . d2 . d2 d2 . eb2 d3 . eb2 .",
    "eb2 eb2 . eb2 eb3 . eb2 . eb2 eb2 . g2 eb3 . g2 .",
    "d2 d2 . d2 d3 . d2 . d2 d2 . c2 d3 . c2 .",
    "d2 d2 . d2 d3 . d2 . d2 d2 . f2 d3 . f2 .",
    "d2 d2 . d2 d3 . d2 . d2 d2 . eb2 d3 . eb2 .",
    "bb1 bb1 . bb1 bb2 . bb1 . bb1 bb1 . d2 bb2 . d2 .",
    "a1 a1 . a1 a2 . a1 . a1 a1 . c#2 a2 . c#2 .",
];
const BOSS_PAD: &[&str] = &[
    "d3+f3+a3 - - -",
    "d3+f3+a3 - - -",
    "eb3+g3+bb3 - - -",
    "d3+f3+a3 - - -",
    "d3+f3+a3 - - -",
    "d3+f3+a3 - - -",
    "d3+f3+bb3 - - -",
    "c#3+e3+a3 - - -",
];
/// Silent at first: the drums come in alone.
const BOSS_LEAD: &[&str] = &[
    ".",
    ".",
    ".",
    ".",
    "d5 - - - - - f5 - e5 - - - d5 - - -",
    "d5 - - - a4 - - - - - - - . . . .",
    "bb4 - - - d5 - - - f5 - - - d5 - - -",
    "e5 - - - c#5 - - - a4 - - - . . . .",
    "d5 - - . d5 - eb5 - - - - - d5 - - -",
    "f5 - - . f5 - e5 - - - - - d5 - - -",
    "eb5 - - . g5 - - - bb5 - - - g5 - - -",
    "a5 - - - - - - - f5 - - - d5 - - -",
    "d5 - a4 - f4 - a4 - d5 - - - f5 - - -",
    "eb5 - - - d5 - - - a4 - - - . . . .",
    "bb4 - d5 - f5 - bb5 - - - - - a5 - g5 -",
    "a5 - - - g5 - e5 - c#5 - - - a4 - - -",
];
const BOSS_ALARM: &[&str] = &[
    "d5 . eb5 . d5 . eb5 . . . . . . . . .",
    ".",
    "eb5 . d5 . eb5 . d5 . . . . . . . . .",
    ".",
];

const RESULTS: Song = Song {
    tempo: 104,
    bars: 8,
    parts: &[
        part(BASS, 0.24, 0.0, RESULTS_BASS),
        part(PLUCK, 0.11, -0.35, RESULTS_PLUCK),
        part(BELL, 0.2, 0.3, RESULTS_BELL),
        part(PAD, 0.07, 0.1, RESULTS_PAD),
        part(KICK, 0.2, 0.0, &["x . . x"]),
        part(HAT, 0.06, -0.2, &[". x . x . x . x"]),
    ],
};
const RESULTS_BASS: &[&str] = &[
    "c2 . g2 . c2 . g2 .",
    "b1 . g2 . b1 . g2 .",
    "a1 . e2 . a1 . e2 .",
    "e2 . b1 . e2 . b1 .",
    "f2 . c2 . f2 . c2 .",
    "c2 . g2 . c2 . g2 .",
    "d2 . a2 . d2 . a2 .",
    "g2 . d2 . g2 . b1 .",
];
const RESULTS_PLUCK: &[&str] = &[
    "c4 e4 g4 e4 c5 g4 e4 g4",
    "b3 d4 g4 d4 b4 g4 d4 g4",
    "a3 c4 e4 c4 a4 e4 c4 e4",
    "g3 b3 e4 b3 g4 e4 b3 e4",
    "f3 a3 c4 a3 f4 c4 a3 c4",
    "g3 c4 e4 c4 g4 e4 c4 e4",
    "a3 d4 f4 d4 a4 f4 d4 f4",
    "g3 b3 d4 b3 g4 f4 d4 b3",
];
const RESULTS_BELL: &[&str] = &[
    "e5 . . g5 . . c6 .",
    "b5 . . g5 . . d5 .",
    "c5 . . e5 . . a5 .",
    "g5 . . . . e5 . .",
    "a5 . . c6 . . a5 .",
    "g5 . . e5 . . c5 .",
    "d5 . f5 . a5 . . .",
    "g5 . . . b5 . d6 .",
];
const RESULTS_PAD: &[&str] = &[
    "c4+e4+g4 - - -",
    "b3+d4+g4 - - -",
    "a3+c4+e4 - - -",
    "g3+b3+e4 - - -",
    "a3+c4+f4 - - -",
    "g3+c4+e4 - - -",
    "a3+d4+f4 - - -",
    "b3+d4+f4 - - -",
];
