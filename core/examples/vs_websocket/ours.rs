//! A host and a pad of Couchpad over loopback, in play, as programs get them.

use anyhow::{Context as _, ensure};
use couchpad_core::protocol::{Area, AxisIndex, ControlKind, Orientation, PadLayout, Phase};
use couchpad_core::session::{Audience, HostConfig};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, Pad, PadOptions, Target};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const X: AxisIndex = AxisIndex(0);
const GIVE_UP: Duration = Duration::from_secs(5);

pub(crate) struct Ours {
    host: Host,
    pad: Arc<Pad>,
}

impl Ours {
    pub(crate) fn join() -> anyhow::Result<Self> {
        let host = Host::listen(Bind::loopback(0), HostConfig::default())?;
        let target = Target::of_link(&host.join_link()).context("the host has no secret")?;
        let pad = Pad::connect(target, PadOptions::default())?;
        let swipe = ControlKind::SwipeArea {
            x: Some(X),
            y: None,
            travel: 600,
        };
        let layout = PadLayout::new("Race", Orientation::Any).with("", Area::ALL, swipe);
        host.with(|now, session| {
            session.set_phase(now, Phase::Playing);
            session.set_layout(now, Audience::All, layout, |_| [0; 8])
        })?;
        let start = Instant::now();
        while pad.view().layout.is_none() || pad.view().phase != Phase::Playing {
            ensure!(start.elapsed() < GIVE_UP, "the pad did not get into play");
            thread::sleep(Duration::from_millis(2));
        }
        let pad = Arc::new(pad);
        Ok(Self { host, pad })
    }

    pub(crate) fn pad(&self) -> Arc<Pad> {
        Arc::clone(&self.pad)
    }

    /// The newest position that the game knows.
    pub(crate) fn newest(&self) -> u32 {
        let axis = |input: &couchpad_core::protocol::SeatInput| input.axes[usize::from(X.0)];
        let axis = self
            .host
            .with(|_, session| session.inputs().first().map(axis));
        axis.map_or(0, |axis| u32::try_from(axis).unwrap_or_default())
    }
}

pub(crate) fn move_to(pad: &Pad, number: u32) -> anyhow::Result<()> {
    pad.set_axis(X, i16::try_from(number)?);
    Ok(())
}
