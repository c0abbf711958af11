//! The pages about this player and this phone: who plays, what they choose, what is forgotten.

use super::choices::{Choosable, OneOf, Stepper, Switch, Who};
use super::{Block, Button, Ground, Page, Row};
use crate::find::hidden::Hidden;
use crate::find::model::{Act, Finder, Forgets, Screen};
use crate::find::player::PlayerEntry;
use crate::model::PadModel;
use crate::settings::{Choice, Hand, Language, MotionWish, Settings, Steering};
use crate::words::Words;

/// Who plays: for a new player the first page of all.
pub(super) fn player(
    finder: &Finder,
    (entry, is_new): (&PlayerEntry, bool),
    (pad, settings): (&PadModel, &Settings),
    words: &Words,
) -> Page {
    let mut body = Vec::new();
    if !is_new {
        body.push(Block::back(words));
    }
    body.push(Block::Title(words.say("you-title")));
    body.extend(super::snag(finder, words));
    body.push(Block::quiet(words.say("you-words")));
    body.push(if finder.has_shell {
        Block::Who(Who {
            act: Act::Name,
            name: entry.text().to_owned(),
            detail: words.say("you-tap"),
            mark: None,
        })
    } else {
        Block::Field(Hidden(entry.text().to_owned()))
    });
    body.push(Block::button(Act::Another, words.say("you-another"), false));
    let wished = if is_new {
        Some(entry.mark)
    } else {
        settings.mark
    };
    // where the thumb is, and all of it in sight on a low glass too
    let mut hand = vec![Block::Label(words.say("you-colour")), Block::Marks(wished)];
    hand.extend(taken(pad, wished).then(|| Block::quiet(words.say("you-taken"))));
    let go = if is_new { "you-go" } else { "you-done" };
    hand.push(Block::button(Act::GoOn, words.say(go), true));
    Page {
        name: "player",
        ground: Ground::Room,
        body,
        hand,
    }
}

/// Whether somebody else plays in the colour that the player wishes for.
fn taken(pad: &PadModel, wished: Option<u8>) -> bool {
    match (pad.place, wished) {
        (Some(couchpad_core::protocol::Place::Seated { mark, .. }), Some(wished)) => mark != wished,
        _ => false,
    }
}

/// All that the player may choose.
pub(super) fn settings(finder: &Finder, from: &Screen, settings: &Settings, words: &Words) -> Page {
    let mut body = vec![
        Block::back(words),
        Block::Title(words.say("settings-title")),
    ];
    body.extend(super::snag(finder, words));
    body.push(Block::Label(words.say("settings-you")));
    body.push(Block::Who(Who {
        act: Act::Player,
        name: finder.name.clone(),
        detail: words.say("settings-who"),
        mark: settings.mark,
    }));
    body.extend(hands(finder, settings, words));
    body.extend(senses(finder, settings, words));
    body.extend(device(finder, from, words));
    Page {
        name: "settings",
        ground: Ground::Room,
        body,
        hand: Vec::new(),
    }
}

fn hands(finder: &Finder, settings: &Settings, words: &Words) -> Vec<Block> {
    let mut blocks = vec![
        Block::Label(words.say("settings-hands")),
        one_of(
            words.say("settings-hand"),
            settings.hand,
            [
                (Hand::Left, words.say("settings-hand-left")),
                (Hand::Right, words.say("settings-hand-right")),
            ],
            Choice::Hand,
        ),
        one_of(
            words.say("settings-steering"),
            settings.steering,
            [
                (Steering::Relative, words.say("settings-steering-relative")),
                (Steering::Absolute, words.say("settings-steering-absolute")),
            ],
            Choice::Steering,
        ),
        stepper(
            words.say("settings-sensitivity"),
            percent(settings.sensitivity, words),
            settings.speeds(),
        ),
        switch(
            (words, "settings-large"),
            settings.large_buttons,
            Choice::LargeButtons,
        ),
    ];
    // where nothing feels how the phone is held, there is nothing to choose
    if finder.leans {
        blocks.push(switch(
            (words, "settings-tilt"),
            settings.tilt,
            Choice::Tilt,
        ));
    }
    if !settings.arrangements.is_empty() {
        blocks.push(Block::Row(row(
            Act::Choose(Choice::ResetArrangements),
            words.say("settings-arranged"),
            words.say("settings-arranged.words"),
            true,
        )));
    }
    blocks
}

