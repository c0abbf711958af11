//! ufw, Ubuntu's firewall: switched on in a world-readable file, its rules for root alone.

use super::{Fate, Transport, Verdict, Wanted, covers, has_port};
use crate::doctor::system::System;
use std::io;

/// `None`: not installed or switched off.
pub(super) fn examine(system: &dyn System, wanted: &Wanted<'_>) -> Option<Verdict> {
    let enabled = system.read("/etc/ufw/ufw.conf").ok()?;
    if setting(&enabled, "ENABLED").as_deref() != Some("yes") {
        return None;
    }
    let defaults = system.read("/etc/default/ufw").unwrap_or_default();
    let policy = setting(&defaults, "DEFAULT_INPUT_POLICY").unwrap_or_else(|| "drop".to_owned());
    Some(match system.read("/etc/ufw/user.rules") {
        Ok(rules) => {
            let fates = Transport::BOTH.map(|transport| fate(&rules, &policy, transport, wanted));
            Verdict::of_fates("ufw", wanted.port, fates, advice(wanted.port))
        }
        Err(error) if policy == "accept" && error.kind() != io::ErrorKind::NotFound => {
            Verdict::open("The firewall (ufw) lets in what it does not forbid.")
        }
        Err(_) => Verdict::unread(
            "The firewall (ufw) is on, and its rules can be read by root alone.",
            format!(
                "Have them checked: sudo couchpad doctor\nOr open the port:\n{}",
                advice(wanted.port)
            ),
        ),
    })
}

fn advice(port: u16) -> String {
    format!("  sudo ufw allow {port}/udp && sudo ufw allow {port}/tcp && sudo ufw allow 5353/udp")
}

fn setting(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines().filter_map(|line| line.trim().split_once('='));
    let value = lines.rfind(|(key, _)| key.trim() == name)?.1;
    Some(value.trim().trim_matches('"').to_ascii_lowercase())
}

/// The first rule that fits decides. Each has a comment with its parts:
/// `### tuple ### allow tcp 4455 0.0.0.0/0 any 192.168.0.0/16 in`.
fn fate(rules: &str, policy: &str, transport: Transport, wanted: &Wanted<'_>) -> Fate {
    for rule in rules
        .lines()
        .filter_map(|line| line.strip_prefix("### tuple ###"))
    {
        let words: Vec<&str> = rule.split_whitespace().collect();
        let [action, protocol, ports, _to, _from_port, from, rest @ ..] = words.as_slice() else {
            continue;
        };
        let direction = rest.last().copied().unwrap_or("in");
        if !fits(protocol, ports, direction, transport, wanted) {
            continue;
        }
        let everyone = matches!(*from, "0.0.0.0/0" | "::/0" | "any");
        let neighbours = wanted.interfaces.iter().any(|i| covers(from, i.ip));
        match (
            action.starts_with("allow") || action.starts_with("limit"),
            everyone,
        ) {
            (true, true) => return Fate::Accepted,
            (true, false) if neighbours => return Fate::Accepted,
            (false, true) => return Fate::Dropped,
            (false, false) if neighbours => return Fate::Dropped,
            _ => {}
        }
    }
    if policy == "accept" {
        Fate::Accepted
    } else {
        Fate::Dropped
    }
}

