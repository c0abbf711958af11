//! Runs the app where no window does: often in play, seldom elsewhere, and at once when a pad is heard.

use crate::flow::Screen;
use crate::net::Net;
use bevy::app::PluginsState;
use bevy::prelude::*;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

/// The longest wait between two frames in play.
const PLAY: Duration = Duration::from_millis(8);
/// The longest wait elsewhere.
const CALM: Duration = Duration::from_millis(33);
/// The shortest, however much arrives.
const SHORTEST: Duration = Duration::from_millis(2);

/// Makes this the app's runner.
pub fn install(app: &mut App) {
    app.set_runner(run);
}

fn run(mut app: App) -> AppExit {
    while app.plugins_state() == PluginsState::Adding {
        bevy::tasks::tick_global_task_pools_on_main_thread();
    }
    app.finish();
    app.cleanup();
    let woken = wake(&mut app);
    loop {
        let began = Instant::now();
        app.update();
        if let Some(exit) = app.should_exit() {
            return exit;
        }
        wait(&woken, began, longest(&app));
    }
}

/// A channel that has something in it once a pad was heard.
fn wake(app: &mut App) -> Receiver<()> {
    let (sender, receiver) = sync_channel(1);
    if let Some(mut net) = app.world_mut().get_resource_mut::<Net>() {
        net.driver_mut().set_wake(Arc::new(move || {
            // full: a wake-up is under way already
            let _ = sender.try_send(());
        }));
    }
    receiver
}

fn longest(app: &App) -> Duration {
    let screen = app.world().get_resource::<State<Screen>>();
    match screen.map(State::get) {
        Some(Screen::Playing) => PLAY,
        _ => CALM,
    }
}

fn wait(woken: &Receiver<()>, began: Instant, longest: Duration) {
    let left = |until: Duration| until.saturating_sub(began.elapsed());
    std::thread::sleep(left(SHORTEST));
    // without the network nobody wakes us, and the frame's time is all that there is to wait for
    if woken.recv_timeout(left(longest)) == Err(std::sync::mpsc::RecvTimeoutError::Disconnected) {
        std::thread::sleep(left(longest));
    }
}
