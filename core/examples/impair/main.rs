//! A bad network between real programs: stands in front of a receiver and does to the datagrams what it is told, decided
//! by a seed; the control connection's bytes pass as they are. Point pads at it by putting its port in the join link.
//! `cargo run --release -p couchpad-core --example impair -- --listen 127.0.0.1:4000 --to 127.0.0.1:4455 --loss 0.05 --jitter 100`
//! With `--commands` in place of `--listen` and `--to` it measures how long commands take from a pad to a host of its own.

mod commands;
mod proxy;

use clap::Parser;
use couchpad_core::transport::impair::Impairment;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Delays, loses, doubles and mixes up a receiver's datagrams; prints one line of JSON at its end.
#[derive(Parser)]
struct Args {
    /// Where pads come, UDP and TCP alike; a free port of this machine if not told.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The receiver.
    #[arg(long, required_unless_present = "commands")]
    to: Option<SocketAddr>,
    /// Stands in front of a host of its own, to which a pad of its own says 20 commands a second; prints how long they took.
    #[arg(long, conflicts_with = "to")]
    commands: bool,
    /// Share of the datagrams that get lost, 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    loss: f64,
    /// Share of the datagrams that come twice, 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    duplicate: f64,
    /// Share of the datagrams that take three times as long, 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    reorder: f64,
    /// Milliseconds that each datagram takes at least.
    #[arg(long, default_value_t = 0)]
    delay: u64,
    /// Milliseconds that it takes at most in addition.
    #[arg(long, default_value_t = 0)]
    jitter: u64,
    /// Decides what happens to which datagram.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Seconds until it ends.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let share = |share: f64| (share.clamp(0.0, 1.0) * 1_000.0).round() as u16;
    let impairment = Impairment {
        loss: share(args.loss),
        duplicate: share(args.duplicate),
        reorder: share(args.reorder),
        delay: Duration::from_millis(args.delay),
        jitter: Duration::from_millis(args.jitter),
    };
    let time = Duration::from_secs(args.seconds);
    let Some(to) = args.to else {
        let through = |to| proxy::Proxy::new(args.listen, to, args.seed, impairment);
        return commands::measure(time, through);
    };
    let mut proxy = proxy::Proxy::new(args.listen, to, args.seed, impairment)?;
    eprintln!("{} stands in front of {to}", proxy.listening()?);
    let end = Instant::now() + time;
    while Instant::now() < end {
        proxy.turn();
    }
    println!("{}", proxy.summary());
    Ok(())
}
