//! Writes everything that the receiver can sound like as WAV files, so that a person can listen to it:
//!
//! ```text
//! cargo run --example sounds -- FOLDER
//! ```
//!
//! Effects are each a file, and once more all in a row; every tune is a file of one round, and play is mixed as a game
//! sounds: music, and a volley of hits.

use anyhow::Context as _;
use couchpad_receiver::sound::effects::{Bank, Effect};
use couchpad_receiver::sound::music::{Band, Tune};
use couchpad_receiver::sound::synth::RATE;
use couchpad_receiver::sound::{Cue, Mixer, Volume, pair, wav};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Samples of silence between two effects in a row.
const GAP: usize = RATE as usize / 4;
/// Seconds of the mix.
const SECONDS: u32 = 20;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder =
        folder.context("name a folder for the files: cargo run --example sounds -- FOLDER")?;
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut all = Vec::new();
    for effect in Effect::ALL {
        let samples: Vec<_> = effect.samples().iter().map(|sample| [*sample; 2]).collect();
        write(&folder, &format!("effect-{}", effect.name()), &samples)?;
        all.extend(samples);
        all.extend([[0.0; 2]; GAP]);
    }
    write(&folder, "effects", &all)?;
    for tune in Tune::ALL {
        let mut band = Band::new(tune, RATE);
        let samples: Vec<_> = (0..band.length()).map(|_| band.sample()).collect();
        write(&folder, &format!("tune-{}", tune.name()), &samples)?;
    }
    write(&folder, "mix", &mix())?;
    println!(
        "{} holds {} files",
        folder.display(),
        Effect::ALL.len() + Tune::ALL.len() + 2
    );
    Ok(())
}

/// As it sounds in play, at the usual volume.
fn mix() -> Vec<[f32; 2]> {
    let (speaker, feed) = pair();
    let volume = Volume::default();
    speaker.set_gains(volume.effects_gain(), volume.music_gain());
    speaker.set_tune(Some(Tune::Play));
    let mut mixer = Mixer::new(feed, Arc::new(Bank::make()), RATE);
    let mut samples = Vec::new();
    for beat in 0..SECONDS * 8 {
        let pan = f32::from(u8::try_from(beat % 9).unwrap_or(0)) / 4.5 - 0.9;
        let effect = match beat % 16 {
            0 => Effect::Paddle,
            3 | 11 => Effect::Wall,
            15 if beat % 48 == 47 => Effect::Life,
            _ => Effect::Brick,
        };
        let height = i8::try_from((beat * 5) % 13).unwrap_or(0);
        speaker.play(Cue::plain(effect).from(pan).higher(height));
        samples.extend((0..RATE / 8).map(|_| mixer.sample()));
    }
    samples
}

fn write(folder: &Path, name: &str, samples: &[[f32; 2]]) -> anyhow::Result<()> {
    let path = folder.join(format!("{name}.wav"));
    fs::write(&path, wav::file(samples, RATE))
        .with_context(|| format!("{} cannot be written", path.display()))
}
