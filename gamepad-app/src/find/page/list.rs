//! The receivers to choose from.

use super::{Block, Ground, Page, Row, Who};
use crate::find::model::{Act, EMPTY_AFTER, Finder, Search};
use crate::find::receivers::{NEARBY, Recent, misfit};
use crate::words::Words;
use couchpad_core::discovery::Found;
use couchpad_core::protocol::control::Refusal;
use std::time::Duration;

/// `player` is a name, and the colour that goes with it.
pub(super) fn find(
    finder: &Finder,
    player: (&str, Option<u8>),
    words: &Words,
    now: Duration,
) -> Page {
    let mut body = vec![Block::Title(words.say("find-title"))];
    body.extend(super::snag(finder, words));
    body.push(Block::Label(words.say("find-nearby")));
    let nearby = finder.receivers.nearby();
    let rows = nearby.iter().map(|one| nearby_row(finder, one, words));
    body.extend(rows.map(Block::Row));
    if nearby.is_empty() || matches!(finder.search, Search::Failed(_)) {
        nobody(finder, words, now, &mut body);
    } else if nearby.len() >= NEARBY {
        let count = [("count", NEARBY.into())];
        body.push(Block::words(words.with("find-first", &count)));
        body.push(Block::button(Act::Why, words.say("find-why"), false));
    }
    let recent: Vec<_> = finder.receivers.recent_only().collect();
    if !recent.is_empty() {
        body.push(Block::Label(words.say("find-recent")));
        let rows = recent.into_iter().map(|one| recent_row(one, words));
        body.extend(rows.map(Block::Row));
    }
    body.push(Block::Label(words.say("find-you")));
    body.push(Block::Who(Who {
        act: Act::Tune,
        name: player.0.to_owned(),
        detail: words.say("find-tune"),
        mark: player.1,
    }));
    let mut hand = Vec::new();
    if finder.can_scan {
        hand.push(Block::button(Act::Scan, words.say("find-scan"), true));
    }
    let address = words.say("find-address");
    hand.push(Block::button(Act::Address, address, false));
    Page {
        name: "find",
        ground: Ground::Room,
        body,
        hand,
    }
}

fn nobody(finder: &Finder, words: &Words, now: Duration, body: &mut Vec<Block>) {
    let why = || Block::button(Act::Why, words.say("find-why"), false);
    let again = || Block::button(Act::Find, words.say("find-again"), false);
    match &finder.search {
        Search::Running { since } if now < *since + EMPTY_AFTER => {
            body.push(Block::quiet(words.say("find-searching")));
        }
        Search::Running { .. } => {
            body.push(Block::words(words.say("find-nothing")));
            body.push(Block::words(words.say("find-nothing-check")));
            body.push(why());
        }
        Search::Off { .. } => body.push(Block::quiet(words.say("find-off"))),
        Search::Forbidden => {
            body.push(Block::wrong(words.say("find-forbidden")));
            if finder.has_shell {
                let settings = words.say("find-settings");
                body.push(Block::button(Act::Settings, settings, false));
            }
            body.push(again());
        }
        Search::Failed(said) => {
            body.push(Block::wrong(words.heard(said, "find-failed")));
            body.extend([again(), why()]);
        }
    }
}

fn nearby_row(finder: &Finder, one: &Found, words: &Words) -> Row {
    let warning = misfit(one).map(|refusal| match refusal {
        Refusal::UpdatePad => words.say("row-update-here"),
        _ => words.say("row-update-there"),
    });
    let mut detail = seats(one.players, one.seats, words);
    if finder.receivers.shares_its_name(one)
        && let Some(at) = one.addresses.first()
    {
        detail = format!("{detail} · {at}");
    }
    let paired = finder.receivers.paired_with(one).is_some();
    Row {
        act: Act::Nearby(one.id.clone()),
        name: one.name.clone(),
        detail,
        locked: one.locked.then(|| words.say("row-locked")),
        good: paired.then(|| words.say("row-paired")),
        warning,
        open: true,
    }
}

fn seats(players: u16, seats: u16, words: &Words) -> String {
    match (players, seats) {
        (0, _) => words.say("row-nobody"),
        (_, 0) => words.with("row-players", &[("players", players.into())]),
        _ => {
            let both = [("players", players.into()), ("seats", seats.into())];
            words.with("row-seats", &both)
        }
    }
}

fn recent_row(one: &Recent, words: &Words) -> Row {
    let detail = match one.addresses.first() {
        None => words.say("row-gone"),
        Some(at) => words.with("row-gone-at", &[("address", at.to_string().into())]),
    };
    Row {
        act: Act::Recent(one.key),
        name: one.name.clone(),
        detail,
        locked: None,
        good: None,
        warning: None,
        open: !one.addresses.is_empty(),
    }
}
