//! What the room has to say, one sentence at a time, each long enough to be read. Must not know where it is shown.

use super::Room;
use crate::net::PadRejected;
use bevy::prelude::*;
use couchpad_core::protocol::control::Refusal;
use std::collections::VecDeque;
use std::time::Duration;

/// How long a sentence stands when nothing follows.
const STANDS: Duration = Duration::from_secs(10);
/// How long it stands when something does.
const STANDS_AT_LEAST: Duration = Duration::from_secs(4);
/// Sentences that wait; of more, the newest are dropped: they are of a crowd at the door.
const WAITING: usize = 4;

/// A sentence for whoever is at the receiver.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub struct Say(pub String);

/// What waits to be said, and when the present sentence came up.
#[derive(Resource, Default)]
pub(super) struct Sayings {
    waiting: VecDeque<String>,
    since: Duration,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Sayings>().add_message::<Say>();
}

/// Those who were turned away, in words for the ones who could let them in.
pub(super) fn hear_refusals(mut rejected: MessageReader<PadRejected>, mut say: MessageWriter<Say>) {
    let words = rejected
        .read()
        .filter_map(|pad| refused(&pad.name, pad.reason));
    say.write_batch(words.map(Say));
}

fn refused(name: &str, reason: Refusal) -> Option<String> {
    let who = if name.is_empty() { "Somebody" } else { name };
    let why = match reason {
        Refusal::RoomLocked => "wanted to join, but the room is locked",
        Refusal::Full => "wanted to join, but no more controllers are admitted",
        Refusal::UpdatePad => "wanted to join, but the app on that phone is too old: update it",
        Refusal::UpdateReceiver => "wanted to join with a newer app: update Couchpad here",
        // what the phone says is enough, or it is not for this screen to tell
        _ => return None,
    };
    Some(format!("{who} {why}."))
}

/// Shows the next sentence, or none any more.
pub(super) fn speak(
    time: Res<Time<Real>>,
    mut said: MessageReader<Say>,
    mut sayings: ResMut<Sayings>,
    mut room: ResMut<Room>,
) {
    for Say(words) in said.read() {
        let is_there = room.news.as_ref() == Some(words) || sayings.waiting.contains(words);
        if !is_there && sayings.waiting.len() < WAITING {
            sayings.waiting.push_back(words.clone());
        }
    }
    let stood = time.elapsed().saturating_sub(sayings.since);
    let is_over = match (&room.news, sayings.waiting.is_empty()) {
        (None, is_quiet) => !is_quiet,
        (Some(_), true) => stood >= STANDS,
        (Some(_), false) => stood >= STANDS_AT_LEAST,
    };
    if is_over {
        sayings.since = time.elapsed();
        room.news = sayings.waiting.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::time::TimeUpdateStrategy;

    fn app() -> App {
        let mut app = App::new();
        let second = TimeUpdateStrategy::ManualDuration(Duration::from_secs(1));
        app.add_plugins((MinimalPlugins, plugin))
            .insert_resource(second)
            .init_resource::<Room>()
            .add_systems(Update, speak);
        app.update();
        app
    }

    fn say(app: &mut App, words: &str) {
        app.world_mut().write_message(Say(words.into()));
    }

    fn said(app: &mut App, seconds: u32) -> Option<String> {
        for _ in 0..seconds {
            app.update();
        }
        app.world().resource::<Room>().news.clone()
    }

    #[test]
    fn a_sentence_stands_and_goes() {
        let mut app = app();
        assert_eq!(said(&mut app, 3), None);
        say(&mut app, "one");
        assert_eq!(said(&mut app, 1).as_deref(), Some("one"));
        assert_eq!(said(&mut app, 9).as_deref(), Some("one"));
        assert_eq!(said(&mut app, 1), None);
    }

    #[test]
    fn each_is_readable_and_none_is_said_twice_at_once() {
        let mut app = app();
        for words in ["one", "two", "two", "one"] {
            say(&mut app, words);
        }
        assert_eq!(said(&mut app, 4).as_deref(), Some("one"));
        assert_eq!(said(&mut app, 1).as_deref(), Some("two"));
        assert_eq!(said(&mut app, 10), None);
    }

    #[test]
    fn a_crowd_at_the_door_does_not_talk_for_minutes() {
        let mut app = app();
        for number in 0..100 {
            say(&mut app, &number.to_string());
        }
        let all = u32::try_from(WAITING).unwrap() * 10;
        assert_eq!(said(&mut app, all), None);
    }

    #[test]
    fn only_those_who_can_help_hear_of_a_refusal() {
        let words = refused("Ada", Refusal::RoomLocked).unwrap();
        assert_eq!(words, "Ada wanted to join, but the room is locked.");
        assert!(refused("", Refusal::Full).unwrap().starts_with("Somebody"));
        assert_eq!(refused("Ada", Refusal::WrongCode), None);
    }
}
