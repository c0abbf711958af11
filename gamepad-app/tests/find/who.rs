//! A new player says who that is, with one tap; and nobody who was on the way somewhere is kept from it for longer.

use super::{KEY, NOW, Phone, code, link, paired};
use couchpad_core::protocol::{JoinSecret, PublicKey};
use couchpad_gamepad::find::{Act, Effect, Event, Finder, News, Proof, Screen, Wish};
use couchpad_gamepad::settings::Choice;

/// A phone in the hands of somebody new.
fn stranger(wish: Option<Wish>) -> Phone {
    let mut finder = Finder::new(true, true).for_a_new_player(11);
    let done = finder.start(wish, NOW);
    Phone { finder, done }
}

fn name(phone: &Phone) -> String {
    match phone.screen() {
        Screen::Player { entry, .. } => entry.text().to_owned(),
        other => panic!("nobody is asked: {other:?}"),
    }
}

fn renamed(phone: &Phone) -> Option<&str> {
    phone.done.iter().rev().find_map(|effect| match effect {
        Effect::Rename(name) => Some(name.as_str()),
        _ => None,
    })
}

#[test]
fn one_tap_is_enough_and_the_search_begins_with_it() {
    let mut phone = stranger(None);
    assert_eq!(phone.done, [], "nothing is asked of the system before");
    let suggested = name(&phone);
    assert!(!suggested.is_empty());
    phone.act(Act::GoOn);
    assert_eq!(*phone.screen(), Screen::Find);
    assert_eq!(renamed(&phone), Some(suggested.as_str()));
    let chosen = |effect: &Effect| matches!(effect, Effect::Choose(Choice::Mark(_)));
    assert_eq!(phone.done.iter().filter(|e| chosen(e)).count(), 1);
    assert_eq!(phone.done.last(), Some(&Effect::Search));
}

#[test]
fn what_is_typed_and_chosen_is_what_the_player_is() {
    let mut phone = stranger(None);
    phone.on(Event::Typed("Ada".into())).act(Act::Mark(5));
    assert_eq!(name(&phone), "Ada");
    assert_eq!(phone.done, [], "it is not said yet");
    phone.act(Act::GoOn);
    assert_eq!(renamed(&phone), Some("Ada"));
    assert!(phone.done.contains(&Effect::Choose(Choice::Mark(5))));
}

#[test]
fn a_name_of_nothing_becomes_one_that_somebody_could_have() {
    let mut phone = stranger(None);
    phone.act(Act::Delete);
    assert_eq!(name(&phone), "");
    phone.on(Event::Typed("  ".into())).act(Act::GoOn);
    assert!(renamed(&phone).is_some_and(|name| !name.trim().is_empty()));
    assert_eq!(*phone.screen(), Screen::Find);
}

#[test]
fn another_name_is_one_tap_away() {
    let mut phone = stranger(None);
    let first = name(&phone);
    phone.act(Act::Another);
    assert_ne!(name(&phone), first);
}

#[test]
fn whoever_named_a_receiver_is_on_the_way_there_after_one_tap() {
    let whole = link().with_pairing(JoinSecret([1; 16]), PublicKey([2; 32]));
    for (wish, proof) in [
        (
            (whole.clone(), None),
            Proof::Link(whole.pairing().unwrap().clone()),
        ),
        ((link(), "042719".parse().ok()), code("042719")),
    ] {
        let mut phone = stranger(Some(wish));
        assert_eq!(phone.done, []);
        phone.act(Act::GoOn);
        assert_eq!(phone.proof(), Some(&proof));
        assert_eq!(*phone.screen(), Screen::Joining { trouble: None });
        // the receiver hears of the name in the very first message
        let at = |wanted: fn(&Effect) -> bool| phone.done.iter().position(wanted);
        let said = at(|effect| matches!(effect, Effect::Rename(_)));
        assert!(said < at(|effect| matches!(effect, Effect::Connect(_))));
    }
}

#[test]
fn a_link_that_opens_the_app_waits_for_the_tap_and_nonsense_does_not_replace_it() {
    let mut phone = stranger(None);
    let whole = link().with_pairing(JoinSecret([1; 16]), PublicKey([2; 32]));
    phone
        .on(Event::Scanned(Some(whole.page())))
        .on(Event::Scanned(Some("https://example.org/menu".into())))
        .on(Event::Scanned(None));
    assert!(phone.finder.asks_who());
    phone.act(Act::GoOn);
    assert!(matches!(phone.proof(), Some(Proof::Link(_))));
    // the next time the list is the list
    phone
        .act(Act::Back)
        .act(Act::Tune)
        .act(Act::Player)
        .act(Act::GoOn);
    assert!(matches!(phone.screen(), Screen::Settings { .. }));
}

#[test]
fn the_way_back_from_the_first_screen_leads_out_of_the_app() {
    let mut phone = stranger(None);
    phone.act(Act::Back);
    assert_eq!(phone.done, [Effect::Quit]);
    let mut known = Phone::new();
    known.done.clear();
    known.act(Act::Back);
    assert_eq!(known.done, [Effect::Quit]);
    assert_eq!(*known.screen(), Screen::Find);
}

#[test]
fn an_app_that_was_ended_in_play_goes_back_to_its_seat_and_there_is_a_way_out() {
    let mut finder = Finder::new(true, true);
    finder.on(paired(), NOW);
    let done = finder.start_back(&KEY, NOW);
    let mut phone = Phone { finder, done };
    assert_eq!(phone.proof(), Some(&Proof::Trusted(KEY)));
    assert_eq!(*phone.screen(), Screen::Joining { trouble: None });
    let mut out = Phone {
        finder: phone.finder.clone(),
        done: Vec::new(),
    };
    phone.news(News::Live);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });

    out.act(Act::Back);
    assert_eq!(*out.screen(), Screen::Find);
    assert!(out.done.contains(&Effect::HangUp) && out.done.contains(&Effect::Search));
}

#[test]
fn nobody_is_sent_to_a_receiver_that_was_forgotten_meanwhile() {
    let mut finder = Finder::new(true, true);
    let done = finder.start_back(&KEY, NOW);
    assert_eq!(*finder.screen(), Screen::Find);
    assert!(done.contains(&Effect::Search));
    let mut new = Finder::new(true, true).for_a_new_player(3);
    new.on(paired(), NOW);
    assert_eq!(new.start_back(&KEY, NOW), []);
    assert!(new.asks_who());
}
