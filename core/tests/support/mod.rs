//! What the transport's tests share: a host, pads, and waiting with a generous deadline instead of sleeping.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "every test file takes what it needs"
)]

pub mod counted;
pub mod easy;
pub mod proxy;
pub mod raw;
pub mod scripted;

use couchpad_core::identity::{HostIdentity, MemoryStore, SecureStore};
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Phase, Profile, Weight,
};
use couchpad_core::session::{Audience, HostConfig, HostEvent, HostEventKind, SavedSession};
use couchpad_core::transport::{Bind, HostDriverConfig};
use couchpad_core::{Host, Pad, PadOptions, PadUpdate, Target};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

pub const DEADLINE: Duration = Duration::from_secs(30);
pub const X: AxisIndex = AxisIndex(0);
pub const LAUNCH: ButtonIndex = ButtonIndex(0);

/// Waits until `done` gives something.
pub fn until<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(value) = done() {
            return value;
        }
        assert!(Instant::now() < deadline, "timed out: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

pub fn layout() -> PadLayout {
    let swipe = ControlKind::SwipeArea {
        x: Some(X),
        y: None,
        travel: 600,
    };
    let launch = ControlKind::Button {
        button: LAUNCH,
        weight: Weight::Primary,
    };
    PadLayout::new("Test", Orientation::Any)
        .with("", Area::ALL, swipe)
        .with("GO", Area::new(0, 0, 500, 500), launch)
}

/// A host in play, with a layout.
pub fn host() -> Host {
    host_with(HostConfig::default())
}

pub fn host_with(config: HostConfig) -> Host {
    let host = Host::listen(Bind::loopback(0), config).unwrap();
    start_play(&host);
    host
}

/// A receiver that can be started again: the same store makes the same one.
pub fn host_of(store: &Arc<MemoryStore>, bind: Bind) -> Host {
    host_again(store, bind, None)
}

/// The same, which finds what an earlier run kept of its seats.
pub fn host_again(store: &Arc<MemoryStore>, bind: Bind, saved: Option<SavedSession>) -> Host {
    let store: Arc<dyn SecureStore> = Arc::clone(store) as Arc<dyn SecureStore>;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let (identity, warnings) = HostIdentity::open(store, now.as_secs()).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    let config = HostDriverConfig {
        bind,
        identity,
        saved,
        ..HostDriverConfig::loopback(HostConfig::default()).unwrap()
    };
    let host = Host::start(config).unwrap();
    start_play(&host);
    host
}

pub fn start_play(host: &Host) {
    host.with(|now, session| {
        let layout = layout();
        session
            .set_layout(now, Audience::All, layout, |_| [0; 8])
            .unwrap();
        session.set_phase(now, Phase::Playing);
    });
}

pub fn options(name: &str) -> PadOptions {
    PadOptions {
        profile: Profile {
            name: name.to_owned(),
            mark: None,
        },
        ..PadOptions::default()
    }
}

/// What the screen of a host shows.
pub fn target(host: &Host) -> Target {
    Target::of_link(&host.join_link()).unwrap()
}

pub fn pad(host: &Host, name: &str) -> Pad {
    Pad::connect(target(host), options(name)).unwrap()
}

/// A pad that is seated and shows the layout.
pub fn seated(host: &Host, name: &str) -> Pad {
    seated_with(host, options(name))
}

/// The same as a certain device.
pub fn seated_with(host: &Host, options: PadOptions) -> Pad {
    let pad = Pad::connect(target(host), options).unwrap();
    until("seated with a layout", || {
        let view = pad.view();
        (view.connected && view.place.is_some() && view.layout.is_some()).then_some(())
    });
    pad
}

/// The first event that fits; others are let go.
pub fn event(host: &Host, what: &str, fits: impl Fn(&HostEventKind) -> bool) -> HostEvent {
    until(what, || host.poll().filter(|event| fits(&event.kind)))
}

/// The first update that fits; others are let go.
pub fn update(pad: &Pad, what: &str, fits: impl Fn(&PadUpdate) -> bool) -> PadUpdate {
    until(what, || pad.poll().filter(|update| fits(update)))
}

/// Waits until the host sees this value on a seat's first axis.
pub fn axis_arrives(host: &Host, seat: usize, value: i16) {
    until("the axis arrives", || {
        host.with(|_, session| {
            let input = session.inputs().get(seat)?;
            (input.axes[0] == value).then_some(())
        })
    });
}
