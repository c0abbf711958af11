//! What crowds of several sizes cost the host, in step: all pads move once, then the host has its frame. So each input is
//! counted also where this machine cannot do it sixty times a second. Must not know how pads talk.

use crate::figures::rounded;
use crate::host::{host, layout_and_play};
use anyhow::{Context, Result, ensure};
use couchpad_core::protocol::{AxisIndex, Profile};
use couchpad_core::transport::connection_config;
use couchpad_core::{PadDriver, PadOptions, PadUpdate, Target};
use crossbeam_channel::{Receiver, Sender, bounded};
use renet::RenetServer;
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Pads on their way in at once, and of one address: a receiver holds so few strangers.
const JOINING: usize = 24;
const PER_ADDRESS: u32 = 4;
/// Rounds before it is measured.
const WARM_UP: u32 = 120;
/// Time for a crowd to join.
const PATIENCE: Duration = Duration::from_secs(120);
/// Names of the host's threads, as the system knows them.
const THREADS: [&str; 3] = ["crowd-host", "couchpad-udp", "couchpad-contro"];

/// On Linux.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Args {
    /// How many pads; may be given several times.
    #[arg(long, default_values_t = [1, 8, 100, 1_000], value_parser = clap::value_parser!(u16).range(1..=1_000))]
    pads: Vec<u16>,
    /// Moves of each, and frames of the host, a second.
    #[arg(long, default_value_t = 60.0)]
    rate: f64,
    /// Rounds that are measured.
    #[arg(long, default_value_t = 600)]
    rounds: u32,
}

/// A host on a thread of its own that has a frame whenever it is asked to, and answers how many frames of pads its session
/// has taken.
struct Stepped {
    ask: Sender<()>,
    answers: Receiver<u64>,
    thread: JoinHandle<Result<()>>,
}

/// Pads, with a turn each in every round.
struct Pads {
    target: Target,
    drivers: Vec<PadDriver>,
    connected: usize,
    rounds: i16,
}

pub(crate) fn main(args: &Args) -> Result<()> {
    rlimit::increase_nofile_limit(8_192)?;
    println!("pads   % of a core   us an input   ms a frame");
    for pads in &args.pads {
        let line = measure(args, *pads)?;
        let of = |name: &str| line[name].as_f64().unwrap_or_default();
        println!(
            "{pads:>4}   {:>11.2}   {:>11.2}   {:>10.3}",
            of("cpu_percent"),
            of("cpu_us_per_input"),
            of("cpu_ms_per_frame")
        );
        println!("{line}");
    }
    Ok(())
}

fn measure(args: &Args, pads: u16) -> Result<Value> {
    let (host, target) = Stepped::start(pads)?;
    let period = Duration::from_secs_f64(1.0 / args.rate);
    let mut pads = Pads::join(target, usize::from(pads), &host)?;
    pads.play(&host, WARM_UP, period)?;
    let (cpu, received, began) = (cpu()?, host.frame()?, Instant::now());
    pads.play(&host, args.rounds, period)?;
    let time = began.elapsed().as_secs_f64();
    let received = host.frame()? - received;
    let cpu = (self::cpu()? - cpu).as_secs_f64();
    let (count, rounds) = (pads.drivers.len(), f64::from(args.rounds));
    let inputs = count as f64 * rounds;
    drop(pads);
    host.end()?;
    ensure!(
        received as f64 > inputs * 0.98,
        "only {received} of {inputs} inputs arrived"
    );
    Ok(json!({
        "bench": "crowd_cpu",
        "pads": count,
        "cpu_percent": rounded(cpu / rounds * args.rate * 100.0),
        "cpu_us_per_input": rounded(cpu * 1e6 / inputs),
        "cpu_ms_per_frame": rounded(cpu * 1e3 / rounds),
        "rounds_per_second": rounded(rounds / time),
        "received": received,
    }))
}

