//! One pad of the model: a session, its player's fingers, and a record of what it sent and got.

use crate::kit::protocol::control::ResumeSecret;
use crate::kit::protocol::{
    AxisIndex, ButtonIndex, ControlId, Lane, LinkId, PadId, Peer, Place, Profile, ToHost,
};
use crate::kit::session::{Message, PadConfig, PadEvent, PadSession, Time};

/// Commands and bytes are numbered within one memory of a pad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Numbered {
    pub(crate) memory: u32,
    pub(crate) number: u32,
}

impl Numbered {
    pub(crate) fn bytes(self) -> Vec<u8> {
        [self.memory.to_le_bytes(), self.number.to_le_bytes()].concat()
    }
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        Self {
            memory: word(0),
            number: word(4),
        }
    }
}

pub(crate) struct Actor {
    pub(crate) session: PadSession,
    pub(crate) pad: PadId,
    pub(crate) secret: ResumeSecret,
    pub(crate) link: Option<LinkId>,
    /// When it opens its next link.
    pub(crate) dials_at: Time,
    /// Counts the memories: a restart of the program begins another.
    pub(crate) memory: u32,
    pub(crate) sent_app: u32,
    pub(crate) sent_text: u32,
    /// Commands given to sessions of this actor, lost memories included.
    pub(crate) commands: u64,
    /// Commands that its lost memories dropped.
    pub(crate) dropped: u64,
    /// The last message from the host, and whether the next may leave some out.
    pub(crate) got_app: u32,
    pub(crate) gap_allowed: bool,
    pub(crate) is_away: bool,
    /// Since when each button has been up.
    pub(crate) up_since: [Time; 4],
    pub(crate) closing: bool,
}

impl Actor {
    pub(crate) fn new(seed: u64, pad: PadId, secret: ResumeSecret, dials_at: Time) -> Self {
        Self {
            session: PadSession::new(PadConfig::default(), seed),
            pad,
            secret,
            link: None,
            dials_at,
            memory: 0,
            sent_app: 0,
            sent_text: 0,
            commands: 0,
            dropped: 0,
            got_app: 0,
            gap_allowed: true,
            is_away: false,
            up_since: [Time::ZERO; 4],
            closing: false,
        }
    }

    /// The program starts anew and remembers its secret alone.
    pub(crate) fn restart(&mut self, now: Time, seed: u64) {
        self.dropped += self.session.stats().too_old + self.session.stats().overflowed;
        self.session = PadSession::new(PadConfig::default(), seed);
        self.memory += 1;
        (self.sent_app, self.sent_text) = (0, 0);
        self.is_away = false;
        self.gap_allowed = true;
        self.watch_fingers(now);
    }

    pub(crate) fn is_seated(&self) -> bool {
        matches!(self.session.place(), Some(Place::Seated { .. }))
    }

    /// A swipe to the right, from wherever the axis is.
    pub(crate) fn swipe(&mut self, now: Time, by: i16) {
        let from = self.session.axes()[0];
        self.session
            .set_axis(now, AxisIndex(0), from.saturating_add(by));
    }

    pub(crate) fn toggle(&mut self, now: Time, index: u8) {
        let button = ButtonIndex(index);
        self.commands += 1;
        if self.session.held() & button.bit() == 0 {
            self.session.press(now, button);
        } else {
            self.session.release(now, button);
        }
    }

    /// All fingers up.
    pub(crate) fn lift(&mut self, now: Time) {
        self.commands += u64::from(self.session.held().count_ones());
        self.session.release_all(now);
    }

    /// Notes which fingers are up, whatever lifted them.
    pub(crate) fn watch_fingers(&mut self, now: Time) {
        let held = self.session.held();
        for (bit, up) in self.up_since.iter_mut().enumerate() {
            if held & (1 << bit) != 0 {
                *up = Time::MAX;
            } else if *up == Time::MAX {
                *up = now;
            }
        }
    }

    pub(crate) fn text(&mut self, now: Time) {
        self.sent_text += 1;
        self.commands += 1;
        let text = format!("{} {}", self.memory, self.sent_text);
        self.session.text(now, ControlId(3), text);
    }

    pub(crate) fn app(&mut self, now: Time, extra: usize) {
        let number = Numbered {
            memory: self.memory,
            number: self.sent_app + 1,
        };
        let mut bytes = number.bytes();
        bytes.resize(bytes.len() + extra, 7);
        // what finds the buffer full was never sent
        let taken = if self.sent_app.is_multiple_of(2) {
            self.session.app(now, 1, bytes)
        } else {
            let reliably = (1, Lane::Ordered);
            let sent = self.session.message(now, now, Peer::Host, reliably, &bytes);
            sent.is_ok()
        };
        self.sent_app += u32::from(taken);
    }

    pub(crate) fn away_or_back(&mut self, now: Time) {
        if self.is_away {
            self.session.back(now);
        } else {
            self.lift(now);
            self.session.away(now);
        }
        self.is_away = !self.is_away;
    }

    pub(crate) fn rename(&mut self, now: Time, name: &str) {
        let profile = Profile {
            name: name.into(),
            mark: None,
        };
        assert!(ToHost::Profile(profile.clone()).encode().is_ok());
        self.session.set_profile(now, profile);
    }

    /// Takes what the session tells, and checks the host's messages: each once, in order, none left out unless one
    /// side lost its memory.
    pub(crate) fn listen(&mut self) {
        while let Some(event) = self.session.poll_event() {
            match event {
                PadEvent::Live { fresh } => self.gap_allowed |= fresh,
                PadEvent::Closing(_) => self.closing = true,
                PadEvent::App { channel: 2, bytes }
                | PadEvent::Message(Message {
                    channel: 2, bytes, ..
                }) => {
                    let number = Numbered::read(&bytes).number;
                    let next = self.got_app + 1;
                    assert!(
                        number == next || (number > next && self.gap_allowed),
                        "{:?} got {number} from the host after {}",
                        self.pad,
                        self.got_app
                    );
                    self.got_app = number;
                    self.gap_allowed = false;
                }
                _ => {}
            }
        }
    }
}
