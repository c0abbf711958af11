//! What a core does for the pad while little or nothing happens, screen by screen. In a network namespace, so that nothing of it
//! leaves this machine and nobody else's datagrams are counted.

use crate::couch::Couch;
use crate::program::{HEIGHT, Program, Rate, WIDTH, display};
use crate::screen::Display;
use anyhow::Context as _;
use std::process::Command;
use std::time::{Duration, Instant};

/// Set in the namespace.
const INSIDE: &str = "COUCHPAD_MEASURE_INSIDE";
/// What was begun has ended after so long: hints have gone, what was read is drawn.
const SETTLED: Duration = Duration::from_secs(5);

/// What is looked at, in this order: each goes on from the one before.
const PARTS: [&str; 7] = [
    "find",
    "lobby",
    "play",
    "thumb rests",
    "thumb moves",
    "lost",
    "lost for long",
];
/// When a pad that lost its receiver has come to rest.
const LONG: Duration = Duration::from_secs(20);

/// Prints what each part takes.
pub(crate) fn measure(only: Option<&str>, time: Duration) -> anyhow::Result<()> {
    let known = only.is_none_or(|only| PARTS.contains(&only));
    anyhow::ensure!(known, "the parts are: {}", PARTS.join(", "));
    if std::env::var_os(INSIDE).is_none() {
        return run_inside();
    }
    let mut display = display()?;
    let watch = Watch { only, time };
    println!(
        "{:14} {:>9} {:>9} {:>9} {:>14}",
        "", "of a core", "frames/s", "wakes/s", "datagrams/s"
    );
    watch.look("find", &Program::start(&display, &[])?)?;
    if only != Some("find") {
        with_a_receiver(&watch, &mut display)?;
    }
    Ok(())
}

/// From the lobby to its loss.
fn with_a_receiver(watch: &Watch<'_>, display: &mut Display) -> anyhow::Result<()> {
    let couch = Couch::new()?;
    let link = couch.link().to_string();
    let program = Program::start(display, &["--no-discovery", "--join", &link])?;
    couch.until_joined()?;
    watch.look("lobby", &program)?;
    couch.play()?;
    watch.look("play", &program)?;
    // half way down and left of the button: nothing but the swipe area
    display.points_at(WIDTH as f32 * 0.25, HEIGHT as f32 * 0.5);
    std::thread::sleep(SETTLED / 10);
    display.does("mousedown 1");
    watch.look("thumb rests", &program)?;
    if watch.wants("thumb moves") {
        let rate = move_thumb(display, &program, watch.time)?;
        tell("thumb moves", rate);
    }
    display.does("mouseup 1");
    drop(couch);
    watch.look("lost", &program)?;
    if watch.wants("lost for long") {
        std::thread::sleep(LONG);
        watch.look("lost for long", &program)?;
    }
    Ok(())
}

/// What is looked at, and how long.
struct Watch<'a> {
    only: Option<&'a str>,
    time: Duration,
}

impl Watch<'_> {
    fn wants(&self, part: &str) -> bool {
        self.only.is_none_or(|only| only == part)
    }

    /// Looks at a part, once what was begun has ended.
    fn look(&self, part: &str, program: &Program) -> anyhow::Result<()> {
        if !self.wants(part) {
            return Ok(());
        }
        std::thread::sleep(SETTLED);
        let (datagrams, begun) = (datagrams(), Instant::now());
        let rate = program.rate(self.time)?;
        tell(part, (rate, a_second(datagrams, begun)));
        Ok(())
    }
}

/// To and fro, 60 times a second, as a thumb in play.
fn move_thumb(
    display: &mut Display,
    program: &Program,
    time: Duration,
) -> anyhow::Result<(Rate, Option<f64>)> {
    let (before, datagrams) = (program.used()?, datagrams());
    let begun = Instant::now();
    let mut number = 0_u32;
    while begun.elapsed() < time {
        let swing = f64::from(number % 120) / 120.0 * std::f64::consts::TAU;
        let x = f64::from(WIDTH) * (0.25 + 0.2 * swing.sin());
        display.points_at(x as f32, HEIGHT as f32 * 0.5);
        number += 1;
        let next = Duration::from_secs(1) * number / 60;
        std::thread::sleep(next.saturating_sub(begun.elapsed()));
    }
    Ok((program.used()?.since(before), a_second(datagrams, begun)))
}

fn tell(part: &str, (rate, sent): (Rate, Option<f64>)) {
    let Rate { cpu, frames, wakes } = rate;
    let sent = sent.unwrap_or(f64::NAN);
    println!("{part:14} {cpu:>7.1} % {frames:>9.1} {wakes:>9.1} {sent:>14.1}");
    println!(
        "{{\"bench\":\"pad_rest\",\"part\":\"{part}\",\"cpu_percent\":{cpu:.2},\"frames\":{frames:.2},\"wakes\":{wakes:.1},\"datagrams\":{sent:.1}}}"
    );
}

/// Datagrams a second since then.
fn a_second(before: Option<u64>, begun: Instant) -> Option<f64> {
    Some((datagrams()? - before?) as f64 / begun.elapsed().as_secs_f64())
}

/// Datagrams that this namespace has sent, both ways together.
fn datagrams() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/net/snmp").ok()?;
    let line = text
        .lines()
        .filter(|line| line.starts_with("Udp:"))
        .nth(1)?;
    line.split_whitespace().nth(4)?.parse().ok()
}

fn run_inside() -> anyhow::Result<()> {
    let status = Command::new("unshare")
        .args([
            "-rn",
            "sh",
            "-e",
            "-c",
            "ip link set lo up; exec \"$0\" \"$@\"",
        ])
        .arg(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env(INSIDE, "1")
        .status()
        .context("unshare does not start; it belongs to util-linux")?;
    anyhow::ensure!(status.success(), "it failed in its namespace ({status})");
    Ok(())
}
