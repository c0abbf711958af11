//! What the tests of programs in other languages share: the library that they load, a receiver with a small game, and the
//! wait for a program's end.

use couchpad_core::easy::{Channel, Host, ListenConfig, Peer, Player};
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, SeatIndex, ToPad, Weight,
};
use couchpad_core::session::HostSession;
use std::path::PathBuf;
use std::process::{Child, Output};
use std::thread;
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(120);
const BALL: Channel = Channel::new(0);
const GO: ButtonIndex = ButtonIndex(0);
/// The game ends with so many that are caught.
const BALLS: i64 = 3;
/// How near the paddle has to be.
const NEAR: i32 = 400;

/// The library that carries the session: Cargo has put it beside this test's own folder, or into it.
pub(crate) fn library() -> PathBuf {
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

/// Does something until the script has ended, and gives what it wrote.
pub(crate) fn until_over(mut child: Child, mut meanwhile: impl FnMut()) -> Output {
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

pub(crate) fn told(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

pub(crate) fn host() -> Host {
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(3)),
        y: None,
        travel: 600,
    };
    let go = ControlKind::Button {
        button: GO,
        weight: Weight::Primary,
    };
    // the receiver's own, which a bot is to leave alone
    let pause = ControlKind::Button {
        button: ButtonIndex::PAUSE,
        weight: Weight::Quiet,
    };
    let layout = PadLayout::new("Catch", Orientation::Landscape)
        .with("", Area::ALL, swipe)
        .with("GO", Area::new(0, 0, 500, 500), go)
        .with("PAUSE", Area::new(800, 0, 200, 100), pause);
    let config = ListenConfig {
        announce: false,
        layout: Some(layout),
        ..ListenConfig::default()
    };
    Host::listen("couchpad://127.0.0.1:0", config).unwrap()
}

pub(crate) fn address(host: &Host) -> String {
    host.join_link().addresses().next().unwrap().to_string()
}

/// What the checks take: a link, an address, the code, and what the receiver announces of its key.
pub(crate) fn what_it_takes(host: &Host) -> [String; 4] {
    let link = host.join_link();
    let key = link.pairing().unwrap().key;
    [
        link.to_string(),
        address(host),
        host.code().reveal(),
        key.fingerprint(),
    ]
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

/// A bot that was told how to join plays a game to its end, and prints what it is told.
pub(crate) fn play_to_the_end(host: &Host, bot: Child) {
    let mut game = Catch::default();
    let output = until_over(bot, || {
        if game.caught < BALLS {
            game.step(host);
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
