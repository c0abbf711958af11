//! Recorded games that must go the very same way again on every machine and in every build profile: bots have played all
//! modes, a pack and the boss, alone and up to eight, some of whom came late or left.
//!
//! Where the rules have changed, and a game's `rules` were counted up with them:
//! `COUCHPAD_REPLAYS=record cargo test -p couchpad-games --test replays` plays and writes them anew; with the id of a game
//! instead of `record`, those of that game.
#![expect(
    clippy::disallowed_methods,
    reason = "the recordings are files; the games read none"
)]

use couchpad_games::arkanoid::{self, Arkanoid};
use couchpad_games::game::{
    AnyGame, Game, GameEntry, Inputs, Manifest, Options, Pacing, Running, SeatAction, SeatEvent,
    SeatIndex, SeatInput, Setup,
};
use couchpad_games::replay::{End, Head, Player, Recorder, Replay, Turn};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Once;

/// Pads tell of a moving finger so often: every fourth step of Arkanoid.
const PADS_HZ: u32 = 60;

/// A game that is recorded.
struct Case {
    /// The file's name.
    name: &'static str,
    game: &'static str,
    /// By the names of the command line.
    options: &'static [(&'static str, &'static str)],
    pack: Option<&'static str>,
    seed: u64,
    /// At most; it ends where the game does.
    seconds: u32,
    /// Who plays, from which second on and until which.
    players: &'static [(u16, u32, Option<u32>)],
}

/// These seats, from the beginning to the end.
macro_rules! seats {
    ($($seat:literal),*) => {
        &[$(($seat, 0, None)),*]
    };
}

/// A round with every kind of brick, and the boss.
const PACK: &str = include_str!("replays/levels.txt");
/// Two questions; the game adds one of its own.
const QUESTIONS: &str = include_str!("replays/questions.txt");

