//! Whom nobody hears: one controller or all of them, as somebody at the receiver wishes, until the evening ends. A muted phone
//! stays muted when it leaves and comes back, and when the receiver was killed and is started again.

use crate::flow::Intent;
use crate::net::{Door, Net, NetSet, PadNews};
use crate::room::{Guest, Room, RoomNews, Say};
use bevy::prelude::*;
use couchpad_core::protocol::{PadId, PublicKey};
use couchpad_core::session::{HostEventKind, HostSession};
use couchpad_core::transport::DoorNews;
use serde::{Deserialize, Serialize};

/// Who is not heard. The [`Room`] shows it; it is kept with the evening.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Nothing that anybody says is shown.
    pub quiet: bool,
    /// The muted controllers that are here.
    pub pads: Vec<PadId>,
    /// The muted phones, also those that left, by what tells them from others for ever.
    pub phones: Vec<PublicKey>,
}

impl Silence {
    /// What is left of it among those who are here now: numbers of controllers that went are given to others.
    #[must_use]
    pub(crate) fn among(mut self, session: &HostSession) -> Self {
        self.pads.retain(|pad| session.pad(*pad).is_some());
        self
    }

    /// Mutes this one, or ends that. Tells which.
    fn turn(&mut self, net: &Net, pad: PadId) -> bool {
        let yes = !self.pads.contains(&pad);
        let device = net.session().device_of(pad);
        if yes {
            self.pads.push(pad);
            self.phones.extend(device);
        } else {
            self.pads.retain(|other| *other != pad);
            self.phones.retain(|other| Some(*other) != device);
        }
        yes
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Silence>()
        .add_systems(
            PreUpdate,
            (recognise, forgive, show).chain().in_set(NetSet::Heard),
        )
        .add_systems(PostUpdate, (act, show).chain().before(NetSet::Tell));
}

fn act(
    mut wishes: MessageReader<Intent>,
    net: Res<Net>,
    mut silence: ResMut<Silence>,
    mut news: MessageWriter<RoomNews>,
    mut say: MessageWriter<Say>,
) {
    for wish in wishes.read() {
        match *wish {
            Intent::MuteAll => {
                silence.quiet = !silence.quiet;
                news.write(RoomNews::Quiet(silence.quiet));
                let words = if silence.quiet {
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
                let yes = silence.turn(&net, pad);
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

/// Who was muted and comes again is muted; who is gone is no longer on the list.
fn recognise(net: Res<Net>, mut silence: ResMut<Silence>, mut news: MessageReader<PadNews>) {
    for PadNews(event) in news.read() {
        match event.kind {
            HostEventKind::Joined => {
                let device = net.session().device_of(event.pad);
                let is_known = device.is_some_and(|device| silence.phones.contains(&device));
                if is_known && !silence.pads.contains(&event.pad) {
                    silence.pads.push(event.pad);
                }
            }
            HostEventKind::Left { .. } if silence.pads.contains(&event.pad) => {
                silence.pads.retain(|pad| *pad != event.pad);
            }
            _ => {}
        }
    }
}

/// A new evening is a new beginning.
fn forgive(mut door: MessageReader<Door>, mut silence: ResMut<Silence>) {
    let is_over = |door: &Door| matches!(door.0, DoorNews::EveningEnded);
    if door.read().filter(|door| is_over(door)).count() > 0 {
        *silence = Silence::default();
    }
}

/// The room shows who is not heard.
fn show(silence: Res<Silence>, mut room: ResMut<Room>) {
    if silence.is_changed() && (room.quiet, &room.muted) != (silence.quiet, &silence.pads) {
        room.quiet = silence.quiet;
        room.muted.clone_from(&silence.pads);
    }
}
