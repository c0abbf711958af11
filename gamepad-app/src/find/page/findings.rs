//! What the doctor found, in the player's language. A system's own words are for the log: they are in any language.

use crate::words::{Value, Words};
use couchpad_core::doctor::About;
use std::net::SocketAddr;

/// The sentence and what to do, where there is something to do.
pub(super) fn say(about: &About, words: &Words) -> (String, Option<String>) {
    let told = |keys: [&str; 2], values: &[(&str, Value<'_>)]| {
        let [what, advice] = keys;
        (words.with(what, values), Some(words.with(advice, values)))
    };
    let good = |key: &str, values: &[(&str, Value<'_>)]| (words.with(key, values), None);
    let text = |text: &String| Value::from(text.clone());
    match about {
        About::Addresses {
            interface,
            addresses,
        } => {
            let addresses: Vec<_> = addresses.iter().map(ToString::to_string).collect();
            let addresses = addresses.join(", ");
            let values = [("name", text(interface)), ("addresses", addresses.into())];
            good("finding-addresses", &values)
        }
        About::NoAddress { interface, own } => {
            let values = [
                ("name", text(interface)),
                ("address", own.to_string().into()),
            ];
            told(["finding-no-address", "finding-no-address.advice"], &values)
        }
        About::Unplugged { interface } => {
            let keys = ["finding-unplugged", "finding-unplugged.advice"];
            told(keys, &[("name", text(interface))])
        }
        About::NoNetwork => told(["finding-no-network", "finding-no-network.advice"], &[]),
        About::SeveralNetworks { interfaces } => {
            let keys = ["finding-several", "finding-several.advice"];
            told(keys, &[("names", interfaces.join(", ").into())])
        }
        About::VpnCarriesAll { interface } => {
            let keys = ["finding-vpn-whole", "finding-vpn-whole.advice"];
            told(keys, &[("name", text(interface))])
        }
        About::VpnBeside { interface } => {
            let keys = ["finding-vpn-beside", "finding-vpn-beside.advice"];
            told(keys, &[("name", text(interface))])
        }
        About::NobodyAnnounces => {
            let keys = [
                "finding-nobody-announces",
                "finding-nobody-announces.advice",
            ];
            told(keys, &[])
        }
        About::AnnouncementsArrive => good("finding-announcements", &[]),
        About::AnnouncementsUnheard { .. } => told(["finding-deaf", "finding-deaf.advice"], &[]),
        About::TooBusy { .. } => told(["finding-busy", "finding-busy.advice"], &[]),
        About::Answers(at) => good("finding-answers", &[("address", at.to_string().into())]),
        About::PadTooOld(at)
        | About::ReceiverTooOld(at)
        | About::NotListening(at)
        | About::Stranger(at)
        | About::SilentNear(at)
        | About::SilentFar(at) => answered(about, *at, words),
    }
}

/// What keeps the receiver at that address out of reach.
fn answered(about: &About, at: SocketAddr, words: &Words) -> (String, Option<String>) {
    let (address, port) = (at.to_string(), at.port().to_string());
    let (keys, address) = match about {
        About::PadTooOld(_) => (
            ["finding-update-here", "finding-update-here.advice"],
            address,
        ),
        About::ReceiverTooOld(_) => (
            ["finding-update-there", "finding-update-there.advice"],
            address,
        ),
        About::NotListening(_) => (
            ["finding-not-listening", "finding-not-listening.advice"],
            at.ip().to_string(),
        ),
        About::SilentNear(_) => (
            ["finding-silent-near", "finding-silent-near.advice"],
            address,
        ),
        About::SilentFar(_) => (["finding-silent-far", "finding-silent-far.advice"], address),
        _ => (["finding-stranger", "finding-stranger.advice"], address),
    };
    let [what, advice] = keys;
    let values = [("address", address.into()), ("port", port.into())];
    (words.with(what, &values), Some(words.with(advice, &values)))
}
