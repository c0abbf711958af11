//! How records are read: TOML with a version, one thing a file. No bytes panic here, and no message of a TOML parser
//! leaves it, for that may quote a secret. Must not know where records are kept.

use super::evening::Evening;
use super::records::{PinnedReceiver, TrustedPad};
use super::store::RECORD_BYTES;
use super::text::{DeviceFile, EveningFile, PadFile, PlayerFile, PortFile, ReceiverFile, Secret};
use couchpad_protocol::control::ResumeSecret;
use couchpad_protocol::{Profile, PublicKey, clean_name};
use couchpad_session::pairing::DeviceKey;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// The version of all records that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;
/// Most addresses that are kept of one receiver.
pub const ADDRESSES: usize = 16;

/// Why bytes are not the record that they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseFault {
    /// Longer than any record.
    #[error("it is larger than {RECORD_BYTES} bytes")]
    TooLong,
    /// Not text, or not TOML, or without something that belongs there.
    #[error("line {line} is not what belongs there")]
    Damaged {
        /// The line, counted from 1.
        line: usize,
    },
    /// A key or secret that is none.
    #[error("a key in it is damaged")]
    BadKey,
    /// Not a file at all, or one that this user may not read.
    #[error("it cannot be read as a file")]
    Unreadable,
    /// Written by a later version of this program.
    #[error("a newer version of Couchpad wrote it")]
    Newer,
}

#[derive(Deserialize)]
struct AnyFile {
    version: u32,
}

/// Reads a device's key.
///
/// # Errors
/// [`ParseFault`].
pub fn device_key(record: &[u8]) -> Result<DeviceKey, ParseFault> {
    let file: DeviceFile = read(record)?;
    file.check.holds(&[&file.secret.0])?;
    Ok(DeviceKey::from_bytes(*file.secret.bytes()?))
}

/// Reads a receiver's evening.
///
/// # Errors
/// [`ParseFault`].
pub fn evening(record: &[u8]) -> Result<Evening, ParseFault> {
    let file: EveningFile = read(record)?;
    file.check.holds(&[&file.secret.0])?;
    let secret = FromStr::from_str(&file.secret.0).map_err(|_| ParseFault::BadKey)?;
    Ok(Evening {
        began: file.began,
        seen: file.seen,
        secret,
    })
}

/// Reads the port that a receiver keeps; never 0.
///
/// # Errors
/// [`ParseFault`].
pub fn port(record: &[u8]) -> Result<u16, ParseFault> {
    let file: PortFile = read(record)?;
    match file.port {
        0 => Err(ParseFault::Damaged { line: 1 }),
        port => Ok(port),
    }
}

/// Reads who the player of a pad is.
///
/// # Errors
/// [`ParseFault`].
pub fn player(record: &[u8]) -> Result<Profile, ParseFault> {
    let file: PlayerFile = read(record)?;
    Ok(Profile {
        name: clean_name(&file.name),
        mark: file.mark,
    })
}

/// Reads a pad that a receiver trusts.
///
/// # Errors
/// [`ParseFault`].
pub fn trusted_pad(record: &[u8]) -> Result<TrustedPad, ParseFault> {
    let file: PadFile = read(record)?;
    file.check.holds(&[&file.key])?;
    Ok(TrustedPad {
        key: key(&file.key)?,
        name: clean_name(&file.name),
        paired: file.paired,
        remembered: file.remembered,
        last_seen: file.last_seen,
    })
}

/// Reads a receiver that a pad has pinned; of its addresses the first [`ADDRESSES`].
///
/// # Errors
/// [`ParseFault`].
pub fn pinned_receiver(record: &[u8]) -> Result<PinnedReceiver, ParseFault> {
    let file: ReceiverFile = read(record)?;
    file.holds()?;
    let resume = file.resume.as_ref().map(Secret::bytes).transpose()?;
    Ok(PinnedReceiver {
        key: key(&file.key)?,
        name: clean_name(&file.name),
        addresses: file.addresses.into_iter().take(ADDRESSES).collect(),
        resume: resume.map(|bytes| ResumeSecret(*bytes)),
        remembered: file.remembered,
        last_used: file.last_used,
    })
}

fn key(text: &str) -> Result<PublicKey, ParseFault> {
    text.parse().map_err(|_| ParseFault::BadKey)
}

