//! Who a receiver is and whom it trusts: its key, its evening with the secret of its links, its port, and the pads that
//! may come back. Must not know how pads prove themselves, nor that there are connections.

use super::evening::Evening;
use super::load::{EVENING, Loader, PORT, fill};
use super::parse;
use super::records::{TrustedPad, is_pad, meant, pad_name};
use super::saver::Saver;
use super::store::{MemoryStore, SecureStore, StoreError};
use super::text;
use super::warning::{IdentityError, IdentityWarning, Lost};
use couchpad_protocol::{JoinSecret, PublicKey, clean_name};
use couchpad_session::pairing::DeviceKey;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most pads that are trusted for one evening; of more, the one that was away longest is forgotten. Those that are
/// remembered do not count: somebody agreed to each.
pub const EVENING_PADS: usize = 1_024;

/// How often the time that an evening has seen is written, in seconds.
const SEEN_EVERY: u64 = 300;

/// A receiver's identity. Every change is written beside the caller, who never waits for the disk.
///
/// Other programs may remove a pad's record meanwhile (`couchpad pads forget`): such a pad is no longer trusted from about
/// a second later on, when [`advance`](Self::advance) has had the store looked at, and its record is not written back.
pub struct HostIdentity {
    device: DeviceKey,
    evening: Evening,
    written_seen: u64,
    looked: u64,
    port: Option<u16>,
    pads: BTreeMap<PublicKey, TrustedPad>,
    forgotten: Vec<PublicKey>,
    secret_is_news: bool,
    saver: Saver,
}

impl HostIdentity {
    /// Reads the identity, or makes one where there is none. `now` is in unix seconds. The warnings are for the player.
    ///
    /// # Errors
    /// [`IdentityError`]: records cannot be read or written, or a newer version wrote them.
    pub fn open(
        store: Arc<dyn SecureStore>,
        now: u64,
    ) -> Result<(Self, Vec<IdentityWarning>), IdentityError> {
        Self::load(store, now, true)
    }

    /// An identity that ends with the program.
    ///
    /// # Errors
    /// [`IdentityError::NoRandomness`].
    pub fn ephemeral(now: u64) -> Result<Self, IdentityError> {
        let loaded = Self::load(Arc::new(MemoryStore::default()), now, false);
        loaded.map(|(identity, _)| identity)
    }

    fn load(
        store: Arc<dyn SecureStore>,
        now: u64,
        beside: bool,
    ) -> Result<(Self, Vec<IdentityWarning>), IdentityError> {
        let mut loader = Loader::new(store.as_ref());
        loader.check_device()?;
        let pads = loader.all(is_pad, Lost::Pad, parse::trusted_pad, |pad| {
            pad_name(&pad.key)
        })?;
        let device = loader.device(Lost::HostKey, !pads.is_empty())?;
        let port = loader.one(PORT, Lost::Port, parse::port);
        let evening = loader.one(EVENING, Lost::Evening, parse::evening);
        let pads: BTreeMap<_, _> = pads.into_iter().map(|pad| (pad.key, pad)).collect();
        let warnings = loader.warnings;
        let written: Vec<_> = pads.keys().map(pad_name).collect();
        let going_on = evening.filter(|evening| evening.goes_on_after_restart(now));
        let is_new = going_on.is_none();
        let evening = match going_on {
            Some(evening) => evening,
            None => Evening::new(now, new_secret()?),
        };
        let mut identity = Self {
            device,
            written_seen: evening.seen,
            evening,
            looked: now,
            port,
            pads,
            forgotten: Vec::new(),
            secret_is_news: false,
            saver: Saver::new(store, beside, written),
        };
        if is_new {
            identity.forget_where(|pad| !pad.remembered);
            identity.save_evening();
            // nobody plays yet: a disk that refuses is an answer to the one who starts this
            identity.saver.flush()?;
        } else {
            identity.evening.advance(now);
        }
        identity.keep_within_bounds();
        Ok((identity, warnings))
    }

    /// The key that proves who this receiver is.
    #[must_use]
    pub const fn device(&self) -> &DeviceKey {
        &self.device
    }

    /// The secret of the join links of now.
    #[must_use]
    pub fn secret(&self) -> JoinSecret {
        self.evening.secret.clone()
    }

    /// The port of the last run, so that saved links go on working.
    #[must_use]
    pub const fn port(&self) -> Option<u16> {
        self.port
    }

    /// Keeps the port for the next run; 0 is none.
    pub fn set_port(&mut self, port: u16) {
        if port != 0 && self.port != Some(port) {
            self.port = Some(port);
            self.saver.save(PORT.to_owned(), text::write_port(port));
        }
    }

