//! What the device brings: its store for secrets and its search for services, and their answers. Must not know receivers.

use super::Session;
use crate::error::CouchpadError;
use crate::keeper::{SecureStore, StoredRecord};
use crate::records::FoundReceiver;
use crate::search::{Browser, Service};
use std::sync::{Arc, Weak};

#[uniffi::export]
impl Session {
    /// Keeps this device's records in a store for secrets. Once, before anything is joined; asks it for them at once. Without
    /// one the device is new, and forgotten with the session.
    ///
    /// # Errors
    /// Records are in use already.
    pub fn open_store(&self, store: Arc<dyn SecureStore>) -> Result<(), CouchpadError> {
        self.keeper.open(store)
    }

    /// The store's answer to `load_all`: all that is kept.
    ///
    /// # Errors
    /// No such request waits.
    pub fn store_loaded(
        &self,
        request: u64,
        records: Vec<StoredRecord>,
    ) -> Result<(), CouchpadError> {
        self.keeper.loaded(request, records)
    }

    /// The store's answer to `save` and `remove`: it is done.
    ///
    /// # Errors
    /// No such request waits.
    pub fn store_done(&self, request: u64) -> Result<(), CouchpadError> {
        self.keeper.done(request)
    }

    /// The store's answer to any request: it does not work, and why.
    ///
    /// # Errors
    /// No such request waits.
    pub fn store_failed(&self, request: u64, reason: String) -> Result<(), CouchpadError> {
        self.keeper.failed(request, reason)
    }

    /// Who searches for receivers from the next search on; `None`: Couchpad itself, which phones do not allow.
    pub fn set_browser(&self, browser: Option<Arc<dyn Browser>>) {
        self.search.set_browser(browser);
    }

    /// The system has found a service, or news of one. What is no receiver's is passed over.
    pub fn service_found(&self, service: Service) {
        self.search.found(service);
    }

    /// The system does not find it any more.
    pub fn service_lost(&self, instance: String) {
        self.search.lost(&instance);
    }

    /// The system does not search, and why, in words for the player.
    pub fn search_failed(&self, reason: String) {
        self.search.failed(&reason);
    }

    /// Searches for receivers; what is found are events. A search that runs goes on; one that has failed begins anew, and tells
    /// again of all that are there.
    ///
    /// # Errors
    /// [`CouchpadError::System`]: it cannot even begin. What fails later is an event.
    pub fn start_search(&self) -> Result<(), CouchpadError> {
        let myself = Weak::clone(&self.myself);
        let wake = Arc::new(move || {
            if let Some(session) = myself.upgrade() {
                session.pump_search();
            }
        });
        self.search.start(wake).map_err(CouchpadError::System)?;
        self.pump_search();
        Ok(())
    }

    /// Searches no more, and forgets what was found.
    pub fn stop_search(&self) {
        self.search.stop();
    }

    /// The receivers that announce themselves now.
    #[must_use]
    pub fn receivers(&self) -> Vec<FoundReceiver> {
        let listed = self.search.listed();
        listed.iter().map(|found| self.receiver(found)).collect()
    }
}
