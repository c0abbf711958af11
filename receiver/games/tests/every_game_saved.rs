//! What holds for every game on the list that is kept over the end of the program.

use couchpad_games::dice::Dice;
use couchpad_games::game::{
    AnyGame, ControlId, GameEntry, Inputs, PadAction, SeatAction, SeatEvent, SeatIndex, SeatInput,
    Setup,
};
use couchpad_games::games;
use proptest::prelude::*;

/// Players who do anything, the same for the same seed.
struct Wild {
    dice: Dice,
    seats: Vec<SeatInput>,
}

impl Wild {
    fn new(seed: u64, seats: u16) -> Self {
        Self {
            dice: Dice::new(seed),
            seats: vec![SeatInput::default(); usize::from(seats.min(16))],
        }
    }

    fn step(&mut self, game: &mut dyn AnyGame) {
        for input in &mut self.seats {
            let bits = (self.dice.spread() * 100.0) as i16;
            input.axes = input
                .axes
                .map(|axis| axis.saturating_add(bits * 20).max(-i16::MAX));
            input.pressed = u32::from(bits > 60);
            input.held = u32::from(bits > 0);
        }
        let actions = &self.action();
        let seats = &self.seats;
        game.step(&Inputs { seats, actions });
    }

    /// Now and then somebody chooses or writes something, which a control may have asked for.
    fn action(&mut self) -> Vec<SeatAction> {
        if self.dice.spread() < 0.9 {
            return Vec::new();
        }
        let seat = SeatIndex(self.dice.below(self.seats.len()) as u16);
        let control = ControlId(self.dice.below(4) as u8);
        let number = self.dice.below(9) as u8;
        let action = if self.dice.coin() {
            let option = number;
            PadAction::Choose { control, option }
        } else {
            let text = format!("text {number}");
            PadAction::Text { control, text }
        };
        vec![SeatAction { seat, action }]
    }

    /// Somebody comes or goes.
    fn seat(&mut self, game: &mut dyn AnyGame) {
        let seats = self.seats.len() as f32;
        let seat = SeatIndex(((self.dice.spread() + 1.0) / 2.0 * seats) as u16);
        let event = [SeatEvent::Left, SeatEvent::Taken];
        game.on_seat(event[usize::from(self.dice.spread() > -0.4)](seat));
    }
}

/// A beginning with choices that the seed makes.
fn any_setup(entry: &GameEntry, seed: u64) -> Setup {
    let mut setup = Setup::new(seed);
    setup.heard = (0..seed % 40)
        .map(|at| seed.rotate_left(at as u32))
        .collect();
    for (at, option) in entry.manifest.options.iter().enumerate() {
        let choice = (seed >> (8 * at)) as usize % option.values.len();
        setup.options = setup.options.with(at, choice as u8);
    }
    setup
}

/// A game in the middle, after so many steps, with some who came and went.
fn played(entry: &GameEntry, seed: u64, steps: usize) -> (Box<dyn AnyGame>, Wild) {
    let mut game = (entry.begin)(&any_setup(entry, seed));
    let mut wild = Wild::new(seed ^ 77, entry.manifest.seats.seats());
    game.on_seat(SeatEvent::Taken(SeatIndex(0)));
    for step in 0..steps {
        if step % 700 == 0 {
            wild.seat(&mut *game);
        }
        wild.step(&mut *game);
    }
    (game, wild)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Saved after any step and read again, a game goes on the very same way.
    #[test]
    fn a_saved_game_goes_on_as_if_nothing_had_been(seed: u64, steps in 0_usize..12_000) {
        for entry in games() {
            let (mut game, mut wild) = played(entry, seed, steps);
            let saved = game.save().expect("it can be saved");
            let (found, mut again) = saved.load().expect("it can be loaded");
            prop_assert_eq!(found.manifest.id, entry.manifest.id);
            prop_assert_eq!(again.save(), Some(saved));
            let mut same = Wild { dice: wild.dice.clone(), seats: wild.seats.clone() };
            for step in 0..1_500 {
                if step % 700 == 300 {
                    wild.seat(&mut *game);
                    same.seat(&mut *again);
                }
                wild.step(&mut *game);
                same.step(&mut *again);
                prop_assert_eq!(game.checksum(), again.checksum(), "{} step {}", entry.manifest.id, step);
                prop_assert_eq!(game.events(), again.events());
            }
            prop_assert_eq!(game.team_score(), again.team_score());
        }
    }

    /// Whatever the bytes are: no panic, not when they are read nor in what is played from them.
    #[test]
    fn any_bytes_are_harmless(
        seed: u64,
        steps in 0_usize..3_000,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
        junk in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        for entry in games() {
            let (game, mut wild) = played(entry, seed, steps);
            let mut state = game.save().expect("it can be saved").state;
            for (at, byte) in &changes {
                let at = at.index(state.len());
                state[at] = *byte;
            }
            if let Some(cut) = cut {
                state.truncate(cut.index(state.len()));
            }
            for bytes in [&state, &junk] {
                let Some(mut game) = (entry.read)(bytes) else {
                    continue;
                };
                for step in 0..600 {
                    if step % 100 == 50 {
                        wild.seat(&mut *game);
                    }
                    wild.step(&mut *game);
                }
                let _ = game.checksum();
            }
        }
    }
}

/// Each byte of a state changed in turn: most are noticed, none does harm.
#[test]
fn every_byte_may_be_another() {
    // the seeds make different choices
    for (entry, seed) in games()
        .iter()
        .flat_map(|entry| [3, 4, 5].map(|seed| (entry, seed)))
    {
        let (game, mut wild) = played(entry, seed, 6_000);
        let saved = game.save().expect("it can be saved");
        for at in 0..saved.state.len() {
            for flip in [1, 0x80, 0xff] {
                let mut other = saved.clone();
                other.state[at] ^= flip;
                assert!(other.load().is_err(), "{} byte {at}", entry.manifest.id);
                if let Some(mut game) = (entry.read)(&other.state) {
                    (0..30).for_each(|_| wild.step(&mut *game));
                }
            }
        }
    }
}
