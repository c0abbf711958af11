//! The host in a process of its own, so that its memory is its alone. Must not know what is thrown at it.

use anyhow::{Context, Result};
use couchpad_core::protocol::JoinLink;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};

/// It ends with this.
pub(crate) struct Host {
    /// How to get in.
    pub(crate) join: JoinLink,
    pub(crate) pid: u32,
    child: Child,
    last: Option<JoinHandle<Value>>,
}

impl Host {
    /// Listens on loopback, with so many seats.
    pub(crate) fn start(seats: u16) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["host", "--seats", &seats.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .context("starting the host")?;
        let out = child.stdout.take().context("the host's output")?;
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let first: Value = serde_json::from_str(&lines.next().context("the host said nothing")?)?;
        let join = first.get("join").and_then(Value::as_str);
        let last = lines.filter_map(|line| serde_json::from_str(&line).ok());
        Ok(Self {
            join: join.context("no link of the host")?.parse()?,
            pid: child.id(),
            child,
            last: Some(thread::spawn(move || last.last().unwrap_or(Value::Null))),
        })
    }

    /// Ends it. Its last line.
    pub(crate) fn end(mut self) -> Value {
        // it may have ended by itself
        let _ = self.child.kill();
        let last = self.last.take().and_then(|last| last.join().ok());
        last.unwrap_or(Value::Null)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
