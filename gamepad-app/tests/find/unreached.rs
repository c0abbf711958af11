//! Receivers that do not answer, and answers that come too late.

use super::{Phone, nearby};
use couchpad_core::PadEnd;
use couchpad_core::protocol::control::Refusal;
use couchpad_gamepad::find::{Act, Effect, Event, News, Screen, Unreached};

#[test]
fn an_unreached_receiver_is_tried_on_and_says_why() {
    let mut phone = Phone::choose("tv", 1);
    phone
        .digits("123456")
        .news(News::Unreached(Unreached::NoRoute));
    let trouble = Some(Unreached::NoRoute);
    assert_eq!(*phone.screen(), Screen::Joining { trouble });
    phone.act(Act::Why);
    let looked = vec!["192.168.0.1:4455".parse().unwrap()];
    assert_eq!(phone.done.last(), Some(&Effect::Examine(looked)));
    phone
        .news(News::Unreached(Unreached::Refused))
        .act(Act::Back);
    let trouble = Some(Unreached::Refused);
    assert_eq!(*phone.screen(), Screen::Joining { trouble });
    phone.news(News::Live);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
}

#[test]
fn an_announced_receiver_that_does_not_answer_is_doubted_and_no_other() {
    let mut phone = Phone::choose("tv", 1);
    phone.on(Event::Found(nearby("attic", 2)));
    phone.digits("123456");
    let doubts = |phone: &Phone| -> Vec<_> {
        let doubt = |effect: &Effect| match effect {
            Effect::Doubt(id) => Some(id.clone()),
            _ => None,
        };
        phone.done.iter().filter_map(doubt).collect()
    };
    assert!(doubts(&phone).is_empty(), "nobody waited for it yet");
    phone.news(News::Unreached(Unreached::TimedOut));
    assert_eq!(doubts(&phone), ["tv"]);
    phone.on(Event::Gone("tv".into()));
    phone.news(News::Unreached(Unreached::NoRoute));
    assert_eq!(doubts(&phone), ["tv"], "it is not in the list any more");

    // a typed address of an announced receiver is that receiver
    let mut typed = Phone::new();
    typed.on(Event::Found(nearby("tv", 1))).act(Act::Address);
    typed.on(Event::Typed("192.168.0.1".into())).act(Act::Join);
    typed
        .digits("123456")
        .news(News::Unreached(Unreached::Refused));
    assert_eq!(doubts(&typed), ["tv"]);
}

#[test]
fn what_a_dropped_connection_told_on_its_last_way_changes_nothing() {
    let last_words = [
        News::Live,
        News::Refused(Refusal::WrongCode),
        News::Refused(Refusal::NotPaired),
        News::Refused(Refusal::Full),
        News::Unreached(Unreached::TimedOut),
        News::Impostor,
        News::Ended(PadEnd::Interrupted),
        News::Ended(PadEnd::Kicked),
    ];
    for news in last_words {
        for way_out in [Act::Find, Act::Back] {
            let mut phone = Phone::choose("tv", 7);
            assert_eq!(*phone.screen(), Screen::Joining { trouble: None });
            phone.act(way_out.clone());
            phone.done.clear();
            phone.news(news.clone());
            assert_eq!(*phone.screen(), Screen::Find, "{way_out:?}, then {news:?}");
            assert_eq!(phone.done, [], "{way_out:?}, then {news:?}");
        }
        let mut phone = Phone::choose("tv", 7);
        phone.act(Act::EnterCode).news(news.clone());
        assert_eq!(phone.code_trouble(), None, "the code, then {news:?}");
        // and the next connection is heard
        phone.digits("123456").news(News::Live);
        assert_eq!(*phone.screen(), Screen::Play { menu: false });
    }
}
