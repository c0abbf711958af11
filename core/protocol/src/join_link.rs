//! Join links: `couchpad://HOST[,HOST...]:PORT`, where a receiver can be reached. Must not know sockets: it resolves
//! and opens nothing.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

const SCHEME: &str = "couchpad://";
/// Longest link that is looked at, in bytes.
const LINK_BYTES: usize = 2_048;
/// Most addresses in one link.
const HOSTS: usize = 16;

/// Where a receiver can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinLink {
    hosts: Vec<IpAddr>,
    port: u16,
}

/// Why a text is not a join link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinLinkError {
    /// Another scheme, or none.
    #[error(
        "`{0}` is not a join link: it must begin with couchpad://, like couchpad://127.0.0.1:4455"
    )]
    Scheme(String),
    /// No port, or one that is none.
    #[error("the join link has no port: put it after the address, like couchpad://127.0.0.1:4455")]
    Port,
    /// Not an address.
    #[error(
        "`{0}` in the join link is not an IP address; write 192.168.0.5, or [fe80::1] for IPv6"
    )]
    Host(String),
    /// Absurdly long, or too many addresses.
    #[error("the join link is too long: copy it again from the big screen")]
    TooLong,
}

impl JoinLink {
    /// A link to one receiver at all of its addresses, best first. `None` without an address, with too many, or with port 0.
    #[must_use]
    pub fn new(hosts: Vec<IpAddr>, port: u16) -> Option<Self> {
        (port != 0 && !hosts.is_empty() && hosts.len() <= HOSTS).then_some(Self { hosts, port })
    }

    /// The addresses to try, in order. There is at least one.
    pub fn addresses(&self) -> impl Iterator<Item = SocketAddr> + '_ {
        self.hosts
            .iter()
            .map(|host| SocketAddr::new(*host, self.port))
    }
}

impl FromStr for JoinLink {
    type Err = JoinLinkError;

    fn from_str(text: &str) -> Result<Self, JoinLinkError> {
        let text = text.trim();
        if text.len() > LINK_BYTES {
            return Err(JoinLinkError::TooLong);
        }
        let lower = text.get(..SCHEME.len()).map(str::to_ascii_lowercase);
        let Some(rest) = text
            .get(SCHEME.len()..)
            .filter(|_| lower.as_deref() == Some(SCHEME))
        else {
            return Err(JoinLinkError::Scheme(text.chars().take(60).collect()));
        };
        // what follows the address belongs to later versions
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (hosts, port) = authority.rsplit_once(':').ok_or(JoinLinkError::Port)?;
        let port = port.parse().map_err(|_| JoinLinkError::Port)?;
        let hosts = hosts
            .split(',')
            .map(parse_host)
            .collect::<Result<Vec<_>, _>>()?;
        if hosts.len() > HOSTS {
            return Err(JoinLinkError::TooLong);
        }
        Self::new(hosts, port).ok_or(JoinLinkError::Port)
    }
}

fn parse_host(host: &str) -> Result<IpAddr, JoinLinkError> {
    let fault = || JoinLinkError::Host(host.chars().take(60).collect());
    if let Some(inner) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return inner.parse().map(IpAddr::V6).map_err(|_| fault());
    }
    if host.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    host.parse().map(IpAddr::V4).map_err(|_| fault())
}

impl fmt::Display for JoinLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SCHEME)?;
        for (at, host) in self.hosts.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            match host {
                IpAddr::V4(v4) => write!(f, "{comma}{v4}")?,
                IpAddr::V6(v6) => write!(f, "{comma}[{v6}]")?,
            }
        }
        write!(f, ":{}", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_and_writes_links() {
        for text in [
            "couchpad://127.0.0.1:4455",
            "couchpad://192.168.0.5,10.0.0.2,[fe80::1]:65535",
        ] {
            assert_eq!(text.parse::<JoinLink>().unwrap().to_string(), text);
        }
        let link: JoinLink = " COUCHPAD://localhost:7?s=abc&k=def ".parse().unwrap();
        assert_eq!(link.to_string(), "couchpad://127.0.0.1:7");
    }

    #[test]
    fn says_what_is_wrong() {
        let fault = |text: &str| text.parse::<JoinLink>().unwrap_err();
        assert_eq!(fault("hello"), JoinLinkError::Scheme("hello".into()));
        assert_eq!(fault(""), JoinLinkError::Scheme(String::new()));
        assert_eq!(
            fault("http://127.0.0.1:80"),
            JoinLinkError::Scheme("http://127.0.0.1:80".into())
        );
        assert_eq!(fault("couchpad://127.0.0.1"), JoinLinkError::Port);
        assert_eq!(fault("couchpad://127.0.0.1:0"), JoinLinkError::Port);
        assert_eq!(fault("couchpad://127.0.0.1:99999"), JoinLinkError::Port);
        assert_eq!(fault("couchpad://:1"), JoinLinkError::Host(String::new()));
        assert_eq!(
            fault("couchpad://1.2.3:1"),
            JoinLinkError::Host("1.2.3".into())
        );
        assert_eq!(
            fault(&format!("couchpad://{}:1", "1.2.3.4,".repeat(400))),
            JoinLinkError::TooLong
        );
    }

    proptest! {
        #[test]
        fn any_text_is_harmless(text in "(couchpad://)?.{0,60}") {
            if let Ok(link) = text.parse::<JoinLink>() {
                prop_assert_eq!(link.to_string().parse::<JoinLink>(), Ok(link));
            }
        }
    }
}
