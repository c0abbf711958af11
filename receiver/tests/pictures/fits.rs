//! What is on the screens has room there, by the layout's own numbers: START is whole whatever there is to choose, and nothing
//! that is said lies over a name or anything else that one reads.

use super::{card, eight, four, roster, studio, studio_with};
use bevy::prelude::*;
use bevy::ui::{CalculatedClip, UiGlobalTransform};
use couchpad_games::game::GameEntry;
use couchpad_pictures::Studio;
use couchpad_protocol::{PadId, SeatIndex};
use couchpad_receiver::chat::{Bubble, Chat, Said};
use couchpad_receiver::choices::{Choices, Pack};
use couchpad_receiver::flow::Screen;
use couchpad_receiver::room::Room;
use couchpad_receiver::roster::{Card, Presence, Roster};
use couchpad_receiver::sound::{Volume, VolumeWish};
use couchpad_receiver::stage::Stage;
use couchpad_theme::Motion;
use couchpad_theme::emotes::Emote;
use std::time::Duration;

/// Frames until everything lies where it stays.
const LAID: u32 = 6;
/// How far two boxes may reach into each other, in pixels: lines have air above and below.
const AIR: f32 = 1.5;
/// The longest that can be said.
const LONG: &str = "wait for me, I only have to put the pizza into the oven: 5 m";

/// Something on the screen: what it is, where it lies, and what of it is seen.
#[derive(Clone)]
struct Seen {
    what: String,
    whole: Rect,
    seen: Rect,
}

impl Seen {
    fn is_cut_below(&self) -> bool {
        self.seen.max.y < self.whole.max.y - AIR
    }
}

fn rect(node: &ComputedNode, at: &UiGlobalTransform) -> Rect {
    Rect::from_center_size(at.translation, node.size())
}

fn seen(what: String, whole: Rect, clip: Option<&CalculatedClip>) -> Option<Seen> {
    let seen = clip.map_or(whole, |clip| clip.clip.intersect(whole));
    let is_seen = !whole.is_empty() && !seen.is_empty();
    is_seen.then_some(Seen { what, whole, seen })
}

/// All words and all pictures that players say, as they are seen.
fn all_seen(studio: &mut Studio) -> Vec<Seen> {
    let world = studio.app().world_mut();
    let mut words = world.query::<(
        &Text,
        &ComputedNode,
        &UiGlobalTransform,
        Option<&CalculatedClip>,
        &InheritedVisibility,
    )>();
    let words = words
        .iter(world)
        .filter(|(text, .., shown)| shown.get() && !text.0.is_empty());
    let words =
        words.filter_map(|(text, node, at, clip, _)| seen(text.0.clone(), rect(node, at), clip));
    let mut all: Vec<_> = words.collect();
    let mut pictures = world.query::<(&ImageNode, &ComputedNode, &UiGlobalTransform)>();
    let emotes = Emote::ALL.map(|emote| emote.image());
    let said = pictures
        .iter(world)
        .filter(|(image, ..)| emotes.contains(&image.image));
    all.extend(said.filter_map(|(_, node, at)| seen("(a picture)".into(), rect(node, at), None)));
    all
}

/// The pill around a word.
fn pill(studio: &mut Studio, word: &str) -> Rect {
    let world = studio.app().world_mut();
    let mut words = world.query::<(&Text, &ChildOf)>();
    let pill = words.iter(world).find(|(text, _)| text.0 == word);
    let pill = pill.map(|(_, of)| of.parent()).expect("it is there");
    let mut nodes = world.query::<(&ComputedNode, &UiGlobalTransform)>();
    let (node, at) = nodes.get(world, pill).expect("a node");
    rect(node, at)
}

/// What lies over something else, and what leaves the screen.
fn covered(studio: &mut Studio, screen: Vec2, case: &str) -> Vec<String> {
    let all = all_seen(studio);
    let glass = Rect::from_corners(Vec2::ZERO, screen).inflate(AIR);
    let mut wrong = Vec::new();
    for (number, one) in all.iter().enumerate() {
        if !glass.contains(one.seen.min) || !glass.contains(one.seen.max) {
            let (what, at) = (&one.what, one.seen);
            wrong.push(format!("{case}: {what:?} leaves the screen: {at:?}"));
        }
        for other in &all[..number] {
            let both = one.seen.intersect(other.seen);
            if both.width() >= AIR && both.height() >= AIR {
                let (what, whom) = (&one.what, &other.what);
                wrong.push(format!("{case}: {what:?} and {whom:?} share {both:?}"));
            }
        }
    }
    wrong
}

