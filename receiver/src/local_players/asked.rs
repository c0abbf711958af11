//! What a keyboard player is asked: answers to choose from, with keys instead of a finger. Pure. Must not know which keys.

use couchpad_core::protocol::{ControlId, ControlKind, PadLayout};
use couchpad_theme::emotes::Emote;

/// A question on a keyboard player's controls, and where the keys are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    control: ControlId,
    options: Vec<String>,
    at: usize,
    chosen: Option<usize>,
}

impl Asked {
    /// The first question of a layout. Pictures to say something with are none.
    pub(crate) fn of(layout: &PadLayout) -> Option<Self> {
        layout
            .controls
            .iter()
            .find_map(|control| match &control.kind {
                ControlKind::Choices { options }
                    if options.iter().any(|option| Emote::of(option).is_none()) =>
                {
                    Some(Self {
                        control: control.id,
                        options: options.clone(),
                        at: 0,
                        chosen: None,
                    })
                }
                _ => None,
            })
    }

    /// What can be answered.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// The answer that the keys are at, counted from 0.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The answer that was given last.
    #[must_use]
    pub const fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Goes on by so many answers, and round at either end.
    pub(super) fn turn(&mut self, by: i8) {
        let count = i64::try_from(self.options.len()).unwrap_or(i64::MAX).max(1);
        let at = i64::try_from(self.at).unwrap_or_default() + i64::from(by);
        self.at = usize::try_from(at.rem_euclid(count)).unwrap_or_default();
    }

    /// Gives the answer that the keys are at.
    pub(super) fn choose(&mut self) -> Option<(ControlId, u8)> {
        let option = u8::try_from(self.at).ok()?;
        self.chosen = Some(self.at);
        Some((self.control, option))
    }

    /// Gives an answer by its number, counted from 1; `None` where there is none of that number.
    pub(super) fn pick(&mut self, number: u8) -> Option<(ControlId, u8)> {
        let at = usize::from(number).checked_sub(1)?;
        if at >= self.options.len() {
            return None;
        }
        self.at = at;
        self.choose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Area, Orientation};

    fn asked() -> Asked {
        let layout = PadLayout::new("", Orientation::Any)
            .choices("", Area::ALL, ["👍", "😢"])
            .choices("", Area::ALL, ["Paris", "Rome", "Oslo"]);
        Asked::of(&layout).expect("a question")
    }

    #[test]
    fn keys_go_round_and_choose() {
        let mut asked = asked();
        asked.turn(-1);
        assert_eq!((asked.at(), asked.chosen()), (2, None));
        asked.turn(2);
        assert_eq!(asked.choose(), Some((ControlId(1), 1)));
        assert_eq!(asked.chosen(), Some(1));
    }

    #[test]
    fn numbers_choose_what_is_there() {
        let mut asked = asked();
        assert_eq!(asked.pick(3), Some((ControlId(1), 2)));
        for wrong in [0, 4, 9, 255] {
            assert_eq!(asked.pick(wrong), None);
        }
        assert_eq!((asked.at(), asked.chosen()), (2, Some(2)));
    }

    #[test]
    fn pictures_are_no_question() {
        let layout = PadLayout::new("", Orientation::Any).choices("", Area::ALL, ["👍", "❤"]);
        assert_eq!(Asked::of(&layout), None);
    }
}
