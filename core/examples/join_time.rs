//! How long joining takes, from `Pad::connect` to the first message both ways, over real loopback sockets, by link, by code
//! and by an earlier pairing; and what it costs. Prints a table; decides nothing.
//! `cargo run --release -p couchpad-core --example join_time`

use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{JoinSecret, LinkPairing};
use couchpad_core::session::pairing::{
    Credential, DeviceKey, Door, HostHandshake, HostStep, PadHandshake, PadStep,
};
use couchpad_core::session::{HostConfig, Time};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, Pad, PadOptions, PadUpdate, Target};
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;
const GIVE_UP: Duration = Duration::from_secs(5);

type Outcome<T> = Result<T, Box<dyn Error>>;

#[derive(Clone, Copy)]
enum Way {
    Link,
    Code,
    Trusted,
}

fn main() -> Outcome<()> {
    println!("way      joined p50   joined p99   CPU of a join   handshake: pad    host");
    for (name, way) in [
        ("link", Way::Link),
        ("code", Way::Code),
        ("trusted", Way::Trusted),
    ] {
        let (times, cpu) = joins(way)?;
        let (pad, host) = handshakes(way)?;
        let at = |share: f64| times.get((times.len() as f64 * share) as usize);
        let (p50, p99) = (at(0.5).ok_or("no times")?, at(0.99).ok_or("no times")?);
        let cpu = cpu.map_or("?".to_owned(), |cpu| format!("{cpu:.2?}"));
        println!("{name:8} {p50:10.2?}   {p99:10.2?}   {cpu:>13}   {pad:14.2?} {host:7.2?}");
    }
    Ok(())
}

/// Sorted times of whole joins, and the mean CPU time of one, of both sides together, on systems that tell.
fn joins(way: Way) -> Outcome<(Vec<Duration>, Option<Duration>)> {
    let host = Host::listen(Bind::loopback(0), HostConfig::default())?;
    let by_link = Target::of_link(&host.join_link()).ok_or("the host has no secret")?;
    let known = Arc::new(PadIdentity::ephemeral()?);
    if matches!(way, Way::Trusted) {
        join(by_link.clone(), &known)?;
    }
    let mut times = Vec::new();
    let before = cpu_time();
    for _ in 0..ROUNDS {
        let newcomer = Arc::new(PadIdentity::ephemeral()?);
        let time = match way {
            Way::Link => join(by_link.clone(), &newcomer)?,
            Way::Code => {
                let code = host.driver(|_, driver| driver.code());
                join(Target::with_code(&host.join_link(), code), &newcomer)?
            }
            Way::Trusted => {
                let receivers = known.receivers();
                let pin = receivers.first().ok_or("nothing was pinned")?;
                join(Target::trusted(pin), &known)?
            }
        };
        times.push(time);
    }
    let spent = before.and_then(|before| Some(cpu_time()? - before));
    times.sort_unstable();
    Ok((times, spent.map(|spent| spent / ROUNDS as u32)))
}

fn join(target: Target, identity: &Arc<PadIdentity>) -> Outcome<Duration> {
    let me = thread::current();
    let options = PadOptions {
        identity: Some(Arc::clone(identity)),
        wake: Some(Arc::new(move || me.unpark())),
        ..PadOptions::default()
    };
    let start = Instant::now();
    let pad = Pad::connect(target, options)?;
    loop {
        match pad.poll() {
            Some(PadUpdate::Connected { .. }) => break,
            Some(update) => {
                if let Some(advice) = update.advice() {
                    return Err(advice.into());
                }
            }
            None => thread::park_timeout(GIVE_UP.saturating_sub(start.elapsed())),
        }
        if start.elapsed() >= GIVE_UP {
            return Err("gave up waiting".into());
        }
    }
    let time = start.elapsed();
    pad.leave();
    Ok(time)
}

/// Mean time of the handshake's arithmetic, at the pad and at the host.
fn handshakes(way: Way) -> Outcome<(Duration, Duration)> {
    let (pad, host) = (
        DeviceKey::from_bytes([1; 32]),
        DeviceKey::from_bytes([2; 32]),
    );
    let secret = JoinSecret([3; 16]);
    let mut door = Door::new(secret.clone(), Box::new(|bytes| bytes.fill(4)));
    let key = host.public();
    let credential = match way {
        Way::Link => Credential::Link(LinkPairing { secret, key }),
        Way::Code => Credential::Code(door.code()),
        Way::Trusted => Credential::Trusted(key),
    };
    let mut spent = (Duration::ZERO, Duration::ZERO);
    for round in 0..ROUNDS {
        let nonce = [round as u8; 16];
        handshake(
            &pad,
            credential.clone(),
            nonce,
            (&host, &mut door),
            &mut spent,
        )?;
    }
    let rounds = ROUNDS as u32;
    Ok((spent.0 / rounds, spent.1 / rounds))
}

fn handshake(
    pad: &DeviceKey,
    credential: Credential,
    nonce: [u8; 16],
    (host, door): (&DeviceKey, &mut Door),
    spent: &mut (Duration, Duration),
) -> Outcome<()> {
    let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let (mut pad, hello) = timed(&mut spent.0, || PadHandshake::new(pad, credential, nonce));
    let (mut host, greeting) = timed(&mut spent.1, || HostHandshake::new(host, nonce));
    let mut to_host = Some(hello);
    let mut to_pad = vec![greeting];
    let mut is_host_done = false;
    while !is_host_done || to_host.is_some() || !to_pad.is_empty() {
        if let Some(frame) = to_host.take() {
            match timed(&mut spent.1, || host.read(Time::ZERO, from, &frame, door)) {
                HostStep::Send(next) => to_pad.push(next),
                HostStep::Wait => {}
                HostStep::Done { send, .. } => {
                    to_pad.extend(send);
                    is_host_done = true;
                }
                HostStep::Refuse(refusal) => return Err(refusal.into()),
            }
        }
        for frame in to_pad.drain(..) {
            match timed(&mut spent.0, || pad.read(&frame))? {
                PadStep::Send(next) => to_host = Some(next),
                PadStep::Done { send, .. } => to_host = send,
            }
        }
    }
    Ok(())
}

fn timed<T>(spent: &mut Duration, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = act();
    *spent += start.elapsed();
    result
}

/// CPU time of this process, in hundredths of a second, on systems that tell.
fn cpu_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    let (user, system) = (ticks()?, ticks()?);
    Some(Duration::from_millis(10) * u32::try_from(user + system).ok()?)
}
