//! Network namespaces for tests: a test runs itself again inside one, so that nothing it sends leaves it; and a second
//! "machine" can be cabled to it. Linux alone has them.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "every test file takes what it needs"
)]

pub mod search;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

pub const DEADLINE: Duration = Duration::from_secs(40);
const INSIDE: &str = "COUCHPAD_TEST_NAMESPACE";
/// 1: what cannot be tried fails. Continuous integration sets it, where nobody reads what a test that passed has said.
const MUST: &str = "COUCHPAD_MUST_TEST";
/// What a second machine's lines begin with that are meant for the first.
const LINE: &str = "@@ ";

/// Whether this is the run inside. Outside, it runs `test` of this binary in a namespace that `setup` (shell commands) has
/// prepared, and fails if that fails; where the system allows no namespaces, see [`not_tried`].
pub fn inside(test: &str, setup: &str) -> bool {
    if role().as_deref() == Some(test) {
        return true;
    }
    let Some(unshare) = unshare() else {
        return false;
    };
    let status = machine(&unshare, test, setup).status().unwrap();
    assert!(status.success(), "failed in its namespace: {test}");
    false
}

/// What the run inside a namespace is to do; `None` outside.
pub fn role() -> Option<String> {
    std::env::var(INSIDE).ok()
}

/// How namespaces are made here, if they can be.
fn unshare() -> Option<Vec<&'static str>> {
    let ways = [vec!["unshare", "-rn"], vec!["unshare", "-n"]];
    let works = |way: &Vec<&str>| {
        let mut trial = Command::new(way[0]);
        trial
            .env("PATH", path())
            .args(&way[1..])
            .args(["sh", "-c", "ip link set lo up"]);
        let quiet = trial.stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    let way = ways.into_iter().find(works);
    if way.is_none() {
        not_tried(
            "this system allows no network namespaces (unshare -rn; on Ubuntu: \
             sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0) or has no `ip`",
        );
    }
    way
}

/// Something is missing here that the test needs: this is said, and the test is to end; it fails where all must be tried.
pub fn not_tried(missing: &str) {
    let is_must = std::env::var(MUST).is_ok_and(|value| value == "1");
    assert!(
        !is_must,
        "{MUST}=1, but {missing}; cargo xtask setup --for test installs the programs"
    );
    println!("not tried, as {missing}");
}

fn machine(unshare: &[&str], role: &str, setup: &str) -> Command {
    let test = role.split(' ').next().unwrap_or_default();
    let mut command = Command::new(unshare[0]);
    command.args(&unshare[1..]).args(["sh", "-e", "-c"]);
    command.arg(format!("{setup}\nexec \"$0\" \"$@\""));
    command.arg(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command.env(INSIDE, role).env("PATH", path());
    command
}

/// Where programs are, those for administrators included: not every user's `PATH` has them, and in its namespace a test
/// is the administrator.
fn path() -> String {
    std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/sbin"
}

/// Runs shell commands in this namespace; they must work.
pub fn sh(script: &str) {
    let status = Command::new("sh").args(["-e", "-c", script]).status();
    assert!(status.unwrap().success(), "{script}");
}

/// A second machine, cabled to this one: its `eth0` to our `here`. Ends with this value.
pub struct Machine {
    child: Child,
    lines: Receiver<String>,
}

/// Starts `role` ("TEST WHAT") on a machine of its own, whose `eth0` has `address`; `here` must not exist yet and is brought up
/// with `own_address`.
pub fn other_machine(role: &str, here: &str, own_address: &str, address: &str) -> Machine {
    let setup = format!(
        "ip link set lo up\nuntil ip link show eth0 >/dev/null 2>&1; do sleep 0.02; done\n\
         ip addr add {address} dev eth0\nip link set eth0 up\n{}",
        until_up("eth0")
    );
    let mut command = machine(&["unshare", "-n"], role, &setup);
    let child = command.stdout(Stdio::piped()).spawn().unwrap();
    let pid = child.id();
    let namespace = |who: &str| std::fs::read_link(format!("/proc/{who}/ns/net")).ok();
    wait_for("the other machine", || {
        let theirs = namespace(&pid.to_string());
        (theirs.is_some() && theirs != namespace("self")).then_some(())
    });
    sh(&format!(
        "ip link add {here} type veth peer name cable\nip link set cable netns {pid} name eth0\n\
         ip addr add {own_address} dev {here}\nip link set {here} up\n{}",
        until_up(here)
    ));
    Machine::listening_to(child)
}

/// Starts `role` in this same namespace, as a process of its own.
pub fn neighbour(role: &str) -> Machine {
    let mut command = machine(&["env"], role, ":");
    let child = command.stdout(Stdio::piped()).spawn().unwrap();
    Machine::listening_to(child)
}

/// The system tells a moment later that a cable has two ends.
fn until_up(name: &str) -> String {
    format!("until ip link show {name} | grep -q 'state UP'; do sleep 0.02; done")
}

/// On a second machine: tells the first.
pub fn tell(line: &str) {
    println!("{LINE}{line}");
}

impl Machine {
    fn listening_to(mut child: Child) -> Self {
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                // the test harness may have begun the line
                if let Some((_, told)) = line.split_once(LINE) {
                    let _ = send.send(told.to_owned());
                }
            }
        });
        Self { child, lines }
    }

    /// The lines told since.
    pub fn heard(&self) -> Vec<String> {
        self.lines.try_iter().collect()
    }

    /// Waits until it tells a line that is `wanted`.
    pub fn until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) if wanted(&line) => return line,
                Ok(line) => println!("(the other machine: {line})"),
                Err(_) => panic!("the other machine did not tell: {what}"),
            }
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until `done` gives something.
pub fn wait_for<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(value) = done() {
            return value;
        }
        assert!(Instant::now() < deadline, "timed out: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
