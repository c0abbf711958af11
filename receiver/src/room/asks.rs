//! The controllers that want to be remembered, and the answers that they get.

use super::{Ask, Guest, Room, RoomNews, Say};
use crate::net::{Door, Net};
use bevy::prelude::*;
use couchpad_core::protocol::PadId;
use couchpad_core::transport::DoorNews;

/// Questions that wait at once; a controller asks once at a time, so this bounds the list only.
const WAITING: usize = 64;

fn guest(net: &Net, pad: PadId) -> Option<Guest> {
    net.session().pad(pad).as_ref().map(Guest::of)
}

/// Takes in what happened at the door.
pub(super) fn hear(
    net: Res<Net>,
    mut door: MessageReader<Door>,
    mut room: ResMut<Room>,
    mut news: MessageWriter<RoomNews>,
    mut say: MessageWriter<Say>,
) {
    for Door(event) in door.read() {
        match event {
            DoorNews::WantsRemembering { pad } => {
                let is_known = room.asks.iter().any(|ask| ask.pad == *pad);
                if let Some(guest) = guest(&net, *pad).filter(|_| !is_known)
                    && room.asks.len() < WAITING
                {
                    let name = guest.name.clone();
                    room.asks.push(Ask { pad: *pad, name });
                    news.write(RoomNews::Asked(guest));
                }
            }
            DoorNews::Remembered { pad, yes } => {
                if room.asks.iter().any(|ask| ask.pad == *pad) {
                    room.asks.retain(|ask| ask.pad != *pad);
                }
                if let Some(guest) = guest(&net, *pad) {
                    let how = if *yes {
                        "is remembered"
                    } else {
                        "is not remembered"
                    };
                    say.write(Say(format!("{} {how}.", guest.name)));
                    news.write(RoomNews::Remembered { guest, yes: *yes });
                }
            }
            _ => {}
        }
    }
}

/// Whoever left for good waits for no answer.
pub(super) fn forget_gone(net: Res<Net>, mut room: ResMut<Room>) {
    let is_gone = |ask: &Ask| net.session().pad(ask.pad).is_none();
    if room.asks.iter().any(is_gone) {
        room.asks.retain(|ask| !is_gone(ask));
    }
}
