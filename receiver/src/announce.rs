//! Keeps what the local network hears of this receiver up to date. That it cannot be announced is worth a sentence, and
//! nothing else: phones scan or type then.

use crate::net::Net;
use crate::room::Say;
use bevy::prelude::*;
use bevy::time::common_conditions::on_real_timer;
use couchpad_core::discovery::{Announcement, Announcer};
use couchpad_core::protocol::PublicKey;
use couchpad_core::protocol::control::{OLDEST_VERSION, VERSION};
use couchpad_core::session::{PadView, Presence};
use std::net::IpAddr;
use std::time::Duration;

/// How often the announcement is looked after.
const EVERY: Duration = Duration::from_millis(500);

/// The receiver's announcement; without it, nothing is announced. Dropping it says good-bye.
#[derive(Resource)]
pub struct Announced(pub Announcer);

/// Begins to announce the receiver, beside the caller. That it cannot is told in a sentence.
///
/// # Errors
/// The sentence.
pub fn start(net: &Net, key: PublicKey, bind: Option<IpAddr>) -> Result<Announced, String> {
    let (players, seats) = counts(net);
    let announcement = Announcement {
        name: net.name().to_owned(),
        port: net.address().port(),
        ip: bind,
        key,
        oldest: OLDEST_VERSION,
        newest: VERSION,
        players,
        seats,
        locked: net.session().is_locked(),
    };
    let started = Announcer::start(announcement);
    started.map(Announced).map_err(|error| error.to_string())
}

/// Players who are here, and seats.
fn counts(net: &Net) -> (u16, u16) {
    let session = net.session();
    let is_here = |pad: &PadView<'_>| matches!(pad.presence, Presence::Here | Presence::Away);
    let few = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    (
        few(session.pads().filter(is_here).count()),
        few(session.seats().len()),
    )
}

/// Keeps the announcement, where there is one; wants [`Net`] and the room.
pub fn plugin(app: &mut App) {
    let is_due = resource_exists::<Announced>.and_then(on_real_timer(EVERY));
    app.add_systems(PostUpdate, update.run_if(is_due));
}

fn update(announced: Res<Announced>, net: Res<Net>, mut say: MessageWriter<Say>) {
    let announcer = &announced.0;
    let (players, seats) = counts(&net);
    announcer.update(players, seats, net.session().is_locked());
    if let Some(failure) = announcer.take_failure() {
        tracing::warn!("{failure}");
        say.write(Say(failure));
    }
}
