//! What players write: made safe and alike to show, and compared as people would compare it. Knows no game.

use couchpad_protocol::clean_line;

/// Longest answer, in graphemes (what a person counts as letters).
pub const ANSWER_GRAPHEMES: usize = 36;
/// Longest answer, in bytes: a choice on a controller has no more room.
pub const ANSWER_BYTES: usize = couchpad_protocol::limits::LABEL_BYTES;
/// Answers that are shorter, in letters, are the same only letter by letter.
const SHORT: usize = 6;

/// An answer as everybody sees it: clean, in capitals and without a full stop, so that nothing but its words tells a lie from
/// the truth. `None`: there is no letter and no digit in it.
#[must_use]
pub fn answer(raw: &str) -> Option<String> {
    let line = clean_line(raw, ANSWER_GRAPHEMES, ANSWER_BYTES)?;
    let bare = line.trim_matches(|c: char| c.is_whitespace() || ".!?,;:\"'“”„«»".contains(c));
    // letters can grow in capitals
    let told = clean_line(&bare.to_uppercase(), ANSWER_GRAPHEMES, ANSWER_BYTES)?;
    told.contains(char::is_alphanumeric).then_some(told)
}

/// Whether two answers say the same: capitals, spaces, signs and a leading article do not count, and in longer words neither
/// does one letter too many, too few or wrong.
#[must_use]
pub fn are_same(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    if one == other {
        return true;
    }
    let is_long = |key: &[char]| key.len() >= SHORT && !key.iter().any(|c| c.is_numeric());
    is_long(&one) && is_long(&other) && are_near(&one, &other)
}

fn key(answer: &str) -> Vec<char> {
    // as it is told: some letters, like ß, are others in capitals, and stay so
    let upper = answer.to_uppercase();
    let words: Vec<&str> = upper.split_whitespace().collect();
    let rest = match words.as_slice() {
        ["A" | "AN" | "THE", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let letters = rest.iter().flat_map(|word| word.chars());
    letters.filter(|c| c.is_alphanumeric()).collect()
}

/// Whether one letter makes all the difference.
fn are_near(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |key: &'_ [char], from: usize| key.get(from..).unwrap_or_default().to_vec();
    match long.len() - short.len() {
        0 => rest(short, same + 1) == rest(long, same + 1),
        1 => rest(short, same) == rest(long, same + 1),
        _ => false,
    }
}

/// A number with its thousands apart: "1,500".
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_answer_is_told_in_capitals_and_without_its_stop() {
        assert_eq!(answer("  a wet   sock. ").as_deref(), Some("A WET SOCK"));
        assert_eq!(answer("“straße!”").as_deref(), Some("STRASSE"));
        assert_eq!(answer("жаба").as_deref(), Some("ЖАБА"));
        for nothing in ["", "...", "\u{200b}", "?!", "\u{e000}\u{e001}"] {
            assert_eq!(answer(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn the_same_is_told_as_people_would() {
        for (one, other) in [
            ("Flamboyance", "a flamboyance"),
            ("flip-flops", "Flip flops!"),
            ("ELEPHANT", "elefhant"),
            ("elephants", "elephant"),
            ("The Moon", "moon"),
            ("ß", "ss"),
            ("\u{b5}", "\u{3bc}"),
        ] {
            assert!(are_same(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("cat", "cats"),
            ("1912", "1913"),
            ("in 1912 B", "in 1913 B"),
            ("elephant", "elegant"),
            ("a", "b"),
        ] {
            assert!(!are_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn thousands_stand_apart() {
        let all = [0, 999, 1_000, 1_234_567, -12_000].map(grouped);
        assert_eq!(all, ["0", "999", "1,000", "1,234,567", "-12,000"]);
    }

    proptest! {
        #[test]
        fn any_answer_is_short_clean_and_stays_as_it_is(raw in ".{0,120}") {
            if let Some(told) = answer(&raw) {
                prop_assert!(told.len() <= ANSWER_BYTES);
                prop_assert_eq!(clean_line(&told, ANSWER_GRAPHEMES, ANSWER_BYTES), Some(told.clone()));
                prop_assert!(are_same(&told, &raw) || raw.chars().count() > ANSWER_GRAPHEMES / 4);
            }
        }

        #[test]
        fn sameness_goes_both_ways(one in "[a-c ]{0,9}", other in "[a-c ]{0,9}") {
            prop_assert_eq!(are_same(&one, &other), are_same(&other, &one));
            prop_assert!(are_same(&one, &one));
        }
    }
}
