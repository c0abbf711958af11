//! Links and typed addresses, read: anything may stand in them. Must not know how they are written.

use super::fault::echo;
use super::{
    DEFAULT_PORT, HOSTS, JoinLink, JoinLinkError, LINK_BYTES, PAGE_PATH, PAGE_SCHEME, SCHEMES,
};
use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

impl JoinLink {
    /// The address that a person typed: an IP address with or without a port ([`DEFAULT_PORT`] then), or a whole link of
    /// either form.
    ///
    /// # Errors
    /// See [`JoinLinkError`].
    pub fn from_typed(text: &str) -> Result<Self, JoinLinkError> {
        let text = text.trim();
        if text.len() > LINK_BYTES {
            return Err(JoinLinkError::TooLong);
        }
        if text.contains("://") {
            return text.parse();
        }
        // an IPv6 address has colons of its own, and needs brackets only before a port
        let bare = text.parse::<IpAddr>().or_else(|_| parse_host(text));
        let (hosts, port) = match bare {
            Ok(host) => (vec![host], DEFAULT_PORT),
            Err(fault) if !text.contains(':') => return Err(fault),
            Err(_) => parse_authority(text)?,
        };
        Self::new(hosts, port).ok_or(JoinLinkError::PortRange)
    }

    fn read_app(rest: &str) -> Result<Self, JoinLinkError> {
        let (authority, rest) = cut(rest, &['/', '?', '#']);
        let (_, query) = cut(rest, &['?', '#']);
        let (query, _) = cut(query.strip_prefix(['?', '#']).unwrap_or_default(), &['#']);
        let (hosts, port) = parse_authority(authority)?;
        let link = Self::new(hosts, port).ok_or(JoinLinkError::PortRange)?;
        link.read_fields(query)
    }

    fn read_page(rest: &str, whole: &str) -> Result<Self, JoinLinkError> {
        let (address, fields) = rest.split_once('#').unwrap_or((rest, ""));
        let page = || JoinLinkError::Page(echo(whole));
        let (authority, path) = address.split_once('/').ok_or_else(page)?;
        let (path, _) = cut(path, &['?']);
        if path.trim_end_matches('/') != PAGE_PATH {
            return Err(page());
        }
        let (hosts, port) = parse_authority(authority)?;
        let link = Self::new(hosts, port).ok_or(JoinLinkError::PortRange)?;
        link.read_fields(fields)
    }

    /// What stands behind the address; fields of later versions are skipped.
    fn read_fields(mut self, fields: &str) -> Result<Self, JoinLinkError> {
        let damaged = |_| JoinLinkError::Pairing;
        let (mut secret, mut key) = (None, None);
        for field in fields.split('&') {
            match field.split_once('=') {
                Some(("s", value)) => secret = Some(value.parse().map_err(damaged)?),
                Some(("k", value)) => key = Some(value.parse().map_err(damaged)?),
                // a transport of a later version is none that this one could use
                Some(("t", value)) => self.transport = value.parse().unwrap_or_default(),
                Some(("h", value)) => self.hosts.extend(parse_hosts(value)?),
                _ => {}
            }
        }
        if self.hosts.len() > HOSTS {
            return Err(JoinLinkError::TooLong);
        }
        match (secret, key) {
            (Some(secret), Some(key)) => Ok(self.with_pairing(secret, key)),
            (None, None) => Ok(self),
            _ => Err(JoinLinkError::Pairing),
        }
    }
}

/// A text up to the first of these characters, and from it on.
pub(super) fn cut<'a>(text: &'a str, at: &[char]) -> (&'a str, &'a str) {
    text.split_at(text.find(at).unwrap_or(text.len()))
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let head = text.get(..scheme.len())?;
    (head.eq_ignore_ascii_case(scheme)).then(|| text.get(scheme.len()..).unwrap_or_default())
}

impl FromStr for JoinLink {
    type Err = JoinLinkError;

    fn from_str(text: &str) -> Result<Self, JoinLinkError> {
        let text = text.trim();
        if text.len() > LINK_BYTES {
            return Err(JoinLinkError::TooLong);
        }
        let of_app = SCHEMES.into_iter().find_map(|(scheme, transport)| {
            strip_scheme(text, scheme).map(|rest| (rest, transport))
        });
        if let Some((rest, transport)) = of_app {
            Self::read_app(rest).map(|link| link.with_transport(transport))
        } else if let Some(rest) = strip_scheme(text, PAGE_SCHEME) {
            Self::read_page(rest, text)
        } else {
            Err(JoinLinkError::Scheme(echo(text)))
        }
    }
}

fn parse_authority(text: &str) -> Result<(Vec<IpAddr>, u16), JoinLinkError> {
    let (hosts, port) = text.rsplit_once(':').ok_or(JoinLinkError::Port)?;
    let digits = port.bytes().all(|b| b.is_ascii_digit());
    let fault = if port.is_empty() {
        JoinLinkError::Port
    } else {
        JoinLinkError::PortRange
    };
    let port = port.parse().ok().filter(|_| digits);
    Ok((parse_hosts(hosts)?, port.ok_or(fault)?))
}

fn parse_hosts(hosts: &str) -> Result<Vec<IpAddr>, JoinLinkError> {
    hosts.split(',').map(parse_host).collect()
}

fn parse_host(host: &str) -> Result<IpAddr, JoinLinkError> {
    let fault = || JoinLinkError::Host(echo(host));
    if let Some(inner) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return inner.parse().map(IpAddr::V6).map_err(|_| fault());
    }
    if host.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    host.parse().map(IpAddr::V4).map_err(|_| fault())
}
