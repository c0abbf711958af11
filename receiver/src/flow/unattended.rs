//! Keeps games going where nobody sees a screen: the first seated player starts one, and 5 s after its end the next
//! begins.

use super::{Intent, Screen};
use crate::net::{Net, NetSet};
use bevy::prelude::*;
use std::time::Duration;

/// How long the results stand.
const RESULTS: Duration = Duration::from_secs(5);

/// When the present results came up.
#[derive(Resource, Default)]
struct ResultsSince(Duration);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<ResultsSince>()
        .add_systems(OnEnter(Screen::Results), note_results)
        .add_systems(PreUpdate, start.in_set(NetSet::Heard));
}

fn note_results(time: Res<Time<Real>>, mut since: ResMut<ResultsSince>) {
    since.0 = time.elapsed();
}

fn start(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    since: Res<ResultsSince>,
    net: Res<Net>,
    mut intents: MessageWriter<Intent>,
) {
    let is_anyone_here = net.session().seats().iter().any(|seat| seat.present);
    match screen.get() {
        Screen::Lobby if is_anyone_here => intents.write(Intent::Start),
        Screen::Results if time.elapsed().saturating_sub(since.0) >= RESULTS => {
            intents.write(if is_anyone_here {
                Intent::Start
            } else {
                Intent::ToLobby
            })
        }
        _ => return,
    };
}
