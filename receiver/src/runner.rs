//! Runs the app where no window does: often in play, seldom elsewhere, and at once when a pad is heard.

use crate::flow::Screen;
use crate::net::Net;
use crate::stage::Stage;
use bevy::app::PluginsState;
use bevy::ecs::schedule::SingleThreadedExecutor;
use bevy::prelude::*;
use couchpad_games::game::Pacing;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

/// The longest wait between two frames in play.
const PLAY: Duration = Duration::from_millis(8);
/// The same where a game waits for its players, and nobody was heard a moment ago: as long as one frame may be.
const WAITING: Duration = Duration::from_millis(100);
/// The longest wait elsewhere.
const CALM: Duration = Duration::from_millis(33);
/// How long what was heard is a moment ago: a game's next step is to see it in time.
const HEARD: Duration = Duration::from_millis(50);
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
    take_one_thread(&mut app);
    let woken = wake(&mut app);
    let mut heard = Instant::now();
    loop {
        let began = Instant::now();
        app.update();
        if let Some(exit) = app.should_exit() {
            return exit;
        }
        if wait(&woken, began, longest(&app, heard.elapsed() < HEARD)) {
            heard = Instant::now();
        }
    }
}

/// Without a picture to draw every system is over in microseconds: to hand them to other threads costs many times what they do.
fn take_one_thread(app: &mut App) {
    let Some(mut schedules) = app.world_mut().get_resource_mut::<Schedules>() else {
        return;
    };
    for (_, schedule) in schedules.iter_mut() {
        schedule.set_executor(SingleThreadedExecutor::new());
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

fn longest(app: &App, is_heard: bool) -> Duration {
    let screen = app.world().get_resource::<State<Screen>>();
    let stage = app.world().get_resource::<Stage>();
    let waits = stage.is_some_and(|stage| stage.entry.manifest.pacing == Pacing::OnEvent);
    match screen.map(State::get) {
        Some(Screen::Playing) if waits && !is_heard => WAITING,
        Some(Screen::Playing) => PLAY,
        _ => CALM,
    }
}

/// Waits for the next frame; tells whether something was heard.
fn wait(woken: &Receiver<()>, began: Instant, longest: Duration) -> bool {
    let left = |until: Duration| until.saturating_sub(began.elapsed());
    std::thread::sleep(left(SHORTEST));
    // without the network nobody wakes us, and the frame's time is all that there is to wait for
    let heard = woken.recv_timeout(left(longest));
    if heard == Err(std::sync::mpsc::RecvTimeoutError::Disconnected) {
        std::thread::sleep(left(longest));
    }
    heard.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn no_system_is_handed_to_another_thread() {
        let mut app = App::new();
        app.add_plugins(MinimalPlugins);
        install(&mut app);
        let home = std::thread::current().id();
        let ran = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
        for _ in 0..16 {
            let ran = Arc::clone(&ran);
            // long enough for another thread to take the next one
            app.add_systems(Update, move || {
                std::thread::sleep(Duration::from_millis(1));
                let is_away = std::thread::current().id() != home;
                ran[usize::from(is_away)].fetch_add(1, Ordering::Relaxed);
            });
        }
        app.add_systems(Last, |mut exit: MessageWriter<AppExit>| {
            exit.write(AppExit::Success);
        });
        assert_eq!(app.run(), AppExit::Success);
        let [here, away] = [&ran[0], &ran[1]].map(|n| n.load(Ordering::Relaxed));
        assert_eq!((here, away), (16, 0));
    }
}
