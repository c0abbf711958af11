//! iptables' rules, which root alone may list.

use super::{Fate, Transport, Verdict, Wanted, covers, has_port};
use crate::doctor::system::System;

/// `None`: no such tool, or not allowed.
pub(super) fn examine(system: &dyn System, wanted: &Wanted<'_>) -> Option<Verdict> {
    let listed = system
        .run("iptables", &["-S", "INPUT"])
        .filter(|listed| listed.ok)?;
    let fates = Transport::BOTH.map(|transport| fate(&listed.text, transport, wanted));
    let port = wanted.port;
    let advice = format!(
        "  sudo iptables -I INPUT -p udp -m multiport --dports {port},5353 -j ACCEPT\n  sudo iptables -I INPUT -p tcp --dport {port} -j ACCEPT\n\
         (and the same with ip6tables); save them as your system does."
    );
    Some(Verdict::of_fates("iptables", port, fates, advice))
}

fn fate(listed: &str, transport: Transport, wanted: &Wanted<'_>) -> Fate {
    let mut policy = Fate::Accepted;
    let mut doubt = false;
    for line in listed.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["-P", "INPUT", word] => policy = target(word).unwrap_or(Fate::Unsure),
            ["-A", "INPUT", rule @ ..] => {
                let Some(certain) = fits(rule, transport, wanted) else {
                    continue;
                };
                let decided = value(rule, "-j").and_then(target);
                match decided {
                    Some(fate) if certain && !doubt => return fate,
                    Some(Fate::Dropped) if !certain => {}
                    // another chain, or a condition that is not plain
                    _ => doubt = true,
                }
            }
            _ => {}
        }
    }
    if doubt && policy == Fate::Dropped {
        Fate::Unsure
    } else {
        policy
    }
}

fn target(word: &str) -> Option<Fate> {
    match word {
        "ACCEPT" => Some(Fate::Accepted),
        "DROP" | "REJECT" => Some(Fate::Dropped),
        _ => None,
    }
}

fn value<'a>(rule: &[&'a str], option: &str) -> Option<&'a str> {
    let at = rule.iter().position(|word| *word == option)?;
    rule.get(at + 1).copied()
}

/// Whether a rule is for a new packet from a phone to the port: `None` no, else whether that is certain.
fn fits(rule: &[&str], transport: Transport, wanted: &Wanted<'_>) -> Option<bool> {
    const PLAIN: [&str; 9] = [
        "-p",
        "-i",
        "-s",
        "--dport",
        "--dports",
        "--state",
        "--ctstate",
        "-j",
        "--reject-with",
    ];
    let no =
        |option: &str, holds: &dyn Fn(&str) -> bool| value(rule, option).is_some_and(|v| !holds(v));
    let has_ports = |v: &str| v.split(',').any(|part| has_port(part, wanted.port));
    let is_new = |v: &str| v.split(',').any(|state| state == "NEW");
    let near = |v: &str| wanted.interfaces.iter().any(|i| covers(v, i.ip));
    let negated = rule.contains(&"!");
    let excluded = no("-p", &|v| v == transport.name() || v == "all")
        || no("-i", &|v| wanted.names().contains(&v))
        || no("-s", &near)
        || no("--dport", &has_ports)
        || no("--dports", &has_ports)
        || no("--state", &is_new)
        || no("--ctstate", &is_new);
    if excluded && !negated {
        return None;
    }
    let mut options = rule
        .iter()
        .filter(|word| word.starts_with('-') && **word != "-m");
    Some(!negated && options.all(|option| PLAIN.contains(option)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::system::Os;
    use crate::doctor::system::sample::Sample;
    use Fate::{Accepted, Dropped, Unsure};

    fn fates(policy: &str, rules: &str) -> [Fate; 2] {
        let listed = format!(
            "-P INPUT {policy}\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n\
             -A INPUT -p icmp -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n{rules}\n"
        );
        let sample = Sample::of(Os::Linux).at("wlan0", "192.168.1.5");
        let wanted = Wanted::new(4455, &sample.interfaces, None);
        Transport::BOTH.map(|t| fate(&listed, t, &wanted))
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        for (policy, rules, expected) in [
            ("ACCEPT", "", [Accepted; 2]),
            ("DROP", "", [Dropped; 2]),
            (
                "ACCEPT",
                "-A INPUT -j REJECT --reject-with icmp-host-prohibited",
                [Dropped; 2],
            ),
            (
                "DROP",
                "-A INPUT -p udp -m udp --dport 4455 -j ACCEPT",
                [Accepted, Dropped],
            ),
            (
                "DROP",
                "-A INPUT -p tcp -m multiport --dports 80,4400:4500 -j ACCEPT",
                [Dropped, Accepted],
            ),
            (
                "DROP",
                "-A INPUT -s 192.168.0.0/16 -j ACCEPT",
                [Accepted; 2],
            ),
            ("DROP", "-A INPUT -s 10.0.0.0/8 -j ACCEPT", [Dropped; 2]),
            (
                "DROP",
                "-A INPUT -i wlan0 -m state --state NEW -j ACCEPT",
                [Accepted; 2],
            ),
            ("DROP", "-A INPUT -j my-own-chain", [Unsure; 2]),
            ("DROP", "-A INPUT ! -i eth7 -j ACCEPT", [Unsure; 2]),
            (
                "DROP",
                "-A INPUT -p udp -m limit --limit 5/sec -j ACCEPT",
                [Unsure, Dropped],
            ),
            (
                "ACCEPT",
                "-A INPUT -p udp -m limit --limit 5/sec -j DROP",
                [Accepted; 2],
            ),
        ] {
            assert_eq!(fates(policy, rules), expected, "{policy} {rules}");
        }
    }

    #[test]
    fn tells_the_command() {
        let sample = Sample::of(Os::Linux)
            .at("wlan0", "192.168.1.5")
            .with("iptables -S INPUT", "-P INPUT DROP\n");
        let verdict = examine(&sample, &Wanted::new(4455, &sample.interfaces, None)).unwrap();
        let said = verdict.findings[0].to_string();
        assert!(
            verdict.blocks && said.contains("sudo iptables -I INPUT -p tcp --dport 4455 -j ACCEPT"),
            "{said}"
        );
    }
}
