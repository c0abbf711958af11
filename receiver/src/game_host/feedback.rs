//! What the running game says to its players' pads: points, shakes, glows, and whose turn it is. Must not know how they show it.

use super::GameHost;
use crate::flow::{GameNews, Screen};
use crate::net::{Net, NetSet};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::protocol::{Shakes, Turn};
use couchpad_core::session::HostSession;
use couchpad_games::game::GameEvent;
use std::time::Duration;

/// What it feels like when the countdown is over.
const GOES_ON: Shakes = Shakes::once(120, 60);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PostUpdate,
        (tell_scores, tell_turns, hand_out).in_set(NetSet::Tell),
    );
}

/// Tells pads their points, where any have changed.
fn tell_scores(
    time: Res<Time<Real>>,
    stage: Res<Stage>,
    mut host: ResMut<GameHost>,
    mut net: ResMut<Net>,
) {
    let Some(game) = stage.game.as_deref() else {
        return;
    };
    if std::mem::take(&mut host.scored) {
        let session = net.session_mut();
        for seat in host.book.taken() {
            session.set_score(time.elapsed(), seat, game.score(seat), game.team_score());
        }
    }
}

/// Says for whom the game waits. Where nothing goes on it waits for nobody.
fn tell_turns(
    time: Res<Time<Real>>,
    (screen, stage): (Res<State<Screen>>, Res<Stage>),
    host: Res<GameHost>,
    mut net: ResMut<Net>,
) {
    let is_played = *screen.get() == Screen::Playing && stage.countdown.is_none();
    let game = stage.game.as_deref().filter(|_| is_played);
    let session = net.session_mut();
    for seat in host.book.taken() {
        let turn = game.map_or(Turn::Free, |game| game.turn(seat));
        session.set_turn(time.elapsed(), seat, turn);
    }
}

/// What a step was worth to a player's hand and eye; and that it goes on, for who looks elsewhere.
fn hand_out(
    time: Res<Time<Real>>,
    host: Res<GameHost>,
    mut net: ResMut<Net>,
    mut news: MessageReader<GameNews>,
) {
    let (now, session) = (time.elapsed(), net.session_mut());
    for item in news.read() {
        match item {
            GameNews::Step(event) => feel(session, now, event),
            GameNews::Resumed => {
                for seat in host.book.taken() {
                    session.shake(now, seat, &GOES_ON);
                }
            }
            _ => {}
        }
    }
}

fn feel(session: &mut HostSession, now: Duration, event: &GameEvent) {
    match event {
        GameEvent::Rumble(rumble) => {
            session.rumble(now, rumble.seat, rumble.strength, rumble.millis);
        }
        GameEvent::Shakes { seat, shakes } => session.shake(now, *seat, shakes),
        GameEvent::Glow(glow) => session.glow(now, glow.seat, glow.tint, glow.millis),
        GameEvent::Score { .. } | GameEvent::RoundCleared { .. } | GameEvent::GameOver { .. } => {}
    }
}
