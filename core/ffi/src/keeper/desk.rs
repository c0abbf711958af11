//! Requests to the device's store, and their answers: numbers, one that waits, and how long it does. Must not know records.

use crate::error::CouchpadError;
use parking_lot::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// The same of a store that did not answer the last time.
const IMPATIENCE: Duration = Duration::from_secs(1);
/// Longest reason that is shown, in bytes.
const REASON_BYTES: usize = 400;

type Answer = Result<(), String>;

#[derive(Default)]
struct State {
    last: u64,
    /// The request that waits, and its answer.
    open: Option<(u64, Option<Answer>)>,
    silent: bool,
    closed: bool,
}

/// See the module.
#[derive(Default)]
pub(super) struct Desk {
    state: Mutex<State>,
    answered: Condvar,
    /// One request at a time.
    turn: Mutex<()>,
}

impl Desk {
    /// A number for a request.
    pub(super) fn number(&self) -> u64 {
        let state = &mut *self.state.lock();
        state.last += 1;
        state.last
    }

    /// Makes a request and waits for its answer.
    ///
    /// # Errors
    /// Why it was not done.
    pub(super) fn ask(&self, call: impl FnOnce(u64) -> Answer) -> Answer {
        let _turn = self.turn.lock();
        let request = self.number();
        self.state.lock().open = Some((request, None));
        if let Err(reason) = call(request) {
            self.state.lock().open = None;
            return Err(short(&reason));
        }
        self.wait()
    }

    fn wait(&self) -> Answer {
        let mut state = self.state.lock();
        let patience = if state.silent { IMPATIENCE } else { PATIENCE };
        let deadline = Instant::now() + patience;
        loop {
            if let Some((_, Some(_))) = &state.open
                && let Some((_, Some(answer))) = state.open.take()
            {
                state.silent = false;
                return answer;
            }
            if state.closed {
                state.open = None;
                return Err("the app ends".to_owned());
            }
            if self.answered.wait_until(&mut state, deadline).timed_out()
                && matches!(state.open, Some((_, None)))
            {
                state.open = None;
                state.silent = true;
                return Err("it does not answer".to_owned());
            }
        }
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// Nobody waits for it (any more).
    pub(super) fn answer(&self, request: u64, answer: Answer) -> Result<(), CouchpadError> {
        match &mut self.state.lock().open {
            Some((open, slot @ None)) if *open == request => {
                *slot = Some(answer);
                self.answered.notify_all();
                Ok(())
            }
            _ => Err(CouchpadError::no_request(request)),
        }
    }

    pub(super) fn close(&self) {
        self.state.lock().closed = true;
        self.answered.notify_all();
    }
}

/// A reason as it may be shown.
pub(super) fn short(reason: &str) -> String {
    let end = reason.floor_char_boundary(REASON_BYTES);
    let clean = reason.get(..end).unwrap_or_default().chars();
    clean
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn an_answer_is_for_its_own_request_and_counts_once() {
        let desk = Desk::default();
        // within the call, as by a store that is quick
        let answer = desk.ask(|request| {
            assert!(desk.answer(request + 1, Ok(())).is_err());
            desk.answer(request, Err("full".to_owned())).unwrap();
            assert!(desk.answer(request, Ok(())).is_err(), "twice");
            Ok(())
        });
        assert_eq!(answer, Err("full".to_owned()));
        assert_eq!(
            desk.ask(|_| Err("thrown\n".to_owned())),
            Err("thrown ".into())
        );
        assert!(desk.answer(2, Ok(())).is_err(), "given up");
    }

    #[test]
    fn nobody_waits_for_a_store_at_the_end() {
        let desk = Arc::<Desk>::default();
        let closes = Arc::clone(&desk);
        let answer = desk.ask(move |_| {
            std::thread::spawn(move || closes.close());
            Ok(())
        });
        assert_eq!(answer, Err("the app ends".to_owned()));
        assert!(short(&"ä".repeat(500)).len() <= REASON_BYTES);
    }
}
