//! The host's side of the easy API. Must not know pads' programs.

use super::address::bind_of;
use super::listen::{ListenConfig, ListenError};
use super::newest::{Sharing, keep_newest};
use super::outbox::{Held, Outbox, cost};
use super::{Channel, Event, NotDelivered, SendError, write_msg};
use crate::discovery::{Announcement, Announcer};
use crate::protocol::control::{OLDEST_VERSION, VERSION};
use crate::protocol::{JoinLink, Lane, PadId, Peer, Phase, RoomCode, SeatInput};
use crate::session::{Audience, HostConfig, HostEvent, HostEventKind, Presence, Unsent};
use crate::transport::{Bind, HostDriverConfig, Listening};
use parking_lot::Mutex;
use serde::Serialize;

/// News of this handle's own that wait for a poll, at most; of more, the newest are not told.
const NEWS: usize = 4_096;

/// A pad as a game sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// Whose it is: for [`Host::send_to`].
    pub peer: Peer,
    /// Its name, unlike all others.
    pub name: String,
    /// Its seat, from 0; `None`: it watches.
    pub seat: Option<u16>,
    /// Its colour and shape, if it has a seat.
    pub mark: Option<u8>,
    /// Whether it is heard at present.
    pub here: bool,
    /// What its player does: axes and held buttons of now, presses and releases since the last call.
    pub input: SeatInput,
}

/// A host. Dropping it sends what waits, and says good-bye to every pad once they have it; that takes 0.3 s at most, so it is
/// all that a program has to do at its end.
pub struct Host {
    inner: crate::Host,
    outbox: Outbox,
    /// What polls are still to tell.
    news: Mutex<Vec<Event>>,
    announcer: Option<Announcer>,
}

impl Host {
    /// Listens at `url`: `couchpad://ADDRESS:PORT`, `ADDRESS:PORT`, `ADDRESS` (port 4455) or `PORT` (on every interface).
    /// Port 0 finds a free one.
    ///
    /// # Errors
    /// See [`ListenError`].
    pub fn listen(url: &str, config: ListenConfig) -> Result<Self, ListenError> {
        let bind = bind_of(url)?;
        let session = HostConfig {
            seats: config.seats,
            cap: config.most,
            hold: config.hold,
            relay: config.relay,
            ..HostConfig::default()
        };
        let fresh = HostDriverConfig::loopback(session)?;
        let inner = crate::Host::start(HostDriverConfig {
            bind,
            name: config.name.clone(),
            identity: config.identity.unwrap_or(fresh.identity),
            ..fresh
        })?;
        if let Some(layout) = config.layout {
            inner.with(|now, session| {
                session.set_phase(now, Phase::Playing);
                session.set_layout(now, Audience::Seated, layout, |_| [0; _])
            })?;
        }
        let mut host = Self {
            inner,
            outbox: Outbox::default(),
            news: Mutex::default(),
            announcer: None,
        };
        if config.announce {
            host.announce(bind, config.name, config.seats);
        }
        Ok(host)
    }

    fn announce(&mut self, bind: Bind, name: String, seats: u16) {
        let key = self.inner.driver(|_, d| d.identity().device().public());
        let started = Announcer::start(Announcement {
            name,
            port: self.listening().tcp.port(),
            ip: bind.ip.filter(|ip| !ip.is_unspecified()),
            key,
            oldest: OLDEST_VERSION,
            newest: VERSION,
            players: 0,
            seats,
            locked: false,
        });
        match started {
            Ok(announcer) => self.announcer = Some(announcer),
            Err(error) => self.tell(Event::Trouble {
                advice: error.to_string(),
            }),
        }
    }

    /// Where it listens.
    #[must_use]
    pub const fn listening(&self) -> Listening {
        self.inner.listening()
    }

    /// How pads get here, whole: for a QR code, or for [`Pad::connect`](super::Pad::connect). Whoever has it may join.
    #[must_use]
    pub fn join_link(&self) -> JoinLink {
        self.inner.join_link()
    }

    /// The six digits for pads that have an address only. They change after twenty wrong guesses, and nothing tells so: show
    /// what this says now, each time that the screen is drawn.
    #[must_use]
    pub fn code(&self) -> RoomCode {
        self.inner.code()
    }

    /// Sends what waits, and tells what has happened since the last call. Never waits.
    #[must_use]
    pub fn poll(&self) -> Vec<Event> {
        self.flush();
        let mut events = std::mem::take(&mut *self.news.lock());
        let before = events.len();
        while let Some(event) = self.inner.poll() {
            events.extend(self.event(event));
        }
        let messages = self.inner.take_missed();
        if messages > 0 {
            events.push(Event::Missed { messages });
        }
        if let Some(announcer) = &self.announcer {
            events.extend(
                announcer
                    .take_failure()
                    .map(|advice| Event::Trouble { advice }),
            );
            if events.len() > before {
                self.count(announcer);
            }
        }
        events
    }

    /// Says anew how many are here.
    fn count(&self, announcer: &Announcer) {
        let (players, seats, locked) = self.inner.look(|session| {
            let here = session.pads().filter(|p| p.presence == Presence::Here);
            (here.count(), session.seats().len(), session.is_locked())
        });
        let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        announcer.update(small(players), small(seats), locked);
    }

