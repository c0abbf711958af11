//! Who this device is, once its records were read: by the system's own store for secrets, by a folder, or by nobody.
//! Questions to that store are requests; nobody waits for the answers but threads made for it. Must not know receivers.

mod desk;
mod store;

use crate::error::{CouchpadError, ForeignError, call_foreign};
use crate::event::PadEvent;
use crate::news::News;
use couchpad_core::identity::{self, PadIdentity};
use desk::Desk;
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use store::DeviceStore;

/// One record of a device's identity. Secret.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct StoredRecord {
    /// Its name.
    pub name: String,
    /// What was kept under it; empty where it cannot be read.
    pub record: Vec<u8>,
}

/// Keeps a device's few small secret records, as the system's key store does. Each call is a request that returns at once;
/// its answer, with the same number, goes to the session whenever it is there.
#[uniffi::export(foreign)]
pub trait SecureStore: Send + Sync {
    /// Asks for all that is kept. Answer: `store_loaded`, or `store_failed`.
    ///
    /// # Errors
    /// Counts as `store_failed`.
    fn load_all(&self, request: u64) -> Result<(), ForeignError>;

    /// Keeps a record in place of what is under its name, whole or not at all. Answer: `store_done`, or `store_failed`.
    ///
    /// # Errors
    /// Counts as `store_failed`.
    fn save(&self, request: u64, name: String, record: Vec<u8>) -> Result<(), ForeignError>;

    /// Removes a record; one that is not there already is. Answer: `store_done`, or `store_failed`.
    ///
    /// # Errors
    /// Counts as `store_failed`.
    fn remove(&self, request: u64, name: String) -> Result<(), ForeignError>;
}

/// How far it is.
#[derive(Default)]
enum State {
    /// Nobody has said where the records are.
    #[default]
    Unset,
    /// The store was asked for them, with this request; `None`: they are being read.
    Asked(Option<u64>),
    Ready(Arc<PadIdentity>),
    Failed(String),
}

/// What a join is told.
pub(crate) enum Known {
    Ready(Arc<PadIdentity>),
    /// The records are still to come.
    Later,
    Failed(String),
}

/// Called once there is an identity.
pub(crate) type OnReady = Arc<dyn Fn() + Send + Sync>;

/// See the module.
pub(crate) struct Keeper {
    news: Arc<News>,
    on_ready: OnReady,
    state: Mutex<State>,
    changed: Condvar,
    desk: Arc<Desk>,
    foreign: Mutex<Option<Arc<dyn SecureStore>>>,
}

impl Keeper {
    pub(crate) fn new(news: Arc<News>, on_ready: OnReady) -> Self {
        Self {
            news,
            on_ready,
            state: Mutex::default(),
            changed: Condvar::new(),
            desk: Arc::default(),
            foreign: Mutex::default(),
        }
    }

    /// Asks a store for the records.
    pub(crate) fn open(&self, store: Arc<dyn SecureStore>) -> Result<(), CouchpadError> {
        let request = self.desk.number();
        {
            let state = &mut *self.state.lock();
            if !matches!(state, State::Unset | State::Failed(_)) {
                let what = "The records of this device are in use already: open the store once, before anything is joined.";
                return Err(CouchpadError::Busy(what.to_owned()));
            }
            *state = State::Asked(Some(request));
        }
        *self.foreign.lock() = Some(Arc::clone(&store));
        let asked = call_foreign("the store for secrets", || store.load_all(request));
        if let Err(ForeignError::Failed { reason }) = asked {
            // one that has answered nonetheless is believed
            let _ = self.failed(request, reason);
        }
        Ok(())
    }

    pub(crate) fn has_store(&self) -> bool {
        self.foreign.lock().is_some()
    }

    /// An identity that somebody else has opened.
    pub(crate) fn set(&self, identity: Arc<PadIdentity>) {
        self.put(identity);
        (self.on_ready)();
    }

    fn put(&self, identity: Arc<PadIdentity>) {
        *self.state.lock() = State::Ready(identity);
        self.changed.notify_all();
    }

