//! The code and the address.

use super::{Block, Button, Ground, Page};
use crate::find::entry::{AddressEntry, CodeEntry, CodeTrouble};
use crate::find::hidden::Hidden;
use crate::find::model::{Act, Finder};
use crate::words::Words;
use couchpad_core::protocol::JoinLinkError;
use std::time::Duration;

pub(super) fn code(finder: &Finder, entry: &CodeEntry, words: &Words, now: Duration) -> Page {
    let goal = finder.goal.as_ref();
    let name = goal.and_then(|goal| goal.name.as_deref());
    let hint = name.map_or_else(
        || words.say("code-hint"),
        |name| words.with("code-hint-on", &[("name", name.into())]),
    );
    let open = entry.is_open(now);
    let mut body = vec![
        Block::back(words),
        Block::Title(words.say("code-title")),
        Block::quiet(hint),
        Block::Digits {
            typed: Hidden(entry.digits().to_owned()),
            open,
        },
    ];
    let locked = goal.is_some_and(|goal| goal.locked);
    body.extend(say(entry, locked, words, now));
    let hand = vec![Block::Keys {
        open,
        left: None,
        right: None,
    }];
    Page {
        name: "code",
        ground: Ground::Room,
        body,
        hand,
    }
}

/// The one sentence below the digits.
fn say(entry: &CodeEntry, locked: bool, words: &Words, now: Duration) -> Option<Block> {
    if entry.checking {
        return Some(Block::quiet(words.say("code-joining")));
    }
    let left = entry.closed_for(now);
    Some(match entry.trouble {
        Some(CodeTrouble::Wrong) => Block::wrong(words.say("code-wrong")),
        Some(CodeTrouble::Forgotten) => Block::words(words.say("code-forgotten")),
        Some(CodeTrouble::Interrupted) => Block::wrong(words.say("code-interrupted")),
        Some(CodeTrouble::LockedOut { .. }) if !left.is_zero() => {
            let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
            Block::wrong(words.with("code-locked-out", &[("seconds", seconds.into())]))
        }
        Some(CodeTrouble::LockedOut { .. }) => Block::words(words.say("code-open-again")),
        None if locked => Block::words(words.say("code-room-locked")),
        None => return None,
    })
}

pub(super) fn address(finder: &Finder, entry: &AddressEntry, words: &Words) -> Page {
    let read = entry.read();
    let open = matches!(read, Some(Ok(_)));
    let said = match read {
        None => Block::quiet(words.say("address-hint")),
        Some(Ok(link)) => {
            let one_or = |first: String, second: String| {
                let both = [("first", first.into()), ("second", second.into())];
                words.with("address-or", &both)
            };
            let all = link.addresses().map(|at| at.to_string()).reduce(one_or);
            let all = [("addresses", all.unwrap_or_default().into())];
            Block::quiet(words.with("address-joins", &all))
        }
        Some(Err(fault)) => Block::quiet(no_link(&fault, words)),
    };
    let join = Button {
        act: Act::Join,
        words: words.say("address-join"),
        loud: true,
        open,
    };
    let mut body = vec![
        Block::back(words),
        Block::Title(words.say("address-title")),
        Block::Field(Hidden(entry.text().to_owned())),
        said,
        Block::Button(join),
    ];
    if finder.has_shell {
        let keyboard = words.say("address-keyboard");
        body.push(Block::button(Act::Keyboard, keyboard, false));
    }
    Page {
        name: "address",
        ground: Ground::Room,
        body,
        hand: vec![Block::Keys {
            open: true,
            left: Some('.'),
            right: Some(':'),
        }],
    }
}

/// Why what was typed is no link or address.
fn no_link(fault: &JoinLinkError, words: &Words) -> String {
    let of = |key: &str, text: &str| words.with(key, &[("text", text.into())]);
    match fault {
        JoinLinkError::Scheme(text) => of("address-no-link", text),
        JoinLinkError::Page(text) => of("address-no-page", text),
        JoinLinkError::Host(text) => of("address-no-ip", text),
        JoinLinkError::Port => words.say("address-no-port"),
        JoinLinkError::PortRange => words.say("address-bad-port"),
        JoinLinkError::Pairing => words.say("address-damaged"),
        JoinLinkError::TooLong => words.say("address-too-long"),
    }
}
