//! `cargo xtask bench`: runs the measurements that need no screen and prints them beside the design's bars. It knows
//! their commands and their lines of JSON. A missed bar is told and is no failure, as figures depend on the machine; the
//! exit status is 1 where a measurement could not be made.

use std::process::Stdio;

use anyhow::{Context as _, bail};
use serde_json::Value;

use crate::cargo;
use crate::cli::Bench;

/// A command that prints measurements, for people and among it lines of JSON.
struct Source {
    name: &'static str,
    /// Cargo's, with a space between them and in none of them.
    arguments: &'static str,
    /// Also run by `--quick`: it needs no optimised build.
    quick: bool,
}

const SOURCES: [Source; 8] = [
    Source {
        name: "links in virtual time",
        arguments: "test -p couchpad-core --lib --locked transport::impaired -- --nocapture",
        quick: true,
    },
    Source {
        name: "size of an input",
        arguments: "test -p couchpad-core --locked --test datagram_size -- --nocapture",
        quick: true,
    },
    Source {
        name: "latency",
        arguments: "run --release -p couchpad-core --locked --example latency",
        quick: false,
    },
    // without -p: with other features of its dependencies than the programs have, it would build Bevy once more
    Source {
        name: "touch to datagram",
        arguments: "run --release --locked --example measure -- touch",
        quick: false,
    },
    Source {
        name: "crowds of several sizes",
        arguments: "run --release -p couchpad-core --locked --example crowd -- sizes",
        quick: false,
    },
    Source {
        name: "a thousand pads",
        arguments: "run --release -p couchpad-core --locked --example crowd -- compare",
        quick: false,
    },
    Source {
        name: "socket to session",
        arguments: "bench -p couchpad-core --locked --bench socket_to_session",
        quick: false,
    },
    Source {
        name: "beside a WebSocket",
        arguments: "run --release -p couchpad-core --locked --example vs_websocket",
        quick: false,
    },
];

/// One figure of the table.
struct Row {
    what: &'static str,
    bar: f64,
    unit: &'static str,
    /// The line that has it: what its fields must be.
    line: &'static [(&'static str, &'static str)],
    field: &'static str,
    quick: bool,
}

const fn row(
    what: &'static str,
    bar: f64,
    unit: &'static str,
    line: &'static [(&'static str, &'static str)],
    field: &'static str,
) -> Row {
    Row {
        what,
        bar,
        unit,
        line,
        field,
        quick: true,
    }
}

const fn slow(row: Row) -> Row {
    Row {
        quick: false,
        ..row
    }
}

/// Of what the design sets no bar for.
const NO_BAR: f64 = f64::INFINITY;

const ROWS: [Row; 24] = [
    slow(row(
        "swipe to session, loopback, p50",
        1.0,
        "ms",
        &[("bench", "latency")],
        "session_p50_ms",
    )),
    slow(row(
        "swipe to game state, receiver at 60 Hz, p50",
        9.0,
        "ms",
        &[("bench", "latency")],
        "frame_p50_ms",
    )),
    slow(row(
        "swipe to game state, receiver at 60 Hz, p99",
        18.0,
        "ms",
        &[("bench", "latency")],
        "frame_p99_ms",
    )),
    slow(row(
        "touch system to datagram, on the pad, p50",
        0.5,
        "ms",
        &[("bench", "touch")],
        "p50_ms",
    )),
    slow(row(
        "the same, p99",
        0.5,
        "ms",
        &[("bench", "touch")],
        "p99_ms",
    )),
    slow(row(
        "datagram in the receiver's queue to session, p50",
        0.1,
        "ms",
        &[("bench", "socket_to_session")],
        "p50_ms",
    )),
    slow(row(
        "the same, p99",
        1.0,
        "ms",
        &[("bench", "socket_to_session")],
        "p99_ms",
    )),
    slow(row(
        "position age, real sockets, 5 % loss, p99 beside a WebSocket's",
        0.1,
        "x",
        &[("bench", "vs_websocket")],
        "ratio_5",
    )),
    slow(row(
        "the same at 20 % loss",
        0.1,
        "x",
        &[("bench", "vs_websocket")],
        "ratio_20",
    )),
    slow(row(
        "1 pad at 60 Hz, network side, of one core",
        NO_BAR,
        "%",
        &[("bench", "crowd_cpu"), ("pads", "1")],
        "cpu_percent",
    )),
    slow(row(
        "8 pads",
        NO_BAR,
        "%",
        &[("bench", "crowd_cpu"), ("pads", "8")],
        "cpu_percent",
    )),
    slow(row(
        "100 pads",
        NO_BAR,
        "%",
        &[("bench", "crowd_cpu"), ("pads", "100")],
        "cpu_percent",
    )),
    slow(row(
        "1,000 pads",
        25.0,
        "%",
        &[("bench", "crowd_cpu"), ("pads", "1000")],
        "cpu_percent",
    )),
    slow(row(
        "1,000 pads beside stock renet, for each input",
        0.333,
        "x",
        &[("bench", "crowd"), ("side", "both")],
        "of_stock",
    )),
    row(
        "input datagram, UDP payload",
        64.0,
        "bytes",
        &[("bench", "datagram_size")],
        "bytes",
    ),
    row(
        "position age, 5 % loss, 0-100 ms jitter, p99",
        80.0,
        "ms",
        &[("link", "table"), ("loss", "50")],
        "age_p99_ms",
    ),
    row(
        "position age, 20 % loss, p99",
        90.0,
        "ms",
        &[("link", "table"), ("loss", "200")],
        "age_p99_ms",
    ),
    row(
        "position age, 50 % loss, p99",
        115.0,
        "ms",
        &[("link", "table"), ("loss", "500")],
        "age_p99_ms",
    ),
    row(
        "command latency, 5 % loss, 0-100 ms jitter, p99",
        130.0,
        "ms",
        &[("link", "table"), ("loss", "50")],
        "command_p99_ms",
    ),
    row(
        "command latency, 20 % loss, p99",
        170.0,
        "ms",
        &[("link", "table"), ("loss", "200")],
        "command_p99_ms",
    ),
    row(
        "command latency, 50 % loss, p99",
        320.0,
        "ms",
        &[("link", "table"), ("loss", "500")],
        "command_p99_ms",
    ),
    row(
        "back after a blackout of 2 s, same link, worst at 5 % loss",
        300.0,
        "ms",
        &[("link", "blackout of 2 s"), ("loss", "50")],
        "back_max_ms",
    ),
    row(
        "back after a blackout of 10 s, new link, worst",
        800.0,
        "ms",
        &[("link", "blackout of 10 s"), ("loss", "0")],
        "back_max_ms",
    ),
    row(
        "the same at 5 % loss",
        800.0,
        "ms",
        &[("link", "blackout of 10 s"), ("loss", "50")],
        "back_max_ms",
    ),
];