fn read<T: DeserializeOwned>(record: &[u8]) -> Result<T, ParseFault> {
    if record.len() > RECORD_BYTES {
        return Err(ParseFault::TooLong);
    }
    let text = std::str::from_utf8(record).map_err(|error| {
        let (before, _) = record.split_at(error.valid_up_to());
        ParseFault::Damaged {
            line: line_after(before),
        }
    })?;
    let damaged = |error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        ParseFault::Damaged {
            line: line_after(before.unwrap_or_default().as_bytes()),
        }
    };
    // a later version may mean anything by its fields, so this comes first
    let any: AnyFile = toml::from_str(text).map_err(damaged)?;
    if any.version > VERSION {
        return Err(ParseFault::Newer);
    }
    toml::from_str(text).map_err(damaged)
}

fn line_after(before: &[u8]) -> usize {
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::super::text::{
        write_device, write_evening, write_pad, write_player, write_port, write_receiver,
    };
    use super::*;
    use couchpad_protocol::JoinSecret;
    use proptest::prelude::*;
    use std::net::SocketAddr;

    fn any_pad() -> impl Strategy<Value = TrustedPad> {
        let times = (0..=i64::MAX as u64, 0..=i64::MAX as u64);
        (any::<[u8; 32]>(), ".{0,40}", times, any::<bool>()).prop_map(
            |(key, name, (paired, last_seen), remembered)| TrustedPad {
                key: PublicKey(key),
                name: clean_name(&name),
                paired,
                remembered,
                last_seen,
            },
        )
    }

    fn any_receiver() -> impl Strategy<Value = PinnedReceiver> {
        let addresses = proptest::collection::vec(any::<SocketAddr>(), 0..ADDRESSES);
        let resume = proptest::option::of(any::<[u8; 16]>());
        (any_pad(), addresses, resume).prop_map(|(like, addresses, resume)| PinnedReceiver {
            key: like.key,
            name: like.name,
            // scope ids and flow labels are of this moment, not of the address
            addresses: addresses
                .into_iter()
                .map(|a| SocketAddr::new(a.ip(), a.port()))
                .collect(),
            resume: resume.map(ResumeSecret),
            remembered: like.remembered,
            last_used: like.last_seen,
        })
    }

    fn parse_all(record: &[u8]) {
        let _ = device_key(record);
        let _ = evening(record);
        let _ = port(record);
        let _ = player(record);
        if let Ok(pad) = trusted_pad(record) {
            assert_eq!(pad.name, clean_name(&pad.name));
        }
        if let Ok(receiver) = pinned_receiver(record) {
            assert_eq!(receiver.name, clean_name(&receiver.name));
            assert!(receiver.addresses.len() <= ADDRESSES);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            pad in any_pad(),
            receiver in any_receiver(),
            device: [u8; 32],
            secret: [u8; 16],
            began in 0..=i64::MAX as u64,
            number in 1..=u16::MAX,
            mark: Option<u8>,
        ) {
            prop_assert_eq!(trusted_pad(&write_pad(&pad)), Ok(pad.clone()));
            prop_assert!(write_receiver(&receiver).len() <= RECORD_BYTES);
            prop_assert_eq!(pinned_receiver(&write_receiver(&receiver)), Ok(receiver));
            let read = device_key(&write_device(&DeviceKey::from_bytes(device))).unwrap();
            prop_assert_eq!(*read.bytes(), device);
            let whole = Evening { began, seen: began, secret: JoinSecret(secret) };
            prop_assert_eq!(evening(&write_evening(&whole)), Ok(whole));
            prop_assert_eq!(port(&write_port(number)), Ok(number));
            let profile = Profile { name: pad.name, mark };
            prop_assert_eq!(player(&write_player(&profile)), Ok(profile));
        }

        #[test]
        fn any_bytes_are_harmless(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            parse_all(&bytes);
        }

        #[test]
        fn any_damage_is_harmless(receiver in any_receiver(), at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
            let mut record = write_receiver(&receiver).to_vec();
            let at = at.index(record.len());
            record[at] = byte;
            parse_all(&record);
            record.truncate(cut.index(record.len()));
            parse_all(&record);
        }

        #[test]
        fn any_toml_is_harmless(text in "((version|name|key|secret|port|began) = [0-9\"\\[{a-z}\\]]{0,12}\n){0,8}") {
            parse_all(text.as_bytes());
        }
    }

    #[test]
    fn names_in_records_are_not_believed() {
        let pad = TrustedPad {
            key: PublicKey([7; 32]),
            name: "Ada\u{202e}\u{1b}[31m".into(),
            paired: 1,
            remembered: false,
            last_seen: 2,
        };
        assert_eq!(trusted_pad(&write_pad(&pad)).unwrap().name, "Ada[31m");
    }

    #[test]
    fn says_what_is_wrong_without_quoting_it() {
        let long = vec![b'#'; RECORD_BYTES + 1];
        assert_eq!(port(&long), Err(ParseFault::TooLong));
        let cases: [(&[u8], _); 7] = [
            (b"", ParseFault::Damaged { line: 1 }),
            (
                b"version = 1\nport = 70000\n",
                ParseFault::Damaged { line: 2 },
            ),
            (b"version = 1\nport = 0\n", ParseFault::Damaged { line: 1 }),
            (
                b"version = 1\n\nport = \xff",
                ParseFault::Damaged { line: 3 },
            ),
            (b"version = 2\nharbour = 1\n", ParseFault::Newer),
            (b"version = -1\nport = 1\n", ParseFault::Damaged { line: 1 }),
            (
                b"version = 1\nport = \"hunter2\"\n",
                ParseFault::Damaged { line: 2 },
            ),
        ];
        for (record, fault) in cases {
            assert_eq!(port(record), Err(fault));
            assert!(!fault.to_string().contains("hunter2"));
        }
        let short = b"version = 1\nsecret = \"AAAA\"\n";
        assert_eq!(device_key(short).err(), Some(ParseFault::BadKey));
    }

    proptest! {
        #[test]
        fn a_bit_that_flips_makes_no_other_key(
            device: [u8; 32],
            receiver in any_receiver(),
            at: prop::sample::Index,
            bit in 0..8_u32,
        ) {
            let flip = |record: &[u8]| {
                let mut record = record.to_vec();
                let at = at.index(record.len());
                record[at] ^= 1 << bit;
                record
            };
            if let Ok(read) = device_key(&flip(&write_device(&DeviceKey::from_bytes(device)))) {
                prop_assert_eq!(*read.bytes(), device);
            }
            // who does not know the fields' names any more takes the record for one of before
            let record = flip(&write_receiver(&receiver));
            let is_whole = record.windows(8).any(|w| w == b"\ncheck =") && record.windows(8).any(|w| w == b"\nresume ");
            match pinned_receiver(&record) {
                Ok(read) if is_whole => prop_assert_eq!((read.key, read.resume), (receiver.key, receiver.resume)),
                _ => {}
            }
        }
    }

    #[test]
    fn another_key_of_the_right_form_is_noticed() {
        let swap = |record: &[u8], from: &str, to: &str| {
            let text = String::from_utf8(record.to_vec()).unwrap();
            let (before, after) = text.split_once(from).unwrap();
            format!("{before}{to}{after}").into_bytes()
        };
        // 32 zeros in base64, and the same with one bit of the key's other end
        let device = write_device(&DeviceKey::from_bytes([0; 32]));
        assert!(device_key(&device).is_ok());
        assert_eq!(
            device_key(&swap(&device, "\"AA", "\"QA")).err(),
            Some(ParseFault::BadKey)
        );
        let receiver = PinnedReceiver {
            key: PublicKey([0; 32]),
            name: "Den".into(),
            addresses: Vec::new(),
            resume: Some(ResumeSecret([0; 16])),
            remembered: true,
            last_used: 7,
        };
        let record = write_receiver(&receiver);
        assert_eq!(pinned_receiver(&record), Ok(receiver));
        let changed = swap(&record, "resume = \"AA", "resume = \"QA");
        assert_eq!(pinned_receiver(&changed), Err(ParseFault::BadKey));
    }

    #[test]
    fn records_of_before_have_no_check() {
        let record = b"version = 1\nsecret = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"\n";
        assert_eq!(*device_key(record).unwrap().bytes(), [0; 32]);
    }

    #[test]
    fn what_a_later_version_adds_is_passed_over() {
        let record = b"version = 1\nport = 7\ncolour = \"red\"\n";
        assert_eq!(port(record), Ok(7));
    }
}
