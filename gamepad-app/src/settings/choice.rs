//! One choice of the player's at a time: what a tap on a page of the settings changes. Must not know pages.

use super::{HAPTICS, Hand, Language, MotionWish, Settings, Steering, TEXT};

/// The steps of the sensitivity that are offered, in per cent.
const SPEEDS: [u16; 10] = [25, 50, 75, 100, 125, 150, 200, 250, 300, 400];
/// The steps of how strongly things are felt, in per cent.
const STRENGTHS: [u8; 5] = [0, 25, 50, 75, HAPTICS];

/// What the player chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// A colour and shape.
    Mark(u8),
    /// The hand that does the pressing.
    Hand(Hand),
    /// What a finger on an area that steers means.
    Steering(Steering),
    /// How much a motion counts, in per cent.
    Sensitivity(u16),
    /// How strongly things are felt, in per cent.
    Haptics(u8),
    /// How large letters are, in per cent.
    Text(u16),
    /// Whether what is drawn stands out more.
    HighContrast(bool),
    /// Whether things move.
    Motion(MotionWish),
    /// Whether what is pressed is larger.
    LargeButtons(bool),
    /// The language of the app.
    Language(Option<Language>),
    /// Whether leaning the phone steers.
    Tilt(bool),
    /// Controls lie as their games have them.
    ResetArrangements,
}

impl Settings {
    /// Takes a choice. What is out of bounds becomes the nearest that is not.
    pub fn choose(&mut self, choice: Choice) {
        let mut chosen = self.clone();
        match choice {
            Choice::Mark(mark) => chosen.mark = Some(mark),
            Choice::Hand(hand) => chosen.hand = hand,
            Choice::Steering(steering) => chosen.steering = steering,
            Choice::Sensitivity(share) => chosen.sensitivity = share,
            Choice::Haptics(strength) => chosen.haptics = strength,
            Choice::Text(size) => chosen.text = size,
            Choice::HighContrast(on) => chosen.high_contrast = on,
            Choice::Motion(wish) => chosen.motion = wish,
            Choice::LargeButtons(on) => chosen.large_buttons = on,
            Choice::Language(language) => chosen.language = language,
            Choice::Tilt(on) => chosen.tilt = on,
            Choice::ResetArrangements => chosen.arrangements.clear(),
        }
        *self = chosen.bounded();
    }

    /// The next smaller and the next larger sensitivity that is offered.
    #[must_use]
    pub fn speeds(&self) -> [Option<Choice>; 2] {
        around(&SPEEDS, self.sensitivity).map(|share| share.map(Choice::Sensitivity))
    }

    /// The next weaker and the next stronger that things can be felt.
    #[must_use]
    pub fn strengths(&self) -> [Option<Choice>; 2] {
        around(&STRENGTHS, self.haptics).map(|strength| strength.map(Choice::Haptics))
    }

    /// The next smaller and the next larger size of letters.
    #[must_use]
    pub fn sizes(&self) -> [Option<Choice>; 2] {
        around(&TEXT, self.text).map(|size| size.map(Choice::Text))
    }
}

/// The neighbours of a value, below and above.
fn around<T: PartialOrd + Copy>(steps: &[T], value: T) -> [Option<T>; 2] {
    let below = steps.iter().rev().find(|step| **step < value);
    let above = steps.iter().find(|step| **step > value);
    [below.copied(), above.copied()]
}

#[cfg(test)]
mod tests {
    use super::super::SENSITIVITY;
    use super::*;

    #[test]
    fn steps_lead_from_end_to_end_and_stay_within_bounds() {
        let mut settings = Settings::default();
        let mut walk = |side: usize, next: fn(&Settings) -> [Option<Choice>; 2]| {
            let mut taken = 0;
            while let Some(choice) = next(&settings)[side] {
                settings.choose(choice);
                taken += 1;
                assert!(taken < 20, "it ends");
            }
            settings.clone()
        };
        assert_eq!(walk(1, Settings::speeds).sensitivity, *SENSITIVITY.end());
        assert_eq!(walk(0, Settings::speeds).sensitivity, *SENSITIVITY.start());
        assert_eq!(walk(0, Settings::strengths).haptics, 0);
        assert_eq!(walk(1, Settings::strengths).haptics, HAPTICS);
        assert_eq!(walk(1, Settings::sizes).text, 200);
        assert_eq!(walk(0, Settings::sizes).text, 100);
    }

    #[test]
    fn a_value_between_two_steps_finds_its_neighbours() {
        let settings = Settings {
            sensitivity: 110,
            ..Settings::default()
        };
        let speeds = [
            Some(Choice::Sensitivity(100)),
            Some(Choice::Sensitivity(125)),
        ];
        assert_eq!(settings.speeds(), speeds);
    }

    #[test]
    fn no_choice_leaves_the_bounds() {
        let mut settings = Settings::default();
        for choice in [
            Choice::Mark(200),
            Choice::Sensitivity(0),
            Choice::Haptics(255),
            Choice::Text(1),
        ] {
            settings.choose(choice);
            assert_eq!(settings.clone().bounded(), settings, "{choice:?}");
        }
        assert_eq!((settings.mark, settings.sensitivity), (None, 25));
    }
}
