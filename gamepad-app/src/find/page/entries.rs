//! The code and the address.

use super::{Block, Button, Ground, Page};
use crate::find::entry::{AddressEntry, CodeEntry, CodeTrouble};
use crate::find::hidden::Hidden;
use crate::find::model::{Act, Finder};
use std::time::Duration;

pub(super) fn code(finder: &Finder, entry: &CodeEntry, now: Duration) -> Page {
    let goal = finder.goal.as_ref();
    let name = goal.and_then(|goal| goal.name.as_deref());
    let place = name.map_or_else(|| "the big screen".to_owned(), |name| format!("“{name}”"));
    let open = entry.is_open(now);
    let mut body = vec![
        Block::Back,
        Block::Title("Enter the code".into()),
        Block::quiet(format!("Six digits, shown on {place}.")),
        Block::Digits {
            typed: Hidden(entry.digits().to_owned()),
            open,
        },
    ];
    let locked = goal.is_some_and(|goal| goal.locked);
    body.extend(say(entry, locked, now));
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
fn say(entry: &CodeEntry, locked: bool, now: Duration) -> Option<Block> {
    if entry.checking {
        return Some(Block::quiet("Joining…"));
    }
    let left = entry.closed_for(now);
    Some(match entry.trouble {
        Some(CodeTrouble::Wrong) => {
            Block::wrong("That is not the code. Look at the big screen again: it may have changed.")
        }
        Some(CodeTrouble::Forgotten) => Block::words(
            "The big screen does not know this phone any more. Its code lets you in again.",
        ),
        Some(CodeTrouble::Interrupted) => {
            Block::wrong("The connection broke while the code was checked. Enter it once more.")
        }
        Some(CodeTrouble::LockedOut { .. }) if !left.is_zero() => Block::wrong(format!(
            "Too many wrong codes. Wait {}\u{a0}s, or scan the picture on the big screen.",
            left.as_secs() + u64::from(left.subsec_nanos() > 0)
        )),
        Some(CodeTrouble::LockedOut { .. }) => Block::words("Now you can try again."),
        None if locked => {
            Block::words("This room is locked. Ask someone at the big screen to unlock it first.")
        }
        None => return None,
    })
}

pub(super) fn address(finder: &Finder, entry: &AddressEntry) -> Page {
    let read = entry.read();
    let open = matches!(read, Some(Ok(_)));
    let said = match read {
        None => Block::quiet("It is on the big screen, like 192.168.0.5:4455."),
        Some(Ok(link)) => {
            let at: Vec<_> = link.addresses().map(|at| at.to_string()).collect();
            Block::quiet(format!("Joins {}.", at.join(" or ")))
        }
        Some(Err(fault)) => Block::quiet(fault),
    };
    let join = Button {
        act: Act::Join,
        words: "Join",
        loud: true,
        open,
    };
    let mut body = vec![
        Block::Back,
        Block::Title("Enter the address".into()),
        Block::Field(Hidden(entry.text().to_owned())),
        said,
        Block::Button(join),
    ];
    if finder.has_shell {
        body.push(Block::button(Act::Keyboard, "Type or paste a link", false));
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
