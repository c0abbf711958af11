//! Join links: where a receiver can be reached, and what proves that its screen was seen. Two forms say the same:
//! `couchpad://HOST[,HOST...]:PORT?s=SECRET&k=KEY`, and `http://HOST:PORT/j#h=HOST,...&s=SECRET&k=KEY` for the QR code,
//! where a stock camera lands on the receiver's own page and the secret stays in the browser. A bare address is a link
//! without pairing: the room code is asked for. `udp://` or `tcp://` in place of `couchpad://` forces what play travels on.
//! Must not know sockets: it resolves and opens nothing.

mod fault;
mod read;

pub use fault::JoinLinkError;

use crate::carrier::Transport;
use crate::keys::{JoinSecret, PublicKey};
use std::fmt::{self, Write};
use std::net::{IpAddr, SocketAddr};

/// The port that a receiver listens on unless told otherwise, the same for UDP and TCP.
pub const DEFAULT_PORT: u16 = 4455;
/// The app's schemes; the first leaves the transport to the app.
const SCHEMES: [(&str, Transport); 3] = [
    ("couchpad://", Transport::Auto),
    ("udp://", Transport::Udp),
    ("tcp://", Transport::Tcp),
];
const PAGE_SCHEME: &str = "http://";
/// The page's path: what stands behind it is for the app alone.
const PAGE_PATH: &str = "j";
/// Longest link that is looked at, in bytes.
const LINK_BYTES: usize = 2_048;
/// Most addresses in one link.
const HOSTS: usize = 16;

/// Where a receiver can be reached, and what proves that its screen was seen.
///
/// As text it holds the secret, if it has one; [`Debug`](fmt::Debug) leaves it out.
#[derive(Clone, PartialEq, Eq)]
pub struct JoinLink {
    hosts: Vec<IpAddr>,
    port: u16,
    pairing: Option<LinkPairing>,
    transport: Transport,
}

/// What a link from the screen proves: the reader saw the screen (`secret`), and the receiver is the one that showed it
/// (`key`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPairing {
    /// Known to whoever saw the screen.
    pub secret: JoinSecret,
    /// The receiver's identity.
    pub key: PublicKey,
}

impl JoinLink {
    /// A link to one receiver at all of its addresses, best first. `None` without an address, with too many, or with port 0.
    #[must_use]
    pub fn new(hosts: Vec<IpAddr>, port: u16) -> Option<Self> {
        (port != 0 && !hosts.is_empty() && hosts.len() <= HOSTS).then_some(Self {
            hosts,
            port,
            pairing: None,
            transport: Transport::Auto,
        })
    }

    /// The same link with what the screen proves.
    #[must_use]
    pub fn with_pairing(self, secret: JoinSecret, key: PublicKey) -> Self {
        Self {
            pairing: Some(LinkPairing { secret, key }),
            ..self
        }
    }

    /// The same link, with play on this alone.
    #[must_use]
    pub fn with_transport(self, transport: Transport) -> Self {
        Self { transport, ..self }
    }

    /// The addresses to try, in order. There is at least one.
    pub fn addresses(&self) -> impl Iterator<Item = SocketAddr> + '_ {
        self.hosts
            .iter()
            .map(|host| SocketAddr::new(*host, self.port))
    }

    /// The port, the same for UDP and TCP.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// What play is to travel on.
    #[must_use]
    pub const fn transport(&self) -> Transport {
        self.transport
    }

    /// What the link proves, unless it is a bare address.
    #[must_use]
    pub const fn pairing(&self) -> Option<&LinkPairing> {
        self.pairing.as_ref()
    }

    /// The form for the QR code: a stock camera opens the receiver's own page with it, and the browser keeps what is after
    /// `#` to itself. The page is at the first address, the others follow after `#`.
    #[must_use]
    pub fn page(&self) -> String {
        let mut text = String::from(PAGE_SCHEME);
        let (first, others) = self.hosts.split_at(1.min(self.hosts.len()));
        push_hosts(&mut text, first);
        // writing to a string cannot fail
        let _ = write!(text, ":{}/{PAGE_PATH}#", self.port);
        if !others.is_empty() {
            text.push_str("h=");
            push_hosts(&mut text, others);
            text.push('&');
        }
        if self.transport != Transport::Auto {
            let _ = write!(text, "t={}&", self.transport);
        }
        self.push_pairing(&mut text);
        text
    }

    fn push_pairing(&self, text: &mut String) {
        if let Some(LinkPairing { secret, key }) = &self.pairing {
            let _ = write!(text, "s={}&k={key}", secret.reveal());
        }
    }
}

