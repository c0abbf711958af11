//! The game's own rounds: one file each under `levels/`, in the format of `text`.

use super::{Level, Pack};
use crate::arkanoid::ROUNDS;

/// All of them in order.
const FILES: [&str; ROUNDS as usize] = [
    include_str!("../../../levels/01-sunset.txt"),
    include_str!("../../../levels/02-controller.txt"),
    include_str!("../../../levels/03-goldfish.txt"),
    include_str!("../../../levels/04-castle.txt"),
    include_str!("../../../levels/05-big-heart.txt"),
];

/// The round with that number, counted from 1; the last one for every number beyond.
pub(super) fn level(number: u32) -> Level {
    let at = (number.max(1) as usize - 1).min(FILES.len() - 1);
    let pack = FILES.get(at).and_then(|text| Pack::parse(text).ok());
    pack.and_then(|pack| pack.levels.into_iter().next())
        .unwrap_or_default()
}
