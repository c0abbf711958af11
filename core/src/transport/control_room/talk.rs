//! What the thread and the driver tell each other: news one way, orders the other. Must not know sockets.

use super::Room;
use crate::protocol::control::Refusal;
use crate::session::pairing::DoorEvent;
use crate::transport::control_conn::Said;
use crate::transport::control_host::{ConnId, News, Order};
use crate::transport::visitor::Visitor;
use crate::transport::wire::WireEnd;
use std::time::Instant;

/// Joins that wait for the driver, at most.
const WAITING: usize = 256;
/// News that wait for the driver, at most, before what strangers bring about is no news any more.
const NEWS: usize = 1_024;

impl Room {
    pub(super) fn tell_of_door(&mut self) {
        while let Some(event) = self.door.poll_event() {
            match event {
                DoorEvent::LockedOut { address } => self.tell(News::LockedOut(address)),
                DoorEvent::CodeRotated => self.show_code(),
            }
        }
    }

    fn show_code(&self) {
        *self.code.lock() = self.door.code();
        self.tell(News::CodeChanged);
    }

    pub(super) fn obey(&mut self, order: Order) {
        let now = Instant::now();
        let (id, outcome) = match order {
            Order::Admit(ConnId(id), body) => (id, self.with(id, |conn| conn.admit(&body, now))),
            Order::Tell(ConnId(id), body) => (id, self.with(id, |conn| conn.tell(&body))),
            Order::Refuse(ConnId(id), refusal) => {
                (id, self.with(id, |conn| conn.refuse(refusal, now)))
            }
            Order::Part(ConnId(id), body) => (id, self.with(id, |conn| conn.farewell(&body, now))),
            Order::Cut(ConnId(id)) => (id, Err(WireEnd::Gone)),
            Order::Serve(ConnId(id)) => (id, Ok(())),
            Order::RotateCode => {
                self.door.rotate_code();
                return self.show_code();
            }
            Order::SetSecret(secret) => return self.door.set_secret(secret),
            Order::Quit(_) => return,
        };
        match outcome {
            Ok(()) => self.serve(id),
            Err(end) => self.remove(id, end),
        }
    }

    /// Tells the driver what a pad said. Who cannot be served is told so.
    pub(super) fn report(&mut self, id: usize, said: Said) {
        if matches!(said, Said::Join(_)) {
            let is_busy = self.is_busy();
            let outcome = self.with(id, |conn| match is_busy {
                true => conn.refuse(Refusal::Busy, Instant::now()),
                false => {
                    conn.is_told_of();
                    Ok(())
                }
            });
            if let Err(end) = outcome {
                self.remove(id, end);
            }
            if is_busy {
                return;
            }
        }
        self.tell(News::Said(ConnId(id), said));
    }

    /// Whether the driver has more to answer than it gets to: it may stand still while strangers come and go.
    fn is_busy(&mut self) -> bool {
        let conns = self.visitors.values_mut().filter_map(Visitor::conn);
        self.news.len() >= NEWS || conns.filter(|conn| conn.is_waiting()).count() > WAITING
    }

    pub(super) fn tell(&self, news: News) {
        let is_by_stranger = matches!(news, News::LockedOut(_) | News::Said(_, Said::Refused(_)));
        if is_by_stranger && self.news.len() >= NEWS {
            return;
        }
        // the driver may be gone already, then nobody needs to know
        if self.news.send(news).is_ok() {
            self.wake.wake();
        }
    }
}
