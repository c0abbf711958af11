//! Who is here, as the views show it: a copy of what the host session knows, made once per frame.
//! Must not know how a card is drawn.

use bevy::prelude::*;
use couchpad_protocol::{PadId, SeatIndex};
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
    /// What to open on a phone to join: `couchpad://…`.
    pub join: String,
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
    /// The player's colour, shape and pattern, 0 to 7; from the seat, or as the player wished.
    pub mark: u8,
    /// Whether anything is heard of the pad.
    pub presence: Presence,
    /// Round-trip time, once it has been measured.
    pub rtt: Option<Duration>,
    /// The share of packets lost of late, 0.0 to 1.0.
    pub loss: f32,
    /// A keyboard player at the receiver itself.
    pub local: bool,
    /// A bot plays for this player until the pad is back.
    pub standing_in: bool,
}

/// Whether anything is heard of a pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Admitted, its link not yet open.
    Joining,
    /// Here.
    Here,
    /// Said that it goes, or silent in play for 2 s.
    Away,
    /// Its link is lost.
    Offline,
}

impl Roster {
    /// The card of one seat.
    #[must_use]
    pub fn seat(&self, seat: SeatIndex) -> Option<&Card> {
        self.cards.iter().find(|card| card.seat == seat)
    }
}
