//! Who is here, as the views show it: a copy of what the host session knows, made once per frame.
//! Must not know how a card is drawn.

mod crowd;

pub use crowd::{CROWD, Crowd, Side, sides};

use crate::game_host::{DropPolicy, GameHost};
use crate::net::{Net, NetSet};
use crate::transports::Transports;
use bevy::prelude::*;
use couchpad_core::protocol::{PadId, Place, SeatIndex};
use couchpad_core::session::PadView;
pub use couchpad_core::session::{Cause, Presence};
use std::time::Duration;

/// Everyone who is connected, for the views.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// The seated players, in the order of their seats. A player whose link was lost keeps a card as long as the seat.
    pub cards: Vec<Card>,
    /// How many wait for a seat.
    pub waiting: usize,
    /// The seats that the chosen game has.
    pub seats: usize,
}

/// One seated player.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The pad.
    pub pad: PadId,
    /// The player's name, clean and distinct.
    pub name: String,
    /// The seat.
    pub seat: SeatIndex,
    /// The player's colour, shape and pattern, 0 to 15; from the seat, or as the player wished.
    pub mark: u8,
    /// Whether anything is heard of the pad.
    pub presence: Presence,
    /// Round-trip time, once it has been measured.
    pub rtt: Option<Duration>,
    /// The share of packets lost of late, 0.0 to 1.0.
    pub loss: f32,
    /// What is wrong with the link, if anything is that can be named.
    pub cause: Option<Cause>,
    /// Its link is over TCP.
    pub tcp: bool,
    /// A keyboard player at the receiver itself.
    pub local: bool,
    /// A bot plays for this player until the pad is back.
    pub standing_in: bool,
}

impl Roster {
    /// The card of one seat.
    #[must_use]
    pub fn seat(&self, seat: SeatIndex) -> Option<&Card> {
        self.cards.iter().find(|card| card.seat == seat)
    }
}

/// Keeps the roster; wants [`Net`], the game host and the transports.
pub fn plugin(app: &mut App) {
    app.init_resource::<Roster>()
        .add_systems(PreUpdate, refresh.after(NetSet::Heard));
}

fn refresh(
    net: Res<Net>,
    host: Res<GameHost>,
    transports: Res<Transports>,
    policy: Res<DropPolicy>,
    mut roster: ResMut<Roster>,
) {
    let session = net.session();
    let is_standing_in = |seat| host.is_standing_in(seat, *policy);
    let mut cards: Vec<_> = session
        .pads()
        .filter_map(|pad| card(&pad, &transports, is_standing_in))
        .collect();
    cards.sort_by_key(|card| card.seat);
    let waiting = session
        .pads()
        .filter(|pad| matches!(pad.place, Place::Waiting { .. }));
    let now = Roster {
        cards,
        waiting: waiting.count(),
        seats: session.seats().len(),
    };
    roster.set_if_neq(now);
}

fn card(
    pad: &PadView<'_>,
    transports: &Transports,
    is_standing_in: impl Fn(SeatIndex) -> bool,
) -> Option<Card> {
    let Place::Seated { seat, mark } = pad.place else {
        return None;
    };
    Some(Card {
        pad: pad.id,
        name: pad.name.to_owned(),
        seat,
        mark,
        presence: pad.presence,
        rtt: pad.health.rtt,
        loss: pad.health.loss,
        cause: pad.health.cause,
        tcp: transports.is_tcp(pad.id),
        local: pad.local,
        standing_in: is_standing_in(seat),
    })
}
