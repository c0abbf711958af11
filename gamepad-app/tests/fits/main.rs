//! No text of any page or status leaves its box on a small phone, in no language: neither in those that people speak nor in
//! one that is 40 % longer. Laid out for real, and nothing is drawn.

mod glass;
mod scenes;
#[path = "../support/story.rs"]
mod story;
#[path = "../support/mod.rs"]
mod support;

use couchpad_gamepad::words::{Language, Words};
use glass::Glass;

/// The small phones that are still about, in dp.
const SIZES: [(u32, u32); 2] = [(360, 640), (360, 800)];

fn all_fits(words: &Words) {
    fits(words, 100);
}

fn fits(words: &Words, text: u16) {
    let mut faults = Vec::new();
    for (width, height) in SIZES {
        let mut glass = Glass::lettered(width, height, words.clone(), text);
        for (name, scene) in scenes::all(words) {
            let texts = glass.show(scene);
            assert!(!texts.is_empty(), "{name}: nothing is said");
            let wrong = texts.iter().filter_map(glass::Said::fault);
            faults.extend(wrong.map(|fault| format!("{width}x{height}, {name}: {fault}")));
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{words:?}:\n{}", faults.join("\n"));
}

#[test]
fn english() {
    all_fits(&Words::of(Language::English));
}

#[test]
fn german() {
    all_fits(&Words::of(Language::German));
}

#[test]
fn french() {
    all_fits(&Words::of(Language::French));
}

#[test]
fn spanish() {
    all_fits(&Words::of(Language::Spanish));
}

#[test]
fn polish() {
    all_fits(&Words::of(Language::Polish));
}

#[test]
fn ukrainian() {
    all_fits(&Words::of(Language::Ukrainian));
}

#[test]
fn large_letters() {
    fits(&Words::of(Language::English), 150);
}

#[test]
fn the_largest_letters() {
    fits(&Words::of(Language::English), 200);
}

#[test]
fn no_language_at_all() {
    all_fits(&Words::pseudo());
}

/// What the app itself says comes from the languages' files: in brackets, then. Names, numbers, and what receivers send do not.
#[test]
fn nothing_is_said_beside_the_languages() {
    let mut glass = Glass::new(360, 640, Words::pseudo());
    let mut stray = std::collections::BTreeSet::new();
    for (name, scene) in scenes::all(&Words::pseudo()) {
        for said in glass.show(scene) {
            let text = said.text.trim();
            // a part may be joined to an address or between arrows; what is typed has a bar at its end
            let known = text.contains('[') || text.ends_with('|');
            let is_word = text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
            if is_word && !known && !scenes::FROM_OUTSIDE.contains(&text) {
                stray.insert(format!("{name}: {text:?}"));
            }
        }
    }
    assert!(stray.is_empty(), "{stray:#?}");
}

/// Pages, covers and the header change their words under the player's finger.
#[test]
fn a_language_that_the_player_chooses_is_spoken_at_once() {
    let of = |language, name: &str| {
        let words = Words::of(language);
        let scene = scenes::all(&words).into_iter().find(|(one, _)| one == name);
        scene.expect("a scene of that name").1
    };
    let mut glass = Glass::new(360, 640, Words::default());
    for (name, key) in [
        ("list", "find-title"),
        ("unreached TimedOut", "unreached-timed-out"),
        ("play", "play-swipe"),
    ] {
        glass.choose(Language::English);
        let english = glass.show(of(Language::English, name));
        glass.choose(Language::Polish);
        let polish = glass.now();
        let says = |said: &[glass::Said], language| {
            let text = Words::of(language).say(key);
            said.iter().any(|one| one.text.contains(&text))
        };
        assert!(says(&english, Language::English), "{name}");
        assert!(says(&polish, Language::Polish), "{name}");
        assert!(!says(&polish, Language::English), "{name}");
    }
}

/// The measure finds what it is there to find.
#[test]
fn a_word_without_room_is_found() {
    let mut glass = Glass::new(360, 640, Words::default());
    glass.squeeze("Couchpad", 200.0);
    let found = |glass: &mut Glass| {
        let said = glass.show(scenes::list());
        said.iter().filter_map(glass::Said::fault).count()
    };
    assert_eq!(found(&mut glass), 0, "it has room");
    glass.squeeze("Couchpad", 20.0);
    assert_eq!(found(&mut glass), 1);
}
