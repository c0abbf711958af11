//! nftables' rules, which root alone may list: what the hooks for incoming packets do with the port.

use super::{Fate, Transport, Verdict, Wanted, covers, has_port};
use crate::doctor::system::System;
use std::collections::BTreeMap;

/// How deep chains call each other, at most.
const DEPTH: usize = 8;

/// `None`: no such tool, not allowed, or no rules for incoming packets.
pub(super) fn examine(system: &dyn System, wanted: &Wanted<'_>) -> Option<Verdict> {
    let listed = system
        .run("nft", &["list", "ruleset"])
        .filter(|listed| listed.ok)?;
    let chains = chains(&listed.text);
    if chains.values().all(|chain| chain.policy.is_none()) {
        return None;
    }
    let fates = Transport::BOTH.map(|transport| {
        let hooked = chains.iter().filter(|(_, chain)| chain.policy.is_some());
        // every hook has to let it in
        let fates = hooked.map(|(name, _)| run(&chains, name, transport, wanted, DEPTH));
        fates
            .map(|fate| fate.unwrap_or(Fate::Accepted))
            .max()
            .unwrap_or(Fate::Accepted)
    });
    let port = wanted.port;
    let hooked = || chains.iter().filter(|(_, chain)| chain.policy.is_some());
    let strict = hooked().find(|(_, chain)| chain.policy == Some(Fate::Dropped));
    let table = strict
        .or_else(|| hooked().next())
        .map_or("", |(name, _)| name);
    let advice = format!(
        "  sudo nft insert rule {table} udp dport '{{ {port}, 5353 }}' accept\n  sudo nft insert rule {table} tcp dport {port} accept\n\
         and add the same to the file that loads your rules (often /etc/nftables.conf)."
    );
    Some(Verdict::of_fates("nftables", port, fates, advice))
}

#[derive(Default)]
struct Chain {
    /// Hooked to incoming packets, and what becomes of those that no rule decides.
    policy: Option<Fate>,
    rules: Vec<String>,
}

/// The chains by `family table chain`, as the commands name them.
fn chains(ruleset: &str) -> BTreeMap<String, Chain> {
    let (mut all, mut table, mut name) = (BTreeMap::<String, Chain>::new(), String::new(), None);
    for line in ruleset.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("table ") {
            table = rest.trim_end_matches('{').trim().to_owned();
        } else if let Some(rest) = line.strip_prefix("chain ") {
            let full = format!("{table} {}", rest.trim_end_matches('{').trim());
            all.entry(full.clone()).or_default();
            name = Some(full);
        } else if line == "}" {
            name = None;
        } else if let Some(chain) = name.as_ref().and_then(|name| all.get_mut(name)) {
            if line.starts_with("type ") {
                let drop = line.contains("policy drop");
                let fate = if drop { Fate::Dropped } else { Fate::Accepted };
                chain.policy = line.contains("hook input").then_some(fate);
            } else if !line.is_empty() {
                chain.rules.push(line.to_owned());
            }
        }
    }
    all
}

/// What a chain decides; `None`: nothing, the caller goes on.
fn run(
    chains: &BTreeMap<String, Chain>,
    name: &str,
    transport: Transport,
    wanted: &Wanted<'_>,
    depth: usize,
) -> Option<Fate> {
    let chain = chains.get(name)?;
    let table = name.rsplit_once(' ').map_or("", |(table, _)| table);
    let mut doubt = false;
    for rule in &chain.rules {
        let (matching, verdict) = split(rule);
        let fit = fits(matching, transport, wanted);
        if fit == Fit::No {
            continue;
        }
        let mut words = verdict.split_whitespace();
        let decided = match words.next().unwrap_or_default() {
            "accept" => Some(Fate::Accepted),
            "drop" | "reject" => Some(Fate::Dropped),
            "return" if fit == Fit::Yes => break,
            "jump" | "goto" if depth > 0 => {
                let target = format!("{table} {}", words.next().unwrap_or_default());
                run(chains, &target, transport, wanted, depth - 1)
            }
            _ => None,
        };
        match (decided, fit) {
            // an uncertain rule of either kind makes the outcome uncertain, unless all decide alike
            (Some(fate), Fit::Yes) if !doubt || fate == Fate::Unsure => return Some(fate),
            (Some(Fate::Accepted), Fit::Yes) | (Some(Fate::Dropped), Fit::Yes) => {
                return Some(Fate::Unsure);
            }
            (Some(Fate::Accepted | Fate::Unsure), _) => doubt = true,
            (Some(Fate::Dropped), _) | (None, _) => {}
        }
    }
    match (chain.policy, doubt) {
        (Some(Fate::Dropped), true) => Some(Fate::Unsure),
        (policy, false) => policy,
        (Some(policy), true) => Some(policy),
        (None, true) => Some(Fate::Unsure),
    }
}

