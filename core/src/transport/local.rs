//! Pads in the receiver's own process, such as keyboard players: the pad session over a link of two queues. Everything
//! above the link is what a phone runs. Must not know keys, sockets or renet.

use crate::protocol::{Lane, LinkId, PadId};
use crate::session::{PadSession, Time};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;

/// Frames that wait for one side, at most. A side that stops pumping loses its link.
const FRAMES: usize = 1_024;

/// The link's two queues.
#[derive(Debug, Default)]
struct Queues {
    to_host: VecDeque<(Lane, Vec<u8>)>,
    to_pad: VecDeque<(Lane, Vec<u8>)>,
    closed: bool,
}

/// One end's hold on the link.
#[derive(Clone, Debug, Default)]
pub(crate) struct LocalLink(Arc<Mutex<Queues>>);

impl LocalLink {
    /// Frames from the pad since the last call.
    pub(crate) fn take_from_pad(&self) -> VecDeque<(Lane, Vec<u8>)> {
        std::mem::take(&mut self.0.lock().to_host)
    }

    fn take_from_host(&self) -> VecDeque<(Lane, Vec<u8>)> {
        std::mem::take(&mut self.0.lock().to_pad)
    }

    /// A frame for the pad.
    pub(crate) fn send_to_pad(&self, lane: Lane, bytes: Vec<u8>) {
        let queues = &mut *self.0.lock();
        put(&mut queues.to_pad, &mut queues.closed, lane, bytes);
    }

    fn send_to_host(&self, lane: Lane, bytes: Vec<u8>) {
        let queues = &mut *self.0.lock();
        put(&mut queues.to_host, &mut queues.closed, lane, bytes);
    }

    /// Ends the link, for both sides.
    pub(crate) fn close(&self) {
        self.0.lock().closed = true;
    }

    /// Whether either side ended it.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.lock().closed
    }
}

fn put(queue: &mut VecDeque<(Lane, Vec<u8>)>, closed: &mut bool, lane: Lane, bytes: Vec<u8>) {
    match lane {
        _ if *closed => {}
        Lane::Latest if queue.len() >= FRAMES => {}
        Lane::Ordered if queue.len() >= 2 * FRAMES => *closed = true,
        Lane::Latest | Lane::Ordered => queue.push_back((lane, bytes)),
    }
}

/// A pad in this process. Dropping it frees its seat.
pub struct LocalPad {
    pad: PadId,
    link: LinkId,
    session: PadSession,
    queues: LocalLink,
    now: Time,
}

impl LocalPad {
    pub(crate) fn new(
        now: Time,
        pad: PadId,
        link: LinkId,
        mut session: PadSession,
        queues: LocalLink,
    ) -> Self {
        session.link_up(now, link);
        let mut local = Self {
            pad,
            link,
            session,
            queues,
            now,
        };
        local.send();
        local
    }

    /// The pad as the host knows it.
    #[must_use]
    pub const fn pad(&self) -> PadId {
        self.pad
    }

    /// What the pad knows and shows.
    #[must_use]
    pub const fn session(&self) -> &PadSession {
        &self.session
    }

    /// What the pad's player does. Followed by [`pump`](Self::pump) before the host's next update, so that it is seen
    /// in the same frame.
    pub const fn session_mut(&mut self) -> &mut PadSession {
        &mut self.session
    }

    /// Takes what the host sent, lets time pass, and hands the host what the pad has to say. Once or twice a frame.
    pub fn pump(&mut self, now: Time) {
        self.now = now;
        for (lane, bytes) in self.queues.take_from_host() {
            self.session.receive(now, self.link, lane, &bytes);
        }
        self.session.tick(now);
        self.send();
    }

    /// Whether the host ended it: the player was sent away, or the receiver closes.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.queues.is_closed()
    }

    fn send(&mut self) {
        while let Some(transmit) = self.session.poll_transmit() {
            self.queues.send_to_host(transmit.lane, transmit.bytes);
        }
    }
}

impl Drop for LocalPad {
    fn drop(&mut self) {
        self.session.leave(self.now);
        self.send();
        self.queues.close();
    }
}
