//! Whether a firewall stands between pads and the port, and the exact way to open it. The rules are read from what the
//! system's own tools say; nothing is changed. What is not certain is said to be uncertain.

mod desktop;
mod iptables;
mod nft;
mod ufw;
mod zones;

use super::report::Finding;
use super::system::{Os, System};
use crate::interfaces::{Interface, InterfaceKind};
use std::net::IpAddr;

/// What is to get through.
pub(super) struct Wanted<'a> {
    /// The port, UDP and TCP.
    pub(super) port: u16,
    /// The interfaces by which pads come.
    pub(super) interfaces: Vec<&'a Interface>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(port: u16, all: &'a [Interface], bind: Option<IpAddr>) -> Self {
        let bound = bind.filter(|ip| !ip.is_unspecified());
        let interfaces = all.iter().filter(|i| match bound {
            Some(ip) => i.ip == ip,
            None => i.kind == InterfaceKind::Lan && i.up,
        });
        Self {
            port,
            interfaces: interfaces.collect(),
        }
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.interfaces.iter().map(|i| i.name.as_str()).collect();
        names.dedup();
        names
    }
}

/// What the rules do with a datagram or connection to the port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Let in.
    Accepted,
    /// Depends on something that is not known here.
    Unsure,
    /// Turned away.
    Dropped,
}

/// UDP and TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transport {
    Udp,
    Tcp,
}

impl Transport {
    const BOTH: [Self; 2] = [Self::Udp, Self::Tcp];

    const fn name(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
        }
    }
}

/// What was found, and whether pads are known to be kept out.
#[derive(Default)]
pub(super) struct Verdict {
    pub(super) findings: Vec<Finding>,
    pub(super) blocks: bool,
    /// There are rules that only an administrator may read.
    pub(super) needs_rights: bool,
}

impl Verdict {
    fn open(what: impl Into<String>) -> Self {
        Self::of(Finding::good(what), false)
    }

    fn unsure(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::of(Finding::note(what, advice), false)
    }

    fn unread(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            needs_rights: true,
            ..Self::unsure(what, advice)
        }
    }

    fn blocked(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::of(Finding::trouble(what, advice), true)
    }

    fn of(finding: Finding, blocks: bool) -> Self {
        Self {
            findings: vec![finding],
            blocks,
            needs_rights: false,
        }
    }

    /// Of a program with rules: the worse of what happens to UDP and TCP. `advice` opens the port.
    fn of_fates(program: &str, port: u16, fates: [Fate; 2], advice: String) -> Self {
        let [udp, tcp] = fates;
        let dropped = match (udp, tcp) {
            (Fate::Dropped, Fate::Dropped) => "UDP and TCP",
            (Fate::Dropped, _) => "UDP",
            _ => "TCP",
        };
        match udp.max(tcp) {
            Fate::Accepted => Self::open(format!(
                "The firewall ({program}) lets port {port} through."
            )),
            Fate::Unsure => Self::unsure(
                format!(
                    "A firewall ({program}) is on; whether it lets port {port} through depends on rules that are not plain."
                ),
                format!("If phones cannot join, open the port:\n{advice}"),
            ),
            Fate::Dropped => Self::blocked(
                format!(
                    "The firewall ({program}) keeps {dropped} port {port} closed: phones cannot join."
                ),
                format!("Open it:\n{advice}"),
            ),
        }
    }
}

/// What stands before the port on this system.
pub(super) fn examine(system: &dyn System, wanted: &Wanted<'_>) -> Verdict {
    match system.os() {
        Os::Linux => linux(system, wanted),
        Os::Mac => desktop::macos(system),
        Os::Windows => desktop::windows(system, wanted.port),
        Os::Other => Verdict::default(),
    }
}

/// The programs that manage rules first: what they make of them is hard to read.
fn linux(system: &dyn System, wanted: &Wanted<'_>) -> Verdict {
    ufw::examine(system, wanted)
        .or_else(|| zones::examine(system, wanted))
        .or_else(|| nft::examine(system, wanted))
        .or_else(|| iptables::examine(system, wanted))
        .unwrap_or_else(|| unread(system))
}

