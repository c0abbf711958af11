//! Every byte of the handshakes that can be made to repeat: link and trusted, with fixed keys. They may never change while
//! the protocol's version stays. A second implementation, of another library in another language, gave the same bytes. Code mode's SPAKE2 takes its random numbers from nobody else, so of it only the hellos,
//! kinds and transcripts are pinned, where they are made. `docs/protocol-bytes.md` shows the same bytes.

#[path = "../../../tests/wire_bytes/reader.rs"]
mod reader;

use super::noise::tests::fix_random;
use super::transcript::Transcript;
use super::{Channel, Credential, DeviceKey, Door, HostHandshake, HostStep, PadHandshake, PadStep};
use crate::Time;
use couchpad_protocol::{JoinSecret, LinkPairing};
use std::fmt::Write;

const SECRET: JoinSecret = JoinSecret([33; 16]);

/// `XXpsk0`: first, second, third; then a sealed "up" and a sealed "down".
const LINK: [&str; 5] = [
    "2117d7e2acd30bf5e19d861ae80988d17fae8f662f5d80b0053f6cc73cdab1d264393343bcd5f67cc2afe13f9c\
     e85fbc10",
    "2207aaff3e9fc167275544f4c3a6a17cd837f2ec6e78cd8a57b1e3dfb3cc035a76c190f45c648b1b73d3f04333\
     0d274aa11575e9962a88f635b6eba99bce4c6eff4aa12ba52a87a4ed5cd978b42a95c05756f0cacb32356c40f3\
     42c007179a7b11",
    "238025ee54d8be1a583dd076524bc3dd6c7be050fa9e3f70766212e7ab189659aefb41be273ce2534a93eb51d7\
     b15d4579e95f0710a9aafded8268d275b8193c18",
    "1d35bb417954f07693c351579851e55abe1a",
    "3709b8a983c07b158c789c788500290268b4af62",
];

/// `IK`: first, second; then the same.
const TRUSTED: [&str; 4] = [
    "3117d7e2acd30bf5e19d861ae80988d17fae8f662f5d80b0053f6cc73cdab1d2642d3e50895ae448d1049f2277\
     040d9d9cd97b43b40bcc8eb534d16dada9c30d141fca807c30450f2d9f437bd181528a80d81fce8bdc2b046e35\
     d0e8246be52e63",
    "3207aaff3e9fc167275544f4c3a6a17cd837f2ec6e78cd8a57b1e3dfb3cc035a76b530730bcaa115bb53860b94\
     d4f64c60",
    "aac6997dcd0ecbaf817355c7804d13b416f3",
    "71f0e5ffbef425c2f666e4d643fc36757bf1b32f",
];

struct Golden {
    said: Vec<Vec<u8>>,
    pad: Channel,
    host: Channel,
}

/// One handshake with fixed keys, played until both are done.
fn play(credential: Credential) -> Golden {
    let (pad_key, host_key) = (
        DeviceKey::from_bytes([11; 32]),
        DeviceKey::from_bytes([22; 32]),
    );
    let mut door = Door::new(SECRET, Box::new(|out| out.fill(0)));
    let from = "10.0.0.1".parse().unwrap();
    let (mut pad, pad_hello) = PadHandshake::new(&pad_key, credential, [1; 16]);
    let (mut host, host_hello) = HostHandshake::new(&host_key, [2; 16]);
    fix_random(42);
    let first = host.read(Time::ZERO, from, &pad_hello, &mut door);
    assert!(matches!(first, HostStep::Wait));
    let mut said = vec![pad_hello, host_hello];
    let mut ends = (None, None);
    while ends.0.is_none() || ends.1.is_none() {
        fix_random(41);
        match pad.read(said.last().unwrap()).unwrap() {
            PadStep::Send(frame) => said.push(frame),
            PadStep::Done { send, channel, .. } => {
                said.extend(send);
                ends.0 = Some(channel);
            }
        }
        if ends.1.is_some() {
            break;
        }
        fix_random(42);
        match host.read(Time::ZERO, from, said.last().unwrap(), &mut door) {
            HostStep::Send(frame) => said.push(frame),
            HostStep::Done { send, channel, .. } => {
                said.extend(send);
                ends.1 = Some(channel);
            }
            step => panic!("{step:?}"),
        }
    }
    let (pad, host) = (ends.0.unwrap(), ends.1.unwrap());
    Golden { said, pad, host }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The frames behind the hellos, then the first sealed frame of each side.
fn frames(mut golden: Golden) -> Vec<String> {
    let mut frames = golden.said.split_off(2);
    frames.push(golden.pad.seal(b"up").unwrap());
    frames.push(golden.host.seal(b"down").unwrap());
    frames.iter().map(|frame| hex(frame)).collect()
}

#[test]
fn link() {
    let key = DeviceKey::from_bytes([22; 32]).public();
    let secret = SECRET;
    let golden = play(Credential::Link(LinkPairing { secret, key }));
    assert_eq!(frames(golden), LINK);
}

#[test]
fn trusted() {
    let key = DeviceKey::from_bytes([22; 32]).public();
    assert_eq!(frames(play(Credential::Trusted(key))), TRUSTED);
}

/// What the page shows of one mode, in the order of the names.
fn shown(mode: &str, names: &[&str]) -> Vec<String> {
    let page = reader::examples();
    let example = |name| hex(&page[&format!("pair.{mode}.{name}")]);
    names.iter().map(example).collect()
}

#[test]
fn the_page_shows_the_same() {
    let names = ["first", "second", "third", "sealed-up", "sealed-down"];
    assert_eq!(shown("link", &names), LINK);
    let [first, second, _, up, down] = names;
    assert_eq!(shown("trusted", &[first, second, up, down]), TRUSTED);
    let page = reader::examples();
    let (pad, host) = (
        DeviceKey::from_bytes([11; 32]).public(),
        DeviceKey::from_bytes([22; 32]).public(),
    );
    assert_eq!(page["pair.pad-public"], pad.0);
    let hello = &page["hello.pad.framed"][2..];
    let said = Transcript::new(hello, &page["hello.host"]);
    assert_eq!(page["pair.link.psk"], *said.link_psk(&SECRET, &host));
    let count = page.keys().filter(|name| name.starts_with("pair.")).count();
    assert_eq!(count, names.len() + 4 + 2, "one that nobody tries");
}