fn senses(finder: &Finder, settings: &Settings, words: &Words) -> Vec<Block> {
    let mut blocks = vec![Block::Label(words.say("settings-senses"))];
    if finder.has_shell {
        let felt = match settings.haptics {
            0 => words.say("settings-off"),
            strength => percent(strength.into(), words),
        };
        blocks.push(stepper(
            words.say("settings-haptics"),
            felt,
            settings.strengths(),
        ));
    }
    blocks.push(stepper(
        words.say("settings-text"),
        percent(settings.text, words),
        settings.sizes(),
    ));
    blocks.push(switch(
        (words, "settings-contrast"),
        settings.high_contrast,
        Choice::HighContrast,
    ));
    blocks.push(one_of(
        words.say("settings-motion"),
        settings.motion,
        [
            (MotionWish::System, words.say("settings-like-phone")),
            (MotionWish::Reduced, words.say("settings-motion-reduced")),
            (MotionWish::Full, words.say("settings-motion-full")),
        ],
        Choice::Motion,
    ));
    let languages = Language::ALL.map(|one| (Some(one), one.own_name().to_owned()));
    let all = [(None, words.say("settings-like-phone"))].into_iter();
    blocks.push(one_of(
        words.say("settings-language"),
        settings.language,
        all.chain(languages),
        Choice::Language,
    ));
    blocks
}

/// What this phone remembers. In play nothing is forgotten.
fn device(finder: &Finder, from: &Screen, words: &Words) -> Vec<Block> {
    let at_rest = *from == Screen::Find;
    let known = finder.receivers.paired_count();
    let detail = |words: String| if at_rest { words } else { String::new() };
    let later = (!at_rest).then(|| Block::quiet(words.say("settings-forget-later")));
    let receivers = row(
        Act::Forget(Forgets::Receivers),
        words.say("settings-forget"),
        detail(words.with("settings-forget.words", &[("count", known.into())])),
        at_rest && known > 0,
    );
    let everything = row(
        Act::Forget(Forgets::Everything),
        words.say("settings-forget-all"),
        detail(words.say("settings-forget-all.words")),
        at_rest,
    );
    let label = Block::Label(words.say("settings-device"));
    let rows = [receivers, everything].map(Block::Row);
    [label].into_iter().chain(later).chain(rows).collect()
}

/// Whether it is to be forgotten, really.
pub(super) fn forget(what: Forgets, words: &Words) -> Page {
    let key = match what {
        Forgets::Receivers => "forget-receivers",
        Forgets::Everything => "forget-everything",
    };
    let yes = Button {
        act: Act::Confirm,
        words: words.say("forget-yes"),
        loud: false,
        open: true,
    };
    Page {
        name: "forget",
        ground: Ground::Centre,
        body: vec![
            Block::BadSign,
            Block::Title(words.say(key)),
            Block::words(words.say(&format!("{key}.words"))),
        ],
        hand: vec![
            Block::button(Act::Back, words.say("forget-no"), true),
            Block::Hold(yes),
        ],
    }
}

fn percent(share: u16, words: &Words) -> String {
    words.with("settings-percent", &[("share", share.into())])
}

fn one_of<T: PartialEq + Copy>(
    name: String,
    now: T,
    all: impl IntoIterator<Item = (T, String)>,
    choose: fn(T) -> Choice,
) -> Block {
    let all = all.into_iter().map(|(value, words)| Choosable {
        act: Act::Choose(choose(value)),
        words,
        chosen: value == now,
    });
    let all = all.collect();
    Block::OneOf(OneOf { name, all })
}

fn stepper(name: String, value: String, around: [Option<Choice>; 2]) -> Block {
    let [less, more] = around.map(|choice| choice.map(Act::Choose));
    Block::Stepper(Stepper {
        name,
        value,
        less,
        more,
    })
}

fn switch((words, key): (&Words, &str), on: bool, choose: fn(bool) -> Choice) -> Block {
    Block::Switch(Switch {
        act: Act::Choose(choose(!on)),
        name: words.say(key),
        detail: words.say(&format!("{key}.words")),
        on,
    })
}

fn row(act: Act, name: String, detail: String, open: bool) -> Row {
    Row {
        act,
        name,
        detail,
        locked: None,
        good: None,
        warning: None,
        open,
    }
}
