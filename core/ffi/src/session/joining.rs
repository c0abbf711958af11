//! Joining and leaving, and who plays. Must not know what is played.

use super::game::Game;
use super::wish::{Wish, read};
use super::{Session, good_bye};
use crate::error::CouchpadError;
use crate::event::EndReason;
use crate::keeper::Known;
use crate::records::{FoundReceiver, KnownReceiver, Settings, State};
use couchpad_core::discovery::Found;
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{NAMELESS, Profile, PublicKey, Transport as CoreTransport};
use couchpad_core::session::PadConfig;
use couchpad_core::{Pad, PadOptions};
use std::sync::Arc;

/// Longest name that is looked at, in bytes; 24 characters of it count.
const NAME_BYTES: usize = 1_024;
/// Positions a second.
const RATES: std::ops::RangeInclusive<u32> = 20..=240;

#[uniffi::export]
impl Session {
    /// Who plays, and how.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.settings.lock().clone()
    }

    /// Changes who plays and how. A rate beyond 20 to 240 is the nearest of these.
    ///
    /// # Errors
    /// [`CouchpadError::TooLong`]: a name of more than 1,024 bytes.
    pub fn set_settings(&self, settings: Settings) -> Result<(), CouchpadError> {
        if settings.name.len() > NAME_BYTES {
            return Err(CouchpadError::too_long("The name", NAME_BYTES));
        }
        let settings = Settings {
            rate: settings.rate.clamp(*RATES.start(), *RATES.end()),
            ..settings
        };
        let before = std::mem::replace(&mut *self.settings.lock(), settings.clone());
        if (&before.name, before.mark) != (&settings.name, settings.mark) {
            self.keep_player(&settings);
            let profile = profile(&settings);
            self.with_pad(|pad| pad.set_profile(profile));
        }
        Ok(())
    }

    /// Joins the receiver of a join link, in either of its forms, or of an address where this device was paired before.
    ///
    /// # Errors
    /// The text is no link; [`CouchpadError::NeedsCode`]; the system or the records do not allow it.
    pub fn join_link(&self, link: String) -> Result<(), CouchpadError> {
        self.join(Wish::link(&link)?)
    }

    /// Joins the receiver at an address with the six digits on its screen. They are good for one attempt.
    ///
    /// # Errors
    /// The text is no address, the code none; the system or the records do not allow it.
    pub fn join_code(&self, address: String, code: String) -> Result<(), CouchpadError> {
        self.join(Wish::code(&address, &code)?)
    }

    /// Joins a receiver that the session's search has found; without a code only one that this device was paired with.
    ///
    /// # Errors
    /// [`CouchpadError::Unknown`]: it is not there any more; as [`join_code`](Self::join_code).
    pub fn join_found(&self, id: String, code: Option<String>) -> Result<(), CouchpadError> {
        let found = self
            .search
            .get(&id)
            .ok_or_else(CouchpadError::no_receiver)?;
        self.join(Wish::found(&found, code.as_deref())?)
    }

    /// Joins a receiver that this device was paired with, where it was last.
    ///
    /// # Errors
    /// [`CouchpadError::Unknown`]: this device does not know it; as [`join_code`](Self::join_code).
    pub fn join_known(&self, key: String, code: Option<String>) -> Result<(), CouchpadError> {
        let known = self.pinned(&key).ok_or_else(CouchpadError::no_receiver)?;
        self.join(Wish::known(&known, code.as_deref())?)
    }

    /// The player leaves for good: the seat is free.
    pub fn leave(&self) {
        let was_waiting = self.game.lock().waiting.take().is_some();
        if self.with_pad(Pad::leave).is_none() && was_waiting {
            self.end(EndReason::Left, None);
        }
    }

    /// Closes the connection. The seat is kept for a while.
    pub fn hang_up(&self) {
        let is_on = {
            let game = self.game.lock();
            game.waiting.is_some() || (game.pad.is_some() && game.state != State::Ended)
        };
        if is_on {
            self.end(EndReason::HungUp, None);
        }
    }

    /// The player wants this pairing to outlast the evening; somebody at the receiver has to agree.
    pub fn remember_me(&self) {
        self.with_pad(Pad::remember_me);
    }

    /// The receivers that this device was paired with, last used first. Empty before its records are read.
    #[must_use]
    pub fn known_receivers(&self) -> Vec<KnownReceiver> {
        let known = self.keeper.identity().map(|identity| identity.receivers());
        let known = known.unwrap_or_default().into_iter();
        known.map(KnownReceiver::from).collect()
    }

    /// Forgets a receiver; tells whether it was known.
    pub fn forget_receiver(&self, key: String) -> bool {
        let known = self.keeper.identity().zip(read_key(&key));
        known.is_some_and(|(identity, key)| identity.forget(&key))
    }
}

