//! What to tell the player, in words: short, plain, what to do next first. Pure: from the model to a [`Status`].

use crate::find::{Fault, Told, Unreached};
use crate::model::{Connection, PadModel};
use crate::words::Words;
use couchpad_core::PadLoss;
use couchpad_core::protocol::{Phase, Place};

/// How it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It goes on by itself; something moves to show it.
    Waiting,
    /// It will come, by somebody else's doing.
    Calm,
    /// It was well and is not; it may come back by itself.
    Worried,
    /// It is over, or the player has to do something.
    Final,
}

/// What covers the pad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// How it is told.
    pub tone: Tone,
    /// The one thing to read.
    pub heading: String,
    /// What to do, or what happens next.
    pub words: String,
    /// A line for who looks for it; may be empty.
    pub detail: String,
    /// Whether the controls shine through.
    pub see_through: bool,
}

/// The status that the pad shows; none in play.
#[must_use]
pub fn status(model: &PadModel, words: &Words) -> Option<Status> {
    match model.connection {
        Connection::Connecting { attempt } => Some(connecting(attempt, model.unreached, words)),
        Connection::Lost { reason, attempt } => Some(Status {
            see_through: model.shows_controls(),
            ..lost(reason, attempt, words)
        }),
        Connection::Refused(refusal) => Some(over(&Fault::Refused(refusal), words)),
        Connection::Impostor => Some(over(&Fault::Impostor, words)),
        Connection::Ended(end) => Some(over(&Fault::Ended(end), words)),
        Connection::Live => live(model, words),
    }
}

const fn told(tone: Tone, heading: String, words: String, detail: String) -> Status {
    Status {
        tone,
        heading,
        words,
        detail,
        see_through: false,
    }
}

fn connecting(attempt: u32, unreached: Option<Unreached>, words: &Words) -> Status {
    let detail = tries(attempt, words);
    if let Some(why) = unreached {
        let Told { heading, words } = why.told(words);
        return told(Tone::Waiting, heading, words, detail);
    }
    let todo = match attempt {
        0..=1 => "connecting-first",
        2..=3 => "connecting-still",
        _ => "connecting-check",
    };
    let (heading, todo) = (words.say("connecting"), words.say(todo));
    told(Tone::Waiting, heading, todo, detail)
}

/// Promises no seat: a receiver keeps it for a while only, and one that starts anew knows nobody.
fn lost(reason: PadLoss, attempt: u32, words: &Words) -> Status {
    let [heading, todo] = match (reason, attempt) {
        (PadLoss::ReceiverQuit, _) => ["lost-closed", "lost-closed.words"],
        (PadLoss::Suspended, 0..=8) => ["lost-slept", "lost-slept.words"],
        // the first seconds: most losses are short
        (_, 0..=8) => ["lost", "lost.words"],
        _ => ["lost-long", "lost-long.words"],
    };
    let detail = tries(attempt, words);
    told(Tone::Worried, words.say(heading), words.say(todo), detail)
}

/// Which try it is, once that says something.
fn tries(attempt: u32, words: &Words) -> String {
    if attempt > 1 {
        words.with("connecting-try", &[("count", attempt.into())])
    } else {
        String::new()
    }
}

fn over(fault: &Fault, words: &Words) -> Status {
    let Told { heading, words } = fault.told(words);
    told(Tone::Final, heading, words, String::new())
}

fn live(model: &PadModel, words: &Words) -> Option<Status> {
    let has_controls = model
        .layout
        .as_ref()
        .is_some_and(|l| !l.controls.is_empty());
    if has_controls {
        return None;
    }
    let (tone, heading, todo) = match (model.place, model.phase) {
        (Some(Place::Waiting { ahead }), _) => {
            (Tone::Calm, place_in_line(ahead, words), "line-words")
        }
        (Some(Place::Seated { .. }), Phase::Lobby) => {
            (Tone::Calm, words.say("live-in"), "live-in.words")
        }
        (Some(Place::Seated { .. }), _) => (Tone::Calm, words.say("live-look"), "live-look.words"),
        (None, _) => (
            Tone::Waiting,
            words.say("live-connected"),
            "live-connected.words",
        ),
    };
    Some(told(tone, heading, words.say(todo), String::new()))
}

