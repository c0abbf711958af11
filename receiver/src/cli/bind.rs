//! How people write where the receiver listens, in flags and in the settings. Opens nothing.

use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// Where to listen, as far as somebody said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BindWish {
    /// The address; without it, every interface.
    pub ip: Option<IpAddr>,
    /// The port, the same for UDP and TCP; 0 takes any that is free.
    pub port: Option<u16>,
}

/// Neither an address nor a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write an address, a port or both, like 4455, 192.168.0.5, 127.0.0.1:4455 or [::1]:4455")]
pub struct NoBind;

impl BindWish {
    fn new(ip: Option<IpAddr>, port: Option<u16>) -> Self {
        // the address that stands for all of them names none
        let ip = ip.filter(|ip| !ip.is_unspecified());
        Self { ip, port }
    }
}

impl FromStr for BindWish {
    type Err = NoBind;

    fn from_str(text: &str) -> Result<Self, NoBind> {
        let text = text.trim();
        if let Some(port) = port(text) {
            return Ok(Self::new(None, Some(port)));
        }
        if let Some(ip) = ip(text) {
            return Ok(Self::new(Some(ip), None));
        }
        let (host, of_host) = text.rsplit_once(':').ok_or(NoBind)?;
        // an IPv6 address must be in brackets before a port: its own colons look the same
        let ip = ip(host).filter(|ip| ip.is_ipv4() || host.starts_with('['));
        match (ip, port(of_host)) {
            (Some(ip), Some(port)) => Ok(Self::new(Some(ip), Some(port))),
            _ => Err(NoBind),
        }
    }
}

fn port(text: &str) -> Option<u16> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

fn ip(text: &str) -> Option<IpAddr> {
    if text.eq_ignore_ascii_case("localhost") {
        return Some(Ipv4Addr::LOCALHOST.into());
    }
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    match bare {
        Some(v6) => v6.parse().ok().map(IpAddr::V6),
        None => text.parse().ok(),
    }
}

impl fmt::Display for BindWish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.ip, self.port) {
            (Some(ip), Some(port)) => SocketAddr::new(ip, port).fmt(f),
            (Some(ip), None) => ip.fmt(f),
            (None, Some(port)) => port.fmt(f),
            (None, None) => f.write_str("every interface"),
        }
    }
}

impl<'de> Deserialize<'de> for BindWish {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Written)
    }
}

/// Text as in a flag, or a port as a number.
struct Written;

impl Visitor<'_> for Written {
    type Value = BindWish;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address, a port or both")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<BindWish, E> {
        let fault = |why| E::custom(format!("`{text}`: {why}"));
        text.parse().map_err(fault)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<BindWish, E> {
        let port = u16::try_from(number);
        let port = port.map_err(|_| E::custom(format!("{number} is no port: take 0 to 65535")))?;
        Ok(BindWish::new(None, Some(port)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<String>, Option<u16>)> {
        let wish = text.parse::<BindWish>().ok()?;
        Some((wish.ip.map(|ip| ip.to_string()), wish.port))
    }

    #[test]
    fn reads_addresses_ports_and_both() {
        let table = [
            ("127.0.0.1:0", Some("127.0.0.1"), Some(0)),
            ("localhost:80", Some("127.0.0.1"), Some(80)),
            ("localhost", Some("127.0.0.1"), None),
            ("[::1]:4455", Some("::1"), Some(4455)),
            ("[::1]", Some("::1"), None),
            ("::1", Some("::1"), None),
            ("fd00::1:4455", Some("fd00::1:4455"), None),
            (" 192.168.0.5 ", Some("192.168.0.5"), None),
            ("4455", None, Some(4455)),
            ("0", None, Some(0)),
            ("0.0.0.0:4455", None, Some(4455)),
            ("[::]:4455", None, Some(4455)),
            ("0.0.0.0", None, None),
        ];
        for (text, ip, port) in table {
            assert_eq!(read(text), Some((ip.map(Into::into), port)), "{text}");
        }
    }

    #[test]
    fn reads_nothing_else() {
        for bad in [
            "",
            ":",
            ":4455",
            "example.org:80",
            "example.org",
            "127.0.0.1:",
            "127.0.0.1:99999",
            "127.0.0.1:+80",
            "-1",
            "+80",
            "65536",
            "[127.0.0.1]:80",
            "[::1",
            "[]:80",
            "127.0.0.1:80:80",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn is_shown_as_it_is_written() {
        for text in ["127.0.0.1:0", "[::1]:4455", "fd00::1", "4455"] {
            let wish: BindWish = text.parse().unwrap();
            assert_eq!(wish.to_string(), text);
        }
    }
}
