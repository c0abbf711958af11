//! What does not work, or takes long, and the ways on.

use super::{Block, Ground, Page};
use crate::find::fault::{Fault, Unreached, Way};
use crate::find::model::{Act, Finder};
use couchpad_core::doctor::{Finding, Level};

pub(super) fn failure(finder: &Finder, fault: &Fault) -> Page {
    let told = fault.told();
    let mut hand: Vec<_> = fault
        .ways()
        .iter()
        .enumerate()
        .map(|(at, way)| button(*way, at == 0))
        .collect();
    let by_link = matches!(
        fault,
        Fault::Refused(couchpad_core::protocol::control::Refusal::WrongLink)
    );
    if by_link && finder.can_scan {
        hand.insert(0, Block::button(Act::Scan, "Scan the picture", false));
    }
    Page {
        name: "failure",
        ground: Ground::Centre,
        body: vec![
            Block::BadSign,
            Block::Title(told.heading.to_owned()),
            Block::words(told.words),
        ],
        hand,
    }
}

fn button(way: Way, loud: bool) -> Block {
    let (act, words) = match way {
        Way::TryAgain => (Act::TryAgain, "Try again"),
        Way::EnterCode => (Act::EnterCode, "Enter the code"),
        Way::Why => (Act::Why, "What is in the way?"),
        Way::Find => (Act::Find, "Back to the list"),
    };
    Block::button(act, words, loud)
}

/// The ways on while the pad itself says that it connects.
pub(super) fn joining(trouble: Option<Unreached>) -> Page {
    let why = trouble.map(|_| Block::button(Act::Why, "What is in the way?", false));
    let back = Block::button(Act::Back, "Back to the list", false);
    Page {
        name: "joining",
        ground: Ground::Clear,
        body: Vec::new(),
        hand: why.into_iter().chain([back]).collect(),
    }
}

pub(super) fn doctor(finder: &Finder, findings: Option<&[Finding]>) -> Page {
    let title = Block::Title("Why can I not see it?".into());
    let mut body = vec![Block::Back, title];
    let mut hand = Vec::new();
    match findings {
        None => body.push(Block::quiet("Looking…")),
        Some(findings) => {
            let trouble = findings.iter().any(|f| f.level == Level::Trouble);
            let sum = if trouble {
                "Something here is in the way:"
            } else {
                "Nothing on this phone is in the way. Look at the big screen: `couchpad doctor` tells what it finds."
            };
            body.push(Block::words(sum));
            body.extend(findings.iter().cloned().map(Block::Finding));
            hand.push(Block::button(Act::Why, "Look again", false));
            if finder.has_shell {
                hand.push(Block::button(Act::ShareLog, "Share the log", false));
            }
        }
    }
    Page {
        name: "doctor",
        ground: Ground::Room,
        body,
        hand,
    }
}
