//! What may reach netcode and renet, decided on bytes alone. As published, both panic on some malformed packets, before
//! and after decryption, at both ends; so every raw datagram and every decrypted payload passes here first. Owns no state
//! and allocates nothing. Must not know sockets or sessions.

use crate::protocol::control::NETCODE_PROTOCOL_ID;
use crate::protocol::frame::PART_HEADER_BYTES;
use crate::protocol::limits::{DATAGRAM_BYTES, LATEST_BYTES, PART_BYTES};
use crate::transport::{CHANNEL_LATEST, CHANNEL_ORDERED};
use renetcode::{ConnectToken, NETCODE_MAX_PAYLOAD_BYTES};

/// Most messages in one renet packet. Both ends keep to it when they send.
pub const MESSAGES: usize = 64;
/// Most ranges in one acknowledgement: renet keeps 64, and a few more while packets overtake each other.
const ACK_RANGES: u64 = 128;
/// No honest counter gets here in a lifetime; far enough from the end of `u64` that no sum overflows.
const COUNTER_END: u64 = 1 << 48;

const TAG_BYTES: usize = 16;
const VERSION_INFO: &[u8; 13] = b"NETCODE 1.02\0";
/// Version, protocol id, expiry, nonce and sealed token of a connection request, behind its type.
const REQUEST_BYTES: usize = 13 + 8 + 8 + 24 + 1024;
/// A challenge and its answer: a number and the sealed challenge.
const CHALLENGE_BYTES: usize = 8 + 300;
const KEEP_ALIVE_BYTES: usize = 4 + 4;
/// Longest that a token may ask to wait for its expiry or for a silent peer, in seconds.
const TOKEN_SECONDS: u64 = 3_600;

const REQUEST: u8 = 0;
const DENIED: u8 = 1;
const CHALLENGE: u8 = 2;
const RESPONSE: u8 = 3;
const KEEP_ALIVE: u8 = 4;
const PAYLOAD: u8 = 5;
const DISCONNECT: u8 = 6;

/// First bytes of renet's packets.
const RELIABLE: u8 = 0;
const UNRELIABLE: u8 = 1;
const ACKNOWLEDGEMENT: u8 = 4;

/// How far an address has come with the host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known of it.
    #[default]
    Stranger,
    /// It showed a valid token and was sent a challenge.
    Joining,
    /// It has a link.
    Connected,
}

/// Whether the host may look at this datagram. Strangers may only ask to connect; a connected address may not, since
/// netcode would take that, unauthenticated, for a sign of life.
#[must_use]
pub fn from_pad(datagram: &[u8], standing: Standing) -> bool {
    let Some(kind) = datagram.first().map(|prefix| prefix & 0x0f) else {
        return false;
    };
    match (kind, standing) {
        (REQUEST, Standing::Stranger | Standing::Joining) => is_request(datagram),
        (RESPONSE, Standing::Joining) => is_sealed(datagram, 1, CHALLENGE_BYTES, CHALLENGE_BYTES),
        (KEEP_ALIVE, Standing::Connected) => {
            is_sealed(datagram, 1, KEEP_ALIVE_BYTES, KEEP_ALIVE_BYTES)
        }
        (PAYLOAD, Standing::Connected) => is_sealed(datagram, 1, 1, NETCODE_MAX_PAYLOAD_BYTES),
        (DISCONNECT, Standing::Connected) => is_sealed(datagram, 1, 0, 0),
        _ => false,
    }
}

/// Whether the pad may look at this datagram. The standard wants at least one byte of sequence; renetcode's host writes
/// none for its very first packet, so the pad takes that too.
#[must_use]
pub fn from_host(datagram: &[u8]) -> bool {
    match datagram.first().map(|prefix| prefix & 0x0f) {
        Some(DENIED | DISCONNECT) => is_sealed(datagram, 0, 0, 0),
        Some(CHALLENGE) => is_sealed(datagram, 0, CHALLENGE_BYTES, CHALLENGE_BYTES),
        Some(KEEP_ALIVE) => is_sealed(datagram, 0, KEEP_ALIVE_BYTES, KEEP_ALIVE_BYTES),
        Some(PAYLOAD) => is_sealed(datagram, 0, 1, NETCODE_MAX_PAYLOAD_BYTES),
        _ => false,
    }
}