fn fits(
    protocol: &str,
    ports: &str,
    direction: &str,
    transport: Transport,
    wanted: &Wanted<'_>,
) -> bool {
    let here = match direction.strip_prefix("in") {
        Some("") => true,
        // "in_wlan0": by that interface alone
        Some(by) => wanted.names().contains(&by.trim_start_matches('_')),
        None => false,
    };
    let protocol_fits = protocol == "any" || protocol == transport.name();
    let port_fits = ports == "any" || ports.split(',').any(|part| has_port(part, wanted.port));
    here && protocol_fits && port_fits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::report::Level;
    use crate::doctor::system::Os;
    use crate::doctor::system::sample::Sample;

    const CONF: &str =
        "# /etc/ufw/ufw.conf\n#\n\n# Set to yes to start on boot.\nENABLED=yes\n\nLOGLEVEL=low\n";
    const DEFAULTS: &str = "# /etc/default/ufw\nIPV6=yes\nDEFAULT_INPUT_POLICY=\"DROP\"\nDEFAULT_OUTPUT_POLICY=\"ACCEPT\"\n";
    const SSH: &str = "*filter\n:ufw-user-input - [0:0]\n### RULES ###\n\n### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n\
        -A ufw-user-input -p tcp --dport 22 -j ACCEPT\n\n### END RULES ###\nCOMMIT\n";

    fn level(rules: &str) -> (Level, bool, String) {
        let sample = Sample::of(Os::Linux)
            .at("wlan0", "192.168.1.5")
            .file("/etc/ufw/ufw.conf", CONF)
            .file("/etc/default/ufw", DEFAULTS)
            .file("/etc/ufw/user.rules", rules);
        let verdict = examine(&sample, &Wanted::new(4455, &sample.interfaces, None)).unwrap();
        let finding = verdict.findings[0].clone();
        (
            finding.level,
            verdict.blocks,
            finding.what + &finding.advice.unwrap_or_default(),
        )
    }

    fn with(tuples: &[&str]) -> (Level, bool, String) {
        let rules: String = tuples
            .iter()
            .map(|t| format!("### tuple ### {t}\n-A ...\n"))
            .collect();
        level(&format!("{SSH}{rules}"))
    }

    #[test]
    fn the_default_keeps_pads_out() {
        let (found, blocks, said) = level(SSH);
        assert_eq!((found, blocks), (Level::Trouble, true));
        assert!(said.contains(
            "sudo ufw allow 4455/udp && sudo ufw allow 4455/tcp && sudo ufw allow 5353/udp"
        ));
    }

    #[test]
    fn rules_let_them_in() {
        for open in [
            &["allow any 4455 0.0.0.0/0 any 0.0.0.0/0 in"][..],
            &[
                "allow tcp 4455 0.0.0.0/0 any 0.0.0.0/0 in",
                "allow udp 4455 0.0.0.0/0 any 0.0.0.0/0 in",
            ],
            &[
                "allow tcp 4000:5000 0.0.0.0/0 any 192.168.0.0/16 in",
                "limit udp 22,4455 0.0.0.0/0 any 0.0.0.0/0 in",
            ],
            &["allow any any 0.0.0.0/0 any 192.168.1.0/24 in"],
            &["allow any 4455 0.0.0.0/0 any 0.0.0.0/0 in_wlan0"],
        ] {
            assert_eq!(with(open).0, Level::Good, "{open:?}");
        }
    }

    #[test]
    fn half_open_is_closed() {
        let (found, _, said) = with(&["allow tcp 4455 0.0.0.0/0 any 0.0.0.0/0 in"]);
        assert!(
            found == Level::Trouble && said.contains("UDP port 4455"),
            "{said}"
        );
        for closed in [
            "allow any 4455 0.0.0.0/0 any 10.0.0.0/8 in",
            "allow any 4455 0.0.0.0/0 any 0.0.0.0/0 out",
            "allow any 4455 0.0.0.0/0 any 0.0.0.0/0 in_eth7",
            "deny any 4455 0.0.0.0/0 any 0.0.0.0/0 in",
        ] {
            assert!(with(&[closed, "garbage"]).1, "{closed}");
        }
        assert!(
            with(&[
                "deny any 4455 0.0.0.0/0 any 0.0.0.0/0 in",
                "allow any 4455 0.0.0.0/0 any 0.0.0.0/0 in"
            ])
            .1,
            "the first decides"
        );
    }

    #[test]
    fn says_when_it_may_not_look() {
        let sample = Sample::of(Os::Linux)
            .file("/etc/ufw/ufw.conf", CONF)
            .file("/etc/default/ufw", DEFAULTS)
            .secret("/etc/ufw/user.rules");
        let verdict = examine(&sample, &Wanted::new(4455, &[], None)).unwrap();
        assert!(!verdict.blocks && verdict.findings[0].level == Level::Note);
        let off = Sample::of(Os::Linux).file("/etc/ufw/ufw.conf", "ENABLED=no\n");
        assert!(examine(&off, &Wanted::new(4455, &[], None)).is_none());
    }
}
