//! The scripts of a fuzzed handshake and of a fuzzed link. Of a handshake: behind a byte that chooses the mode each step is a byte for its kind and its arguments: so
//! the fuzzer can follow an honest peer, whose messages it could never guess, and leave it wherever it likes.

use couchpad_core::protocol::Lane;

/// What happens next on the way to the side that is fuzzed.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// The honest peer's frame arrives.
    Honest,
    /// It arrives with one byte changed.
    Changed(u8, u8),
    /// It arrives cut to so many bytes.
    Cut(u8),
    /// It never arrives: these bytes do.
    Other(&'a [u8]),
    /// So many seconds pass.
    Wait(u8),
}

/// The steps of a script. What is missing at its end is 0 or empty.
pub(super) struct Script<'a> {
    rest: &'a [u8],
}

impl<'a> Script<'a> {
    pub(super) fn new(data: &'a [u8]) -> (usize, Self) {
        let mut script = Self { rest: data };
        let mode = usize::from(script.byte());
        (mode, script)
    }

    fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        *byte
    }
}

impl<'a> Iterator for Script<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        Some(match self.byte() % 5 {
            0 => Step::Honest,
            1 => Step::Changed(self.byte(), self.byte()),
            2 => Step::Cut(self.byte()),
            3 => {
                // twice the byte, so that frames over the limit are among them
                let len = (usize::from(self.byte()) * 2).min(self.rest.len());
                let (frame, rest) = self.rest.split_at(len);
                self.rest = rest;
                Step::Other(frame)
            }
            _ => Step::Wait(self.byte()),
        })
    }
}

impl Step<'_> {
    /// What arrives instead of the honest frame; `None` where nothing does.
    pub(super) fn frame(&self, honest: &[u8]) -> Option<Vec<u8>> {
        let mut frame = honest.to_vec();
        match self {
            Self::Honest => {}
            Self::Changed(at, change) => {
                if let Some(len) = std::num::NonZeroUsize::new(frame.len()) {
                    frame[usize::from(*at) % len] ^= change;
                }
            }
            Self::Cut(len) => frame.truncate(usize::from(*len)),
            Self::Other(bytes) => frame = bytes.to_vec(),
            Self::Wait(_) => return None,
        }
        Some(frame)
    }
}

/// What happens next on a link that works.
#[derive(Debug)]
pub(super) enum Deed<'a> {
    /// These bytes reach the host.
    ToHost(Lane, &'a [u8]),
    /// These bytes reach the pad.
    ToPad(Lane, &'a [u8]),
    /// So many milliseconds pass, in which nothing honest arrives.
    Wait(u64),
    /// All that both ends have to say arrives.
    Exchange,
    /// The pad has another link.
    Relink,
}

/// The deeds of a script: a byte for the kind (0 and 1 to the host by `Ordered` and `Latest`, 2 and 3 to the pad, 4 wait, 5
/// exchange, 6 relink), for a wait a byte (units of 50 ms), for a frame a `u16` length and the bytes.
pub(super) struct Deeds<'a>(Script<'a>);

impl<'a> Deeds<'a> {
    pub(super) const fn new(data: &'a [u8]) -> Self {
        Self(Script { rest: data })
    }

    fn frame(&mut self) -> &'a [u8] {
        let len = u16::from_le_bytes([self.0.byte(), self.0.byte()]);
        let len = usize::from(len).min(self.0.rest.len());
        let (frame, rest) = self.0.rest.split_at(len);
        self.0.rest = rest;
        frame
    }
}

impl<'a> Iterator for Deeds<'a> {
    type Item = Deed<'a>;

    fn next(&mut self) -> Option<Deed<'a>> {
        if self.0.rest.is_empty() {
            return None;
        }
        Some(match self.0.byte() % 7 {
            0 => Deed::ToHost(Lane::Ordered, self.frame()),
            1 => Deed::ToHost(Lane::Latest, self.frame()),
            2 => Deed::ToPad(Lane::Ordered, self.frame()),
            3 => Deed::ToPad(Lane::Latest, self.frame()),
            4 => Deed::Wait(u64::from(self.0.byte()) * 50),
            5 => Deed::Exchange,
            _ => Deed::Relink,
        })
    }
}
