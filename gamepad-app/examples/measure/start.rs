//! How soon the first screen stands, and how large the program is. The picture on the display decides: the first one that is
//! the same as when all is done, so that neither a black window nor a page without its words counts.

use crate::program::{HEIGHT, Program, WIDTH, binary, display};
use crate::screen::Picture;
use crate::{at, ms};
use std::time::Duration;

/// How many times it is started.
const STARTS: u32 = 5;
/// Between two looks at the display.
const GLANCE: Duration = Duration::from_millis(5);
/// No start takes so long.
const DONE: Duration = Duration::from_secs(5);
/// Of all pixels, how many may differ: a point that breathes.
const SAME: f64 = 0.002;

/// Prints both.
pub(crate) fn measure() -> anyhow::Result<()> {
    let bytes = std::fs::metadata(binary()?)?.len();
    let megabytes = bytes as f64 / 1_000_000.0;
    println!("the program: {megabytes:.1} MB");
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(start()?);
    }
    times.sort_unstable();
    let p50 = at(&times, 0.5);
    let longest = ms(times.last().copied().unwrap_or_default());
    println!("from the command to the first screen: p50 {p50:.0} ms, longest {longest:.0} ms");
    println!(
        "{{\"bench\":\"pad_start\",\"p50_ms\":{p50:.0},\"max_ms\":{longest:.0},\"megabytes\":{megabytes:.1}}}"
    );
    Ok(())
}

fn start() -> anyhow::Result<Duration> {
    let display = display()?;
    let program = Program::start(&display, &["--no-discovery"])?;
    let mut seen: Vec<(Duration, Picture)> = Vec::new();
    while program.started.elapsed() < DONE {
        let picture = display.picture();
        let is_new = seen.last().is_none_or(|(_, last)| *last != picture);
        if is_new {
            seen.push((program.started.elapsed(), picture));
        }
        std::thread::sleep(GLANCE);
    }
    let whole = display.picture();
    anyhow::ensure!(whole.has_something(), "no window came ({WIDTH}x{HEIGHT})");
    // the last picture is alike, so there is one
    let first = seen
        .iter()
        .find(|(_, picture)| picture.is_like(&whole, SAME));
    Ok(first.map_or(DONE, |(time, _)| *time))
}
