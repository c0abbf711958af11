//! How long commands take from a pad's program to the host's, by way of the proxy: numbered, so that one that is lost, comes
//! twice or overtakes another shows. Must not know what the proxy does.

use crate::proxy::Proxy;
use anyhow::{Context as _, ensure};
use couchpad_core::protocol::{
    Area, AxisIndex, ControlId, ControlKind, JoinLink, Orientation, PadAction, PadLayout, Phase,
};
use couchpad_core::session::{Audience, HostConfig, HostEventKind};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, Pad, PadOptions, Target};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// From one command to the next: 20 a second, in step with nothing else.
const GAP: Duration = Duration::from_millis(49);
/// How exactly it is measured.
const LOOK: Duration = Duration::from_micros(500);
/// Time that the last ones have.
const REST: Duration = Duration::from_secs(3);
const GIVE_UP: Duration = Duration::from_secs(20);

/// Plays for so long through the proxy that `through` makes, and prints what commands took as a line of JSON.
pub(crate) fn measure(
    time: Duration,
    through: impl FnOnce(SocketAddr) -> io::Result<Proxy>,
) -> anyhow::Result<()> {
    let host = Host::listen(Bind::loopback(0), HostConfig::default())?;
    let mut proxy = through(host.listening().udp)?;
    let link = link_by_way_of(&host, proxy.listening()?)?;
    let over = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&over);
    let turns = thread::spawn(move || {
        while !stop.load(Ordering::Relaxed) {
            proxy.turn();
        }
        proxy.summary()
    });
    let outcome = play(&host, &link, time);
    over.store(true, Ordering::Relaxed);
    let summary = turns.join().ok().context("the proxy's thread panicked")?;
    let mut times = outcome?;
    times.sort_unstable();
    let ms = |share: f64| {
        let at = times.get((times.len() as f64 * share) as usize);
        at.map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    println!(
        "{{\"bench\":\"commands\",\"commands\":{},\"p50_ms\":{:.1},\"p99_ms\":{:.1},\"proxy\":{summary}}}",
        times.len(),
        ms(0.5),
        ms(0.99)
    );
    Ok(())
}

fn link_by_way_of(host: &Host, at: SocketAddr) -> anyhow::Result<JoinLink> {
    let link = host.join_link();
    let pairing = link.pairing().context("the host has no secret")?;
    let bare = JoinLink::new(vec![at.ip()], at.port()).context("no link to the proxy")?;
    Ok(bare.with_pairing(pairing.secret.clone(), pairing.key))
}

/// From the making of each command to the host's being told.
fn play(host: &Host, link: &JoinLink, time: Duration) -> anyhow::Result<Vec<Duration>> {
    let target = Target::of_link(link).context("the link has no secret")?;
    let pad = Pad::connect(target, PadOptions::default())?;
    let x = Some(AxisIndex(0));
    let swipe = ControlKind::SwipeArea {
        x,
        y: None,
        travel: 600,
    };
    let layout = PadLayout::new("Commands", Orientation::Any).with("", Area::ALL, swipe);
    host.with(|now, session| {
        session.set_phase(now, Phase::Playing);
        session.set_layout(now, Audience::All, layout, |_| [0; 8])
    })?;
    let start = Instant::now();
    while pad.view().layout.is_none() || pad.view().phase != Phase::Playing {
        ensure!(start.elapsed() < GIVE_UP, "the pad did not get into play");
        thread::sleep(LOOK);
    }
    let (start, mut made, mut times) = (Instant::now(), Vec::new(), Vec::new());
    while start.elapsed() < time + REST && (start.elapsed() < time || times.len() < made.len()) {
        let due = GAP * u32::try_from(made.len())?;
        if start.elapsed() >= due && due < time {
            made.push(Instant::now());
            pad.text(ControlId(0), made.len().to_string());
        }
        take(host, &made, &mut times)?;
        thread::sleep(LOOK);
    }
    let (told, said) = (times.len(), made.len());
    ensure!(told == said, "{} of {said} commands are lost", said - told);
    Ok(times)
}

fn take(host: &Host, made: &[Instant], times: &mut Vec<Duration>) -> anyhow::Result<()> {
    while let Some(event) = host.poll() {
        let HostEventKind::Action {
            action: PadAction::Text { text, .. },
        } = event.kind
        else {
            continue;
        };
        let number: usize = text.parse()?;
        ensure!(
            number == times.len() + 1,
            "command {number} came where {} was next",
            times.len() + 1
        );
        let since = made.get(times.len()).context("it was never made")?;
        times.push(since.elapsed());
    }
    Ok(())
}