impl Session {
    fn join(&self, wish: Wish) -> Result<(), CouchpadError> {
        match self.keeper.known()? {
            Known::Ready(identity) => self.go(&wish, &identity, |_| true),
            Known::Failed(reason) => Err(CouchpadError::Identity(reason)),
            Known::Later => {
                let before = {
                    let game = &mut *self.game.lock();
                    game.waiting = Some(wish);
                    game.state = State::Joining;
                    game.advice = None;
                    game.pad.take()
                };
                good_bye(before);
                // it may have been settled meanwhile
                if !matches!(self.keeper.known()?, Known::Later) {
                    self.identity_settled();
                }
                Ok(())
            }
        }
    }

    fn go(
        &self,
        wish: &Wish,
        identity: &Arc<PadIdentity>,
        wanted: fn(&Game) -> bool,
    ) -> Result<(), CouchpadError> {
        let target = wish.target(identity)?;
        let settings = self.settings();
        let options = PadOptions {
            profile: profile(&settings),
            session: PadConfig::default().at_rate(settings.rate),
            transport: CoreTransport::from(settings.transport).or(wish.transport),
            ..PadOptions::default()
        };
        Ok(self.open(target, options, wanted)?)
    }

    /// It is known who this device is, or that it cannot be known: what waited for that goes on.
    pub(super) fn identity_settled(&self) {
        if let Some(identity) = self.keeper.identity() {
            self.take_player(&identity);
        }
        self.go_on();
    }

    /// What waits to be joined begins, unless the app sleeps or it is still unknown who this device is.
    pub(super) fn go_on(&self) {
        let Some(wish) = self.game.lock().due() else {
            return;
        };
        // whoever hangs up meanwhile, or joins something else, is not overruled
        let outcome = match self.keeper.known() {
            Ok(Known::Ready(identity)) => self.go(&wish, &identity, |game| game.due().is_some()),
            Ok(Known::Failed(reason)) => Err(CouchpadError::Identity(reason)),
            Ok(Known::Later) => return,
            Err(error) => Err(error),
        };
        let Err(error) = outcome else {
            return;
        };
        let was_waited_for = self.game.lock().waiting.take().is_some();
        if was_waited_for {
            self.end(EndReason::Refused, Some(error.to_string()));
        }
    }

    /// Takes over who the player was the last time, unless somebody has said it since.
    fn take_player(&self, identity: &PadIdentity) {
        let settings = &mut *self.settings.lock();
        if !settings.name.is_empty() {
            identity.set_player(&profile(settings));
        } else if let Some(player) = identity.player() {
            settings.name = player.name;
            settings.mark = player.mark;
        }
    }

    fn keep_player(&self, settings: &Settings) {
        if let Some(identity) = self.keeper.identity()
            && !settings.name.is_empty()
        {
            identity.set_player(&profile(settings));
        }
    }

    fn pinned(&self, key: &str) -> Option<couchpad_core::identity::PinnedReceiver> {
        self.keeper.identity()?.receiver(&read_key(key)?)
    }

    /// A receiver that announces itself, as other languages are told of it.
    pub(super) fn receiver(&self, found: &Found) -> FoundReceiver {
        let identity = self.keeper.identity();
        let known = identity
            .map(|identity| identity.receivers())
            .unwrap_or_default();
        let mut known = known.iter();
        let paired = known.any(|known| known.key.fingerprint() == found.fingerprint);
        FoundReceiver::of(found, paired)
    }
}

fn read_key(key: &str) -> Option<PublicKey> {
    read(key, str::parse).ok()
}

/// Who the player wants to be.
fn profile(settings: &Settings) -> Profile {
    let name = match settings.name.as_str() {
        "" => NAMELESS,
        name => name,
    };
    Profile {
        name: name.to_owned(),
        mark: settings.mark,
    }
}
