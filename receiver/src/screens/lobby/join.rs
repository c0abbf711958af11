//! How to join: the join link, large, and one sentence; below, the keys that join without a controller. The pairing code and
//! its picture take the link's place once there is pairing.

use super::Plan;
use crate::roster::Roster;
use crate::screens::keycaps::hint;
use crate::screens::nodes::{column as stacked, one_line, spring};
use bevy::prelude::*;
use couchpad_protocol::JoinLink;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{strong, text};

/// The key with which a keyboard player leaves; there while there is one.
#[derive(Component)]
pub(super) struct Leave;

pub(super) fn offer_to_leave(roster: Res<Roster>, mut lines: Query<&mut Node, With<Leave>>) {
    let display = if roster.cards.iter().any(|card| card.local) {
        Display::Flex
    } else {
        Display::None
    };
    for mut line in &mut lines {
        if line.display != display {
            line.display = display;
        }
    }
}

pub(super) fn column(parent: &mut ChildSpawnerCommands, plan: &Plan) {
    parent.spawn(strong("Join", Step::Title, TEXT));
    parent.spawn(text(sentence(&plan.join), Step::Body, TEXT));
    let link = Node {
        margin: UiRect::vertical(grid(2.0)),
        ..stacked(0.0)
    };
    parent.spawn(link).with_children(|link| address(link, plan));
    parent.spawn(spring());
    parent.spawn(text(
        "No controller? Play on the keyboard:",
        Step::Small,
        QUIET,
    ));
    hint(parent, &["←", "→", "Space"], "first player");
    hint(parent, &["A", "D", "W"], "second player");
    let node = Node {
        display: Display::None,
        ..default()
    };
    parent
        .spawn((node, Leave))
        .with_children(|line| hint(line, &["Backspace"], "leave the keyboard"));
}

/// The link in two lines: what every link begins with is quiet, what differs is large.
fn address(parent: &mut ChildSpawnerCommands, plan: &Plan) {
    let (scheme, address) = match plan.join.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), plan.join.as_str()),
    };
    let step = match (plan.wide, address.chars().count()) {
        (true, 0..=16) => Step::Title,
        (true, 17..=20) | (false, 0..=14) => Step::Heading,
        (_, 0..=24) => Step::Lead,
        _ => Step::Body,
    };
    if !scheme.is_empty() {
        parent.spawn(one_line(text(scheme, Step::Lead, QUIET)));
    }
    // Several addresses go one below the other, and every line but the last says that the link goes on.
    for part in address.split_inclusive(',') {
        parent.spawn(one_line(strong(part, step, TEXT)));
    }
}

fn sentence(join: &str) -> &'static str {
    let link = join.parse::<JoinLink>();
    match link {
        Ok(link) if link.addresses().all(|address| address.ip().is_loopback()) => {
            "Start a controller on this computer with this link:"
        }
        Ok(_) => "Open Couchpad on your phone and enter this link:",
        Err(_) => "One moment: the receiver is not listening yet.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_promises_only_what_works() {
        assert!(sentence("couchpad://127.0.0.1:4455").contains("this computer"));
        assert!(sentence("couchpad://[::1]:4455").contains("this computer"));
        assert!(sentence("couchpad://192.168.0.5:4455").contains("phone"));
        assert!(sentence("").contains("moment"));
    }
}
