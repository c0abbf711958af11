//! The run: a host, pads that play, then the floods, and the line. Must not know how a flood is thrown.

use crate::figures::{Times, memory_of, rounded};
use crate::fresh::Fresh;
use crate::pads::{JOINING, Plan, Seen, Swarm};
use crate::target::Host;
use crate::throw::{Connections, Datagrams};
use anyhow::{Context, Result};
use clap::Parser;
use couchpad_core::Target;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The receiver tells ages of the last 5 s: so long until none of the time before is in them.
const WINDOW: Duration = Duration::from_secs(5);
/// Ages of inputs under a flood, 99th percentile, in milliseconds.
const AGE_BAR: f64 = 100.0;
/// The longest joining under a flood, in milliseconds.
const JOIN_BAR: f64 = 1_000.0;

/// A host in a process of its own plays with a few controllers at 60 frames a second; then everything is thrown at it at once,
/// from this process, over loopback. Prints one line of JSON, and exits 0 whether a bar is missed or not.
#[derive(Parser, Clone, Debug)]
#[command(after_help = "\
What is in the line:
  age_ms            how old inputs are when the host's session takes them in, from the finger on; p50 is the median of all
                    pads' medians, p99 the 99th percentile of all pads' 99th percentiles, over the last 5 s each time
  join_ms           from `Pad::connect` to the working link, of fresh controllers, one after the other, from 127.2.0.0/16
  thrown            what really was, a second: a slow machine throws less than it was asked to
  links_lost        times that a playing controller's link broke; 0 or something is wrong
  host              the host's own last line: memory, datagrams that its guard dropped, queues that overflowed, warnings")]
pub(crate) struct Args {
    /// Controllers that play.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    pads: u16,
    /// Moves of each finger, a second. Not as many as the host has frames, so that all phases of a frame have their turn.
    #[arg(long, default_value_t = 59.0)]
    rate: f64,
    /// How long it is measured, before and under the flood.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Datagrams of 64 bytes of junk, a second.
    #[arg(long, default_value_t = 100_000)]
    junk: u32,
    /// Made-up requests to connect, a second, well-formed but for their seal.
    #[arg(long, default_value_t = 10_000)]
    requests: u32,
    /// Idle connections, half of them in the midst of a frame. As many are held; the oldest ones are replaced.
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(0..=15_000))]
    connections: u32,
    /// New ones of them, a second.
    #[arg(long, default_value_t = 1_000)]
    connects: u32,
}

/// The run, from its arguments to its line.
pub(crate) fn print(args: &Args) -> Result<()> {
    let files = u64::from(args.connections) + u64::from(args.pads) * 4 + 512;
    let had = rlimit::increase_nofile_limit(files)?;
    anyhow::ensure!(
        had >= files,
        "this system allows {had} open files and this needs {files}: raise it (ulimit -n {files}) or ask for fewer connections"
    );
    println!("{}", run(args)?);
    Ok(())
}

fn run(args: &Args) -> Result<Value> {
    let time = Duration::from_secs(args.seconds);
    let host = Host::start(args.pads.saturating_add(64))?;
    let target = Target::of_link(&host.join).context("the host's link has no secret")?;
    let mut swarm = Swarm::new(Plan {
        target: target.clone(),
        first: 0,
        joining: JOINING,
        pads: usize::from(args.pads),
        rate: args.rate,
        vote: false,
    })?;
    swarm.join()?;
    swarm.play(WINDOW)?;
    let calm_joins = Fresh::start(target.clone());
    let before = swarm.measure(time)?;
    let calm_joins = calm_joins.stop()?;
    let memory_before = memory_of(host.pid);

    let to = *target.addresses.first().context("the host's address")?;
    let began = Instant::now();
    let junk = Datagrams::junk(to, args.junk)?;
    let requests = Datagrams::requests(to, args.requests)?;
    let connections = Connections::open(to, args.connections, args.connects)?;
    swarm.play(WINDOW)?;
    let joins = Fresh::start(target);
    let under = swarm.measure(time)?;
    let joins = joins.stop()?;
    let seconds = began.elapsed().as_secs_f64();
    let memory_under = memory_of(host.pid);
    let a_second = |count: u64| (count as f64 / seconds).round();
    let thrown = json!({
        "junk_per_s": a_second(junk.stop()),
        "requests_per_s": a_second(requests.stop()),
        "connections_opened": connections.stop(),
        "connections_held": args.connections,
    });
    let (before, under) = (phase(before, calm_joins), phase(under, joins));
    Ok(json!({
        "bars": {"age_p99": below(&under["age_ms"]["p99"], AGE_BAR), "join": below(&under["join_ms"]["max"], JOIN_BAR)},
        "pads": args.pads,
        "rate": args.rate,
        "thrown": thrown,
        "before": before,
        "under": under,
        "memory_mib": {"before": memory_before, "under": memory_under},
        "host": host.end(),
    }))
}

fn phase(mut seen: Seen, (mut joins, failed): (Times, u64)) -> Value {
    json!({
        "connected": seen.joined,
        "age_ms": {"p50": seen.age.0.at(0.5), "p99": seen.age.1.at(0.99)},
        "rtt_ms": seen.rtt.json(),
        "sent": seen.sent,
        "lost": seen.lost,
        "links_lost": seen.links_lost,
        "trouble": seen.trouble,
        "joins": joins.count(),
        "joins_failed": failed,
        "join_ms": {"p50": joins.at(0.5), "max": joins.at(1.0).map(rounded)},
    })
}

/// Whether it is; null where nothing was measured.
fn below(figure: &Value, bar: f64) -> Option<bool> {
    figure.as_f64().map(|figure| figure < bar)
}
