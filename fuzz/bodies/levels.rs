//! Levels that somebody else wrote.

use couchpad_games::arkanoid::rounds::{PACK_BYTES, PACK_ROUNDS, Pack, import};
use couchpad_games::arkanoid::{BrickKind, COLUMNS, ROWS};

/// A text of levels, and the same bytes as a level set of LBreakout2. True if one of them is read. Then it is within its
/// bounds, has something to play, and is read again as it is written.
pub(crate) fn levels(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let own = Pack::parse(&text);
    if let Err(error) = &own {
        let lines = text.lines().count().max(1);
        assert!((1..=lines).contains(&error.line), "{error}");
    }
    let set = import("Set", data);
    let packs = set.map(|set| set.packs).unwrap_or_default();
    let packs: Vec<_> = packs.into_iter().chain(own).collect();
    packs.iter().for_each(check);
    !packs.is_empty()
}

fn check(pack: &Pack) {
    let levels = pack.levels();
    assert!((1..=PACK_ROUNDS).contains(&levels.len()));
    for level in levels {
        assert!(!level.title.name.chars().any(char::is_control));
        let mut bricks = level.bricks.iter().flatten().flatten();
        assert!(level.boss || bricks.any(|brick| brick.kind != BrickKind::Gold));
        assert!(level.shut_in() <= (ROWS * COLUMNS) as u32);
    }
    let text = pack.print();
    assert!(text.len() <= PACK_BYTES);
    assert_eq!(Pack::parse(&text).as_ref(), Ok(pack));
}
