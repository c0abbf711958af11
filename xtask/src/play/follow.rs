//! Reads a file that another program still writes, as if it were a pipe from it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::process::GLANCE;

/// A file that grows. It ends when it is told that its writer has ended.
#[derive(Debug)]
pub(super) struct Followed {
    path: PathBuf,
    file: Option<File>,
    writer_ended: WriterEnded,
}

/// Tells the one who reads that nothing more will come.
#[derive(Clone, Debug, Default)]
pub(super) struct WriterEnded(Arc<AtomicBool>);

impl WriterEnded {
    pub(super) fn tell(&self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Followed {
    /// Follows a file that need not be there yet. One of an earlier run is removed, so that it is not taken for this one's;
    /// call this before the writer starts.
    pub(super) fn new(path: &Path, writer_ended: WriterEnded) -> Self {
        if path.is_file() {
            // where that fails, the writer says why it cannot write either
            let _ = std::fs::remove_file(path);
        }
        Self {
            path: path.to_owned(),
            file: None,
            writer_ended,
        }
    }

    fn read_on(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.file.is_none() {
            self.file = match File::open(&self.path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
                file => Some(file?),
            };
        }
        self.file.as_mut().map_or(Ok(0), |file| file.read(into))
    }
}

impl Read for Followed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            // asked before reading: what was written before the end is read
            let is_last = self.writer_ended.0.load(Ordering::Acquire);
            let read = self.read_on(into)?;
            if read > 0 || is_last || into.is_empty() {
                return Ok(read);
            }
            thread::sleep(GLANCE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn reads_what_comes_and_ends_with_its_writer() {
        let path = std::env::temp_dir().join(format!("couchpad-follow-{}", std::process::id()));
        std::fs::write(&path, "of an earlier run").expect("a file");
        let ended = WriterEnded::default();
        let mut followed = Followed::new(&path, ended.clone());
        let writer = thread::spawn({
            let path = path.clone();
            move || {
                let mut file = File::create(path).expect("a file");
                for word in ["one ", "two ", "three"] {
                    file.write_all(word.as_bytes()).expect("written");
                    thread::sleep(GLANCE);
                }
                ended.tell();
            }
        });
        let mut text = String::new();
        followed.read_to_string(&mut text).expect("read");
        writer.join().expect("the writer");
        std::fs::remove_file(path).expect("removed");
        assert_eq!(text, "one two three");
    }

    #[test]
    fn a_file_that_never_comes_is_empty() {
        let ended = WriterEnded::default();
        ended.tell();
        let path = std::env::temp_dir().join("a-file-that-nobody-writes/events");
        let mut text = String::new();
        let read = Followed::new(&path, ended).read_to_string(&mut text);
        assert_eq!(read.expect("read"), 0);
    }
}
