//! A pad's session: what its fingers do goes out, what the receiver tells is kept for showing.
//! Must not know touches, screens or sockets.

mod hands;
mod messages;
mod receive;
mod send;
mod shown;

use crate::events::PadEvent;
use crate::health::Health;
use crate::hostclock::HostClock;
use crate::messages::{LOSSY_PER_TICK, Newest};
use crate::stats::PadStats;
use crate::stream::{Incoming, Outgoing};
use crate::{Time, Transmit};
use couchpad_protocol::frame::Ping;
use couchpad_protocol::limits::AXES;
use couchpad_protocol::sync::Replica;
use couchpad_protocol::{LayoutRevision, LinkId, PadLayout, Phase, Place, Showing, Turn};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use send::Pace;
use std::collections::VecDeque;

/// How a pad session behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PadConfig {
    /// Bytes kept for replay; what finds the buffer full is dropped and counted.
    pub replay_bytes: usize,
    /// Shortest time between two states; see [`at_rate`](Self::at_rate).
    pub shortest_gap: Time,
}

impl Default for PadConfig {
    fn default() -> Self {
        Self {
            replay_bytes: 64 * 1024,
            shortest_gap: Time::from_micros(8_333),
        }
    }
}

impl PadConfig {
    /// The same at this many states a second, at most, while a finger moves: 20 to 240. 120 unless asked; more costs a
    /// phone's battery, and pays only where the screen is as quick.
    #[must_use]
    pub fn at_rate(self, states_per_second: u32) -> Self {
        let micros = 1_000_000 / u64::from(states_per_second.clamp(20, 240));
        Self {
            shortest_gap: Time::from_micros(micros),
            ..self
        }
    }
}

/// One pad. After any call, and at [`next_wake`](Self::next_wake) at the latest, call [`tick`](Self::tick) and drain
/// [`poll_transmit`](Self::poll_transmit) and [`poll_event`](Self::poll_event).
#[derive(Debug)]
pub struct PadSession {
    config: PadConfig,
    now: Time,
    link: Option<LinkId>,
    live: bool,
    heard: Time,
    out: Outgoing,
    incoming: Incoming,
    outbox: VecDeque<Transmit>,
    events: VecDeque<PadEvent>,
    stats: PadStats,
    // what the fingers do
    axes: [i16; AXES],
    held: u32,
    touching: bool,
    /// When the app went to the background, while it is there.
    away: Option<Time>,
    /// Commands from before this are of no interest any more.
    commands_from: Time,
    left: bool,
    /// Number of the state sent last.
    sequence: u16,
    pace: Pace,
    /// The ping that is answered with the next tick, when all that came with it has been taken.
    ping: Option<Ping>,
    // what the receiver told
    /// The layout that states and commands name; 0 while the present receiver has told none.
    revision: LayoutRevision,
    layout: Option<PadLayout>,
    place: Option<Place>,
    phase: Phase,
    name: String,
    score: Option<(i64, i64)>,
    turn: Turn,
    countdown: u8,
    /// What is to be shown as it came, by control, and the same as values.
    replica: Replica,
    showing: Showing,
    health: Health,
    /// Number of the last rumble on this link.
    rumble: Option<u16>,
    /// Number of the last glow on this link.
    glow: Option<u16>,
    // programs' messages
    /// Number of the last one sent.
    sent: u32,
    /// Those received that may get lost.
    newest: Newest,
    /// How many of those may go out before the next tick.
    lossy_left: u8,
    host_clock: HostClock,
}

impl PadSession {
    /// A session without a link. `seed` must be another one for each session ever made: it names the session's stream.
    #[must_use]
    pub fn new(config: PadConfig, seed: u64) -> Self {
        let id = Pcg64Mcg::seed_from_u64(seed).next_u64().max(1);
        Self {
            config,
            now: Time::ZERO,
            link: None,
            live: false,
            heard: Time::ZERO,
            out: Outgoing::new(id, config.replay_bytes),
            incoming: Incoming::default(),
            outbox: VecDeque::new(),
            events: VecDeque::new(),
            stats: PadStats::default(),
            axes: [0; AXES],
            held: 0,
            touching: false,
            away: None,
            commands_from: Time::ZERO,
            left: false,
            sequence: 0,
            pace: Pace::default(),
            ping: None,
            revision: LayoutRevision::default(),
            layout: None,
            place: None,
            phase: Phase::default(),
            name: String::new(),
            score: None,
            turn: Turn::Free,
            countdown: 0,
            replica: Replica::default(),
            showing: Showing::default(),
            health: Health::default(),
            rumble: None,
            glow: None,
            sent: 0,
            newest: Newest::default(),
            lossy_left: LOSSY_PER_TICK,
            host_clock: HostClock::default(),
        }
    }

    /// The next frame to send.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.outbox.pop_front()
    }

    /// The next event.
    pub fn poll_event(&mut self) -> Option<PadEvent> {
        self.events.pop_front()
    }

    /// The controls to show, once there are any.
    #[must_use]
    pub const fn layout(&self) -> Option<&PadLayout> {
        self.layout.as_ref()
    }

    /// The axes as they are reported, -32767 to 32767.
    #[must_use]
    pub const fn axes(&self) -> [i16; AXES] {
        self.axes
    }

    /// The buttons held, one bit each.
    #[must_use]
    pub const fn held(&self) -> u32 {
        self.held
    }

    /// Where the player is, once told.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        self.place
    }

    /// What the receiver does.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// The name under which the player is shown; empty before it was told.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The player's points and the team's, once told.
    #[must_use]
    pub const fn score(&self) -> Option<(i64, i64)> {
        self.score
    }

    /// Whether the game waits for this player.
    #[must_use]
    pub const fn turn(&self) -> Turn {
        self.turn
    }

    /// In how many whole seconds it goes on; 0: there is no countdown.
    #[must_use]
    pub const fn countdown(&self) -> u8 {
        self.countdown
    }

    /// What is shown beside the controls, by the control of the layout that shows it.
    #[must_use]
    pub const fn showing(&self) -> &Showing {
        &self.showing
    }

    /// How the link does, as the receiver measured it.
    #[must_use]
    pub const fn health(&self) -> Health {
        self.health
    }

    /// Whether the session works on a link: both sides have said where to go on.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.live
    }

    /// When the receiver was last heard on the present link, or when that opened.
    #[must_use]
    pub const fn heard(&self) -> Time {
        self.heard
    }

    /// What was dropped so far.
    #[must_use]
    pub const fn stats(&self) -> &PadStats {
        &self.stats
    }

    fn advance(&mut self, now: Time) {
        self.now = self.now.max(now);
    }
}
