//! How long until positions flow again: after a blackout, with and without the connections of before, after another address,
//! and where UDP dies and comes back. A host and pads on real sockets, in a network namespace of its own whose firewall drops
//! packets. Prints figures; decides nothing, but fails where a seat or its points are lost. Linux alone.
//! `cargo run --release -p couchpad-core --example outage`

mod cases;
#[path = "../namespace/mod.rs"]
mod namespace;
mod table;
mod trouble;

use cases::{CASES, Case};
use clap::Parser;
use std::time::Duration;
use table::Table;

#[derive(Parser)]
#[command(about = "How long until positions flow again after an outage")]
struct Cli {
    /// How often each case is played, with as many pads each time.
    #[arg(long, default_value_t = 3, value_name = "TIMES", value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Only the cases whose name has this in it.
    #[arg(long, default_value = "", value_name = "WORD")]
    only: String,
    /// This network is a namespace already (how the program starts itself again).
    #[arg(long, hide = true)]
    inside: bool,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if !cli.inside {
        let arguments = [
            format!("--rounds={}", cli.rounds),
            format!("--only={}", cli.only),
        ];
        return namespace::run_inside(&arguments);
    }
    trouble::prepare()?;
    println!(
        "{:44} {:>8} {:>8} {:>8}  told lost, play then over",
        "back after", "p50", "p90", "longest"
    );
    for case in CASES.iter().filter(|case| case.name.contains(&cli.only)) {
        play(case, cli.rounds)?;
    }
    Ok(())
}

/// Plays one case as often as wanted and prints what was seen.
fn play(case: &Case, rounds: u32) -> anyhow::Result<()> {
    let mut seen = Vec::new();
    for round in 0..rounds {
        let mut table = Table::lay(case.transport, case.moves())?;
        // each time at another moment of the second in which the host pings
        let phase = Duration::from_millis(u64::from(round) * 337 % 1_000);
        seen.extend(case.play(&mut table, phase)?);
    }
    let mut backs: Vec<Duration> = seen.iter().map(|seen| seen.back).collect();
    backs.sort_unstable();
    let ms = |share: f64| {
        let at = (backs.len() as f64 * share) as usize;
        let back = backs.get(at.min(backs.len().saturating_sub(1)));
        back.map_or(0.0, |back| back.as_secs_f64() * 1_000.0)
    };
    let (p50, p90, max) = (ms(0.5), ms(0.9), ms(1.0));
    let lost: u32 = seen.iter().map(|seen| seen.lost).sum();
    let over = seen.first().and_then(|seen| seen.over);
    let over = over.map_or("nothing", |kind| kind.word());
    let all = seen.len();
    println!(
        "{:44} {p50:5.0} ms {p90:5.0} ms {max:5.0} ms  {lost} of {all}, {over}",
        case.name
    );
    let line = serde_json::json!({
        "bench": "outage", "case": case.name, "pads": all, "back_p50_ms": p50, "back_p90_ms": p90,
        "back_max_ms": max, "told_lost": lost, "over": over,
    });
    println!("{line}");
    Ok(())
}
