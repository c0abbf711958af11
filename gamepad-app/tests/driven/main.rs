//! The programs themselves, driven as a person would: on a display of their own, with a hand that taps what it sees. The
//! controller is chosen for, paired and played with, loses its receiver and has it back. Linux alone has such displays.

#![cfg(target_os = "linux")]

#[path = "../../../core/tests/namespace/mod.rs"]
mod namespace;
mod person;
mod receiver;
#[path = "../screen/mod.rs"]
mod screen;
#[path = "../support/mod.rs"]
mod support;
mod twin;

use couchpad_core::PadLoss;
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::{Area, ButtonIndex, Orientation, PadLayout, Phase, Weight};
use couchpad_gamepad::find::{Act, Event, Finder, News};
use couchpad_gamepad::model::Connection;
use couchpad_gamepad::words::Words;
use namespace::{inside, not_tried};
use person::Person;
use receiver::Receiver;
use screen::Display;
use std::time::{Duration, SystemTime};
use support::{arkanoid, button};
use twin::{Twin, found, in_play, joined};

/// A phone of common size, in pixels.
const WIDTH: u32 = 412;
const HEIGHT: u32 = 915;
/// What the receiver is called.
const COUCH: &str = "Velvet couch";
/// Between two taps of somebody who is not in a hurry.
const BREATH: Duration = Duration::from_millis(700);

/// A text of the app, in English, as the person reads it.
fn say(key: &str) -> String {
    Words::default().say(key)
}

/// A display and the receiver's program, or the reason why there are none here.
fn ready(announced: bool) -> Option<(Display, Receiver)> {
    let made = Display::open(WIDTH, HEIGHT)
        .and_then(|display| Ok((display, Receiver::start(COUCH, announced)?)));
    made.map_err(|missing| not_tried(&missing)).ok()
}

#[test]
fn a_receiver_is_found_paired_with_by_its_code_played_on_lost_and_back() {
    let name = "a_receiver_is_found_paired_with_by_its_code_played_on_lost_and_back";
    if !inside(name, "ip link set lo up") {
        return;
    }
    let Some((display, mut receiver)) = ready(true) else {
        return;
    };
    // somebody new, who takes the name and the colour that are offered
    let mut person = Person::with(display, &[]);
    let new = Finder::new(true, false).for_a_new_player(0);
    person.looks_at(Twin::of(new, None));
    person.taps(&say("you-go"));

    person.looks_at(Twin::of(found(COUCH), None));
    person.taps(COUCH);
    person.looks_at(Twin::of(asked(), None));
    person.sees(&say("code-title"));
    enter(&mut person, &receiver.code());
    let name = receiver.next("pad_joined").text("name").to_owned();
    assert!(!name.is_empty());

    plays(&mut person, &mut receiver);
    let scored = SystemTime::now();
    receiver.until_kept_since(scored);
    receiver.kill();
    // after the first seconds, when nothing but the count changes any more
    let silent = Connection::Lost {
        reason: PadLoss::Silent,
        attempt: 12,
    };
    let mut lost = in_play(controls(), Phase::Playing);
    lost.connection = silent;
    person.looks_at(Twin::of(joined(COUCH), Some(lost)));
    person.sees(&say("lost-long"));

    receiver.start_again();
    let back = receiver.next("pad_resumed");
    assert_eq!((back.text("name"), back.text("seat")), (&*name, "0"));
    receiver.next("game_resumed");
    person.looks_at(playing());
    person.sees("LAUNCH");
    scores(&mut person, &mut receiver);
    assert!(person.is_still_there());
}

#[test]
fn a_receiver_is_joined_by_its_address_and_a_wrong_code_is_told() {
    let Some((display, mut receiver)) = ready(false) else {
        return;
    };
    let mut person = Person::with(display, &["--no-discovery", "--name", "Ada"]);
    let mut list = Finder::new(false, false);
    list.start(None, Duration::ZERO);
    person.looks_at(Twin::of(list.clone(), None));
    person.taps(&say("find-address"));
    list.on(Event::Act(Act::Address), Duration::ZERO);
    person.looks_at(Twin::of(list.clone(), None));
    person.sees(&say("address-title"));
    let address = receiver.address();
    enter(&mut person, &address);
    list.on(Event::Typed(address), Duration::ZERO);
    person.looks_at(Twin::of(list, None));
    person.taps(&say("address-join"));
    person.looks_at(Twin::of(asked(), None));
    person.sees(&say("code-title"));
    let code = receiver.code();
    let wrong: String = code.chars().map(other_digit).collect();
    enter(&mut person, &wrong);
    assert_eq!(receiver.next("pad_rejected").text("reason"), "wrong_code");
    person.looks_at(Twin::of(refused(&wrong), None));
    person.sees(&say("code-wrong"));
    enter(&mut person, &code);
    assert_eq!(receiver.next("pad_joined").text("name"), "Ada");
    person.looks_at(playing());
    person.sees("LAUNCH");
}

const fn other_digit(digit: char) -> char {
    if digit == '0' { '1' } else { '0' }
}

/// The page that asks for six digits.
fn asked() -> Finder {
    let mut finder = found(COUCH);
    finder.on(Event::Act(Act::Nearby(COUCH.into())), Duration::ZERO);
    finder
}

/// The same after digits that were not the right ones.
fn refused(digits: &str) -> Finder {
    let mut finder = asked();
    let typed = digits.chars().map(|digit| Event::Act(Act::Type(digit)));
    let refusal = Event::News(News::Refused(Refusal::WrongCode));
    for event in typed.chain([refusal]) {
        finder.on(event, Duration::ZERO);
    }
    finder
}

/// The controls of the game, as the receiver has them.
fn controls() -> PadLayout {
    let mut layout = arkanoid();
    layout.controls.pop();
    let pause = button(ButtonIndex::PAUSE, Weight::Quiet);
    layout.with("PAUSE", Area::new(820, 20, 160, 110), pause)
}

fn playing() -> Twin {
    Twin::of(joined(COUCH), Some(in_play(controls(), Phase::Playing)))
}

fn paused() -> Twin {
    let resume = button(ButtonIndex::PAUSE, Weight::Primary);
    let layout = PadLayout::new("Paused", Orientation::Any);
    let layout = layout.with("RESUME", Area::new(150, 250, 700, 400), resume);
    Twin::of(joined(COUCH), Some(in_play(layout, Phase::Paused)))
}

fn enter(person: &mut Person, keys: &str) {
    for key in keys.chars() {
        person.taps(&key.to_string());
    }
}

/// Plays, pauses and plays on. The game has begun by itself, as everybody is there.
fn plays(person: &mut Person, receiver: &mut Receiver) {
    receiver.next("game_started");
    person.looks_at(playing());
    scores(person, receiver);
    person.taps("PAUSE");
    receiver.next("game_paused");
    person.looks_at(paused());
    person.taps("RESUME");
    receiver.next("game_resumed");
    person.looks_at(playing());
    scores(person, receiver);
}

/// Swipes and launches until a brick is hit.
fn scores(person: &mut Person, receiver: &mut Receiver) {
    let mut to_the_right = true;
    while receiver.within(BREATH, "score").is_none() {
        let (from, to) = if to_the_right { (0.2, 0.8) } else { (0.8, 0.2) };
        person.swipes(from, to);
        to_the_right = !to_the_right;
        person.taps("LAUNCH");
    }
}
