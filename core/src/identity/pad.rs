//! Who a pad is and which receivers it knows: its key, the receivers it has pinned, the player's name. Must not know how
//! receivers are found or spoken to.

use super::load::{DEVICE, Loader, PLAYER, new_device};
use super::parse::{self, ADDRESSES};
use super::records::{PinnedReceiver, is_receiver, note_name, receiver_name};
use super::saver::Saver;
use super::store::{MemoryStore, SecureStore, StoreError};
use super::text::{self, Record};
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
    saver: Arc<Saver>,
}

#[derive(Default)]
struct State {
    receivers: BTreeMap<PublicKey, PinnedReceiver>,
    player: Option<Profile>,
    /// The program's own records, under their names in the store.
    notes: BTreeMap<String, Vec<u8>>,
    /// Whether the device's key is in the store, or on its way there.
    is_kept: bool,
    /// Another identity is in this one's place: nothing is kept of it any more.
    is_over: bool,
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
        let notes = loader.notes()?;
        let warnings = loader.warnings;
        let written: Vec<_> = receivers.iter().map(|r| receiver_name(&r.key)).collect();
        let receivers = receivers.into_iter().map(|r| (r.key, r)).collect();
        let state = State {
            receivers,
            player,
            notes,
            is_kept: true,
            is_over: false,
        };
        let identity = Self {
            device,
            state: Mutex::new(state),
            saver: Arc::new(Saver::new(store, beside, written)),
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
        self.save(&mut state, name, text::write_receiver(&receiver));
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
            self.save(&mut state, PLAYER.to_owned(), record);
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

    /// A record of the program's own, beside the identity's, as it was read or kept last: bytes that may be damaged, and may
    /// be anybody's.
    #[must_use]
    pub fn note(&self, what: &str) -> Option<Vec<u8>> {
        self.state.lock().notes.get(&note_name(what)).cloned()
    }

    /// Keeps a record of the program's own under a name of its own, or removes it. No longer than
    /// [`RECORD_BYTES`](super::RECORD_BYTES), or it is not believed when it is read.
    pub fn keep_note(&self, what: &str, note: Option<Vec<u8>>) {
        let name = note_name(what);
        let mut state = self.state.lock();
        if state.is_over || state.notes.get(&name) == note.as_ref() {
            return;
        }
        match note {
            Some(note) => {
                self.save(&mut state, name.clone(), Record::new(note.clone()));
                state.notes.insert(name, note);
            }
            None => {
                self.saver.remove(name.clone());
                state.notes.remove(&name);
            }
        }
    }

    /// Moves a record of the program's own out of the way, which is damaged or of a later version. Tells where it is now, for
    /// people; `None`: it is still in the way. Waits for the store.
    #[must_use]
    pub fn set_note_aside(&self, what: &str) -> Option<String> {
        let name = note_name(what);
        self.state.lock().notes.remove(&name);
        self.saver.set_aside(&name)
    }

    /// Forgets everything that the store holds: the key, the receivers, the player, the program's own records. Gives the
    /// identity to go on with. That one puts its key into the store with the first thing that is worth keeping, so that
    /// nothing at all is there until then; and nothing is kept of this one any more.
    ///
    /// # Errors
    /// The store does not tell what it holds, or there is no randomness: nothing is forgotten.
    pub fn begin_anew(&self) -> Result<Self, IdentityError> {
        let device = new_device()?;
        let mut state = self.state.lock();
        let mut names = self.saver.names()?;
        names.extend([DEVICE.to_owned(), PLAYER.to_owned()]);
        // what is still being written is in no list yet
        names.extend(state.receivers.keys().map(receiver_name));
        names.extend(state.notes.keys().cloned());
        *state = State {
            is_over: true,
            ..State::default()
        };
        for name in names {
            self.saver.remove(name);
        }
        Ok(Self {
            device,
            state: Mutex::default(),
            saver: Arc::clone(&self.saver),
        })
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

    fn save(&self, state: &mut State, name: String, record: Record) {
        if state.is_over {
            return;
        }
        if !std::mem::replace(&mut state.is_kept, true) {
            let device = text::write_device(&self.device);
            self.saver.save(DEVICE.to_owned(), device);
        }
        self.saver.save(name, record);
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
