//! How a receiver is chosen, and what proves that this device may come in.

use super::{KEY, NOW, Phone, code, link, nearby, paired};
use couchpad_core::PadEnd;
use couchpad_core::discovery::Found;
use couchpad_core::protocol::control::{Refusal, VERSION};
use couchpad_core::protocol::{JoinLink, JoinSecret, PublicKey};
use couchpad_gamepad::find::{
    Act, CodeTrouble, Effect, Event, Fault, Finder, News, Proof, Screen, page,
};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::words::Words;
use std::time::Duration;

#[test]
fn a_new_receiver_asks_for_its_code_and_the_sixth_digit_joins() {
    let mut phone = Phone::choose("tv", 1);
    assert!(matches!(phone.screen(), Screen::Code(_)));
    phone.digits("04271");
    assert_eq!(phone.proof(), None);
    phone.digits("9");
    assert_eq!(phone.proof(), Some(&code("042719")));
    phone.news(News::Live);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
    assert!(phone.done.contains(&Effect::StopSearch));
}

#[test]
fn a_wrong_code_clears_the_digits_and_the_next_one_counts() {
    let mut phone = Phone::choose("tv", 1);
    phone
        .digits("111111")
        .news(News::Refused(Refusal::WrongCode));
    assert_eq!(phone.code_trouble(), Some(CodeTrouble::Wrong));
    let Screen::Code(entry) = phone.screen() else {
        panic!("still the code")
    };
    assert_eq!(entry.digits(), "");
    phone.digits("222222");
    assert_eq!(phone.proof(), Some(&code("222222")));
}

#[test]
fn a_lock_out_counts_down_and_opens_the_keypad_again() {
    let mut phone = Phone::choose("tv", 1);
    let locked = Refusal::LockedOut { seconds: 30 };
    phone.digits("111111").news(News::Refused(locked));
    let until = NOW + Duration::from_secs(30);
    assert_eq!(phone.code_trouble(), Some(CodeTrouble::LockedOut { until }));
    let words = |phone: &Phone, now| {
        format!(
            "{:?}",
            page(
                &phone.finder,
                &PadModel::default(),
                &Settings::default(),
                &Words::default(),
                now
            )
        )
    };
    assert!(words(&phone, NOW).contains("30\\u{a0}s"));
    let later = NOW + Duration::from_millis(12_300);
    assert!(words(&phone, later).contains("18\\u{a0}s"));
    let next = phone.finder.next_change(later).expect("a second passes");
    assert_eq!(next, NOW + Duration::from_secs(13));
    phone.digits("4");
    assert!(matches!(phone.screen(), Screen::Code(e) if e.digits().is_empty()));
    let acts = |now| {
        page(
            &phone.finder,
            &PadModel::default(),
            &Settings::default(),
            &Words::default(),
            now,
        )
        .unwrap()
        .acts()
    };
    assert!(!acts(later).contains(&Act::Type('1')));
    assert!(acts(until).contains(&Act::Type('1')));
    assert_eq!(phone.finder.next_change(until), None);
    phone.at(until, Event::Act(Act::Type('4')));
    assert!(matches!(phone.screen(), Screen::Code(e) if e.digits() == "4"));
}

#[test]
fn a_paired_receiver_needs_no_code_whether_it_is_found_or_not() {
    let mut found = Phone::choose("tv", 7);
    assert_eq!(found.proof(), Some(&Proof::Trusted(KEY)));
    assert_eq!(*found.screen(), Screen::Joining { trouble: None });
    let Some(Effect::Connect(attempt)) = found.done.last() else {
        panic!("it connects")
    };
    let at: Vec<_> = attempt.addresses.iter().map(ToString::to_string).collect();
    assert_eq!(at, ["192.168.0.7:4455", "10.0.0.7:4455"]);
    found.news(News::Refused(Refusal::NotPaired));
    assert_eq!(found.code_trouble(), Some(CodeTrouble::Forgotten));

    let mut absent = Phone::new();
    absent.on(paired()).act(Act::Recent(KEY));
    assert_eq!(absent.proof(), Some(&Proof::Trusted(KEY)));
}

