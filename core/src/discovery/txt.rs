//! The TXT record of an announcement: what it says, written and read. Pure; what it reads is anybody's. Must not know mDNS.
//!
//! Each entry is `key=value`, ASCII but for the name:
//!
//! | key | value |
//! | --- | --- |
//! | `txtvers` | `1`; a reader ignores announcements with another one |
//! | `id` | the first 8 bytes of the receiver's public key, 16 hexadecimal digits |
//! | `n` | its name |
//! | `vmin`, `vmax` | oldest and newest protocol version that it speaks |
//! | `p`, `s` | players connected, seats in all |
//! | `l` | `1`: the room is locked |
//! | `tcp` | the control port, the same number as the announced UDP port |

use super::receiver_name;

/// Most entries of a record that are looked at.
const ENTRIES: usize = 32;
/// Longest value that is looked at, in bytes: what the format allows.
const VALUE_BYTES: usize = 255;
/// `txtvers`.
const FORMAT: u16 = 1;

/// What a TXT record says. Every text is clean and short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Txt {
    /// The receiver's name, made safe to show.
    pub name: String,
    /// The fingerprint of the receiver's key: 16 lower-case hexadecimal digits. A claim; pairing proves it.
    pub fingerprint: String,
    /// Oldest protocol version that it speaks.
    pub oldest: u16,
    /// Newest protocol version that it speaks, no less than the oldest.
    pub newest: u16,
    /// Players connected.
    pub players: u16,
    /// Seats in all.
    pub seats: u16,
    /// Whether it admits newcomers no more.
    pub locked: bool,
    /// Its control port, not 0; `None` if it does not say.
    pub tcp: Option<u16>,
}

impl Txt {
    /// The entries, in the order in which they are announced.
    #[must_use]
    pub fn entries(&self) -> Vec<(&'static str, String)> {
        let mut entries = vec![
            ("txtvers", FORMAT.to_string()),
            ("id", self.fingerprint.clone()),
            ("n", self.name.clone()),
            ("vmin", self.oldest.to_string()),
            ("vmax", self.newest.to_string()),
            ("p", self.players.to_string()),
            ("s", self.seats.to_string()),
            ("l", u8::from(self.locked).to_string()),
        ];
        if let Some(tcp) = self.tcp {
            entries.push(("tcp", tcp.to_string()));
        }
        entries
    }
}

/// Reads a TXT record's entries. `None`: not a receiver's, or of a format to come. Keys in any case, the first of each
/// counts; unknown keys are passed over; what is missing but for the fingerprint and the versions is empty or 0.
#[must_use]
pub fn parse_txt(entries: &[(&str, &[u8])]) -> Option<Txt> {
    let entries = entries.get(..ENTRIES).unwrap_or(entries);
    let value = |key: &str| {
        let found = entries.iter().find(|(k, _)| k.eq_ignore_ascii_case(key));
        found
            .map(|(_, value)| *value)
            .filter(|v| v.len() <= VALUE_BYTES)
    };
    let number = |key| value(key).and_then(number);
    if value("txtvers").is_some() && number("txtvers") != Some(FORMAT) {
        return None;
    }
    let (oldest, newest) = (number("vmin")?, number("vmax")?);
    if oldest > newest {
        return None;
    }
    Some(Txt {
        fingerprint: fingerprint(value("id")?)?,
        name: receiver_name(&String::from_utf8_lossy(value("n").unwrap_or_default())),
        oldest,
        newest,
        players: number("p").unwrap_or(0),
        seats: number("s").unwrap_or(0),
        locked: value("l") == Some(b"1"),
        tcp: number("tcp").filter(|port| *port != 0),
    })
}

fn number(value: &[u8]) -> Option<u16> {
    let digits = !value.is_empty() && value.len() <= 5 && value.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(value).ok().filter(|_| digits)?;
    text.parse().ok()
}

