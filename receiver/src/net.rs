//! Bevy's renet server on our own transport, and the host session behind it. Every frame: what arrived is fed to the
//! session, what the session wants sent goes out. Turns the session's events into messages for the rest of the app.
//! Must not know games or screens.

use bevy::prelude::*;
use bevy_renet::{RenetReceive, RenetSend, RenetServer, RenetServerPlugin};
use couchpad_core::identity::HostIdentity;
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::{JoinLink, LinkKind, PadId};
use couchpad_core::session::{HostEvent, HostSession};
use couchpad_core::transport::{DoorNews, HostDriver, connection_config};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// How long the end of the receiver waits for its good-bye to be heard. The session closes links after half a second.
const GOOD_BYE: Duration = Duration::from_millis(700);
/// How often the network is served meanwhile.
const TURN: Duration = Duration::from_millis(10);

/// When the network is served in a frame, and what may rely on it.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NetSet {
    /// `PreUpdate`: players at the keyboard speak to their pad sessions.
    Local,
    /// `PreUpdate`: everything that arrived is in the session; its events are messages.
    Receive,
    /// `PreUpdate`: whoever acts on arrivals before the game steps.
    Heard,
    /// `PostUpdate`: whoever still has something to tell the pads in this frame.
    Tell,
    /// `PostUpdate`: everything that the session wants sent is sent.
    Send,
}

/// The network side of the receiver.
#[derive(Resource)]
pub struct Net {
    driver: HostDriver,
}

/// Something happened to a pad.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub struct PadNews(pub HostEvent);

/// Something happened to what lets people in.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door(pub DoorNews);

/// A pad was not admitted.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub struct PadRejected {
    /// The name that it gave; clean.
    pub name: String,
    /// Why.
    pub reason: Refusal,
}

/// So many more pads were not admitted, and are not told one by one: whoever is on the network can try all day.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoreRejected(pub u64);

impl Net {
    /// Serves this socket.
    #[must_use]
    pub fn new(driver: HostDriver) -> Self {
        Self { driver }
    }

    /// The host session.
    #[must_use]
    pub fn session(&self) -> &HostSession {
        self.driver.session()
    }

    /// The host session, to be told something.
    pub fn session_mut(&mut self) -> &mut HostSession {
        self.driver.session_mut()
    }

    /// The transport, for local links.
    pub fn driver_mut(&mut self) -> &mut HostDriver {
        &mut self.driver
    }

    /// What a pad's link travels on; `None` while it has none.
    #[must_use]
    pub fn transport(&self, pad: PadId) -> Option<LinkKind> {
        self.driver.transport(pad)
    }

    /// Where it listens for control connections; the same port.
    #[must_use]
    pub fn tcp(&self) -> SocketAddr {
        self.driver.listening().tcp
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.driver.listening().udp
    }

    /// Where pads join.
    #[must_use]
    pub fn join_link(&self) -> JoinLink {
        self.driver.join_link()
    }

    /// The room code.
    #[must_use]
    pub fn code(&self) -> String {
        self.driver.code().reveal()
    }

    /// Who this receiver is and whom it trusts.
    #[must_use]
    pub fn identity(&self) -> &HostIdentity {
        self.driver.identity()
    }

    /// What controllers call this receiver.
    #[must_use]
    pub fn name(&self) -> &str {
        self.driver.name()
    }

    /// Tells all pads that the receiver ends, and serves the network until they have heard it, or for `GOOD_BYE`.
    pub fn close(&mut self, now: Duration, renet: &mut RenetServer) {
        let began = Instant::now();
        self.driver.session_mut().close(now);
        self.driver.flush(now, renet);
        while self.has_links() && began.elapsed() < GOOD_BYE {
            std::thread::sleep(TURN);
            let now = now + began.elapsed();
            renet.update(TURN);
            self.driver.update(now, renet);
            self.driver.flush(now, renet);
        }
    }

    fn has_links(&self) -> bool {
        let session = self.driver.session();
        session
            .pads()
            .any(|pad| !pad.local && session.link_of(pad.id).is_some())
    }
}

/// Serves the network; wants [`Net`].
pub fn plugin(app: &mut App) {
    app.add_plugins(RenetServerPlugin)
        .insert_resource(RenetServer::new(connection_config()))
        .add_message::<PadNews>()
        .add_message::<PadRejected>()
        .add_message::<MoreRejected>()
        .add_message::<Door>()
        .configure_sets(
            PreUpdate,
            (NetSet::Local, NetSet::Receive, NetSet::Heard).chain(),
        )
        .configure_sets(PostUpdate, (NetSet::Tell, NetSet::Send).chain())
        .add_systems(
            PreUpdate,
            receive
                .in_set(NetSet::Receive)
                .in_set(RenetReceive)
                .after(RenetServerPlugin::update_system)
                .before(RenetServerPlugin::emit_server_events_system),
        )
        .add_systems(PostUpdate, send.in_set(NetSet::Send).in_set(RenetSend))
        // after whoever closes the last window, so that its end is seen in the same frame
        .add_systems(Last, close_at_exit.after(bevy::window::exit_on_all_closed));
}

fn receive(
    time: Res<Time<Real>>,
    mut net: ResMut<Net>,
    mut renet: ResMut<RenetServer>,
    mut news: MessageWriter<PadNews>,
    mut rejected: MessageWriter<PadRejected>,
    mut more: MessageWriter<MoreRejected>,
    mut door: MessageWriter<Door>,
) {
    let driver = &mut net.driver;
    driver.update(time.elapsed(), &mut renet);
    while let Some(event) = driver.session_mut().poll_event() {
        news.write(PadNews(event));
    }
    door.write_batch(driver.take_door_news().into_iter().map(Door));
    let refused = driver.take_refused().into_iter();
    rejected.write_batch(refused.map(|(name, reason)| PadRejected { name, reason }));
    more.write_batch(driver.take_untold_refusals().map(MoreRejected));
}

fn send(time: Res<Time<Real>>, mut net: ResMut<Net>, mut renet: ResMut<RenetServer>) {
    net.driver.flush(time.elapsed(), &mut renet);
}

fn close_at_exit(
    exits: MessageReader<AppExit>,
    time: Res<Time<Real>>,
    mut net: ResMut<Net>,
    mut renet: ResMut<RenetServer>,
) {
    if !exits.is_empty() {
        net.close(time.elapsed(), &mut renet);
    }
}