/// Whether a rule's conditions hold for a new packet from a phone to the port.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Yes,
    No,
    Perhaps,
}

/// A rule's conditions and what it does; counters, log and comments go.
fn split(rule: &str) -> (&str, &str) {
    let verdicts = [" accept", " drop", " reject", " jump ", " goto ", " return"];
    let padded = rule;
    let first = verdicts
        .iter()
        .filter_map(|verdict| padded.find(verdict))
        .min();
    match first {
        Some(at) => (
            padded.get(..at).unwrap_or_default(),
            padded.get(at..).unwrap_or_default().trim(),
        ),
        // no condition at all, or nothing that decides
        None => ("", padded),
    }
}

fn fits(matching: &str, transport: Transport, wanted: &Wanted<'_>) -> Fit {
    let mut rest: Vec<&str> = matching.split_whitespace().collect();
    let mut fit = Fit::Yes;
    while let Some((holds, used)) = condition(&rest, transport, wanted) {
        match holds {
            Fit::No => return Fit::No,
            Fit::Perhaps => fit = Fit::Perhaps,
            Fit::Yes => {}
        }
        rest.drain(..used.clamp(1, rest.len()));
    }
    fit
}

/// The first condition of a rule, and how many words it took; `None` at the end.
fn condition(words: &[&str], transport: Transport, wanted: &Wanted<'_>) -> Option<(Fit, usize)> {
    let (values, value_words) = values(words.get(2..).unwrap_or_default());
    let set = values.iter().any(|value| value.starts_with('@'));
    let yes = |holds: bool| match holds {
        true => Fit::Yes,
        // a set's members are not looked up
        false if set => Fit::Perhaps,
        false => Fit::No,
    };
    let names = wanted.names();
    Some(match words {
        [] => return None,
        ["counter", "packets", _, "bytes", _, ..] => (Fit::Yes, 5),
        ["counter", ..] => (Fit::Yes, 1),
        ["ct", "state", ..] => (yes(values.contains(&"new")), 2 + value_words),
        ["udp", "dport", "!=", ..] | ["tcp", "dport", "!=", ..] => (Fit::Perhaps, words.len()),
        ["udp", "dport", ..] | ["tcp", "dport", ..] | ["th", "dport", ..] => {
            let own = words
                .first()
                .is_some_and(|w| *w == "th" || *w == transport.name());
            let port = values.iter().any(|value| has_port(value, wanted.port));
            (yes(own && port), 2 + value_words)
        }
        ["udp" | "tcp", "sport", ..] => (Fit::Perhaps, 2 + value_words),
        ["meta", "l4proto", ..] | ["ip", "protocol", ..] | ["ip6", "nexthdr", ..] => {
            (yes(values.contains(&transport.name())), 2 + value_words)
        }
        ["iifname" | "iif", "!=", name, ..] => (yes(!names.contains(&name.trim_matches('"'))), 3),
        ["iifname" | "iif", ..] => {
            let (values, used) = self::values(words.get(1..).unwrap_or_default());
            let by = values.iter().any(|v| names.contains(&v.trim_matches('"')));
            (yes(by), 1 + used)
        }
        ["ip" | "ip6", "saddr", "!=", ..] => (Fit::Perhaps, words.len()),
        ["ip" | "ip6", "saddr", ..] => {
            let near = values
                .iter()
                .any(|v| wanted.interfaces.iter().any(|i| covers(v, i.ip)));
            (yes(near), 2 + value_words)
        }
        ["icmp" | "icmpv6", ..] | ["fib", "daddr", "type", "broadcast" | "multicast", ..] => {
            (Fit::No, 1)
        }
        // limits, sets, marks, packet types...
        _ => (Fit::Perhaps, words.len()),
    })
}

