//! Who this controller is: the profile's identity from its records, or one that is thrown away. Must not know screens.

use crate::cli::{CannotStart, Options, USUAL_RATE, Who};
use crate::find::{Receivers, Recent};
use couchpad_core::Transport;
use couchpad_core::identity::{PadIdentity, PinnedReceiver, Profile, ProfileError};
use couchpad_core::protocol::NAMELESS;
use couchpad_ffi::{CouchpadError, Session};
use std::sync::Arc;
use std::time::Duration;

/// How long a phone's store may take to give the records.
const PATIENCE: Duration = Duration::from_secs(5);

/// The identity of this run, and the player's name.
#[derive(Clone)]
pub struct Me {
    /// The device's key, and the receivers that it knows.
    pub identity: Arc<PadIdentity>,
    /// What the player is called.
    pub name: String,
    /// What play may travel on, whatever a link says.
    pub transport: Transport,
    /// How many positions a second it sends, at most.
    pub rate: u32,
    session: Arc<Session>,
}

impl Me {
    /// This device, as this player; on a session of its own.
    #[must_use]
    pub fn new(identity: Arc<PadIdentity>, name: &str) -> Self {
        Self {
            identity,
            name: name.to_owned(),
            transport: Transport::Auto,
            rate: USUAL_RATE,
            session: Session::new(),
        }
    }

    /// What it plays through.
    #[must_use]
    pub fn session(&self) -> Arc<Session> {
        let known = self.session.identity();
        if !known.is_some_and(|known| Arc::ptr_eq(&known, &self.identity)) {
            self.session.use_identity(Arc::clone(&self.identity));
        }
        Arc::clone(&self.session)
    }

    /// The device in whose shell the app runs, from the store that the shell has brought. Where there is none, or it does not
    /// give the records, a new one that ends with the app, and why, in words for the player.
    ///
    /// # Errors
    /// [`CannotStart`]: the system gives no randomness.
    pub fn of_phone(session: Arc<Session>) -> Result<(Self, Option<String>), CannotStart> {
        let kept = if session.has_store() {
            session.wait_for_identity(PATIENCE)
        } else {
            let what = "This app has no place for what it is to remember.";
            Err(CouchpadError::Identity(what.to_owned()))
        };
        let (identity, trouble) = match kept {
            Ok(identity) => (identity, None),
            Err(fault) => {
                tracing::warn!("{fault} Nothing is remembered this time.");
                let words = format!("{fault} Until then nothing is remembered.");
                (Arc::new(PadIdentity::ephemeral()?), Some(words))
            }
        };
        let name = identity.name().filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| NAMELESS.to_owned());
        let me = Self {
            session,
            ..Self::new(identity, &name)
        };
        Ok((me, trouble))
    }

    /// The player has another name from now on, and is asked for it at the next receiver.
    pub fn rename(&mut self, name: &str) {
        self.identity.set_name(name);
        name.clone_into(&mut self.name);
    }

    /// Takes the profile, which is this process's alone from now on. A name that was given is kept for the next time.
    ///
    /// # Errors
    /// [`CannotStart`]: the profile is in use, or cannot be read though the player asked for it.
    pub fn of(options: &Options) -> Result<Self, CannotStart> {
        let identity = Arc::new(open(&options.identity)?);
        let kept = || identity.name().filter(|name| !name.is_empty());
        let nameless = if options.bot.is_some() {
            "Bot"
        } else {
            NAMELESS
        };
        let name = match &options.name {
            Some(name) => {
                identity.set_name(name);
                name.clone()
            }
            None => kept().unwrap_or_else(|| nameless.to_owned()),
        };
        Ok(Self {
            transport: options.transport,
            rate: options.rate,
            ..Self::new(identity, &name)
        })
    }

    /// The receivers that this device has been paired with.
    #[must_use]
    pub fn recent(&self) -> Vec<Recent> {
        self.identity.receivers().into_iter().map(recent).collect()
    }

    /// The same as [`recent`](Self::recent), to choose from.
    #[must_use]
    pub fn known(&self) -> Receivers {
        let mut known = Receivers::default();
        known.set_recent(self.recent());
        known
    }
}

fn recent(pinned: PinnedReceiver) -> Recent {
    Recent {
        key: pinned.key,
        name: pinned.name,
        addresses: pinned.addresses,
        last_used: pinned.last_used,
    }
}

fn open(who: &Who) -> Result<PadIdentity, CannotStart> {
    let (name, asked) = match who {
        Who::Profile { name, asked } => (name, *asked),
        Who::Nobody => return Ok(PadIdentity::ephemeral()?),
    };
    let opened = Profile::take(name)
        .map_err(CannotStart::from)
        .and_then(|profile| Ok(PadIdentity::open(profile.store())?));
    match opened {
        Ok((identity, warnings)) => {
            for warning in warnings {
                tracing::warn!("{warning}");
            }
            Ok(identity)
        }
        // who is not asked for by name is not worth more than the game
        Err(fault) if !asked && !is_in_use(&fault) => {
            tracing::warn!("{fault}; nothing is remembered this time");
            Ok(PadIdentity::ephemeral()?)
        }
        Err(fault) => Err(fault),
    }
}

const fn is_in_use(fault: &CannotStart) -> bool {
    matches!(fault, CannotStart::Profile(ProfileError::InUse { .. }))
}
