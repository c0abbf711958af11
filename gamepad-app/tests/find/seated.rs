//! The sheet over the game: leaving, and asking to be remembered.

use super::{NOW, Phone};
use couchpad_gamepad::find::{Act, Effect, News, Screen, page};
use couchpad_gamepad::model::{Connection, PadModel};
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::words::Words;

#[test]
fn leaving_takes_a_second_deliberate_tap() {
    let mut phone = Phone::choose("tv", 7);
    phone.news(News::Live).act(Act::Back);
    assert_eq!(*phone.screen(), Screen::Play { menu: true });
    assert!(!phone.done.contains(&Effect::Leave));
    phone.act(Act::Back);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
    phone.act(Act::Menu).act(Act::Leave);
    assert_eq!(*phone.screen(), Screen::Find);
    assert!(phone.done.contains(&Effect::Leave));
    assert_eq!(
        phone.done.last(),
        Some(&Effect::Search),
        "the list fills again"
    );
}

#[test]
fn remembering_is_asked_once_and_answered_there() {
    let mut phone = Phone::choose("tv", 1);
    phone.digits("123456").news(News::Live).act(Act::Menu);
    let pad = PadModel {
        connection: Connection::Live,
        remembered: Some(false),
        ..PadModel::default()
    };
    let offers = |phone: &Phone| {
        let acts = page(
            &phone.finder,
            &pad,
            &Settings::default(),
            &Words::default(),
            NOW,
        )
        .unwrap()
        .acts();
        acts.contains(&Act::Remember)
    };
    assert!(offers(&phone));
    phone.act(Act::Remember);
    assert_eq!(phone.done.last(), Some(&Effect::RememberMe));
    assert!(!offers(&phone));
    phone.news(News::Remembered);
    assert!(offers(&phone), "they said no: it may be asked again");
    let told = PadModel { answers: 1, ..pad };
    let shown = |phone: &Phone| {
        format!(
            "{:?}",
            page(
                &phone.finder,
                &told,
                &Settings::default(),
                &Words::default(),
                NOW
            )
        )
    };
    assert!(shown(&phone).contains("Not this time"));
    phone.act(Act::Remember);
    assert!(shown(&phone).contains("Ask at the big screen"));
    // back from a loss: the receiver may be another run of itself, which never heard the wish
    phone.news(News::Live);
    let acts = page(
        &phone.finder,
        &told,
        &Settings::default(),
        &Words::default(),
        NOW,
    )
    .unwrap()
    .acts();
    assert!(acts.contains(&Act::Remember));
}
