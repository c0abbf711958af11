//! What ends the receiver from the outside: Ctrl-C, the system, or the time that was given. The pads are told before
//! we go.

use bevy::prelude::*;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Set once the system wants us to end.
#[derive(Resource, Clone, Debug, Default)]
pub struct EndWish(Arc<AtomicBool>);

/// How long the receiver runs.
#[derive(Resource, Clone, Copy, Debug)]
pub struct ExitAfter(pub Duration);

impl EndWish {
    /// Listens to the system's signals from now on. A second Ctrl-C ends the program on the spot.
    ///
    /// # Errors
    /// The system does not let us listen.
    pub fn listen() -> io::Result<Self> {
        let wish = Self::default();
        // the order matters: at the first signal the flag is not yet set when this looks
        signal_hook::flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&wish.0))?;
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&wish.0))?;
        }
        #[cfg(unix)]
        signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::clone(&wish.0))?;
        Ok(wish)
    }

    /// Whether we are to end.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Ends the app when it is wished for or its time is up.
pub fn plugin(app: &mut App) {
    app.add_systems(Update, end);
}

fn end(
    wish: Option<Res<EndWish>>,
    limit: Option<Res<ExitAfter>>,
    time: Res<Time<Real>>,
    mut exit: MessageWriter<AppExit>,
) {
    let is_over = limit.is_some_and(|limit| time.elapsed() >= limit.0);
    if is_over || wish.is_some_and(|wish| wish.is_set()) {
        exit.write(AppExit::Success);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::time::TimeUpdateStrategy;

    fn app() -> App {
        let mut app = App::new();
        let second = TimeUpdateStrategy::ManualDuration(Duration::from_secs(1));
        app.add_plugins((MinimalPlugins, plugin))
            .insert_resource(second);
        app
    }

    fn frames_until_exit(app: &mut App) -> Option<usize> {
        (0..10).find(|_| {
            app.update();
            app.should_exit().is_some()
        })
    }

    #[test]
    fn ends_when_the_time_is_up() {
        let mut app = app();
        assert_eq!(frames_until_exit(&mut app), None);
        let mut app = self::app();
        app.insert_resource(ExitAfter(Duration::from_secs(3)));
        assert_eq!(frames_until_exit(&mut app), Some(3));
    }

    #[test]
    fn ends_at_the_systems_wish() {
        let (mut app, wish) = (app(), EndWish::default());
        app.insert_resource(wish.clone());
        app.update();
        assert_eq!(app.should_exit(), None);
        wish.0.store(true, Ordering::Relaxed);
        app.update();
        assert_eq!(app.should_exit(), Some(AppExit::Success));
    }
}
