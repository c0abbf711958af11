//! The settings: where they are opened from, what a choice does, what is forgotten, and that play goes on under them.

use super::{NOW, Phone, paired};
use couchpad_core::PadEnd;
use couchpad_gamepad::find::{
    Act, Effect, Event, Fault, Finder, Forgets, News, Page, Screen, page,
};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::settings::{Choice, Hand, Settings};
use couchpad_gamepad::words::Words;

fn shown(finder: &Finder, settings: &Settings) -> Page {
    let (pad, words) = (PadModel::default(), Words::default());
    page(finder, &pad, settings, &words, NOW).expect("a page")
}

/// In a game, with its sheet open.
fn playing() -> Phone {
    let mut phone = Phone::choose("tv", 7);
    phone.news(News::Live).act(Act::Menu);
    phone.done.clear();
    phone
}

#[test]
fn the_settings_are_a_tap_away_from_the_list_and_from_the_sheet_in_play() {
    let mut phone = Phone::new();
    assert!(
        shown(&phone.finder, &Settings::default())
            .acts()
            .contains(&Act::Tune)
    );
    phone.act(Act::Tune);
    assert!(matches!(phone.screen(), Screen::Settings { .. }));
    phone.act(Act::Tune).act(Act::Back);
    assert_eq!(
        *phone.screen(),
        Screen::Find,
        "they do not lie on themselves"
    );

    let mut phone = playing();
    assert!(
        shown(&phone.finder, &Settings::default())
            .acts()
            .contains(&Act::Tune)
    );
    phone.act(Act::Tune);
    assert!(phone.finder.covers() && !phone.finder.plays());
    phone.act(Act::Back);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
    assert_eq!(phone.done, [], "the game went on meanwhile");
}

#[test]
fn play_that_breaks_off_and_comes_back_leaves_the_settings_open() {
    let mut phone = playing();
    phone.act(Act::Tune).act(Act::Player).news(News::Live);
    assert!(matches!(phone.screen(), Screen::Player { .. }));
    phone.act(Act::GoOn).act(Act::Back);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
    phone.act(Act::Menu).act(Act::Tune);
    phone.news(News::Ended(PadEnd::Kicked));
    let over = Fault::Ended(PadEnd::Kicked);
    assert_eq!(
        *phone.screen(),
        Screen::Failure(over),
        "but not beyond its end"
    );
}

#[test]
fn every_choice_that_is_offered_can_be_made_and_shows() {
    let mut phone = Phone::new();
    phone.finder = phone.finder.in_a_shell();
    phone.act(Act::Tune);
    let mut settings = Settings::default();
    // what cannot be tapped before something was moved
    let moved = couchpad_core::protocol::Area::ALL;
    let (shape, control) = (
        couchpad_gamepad::settings::LayoutShape(1),
        couchpad_core::protocol::ControlId(0),
    );
    settings.arrangements.put(shape, control, moved);
    let before = shown(&phone.finder, &settings);
    let choices = |page: &Page| -> Vec<Choice> {
        let acts = page.acts().into_iter();
        acts.filter_map(|act| match act {
            Act::Choose(choice) => Some(choice),
            _ => None,
        })
        .collect()
    };
    let mut changed = 0;
    for choice in choices(&before) {
        phone.done.clear();
        phone.act(Act::Choose(choice));
        assert_eq!(phone.done, [Effect::Choose(choice)]);
        let mut chosen = settings.clone();
        chosen.choose(choice);
        if chosen != settings {
            changed += 1;
            assert_ne!(shown(&phone.finder, &chosen), before, "{choice:?}");
        }
    }
    // hand, steering, slower, faster, large, tilt, moved, weaker, larger, contrast, two motions, six languages
    assert_eq!(changed, 18);
}

#[test]
fn the_hand_is_one_of_two_and_says_which() {
    let mut phone = Phone::new();
    phone.act(Act::Tune);
    let page = |hand| {
        let settings = Settings {
            hand,
            ..Settings::default()
        };
        format!("{:?}", shown(&phone.finder, &settings))
    };
    let chosen = |page: &str, name: &str| page.contains(&format!("\"{name}\", chosen: true"));
    assert!(chosen(&page(Hand::Left), "Left hand"));
    assert!(!chosen(&page(Hand::Left), "Right hand"));
    assert!(chosen(&page(Hand::Right), "Right hand"));
}

#[test]
fn who_plays_is_changed_at_once_and_a_name_of_nothing_changes_nothing() {
    let mut phone = playing();
    phone.finder = phone.finder.for_player("Ada");
    phone.act(Act::Tune).act(Act::Player).act(Act::Mark(3));
    assert_eq!(phone.done, [Effect::Choose(Choice::Mark(3))]);
    phone.on(Event::Typed(" L".into())).act(Act::Back);
    assert_eq!(phone.done.last(), Some(&Effect::Rename("Ada L".into())));
    assert!(matches!(phone.screen(), Screen::Settings { .. }));
    phone.done.clear();
    phone.act(Act::Player);
    for _ in 0..9 {
        phone.act(Act::Delete);
    }
    phone.act(Act::GoOn);
    assert_eq!(phone.done, []);
    phone
        .act(Act::Player)
        .on(Event::Named(" Bo\u{202e}".into()));
    assert_eq!(phone.done, [Effect::Rename("Bo".into())]);
}

#[test]
fn nothing_is_forgotten_without_a_second_word_nor_in_play() {
    let mut phone = Phone::new();
    phone.on(paired()).act(Act::Tune);
    phone.done.clear();
    phone.act(Act::Forget(Forgets::Receivers));
    assert!(matches!(phone.screen(), Screen::Forget { .. }));
    phone.act(Act::Back);
    assert_eq!(phone.done, []);
    phone.act(Act::Forget(Forgets::Receivers)).act(Act::Confirm);
    assert_eq!(
        phone.done,
        [Effect::Forget(Forgets::Receivers), Effect::LoadRecent]
    );
    assert!(matches!(phone.screen(), Screen::Settings { .. }));
    // with nobody to forget there is nothing to tap
    phone.on(Event::Recent(Vec::new()));
    let acts = shown(&phone.finder, &Settings::default()).acts();
    assert!(!acts.contains(&Act::Forget(Forgets::Receivers)));
    assert!(acts.contains(&Act::Forget(Forgets::Everything)));

    let mut phone = playing();
    phone.act(Act::Tune);
    for what in [Forgets::Receivers, Forgets::Everything] {
        let acts = shown(&phone.finder, &Settings::default()).acts();
        assert!(!acts.contains(&Act::Forget(what)));
        phone.act(Act::Forget(what)).act(Act::Confirm);
    }
    assert_eq!(phone.done, []);
}

#[test]
fn whoever_forgets_everything_is_new_here() {
    let mut phone = Phone::new();
    phone.finder = phone.finder.for_player("Ada");
    phone.on(paired()).act(Act::Tune);
    phone.done.clear();
    phone
        .act(Act::Forget(Forgets::Everything))
        .act(Act::Confirm);
    assert_eq!(phone.done, [Effect::Forget(Forgets::Everything)]);
    assert!(!phone.finder.asks_who(), "it is not done yet");
    phone.on(Event::Forgotten);
    assert!(phone.finder.asks_who());
    assert!(phone.done.contains(&Effect::StopSearch));
    let shown = format!("{:?}", shown(&phone.finder, &Settings::default()));
    assert!(!shown.contains("Ada"), "{shown}");
    phone.act(Act::GoOn);
    assert_eq!(phone.done.last(), Some(&Effect::Search));
}