const CASES: &[Case] = &[
    Case {
        name: "coop-1",
        game: "arkanoid",
        options: &[("mode", "coop")],
        pack: None,
        seed: 1,
        seconds: 400,
        players: seats![0],
    },
    Case {
        name: "coop-2-late-at-once",
        game: "arkanoid",
        options: &[("mode", "coop"), ("join", "at-once")],
        pack: None,
        seed: 2,
        seconds: 90,
        players: &[(0, 0, None), (3, 20, None)],
    },
    Case {
        name: "coop-3-late-next-round",
        game: "arkanoid",
        options: &[("mode", "coop"), ("join", "next-round")],
        pack: None,
        seed: 3,
        seconds: 90,
        players: &[(0, 0, None), (1, 0, Some(50)), (2, 10, None)],
    },
    Case {
        name: "coop-4-pack-and-boss",
        game: "arkanoid",
        options: &[("mode", "coop")],
        pack: Some(PACK),
        seed: 4,
        seconds: 120,
        players: seats![0, 1, 2, 3],
    },
    Case {
        name: "endless-5",
        game: "arkanoid",
        options: &[("mode", "endless")],
        pack: None,
        seed: 5,
        seconds: 60,
        players: seats![0, 1, 2, 3, 4],
    },
    Case {
        name: "versus-6",
        game: "arkanoid",
        options: &[("mode", "versus")],
        pack: None,
        seed: 6,
        seconds: 60,
        players: seats![0, 1, 2, 3, 4, 5],
    },
    Case {
        name: "versus-8-pack-come-and-go",
        game: "arkanoid",
        options: &[("mode", "versus")],
        pack: Some(PACK),
        seed: 7,
        seconds: 60,
        players: &[
            (0, 0, None),
            (1, 0, None),
            (2, 0, Some(15)),
            (3, 0, None),
            (4, 0, None),
            (5, 5, None),
            (6, 5, None),
            (7, 9, Some(40)),
        ],
    },
    Case {
        name: "coop-7",
        game: "arkanoid",
        options: &[("mode", "coop")],
        pack: None,
        seed: 8,
        seconds: 60,
        players: seats![0, 1, 2, 3, 4, 5, 7],
    },
    Case {
        name: "endless-8",
        game: "arkanoid",
        options: &[("mode", "endless"), ("join", "next-round")],
        pack: None,
        seed: 10,
        seconds: 60,
        players: seats![0, 1, 2, 3, 4, 5, 6, 7],
    },
    Case {
        name: "tug-3",
        game: "tug",
        options: &[],
        pack: None,
        seed: 9,
        seconds: 90,
        players: &[(0, 0, None), (1, 0, None), (2, 4, None)],
    },
    Case {
        name: "snake-1-quick",
        game: "snake",
        options: &[("mode", "last"), ("rounds", "quick"), ("walls", "solid")],
        pack: None,
        seed: 20,
        seconds: 60,
        players: seats![0],
    },
    Case {
        name: "snake-5-come-and-go",
        game: "snake",
        options: &[("mode", "last"), ("rounds", "three"), ("walls", "open")],
        pack: None,
        seed: 21,
        seconds: 150,
        players: &[
            (0, 0, None),
            (1, 0, None),
            (2, 1, Some(20)),
            (7, 9, None),
            (15, 30, None),
        ],
    },
    Case {
        name: "snake-16",
        game: "snake",
        options: &[("rounds", "five")],
        pack: None,
        seed: 22,
        seconds: 120,
        players: seats![0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    },
    Case {
        name: "snake-3-feast",
        game: "snake",
        options: &[("mode", "feast"), ("rounds", "quick"), ("walls", "open")],
        pack: None,
        seed: 23,
        seconds: 60,
        players: &[(0, 0, None), (4, 0, None), (9, 6, None)],
    },
    Case {
        name: "pong-5",
        game: "pong",
        options: &[("speed", "usual"), ("length", "usual")],
        pack: None,
        seed: 11,
        seconds: 240,
        players: seats![0, 1, 2, 3, 4],
    },
    Case {
        name: "pong-7-short-come-and-go",
        game: "pong",
        options: &[("speed", "calm"), ("length", "short")],
        pack: None,
        seed: 12,
        seconds: 40,
        players: &[
            (0, 0, None),
            (1, 0, None),
            (2, 0, Some(4)),
            (3, 2, None),
            (400, 2, None),
            (5, 6, None),
            (998, 6, Some(12)),
        ],
    },
    Case {
        name: "pong-2-fast",
        game: "pong",
        options: &[("speed", "fast"), ("length", "long")],
        pack: None,
        seed: 13,
        seconds: 60,
        players: seats![0, 1],
    },
    Case {
        name: "tales-4",
        game: "tales",
        options: &[("length", "usual"), ("pace", "usual")],
        pack: None,
        seed: 30,
        seconds: 600,
        players: seats![0, 1, 2, 3],
    },
    Case {
        name: "tales-1-pack",
        game: "tales",
        options: &[("length", "short"), ("pace", "hurry")],
        pack: Some(QUESTIONS),
        seed: 31,
        seconds: 200,
        players: seats![0],
    },
    Case {
        name: "tales-16-come-and-go",
        game: "tales",
        options: &[("length", "long"), ("pace", "relaxed")],
        pack: None,
        seed: 32,
        seconds: 150,
        players: &[
            (0, 0, None),
            (1, 0, None),
            (2, 0, Some(19)),
            (3, 0, None),
            (4, 0, None),
            (5, 12, None),
            (6, 0, Some(40)),
            (7, 0, None),
            (8, 0, None),
            (9, 0, None),
            (10, 0, None),
            (11, 0, None),
            (12, 30, None),
            (13, 0, None),
            (14, 0, None),
            (15, 0, None),
        ],
    },
    Case {
        name: "four-5-winner-stays",
        game: "four",
        options: &[("mode", "winner-stays"), ("length", "long")],
        pack: None,
        seed: 21,
        seconds: 2_000,
        players: &[
            (0, 0, None),
            (1, 0, None),
            (2, 0, None),
            (3, 30, Some(120)),
            (4, 50, None),
        ],
    },
    Case {
        name: "four-8-tournament",
        game: "four",
        options: &[("mode", "tournament"), ("length", "usual")],
        pack: None,
        seed: 22,
        seconds: 2_000,
        players: &[
            (0, 0, None),
            (1, 0, None),
            (2, 0, None),
            (3, 0, Some(20)),
            (4, 0, None),
            (5, 0, None),
            (6, 0, None),
            (7, 10, None),
        ],
    },
    Case {
        name: "four-1-strong-machine",
        game: "four",
        options: &[("mode", "winner-stays"), ("machine", "strong")],
        pack: None,
        seed: 23,
        seconds: 2_000,
        players: seats![0],
    },
    Case {
        name: "four-1-gentle-machine",
        game: "four",
        options: &[("length", "short"), ("machine", "gentle")],
        pack: None,
        seed: 24,
        seconds: 2_000,
        players: seats![0],
    },
    Case {
        name: "four-1-fair-machine",
        game: "four",
        options: &[("length", "usual"), ("machine", "fair")],
        pack: None,
        seed: 25,
        seconds: 2_000,
        players: seats![0],
    },
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/replays")
}

/// Before any of them is read.
fn make_anew_if_wanted() {
    static MADE: Once = Once::new();
    MADE.call_once(|| {
        let Ok(wish) = std::env::var("COUCHPAD_REPLAYS") else {
            return;
        };
        let is_wanted = |case: &&Case| wish == "record" || wish == case.game;
        for case in CASES.iter().filter(is_wanted) {
            std::fs::write(case.path(), case.record()).unwrap();
        }
    });
}

#[test]
fn every_recorded_game_goes_the_same_way_again() {
    make_anew_if_wanted();
    assert_eq!(files(), CASES.iter().map(|case| case.name.into()).collect());
    for case in CASES {
        let path = case.path();
        let shown = path.display();
        let bytes = std::fs::read(&path).unwrap();
        let verdict = Replay::open(bytes).and_then(|replay| {
            assert_eq!(replay.head(), &case.head(), "{shown}: it is another game");
            replay.check()
        });
        let verdict = verdict.unwrap_or_else(|error| {
            panic!(
                "{shown}: {error}\nIf the rules have changed on purpose, count up the game's `rules` and set COUCHPAD_REPLAYS=record"
            )
        });
        // of what waits for events there are fewer steps, and so fewer checksums
        let least = match case.entry().manifest.pacing {
            Pacing::Fixed(_) => 10,
            Pacing::OnEvent => 1,
        };
        assert!(verdict.end.is_some() && verdict.checks >= least, "{shown}");
        assert!(verdict.team != 0, "{shown}: nothing happens in it");
        println!("{shown}: {verdict:?}");
    }
}

/// The recordings that lie there.
fn files() -> BTreeSet<String> {
    let paths = std::fs::read_dir(folder()).unwrap();
    paths
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "replay"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn all_that_can_be_chosen_is_played() {
    for entry in couchpad_games::games() {
        let cases = || CASES.iter().filter(|case| case.game == entry.manifest.id);
        if cases().count() == 0 {
            // a game that is being written changes too often for one
            println!("{}: nothing is recorded of it yet", entry.manifest.id);
            continue;
        }
        for option in entry.manifest.options {
            for value in option.values {
                let wanted = (option.id, value.id);
                let is_played = cases().any(|case| case.options.contains(&wanted));
                assert!(is_played, "{wanted:?}");
            }
        }
        let has_pack = cases().any(|case| case.pack.is_some());
        assert_eq!(has_pack, entry.manifest.packs.is_some());
    }
    let arkanoid = CASES.iter().filter(|case| case.game == "arkanoid");
    let players: BTreeSet<_> = arkanoid.map(|case| case.players.len()).collect();
    assert_eq!(players, (1..=8).collect());
}

/// What there can be in a game of Arkanoid beside paddles, balls and bricks.
fn seen(state: &arkanoid::State) -> impl Iterator<Item = String> {
    let is = |name: &str, is: bool| is.then(|| name.to_owned());
    let powers = state.paddles.iter();
    let powers = powers.map(|paddle| format!("{:?}", paddle.power));
    let kinds = state.capsules.iter();
    let kinds = kinds.map(|capsule| format!("{:?}", capsule.kind));
    [
        is("shots", !state.shots.is_empty()),
        is("enemies", !state.enemies.is_empty()),
        is("boss", state.boss.is_some()),
        is("bolts", !state.bolts.is_empty()),
        is("door", state.door),
        is("out", state.paddles.iter().any(|paddle| paddle.out > 0)),
        is("waiting", !state.waiting.is_empty()),
        is("won", state.phase == arkanoid::Phase::Won),
        is("lost", state.phase == arkanoid::Phase::Lost),
    ]
    .into_iter()
    .flatten()
    .chain(powers)
    .chain(kinds)
    .collect::<Vec<_>>()
    .into_iter()
}

#[test]
fn all_that_there_is_comes_up() {
    make_anew_if_wanted();
    let mut all = BTreeSet::new();
    for case in CASES.iter().filter(|case| case.game == "arkanoid") {
        let replay = Replay::open(std::fs::read(case.path()).unwrap()).unwrap();
        let (mut game, mut play) = replay.begin().unwrap();
        while play.step(&mut *game) == Ok(Turn::Stepped) {
            let running = game.as_any().downcast_ref::<Running<Arkanoid>>();
            all.extend(seen(running.unwrap().game.state()));
        }
    }
    let powers = ["None", "Wide", "Catch", "Laser"];
    let others = [
        "shots", "enemies", "boss", "bolts", "door", "out", "waiting", "won", "lost",
    ];
    let kinds = arkanoid::CapsuleKind::ALL.map(|kind| format!("{kind:?}"));
    let wanted = powers.iter().chain(&others).map(|name| (*name).to_owned());
    let missing: Vec<_> = wanted.chain(kinds).filter(|w| !all.contains(w)).collect();
    assert!(missing.is_empty(), "{missing:?} come up nowhere");
}

impl Case {
    fn entry(&self) -> &'static GameEntry {
        couchpad_games::find(self.game).unwrap()
    }

    fn path(&self) -> PathBuf {
        folder().join(self.name).with_extension("replay")
    }

    fn head(&self) -> Head {
        let manifest = self.entry().manifest;
        Head {
            game: self.game.into(),
            rules: manifest.rules,
            setup: Setup {
                seed: self.seed,
                options: options(manifest, self.options),
                pack: self.pack.map(Into::into),
            },
            from: None,
        }
    }

    fn record(&self) -> Vec<u8> {
        let (entry, head) = (self.entry(), self.head());
        let mut stage = Table {
            game: (entry.begin)(&head.setup),
            recorder: Recorder::new(&head, entry.manifest.pacing).unwrap(),
            seats: vec![SeatInput::default(); usize::from(entry.manifest.seats.seats())],
        };
        let hz = match entry.manifest.pacing {
            Pacing::Fixed(hz) => hz,
            // somebody does something once a second
            Pacing::OnEvent => 1,
        };
        for step in 0..self.seconds * hz {
            self.come_and_go(&mut stage, step, hz);
            stage.step(step.is_multiple_of((hz / PADS_HZ).max(1)));
            if stage.game.is_over() {
                stage.recorder.end(End::Over, &*stage.game);
                return stage.recorder.drain().unwrap();
            }
        }
        stage.recorder.end(End::Stopped, &*stage.game);
        stage.recorder.drain().unwrap()
    }

    fn come_and_go(&self, table: &mut Table, step: u32, hz: u32) {
        for (seat, from, until) in self.players {
            let seat = SeatIndex(*seat);
            if step == from * hz {
                table.seat(SeatEvent::Taken(seat));
                table.recorder.player(&Player {
                    seat,
                    mark: seat.0 as u8,
                    name: format!("Bot {}", seat.0 + 1),
                });
            }
            if Some(step) == until.map(|until| until * hz) {
                table.seat(SeatEvent::Left(seat));
                table.seats[seat.index()] = SeatInput::default();
            }
        }
    }
}

fn options(manifest: &Manifest, wanted: &[(&str, &str)]) -> Options {
    wanted
        .iter()
        .fold(Options::default(), |options, (id, value)| {
            let at = manifest.options.iter().position(|option| option.id == *id);
            let at = at.unwrap();
            let values = manifest.options[at].values;
            let value = values.iter().position(|v| v.id == *value).unwrap();
            options.with(at, value as u8)
        })
}

/// A game, its recorder, and what the pads say.
struct Table {
    game: Box<dyn AnyGame>,
    recorder: Recorder,
    seats: Vec<SeatInput>,
}

impl Table {
    fn seat(&mut self, event: SeatEvent) {
        self.game.on_seat(event);
        self.recorder.seat(event);
    }

    /// The stand-ins play as pads do: now and then one tells something new.
    fn step(&mut self, is_told: bool) {
        let mut actions = Vec::new();
        for (seat, input) in (0..).map(SeatIndex).zip(&mut self.seats) {
            let wish = self.game.stand_in(seat);
            let action = self.game.stand_in_action(seat);
            actions.extend(action.map(|action| SeatAction { seat, action }));
            if is_told {
                input.axes = wish.axes;
                input.held = wish.held;
            }
            (input.pressed, input.released) = (wish.pressed, wish.released);
        }
        let inputs = Inputs {
            seats: &self.seats,
            actions: &actions,
        };
        self.game.step(&inputs);
        self.recorder.step(&inputs, &*self.game);
    }
}
