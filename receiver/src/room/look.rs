//! Keeps what lets people in, code, link and addresses, as the transport has it now.

use super::{Room, RoomNews};
use crate::net::Net;
use bevy::prelude::*;
use std::time::Duration;

/// How often the machine's addresses are looked at: it may have joined another network.
const ADDRESSES_EVERY: Duration = Duration::from_secs(5);

/// When the addresses were looked at last.
#[derive(Resource, Default)]
pub(super) struct Looked(Option<Duration>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Looked>();
}

/// What changed is told, but not what the start has told already.
pub(super) fn look(
    time: Res<Time<Real>>,
    net: Res<Net>,
    mut looked: ResMut<Looked>,
    mut room: ResMut<Room>,
    mut news: MessageWriter<RoomNews>,
) {
    let now = time.elapsed();
    let is_due = looked.0.is_none_or(|last| now >= last + ADDRESSES_EVERY);
    if is_due {
        looked.0 = Some(now);
        take_link(&net, &mut room, &mut news);
    }
}

fn take_link(net: &Net, room: &mut ResMut<Room>, news: &mut MessageWriter<RoomNews>) {
    let link = net.join_link();
    let join = link.to_string();
    if room.link == join {
        return;
    }
    if !room.link.is_empty() {
        news.write(RoomNews::LinkChanged { join: join.clone() });
    }
    room.name = net.name().to_owned();
    room.page = link.page();
    room.addresses = link
        .addresses()
        .map(|address| address.to_string())
        .collect();
    room.link = join;
}
