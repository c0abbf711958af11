//! The example `snake` as people use it: the one opens a field, two steer their snakes there and see the same field, from copies
//! that are kept in step. Over loopback.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(60);
const ROWS: usize = 16;

/// Where cargo has put the example, beside this test.
fn example() -> Option<PathBuf> {
    let test = std::env::current_exe().ok()?;
    let built = test.parent()?.parent()?.join("examples/snake");
    built.is_file().then_some(built)
}

/// A running program and the pictures of the field that it draws. Ends with this value.
struct Program {
    child: Child,
    /// `None`: nothing more is typed.
    typed: Option<ChildStdin>,
    pictures: Receiver<Picture>,
}

/// The lines above the field, and the field.
struct Picture {
    news: Vec<String>,
    field: Vec<String>,
}

impl Picture {
    fn row_of(&self, sign: char) -> Option<usize> {
        self.field.iter().position(|row| row.contains(sign))
    }
}

impl Program {
    fn start(args: &[&str]) -> Self {
        let mut command = Command::new(example().unwrap());
        command.args(args).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (send, pictures) = channel();
        thread::spawn(move || {
            let mut news = Vec::new();
            while let Some(Ok(line)) = lines.next() {
                let line = match line.rsplit_once("\x1b[J") {
                    Some((_, first)) => {
                        news.clear();
                        first.to_owned()
                    }
                    None => line,
                };
                news.push(line);
                if news
                    .last()
                    .is_some_and(|line| line.len() == 32 && is_field(line))
                {
                    let mut field: Vec<_> = news.pop().into_iter().collect();
                    field.extend(lines.by_ref().take(ROWS - 1).map_while(Result::ok));
                    let news = std::mem::take(&mut news);
                    if send.send(Picture { news, field }).is_err() {
                        return;
                    }
                }
            }
        });
        let typed = child.stdin.take();
        Self {
            child,
            typed,
            pictures,
        }
    }

    fn press(&mut self, key: char) {
        writeln!(self.typed.as_mut().unwrap(), "{key}").unwrap();
    }

    /// Waits for a picture of which `wanted` gives something.
    fn until<T>(&self, what: &str, wanted: impl Fn(&Picture) -> Option<T>) -> T {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let picture = self.pictures.recv_timeout(left);
            let picture = picture.unwrap_or_else(|_| panic!("it never drew: {what}"));
            if let Some(found) = wanted(&picture) {
                return found;
            }
        }
    }
}

fn is_field(line: &str) -> bool {
    let is_sign = |sign| matches!(sign, '.' | '*') || char::is_ascii_alphabetic(&sign);
    line.chars().all(is_sign)
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn two_steer_their_snakes_and_see_the_same_field() {
    if example().is_none() {
        eprintln!("not tried: the example is not built (cargo build -p couchpad-core --examples)");
        return;
    }
    let host = Program::start(&["host", "127.0.0.1:0"]);
    let link = host.until("how to get in", |picture| {
        let link = picture.news.first()?.strip_prefix("join with: ")?;
        Some(link.to_owned())
    });
    let mut ada = Program::start(&["join", &link, "Ada"]);
    let before = ada.until("Ada's snake", |picture| picture.row_of('A'));
    let bo = Program::start(&["join", &link, "Bo"]);
    let both = |picture: &Picture| {
        let news = picture.news.last()?;
        (news.starts_with("Ada ") && news.contains(", Bo ")).then_some(())
    };
    for program in [&host, &ada, &bo] {
        program.until("both", both);
        program.until("Bo's snake", |picture| picture.row_of('B'));
    }
    ada.press('s');
    for program in [&host, &ada, &bo] {
        program.until("Ada's snake going down", |picture| {
            (picture.row_of('A')? != before).then_some(())
        });
    }
    // who closes the program leaves, and the field is Bo's
    ada.typed = None;
    bo.until("Bo alone", |picture| {
        picture.news.last()?.starts_with("Bo ").then_some(())
    });
    assert!(ada.child.wait().unwrap().success());
}
