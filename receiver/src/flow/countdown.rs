//! Between a pause and play: three seconds in which the game is on every screen, the thumbs find their places and nothing
//! moves. Must not know how the numbers look.

use super::{GameNews, Screen};
use crate::net::{Net, NetSet};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::protocol::ToPad;
use couchpad_core::session::HostSession;
use std::time::Duration;

/// How long it takes.
pub(super) const COUNTDOWN: Duration = Duration::from_secs(3);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, count.in_set(NetSet::Heard));
}

/// The virtual time counts: after a hitch nobody is thrown into play.
fn count(
    time: Res<Time<Virtual>>,
    real: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    mut stage: ResMut<Stage>,
    mut net: ResMut<Net>,
    mut news: MessageWriter<GameNews>,
    mut told: Local<Option<u64>>,
) {
    if *screen.get() != Screen::Playing || stage.countdown.is_none() {
        *told = None;
        return;
    }
    // the frame in which it began is not part of it
    if told.is_some() {
        let left = stage
            .countdown
            .and_then(|left| left.checked_sub(time.delta()));
        stage.countdown = left.filter(|left| !left.is_zero());
    }
    let now = stage.counted();
    if now.is_none() {
        news.write(GameNews::Resumed);
    }
    if now != *told {
        *told = now;
        let words = now.map_or_else(|| "Go!".to_owned(), |left| left.to_string());
        tell_players(net.session_mut(), real.elapsed(), &words);
    }
}

/// Who is not there would only hear of it when it is over.
fn tell_players(session: &mut HostSession, now: Duration, words: &str) {
    let seats = session.seats().iter().filter(|seat| seat.present);
    let pads: Vec<_> = seats.filter_map(|seat| seat.pad).collect();
    for pad in pads {
        session.send(now, pad, &ToPad::Notice(words.to_owned()));
    }
}
