//! What is recorded is played again the very same way; what was changed is noticed; and whatever the bytes are, nothing
//! panics.

use couchpad_games::dice::Dice;
use couchpad_games::game::{
    AnyGame, GameEntry, Inputs, PadAction, SeatAction, SeatEvent, SeatIndex, SeatInput, Setup,
};
use couchpad_games::games;
use couchpad_games::replay::{End, From, Head, MAGIC, Player, Recorder, Replay, ReplayError, Turn};
use proptest::prelude::*;
use std::error::Error as _;

/// A game that is played by whims and recorded.
struct Session {
    game: Box<dyn AnyGame>,
    recorder: Recorder,
    dice: Dice,
    seats: Vec<SeatInput>,
    bytes: Vec<u8>,
    /// After every step.
    sums: Vec<u64>,
}

impl Session {
    fn new(entry: &GameEntry, seed: u64) -> Self {
        let setup = Setup::new(seed);
        let head = Head {
            game: entry.manifest.id.into(),
            rules: entry.manifest.rules,
            setup: setup.clone(),
            from: None,
        };
        Self::of(entry, (entry.begin)(&setup), &head)
    }

    fn of(entry: &GameEntry, game: Box<dyn AnyGame>, head: &Head) -> Self {
        let mut session = Self {
            game,
            recorder: Recorder::new(head, entry.manifest.pacing).unwrap(),
            dice: Dice::new(head.setup.seed ^ 5),
            seats: vec![SeatInput::default(); 4],
            bytes: Vec::new(),
            sums: Vec::new(),
        };
        session.seat(SeatEvent::Taken(SeatIndex(0)));
        session
    }

    fn seat(&mut self, event: SeatEvent) {
        self.recorder.seat(event);
        self.game.on_seat(event);
        if let SeatEvent::Taken(seat) = event {
            self.recorder.player(&Player {
                seat,
                mark: 3,
                name: format!("Player {}", seat.0),
            });
        }
    }

    fn chance(&mut self, share: f32) -> bool {
        self.dice.spread() > 1.0 - 2.0 * share
    }

    fn step(&mut self) {
        if self.chance(0.002) {
            let seat = SeatIndex(u16::from(self.chance(0.5)) + 1);
            let event = [SeatEvent::Left, SeatEvent::Taken][usize::from(self.chance(0.7))];
            self.seat(event(seat));
        }
        for at in 0..self.seats.len() {
            if self.chance(0.3) {
                self.seats[at].axes[0] = (self.dice.spread() * 32_767.0) as i16;
            }
            self.seats[at].pressed = u32::from(self.chance(0.05));
            self.seats[at].held ^= u32::from(self.chance(0.05));
        }
        let press = SeatAction {
            seat: SeatIndex(1),
            action: PadAction::Text {
                control: couchpad_protocol::ControlId(2),
                text: "hello".into(),
            },
        };
        let sent = usize::from(self.chance(0.01));
        let inputs = Inputs {
            seats: &self.seats,
            actions: &[press][..sent],
        };
        self.game.step(&inputs);
        self.recorder.step(&inputs, &*self.game);
        self.sums.push(self.game.checksum());
        self.bytes.extend(self.recorder.drain().unwrap_or_default());
    }

    fn finish(mut self) -> (Vec<u8>, Vec<u64>) {
        self.recorder.end(End::Stopped, &*self.game);
        self.bytes.extend(self.recorder.drain().unwrap_or_default());
        (self.bytes, self.sums)
    }
}

fn recorded(entry: &GameEntry, seed: u64, steps: usize) -> (Vec<u8>, Vec<u64>) {
    let mut session = Session::new(entry, seed);
    (0..steps).for_each(|_| session.step());
    session.finish()
}

