//! What a pad reports: its state (`Latest`, hand-laid, 30 bytes) and its commands (`Ordered`).
//! Also [`SeatInput`], what a game sees of one seat. Must not know links, sessions or games.

use crate::ids::{AxisIndex, ButtonIndex, ControlId, LayoutRevision};
use crate::limits::{AXES, TEXT_BYTES};
use serde::{Deserialize, Serialize};

/// Length of an encoded [`PadState`], in bytes, its kind byte included.
pub const PAD_STATE_BYTES: usize = 30;

/// The whole state of a pad at one moment. Idempotent: a lost one costs nothing, the next one says it all again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PadState {
    /// Counts up by one for each state sent, wrapping; tells the newer from the stale.
    pub sequence: u16,
    /// The pad's own clock in microseconds, wrapping after 71 minutes.
    pub pad_time: u32,
    /// The layout that the axes and buttons belong to.
    pub layout: LayoutRevision,
    /// Buttons held down, one bit each. May only end a hold: presses come from commands alone.
    pub held: u32,
    /// Absolute axes, -32767 to 32767 from end to end.
    pub axes: [i16; AXES],
    /// Bit 0: a finger is on the glass. The other bits are 0 and ignored.
    pub flags: u8,
}

impl PadState {
    /// Flag bit: a finger is on the glass.
    pub const TOUCHING: u8 = 1;

    /// The state's bytes on the wire, little-endian, behind the frame kind `kind`.
    #[must_use]
    pub fn encode(&self, kind: u8) -> [u8; PAD_STATE_BYTES] {
        let mut out = [0; PAD_STATE_BYTES];
        out[0] = kind;
        out[1..3].copy_from_slice(&self.sequence.to_le_bytes());
        out[3..7].copy_from_slice(&self.pad_time.to_le_bytes());
        out[7..9].copy_from_slice(&self.layout.0.to_le_bytes());
        out[9..13].copy_from_slice(&self.held.to_le_bytes());
        for (axis, place) in self.axes.iter().zip(out[13..29].chunks_exact_mut(2)) {
            place.copy_from_slice(&axis.to_le_bytes());
        }
        out[29] = self.flags;
        out
    }

    /// Reads what [`encode`](Self::encode) wrote, without its kind byte: 29 bytes exactly, else `None`.
    /// An axis of -32768 is read as -32767, so that every value has its mirror.
    #[must_use]
    pub fn decode(body: &[u8]) -> Option<Self> {
        let body: &[u8; PAD_STATE_BYTES - 1] = body.try_into().ok()?;
        let mut axes = [0; AXES];
        for (axis, place) in axes.iter_mut().zip(body[12..28].chunks_exact(2)) {
            *axis = i16::from_le_bytes([place[0], place[1]]).max(-i16::MAX);
        }
        Some(Self {
            sequence: u16::from_le_bytes([body[0], body[1]]),
            pad_time: u32::from_le_bytes([body[2], body[3], body[4], body[5]]),
            layout: LayoutRevision(u16::from_le_bytes([body[6], body[7]])),
            held: u32::from_le_bytes([body[8], body[9], body[10], body[11]]),
            axes,
            flags: body[28],
        })
    }
}

/// Whether `newer` comes after `older` on a wrapping 16-bit counter (RFC 1982 serial number arithmetic).
#[must_use]
pub const fn is_newer(newer: u16, older: u16) -> bool {
    let ahead = newer.wrapping_sub(older);
    ahead != 0 && ahead < 0x8000
}

/// What a player did, told once and in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PadAction {
    /// A button went down.
    Press(ButtonIndex),
    /// A button came up.
    Release(ButtonIndex),
    /// An answer was chosen: its index in the control's options.
    Choose {
        /// The choices control.
        control: ControlId,
        /// Index of the answer.
        option: u8,
    },
    /// A line of text was sent; at most [`TEXT_BYTES`] bytes.
    Text {
        /// The text control.
        control: ControlId,
        /// What was typed.
        text: String,
    },
}