/// Whether renet may look at this decrypted payload, at either end: whole small packets of our two channels, and
/// acknowledgements that count downwards. Slices are never sent, so they are never admitted.
#[must_use]
pub fn payload(bytes: &[u8]) -> bool {
    let mut reader = Reader(bytes);
    let fine = match reader.u8() {
        Some(RELIABLE) => reliable(&mut reader),
        Some(UNRELIABLE) => unreliable(&mut reader),
        Some(ACKNOWLEDGEMENT) => acknowledgement(&mut reader),
        _ => None,
    };
    fine.is_some() && reader.0.is_empty()
}

/// The messages of a payload that [`payload()`] has admitted, if it is one of unreliable messages; `None`: it is renet's, which
/// orders, repeats and acknowledges. For these renet would only copy them, and keep a list that nobody needs.
pub(crate) fn unreliable_messages(bytes: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    let mut reader = Reader(bytes);
    if reader.u8()? != UNRELIABLE {
        return None;
    }
    reader.counter()?;
    reader.u8()?;
    let count = reader.messages()?;
    Some((0..count).map_while(move |_| reader.message(1, LATEST_BYTES)))
}

/// Whether the pad may build a netcode client from this token, which came from a receiver that may be anyone.
#[must_use]
pub fn token(token: &ConnectToken) -> bool {
    let life = token.expire_timestamp.checked_sub(token.create_timestamp);
    token.protocol_id == NETCODE_PROTOCOL_ID
        && token.server_addresses.first().is_some_and(Option::is_some)
        && life.is_some_and(|seconds| (1..=TOKEN_SECONDS).contains(&seconds))
        && u64::try_from(token.timeout_seconds).is_ok_and(|t| (1..=TOKEN_SECONDS).contains(&t))
}

fn is_request(datagram: &[u8]) -> bool {
    datagram.len() == 1 + REQUEST_BYTES
        && datagram.first() == Some(&REQUEST)
        && datagram.get(1..14) == Some(&VERSION_INFO[..])
        && datagram.get(14..22) == Some(&NETCODE_PROTOCOL_ID.to_le_bytes()[..])
}

/// An encrypted packet: prefix, sequence of `shortest` to 8 bytes, `least` to `most` bytes, tag.
fn is_sealed(datagram: &[u8], shortest: usize, least: usize, most: usize) -> bool {
    let Some((prefix, rest)) = datagram.split_first() else {
        return false;
    };
    let length = usize::from(prefix >> 4);
    let Some((sequence, rest)) = rest.split_at_checked(length) else {
        return false;
    };
    let Some(body) = rest.len().checked_sub(TAG_BYTES) else {
        return false;
    };
    let value = sequence
        .iter()
        .rev()
        .fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
    datagram.len() <= DATAGRAM_BYTES
        && (shortest..=8).contains(&length)
        && value < u128::from(COUNTER_END)
        && (least..=most).contains(&body)
}

fn reliable(reader: &mut Reader<'_>) -> Option<()> {
    reader.counter()?;
    if reader.u8()? != CHANNEL_ORDERED {
        return None;
    }
    for _ in 0..reader.messages()? {
        reader.counter()?;
        // never tiny: renet accounts for bytes, not for messages, while it waits for a missing one
        reader.message(PART_HEADER_BYTES, PART_HEADER_BYTES + PART_BYTES)?;
    }
    Some(())
}

fn unreliable(reader: &mut Reader<'_>) -> Option<()> {
    reader.counter()?;
    if reader.u8()? != CHANNEL_LATEST {
        return None;
    }
    for _ in 0..reader.messages()? {
        reader.message(1, LATEST_BYTES)?;
    }
    Some(())
}

