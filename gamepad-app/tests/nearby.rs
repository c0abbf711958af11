//! Two receivers that announce themselves, and the pad's own search: both are in the list, and each lets in with its own
//! code alone. In a network namespace, on its loopback, so that nothing of it leaves the test.

#![cfg(target_os = "linux")]

#[path = "../../core/tests/namespace/mod.rs"]
mod namespace;
mod phone;

use couchpad_core::Host;
use couchpad_core::discovery::{Announcement, Announcer, Browser, MdnsBrowser, Scope};
use couchpad_core::protocol::control::{OLDEST_VERSION, VERSION};
use couchpad_core::transport::Bind;
use couchpad_gamepad::find::{Act, Block, CodeTrouble, Finder, Row, Screen, page};
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::words::Words;
use namespace::inside;
use phone::{Phone, any, joined, key, receiver};
use std::sync::Arc;
use std::time::Duration;

/// A receiver that can be found on this machine alone.
struct Couch {
    host: Host,
    name: &'static str,
    /// Ends the announcement with its good-bye.
    _announcer: Announcer,
}

impl Couch {
    fn new(name: &'static str) -> Self {
        let host = receiver(name, &any(), Bind::loopback(0));
        let at = host.listening().tcp;
        let announcement = Announcement {
            name: name.to_owned(),
            port: at.port(),
            ip: Some(at.ip()),
            key: key(&host),
            oldest: OLDEST_VERSION,
            newest: VERSION,
            players: 0,
            seats: 8,
            locked: false,
        };
        Self {
            host,
            name,
            _announcer: Announcer::start(announcement).unwrap(),
        }
    }

    fn code(&self) -> String {
        self.host.code().reveal()
    }
}

/// An app that searches on this machine alone.
fn searching() -> Phone {
    let browse = |wake| match MdnsBrowser::start(wake, Scope::Loopback) {
        Ok(browser) => Ok(Box::new(browser) as Box<dyn Browser>),
        Err(fault) => Err(fault.to_string()),
    };
    Phone::start(&any(), Arc::new(browse), None)
}

/// The receivers nearby that the player reads in the list.
fn listed(phone: &Phone) -> Vec<Row> {
    let finder = phone.0.world().resource::<Finder>();
    let page = page(
        finder,
        phone.model(),
        &Settings::default(),
        &Words::default(),
        Duration::ZERO,
    )
    .expect("the list");
    let nearby = |block| match block {
        Block::Row(row) if matches!(row.act, Act::Nearby(_)) => Some(row),
        _ => None,
    };
    page.body.into_iter().filter_map(nearby).collect()
}

fn choose(phone: &mut Phone, name: &str) {
    let row = listed(phone).into_iter().find(|row| row.name == name);
    phone.act(row.expect("it is in the list").act);
}

fn until_both(phone: &mut Phone) {
    phone.until("both in the list", |phone| {
        let mut names: Vec<_> = listed(phone).into_iter().map(|row| row.name).collect();
        names.sort_unstable();
        names == ["Attic", "Den"]
    });
}

#[test]
fn both_receivers_are_found_and_each_admits_with_its_own_code_only() {
    let name = "both_receivers_are_found_and_each_admits_with_its_own_code_only";
    if !inside(name, "ip link set lo up") {
        return;
    }
    let (den, attic) = (Couch::new("Den"), Couch::new("Attic"));
    // once in a million runs they would be the same
    assert_ne!(den.code(), attic.code());
    for (couch, other) in [(&den, &attic), (&attic, &den)] {
        let mut phone = searching();
        until_both(&mut phone);
        choose(&mut phone, couch.name);
        assert!(matches!(phone.screen(), Screen::Code(_)));
        phone.digits(&other.code());
        phone.until("the refusal", |p| p.trouble() == Some(CodeTrouble::Wrong));
        phone.digits(&couch.code());
        phone.until_live();
        assert_eq!(phone.model().receiver.as_deref(), Some(couch.name));
        assert_eq!((joined(&couch.host), joined(&other.host)), (1, 0));
        // and the list fills again
        phone.act(Act::Menu);
        phone.act(Act::Leave);
        assert_eq!(*phone.screen(), Screen::Find);
        until_both(&mut phone);
    }
}