fn unread(system: &dyn System) -> Verdict {
    let tools = ["nft", "iptables"];
    let has = |tool: &&str| {
        let places = ["/usr/sbin/", "/sbin/", "/usr/bin/"];
        places
            .iter()
            .any(|place| system.exists(&format!("{place}{tool}")))
    };
    let readable = system.run("nft", &["list", "ruleset"]);
    if readable.is_some_and(|listed| listed.ok) {
        return Verdict::open("No firewall rule keeps anything out.");
    }
    if tools.iter().any(has) {
        return Verdict::unread(
            "No firewall program is running, but the system's own rules can be read by root alone.",
            "To have them checked as well: sudo couchpad doctor",
        );
    }
    Verdict::open("No firewall is installed.")
}

/// Whether the text of a port list has the port: `4455`, `4450-4460`, `4450:4460`.
fn has_port(text: &str, port: u16) -> bool {
    let number = |text: &str| text.trim().parse::<u16>().ok();
    match text.split_once(['-', ':']) {
        None => number(text) == Some(port),
        Some((low, high)) => number(low)
            .zip(number(high))
            .is_some_and(|(low, high)| (low..=high).contains(&port)),
    }
}

/// Whether `network` (`192.168.0.0/16`, or one address) has the interface's whole neighbourhood's address.
fn covers(network: &str, ip: IpAddr) -> bool {
    let (base, bits) = network.split_once('/').unwrap_or((network, "128"));
    let (Ok(base), Ok(bits)) = (base.parse::<IpAddr>(), bits.parse::<u8>()) else {
        return false;
    };
    let prefix = if base.is_ipv4() {
        bits.min(32)
    } else {
        bits.min(128)
    };
    if prefix == 0 {
        return base.is_ipv4() == ip.is_ipv4();
    }
    let network = Interface {
        name: String::new(),
        ip: base,
        prefix,
        kind: InterfaceKind::Lan,
        index: None,
        up: true,
    };
    network.is_neighbour(ip)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::system::sample::Sample;

    #[test]
    fn reads_port_lists() {
        for text in ["4455", " 4455 ", "4450-4460", "4455:4455", "1-65535"] {
            assert!(has_port(text, 4455), "{text}");
        }
        for text in ["", "445", "44556", "4456-4460", "x-y", "4460-4450", "99999"] {
            assert!(!has_port(text, 4455), "{text}");
        }
    }

    #[test]
    fn knows_networks() {
        let ip: IpAddr = "192.168.1.5".parse().unwrap();
        for network in [
            "192.168.0.0/16",
            "192.168.1.0/24",
            "192.168.1.5",
            "0.0.0.0/0",
        ] {
            assert!(covers(network, ip), "{network}");
        }
        for network in ["10.0.0.0/8", "::/0", "any", "192.168.1.6", "192.168.1.0/x"] {
            assert!(!covers(network, ip), "{network}");
        }
    }

    #[test]
    fn says_what_it_could_not_read() {
        let bare = Sample::of(Os::Linux).at("wlan0", "192.168.1.5");
        let verdict = examine(&bare, &Wanted::new(4455, &bare.interfaces, None));
        assert!(
            !verdict.blocks
                && verdict.findings[0]
                    .what
                    .contains("No firewall is installed")
        );
        let closed = bare.file("/usr/sbin/nft", "").failing("nft list ruleset");
        let verdict = examine(&closed, &Wanted::new(4455, &closed.interfaces, None));
        let advice = verdict.findings[0].advice.clone().unwrap();
        assert!(!verdict.blocks && advice.contains("sudo couchpad doctor"));
        let read = closed.with("nft list ruleset", "");
        let verdict = examine(&read, &Wanted::new(4455, &read.interfaces, None));
        assert!(verdict.findings[0].what.contains("No firewall rule"));
    }
}
