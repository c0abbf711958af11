//! Programs' messages at a pad. Must not know what is in them.

use super::PadSession;
use crate::events::PadEvent;
use crate::messages::{Message, Unsent, fits};
use crate::{Time, micros};
use couchpad_protocol::frame::{AppFrame, LatestFrame};
use couchpad_protocol::{AppHead, Lane, Peer, ToHost, Undelivered};

impl PadSession {
    /// Sends a program's message to the host's program, or by way of the host to another pad or to everyone; it was made at
    /// `made`, at most `now`. `Ordered`: once and in order, also across links; it waits for a link. `Latest`: now or never;
    /// only the newest of many counts. What the host does not pass on comes back as [`PadEvent::Undelivered`].
    ///
    /// # Errors
    /// [`Unsent`]; nothing was sent.
    pub fn message(
        &mut self,
        now: Time,
        made: Time,
        to: Peer,
        (channel, lane): (u8, Lane),
        bytes: &[u8],
    ) -> Result<(), Unsent> {
        self.advance(now);
        fits(lane, bytes.len())?;
        let head = AppHead {
            peer: to,
            channel,
            sequence: self.sent.wrapping_add(1),
            time: micros(made.min(self.now)),
        };
        match lane {
            Lane::Ordered => {
                if !self.out.has_room(bytes.len()) {
                    return Err(Unsent::Full);
                }
                let bytes = bytes.to_vec();
                if !self.submit(&ToHost::Message { head, bytes }, None) {
                    return Err(Unsent::Full);
                }
            }
            Lane::Latest if self.lossy_left == 0 || !self.live => {}
            Lane::Latest => {
                self.lossy_left -= 1;
                let frame = LatestFrame::AppToHost(AppFrame { head, bytes });
                self.put(Lane::Latest, frame.encode());
            }
        }
        self.sent = head.sequence;
        Ok(())
    }

    /// How many messages wait for a link or for the host's word that they arrived, and how many bytes they keep.
    #[must_use]
    pub fn waiting(&self) -> (usize, usize) {
        (self.out.len(), self.out.cost())
    }

    /// Gives up what waits, because this pad is done: programs' messages come back as [`PadEvent::Undelivered`]. Of those that
    /// were sent and of which the host has not said that they arrived, only if `sent_too`.
    pub fn give_up(&mut self, sent_too: bool) {
        let unread = self.out.give_up(sent_too);
        self.hand_back(&unread, Undelivered::Gone);
    }

    /// Tells of the programs' messages among these.
    pub(super) fn hand_back(&mut self, unread: &[Vec<u8>], why: Undelivered) {
        for bytes in unread {
            if let Ok(ToHost::Message { head, .. }) = ToHost::decode(bytes) {
                self.events.push_back(PadEvent::Undelivered {
                    to: head.peer,
                    channel: head.channel,
                    why,
                });
            }
        }
    }

    pub(super) fn on_app_frame(&mut self, app: &AppFrame<'_>) {
        if self.newest.take(&app.head) {
            self.take_message(app.head, Lane::Latest, app.bytes.to_vec());
        } else {
            self.stats.stale += 1;
        }
    }

    pub(super) fn take_message(&mut self, head: AppHead, lane: Lane, bytes: Vec<u8>) {
        let age = self.host_clock.age(head.time, self.now);
        self.events.push_back(PadEvent::Message(Message {
            from: head.peer,
            channel: head.channel,
            sequence: head.sequence,
            made: self.now.saturating_sub(age),
            lane,
            bytes,
        }));
    }
}
