//! What a handshake costs: CPU time of both sides together and of each, for every mode. Run it with `--release`; without,
//! it says so. `cargo run --release -p couchpad-session --example pairing_cost`

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the one place of this crate that measures time"
)]

use couchpad_protocol::{JoinSecret, LinkPairing};
use couchpad_session::Time;
use couchpad_session::pairing::{
    Credential, DeviceKey, Door, HostHandshake, HostStep, PadHandshake, PadStep,
};
use std::time::{Duration, Instant};

const SECRET: [u8; 16] = [3; 16];
const ROUNDS: u32 = 300;

/// What both sides together may take.
const BAR: Duration = Duration::from_millis(5);

struct Ends {
    pad: DeviceKey,
    host: DeviceKey,
    door: Door,
}

#[derive(Clone, Copy, Default)]
struct Cost {
    pad: Duration,
    host: Duration,
}

fn timed<T>(spent: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    *spent += start.elapsed();
    result
}

/// One handshake, from nothing to both channels.
fn handshake(ends: &mut Ends, credential: &Credential, round: u32) -> Result<Cost, String> {
    let mut cost = Cost::default();
    let from = [127, 0, 0, 1].into();
    let mut nonce = [0; 16];
    nonce[..4].copy_from_slice(&round.to_le_bytes());
    let (mut pad, pad_hello) = timed(&mut cost.pad, || {
        PadHandshake::new(&ends.pad, credential.clone(), nonce)
    });
    let (mut host, mut to_pad) = timed(&mut cost.host, || HostHandshake::new(&ends.host, nonce));
    let mut to_host = vec![pad_hello];
    let (mut pad_done, mut host_done) = (false, false);
    while !(pad_done && host_done) {
        for frame in std::mem::take(&mut to_host) {
            let step = timed(&mut cost.host, || {
                host.read(Time::ZERO, from, &frame, &mut ends.door)
            });
            match step {
                HostStep::Wait => {}
                HostStep::Send(frame) => to_pad = frame,
                HostStep::Done { send, .. } => {
                    host_done = true;
                    to_pad = send.unwrap_or_default();
                }
                HostStep::Refuse(refusal) => return Err(refusal.to_string()),
            }
        }
        if pad_done {
            continue;
        }
        let step = timed(&mut cost.pad, || pad.read(&to_pad));
        match step.map_err(|fault| fault.to_string())? {
            PadStep::Send(frame) => to_host.push(frame),
            PadStep::Done { send, .. } => {
                pad_done = true;
                to_host.extend(send);
            }
        }
    }
    Ok(cost)
}

fn main() -> Result<(), String> {
    if cfg!(debug_assertions) {
        println!("without --release these figures say little");
    }
    let mut seed = 0_u8;
    let entropy = move |out: &mut [u8]| {
        seed = seed.wrapping_add(1);
        out.fill(seed);
    };
    let mut ends = Ends {
        pad: DeviceKey::from_bytes([1; 32]),
        host: DeviceKey::from_bytes([2; 32]),
        door: Door::new(JoinSecret(SECRET), Box::new(entropy)),
    };
    let key = ends.host.public();
    let secret = JoinSecret(SECRET);
    let modes = [
        ("link", Credential::Link(LinkPairing { secret, key })),
        ("code", Credential::Code(ends.door.code())),
        ("trusted", Credential::Trusted(key)),
    ];
    println!("mode      pad p50   host p50   both p50   both p99   (ms; bar for both: 5)");
    for (name, credential) in modes {
        let rounds = (0..ROUNDS).map(|round| handshake(&mut ends, &credential, round));
        let costs: Vec<Cost> = rounds.collect::<Result<_, _>>()?;
        let at = |share: usize, of: &dyn Fn(&Cost) -> Duration| {
            let mut spent: Vec<_> = costs.iter().map(of).collect();
            spent.sort_unstable();
            spent[(spent.len() * share / 100).min(spent.len() - 1)]
        };
        let both = |cost: &Cost| cost.pad + cost.host;
        let figures = [
            at(50, &|cost| cost.pad),
            at(50, &|cost| cost.host),
            at(50, &both),
            at(99, &both),
        ];
        let [pad, host, half, most] = figures.map(|spent| spent.as_secs_f64() * 1_000.0);
        let verdict = if at(99, &both) < BAR {
            ""
        } else {
            "   OVER THE BAR"
        };
        println!("{name:8} {pad:8.3} {host:10.3} {half:10.3} {most:10.3}{verdict}");
    }
    Ok(())
}
