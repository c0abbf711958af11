//! Who a pad is and which receivers it knows: its key, the receivers it has pinned, the player's name. Must not know how
//! receivers are found or spoken to.

use super::load::{Loader, PLAYER};
use super::parse::{self, ADDRESSES};
use super::records::{PinnedReceiver, is_receiver, receiver_name};
use super::saver::Saver;
use super::store::{MemoryStore, SecureStore, StoreError};
use super::text;
use super::warning::{IdentityError, IdentityWarning, Lost};
use couchpad_protocol::{Profile, PublicKey, clean_name};
use couchpad_session::pairing::DeviceKey;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most receivers that a pad knows; of more, the one that was used longest ago is forgotten, one that does not remember
/// this pad before one that does.
pub const RECEIVERS: usize = 64;

/// A pad's identity, for any number of threads. Every change is written beside the caller, who never waits for the disk.
pub struct PadIdentity {
    device: DeviceKey,
    state: Mutex<State>,
    saver: Saver,
}

struct State {
    receivers: BTreeMap<PublicKey, PinnedReceiver>,
    player: Option<Profile>,
}

impl PadIdentity {
    /// Reads the identity, or makes one where there is none. The warnings are for the player.
    ///
    /// # Errors
    /// [`IdentityError`]: records cannot be read or written, or a newer version wrote them.
    pub fn open(
        store: Arc<dyn SecureStore>,
    ) -> Result<(Self, Vec<IdentityWarning>), IdentityError> {
        Self::load(store, true)
    }

    /// An identity that ends with the program.
    ///
    /// # Errors
    /// [`IdentityError::NoRandomness`].
    pub fn ephemeral() -> Result<Self, IdentityError> {
        Self::load(Arc::new(MemoryStore::default()), false).map(|(identity, _)| identity)
    }

    fn load(
        store: Arc<dyn SecureStore>,
        beside: bool,
    ) -> Result<(Self, Vec<IdentityWarning>), IdentityError> {
        let mut loader = Loader::new(store.as_ref());
        loader.check_device()?;
        let receivers = loader.all(
            is_receiver,
            Lost::Receiver,
            parse::pinned_receiver,
            |receiver| receiver_name(&receiver.key),
        )?;
        let device = loader.device(Lost::PadKey, !receivers.is_empty())?;
        let player = loader.one(PLAYER, Lost::Player, parse::player);
        let warnings = loader.warnings;
        let written: Vec<_> = receivers.iter().map(|r| receiver_name(&r.key)).collect();
        let receivers = receivers.into_iter().map(|r| (r.key, r)).collect();
        let identity = Self {
            device,
            state: Mutex::new(State { receivers, player }),
            saver: Saver::new(store, beside, written),
        };
        identity.keep_within_bounds(&mut identity.state.lock());
        Ok((identity, warnings))
    }

    /// The key that proves who this pad is.
    #[must_use]
    pub const fn device(&self) -> &DeviceKey {
        &self.device
    }

    /// The receivers that it knows: the one that was used last comes first.
    #[must_use]
    pub fn receivers(&self) -> Vec<PinnedReceiver> {
        let mut receivers: Vec<_> = self.state.lock().receivers.values().cloned().collect();
        receivers.sort_by(|a, b| (b.last_used, &a.name).cmp(&(a.last_used, &b.name)));
        receivers
    }

    /// What it knows about one receiver.
    #[must_use]
    pub fn receiver(&self, key: &PublicKey) -> Option<PinnedReceiver> {
        self.state.lock().receivers.get(key).cloned()
    }

    /// Keeps a receiver that has proven who it is, in place of what was known about it. Its name is cleaned, and the
    /// first [`ADDRESSES`] of its addresses are kept.
    pub fn pin(&self, mut receiver: PinnedReceiver) {
        receiver.name = clean_name(&receiver.name);
        receiver.addresses.truncate(ADDRESSES);
        let mut state = self.state.lock();
        if state.receivers.get(&receiver.key) == Some(&receiver) {
            return;
        }
        let name = receiver_name(&receiver.key);
        self.saver.save(name, text::write_receiver(&receiver));
        state.receivers.insert(receiver.key, receiver);
        self.keep_within_bounds(&mut state);
    }

    /// Forgets a receiver; tells whether it was known.
    pub fn forget(&self, key: &PublicKey) -> bool {
        let mut state = self.state.lock();
        let known = state.receivers.remove(key).is_some();
        if known {
            self.saver.remove(receiver_name(key));
        }
        known
    }

    /// Who the player was the last time, if anybody said.
    #[must_use]
    pub fn player(&self) -> Option<Profile> {
        self.state.lock().player.clone()
    }

    /// Keeps who the player is.
    pub fn set_player(&self, player: &Profile) {
        let player = Profile {
            name: clean_name(&player.name),
            mark: player.mark,
        };
        let mut state = self.state.lock();
        if state.player.as_ref() != Some(&player) {
            let record = text::write_player(&player);
            self.saver.save(PLAYER.to_owned(), record);
            state.player = Some(player);
        }
    }

    /// The player's name the last time, if anybody said.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.player().map(|player| player.name)
    }

    /// Keeps the player's name; the mark stays.
    pub fn set_name(&self, name: &str) {
        let mark = self.player().and_then(|player| player.mark);
        self.set_player(&Profile {
            name: name.to_owned(),
            mark,
        });
    }

    /// Waits until everything is written.
    ///
    /// # Errors
    /// [`StoreError`]: something could not be.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.saver.flush()
    }

    /// The newest record that could not be written, once: for the player, who can make room.
    #[must_use]
    pub fn take_trouble(&self) -> Option<StoreError> {
        self.saver.take_trouble()
    }

    fn keep_within_bounds(&self, state: &mut State) {
        let excess = state.receivers.len().saturating_sub(RECEIVERS);
        if excess == 0 {
            return;
        }
        let all = state.receivers.values();
        let mut order: Vec<_> = all.map(|r| (r.remembered, r.last_used, r.key)).collect();
        order.sort_unstable();
        for (_, _, key) in order.into_iter().take(excess) {
            state.receivers.remove(&key);
            self.saver.remove(receiver_name(&key));
        }
    }
}
