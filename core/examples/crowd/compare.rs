//! One run of both: ours, then stock renet, with the same number of pads, moves and frames on the same machine; each host
//! in a process of its own, so that its CPU time is its alone. Must not know what either does.

use crate::figures::{cpu_of, rounded};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Play before it is measured; the swarm has a second, too.
const WARM_UP: Duration = Duration::from_secs(1);

/// What makes it fair: hosts of both kinds have 60 frames a second and one process; pads of both kinds send one state of 30
/// bytes at the same rate, each at its own moment, sealed, over sockets of their own. Stock means renet 2 and renetcode 2
/// with their defaults and the loop of renet's own transport. Ours does more (sessions, seats, liveness, the guard, the
/// control connections), and acknowledges more seldom.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Args {
    /// How many pads.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pads: u32,
    /// Moves of each, a second.
    #[arg(long, default_value_t = 60.0)]
    rate: f64,
    /// How long each is measured.
    #[arg(long, default_value_t = 10.0)]
    seconds: f64,
    /// Ours alone.
    #[arg(long)]
    ours: bool,
}

/// A child, its first line, and its further ones. It ends with this.
struct Program {
    child: Child,
    first: Value,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start(args: &[&str]) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(args)
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().context("the other program's output")?;
        let mut lines = BufReader::new(out).lines();
        let first = lines.next().context("the other program said nothing")??;
        let first = serde_json::from_str(&first)?;
        Ok(Self {
            child,
            first,
            lines,
        })
    }

    fn text(&self, name: &str) -> Result<String> {
        let text = self.first.get(name).and_then(Value::as_str);
        Ok(text.with_context(|| format!("no {name}"))?.to_owned())
    }

    /// Ends it; the last line that it wrote before.
    fn end(mut self) -> Value {
        // it may have ended by itself
        let _ = self.child.kill();
        let lines = self.lines.by_ref().map_while(Result::ok);
        let last = lines
            .filter_map(|line| serde_json::from_str(&line).ok())
            .last();
        last.unwrap_or(Value::Null)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn main(args: &Args) -> Result<()> {
    let ours = ours(args)?;
    println!("ours  {ours}");
    if !args.ours {
        let stock = stock(args)?;
        println!("stock {stock}");
        let percent = |of: &Value| of.get("receiver_cpu_percent").and_then(Value::as_f64);
        if let Some((ours, stock)) = percent(&ours).zip(percent(&stock)) {
            println!("ours is {:.2} of stock", ours / stock);
        }
    }
    Ok(())
}

fn ours(args: &Args) -> Result<Value> {
    let host = Program::start(&["host"])?;
    let (join, pid) = (host.text("join")?, host.child.id().to_string());
    let (pads, rate, seconds) = texts(args);
    let swarm = Program::start(&[
        "swarm",
        "--join",
        &join,
        "--pads",
        &pads,
        "--rate",
        &rate,
        "--seconds",
        &seconds,
        "--receiver-pid",
        &pid,
    ])?;
    let mut line = swarm.first.clone();
    let host = host.end();
    for (name, from) in [
        ("age_at_frames_ms", "age_ms"),
        ("longest_frame_ms", "longest_frame_ms"),
        ("memory_mib", "memory_mib"),
    ] {
        line[name] = host.get(from).cloned().unwrap_or_default();
    }
    Ok(line)
}

fn stock(args: &Args) -> Result<Value> {
    let host = Program::start(&["stock-host"])?;
    let to = host.text("address")?;
    let (pads, rate, _) = texts(args);
    let seconds = (args.seconds + WARM_UP.as_secs_f64() + 1.0).to_string();
    // it says so when all have joined
    let pads = Program::start(&[
        "stock-pads",
        "--to",
        &to,
        "--pads",
        &pads,
        "--rate",
        &rate,
        "--seconds",
        &seconds,
    ])?;
    let joined = pads.first.get("joined").cloned();
    ensure!(joined.is_some(), "stock clients did not join");
    thread::sleep(WARM_UP);
    let (began, before) = (Instant::now(), cpu_of(host.child.id()));
    thread::sleep(Duration::from_secs_f64(args.seconds));
    let (time, after) = (began.elapsed().as_secs_f64(), cpu_of(host.child.id()));
    let spent = before
        .zip(after)
        .map(|(before, after)| after.saturating_sub(before).as_secs_f64());
    let host = host.end();
    Ok(json!({
        "joined": joined,
        "age_on_arrival_in_frame_ms": host.get("age_ms"),
        "receiver_cpu_s": spent.map(rounded),
        "receiver_cpu_percent": spent.map(|spent| rounded(spent * 100.0 / time)),
    }))
}

fn texts(args: &Args) -> (String, String, String) {
    (
        args.pads.to_string(),
        args.rate.to_string(),
        args.seconds.to_string(),
    )
}
