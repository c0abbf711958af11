//! What crosses the border beside events: how things stand, who is known, what is played on. Values alone. Must not know how
//! they come about.

use crate::shown::ShownControl;
use couchpad_core::discovery::Found;
use couchpad_core::identity::PinnedReceiver;
use couchpad_core::protocol::control::{OLDEST_VERSION, VERSION};
use couchpad_core::protocol::{self, PublicKey};
use couchpad_core::{LinkKind as CoreLinkKind, Transport as CoreTransport};

/// What play may travel on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, uniffi::Enum)]
pub enum Transport {
    /// UDP where it gets through, else TCP.
    #[default]
    Auto,
    /// UDP alone.
    Udp,
    /// TCP alone.
    Tcp,
}

impl From<Transport> for CoreTransport {
    fn from(transport: Transport) -> Self {
        match transport {
            Transport::Auto => Self::Auto,
            Transport::Udp => Self::Udp,
            Transport::Tcp => Self::Tcp,
        }
    }
}

/// Who plays, and how.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Settings {
    /// The player's name; 24 characters of it count. Empty: none was chosen.
    pub name: String,
    /// The wished mark (colour and shape), if any.
    pub mark: Option<u8>,
    /// What play may travel on, whatever a link says. Counts from the next join on.
    pub transport: Transport,
    /// Positions a second while a finger moves, at most: 20 to 240; 120 is usual. Counts from the next join on.
    pub rate: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            mark: None,
            transport: Transport::default(),
            rate: 120,
        }
    }
}

/// How things stand with the receiver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, uniffi::Enum)]
pub enum State {
    /// Nothing was joined.
    #[default]
    Idle,
    /// On the way in, for the first time.
    Joining,
    /// Messages travel.
    Connected,
    /// They did, and the pad tries to come back.
    Lost,
    /// The app is in the background; nothing happens before it is resumed.
    Suspended,
    /// It is over; join again.
    Ended,
}

/// A receiver that this device has been let in by.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ReceiverName {
    /// Its key: what it is known by.
    pub key: String,
    /// What it calls itself.
    pub name: String,
}

impl ReceiverName {
    pub(crate) fn of(key: &PublicKey, name: &str) -> Self {
        Self {
            key: key.to_string(),
            name: name.to_owned(),
        }
    }
}

/// Points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Score {
    /// The player's own.
    pub own: i64,
    /// The team's.
    pub team: i64,
}

/// Where a player is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Place {
    /// In a seat.
    Seated {
        /// Which one, from 0.
        seat: u16,
        /// The colour and shape that goes with it.
        mark: u8,
    },
    /// Watching, with so many others in front.
    Waiting {
        /// Others who get a seat first.
        ahead: u16,
    },
}

impl From<protocol::Place> for Place {
    fn from(place: protocol::Place) -> Self {
        match place {
            protocol::Place::Seated { seat, mark } => Self::Seated { seat: seat.0, mark },
            protocol::Place::Waiting { ahead } => Self::Waiting { ahead },
        }
    }
}

/// What the receiver is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, uniffi::Enum)]
pub enum Phase {
    /// Players gather.
    #[default]
    Lobby,
    /// A game runs.
    Playing,
    /// The game stands still.
    Paused,
    /// The game is over, the scores are shown.
    Results,
}

impl From<protocol::Phase> for Phase {
    fn from(phase: protocol::Phase) -> Self {
        match phase {
            protocol::Phase::Lobby => Self::Lobby,
            protocol::Phase::Playing => Self::Playing,
            protocol::Phase::Paused => Self::Paused,
            protocol::Phase::Results => Self::Results,
        }
    }
}

/// What play travels on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LinkKind {
    /// Datagrams: the quick way.
    Udp,
    /// The control connection, where datagrams do not get through.
    Tcp,
    /// Memory.
    Local,
}

impl From<CoreLinkKind> for LinkKind {
    fn from(kind: CoreLinkKind) -> Self {
        match kind {
            CoreLinkKind::Udp => Self::Udp,
            CoreLinkKind::Tcp => Self::Tcp,
            CoreLinkKind::Local => Self::Local,
        }
    }
}

/// Why a link does badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Cause {
    /// The receiver's computer is too slow for what it draws.
    ReceiverSlow,
    /// Others use the air.
    WifiCongested,
    /// A weak signal.
    FarAway,
    /// The app was in the background.
    AppInBackground,
}

impl From<protocol::Cause> for Cause {
    fn from(cause: protocol::Cause) -> Self {
        match cause {
            protocol::Cause::ReceiverSlow => Self::ReceiverSlow,
            protocol::Cause::WifiCongested => Self::WifiCongested,
            protocol::Cause::FarAway => Self::FarAway,
            protocol::Cause::AppInBackground => Self::AppInBackground,
        }
    }
}

