//! What the transport carried and dropped, and why. Must not know what was in it.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counters that every transport thread adds to.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) received: AtomicU64,
    pub(crate) sent: AtomicU64,
    pub(crate) guarded: AtomicU64,
    pub(crate) payloads_guarded: AtomicU64,
    pub(crate) known_lost: AtomicU64,
    pub(crate) strangers_lost: AtomicU64,
    pub(crate) connections_cut: AtomicU64,
    pub(crate) restarts: AtomicU64,
}

/// What a host's transport carried and dropped since it was bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransportStats {
    /// Datagrams that arrived at the socket, whoever sent them.
    pub received: u64,
    /// Datagrams that the system took.
    pub sent: u64,
    /// Datagrams that were not netcode's, or not from someone who may say such a thing.
    pub guarded: u64,
    /// Decrypted payloads that were not renet's.
    pub payloads_guarded: u64,
    /// Datagrams of joining and connected pads for which the queue was full.
    pub known_lost: u64,
    /// Datagrams of strangers for which their queue was full.
    pub strangers_lost: u64,
    /// Control connections that were cut: too slow, too many, or not understood.
    pub connections_cut: u64,
    /// Times that a transport thread was started again after a panic: 0, or there is a bug to report.
    pub restarts: u64,
}

impl Counters {
    pub(crate) fn read(&self) -> TransportStats {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        TransportStats {
            received: get(&self.received),
            sent: get(&self.sent),
            guarded: get(&self.guarded),
            payloads_guarded: get(&self.payloads_guarded),
            known_lost: get(&self.known_lost),
            strangers_lost: get(&self.strangers_lost),
            connections_cut: get(&self.connections_cut),
            restarts: get(&self.restarts),
        }
    }
}
