//! The receiver's side of a measurement: a host with Arkanoid's controls, in this process, without a game.

use anyhow::Context as _;
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Phase, Weight,
};
use couchpad_core::session::{Audience, HostConfig};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, protocol::JoinLink};
use std::time::{Duration, Instant};

/// The axis that a swipe moves.
pub(crate) const X: AxisIndex = AxisIndex(0);
const PATIENCE: Duration = Duration::from_secs(30);

/// The host.
pub(crate) struct Couch {
    pub(crate) host: Host,
}

impl Couch {
    /// One with a seat, in its lobby.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let config = HostConfig {
            seats: 1,
            ..HostConfig::default()
        };
        let couch = Self {
            host: Host::listen(Bind::loopback(0), config)?,
        };
        couch.lobby()?;
        Ok(couch)
    }

    /// What lets a pad in.
    pub(crate) fn link(&self) -> JoinLink {
        self.host.join_link()
    }

    /// Nobody plays; the pad has START.
    pub(crate) fn lobby(&self) -> anyhow::Result<()> {
        let start = button(ButtonIndex::START, Weight::Primary);
        let layout = PadLayout::new("Lobby", Orientation::Any).with(
            "START",
            Area::new(340, 690, 320, 190),
            start,
        );
        self.show(Phase::Lobby, layout)
    }

    /// The game is on, and the whole glass is for swipes.
    pub(crate) fn play(&self) -> anyhow::Result<()> {
        let swipe = ControlKind::SwipeArea {
            x: Some(X),
            y: None,
            travel: 600,
        };
        let layout = PadLayout::new("Arkanoid", Orientation::Any)
            .with("", Area::ALL, swipe)
            .with(
                "LAUNCH",
                Area::new(340, 690, 320, 190),
                button(ButtonIndex(0), Weight::Primary),
            )
            .with(
                "PAUSE",
                Area::new(720, 10, 280, 80),
                button(ButtonIndex::PAUSE, Weight::Quiet),
            );
        self.show(Phase::Playing, layout)
    }

    fn show(&self, phase: Phase, layout: PadLayout) -> anyhow::Result<()> {
        self.host.with(|now, session| {
            session.set_phase(now, phase);
            session.set_layout(now, Audience::All, layout, |_| [0; 8])
        })?;
        Ok(())
    }

    /// Where the seat's finger is, once there is a seat.
    pub(crate) fn position(&self) -> Option<i16> {
        let at = |inputs: &[couchpad_core::protocol::SeatInput]| Some(inputs.first()?.axes[0]);
        self.host.with(|_, session| at(session.inputs()))
    }

    /// Whether a pad is in the seat.
    pub(crate) fn is_joined(&self) -> bool {
        self.host.with(|_, session| session.pads().next().is_some())
    }

    /// Waits for a pad in the seat.
    pub(crate) fn until_joined(&self) -> anyhow::Result<()> {
        until("no pad has joined", || self.is_joined().then_some(()))
    }
}

/// Looks every 50 µs; where it is in vain, says so.
pub(crate) fn until<T>(missing: &str, look: impl Fn() -> Option<T>) -> anyhow::Result<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look() {
            return Ok(seen);
        }
        if Instant::now() > end {
            return None.context(missing.to_owned());
        }
        std::thread::sleep(Duration::from_micros(50));
    }
}

const fn button(button: ButtonIndex, weight: Weight) -> ControlKind {
    ControlKind::Button { button, weight }
}
