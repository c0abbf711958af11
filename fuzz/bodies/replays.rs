//! A recorded game. Apart from the others, since whoever reads those knows no game.

use couchpad_games::checksum::Checksum;
use couchpad_games::replay::{MAGIC, Replay};

/// Steps that are played at most: a few bytes may say a day of them.
const STEPS: u64 = 20_000;

/// Blocks, each after its length in two bytes; they get the sums that would keep out every changed copy. True if they are a
/// replay. Then it is played.
pub(crate) fn replay(data: &[u8]) -> bool {
    let Ok(replay) = Replay::open(with_sums(data)) else {
        return false;
    };
    if replay.steps() <= STEPS {
        let _ = replay.check();
    }
    true
}

fn with_sums(mut data: &[u8]) -> Vec<u8> {
    let (mut replay, mut sum) = (MAGIC.to_vec(), 0);
    while let Some((length, rest)) = data.split_first_chunk::<2>() {
        let length = usize::from(u16::from_le_bytes(*length)).min(rest.len());
        let (block, rest) = rest.split_at(length);
        let mut next = Checksum::default();
        next.u64(sum);
        next.bytes(block);
        sum = next.finish();
        replay.extend_from_slice(&(block.len() as u32).to_le_bytes());
        replay.extend_from_slice(&sum.to_le_bytes());
        replay.extend_from_slice(block);
        data = rest;
    }
    replay
}
