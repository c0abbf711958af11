//! The pad's way to the receiver: the control connection, and what is told of its coming and going. Must not know what
//! travels on it.

use super::{CONTROL, Worker};
use crate::pad::dial::DialNews;
use crate::pad::news::{PadEnd, PadLoss, PadUpdate};
use crate::pad::unreachable::Unreachable;
use crate::protocol::{Closing, PublicKey};
use crate::session::{PadEvent, Time};
use mio::Interest;
use mio::net::TcpStream;

impl Worker {
    /// Hears the control connection, and makes it where there is none.
    pub(super) fn listen(&mut self, now: Time) {
        self.hear(now);
        if self.over || self.leaving.is_some() || !self.is_awake() || self.dial.is_busy() {
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
            } => {
                self.let_in(now);
                self.paired(receiver, name, remembered);
            }
            DialNews::Remembered(remembered) => {
                self.remembered = remembered;
                self.news.push(PadUpdate::Remembered(remembered));
            }
            DialNews::Unreachable(reason) => self.unreachable(reason),
            DialNews::Lost => self.drop_links(now, PadLoss::ReceiverGone),
            DialNews::LinkOpen => self.tcp_opened(now),
            DialNews::Frame(frame) => self.take_frame(now, &frame),
            DialNews::LinkClosed => self.tcp_closed(now),
            DialNews::PlayBegins => self.play_begins(now),
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

    /// Told once for each reason: the attempts go on, and so would the news. No word of those that a link is not lost for yet.
    pub(super) fn unreachable(&mut self, reason: Unreachable) {
        if !self.connected && self.unreachable.replace(reason) != Some(reason) {
            self.news.push(PadUpdate::Unreachable { reason });
        }
    }

    pub(super) fn end(&mut self, last: PadUpdate) {
        if !std::mem::replace(&mut self.over, true) {
            self.give_up(true);
            self.news.push(last);
        }
    }

    /// Hands back what programs sent and nobody gets any more; of what is under way, only if `sent_too`.
    pub(super) fn give_up(&mut self, sent_too: bool) {
        self.session.give_up(sent_too);
        while let Some(event) = self.session.poll_event() {
            if matches!(event, PadEvent::Undelivered { .. } | PadEvent::Message(_)) {
                self.news.push(PadUpdate::Session(event));
            }
        }
    }

    pub(super) fn announce(&mut self, attempt: u32) {
        if !self.connected && self.announced.replace(attempt) != Some(attempt) {
            self.news.push(PadUpdate::Connecting { attempt });
        }
    }

    pub(super) fn close(&mut self, now: Time, closing: Closing) {
        match PadEnd::of(closing) {
            Some(reason) => self.end(PadUpdate::Ended { reason }),
            None => {
                self.drop_links(now, PadLoss::ReceiverQuit);
                self.dial.hang_up();
                self.dial.backoff().failed(now);
            }
        }
    }
}
