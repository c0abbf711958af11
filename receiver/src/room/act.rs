//! Carries out the wishes about the room, on any screen.

use super::look::Wished;
use super::{Room, RoomNews, Say};
use crate::flow::Intent;
use crate::net::Net;
use bevy::prelude::*;
use couchpad_core::protocol::PadId;

pub(super) fn act(
    time: Res<Time<Real>>,
    mut wishes: MessageReader<Intent>,
    mut net: ResMut<Net>,
    mut room: ResMut<Room>,
    mut wished: ResMut<Wished>,
    mut news: MessageWriter<RoomNews>,
    mut say: MessageWriter<Say>,
) {
    let now = time.elapsed();
    for wish in wishes.read() {
        match *wish {
            Intent::ToggleHidden => room.hidden = !room.hidden,
            Intent::ToggleLock => {
                room.locked = !room.locked;
                net.driver_mut().set_locked(room.locked);
                news.write(RoomNews::Locked(room.locked));
            }
            // code and link change on the way: what comes of it is heard at the door
            Intent::NewCode => {
                wished.code = true;
                net.driver_mut().rotate_code();
            }
            Intent::NewLink => {
                if let Err(error) = net.driver_mut().rotate_secret() {
                    tracing::warn!("the link stays as it is: {error}");
                    say.write(Say(format!("The link stays as it is: {error}.")));
                }
            }
            Intent::Kick(pad) => net.driver_mut().kick(now, pad),
            Intent::Remember { pad, yes } => remember(&mut net, &mut room, pad, yes),
            _ => {}
        }
    }
}

/// Who cannot be remembered any more waits for no answer either; all others hear theirs at the door.
fn remember(net: &mut Net, room: &mut ResMut<Room>, pad: PadId, yes: bool) {
    let is_heard = net.driver_mut().remember(pad, yes);
    if !is_heard && room.asks.iter().any(|ask| ask.pad == pad) {
        room.asks.retain(|ask| ask.pad != pad);
    }
}
