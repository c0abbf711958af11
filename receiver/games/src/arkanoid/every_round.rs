//! Every round, from the first to the boss's and on without end, played to its end by bots, and for a while by anybody.

use super::geometry::{Rounded, Vec2};
use super::state::{
    BALL_RADIUS, Cell, ENEMY_RADIUS, FIELD_WIDTH, Grid, LIVES, MAX_BALLS, MAX_BOLTS, MAX_CAPSULES,
    MAX_ENEMIES, MAX_PADDLES, MAX_SHOTS, STEPS_PER_SECOND,
};
use super::{Arkanoid, Event, LAUNCH, ROUNDS, State, boss, enemies, meet, paddles, rounds};
use crate::dice::Dice;
use crate::game::{Game, Inputs, Options, Outputs, SeatEvent, SeatIndex, SeatInput, Setup};
use proptest::prelude::*;

/// No round takes bots longer than this, however often they must begin anew. The longest of them all take seven minutes.
const LONGEST: u32 = 15 * 60 * STEPS_PER_SECOND;
/// The choices of the option `mode`.
const MODES: std::ops::Range<u8> = 0..3;
/// Rounding of single precision on the field.
const SLACK: f32 = 2e-3;

/// A game in that mode at the beginning of a round, or of the first again after the last, with that many paddles on the first seats.
fn at_round(round: u32, mode: u8, paddles: u16, seed: u64) -> Arkanoid {
    let mut setup = Setup::new(seed);
    setup.options = Options::default().with(0, mode);
    let mut game = Arkanoid::new(&setup);
    (0..paddles).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
    let last = game.state.rounds.unwrap_or(u32::MAX);
    game.begin_round((round - 1) % last + 1);
    game
}

fn step(game: &mut Arkanoid, seats: &[SeatInput], outputs: &mut Outputs<Event>) {
    outputs.clear();
    let inputs = Inputs {
        seats,
        actions: &[],
    };
    game.step(&inputs, outputs);
}

/// Lets bots play until the round is cleared, with as many lives as it takes; returns the steps.
fn finish(game: &mut Arkanoid) -> u32 {
    let round = game.state.round;
    let mut outputs = Outputs::default();
    for steps in 1..LONGEST {
        let seats: [_; MAX_PADDLES] =
            std::array::from_fn(|seat| game.stand_in(SeatIndex(seat as u16)));
        step(game, &seats, &mut outputs);
        game.state.lives = game.state.lives.map(|_| LIVES);
        let cleared = Event::RoundCleared { round };
        if outputs.details.contains(&cleared) {
            return steps;
        }
    }
    panic!("no end: {:?}", game.state);
}

#[test]
fn bots_finish_every_round_whoever_plays() {
    for round in 1..=ROUNDS {
        let few = 1 + round as u16 % 8;
        for paddles in [few, 9 - few] {
            let mut game = at_round(round, 0, paddles, 1);
            let steps = finish(&mut game);
            let seconds = steps / STEPS_PER_SECOND;
            assert!(seconds >= 2, "{round}: cleared before it began");
        }
    }
}

#[test]
fn bots_finish_rounds_in_a_race_and_without_end() {
    for (mode, rounds) in [(1, 1..=8), (2, 1..=40)] {
        for round in rounds {
            finish(&mut at_round(round, mode, 1 + round as u16 % 8, 7));
        }
    }
}

#[test]
fn bots_play_a_usual_game_decently() {
    for paddles in 1..=8 {
        let mut game = at_round(1, 0, paddles, 3);
        let mut outputs = Outputs::default();
        while !game.is_over() && game.state.round < 8 {
            let seats: [_; MAX_PADDLES] =
                std::array::from_fn(|seat| game.stand_in(SeatIndex(seat as u16)));
            step(&mut game, &seats, &mut outputs);
        }
        assert!(game.state.round >= 5, "{paddles}: {:?}", game.state.round);
    }
}

/// How somebody plays.
#[derive(Clone, Copy, Debug)]
enum Hand {
    Bot,
    Wild,
    Still,
}

fn any_hand() -> impl Strategy<Value = Hand> {
    prop_oneof![Just(Hand::Bot), Just(Hand::Wild), Just(Hand::Still)]
}

