//! What of all that is said is shown: cleaned, cut, not too often, and not for long. Pure: time is passed in.

use couchpad_core::protocol::{PadAction, PadId, SeatIndex, clean_line};
use couchpad_core::session::TokenBucket;
use couchpad_theme::emotes::Emote;
use std::collections::HashMap;
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

/// Longest text, in letters as a person counts them; of a longer one the beginning is shown.
pub const LETTERS: usize = 60;
/// The same in bytes: letters have no bound of their own.
const BYTES: usize = 4 * LETTERS;
/// Bubbles at once; the oldest makes room.
pub const LINES: usize = 12;
/// Texts of one player: so many a minute in the long run, and so many at once.
pub const TEXTS: (u32, u32) = (30, 3);
/// Pictures of one player, likewise.
pub const EMOTES: (u32, u32) = (60, 4);
/// Everything that a room says, a second and at once: what more is said in a crowd could not be read anyway.
const ROOM: (u32, u32) = (8, 24);
/// How long a picture stays.
const PICTURE_STAYS: Duration = Duration::from_secs(4);
/// How long a text stays at least, and longer for each of its letters.
const TEXT_STAYS: Duration = Duration::from_secs(5);
const LETTER_STAYS: Duration = Duration::from_millis(80);

/// What is in a bubble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A line of text, clean.
    Text(String),
    /// A picture.
    Emote(Emote),
}

/// What somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bubble {
    /// Who.
    pub pad: PadId,
    /// The player's name, clean and distinct.
    pub name: String,
    /// The player's seat, if there is one.
    pub seat: Option<SeatIndex>,
    /// The player's colour and shape; a player who waits for a seat has none.
    pub mark: Option<u8>,
    /// What.
    pub said: Said,
    /// When it goes, on the clock that the rules are given.
    pub until: Duration,
}

impl Said {
    /// What an action on a layout for talking says; `None` where that is nothing.
    #[must_use]
    pub fn of(action: &PadAction) -> Option<Self> {
        match action {
            PadAction::Text { text, .. } => line(text).map(Self::Text),
            PadAction::Choose { option, .. } => {
                let emote = Emote::ALL.get(usize::from(*option));
                emote.copied().map(Self::Emote)
            }
            PadAction::Press(_) | PadAction::Release(_) => None,
        }
    }

    /// How long it stays.
    #[must_use]
    pub fn stays(&self) -> Duration {
        match self {
            Self::Emote(_) => PICTURE_STAYS,
            Self::Text(text) => TEXT_STAYS + LETTER_STAYS * letters(text),
        }
    }
}

/// A text as it is shown. What does not fit ends in points, so that nobody thinks that it was all.
fn line(text: &str) -> Option<String> {
    let whole = clean_line(text, 2 * LETTERS, 2 * BYTES)?;
    let short = clean_line(&whole, LETTERS, BYTES)?;
    if short == whole {
        return Some(short);
    }
    let mut cut = clean_line(&whole, LETTERS - 1, BYTES - '…'.len_utf8())?;
    cut.push('…');
    Some(cut)
}

fn letters(text: &str) -> u32 {
    u32::try_from(text.graphemes(true).count()).unwrap_or(u32::MAX)
}

/// A bucket for so many a minute.
const fn a_minute((rate, burst): (u32, u32)) -> Minutes {
    // a bucket counts by the second: time that goes by sixty times as slowly makes it one that counts by the minute
    Minutes(TokenBucket::new(rate, burst))
}

#[derive(Clone, Copy, Debug)]
struct Minutes(TokenBucket);

impl Minutes {
    fn take(&mut self, now: Duration) -> bool {
        self.0.take(now / 60)
    }
}

/// How much each player, and all of them together, may still say.
#[derive(Debug)]
pub(super) struct Patience {
    room: TokenBucket,
    players: HashMap<PadId, [Minutes; 2]>,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            room: TokenBucket::new(ROOM.0, ROOM.1),
            players: HashMap::new(),
        }
    }
}

impl Patience {
    /// Whether this player may say this now. The player's own share is asked first: who talks too much takes nothing from others.
    pub(super) fn allows(&mut self, now: Duration, pad: PadId, said: &Said) -> bool {
        let fresh = || [a_minute(TEXTS), a_minute(EMOTES)];
        let [texts, emotes] = self.players.entry(pad).or_insert_with(fresh);
        let own = match said {
            Said::Text(_) => texts,
            Said::Emote(_) => emotes,
        };
        own.take(now) && self.room.take(now)
    }

