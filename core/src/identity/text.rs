//! How records are written: the text of each file, as [`parse`](super::parse) reads it. Must not know where it goes.

use super::evening::Evening;
use super::parse::{ParseFault, VERSION};
use super::records::{PinnedReceiver, TrustedPad};
use couchpad_protocol::Profile;
use couchpad_session::pairing::DeviceKey;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use zeroize::{Zeroize, Zeroizing};

/// A text that is wiped when it goes.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Secret(pub(super) String);

impl Secret {
    fn of(bytes: &[u8]) -> Self {
        Self(BASE64URL_NOPAD.encode(bytes))
    }

    pub(super) fn bytes<const N: usize>(&self) -> Result<Zeroizing<[u8; N]>, ParseFault> {
        let decoded = BASE64URL_NOPAD.decode(self.0.as_bytes());
        let decoded = Zeroizing::new(decoded.map_err(|_| ParseFault::BadKey)?);
        let bytes = decoded.as_slice().try_into();
        bytes.map(Zeroizing::new).map_err(|_| ParseFault::BadKey)
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What a record's keys and secrets add up to: one that a bad disk has changed may still look like one. Records of before
/// have none.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Check(Option<String>);

impl Check {
    /// Of the texts as they stand in the record. Too short to tell anything about them: they are keys and random secrets.
    fn of(texts: &[&str]) -> Self {
        let mut sum = Sha256::new();
        for text in texts {
            sum.update(text);
            sum.update(b"\n");
        }
        let sum = sum.finalize();
        let (short, _) = sum.split_at(8);
        Self(Some(HEXLOWER.encode(short)))
    }

    /// Whether they are as they were written, as far as can be told.
    pub(super) fn holds(&self, texts: &[&str]) -> Result<(), ParseFault> {
        if self.0.is_none() || self.0 == Self::of(texts).0 {
            return Ok(());
        }
        Err(ParseFault::BadKey)
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct DeviceFile {
    pub(super) version: u32,
    pub(super) secret: Secret,
    #[serde(default)]
    pub(super) check: Check,
}

#[derive(Serialize, Deserialize)]
pub(super) struct EveningFile {
    pub(super) version: u32,
    pub(super) began: u64,
    pub(super) seen: u64,
    pub(super) secret: Secret,
    #[serde(default)]
    pub(super) check: Check,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PortFile {
    pub(super) version: u32,
    pub(super) port: u16,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PlayerFile {
    pub(super) version: u32,
    pub(super) name: String,
    pub(super) mark: Option<u8>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PadFile {
    pub(super) version: u32,
    pub(super) name: String,
    pub(super) key: String,
    pub(super) paired: u64,
    pub(super) last_seen: u64,
    pub(super) remembered: bool,
    #[serde(default)]
    pub(super) check: Check,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ReceiverFile {
    pub(super) version: u32,
    pub(super) name: String,
    pub(super) key: String,
    pub(super) addresses: Vec<SocketAddr>,
    pub(super) resume: Option<Secret>,
    pub(super) remembered: bool,
    pub(super) last_used: u64,
    #[serde(default)]
    pub(super) check: Check,
}

impl ReceiverFile {
    pub(super) fn holds(&self) -> Result<(), ParseFault> {
        self.check
            .holds(&[&self.key, secret_text(self.resume.as_ref())])
    }
}

fn secret_text(secret: Option<&Secret>) -> &str {
    secret.map_or("", |secret| &secret.0)
}

/// The text of a record, wiped when it goes.
pub(super) type Record = Zeroizing<Vec<u8>>;

pub(super) fn write_device(device: &DeviceKey) -> Record {
    let secret = Secret::of(device.bytes().as_slice());
    write(&DeviceFile {
        version: VERSION,
        check: Check::of(&[&secret.0]),
        secret,
    })
}

pub(super) fn write_evening(evening: &Evening) -> Record {
    let secret = Secret(evening.secret.reveal());
    write(&EveningFile {
        version: VERSION,
        began: writable(evening.began),
        seen: writable(evening.seen),
        check: Check::of(&[&secret.0]),
        secret,
    })
}

pub(super) fn write_port(port: u16) -> Record {
    write(&PortFile {
        version: VERSION,
        port,
    })
}

pub(super) fn write_player(player: &Profile) -> Record {
    write(&PlayerFile {
        version: VERSION,
        name: player.name.clone(),
        mark: player.mark,
    })
}

pub(super) fn write_pad(pad: &TrustedPad) -> Record {
    let key = pad.key.to_string();
    write(&PadFile {
        version: VERSION,
        name: pad.name.clone(),
        check: Check::of(&[&key]),
        key,
        paired: writable(pad.paired),
        last_seen: writable(pad.last_seen),
        remembered: pad.remembered,
    })
}

pub(super) fn write_receiver(receiver: &PinnedReceiver) -> Record {
    let resume = receiver.resume.map(|secret| Secret::of(&secret.0));
    let key = receiver.key.to_string();
    write(&ReceiverFile {
        version: VERSION,
        name: receiver.name.clone(),
        check: Check::of(&[&key, secret_text(resume.as_ref())]),
        key,
        addresses: receiver.addresses.clone(),
        resume,
        remembered: receiver.remembered,
        last_used: writable(receiver.last_used),
    })
}

/// TOML's numbers end at 2^63.
fn writable(time: u64) -> u64 {
    time.min(i64::MAX as u64)
}

fn write<T: Serialize>(file: &T) -> Record {
    // flat tables of texts, numbers and lists always have a text; an empty record would be set aside as damaged
    let text = toml::to_string(file).unwrap_or_default();
    Zeroizing::new(text.into_bytes())
}
