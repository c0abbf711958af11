//! Newcomers, one after the other, each a controller that nobody has seen before. Must not know of floods.

use crate::figures::Times;
use anyhow::{Result, anyhow};
use couchpad_core::{Pad, PadOptions, PadUpdate, Target};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Between one's leaving and the next.
const PAUSE: Duration = Duration::from_millis(200);
/// Who is not in by then counts as failed.
const GIVE_UP: Duration = Duration::from_secs(10);

/// A thread that joins and leaves until it is stopped.
pub(crate) struct Fresh {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<(Times, u64)>>,
}

impl Fresh {
    /// Begins. None of them shares an address with the one before.
    pub(crate) fn start(target: Target) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let (mut times, mut failed) = (Times::default(), 0);
            for number in 1_u8.. {
                if stopped.load(Ordering::Relaxed) || number == u8::MAX {
                    break;
                }
                match join(target.clone(), number)? {
                    Some(time) => times.add(time),
                    None => failed += 1,
                }
                thread::sleep(PAUSE);
            }
            Ok((times, failed))
        });
        Self { stop, thread }
    }

    /// How long each took, and how many did not get in.
    pub(crate) fn stop(self) -> Result<(Times, u64)> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread
            .join()
            .map_err(|_| anyhow!("the newcomers' thread ended with a panic"))?
    }
}

fn join(target: Target, number: u8) -> Result<Option<Duration>> {
    let me = thread::current();
    let options = PadOptions {
        from: Some(Ipv4Addr::new(127, 2, 0, number).into()),
        wake: Some(Arc::new(move || me.unpark())),
        ..PadOptions::default()
    };
    let start = Instant::now();
    let pad = Pad::connect(target, options)?;
    while start.elapsed() < GIVE_UP {
        match pad.poll() {
            Some(PadUpdate::Connected { .. }) => {
                let time = start.elapsed();
                pad.leave();
                return Ok(Some(time));
            }
            Some(
                update @ (PadUpdate::Refused(_) | PadUpdate::Impostor | PadUpdate::Ended { .. }),
            ) => {
                let why = update.advice().unwrap_or_else(|| format!("{update:?}"));
                eprintln!("a newcomer was turned away: {why}");
                return Ok(None);
            }
            // of all else, such as a connection that the host cut for a stranger's, a pad thinks better by itself
            Some(_) => {}
            None => thread::park_timeout(GIVE_UP.saturating_sub(start.elapsed())),
        }
    }
    Ok(None)
}
