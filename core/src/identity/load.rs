//! Reads records from a store when an identity is opened: one that is of no use, for whatever reason, is set aside and told,
//! and costs what it held. Only the device's key is more than a record: where a newer version wrote it, or it cannot be
//! read, that is an error, and it is left as it is.

use super::parse::{self, ParseFault};
use super::records::is_note;
use super::store::{SecureStore, StoreError};
use super::text;
use super::warning::{IdentityError, IdentityWarning, Lost};
use couchpad_session::pairing::DeviceKey;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

pub(super) const DEVICE: &str = "device.toml";
pub(super) const EVENING: &str = "evening.toml";
pub(super) const PORT: &str = "port.toml";
pub(super) const PLAYER: &str = "player.toml";

/// What reads a record.
pub(super) type Parse<T> = fn(&[u8]) -> Result<T, ParseFault>;

/// Reads records, and collects what there is to tell.
pub(super) struct Loader<'a> {
    pub(super) store: &'a dyn SecureStore,
    pub(super) warnings: Vec<IdentityWarning>,
}

impl<'a> Loader<'a> {
    pub(super) const fn new(store: &'a dyn SecureStore) -> Self {
        Self {
            store,
            warnings: Vec::new(),
        }
    }

    /// Reads one record. `None` where there is none that can be used.
    pub(super) fn one<T>(&mut self, name: &str, lost: Lost, parse: Parse<T>) -> Option<T> {
        let fault = match look(self.store, name, parse) {
            Ok(Seen::Good(value)) => return Some(value),
            Ok(Seen::Nothing) => return None,
            Ok(Seen::Bad(fault)) => fault,
            Err(_) => ParseFault::Unreadable,
        };
        self.warnings.push(IdentityWarning {
            lost,
            fault: Some(fault),
            // where it cannot be moved it is still in the way, which is told when something is to be written there
            kept: self.store.set_aside(name).ok(),
        });
        None
    }

    /// Reads all records with such names.
    pub(super) fn all<T>(
        &mut self,
        is_one: fn(&str) -> bool,
        lost: Lost,
        parse: Parse<T>,
        name_of: fn(&T) -> String,
    ) -> Result<Vec<T>, IdentityError> {
        let mut found = Vec::new();
        for name in self.store.names()?.iter().filter(|name| is_one(name)) {
            let Some(value) = self.one(name, lost, parse) else {
                continue;
            };
            if name_of(&value) == *name {
                found.push(value);
            } else {
                // under another's name it could not be found again to be removed
                let _ = self.store.set_aside(name);
            }
        }
        Ok(found)
    }

    /// The program's own records, unread. One that cannot be loaded is empty, which is damage enough.
    pub(super) fn notes(&self) -> Result<BTreeMap<String, Vec<u8>>, IdentityError> {
        let names = self.store.names()?.into_iter();
        let load = |name: String| {
            let record = self.store.load(&name).map(Option::unwrap_or_default);
            (name, record.unwrap_or_default())
        };
        Ok(names.filter(|name| is_note(name)).map(load).collect())
    }

    /// Looks at the device's key before anything is changed: a store that cannot be read at all loses nothing.
    ///
    /// # Errors
    /// The key is there but cannot be read, or a newer version wrote it.
    pub(super) fn check_device(&self) -> Result<(), IdentityError> {
        look_at_device(self.store).map(|_| ())
    }

    /// Reads the device's key, or makes one. Others that are there (`is_known`) tell that one was lost.
    pub(super) fn device(
        &mut self,
        lost: Lost,
        is_known: bool,
    ) -> Result<DeviceKey, IdentityError> {
        let (fault, kept) = match look_at_device(self.store)? {
            Seen::Good(device) => return Ok(device),
            Seen::Nothing => (None, None),
            Seen::Bad(fault) => (Some(fault), Some(self.store.set_aside(DEVICE)?)),
        };
        if is_known || fault.is_some() {
            self.warnings.push(IdentityWarning { lost, fault, kept });
        }
        let device = new_device()?;
        self.store.save(DEVICE, &text::write_device(&device))?;
        Ok(device)
    }
}

fn look_at_device(store: &dyn SecureStore) -> Result<Seen<DeviceKey>, IdentityError> {
    match look(store, DEVICE, parse::device_key)? {
        Seen::Bad(ParseFault::Newer) => Err(IdentityError::Newer {
            record: DEVICE.to_owned(),
        }),
        seen => Ok(seen),
    }
}

/// What is under a name.
pub(super) enum Seen<T> {
    Nothing,
    Good(T),
    Bad(ParseFault),
}

/// Looks at one record, and changes nothing.
pub(super) fn look<T>(
    store: &dyn SecureStore,
    name: &str,
    parse: Parse<T>,
) -> Result<Seen<T>, StoreError> {
    let Some(record) = load(store, name)? else {
        return Ok(Seen::Nothing);
    };
    Ok(match parse(&record) {
        Ok(value) => Seen::Good(value),
        Err(fault) => Seen::Bad(fault),
    })
}

fn load(store: &dyn SecureStore, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    Ok(store.load(name)?.map(Zeroizing::new))
}

pub(super) fn new_device() -> Result<DeviceKey, IdentityError> {
    let mut bytes = Zeroizing::new([0; 32]);
    fill(bytes.as_mut())?;
    Ok(DeviceKey::from_bytes(*bytes))
}

pub(super) fn fill(bytes: &mut [u8]) -> Result<(), IdentityError> {
    getrandom::fill(bytes).map_err(|_| IdentityError::NoRandomness)
}
