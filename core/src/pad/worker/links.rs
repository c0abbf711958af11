//! The pad's links: over UDP, and over TCP where that does not get through. One of them is the session's; another may be
//! on trial beside it. Must not know what travels on them, nor when which is wanted.

use super::{LINK, Worker};
use crate::pad::fallback::Standing;
use crate::pad::link::{TcpLink, UdpLink};
use crate::pad::news::PadLoss;
use crate::pad::unreachable::Unreachable;
use crate::protocol::control::LinkFrame;
use crate::protocol::{LinkId, LinkKind, Place, Transport};
use crate::session::Time;
use crate::transport::netcode_pad::NetcodePad;
use mio::Interest;

/// Failed handshakes after which the control connection is made anew, too, where TCP is no way out.
const HANDSHAKES: u32 = 2;

impl Worker {
    fn is_live(&self) -> bool {
        self.session.phase().is_live()
    }

    fn is_playing(&self) -> bool {
        let is_seated = matches!(self.session.place(), Some(Place::Seated { .. }));
        is_seated && self.is_live()
    }

    pub(super) fn standing(&self) -> Standing {
        if self.tcp.as_ref().is_some_and(|link| link.up) {
            return Standing::Tcp;
        }
        match &self.udp {
            Some(link) if link.up => self.fallback.udp(link.netcode.heard(), self.is_playing()),
            _ => Standing::Nothing,
        }
    }

    /// What the session's link travels on.
    pub(super) fn kind(&self) -> Option<LinkKind> {
        match self.standing() {
            Standing::Nothing => None,
            Standing::Udp(_) => Some(LinkKind::Udp),
            Standing::Tcp => Some(LinkKind::Tcp),
        }
    }

    /// Gives up what does not work, and opens what is wanted.
    pub(super) fn mind_links(&mut self, now: Time) {
        self.end_udp(now);
        self.end_tcp(now);
        let rests = self.over || self.leaving.is_some() || !self.is_awake();
        if rests || !self.dial.is_admitted() {
            return;
        }
        if self.is_cut_off(now) {
            return;
        }
        self.call(now);
        self.ask_for_tcp(now);
        self.try_udp(now);
    }

    /// The host says on the control connection that play begins. If the link over UDP does not tell so soon, it is dead.
    pub(super) fn play_begins(&mut self, now: Time) {
        if let Some(link) = &self.udp {
            self.fallback.play_begins(now, link.netcode.heard());
        }
    }

    /// Before UDP is thought dead, the pad says something that is answered.
    fn call(&mut self, now: Time) {
        let standing = self.standing();
        if self.fallback.call_at(standing).is_some_and(|at| at <= now) {
            self.fallback.called(standing);
            self.session.probe(now);
        }
    }

    fn end_udp(&mut self, now: Time) {
        let live = self.is_live();
        let Some(loss) = self.udp.as_ref().and_then(|link| link.trouble(now, live)) else {
            return;
        };
        self.drop_udp(now);
        match loss {
            Some(loss) => {
                self.lost(now, loss);
                if loss != PadLoss::Silent {
                    self.dial.backoff().failed(now);
                }
            }
            None if self.standing() == Standing::Tcp => self.fallback.probe_failed(now),
            None => {
                self.handshakes += 1;
                self.dial.backoff().failed(now);
                // if anything was lost, it was not told while this link could take its place
                self.lost(now, PadLoss::LinkClosed);
            }
        }
    }

    /// When the link over TCP, or the wish for one, is given up.
    fn tcp_deadline(&self) -> Option<Time> {
        let from_udp = matches!(self.standing(), Standing::Udp(_));
        let link = self.tcp.as_ref()?;
        Some(link.deadline(self.is_playing(), from_udp))
    }

    fn end_tcp(&mut self, now: Time) {
        if self.tcp_deadline().is_none_or(|at| now <= at) {
            return;
        }
        let up = self.tcp.as_ref().is_some_and(|link| link.up);
        self.drop_tcp(now);
        match self.standing() {
            // so is the connection that it was on
            _ if up => {
                self.drop_links(now, PadLoss::Silent);
                self.dial.call_anew(now);
            }
            // on the link over UDP, though it is silent, the host may be heard again before the call is answered
            Standing::Udp(dead_at) if dead_at <= now => self.dial.call_anew(now),
            Standing::Udp(_) | Standing::Tcp => {}
            Standing::Nothing => {
                // not even the connection that stands says anything: that is no firewall
                self.unreachable(Unreachable::TimedOut);
                self.hang_up(now);
            }
        }
    }

