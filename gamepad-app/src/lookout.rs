//! Looks for a receiver that went: it may be back at another port or address, and announce itself there. Must not know who
//! calls it, nor how it proves to be that receiver.

use crate::model::{Connection, PadModel};
use couchpad_core::PadLoss;
use couchpad_core::discovery::{BrowseEvent, Browser};
use couchpad_core::protocol::PublicKey;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// How long a loss lasts before anybody looks: most are short, and everybody around hears a search.
const PATIENCE: Duration = Duration::from_secs(1);
/// Most announcements of one receiver that are heeded: anybody may make them.
const MOST: usize = 8;

/// See the module.
#[derive(Default)]
pub struct Lookout {
    /// When the present loss began, on the owner's clock.
    since: Option<Duration>,
    /// A search was begun for it.
    begun: bool,
    browser: Option<Box<dyn Browser>>,
    /// Where it is said to be, by announcement.
    seen: BTreeMap<String, Vec<SocketAddr>>,
}

impl Lookout {
    /// Once in each turn of the owner. `begin` begins a search, which lasts as long as the loss. Gives where the receiver is
    /// said to be, the most promising of each announcement first, whenever there is something new.
    pub fn turn(
        &mut self,
        model: &PadModel,
        now: Duration,
        begin: impl FnOnce() -> Result<Box<dyn Browser>, String>,
    ) -> Option<Vec<SocketAddr>> {
        let Some(key) = lost(model) else {
            if self.since.is_some() {
                *self = Self::default();
            }
            return None;
        };
        let since = *self.since.get_or_insert(now);
        if now.saturating_sub(since) < PATIENCE {
            return None;
        }
        if !std::mem::replace(&mut self.begun, true) {
            match begin() {
                Ok(browser) => self.browser = Some(browser),
                Err(reason) => tracing::warn!("the receiver is not looked for: {reason}"),
            }
        }
        self.listen(&key.fingerprint()).then(|| self.addresses())
    }

    /// Whether there is something new.
    fn listen(&mut self, fingerprint: &str) -> bool {
        let mut is_new = false;
        while let Some(event) = self.browser.as_mut().and_then(|browser| browser.poll()) {
            match event {
                BrowseEvent::Found(found) if found.fingerprint == fingerprint => {
                    if self.seen.len() < MOST || self.seen.contains_key(&found.id) {
                        self.seen.insert(found.id, found.addresses);
                        is_new = true;
                    }
                }
                BrowseEvent::Found(_) => {}
                BrowseEvent::Gone(id) => is_new |= self.seen.remove(&id).is_some(),
                BrowseEvent::Failed(reason) => {
                    tracing::debug!("the receiver is not looked for: {reason}");
                }
            }
        }
        is_new
    }

    fn addresses(&self) -> Vec<SocketAddr> {
        let longest = self.seen.values().map(Vec::len).max().unwrap_or(0);
        let nth = |nth: usize| self.seen.values().filter_map(move |all| all.get(nth));
        (0..longest).flat_map(nth).copied().collect()
    }
}

/// The receiver that let this pad in and is away. One that sleeps with its app misses nobody.
fn lost(model: &PadModel) -> Option<PublicKey> {
    match model.connection {
        Connection::Lost { reason, .. } if reason != PadLoss::Suspended => model.paired,
        _ => None,
    }
}
