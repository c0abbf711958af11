//! The identity's records as the device's own store keeps them: all in memory, each change written through by a request
//! that is waited for. Only the identity's own threads come here. Must not know what the records say.

use super::desk::Desk;
use super::{SecureStore, StoredRecord};
use crate::error::{ForeignError, call_foreign};
use crate::event::PadEvent;
use crate::news::News;
use couchpad_core::identity::{
    MemoryStore, RECORD_BYTES, SecureStore as CoreStore, StoreError, check_name,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most records that are taken from a store: more than an identity ever keeps.
const RECORDS: usize = 256;

/// See the module.
pub(super) struct DeviceStore {
    foreign: Arc<dyn SecureStore>,
    desk: Arc<Desk>,
    news: Arc<News>,
    records: MemoryStore,
}

impl DeviceStore {
    /// What cannot be a record of ours is passed over; one that is too long is cut, which shows that it is damaged.
    pub(super) fn new(
        foreign: Arc<dyn SecureStore>,
        desk: Arc<Desk>,
        news: Arc<News>,
        records: Vec<StoredRecord>,
    ) -> Self {
        let known = MemoryStore::default();
        for StoredRecord { name, mut record } in records.into_iter().take(RECORDS) {
            record.truncate(RECORD_BYTES + 1);
            if known.save(&name, &record).is_err() {
                tracing::warn!("the device's store has a record that is none of ours");
            }
        }
        Self {
            foreign,
            desk,
            news,
            records: known,
        }
    }

    fn ask(&self, call: impl FnOnce(u64) -> Result<(), ForeignError>) -> Result<(), StoreError> {
        let answer = self.desk.ask(|request| {
            let called = call_foreign("the store for secrets", || call(request));
            called.map_err(|ForeignError::Failed { reason }| reason)
        });
        answer.map_err(|reason| {
            let error = StoreError::Device { reason };
            let reason = error.to_string();
            self.news.tell(PadEvent::StoreTrouble { reason });
            error
        })
    }

    fn write(&self, name: &str, record: &[u8]) -> Result<(), StoreError> {
        self.ask(|request| self.foreign.save(request, name.to_owned(), record.to_vec()))
    }

    fn all(&self) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
        let names = self.records.names()?.into_iter();
        let load = |name: String| {
            let record = self.records.load(&name).transpose()?;
            Some(record.map(|record| (name, record)))
        };
        names.filter_map(load).collect()
    }
}

impl CoreStore for DeviceStore {
    fn load(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.records.load(name)
    }

    fn save(&self, name: &str, record: &[u8]) -> Result<(), StoreError> {
        check_name(name)?;
        self.write(name, record)?;
        self.records.save(name, record)
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        check_name(name)?;
        self.ask(|request| self.foreign.remove(request, name.to_owned()))?;
        self.records.remove(name)
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        self.records.names()
    }

    fn set_aside(&self, name: &str) -> Result<String, StoreError> {
        let before = self.all()?;
        let aside = self.records.set_aside(name)?;
        let after = self.all()?;
        // the copies first: what is in the way goes only once it is elsewhere
        for (name, record) in &after {
            if before.get(name) != Some(record) {
                self.write(name, record)?;
            }
        }
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            self.ask(|request| self.foreign.remove(request, name.clone()))?;
        }
        Ok(aside)
    }
}