    /// Whether a pad may come back without link or code. One that another program has forgotten may do so until that is
    /// noticed.
    #[must_use]
    pub fn is_trusted(&self, key: &PublicKey) -> bool {
        self.pads.contains_key(key) && !self.saver.is_gone(&pad_name(key))
    }

    /// Whether a trusted pad stays trusted when the evening ends.
    #[must_use]
    pub fn is_remembered(&self, key: &PublicKey) -> bool {
        self.pads.get(key).is_some_and(|pad| pad.remembered) && self.is_trusted(key)
    }

    /// Trusts a pad that has just proven that it was shown the screen, by link or code, for the rest of the evening.
    /// One that is remembered stays so. `now` is in unix seconds.
    pub fn trust(&mut self, key: PublicKey, name: &str, now: u64) {
        self.take_in_removals();
        let known = self.pads.get(&key);
        let (is_known, remembered) = (known.is_some(), known.is_some_and(|pad| pad.remembered));
        let pad = TrustedPad {
            key,
            name: clean_name(name),
            paired: now,
            remembered,
            last_seen: now,
        };
        let record = text::write_pad(&pad);
        if is_known {
            // another program may have forgotten it just now, and would not be heard if this wrote it back
            self.saver.replace(pad_name(&key), record);
        } else {
            self.saver.save(pad_name(&key), record);
        }
        self.pads.insert(key, pad);
        self.keep_within_bounds();
    }

    /// Notes that a trusted pad has come back, and what its player is called now. `now` is in unix seconds.
    pub fn seen(&mut self, key: &PublicKey, name: &str, now: u64) {
        self.change(key, |pad| {
            pad.name = clean_name(name);
            pad.last_seen = now;
        });
    }

    /// Lets a trusted pad stay trusted when the evening ends, or no longer. `false` where it is not trusted: then
    /// nothing changes.
    pub fn remember(&mut self, key: &PublicKey, yes: bool) -> bool {
        self.take_in_removals();
        let changed = self.is_trusted(key) && self.change(key, |pad| pad.remembered = yes);
        self.keep_within_bounds();
        changed
    }

    /// Forgets the pads that somebody means by a name or fingerprint, as [`meant`] decides, and tells how many. The secret
    /// changes with it: else a forgotten pad would come back by the link that it still has.
    pub fn forget(&mut self, name: &str) -> usize {
        let keys = meant(self.pads.values(), name);
        self.forget_keys(&keys)
    }

    /// Forgets these very pads, as [`forget`](Self::forget) does, and tells how many of them it knew.
    pub fn forget_keys(&mut self, keys: &[PublicKey]) -> usize {
        self.forget_for_good(|pad| keys.contains(&pad.key))
    }

    /// Forgets all pads, as [`forget`](Self::forget) does, and tells how many.
    pub fn forget_all(&mut self) -> usize {
        self.forget_for_good(|_| true)
    }

    /// Ends a pad's pairing if it is one for the evening, and tells whether it was. One that is remembered stays, and so do
    /// link and secret: this is for whoever was sent away, not for a device that was lost.
    pub fn end_trust(&mut self, key: &PublicKey) -> bool {
        self.forget_where(|pad| pad.key == *key && !pad.remembered) > 0
    }

    /// All trusted pads: the one that was here last comes first.
    #[must_use]
    pub fn pads(&self) -> Vec<TrustedPad> {
        let mut pads: Vec<_> = self.pads.values().cloned().collect();
        pads.sort_by(|a, b| (b.last_seen, &a.name).cmp(&(a.last_seen, &b.name)));
        pads
    }

    /// Makes all join links of before worthless. Pads that are trusted stay so.
    ///
    /// # Errors
    /// [`IdentityError::NoRandomness`]: the secret is the old one.
    pub fn rotate_secret(&mut self) -> Result<(), IdentityError> {
        self.evening.secret = new_secret()?;
        self.save_evening();
        Ok(())
    }

    /// Whether another program's removals were noticed that the next [`advance`](Self::advance) takes in. Cheap enough
    /// to ask each frame.
    #[must_use]
    pub fn is_advance_due(&self) -> bool {
        self.saver.has_gone()
    }

    /// Lets time pass; `now` is in unix seconds. Call it at least every second, and when it
    /// [is due](Self::is_advance_due). Each second it has the store looked at for what other programs removed, beside the
    /// caller; [`flush`](Self::flush) waits for that too. `true`: the secret is another one, because
    /// the evening ended (pads that are not remembered are no longer trusted) or because pads were forgotten.
    pub fn advance(&mut self, now: u64) -> bool {
        if !self.evening.advance(now) {
            self.begin_evening(now);
        }
        if now != self.looked {
            self.looked = now;
            if !self.pads.is_empty() {
                self.saver.look();
            }
        }
        self.take_in_removals();
        if self.evening.seen.abs_diff(self.written_seen) >= SEEN_EVERY {
            self.save_evening();
        }
        std::mem::take(&mut self.secret_is_news)
    }