/// One shake, and the rest after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Shake {
    /// 0 (nothing is felt) to 255.
    pub strength: u8,
    /// How long it shakes, in milliseconds.
    pub millis: u16,
    /// How long nothing shakes before the next one, in milliseconds.
    pub pause: u16,
}

impl From<&protocol::Shake> for Shake {
    fn from(shake: &protocol::Shake) -> Self {
        let protocol::Shake {
            strength,
            millis,
            pause,
        } = *shake;
        Self {
            strength,
            millis,
            pause,
        }
    }
}

/// In which colour the edge glows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Tint {
    /// The player's own.
    Own,
    /// Something went well.
    Good,
    /// Take care.
    Warning,
    /// Something was lost.
    Bad,
    /// The colour of this mark, from 0: another player's, say.
    Mark {
        /// Which.
        mark: u8,
    },
}

impl From<protocol::Tint> for Tint {
    fn from(tint: protocol::Tint) -> Self {
        match tint {
            protocol::Tint::Own => Self::Own,
            protocol::Tint::Good => Self::Good,
            protocol::Tint::Warning => Self::Warning,
            protocol::Tint::Bad => Self::Bad,
            protocol::Tint::Mark(mark) => Self::Mark { mark },
        }
    }
}

/// How things stand now.
#[derive(Clone, Debug, Default, PartialEq, uniffi::Record)]
pub struct Status {
    /// With the receiver.
    pub state: State,
    /// What to tell the player of the last trouble, and what to do about it; `None` once it is over.
    pub advice: Option<String>,
    /// The receiver that let this device in.
    pub receiver: Option<ReceiverName>,
    /// Whether the pairing outlasts the receiver's evening.
    pub remembered: bool,
    /// The name under which the player is shown; the wanted one before the receiver has said it.
    pub name: String,
    /// Where the player is, once told.
    pub place: Option<Place>,
    /// What the receiver does.
    pub phase: Phase,
    /// Points, once told.
    pub score: Option<Score>,
    /// Whether the game waits for this player.
    pub your_turn: bool,
    /// In how many whole seconds it goes on; 0: there is no countdown.
    pub countdown: u8,
    /// What is shown beside the controls, in their order.
    pub shown: Vec<ShownControl>,
    /// Round-trip time in milliseconds, once measured.
    pub rtt_millis: Option<f64>,
    /// Share of positions that never arrived, 0 to 1.
    pub loss: f32,
    /// What is wrong with the link, if anything is that can be named.
    pub cause: Option<Cause>,
    /// What play travels on, while messages travel.
    pub transport: Option<LinkKind>,
    /// The axes as they are sent, -32767 to 32767; empty before a join.
    pub axes: Vec<i16>,
    /// The buttons as they are sent, one bit each.
    pub held: u32,
}

/// A receiver that this device was paired with.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct KnownReceiver {
    /// What it is known by.
    pub key: String,
    /// What it calls itself.
    pub name: String,
    /// Where it was, best first.
    pub addresses: Vec<String>,
    /// Whether it remembers this device beyond its evening.
    pub remembered: bool,
    /// When this device was there last, in unix seconds.
    pub last_used: u64,
}

impl From<PinnedReceiver> for KnownReceiver {
    fn from(pinned: PinnedReceiver) -> Self {
        Self {
            key: pinned.key.to_string(),
            name: pinned.name,
            addresses: texts(&pinned.addresses),
            remembered: pinned.remembered,
            last_used: pinned.last_used,
        }
    }
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// Which side is too old for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Outdated {
    /// This app: update it.
    App,
    /// The receiver: update Couchpad on the big screen.
    Receiver,
}

/// A receiver that announces itself, as it describes itself. Pairing decides whether to believe it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FoundReceiver {
    /// Tells it from the others. Not to be shown.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it may be reached, the most promising first.
    pub addresses: Vec<String>,
    /// The fingerprint of the key that it claims.
    pub fingerprint: String,
    /// Players connected.
    pub players: u16,
    /// Seats in all.
    pub seats: u16,
    /// Whether it admits newcomers no more.
    pub locked: bool,
    /// Whether it claims to be one that this device was paired with: no code is needed then.
    pub paired: bool,
    /// Which side is to be updated before they can play, if one is.
    pub update: Option<Outdated>,
}

impl FoundReceiver {
    pub(crate) fn of(found: &Found, paired: bool) -> Self {
        let update = if VERSION < found.oldest {
            Some(Outdated::App)
        } else if found.newest < OLDEST_VERSION {
            Some(Outdated::Receiver)
        } else {
            None
        };
        Self {
            id: found.id.clone(),
            name: found.name.clone(),
            addresses: texts(&found.addresses),
            fingerprint: found.fingerprint.clone(),
            players: found.players,
            seats: found.seats,
            locked: found.locked,
            paired,
            update,
        }
    }
}
