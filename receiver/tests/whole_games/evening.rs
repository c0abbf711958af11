//! One game with its receiver and its players, each a process of its own; all of them end with this value. Must not know what
//! the receiver shows.

use couchpad_games::find;
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What an option's value is called that makes a game short enough for a test.
pub(crate) const SHORT: [&str; 3] = ["short", "quick", "hurry"];
/// Who plays.
const PLAYERS: [&str; 3] = ["Ada", "Bo", "Cleo"];
/// How soon a receiver is up and everybody is there, on a busy machine.
const BEGINS: Duration = Duration::from_secs(90);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);

/// How the receiver is to be started.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "only Linux has displays to start on here")
)]
pub(crate) enum Started<'a> {
    /// With nothing to show itself on.
    Plainly,
    /// On this display.
    On(&'a str),
    /// In a terminal of its own.
    InTerminal,
}

/// A game with everything around it.
pub(crate) struct Evening {
    game: &'static str,
    receiver: Process,
    bots: Vec<Process>,
    folder: TempDir,
    seen: Vec<Value>,
}

/// A process that is killed with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Evening {
    /// A receiver in the lobby of this game.
    pub(crate) fn start(game: &str, display: &str, how: Started<'_>) -> Self {
        let game = find(game).expect("it is on the list").manifest.id;
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = arguments(game, display, folder.path());
        let log = File::create(folder.path().join("log")).expect("a log");
        let mut command = receiver(&arguments, how, folder.path());
        command
            .env("COUCHPAD_CONFIG_DIR", folder.path())
            .env("COUCHPAD_STATE_DIR", folder.path())
            .env("COUCHPAD_DATA_DIR", folder.path().join("receiver"))
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        Self {
            game,
            receiver: Process(command.spawn().expect("the receiver starts")),
            bots: Vec::new(),
            folder,
            seen: Vec::new(),
        }
    }

    /// Lets the players come, and waits until their game is over. `look` is called once while it is played and everybody is
    /// there, and then once more at the results.
    pub(crate) fn play_to_the_end(
        &mut self,
        patience: Duration,
        mut look: impl FnMut(&Self, &str),
    ) {
        let listening = self.until("listening", BEGINS);
        let link = listening["join"].as_str().expect("a link").to_owned();
        for (number, name) in PLAYERS.into_iter().enumerate() {
            let bot = self.bot(&link, name, number);
            self.bots.push(bot);
        }
        let started = self.until("game_started", BEGINS);
        assert_eq!(started["game"], self.game);
        self.until_all("pad_joined", PLAYERS.len());
        std::thread::sleep(Duration::from_secs(3));
        look(self, "play");
        let over = self.until("game_over", patience);
        let scores = over["scores"].as_array().expect("everybody's points");
        assert_eq!(scores.len(), PLAYERS.len(), "{}: {over}", self.game);
        let count = |kind: &str| self.seen.iter().filter(|e| e["event"] == kind).count();
        assert_eq!(count("pad_left") + count("pad_expired"), 0, "{}", self.game);
        look(self, "results");
    }

    /// Ends everything in order; nothing may have gone wrong on the way, and the game goes the same way again.
    pub(crate) fn close(mut self) {
        self.bots.clear();
        self.end();
        let log = self.read("log");
        let is_bad = |line: &&str| line.contains("ERROR") || line.contains("panicked");
        let bad: Vec<_> = log.lines().filter(is_bad).collect();
        assert!(bad.is_empty(), "{}: {bad:#?}", self.game);
        let replay = self.file("game.replay");
        let checked = Command::new(env!("CARGO_BIN_EXE_couchpad"))
            .args(["replay", "--check"])
            .arg(&replay)
            .output()
            .expect("it runs");
        assert!(checked.status.success(), "{}: {checked:?}", self.game);
    }

    /// A file of this evening's.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Asks the receiver to end, and waits until it has.
    fn end(&mut self) {
        #[cfg(unix)]
        {
            let pid = self.read_pid().unwrap_or_else(|| self.receiver.0.id());
            let asked = Command::new("kill")
                .args(["-s", "TERM", &pid.to_string()])
                .status();
            assert!(asked.is_ok_and(|status| status.success()), "{}", self.game);
            let until = Instant::now() + BEGINS;
            while self.receiver.0.try_wait().expect("its status").is_none() {
                assert!(Instant::now() < until, "{} does not end", self.game);
                std::thread::sleep(LOOK);
            }
        }
    }

    /// The receiver's own number where another program started it.
    fn read_pid(&self) -> Option<u32> {
        self.read("pid").trim().parse().ok()
    }

    fn read(&self, name: &str) -> String {
        let bytes = std::fs::read(self.file(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn bot(&self, link: &str, name: &str, number: usize) -> Process {
        let program = Path::new(env!("CARGO_BIN_EXE_couchpad"))
            .with_file_name("couchpad-gamepad")
            .with_extension(std::env::consts::EXE_EXTENSION);
        let log = File::create(self.file(name)).expect("a log");
        let child = Command::new(&program)
            .args(["--join", link, "--name", name, "--display", "none", "--bot"])
            .env("COUCHPAD_DATA_DIR", self.file(&format!("pad-{number}")))
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the same log"))
            .stderr(log)
            .spawn();
        Process(child.unwrap_or_else(|error| {
            panic!(
                "no pad at {}: {error}; build it first: cargo build --workspace --bins",
                program.display()
            )
        }))
    }

    /// The first event of this kind, from the beginning on.
    fn until(&mut self, kind: &str, patience: Duration) -> Value {
        let until = Instant::now() + patience;
        loop {
            self.look();
            if let Some(event) = self.seen.iter().find(|event| event["event"] == kind) {
                return event.clone();
            }
            self.go_on(until, kind);
        }
    }

    fn until_all(&mut self, kind: &str, count: usize) {
        let until = Instant::now() + BEGINS;
        while self.seen.iter().filter(|e| e["event"] == kind).count() < count {
            self.go_on(until, kind);
            self.look();
        }
    }

    fn go_on(&mut self, until: Instant, kind: &str) {
        let ended = self.receiver.0.try_wait().expect("its status");
        if ended.is_some() || Instant::now() >= until {
            let last: Vec<_> = self.seen.iter().rev().take(5).collect();
            let (game, log) = (self.game, self.read("log"));
            panic!("{game}: no {kind} ({ended:?}); the last events: {last:#?}\n{log}");
        }
        std::thread::sleep(LOOK);
    }

    /// Reads the events that are written out whole.
    fn look(&mut self) {
        let text = self.read("events");
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let new = whole.lines().skip(self.seen.len());
        let new: Vec<_> = new
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        self.seen.extend(new);
    }
}

fn receiver(arguments: &[String], how: Started<'_>, folder: &Path) -> Command {
    let program = env!("CARGO_BIN_EXE_couchpad");
    let mut command = match how {
        #[cfg(target_os = "linux")]
        Started::InTerminal => super::terminal::command(program, arguments, folder),
        _ => {
            let mut command = Command::new(program);
            command.args(arguments);
            command
        }
    };
    match how {
        Started::On(display) => command.env("DISPLAY", display),
        _ => command.env_remove("DISPLAY"),
    };
    command
}

fn arguments(game: &str, display: &str, folder: &Path) -> Vec<String> {
    let file = |name: &str| -> String {
        let path: PathBuf = folder.join(name);
        path.to_str().expect("a plain path").to_owned()
    };
    let mut all: Vec<String> = [
        "--display",
        display,
        "--bind",
        "127.0.0.1:0",
        "--no-discovery",
        "--seed",
        "5",
        "--size",
        "800x600",
        "--mute",
        "--events",
        "json",
        "--game",
        game,
    ]
    .map(str::to_owned)
    .into();
    all.extend(["--events-to".into(), file("events")]);
    all.extend(["--record".into(), file("game.replay")]);
    for option in find(game).expect("it is on the list").manifest.options {
        let short = option.values.iter().find(|v| SHORT.contains(&v.id));
        let wish = short.map(|value| format!("{}={}", option.id, value.id));
        all.extend(wish.into_iter().flat_map(|wish| ["--option".into(), wish]));
    }
    all
}