    /// The identity, if it is there. Where nobody has named a store, one that ends with the program is made.
    pub(crate) fn known(&self) -> Result<Known, CouchpadError> {
        let state = &mut *self.state.lock();
        Ok(match state {
            State::Unset => {
                let identity = Arc::new(PadIdentity::ephemeral()?);
                *state = State::Ready(Arc::clone(&identity));
                Known::Ready(identity)
            }
            State::Asked(_) => Known::Later,
            State::Ready(identity) => Known::Ready(Arc::clone(identity)),
            State::Failed(reason) => Known::Failed(reason.clone()),
        })
    }

    pub(crate) fn identity(&self) -> Option<Arc<PadIdentity>> {
        match &*self.state.lock() {
            State::Ready(identity) => Some(Arc::clone(identity)),
            _ => None,
        }
    }

    /// Waits for the identity.
    pub(crate) fn wait(&self, patience: Duration) -> Result<Arc<PadIdentity>, CouchpadError> {
        let deadline = Instant::now() + patience;
        let mut state = self.state.lock();
        loop {
            match &*state {
                State::Ready(identity) => return Ok(Arc::clone(identity)),
                State::Failed(reason) => return Err(CouchpadError::Identity(reason.clone())),
                State::Unset | State::Asked(_) => {}
            }
            if self.changed.wait_until(&mut state, deadline).timed_out() {
                let what = "The device does not give the controller's records: unlock it, and start the app again.";
                return Err(CouchpadError::Identity(what.to_owned()));
            }
        }
    }

    /// The store's answer: all that is kept.
    pub(crate) fn loaded(
        self: &Arc<Self>,
        request: u64,
        records: Vec<StoredRecord>,
    ) -> Result<(), CouchpadError> {
        self.take_question(request)?;
        let Some(foreign) = self.foreign.lock().clone() else {
            return Err(CouchpadError::no_request(request));
        };
        let desk = Arc::clone(&self.desk);
        let store = DeviceStore::new(foreign, desk, Arc::clone(&self.news), records);
        let keeper = Arc::clone(self);
        // a new key is written before anything is joined with it, and whoever answers here may be who writes it
        let read = thread::Builder::new()
            .name("couchpad-identity".to_owned())
            .spawn(move || keeper.read(store));
        if let Err(error) = read {
            self.fail(format!(
                "this device has no room for the controller's records: close other programs and try again ({error})"
            ));
        }
        Ok(())
    }

    fn read(&self, store: DeviceStore) {
        match PadIdentity::open(Arc::new(store)) {
            Ok((identity, warnings)) => {
                self.put(Arc::new(identity));
                let warnings = warnings.iter().map(ToString::to_string).collect();
                self.news.tell(PadEvent::IdentityReady { warnings });
                (self.on_ready)();
            }
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// The store's answer: it is kept, or removed.
    pub(crate) fn done(&self, request: u64) -> Result<(), CouchpadError> {
        self.desk.answer(request, Ok(()))
    }

    /// The store's answer: it does not work.
    pub(crate) fn failed(&self, request: u64, reason: String) -> Result<(), CouchpadError> {
        let reason = desk::short(&reason);
        if self.take_question(request).is_ok() {
            self.fail(identity::StoreError::Device { reason }.to_string());
            return Ok(());
        }
        self.desk.answer(request, Err(reason))
    }

    /// The question for all records is answered, if this was it.
    fn take_question(&self, request: u64) -> Result<(), CouchpadError> {
        match &mut *self.state.lock() {
            State::Asked(asked) if *asked == Some(request) => {
                *asked = None;
                Ok(())
            }
            _ => Err(CouchpadError::no_request(request)),
        }
    }

    fn fail(&self, reason: String) {
        *self.state.lock() = State::Failed(reason.clone());
        self.changed.notify_all();
        self.news.tell(PadEvent::IdentityFailed { reason });
        (self.on_ready)();
    }

    /// Nobody answers any more: whoever waits for the store is let go.
    pub(crate) fn close(&self) {
        self.desk.close();
    }
}