fn place_in_line(ahead: u16, words: &Words) -> String {
    if ahead == 0 {
        return words.say("line-next");
    }
    let place = u32::from(ahead) + 1;
    words.with("line-place", &[("place", place.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::PadEnd;
    use couchpad_core::protocol::control::Refusal;
    use couchpad_core::protocol::{
        Area, ButtonIndex, ControlKind, Orientation, PadLayout, SeatIndex, Weight,
    };

    fn status(model: &PadModel) -> Option<Status> {
        super::status(model, &Words::default())
    }

    fn model(connection: Connection) -> PadModel {
        PadModel {
            connection,
            ..Default::default()
        }
    }

    #[test]
    fn places_in_line_are_counted_as_people_do() {
        let heading = |ahead| place_in_line(ahead, &Words::default());
        assert_eq!(heading(0), "You are next in line");
        for (ahead, ending) in [
            (1, "2nd"),
            (2, "3rd"),
            (3, "4th"),
            (10, "11th"),
            (12, "13th"),
            (20, "21st"),
            (110, "111th"),
            (112, "113th"),
            (121, "122nd"),
        ] {
            assert_eq!(heading(ahead), format!("You are {ending} in line"));
        }
        assert!(place_in_line(u16::MAX, &Words::default()).contains("65536th"));
    }

    #[test]
    fn controls_need_no_words() {
        let mut live = model(Connection::Live);
        live.place = Some(Place::Seated {
            seat: SeatIndex(0),
            mark: 0,
        });
        assert!(status(&live).is_some(), "no layout yet");
        let button = ControlKind::Button {
            button: ButtonIndex(0),
            weight: Weight::Primary,
        };
        let layout = PadLayout::new("", Orientation::Any).with("GO", Area::ALL, button);
        live.layout = Some(layout.into());
        live.met = true;
        assert_eq!(status(&live), None);
        live.connection = Connection::Lost {
            reason: PadLoss::Silent,
            attempt: 4,
        };
        let lost = status(&live).expect("said");
        assert!(lost.see_through && lost.detail.contains("Try 4"));
    }

    #[test]
    fn a_lost_receiver_is_tried_again_and_no_place_is_promised() {
        let words = |attempt| {
            let reason = PadLoss::ReceiverGone;
            let mut model = model(Connection::Lost { reason, attempt });
            model.place = Some(Place::Seated {
                seat: SeatIndex(0),
                mark: 0,
            });
            status(&model).expect("said").words
        };
        for attempt in 0..200 {
            assert!(words(attempt).to_lowercase().contains("trying"));
            assert!(!words(attempt).contains("kept"));
        }
        assert!(!words(8).contains("Check") && words(9).contains("Check"));
    }

    #[test]
    fn who_comes_back_to_the_app_is_not_told_of_a_fault() {
        let after = |reason, attempt| {
            let lost = model(Connection::Lost { reason, attempt });
            status(&lost).expect("said")
        };
        let back = after(PadLoss::Suspended, 1);
        assert_eq!(back.heading, "Welcome back");
        assert!(back.words.contains("background") && back.words.contains("Trying"));
        // once it lasts, the reason is another one
        let long = after(PadLoss::Suspended, 9);
        assert_eq!(long, after(PadLoss::Silent, 9));
    }

    #[test]
    fn a_long_search_says_what_to_check() {
        let early = status(&model(Connection::Connecting { attempt: 1 })).expect("said");
        let late = status(&model(Connection::Connecting { attempt: 9 })).expect("said");
        assert!(!early.words.contains("network") && late.words.contains("network"));
        assert_eq!(late.detail, "Try 9");
    }

    #[test]
    fn a_receiver_that_is_not_reached_has_its_reason() {
        let mut model = model(Connection::Connecting { attempt: 3 });
        model.unreached = Some(Unreached::Refused);
        let status = status(&model).expect("said");
        assert_eq!(status.tone, Tone::Waiting, "it is tried again");
        assert!(status.heading.contains("not open"), "{}", status.heading);
    }

    #[test]
    fn every_ending_says_what_to_do() {
        let ends = [PadEnd::Left, PadEnd::Kicked, PadEnd::Replaced].map(Connection::Ended);
        let refusals =
            [Refusal::Full, Refusal::UpdatePad, Refusal::Malformed].map(Connection::Refused);
        for connection in ends.into_iter().chain(refusals) {
            let status = status(&model(connection)).expect("said");
            assert_eq!(status.tone, Tone::Final);
            assert!(!status.words.is_empty());
        }
    }
}
