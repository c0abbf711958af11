//! The room as the views show it: its code and link, who may come in, what it asks and what it has to say. Carries out the
//! wishes about it. Must not know how any of it is drawn.

use crate::flow::Intent;
use crate::net::{Net, NetSet};
use bevy::prelude::*;
use couchpad_core::protocol::{JoinLink, PadId};

/// The room, for the views. Marked as changed only when something in it changed.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The receiver's name, as controllers show it.
    pub name: String,
    /// The room code, six digits.
    pub code: String,
    /// Code, link and picture are not to be shown just now.
    pub hidden: bool,
    /// Newcomers are not admitted.
    pub locked: bool,
    /// What to open on a phone to join: `couchpad://…`. Holds the secret, like [`page`](Self::page).
    pub link: String,
    /// The same for the QR code: `http://…`, the receiver's own page.
    pub page: String,
    /// Every address worth typing, best first: `HOST:PORT`.
    pub addresses: Vec<String>,
    /// Controllers that want to be remembered and wait for someone here to agree; the oldest first.
    pub asks: Vec<Ask>,
    /// A sentence about what just happened to the room; it goes away by itself.
    pub news: Option<String>,
}

/// A controller that wants to be remembered beyond this evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Which.
    pub pad: PadId,
    /// Its player's name, clean and distinct.
    pub name: String,
}

/// Keeps the room; wants [`Net`].
pub fn plugin(app: &mut App) {
    app.init_resource::<Room>()
        .add_systems(PreUpdate, refresh.after(NetSet::Heard))
        .add_systems(PostUpdate, act.before(NetSet::Tell));
}

fn refresh(net: Res<Net>, mut room: ResMut<Room>) {
    let link = net.join();
    if room.link == link {
        return;
    }
    if let Ok(read) = link.parse::<JoinLink>() {
        room.page = read.page();
        room.addresses = read.addresses().map(|a| a.to_string()).collect();
    }
    room.link = link;
}

/// Carries out the wishes about the room, on any screen.
fn act(
    time: Res<Time<Real>>,
    mut wishes: MessageReader<Intent>,
    mut net: ResMut<Net>,
    mut room: ResMut<Room>,
) {
    for wish in wishes.read() {
        match *wish {
            Intent::ToggleHidden => room.hidden = !room.hidden,
            Intent::Kick(pad) => net.session_mut().kick(time.elapsed(), pad),
            _ => {}
        }
    }
}
