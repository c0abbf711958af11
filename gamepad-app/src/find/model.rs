//! Everything before play, as one machine: which screen is shown, what a tap, a key, a find or a word from the receiver
//! does to it, and what is to be done outside. Pure: no network, no clock, no nodes; time comes in, effects go out.

pub use super::acts::{Act, Ask, Effect, Event, News};

use super::entry::{AddressEntry, CodeEntry};
use super::fault::{Fault, Unreached};
use super::goal::{Goal, Proof};
use super::player::{Dice, PlayerEntry};
use super::receivers::Receivers;
use super::snag::Snag;
use bevy::prelude::Resource;
use couchpad_core::discovery::Found;
use couchpad_core::doctor::Finding;
use couchpad_core::protocol::PublicKey;
use std::time::Duration;

/// How long nothing may be found before the player is told what to check.
pub const EMPTY_AFTER: Duration = Duration::from_secs(3);

/// What is on the glass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// The receivers to choose from.
    Find,
    /// The code of the chosen one.
    Code(CodeEntry),
    /// A typed address.
    Address(AddressEntry),
    /// On the way in.
    Joining {
        /// Why it takes long, where that is known.
        trouble: Option<Unreached>,
    },
    /// It did not work.
    Failure(Fault),
    /// What may be in the way.
    Doctor {
        /// The screen to go back to.
        from: Box<Screen>,
        /// What was found, once it was.
        findings: Option<Vec<Finding>>,
    },
    /// The pad itself, in play or waiting.
    Play {
        /// Whether the small sheet over it is open.
        menu: bool,
    },
    /// Who plays.
    Player {
        /// What was said so far.
        entry: PlayerEntry,
        /// The screen to go back to; `None`: this is a new player, and nothing was before.
        from: Option<Box<Screen>>,
    },
    /// What the player may choose.
    Settings {
        /// The screen to go back to.
        from: Box<Screen>,
    },
    /// The controls are being moved, over the pad.
    Arrange {
        /// The screen to go back to.
        from: Box<Screen>,
    },
    /// Whether something is to be forgotten.
    Forget {
        /// What.
        what: Forgets,
        /// The screen to go back to.
        from: Box<Screen>,
    },
}

impl Screen {
    /// What lies under the settings; any other screen is itself.
    #[must_use]
    pub fn base(&self) -> &Self {
        match self {
            Self::Settings { from } | Self::Arrange { from } | Self::Forget { from, .. } => {
                from.base()
            }
            Self::Player {
                from: Some(from), ..
            } => from.base(),
            other => other,
        }
    }
}

/// What can be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Forgets {
    /// The receivers that this device was paired with.
    Receivers,
    /// All that this app keeps on this device: who it is, too.
    Everything,
}

/// How the search for receivers goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// Nobody searches; `wanted` false where it was turned off.
    Off {
        /// Whether it may begin.
        wanted: bool,
    },
    /// Since then, on the app's clock.
    Running {
        /// Its start.
        since: Duration,
    },
    /// The system does not let this app look around in the network.
    Forbidden,
    /// It does not work here; what the phone's own side said of it, or the system.
    Failed(String),
}

/// The machine.
#[derive(Resource, Debug, Clone, PartialEq, Eq)]
pub struct Finder {
    pub(super) screen: Screen,
    pub(super) receivers: Receivers,
    pub(crate) search: Search,
    pub(super) goal: Option<Goal>,
    /// Whether a connection was begun and not dropped since. What an earlier one told on its last way is void.
    pub(super) linked: bool,
    /// Whether this device has a scanner.
    pub(super) can_scan: bool,
    /// Whether a phone's shell is around the app.
    pub(super) has_shell: bool,
    /// Whether the phone feels how it is held.
    pub(super) leans: bool,
    /// What does not work on this phone, until the next tap.
    pub(super) trouble: Option<Snag>,
    /// The player asked to be remembered, and nobody has answered yet.
    pub(super) asked: bool,
    /// What the player is called, as far as this device knows.
    pub(super) name: String,
    /// Whom a new player joins once it is said who that is.
    pub(super) pending: Option<super::Wish>,
    /// Where names and colours for new players come from.
    pub(super) dice: Dice,
}

impl Default for Finder {
    /// The bare pad, as for a program that connects it by itself.
    fn default() -> Self {
        Self {
            screen: Screen::Play { menu: false },
            receivers: Receivers::default(),
            search: Search::Off { wanted: false },
            goal: None,
            linked: false,
            can_scan: false,
            has_shell: false,
            leans: false,
            trouble: None,
            asked: false,
            name: String::new(),
            pending: None,
            dice: Dice::new(0),
        }
    }
}

impl Finder {
    /// A machine that may search or not, on a device with a scanner or without.
    #[must_use]
    pub fn new(may_search: bool, can_scan: bool) -> Self {
        Self {
            screen: Screen::Find,
            search: Search::Off { wanted: may_search },
            can_scan,
            ..Self::default()
        }
    }

    /// The same in a phone's shell, which brings a scanner, a keyboard and the system's questions.
    #[must_use]
    pub fn in_a_shell(self) -> Self {
        Self {
            can_scan: true,
            has_shell: true,
            leans: true,
            ..self
        }
    }

    /// The same on a phone that feels how it is held, or does not.
    #[must_use]
    pub fn that_leans(self, leans: bool) -> Self {
        Self { leans, ..self }
    }

