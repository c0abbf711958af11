//! What carries a pad's link, and which of that its player wants. Knows no socket.

use std::fmt;
use std::str::FromStr;

/// What a link travels on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Datagrams: the quick way.
    Udp,
    /// The control connection, where datagrams do not get through.
    Tcp,
    /// Memory: a player at the receiver's own keyboard.
    Local,
}

impl LinkKind {
    /// One word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
            Self::Local => "local",
        }
    }
}

/// What a pad's links may travel on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transport {
    /// UDP where it gets through, else TCP.
    #[default]
    Auto,
    /// UDP alone.
    Udp,
    /// TCP alone.
    Tcp,
}

impl Transport {
    /// One word for flags and links.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Udp => "udp",
            Self::Tcp => "tcp",
        }
    }

    /// This wish; `other` where this one leaves the choice.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match self {
            Self::Auto => other,
            Self::Udp | Self::Tcp => self,
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// No transport is called that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such transport: write udp, tcp or auto")]
pub struct NoSuchTransport;

impl FromStr for Transport {
    type Err = NoSuchTransport;

    fn from_str(text: &str) -> Result<Self, NoSuchTransport> {
        [Self::Auto, Self::Udp, Self::Tcp]
            .into_iter()
            .find(|transport| text.eq_ignore_ascii_case(transport.word()))
            .ok_or(NoSuchTransport)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for transport in [Transport::Auto, Transport::Udp, Transport::Tcp] {
            assert_eq!(transport.to_string().parse(), Ok(transport));
        }
        assert_eq!("TCP".parse(), Ok(Transport::Tcp));
        assert_eq!("sctp".parse::<Transport>(), Err(NoSuchTransport));
    }

    #[test]
    fn a_wish_wins_over_none() {
        assert_eq!(Transport::Auto.or(Transport::Tcp), Transport::Tcp);
        assert_eq!(Transport::Udp.or(Transport::Tcp), Transport::Udp);
    }
}