    fn event(&self, event: HostEvent) -> Option<Event> {
        let (peer, name) = (Peer::from(event.pad), event.name);
        Some(match event.kind {
            HostEventKind::Joined => Event::Connected { peer, name },
            HostEventKind::Lost { reason } => Event::Lost {
                peer,
                reason: reason.into(),
            },
            HostEventKind::Resumed => Event::Resumed { peer },
            HostEventKind::Left { reason } => Event::Left {
                peer,
                reason: reason.into(),
            },
            HostEventKind::Renamed => Event::Renamed { peer, name },
            HostEventKind::Message(message) => Event::Data {
                peer,
                channel: Channel::of(message.channel, message.lane),
                sequence: message.sequence,
                age: self.inner.now().saturating_sub(message.made),
                bytes: message.bytes,
            },
            HostEventKind::Undelivered { channel, why } => Event::Undelivered {
                to: peer,
                channel: Channel::of(channel, Lane::Ordered),
                why: NotDelivered::Relay(why),
            },
            _ => return None,
        })
    }

    /// Sends what waits now, rather than with the next poll.
    pub fn flush(&self) {
        let failed = self.outbox.hand_over(|waiting| self.hand(waiting));
        for (pad, channel, why) in failed {
            if !channel.is_lossy() {
                self.tell(Event::Undelivered {
                    to: pad.into(),
                    channel,
                    why: NotDelivered::Unsent(why),
                });
            }
        }
    }

    /// Hands messages to the session; those that it does not take come back, with the reason.
    fn hand(&self, waiting: Vec<Held>) -> Vec<(PadId, Channel, Unsent)> {
        let waiting = keep_newest(waiting, Sharing::EachPad);
        if waiting.is_empty() {
            return Vec::new();
        }
        self.inner.with(|now, session| {
            let mut failed = Vec::new();
            for held in waiting {
                let pads: Vec<PadId> = match held.to {
                    Peer::Pad(pad) => vec![pad],
                    Peer::Host => Vec::new(),
                    Peer::Everyone => {
                        let joined = session.pads().filter(|p| p.presence != Presence::Joining);
                        joined.map(|pad| pad.id).collect()
                    }
                };
                let how = (held.channel.number(), held.channel.lane());
                for pad in pads {
                    let sent = session.message(now, held.made, pad, how, &held.bytes);
                    failed.extend(sent.err().map(|why| (pad, held.channel, why)));
                }
            }
            failed
        })
    }

    fn tell(&self, event: Event) {
        let news = &mut *self.news.lock();
        if news.len() < NEWS {
            news.push(event);
        }
    }

    /// Sends to one pad, or to [`Peer::Everyone`], with the next [`poll`](Self::poll) or [`flush`](Self::flush): up to 65,472 bytes on a
    /// reliable channel, 1,000 on a lossy one.
    ///
    /// # Errors
    /// See [`SendError`]. What is found out later is told as [`Event::Undelivered`].
    pub fn send_to(&self, to: Peer, channel: Channel, bytes: &[u8]) -> Result<(), SendError> {
        let made = self.inner.now();
        let held = Held {
            to,
            channel,
            made,
            bytes: bytes.to_vec(),
        };
        let price = cost(bytes.len());
        self.outbox.hold(held, to, |load| match to {
            Peer::Host => Err(SendError::ToItself),
            Peer::Everyone => Ok(()),
            Peer::Pad(pad) => {
                let room = self.inner.look(|session| session.room_for(pad));
                let room = room.ok_or(Unsent::NoSuchPad)?;
                // an empty buffer takes any message
                let fits =
                    load.bytes + price <= room.bytes || (room.is_empty && load.messages == 0);
                if channel.is_lossy() || fits {
                    Ok(())
                } else {
                    Err(Unsent::Full.into())
                }
            }
        })
    }

    /// Sends to all pads that have joined. Those that are lost get it when they come back.
    ///
    /// # Errors
    /// See [`SendError`]. A pad that takes nothing more is told as [`Event::Undelivered`].
    pub fn broadcast(&self, channel: Channel, bytes: &[u8]) -> Result<(), SendError> {
        self.send_to(Peer::Everyone, channel, bytes)
    }

    /// Sends a typed message to one pad, or to [`Peer::Everyone`]; [`Event::read_msg`] reads it.
    ///
    /// # Errors
    /// See [`SendError`].
    pub fn send_msg_to<T: Serialize>(
        &self,
        to: Peer,
        channel: Channel,
        message: &T,
    ) -> Result<(), SendError> {
        self.send_to(to, channel, &write_msg(message)?)
    }

    /// Sends a typed message to all pads.
    ///
    /// # Errors
    /// See [`SendError`].
    pub fn broadcast_msg<T: Serialize>(
        &self,
        channel: Channel,
        message: &T,
    ) -> Result<(), SendError> {
        self.broadcast(channel, &write_msg(message)?)
    }

    /// Everybody, in the order of joining, with what they do. A press and a release between two calls are both told, once.
    #[must_use]
    pub fn players(&self) -> Vec<Player> {
        self.inner.with(|_, session| {
            let inputs = session.inputs();
            let joined = session.pads().filter(|p| p.presence != Presence::Joining);
            let players = joined
                .map(|pad| {
                    let seat = pad.seat();
                    let slot = seat.and_then(|s| session.seats().get(s.index()));
                    Player {
                        peer: pad.id.into(),
                        name: pad.name.to_owned(),
                        seat: seat.map(|s| s.0),
                        mark: slot.map(|s| s.mark),
                        here: pad.presence == Presence::Here,
                        input: seat
                            .and_then(|s| inputs.get(s.index()).copied())
                            .unwrap_or_default(),
                    }
                })
                .collect();
            session.clear_edges();
            players
        })
    }

    /// Sends a pad away.
    pub fn kick(&self, peer: Peer) {
        if let Peer::Pad(pad) = peer {
            self.inner.driver(|now, driver| driver.kick(now, pad));
        }
    }

    /// The handle below, which can do more: layouts, notices, remembering pads. What it polls is not told here.
    #[must_use]
    pub const fn handle(&self) -> &crate::Host {
        &self.inner
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.flush();
    }
}
