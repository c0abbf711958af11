//! A bad network for examples: a network namespace of their own, in which rules of the firewall lose packets. It must not know
//! what travels.

use anyhow::{Context as _, bail, ensure};
use std::process::{Command, Stdio};

const PROGRAMS: [&str; 2] = ["iptables-legacy", "iptables"];

/// Runs this program again in a network namespace, where nothing leaves and nobody else loses packets, with `--inside` and
/// these arguments.
pub(crate) fn run_inside(arguments: &[String]) -> anyhow::Result<()> {
    let ways = [["unshare", "-rn"], ["unshare", "-n"]];
    let can = |[program, how]: &[&str; 2]| {
        let mut trial = Command::new(program);
        trial.args([how, "sh", "-c", "ip link set lo up"]);
        works(&mut trial)
    };
    let Some([program, how]) = ways.into_iter().find(can) else {
        bail!(
            "this needs a network namespace of its own, which this system does not allow (try `unshare -rn true`; on Ubuntu: \
             sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0), or it has no `ip`; run it as root, or elsewhere"
        );
    };
    let mut inside = Command::new(program);
    inside.args([
        how,
        "sh",
        "-e",
        "-c",
        "ip link set lo up; exec \"$0\" \"$@\"",
    ]);
    inside.arg(std::env::current_exe()?).arg("--inside");
    let status = inside.args(arguments).env("PATH", search_path()).status()?;
    ensure!(status.success(), "it failed in its namespace ({status})");
    Ok(())
}

/// A rule of the firewall, which ends with this value.
pub(crate) struct Rule {
    program: &'static str,
    rule: String,
}

/// From now on, what arrives in this namespace and fits gets lost.
pub(crate) fn drop_where(fits: &str) -> anyhow::Result<Rule> {
    let rule = format!("INPUT {fits} -j DROP");
    let can = |program: &&'static str| works(&mut firewall(program, "-A", &rule));
    let program = PROGRAMS.into_iter().find(can).context(
        "packets cannot be lost here: install iptables with its statistic match, and run this as a user who may use it",
    )?;
    Ok(Rule { program, rule })
}

fn firewall(program: &str, act: &str, rule: &str) -> Command {
    let mut command = Command::new(program);
    command.arg(act).args(rule.split_whitespace());
    command
}

fn works(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    let status = quiet.env("PATH", search_path()).status();
    status.is_ok_and(|status| status.success())
}

/// Where programs are, those for administrators included: not every user's `PATH` has them.
fn search_path() -> String {
    std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/sbin"
}

impl Drop for Rule {
    fn drop(&mut self) {
        if !works(&mut firewall(self.program, "-D", &self.rule)) {
            eprintln!("packets still get lost in this namespace: its rule was not removed");
        }
    }
}