    /// Whoever left for good has no share any more.
    pub(super) fn forget(&mut self, pad: PadId) {
        self.players.remove(&pad);
    }
}

/// Adds a bubble. A player has one: the newest.
pub(super) fn put(bubbles: &mut Vec<Bubble>, bubble: Bubble) {
    bubbles.retain(|old| old.pad != bubble.pad);
    if bubbles.len() >= LINES {
        bubbles.remove(0);
    }
    bubbles.push(bubble);
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::ControlId;
    use proptest::prelude::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn text(text: &str) -> Option<Said> {
        Said::of(&PadAction::Text {
            control: ControlId(1),
            text: text.into(),
        })
    }

    fn said(words: &str) -> Said {
        Said::Text(words.into())
    }

    fn bubble(pad: u32, said: Said) -> Bubble {
        Bubble {
            pad: PadId(pad),
            name: format!("P{pad}"),
            seat: None,
            mark: None,
            until: said.stays(),
            said,
        }
    }

    #[test]
    fn words_are_cleaned_and_long_ones_say_that_they_go_on() {
        assert_eq!(text(" hi \n\t there\u{7}"), Some(said("hi there")));
        assert_eq!(text("\u{202e}evil\u{202c}"), Some(said("evil")));
        assert_eq!(text(" \u{200b} "), None);
        let exact = "x".repeat(LETTERS);
        assert_eq!(text(&exact), Some(said(&exact)));
        let Some(Said::Text(long)) = text(&"ß".repeat(LETTERS + 1)) else {
            panic!("a text")
        };
        assert_eq!(long, format!("{}…", "ß".repeat(LETTERS - 1)));
    }

    #[test]
    fn an_answer_that_is_no_picture_says_nothing() {
        let choose = |option| {
            Said::of(&PadAction::Choose {
                control: ControlId(0),
                option,
            })
        };
        assert_eq!(choose(2), Some(Said::Emote(Emote::Laugh)));
        let all = u8::try_from(Emote::ALL.len()).unwrap();
        assert_eq!((choose(all), choose(255)), (None, None));
    }

    #[test]
    fn a_burst_is_heard_and_then_the_rate() {
        let mut patience = Patience::default();
        let (ada, bo) = (PadId(1), PadId(2));
        let hears = |patience: &mut Patience, pad, now| {
            (0..20)
                .filter(|_| patience.allows(now, pad, &said("hi")))
                .count()
        };
        assert_eq!(hears(&mut patience, ada, SECOND), 3);
        assert_eq!(hears(&mut patience, bo, SECOND), 3, "each has a share");
        assert_eq!(
            hears(&mut patience, ada, 3 * SECOND),
            1,
            "one in two seconds"
        );
        let emote = Said::Emote(Emote::Yes);
        let pictures = (0..20).filter(|_| patience.allows(4 * SECOND, ada, &emote));
        assert_eq!(pictures.count(), 4, "pictures have a share of their own");
        patience.forget(ada);
        assert_eq!(patience.players.len(), 1);
    }

    #[test]
    fn a_crowd_does_not_say_more_than_can_be_read() {
        let mut patience = Patience::default();
        let heard = |patience: &mut Patience, now| {
            let crowd = (0..1_000).map(PadId);
            crowd
                .filter(|pad| patience.allows(now, *pad, &said("hi")))
                .count()
        };
        assert_eq!(heard(&mut patience, SECOND), 24);
        assert_eq!(heard(&mut patience, 2 * SECOND), 8);
    }

    #[test]
    fn a_player_has_one_bubble_and_the_oldest_makes_room() {
        let mut bubbles = Vec::new();
        for pad in 0..20 {
            put(&mut bubbles, bubble(pad, said("hi")));
        }
        put(&mut bubbles, bubble(15, Said::Emote(Emote::Wow)));
        assert_eq!(bubbles.len(), LINES);
        let pads: Vec<_> = bubbles.iter().map(|bubble| bubble.pad.0).collect();
        assert_eq!(pads, [8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 15]);
        assert!(said("a long text").stays() > said("hi").stays());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_fits_a_bubble(typed in ".{0,300}") {
            if let Some(Said::Text(line)) = text(&typed) {
                prop_assert!((1..=LETTERS).contains(&line.graphemes(true).count()), "{line:?}");
                prop_assert!(line.len() <= BYTES && !line.chars().any(char::is_control));
            }
        }
    }
}
