//! The small sheet over the pad: whether the big screen is to remember this phone, and the way out.

use super::{Block, Ground, OPENER, Page, Row};
use crate::find::model::{Act, Finder};
use crate::model::PadModel;

/// What opens the sheet where no header does.
pub(super) fn opener() -> Page {
    Page {
        name: OPENER,
        ground: Ground::Clear,
        body: Vec::new(),
        hand: vec![Block::button(Act::Menu, "More", false)],
    }
}

pub(super) fn sheet(finder: &Finder, pad: &PadModel) -> Page {
    let receiver = pad.receiver.as_deref().filter(|name| !name.is_empty());
    let receiver = receiver.unwrap_or("The big screen");
    let mut body = vec![Block::Label(receiver.to_owned())];
    if let Some(remembered) = pad.remembered {
        body.push(Block::Row(remember(
            remembered,
            finder.asked,
            pad.answers > 0,
        )));
    }
    Page {
        name: "menu",
        ground: Ground::Sheet,
        body,
        hand: vec![
            Block::button(Act::Back, "Back to the game", true),
            Block::button(Act::Leave, "Leave the game", false),
        ],
    }
}

fn remember(remembered: bool, asked: bool, answered: bool) -> Row {
    let (detail, good, warning) = match (remembered, asked, answered) {
        (true, ..) => ("It joins without a code.", Some("Remembered"), None),
        (false, true, _) => (
            "Somebody there has to agree.",
            None,
            Some("Ask at the big screen"),
        ),
        (false, false, true) => (
            "They said no there. You may ask again.",
            None,
            Some("Not this time"),
        ),
        (false, false, false) => ("So that it joins without a code next time.", None, None),
    };
    Row {
        act: Act::Remember,
        name: "Remember this phone".into(),
        detail: detail.into(),
        locked: false,
        good,
        warning,
        open: !remembered && !asked,
    }
}
