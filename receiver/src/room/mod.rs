//! The room as the views show it: its code and link, who may come in, what it asks and what it has to say. Carries out the
//! wishes about it. Must not know how any of it is drawn.

mod act;
mod asks;
mod disk;
mod look;
mod sayings;

pub use sayings::Say;

use crate::net::NetSet;
use bevy::prelude::*;
use couchpad_core::protocol::{PadId, SeatIndex};
use couchpad_core::session::PadView;

/// The room, for the views. Marked as changed only when something in it changed.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The receiver's name, as controllers show it.
    pub name: String,
    /// The room code, six digits.
    pub code: String,
    /// Code, link and picture are not to be shown just now.
    pub hidden: bool,
    /// Newcomers are not admitted.
    pub locked: bool,
    /// What to open on a phone to join: `couchpad://…`. Holds the secret, like [`page`](Self::page).
    pub link: String,
    /// The same for the QR code: `http://…`, the receiver's own page.
    pub page: String,
    /// Every address worth typing, best first: `HOST:PORT`.
    pub addresses: Vec<String>,
    /// Controllers that want to be remembered and wait for someone here to agree; the oldest first.
    pub asks: Vec<Ask>,
    /// Nothing that controllers say is shown.
    pub quiet: bool,
    /// Controllers that are here, and of which nothing that they say is shown.
    pub muted: Vec<PadId>,
    /// A sentence about what just happened to the room; it goes away by itself.
    pub news: Option<String>,
}

/// A controller that wants to be remembered beyond this evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Which.
    pub pad: PadId,
    /// Its player's name, clean and distinct.
    pub name: String,
}

/// What happened to the room, for events.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub enum RoomNews {
    /// The code is another one.
    CodeChanged {
        /// The new one.
        code: String,
    },
    /// The link is another one.
    LinkChanged {
        /// The new one.
        join: String,
    },
    /// Newcomers are not admitted any more, or admitted again.
    Locked(bool),
    /// A controller wants to be remembered.
    Asked(Guest),
    /// It was answered.
    Remembered {
        /// Which.
        guest: Guest,
        /// The answer.
        yes: bool,
    },
    /// Nothing that controllers say is shown any more, or it is shown again.
    Quiet(bool),
    /// The same for one controller.
    Muted {
        /// Which.
        guest: Guest,
        /// It is muted.
        yes: bool,
    },
    /// An address typed too many wrong codes.
    LockedOut {
        /// How long it has to wait.
        seconds: u64,
    },
    /// Whoever is not remembered has to pair again.
    EveningEnded,
}

/// A controller, as it is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Its number.
    pub pad: PadId,
    /// The player's name, clean and distinct.
    pub name: String,
    /// Its seat, if it has one.
    pub seat: Option<SeatIndex>,
}

impl Guest {
    /// A pad of the session.
    #[must_use]
    pub fn of(pad: &PadView<'_>) -> Self {
        Self {
            pad: pad.id,
            name: pad.name.to_owned(),
            seat: pad.seat(),
        }
    }
}

/// Keeps the room; wants [`Net`](crate::net::Net).
pub fn plugin(app: &mut App) {
    app.init_resource::<Room>().add_message::<RoomNews>();
    app.add_systems(
        PreUpdate,
        (
            look::look,
            asks::hear,
            asks::forget_gone,
            sayings::hear_refusals,
            sayings::speak,
        )
            .chain()
            .in_set(NetSet::Heard),
    );
    app.add_systems(PostUpdate, act::act.before(NetSet::Tell));
    look::plugin(app);
    disk::plugin(app);
    sayings::plugin(app);
}
