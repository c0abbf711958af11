//! Who this controller is: the profile's identity from its records, or one that is thrown away. Must not know screens.

use crate::cli::{CannotStart, Options, USUAL_RATE, Who};
use crate::find::{Comeback, Receivers, Recent, Snag};
use crate::settings::Settings;
use crate::settings::record::{self, Damage};
use couchpad_core::Transport;
use couchpad_core::identity::{IdentityError, PadIdentity, PinnedReceiver, Profile, ProfileError};
use couchpad_core::protocol::{self, NAMELESS};
use couchpad_ffi::{CouchpadError, Session};
use std::sync::Arc;
use std::time::Duration;

/// How long a phone's store may take to give the records.
const PATIENCE: Duration = Duration::from_secs(5);
/// The record of what the player chose.
const SETTINGS: &str = "settings";
/// The record of where the player plays.
const SEAT: &str = "seat";

/// The identity of this run, and the player's name.
#[derive(Clone)]
pub struct Me {
    /// The device's key, and the receivers that it knows.
    pub identity: Arc<PadIdentity>,
    /// What the player is called.
    pub name: String,
    /// The colour and shape that the player would like.
    pub mark: Option<u8>,
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
            mark: identity.player().and_then(|player| player.mark),
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
    /// give the records, a new one that ends with the app, and what to tell of it.
    ///
    /// # Errors
    /// [`CannotStart`]: the system gives no randomness.
    pub fn of_phone(session: Arc<Session>) -> Result<(Self, Option<Snag>), CannotStart> {
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
                (Arc::new(PadIdentity::ephemeral()?), Some(Snag::NothingKept))
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

    /// Who the player wants to be, for a receiver.
    #[must_use]
    pub fn profile(&self) -> protocol::Profile {
        protocol::Profile {
            name: self.name.clone(),
            mark: self.mark,
        }
    }

    /// The player has another name from now on.
    pub fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        self.identity.set_player(&self.profile());
    }

    /// Whether nobody has said yet who plays.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.identity.name().is_none_or(|name| name.is_empty())
    }

    /// What the player chose the last time, if anything was kept.
    ///
    /// # Errors
    /// [`Damage`]: it was of no use, and is out of the way.
    pub fn settings(&self) -> Result<Option<Settings>, Damage> {
        let Some(record) = self.identity.note(SETTINGS) else {
            return Ok(None);
        };
        record::read(&record).map(Some).inspect_err(|damage| {
            let kept = self.identity.set_note_aside(SETTINGS);
            tracing::warn!(?kept, "{damage}");
        })
    }

    /// The player chose this: the colour is what receivers are asked for from now on. It is kept as soon as it is known who
    /// plays, and not before: of who says nothing, nothing is kept.
    pub fn choose(&mut self, settings: &Settings) {
        self.mark = settings.mark;
        if self.is_new() {
            return;
        }
        self.identity.set_player(&self.profile());
        // what was never chosen needs no record
        let usual = Settings {
            mark: settings.mark,
            ..Settings::default()
        };
        if *settings != usual || self.identity.note(SETTINGS).is_some() {
            self.identity
                .keep_note(SETTINGS, Some(record::write(settings)));
        }
    }

    /// Where the player was when this app was last there, unless they left.
    #[must_use]
    pub fn comeback(&self) -> Option<Comeback> {
        Comeback::read(&self.identity.note(SEAT)?)
    }

    /// Keeps where the player is, or that they left.
    pub fn keep_comeback(&self, comeback: Option<&Comeback>) {
        let record = comeback.and_then(Comeback::write);
        self.identity.keep_note(SEAT, record);
    }

    /// Forgets the receivers that this device was paired with.
    pub fn forget_receivers(&self) {
        for receiver in self.identity.receivers() {
            self.identity.forget(&receiver.key);
        }
    }

    /// Forgets everything: this device's key, the receivers, the player, what they chose. It is another device from now on,
    /// of which nothing is kept before somebody says who plays.
    ///
    /// # Errors
    /// [`IdentityError`]: nothing is forgotten.
    pub fn forget_everything(&mut self) -> Result<(), IdentityError> {
        let anew = self.identity.begin_anew()?;
        let session = self.session.settings();
        let nameless = couchpad_ffi::Settings {
            name: String::new(),
            mark: None,
            ..session
        };
        // only a long name is refused
        let _ = self.session.set_settings(nameless);
        self.identity = Arc::new(anew);
        NAMELESS.clone_into(&mut self.name);
        self.mark = None;
        Ok(())
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
