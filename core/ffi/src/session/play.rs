//! Playing: what the fingers do, what is sent, and the app's coming and going. Must not know screens.

use super::Session;
use crate::error::CouchpadError;
use crate::layout::PadLayout;
use crate::records::{Cause, LinkKind, Place, ReceiverName, Score, State, Status};
use crate::shown;
use couchpad_core::easy::Channel;
use couchpad_core::protocol::limits::TEXT_BYTES;
use couchpad_core::protocol::{AxisIndex, ButtonIndex, ControlId, Turn};
use couchpad_core::{Pad, PadView};

#[uniffi::export]
impl Session {
    /// Moves an axis, 0 to 7, to an absolute value, -32767 to 32767 from end to end.
    pub fn set_axis(&self, axis: u8, value: i16) {
        self.with_pad(|pad| pad.set_axis(AxisIndex(axis), value));
    }

    /// A button, 0 to 31, went down.
    pub fn press(&self, button: u8) {
        self.with_pad(|pad| pad.press(ButtonIndex(button)));
    }

    /// A button came up.
    pub fn release(&self, button: u8) {
        self.with_pad(|pad| pad.release(ButtonIndex(button)));
    }

    /// All buttons came up, as when the app loses the touches.
    pub fn release_all(&self) {
        self.with_pad(Pad::release_all);
    }

    /// Whether a finger is on the glass.
    pub fn set_touching(&self, touching: bool) {
        self.with_pad(|pad| pad.set_touching(touching));
    }

    /// One of a control's answers was chosen.
    pub fn choose(&self, control: u8, option: u8) {
        self.with_pad(|pad| pad.choose(ControlId(control), option));
    }

    /// A line was typed, of 512 bytes at most.
    ///
    /// # Errors
    /// It is longer, or nothing was joined.
    pub fn send_text(&self, control: u8, text: String) -> Result<(), CouchpadError> {
        if text.len() > TEXT_BYTES {
            return Err(CouchpadError::too_long("The text", TEXT_BYTES));
        }
        let sent = self.with_pad(|pad| {
            let is_on = !pad.is_ended();
            if is_on {
                pad.text(ControlId(control), text);
            }
            is_on
        });
        sent.filter(|sent| *sent)
            .map(drop)
            .ok_or(CouchpadError::NotJoined)
    }

    /// Sends bytes to the receiver's program. A reliable message comes once and in order; another one now or never.
    ///
    /// # Errors
    /// It is too long, too much waits, or nothing was joined.
    pub fn send_message(
        &self,
        channel: u8,
        reliable: bool,
        bytes: Vec<u8>,
    ) -> Result<(), CouchpadError> {
        let channel = Channel::new(channel);
        let channel = if reliable { channel } else { channel.lossy() };
        let game = self.game.lock();
        let pad = game.pad.as_ref().ok_or(CouchpadError::NotJoined)?;
        pad.send(channel, &bytes)?;
        pad.flush();
        Ok(())
    }

    /// How things stand.
    #[must_use]
    pub fn status(&self) -> Status {
        let wanted = self.settings().name;
        let game = self.game.lock();
        let view = game.pad.as_ref().map(|pad| pad.view());
        let is_asleep = view.as_ref().is_some_and(|view| view.suspended);
        let state = match game.state {
            State::Ended => State::Ended,
            _ if is_asleep => State::Suspended,
            state => state,
        };
        let known = view.map(status).unwrap_or_default();
        Status {
            state,
            advice: game.advice.clone(),
            name: if known.name.is_empty() {
                wanted
            } else {
                known.name
            },
            ..known
        }
    }

    /// The controls to show, once there are any.
    #[must_use]
    pub fn layout(&self) -> Option<PadLayout> {
        Some(self.view().layout?.as_ref().into())
    }

    /// The system is about to suspend the app: all buttons come up, the receiver is told that the player is away, and every
    /// socket is closed. Waits for that, 0.4 s at most. Whether the receiver is known to have heard it.
    pub fn suspend(&self) -> bool {
        let pad = {
            let game = &mut *self.game.lock();
            game.asleep = true;
            game.pad.clone()
        };
        // not under the lock: the pad's thread needs it to tell its news
        pad.is_none_or(|pad| pad.handle().suspend())
    }

    /// The app is in front again: a fresh socket and a fresh token, the same seat.
    pub fn resume(&self) {
        self.game.lock().asleep = false;
        self.with_pad(Pad::resume);
        self.go_on();
    }

    /// The device is in another network now: a fresh link at once. Nothing happens to a suspended session.
    pub fn network_changed(&self) {
        self.with_pad(Pad::relink);
    }
}

fn status(view: PadView) -> Status {
    let receiver = view.receiver.as_ref();
    Status {
        state: State::Idle,
        advice: None,
        receiver: receiver.map(|(key, name)| ReceiverName::of(key, name)),
        remembered: view.remembered,
        name: view.name,
        place: view.place.map(Place::from),
        phase: view.phase.into(),
        score: view.score.map(|(own, team)| Score { own, team }),
        your_turn: view.turn == Turn::Yours,
        countdown: view.countdown,
        shown: shown::controls(&view.showing),
        rtt_millis: view.health.rtt.map(|rtt| rtt.as_secs_f64() * 1_000.0),
        loss: view.health.loss,
        cause: view.health.cause.map(Cause::from),
        transport: view.transport.map(LinkKind::from),
        axes: view.axes.to_vec(),
        held: view.held,
    }
}
