//! The thread itself: it empties the socket, guards and sorts, and goes on after a panic of its own. Must not know what
//! becomes of a datagram.

use super::batch::Filler;
use super::rate::Rate;
use super::{Bytes, Datagram, Standings};
use crate::protocol::limits::DATAGRAM_BYTES;
use crate::transport::WakeSlot;
use crate::transport::bind::plain;
use crate::transport::guard;
use crate::transport::netcode_host::is_request;
use crate::transport::stats::Counters;
use crate::transport::tickets::Tickets;
use crossbeam_channel::{Sender, TrySendError};
use mio::net::UdpSocket;
use mio::{Events, Poll};
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Datagrams received between two looks at the stop flag.
const BURST: usize = 256;
/// How long those of a crowd are left to gather. No stamp is later than that.
const GATHER: Duration = Duration::from_millis(1);
/// Pause before the thread goes on after it panicked.
const RESTART: Duration = Duration::from_millis(50);
/// Pause before a socket that gives nothing but faults is asked again.
const FAULT_PAUSE: Duration = Duration::from_millis(5);

/// What the thread works with; also what survives a restart of it.
pub(super) struct Inside {
    pub(super) socket: Arc<UdpSocket>,
    pub(super) standings: Standings,
    pub(super) tickets: Arc<Tickets>,
    pub(super) known: Filler,
    pub(super) strangers: Sender<Datagram>,
    pub(super) counters: Arc<Counters>,
    pub(super) wake: WakeSlot,
    pub(super) stop: Arc<AtomicBool>,
}

/// Runs `work` until it returns; after a panic of its own it is started again. The guard keeps hostile bytes from ever
/// causing one, so this is for mistakes that nobody has made yet.
pub(super) fn keep_going(counters: &Counters, mut work: impl FnMut()) {
    while catch_unwind(AssertUnwindSafe(&mut work)).is_err() {
        counters.restarts.fetch_add(1, Ordering::Relaxed);
        tracing::error!(
            "the receiving thread panicked and goes on; please report what stands above"
        );
        thread::sleep(RESTART);
    }
}

impl Inside {
    pub(super) fn run(&self, poll: &mut Poll) {
        let mut events = Events::with_capacity(8);
        let mut buffer = [0; DATAGRAM_BYTES + 1];
        let mut burst = VecDeque::with_capacity(BURST);
        let mut rate = Rate::new(Instant::now());
        while !self.stop.load(Ordering::Acquire) {
            // drained before the first wait too: after a restart nothing announces what came before it
            let (count, more) = self.receive_burst(&mut buffer, &mut burst);
            rate.add(count, Instant::now());
            if more {
                if count == 0 {
                    // the system has taken the socket away, perhaps for good: no reason to take a core, too
                    thread::sleep(FAULT_PAUSE);
                }
                continue;
            }
            // where nothing came while it gathered, the crowd pauses
            if rate.is_of_crowd && count > 0 {
                thread::sleep(GATHER);
                continue;
            }
            if let Err(error) = poll.poll(&mut events, None)
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::warn!(%error, "waiting for datagrams failed");
                thread::sleep(RESTART);
            }
        }
    }

    /// Receives until the socket is dry (false) or a burst is through (true), and how many.
    fn receive_burst(&self, buffer: &mut [u8], burst: &mut VecDeque<Datagram>) -> (u32, bool) {
        let mut arrived = false;
        let mut more = true;
        let mut count = 0;
        for _ in 0..BURST {
            match self.socket.recv_from(buffer) {
                Ok((len, from)) => {
                    count += 1;
                    arrived |= self.sort(plain(from), buffer.get(..len).unwrap_or_default(), burst);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    more = false;
                    break;
                }
                // some systems report here that an earlier datagram met a closed port
                Err(error) => tracing::trace!(%error, "receiving failed"),
            }
        }
        if count > 0 {
            let count = u64::from(count);
            self.counters.received.fetch_add(count, Ordering::Relaxed);
        }
        let lost = u64::try_from(self.known.append(burst)).unwrap_or(u64::MAX);
        if lost > 0 {
            self.counters.known_lost.fetch_add(lost, Ordering::Relaxed);
        }
        if arrived {
            self.wake.wake();
        }
        (count, more)
    }

    /// Guards one datagram and puts it in its queue, that of known addresses by way of the burst. True if it is there now.
    fn sort(&self, from: SocketAddr, bytes: &[u8], burst: &mut VecDeque<Datagram>) -> bool {
        let at = Instant::now();
        let standing = self
            .standings
            .read()
            .get(&from)
            .copied()
            .unwrap_or_default();
        // requests are the dear ones, whoever makes them
        let is_request = is_request(bytes);
        let is_fine =
            guard::from_pad(bytes, standing) && (!is_request || self.tickets.show(bytes, from));
        if !is_fine {
            self.counters.guarded.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        let datagram = Datagram {
            from,
            at,
            bytes: Bytes::from_slice(bytes),
        };
        if !is_request {
            burst.push_back(datagram);
            return true;
        }
        match self.strangers.try_send(datagram) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                self.counters.strangers_lost.fetch_add(1, Ordering::Relaxed);
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_survived() {
        let counters = Counters::default();
        let mut left = 3;
        keep_going(&counters, || {
            left -= 1;
            assert!(left == 0, "meant for this test");
        });
        assert_eq!(counters.restarts.load(Ordering::Relaxed), 2);
    }
}
