//! From the touch system to the datagram: Bevy's own schedule with the pad's plugins, real sockets, and somebody between pad
//! and host who notes when each datagram has left. No window and no renderer.

use crate::couch::{Couch, until};
use crate::{at, ms};
use anyhow::Context as _;
use bevy::input::InputPlugin;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::time::TimePlugin;
use bevy::window::{PrimaryWindow, WindowResolution};
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::JoinLink;
use couchpad_gamepad::find::{Goal, Receivers};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::link::{self, Link};
use couchpad_gamepad::touch::{self, Fingers, PadSystems};
use couchpad_gamepad::{model, model::PadModel};
use relay::Relay;
use std::sync::Arc;
use std::time::{Duration, Instant};

mod relay;

/// Motions that are measured, and how many before them are not: caches are cold.
const MOVES: u16 = 1_500;
const WARM_UP: u16 = 100;
/// A little slower than the pad's own limit of 120 a second, so that nothing is put off; and far from the 50 ms after which a
/// resting finger is told of again.
const EVERY: Duration = Duration::from_micros(9_300);

/// When the touch system began.
#[derive(Resource)]
struct Begun(Instant);

/// Prints how long it takes.
pub(crate) fn measure() -> anyhow::Result<()> {
    let couch = Couch::new()?;
    couch.play()?;
    let relay = Relay::before(couch.link().addresses().next().context("no address")?)?;
    let pairing = couch.link().pairing().cloned().context("no secret")?;
    let link = JoinLink::new(vec![relay.at.ip()], relay.at.port()).context("no link")?;
    let (mut app, window) = pad(&link.with_pairing(pairing.secret, pairing.key))?;
    let mut times = Vec::new();
    let finger = |app: &mut App, phase, x: f32| {
        app.world_mut().write_message(TouchInput {
            phase,
            position: Vec2::new(x, 300.0),
            window,
            force: None,
            id: 1,
        });
        relay.forget();
        app.update();
    };
    finger(&mut app, TouchPhase::Started, 200.0);
    for number in 0..WARM_UP + MOVES {
        std::thread::sleep(EVERY);
        // there and back again, a dp at a time
        let step = f32::from(number % 80);
        finger(&mut app, TouchPhase::Moved, 160.0 + (step - 40.0).abs());
        let begun = app.world().resource::<Begun>().0;
        let left = until("no datagram has left", || relay.first_position())?;
        if number >= WARM_UP {
            times.push(left.saturating_duration_since(begun));
        }
    }
    anyhow::ensure!(couch.position() != Some(0), "the moves did not arrive");
    tell(&mut times);
    Ok(())
}

fn tell(times: &mut [Duration]) {
    times.sort_unstable();
    let longest = times.last().copied().unwrap_or_default();
    let (p50, p99, max) = (at(times, 0.5), at(times, 0.99), ms(longest));
    println!("touch system to datagram: p50 {p50:.3} ms, p99 {p99:.3} ms, longest {max:.3} ms");
    // for `cargo xtask bench`
    println!("{{\"bench\":\"touch\",\"p50_ms\":{p50:.3},\"p99_ms\":{p99:.3},\"max_ms\":{max:.3}}}");
}

/// The app without a renderer, in its seat.
fn pad(link: &JoinLink) -> anyhow::Result<(App, Entity)> {
    let mut app = App::new();
    app.add_plugins((
        TimePlugin,
        InputPlugin,
        bevy::window::WindowPlugin::default(),
    ));
    let me = Me::new(Arc::new(PadIdentity::ephemeral()?), "Ada");
    let goal = Goal::link(link, &Receivers::default());
    let attempt = goal.with(goal.proof().context("no proof")?);
    let link = Link::open(&attempt, &me, Arc::new(|| ()))?;
    app.insert_resource(link)
        .insert_resource(Begun(Instant::now()))
        .add_plugins((model::plugin, touch::plugin, link::plugin))
        .add_systems(PreUpdate, begin.before(PadSystems::Touch));
    let world = app.world_mut();
    let mut windows = world.query_filtered::<(Entity, &mut Window), With<PrimaryWindow>>();
    let (window, mut shown) = windows.single_mut(world)?;
    shown.resolution = WindowResolution::new(400, 800);
    let end = Instant::now() + Duration::from_secs(20);
    while !is_ready(&app) {
        anyhow::ensure!(Instant::now() < end, "it got no seat");
        app.update();
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok((app, window))
}

fn is_ready(app: &App) -> bool {
    let seated = app.world().resource::<PadModel>().is_seated();
    let fingers = app.world().resource::<Fingers>();
    seated && !fingers.0.plan().controls.is_empty()
}

fn begin(mut begun: ResMut<Begun>) {
    begun.0 = Instant::now();
}
