//! How bytes travel between a host and its pads: UDP under netcode and renet, the control connection over TCP and the link
//! on it where UDP does not get through, and the link inside one process. Everything meets the sessions as `(LinkId, Lane, bytes)`.

mod bind;
mod by_id;
pub(crate) mod control_call;
mod control_conn;
mod control_host;
mod control_link;
pub(crate) mod control_pad;
mod control_room;
pub mod guard;
mod host;
#[cfg(test)]
mod hostile;
pub mod impair;
#[cfg(test)]
mod impaired;
mod io;
mod lanes;
mod local;
pub mod memory;
mod netcode_host;
pub(crate) mod netcode_pad;
mod pace;
mod page;
mod priority;
mod stats;
mod strangers;
pub(crate) mod tcp_lanes;
mod tcp_queues;
mod tickets;
mod visitor;
pub(crate) mod wire;

pub use bind::{Bind, BindError, BoundPort, Listening, PortOwner};
pub use host::{DoorNews, HostDriver, HostDriverConfig};
pub use local::LocalPad;
pub use stats::TransportStats;

use crate::protocol::Lane;
use parking_lot::Mutex;
use renet::{ChannelConfig, ConnectionConfig, SendType};
use std::sync::Arc;
use std::time::Duration;

/// renet's channel of the `Latest` lane.
pub const CHANNEL_LATEST: u8 = 0;
/// renet's channel of the `Ordered` lane.
pub const CHANNEL_ORDERED: u8 = 1;
/// Targets of the `log` crate on which renet and renetcode report every bad packet as an error. Programs turn them off,
/// since anyone can send bad packets; the transport counts what it drops.
pub const NOISY_LOG_TARGETS: [&str; 2] = ["renet", "renetcode"];

/// How long an unacknowledged `Ordered` packet waits before it is sent again.
const RESEND: Duration = Duration::from_millis(25);
/// Unacknowledged or not yet readable `Ordered` bytes that one end keeps for one link. More than [`lanes`] ever hands
/// over at once, since renet ends a link whose memory is full.
const ORDERED_MEMORY: usize = 96 * 1024;
/// Unsent or unread `Latest` bytes of one link: as many as [`lanes`] hands over at once.
const LATEST_MEMORY: usize = 32 * 1024;

/// Called from a transport thread when something is there to be collected. Must return at once.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where a [`Wake`] is put once somebody wants it.
#[derive(Clone, Default)]
struct WakeSlot(Arc<Mutex<Option<Wake>>>);

impl WakeSlot {
    fn set(&self, wake: Wake) {
        *self.0.lock() = Some(wake);
    }

    fn wake(&self) {
        // not under the lock: the callback is someone else's code
        let wake = self.0.lock().clone();
        if let Some(wake) = wake {
            wake();
        }
    }
}

/// The two lanes as renet channels, the same in both directions.
#[must_use]
pub fn connection_config() -> ConnectionConfig {
    let channels = || {
        let ordered = SendType::ReliableOrdered {
            resend_time: RESEND,
        };
        vec![
            ChannelConfig {
                channel_id: CHANNEL_LATEST,
                max_memory_usage_bytes: LATEST_MEMORY,
                send_type: SendType::Unreliable,
            },
            ChannelConfig {
                channel_id: CHANNEL_ORDERED,
                max_memory_usage_bytes: ORDERED_MEMORY,
                send_type: ordered,
            },
        ]
    };
    ConnectionConfig {
        server_channels_config: channels(),
        client_channels_config: channels(),
        ..ConnectionConfig::default()
    }
}

/// The renet channel of a lane.
#[must_use]
pub const fn channel(lane: Lane) -> u8 {
    match lane {
        Lane::Latest => CHANNEL_LATEST,
        Lane::Ordered => CHANNEL_ORDERED,
    }
}
