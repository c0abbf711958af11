//! Carries out the wishes about the room, on any screen.

use super::{Room, RoomNews};
use crate::flow::Intent;
use crate::net::Net;
use bevy::prelude::*;

pub(super) fn act(
    time: Res<Time<Real>>,
    mut wishes: MessageReader<Intent>,
    mut net: ResMut<Net>,
    mut room: ResMut<Room>,
    mut news: MessageWriter<RoomNews>,
) {
    let now = time.elapsed();
    for wish in wishes.read() {
        match *wish {
            Intent::ToggleHidden => room.hidden = !room.hidden,
            Intent::ToggleLock => {
                room.locked = !room.locked;
                net.session_mut().set_locked(room.locked);
                news.write(RoomNews::Locked(room.locked));
            }
            Intent::Kick(pad) => net.session_mut().kick(now, pad),
            _ => {}
        }
    }
}
