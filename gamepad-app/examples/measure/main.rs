//! What the pad costs and how quick it is, measured from outside, on real sockets and, where it has a window, on a display of
//! its own. Prints figures, for people and as lines of JSON; decides nothing.
//!
//! `cargo run --release --example measure -- touch` measures from the touch system to the datagram and needs no screen.
//! The others drive the program itself, on Linux, with Xvfb and xdotool: build it first with
//! `cargo build --release --workspace --bins`. `glass` measures from the event at the display to the host's session, `rest` what
//! a core does while little or nothing happens, `start` how soon the first screen stands, and how large the program is.

mod couch;
#[cfg(target_os = "linux")]
mod glass;
#[cfg(target_os = "linux")]
mod program;
#[cfg(target_os = "linux")]
mod rest;
#[cfg(target_os = "linux")]
#[path = "../../tests/screen/mod.rs"]
mod screen;
#[cfg(target_os = "linux")]
mod start;
mod touch;

use clap::Parser;
use std::time::Duration;

/// Measures the pad.
#[derive(Parser)]
struct Options {
    /// What
    #[arg(value_enum)]
    what: What,
    /// Only this part of it, by its name in the table
    #[arg(long)]
    only: Option<String>,
    /// How long each part of `rest` is looked at
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// From the touch system to the datagram
    Touch,
    /// From the event at the display to the host's session
    Glass,
    /// What a core does while little or nothing happens
    Rest,
    /// From the command to the first screen
    Start,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    match options.what {
        What::Touch => touch::measure(),
        #[cfg(target_os = "linux")]
        What::Glass => glass::measure(),
        #[cfg(target_os = "linux")]
        What::Rest => rest::measure(
            options.only.as_deref(),
            Duration::from_secs(options.seconds),
        ),
        #[cfg(target_os = "linux")]
        What::Start => start::measure(),
        #[cfg(not(target_os = "linux"))]
        _ => anyhow::bail!("this part needs Linux with Xvfb and xdotool"),
    }
}

/// Of sorted times, the one that this share of them does not exceed, in milliseconds.
fn at(times: &[Duration], share: f64) -> f64 {
    let last = times.len().saturating_sub(1);
    let index = ((times.len() as f64 * share) as usize).min(last);
    times.get(index).map_or(f64::NAN, |time| ms(*time))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