#[test]
fn a_receiver_of_another_version_is_not_tried() {
    let mut phone = Phone::new();
    let new = Found {
        oldest: VERSION + 1,
        newest: VERSION + 1,
        ..nearby("tv", 1)
    };
    phone.on(Event::Found(new)).act(Act::Nearby("tv".into()));
    let fault = Fault::Refused(Refusal::UpdatePad);
    assert_eq!(*phone.screen(), Screen::Failure(fault));
    assert_eq!(phone.proof(), None);
}

#[test]
fn the_command_line_leads_to_the_right_screen() {
    let start = |link: JoinLink, code| {
        let mut finder = Finder::new(true, false);
        finder.on(paired(), NOW);
        let effects = finder.start(Some((link, code)), NOW);
        (finder, effects)
    };
    let (finder, effects) = start(link(), None);
    assert!(matches!(finder.screen(), Screen::Code(_)));
    assert_eq!(effects, [Effect::HangUp]);
    let with_code = start(link(), "123456".parse().ok()).1;
    let whole = link().with_pairing(JoinSecret([1; 16]), PublicKey([2; 32]));
    let with_link = start(whole, None).1;
    let trusted = start("couchpad://10.0.0.7:4455".parse().unwrap(), None).1;
    let proof = |effects: &[Effect]| match effects {
        [Effect::Connect(attempt)] => attempt.proof.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(proof(&with_code), code("123456"));
    assert!(matches!(proof(&with_link), Proof::Link(_)));
    assert_eq!(proof(&trusted), Proof::Trusted(KEY));
}

#[test]
fn an_address_is_joined_only_when_it_is_one() {
    let mut phone = Phone::new();
    phone.act(Act::Address).on(Event::Typed("192.168.0".into()));
    phone.act(Act::Join);
    assert!(matches!(phone.screen(), Screen::Address(_)), "not yet");
    phone.digits(".5:44").act(Act::Delete).act(Act::Join);
    assert!(matches!(phone.screen(), Screen::Code(_)));
    phone.digits("000001");
    let Some(Effect::Connect(attempt)) = phone.done.last() else {
        panic!("it connects")
    };
    assert_eq!(attempt.addresses[0].to_string(), "192.168.0.5:4");
}

#[test]
fn a_scanned_picture_joins_and_another_one_says_what_is_wrong() {
    let mut phone = Phone::new();
    phone.act(Act::Scan);
    assert_eq!(phone.done.last(), Some(&Effect::Scan));
    phone.on(Event::Scanned(None));
    assert_eq!(*phone.screen(), Screen::Find);
    let whole = link().with_pairing(JoinSecret([1; 16]), PublicKey([2; 32]));
    phone.on(Event::Scanned(Some(whole.page())));
    assert!(matches!(phone.proof(), Some(Proof::Link(_))));
    phone.on(Event::Scanned(Some("https://example.org/menu".into())));
    assert!(matches!(phone.screen(), Screen::Address(_)));
}

#[test]
fn who_came_in_with_the_code_comes_back_without_it() {
    for end in [PadEnd::Replaced, PadEnd::Kicked] {
        let mut phone = Phone::choose("tv", 1);
        let key = PublicKey([1; 32]);
        phone.digits("123456").news(News::Paired(key));
        assert_eq!(phone.done.last(), Some(&Effect::LoadRecent));
        phone.news(News::Live).news(News::Ended(end));
        phone.act(Act::TryAgain);
        assert_eq!(phone.proof(), Some(&Proof::Trusted(key)));
        // a receiver that has ended the trust says so, and its code is the way in
        phone.news(News::Refused(Refusal::NotPaired));
        assert_eq!(phone.code_trouble(), Some(CodeTrouble::Forgotten));
        phone.digits("654321");
        assert_eq!(phone.proof(), Some(&code("654321")));
    }
}
