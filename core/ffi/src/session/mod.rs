//! The session: one pad at a time, and everything around it that other languages ask for. Owns the pad. Must not know who
//! draws it.

mod device;
mod game;
mod joining;
mod play;
mod reading;
mod wish;

use crate::event::{EndReason, PadEvent};
use crate::keeper::Keeper;
use crate::news::{Heeds, News, Tap, Updates};
use crate::records::{Settings, State};
use crate::search::Search;
use couchpad_core::discovery::{BrowseEvent, Browser as CoreBrowser};
use couchpad_core::easy;
use couchpad_core::identity::PadIdentity;
use couchpad_core::transport::Wake;
use couchpad_core::{PadError, PadOptions, PadView, Target};
use game::Game;
use parking_lot::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::thread;
use std::time::Duration;

/// This library's version.
#[uniffi::export]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The process's one session: the app's and its shell's.
#[uniffi::export]
#[must_use]
pub fn session() -> Arc<Session> {
    Session::shared()
}

/// A pad to join and play with. All calls may come from any thread, callbacks included, and return at once, but for
/// [`suspend`](Self::suspend).
#[derive(uniffi::Object)]
pub struct Session {
    news: Arc<News>,
    updates: Updates,
    keeper: Arc<Keeper>,
    search: Search,
    settings: Mutex<Settings>,
    game: Mutex<Game>,
    pumping: Mutex<()>,
    /// How often somebody has asked for the search's news since they were last passed on.
    searched: AtomicUsize,
    myself: Weak<Self>,
}

#[uniffi::export]
impl Session {
    /// A session of one's own, beside the process's one.
    #[uniffi::constructor]
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::new_cyclic(|myself: &Weak<Self>| {
            let news = Arc::<News>::default();
            let session = Weak::clone(myself);
            let on_ready = Arc::new(move || {
                if let Some(session) = session.upgrade() {
                    session.identity_settled();
                }
            });
            Self {
                keeper: Arc::new(Keeper::new(Arc::clone(&news), on_ready)),
                news,
                updates: Updates::default(),
                search: Search::default(),
                settings: Mutex::default(),
                game: Mutex::default(),
                pumping: Mutex::default(),
                searched: AtomicUsize::new(0),
                myself: Weak::clone(myself),
            }
        })
    }
}

// for programs in Rust
impl Session {
    /// The process's one session.
    #[must_use]
    pub fn shared() -> Arc<Self> {
        static SESSION: OnceLock<Arc<Session>> = OnceLock::new();
        Arc::clone(SESSION.get_or_init(Self::new))
    }

    /// Plays as this device, whose records somebody else has opened.
    pub fn use_identity(&self, identity: Arc<PadIdentity>) {
        self.keeper.set(identity);
    }

    /// Who this device is, once that is known.
    #[must_use]
    pub fn identity(&self) -> Option<Arc<PadIdentity>> {
        self.keeper.identity()
    }

    /// Whether a shell has brought a store for this device's records.
    #[must_use]
    pub fn has_store(&self) -> bool {
        self.keeper.has_store()
    }

    /// Waits until it is known who this device is.
    ///
    /// # Errors
    /// [`CouchpadError::Identity`](crate::CouchpadError::Identity): the store failed, or did not answer in time.
    pub fn wait_for_identity(
        &self,
        patience: Duration,
    ) -> Result<Arc<PadIdentity>, crate::CouchpadError> {
        self.keeper.wait(patience)
    }

    /// Connects to a receiver, in place of the one before. The identity (an ephemeral one where none is known) and the wake
    /// of the options are the session's own.
    ///
    /// # Errors
    /// [`PadError`].
    pub fn connect(&self, target: Target, options: PadOptions) -> Result<(), PadError> {
        self.open(target, options, |_| true)
    }

    /// The same, if it is still wanted once nothing else can begin.
    fn open(
        &self,
        target: Target,
        options: PadOptions,
        wanted: fn(&Game) -> bool,
    ) -> Result<(), PadError> {
        let identity = match self.keeper.identity() {
            Some(identity) => identity,
            None => Arc::new(PadIdentity::ephemeral()?),
        };
        let myself = Weak::clone(&self.myself);
        let wake: Wake = Arc::new(move || {
            if let Some(session) = myself.upgrade() {
                session.pump();
            }
        });
        let options = PadOptions {
            identity: Some(identity),
            wake: Some(wake),
            ..options
        };
        let before = {
            let mut game = self.game.lock();
            if !wanted(&game) {
                return Ok(());
            }
            let pad = easy::Pad::open(target, options)?;
            self.updates.clear();
            game.begin(pad)
        };
        good_bye(before);
        Ok(())
    }