/// Tells all that is wrong at once.
fn nothing(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn says(seat: Option<u16>, name: &str, said: Said) -> Bubble {
    Bubble {
        pad: PadId(u32::from(seat.unwrap_or(99)) + 1),
        name: name.into(),
        seat: seat.map(SeatIndex),
        mark: seat.and_then(|seat| u8::try_from(seat).ok()),
        said,
        until: Duration::MAX,
    }
}

/// More than there is room for.
fn talk() -> Chat {
    let text = |words: &str| Said::Text(words.into());
    let bubbles = vec![
        says(None, "Dora", text("may I join you?")),
        says(Some(0), "Ada", text("hi!")),
        says(Some(1), "Łukasz", text(LONG)),
        says(Some(2), "Ωρίων", Said::Emote(Emote::Love)),
        says(Some(3), "Maximiliane von der Aa", Said::Emote(Emote::Laugh)),
        says(Some(7), "Noor", text(LONG)),
    ];
    Chat { bubbles }
}

/// So many of so many seats, one of them at the keyboard, one away.
fn people(count: u16, seats: usize) -> Roster {
    let cards = (0..count).map(|seat| Card {
        pad: PadId(u32::from(seat) + 1),
        seat: SeatIndex(seat),
        mark: u8::try_from(seat % 16).expect("few"),
        ..card(seat % 8)
    });
    let mut all = Roster {
        seats,
        waiting: 2,
        ..roster(cards.collect())
    };
    if let [first, second, ..] = &mut all.cards[..] {
        first.local = true;
        second.presence = Presence::Away;
    }
    all
}

/// Chooses everything that can be: each line that there may be is there.
fn choose_all(studio: &mut Studio, entry: &GameEntry) {
    let mut choices = studio.app().world_mut().resource_mut::<Choices>();
    choices.daily = true;
    let pack = Pack {
        name: "A Castle in the Clouds".into(),
        text: "".into(),
    };
    choices.play_with(entry.manifest, pack);
}

/// Windows by what they are: what is drawn depends on their shape alone.
const WINDOWS: [(u32, u32); 6] = [
    (800, 600),
    (750, 600),
    (960, 540),
    (1433, 600),
    (1800, 600),
    (600, 600),
];

#[test]
fn start_is_whole_whatever_there_is_to_choose() {
    let mut wrong = Vec::new();
    for (width, height) in WINDOWS {
        let mut studio = studio(width, height, four(), Screen::Lobby);
        studio.app().insert_resource(Motion { reduced: true });
        studio.app().insert_resource(Volume::default());
        let screen = Vec2::new(width as f32, height as f32);
        for entry in couchpad_games::games() {
            choose_all(&mut studio, entry);
            studio.app().insert_resource(Stage::new(*entry));
            let seats = entry.manifest.seats.seats();
            for count in [1, 8, 16, 40].into_iter().filter(|count| *count <= seats) {
                studio
                    .app()
                    .insert_resource(people(count, usize::from(seats)));
                for chat in [Chat::default(), talk()] {
                    let title = entry.manifest.title;
                    let lines = chat.bubbles.len();
                    let case =
                        format!("{width} x {height}, {title}, {count} players, {lines} talk");
                    studio.app().insert_resource(chat);
                    studio.step(LAID);
                    let start = pill(&mut studio, "START");
                    if start.max.cmpgt(screen).any() {
                        wrong.push(format!("{case}: START is at {start:?}"));
                    }
                    wrong.extend(covered(&mut studio, screen, &case));
                    // with much talk, and on windows that are no screens, the last lines may give way
                    if lines == 0 && width >= 750 {
                        let cut = all_seen(&mut studio).into_iter().filter(Seen::is_cut_below);
                        wrong.extend(cut.map(|cut| format!("{case}: {:?} is cut off", cut.what)));
                    }
                }
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn news_and_loudness_lie_over_nothing() {
    let mut wrong = Vec::new();
    for (width, height) in WINDOWS {
        for screen in [Screen::Lobby, Screen::Paused, Screen::Results] {
            let stage = super::play::with_results(&[]);
            let mut studio = studio_with(width, height, eight(), screen, stage);
            let world = studio.app().world_mut();
            world.insert_resource(Motion { reduced: true });
            world.insert_resource(Volume::default());
            world.resource_mut::<Room>().news =
                Some("Too many wrong codes: there is a new room code.".into());
            world.write_message(VolumeWish::Softer);
            studio.step(LAID);
            let glass = Vec2::new(width as f32, height as f32);
            let case = format!("{width} x {height}, {screen:?}");
            wrong.extend(covered(&mut studio, glass, &case));
            let all = all_seen(&mut studio);
            for words in ["Too many", "Sound"] {
                assert!(
                    all.iter().any(|one| one.what.starts_with(words)),
                    "{case}: {words}"
                );
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn nobody_talks_over_the_points_and_the_results() {
    let mut wrong = Vec::new();
    for (width, height) in WINDOWS {
        for screen in [Screen::Playing, Screen::Results] {
            for mut players in [four(), eight()] {
                players.waiting = 0;
                let mut studio = studio_with(
                    width,
                    height,
                    players,
                    screen,
                    super::play::with_results(&[]),
                );
                studio.app().insert_resource(Motion { reduced: true });
                studio.app().insert_resource(talk());
                studio.step(LAID);
                let glass = Vec2::new(width as f32, height as f32);
                let case = format!("{width} x {height}, {screen:?}");
                wrong.extend(covered(&mut studio, glass, &case));
            }
        }
    }
    nothing(&wrong);
}
