//! Events, read in three ways. Must not know what happened.

use super::Session;
use crate::error::CouchpadError;
use crate::event::PadEvent;
use crate::news::EventListener;
use std::sync::Arc;

#[uniffi::export]
impl Session {
    /// The next thing that happened, if anything has. It shares one queue with [`next_event`](Self::next_event).
    #[must_use]
    pub fn poll_event(&self) -> Option<PadEvent> {
        self.news.poll()
    }

    /// The next thing that happens. Of several that wait, each event goes to one.
    pub async fn next_event(&self) -> PadEvent {
        self.news.next().await
    }

    /// Who hears of all that happens from now on, on a thread of Couchpad's, beside those who poll; in place of the one before.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn set_listener(
        &self,
        listener: Option<Arc<dyn EventListener>>,
    ) -> Result<(), CouchpadError> {
        self.news.listen(listener).map_err(|error| {
            CouchpadError::System(format!(
                "This device has no room for another thread: close other programs and try again ({error})."
            ))
        })
    }
}
