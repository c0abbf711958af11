//! The list of receivers: a search that fails, and more of them than are kept.

use super::{NOW, Phone, nearby};
use couchpad_gamepad::find::{Act, Effect, Event, Finder, page};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::words::Words;

#[test]
fn a_search_that_failed_begins_again_and_one_that_is_off_does_not() {
    let mut phone = Phone::new();
    phone.on(Event::Found(nearby("tv", 1)));
    phone.on(Event::SearchFailed("no network".into()));
    let shown = |phone: &Phone| {
        let page = page(
            &phone.finder,
            &PadModel::default(),
            &Settings::default(),
            &Words::default(),
            NOW,
        );
        format!("{page:?}")
    };
    let words = "Searching does not work here. Enter the address instead.";
    assert!(shown(&phone).contains(words));
    assert!(!shown(&phone).contains("no network"), "a system's words");
    // each receiver is told once: it must not vanish for good with a search that comes back by itself
    assert!(shown(&phone).contains("Screen tv"));
    phone.done.clear();
    phone.act(Act::Find);
    assert!(phone.done.contains(&Effect::Search));
    assert!(
        !shown(&phone).contains("Screen tv"),
        "the new search tells anew"
    );
    phone.on(Event::SearchFailed("no network".into()));
    phone.on(Event::Found(nearby("tv", 1)));
    assert!(!shown(&phone).contains(words), "it works again");
    let mut off = Finder::new(false, false);
    assert!(!off.start(None, NOW).contains(&Effect::Search));
}

#[test]
fn a_full_list_says_so_and_what_to_do_about_it() {
    let mut phone = Phone::new();
    let full = "These are the first 64 that were found.";
    let shown = |phone: &Phone| {
        page(
            &phone.finder,
            &PadModel::default(),
            &Settings::default(),
            &Words::default(),
            NOW,
        )
        .unwrap()
    };
    for n in 0..64_u8 {
        assert!(!format!("{:?}", shown(&phone)).contains(full), "{n}");
        assert!(!shown(&phone).acts().contains(&Act::Why));
        phone.on(Event::Found(nearby(&format!("tv {n}"), n)));
    }
    assert!(format!("{:?}", shown(&phone)).contains(full));
    assert!(shown(&phone).acts().contains(&Act::Why));
}
