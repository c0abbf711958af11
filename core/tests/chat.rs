//! The example `chat` as people use it, on two computers: the one opens a room, the other finds it, goes in and talks. In
//! network namespaces, as it announces itself.

#![cfg(target_os = "linux")]

mod namespace;

use namespace::{DEADLINE, inside, not_tried, other_machine, role, tell, wait_for};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

/// Where cargo has put the example, beside this test.
fn example() -> Option<PathBuf> {
    let test = std::env::current_exe().ok()?;
    let built = test.parent()?.parent()?.join("examples/chat");
    built.is_file().then_some(built)
}

/// A running chat: what it says, and what is typed. Ends with this value.
struct Chat {
    child: Child,
    typed: ChildStdin,
    lines: Receiver<String>,
}

impl Chat {
    fn start(args: &[&str]) -> Self {
        let mut command = Command::new(example().unwrap());
        command.args(args).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let typed = child.stdin.take().unwrap();
        Self {
            child,
            typed,
            lines,
        }
    }

    fn type_line(&mut self, line: &str) {
        writeln!(self.typed, "{line}").unwrap();
    }

    /// Waits for a line of which `wanted` gives something.
    fn until<T>(&self, what: &str, wanted: impl Fn(&str) -> Option<T>) -> T {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left);
            let line = line.unwrap_or_else(|_| panic!("the chat did not say: {what}"));
            if let Some(found) = wanted(&line) {
                return found;
            }
        }
    }

    fn until_line(&self, line: &str) {
        self.until(line, |said| (said == line).then_some(()));
    }

    fn succeeds(mut self) {
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Chat {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first address of Ada's room, if five seconds were enough to find it: the room hears late of a network that is new.
fn found() -> Option<String> {
    let search = Chat::start(&["--find"]);
    let lines: Vec<_> = search.lines.iter().collect();
    search.succeeds();
    println!("(found: {lines:?})");
    let of_ada = |line: &String| {
        let addresses = line.strip_prefix("Ada's chat: [")?.strip_suffix(']')?;
        addresses.split(", ").next().map(str::to_owned)
    };
    lines.iter().find_map(of_ada)
}

/// The second computer: what is there, then in by address and code.
fn visit(code: &str) {
    let address = wait_for("the room", found);
    tell(&format!("found {address}"));
    let mut chat = Chat::start(&["join", &address, "Bo", "--code", code]);
    chat.until_line("* in Ada's chat");
    chat.until_line("<Ada> welcome");
    chat.type_line("thank you");
    chat.type_line("/msg Ada how did I find you?");
    chat.until_line("<Ada, to you alone> with --find");
    chat.type_line("/quit");
    chat.succeeds();
    tell("was there");
}

#[test]
fn a_room_is_found_from_another_computer() {
    let name = "a_room_is_found_from_another_computer";
    if let Some(code) = role().and_then(|role| {
        role.strip_prefix(name)?
            .strip_prefix(" visit ")
            .map(str::to_owned)
    }) {
        return visit(&code);
    }
    if example().is_none() {
        return not_tried("the example is not built: cargo build -p couchpad-core --example chat");
    }
    // the room has its network before it opens; nobody is at the other end yet
    let setup = "ip link set lo up\nip link add lan1 type veth peer name end1\n\
        ip link set end1 up\nip addr add 10.78.0.1/24 dev lan1\nip link set lan1 up";
    if !inside(name, setup) {
        return;
    }
    let mut room = Chat::start(&["host", "Ada"]);
    let (port, code) = room.until("how to get in", |line| {
        let line = line.strip_prefix("  chat join 10.78.0.1:")?;
        let (port, rest) = line.split_once(' ')?;
        Some((
            port.to_owned(),
            rest.strip_prefix("NAME --code ")?.to_owned(),
        ))
    });
    // the room hears of this network when it is cabled
    let role = format!("{name} visit {code}");
    let other = other_machine(&role, "eth0", "10.77.0.1/24", "10.77.0.2/24");
    let found = other.until("what it found", |line| line.starts_with("found "));
    assert_eq!(found, format!("found 10.77.0.1:{port}"));
    room.until_line("* Bo is here");
    room.type_line("welcome");
    room.until_line("<Bo> thank you");
    room.until_line("<Bo, to you alone> how did I find you?");
    room.type_line("/msg Bo with --find");
    room.until("the farewell", |line| {
        line.starts_with("* Bo is gone").then_some(())
    });
    other.until("the end", |line| line == "was there");
    room.type_line("/quit");
    room.succeeds();
}
