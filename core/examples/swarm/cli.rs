//! The swarm's command line. Must not know pads.

use crate::figures::{Times, cpu_of, loopback_bytes, rounded};
use crate::hands::{self, Run};
use crate::pads::{JOINING, Plan};
use anyhow::{Context, Result};
use clap::Parser;
use couchpad_core::Target;
use couchpad_core::protocol::JoinLink;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Sockets and polls of one pad: control connection, link, poll, waker.
const FILES_PER_PAD: u64 = 4;

/// Many controllers at once: each is a real one (session, pairing, netcode, renet), moves one finger, and measures. Prints
/// one line of JSON.
#[derive(Parser, Clone, Debug)]
#[command(after_help = "\
What is in the line:
  joined            controllers with a working link at the end
  join_seconds      time until the last one had joined
  rtt_ms            round trips between a pad's and the receiver's socket threads, as the receiver smooths them (RFC 6298);
                    one sample of each pad in each second
  age_ms            how old inputs are when the receiver's session takes them in, from the finger on, by the receiver's stamps
                    and its knowledge of each pad's clock: it tells each pad its median and its 99th percentile of the last
                    5 s; p50 is the median of the ones, p99 the 99th percentile of the others. The wait for the receiver's
                    frame is in it
  sent, lost        inputs, and how many of them never arrived, from the share of the last 128 that the receiver tells
  links_lost        times that a link broke
  loopback_bytes    what went over this machine's loopback meanwhile, a second, with all headers and whoever else uses it;
                    in a network namespace of its own (unshare -n) that is this swarm alone. On Linux
  receiver_cpu_s    CPU time of the receiver's process meanwhile, and as a share of one core; null without --receiver-pid

Receivers on this machine are reached from addresses 127.1.0.1 and up, four controllers each, since a receiver admits few
strangers of one address at a time. The receiver needs room for them: `couchpad` takes 1,000.")]
pub(crate) struct Args {
    /// The link on the receiver's screen, in quotes.
    #[arg(long, value_name = "URL")]
    pub(crate) join: JoinLink,
    /// How many controllers.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) pads: u32,
    /// Moves of each finger, a second.
    #[arg(long, default_value_t = 60.0, value_parser = rate)]
    pub(crate) rate: f64,
    /// Every finger goes up and down as a voter's does, instead of trembling in the middle: for crowd games.
    #[arg(long)]
    pub(crate) vote: bool,
    /// How long it is measured, once all have joined.
    #[arg(long, default_value_t = 10.0, value_parser = seconds)]
    pub(crate) seconds: f64,
    /// The receiver's process, to measure its CPU time. On Linux.
    #[arg(long, value_name = "PID")]
    pub(crate) receiver_pid: Option<u32>,
}

fn rate(text: &str) -> Result<f64, String> {
    in_range(text, 0.1, 240.0)
}

fn seconds(text: &str) -> Result<f64, String> {
    in_range(text, 0.1, 3_600.0)
}

fn in_range(text: &str, least: f64, most: f64) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(format!("{least} to {most}"))
    }
}

/// The swarm, from its arguments to its line.
pub(crate) fn print(args: &Args) -> Result<()> {
    println!("{}", run(args)?);
    Ok(())
}

fn run(args: &Args) -> Result<Value> {
    let target = Target::of_link(&args.join).context(
        "this link does not let anybody in: copy it whole, with what stands behind the `?`",
    )?;
    make_room(u64::from(args.pads))?;
    let plan = Plan {
        target,
        first: 0,
        pads: args.pads as usize,
        joining: JOINING,
        rate: args.rate,
        vote: args.vote,
    };
    let mark = || Mark {
        at: Instant::now(),
        cpu: args.receiver_pid.and_then(cpu_of),
        bytes: loopback_bytes(),
    };
    let time = Duration::from_secs_f64(args.seconds);
    let run = hands::run(&plan, time, &mark)?;
    Ok(line(args, run))
}

fn make_room(pads: u64) -> Result<()> {
    let wanted = pads * FILES_PER_PAD + 64;
    let had = rlimit::increase_nofile_limit(wanted.max(1_024))?;
    anyhow::ensure!(
        had >= wanted,
        "this system allows {had} open files and {pads} controllers need {wanted}: raise it (ulimit -n {wanted}) or ask for fewer"
    );
    Ok(())
}

/// A moment, and what was used until then.
#[derive(Clone, Copy)]
struct Mark {
    at: Instant,
    /// The receiver's CPU time.
    cpu: Option<Duration>,
    bytes: Option<u64>,
}

fn line(args: &Args, run: Run<Mark>) -> Value {
    let (mut seen, (before, after)) = (run.seen, run.marks);
    let spent = before
        .cpu
        .zip(after.cpu)
        .map(|(before, after)| after.saturating_sub(before));
    let time = after.at.duration_since(before.at).as_secs_f64();
    let bytes = before.bytes.zip(after.bytes);
    let bytes = bytes.map(|(before, after)| rounded(after.saturating_sub(before) as f64 / time));
    let cpu = spent.map(|spent| rounded(spent.as_secs_f64()));
    json!({
        "pads": args.pads,
        "rate": args.rate,
        "seconds": rounded(time),
        "joined": seen.joined,
        "join_seconds": rounded(run.join_time.as_secs_f64()),
        "rtt_ms": Times::json(seen.rtt),
        "age_ms": {"p50": seen.age.0.at(0.5), "p99": seen.age.1.at(0.99)},
        "sent": seen.sent,
        "lost": seen.lost,
        "links_lost": seen.links_lost,
        "loopback_bytes": bytes,
        "receiver_cpu_s": cpu,
        "receiver_cpu_percent": cpu.map(|cpu| rounded(cpu * 100.0 / time)),
    })
}