    /// The receiver has let the pad in by a new connection. So packets get through; a link over UDP that has fallen silent is
    /// as good as dead, and makes room. That is no news, as another follows at once.
    pub(super) fn let_in(&mut self, now: Time) {
        if matches!(self.standing(), Standing::Udp(dead_at) if dead_at <= now) {
            self.drop_udp(now);
        }
        if self.standing() == Standing::Nothing {
            self.fallback.let_in(now);
        }
    }

    /// Where only UDP will do and it does not get through, everything begins anew.
    fn is_cut_off(&mut self, now: Time) -> bool {
        let is_cut_off = self.handshakes >= HANDSHAKES && self.fallback.wish() == Transport::Udp;
        if is_cut_off {
            self.handshakes = 0;
            self.hang_up(now);
            self.unreachable(Unreachable::NoDatagrams);
        }
        is_cut_off
    }

    fn hang_up(&mut self, now: Time) {
        self.dial.hang_up();
        self.dial.backoff().failed(now);
    }

    /// When TCP is to be asked for; `None`: not as things stand.
    fn ask_at(&self) -> Option<Time> {
        let is_free = self.tcp.is_none() && self.leaving.is_none() && self.dial.is_admitted();
        let standing = self.standing();
        let at = self.fallback.ask_at(standing).filter(|_| is_free)?;
        Some(match standing {
            Standing::Nothing => at.max(self.dial.retry_at()),
            Standing::Udp(_) | Standing::Tcp => at,
        })
    }

    fn ask_for_tcp(&mut self, now: Time) {
        if self.ask_at().is_none_or(|at| at > now) {
            return;
        }
        self.fallback.asked(now);
        if self.dial.open_link() {
            tracing::debug!("asks for a link over TCP");
            self.links += 1;
            self.tcp = Some(TcpLink {
                id: LinkId(self.links),
                heard: now,
                up: false,
                works: false,
            });
        } else {
            self.hang_up(now);
        }
    }

    /// The host has answered: from now on play goes over TCP, unless UDP has come back meanwhile.
    pub(super) fn tcp_opened(&mut self, now: Time) {
        let standing = self.standing();
        let Some(link) = &mut self.tcp else {
            return;
        };
        if matches!(standing, Standing::Udp(dead_at) if now < dead_at) {
            self.tcp = None;
            return self.dial.forget_link();
        }
        link.up = true;
        link.heard = now;
        let id = link.id;
        if standing != Standing::Nothing {
            // without a good-bye, which would mean that the player is gone
            self.udp = None;
        }
        tracing::debug!("play goes over TCP");
        self.session.link_up(now, id);
        self.fallback.on_tcp(now);
    }

    pub(super) fn take_frame(&mut self, now: Time, frame: &LinkFrame) {
        if let Some(link) = self.tcp.as_mut().filter(|link| link.up) {
            link.heard = now;
            link.works = true;
            self.session.receive(now, link.id, frame.lane, &frame.bytes);
        }
    }

    /// The host has ended the link over TCP.
    pub(super) fn tcp_closed(&mut self, now: Time) {
        let was_up = self.tcp.as_ref().is_some_and(|link| link.up);
        self.drop_tcp(now);
        // the one over UDP that is on trial may have taken its place at the host already
        if was_up && self.udp.is_none() {
            self.dial.backoff().failed(now);
            self.lost(now, PadLoss::LinkClosed);
        }
        if self.standing() == Standing::Nothing {
            self.fallback.wanted(now);
        }
    }

    fn try_udp(&mut self, now: Time) {
        let standing = self.standing();
        let due = self.fallback.try_udp_at(standing);
        if self.udp.is_some() || due.is_none_or(|at| at > now) || self.over {
            return;
        }
        let is_probe = standing == Standing::Tcp;
        let attempt = self.dial.backoff().may_try(now);
        let Some(attempt) = attempt.or(is_probe.then_some(0)) else {
            return;
        };
        let Some((host, token)) = self.dial.token(now) else {
            if is_probe {
                self.fallback.probe_later(now);
            }
            return;
        };
        if !is_probe {
            self.announce(attempt);
        }
        self.links += 1;
        let opened = NetcodePad::open(now, (self.from, host), &token).and_then(|mut netcode| {
            let registry = self.poll.registry();
            registry.register(netcode.socket(), LINK, Interest::READABLE)?;
            Ok(netcode)
        });
        match opened {
            Ok(netcode) => {
                self.udp = Some(UdpLink {
                    id: LinkId(self.links),
                    netcode,
                    opened: now,
                    up: false,
                });
            }
            Err(error) if is_probe => {
                tracing::debug!(%error, "UDP cannot be tried");
                self.fallback.probe_failed(now);
            }
            Err(error) => {
                tracing::debug!(%error, "no link");
                self.hang_up(now);
            }
        }
    }