/// What this hand does next; a wild one swipes anywhere every few steps and holds the button now and then.
fn input(
    game: &Arkanoid,
    seat: SeatIndex,
    hand: Hand,
    last: SeatInput,
    dice: &mut Dice,
) -> SeatInput {
    match hand {
        Hand::Bot => game.stand_in(seat),
        Hand::Still => SeatInput {
            axes: game.axes(seat),
            ..SeatInput::default()
        },
        Hand::Wild => {
            let mut input = SeatInput {
                pressed: 0,
                released: 0,
                ..last
            };
            if dice.spread() > 0.8 {
                input.axes[0] = (dice.spread() * 32_767.0) as i16;
            }
            if dice.spread() > 0.9 {
                input.pressed = LAUNCH.bit();
                input.held ^= LAUNCH.bit();
            }
            input
        }
    }
}

fn is_clear_of_bricks(bricks: &Grid, at: Vec2, shape: impl Fn(Cell) -> Rounded) -> bool {
    bricks.iter().enumerate().all(|(row, line)| {
        line.iter()
            .enumerate()
            .all(|(column, brick)| brick.is_none() || shape(Cell { column, row }).gap(at) > -SLACK)
    })
}

/// Nothing is where it cannot be, and nothing is more than there can be.
fn check(state: &State) {
    for ball in &state.balls {
        let at = ball.at;
        let walls = BALL_RADIUS - SLACK..=FIELD_WIDTH - BALL_RADIUS + SLACK;
        assert!(
            walls.contains(&at.x) && at.y >= BALL_RADIUS - SLACK,
            "{ball:?}"
        );
        assert!(
            is_clear_of_bricks(&state.bricks, at, meet::brick),
            "{ball:?}"
        );
        let off = |shape: Rounded| shape.gap(at) > -SLACK;
        let mut playing = state.paddles.iter().filter(|p| p.plays());
        assert!(playing.all(|p| off(paddles::outline(p))), "{ball:?}");
        assert!(
            state.boss.as_ref().is_none_or(|b| off(boss::outline(b))),
            "{ball:?}"
        );
        assert!(
            state.enemies.iter().all(|e| off(enemies::outline(e))),
            "{ball:?}"
        );
    }
    for enemy in &state.enemies {
        let body = |cell| Rounded {
            margin: ENEMY_RADIUS,
            ..meet::brick(cell)
        };
        assert!(
            is_clear_of_bricks(&state.bricks, enemy.at, body),
            "{enemy:?}"
        );
    }
    assert_eq!(state.bricks_left, rounds::breakable(&state.bricks));
    assert!(state.balls.len() <= MAX_BALLS && state.capsules.len() <= MAX_CAPSULES);
    assert!(state.shots.len() <= MAX_SHOTS && state.bolts.len() <= MAX_BOLTS);
    assert!(state.enemies.len() <= MAX_ENEMIES);
    let ids = state.balls.iter().map(|b| b.id);
    let ids = ids.chain(state.capsules.iter().map(|c| c.id));
    let ids = ids.chain(state.enemies.iter().map(|e| e.id));
    let mut ids: Vec<_> = ids.chain(state.bolts.iter().map(|b| b.id)).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever plays, in every round and mode: nothing impossible happens, and what happened could go on from a file.
    #[test]
    fn nobody_can_bring_about_what_cannot_be(
        seed: u64,
        round in 1..=ROUNDS + 8,
        mode in MODES,
        hands in prop::collection::vec(any_hand(), 1..=MAX_PADDLES),
        leaver in 0..MAX_PADDLES as u16,
    ) {
        let mut game = at_round(round, mode, hands.len() as u16, seed);
        let mut dice = Dice::new(!seed);
        let mut outputs = Outputs::default();
        let mut seats = [SeatInput::default(); MAX_PADDLES];
        for now in 0..12_000 {
            for (seat, hand) in hands.iter().enumerate() {
                let last = seats[seat];
                seats[seat] = input(&game, SeatIndex(seat as u16), *hand, last, &mut dice);
            }
            step(&mut game, &seats, &mut outputs);
            check(&game.state);
            match now {
                4_000 => game.on_seat(SeatEvent::Left(SeatIndex(leaver))),
                8_000 => game.on_seat(SeatEvent::Taken(SeatIndex(leaver))),
                _ => {}
            }
            if now % 100 == 0 {
                let sum = game.checksum();
                let again = game.clone().revived();
                prop_assert!(again.is_some_and(|again| again.checksum() == sum), "{:?}", game);
            }
        }
    }
}
