//! What each controller's link travels on, and when that changes. Must not know how a transport is chosen.

use crate::net::{Net, NetSet};
use crate::room::Guest;
use bevy::prelude::*;
use bevy::time::common_conditions::on_real_timer;
use couchpad_core::protocol::{LinkKind, PadId};
use couchpad_core::session::Presence;
use std::collections::HashMap;
use std::time::Duration;

/// How often it is looked at: of a thousand controllers it costs as much as a frame of their input.
const EACH: Duration = Duration::from_millis(250);

/// A controller's link travels on something else now than it did before; on something else than UDP, if it was not told of
/// before.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub struct TransportNews {
    /// Whose.
    pub guest: Guest,
    /// What it travels on.
    pub kind: LinkKind,
}

/// What each one travelled on when it was looked at last.
#[derive(Resource, Default)]
pub struct Transports(HashMap<PadId, LinkKind>);

impl Transports {
    /// Whether a controller plays over TCP, because datagrams do not get through or because it was told to.
    #[must_use]
    pub fn is_tcp(&self, pad: PadId) -> bool {
        self.0.get(&pad) == Some(&LinkKind::Tcp)
    }
}

/// Keeps [`Transports`] and tells [`TransportNews`]; wants [`Net`].
pub fn plugin(app: &mut App) {
    app.add_message::<TransportNews>()
        .init_resource::<Transports>()
        .add_systems(
            PreUpdate,
            look.in_set(NetSet::Heard).run_if(on_real_timer(EACH)),
        );
}

fn look(net: Res<Net>, mut seen: ResMut<Transports>, mut news: MessageWriter<TransportNews>) {
    let session = net.session();
    seen.0.retain(|pad, _| session.pad(*pad).is_some());
    // who has not spoken on its new link is not told of as joined or back yet
    for pad in session.pads().filter(|pad| pad.presence == Presence::Here) {
        // one without a link keeps what it had
        let Some(kind) = net.transport(pad.id) else {
            continue;
        };
        let before = seen.0.insert(pad.id, kind).unwrap_or(LinkKind::Udp);
        if before != kind && kind != LinkKind::Local {
            news.write(TransportNews {
                guest: Guest::of(&pad),
                kind,
            });
        }
    }
}