    /// The same for a new player, who is asked for a name and a colour first. The seed decides what is suggested.
    #[must_use]
    pub fn for_a_new_player(self, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let entry = PlayerEntry::suggested(&mut dice);
        Self {
            screen: Screen::Player { entry, from: None },
            dice,
            ..self
        }
    }

    /// The same for who is known by this name.
    #[must_use]
    pub fn for_player(self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..self
        }
    }

    /// Whether it is to be said first who plays.
    #[must_use]
    pub const fn asks_who(&self) -> bool {
        matches!(self.screen, Screen::Player { from: None, .. })
    }

    /// What is on the glass.
    #[must_use]
    pub const fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Whether a screen covers the pad wholly.
    #[must_use]
    pub const fn covers(&self) -> bool {
        !matches!(
            self.screen,
            Screen::Play { .. } | Screen::Joining { .. } | Screen::Arrange { .. }
        )
    }

    /// Whether fingers are for the controls of the pad.
    #[must_use]
    pub const fn plays(&self) -> bool {
        matches!(self.screen, Screen::Play { menu: false })
    }

    /// Whether fingers move the controls.
    #[must_use]
    pub const fn arranges(&self) -> bool {
        matches!(self.screen, Screen::Arrange { .. })
    }

    /// Whether the pad has a sheet over it: where the player chose whom to join here.
    #[must_use]
    pub const fn has_menu(&self) -> bool {
        self.goal.is_some()
    }

    /// The first screen: on the way to a receiver where one was named, else those to choose from. A new player says first who
    /// that is.
    pub fn start(&mut self, wish: Option<super::Wish>, now: Duration) -> Vec<Effect> {
        let mut out = Vec::new();
        if self.asks_who() {
            self.pending = wish;
        } else {
            self.set_out_for(wish, now, &mut out);
        }
        out
    }

    /// The first screen of an app that was ended while it played: on the way back to its seat, as long as that receiver is
    /// known.
    pub fn start_back(&mut self, receiver: &PublicKey, now: Duration) -> Vec<Effect> {
        let known = self.receivers.paired(receiver);
        let goal = known
            .filter(|one| !one.addresses.is_empty())
            .map(Goal::recent);
        if goal.is_none() || self.asks_who() {
            return self.start(None, now);
        }
        let mut out = Vec::new();
        self.goal = goal;
        self.set_out(&mut out);
        out
    }

    /// To whom was named, else to those to choose from.
    pub(super) fn set_out_for(
        &mut self,
        wish: Option<super::Wish>,
        now: Duration,
        out: &mut Vec<Effect>,
    ) {
        let Some((link, code)) = wish else {
            self.find(now, out);
            return;
        };
        self.goal = Some(Goal::link(&link, &self.receivers));
        match code {
            Some(code) => self.connect(Proof::Code(code), out),
            None => self.set_out(out),
        }
    }

    /// Something happened at `now` on the app's clock.
    pub fn on(&mut self, event: Event, now: Duration) -> Vec<Effect> {
        let mut out = Vec::new();
        match event {
            Event::Act(act) => {
                self.trouble = None;
                self.act(act, now, &mut out);
            }
            Event::Typed(text) => self.typed(&text, now, &mut out),
            Event::Found(found) => self.found(found, now),
            Event::Gone(id) => self.receivers.gone(&id),
            // it tells no receiver twice: those that are there stay
            Event::SearchFailed(reason) => self.search = Search::Failed(reason),
            Event::SearchForbidden => self.search_ended(Search::Forbidden),
            Event::Recent(recent) => self.receivers.set_recent(recent),
            Event::Scanned(Some(text)) => self.scanned(&text, &mut out),
            Event::Scanned(None) => {}
            Event::Trouble(snag) => self.trouble = Some(snag),
            Event::Named(name) => self.named(&name, &mut out),
            Event::NetworkAllowed(allowed) => self.network_allowed(allowed, &mut out),
            // a tap of the same frame has dropped the connection that tells this
            Event::News(_) if !self.linked => {}
            Event::News(news) => self.hear(news, now, &mut out),
            Event::Examined(seen) => self.examined(seen),
            Event::Forgotten => self.forgotten(&mut out),
        }
        out
    }

    /// The next moment at which what is shown changes by itself.
    #[must_use]
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        match &self.screen {
            Screen::Find => match self.search {
                Search::Running { since } => Some(since + EMPTY_AFTER).filter(|at| *at > now),
                _ => None,
            },
            Screen::Code(entry) => {
                let left = entry.closed_for(now);
                // whole seconds are shown, rounded up
                let part = Duration::from_nanos(u64::from(left.subsec_nanos()));
                let step = if part.is_zero() {
                    Duration::from_secs(1)
                } else {
                    part
                };
                (!left.is_zero()).then(|| now + step)
            }
            _ => None,
        }
    }

    fn examined(&mut self, seen: Vec<Finding>) {
        if let Screen::Doctor { findings, .. } = &mut self.screen {
            *findings = Some(seen);
        }
    }

    /// Whether anybody may look around in the network.
    pub(super) const fn may_search(&self) -> bool {
        !matches!(
            self.search,
            Search::Off { wanted: false } | Search::Forbidden
        )
    }

    fn found(&mut self, found: Found, now: Duration) {
        self.receivers.found(found);
        // one that failed goes on trying, and here it worked
        if matches!(self.search, Search::Failed(_)) {
            self.search = Search::Running { since: now };
        }
    }

    pub(super) fn search_ended(&mut self, how: Search) {
        self.receivers.clear_nearby();
        self.search = how;
    }
}
