//! What one link carries: small hand-laid frames around messages. `Ordered` links carry [`OrderedFrame`]s, `Latest`
//! ones [`LatestFrame`]s. Must not know sessions: it only reads and writes bytes, and never believes a length.

mod bytes;
mod felt;
mod ordered;

pub use felt::{GlowFrame, RumbleFrame, ShakesFrame};
pub use ordered::{OrderedFrame, PART_HEADER_BYTES, PARTS, Part, Resume, parts};

use crate::app::{AppHead, Peer};
use crate::input::{PAD_STATE_BYTES, PadState};
use crate::limits::LOSSY_BYTES;
use bytes::{Reader, Writer};

const PAD_STATE: u8 = 0x01;
const PONG: u8 = 0x02;
const APP_TO_HOST: u8 = 0x03;
const PING: u8 = 0x11;
const RUMBLE: u8 = 0x12;
const APP_TO_PAD: u8 = 0x13;
const HEALTH: u8 = 0x14;
const SHAKES: u8 = 0x15;
const GLOW: u8 = 0x16;

/// A frame on the `Latest` lane. Losing one costs nothing that the next does not mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatestFrame<'a> {
    /// Pad to host: the pad's whole state.
    State(PadState),
    /// Host to pad: are you there? Also how the link does, for the pad to show.
    Ping(Ping),
    /// Pad to host: the answer to a [`Ping`].
    Pong(Pong),
    /// Host to pad: shake now, or not at all.
    Rumble(RumbleFrame),
    /// Pad to host: a program's message that may get lost.
    AppToHost(AppFrame<'a>),
    /// Host to pad: a program's message that may get lost.
    AppToPad(AppFrame<'a>),
    /// Host to pad, beside every [`Ping`]: more of how the link does, for the pad to show.
    Health(HealthFrame),
    /// Host to pad: shake a few times, from now on, or not at all.
    Shakes(ShakesFrame),
    /// Host to pad: glow now, or not at all.
    Glow(GlowFrame),
}

/// Host to pad, every second in play and every five seconds otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ping {
    /// Told back by the pong; counts up, wrapping.
    pub nonce: u16,
    /// The host's clock in microseconds, wrapping; told back by the pong.
    pub host_time: u32,
    /// Number of the last `Ordered` message that the host received in order: what came before needs no replay.
    pub received: u32,
    /// Round-trip time as the host last measured it, in units of 0.1 ms; 0 while unknown.
    pub rtt: u16,
    /// Share of the pad's states that never arrived, in thousandths.
    pub loss: u16,
}

/// Pad to host, at once after a [`Ping`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pong {
    /// The ping's.
    pub nonce: u16,
    /// The ping's.
    pub host_time: u32,
    /// The pad's clock in microseconds, wrapping.
    pub pad_time: u32,
    /// Number of the last `Ordered` message that the pad received in order.
    pub received: u32,
}

/// A program's message that may get lost. What is overtaken on its channel is dropped by the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppFrame<'a> {
    /// Whose it is, and which.
    pub head: AppHead,
    /// The program's own, at most [`LOSSY_BYTES`].
    pub bytes: &'a [u8],
}

/// Host to pad: how the link does, beyond what the ping says. Times are in units of 0.1 ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HealthFrame {
    /// How much round trips differ from each other, on the average.
    pub jitter: u16,
    /// Age of the pad's inputs when they were taken in: half of them were no older. 0: unknown.
    pub age_p50: u16,
    /// The same: 99 of 100 were no older. 0: unknown.
    pub age_p99: u16,
    /// [`Cause::code`](crate::Cause::code), 0 for none; any number, as later versions know more causes.
    pub cause: u8,
}

