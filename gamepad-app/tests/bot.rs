//! The program itself, as a bot without a window, against a host on loopback; and what it says when it cannot start.

mod support;

use couchpad_core::Host;
use couchpad_core::identity::{HostIdentity, MemoryStore, SecureStore};
use couchpad_core::protocol::{Area, ButtonIndex, Orientation, PadLayout, Phase, Weight};
use couchpad_core::session::{Audience, HostConfig, HostEventKind, LeftReason};
use couchpad_core::transport::{Bind, HostDriverConfig};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{LAUNCH, arkanoid, button};

const PATIENCE: Duration = Duration::from_secs(30);

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_couchpad-gamepad"));
    program
        .env("COUCHPAD_DATA_DIR", env!("CARGO_TARGET_TMPDIR"))
        .env_remove("RUST_LOG")
        .stdin(Stdio::null());
    program
}

fn host() -> Host {
    let config = HostConfig {
        seats: 1,
        ..HostConfig::default()
    };
    Host::listen(Bind::loopback(0), config).unwrap()
}

/// A receiver that is the same each time it starts.
fn host_of(store: &Arc<MemoryStore>, port: u16) -> Host {
    let store = Arc::clone(store) as Arc<dyn SecureStore>;
    let config = HostDriverConfig::loopback(HostConfig::default()).unwrap();
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let identity = HostIdentity::open(store, now.as_secs()).unwrap().0;
    Host::start(HostDriverConfig {
        bind: Bind::loopback(port),
        identity,
        ..config
    })
    .unwrap()
}

/// A bot that ends with the test, however that ends.
struct Bot(Child);

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Bot {
    fn join(host: &Host, name: &str) -> Self {
        let link = host.join_link().to_string();
        let args = [
            "--join",
            &link,
            "--name",
            name,
            "--display",
            "none",
            "--bot",
            "--seed",
            "5",
        ];
        Self(program().args(args).spawn().unwrap())
    }

    /// Its exit status, once it ends by itself.
    fn end(mut self) -> Option<i32> {
        let mut status = None;
        until("the bot's end", || {
            status = self.0.try_wait().unwrap();
            status.is_some()
        });
        status.and_then(|s| s.code())
    }
}

fn until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < end, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn event(host: &Host, what: &str, wanted: impl Fn(&HostEventKind) -> bool) -> String {
    let mut name = None;
    until(what, || {
        while let Some(event) = host.poll() {
            if wanted(&event.kind) {
                name = Some(event.name);
                return true;
            }
        }
        false
    });
    name.unwrap_or_default()
}

#[test]
fn it_starts_the_game_sweeps_launches_and_goes_with_the_receiver() {
    let host = host();
    let start = button(ButtonIndex::START, Weight::Primary);
    let lobby = PadLayout::new("Lobby", Orientation::Any).with("START", Area::ALL, start);
    host.with(|now, session| session.set_layout(now, Audience::All, lobby, |_| [0; 8]))
        .unwrap();
    let bot = Bot::join(&host, "Bot\u{7} Ada");
    assert_eq!(
        event(&host, "joined", |k| *k == HostEventKind::Joined),
        "Bot Ada"
    );
    event(&host, "START", |k| {
        matches!(
            k,
            HostEventKind::System {
                button: ButtonIndex::START
            }
        )
    });

    host.with(|now, session| {
        session.set_phase(now, Phase::Playing);
        session.set_layout(now, Audience::All, arkanoid(), |_| [0; 8])
    })
    .unwrap();
    let (mut lowest, mut highest, mut launches) = (0, 0, 0);
    until("wide sweeps and two launches", || {
        let input = host.inputs()[0];
        let x = i32::from(input.axes[0]);
        (lowest, highest) = (lowest.min(x), highest.max(x));
        launches += u32::from(input.pressed(LAUNCH));
        highest - lowest > 30_000 && launches >= 2
    });
    let pause = HostEventKind::System {
        button: ButtonIndex::PAUSE,
    };
    assert!(!std::iter::from_fn(|| host.poll()).any(|event| event.kind == pause));
    host.with(|now, session| session.close(now));
    drop(host);
    assert_eq!(bot.end(), Some(0));
}

