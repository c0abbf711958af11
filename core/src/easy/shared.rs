//! A host's state that pads' programs have a copy of: whoever comes or returns gets what is missing, everybody else what has
//! changed. Must not know what is in it.

use super::{Channel, Event, Host, Pad, read_msg, write_msg};
use crate::protocol::Peer;
use crate::protocol::sync::{Entries, Key, Publisher, Replica, SyncFault, Update, Version};
use crate::session::Time;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A pad for which so many bytes are under way gets no more for now: later it gets the newest, not a queue of the old.
const WINDOW: usize = 40 * 1024;
/// Between two answers to one that asks anew, which may be everything. A copy asks when it begins; one that asks all the time
/// would fill the air that all share, at ten bytes for 48 KiB.
const ANSWER_GAP: Time = Time::from_millis(250);

/// At a host: keyed values that every pad with a [`Follower`] on the same channel has a copy of. What is put goes out with
/// [`send`](Self::send), and only what somebody lacks: a pad that was away gets one message with what it missed, one whose
/// program was started anew everything.
///
/// ```no_run
/// use couchpad_core::easy::{Channel, Host, ListenConfig, Published};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let host = Host::listen("4455", ListenConfig::default())?;
/// let mut board = Published::on(Channel::new(3));
/// loop {
///     for event in host.poll() {
///         board.take(&event);
///     }
///     board.put(0, &"round 1")?;
///     board.put(1, &[[0_u8; 8]; 8])?; // of the same as before nothing is sent
///     board.send(&host);
///     host.flush();
/// #   break;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Published {
    channel: Channel,
    publisher: Publisher,
    followers: BTreeMap<Peer, Known>,
}

/// What a follower has, once all that was sent has arrived.
#[derive(Debug, Default)]
struct Known {
    version: Option<Version>,
    /// What is sent now would only wait.
    away: bool,
    /// It has asked, and has had no answer yet.
    asks: bool,
    /// When it may have another answer.
    answer: Time,
}

impl Published {
    /// Nothing yet, on a channel of its own, which is reliable whatever it says. Make one when the program starts, and keep it.
    #[must_use]
    pub const fn on(channel: Channel) -> Self {
        Self {
            channel: Channel::new(channel.number()),
            publisher: Publisher::starting_at(0),
            followers: BTreeMap::new(),
        }
    }

    /// Sets an entry. Whether that changed anything.
    ///
    /// # Errors
    /// [`SyncFault::TooLarge`] beyond 48 KiB in all, [`SyncFault::Type`]; all is as before.
    pub fn put<T: Serialize>(&mut self, key: Key, value: &T) -> Result<bool, SyncFault> {
        self.publisher.put(key, value)
    }

    /// Takes an entry out. Whether there was one.
    pub fn remove(&mut self, key: Key) -> bool {
        self.publisher.remove(key)
    }

    /// Hears who follows: give it every event of the host's. Whether it was for this alone.
    pub fn take(&mut self, event: &Event) -> bool {
        match event {
            Event::Data { peer, channel, .. } if *channel == self.channel => {
                // of what it cannot have said, nothing is believed
                let version = event.read_msg().unwrap_or_default();
                let known = self.followers.entry(*peer).or_default();
                (known.version, known.away, known.asks) = (version, false, true);
                return true;
            }
            Event::Lost { peer, .. } => self.set_away(*peer, true),
            Event::Resumed { peer } => self.set_away(*peer, false),
            Event::Left { peer, .. } => drop(self.followers.remove(peer)),
            Event::Undelivered { to, channel, .. } if *channel == self.channel => {
                if let Some(known) = self.followers.get_mut(to) {
                    known.version = None;
                }
                return true;
            }
            _ => {}
        }
        false
    }

    fn set_away(&mut self, peer: Peer, away: bool) {
        if let Some(known) = self.followers.get_mut(&peer) {
            known.away = away;
        }
    }

