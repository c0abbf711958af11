//! Ctrl-C and the system's wish that we end: a flag that both loops look at, so that the receiver is told before we go.

use bevy::prelude::Resource;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set once we are to end.
#[derive(Resource, Clone, Debug, Default)]
pub struct EndWish(Arc<AtomicBool>);

impl EndWish {
    /// Listens to the system's signals from now on. A second Ctrl-C ends the program on the spot. `wake` is called from
    /// another thread when the flag is set, where the system can tell; a loop should look every second or so all the same.
    ///
    /// # Errors
    /// The system does not let us listen.
    pub fn listen(wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        let wish = Self::default();
        // the order matters: at the first signal the flag is not yet set when this looks
        signal_hook::flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&wish.0))?;
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&wish.0))?;
        }
        #[cfg(unix)]
        {
            signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::clone(&wish.0))?;
            wake_on_signal(wake)?;
        }
        #[cfg(not(unix))]
        drop(wake);
        Ok(wish)
    }

    /// Whether we are to end.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
fn wake_on_signal(wake: impl Fn() + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::SIGHUP;
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    std::thread::Builder::new()
        .name("signals".into())
        .spawn(move || signals.forever().for_each(|_| wake()))?;
    Ok(())
}
