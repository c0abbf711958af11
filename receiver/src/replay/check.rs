//! `couchpad replay --check`: plays a recording as fast as it goes and says whether the game went the same way.

use super::words;
use couchpad_games::replay::{End, Replay, ReplayError, Verdict};
use std::io::Write;

/// Checks it, and tells what came out in one line.
///
/// # Errors
/// What is wrong with it, or with the game.
pub(super) fn check(replay: &Replay, out: &mut impl Write) -> Result<(), ReplayError> {
    let verdict = replay.check()?;
    // nobody to tell where standard output is gone
    let _ = writeln!(out, "{}", said(replay, &verdict));
    Ok(())
}

fn said(replay: &Replay, verdict: &Verdict) -> String {
    let Verdict {
        steps,
        checks,
        checksum,
        team,
        ..
    } = verdict;
    let title = replay.entry().manifest.title;
    let length = words::clock(words::played(replay.entry().manifest, *steps));
    let end = match verdict.end {
        Some(End::Over) => "the game is over",
        Some(End::Stopped) => "the recording was ended",
        None => "the recording was cut short",
    };
    format!(
        "{title}, {length} of play: the same after {steps} steps, at {checks} checksums (the last is {checksum:016x}); {end}, {team} points"
    )
}