    /// Hears the link over UDP. If it has just come up, it is the session's.
    pub(super) fn receive_udp(&mut self, now: Time) {
        self.more = false;
        let Some(link) = &mut self.udp else {
            return;
        };
        let (session, id) = (&mut self.session, link.id);
        let was_up = link.up;
        let mut up = was_up;
        self.more = link.netcode.receive(now, |lane, bytes| {
            if !std::mem::replace(&mut up, true) {
                session.link_up(now, id);
            }
            session.receive(now, id, lane, bytes);
        });
        if link.netcode.is_up() && !up {
            up = true;
            session.link_up(now, id);
        }
        link.up = up;
        if up && !was_up {
            // the host ends the one over TCP by itself: it has had another since this one came up there
            self.tcp = None;
            self.dial.forget_link();
            self.fallback.on_udp(now);
        }
    }

    /// Sends what the session has to say, and what the links themselves have to.
    pub(super) fn send(&mut self, now: Time) {
        let live = self.is_live();
        while let Some(transmit) = self.session.poll_transmit() {
            if let Some(link) = self.udp.as_mut().filter(|l| l.id == transmit.link) {
                link.netcode.push(transmit.lane, transmit.bytes);
            } else if self.tcp.as_ref().is_some_and(|l| l.id == transmit.link)
                && !self.dial.push(transmit.lane, transmit.bytes)
            {
                self.drop_links(now, PadLoss::Silent);
                self.hang_up(now);
            }
        }
        if let Some(link) = &mut self.udp {
            link.netcode.flush(now, live);
        }
        self.dial.flush();
    }

    fn drop_udp(&mut self, now: Time) {
        if let Some(link) = self.udp.take() {
            // without a good-bye, which would mean that the player is gone: the next link takes this one's place
            self.session.link_down(now, link.id);
        }
    }

    fn drop_tcp(&mut self, now: Time) {
        if let Some(link) = self.tcp.take() {
            self.session.link_down(now, link.id);
            self.dial.forget_link();
        }
    }

    /// There is no link any more.
    pub(super) fn drop_links(&mut self, now: Time, loss: PadLoss) {
        self.drop_udp(now);
        self.drop_tcp(now);
        self.lost(now, loss);
    }

    /// A fresh link, and a fresh connection: where the network has changed, neither works any more.
    pub(super) fn relink(&mut self, now: Time) {
        self.drop_links(now, PadLoss::Relinking);
        if self.leaving.is_none() {
            self.dial.call_anew(now);
        }
    }

    /// Whether the last word of a player who leaves has been heard.
    pub(super) fn is_settled(&mut self) -> bool {
        if self.tcp.is_some() {
            self.dial.finish();
        }
        let udp = self.udp.as_ref().filter(|link| link.up);
        self.tcp.is_none() && udp.is_none_or(|link| link.netcode.is_settled())
    }

    /// Whether something reliable has yet to be acknowledged on the link over UDP.
    pub(super) fn is_under_way(&self) -> bool {
        let udp = self.udp.as_ref().filter(|link| link.up);
        udp.is_some_and(|link| !link.netcode.is_settled())
    }

    /// The pad's program ends.
    pub(super) fn quit(&mut self) {
        if let Some(link) = &mut self.udp {
            link.netcode.quit();
        }
        if self.standing() == Standing::Tcp {
            self.dial.quit();
        }
    }

    /// When something is due with the links though nothing arrives.
    pub(super) fn links_wake(&self) -> impl Iterator<Item = Time> {
        let live = self.is_live();
        let of_udp = self.udp.as_ref().map(|link| link.netcode.next_wake(live));
        let of_tcp = self.tcp_deadline();
        let standing = self.standing();
        let is_free = self.udp.is_none() && self.leaving.is_none() && self.dial.is_admitted();
        let probe = self.fallback.try_udp_at(standing);
        let probe = probe.filter(|_| is_free && standing == Standing::Tcp);
        let call = self.fallback.call_at(standing);
        let call = call.filter(|_| self.leaving.is_none() && self.dial.is_admitted());
        let asks = [self.ask_at(), call, probe];
        asks.into_iter().chain([of_udp, of_tcp]).flatten()
    }

    /// Whether a link over UDP is wanted before anything else.
    pub(super) fn wants_udp(&self) -> bool {
        let wanted = self.fallback.try_udp_at(self.standing());
        self.udp.is_none() && wanted.is_some() && self.standing() == Standing::Nothing
    }
}