/// The values of a condition, one or `{ a, b }`, and how many words they take.
fn values<'a>(words: &[&'a str]) -> (Vec<&'a str>, usize) {
    if words.first() != Some(&"{") {
        let list = words
            .first()
            .map_or(Vec::new(), |word| word.split(',').collect());
        return (list, 1);
    }
    let end = words
        .iter()
        .position(|word| *word == "}")
        .unwrap_or(words.len());
    let inner = words.get(1..end).unwrap_or_default();
    (
        inner
            .iter()
            .map(|word| word.trim_end_matches(','))
            .collect(),
        end + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::system::Os;
    use crate::doctor::system::sample::Sample;

    /// A ruleset as Debian's example has it, with more rules.
    fn fates(rules: &str) -> [Fate; 2] {
        let ruleset = format!(
            "table inet filter {{\n\tchain input {{\n\t\ttype filter hook input priority filter; policy drop;\n\t\tiif \"lo\" accept\n\
             \t\tct state established,related accept\n\t\tct state invalid drop\n\t\ticmp type echo-request accept\n\
             \t\ttcp dport 22 ct state new accept\n{rules}\n\t}}\n\n\tchain pads {{\n\t\tudp dport 4455 accept\n\t}}\n\n\tchain forward {{\n\
             \t\ttype filter hook forward priority filter; policy accept;\n\t}}\n}}\n"
        );
        let sample = Sample::of(Os::Linux).at("wlan0", "192.168.1.5");
        let wanted = Wanted::new(4455, &sample.interfaces, None);
        let chains = chains(&ruleset);
        Transport::BOTH.map(|t| run(&chains, "inet filter input", t, &wanted, DEPTH).unwrap())
    }

    #[test]
    fn the_policy_decides_what_no_rule_does() {
        use Fate::{Accepted, Dropped, Unsure};
        for (rules, expected) in [
            ("", [Dropped; 2]),
            ("tcp dport 4455 accept", [Dropped, Accepted]),
            (
                "udp dport { 4455, 5353 } accept\ntcp dport { 80, 4400-4500 } counter packets 0 bytes 0 accept",
                [Accepted; 2],
            ),
            (
                "meta l4proto { tcp, udp } th dport 4455 accept comment \"pads\"",
                [Accepted; 2],
            ),
            ("iifname \"wlan0\" accept", [Accepted; 2]),
            ("iifname { \"eth7\", \"eth8\" } accept", [Dropped; 2]),
            ("ip saddr 192.168.0.0/16 accept", [Accepted; 2]),
            ("ip saddr 10.0.0.0/8 accept", [Dropped; 2]),
            ("accept", [Accepted; 2]),
            ("ct state new limit rate 10/second accept", [Unsure; 2]),
            ("jump pads", [Accepted, Dropped]),
            ("udp dport 4455 drop\naccept", [Dropped, Accepted]),
            ("ip saddr @friends udp dport 4455 accept", [Unsure, Dropped]),
            ("jump nowhere", [Dropped; 2]),
        ] {
            assert_eq!(fates(rules), expected, "{rules}");
        }
    }

    #[test]
    fn tells_the_command() {
        let ruleset = "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tiif lo accept\n\t}\n}\n";
        let sample = Sample::of(Os::Linux)
            .at("wlan0", "192.168.1.5")
            .with("nft list ruleset", ruleset);
        let verdict = examine(&sample, &Wanted::new(4455, &sample.interfaces, None)).unwrap();
        let said = verdict.findings[0].to_string();
        assert!(
            verdict.blocks
                && said.contains("sudo nft insert rule inet filter input tcp dport 4455 accept"),
            "{said}"
        );
    }

    #[test]
    fn no_rules_are_no_answer() {
        let docker = "table ip nat {\n\tchain POSTROUTING {\n\t\ttype nat hook postrouting priority srcnat; policy accept;\n\t}\n}\n";
        let sample = Sample::of(Os::Linux).with("nft list ruleset", docker);
        assert!(examine(&sample, &Wanted::new(4455, &[], None)).is_none());
        let forbidden = Sample::of(Os::Linux).failing("nft list ruleset");
        assert!(examine(&forbidden, &Wanted::new(4455, &[], None)).is_none());
    }

    #[test]
    fn chains_that_call_each_other_end() {
        let ruleset = "table ip f {\n chain a {\n  type filter hook input priority 0; policy drop;\n  jump b\n }\n chain b {\n  jump b\n }\n}\n";
        let sample = Sample::of(Os::Linux).at("wlan0", "192.168.1.5");
        let wanted = Wanted::new(4455, &sample.interfaces, None);
        assert_eq!(
            run(&chains(ruleset), "ip f a", Transport::Udp, &wanted, DEPTH),
            Some(Fate::Dropped)
        );
    }
}