fn fingerprint(value: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(value).ok()?;
    let hex = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::limits::{NAME_BYTES, NAME_GRAPHEMES};
    use proptest::prelude::*;

    fn txt() -> Txt {
        Txt {
            name: "Living Room".to_owned(),
            fingerprint: "0123456789abcdef".to_owned(),
            oldest: 1,
            newest: 3,
            players: 2,
            seats: 8,
            locked: true,
            tcp: Some(4455),
        }
    }

    fn read(entries: &[(&'static str, String)]) -> Option<Txt> {
        let borrowed: Vec<(&str, &[u8])> =
            entries.iter().map(|(k, v)| (*k, v.as_bytes())).collect();
        parse_txt(&borrowed)
    }

    fn changed(key: &'static str, value: &str) -> Option<Txt> {
        let mut entries = txt().entries();
        entries.retain(|(k, _)| !k.eq_ignore_ascii_case(key));
        entries.push((key, value.to_owned()));
        read(&entries)
    }

    #[test]
    fn refuses_what_is_not_a_receiver() {
        assert_eq!(read(&[]), None);
        for (key, value) in [
            ("id", "0123456789abcde"),
            ("id", "0123456789abcdeg"),
            ("id", "0123456789abcdef0"),
            ("vmin", "4"),
            ("vmax", "65536"),
            ("vmax", "-1"),
            ("vmax", "+3"),
            ("vmax", ""),
            ("txtvers", "2"),
        ] {
            assert_eq!(changed(key, value), None, "{key}={value}");
        }
    }

    #[test]
    fn takes_what_is_missing_or_odd() {
        let odd = changed("p", "many").unwrap();
        assert_eq!((odd.players, odd.seats), (0, 8));
        assert_eq!(changed("tcp", "0").unwrap().tcp, None);
        assert!(!changed("l", "yes").unwrap().locked);
        assert_eq!(changed("N", "Den").unwrap().name, "Den");
        assert_eq!(changed("n", "").unwrap().name, "Couchpad");
        assert_eq!(changed("n", "\u{202e}\u{1b}[2J").unwrap().name, "[2J");
        let mut twice = txt().entries();
        twice.push(("n", "Impostor".to_owned()));
        assert_eq!(read(&twice), Some(txt()));
        let mut many = vec![("x", String::new()); 1000];
        many.extend(txt().entries());
        assert_eq!(read(&many), None, "no record is searched without end");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(oldest: u16, more: u16, players: u16, seats: u16, locked: bool, port in 1_u16.., name in ".{0,60}") {
            let written = Txt {
                name: receiver_name(&name), oldest, newest: oldest.saturating_add(more), players, seats, locked, tcp: Some(port), ..txt()
            };
            let entries = written.entries();
            prop_assert!(entries.iter().all(|(k, v)| k.len() + 1 + v.len() <= 255));
            prop_assert_eq!(read(&entries), Some(written));
        }

        #[test]
        fn any_record_is_harmless(
            entries in prop::collection::vec(
                (prop::sample::select(vec!["txtvers", "id", "n", "vmin", "vmax", "p", "s", "l", "tcp", "?"]), prop::collection::vec(any::<u8>(), 0..300)), 0..40
            ),
        ) {
            let borrowed: Vec<(&str, &[u8])> = entries.iter().map(|(k, v)| (*k, v.as_slice())).collect();
            if let Some(txt) = parse_txt(&borrowed) {
                prop_assert!(txt.name.len() <= NAME_BYTES && txt.name.chars().count() <= NAME_BYTES && NAME_GRAPHEMES < NAME_BYTES);
                prop_assert!(txt.fingerprint.len() == 16 && txt.oldest <= txt.newest);
            }
        }

        #[test]
        fn any_name_is_harmless(name in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut entries: Vec<(&str, Vec<u8>)> = txt().entries().into_iter().map(|(k, v)| (k, v.into_bytes())).collect();
            entries.retain(|(key, _)| *key != "n");
            entries.push(("n", name));
            let borrowed: Vec<(&str, &[u8])> = entries.iter().map(|(k, v)| (*k, v.as_slice())).collect();
            let read = parse_txt(&borrowed).map(|txt| txt.name);
            prop_assert!(read.is_some_and(|name| !name.is_empty() && name.len() <= NAME_BYTES && !name.chars().any(char::is_control)));
        }
    }
}
