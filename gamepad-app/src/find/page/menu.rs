//! The small sheet over the pad: whether the big screen is to remember this phone, and the way out.

use super::{Block, Button, Ground, OPENER, Page, Row};
use crate::find::model::{Act, Finder};
use crate::model::PadModel;
use crate::words::Words;

/// What opens the sheet where no header does.
pub(super) fn opener(words: &Words) -> Page {
    Page {
        name: OPENER,
        ground: Ground::Clear,
        body: Vec::new(),
        hand: vec![Block::button(Act::Menu, words.say("menu-more"), false)],
    }
}

pub(super) fn sheet(finder: &Finder, pad: &PadModel, words: &Words) -> Page {
    let receiver = pad.receiver.as_deref().filter(|name| !name.is_empty());
    let receiver = receiver.map_or_else(|| words.say("menu-screen"), str::to_owned);
    let mut body = vec![Block::Label(receiver)];
    if let Some(remembered) = pad.remembered {
        body.push(Block::Row(remember(
            remembered,
            finder.asked,
            pad.answers > 0,
            words,
        )));
    }
    let leave = Button {
        act: Act::Leave,
        words: words.say("menu-leave"),
        loud: false,
        open: true,
    };
    let mut hand = vec![
        Block::button(Act::Back, words.say("menu-back"), true),
        Block::button(Act::Tune, words.say("menu-settings"), false),
    ];
    if can_arrange(pad) {
        let words = words.say("menu-arrange");
        hand.push(Block::button(Act::Arrange, words, false));
    }
    // a thumb that slips leaves no game
    hand.push(Block::Hold(leave));
    Page {
        name: "menu",
        ground: Ground::Sheet,
        body,
        hand,
    }
}

/// Whether there is something that can be moved.
fn can_arrange(pad: &PadModel) -> bool {
    let layout = pad.layout.as_ref().filter(|_| pad.shows_controls());
    layout.is_some_and(|layout| {
        let mut kinds = layout.controls.iter().map(|control| &control.kind);
        kinds.any(crate::arrange::can_move)
    })
}

/// The bar over the controls while they are moved. Outside of a phone's shell there is a keyboard.
pub(super) fn arrange(has_shell: bool, words: &Words) -> Page {
    let button = |act, words, loud| Button {
        act,
        words,
        loud,
        open: true,
    };
    let mut body = vec![Block::quiet(words.say("arrange-words"))];
    if !has_shell {
        body.push(Block::quiet(words.say("arrange-keys")));
    }
    let buttons = vec![
        button(Act::Arranged, words.say("arrange-done"), true),
        button(Act::AsItWas, words.say("arrange-reset"), false),
        button(Act::Back, words.say("arrange-cancel"), false),
    ];
    Page {
        name: "arrange",
        ground: Ground::Bar,
        body,
        hand: vec![Block::Beside(buttons)],
    }
}

fn remember(remembered: bool, asked: bool, answered: bool, words: &Words) -> Row {
    let (detail, good, warning) = match (remembered, asked, answered) {
        (true, ..) => ("remember-done.words", Some("remember-done"), None),
        (false, true, _) => ("remember-asked.words", None, Some("remember-asked")),
        (false, false, true) => ("remember-refused.words", None, Some("remember-refused")),
        (false, false, false) => ("remember-words", None, None),
    };
    Row {
        act: Act::Remember,
        name: words.say("remember"),
        detail: words.say(detail),
        locked: None,
        good: good.map(|key| words.say(key)),
        warning: warning.map(|key| words.say(key)),
        open: !remembered && !asked,
    }
}
