//! What the header says, as far as there is room: digits are never cut, and what is wrong with the link comes before points. Pure.

use super::{DOT, place};
use crate::model::PadModel;
use crate::place::Plan;
use crate::touch::PadGlass;
use crate::words::Words;
use bevy::math::Rect;
use couchpad_core::LinkKind;
use couchpad_core::protocol::Phase;
use couchpad_theme::Mark;
use couchpad_theme::space::GRID;
use couchpad_theme::widgets::LinkHealth;

/// The mark beside the name, with the gap between them, in dp.
const BESIDE: f32 = 5.5 * GRID;
/// Three dots behind a name, in dp.
const DOTS: f32 = 5.0 * DOT + GRID;
/// The word for a link over TCP, with the gap before it, in dp.
const TCP: f32 = 3.0 * SMALL_LETTER + 2.0 * GRID;
/// A letter of a name at its size, in dp, on the wide side of the average.
const LETTER: f32 = 12.0;
/// The same of small words.
const SMALL_LETTER: f32 = 9.0;
/// Points that have room beside the controls, or the header lies below them.
const POINTS: i64 = 9_999_999;

/// Everything that the header says; drawn anew when it differs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub(super) room: Rect,
    /// Times the usual size of letters.
    pub(super) letters: f32,
    /// Whether that is the size that the player likes.
    pub(super) usual: bool,
    pub(super) mark: Option<Mark>,
    pub(super) name: String,
    pub(super) lines: Vec<String>,
    pub(super) weak: Option<LinkHealth>,
    /// What is wrong with the link, in place of its bars.
    pub(super) trouble: Option<String>,
    /// Play goes over TCP: it works, and not as well.
    pub(super) tcp: bool,
    /// A tap on it opens the sheet.
    pub(super) opens: bool,
}

/// `letters`: how many times their usual size they are.
pub(super) fn said(
    model: &PadModel,
    (glass, plan, letters): (&PadGlass, &Plan, f32),
    opens: bool,
    words: &Words,
) -> Option<Said> {
    if !model.shows_controls() {
        return None;
    }
    let health = model.health();
    let weak = (model.is_live() && health.bars() < 3).then_some(health);
    let own = model.score.map_or(0, |(own, _)| own);
    let place = place::find(&glass.0, plan, (BESIDE, own_width(own)), letters);
    // what is left for words, as if they had their usual size
    let for_words = (place.rect.width() - BESIDE) / place.letters;
    let trouble = model.trouble().map(|cause| words.cause(cause));
    // a word that is cut helps less than bars
    let trouble = trouble.filter(|words| words_width(words) <= for_words);
    let tcp = model.is_live() && model.transport == Some(LinkKind::Tcp);
    // what is wrong comes before points
    let is_wrong = weak.is_some() || trouble.is_some();
    let rows = place.rows.saturating_sub(usize::from(is_wrong));
    Some(Said {
        room: place.rect,
        letters: place.letters,
        usual: place.letters >= letters,
        mark: model.mark(),
        name: cut(&model.name, for_words - beside_name(opens, tcp)),
        lines: lines(model, words, (for_words, rows)),
        weak: weak.filter(|_| place.rows > 0),
        trouble: trouble.filter(|_| place.rows > 0),
        tcp,
        opens,
    })
}

/// What stands behind a name, in dp.
fn beside_name(opens: bool, tcp: bool) -> f32 {
    let dots = if opens { DOTS } else { 0.0 };
    dots + if tcp { TCP } else { 0.0 }
}

