//! Every screen of the pad, side by side in one picture for each size of glass and each wish that a player may have: what
//! breaks a layout anywhere changes one of these pictures.
//!
//! The screens stand in one table, [`screens::SCREENS`]: whoever makes a screen adds it there.

#[path = "../support/kinds.rs"]
mod kinds;
mod screens;
mod spoken;
#[path = "../support/story.rs"]
mod story;
#[path = "../support/mod.rs"]
mod support;
mod wall;

use couchpad_gamepad::settings::{Hand, Language, Settings};
use couchpad_gamepad::words::Words;
use wall::{Glass, hang};

const SMALL: Glass = Glass::new(360, 800, 40);

/// Nothing in particular is asked for.
fn usual(name: &str, glass: Glass) {
    hang(name, glass, Settings::default(), Words::default());
}

/// On a small phone, where there is the least room.
fn wished(name: &str, wish: impl FnOnce(&mut Settings)) {
    let mut settings = Settings::default();
    wish(&mut settings);
    hang(name, SMALL, settings, Words::default());
}

fn spoken(language: Language) {
    let settings = Settings {
        language: Some(language),
        ..Settings::default()
    };
    let name = format!("language-{}", language.tag());
    hang(&name, SMALL, settings, Words::of(language));
}

#[test]
fn small_phone_upright() {
    usual("small-upright", SMALL);
}

#[test]
fn small_phone_sideways() {
    usual("small-sideways", Glass::new(800, 360, 40));
}

#[test]
fn phone_upright() {
    usual("upright", Glass::new(412, 915, 40));
}

#[test]
fn phone_sideways() {
    usual("sideways", Glass::new(915, 412, 40));
}

#[test]
fn tablet_upright() {
    usual("tablet-upright", Glass::new(820, 1180, 30));
}

#[test]
fn tablet_sideways() {
    usual("tablet-sideways", Glass::new(1180, 820, 30));
}

#[test]
fn left_handed() {
    wished("left-handed", |settings| settings.hand = Hand::Left);
}

#[test]
fn large_buttons() {
    wished("large-buttons", |settings| settings.large_buttons = true);
}

#[test]
fn large_text() {
    wished("large-text", |settings| settings.text = 200);
}

#[test]
fn high_contrast() {
    wished("high-contrast", |settings| settings.high_contrast = true);
}

#[test]
fn german() {
    spoken(Language::German);
}

#[test]
fn french() {
    spoken(Language::French);
}

#[test]
fn spanish() {
    spoken(Language::Spanish);
}

#[test]
fn polish() {
    spoken(Language::Polish);
}

#[test]
fn ukrainian() {
    spoken(Language::Ukrainian);
}

#[test]
fn a_language_that_is_longer_than_any() {
    hang(
        "language-pseudo",
        SMALL,
        Settings::default(),
        Words::pseudo(),
    );
}
