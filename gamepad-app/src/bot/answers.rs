//! What a bot chooses and writes: something, after it has thought for a while, and something else if the controls are still the
//! same then. Must not know what was asked.

use super::chance::chance;
use crate::touch::Action;
use couchpad_core::protocol::{Control, ControlKind, LayoutRevision, PadLayout};
use couchpad_theme::emotes::Emote;
use std::time::Duration;

/// The shortest and the longest time that it thinks before it answers for the first time, in seconds.
const THINKS: [f64; 2] = [0.5, 1.4];
/// So long it waits until it answers again, in seconds.
const AGAIN: f64 = 1.6;
/// Which random numbers are for what.
const PATIENCE: u64 = 1_001;
const CHOICE: u64 = 1_002;
const WORDS: u64 = 1_003;

/// What it writes with.
const VOCABULARY: [&str; 24] = [
    "amber", "button", "cloud", "dragon", "echo", "feather", "garden", "hammer", "island", "jelly",
    "kettle", "lantern", "marble", "noodle", "orbit", "pepper", "quilt", "river", "saddle",
    "teapot", "umbrella", "velvet", "whistle", "zebra",
];

/// What it has answered on the controls that are there.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// The controls, and since when they are there.
    asked: Option<(LayoutRevision, Duration)>,
    /// How often it has answered.
    given: u64,
}

impl Answers {
    /// What it answers now. `now` never goes back.
    pub(super) fn act(
        &mut self,
        seed: u64,
        now: Duration,
        layout: &PadLayout,
        out: &mut Vec<Action>,
    ) {
        if self.asked.is_none_or(|(known, _)| known != layout.revision) {
            self.asked = Some((layout.revision, now));
            self.given = 0;
        }
        let since = self.asked.map_or(now, |(_, since)| since);
        let about = seed ^ u64::from(layout.revision.0).rotate_left(32);
        let [least, most] = THINKS;
        let first = least + (most - least) * chance(about, PATIENCE, 0);
        let due = first + AGAIN * self.given as f64;
        if (now.saturating_sub(since)).as_secs_f64() < due {
            return;
        }
        self.given += 1;
        let answers = layout.controls.iter().filter_map(|c| self.answer(about, c));
        out.extend(answers);
    }

    fn answer(&self, about: u64, control: &Control) -> Option<Action> {
        let stream = |what: u64| what + u64::from(control.id.0) * 16_384;
        let id = control.id;
        match &control.kind {
            ControlKind::Choices { options } => {
                let real = options.iter().enumerate();
                // a picture is for people to say something with
                let real = real.filter(|(_, words)| Emote::of(words).is_none());
                let count = real.clone().count();
                let nth = chance(about, stream(CHOICE), self.given) * count as f64;
                let (option, _) = real.clone().nth(nth as usize)?;
                let option = u8::try_from(option).ok()?;
                Some(Action::Choose {
                    control: id,
                    option,
                })
            }
            ControlKind::Text { .. } => {
                let word = |n: u64| {
                    let at = chance(about, stream(WORDS), self.given * 4 + n);
                    let at = (at * VOCABULARY.len() as f64) as usize;
                    VOCABULARY.get(at).copied().unwrap_or_default()
                };
                let text = format!("{} {}", word(0), word(1));
                Some(Action::Text { control: id, text })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Area, Orientation};

    fn asked(revision: u16) -> PadLayout {
        let mut layout = PadLayout::new("", Orientation::Any)
            .choices("", Area::ALL, ["Paris", "❤", "Rome", "Oslo"])
            .text_line("", Area::ALL, "Your lie")
            .choices("", Area::ALL, ["👍", "😂"]);
        layout.revision = LayoutRevision(revision);
        layout
    }

    fn answers(seed: u64, revision: u16, seconds: u64) -> Vec<(Duration, Action)> {
        let (layout, mut answers, mut all) = (asked(revision), Answers::default(), Vec::new());
        for now in (0..seconds * 60).map(|beat| Duration::from_millis(beat * 16)) {
            let mut out = Vec::new();
            answers.act(seed, now, &layout, &mut out);
            all.extend(out.into_iter().map(|action| (now, action)));
        }
        all
    }

    #[test]
    fn it_thinks_and_then_answers_everything_that_is_no_picture() {
        for seed in 0..40 {
            let all = answers(seed, 3, 2);
            let (at, first) = &all[0];
            assert!((0.5..=1.5).contains(&at.as_secs_f64()), "{at:?}");
            let chosen =
                matches!(first, Action::Choose { control, option: 0 | 2 | 3 } if control.0 == 0);
            assert!(chosen, "{first:?}");
            let Action::Text { control, text } = &all[1].1 else {
                panic!("{:?}", all[1]);
            };
            assert_eq!((control.0, text.split(' ').count()), (1, 2));
            assert!(all.iter().all(
                |(_, action)| !matches!(action, Action::Choose { control, .. } if control.0 == 2)
            ));
        }
    }

    #[test]
    fn who_is_not_heard_says_something_else() {
        let all = answers(7, 1, 30);
        let chosen = all.iter().filter_map(|(_, action)| match action {
            Action::Choose { option, .. } => Some(*option),
            _ => None,
        });
        let chosen: std::collections::BTreeSet<_> = chosen.collect();
        assert_eq!(chosen, [0, 2, 3].into());
    }

    #[test]
    fn other_controls_are_another_question() {
        let (mut bot, mut out) = (Answers::default(), Vec::new());
        for beat in 0..120 {
            bot.act(5, Duration::from_millis(beat * 16), &asked(1), &mut out);
        }
        assert!(!out.is_empty());
        out.clear();
        bot.act(5, Duration::from_millis(2_000), &asked(2), &mut out);
        assert!(out.is_empty(), "it thinks first");
    }
}