    /// Ends what was joined, and waits for a moment until the receiver knows: for a program that ends.
    pub fn close(&self) {
        let before = {
            let game = &mut *self.game.lock();
            game.state = State::Ended;
            game.waiting = None;
            game.pad.take()
        };
        drop(before);
    }

    /// The present pad's own updates from now on, for who draws them; in place of the reader before. `wake` is called from
    /// other threads and must return at once. What waited unread of an earlier pad is gone.
    #[must_use]
    pub fn tap(self: &Arc<Self>, wake: Wake) -> Tap {
        self.tap_heeding(wake, |_| true)
    }

    /// The same for a reader whom not every update is worth waking for: one that draws costs a phone's battery each time.
    /// What it does not heed it finds beside the next thing that it does.
    #[must_use]
    pub fn tap_heeding(self: &Arc<Self>, wake: Wake, heeds: Heeds) -> Tap {
        self.updates.tap(Arc::clone(self), wake, heeds)
    }

    /// Does something with the present pad, which is locked meanwhile: nothing that waits.
    pub fn with_pad<T>(&self, act: impl FnOnce(&couchpad_core::Pad) -> T) -> Option<T> {
        let game = self.game.lock();
        Some(act(game.pad.as_ref()?.handle()))
    }

    /// Begins a search for receivers: the system's own, where the shell brings one.
    ///
    /// # Errors
    /// Why there is none, in words for the player.
    pub fn browse(&self, wake: Wake) -> Result<Box<dyn CoreBrowser>, String> {
        self.search.browse(wake)
    }

    /// How things stand with the present pad.
    pub(crate) fn view(&self) -> PadView {
        self.with_pad(couchpad_core::Pad::view).unwrap_or_default()
    }
}

impl Session {
    /// Passes on what happened to the pad. Called by the pad's own thread whenever there is news.
    fn pump(&self) {
        // one at a time, so that nothing overtakes: the pad before may have a last word while another one begins
        let _turn = self.pumping.lock();
        loop {
            let (events, wake) = {
                let game = &mut *self.game.lock();
                let (updates, events) = game.take();
                if updates.is_empty() && events.is_empty() {
                    return;
                }
                (events, self.updates.pass(&updates))
            };
            // who is told is someone else's code, and may ask how things stand
            for event in events {
                self.news.tell(event);
            }
            if let Some(wake) = wake {
                wake();
            }
        }
    }

    /// Passes on what the session's own search found. One thread at a time, so that nothing overtakes; whoever comes meanwhile
    /// leaves it to that one, as this may be called from wherever something was told.
    fn pump_search(&self) {
        if self.searched.fetch_add(1, Ordering::AcqRel) > 0 {
            return;
        }
        let mut served = 1;
        while served > 0 {
            while let Some(event) = self.search.poll() {
                self.tell_of_search(event);
            }
            served = self.searched.fetch_sub(served, Ordering::AcqRel) - served;
        }
    }

    fn tell_of_search(&self, event: BrowseEvent) {
        self.news.tell(match event {
            BrowseEvent::Found(found) => PadEvent::ReceiverFound {
                receiver: self.receiver(&found),
            },
            BrowseEvent::Gone(id) => PadEvent::ReceiverGone { id },
            BrowseEvent::Failed(reason) => PadEvent::SearchFailed { reason },
        });
    }

    /// Ends what was joined, and says so.
    fn end(&self, reason: EndReason, advice: Option<String>) {
        let before = {
            let game = &mut *self.game.lock();
            game.state = State::Ended;
            game.advice.clone_from(&advice);
            game.waiting = None;
            game.pad.take()
        };
        good_bye(before);
        self.news.tell(PadEvent::Ended { reason, advice });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.keeper.close();
    }
}

/// Lets a pad go beside the caller: its good-bye takes a moment.
fn good_bye(pad: Option<Arc<easy::Pad>>) {
    if let Some(pad) = pad {
        let builder = thread::Builder::new().name("couchpad-goodbye".to_owned());
        // without a thread the good-bye is waited for here
        let _ = builder.spawn(move || drop(pad));
    }
}
