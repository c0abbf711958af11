//! A listener in another language, on a thread of its own: whatever it does there, nobody waits for it. Must not know events.

use super::waiting::Waiting;
use crate::error::{ForeignError, call_foreign};
use crate::event::PadEvent;
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::thread;

/// Hears every event, one at a time and in order, on a thread of Couchpad's. It should return soon: meanwhile events wait,
/// and the oldest of very many are thrown away.
#[uniffi::export(foreign)]
pub trait EventListener: Send + Sync {
    /// Something happened.
    ///
    /// # Errors
    /// Whatever it throws is logged.
    fn on_event(&self, event: PadEvent) -> Result<(), ForeignError>;
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Waiting,
    over: bool,
}

/// What tells one listener. Dropping it ends the thread, once the listener returns; it is not waited for.
pub(super) struct Teller {
    shared: Arc<Shared>,
}

impl Teller {
    pub(super) fn start(listener: Arc<dyn EventListener>) -> std::io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let theirs = Arc::clone(&shared);
        thread::Builder::new()
            .name("couchpad-events".to_owned())
            .spawn(move || {
                while let Some(event) = theirs.next() {
                    // logged, and that is all that can be done
                    let _ = call_foreign("a listener", || listener.on_event(event));
                }
            })?;
        Ok(Self { shared })
    }

    pub(super) fn tell(&self, event: PadEvent) {
        self.shared.state.lock().waiting.push(event);
        self.shared.changed.notify_one();
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.shared.state.lock().over = true;
        self.shared.changed.notify_one();
    }
}

impl Shared {
    /// The next event, once there is one; `None`: it is over.
    fn next(&self) -> Option<PadEvent> {
        let mut state = self.state.lock();
        loop {
            if state.over {
                return None;
            }
            if let Some(event) = state.waiting.pop() {
                return Some(event);
            }
            self.changed.wait(&mut state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::News;
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

    const SOON: Duration = Duration::from_secs(30);

    /// Tells what it hears, and misbehaves as the attempt says.
    struct Odd {
        heard: Mutex<Sender<u32>>,
        gate: Mutex<Receiver<()>>,
    }

    impl EventListener for Odd {
        fn on_event(&self, event: PadEvent) -> Result<(), ForeignError> {
            let PadEvent::Connecting { attempt } = event else {
                panic!("{event:?}")
            };
            self.heard.lock().send(attempt).unwrap();
            match attempt {
                1 => panic!("on purpose"),
                2 => Err(ForeignError::Failed {
                    reason: "on purpose".to_owned(),
                }),
                3 => {
                    self.gate.lock().recv().unwrap();
                    Ok(())
                }
                _ => Ok(()),
            }
        }
    }

    #[test]
    fn one_that_panics_throws_or_blocks_keeps_nobody_waiting() {
        let (heard, hears) = channel();
        let (open, gate) = channel();
        let news = News::default();
        let odd = Odd {
            heard: Mutex::new(heard),
            gate: Mutex::new(gate),
        };
        news.listen(Some(Arc::new(odd))).unwrap();
        let tell = |attempt| news.tell(PadEvent::Connecting { attempt });
        for attempt in 1..=4 {
            tell(attempt);
        }
        for attempt in 1..=3 {
            assert_eq!(hears.recv_timeout(SOON), Ok(attempt));
        }
        // it hangs; all others go on, and it can be replaced
        assert_eq!(news.poll(), Some(PadEvent::Connecting { attempt: 1 }));
        open.send(()).unwrap();
        assert_eq!(hears.recv_timeout(SOON), Ok(4));
        tell(3);
        assert_eq!(hears.recv_timeout(SOON), Ok(3));
        news.listen(None).unwrap();
        tell(5);
        open.send(()).unwrap();
        assert!(hears.recv_timeout(SOON).is_err(), "its thread has ended");
    }
}