impl<'a> LatestFrame<'a> {
    /// The frame's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::State(state) => state.encode(PAD_STATE).to_vec(),
            Self::Ping(p) => Writer::new(PING)
                .u16(p.nonce)
                .u32(p.host_time)
                .u32(p.received)
                .u16(p.rtt)
                .u16(p.loss)
                .done(),
            Self::Pong(p) => Writer::new(PONG)
                .u16(p.nonce)
                .u32(p.host_time)
                .u32(p.pad_time)
                .u32(p.received)
                .done(),
            Self::Rumble(rumble) => rumble.encode(RUMBLE),
            Self::Shakes(shakes) => shakes.encode(SHAKES),
            Self::Glow(glow) => glow.encode(GLOW),
            Self::AppToHost(app) => app.encode(APP_TO_HOST),
            Self::AppToPad(app) => app.encode(APP_TO_PAD),
            Self::Health(h) => Writer::new(HEALTH)
                .u16(h.jitter)
                .u16(h.age_p50)
                .u16(h.age_p99)
                .u8(h.cause)
                .done(),
        }
    }

    /// Reads a frame; `None` for anything else, at any length.
    #[must_use]
    pub fn decode(bytes: &'a [u8]) -> Option<Self> {
        let (kind, body) = bytes.split_first()?;
        let mut r = Reader(body);
        let frame = match *kind {
            APP_TO_HOST => return AppFrame::decode(body).map(Self::AppToHost),
            APP_TO_PAD => {
                let app = AppFrame::decode(body)?;
                return (app.head.peer != Peer::Everyone).then_some(Self::AppToPad(app));
            }
            PAD_STATE if bytes.len() == PAD_STATE_BYTES => {
                return PadState::decode(body).map(Self::State);
            }
            PING => Self::Ping(Ping {
                nonce: r.u16()?,
                host_time: r.u32()?,
                received: r.u32()?,
                rtt: r.u16()?,
                loss: r.u16()?,
            }),
            PONG => Self::Pong(Pong {
                nonce: r.u16()?,
                host_time: r.u32()?,
                pad_time: r.u32()?,
                received: r.u32()?,
            }),
            RUMBLE => return RumbleFrame::decode(body).map(Self::Rumble),
            SHAKES => return ShakesFrame::decode(body).map(Self::Shakes),
            GLOW => return GlowFrame::decode(body).map(Self::Glow),
            HEALTH => Self::Health(HealthFrame {
                jitter: r.u16()?,
                age_p50: r.u16()?,
                age_p99: r.u16()?,
                cause: r.u8()?,
            }),
            _ => return None,
        };
        r.is_empty().then_some(frame)
    }
}

/// Whether a `Latest` frame says anew what an older one says, so that the older one need not be sent any more: one of its kind,
/// and of programs' messages of the same peer and channel.
#[must_use]
pub fn supersedes(newer: &[u8], older: &[u8]) -> bool {
    let stream = match newer.first() {
        Some(&(APP_TO_HOST | APP_TO_PAD)) => 1 + 4 + 1,
        _ => 1,
    };
    newer.get(..stream).is_some_and(|s| older.starts_with(s))
}

impl<'a> AppFrame<'a> {
    fn encode(&self, kind: u8) -> Vec<u8> {
        Writer::new(kind)
            .u32(self.head.peer.into())
            .u8(self.head.channel)
            .u32(self.head.sequence)
            .u32(self.head.time)
            .bytes(self.bytes)
            .done()
    }