#[cfg(unix)]
#[test]
fn asked_by_the_system_it_leaves_and_frees_the_seat() {
    let host = host();
    let bot = Bot::join(&host, "Bo");
    event(&host, "joined", |k| *k == HostEventKind::Joined);
    let asked = Command::new("kill")
        .arg(bot.0.id().to_string())
        .status()
        .unwrap();
    assert!(asked.success());
    let reason = LeftReason::Quit;
    event(&host, "left", |k| *k == HostEventKind::Left { reason });
    assert_eq!(bot.end(), Some(0));
}

fn fails(args: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = program()
        .args(args)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    assert_eq!(status.code(), Some(2), "{args:?}");
    assert!(stdout.is_empty());
    let words = String::from_utf8(stderr).unwrap();
    assert_eq!(words.lines().count(), 1, "one line: {words}");
    assert!(words.starts_with("couchpad-gamepad: "));
    words
}

#[test]
fn a_link_that_cannot_be_used_is_not_repeated() {
    let secret = "s=AQEBAQEBAQEBAQEBAQEBAQ&k=AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";
    let no_page = format!("http://127.0.0.1:4455#{secret}");
    let no_scheme = format!("https://127.0.0.1:4455/j#{secret}");
    let cut = format!("couchpad://127.0.0.1:4455?{secret}").replace("&k", "&q");
    let whole = format!("couchpad://127.0.0.1:4455?{secret}");
    for (args, part) in [
        (["--join", &no_page], "--join: `http://127.0.0.1:4455…` is"),
        (
            ["--join", &no_scheme],
            "--join: `https://127.0.0.1:4455/j…` is",
        ),
        (["--join", &cut], "--join: the join link is damaged"),
        (["--bot", &whole], "a link goes behind --join"),
        (["--size", "412"], "--size: "),
        (["--exit-after", &whole], "--exit-after: "),
    ] {
        let words = fails(&args);
        assert!(words.contains(part), "{words}");
        assert!(!words.contains("AQEB"), "{words}");
    }
    let code = fails(&["--join", "127.0.0.1", "--code", "73519"]);
    assert!(code.contains("--code: ") && !code.contains("735"), "{code}");
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let link = "couchpad://127.0.0.1:4455";
    assert!(fails(&["--bot", "--display", "none"]).contains("big screen"));
    assert!(fails(&["--join", "http://nowhere"]).contains("is not a join link"));
    assert!(fails(&["--join", "couchpad://127.0.0.1"]).contains("no port"));
    assert!(fails(&["--join", link, "--display", "none"]).contains("--bot"));
    assert!(fails(&["--join", link, "--displya", "none"]).contains("--displya"));
    assert!(fails(&["--join", link, "--name"]).contains("--name"));
    assert!(fails(&["--frob"]).contains("'--frob' found; see couchpad-gamepad --help"));
    assert!(fails(&["--join", link, "--display", "wall"]).contains("couchpad-gamepad --help"));
    assert!(
        !fails(&["--size", "412"]).contains("--help"),
        "it says what to give"
    );
    if cfg!(target_os = "linux") {
        assert!(fails(&["--join", link, "--display", "window"]).contains("DISPLAY"));
    }
}

#[test]
fn a_bot_that_reaches_nobody_says_so_and_tells_when_it_does() {
    // a free port that nobody has: the receiver comes back to it late
    let store = Arc::new(MemoryStore::default());
    let host = host_of(&store, 0);
    let (link, address) = (host.join_link().to_string(), host.listening().tcp);
    drop(host);
    let args = ["--join", &link, "--display", "none", "--bot"];
    let child = program().args(args).stderr(Stdio::piped()).spawn().unwrap();
    let mut bot = Bot(child);
    let mut said = BufReader::new(bot.0.stderr.take().unwrap()).lines();
    let mut line = || said.next().unwrap().unwrap();
    assert_eq!(
        line(),
        format!(
            "couchpad-gamepad: nobody answers at {address}; still trying. Is the receiver running?"
        )
    );
    let host = host_of(&store, address.port());
    assert_eq!(line(), format!("couchpad-gamepad: connected to {address}"));
    host.with(|now, session| session.close(now));
    drop(host);
    assert_eq!(bot.end(), Some(0));
    assert!(said.next().is_none(), "no more than that");
}

