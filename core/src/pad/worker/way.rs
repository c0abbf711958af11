//! The pad's way to the receiver: the control connection, the link, and what is told of their coming and going. Must not
//! know what travels on them.

use super::{CONTROL, LINK, Worker};
use crate::pad::dial::DialNews;
use crate::pad::link::Link;
use crate::pad::shared::{PadEnd, PadLoss, PadUpdate};
use crate::pad::unreachable::Unreachable;
use crate::protocol::{Closing, LinkId, PublicKey};
use crate::session::Time;
use crate::transport::netcode_pad::NetcodePad;
use mio::Interest;
use mio::net::TcpStream;

/// Failed handshakes after which the control connection is made anew, too.
const HANDSHAKES: u32 = 2;

impl Worker {
    /// Hears the control connection, and makes it where there is none.
    pub(super) fn listen(&mut self, now: Time) {
        self.hear(now);
        if self.over || self.leaving.is_some() || self.dial.is_busy() {
            return;
        }
        if let Some(attempt) = self.dial.backoff().may_try(now) {
            self.announce(attempt);
            self.dial.begin(now);
            self.hear(now);
        }
    }

    fn hear(&mut self, now: Time) {
        let registry = self.poll.registry();
        let interest = Interest::READABLE | Interest::WRITABLE;
        let register = |stream: &mut TcpStream| registry.register(stream, CONTROL, interest);
        for news in self.dial.listen(now, register) {
            if !self.over {
                self.told(now, news);
            }
        }
    }

    fn told(&mut self, now: Time, news: DialNews) {
        match news {
            DialNews::Paired {
                receiver,
                name,
                remembered,
            } => self.paired(receiver, name, remembered),
            DialNews::Remembered(remembered) => {
                self.remembered = remembered;
                self.news.push(PadUpdate::Remembered(remembered));
            }
            DialNews::Unreachable(reason) => self.unreachable(reason),
            DialNews::Lost => self.drop_link(now, Some(PadLoss::ReceiverGone)),
            DialNews::Closing(closing) => self.close(now, closing),
            DialNews::Refused(refusal) => self.end(PadUpdate::Refused(refusal)),
            DialNews::Impostor => self.end(PadUpdate::Impostor),
            DialNews::Interrupted => {
                let reason = PadEnd::Interrupted;
                self.end(PadUpdate::Ended { reason });
            }
        }
    }

    fn paired(&mut self, receiver: PublicKey, name: String, remembered: bool) {
        let told = (receiver, name);
        if self.receiver.as_ref() == Some(&told) && self.remembered == remembered {
            return;
        }
        let (receiver, name) = self.receiver.insert(told).clone();
        self.remembered = remembered;
        self.news.push(PadUpdate::Paired {
            receiver,
            name,
            remembered,
        });
    }

    /// Told once for each reason: the attempts go on, and so would the news.
    fn unreachable(&mut self, reason: Unreachable) {
        if self.unreachable.replace(reason) != Some(reason) {
            self.news.push(PadUpdate::Unreachable { reason });
        }
    }

    pub(super) fn end(&mut self, last: PadUpdate) {
        if !std::mem::replace(&mut self.over, true) {
            self.news.push(last);
        }
    }

    /// Opens a link where there is none, and gives up the one that does not work.
    pub(super) fn mind_link(&mut self, now: Time) {
        let live = self.session.phase().is_live();
        if let Some(loss) = self.link.as_ref().and_then(|l| l.trouble(now, live)) {
            self.drop_link(now, loss);
            if !matches!(loss, Some(PadLoss::Silent)) {
                self.dial.backoff().failed(now);
            }
        }
        if self.link.is_some() || self.over || self.leaving.is_some() {
            return;
        }
        if self.handshakes >= HANDSHAKES {
            self.handshakes = 0;
            self.dial.hang_up();
            self.dial.backoff().failed(now);
            self.unreachable(Unreachable::NoDatagrams);
            return;
        }
        let Some(attempt) = self.dial.backoff().may_try(now) else {
            return;
        };
        let Some((host, token)) = self.dial.token(now) else {
            return;
        };
        self.announce(attempt);
        self.links += 1;
        let opened = NetcodePad::open(now, host, &token).and_then(|mut netcode| {
            let registry = self.poll.registry();
            registry.register(netcode.socket(), LINK, Interest::READABLE)?;
            Ok(netcode)
        });
        match opened {
            Ok(netcode) => {
                self.link = Some(Link {
                    id: LinkId(self.links),
                    netcode,
                    opened: now,
                    up: false,
                });
            }
            Err(error) => {
                tracing::debug!(%error, "no link");
                self.dial.hang_up();
                self.dial.backoff().failed(now);
            }
        }
    }

    fn announce(&mut self, attempt: u32) {
        if self.announced.replace(attempt) != Some(attempt) {
            self.news.push(PadUpdate::Connecting { attempt });
        }
    }

    pub(super) fn drop_link(&mut self, now: Time, loss: Option<PadLoss>) {
        if let Some(link) = self.link.take() {
            // without a good-bye, which would mean that the player is gone: the next link takes this one's place
            self.session.link_down(now, link.id);
            self.handshakes += u32::from(!link.up);
        }
        if let Some(reason) = loss
            && std::mem::take(&mut self.connected)
        {
            self.news.push(PadUpdate::Lost { reason });
        }
    }

    pub(super) fn close(&mut self, now: Time, closing: Closing) {
        match PadEnd::of(closing) {
            Some(reason) => self.end(PadUpdate::Ended { reason }),
            None => {
                self.drop_link(now, Some(PadLoss::ReceiverQuit));
                self.dial.hang_up();
                self.dial.backoff().failed(now);
            }
        }
    }
}
