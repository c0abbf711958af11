//! The firewalls that macOS and Windows bring.

use super::Verdict;
use crate::doctor::system::System;

const MACS: &str = "/usr/libexec/ApplicationFirewall/socketfilterfw";

/// macOS's application firewall: by program, not by port.
pub(super) fn macos(system: &dyn System) -> Verdict {
    let ask = |argument: &[&str]| {
        let answer = system.run(MACS, argument).filter(|answer| answer.ok);
        answer.map(|answer| answer.text.to_lowercase())
    };
    let Some(state) = ask(&["--getglobalstate"]) else {
        return Verdict::unsure(
            "The state of macOS's firewall could not be read.",
            "Look at System Settings > Network > Firewall.",
        );
    };
    if state.contains("disabled") || state.contains("state = 0") {
        return Verdict::open("macOS's firewall is off.");
    }
    let all = ask(&["--getblockall"]).unwrap_or_default();
    if all.contains("block all non-essential")
        || all.contains("set to enabled")
        || all.contains("block all enabled")
    {
        return Verdict::blocked(
            "macOS's firewall blocks all incoming connections: phones cannot join.",
            format!(
                "Switch that off in System Settings > Network > Firewall > Options, or:\n  sudo {MACS} --setblockall off"
            ),
        );
    }
    let program = system.program();
    let open = format!(
        "Allow Couchpad in System Settings > Network > Firewall > Options, or:\n  sudo {MACS} --add \"{program}\"\n  sudo {MACS} --unblockapp \"{program}\""
    );
    match ask(&["--getappblocked", &program]) {
        Some(said) if said.contains("permitted") || said.contains("not blocked") => {
            Verdict::open("macOS's firewall lets this program receive connections.")
        }
        Some(said) if said.contains("is blocked") => Verdict::blocked(
            "macOS's firewall blocks this program: phones cannot join.",
            open,
        ),
        _ => Verdict::unsure(
            "macOS's firewall is on, and does not know this program yet: it asks when the receiver starts.",
            open,
        ),
    }
}

/// Windows's: by rules, which are named after the program when the system has asked for them.
pub(super) fn windows(system: &dyn System, port: u16) -> Verdict {
    let ask = |arguments: &[&str]| system.run("netsh", &[&["advfirewall"], arguments].concat());
    let profile = ask(&["show", "currentprofile"]).filter(|answer| answer.ok);
    let Some(profile) = profile else {
        return Verdict::unsure(
            "The state of Windows's firewall could not be read.",
            "Look at Windows Security > Firewall & network protection.",
        );
    };
    match inbound(&profile.text) {
        Some(Inbound::Open) => {
            return Verdict::open("Windows's firewall is off, or lets in what it does not forbid.");
        }
        Some(Inbound::Never) => {
            return Verdict::blocked(
                "Windows's firewall blocks all incoming connections, whatever its rules say: phones cannot join.",
                "Switch off \"Block all incoming connections\" in Windows Security > Firewall & network protection.",
            );
        }
        Some(Inbound::ByRule) | None => {}
    }
    let open = format!(
        "Run as administrator:\n  netsh advfirewall firewall add rule name=\"Couchpad\" dir=in action=allow protocol=UDP localport={port},5353\n  \
         netsh advfirewall firewall add rule name=\"Couchpad\" dir=in action=allow protocol=TCP localport={port}\n\
         and make the network private: Settings > Network & internet > (your network) > Private."
    );
    let rules = ["Couchpad", "couchpad", "couchpad.exe"]
        .into_iter()
        .find_map(|name| {
            let rules = ask(&[
                "firewall",
                "show",
                "rule",
                &format!("name={name}"),
                "dir=in",
            ]);
            rules.filter(|rules| rules.ok)
        });
    match rules.map(|rules| allows(&rules.text)) {
        Some(true) => Verdict::open("Windows's firewall has rules that let Couchpad in."),
        Some(false) => Verdict::blocked(
            "Windows's firewall has a rule that blocks Couchpad: phones cannot join.",
            format!(
                "Remove it:\n  netsh advfirewall firewall delete rule name=\"couchpad.exe\"\n{open}"
            ),
        ),
        None => Verdict::unsure(
            "Windows's firewall is on and has no rule for Couchpad: it asks when the receiver first starts.",
            format!("If phones cannot join: allow it when asked. {open}"),
        ),
    }
}

enum Inbound {
    Open,
    ByRule,
    Never,
}

