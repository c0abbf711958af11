//! What the player does: axes, buttons, answers, coming and going. Must not know how it travels.

use super::PadSession;
use crate::{Time, micros};
use couchpad_protocol::{
    AxisIndex, ButtonIndex, ControlId, PadAction, PadCommand, Profile, ToHost,
};

impl PadSession {
    /// An axis has this value now; -32768 counts as -32767. One that does not exist is ignored.
    pub fn set_axis(&mut self, now: Time, axis: AxisIndex, value: i16) {
        self.advance(now);
        let value = value.max(-i16::MAX);
        if let Some(place) = self.axes.get_mut(usize::from(axis.0))
            && std::mem::replace(place, value) != value
        {
            self.pace.moved(self.now);
        }
    }

    /// A button goes down. One that is down already stays as it is.
    pub fn press(&mut self, now: Time, button: ButtonIndex) {
        self.advance(now);
        if self.held & button.bit() == 0 && button.bit() != 0 {
            self.held |= button.bit();
            self.command(PadAction::Press(button));
            self.pace.changed(self.now);
        }
    }

    /// A button comes up.
    pub fn release(&mut self, now: Time, button: ButtonIndex) {
        self.advance(now);
        if self.held & button.bit() != 0 {
            self.held &= !button.bit();
            self.command(PadAction::Release(button));
            self.pace.changed(self.now);
        }
    }

    /// All buttons come up.
    pub fn release_all(&mut self, now: Time) {
        for index in 0..=ButtonIndex::START.0 {
            self.release(now, ButtonIndex(index));
        }
    }

    /// Whether a finger is on the glass.
    pub fn set_touching(&mut self, now: Time, touching: bool) {
        self.advance(now);
        if std::mem::replace(&mut self.touching, touching) != touching {
            self.pace.changed(self.now);
        }
    }

    /// An answer is chosen.
    pub fn choose(&mut self, now: Time, control: ControlId, option: u8) {
        self.advance(now);
        self.command(PadAction::Choose { control, option });
    }

    /// A text is sent, at most [`TEXT_BYTES`](couchpad_protocol::limits::TEXT_BYTES) long; a longer one is dropped and
    /// counted.
    pub fn text(&mut self, now: Time, control: ControlId, text: String) {
        self.advance(now);
        self.command(PadAction::Text { control, text });
    }

    /// The app goes to the background: all fingers are up, the seat is kept.
    pub fn away(&mut self, now: Time) {
        self.release_all(now);
        self.touching = false;
        if self.away.is_none() {
            self.away = Some(self.now);
            self.submit(&ToHost::Away, None);
        }
    }

    /// The app is back in front.
    pub fn back(&mut self, now: Time) {
        self.advance(now);
        if let Some(since) = self.away.take() {
            // whatever was not delivered before is no play any more
            self.commands_from = since;
            self.submit(&ToHost::Back, None);
            self.pace.changed(self.now);
        }
    }

    /// Says something that the receiver acknowledges at once and that changes nothing: whether the link works shows by what
    /// comes back. A link that loses much says it again and again.
    pub fn probe(&mut self, now: Time) {
        self.advance(now);
        if self.live && self.away.is_none() && !self.left {
            self.submit(&ToHost::Back, None);
        }
    }

    /// The player leaves for good.
    pub fn leave(&mut self, now: Time) {
        self.release_all(now);
        if !std::mem::replace(&mut self.left, true) {
            self.submit(&ToHost::Leave, None);
        }
    }

    /// The player has another name or wishes another mark.
    pub fn set_profile(&mut self, now: Time, profile: Profile) {
        self.advance(now);
        self.submit(&ToHost::Profile(profile), None);
    }

    /// Sends bytes to a program behind the receiver. Whether they were taken: not if there are more than
    /// [`APP_BYTES`](couchpad_protocol::limits::APP_BYTES), nor while too many wait for a link.
    pub fn app(&mut self, now: Time, channel: u8, bytes: Vec<u8>) -> bool {
        self.advance(now);
        self.submit(&ToHost::App { channel, bytes }, None)
    }

    fn command(&mut self, action: PadAction) {
        let command = ToHost::Command(PadCommand {
            state: self.sequence,
            pad_time: micros(self.now),
            layout: self.revision,
            action,
        });
        self.submit(&command, Some(self.now));
    }
}