impl Stepped {
    fn start(seats: u16) -> Result<(Self, Target)> {
        let mut driver = host(seats, 0)?;
        let target = Target::of_link(&driver.join_link()).context("the link has no secret")?;
        let (ask, asked) = bounded::<()>(0);
        let (answer, answers) = bounded(0);
        let thread = thread::Builder::new().name("crowd-host".to_owned());
        let thread = thread.spawn(move || {
            layout_and_play(&mut driver)?;
            let mut renet = RenetServer::new(connection_config());
            let (start, mut last) = (Instant::now(), Duration::ZERO);
            while asked.recv().is_ok() {
                let now = start.elapsed();
                renet.update(now.saturating_sub(last));
                last = now;
                driver.update(now, &mut renet);
                driver.session_mut().clear_edges();
                driver.flush(now, &mut renet);
                while driver.session_mut().poll_event().is_some() {}
                while renet.get_event().is_some() {}
                if answer.send(driver.session().stats().frames).is_err() {
                    break;
                }
            }
            Ok(())
        })?;
        let stepped = Self {
            ask,
            answers,
            thread,
        };
        Ok((stepped, target))
    }

    fn frame(&self) -> Result<u64> {
        self.ask.send(()).context("the host has ended")?;
        self.answers.recv().context("the host has ended")
    }

    fn end(self) -> Result<()> {
        drop(self.ask);
        let result = self.thread.join();
        result.map_err(|_| anyhow::anyhow!("the host's thread panicked"))?
    }
}

impl Pads {
    fn join(target: Target, count: usize, host: &Stepped) -> Result<Self> {
        let mut pads = Self {
            target,
            drivers: Vec::new(),
            connected: 0,
            rounds: 0,
        };
        let start = Instant::now();
        while pads.connected < count {
            ensure!(
                start.elapsed() < PATIENCE,
                "only {} of {count} joined",
                pads.connected
            );
            while pads.drivers.len() < count && pads.drivers.len() - pads.connected < JOINING {
                pads.begin()?;
            }
            pads.turn()?;
            host.frame()?;
            thread::sleep(Duration::from_millis(1));
        }
        Ok(pads)
    }

    fn begin(&mut self) -> Result<()> {
        let number = u32::try_from(self.drivers.len())?;
        let from = Ipv4Addr::from(0x7f01_0001 + number / PER_ADDRESS);
        let options = PadOptions {
            profile: Profile {
                name: format!("Step {number}"),
                mark: None,
            },
            from: Some(from.into()),
            ..PadOptions::default()
        };
        let driver = PadDriver::connect(self.target.clone(), options)?;
        self.drivers.push(driver);
        Ok(())
    }

    fn turn(&mut self) -> Result<()> {
        for driver in &mut self.drivers {
            driver.turn();
            while let Some(update) = driver.poll() {
                match update {
                    PadUpdate::Connected { .. } => self.connected += 1,
                    PadUpdate::Lost { .. } => self.connected -= 1,
                    PadUpdate::Refused(_) | PadUpdate::Impostor | PadUpdate::Ended { .. } => {
                        anyhow::bail!("a controller was turned away: {update:?}");
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn play(&mut self, host: &Stepped, rounds: u32, period: Duration) -> Result<()> {
        for _ in 0..rounds {
            let began = Instant::now();
            // never the same as before, since what does not change is not sent
            self.rounds = self.rounds.wrapping_add(1);
            for driver in &mut self.drivers {
                driver.set_axis(AxisIndex(0), self.rounds);
            }
            self.turn()?;
            host.frame()?;
            thread::sleep(period.saturating_sub(began.elapsed()));
        }
        Ok(())
    }
}

/// CPU time of the host's threads until now.
fn cpu() -> Result<Duration> {
    let mut nanos = 0;
    for thread in std::fs::read_dir("/proc/self/task").context("this needs Linux")? {
        let thread = thread?.path();
        let name = std::fs::read_to_string(thread.join("comm")).unwrap_or_default();
        if THREADS.contains(&name.trim()) {
            let stat = std::fs::read_to_string(thread.join("schedstat"))?;
            let field = stat.split_whitespace().next().context("schedstat")?;
            nanos += field.parse::<u64>()?;
        }
    }
    Ok(Duration::from_nanos(nanos))
}
