//! Frames of what is felt and seen for a moment: late they are worth nothing, so they travel on `Latest` and are numbered. Sizes
//! are checked before anything is read.

use super::bytes::{Reader, Writer};
use crate::feedback::{SHAKES, Shake, Shakes};

/// Bytes of one shake.
const SHAKE_BYTES: usize = 1 + 2 + 2;

/// Host to pad: one rumble.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RumbleFrame {
    /// Counts up, wrapping, together with that of [`ShakesFrame`]; the stale and the double are dropped.
    pub sequence: u16,
    /// 0 to 255.
    pub strength: u8,
    /// Milliseconds.
    pub millis: u16,
}

/// Host to pad: a few shakes in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShakesFrame {
    /// As a [`RumbleFrame`]'s: the newer of both ends the older.
    pub sequence: u16,
    /// One to [`SHAKES`] of them, within their bounds.
    pub shakes: Shakes,
}

/// Host to pad: the edge glows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlowFrame {
    /// Counts up, wrapping; the stale and the double are dropped.
    pub sequence: u16,
    /// [`Tint::code`](crate::Tint::code); any number, as later versions know more tints.
    pub tint: u8,
    /// Milliseconds.
    pub millis: u16,
}

impl RumbleFrame {
    pub(super) fn encode(self, kind: u8) -> Vec<u8> {
        Writer::new(kind)
            .u16(self.sequence)
            .u8(self.strength)
            .u16(self.millis)
            .done()
    }

    pub(super) fn decode(body: &[u8]) -> Option<Self> {
        let mut r = Reader(body);
        let frame = Self {
            sequence: r.u16()?,
            strength: r.u8()?,
            millis: r.u16()?,
        };
        r.is_empty().then_some(frame)
    }
}

impl ShakesFrame {
    pub(super) fn encode(&self, kind: u8) -> Vec<u8> {
        let head = Writer::new(kind).u16(self.sequence);
        let shakes = self.shakes.as_slice().iter();
        let write =
            |w: Writer, shake: &Shake| w.u8(shake.strength).u16(shake.millis).u16(shake.pause);
        shakes.fold(head, write).done()
    }

    pub(super) fn decode(body: &[u8]) -> Option<Self> {
        let mut r = Reader(body);
        let sequence = r.u16()?;
        let bytes = r.0.len();
        if bytes > SHAKES * SHAKE_BYTES || !bytes.is_multiple_of(SHAKE_BYTES) {
            return None;
        }
        let mut list = [Shake::default(); SHAKES];
        let list = list.get_mut(..bytes / SHAKE_BYTES)?;
        for shake in &mut *list {
            *shake = Shake {
                strength: r.u8()?,
                millis: r.u16()?,
                pause: r.u16()?,
            };
        }
        let shakes = Shakes::checked(list)?;
        Some(Self { sequence, shakes })
    }
}

impl GlowFrame {
    pub(super) fn encode(self, kind: u8) -> Vec<u8> {
        Writer::new(kind)
            .u16(self.sequence)
            .u8(self.tint)
            .u16(self.millis)
            .done()
    }

    pub(super) fn decode(body: &[u8]) -> Option<Self> {
        let mut r = Reader(body);
        let frame = Self {
            sequence: r.u16()?,
            tint: r.u8()?,
            millis: r.u16()?,
        };
        r.is_empty().then_some(frame)
    }
}
