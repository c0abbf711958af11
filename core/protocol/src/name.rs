//! Names of players, and other lines: what a stranger typed, made safe to show. Must not know who is connected beyond the names given.

use crate::limits::{NAME_BYTES, NAME_GRAPHEMES};
use unicode_segmentation::UnicodeSegmentation;

/// The name of a player who gave none.
pub const NAMELESS: &str = "Player";

/// Whether a character may stand in a name. Control characters, line and paragraph separators, bidirectional
/// controls, invisible format characters and private or unassigned planes can forge or break a line of text.
fn is_showable(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

/// Makes a name safe to show: unshowable characters removed, white space collapsed, at most
/// [`NAME_GRAPHEMES`] graphemes and [`NAME_BYTES`] bytes, cut between graphemes. Empty: [`NAMELESS`].
#[must_use]
pub fn clean_name(raw: &str) -> String {
    clean_line(raw, NAME_GRAPHEMES, NAME_BYTES).unwrap_or_else(|| NAMELESS.to_owned())
}

/// Makes a line that a stranger typed safe to show, as [`clean_name`] does a name: at most so many graphemes and bytes, cut
/// between graphemes. `None`: nothing of it could be seen.
///
/// ```
/// use couchpad_protocol::clean_line;
/// assert_eq!(clean_line("  a \t lie ", 24, 64).as_deref(), Some("a lie"));
/// assert_eq!(clean_line("\u{200b} ", 24, 64), None);
/// ```
#[must_use]
pub fn clean_line(raw: &str, graphemes: usize, bytes: usize) -> Option<String> {
    let showable: String = raw
        .chars()
        .take(bytes.saturating_mul(4))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| is_showable(*c))
        .collect();
    let words = showable.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = cut(&words, graphemes, bytes);
    let invisible = line.chars().all(|c| {
        c.is_whitespace() || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
    });
    (!invisible).then(|| line.to_owned())
}

/// The name itself if nobody has it, else the name with the lowest free number from 2 on. Stays within the limits.
#[must_use]
pub fn distinct_name<'a>(name: &str, taken: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let is_free = |candidate: &str| taken.clone().into_iter().all(|t| t != candidate);
    if is_free(name) {
        return name.to_owned();
    }
    let mut number = 2_u32;
    loop {
        let tail = format!(" {number}");
        let candidate = format!(
            "{}{tail}",
            cut(name, NAME_GRAPHEMES - tail.len(), NAME_BYTES - tail.len())
        );
        if is_free(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

fn cut(text: &str, graphemes: usize, bytes: usize) -> &str {
    let end = text
        .grapheme_indices(true)
        .take(graphemes)
        .map(|(at, g)| at + g.len())
        .take_while(|end| *end <= bytes)
        .last()
        .unwrap_or(0);
    text.get(..end).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cleans_what_forges_or_breaks_a_line() {
        assert_eq!(clean_name("  Ada \t\n Lovelace "), "Ada Lovelace");
        assert_eq!(clean_name("\u{202e}adA\u{202c}\u{7}\u{1b}[31m"), "adA[31m");
        assert_eq!(clean_name("\u{200b}\u{200d}\u{feff}"), NAMELESS);
        assert_eq!(clean_name(""), NAMELESS);
        assert_eq!(clean_name("Жанна Δ"), "Жанна Δ");
        assert_eq!(clean_name("👩‍👩‍👧‍👦").graphemes(true).count(), 1);
    }

    #[test]
    fn caps_graphemes_and_bytes() {
        assert_eq!(clean_name(&"x".repeat(100)).len(), NAME_GRAPHEMES);
        let zalgo = format!("a{}", "\u{301}".repeat(4000));
        assert_eq!(
            clean_name(&zalgo),
            NAMELESS,
            "one grapheme over the byte cap leaves nothing to show"
        );
    }

    #[test]
    fn numbers_doubles() {
        assert_eq!(distinct_name("Ada", ["Bo"]), "Ada");
        assert_eq!(distinct_name("Ada", ["Ada", "Ada 2"]), "Ada 3");
        let long = "x".repeat(NAME_GRAPHEMES);
        assert_eq!(
            distinct_name(&long, [long.as_str()]),
            format!("{} 2", "x".repeat(NAME_GRAPHEMES - 2))
        );
    }

    proptest! {
        #[test]
        fn any_name_is_safe(raw in ".{0,300}") {
            let name = clean_name(&raw);
            prop_assert!(!name.is_empty() && name.len() <= NAME_BYTES && name.graphemes(true).count() <= NAME_GRAPHEMES);
            prop_assert!(name.chars().all(is_showable));
            prop_assert_eq!(clean_name(&name), name.clone(), "cleaning twice changes nothing");
            let second = distinct_name(&name, [name.as_str()]);
            prop_assert!(second != name && second.len() <= NAME_BYTES && second.graphemes(true).count() <= NAME_GRAPHEMES);
        }
    }
}
