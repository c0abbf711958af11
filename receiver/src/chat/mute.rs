//! Whom nobody hears: one controller or all of them, as somebody at the receiver wishes, until the evening ends. A muted phone
//! stays muted when it leaves and comes back.

use crate::flow::Intent;
use crate::net::{Door, Net, NetSet, PadNews};
use crate::room::{Guest, Room, RoomNews, Say};
use bevy::prelude::*;
use couchpad_core::protocol::{PadId, PublicKey};
use couchpad_core::session::HostEventKind;
use couchpad_core::transport::DoorNews;

/// The muted phones, by what tells them from others for ever. Their number in the room is on [`Room::muted`].
#[derive(Resource, Default)]
struct Muted(Vec<PublicKey>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Muted>()
        .add_systems(PreUpdate, (recognise, forgive).in_set(NetSet::Heard))
        .add_systems(PostUpdate, act.before(NetSet::Tell));
}

fn act(
    mut wishes: MessageReader<Intent>,
    net: Res<Net>,
    mut muted: ResMut<Muted>,
    mut room: ResMut<Room>,
    mut news: MessageWriter<RoomNews>,
    mut say: MessageWriter<Say>,
) {
    for wish in wishes.read() {
        match *wish {
            Intent::MuteAll => {
                room.quiet = !room.quiet;
                news.write(RoomNews::Quiet(room.quiet));
                let words = if room.quiet {
                    "Messages from controllers are not shown any more."
                } else {
                    "Messages from controllers are shown again."
                };
                say.write(Say(words.into()));
            }
            Intent::Mute(pad) => {
                let Some(guest) = net.session().pad(pad).as_ref().map(Guest::of) else {
                    continue;
                };
                let yes = turn(&mut room, &mut muted, &net, pad);
                let how = if yes {
                    "is muted"
                } else {
                    "can be heard again"
                };
                say.write(Say(format!("{} {how}.", guest.name)));
                news.write(RoomNews::Muted { guest, yes });
            }
            _ => {}
        }
    }
}

/// Mutes this one, or ends that. Tells which.
fn turn(room: &mut Room, muted: &mut Muted, net: &Net, pad: PadId) -> bool {
    let yes = !room.muted.contains(&pad);
    let device = net.session().device_of(pad);
    if yes {
        room.muted.push(pad);
        muted.0.extend(device);
    } else {
        room.muted.retain(|other| *other != pad);
        muted.0.retain(|other| Some(*other) != device);
    }
    yes
}

/// Who was muted and comes again is muted; who is gone is no longer on the list.
fn recognise(
    net: Res<Net>,
    muted: Res<Muted>,
    mut room: ResMut<Room>,
    mut news: MessageReader<PadNews>,
) {
    for PadNews(event) in news.read() {
        match event.kind {
            HostEventKind::Joined => {
                let device = net.session().device_of(event.pad);
                let is_known = device.is_some_and(|device| muted.0.contains(&device));
                if is_known && !room.muted.contains(&event.pad) {
                    room.muted.push(event.pad);
                }
            }
            HostEventKind::Left { .. } if room.muted.contains(&event.pad) => {
                room.muted.retain(|pad| *pad != event.pad);
            }
            _ => {}
        }
    }
}

/// A new evening is a new beginning.
fn forgive(mut door: MessageReader<Door>, mut muted: ResMut<Muted>, mut room: ResMut<Room>) {
    let is_over = |door: &Door| matches!(door.0, DoorNews::EveningEnded);
    if door.read().filter(|door| is_over(door)).count() > 0 {
        muted.0.clear();
        room.muted.clear();
        room.quiet = false;
    }
}
