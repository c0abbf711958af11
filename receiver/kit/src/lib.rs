//! Couchpad's kit as a Bevy plugin, for games that are not the receiver's: what the pads do arrives as the messages
//! [`PadEvent`] and the resource [`Players`]; [`Pads`] sends to them. Must not know any game.
//!
//! A frame never waits for the network: the host has a thread of its own. In `PreUpdate` its news are taken, in `Last` what the frame
//! sent leaves, all of it together.
//!
//! ```no_run
//! use bevy::prelude::*;
//! use couchpad_bevy::easy::{Event, ListenConfig};
//! use couchpad_bevy::{CouchpadPlugin, PadEvent};
//!
//! fn greet(mut events: MessageReader<PadEvent>) {
//!     for event in events.read() {
//!         if let Event::Connected { name, .. } = &event.0 {
//!             info!("{name} is here");
//!         }
//!     }
//! }
//!
//! fn main() -> Result {
//!     let couchpad = CouchpadPlugin::listen("4455", ListenConfig::default())?;
//!     App::new()
//!         .add_plugins((DefaultPlugins, couchpad))
//!         .add_systems(Update, greet)
//!         .run();
//!     Ok(())
//! }
//! ```

pub use couchpad_core::{easy, protocol};

use bevy::prelude::*;
use easy::{Event, Host, ListenConfig, ListenError, Player};
use std::sync::{Mutex, PoisonError};

/// A host that pads can join, in an app.
pub struct CouchpadPlugin {
    /// Until the plugin is built.
    host: Mutex<Option<Host>>,
}

impl CouchpadPlugin {
    /// Listens from now on: `url` and `config` are as for [`Host::listen`].
    ///
    /// # Errors
    /// See [`ListenError`]; each says what to do.
    pub fn listen(url: &str, config: ListenConfig) -> Result<Self, ListenError> {
        let host = Mutex::new(Some(Host::listen(url, config)?));
        Ok(Self { host })
    }
}

/// Something happened to a pad, or a message came: what [`Host::poll`] tells.
#[derive(Message, Clone, Debug, PartialEq, Deref)]
pub struct PadEvent(pub Event);

/// The host: join link and code to show, and everything that sends. Its `poll` and `players` belong to the plugin, which
/// hands on what they tell.
#[derive(Resource, Deref)]
pub struct Pads(Host);

/// Everybody who is here or expected back, in the order of joining, with what they did since the frame before.
#[derive(Resource, Default, Deref)]
pub struct Players(Vec<Player>);

/// When the plugin takes what has arrived, in `PreUpdate`.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Receive;

impl Plugin for CouchpadPlugin {
    fn build(&self, app: &mut App) {
        let mut host = self.host.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = host.take() {
            app.insert_resource(Pads(host))
                .init_resource::<Players>()
                .add_message::<PadEvent>()
                .add_systems(PreUpdate, receive.in_set(Receive))
                .add_systems(Last, flush);
        }
    }
}

fn receive(pads: Res<Pads>, mut players: ResMut<Players>, mut events: MessageWriter<PadEvent>) {
    events.write_batch(pads.poll().into_iter().map(PadEvent));
    players.0 = pads.players();
}

fn flush(pads: Res<Pads>) {
    pads.flush();
}

/// The page for authors: its examples are compiled with these tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/kit.md")]
struct Page;
