//! Plays a game that is to be recorded, with the stand-ins of its seats in place of players, and writes down what they do.

use crate::cases::Case;
use couchpad_games::game::{
    AnyGame, GameEntry, Inputs, Manifest, Options, Pacing, SeatAction, SeatEvent, SeatIndex,
    SeatInput, Setup,
};
use couchpad_games::replay::{End, Head, Player, Recorder};
use std::path::PathBuf;

/// Pads tell of a moving finger so often: every fourth step of Arkanoid.
const PADS_HZ: u32 = 60;

/// Where the recordings lie, beside this.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/replays")
}

impl Case {
    pub(crate) fn entry(&self) -> &'static GameEntry {
        couchpad_games::find(self.game).unwrap()
    }

    pub(crate) fn path(&self) -> PathBuf {
        folder().join(self.name).with_extension("replay")
    }

    pub(crate) fn head(&self) -> Head {
        let manifest = self.entry().manifest;
        Head {
            game: self.game.into(),
            rules: manifest.rules,
            setup: Setup {
                seed: self.seed,
                options: options(manifest, self.options),
                pack: self.pack.map(Into::into),
                heard: Vec::new(),
            },
            from: None,
        }
    }

    pub(crate) fn record(&self) -> Vec<u8> {
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
