//! The window's screens: lobby, playing, paused, results; and its keys. They read what the spine keeps and write
//! [`Intent`](crate::flow::Intent)s and [`LocalPlayers`] alone.
//!
//! Each screen draws itself from a plan: what it would show now. When the plan changes it is built anew, which is seldom;
//! what changes often (links, points) is kept current in place.

mod arrive;
mod asked;
mod band;
mod bubbles;
mod clicks;
mod countdown;
mod crowd;
pub(crate) mod desk;
pub(crate) mod high_scores;
pub(crate) mod invite;
mod keys;
mod lobby;
mod matter;
mod nodes;
mod paused;
mod player;
mod printed;
mod replay;
mod results;
mod start;
mod strip;
mod touched;
mod volume;
mod window;

pub use desk::{Desk, Search};
pub use keys::ROOM_KEYS;
pub(crate) use player::short;
#[cfg(test)]
pub(crate) use player::test_card;
pub(crate) use results::{praise, record};

use crate::local_players::LocalPlayers;
use crate::options::ReducedMotion;
use crate::room::Room;
use bevy::prelude::*;
use couchpad_theme::Motion;

/// Adds the look, the camera and the screens to a windowed app; wants the resources that the spine keeps and
/// [`Screen`](crate::flow::Screen) as a state. Add it after [`ReducedMotion`] is known.
pub fn plugin(app: &mut App) {
    let reduced = app.world().get_resource::<ReducedMotion>();
    let reduced = reduced.is_some_and(|wish| wish.0);
    app.insert_resource(Motion { reduced });
    app.init_resource::<Room>()
        .init_resource::<Desk>()
        .add_plugins(couchpad_theme::screen_plugin)
        .add_systems(Startup, open_room);
    arrive::plugin(app);
    asked::plugin(app);
    band::plugin(app);
    bubbles::plugin(app);
    clicks::plugin(app);
    countdown::plugin(app);
    keys::plugin(app);
    lobby::plugin(app);
    matter::plugin(app);
    paused::plugin(app);
    player::plugin(app);
    results::plugin(app);
    strip::plugin(app);
    touched::plugin(app);
    volume::plugin(app);
    window::plugin(app);
}

/// The same for a replay, in which there is nothing to press but what shows it faster, further or once more.
pub fn replay_plugin(app: &mut App) {
    let reduced = app.world().get_resource::<ReducedMotion>();
    let reduced = reduced.is_some_and(|wish| wish.0);
    app.insert_resource(Motion { reduced })
        .init_resource::<Room>()
        .init_resource::<LocalPlayers>()
        .add_plugins(couchpad_theme::screen_plugin)
        .add_systems(Startup, open_room);
    band::plugin(app);
    player::plugin(app);
    replay::plugin(app);
    strip::plugin(app);
    volume::replay_plugin(app);
    window::plugin(app);
}

fn open_room(mut commands: Commands) {
    commands.spawn((crate::view::area::camera(), IsDefaultUiCamera));
}
