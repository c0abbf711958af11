//! A program in Python is a controller, too: it joins a real receiver, plays a game to its end, and is told what it may rely
//! on. The bindings are written anew for each run, from the very library that was built with this test.

use couchpad_core::easy::{Channel, Host, ListenConfig, Peer, Player};
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, SeatIndex, ToPad, Weight,
};
use couchpad_core::session::HostSession;
use couchpad_ffi_bindgen::{TargetLanguage, settings, write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// 1: what cannot be tried fails. Continuous integration sets it, where nobody reads what a test that passed has said.
const MUST: &str = "COUCHPAD_MUST_TEST";
const DEADLINE: Duration = Duration::from_secs(120);
const BALL: Channel = Channel::new(0);
const GO: ButtonIndex = ButtonIndex(0);
/// The game ends with so many that are caught.
const BALLS: i64 = 3;
/// How near the paddle has to be.
const NEAR: i32 = 400;

/// The library that carries the session: Cargo has put it beside this test's own folder, or into it.
fn library() -> PathBuf {
    let name = libloading_name("couchpad_ffi_host");
    let test = std::env::current_exe().unwrap();
    let mut folders = test.ancestors().skip(1).take(2);
    let found = folders.find_map(|folder| Some(folder.join(&name)).filter(|file| file.is_file()));
    found.unwrap_or_else(|| panic!("no {name} near {}", test.display()))
}

fn libloading_name(library: &str) -> String {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    format!("{prefix}{library}{suffix}")
}

/// A Python that can be used, if there is one.
fn python() -> Option<&'static str> {
    let is_new = |python: &&str| {
        let mut asked = Command::new(python);
        asked.args(["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]);
        let quiet = asked.stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    let found = ["python3", "python"].into_iter().find(is_new);
    if found.is_none() {
        let is_must = std::env::var(MUST).is_ok_and(|value| value == "1");
        let missing = "there is no Python 3.9 or later here";
        assert!(
            !is_must,
            "{MUST}=1, but {missing}; cargo xtask setup --for test installs it"
        );
        println!("not tried, as {missing}");
    }
    found
}

/// A folder with the library and its bindings, from which Python imports them.
fn bindings() -> TempDir {
    let folder = TempDir::new().unwrap();
    let library = library();
    write(TargetLanguage::Python, &library, &settings(), folder.path()).unwrap();
    let beside = folder.path().join(library.file_name().unwrap());
    if std::fs::hard_link(&library, &beside).is_err() {
        std::fs::copy(&library, &beside).unwrap();
    }
    folder
}

fn script(python: &str, bindings: &Path, file: &str, arguments: &[&str]) -> Child {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let mut script = Command::new(python);
    script
        .arg("-X")
        .arg("faulthandler")
        .arg(file)
        .args(arguments);
    script.env("PYTHONPATH", bindings);
    script.env("PYTHONDONTWRITEBYTECODE", "1");
    script.stdout(Stdio::piped()).stderr(Stdio::piped());
    script.spawn().unwrap()
}

/// Does something until the script has ended, and gives what it wrote.
fn until_over(mut child: Child, mut meanwhile: impl FnMut()) -> Output {
    let deadline = Instant::now() + DEADLINE;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
            let output = child.wait_with_output().unwrap();
            panic!("timed out: {}", told(&output));
        }
        meanwhile();
        thread::sleep(Duration::from_millis(2));
    }
    child.wait_with_output().unwrap()
}

fn told(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

fn host() -> Host {
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(3)),
        y: None,
        travel: 600,
    };
    let go = ControlKind::Button {
        button: GO,
        weight: Weight::Primary,
    };
    let layout = PadLayout::new("Catch", Orientation::Landscape)
        .with("", Area::ALL, swipe)
        .with("GO", Area::new(0, 0, 500, 500), go);
    let config = ListenConfig {
        announce: false,
        layout: Some(layout),
        ..ListenConfig::default()
    };
    Host::listen("couchpad://127.0.0.1:0", config).unwrap()
}