fn acknowledgement(reader: &mut Reader<'_>) -> Option<()> {
    reader.counter()?;
    let end = reader.counter()?;
    let mut start = end.checked_sub(reader.counter()?)?;
    let more = reader.varint()?;
    if more > ACK_RANGES {
        return None;
    }
    for _ in 0..more {
        let end = start.checked_sub(reader.counter()?)?.checked_sub(2)?;
        start = end.checked_sub(reader.counter()?)?;
    }
    Some(())
}

/// Reads renet's encoding: big-endian, with QUIC's variable-length integers.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn varint(&mut self) -> Option<u64> {
        let first = *self.0.first()?;
        let bytes = self.take(1 << (first >> 6))?;
        let (head, tail) = bytes.split_first()?;
        Some(
            tail.iter()
                .fold(u64::from(head & 0x3f), |v, b| v << 8 | u64::from(*b)),
        )
    }

    /// A number that only ever counts up.
    fn counter(&mut self) -> Option<u64> {
        self.varint().filter(|value| *value < COUNTER_END)
    }

    /// How many messages follow.
    fn messages(&mut self) -> Option<usize> {
        let bytes = self.take(2)?;
        let count = usize::from(u16::from_be_bytes(bytes.try_into().ok()?));
        (1..=MESSAGES).contains(&count).then_some(count)
    }

    fn message(&mut self, least: usize, most: usize) -> Option<&'a [u8]> {
        let len = usize::try_from(self.varint()?).ok()?;
        (least..=most).contains(&len).then_some(())?;
        self.take(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed(kind: u8, sequence: &[u8], body: usize) -> Vec<u8> {
        let mut bytes = vec![kind | (sequence.len() as u8) << 4];
        bytes.extend_from_slice(sequence);
        bytes.resize(1 + sequence.len() + body + TAG_BYTES, 7);
        bytes
    }

    fn request() -> Vec<u8> {
        let mut bytes = vec![0];
        bytes.extend_from_slice(VERSION_INFO);
        bytes.extend_from_slice(&NETCODE_PROTOCOL_ID.to_le_bytes());
        bytes.resize(1 + REQUEST_BYTES, 3);
        bytes
    }

    #[test]
    fn who_may_say_what() {
        let packets = [
            (request(), [true, true, false]),
            (sealed(DENIED, &[1], 0), [false; 3]),
            (sealed(CHALLENGE, &[1], CHALLENGE_BYTES), [false; 3]),
            (
                sealed(RESPONSE, &[1], CHALLENGE_BYTES),
                [false, true, false],
            ),
            (
                sealed(KEEP_ALIVE, &[1], KEEP_ALIVE_BYTES),
                [false, false, true],
            ),
            (sealed(PAYLOAD, &[1], 60), [false, false, true]),
            (sealed(DISCONNECT, &[1], 0), [false, false, true]),
            (sealed(7, &[1], 0), [false; 3]),
        ];
        for (bytes, allowed) in packets {
            let standings = [Standing::Stranger, Standing::Joining, Standing::Connected];
            for (standing, expected) in standings.into_iter().zip(allowed) {
                assert_eq!(
                    from_pad(&bytes, standing),
                    expected,
                    "{} {standing:?}",
                    bytes[0]
                );
            }
        }
    }

    #[test]
    fn a_sequence_is_one_to_eight_bytes_and_far_from_its_end() {
        let payload = |sequence: &[u8]| sealed(PAYLOAD, sequence, 10);
        let connected = Standing::Connected;
        assert!(!from_pad(&payload(&[]), connected));
        assert!(from_host(&payload(&[])), "renetcode's first packet");
        assert!(from_pad(&payload(&[1, 2, 3, 4, 5, 6, 0, 0]), connected));
        assert!(!from_pad(&payload(&[0xff; 8]), connected));
        assert!(!from_pad(&payload(&[0, 0, 0, 0, 0, 0, 1]), connected));
        assert!(!from_pad(&payload(&[0; 9]), connected));
        assert!(!from_pad(&payload(&[0; 15]), connected));
        let no_room = &payload(&[1; 6])[..1 + 6 + TAG_BYTES];
        assert!(!from_pad(no_room, connected));
        assert!(!from_pad(&no_room[..18], connected));
    }

    #[test]
    fn admits_what_renet_sends_and_no_slices() {
        let mut part = vec![0, 5, CHANNEL_ORDERED, 0, 1, 0, 7];
        part.extend([0x21; 7]);
        assert!(payload(&part));
        assert!(payload(&[1, 5, CHANNEL_LATEST, 0, 1, 2, 9, 9]));
        assert!(payload(&[4, 5, 0x40, 90, 5, 1, 15, 10]));
        assert!(!payload(&[2, 5, 1, 0, 0, 1, 1, 9]));
        assert!(!payload(&[3, 5, 0, 0, 0, 1, 1, 9]));
        assert!(!payload(&[]));
        // another channel, nothing inside, an empty message, too many, something left over
        assert!(!payload(&[1, 5, 9, 0, 1, 2, 9, 9]));
        assert!(!payload(&[1, 5, CHANNEL_LATEST, 0, 0]));
        assert!(!payload(&[1, 5, CHANNEL_LATEST, 0, 1, 0]));
        let many: Vec<u8> = [1, 5, CHANNEL_LATEST, 0, 65]
            .into_iter()
            .chain([1, 9].repeat(65))
            .collect();
        assert!(!payload(&many));
        assert!(payload(&[1, 5, CHANNEL_LATEST, 0, 1, 1, 9]));
        assert!(!payload(&[1, 5, CHANNEL_LATEST, 0, 1, 1, 9, 9]));
        // acknowledges below zero
        assert!(!payload(&[4, 5, 3, 4, 0]));
        assert!(!payload(&[4, 5, 3, 0, 1, 2, 0]));
    }

    #[test]
    fn unreliable_messages_are_read_where_they_lie() {
        let packet = [1, 0x45, 9, CHANNEL_LATEST, 0, 2, 2, 7, 8, 1, 9];
        assert!(payload(&packet));
        let messages: Vec<_> = unreliable_messages(&packet).unwrap().collect();
        assert_eq!(messages, [&[7, 8][..], &[9]]);
        assert!(unreliable_messages(&[4, 5, 0x40, 90, 5, 0]).is_none());
        assert!(unreliable_messages(&[0, 5, CHANNEL_ORDERED, 0, 1, 0, 7]).is_none());
    }

    #[test]
    fn tiny_reliable_messages_are_refused() {
        let packet = |len: u8| {
            let mut bytes = vec![0, 5, CHANNEL_ORDERED, 0, 1, 0, len];
            bytes.resize(bytes.len() + usize::from(len), 1);
            bytes
        };
        assert!(!payload(&packet(0)) && !payload(&packet(6)) && payload(&packet(7)));
    }

    fn a_token() -> ConnectToken {
        let addresses = vec![([127, 0, 0, 1], 1).into()];
        let id = NETCODE_PROTOCOL_ID;
        ConnectToken::generate(Default::default(), id, 60, 1, 30, addresses, None, &[1; 32])
            .unwrap()
    }

    #[test]
    fn a_hostile_token_is_refused() {
        assert!(token(&a_token()));
        type Spoil = fn(&mut ConnectToken);
        let spoils: [Spoil; 6] = [
            |t| t.server_addresses = [None; 32],
            |t| t.create_timestamp = t.expire_timestamp + 1,
            |t| t.expire_timestamp = u64::MAX,
            |t| t.timeout_seconds = -1,
            |t| t.timeout_seconds = i32::MAX,
            |t| t.protocol_id += 1,
        ];
        for (at, spoil) in spoils.iter().enumerate() {
            let mut spoiled = a_token();
            spoil(&mut spoiled);
            assert!(!token(&spoiled), "{at}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
            for standing in [Standing::Stranger, Standing::Joining, Standing::Connected] {
                if from_pad(&bytes, standing) {
                    prop_assert!(bytes.len() > TAG_BYTES && bytes.len() <= DATAGRAM_BYTES);
                }
            }
            let _ = from_host(&bytes);
            let _ = payload(&bytes);
            let _ = unreliable_messages(&bytes).map(Iterator::count);
        }
    }
}
