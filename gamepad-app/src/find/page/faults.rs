//! What does not work, or takes long, and the ways on.

use super::{Block, Diagnosis, Ground, Page, findings};
use crate::find::fault::{Fault, Unreached, Way};
use crate::find::model::{Act, Finder};
use crate::words::Words;
use couchpad_core::doctor::{Finding, Level};

pub(super) fn failure(finder: &Finder, fault: &Fault, words: &Words) -> Page {
    let told = fault.told(words);
    let mut hand: Vec<_> = fault
        .ways()
        .iter()
        .enumerate()
        .map(|(at, way)| button(*way, words, at == 0))
        .collect();
    let by_link = matches!(
        fault,
        Fault::Refused(couchpad_core::protocol::control::Refusal::WrongLink)
    );
    if by_link && finder.can_scan {
        let scan = words.say("find-scan");
        hand.insert(0, Block::button(Act::Scan, scan, false));
    }
    Page {
        name: "failure",
        ground: Ground::Centre,
        body: vec![
            Block::BadSign,
            Block::Title(told.heading),
            Block::words(told.words),
        ],
        hand,
    }
}

fn button(way: Way, words: &Words, loud: bool) -> Block {
    let (act, key) = match way {
        Way::TryAgain => (Act::TryAgain, "way-again"),
        Way::EnterCode => (Act::EnterCode, "way-code"),
        Way::Why => (Act::Why, "way-why"),
        Way::Find => (Act::Find, "way-find"),
    };
    Block::button(act, words.say(key), loud)
}

/// The ways on while the pad itself says that it connects.
pub(super) fn joining(trouble: Option<Unreached>, words: &Words) -> Page {
    let why = trouble.map(|_| button(Way::Why, words, false));
    let back = Block::button(Act::Back, words.say("way-find"), false);
    Page {
        name: "joining",
        ground: Ground::Clear,
        body: Vec::new(),
        hand: why.into_iter().chain([back]).collect(),
    }
}

pub(super) fn doctor(finder: &Finder, findings: Option<&[Finding]>, words: &Words) -> Page {
    let title = Block::Title(words.say("doctor-title"));
    let mut body = vec![Block::back(words), title];
    let mut hand = Vec::new();
    match findings {
        None => body.push(Block::quiet(words.say("doctor-looking"))),
        Some(findings) => {
            let trouble = findings.iter().any(|f| f.level == Level::Trouble);
            let sum = if trouble {
                "doctor-trouble"
            } else {
                "doctor-fine"
            };
            body.push(Block::words(words.say(sum)));
            let found = findings.iter().map(|finding| found(finding, words));
            body.extend(found.map(Block::Finding));
            hand.push(Block::button(Act::Why, words.say("doctor-again"), false));
            if finder.has_shell {
                let share = words.say("doctor-share");
                hand.push(Block::button(Act::ShareLog, share, false));
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

/// What was found, as far as its words are known; else in those of whoever found it.
fn found(finding: &Finding, words: &Words) -> Diagnosis {
    let word = match finding.level {
        Level::Good => "doctor-good",
        Level::Note => "doctor-note",
        Level::Trouble => "doctor-bad",
    };
    let said = finding
        .about
        .as_ref()
        .map(|about| findings::say(about, words));
    let (what, advice) = said.unwrap_or_else(|| (finding.what.clone(), finding.advice.clone()));
    Diagnosis {
        level: finding.level,
        word: words.say(word),
        what,
        advice,
    }
}
