//! How long a swipe takes from the pad's API to the host's session over real loopback sockets, and what an idle pair
//! sends. Prints figures; decides nothing. `cargo run --release -p couchpad-core --example latency`

use couchpad_core::protocol::{Area, AxisIndex, ControlKind, Orientation, PadLayout, Phase};
use couchpad_core::session::{Audience, HostConfig};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, Pad, PadOptions, Target};
use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: i16 = 2_000;
/// The same with a game that looks 60 times a second.
const FRAMES: i16 = 600;
const FRAME: Duration = Duration::from_nanos(16_666_667);
const GIVE_UP: Duration = Duration::from_secs(5);

fn main() -> Result<(), Box<dyn Error>> {
    let host = Host::listen(Bind::loopback(0), HostConfig::default())?;
    let target = Target::of_link(&host.join_link()).ok_or("the host has no secret")?;
    let pad = Pad::connect(target, PadOptions::default())?;
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(0)),
        y: None,
        travel: 600,
    };
    let layout = PadLayout::new("Latency", Orientation::Any).with("", Area::ALL, swipe);
    host.with(|now, session| session.set_layout(now, Audience::All, layout, |_| [0; 8]))?;
    wait(|| pad.view().layout.is_some())?;
    idle(&host, Duration::from_secs(20), "lobby");
    host.with(|now, session| session.set_phase(now, Phase::Playing));
    wait(|| pad.view().phase == Phase::Playing)?;
    idle(&host, Duration::from_secs(5), "play, fingers still");
    let mut times = Vec::new();
    for value in 1..=ROUNDS {
        let start = Instant::now();
        pad.set_axis(AxisIndex(0), value);
        let arrived = || host.with(|_, s| s.inputs().first().map(|i| i.axes[0]) == Some(value));
        wait(arrived)?;
        times.push(start.elapsed());
        // slower than the pad's own limit, so that nothing is put off
        thread::sleep(Duration::from_millis(9));
    }
    let mut framed = Vec::new();
    for value in 1..=FRAMES {
        framed.push(to_frame(&host, &pad, -value)?);
    }
    times.sort_unstable();
    framed.sort_unstable();
    let at =
        |times: &[Duration], share: f64| times.get((times.len() as f64 * share) as usize).copied();
    println!(
        "swipe to session: p50 {:?}, p99 {:?}",
        at(&times, 0.5),
        at(&times, 0.99)
    );
    println!(
        "swipe to game state, receiver at 60 Hz: p50 {:?}, p99 {:?}",
        at(&framed, 0.5),
        at(&framed, 0.99)
    );
    let ms =
        |times: &[Duration], share| at(times, share).unwrap_or_default().as_secs_f64() * 1_000.0;
    // for `cargo xtask bench`
    println!(
        "{{\"bench\":\"latency\",\"session_p50_ms\":{:.3},\"session_p99_ms\":{:.3},\"frame_p50_ms\":{:.3},\"frame_p99_ms\":{:.3}}}",
        ms(&times, 0.5),
        ms(&times, 0.99),
        ms(&framed, 0.5),
        ms(&framed, 0.99),
    );
    Ok(())
}

/// From a swipe at any moment of a frame to the game's first step, 60 times a second, that sees it.
fn to_frame(host: &Host, pad: &Pad, value: i16) -> Result<Duration, &'static str> {
    let frame = Instant::now();
    // another moment of the frame each time
    thread::sleep(FRAME * u32::from(value.unsigned_abs() * 37 % 100) / 100);
    let start = Instant::now();
    pad.set_axis(AxisIndex(0), value);
    for step in 1..60 {
        thread::sleep((FRAME * step).saturating_sub(frame.elapsed()));
        if host.with(|_, s| s.inputs().first().map(|i| i.axes[0]) == Some(value)) {
            return Ok(start.elapsed());
        }
    }
    Err("gave up waiting")
}

fn wait(done: impl Fn() -> bool) -> Result<(), &'static str> {
    let start = Instant::now();
    while !done() {
        if start.elapsed() > GIVE_UP {
            return Err("gave up waiting");
        }
        thread::sleep(Duration::from_micros(50));
    }
    Ok(())
}

/// Counts what arrives at the host's socket and leaves it: all that this pair sends, and nothing that others do.
fn idle(host: &Host, time: Duration, what: &str) {
    let datagrams = || {
        let stats = host.stats();
        stats.received + stats.sent
    };
    let before = datagrams();
    thread::sleep(time);
    let rate = (datagrams() - before) as f64 / time.as_secs_f64();
    println!("{what}: {rate:.2} datagrams/s, both ways together");
}