    /// Sends to everybody who follows what is new to them, with the next [`flush`](Host::flush) or [`poll`](Host::poll). Call it
    /// once a frame or a step; where nothing is new, nothing is sent.
    pub fn send(&mut self, host: &Host) {
        let present = Some(self.publisher.version());
        let now = host.handle().now();
        let mut made: BTreeMap<Option<Version>, Option<Vec<u8>>> = BTreeMap::new();
        for (peer, known) in &mut self.followers {
            let is_early = known.asks && now < known.answer;
            if known.away || known.version == present || is_early || is_crowded(host, *peer) {
                continue;
            }
            let update = match made.entry(known.version) {
                Entry::Occupied(made) => made.into_mut(),
                Entry::Vacant(place) => {
                    let update = self.publisher.update_for(known.version);
                    place.insert(update.and_then(|update| write_msg(&update).ok()))
                }
            };
            let Some(update) = update else {
                continue;
            };
            // what is not taken now is made anew next time
            if host.send_to(*peer, self.channel, update).is_ok() {
                known.version = present;
                if std::mem::take(&mut known.asks) {
                    known.answer = now + ANSWER_GAP;
                }
            }
        }
    }
}

fn is_crowded(host: &Host, peer: Peer) -> bool {
    let Peer::Pad(pad) = peer else {
        return true;
    };
    let room = host.handle().look(|session| session.room_for(pad));
    room.is_none_or(|room| room.kept > WINDOW)
}

/// At a pad: the copy of what the host has [`Published`] on the same channel.
///
/// ```no_run
/// use couchpad_core::easy::{Channel, ConnectConfig, Follower, Pad};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let pad = Pad::connect("couchpad://...", ConnectConfig::named("Ada"))?;
/// let mut board = Follower::on(Channel::new(3));
/// loop {
///     for event in pad.poll() {
///         if board.take(&pad, &event).contains(&0) {
///             println!("{}", board.value::<String>(0).unwrap_or_default());
///         }
///     }
/// #   break;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Follower {
    channel: Channel,
    replica: Replica,
    /// The host is to be told what is known here.
    tell: bool,
    /// It was, and what it has sent before that is of no use.
    waits: bool,
}

impl Follower {
    /// Nothing yet.
    #[must_use]
    pub fn on(channel: Channel) -> Self {
        Self {
            channel: Channel::new(channel.number()),
            replica: Replica::default(),
            tell: false,
            waits: false,
        }
    }

    /// Follows: give it every event of the pad's. Which entries are new, others or gone by it.
    pub fn take(&mut self, pad: &Pad, event: &Event) -> Vec<Key> {
        let mut keys = Vec::new();
        match event {
            Event::Connected { .. } => {
                // another program on either side: what is here stays until it is told anew
                self.replica.forget();
                self.tell = true;
            }
            Event::Data {
                peer: Peer::Host,
                channel,
                bytes,
                ..
            } if *channel == self.channel => keys = self.follow(bytes),
            _ => {}
        }
        if self.tell {
            let version = self.replica.version();
            self.tell = pad.send_msg(self.channel, &version).is_err();
            self.waits |= !self.tell;
        }
        keys
    }

    fn follow(&mut self, bytes: &[u8]) -> Vec<Key> {
        let update = read_msg::<Update>(bytes);
        let applied = update.map(|update| self.replica.apply(&update));
        if let Ok(Ok(keys)) = applied {
            self.waits = false;
            keys
        } else {
            self.tell |= !self.waits;
            Vec::new()
        }
    }

    /// An entry's value; `None`: there is none, or none of this type.
    #[must_use]
    pub fn value<T: DeserializeOwned>(&self, key: Key) -> Option<T> {
        self.replica.value(key)?.ok()
    }

    /// All entries, as bytes.
    #[must_use]
    pub const fn entries(&self) -> &Entries {
        self.replica.entries()
    }
}
