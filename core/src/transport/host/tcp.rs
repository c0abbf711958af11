//! The driver's links over TCP: from a connection's queue to the session and back, and their ends. Must not know frames'
//! meaning, nor how they are sealed.

use super::{HostDriver, random};
use crate::protocol::control::ControlToPad;
use crate::protocol::{Lane, LinkId, LinkKind, PadId};
use crate::session::{HostSession, LinkDown, Time};
use crate::transport::control_host::ConnId;
use crate::transport::tcp_queues::TcpQueues;
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// One link.
struct TcpLink {
    conn: ConnId,
    queues: TcpQueues,
}

/// See the module.
#[derive(Default)]
pub(super) struct TcpLinks {
    links: HashMap<LinkId, TcpLink>,
    of: HashMap<ConnId, LinkId>,
    /// Connections that the control thread is to look after.
    waiting: Vec<ConnId>,
}

impl TcpLinks {
    pub(super) fn has(&self, link: LinkId) -> bool {
        self.links.contains_key(&link)
    }

    pub(super) fn count(&self) -> usize {
        self.links.len()
    }

    fn remove(&mut self, id: LinkId) -> Option<TcpLink> {
        let link = self.links.remove(&id)?;
        if self.of.get(&link.conn) == Some(&id) {
            self.of.remove(&link.conn);
        }
        Some(link)
    }

    /// Sends a frame. False: the pad reads nothing, and its connection is to be cut.
    fn send(&mut self, id: LinkId, lane: Lane, bytes: Vec<u8>) -> Result<(), ConnId> {
        let Some(link) = self.links.get(&id) else {
            return Ok(());
        };
        if link.queues.send(lane, bytes).map_err(|_| link.conn)? {
            self.waiting.push(link.conn);
        }
        Ok(())
    }
}

impl TcpLink {
    /// Hands the session what has arrived. True: the connection is left unread until somebody asks for it.
    fn deliver(&self, (instant, now): (Instant, Time), id: LinkId, to: &mut HostSession) -> bool {
        let (arrived, is_held_up) = self.queues.take();
        for one in arrived {
            let age = instant.saturating_duration_since(one.at);
            let at = now.saturating_sub(age);
            to.receive(now, at, id, one.frame.lane, &one.frame.bytes);
        }
        is_held_up
    }
}

impl HostDriver {
    /// A pad's link travels on its control connection from now on.
    pub(super) fn tcp_up(&mut self, clock: (Instant, Time), conn: ConnId, queues: TcpQueues) {
        self.end_tcp_of(clock, conn);
        let secret = self.admitted.get(&conn).map(|admitted| admitted.secret);
        let up = secret.zip(self.fresh_link()).and_then(|(secret, id)| {
            let pad = self.session.link_up(clock.1, id, &secret).ok()?;
            tracing::debug!(%pad, "link up over TCP");
            Some(id)
        });
        match up {
            Some(id) => {
                self.tcp.links.insert(id, TcpLink { conn, queues });
                self.tcp.of.insert(conn, id);
            }
            None => {
                queues.close();
                self.tcp.waiting.push(conn);
            }
        }
    }

    /// A number that no link has. netcode draws those of its own as randomly.
    fn fresh_link(&self) -> Option<LinkId> {
        let id = LinkId(u64::from_le_bytes(random()?));
        let is_taken = self.links.contains_key(&id.0)
            || self.locals.contains_key(&id)
            || self.tcp.has(id)
            || self.session.pad_of(id).is_some();
        (!is_taken).then_some(id)
    }

    /// The link on this connection, if any, is another one's or none's now. What came before that still counts.
    fn end_tcp_of(&mut self, clock: (Instant, Time), conn: ConnId) -> Option<LinkId> {
        let id = self.tcp.of.get(&conn).copied()?;
        let link = self.tcp.remove(id)?;
        link.deliver(clock, id, &mut self.session);
        Some(id)
    }

    /// A control connection is over, and the link on it.
    pub(super) fn tcp_gone(&mut self, clock: (Instant, Time), conn: ConnId) {
        let quit = self.tcp.of.get(&conn).and_then(|id| {
            let link = self.tcp.links.get(id)?;
            Some(link.queues.has_quit())
        });
        if let Some(id) = self.end_tcp_of(clock, conn) {
            let cause = match quit {
                Some(true) => LinkDown::Quit,
                _ => LinkDown::Reset,
            };
            self.session.link_down(clock.1, id, cause);
        }
    }

    /// Hands the session what has arrived on all of them.
    pub(super) fn take_from_tcp(&mut self, clock: (Instant, Time)) {
        let (tcp, session) = (&mut self.tcp, &mut self.session);
        let mut ended = Vec::new();
        for (id, link) in &tcp.links {
            // asked first: what was sent before the end still counts
            let has_quit = link.queues.has_quit();
            if link.deliver(clock, *id, session) {
                tcp.waiting.push(link.conn);
            }
            if has_quit {
                ended.push(*id);
            }
        }
        for id in ended {
            tcp.remove(id);
            session.link_down(clock.1, id, LinkDown::Quit);
        }
    }

    /// Puts a frame where the control thread finds it.
    pub(super) fn send_tcp(&mut self, id: LinkId, lane: Lane, bytes: Vec<u8>) {
        if let Err(conn) = self.tcp.send(id, lane, bytes) {
            tracing::debug!("a controller that reads nothing is cut off");
            self.counters
                .connections_cut
                .fetch_add(1, Ordering::Relaxed);
            // its end is told as any other's, and comes by the control connection
            self.tcp.remove(id);
            self.control.cut(conn);
            self.session.link_down(self.now, id, LinkDown::Reset);
        }
    }

    /// Ends a link that the session is done with, and tells its pad.
    pub(super) fn close_tcp(&mut self, id: LinkId) {
        if let Some(link) = self.tcp.remove(id) {
            link.queues.close();
            self.tcp.waiting.push(link.conn);
        }
    }

    /// Tells the control thread what there is to do.
    pub(super) fn flush_tcp(&mut self) {
        if !self.tcp.waiting.is_empty() {
            self.control.serve(self.tcp.waiting.drain(..));
        }
    }

    /// Tells pads on their control connections that they are in play: a link over UDP that died while nobody played would
    /// not, and nobody would notice for long.
    pub(super) fn call_to_play(&mut self) {
        while let Some(pad) = self.session.poll_called_to_play() {
            if let Some(conn) = self.conn_of.get(&pad)
                && self.transport(pad) != Some(LinkKind::Tcp)
            {
                self.control.tell(*conn, &ControlToPad::PlayBegins);
            }
        }
    }

    /// What a pad's link travels on; `None` while it has none.
    #[must_use]
    pub fn transport(&self, pad: PadId) -> Option<LinkKind> {
        let link = self.session.link_of(pad)?;
        Some(if self.tcp.has(link) {
            LinkKind::Tcp
        } else if self.locals.contains_key(&link) {
            LinkKind::Local
        } else {
            LinkKind::Udp
        })
    }
}
