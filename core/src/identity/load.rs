//! Reads records from a store when an identity is opened: what is damaged is set aside and told, what a newer version
//! wrote or what cannot be read is an error, and never overwritten.

use super::parse::{self, ParseFault};
use super::store::{SecureStore, StoreError};
use super::text;
use super::warning::{IdentityError, IdentityWarning, Lost};
use couchpad_session::pairing::DeviceKey;
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
    pub(super) fn one<T>(
        &mut self,
        name: &str,
        lost: Lost,
        parse: Parse<T>,
    ) -> Result<Option<T>, IdentityError> {
        match look(self.store, name, parse)? {
            Seen::Good(value) => Ok(Some(value)),
            Seen::Nothing => Ok(None),
            Seen::Bad(fault) => {
                let kept = self.store.set_aside(name)?;
                self.warnings.push(IdentityWarning {
                    lost,
                    fault: Some(fault),
                    kept: Some(kept),
                });
                Ok(None)
            }
        }
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
            let Some(value) = self.one(name, lost, parse)? else {
                continue;
            };
            if name_of(&value) == *name {
                found.push(value);
            } else {
                // under another's name it could not be found again to be removed
                self.store.set_aside(name)?;
            }
        }
        Ok(found)
    }

    /// Reads the device's key, or makes one. Others that are there (`is_known`) tell that one was lost.
    pub(super) fn device(
        &mut self,
        lost: Lost,
        is_known: bool,
    ) -> Result<DeviceKey, IdentityError> {
        let before = self.warnings.len();
        if let Some(device) = self.one(DEVICE, lost, parse::device_key)? {
            return Ok(device);
        }
        if is_known && self.warnings.len() == before {
            self.warnings.push(IdentityWarning {
                lost,
                fault: None,
                kept: None,
            });
        }
        let device = new_device()?;
        self.store.save(DEVICE, &text::write_device(&device))?;
        Ok(device)
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
) -> Result<Seen<T>, IdentityError> {
    let Some(record) = load(store, name)? else {
        return Ok(Seen::Nothing);
    };
    match parse(&record) {
        Ok(value) => Ok(Seen::Good(value)),
        Err(ParseFault::Newer) => Err(IdentityError::Newer {
            record: name.to_owned(),
        }),
        Err(fault) => Ok(Seen::Bad(fault)),
    }
}

fn load(store: &dyn SecureStore, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    Ok(store.load(name)?.map(Zeroizing::new))
}

fn new_device() -> Result<DeviceKey, IdentityError> {
    let mut bytes = Zeroizing::new([0; 32]);
    fill(bytes.as_mut())?;
    Ok(DeviceKey::from_bytes(*bytes))
}

pub(super) fn fill(bytes: &mut [u8]) -> Result<(), IdentityError> {
    getrandom::fill(bytes).map_err(|_| IdentityError::NoRandomness)
}