fn address(host: &Host) -> String {
    host.join_link().addresses().next().unwrap().to_string()
}

/// A small game: the paddle is to be under the ball when the button is pressed. It ends with the last ball.
#[derive(Default)]
struct Catch {
    balls: Vec<i16>,
    caught: i64,
}

impl Catch {
    fn step(&mut self, host: &Host) {
        let _ = host.poll();
        let players = host.players();
        let Some(player) = players.iter().find(|player| player.seat.is_some()) else {
            return;
        };
        match self.balls.last() {
            Some(ball) if Self::is_caught(*ball, player) => {
                self.caught += 1;
                self.reward(host, player);
                if self.caught < BALLS {
                    self.throw(host, player);
                } else {
                    host.kick(player.peer);
                }
            }
            Some(_) => {}
            None => self.throw(host, player),
        }
        host.flush();
    }

    fn is_caught(ball: i16, player: &Player) -> bool {
        let away = i32::from(player.input.axes[3]) - i32::from(ball);
        player.input.pressed & GO.bit() != 0 && away.abs() < NEAR
    }

    fn throw(&mut self, host: &Host, player: &Player) {
        let ball = [-30_000, 20_000, -1_000][self.balls.len() % 3];
        self.balls.push(ball);
        host.send_to(player.peer, BALL, &ball.to_le_bytes())
            .unwrap();
    }

    fn reward(&self, host: &Host, player: &Player) {
        let (Peer::Pad(pad), Some(seat)) = (player.peer, player.seat) else {
            panic!("{player:?}")
        };
        let (own, team) = (self.caught, self.caught);
        assert!(host.handle().send(pad, &ToPad::Score { own, team }));
        let rumble = |now, session: &mut HostSession| session.rumble(now, SeatIndex(seat), 200, 40);
        host.handle().with(rumble);
    }
}

/// The bot plays a game to its end and prints what it is told.
fn plays(python: &str, bindings: &Path, join: impl Fn(&Host) -> Vec<String>) {
    let host = host();
    let arguments = join(&host);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let bot = script(python, bindings, "../examples/bot.py", &arguments);
    let mut game = Catch::default();
    let output = until_over(bot, || {
        if game.caught < BALLS {
            game.step(&host);
        }
    });
    let told = told(&output);
    assert!(output.status.success() && game.caught == BALLS, "{told}");
    for line in [
        "layout 'Catch': axis 3, buttons [0]",
        "phase: PLAYING",
        "strength=200",
        "own=2, team=2",
        "ended: KICKED",
    ] {
        assert!(told.contains(line), "no {line} in {told}");
    }
}

#[test]
fn a_bot_in_python_plays_a_game() {
    let Some(python) = python() else {
        return;
    };
    let bindings = bindings();
    plays(python, bindings.path(), |host| {
        vec![host.join_link().to_string()]
    });
    plays(python, bindings.path(), |host| {
        vec![address(host), host.code().reveal()]
    });
    // one that is not let in says why
    let bot = script(python, bindings.path(), "../examples/bot.py", &["10.0.0.1"]);
    let output = until_over(bot, || {});
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(
        told(&output).contains("enter the six digits"),
        "{}",
        told(&output)
    );
}

#[test]
fn what_programs_in_python_may_rely_on() {
    let Some(python) = python() else {
        return;
    };
    let bindings = bindings();
    let host = host();
    let link = host.join_link();
    let key = link.pairing().unwrap().key;
    let arguments = [
        link.to_string(),
        address(&host),
        host.code().reveal(),
        key.fingerprint(),
    ];
    let arguments = arguments.each_ref().map(String::as_str);
    let checks = script(
        python,
        bindings.path(),
        "tests/python/checks.py",
        &arguments,
    );
    let output = until_over(checks, || {
        let _ = host.poll();
    });
    let told = told(&output);
    assert!(output.status.success(), "{told}");
    assert_eq!(told.matches("passed ").count(), 7, "{told}");
}
