//! The host's session: every pad, its seat, its link and its stream. Takes bytes and time, gives bytes and events.
//! Must not know sockets, games or screens.

mod admission;
mod cues;
mod entry;
mod messages;
mod receive;
mod saved;
mod seats;
mod shown;
mod tell;
mod tick;
mod view;

pub use admission::{Admission, Newcomer, UnknownSecret};
pub(crate) use entry::put_parts;
pub use messages::Room;
pub use saved::{SAVED_BYTES, SavedFault, SavedPad, SavedSession};
pub use tell::Audience;
pub use view::PadView;

use crate::events::{HostEvent, HostEventKind};
use crate::seating::{SeatSlot, Seating};
use crate::stats::HostStats;
use crate::{Time, Transmit};
use couchpad_protocol::control::ResumeSecret;
use couchpad_protocol::{LinkId, PadId, Phase, PublicKey, SeatInput, Turn};
use entry::Entry;
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use shown::Shelf;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tell::{Layouts, Score};

/// How a host session behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostConfig {
    /// Seats at the start; see [`HostSession::set_seats`].
    pub seats: u16,
    /// Most pads at once, lost ones included.
    pub cap: usize,
    /// How long a lost pad keeps its seat.
    pub hold: Time,
    /// Bytes kept per pad for replay; beyond, its stream is given up and told anew at the next resume.
    pub replay_bytes: usize,
    /// Whether pads may send each other messages by way of the host.
    pub relay: bool,
}

impl Default for HostConfig {
    fn default() -> Self {
        Self {
            seats: 8,
            cap: 1_000,
            hold: Time::from_secs(120),
            replay_bytes: 256 * 1024,
            relay: false,
        }
    }
}

/// Every pad of a receiver: who is there, who sits where, what they do.
///
/// After [`receive`](Self::receive), [`tick`](Self::tick) or any setter, drain [`poll_transmit`](Self::poll_transmit),
/// then [`poll_close`](Self::poll_close), and [`poll_event`](Self::poll_event).
#[derive(Debug)]
pub struct HostSession {
    config: HostConfig,
    rng: Pcg64Mcg,
    now: Time,
    closing: bool,
    /// Newcomers are refused.
    locked: bool,
    next_pad: u32,
    pads: BTreeMap<PadId, Entry>,
    links: BTreeMap<LinkId, PadId>,
    secrets: BTreeMap<ResumeSecret, PadId>,
    devices: BTreeMap<PublicKey, PadId>,
    /// Links that no pad has any more, and when they are to be closed: the last words on them need a moment.
    lingering: BTreeMap<LinkId, Time>,
    seating: Seating,
    inputs: Vec<SeatInput>,
    scores: Vec<Score>,
    turns: Vec<Turn>,
    shelves: Vec<Shelf>,
    /// Seconds until it goes on; 0: no countdown.
    countdown: u8,
    layouts: Layouts,
    phase: Phase,
    outbox: VecDeque<Transmit>,
    closes: VecDeque<LinkId>,
    /// Pads that have come into play and were not asked for yet.
    called_to_play: BTreeSet<PadId>,
    events: VecDeque<HostEvent>,
    stats: HostStats,
}

impl HostSession {
    /// A session without pads. `seed` must differ from run to run: it names this run's streams.
    #[must_use]
    pub fn new(config: HostConfig, seed: u64) -> Self {
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let layouts = Layouts::new(rng.next_u32() as u16);
        Self {
            config,
            rng,
            now: Time::ZERO,
            closing: false,
            locked: false,
            next_pad: 0,
            pads: BTreeMap::new(),
            links: BTreeMap::new(),
            secrets: BTreeMap::new(),
            devices: BTreeMap::new(),
            lingering: BTreeMap::new(),
            seating: Seating::new(config.seats),
            inputs: vec![SeatInput::default(); usize::from(config.seats)],
            scores: vec![Score::default(); usize::from(config.seats)],
            turns: vec![Turn::Free; usize::from(config.seats)],
            shelves: vec![Shelf::default(); usize::from(config.seats)],
            countdown: 0,
            layouts,
            phase: Phase::default(),
            outbox: VecDeque::new(),
            closes: VecDeque::new(),
            called_to_play: BTreeSet::new(),
            events: VecDeque::new(),
            stats: HostStats::default(),
        }
    }

    /// The next frame to send. A replay may give a few hundred KiB for one link at once: what the transport's channel
    /// cannot take yet, the transport keeps in order.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.outbox.pop_front()
    }

    /// The next link to close, once everything from [`poll_transmit`](Self::poll_transmit) is on its way.
    pub fn poll_close(&mut self) -> Option<LinkId> {
        self.closes.pop_front()
    }

    /// The next pad that has come into play with a seat: by the phase, or by the seat. Tell it by another way than its
    /// link, which may have died unnoticed while silence did not matter.
    pub fn poll_called_to_play(&mut self) -> Option<PadId> {
        self.called_to_play.pop_first()
    }

    /// The next event.
    pub fn poll_event(&mut self) -> Option<HostEvent> {
        self.events.pop_front()
    }

    /// The seats, by index.
    #[must_use]
    pub fn seats(&self) -> &[SeatSlot] {
        self.seating.slots()
    }

    /// What each seat does, by index.
    #[must_use]
    pub fn inputs(&self) -> &[SeatInput] {
        &self.inputs
    }

    /// Forgets the edges, once a step has seen them.
    pub fn clear_edges(&mut self) {
        self.inputs.iter_mut().for_each(SeatInput::clear_edges);
    }

    /// What was dropped so far.
    #[must_use]
    pub const fn stats(&self) -> &HostStats {
        &self.stats
    }

    /// What the receiver does.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// Whose link this is.
    #[must_use]
    pub fn pad_of(&self, link: LinkId) -> Option<PadId> {
        self.links.get(&link).copied()
    }

    /// A pad's link, if it has one.
    #[must_use]
    pub fn link_of(&self, pad: PadId) -> Option<LinkId> {
        self.pads.get(&pad)?.link
    }

    fn advance(&mut self, now: Time) {
        self.now = self.now.max(now);
    }

    fn stream_id(&mut self) -> u64 {
        self.rng.next_u64().max(1)
    }

    fn emit(&mut self, pad: PadId, kind: HostEventKind) {
        let Some(entry) = self.pads.get(&pad) else {
            return;
        };
        tracing::trace!(%pad, ?kind, "session event");
        self.events.push_back(HostEvent {
            pad,
            name: entry.name.clone(),
            seat: entry.seat,
            kind,
        });
    }
}