    /// The pads that were forgotten since this was asked last, by whomever: those that are connected have no business here
    /// any more.
    pub fn take_forgotten(&mut self) -> Vec<PublicKey> {
        std::mem::take(&mut self.forgotten)
    }

    /// Waits until everything is written.
    ///
    /// # Errors
    /// [`StoreError`]: something could not be.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.saver.flush()
    }

    /// The newest record that could not be written, once: for the player, who can make room.
    pub fn take_trouble(&mut self) -> Option<StoreError> {
        self.saver.take_trouble()
    }

    /// The removals come first: a program that is killed between them and the new evening finds the old one ended.
    fn begin_evening(&mut self, now: u64) {
        let secret = match new_secret() {
            Ok(secret) => secret,
            Err(error) => {
                // nobody is trusted any longer than this; the link follows as soon as it can
                tracing::warn!("the evening's link stays as it is: {error}");
                self.forget_where(|pad| !pad.remembered);
                return;
            }
        };
        self.forget_where(|pad| !pad.remembered);
        self.evening = Evening::new(now, secret);
        self.secret_is_news = true;
        self.save_evening();
    }

    fn save_evening(&mut self) {
        self.written_seen = self.evening.seen;
        let record = text::write_evening(&self.evening);
        self.saver.save(EVENING.to_owned(), record);
    }

    fn change(&mut self, key: &PublicKey, how: impl FnOnce(&mut TrustedPad)) -> bool {
        let Some(pad) = self.pads.get_mut(key) else {
            return false;
        };
        how(pad);
        self.saver.replace(pad_name(key), text::write_pad(pad));
        true
    }

    fn forget_where(&mut self, is_meant: impl Fn(&TrustedPad) -> bool) -> usize {
        let keys: Vec<_> = self.pads.values().filter(|pad| is_meant(pad)).collect();
        let keys: Vec<_> = keys.into_iter().map(|pad| pad.key).collect();
        for key in &keys {
            self.pads.remove(key);
            self.saver.remove(pad_name(key));
        }
        keys.len()
    }

    fn forget_for_good(&mut self, is_meant: impl Fn(&TrustedPad) -> bool) -> usize {
        let before: Vec<_> = self.pads.keys().copied().collect();
        let count = self.forget_where(is_meant);
        let pads = &self.pads;
        let gone = before.into_iter().filter(|key| !pads.contains_key(key));
        self.forgotten.extend(gone);
        if count > 0 {
            self.renew_link();
        }
        count
    }

    fn renew_link(&mut self) {
        match self.rotate_secret() {
            Ok(()) => self.secret_is_news = true,
            Err(error) => tracing::warn!("the link stays as it is: {error}"),
        }
    }

    /// Takes in what another program has removed.
    fn take_in_removals(&mut self) {
        let names = self.saver.take_gone();
        if names.is_empty() {
            return;
        }
        let pads = self.pads.keys().copied();
        let gone: Vec<_> = pads.filter(|key| names.contains(&pad_name(key))).collect();
        for key in &gone {
            self.pads.remove(key);
        }
        if !gone.is_empty() {
            self.forgotten.extend(gone);
            self.renew_link();
        }
    }

    fn keep_within_bounds(&mut self) {
        let for_evening = |pads: &BTreeMap<_, TrustedPad>| {
            let those = pads.values().filter(|pad| !pad.remembered);
            those
                .map(|pad| (pad.last_seen, pad.key))
                .collect::<Vec<_>>()
        };
        if self.pads.len() <= EVENING_PADS {
            return;
        }
        let mut those = for_evening(&self.pads);
        those.sort_unstable();
        let excess = those.len().saturating_sub(EVENING_PADS);
        for (_, key) in those.into_iter().take(excess) {
            self.pads.remove(&key);
            self.saver.remove(pad_name(&key));
        }
    }
}

impl Drop for HostIdentity {
    fn drop(&mut self) {
        // so that the next start knows how long the clock has run
        if self.evening.seen != self.written_seen {
            self.save_evening();
        }
    }
}

fn new_secret() -> Result<JoinSecret, IdentityError> {
    let mut secret = JoinSecret([0; 16]);
    fill(&mut secret.0)?;
    Ok(secret)
}
