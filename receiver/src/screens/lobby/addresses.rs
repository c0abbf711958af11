//! The addresses that a guest can type: the best one large enough to be read from the couch, the others small beside or
//! below it. Knows no code and no picture.

use crate::screens::nodes::one_line;
use bevy::prelude::*;
use bevy::text::LineHeight;
use couchpad_core::protocol::DEFAULT_PORT;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{strong, text};

/// Letters that fit the column in each size. A whole IPv6 address is left small: nobody types it from across a room.
const LEAD: usize = 24;
const BODY: usize = 30;

/// The addresses, best first.
pub(super) fn list(column: &mut ChildSpawnerCommands, addresses: &[String]) {
    let several = Node {
        flex_wrap: FlexWrap::Wrap,
        align_items: AlignItems::Center,
        column_gap: grid(2.0),
        ..default()
    };
    column.spawn(several).with_children(|list| {
        let mut addresses = addresses.iter().map(|address| typed(address));
        if let Some(best) = addresses.next() {
            // figures have nothing below the line
            list.spawn(one_line(strong(best, step(best), TEXT)))
                .insert(LineHeight::RelativeToFont(1.05));
        }
        for address in addresses {
            list.spawn(one_line(text(address, Step::Small, QUIET)));
        }
    });
}

/// What is to be typed of an address: the usual port goes without saying.
fn typed(address: &str) -> &str {
    match address.rsplit_once(':') {
        Some((host, port)) if port.parse() == Ok(DEFAULT_PORT) => host,
        _ => address,
    }
}

fn step(address: &str) -> Step {
    let letters = address.len();
    if letters <= LEAD {
        Step::Lead
    } else if letters <= BODY {
        Step::Body
    } else {
        Step::Small
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::JoinLink;

    #[test]
    fn what_is_shown_is_enough_to_join() {
        for (address, shown) in [
            ("192.168.178.21:4455", "192.168.178.21"),
            ("192.168.178.21:4456", "192.168.178.21:4456"),
            ("[fd5e:8a3c:91d2::21]:4455", "[fd5e:8a3c:91d2::21]"),
            ("[fd5e::4455]:7", "[fd5e::4455]:7"),
        ] {
            assert_eq!(typed(address), shown);
            let link = JoinLink::from_typed(shown).unwrap();
            let at: Vec<_> = link.addresses().map(|a| a.to_string()).collect();
            assert_eq!(at, [address]);
        }
    }

    #[test]
    fn every_address_that_a_guest_would_type_is_large() {
        for address in [
            "192.168.178.201:65535",
            "[fd5e:8a3c:91d2::21]",
            "[fe80::1]:4456",
        ] {
            assert_eq!(step(address), Step::Lead, "{address}");
        }
        assert_eq!(step("[2001:db8:85a3:8d3:1319:8a2e:370:7348]"), Step::Small);
    }
}