fn push_hosts(text: &mut String, hosts: &[IpAddr]) {
    for (at, host) in hosts.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        // writing to a string cannot fail
        let _ = match host {
            IpAddr::V4(v4) => write!(text, "{comma}{v4}"),
            IpAddr::V6(v6) => write!(text, "{comma}[{v6}]"),
        };
    }
}

impl fmt::Display for JoinLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = SCHEMES
            .into_iter()
            .find(|(_, transport)| *transport == self.transport)
            .map_or_else(String::new, |(scheme, _)| scheme.to_owned());
        push_hosts(&mut text, &self.hosts);
        let _ = write!(text, ":{}", self.port);
        if self.pairing.is_some() {
            text.push('?');
            self.push_pairing(&mut text);
        }
        f.write_str(&text)
    }
}

impl fmt::Debug for JoinLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hosts = String::new();
        push_hosts(&mut hosts, &self.hosts);
        write!(f, "JoinLink({hosts}:{}, {:?})", self.port, self.pairing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BARE: &str = "couchpad://192.168.0.5,10.0.0.2,[fd00::1]:65535";
    const PAIRING: &str = "s=AQEBAQEBAQEBAQEBAQEBAQ&k=AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";

    fn paired() -> JoinLink {
        let link: JoinLink = BARE.parse().unwrap();
        link.with_pairing(JoinSecret([1; 16]), PublicKey([2; 32]))
    }

    #[test]
    fn reads_and_writes_links() {
        for text in ["couchpad://127.0.0.1:4455", BARE] {
            assert_eq!(text.parse::<JoinLink>().unwrap().to_string(), text);
        }
        assert_eq!(paired().to_string(), format!("{BARE}?{PAIRING}"));
        assert_eq!(paired().to_string().parse(), Ok(paired()));
        let link: JoinLink = " COUCHPAD://localhost:7/?z=abc&y#rest ".parse().unwrap();
        assert_eq!(link.to_string(), "couchpad://127.0.0.1:7");
    }

    #[test]
    fn the_page_says_the_same() {
        let page = paired().page();
        let expected = "http://192.168.0.5:65535/j#h=10.0.0.2,[fd00::1]&";
        assert_eq!(page, format!("{expected}{PAIRING}"));
        assert_eq!(page.parse(), Ok(paired()));
        let one: JoinLink = "couchpad://[fd00::1]:80".parse().unwrap();
        assert_eq!(one.page(), "http://[fd00::1]:80/j#");
        assert_eq!(one.page().parse(), Ok(one));
    }

    #[test]
    fn a_scheme_may_force_the_transport() {
        for (scheme, transport) in SCHEMES {
            for link in [
                format!("{scheme}10.0.0.2:4455"),
                format!("{scheme}10.0.0.2,[fd00::1]:4455?{PAIRING}"),
            ] {
                let read: JoinLink = link.parse().unwrap();
                assert_eq!(read.transport(), transport);
                assert_eq!(read.to_string(), link);
                assert_eq!(JoinLink::from_typed(&link), Ok(read.clone()));
                assert_eq!(read.page().parse(), Ok(read));
            }
        }
        let half = "tcp://10.0.0.2:4455?s=AQEBAQEBAQEBAQEBAQEBAQ";
        assert_eq!(half.parse::<JoinLink>(), Err(JoinLinkError::Pairing));
    }

    #[test]
    fn typed_addresses_need_no_scheme_and_no_port() {
        let typed = |text: &str| JoinLink::from_typed(text).map(|l| l.to_string());
        for (text, link) in [
            ("192.168.0.5", "couchpad://192.168.0.5:4455"),
            (" 192.168.0.5:7 ", "couchpad://192.168.0.5:7"),
            ("localhost", "couchpad://127.0.0.1:4455"),
            ("fd00::1", "couchpad://[fd00::1]:4455"),
            ("[fd00::1]", "couchpad://[fd00::1]:4455"),
            ("[fd00::1]:7", "couchpad://[fd00::1]:7"),
            (BARE, BARE),
        ] {
            assert_eq!(typed(text), Ok(link.to_owned()), "{text}");
        }
        assert_eq!(
            typed("tv.local"),
            Err(JoinLinkError::Host("tv.local".into()))
        );
        assert_eq!(typed("1.2.3.4:x"), Err(JoinLinkError::PortRange));
        assert_eq!(typed("1.2.3.4:99999"), Err(JoinLinkError::PortRange));
        assert_eq!(typed(""), Err(JoinLinkError::Host(String::new())));
    }

    #[test]
    fn says_what_is_wrong() {
        let fault = |text: &str| text.parse::<JoinLink>().unwrap_err();
        assert_eq!(fault("hello"), JoinLinkError::Scheme("hello".into()));
        assert_eq!(fault(""), JoinLinkError::Scheme(String::new()));
        let page = |shown: &str| JoinLinkError::Page(shown.into());
        assert_eq!(fault("http://1.2.3.4:80"), page("http://1.2.3.4:80"));
        let other = fault("http://1.2.3.4:80/x#s=1");
        assert_eq!(other, page("http://1.2.3.4:80/x…"));
        assert_eq!(fault("couchpad://127.0.0.1"), JoinLinkError::Port);
        assert_eq!(fault("couchpad://127.0.0.1:"), JoinLinkError::Port);
        assert_eq!(fault("couchpad://127.0.0.1:0"), JoinLinkError::PortRange);
        assert_eq!(
            fault("couchpad://127.0.0.1:99999"),
            JoinLinkError::PortRange
        );
        assert_eq!(fault("couchpad://:1"), JoinLinkError::Host(String::new()));
        assert_eq!(
            fault("couchpad://1.2.3:1"),
            JoinLinkError::Host("1.2.3".into())
        );
        let long = format!("couchpad://{}:1", "1.2.3.4,".repeat(400));
        assert_eq!(fault(&long), JoinLinkError::TooLong);
    }

    #[test]
    fn half_a_pairing_is_none() {
        for rest in ["?s=AQEBAQEBAQEBAQEBAQEBAQ", "?k=AgIC", "?s=x&k=y"] {
            let link = format!("couchpad://1.2.3.4:5{rest}");
            assert_eq!(link.parse::<JoinLink>(), Err(JoinLinkError::Pairing));
        }
        let cut = paired().page();
        let cut = cut.split_at(cut.len() - 1).0;
        assert_eq!(cut.parse::<JoinLink>(), Err(JoinLinkError::Pairing));
    }

    #[test]
    fn no_error_repeats_the_secret() {
        let at = "192.168.0.5";
        let encoded = PAIRING.replace('=', "%3D").replace('&', "%26");
        for broken in [
            format!("http://{at}:4455#{PAIRING}"),
            format!("http://{at}:4455?{PAIRING}"),
            format!("http://{at}:4455/#{PAIRING}"),
            format!("http://{at}?{PAIRING}:80/j"),
            format!("https://{at}:4455/j#{PAIRING}"),
            format!("http//{at}:4455/j#{PAIRING}"),
            format!("{at}#{PAIRING}"),
            format!("{at}:4455/j#{PAIRING}"),
            format!("{at}:4455/j%23{encoded}"),
            format!("http://{at}:4455/j%23{encoded}"),
            format!("http://{at}:4455/j#h=10.0.0.2#{PAIRING}"),
            format!("http://{at}:4455/j#h=10.0.0.2?{PAIRING}"),
            format!("couchpad://{at}:4455,?{PAIRING}"),
            format!("couchpad:{at}:4455?{PAIRING}"),
            PAIRING.to_owned(),
        ] {
            let typed = JoinLink::from_typed(&broken).expect_err("broken");
            let parsed = broken.parse::<JoinLink>().expect_err("broken");
            for fault in [typed, parsed] {
                let said = format!("{fault} {fault:?}");
                assert!(!said.contains("AQEB"), "{broken}: {said}");
            }
        }
        let long = JoinLink::from_typed(&"9".repeat(200)).unwrap_err();
        assert_eq!(long, JoinLinkError::Host("9".repeat(60) + "…"));
    }

    #[test]
    fn the_secret_does_not_show() {
        let shown = format!("{:?}", paired());
        assert!(
            shown.contains("JoinSecret(..)") && !shown.contains("AQEB"),
            "{shown}"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_harmless(text in "((couchpad|udp|tcp)://|http://[0-9.]{7}:80/j#)?.{0,60}") {
            let _ = JoinLink::from_typed(&text);
            if let Ok(link) = text.parse::<JoinLink>() {
                prop_assert_eq!(link.to_string().parse::<JoinLink>(), Ok(link.clone()));
                prop_assert_eq!(link.page().parse::<JoinLink>(), Ok(link));
            }
        }
    }
}
