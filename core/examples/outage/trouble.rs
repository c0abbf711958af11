//! What goes wrong with the network of this namespace, and what of it is over with a value. Must not know what travels.

use crate::namespace::{Rule, drop_where};
use anyhow::ensure;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;

/// Where the host is.
pub(crate) const HOST: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 9, 0, 1));
/// Its port; outside of both ranges below.
pub(crate) const PORT: u16 = 4_455;
/// Ports that this system gives away: those of before the trouble, and those of after it.
const BEFORE: (u16, u16) = (20_000, 29_999);
const AFTER: (u16, u16) = (30_000, 39_999);
const PORTS: &str = "/proc/sys/net/ipv4/ip_local_port_range";

/// What goes wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing gets through for a while.
    Dark,
    /// The same; and of the connections of before nothing gets through any more, as where a router has forgotten them.
    DarkAndForgotten,
    /// Nothing gets through for a while, and the pads' machine has another address afterwards.
    DarkAndMoved,
    /// No datagram gets through.
    NoUdp,
}

/// Trouble under way.
pub(crate) struct Ongoing {
    what: Trouble,
    /// Over with the blackout.
    dark: Vec<Rule>,
    /// Over with this value.
    _forgotten: Vec<Rule>,
}

/// The address of a pad that keeps it.
pub(crate) fn pad_address(number: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(10, 9, 1, number))
}

/// Gives this namespace its addresses: the host's, and those of pads that keep theirs.
pub(crate) fn prepare() -> anyhow::Result<()> {
    sh(&format!(
        "ip addr add {HOST}/32 dev lo; ip addr add 10.9.1.0/24 dev lo"
    ))
}

/// The ports and the address that pads come from are those of before any trouble.
pub(crate) fn mend() -> anyhow::Result<()> {
    fs::write(PORTS, format!("{} {}", BEFORE.0, BEFORE.1))?;
    move_pads("10.9.0.3", "10.9.0.2")
}

impl Ongoing {
    pub(crate) fn begin(what: Trouble) -> anyhow::Result<Self> {
        let dark = match what {
            Trouble::NoUdp => vec![drop_where("-p udp")?],
            Trouble::Dark | Trouble::DarkAndForgotten | Trouble::DarkAndMoved => {
                vec![drop_where("")?]
            }
        };
        let mut forgotten = Vec::new();
        if what == Trouble::DarkAndForgotten {
            fs::write(PORTS, format!("{} {}", AFTER.0, AFTER.1))?;
            for protocol in ["tcp", "udp"] {
                for end in ["sport", "dport"] {
                    let (first, last) = BEFORE;
                    forgotten.push(drop_where(&format!(
                        "-p {protocol} --{end} {first}:{last}"
                    ))?);
                }
            }
        }
        Ok(Self {
            what,
            dark,
            _forgotten: forgotten,
        })
    }

    /// Packets flow again.
    pub(crate) fn lift(&mut self) -> anyhow::Result<()> {
        if self.what == Trouble::DarkAndMoved {
            move_pads("10.9.0.2", "10.9.0.3")?;
        }
        self.dark.clear();
        Ok(())
    }
}

/// Who connects to the host does so from another address from now on, and the old one is gone.
fn move_pads(from: &str, to: &str) -> anyhow::Result<()> {
    sh(&format!(
        "ip addr del {from}/32 dev lo 2>/dev/null || :; ip addr replace {to}/32 dev lo; \
         ip route replace local {HOST} dev lo table local src {to}"
    ))
}

fn sh(script: &str) -> anyhow::Result<()> {
    let status = Command::new("sh").args(["-e", "-c", script]).status()?;
    ensure!(status.success(), "the network would not change: {script}");
    Ok(())
}
