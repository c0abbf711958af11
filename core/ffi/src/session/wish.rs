//! What somebody wants to join: read from what was typed, scanned or chosen, and made into a target once it is known which
//! receivers this device has been paired with. Pure.

use crate::error::CouchpadError;
use couchpad_core::Target;
use couchpad_core::discovery::Found;
use couchpad_core::identity::{PadIdentity, PinnedReceiver};
use couchpad_core::protocol::{JoinLink, LinkPairing, PublicKey, RoomCode, Transport};
use couchpad_core::session::pairing::Credential;
use std::net::SocketAddr;

/// Longest text that is read as a link, a code or a key, in bytes.
const TEXT_BYTES: usize = 4_096;

/// See the module.
#[derive(Clone)]
pub(super) struct Wish {
    addresses: Vec<SocketAddr>,
    who: Who,
    pairing: Option<LinkPairing>,
    code: Option<RoomCode>,
    /// What the link wants play to travel on.
    pub(super) transport: Transport,
}

/// Which of the receivers that this device knows it is, if any.
#[derive(Clone)]
enum Who {
    /// The one of this key.
    Key(PublicKey),
    /// One whose key has this fingerprint.
    Fingerprint(String),
    /// One that was last at one of the addresses.
    Here,
}

impl Wish {
    /// A join link, or an address.
    pub(super) fn link(text: &str) -> Result<Self, CouchpadError> {
        let link = read(text, JoinLink::from_typed)?;
        let pairing = link.pairing().cloned();
        let who = match &pairing {
            Some(pairing) => Who::Key(pairing.key),
            None => Who::Here,
        };
        Ok(Self {
            addresses: link.addresses().collect(),
            who,
            pairing,
            code: None,
            transport: link.transport(),
        })
    }

    /// An address and the six digits on the screen there.
    pub(super) fn code(address: &str, code: &str) -> Result<Self, CouchpadError> {
        let wish = Self::link(address)?;
        let code = read_code(code)?;
        Ok(Self {
            code: Some(code),
            pairing: None,
            ..wish
        })
    }

    /// A receiver that announces itself.
    pub(super) fn found(found: &Found, code: Option<&str>) -> Result<Self, CouchpadError> {
        Ok(Self {
            addresses: found.addresses.clone(),
            who: Who::Fingerprint(found.fingerprint.clone()),
            pairing: None,
            code: code.map(read_code).transpose()?,
            transport: Transport::Auto,
        })
    }

    /// A receiver that this device was paired with.
    pub(super) fn known(known: &PinnedReceiver, code: Option<&str>) -> Result<Self, CouchpadError> {
        Ok(Self {
            addresses: known.addresses.clone(),
            who: Who::Key(known.key),
            pairing: None,
            code: code.map(read_code).transpose()?,
            transport: Transport::Auto,
        })
    }

    /// Where to go and what to prove there. A link comes first, as who holds it has just seen the screen; then the code; then
    /// an earlier pairing.
    ///
    /// # Errors
    /// [`CouchpadError::NeedsCode`].
    pub(super) fn target(&self, identity: &PadIdentity) -> Result<Target, CouchpadError> {
        let known = self.known_in(identity);
        let mut addresses = self.addresses.clone();
        for address in known.iter().flat_map(|known| &known.addresses) {
            if !addresses.contains(address) {
                addresses.push(*address);
            }
        }
        let credential = if let Some(pairing) = &self.pairing {
            Credential::Link(pairing.clone())
        } else if let Some(code) = &self.code {
            Credential::Code(*code)
        } else {
            Credential::Trusted(known.ok_or(CouchpadError::NeedsCode)?.key)
        };
        Ok(Target {
            addresses,
            credential,
        })
    }

    fn known_in(&self, identity: &PadIdentity) -> Option<PinnedReceiver> {
        let receivers = identity.receivers().into_iter();
        match &self.who {
            Who::Key(key) => identity.receiver(key),
            Who::Fingerprint(fingerprint) => {
                let mut those = receivers.filter(|known| known.key.fingerprint() == *fingerprint);
                those.next()
            }
            Who::Here => {
                let here = |known: &PinnedReceiver| {
                    known.addresses.iter().any(|at| self.addresses.contains(at))
                };
                let mut those = receivers.filter(here);
                those.next()
            }
        }
    }
}

/// Reads a short text.
pub(super) fn read<T, E: Into<CouchpadError>>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, CouchpadError> {
    if text.len() > TEXT_BYTES {
        return Err(CouchpadError::too_long("What was given", TEXT_BYTES));
    }
    parse(text).map_err(Into::into)
}

fn read_code(code: &str) -> Result<RoomCode, CouchpadError> {
    read(code.trim(), str::parse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::JoinSecret;
    use proptest::prelude::*;

    const KEY: PublicKey = PublicKey([7; 32]);

    fn device() -> PadIdentity {
        let device = PadIdentity::ephemeral().unwrap();
        device.pin(PinnedReceiver {
            key: KEY,
            name: "Den".into(),
            addresses: vec!["10.0.0.9:4455".parse().unwrap()],
            resume: None,
            remembered: true,
            last_used: 1,
        });
        device
    }

    fn credential(wish: &Wish) -> Result<Credential, CouchpadError> {
        Ok(wish.target(&device())?.credential)
    }

    #[test]
    fn an_address_needs_a_code_where_nobody_is_known() {
        let bare = Wish::link("10.0.0.5").unwrap();
        assert_eq!(credential(&bare).unwrap_err(), CouchpadError::NeedsCode);
        let there = Wish::link("10.0.0.9").unwrap();
        assert!(matches!(credential(&there), Ok(Credential::Trusted(KEY))));
        let code = Wish::code("10.0.0.9", " 012345 ").unwrap();
        assert!(matches!(credential(&code), Ok(Credential::Code(_))));
    }

    #[test]
    fn a_link_from_the_screen_comes_first_and_known_addresses_are_tried_too() {
        let link = JoinLink::from_typed("tcp://10.0.0.5:4455").unwrap();
        let link = link.with_pairing(JoinSecret([1; 16]), KEY).to_string();
        let wish = Wish::link(&link).unwrap();
        assert_eq!(wish.transport, Transport::Tcp);
        let target = wish.target(&device()).unwrap();
        assert!(matches!(target.credential, Credential::Link(_)));
        let at: Vec<_> = target.addresses.iter().map(ToString::to_string).collect();
        assert_eq!(at, ["10.0.0.5:4455", "10.0.0.9:4455"]);
    }

    #[test]
    fn what_is_no_link_or_no_code_says_what_to_do() {
        let link = |text: &str| Wish::link(text).map(|_| ()).unwrap_err();
        assert!(matches!(link("couchpad://?"), CouchpadError::Link(_)));
        assert!(matches!(
            link(&"x".repeat(5_000)),
            CouchpadError::TooLong(_)
        ));
        let code = Wish::code("10.0.0.9", "12345").map(|_| ()).unwrap_err();
        assert!(matches!(code, CouchpadError::Code(_)));
        assert!(code.to_string().len() > 10);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_harmless(text in ".{0,300}", code in ".{0,12}") {
            let _ = Wish::link(&text);
            let _ = Wish::code("10.0.0.1", &code);
        }
    }
}
