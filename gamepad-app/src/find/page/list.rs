//! The receivers to choose from.

use super::{Block, Ground, Page, Row};
use crate::find::model::{Act, EMPTY_AFTER, Finder, Search};
use crate::find::receivers::{NEARBY, Recent, misfit};
use couchpad_core::discovery::Found;
use couchpad_core::protocol::control::Refusal;
use std::time::Duration;

pub(super) fn find(finder: &Finder, name: &str, now: Duration) -> Page {
    let mut body = vec![Block::Title("Join a game".into())];
    body.extend(finder.trouble.clone().map(Block::wrong));
    body.push(Block::Label("Big screens nearby".into()));
    let nearby = finder.receivers.nearby();
    body.extend(nearby.iter().map(|one| Block::Row(nearby_row(finder, one))));
    if nearby.is_empty() || matches!(finder.search, Search::Failed(_)) {
        nobody(finder, now, &mut body);
    } else if nearby.len() >= NEARBY {
        body.push(Block::words(format!(
            "These are the first {NEARBY} that were found. If yours is missing, enter its address."
        )));
        body.push(Block::button(Act::Why, "Why can I not see it?", false));
    }
    let recent: Vec<_> = finder.receivers.recent_only().collect();
    if !recent.is_empty() {
        body.push(Block::Label("Played before".into()));
        body.extend(recent.into_iter().map(|one| Block::Row(recent_row(one))));
    }
    if finder.has_shell {
        body.push(Block::Label("You".into()));
        body.push(Block::Row(own_row(name)));
    }
    let mut hand = Vec::new();
    if finder.can_scan {
        hand.push(Block::button(Act::Scan, "Scan the picture", true));
    }
    hand.push(Block::button(Act::Address, "Enter address", false));
    Page {
        name: "find",
        ground: Ground::Room,
        body,
        hand,
    }
}

fn nobody(finder: &Finder, now: Duration, body: &mut Vec<Block>) {
    match &finder.search {
        Search::Running { since } if now < *since + EMPTY_AFTER => {
            body.push(Block::quiet(
                "Searching… Open Couchpad on the big screen, and it appears here.",
            ));
        }
        Search::Running { .. } => {
            body.push(Block::words("Nothing found yet."));
            body.push(Block::words(
                "Is Couchpad open on the big screen? Is the phone in the same Wi-Fi as the big screen?",
            ));
            body.push(Block::button(Act::Why, "Why can I not see it?", false));
        }
        Search::Off { .. } => body.push(Block::quiet(
            "Not searching. Enter the address that the big screen shows.",
        )),
        Search::Forbidden => {
            body.push(Block::wrong(
                "This app may not look around in your network. Allow it in the phone's settings (“Local network” or \
                 “Nearby devices”), or enter the address instead.",
            ));
            if finder.has_shell {
                body.push(Block::button(Act::Settings, "Open the settings", false));
            }
            body.push(Block::button(Act::Find, "Search again", false));
        }
        Search::Failed(reason) => {
            body.push(Block::wrong(format!(
                "Searching does not work here: {reason}; enter the address instead."
            )));
            body.push(Block::button(Act::Find, "Search again", false));
            body.push(Block::button(Act::Why, "Why can I not see it?", false));
        }
    }
}

fn own_row(name: &str) -> Row {
    Row {
        act: Act::Name,
        name: name.to_owned(),
        detail: "Your name, as the big screen shows it. Tap to change it.".into(),
        locked: false,
        good: None,
        warning: None,
        open: true,
    }
}

fn nearby_row(finder: &Finder, one: &Found) -> Row {
    let warning = misfit(one).map(|refusal| match refusal {
        Refusal::UpdatePad => "Update this app to join",
        _ => "Update Couchpad there to join",
    });
    let mut detail = seats(one.players, one.seats);
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
        locked: one.locked,
        good: paired.then_some("Paired"),
        warning,
        open: true,
    }
}

fn seats(players: u16, seats: u16) -> String {
    match (players, seats) {
        (0, _) => "Nobody plays yet".to_owned(),
        (1, 0) => "1 plays".to_owned(),
        (players, 0) => format!("{players} play"),
        (players, seats) => format!("{players} of {seats} seats taken"),
    }
}

fn recent_row(one: &Recent) -> Row {
    let at = one.addresses.first();
    let detail = at.map_or_else(
        || "Not found just now".to_owned(),
        |at| format!("Not found just now · {at}"),
    );
    Row {
        act: Act::Recent(one.key),
        name: one.name.clone(),
        detail,
        locked: false,
        good: None,
        warning: None,
        open: !one.addresses.is_empty(),
    }
}