/// A name as far as it fits beside the mark, on the safe side.
fn cut(name: &str, room: f32) -> String {
    let fits = (room / LETTER).max(1.0) as usize;
    if name.chars().count() <= fits {
        return name.to_owned();
    }
    let kept: String = name.chars().take(fits.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// What stands below the name: points once there are some, else what the layout calls itself.
fn lines(model: &PadModel, words: &Words, room: (f32, usize)) -> Vec<String> {
    if room.1 == 0 {
        return Vec::new();
    }
    let title = model
        .layout
        .as_ref()
        .map_or("", |layout| layout.title.as_str());
    match (model.phase, model.score) {
        (Phase::Lobby, _) | (_, None) if title.is_empty() => Vec::new(),
        (Phase::Lobby, _) | (_, None) => vec![title.to_owned()],
        (_, Some((own, team))) if own == team => vec![grouped(own)],
        (_, Some((own, team))) => points(own, team, words, room),
    }
}

/// Both numbers in one row, else in two; the team's is left out where it does not fit whole, as the big screen has it.
fn points(own: i64, team: i64, words: &Words, (room, rows): (f32, usize)) -> Vec<String> {
    let team = [("points", grouped(team).into())];
    let (own, team) = (grouped(own), words.with("header-team", &team));
    let both = format!("{own} · {team}");
    if width(&both) <= room {
        vec![both]
    } else if rows > 1 && width(&team) <= room {
        vec![own, team]
    } else {
        vec![own]
    }
}

/// How wide a line of points is, in dp, on the wide side.
fn width(line: &str) -> f32 {
    let one = |letter| match letter {
        ' ' | '\u{a0}' => 5.0,
        _ => 10.5,
    };
    line.chars().map(one).sum()
}

/// How wide small words are, in dp, on the wide side.
fn words_width(words: &str) -> f32 {
    words.chars().count() as f32 * SMALL_LETTER
}

/// The room that own points want, the same for all but the highest: the header stays where it is while they grow.
fn own_width(own: i64) -> f32 {
    width(&grouped(own)).max(width(&grouped(POINTS)))
}

/// 1234567 as 1 234 567, with spaces that do not break.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Connection;
    use crate::pad::header::place::tests::paused;
    use crate::words::Language;
    use couchpad_core::protocol::{Orientation, PadLayout};
    use couchpad_core::session::Cause;

    #[test]
    fn points_are_grouped() {
        for (number, words) in [
            (0, "0"),
            (-1_234, "−1\u{a0}234"),
            (1_000_000, "1\u{a0}000\u{a0}000"),
        ] {
            assert_eq!(grouped(number), words);
        }
        assert!(grouped(i64::MIN).ends_with("808"));
    }

    #[test]
    fn a_long_name_is_cut_and_says_so() {
        assert_eq!(cut("Ada", 156.0), "Ada");
        assert_eq!(cut("Maximiliana Theodora", 156.0), "Maximiliana…");
        assert_eq!(cut("Ada", -5.0), "…");
    }

    #[test]
    fn digits_are_never_cut() {
        let words = Words::default();
        let all = points(12_345, 67_890, &words, (250.0, 2));
        assert_eq!(all, ["12\u{a0}345 · team 67\u{a0}890"]);
        let two = points(12_345, 67_890, &words, (110.0, 2));
        assert_eq!(two, ["12\u{a0}345", "team 67\u{a0}890"]);
        assert_eq!(points(12_345, 67_890, &words, (110.0, 1)), ["12\u{a0}345"]);
        assert_eq!(points(12_345, 67_890, &words, (70.0, 2)), ["12\u{a0}345"]);
    }

    #[test]
    fn every_trouble_of_a_link_is_named_on_a_phone() {
        let (glass, plan) = paused(360.0);
        for cause in Cause::ALL {
            let model = PadModel {
                connection: Connection::Live,
                met: true,
                layout: Some(PadLayout::new("", Orientation::Any).into()),
                cause: Some(cause),
                ..PadModel::default()
            };
            for words in Language::ALL.map(Words::of) {
                let said = said(&model, (&glass, &plan, 1.0), true, &words).expect("a header");
                // who reads it has the app in front: that one is said when it comes back
                let named = (cause != Cause::AppInBackground).then(|| words.cause(cause));
                assert_eq!(said.trouble, named);
            }
        }
    }

    #[test]
    fn large_letters_cut_no_digits() {
        let (glass, plan) = paused(360.0);
        let model = PadModel {
            connection: Connection::Live,
            met: true,
            layout: Some(PadLayout::new("", Orientation::Any).into()),
            phase: Phase::Playing,
            score: Some((-12_345, 67_890)),
            ..PadModel::default()
        };
        for letters in [1.25, 1.5, 2.0] {
            let on = (&glass, &plan, letters);
            let said = said(&model, on, true, &Words::default()).expect("a header");
            let own = &said.lines[0];
            assert!(own.starts_with("−12\u{a0}345"), "{own}");
            let needs = width(own) * letters;
            assert!(needs <= said.room.width() - BESIDE, "{letters}: {own}");
            assert!(said.room.intersect(plan.controls[0].rect).is_empty());
        }
    }
}
