//! Keeps what lets people in, code, link and addresses, as the transport has it now.

use super::{Room, RoomNews, Say};
use crate::net::{Door, Net};
use bevy::prelude::*;
use couchpad_core::session::pairing::LOCK;
use couchpad_core::transport::DoorNews;

/// What was wished for here, and needs no words when it comes.
#[derive(Resource, Default)]
pub(super) struct Wished {
    /// Another code, which is there a moment later.
    pub(super) code: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Wished>();
}

/// Takes in what changed. The start has told of the first code and link already.
pub(super) fn look(
    net: Res<Net>,
    mut door: MessageReader<Door>,
    mut wished: ResMut<Wished>,
    mut room: ResMut<Room>,
    mut news: MessageWriter<RoomNews>,
    mut say: MessageWriter<Say>,
) {
    if room.link.is_empty() {
        room.code = net.code();
        take_link(&net, &mut room);
    }
    for Door(event) in door.read() {
        match event {
            DoorNews::CodeChanged => {
                let code = net.code();
                room.code.clone_from(&code);
                news.write(RoomNews::CodeChanged { code });
                if !std::mem::take(&mut wished.code) {
                    say.write(Say("There is another room code now: look again.".into()));
                }
            }
            DoorNews::LinkChanged => {
                take_link(&net, &mut room);
                let join = room.link.clone();
                news.write(RoomNews::LinkChanged { join });
            }
            DoorNews::EveningEnded => {
                news.write(RoomNews::EveningEnded);
                let words =
                    "A new evening has begun: controllers that are not remembered pair again.";
                say.write(Say(words.into()));
            }
            DoorNews::LockedOut { .. } => {
                let seconds = LOCK.as_secs();
                news.write(RoomNews::LockedOut { seconds });
                let words =
                    format!("Somebody typed three wrong codes and has to wait {seconds} s.");
                say.write(Say(words));
            }
            DoorNews::WantsRemembering { .. } | DoorNews::Remembered { .. } => {}
        }
    }
}

fn take_link(net: &Net, room: &mut Room) {
    let link = net.join_link();
    room.name = net.name().to_owned();
    room.page = link.page();
    room.addresses = link
        .addresses()
        .map(|address| address.to_string())
        .collect();
    room.link = link.to_string();
}