    fn decode(body: &'a [u8]) -> Option<Self> {
        let mut r = Reader(body);
        let head = AppHead {
            peer: r.u32()?.into(),
            channel: r.u8()?,
            sequence: r.u32()?,
            time: r.u32()?,
        };
        (r.0.len() <= LOSSY_BYTES).then_some(Self { head, bytes: r.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::{SHAKE_MILLIS, SHAKES as MOST, Shake, Shakes};
    use proptest::prelude::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// These bytes are version 1 of the protocol. They never change.
    #[test]
    fn golden_bytes_of_version_1() {
        let ping = LatestFrame::Ping(Ping {
            nonce: 1,
            host_time: 2,
            received: 3,
            rtt: 4,
            loss: 5,
        });
        let pong = LatestFrame::Pong(Pong {
            nonce: 1,
            host_time: 2,
            pad_time: 3,
            received: 4,
        });
        let rumble = LatestFrame::Rumble(RumbleFrame {
            sequence: 1,
            strength: 2,
            millis: 300,
        });
        let health = LatestFrame::Health(HealthFrame {
            jitter: 1,
            age_p50: 2,
            age_p99: 300,
            cause: 4,
        });
        let shakes = LatestFrame::Shakes(ShakesFrame {
            sequence: 1,
            shakes: Shakes::new(&[Shake::new(2, 300).then(4), Shake::new(5, 6)]),
        });
        let glow = LatestFrame::Glow(GlowFrame {
            sequence: 1,
            tint: 17,
            millis: 300,
        });
        for (frame, expected) in [
            (shakes, "150100 022c010400 0506000000"),
            (glow, "160100112c01"),
            (health, "14010002002c0104"),
            (ping, "1101000200000003000000 04000500"),
            (pong, "02010002000000 0300000004000000"),
            (rumble, "120100022c01"),
        ] {
            assert_eq!(hex(&frame.encode()), expected.replace(' ', ""));
            assert_eq!(LatestFrame::decode(&frame.encode()), Some(frame));
        }
        let head = AppHead {
            peer: Peer::Pad(crate::PadId(7)),
            channel: 9,
            sequence: 300,
            time: 2,
        };
        let app = AppFrame { head, bytes: b"ab" };
        for (frame, expected) in [
            (
                LatestFrame::AppToHost(app),
                "03 07000000 09 2c010000 02000000 6162",
            ),
            (
                LatestFrame::AppToPad(app),
                "13 07000000 09 2c010000 02000000 6162",
            ),
        ] {
            assert_eq!(hex(&frame.encode()), expected.replace(' ', ""));
            assert_eq!(LatestFrame::decode(&frame.encode()), Some(frame));
        }
    }

    #[test]
    fn a_program_says_no_more_than_fits_and_everyone_is_nobodys_name() {
        let head = AppHead {
            peer: Peer::Everyone,
            channel: 0,
            sequence: 1,
            time: 0,
        };
        let of = |len| {
            LatestFrame::AppToHost(AppFrame {
                head,
                bytes: &[7; LOSSY_BYTES + 1][..len],
            })
            .encode()
        };
        assert!(LatestFrame::decode(&of(LOSSY_BYTES)).is_some());
        assert!(of(LOSSY_BYTES).len() <= crate::limits::LATEST_BYTES);
        assert_eq!(LatestFrame::decode(&of(LOSSY_BYTES + 1)), None);
        let mut other = of(0);
        other[5] += 1;
        assert!(supersedes(&of(3), &of(0)) && !supersedes(&other, &of(0)));
        assert!(supersedes(&[PING, 1], &[PING]) && !supersedes(&[PING], &[RUMBLE]));
        let mut to_pad = of(0);
        to_pad[0] = APP_TO_PAD;
        assert_eq!(LatestFrame::decode(&to_pad), None);
    }

    #[test]
    fn shakes_beyond_the_bounds_are_refused_unread() {
        let of = |count: usize, millis: u16| {
            let [low, high] = millis.to_le_bytes();
            let mut bytes = vec![SHAKES, 1, 0];
            (0..count).for_each(|_| bytes.extend([9, low, high, 0, 0]));
            bytes
        };
        assert!(LatestFrame::decode(&of(MOST, 1)).is_some());
        assert!(LatestFrame::decode(&of(2, SHAKE_MILLIS)).is_some());
        for bytes in [
            of(0, 0),
            of(MOST + 1, 1),
            of(200, 0),
            of(1, SHAKE_MILLIS + 1),
            of(3, SHAKE_MILLIS),
            of(1, 1)[..7].to_vec(),
            [of(1, 1), vec![0]].concat(),
        ] {
            assert_eq!(LatestFrame::decode(&bytes), None, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
            if let Some(frame) = LatestFrame::decode(&bytes) {
                prop_assert_eq!(frame.encode(), bytes.clone());
            }
            if let Some(frame) = OrderedFrame::decode(&bytes) {
                prop_assert_eq!(frame.encode(), bytes);
            }
        }
    }
}
