//! The search for receivers: the system's own where the shell brings it, else Couchpad's; any number of readers. What is
//! found is a stranger's claim and goes through core's checks. Must not know what is joined.

mod readers;

use crate::error::{ForeignError, call_foreign};
use couchpad_core::discovery::{
    BrowseEvent, Browser as CoreBrowser, Found, MdnsBrowser, Scope, Service as CoreService,
};
use couchpad_core::transport::Wake;
use parking_lot::Mutex;
use readers::Readers;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

/// Most addresses, and most entries of a record, that are taken over the border.
const MOST: usize = 64;
/// Longest key or value of a record, in bytes: what the format allows.
const ENTRY_BYTES: usize = 255;
/// Longest text of an address, in bytes.
const ADDRESS_BYTES: usize = 64;

/// A system's own search for services, which lets no program listen for itself. Each call returns at once.
#[uniffi::export(foreign)]
pub trait Browser: Send + Sync {
    /// Search for `_couchpad._udp`, and tell the session of what is found: `service_found`, `service_lost`, `search_failed`.
    ///
    /// # Errors
    /// Counts as `search_failed`.
    fn start(&self) -> Result<(), ForeignError>;

    /// Search no more.
    ///
    /// # Errors
    /// It is logged.
    fn stop(&self) -> Result<(), ForeignError>;

    /// The receiver of this instance could not be reached: look whether it is still there, where that can be asked.
    ///
    /// # Errors
    /// It is logged.
    fn doubt(&self, instance: String) -> Result<(), ForeignError>;
}

/// An entry of a service's record.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TxtEntry {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Vec<u8>,
}

/// A service as the system found it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Service {
    /// Its name, with or without the type behind.
    pub instance: String,
    /// Its addresses, as text; a zone behind `%` is left out.
    pub addresses: Vec<String>,
    /// Its port.
    pub port: u16,
    /// The number of the interface by which it was heard, where the system tells.
    pub interface: Option<u32>,
    /// Its record.
    pub txt: Vec<TxtEntry>,
}

impl From<Service> for CoreService {
    fn from(service: Service) -> Self {
        let ip = |text: &String| -> Option<IpAddr> {
            let text = Some(text).filter(|text| text.len() <= ADDRESS_BYTES)?;
            text.split('%').next()?.parse().ok()
        };
        let fits = |entry: &TxtEntry| entry.key.len().max(entry.value.len()) <= ENTRY_BYTES;
        let entries = service.txt.into_iter().take(MOST).filter(fits);
        Self {
            instance: service.instance,
            addresses: service.addresses.iter().take(MOST).filter_map(ip).collect(),
            port: service.port,
            interface: service.interface,
            txt: entries.map(|entry| (entry.key, entry.value)).collect(),
        }
    }
}

/// See the module.
#[derive(Default)]
pub(crate) struct Search {
    readers: Arc<Readers>,
    own: Mutex<Own>,
}

/// The session's own search.
#[derive(Default)]
struct Own {
    browser: Option<Box<dyn CoreBrowser>>,
    listed: BTreeMap<String, Found>,
    /// It failed, and has found nothing since.
    has_failed: bool,
}

impl Search {
    /// Who searches from the next start on; `None`: Couchpad itself.
    pub(crate) fn set_browser(&self, browser: Option<Arc<dyn Browser>>) {
        self.readers.set_browser(browser);
    }

    /// A search for one reader.
    pub(crate) fn browse(&self, wake: Wake) -> Result<Box<dyn CoreBrowser>, String> {
        match self.readers.join(&wake) {
            Some(reader) => Ok(Box::new(reader)),
            None => match MdnsBrowser::start(wake, Scope::Everywhere) {
                Ok(browser) => Ok(Box::new(browser)),
                Err(error) => Err(error.to_string()),
            },
        }
    }

    /// The system has found a service.
    pub(crate) fn found(&self, service: Service) {
        self.readers.found(service.into());
    }

    /// The system does not find it any more.
    pub(crate) fn lost(&self, instance: &str) {
        self.readers.lost(instance);
    }

    /// The system does not search.
    pub(crate) fn failed(&self, reason: &str) {
        self.readers.failed(reason);
    }

    /// Begins the session's own search; `wake` is called whenever [`poll`](Self::poll) has something. One that runs goes on,
    /// one that failed begins anew.
    pub(crate) fn start(&self, wake: Wake) -> Result<(), String> {
        let failed = {
            let own = &mut *self.own.lock();
            if own.browser.is_some() && !own.has_failed {
                return Ok(());
            }
            std::mem::take(own)
        };
        // not under the lock, as dropping it may call the system
        drop(failed);
        let browser = self.browse(wake)?;
        let before = self.own.lock().browser.replace(browser);
        // somebody else began one at the same time
        drop(before);
        Ok(())
    }

    /// Ends it.
    pub(crate) fn stop(&self) {
        let own = std::mem::take(&mut *self.own.lock());
        drop(own);
    }

    /// What it found.
    pub(crate) fn poll(&self) -> Option<BrowseEvent> {
        let own = &mut *self.own.lock();
        let event = own.browser.as_mut()?.poll()?;
        match &event {
            BrowseEvent::Found(found) => {
                own.has_failed = false;
                own.listed.insert(found.id.clone(), found.clone());
            }
            BrowseEvent::Gone(id) => {
                own.listed.remove(id);
            }
            BrowseEvent::Failed(_) => own.has_failed = true,
        }
        Some(event)
    }

    /// All that are there now.
    pub(crate) fn listed(&self) -> Vec<Found> {
        self.own.lock().listed.values().cloned().collect()
    }

    /// One of them.
    pub(crate) fn get(&self, id: &str) -> Option<Found> {
        self.own.lock().listed.get(id).cloned()
    }
}

/// Calls the system's search; what it throws is its failure.
fn call(what: &str, call: impl FnOnce() -> Result<(), ForeignError>) -> Result<(), String> {
    call_foreign(what, call).map_err(|ForeignError::Failed { reason }| {
        format!(
            "Receivers cannot be searched on this device ({reason}): scan the picture on the big screen or type its address."
        )
    })
}
