//! Those who come: a few in each turn, and no more than there is room for. Must not know what they want.

use super::{ACCEPT_PAUSE, Room, count};
use crate::transport::bind::plain;
use crate::transport::visitor::Visitor;
use crate::transport::wire::WireEnd;
use mio::net::TcpStream;
use mio::{Interest, Token};
use socket2::{SockRef, TcpKeepalive};
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Connections of any kind, at most.
const CONNECTIONS: usize = 2_048;
/// Connections accepted in one turn: those that are there already have theirs in between.
const ACCEPTS: usize = 32;
/// After so much silence the system asks whether the peer's machine is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

impl Room {
    /// Accepts a few; the others have their turn after those who are here already.
    pub(super) fn accept(&mut self) {
        self.accept_at = Some(Instant::now());
        for _ in 0..ACCEPTS {
            match self.listener.accept() {
                Ok((stream, peer)) => self.take_in(stream, plain(peer)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.accept_at = None;
                    return;
                }
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted
                    ) => {}
                Err(error) => {
                    tracing::warn!(%error, "a control connection was not accepted");
                    self.accept_at = Some(Instant::now() + ACCEPT_PAUSE);
                    return;
                }
            }
        }
    }

    fn take_in(&mut self, mut stream: TcpStream, peer: SocketAddr) {
        let dice = getrandom::u32().unwrap_or_default();
        if let Some(id) = self.strangers.displaced_by(peer.ip(), dice) {
            self.remove(id, WireEnd::Abuse);
        }
        let id = self.next;
        let interest = Interest::READABLE | Interest::WRITABLE;
        let registered = self
            .poll
            .registry()
            .register(&mut stream, Token(id), interest);
        if self.visitors.len() >= CONNECTIONS || registered.is_err() {
            count(&self.counters.connections_cut);
            return;
        }
        self.next += 1;
        let keep_alive = TcpKeepalive::new().with_time(KEEP_ALIVE);
        if let Err(error) = SockRef::from(&stream).set_tcp_keepalive(&keep_alive) {
            tracing::debug!(%error, "a vanished phone will be noticed late");
        }
        tracing::debug!(%peer, "control connection");
        self.visitors
            .insert(id, Visitor::new(stream, peer.ip(), Instant::now()));
        self.strangers.insert(id, peer.ip());
        self.serve(id);
    }
}
