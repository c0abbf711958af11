//! Finding receivers without typing: they announce themselves by mDNS (DNS-SD service `_couchpad._udp`), pads browse. What is
//! found is a claim of anybody on the network; pairing decides whom to trust. Must not know sessions or keys.
//!
//! Names: the instance is called like the receiver with the head of its key's fingerprint behind, and the host after
//! fingerprint and port, so that two receivers never share a name, be they on one machine. See [`Txt`] for the record.

mod announce;
mod browse;
mod daemon;
mod echo;
mod fed;
mod heard;
mod listing;
mod txt;

pub use announce::{Announcement, Announcer};
pub use browse::MdnsBrowser;
pub(crate) use echo::hears_itself;
pub use fed::{Doubt, FedBrowser, Feed, Service, fed};
pub use txt::{Txt, parse_txt};

use crate::protocol::{NAMELESS, clean_name};
use std::net::SocketAddr;

/// The DNS-SD service type with its domain.
pub const SERVICE_TYPE: &str = "_couchpad._udp.local.";
/// Most receivers that a browser lists.
pub const MOST_RECEIVERS: usize = 64;
/// Most addresses of one receiver.
pub const MOST_ADDRESSES: usize = 16;

/// What a receiver is called that gave itself no name.
const NO_NAME: &str = "Couchpad";

/// Why discovery does not start. Nothing else depends on it: pads can still scan or type.
#[derive(Debug, thiserror::Error)]
pub enum DiscoveryError {
    /// The system gives no thread.
    #[error(
        "the system gives no thread for finding receivers: scan the QR code or type the address: {0}"
    )]
    Thread(std::io::Error),
    /// Port 0.
    #[error("a receiver that listens on no port cannot be announced")]
    NoPort,
}

/// One receiver, as it describes itself. Every text is clean and short, but a stranger's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Tells it from the others in this list. Not to be shown.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where its control port may be reached, the most promising first; at most [`MOST_ADDRESSES`], never none.
    pub addresses: Vec<SocketAddr>,
    /// The fingerprint of the key that it claims: 16 hexadecimal digits, as of
    /// [`PublicKey::fingerprint`](crate::protocol::PublicKey::fingerprint).
    pub fingerprint: String,
    /// Oldest protocol version that it speaks.
    pub oldest: u16,
    /// Newest protocol version that it speaks.
    pub newest: u16,
    /// Players connected.
    pub players: u16,
    /// Seats in all.
    pub seats: u16,
    /// Whether it admits newcomers no more.
    pub locked: bool,
}

/// What changed in the list of receivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowseEvent {
    /// A new one, or news of the one with the same id.
    Found(Found),
    /// The one with this id left, or was not heard for long.
    Gone(String),
    /// Searching does not work here, and why, with what to do; told once. It goes on trying.
    Failed(String),
}

/// A search for receivers: mDNS on desktops, the system's own on phones.
pub trait Browser: Send {
    /// The next change; `None` when there is none now. Never blocks.
    fn poll(&mut self) -> Option<BrowseEvent>;

    /// The receiver with this id could not be reached: asks it whether it is still there, and if it does not answer within
    /// seconds, it is [`Gone`](BrowseEvent::Gone). A receiver that ends without a goodbye is listed for up to two minutes
    /// otherwise. Never blocks; where the system's browser cannot ask, nothing happens.
    fn doubt(&mut self, _id: &str) {}
}

/// Where to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// On every network that a pad may be on, and on this machine.
    Everywhere,
    /// On this machine alone.
    Loopback,
}

/// A receiver's name as it is announced and shown: clean, within the limits, never empty.
fn receiver_name(raw: &str) -> String {
    let name = clean_name(raw);
    if name == NAMELESS && raw.trim() != NAMELESS {
        return NO_NAME.to_owned();
    }
    name
}
