//! The examples as programs: what they say and how they end when something is amiss, for scripts that start them.

#![cfg(target_os = "linux")]

mod namespace;

use couchpad_core::easy::{Host, ListenConfig};
use namespace::not_tried;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// An example as cargo has built it, beside this test; `None`, and said so, where it has not.
fn example(name: &str) -> Option<Command> {
    let test = std::env::current_exe().ok()?;
    let built = test.parent()?.parent()?.join("examples").join(name);
    if !built.is_file() {
        not_tried("the examples are not built: cargo build -p couchpad-core --examples");
        return None;
    }
    let mut command = Command::new(built);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    Some(command)
}

fn host() -> Host {
    let config = ListenConfig {
        announce: false,
        ..ListenConfig::default()
    };
    Host::listen("127.0.0.1:0", config).unwrap()
}

/// Ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    fn start(mut command: Command) -> Self {
        Self(command.spawn().unwrap())
    }

    /// The first line that begins so, of those that are for troubles.
    fn trouble(&mut self, begins: &str) -> String {
        let lines = BufReader::new(self.0.stderr.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok);
        lines.find(|line| line.starts_with(begins)).unwrap()
    }
}

#[test]
fn a_chat_that_lets_nobody_in_ends_with_a_failure() {
    let host = host();
    let address = host.join_link().addresses().next().unwrap().to_string();
    let right = host.code().reveal().to_string();
    let wrong = if right == "111111" {
        "222222"
    } else {
        "111111"
    };
    let Some(mut command) = example("chat") else {
        return;
    };
    command.args(["join", &address, "Bo", "--code", wrong]);
    let mut chat = Running::start(command);
    chat.trouble("* out: ");
    assert_eq!(chat.0.wait().unwrap().code(), Some(1));
}

#[test]
fn who_leaves_a_chat_of_their_own_accord_ends_well() {
    let host = host();
    let Some(mut command) = example("chat") else {
        return;
    };
    command.args(["join", &host.join_link().to_string(), "Bo"]);
    let mut chat = Running::start(command);
    let mut lines = BufReader::new(chat.0.stdout.take().unwrap()).lines();
    lines
        .find(|line| line.as_ref().is_ok_and(|line| line.starts_with("* in ")))
        .unwrap()
        .unwrap();
    // the end of what is typed
    drop(chat.0.stdin.take());
    assert_eq!(chat.0.wait().unwrap().code(), Some(0));
}

#[test]
fn a_swarm_whose_link_leads_nowhere_says_so_at_once() {
    let host = host();
    let link = host.join_link().to_string();
    drop(host);
    let Some(mut command) = example("swarm") else {
        return;
    };
    command.args(["--join", &link, "--pads", "2", "--seconds", "1"]);
    let said = Running::start(command).trouble("The controllers do not get in");
    assert!(said.contains("No receiver runs there"), "{said}");
}
