//! Runs the receiver, and learns where pads join.
//!
//! The receiver says so itself, in its events: on a pipe, or in a file where its view draws on standard output.

use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::follow::{Followed, WriterEnded};
use super::process::{GLANCE, Process, StopRequest};
use super::terminal::SavedTerminal;
use super::view::{View, take_option};
use super::{events, say};
use events::News;

/// The exit status of a program that the user stopped.
const STOPPED: u8 = 130;

/// How long a pad may take to join before the next one is started all the same.
const ARRIVAL: Duration = Duration::from_secs(5);

/// The running receiver.
pub(super) struct Receiver {
    process: Process,
    /// What its events tell, where anybody reads them.
    news: Option<mpsc::Receiver<News>>,
    reader: Option<JoinHandle<()>>,
    ended: WriterEnded,
    /// The file of its events that nobody asked for. It holds the join link, so it does not stay.
    passing_file: Option<PathBuf>,
    /// Whether the receiver draws where we would print.
    draws: bool,
    /// The terminal as it was before the receiver drew on it.
    terminal: Option<SavedTerminal>,
}

impl Receiver {
    /// Starts it in `view`, with what is left of the user's own options. `display` is the user's word for the
    /// view, if there was one; `has_pads` tells whether pads are to join from here.
    pub(super) fn start(
        program: &Path,
        mut options: Vec<String>,
        view: View,
        display: Option<&str>,
        has_pads: bool,
    ) -> anyhow::Result<Self> {
        let display = display
            .filter(|word| *word != "auto")
            .unwrap_or(view.option())
            .to_owned();
        options.extend(["--display".to_owned(), display]);
        let draws = view == View::Terminal;
        let ended = WriterEnded::default();
        let events = Events::take(&mut options, program, draws, has_pads);
        let followed = events.file.as_deref();
        // before the receiver writes to it
        let followed = followed.map(|file| Followed::new(file, ended.clone()));
        options.extend(events.options()?);
        let mut command = Command::new(program);
        command.args(&options);
        if !draws {
            command.stdin(Stdio::null()).stdout(Stdio::piped());
        }
        let terminal = draws.then(SavedTerminal::remember).flatten();
        let mut process = Process::start("couchpad", &mut command)?;
        let (news, reader) = match (followed, process.take_output()) {
            (Some(file), _) => Some(read_on_thread(file, Print::Nothing)),
            (None, Some(output)) => Some(read_on_thread(output, events.print)),
            (None, None) => None,
        }
        .unzip();
        Ok(Self {
            process,
            news,
            reader,
            ended,
            passing_file: events.file.filter(|_| events.is_passing),
            draws,
            terminal,
        })
    }

    /// Where pads join, once they can. `None` where none will, or the receiver ended, or the user stopped it, first.
    pub(super) fn join_link(&mut self, stop: &StopRequest) -> Option<String> {
        loop {
            match self.news.as_ref()?.recv_timeout(GLANCE) {
                Ok(News::Listening(link)) => return Some(link),
                Err(RecvTimeoutError::Disconnected) => return None,
                Ok(News::Arrived) | Err(RecvTimeoutError::Timeout) => {}
            }
            if stop.is_made() || self.process.ended().is_some() {
                return None;
            }
        }
    }

    /// Waits until the pad that was just started has arrived, so that the next one comes after it. Tells whether
    /// a next one makes sense: not where the receiver ended or the user stopped it.
    pub(super) fn wait_for(&mut self, pad: &mut Process, stop: &StopRequest) -> bool {
        let Some(news) = &self.news else {
            return false;
        };
        let limit = Instant::now() + ARRIVAL;
        while Instant::now() < limit && !stop.is_made() && pad.ended().is_none() {
            match news.recv_timeout(GLANCE) {
                Ok(News::Arrived) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
                Ok(News::Listening(_)) | Err(RecvTimeoutError::Timeout) => {}
            }
        }
        !stop.is_made() && self.process.ended().is_none()
    }

    /// Waits for the receiver's end, or the user's, then ends the pads. Returns the exit status.
    pub(super) fn finish(mut self, stop: &StopRequest, mut pads: Vec<Process>) -> u8 {
        let mut unexpected = Vec::new();
        while self.process.ended().is_none() && !stop.is_made() {
            pads.retain_mut(|pad| match pad.ended() {
                Some(status) if !status.success() => {
                    unexpected.push(pad.obituary(status));
                    false
                }
                _ => true,
            });
            // Where the receiver draws, this waits for its end.
            if !self.draws {
                tell(&mut unexpected);
            }
            thread::sleep(GLANCE);
        }
        pads.iter_mut().for_each(Process::ask_to_end);
        drop(pads);
        self.close();
        if let Some(reader) = self.reader.take() {
            // A reader that panicked has printed why.
            let _ = reader.join();
        }
        tell(&mut unexpected);
        match self.process.ended() {
            _ if stop.is_made() => STOPPED,
            Some(status) => exit_status(status),
            None => 1,
        }
    }