impl PadAction {
    /// Whether every number and length is in range.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        match self {
            Self::Press(b) | Self::Release(b) => b.bit() != 0,
            Self::Choose { .. } => true,
            Self::Text { text, .. } => text.len() <= TEXT_BYTES,
        }
    }
}

/// A numbered gameplay command: button edges come from here alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PadCommand {
    /// The [`PadState::sequence`] that was current when it happened.
    pub state: u16,
    /// The pad's clock when it happened, in microseconds, wrapping.
    pub pad_time: u32,
    /// The layout that it was made under; a command made under an older layout is not acted on.
    pub layout: LayoutRevision,
    /// What happened.
    pub action: PadAction,
}

/// What a game sees of one seat in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatInput {
    /// Absolute axes, -32767 to 32767 from end to end; the latest known.
    pub axes: [i16; AXES],
    /// Buttons held down.
    pub held: u32,
    /// Buttons that went down since the last step, even if they are up again.
    pub pressed: u32,
    /// Buttons that came up since the last step.
    pub released: u32,
}

impl SeatInput {
    /// The axis as -1.0 to 1.0; 0.0 when there is no such axis.
    #[must_use]
    pub fn axis(&self, axis: AxisIndex) -> f32 {
        self.axes
            .get(usize::from(axis.0))
            .map_or(0.0, |v| f32::from(*v) / f32::from(i16::MAX))
    }

    /// Whether the button went down since the last step.
    #[must_use]
    pub const fn pressed(&self, button: ButtonIndex) -> bool {
        self.pressed & button.bit() != 0
    }

    /// Whether the button is held down.
    #[must_use]
    pub const fn held(&self, button: ButtonIndex) -> bool {
        self.held & button.bit() != 0
    }

    /// Forgets the edges, once a step has seen them.
    pub const fn clear_edges(&mut self) {
        self.pressed = 0;
        self.released = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOLDEN: PadState = PadState {
        sequence: 0x0102,
        pad_time: 0x0304_0506,
        layout: LayoutRevision(0x0708),
        held: 0x090a_0b0c,
        axes: [1, -1, 32767, -32767, 0, 256, -256, 2],
        flags: PadState::TOUCHING,
    };

    #[test]
    fn golden_bytes_of_version_1() {
        let bytes = [
            0x01, 0x02, 0x01, 0x06, 0x05, 0x04, 0x03, 0x08, 0x07, 0x0c, 0x0b, 0x0a, 0x09, 0x01,
            0x00, 0xff, 0xff, 0xff, 0x7f, 0x01, 0x80, 0x00, 0x00, 0x00, 0x01, 0x00, 0xff, 0x02,
            0x00, 0x01,
        ];
        assert_eq!(GOLDEN.encode(1), bytes);
        assert_eq!(PadState::decode(&bytes[1..]), Some(GOLDEN));
    }

    #[test]
    fn any_other_length_is_refused() {
        let bytes = [0; 64];
        for n in (0..64).filter(|n| *n != PAD_STATE_BYTES - 1) {
            assert_eq!(PadState::decode(&bytes[..n]), None);
        }
    }

    #[test]
    fn sequence_wraps() {
        assert!(is_newer(1, 0) && is_newer(0, 0xffff) && is_newer(0x7fff, 0));
        assert!(!is_newer(0, 0) && !is_newer(0, 1) && !is_newer(0x8000, 0));
    }

    proptest! {
        #[test]
        fn states_survive_the_wire(sequence: u16, pad_time: u32, layout: u16, held: u32, axes: [i16; AXES], flags: u8) {
            let axes = axes.map(|a| a.max(-i16::MAX));
            let state = PadState { sequence, pad_time, layout: LayoutRevision(layout), held, axes, flags };
            prop_assert_eq!(PadState::decode(&state.encode(1)[1..]), Some(state));
        }
    }
}
