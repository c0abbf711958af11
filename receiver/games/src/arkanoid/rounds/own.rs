//! The game's own rounds: one file each under `levels/`, in the format that `pack` writes and `read` reads.

use super::{Level, Pack};
use crate::arkanoid::ROUNDS;

/// All of them in order.
const FILES: [&str; ROUNDS as usize] = [
    include_str!("../../../levels/01-sunset.txt"),
    include_str!("../../../levels/02-controller.txt"),
    include_str!("../../../levels/03-rainbow.txt"),
    include_str!("../../../levels/04-goldfish.txt"),
    include_str!("../../../levels/05-valley.txt"),
    include_str!("../../../levels/06-butterfly.txt"),
    include_str!("../../../levels/07-cherries.txt"),
    include_str!("../../../levels/08-castle.txt"),
    include_str!("../../../levels/09-chequers.txt"),
    include_str!("../../../levels/10-sailing-boat.txt"),
    include_str!("../../../levels/11-snowflake.txt"),
    include_str!("../../../levels/12-owl.txt"),
    include_str!("../../../levels/13-gem.txt"),
    include_str!("../../../levels/14-waves.txt"),
    include_str!("../../../levels/15-rocket.txt"),
    include_str!("../../../levels/16-big-heart.txt"),
    include_str!("../../../levels/17-hourglass.txt"),
    include_str!("../../../levels/18-toadstool.txt"),
    include_str!("../../../levels/19-lighthouse.txt"),
    include_str!("../../../levels/20-spiral.txt"),
    include_str!("../../../levels/21-tulips.txt"),
    include_str!("../../../levels/22-volcano.txt"),
    include_str!("../../../levels/23-cat.txt"),
    include_str!("../../../levels/24-clockwork.txt"),
    include_str!("../../../levels/25-crown.txt"),
    include_str!("../../../levels/26-city-lights.txt"),
    include_str!("../../../levels/27-whale.txt"),
    include_str!("../../../levels/28-labyrinth.txt"),
    include_str!("../../../levels/29-fir-tree.txt"),
    include_str!("../../../levels/30-anchor.txt"),
    include_str!("../../../levels/31-eye-of-the-storm.txt"),
    include_str!("../../../levels/32-fortress.txt"),
    include_str!("../../../levels/33-the-gatekeeper.txt"),
];

/// The round with that number, counted from 1; the last one for every number beyond.
pub(super) fn level(number: u32) -> Level {
    let at = (number.max(1) as usize - 1).min(FILES.len() - 1);
    let pack = FILES.get(at).and_then(|text| Pack::parse(text).ok());
    pack.and_then(|pack| pack.levels.into_iter().next())
        .unwrap_or_default()
}