/// What becomes of incoming connections. The words for on and off are translated, the policies are not.
fn inbound(profile: &str) -> Option<Inbound> {
    let off = profile.lines().any(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        matches!(words.as_slice(), ["State", "OFF"])
    });
    if off || profile.contains("AllowInbound,") {
        Some(Inbound::Open)
    } else if profile.contains("BlockInboundAlways") {
        Some(Inbound::Never)
    } else {
        profile.contains("BlockInbound").then_some(Inbound::ByRule)
    }
}

/// Whether the rules allow: a blocking rule wins over all others. Unknown words are taken for allowing, since asking
/// twice makes a blocking rule rare.
fn allows(rules: &str) -> bool {
    let blocking = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        matches!(words.as_slice(), ["Action:", "Block"])
    };
    !rules.lines().any(blocking)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::report::Level;
    use crate::doctor::system::Os;
    use crate::doctor::system::sample::Sample;

    fn mac(answers: &[(&str, &str)]) -> Verdict {
        let sample = answers
            .iter()
            .fold(Sample::of(Os::Mac), |sample, (argument, text)| {
                sample.with(&format!("{MACS} {argument}"), text)
            });
        macos(&sample)
    }

    #[test]
    fn reads_macos() {
        let on = ("--getglobalstate", "Firewall is enabled. (State = 1)\n");
        let normal = (
            "--getblockall",
            "Firewall has block all state set to disabled.\n",
        );
        assert_eq!(
            mac(&[("--getglobalstate", "Firewall is disabled. (State = 0)\n")]).findings[0].level,
            Level::Good
        );
        let all = mac(&[
            on,
            (
                "--getblockall",
                "Firewall is set to block all non-essential incoming connections\n",
            ),
        ]);
        assert!(all.blocks && all.findings[0].to_string().contains("--setblockall off"));
        let app = "--getappblocked /opt/couchpad";
        let permitted = mac(&[
            on,
            normal,
            (app, "Incoming connection to the application is permitted\n"),
        ]);
        assert_eq!(permitted.findings[0].level, Level::Good);
        let blocked = mac(&[
            on,
            normal,
            (app, "Incoming connection to the application is blocked\n"),
        ]);
        assert!(
            blocked.blocks
                && blocked.findings[0]
                    .to_string()
                    .contains("--unblockapp \"/opt/couchpad\"")
        );
        let unknown = mac(&[
            on,
            normal,
            (app, "The application is not part of the firewall\n"),
        ]);
        assert_eq!(
            (unknown.blocks, unknown.findings[0].level),
            (false, Level::Note)
        );
        assert_eq!(mac(&[]).findings[0].level, Level::Note);
    }

    const PROFILE: &str = "\r\nPrivate Profile Settings: \r\n----------------------------------------------------------------------\r\n\
        State                                 ON\r\nFirewall Policy                       BlockInbound,AllowOutbound\r\n\
        LocalFirewallRules                    N/A (GPO-store only)\r\nOk.\r\n";

    fn rule(action: &str) -> String {
        format!(
            "\r\nRule Name:                            couchpad.exe\r\nEnabled:                              Yes\r\n\
            Direction:                            In\r\nProfiles:                             Private\r\n\
            Protocol:                             UDP\r\nAction:                               {action}\r\nOk.\r\n"
        )
    }

    fn win(profile: &str, rules: Option<&str>) -> Verdict {
        let mut sample =
            Sample::of(Os::Windows).with("netsh advfirewall show currentprofile", profile);
        if let Some(rules) = rules {
            sample = sample.with(
                "netsh advfirewall firewall show rule name=couchpad.exe dir=in",
                rules,
            );
        }
        windows(&sample, 4455)
    }

    #[test]
    fn reads_windows() {
        let off = PROFILE.replace("ON\r", "OFF\r");
        assert_eq!(win(&off, None).findings[0].level, Level::Good);
        let german = PROFILE.replace("State ", "Status").replace("ON\r", "EIN\r");
        assert_eq!(
            win(&german, Some(&rule("Allow"))).findings[0].level,
            Level::Good
        );
        let never = PROFILE.replace("BlockInbound,", "BlockInboundAlways,");
        assert!(win(&never, Some(&rule("Allow"))).blocks);
        assert_eq!(
            win(PROFILE, Some(&rule("Allow"))).findings[0].level,
            Level::Good
        );
        assert!(win(PROFILE, Some(&(rule("Allow") + &rule("Block")))).blocks);
        let none = win(PROFILE, None);
        let said = none.findings[0].to_string();
        assert!(
            !none.blocks && said.contains("protocol=UDP localport=4455,5353"),
            "{said}"
        );
    }
}
