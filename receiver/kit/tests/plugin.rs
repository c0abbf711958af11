//! The plugin in a headless app, with a real pad on this machine.

use bevy::prelude::*;
use couchpad_bevy::easy::{Channel, ConnectConfig, Event, ListenConfig, Pad, PadLayout, Peer};
use couchpad_bevy::protocol::{Area, AxisIndex, ControlKind, Orientation};
use couchpad_bevy::{CouchpadPlugin, PadEvent, Pads, Players};
use std::thread::sleep;
use std::time::{Duration, Instant};

const CHAT: Channel = Channel::new(3);
const X: AxisIndex = AxisIndex(0);

/// What the game's own system has read.
#[derive(Resource, Default)]
struct Heard(Vec<Event>);

fn hear(mut events: MessageReader<PadEvent>, mut heard: ResMut<Heard>, pads: Res<Pads>) {
    for event in events.read() {
        if let Event::Data { peer, bytes, .. } = &event.0 {
            pads.send_to(*peer, CHAT, bytes).unwrap();
        }
        heard.0.push(event.0.clone());
    }
}

fn app() -> App {
    let swipe = ControlKind::SwipeArea {
        x: Some(X),
        y: None,
        travel: 600,
    };
    let config = ListenConfig {
        announce: false,
        layout: Some(PadLayout::new("Swipe", Orientation::Any).with("", Area::ALL, swipe)),
        ..ListenConfig::default()
    };
    let couchpad = CouchpadPlugin::listen("127.0.0.1:0", config).unwrap();
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, couchpad))
        .init_resource::<Heard>()
        .add_systems(Update, hear);
    app
}

/// Frames until `done`.
fn until<T>(app: &mut App, what: &str, mut done: impl FnMut(&World) -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        app.update();
        if let Some(value) = done(app.world()) {
            return value;
        }
        assert!(Instant::now() < deadline, "timed out: {what}");
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_pad_joins_swipes_talks_and_leaves() {
    let mut app = app();
    let link = app.world().resource::<Pads>().join_link().to_string();
    let pad = Pad::connect(&link, ConnectConfig::named("Ada")).unwrap();
    let peer = until(&mut app, "connected", |world| {
        let heard = &world.resource::<Heard>().0;
        heard.iter().find_map(|e| match e {
            Event::Connected { peer, name } if name == "Ada" => Some(*peer),
            _ => None,
        })
    });
    until(&mut app, "the layout", |_| pad.view().layout);
    pad.handle().set_axis(X, 12_345);
    until(&mut app, "the swipe", |world| {
        let players = world.resource::<Players>();
        let ada = players.iter().find(|p| p.peer == peer)?;
        (ada.input.axes[0] == 12_345 && ada.seat == Some(0) && ada.here).then_some(())
    });

    pad.send(CHAT, b"hello").unwrap();
    pad.flush();
    let answer = until(&mut app, "the answer", |_| {
        pad.poll().into_iter().find_map(|e| match e {
            Event::Data {
                peer: Peer::Host,
                bytes,
                ..
            } => Some(bytes),
            _ => None,
        })
    });
    assert_eq!(answer, b"hello");

    pad.leave();
    until(&mut app, "left", |world| {
        let gone = world.resource::<Players>().is_empty();
        let heard = &world.resource::<Heard>().0;
        let told = heard
            .iter()
            .any(|e| matches!(e, Event::Left { peer: who, .. } if *who == peer));
        (gone && told).then_some(())
    });
}

#[test]
fn the_app_that_ends_takes_leave() {
    let mut app = app();
    let link = app.world().resource::<Pads>().join_link().to_string();
    let pad = Pad::connect(&link, ConnectConfig::named("Ada")).unwrap();
    until(&mut app, "connected", |_| {
        pad.view().connected.then_some(())
    });
    drop(app);
    let deadline = Instant::now() + Duration::from_secs(30);
    while pad.view().connected {
        assert!(Instant::now() < deadline, "timed out: the good-bye");
        sleep(Duration::from_millis(2));
    }
}
