//! firewalld, the firewall of Fedora and SUSE: a zone for each interface.

use super::{Fate, Transport, Verdict, Wanted, has_port};
use crate::doctor::system::System;
use std::collections::BTreeSet;

/// `None`: not running.
pub(super) fn examine(system: &dyn System, wanted: &Wanted<'_>) -> Option<Verdict> {
    let state = system.run("firewall-cmd", &["--state"])?;
    if !state.ok {
        return None;
    }
    let mut verdict = Verdict {
        findings: Vec::new(),
        blocks: !wanted.interfaces.is_empty(),
        needs_rights: false,
    };
    for zone in zones(system, wanted) {
        let listed = system.run("firewall-cmd", &[&format!("--zone={zone}"), "--list-all"]);
        let fates = match listed.filter(|listed| listed.ok) {
            Some(listed) => Transport::BOTH.map(|t| fate(&listed.text, t, wanted.port)),
            None => [Fate::Unsure; 2],
        };
        let program = format!("firewalld, zone {zone}");
        let of_zone = Verdict::of_fates(&program, wanted.port, fates, advice(&zone, wanted.port));
        // one open way in is enough
        verdict.blocks &= of_zone.blocks;
        verdict.findings.extend(of_zone.findings);
    }
    Some(verdict)
}

fn advice(zone: &str, port: u16) -> String {
    format!(
        "  sudo firewall-cmd --zone={zone} --add-port={port}/udp --add-port={port}/tcp --add-service=mdns\n  \
         sudo firewall-cmd --runtime-to-permanent"
    )
}

fn zones(system: &dyn System, wanted: &Wanted<'_>) -> BTreeSet<String> {
    let ask = |argument: &str| {
        let answer = system.run("firewall-cmd", &[argument]);
        let zone = answer.filter(|answer| answer.ok)?.text.trim().to_owned();
        // it goes into commands to copy
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        (!zone.is_empty() && zone.chars().all(plain)).then_some(zone)
    };
    let of = |name: &str| {
        let zone = ask(&format!("--get-zone-of-interface={name}"));
        zone.or_else(|| ask("--get-default-zone"))
            .unwrap_or_else(|| "public".to_owned())
    };
    wanted.names().into_iter().map(of).collect()
}

/// What a zone does with the port, from `--list-all`.
fn fate(listed: &str, transport: Transport, port: u16) -> Fate {
    let entry = |name: &str| {
        let mut lines = listed
            .lines()
            .filter_map(|line| line.trim().split_once(':'));
        lines
            .find(|(key, _)| *key == name)
            .map_or("", |(_, value)| value.trim())
    };
    let open = entry("ports").split_whitespace().any(|open| {
        open.split_once('/')
            .is_some_and(|(ports, name)| name == transport.name() && has_port(ports, port))
    });
    if open || entry("target") == "ACCEPT" {
        Fate::Accepted
    } else if listed.contains("rule family=") || listed.contains("rule priority=") {
        Fate::Unsure
    } else {
        Fate::Dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::system::Os;
    use crate::doctor::system::sample::Sample;

    const WORKSTATION: &str = "FedoraWorkstation (default, active)\n  target: default\n  ingress-priority: 0\n  icmp-block-inversion: no\n  \
        interfaces: wlp2s0\n  sources: \n  services: dhcpv6-client samba-client ssh\n  ports: 1025-65535/udp 1025-65535/tcp\n  protocols: \n  \
        forward: yes\n  masquerade: no\n  forward-ports: \n  source-ports: \n  icmp-blocks: \n  rich rules: \n";
    const PUBLIC: &str = "public (active)\n  target: default\n  interfaces: eth0\n  services: dhcpv6-client ssh\n  ports: 4455/tcp\n  rich rules: \n";

    fn sample() -> Sample {
        Sample::of(Os::Linux)
            .with("firewall-cmd --state", "running\n")
            .with("firewall-cmd --get-default-zone", "public\n")
            .with(
                "firewall-cmd --get-zone-of-interface=wlp2s0",
                "FedoraWorkstation\n",
            )
            .failing("firewall-cmd --get-zone-of-interface=eth0")
            .with(
                "firewall-cmd --zone=FedoraWorkstation --list-all",
                WORKSTATION,
            )
            .with("firewall-cmd --zone=public --list-all", PUBLIC)
    }

    fn verdict(sample: &Sample) -> Verdict {
        examine(sample, &Wanted::new(4455, &sample.interfaces, None)).unwrap()
    }

    #[test]
    fn reads_zones() {
        let workstation = verdict(&sample().at("wlp2s0", "192.168.1.5"));
        assert!(
            !workstation.blocks
                && workstation.findings[0]
                    .what
                    .contains("lets port 4455 through")
        );
        let public = verdict(&sample().at("eth0", "192.168.1.5"));
        let finding = &public.findings[0];
        assert!(
            public.blocks && finding.what.contains("keeps UDP port 4455 closed"),
            "{finding}"
        );
        let advice = finding.advice.clone().unwrap();
        assert!(
            advice.contains(
                "--zone=public --add-port=4455/udp --add-port=4455/tcp --add-service=mdns"
            )
        );
        let both = verdict(&sample().at("eth0", "10.0.0.5").at("wlp2s0", "192.168.1.5"));
        assert!(
            !both.blocks && both.findings.len() == 2,
            "one way in is open"
        );
    }

    #[test]
    fn is_not_sure_of_rich_rules() {
        let rich = PUBLIC.replace(
            "rich rules: ",
            "rich rules: \n\trule family=\"ipv4\" source address=\"192.168.0.0/16\" accept",
        );
        assert_eq!(fate(&rich, Transport::Udp, 4455), Fate::Unsure);
        assert_eq!(
            fate("trusted\n  target: ACCEPT\n", Transport::Udp, 4455),
            Fate::Accepted
        );
    }

    #[test]
    fn off_is_off() {
        let off = Sample::of(Os::Linux).failing("firewall-cmd --state");
        assert!(examine(&off, &Wanted::new(4455, &[], None)).is_none());
        let odd = sample()
            .with("firewall-cmd --get-zone-of-interface=eth0", "a; rm -rf /\n")
            .at("eth0", "10.0.0.5");
        let said = verdict(&odd).findings[0].to_string();
        assert!(
            said.contains("zone public") && !said.contains("rm -rf"),
            "{said}"
        );
    }
}
