//! One run of both: ours, then stock renet, with the same number of pads, moves and frames on the same machine; each host
//! in a process of its own, so that its CPU time is its alone. Must not know what either does.

use crate::figures::rounded;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Seconds of a host's play that do not count, at its begin and at its end.
const EDGE: usize = 2;

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

    /// Waits for its end; its last line.
    fn rest(mut self) -> Value {
        let lines = self.lines.by_ref().map_while(Result::ok);
        let last = lines
            .filter_map(|line| serde_json::from_str(&line).ok())
            .last();
        last.unwrap_or(Value::Null)
    }

    fn text(&self, name: &str) -> Result<String> {
        let text = self.first.get(name).and_then(Value::as_str);
        Ok(text.with_context(|| format!("no {name}"))?.to_owned())
    }

    /// Ends it; all further lines that it wrote.
    fn end(mut self) -> Vec<Value> {
        // it may have ended by itself
        let _ = self.child.kill();
        let lines = self.lines.by_ref().map_while(Result::ok);
        lines
            .filter_map(|line| serde_json::from_str(&line).ok())
            .collect()
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
        for name in ["cpu_percent", "cpu_us_per_input"] {
            let of = |line: &Value| line.get(name).and_then(Value::as_f64);
            if let Some((ours, stock)) = of(&ours).zip(of(&stock)) {
                println!("{name}: ours is {:.2} of stock", ours / stock);
                if name == "cpu_us_per_input" {
                    let share = json!(ours / stock);
                    // for `cargo xtask bench`
                    println!(
                        "{}",
                        bench(&[("side", &json!("both")), ("of_stock", &share)])
                    );
                }
            }
        }
    }
    Ok(())
}

/// A line for `cargo xtask bench`, which looks for how it begins.
fn bench(fields: &[(&str, &Value)]) -> String {
    let fields = fields
        .iter()
        .map(|(name, value)| format!(",\"{name}\":{value}"));
    format!("{{\"bench\":\"crowd\"{}}}", fields.collect::<String>())
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
    let line = host_line(args, &host.end());
    Ok(
        json!({"host": line, "pads": swarm.first, "cpu_percent": line["cpu_percent"], "cpu_us_per_input": line["cpu_us_per_input"]}),
    )
}

fn stock(args: &Args) -> Result<Value> {
    let host = Program::start(&["stock-host"])?;
    let to = host.text("address")?;
    let (pads, rate, _) = texts(args);
    let seconds = (args.seconds + EDGE as f64 * 2.0).to_string();
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
    // it says so when all have joined, and ends
    let pads = pads.rest();
    let line = host_line(args, &host.end());
    Ok(
        json!({"host": line, "pads": pads, "cpu_percent": line["cpu_percent"], "cpu_us_per_input": line["cpu_us_per_input"]}),
    )
}

/// What a host needed in the seconds in which all pads played, without the first and the last ones.
fn host_line(args: &Args, lines: &[Value]) -> Value {
    let all = |line: &&Value| line.get("pads") == Some(&json!(args.pads));
    let lines: Vec<&Value> = lines.iter().filter(all).collect();
    let end = lines.len().saturating_sub(EDGE);
    let lines = lines.get(EDGE..end).unwrap_or_default();
    let sum = |name: &str| -> f64 {
        lines
            .iter()
            .filter_map(|line| line.get(name)?.as_f64())
            .sum()
    };
    let (cpu, time, received) = (sum("cpu_s"), sum("seconds"), sum("received"));
    let Some(last) = lines.last() else {
        return Value::Null;
    };
    json!({
        "cpu_percent": rounded(cpu * 100.0 / time),
        "cpu_us_per_input": rounded(cpu * 1e6 / received),
        "inputs_per_second": rounded(received / time),
        "of_the_last_second": last,
    })
}

fn texts(args: &Args) -> (String, String, String) {
    (
        args.pads.to_string(),
        args.rate.to_string(),
        args.seconds.to_string(),
    )
}