#[test]
fn it_leaves_in_time() {
    let host = host();
    let link = host.join_link().to_string();
    let args = [
        "--join",
        &link,
        "--display",
        "none",
        "--bot",
        "--exit-after",
        "5",
    ];
    let bot = Bot(program().args(args).spawn().unwrap());
    event(&host, "joined", |k| *k == HostEventKind::Joined);
    let reason = LeftReason::Quit;
    event(&host, "left", |k| *k == HostEventKind::Left { reason });
    assert_eq!(bot.end(), Some(0));
}

/// A bot of this profile, in this folder of identities.
fn profiled(folder: &Path, args: &[&str]) -> Command {
    let mut program = program();
    program
        .env("COUCHPAD_DATA_DIR", folder)
        .args(["--bot", "--display", "none", "--profile", "couch"])
        .args(args);
    program
}

#[test]
fn one_that_is_sent_away_says_so() {
    let host = host();
    let link = host.join_link().to_string();
    let args = ["--display", "none", "--bot", "--join", &link];
    let mut program = program();
    let bot = program.args(args).stderr(Stdio::piped()).spawn().unwrap();
    let mut pad = None;
    until("it is in", || {
        pad = host.poll().map(|event| event.pad);
        pad.is_some()
    });
    let pad = pad.unwrap();
    host.driver(|now, driver| driver.kick(now, pad));
    let ended = bot.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let words = String::from_utf8(ended.stderr).unwrap();
    assert!(words.contains("taken out of the game"), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
}

#[test]
fn a_profile_is_one_controllers_alone_and_comes_back_without_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let host = host();
    let address = host.listening().tcp.to_string();
    let code = host.code().reveal();
    let args = ["--join", &address, "--code", &code, "--name", "Ada"];
    let bot = Bot(profiled(folder.path(), &args).spawn().unwrap());
    assert_eq!(
        event(&host, "joined", |k| *k == HostEventKind::Joined),
        "Ada"
    );

    let second = profiled(folder.path(), &args).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    let words = String::from_utf8(second.stderr).unwrap();
    assert!(words.contains("profile `couch` is in use"), "{words}");
    assert!(words.contains("--profile NAME"), "{words}");

    drop(bot);
    // no code and no name: the profile has both
    let mut again = profiled(folder.path(), &["--join", &address]);
    let _again = Bot(again.spawn().unwrap());
    let back = |k: &HostEventKind| matches!(k, HostEventKind::Joined | HostEventKind::Resumed);
    assert_eq!(event(&host, "its return", back), "Ada");
}

#[test]
fn a_bot_with_nothing_that_lets_it_in_says_what_to_give() {
    let args = ["--bot", "--display", "none", "--join", "127.0.0.1:4455"];
    assert!(fails(&args).contains("--code DIGITS"));
    let named = [&args[..], &["--profile", "a/b"]].concat();
    assert!(fails(&named).contains("no name for a profile"));
}

#[test]
fn a_wrong_code_ends_a_bot_with_the_reason() {
    let host = host();
    let address = host.listening().tcp.to_string();
    let code = if host.code().reveal() == "000000" {
        "000001"
    } else {
        "000000"
    };
    let args = [
        "--join",
        &address,
        "--code",
        code,
        "--display",
        "none",
        "--bot",
    ];
    let refused = program().args(args).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(words.contains("not the code on the big screen"), "{words}");
    assert!(!words.contains(code), "{words}");
}
