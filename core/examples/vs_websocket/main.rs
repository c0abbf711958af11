//! How old the newest position is that a game knows, over Couchpad and over a WebSocket, at the same time on the same lossy
//! path: a network namespace of its own, whose packets get lost. Prints figures; decides nothing. Linux alone.
//! `cargo run --release -p couchpad-core --example vs_websocket`

mod age;
#[path = "../namespace/mod.rs"]
mod namespace;
mod ours;
mod websocket;

use age::{Age, Race};
use anyhow::Context as _;
use clap::Parser;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The design's bar: our p99 beside the WebSocket's.
const BAR: f64 = 0.1;
/// Of a thousand packets, how many get lost; both ways.
const LOSSES: [u32; 2] = [50, 200];
/// What is not looked at: the loss begins, and what was sent before it is gone.
const WARM_UP: Duration = Duration::from_secs(1);

#[derive(Parser)]
#[command(about = "Ages of positions over Couchpad and over a WebSocket, where packets get lost")]
struct Cli {
    /// How long both play at each loss.
    #[arg(long, default_value_t = 60, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(5..=240))]
    seconds: u32,
    /// This network is a namespace already, in which packets may be lost (how the program starts itself again).
    #[arg(long, hide = true)]
    inside: bool,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if !cli.inside {
        return namespace::run_inside(&[format!("--seconds={}", cli.seconds)]);
    }
    println!("loss     couchpad p50    p99   websocket p50    p99   ratio of p99");
    let mut line = serde_json::json!({ "bench": "vs_websocket", "bar": BAR });
    for loss in LOSSES {
        let (ours, theirs) = at(loss, Duration::from_secs(cli.seconds.into()))?;
        let ratio = ours.p99 / theirs.p99;
        let percent = loss / 10;
        println!(
            "{percent:3} %  {:10.1} ms {:6.1} {:12.1} ms {:6.1} {ratio:14.3}",
            ours.p50, ours.p99, theirs.p50, theirs.p99
        );
        line[format!("ratio_{percent}")] = ratio.into();
        line[format!("couchpad_{percent}_p99_ms")] = ours.p99.into();
        line[format!("websocket_{percent}_p99_ms")] = theirs.p99.into();
    }
    println!("{line}");
    Ok(())
}

/// From now on, `loss` of a thousand packets get lost, both ways.
fn lose(loss: u32) -> anyhow::Result<namespace::Rule> {
    let probability = f64::from(loss) / 1_000.0;
    namespace::drop_where(&format!(
        "-m statistic --mode random --probability {probability}"
    ))
}

/// Both play at once, where `loss` of a thousand packets get lost. Ages over Couchpad, and over the WebSocket.
fn at(loss: u32, time: Duration) -> anyhow::Result<(Age, Age)> {
    let race = Arc::new(Race::new());
    let ours = ours::Ours::join()?;
    let mut theirs = websocket::connect(Arc::clone(&race))?;
    let lossy = lose(loss)?;
    let fingers = {
        let (shared, pad) = (Arc::clone(&race), ours.pad());
        let finger =
            thread::spawn(move || shared.move_finger(|number| ours::move_to(&pad, number)));
        let shared = Arc::clone(&race);
        let other = thread::spawn(move || shared.move_finger(|number| theirs.move_to(number)));
        [finger, other]
    };
    thread::sleep(WARM_UP);
    let ages = race.watch(time, || ours.newest());
    race.end();
    // the network is whole again before both say good-bye
    drop(lossy);
    for finger in fingers {
        finger.join().ok().context("a finger's thread panicked")??;
    }
    ages
}
