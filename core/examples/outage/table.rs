//! A host in play and pads whose fingers never rest; what the host sees of them, and whether everybody kept seat and points.

use crate::trouble::{HOST, PORT, mend, pad_address};
use anyhow::{Context as _, ensure};
use couchpad_core::protocol::{
    Area, AxisIndex, ControlKind, LinkKind, Orientation, PadLayout, Phase, Place, SeatIndex,
};
use couchpad_core::session::{Audience, HostConfig};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, Pad, PadOptions, PadUpdate, Target, Transport};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Pads with an address each, as phones have; and where they share one that changes: not so many that the host would take
/// them for one machine that calls too often.
const PADS: u8 = 8;
const MOVING_PADS: u8 = 2;
const X: AxisIndex = AxisIndex(0);
/// From one position of a finger to the next: 120 a second.
const MOVE: Duration = Duration::from_nanos(8_333_333);
const GIVE_UP: Duration = Duration::from_secs(40);
/// How exactly times are taken.
pub(crate) const LOOK: Duration = Duration::from_millis(1);

/// See the module.
pub(crate) struct Table {
    host: Host,
    pads: Vec<(Arc<Pad>, SeatIndex)>,
    start: Instant,
    over: Arc<AtomicBool>,
    fingers: Vec<JoinHandle<()>>,
}

impl Table {
    /// Everybody is seated, has points and moves. `moving`: the address that pads come from is to change.
    pub(crate) fn lay(transport: Transport, moving: bool) -> anyhow::Result<Self> {
        mend()?;
        let bind = Bind {
            ip: Some(HOST),
            port: PORT,
        };
        let host = Host::listen(bind, HostConfig::default())?;
        let swipe = ControlKind::SwipeArea {
            x: Some(X),
            y: None,
            travel: 600,
        };
        let layout = PadLayout::new("Outage", Orientation::Any).with("", Area::ALL, swipe);
        host.with(|now, session| {
            session.set_phase(now, Phase::Playing);
            session.set_layout(now, Audience::All, layout, |_| [0; 8])
        })?;
        let mut table = Self {
            host,
            pads: Vec::new(),
            start: Instant::now(),
            over: Arc::default(),
            fingers: Vec::new(),
        };
        for number in 0..if moving { MOVING_PADS } else { PADS } {
            let options = PadOptions {
                transport,
                from: (!moving).then(|| pad_address(number)),
                ..PadOptions::default()
            };
            table.join(options)?;
        }
        Ok(table)
    }

    fn join(&mut self, options: PadOptions) -> anyhow::Result<()> {
        let target = Target::of_link(&self.host.join_link()).context("the host has no secret")?;
        let pad = Arc::new(Pad::connect(target, options)?);
        let seat = until("a pad is seated", || {
            let view = pad.view();
            match view.place {
                Some(Place::Seated { seat, .. }) if view.layout.is_some() => Some(seat),
                _ => None,
            }
        })?;
        let points = points(seat);
        self.host
            .with(|now, session| session.set_score(now, seat, points, 0));
        until("a pad has its points", || {
            pad.view().score.filter(|score| *score == (points, 0))
        })?;
        let (mover, start, over) = (Arc::clone(&pad), self.start, Arc::clone(&self.over));
        self.fingers.push(thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                mover.set_axis(X, position(start.elapsed()));
                thread::sleep(MOVE);
            }
        }));
        self.pads.push((pad, seat));
        Ok(())
    }

    /// The position that fingers have reached by now.
    pub(crate) fn position(&self) -> i16 {
        position(self.start.elapsed())
    }

    /// The newest position of each pad that the host knows.
    pub(crate) fn known(&self) -> Vec<i16> {
        let inputs = self.host.with(|_, session| session.inputs().to_vec());
        let axis = |seat: &SeatIndex| inputs.get(seat.index()).map(|input| input.axes[0]);
        let seats = self.pads.iter().map(|(_, seat)| seat);
        seats.map(|seat| axis(seat).unwrap_or_default()).collect()
    }

    /// What play of each pad travels on.
    pub(crate) fn kinds(&self) -> Vec<Option<LinkKind>> {
        let pads = self.pads.iter();
        pads.map(|(pad, _)| pad.view().transport).collect()
    }

    /// The shells tell their pads that the network has changed.
    pub(crate) fn relink(&self) {
        for (pad, _) in &self.pads {
            pad.relink();
        }
    }

    /// How often each pad was told that messages do not travel, since the last call.
    pub(crate) fn losses(&self) -> Vec<u32> {
        let told = |pad: &Arc<Pad>| {
            let updates = std::iter::from_fn(|| pad.poll());
            let lost = updates.filter(|update| matches!(update, PadUpdate::Lost { .. }));
            u32::try_from(lost.count()).unwrap_or(u32::MAX)
        };
        self.pads.iter().map(|(pad, _)| told(pad)).collect()
    }

    /// Fails if anybody has another seat or other points than at first, at either end.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        for (pad, seat) in &self.pads {
            let (seat, points) = (*seat, points(*seat));
            let view = until("a pad has its seat and points again", || {
                let view = pad.view();
                let is_there = view.connected && view.score == Some((points, 0));
                is_there.then_some(view)
            })?;
            let kept = matches!(view.place, Some(Place::Seated { seat: now, .. }) if now == seat);
            ensure!(kept, "a pad had {seat:?} and has {:?}", view.place);
        }
        let seated = self.host.with(|_, session| {
            let seated = session.pads().filter(|pad| pad.seat().is_some());
            seated.count()
        });
        ensure!(seated == self.pads.len(), "{seated} pads are seated");
        Ok(())
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for finger in self.fingers.drain(..) {
            if finger.join().is_err() {
                eprintln!("a finger's thread panicked");
            }
        }
    }
}

fn points(seat: SeatIndex) -> i64 {
    100 + i64::try_from(seat.index()).unwrap_or_default()
}

/// Where fingers are after so long; it only grows, for four minutes.
fn position(elapsed: Duration) -> i16 {
    i16::try_from(elapsed.as_nanos() / MOVE.as_nanos()).unwrap_or(i16::MAX)
}

fn until<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> anyhow::Result<T> {
    let start = Instant::now();
    loop {
        if let Some(value) = done() {
            return Ok(value);
        }
        ensure!(start.elapsed() < GIVE_UP, "it takes too long until {what}");
        thread::sleep(LOOK);
    }
}
