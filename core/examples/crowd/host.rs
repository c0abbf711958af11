//! The host: the driver as the receiver runs it, once a frame, and what that costs. Must not know the pads' program.

use crate::figures::{Times, cpu_of, memory_of, rounded};
use crate::warnings;
use anyhow::Result;
use couchpad_core::protocol::{Area, AxisIndex, ControlKind, Orientation, PadLayout, Phase};
use couchpad_core::session::{Audience, HostConfig};
use couchpad_core::transport::{Bind, HostDriver, HostDriverConfig, connection_config};
use renet::RenetServer;
use serde_json::json;
use std::thread;
use std::time::{Duration, Instant};

/// In one of so many frames all pads are asked how old their inputs are: more often, asking would be a part of what is
/// measured. No divisor of 60, so that all phases of a second have their turn.
const ASKED: usize = 13;

#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Args {
    /// Seats, and most pads at once.
    #[arg(long, default_value_t = 1_000)]
    seats: u16,
    /// Frames a second.
    #[arg(long, default_value_t = 60.0)]
    frames: f64,
    /// Ends after so many seconds.
    #[arg(long)]
    seconds: Option<u64>,
    /// The port; 0: a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
}

/// One second's figures.
struct Second {
    began: Instant,
    cpu: Option<Duration>,
    /// Frames of pads that the session had taken when it began.
    received: u64,
    age: Times,
    longest: Duration,
}

impl Second {
    fn new(driver: &HostDriver) -> Self {
        Self {
            began: Instant::now(),
            cpu: cpu_of(std::process::id()),
            received: driver.session().stats().frames,
            age: Times::default(),
            longest: Duration::ZERO,
        }
    }
}

pub(crate) fn main(args: &Args) -> Result<()> {
    rlimit::increase_nofile_limit(u64::from(args.seats) + 1_024)?;
    warnings::count()?;
    let mut driver = host(args.seats, args.port)?;
    let mut renet = RenetServer::new(connection_config());
    layout_and_play(&mut driver)?;
    println!(
        "{}",
        json!({"join": driver.join_link().to_string(), "pid": std::process::id()})
    );
    let start = Instant::now();
    let frame = Duration::from_secs_f64(1.0 / args.frames);
    let mut second = Second::new(&driver);
    let mut last = start.elapsed();
    for number in 1_u32.. {
        let now = start.elapsed();
        if args.seconds.is_some_and(|seconds| now.as_secs() >= seconds) {
            break;
        }
        renet.update(now.saturating_sub(last));
        last = now;
        driver.update(now, &mut renet);
        look(&driver, number as usize, &mut second.age);
        driver.session_mut().clear_edges();
        driver.flush(now, &mut renet);
        while driver.session_mut().poll_event().is_some() {}
        while renet.get_event().is_some() {}
        second.longest = second.longest.max(start.elapsed().saturating_sub(now));
        if second.began.elapsed() >= Duration::from_secs(1) {
            tell(
                &driver,
                std::mem::replace(&mut second, Second::new(&driver)),
            );
        }
        thread::sleep((frame * number).saturating_sub(start.elapsed()));
    }
    Ok(())
}

/// A host on loopback with a seat for everybody.
pub(crate) fn host(seats: u16, port: u16) -> Result<HostDriver> {
    let session = HostConfig {
        seats,
        cap: usize::from(seats),
        ..HostConfig::default()
    };
    let config = HostDriverConfig {
        bind: Bind::loopback(port),
        ..HostDriverConfig::loopback(session)?
    };
    Ok(HostDriver::bind(config)?)
}

/// One swipe area, and play begins.
pub(crate) fn layout_and_play(driver: &mut HostDriver) -> Result<()> {
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(0)),
        y: None,
        travel: 600,
    };
    let layout = PadLayout::new("Crowd", Orientation::Any).with("", Area::ALL, swipe);
    let session = driver.session_mut();
    session.set_layout(Duration::ZERO, Audience::All, layout, |_| [0; 8])?;
    session.set_phase(Duration::ZERO, Phase::Playing);
    Ok(())
}

/// How old the newest inputs are in this frame.
fn look(driver: &HostDriver, frame: usize, age: &mut Times) {
    if frame.is_multiple_of(ASKED) {
        let ages = driver.session().pads().filter_map(|pad| pad.state_age);
        ages.for_each(|old| age.add(old));
    }
}

fn tell(driver: &HostDriver, second: Second) {
    let time = second.began.elapsed().as_secs_f64();
    let pid = std::process::id();
    let spent = second
        .cpu
        .and_then(|before| Some(cpu_of(pid)?.saturating_sub(before)));
    let stats = driver.stats();
    println!(
        "{}",
        json!({
            "pads": driver.session().pads().count(),
            "seconds": rounded(time),
            "cpu_s": spent.map(|spent| rounded(spent.as_secs_f64())),
            "received": driver.session().stats().frames - second.received,
            "age_ms": second.age.json(),
            "longest_frame_ms": rounded(second.longest.as_secs_f64() * 1_000.0),
            "memory_mib": memory_of(pid),
            "guarded": stats.guarded,
            "known_lost": stats.known_lost,
            "strangers_lost": stats.strangers_lost,
            "connections_cut": stats.connections_cut,
            "warnings": warnings::counted(),
        })
    );
}
