//! Key presses, read on a thread of their own. Knows no key.
//!
//! A read from a terminal that was closed never comes back from crossterm. On the app's own thread it would keep the
//! receiver from hearing SIGHUP and from telling its pads that it goes; here it ends with the process.

use ratatui::crossterm::event::{self, Event};
use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// Events that may wait for the app; what a paste brings beyond that waits in the terminal.
const WAITING: usize = 256;

/// What the terminal says.
#[derive(Debug)]
pub(super) struct Inbox {
    /// Only ever used through exclusive access; the lock makes it shareable.
    events: Mutex<Receiver<io::Result<Event>>>,
}

impl Inbox {
    /// Reads from now on. Nobody else may read the terminal's events after this.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn open() -> io::Result<Self> {
        Self::of(event::read)
    }

    fn of(mut read: impl FnMut() -> io::Result<Event> + Send + 'static) -> io::Result<Self> {
        let (sender, events) = sync_channel(WAITING);
        std::thread::Builder::new()
            .name("keys".into())
            .spawn(move || {
                loop {
                    let event = read();
                    let is_last = event.is_err();
                    if sender.send(event).is_err() || is_last {
                        return;
                    }
                }
            })?;
        Ok(Self {
            events: Mutex::new(events),
        })
    }

    /// The next event that is here already.
    ///
    /// # Errors
    /// The terminal cannot be read any more.
    pub(super) fn next(&mut self) -> io::Result<Option<Event>> {
        let events = self.events.get_mut().unwrap_or_else(|e| e.into_inner());
        match events.try_recv() {
            Ok(event) => event.map(Some),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn wait(inbox: &mut Inbox) -> io::Result<Event> {
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            match inbox.next() {
                Ok(None) => std::thread::sleep(Duration::from_millis(1)),
                Ok(Some(event)) => return Ok(event),
                Err(error) => return Err(error),
            }
        }
        panic!("nothing came");
    }

    #[test]
    fn events_come_in_order_and_an_error_is_the_end() {
        let mut script = vec![
            Err(io::ErrorKind::Other.into()),
            Ok(Event::FocusLost),
            Ok(Event::FocusGained),
        ];
        let mut inbox = Inbox::of(move || script.pop().unwrap()).unwrap();
        assert_eq!(wait(&mut inbox).unwrap(), Event::FocusGained);
        assert_eq!(wait(&mut inbox).unwrap(), Event::FocusLost);
        assert_eq!(wait(&mut inbox).unwrap_err().kind(), io::ErrorKind::Other);
        assert!(wait(&mut inbox).is_err(), "and it stays at an end");
    }

    #[test]
    fn a_terminal_that_never_answers_holds_nobody_up() {
        let mut inbox = Inbox::of(|| {
            loop {
                std::thread::park();
            }
        })
        .unwrap();
        assert!(inbox.next().unwrap().is_none());
    }
}
