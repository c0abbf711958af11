//! What the pad knows and every screen draws: one resource, written by the link, read by all. Must not know sockets,
//! threads or nodes.

use crate::find::Unreached;
use bevy::prelude::*;
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{PadLayout, Phase, Place, PublicKey, Shakes, Showing, Tint};
use couchpad_core::session::Cause;
use couchpad_core::{LinkKind, PadEnd, PadLoss};
use couchpad_theme::Mark;
use couchpad_theme::widgets::LinkHealth;
use std::sync::Arc;
use std::time::Duration;

/// How things stand with the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Looking for it.
    Connecting {
        /// Which try, counted from 1.
        attempt: u32,
    },
    /// The session works.
    Live,
    /// It worked, and now the receiver is silent; the pad keeps trying.
    Lost {
        /// Why.
        reason: PadLoss,
        /// Which try to come back; 0 before the first.
        attempt: u32,
    },
    /// The receiver said no, and will again.
    Refused(Refusal),
    /// Another receiver answered than the one of the link or the pairing.
    Impostor,
    /// It is over.
    Ended(PadEnd),
}

/// What is wrong with a link, as the pad tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The receiver has found out.
    Named(Cause),
    /// It does badly, and nobody knows why.
    Unnamed,
}

/// A line that the receiver asked to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The line.
    pub text: String,
    /// What the pad itself has to say: in the player's language in place of the line.
    pub cause: Option<Trouble>,
    /// When it came, on the app's clock.
    pub at: Duration,
}

/// Shakes that the receiver asked for, one or a few in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rumble {
    /// Which.
    pub shakes: Shakes,
    /// When they came, on the app's clock.
    pub at: Duration,
}

/// A glow of the edge that the receiver asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glow {
    /// In which colour.
    pub tint: Tint,
    /// How long.
    pub length: Duration,
    /// When it came, on the app's clock.
    pub at: Duration,
}

/// A number of the countdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// So many whole seconds until it goes on; 0: it goes on.
    pub seconds: u8,
    /// When it was told, on the app's clock.
    pub at: Duration,
}

/// What the pad knows.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct PadModel {
    /// How things stand with the receiver.
    pub connection: Connection,
    /// Whether it ever was live: decides between "connecting" and "coming back".
    pub met: bool,
    /// The controls to show.
    pub layout: Option<Arc<PadLayout>>,
    /// What the game shows beside them, to this player alone.
    pub showing: Arc<Showing>,
    /// Where the receiver last said that the axes start.
    pub axes: [i16; AXES],
    /// How often it said so: what tells a new value from the old one said again.
    pub axes_told: u64,
    /// In a seat, or waiting for one.
    pub place: Option<Place>,
    /// What the receiver does.
    pub phase: Phase,
    /// The player's name: the wanted one, until the receiver said how it shows it.
    pub name: String,
    /// Own points and the team's, once told.
    pub score: Option<(i64, i64)>,
    /// Round trip, once measured.
    pub rtt: Option<Duration>,
    /// Share of messages lost, 0 to 1.
    pub loss: f32,
    /// What is wrong with the link, if anything is that can be named.
    pub cause: Option<Cause>,
    /// Which trouble the player was last told about, and when, on the app's clock.
    pub advised: Option<(Trouble, Duration)>,
    /// Since when the link does badly without a known cause, on the app's clock.
    pub weak: Option<Duration>,
    /// The last line that the receiver asked to show, or that this pad has to say.
    pub notice: Option<Notice>,
    /// The last shakes.
    pub rumble: Option<Rumble>,
    /// The last glow.
    pub glow: Option<Glow>,
    /// Since when the game waits for this player, on the app's clock; `None`: it does not.
    pub turn: Option<Duration>,
    /// The countdown's last number, while there is one, and the end of it.
    pub count: Option<Count>,
    /// The receiver's key, once it has let us in: this device is paired with it.
    pub paired: Option<PublicKey>,
    /// What the receiver calls itself, once it has let us in.
    pub receiver: Option<String>,
    /// Whether this pairing outlasts the evening, once the receiver has said it.
    pub remembered: Option<bool>,
    /// What play travels on, as told last.
    pub transport: Option<LinkKind>,
    /// How often somebody there said whether it is to: what tells an answer from silence.
    pub answers: u32,
    /// Why the receiver is not reached, while it is tried.
    pub unreached: Option<Unreached>,
}

impl Default for PadModel {
    fn default() -> Self {
        Self {
            connection: Connection::Connecting { attempt: 1 },
            met: false,
            layout: None,
            showing: Arc::default(),
            axes: [0; AXES],
            axes_told: 0,
            place: None,
            phase: Phase::Lobby,
            name: String::new(),
            score: None,
            rtt: None,
            loss: 0.0,
            cause: None,
            advised: None,
            weak: None,
            notice: None,
            rumble: None,
            glow: None,
            turn: None,
            count: None,
            paired: None,
            receiver: None,
            remembered: None,
            transport: None,
            answers: 0,
            unreached: None,
        }
    }
}

impl PadModel {
    /// Whether the session works.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.connection == Connection::Live
    }

    /// Whether the player has a seat.
    #[must_use]
    pub const fn is_seated(&self) -> bool {
        matches!(self.place, Some(Place::Seated { .. }))
    }

    /// The player's colour and shape, with a seat.
    #[must_use]
    pub fn mark(&self) -> Option<Mark> {
        match self.place {
            Some(Place::Seated { mark, .. }) => Some(couchpad_theme::mark(usize::from(mark))),
            _ => None,
        }
    }

    /// Whether the controls are on the glass: in a live session, and through a short loss, so that the thumb keeps its place.
    #[must_use]
    pub const fn shows_controls(&self) -> bool {
        let linked = matches!(self.connection, Connection::Live | Connection::Lost { .. });
        linked && self.met && self.layout.is_some()
    }

    /// Whether the player is to do something now, as the game says.
    #[must_use]
    pub fn is_turn(&self) -> bool {
        self.turn.is_some() && self.is_live() && self.phase.is_live() && self.is_seated()
    }

    /// What is wrong with a link that works. Who reads it has the app in front.
    #[must_use]
    pub fn trouble(&self) -> Option<Cause> {
        let named = self.cause.filter(|_| self.is_live());
        named.filter(|cause| *cause != Cause::AppInBackground)
    }

    /// The link's health, as the edge and the bars show it.
    #[must_use]
    pub fn health(&self) -> LinkHealth {
        match self.connection {
            Connection::Live => LinkHealth::live(self.rtt.unwrap_or_default(), self.loss),
            Connection::Lost { .. } => LinkHealth::Away,
            _ => LinkHealth::Offline,
        }
    }
}

/// The model.
pub fn plugin(app: &mut App) {
    app.init_resource::<PadModel>();
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::Orientation;

    #[test]
    fn controls_stay_through_a_short_loss_and_go_when_it_is_over() {
        let mut model = PadModel {
            layout: Some(Arc::new(PadLayout::new("", Orientation::Any))),
            ..default()
        };
        assert!(!model.shows_controls(), "nothing before the first meeting");
        model.met = true;
        model.connection = Connection::Live;
        assert!(model.shows_controls());
        model.connection = Connection::Lost {
            reason: PadLoss::Silent,
            attempt: 1,
        };
        assert!(model.shows_controls());
        model.connection = Connection::Ended(PadEnd::Kicked);
        assert!(!model.shows_controls());
    }

    #[test]
    fn an_unmeasured_link_is_taken_for_a_good_one() {
        let model = PadModel {
            connection: Connection::Live,
            ..default()
        };
        assert_eq!(model.health().bars(), 3);
    }
}
