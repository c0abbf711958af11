//! Gives the terminal back in the state it had, where the program that drew on it was killed and could not.
//!
//! `stty` does the work: it is on every Unix, and needs no bindings of our own.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Takes back what the receiver asks of a terminal: held-back pictures, key releases, focus changes, the alternate
/// screen, and the hidden cursor. A terminal without one of them passes over it.
const GOODBYE: &str = "\x1b[?2026l\x1b[<u\x1b[?1004l\x1b[?1049l\x1b[?25h";

/// The terminal's settings at one moment.
#[derive(Debug)]
pub(super) struct SavedTerminal(String);

impl SavedTerminal {
    /// Remembers the terminal on standard input. `None` where there is none, or no `stty`: nothing can be
    /// restored there.
    pub(super) fn remember() -> Option<Self> {
        let output = Command::new("stty")
            .arg("-g")
            .stdin(Stdio::inherit())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let settings = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !settings.is_empty()).then_some(Self(settings))
    }

    /// Makes the terminal as it was. It is the last resort, so what fails here stays as it is.
    pub(super) fn restore(self) {
        let mut terminal = std::io::stdout();
        let _ = terminal.write_all(GOODBYE.as_bytes());
        let _ = terminal.flush();
        let _ = Command::new("stty")
            .arg(self.0)
            .stderr(Stdio::null())
            .status();
    }
}
