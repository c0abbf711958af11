//! Names in texts: a game knows none, so it writes signs that stand for them. Must not know players.

use couchpad_protocol::SeatIndex;

/// The first of the signs that stand for names; they are in no text that a player can write.
const NAMES: u32 = 0xE000;
/// How many of them there are.
const NAME_SIGNS: u32 = 0x1900;

/// A sign that stands in a text for the name of the player in a seat: a game knows none. Whoever shows the text puts the name in
/// its place, see [`with_names`].
///
/// ```
/// use couchpad_games::game::{SeatIndex, name_of, with_names};
///
/// let text = format!("{} is out", name_of(SeatIndex(2)));
/// assert_eq!(with_names(&text, |seat| format!("player {}", seat.0 + 1)), "player 3 is out");
/// ```
#[must_use]
pub fn name_of(seat: SeatIndex) -> char {
    char::from_u32(NAMES + u32::from(seat.0) % NAME_SIGNS).unwrap_or('?')
}

/// The text with names in place of the signs that [`name_of`] gives.
#[must_use]
pub fn with_names(text: &str, name: impl Fn(SeatIndex) -> String) -> String {
    let mut named = String::with_capacity(text.len());
    for sign in text.chars() {
        let seat = u32::from(sign)
            .checked_sub(NAMES)
            .filter(|seat| *seat < NAME_SIGNS);
        match seat.and_then(|seat| u16::try_from(seat).ok()) {
            Some(seat) => named.push_str(&name(SeatIndex(seat))),
            None => named.push(sign),
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_place_of_their_signs() {
        let text = format!(
            "{} beats {}!",
            name_of(SeatIndex(0)),
            name_of(SeatIndex(999))
        );
        let named = with_names(&text, |seat| format!("<{}>", seat.0));
        assert_eq!(named, "<0> beats <999>!");
        assert_eq!(
            with_names("Zoë, \u{1F44B}", |_| "?".into()),
            "Zoë, \u{1F44B}"
        );
    }
}
