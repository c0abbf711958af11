//! The game's own questions, in the format that `read` reads.

use super::Pack;

const TEXT: &str = include_str!("../../../questions/odd-but-true.txt");

/// All of them. A test reads them, so there is always something to ask.
pub(super) fn pack() -> Pack {
    Pack::parse(TEXT).unwrap_or_default()
}