/// The bytes of a replay of Tug of War, for tests that only need one.
fn tug(steps: usize) -> Vec<u8> {
    recorded(couchpad_games::find("tug").unwrap(), 3, steps).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_step_is_as_it_was(seed: u64, steps in 0_usize..2_500) {
        for entry in games() {
            let (bytes, sums) = recorded(entry, seed, steps);
            let replay = Replay::open(bytes).unwrap();
            prop_assert_eq!(replay.steps(), steps as u64);
            let (mut game, mut play) = replay.begin().unwrap();
            for sum in &sums {
                prop_assert_eq!(play.step(&mut *game), Ok(Turn::Stepped));
                prop_assert_eq!(game.checksum(), *sum);
            }
            prop_assert_eq!(play.step(&mut *game), Ok(Turn::Ended(Some(End::Stopped))));
            let verdict = replay.check().unwrap();
            prop_assert_eq!((verdict.steps, verdict.end), (steps as u64, Some(End::Stopped)));
            prop_assert!(verdict.checks >= 1);
        }
    }

    /// A receiver that is killed leaves what it wrote last anywhere: all before is there.
    #[test]
    fn a_recording_that_was_cut_plays_to_its_last_whole_second(seed: u64, cut: prop::sample::Index) {
        for entry in games() {
            let (bytes, _) = recorded(entry, seed, 1_500);
            let cut = cut.index(bytes.len());
            match Replay::open(&bytes[..cut]) {
                Ok(replay) => {
                    let verdict = replay.check().unwrap();
                    prop_assert!(verdict.end.is_none() && verdict.steps <= 1_500);
                }
                Err(error) => {
                    let fault = [ReplayError::NoReplay, ReplayError::Damaged { step: 0 }];
                    prop_assert!(fault.contains(&error) && cut < 200, "{error} at {cut}");
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_harmless(junk in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Replay::open(junk.clone());
        let _ = Replay::open([&MAGIC[..], &junk].concat());
    }

    /// Blocks that were changed and carry the right sum: whatever they say, it is played or refused.
    #[test]
    fn forged_blocks_are_harmless(
        seed: u64,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        for entry in games() {
            let (bytes, _) = recorded(entry, seed, 600);
            let mut blocks = blocks(&bytes);
            let total: usize = blocks.iter().map(Vec::len).sum();
            for (at, byte) in &changes {
                let mut at = at.index(total);
                let block = blocks.iter_mut().find(|block| {
                    let is_in = at < block.len();
                    at = if is_in { at } else { at - block.len() };
                    is_in
                });
                block.unwrap()[at] = *byte;
            }
            let Ok(replay) = Replay::open(joined(&blocks)) else {
                continue;
            };
            if replay.steps() < 200_000 {
                let _ = replay.check();
            }
        }
    }
}

/// What the blocks hold.
fn blocks(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut blocks) = (&bytes[8..], Vec::new());
    while let Some((length, more)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        blocks.push(more[8..8 + length].to_vec());
        rest = &more[8 + length..];
    }
    blocks
}

/// The same as a replay, with the right sums.
fn joined(blocks: &[Vec<u8>]) -> Vec<u8> {
    let (mut out, mut sum) = (MAGIC.to_vec(), 0_u64);
    for block in blocks {
        let mut next = couchpad_games::checksum::Checksum::default();
        next.u64(sum);
        next.bytes(block);
        sum = next.finish();
        out.extend_from_slice(&(block.len() as u32).to_le_bytes());
        out.extend_from_slice(&sum.to_le_bytes());
        out.extend_from_slice(block);
    }
    out
}

#[test]
fn whatever_changes_is_noticed() {
    let bytes = tug(400);
    assert_eq!(joined(&blocks(&bytes)), bytes);
    let whole = Replay::open(&bytes[..]).unwrap();
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 0x11;
        // a length that says more than there is looks like a recording that was cut short, and is told as one
        if let Ok(replay) = Replay::open(other) {
            assert!(
                replay.end().is_none() && replay.steps() < whole.steps(),
                "byte {at}"
            );
        }
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(
        Replay::open(longer).unwrap_err(),
        ReplayError::Damaged { step: 400 }
    );
}

#[test]
fn it_says_where_a_game_goes_another_way() {
    let bytes = tug(400);
    let mut blocks = blocks(&bytes);
    let length = blocks[4].len();
    // the last eight bytes of a block are the checksum of its second
    blocks[4][length - 1] ^= 1;
    let replay = Replay::open(joined(&blocks)).unwrap();
    match replay.check().unwrap_err() {
        ReplayError::Differs {
            step,
            expected,
            found,
        } => {
            assert_eq!(step, 240);
            assert_eq!(expected ^ found, 1 << 56);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn it_says_what_it_cannot_show() {
    let bytes = tug(10);
    let mut newer = bytes.clone();
    newer[7] = b'9';
    assert_eq!(Replay::open(newer).unwrap_err(), ReplayError::OtherVersion);
    assert_eq!(
        Replay::open(&b"PNG"[..]).unwrap_err(),
        ReplayError::NoReplay
    );
    let with = |change: fn(&mut Head)| {
        let entry = couchpad_games::find("tug").unwrap();
        let mut head = Head {
            game: "tug".into(),
            rules: entry.manifest.rules,
            setup: Setup::new(1),
            from: None,
        };
        change(&mut head);
        let begun = Recorder::new(&head, entry.manifest.pacing);
        let bytes = begun.map(|mut recorder| recorder.drain().unwrap());
        bytes.and_then(|bytes| Replay::open(bytes).map(|replay| replay.steps()))
    };
    assert_eq!(with(|_| {}), Ok(0));
    // what is to be read is the error and why
    let words = |error: ReplayError| error.source().map(ToString::to_string).unwrap_or_default();
    let why = words(with(|head| head.rules += 1).unwrap_err());
    assert!(why.contains("rules of Tug of War"), "{why}");
    let why = words(with(|head| head.game = "chess\u{1b}".into()).unwrap_err());
    assert!(why.contains("no game `chess`"), "{why}");
    let huge = |head: &mut Head| head.setup.pack = Some("x".repeat(70_000));
    assert_eq!(with(huge), Err(ReplayError::TooLarge));
}

#[test]
fn a_recording_may_begin_in_the_middle_of_a_game() {
    for entry in games() {
        let mut before = Session::new(entry, 8);
        (0..900).for_each(|_| before.step());
        let head = Head {
            game: entry.manifest.id.into(),
            rules: entry.manifest.rules,
            setup: Setup::new(8),
            from: Some(From {
                saved: before.game.save().unwrap(),
                steps: 900,
            }),
        };
        let mut session = Session::of(entry, before.game, &head);
        (0..700).for_each(|_| session.step());
        let (bytes, sums) = session.finish();
        let replay = Replay::open(bytes).unwrap();
        assert_eq!(replay.head(), &head);
        let verdict = replay.check().unwrap();
        assert_eq!(Some(&verdict.checksum), sums.last());
    }
}

#[test]
fn who_plays_is_told() {
    let entry = couchpad_games::find("tug").unwrap();
    let mut session = Session::new(entry, 8);
    session.seats.clear();
    session.step();
    session.seat(SeatEvent::Taken(SeatIndex(5)));
    session.step();
    session.seat(SeatEvent::Left(SeatIndex(0)));
    session.step();
    let (bytes, _) = session.finish();
    let replay = Replay::open(bytes).unwrap();
    let (mut game, mut play) = replay.begin().unwrap();
    let mut seen = Vec::new();
    while play.step(&mut *game) == Ok(Turn::Stepped) {
        let seats = play.players().iter().map(|player| player.seat.0);
        seen.push(seats.collect::<Vec<_>>());
    }
    assert_eq!(seen, [vec![0], vec![0, 5], vec![5]]);
    assert_eq!(play.players()[0].name, "Player 5");
}

#[test]
fn a_quiet_minute_takes_few_bytes() {
    let entry = couchpad_games::find("arkanoid").unwrap();
    let mut session = Session::new(entry, 8);
    session.seats.clear();
    let begin = session.bytes.len();
    for _ in 0..60 * 240 {
        let inputs = Inputs {
            seats: &[],
            actions: &[],
        };
        session.game.step(&inputs);
        session.recorder.step(&inputs, &*session.game);
    }
    let (bytes, _) = session.finish();
    assert!(bytes.len() - begin < 60 * 32, "{} bytes", bytes.len());
}