/// `cargo xtask bench`. Exit status 1 where a measurement could not be made.
pub(crate) fn run(options: &Bench) -> anyhow::Result<u8> {
    let mut lines = Vec::new();
    for source in SOURCES
        .iter()
        .filter(|source| source.quick || !options.quick)
    {
        match measure(source) {
            Ok(measured) => lines.extend(measured),
            Err(error) => eprintln!("[bench] {}: {error:#}", source.name),
        }
    }
    let (table, missing) = table(&lines, options.quick);
    println!("\n{table}");
    Ok(u8::from(missing))
}

fn measure(source: &Source) -> anyhow::Result<Vec<Value>> {
    eprintln!("[bench] {}: cargo {}", source.name, source.arguments);
    let arguments: Vec<&str> = source.arguments.split(' ').collect();
    let output = cargo::command(&arguments)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!(
            "it failed ({}); run the command above to see why",
            output.status
        );
    }
    Ok(json_of(&String::from_utf8_lossy(&output.stdout)))
}

/// The lines of measurements, wherever in a line they begin.
fn json_of(text: &str) -> Vec<Value> {
    let read = |line: &str| {
        let line = line.get(line.find('{')?..)?;
        let value: Value = serde_json::from_str(line).ok()?;
        value.get("bench").is_some().then_some(value)
    };
    text.lines().filter_map(read).collect()
}

/// The table, and whether anything is missing from it.
fn table(lines: &[Value], quick: bool) -> (String, bool) {
    let mut text = format!("{:62} {:>12} {:>14}  verdict\n", "what", "bar", "measured");
    let mut missing = false;
    for row in ROWS.iter().filter(|row| row.quick || !quick) {
        let seen = row.seen(lines);
        missing |= seen.is_none();
        let verdict = match seen {
            Some(_) if row.bar == NO_BAR => "",
            Some(seen) if seen <= row.bar => "met",
            Some(_) => "MISSED",
            None => "not measured",
        };
        let seen = seen.map_or_else(|| "-".to_owned(), |seen| format!("{seen:.2} {}", row.unit));
        let bar = match row.bar {
            NO_BAR => "none".to_owned(),
            bar => format!("<= {bar} {}", row.unit),
        };
        text += &format!("{:62} {bar:>12} {seen:>14}  {verdict}\n", row.what);
    }
    if quick {
        text += "(--quick: without what needs an optimised build)\n";
    }
    (text, missing)
}

impl Row {
    fn seen(&self, lines: &[Value]) -> Option<f64> {
        let is = |line: &&Value| {
            let mut fields = self.line.iter();
            fields.all(|(name, value)| match line.get(name) {
                Some(Value::String(text)) => text == value,
                Some(Value::Number(number)) => value.parse().ok() == number.as_u64(),
                _ => false,
            })
        };
        lines.iter().find(is)?.get(self.field)?.as_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "running 2 tests\n\
        test a ... {\"bench\":\"impaired\",\"link\":\"table\",\"loss\":50,\"age_p99_ms\":81.5,\"command_p99_ms\":100.0}\n\
        {\"bar\":64,\"bench\":\"datagram_size\",\"bytes\":61}\n{\"event\":\"other\"}\nok\n";

    #[test]
    fn what_was_measured_is_beside_its_bar_and_what_was_not_is_told() {
        let lines = json_of(OUTPUT);
        assert_eq!(lines.len(), 2);
        let (table, missing) = table(&lines, true);
        let verdict = |what: &str| {
            let line = table.lines().find(|line| line.starts_with(what));
            line.and_then(|line| line.rsplit("  ").next())
                .map(str::to_owned)
        };
        assert_eq!(verdict("input datagram").as_deref(), Some("met"));
        assert_eq!(verdict("position age, 5 %").as_deref(), Some("MISSED"));
        assert_eq!(verdict("command latency, 5 %").as_deref(), Some("met"));
        assert_eq!(
            verdict("position age, 20 %").as_deref(),
            Some("not measured")
        );
        assert!(missing && !table.contains("1,000 pads"));
    }

    #[test]
    fn what_has_no_bar_is_told_without_a_verdict() {
        let lines = json_of("{\"bench\":\"crowd_cpu\",\"pads\":8,\"cpu_percent\":0.75}");
        let (table, missing) = table(&lines, false);
        let line = table.lines().find(|line| line.starts_with("8 pads"));
        let words: Vec<&str> = line.unwrap_or_default().split_whitespace().collect();
        assert_eq!(words, ["8", "pads", "none", "0.75", "%"]);
        assert!(missing);
    }
}