    /// Ends it. Where it was killed, it could not give the terminal back by itself.
    fn close(&mut self) {
        self.process.end();
        self.ended.tell();
        if let Some(file) = self.passing_file.take() {
            // it is not there where the receiver could not start
            let _ = std::fs::remove_file(file);
        }
        let killed = self
            .process
            .ended()
            .is_none_or(|status| status.code().is_none());
        if let Some(terminal) = self.terminal.take()
            && killed
        {
            terminal.restore();
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.close();
    }
}

fn tell(notes: &mut Vec<String>) {
    notes.drain(..).for_each(|note| say(&note));
}

fn exit_status(status: ExitStatus) -> u8 {
    match status.code().map(u8::try_from) {
        Some(Ok(code)) => code,
        _ => {
            say(&format!("couchpad ended ({status})"));
            1
        }
    }
}

/// How the receiver tells what happens.
struct Events {
    /// `None`: not at all.
    format: Option<String>,
    /// Where to, if not to standard output.
    file: Option<PathBuf>,
    /// Whether the file is ours alone.
    is_passing: bool,
    print: Print,
}

impl Events {
    /// Takes what the user's options say about it. A receiver that draws where it would write them needs a file, if pads
    /// are to learn where they join.
    fn take(options: &mut Vec<String>, program: &Path, draws: bool, has_pads: bool) -> Self {
        let format = take_option(options, "--events");
        let file = take_option(options, "--events-to").map(PathBuf::from);
        let is_passing = draws && has_pads && file.is_none();
        let own = || program.with_file_name(format!("play-{}.events", std::process::id()));
        let print = match format {
            Some(_) => Print::Lines,
            None => Print::Sentences,
        };
        let file = file.or_else(|| is_passing.then(own));
        let needed = !draws || file.is_some();
        Self {
            format: format.or_else(|| needed.then(|| "json".to_owned())),
            file,
            is_passing,
            print,
        }
    }

    fn options(&self) -> anyhow::Result<Vec<String>> {
        let mut options = Vec::new();
        if let Some(format) = &self.format {
            options.extend(["--events".to_owned(), format.clone()]);
        }
        if let Some(file) = &self.file {
            let path = file.to_str();
            let path = path.with_context(|| format!("{} is no text", file.display()))?;
            options.extend(["--events-to".to_owned(), path.to_owned()]);
        }
        Ok(options)
    }
}

/// What becomes of the events besides.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Print {
    /// They are printed as they are.
    Lines,
    Sentences,
    Nothing,
}

fn read_on_thread(
    events: impl Read + Send + 'static,
    print: Print,
) -> (mpsc::Receiver<News>, JoinHandle<()>) {
    let (sender, news) = mpsc::channel();
    let reader = thread::spawn(move || read_events(events, print, &sender));
    (news, reader)
}

/// Prints every event, and passes on what the start of the pads waits for. Ends with the receiver's output.
fn read_events(output: impl Read, print: Print, news: &Sender<News>) {
    let mut narrator = events::Narrator::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if let Some(found) = News::in_line(&line) {
            // Nobody listens any more once the user has stopped the game.
            let _ = news.send(found);
        }
        match print {
            Print::Lines => println!("{line}"),
            Print::Sentences => {
                if let Some(sentence) = narrator.sentence(&line) {
                    println!("{sentence}");
                }
            }
            Print::Nothing => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(typed: &[&str], draws: bool, has_pads: bool) -> (Vec<String>, bool) {
        let mut typed: Vec<String> = typed.iter().map(|&word| word.to_owned()).collect();
        let events = Events::take(&mut typed, Path::new("/bin/couchpad"), draws, has_pads);
        assert!(typed.is_empty(), "{typed:?}");
        (events.options().expect("options"), events.is_passing)
    }

    #[test]
    fn a_receiver_that_draws_tells_the_link_in_a_file() {
        let own = format!("/bin/play-{}.events", std::process::id());
        let json = ["--events", "json"].map(str::to_owned).to_vec();
        let to = |file: &str| [json.clone(), vec!["--events-to".into(), file.into()]].concat();
        assert_eq!(options(&[], true, true), (to(&own), true));
        assert_eq!(options(&[], true, false), (vec![], false));
        assert_eq!(options(&[], false, true), (json.clone(), false));
        let named = ["--events-to", "/tmp/log"];
        assert_eq!(options(&named, true, true), (to("/tmp/log"), false));
        assert_eq!(options(&named, false, true), (to("/tmp/log"), false));
        let text = ["--events", "text"];
        assert_eq!(
            options(&text, true, false).0,
            text,
            "the receiver says no itself"
        );
    }

    #[test]
    fn the_link_is_passed_on_as_it_is_told() {
        let link = "couchpad://192.168.0.5,[fd00::5]:4455?s=AAAA&k=BBBB";
        let lines = format!(
            "{{\"event\":\"listening\",\"udp\":\"[::]:4455\",\"join\":\"{link}\"}}\nnonsense\n{{\"event\":\"pad_joined\"}}\n"
        );
        let (news, reader) = read_on_thread(std::io::Cursor::new(lines), Print::Nothing);
        reader.join().expect("the reader");
        let told: Vec<News> = news.iter().collect();
        assert_eq!(told, [News::Listening(link.to_owned()), News::Arrived]);
    }
}
