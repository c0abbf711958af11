//! Writes event lines on a thread of its own, so that a reader that stalls never stalls a frame. Must not know what the
//! events mean, nor who makes them.

use crate::events::Event;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Lines that may wait for a slow reader: minutes of play. What comes on top is counted and reported, not kept.
const WAITING: usize = 8_192;
/// How long the last lines may take at the end.
const FAREWELL: Duration = Duration::from_secs(1);

/// How the lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Json,
    /// One sentence a line.
    Plain,
}

/// Writes events, each line at once. Dropping it writes what still waits, for a second at most.
pub struct EventLog {
    format: Format,
    lines: Option<SyncSender<String>>,
    writer: Option<JoinHandle<io::Result<()>>>,
    /// Lines that found no room since the last one that did.
    lost: u64,
}

impl EventLog {
    /// Writes to this.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn new(format: Format, out: impl Write + Send + 'static) -> io::Result<Self> {
        let (lines, waiting) = sync_channel(WAITING);
        let writer = std::thread::Builder::new()
            .name("events".into())
            .spawn(move || write_all(&waiting, out))?;
        Ok(Self {
            format,
            lines: Some(lines),
            writer: Some(writer),
            lost: 0,
        })
    }

    /// Writes to a file, in place of what it held. It is this user's alone, whoever could read it before: the join link
    /// in it opens the room. Pipes and devices are left as they are.
    ///
    /// # Errors
    /// The file cannot be made or written, or belongs to somebody else; or the system gives no thread.
    pub fn to_file(format: Format, path: &Path) -> io::Result<Self> {
        let mut how = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
        // emptied only once it is known to be ours
        let file = how.write(true).create(true).truncate(false).open(path)?;
        if file.metadata()?.is_file() {
            make_private(&file)?;
            file.set_len(0)?;
        }
        Self::new(format, file)
    }

    /// Hands one event to the writer; never waits. When the reader is too far behind, the event is dropped, and
    /// [`Event::EventsLost`] tells how many once there is room.
    ///
    /// # Errors
    /// The reader has gone, or the disk is full. Writing on makes no sense then.
    pub fn write(&mut self, event: &Event) -> io::Result<()> {
        if self.lost > 0 && self.offer(&Event::EventsLost { count: self.lost })? {
            self.lost = 0;
        }
        if self.lost > 0 || !self.offer(event)? {
            self.lost += 1;
        }
        Ok(())
    }

    /// Whether there was room.
    fn offer(&self, event: &Event) -> io::Result<bool> {
        let line = match self.format {
            Format::Json => serde_json::to_string(event)?,
            Format::Plain => event.to_string(),
        };
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        match self.lines.as_ref().ok_or_else(gone)?.try_send(line) {
            Ok(()) => Ok(true),
            Err(TrySendError::Full(_)) => Ok(false),
            // the writer ends at its first error
            Err(TrySendError::Disconnected(_)) => Err(gone()),
        }
    }
}

/// A file that was there before keeps its mode when it is opened.
#[cfg(unix)]
fn make_private(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))
}

/// Who may read a file follows from its folder here.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
const fn make_private(_: &File) -> io::Result<()> {
    Ok(())
}

fn write_all(lines: &Receiver<String>, mut out: impl Write) -> io::Result<()> {
    for mut line in lines {
        line.push('\n');
        out.write_all(line.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}

impl Drop for EventLog {
    fn drop(&mut self) {
        self.lines = None;
        let until = Instant::now() + FAREWELL;
        while self.writer.as_ref().is_some_and(|w| !w.is_finished()) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_closed_pipe_is_an_error_and_no_panic() {
        let (reader, writer) = io::pipe().unwrap();
        let mut log = EventLog::new(Format::Json, writer).unwrap();
        assert!(log.write(&Event::GameResumed {}).is_ok());
        drop(reader);
        let until = Instant::now() + Duration::from_secs(20);
        while log.write(&Event::GameResumed {}).is_ok() {
            assert!(Instant::now() < until, "it goes on writing to nobody");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn a_file_holds_this_runs_lines_for_this_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("events");
        std::fs::write(&file, "a longer text of before, which anybody could read\n").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let open = std::fs::Permissions::from_mode(0o644);
            std::fs::set_permissions(&file, open).unwrap();
        }
        for _ in 0..2 {
            let mut log = EventLog::to_file(Format::Json, &file).unwrap();
            log.write(&Event::GameResumed {}).unwrap();
        }
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text, "{\"event\":\"game_resumed\"}\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert!(EventLog::to_file(Format::Json, folder.path()).is_err());
    }

    #[test]
    fn a_stalled_reader_stalls_nobody_and_is_told_what_it_missed() {
        let (mut reader, writer) = io::pipe().unwrap();
        let mut log = EventLog::new(Format::Json, writer).unwrap();
        let many = 3 * WAITING as u64;
        for round in 0..many {
            let round = u32::try_from(round).unwrap();
            log.write(&Event::RoundCleared { round }).unwrap();
        }
        assert!(log.lost > 0, "a pipe holds less than that");
        let reading = std::thread::spawn(move || {
            let mut text = String::new();
            reader.read_to_string(&mut text).unwrap();
            text
        });
        let until = Instant::now() + Duration::from_secs(20);
        let mut more = 0;
        while log.lost > 0 {
            assert!(Instant::now() < until, "the reader does not catch up");
            std::thread::sleep(Duration::from_millis(1));
            log.write(&Event::GamePaused {}).unwrap();
            more += 1;
        }
        drop(log);
        let mut accounted = 0;
        for line in reading.join().unwrap().lines() {
            let event: serde_json::Value = serde_json::from_str(line).unwrap();
            accounted += event["count"].as_u64().unwrap_or(1);
        }
        assert_eq!(accounted, many + more);
    }
}
