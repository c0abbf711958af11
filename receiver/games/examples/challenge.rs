//! How hard Arkanoid is for how many: bots play many games, and what happens to each of them per minute is written as a table.
//! They are no better than people: now and then each of them looks away for a second, and its paddle stands still.
//! `docs/arkanoid.md` has its figures: `cargo run --release -p couchpad-games --example challenge`.

use couchpad_games::arkanoid::{Arkanoid, Event, MAX_PADDLES, Phase, STEPS_PER_SECOND};
use couchpad_games::dice::Dice;
use couchpad_games::game::{Game, Inputs, Outputs, SeatEvent, SeatIndex, Setup};

/// Minutes of play for each number of players.
const MINUTES: u32 = 120;
/// A game is watched for so long, or until it is over.
const GAME_MINUTES: u32 = 12;

/// Seconds of which each is one that a player looks away, on average.
const LOOKS_AWAY: usize = 4;

/// What happened, of all players together.
#[derive(Default)]
struct Count {
    steps: u32,
    lives: u32,
    rounds: u32,
    saves: u32,
    bricks: u32,
    balls: u32,
    capsules: u32,
}

fn main() {
    println!("players  lives lost  balls lost  saves  bricks  capsules  rounds cleared");
    println!("           /min      per player and minute              /min");
    for players in 1..=MAX_PADDLES {
        let mut count = Count::default();
        let mut seed = 0;
        while count.steps < MINUTES * 60 * STEPS_PER_SECOND {
            play(seed, players, &mut count);
            seed += 1;
        }
        let minutes = count.steps as f32 / (60 * STEPS_PER_SECOND) as f32;
        let each = |what: u32| what as f32 / minutes / players as f32;
        println!(
            "{players:>7} {:>11.2} {:>11.2} {:>6.1} {:>7.1} {:>9.2} {:>15.2}",
            count.lives as f32 / minutes,
            each(count.balls),
            each(count.saves),
            each(count.bricks),
            each(count.capsules),
            count.rounds as f32 / minutes,
        );
    }
}

/// One game, from the first round on.
fn play(seed: u64, players: usize, count: &mut Count) {
    let mut game = Arkanoid::new(&Setup::new(seed));
    let seats = (0..players as u16).map(SeatIndex);
    seats.for_each(|seat| game.on_seat(SeatEvent::Taken(seat)));
    let mut outputs = Outputs::default();
    let mut dice = Dice::new(seed);
    let mut looks = [true; MAX_PADDLES];
    for step in 0..GAME_MINUTES * 60 * STEPS_PER_SECOND {
        if step.is_multiple_of(STEPS_PER_SECOND) {
            looks = looks.map(|_| dice.below(LOOKS_AWAY) > 0);
        }
        let seats: [_; MAX_PADDLES] = std::array::from_fn(|seat| {
            let index = SeatIndex(seat as u16);
            let mut input = game.stand_in(index);
            if !looks[seat] {
                input.axes = game.axes(index);
            }
            input
        });
        let inputs = Inputs {
            seats: &seats,
            actions: &[],
        };
        outputs.clear();
        game.step(&inputs, &mut outputs);
        count.steps += u32::from(game.state().phase == Phase::Playing);
        outputs.details.iter().for_each(|event| note(count, event));
        if game.is_over() {
            return;
        }
    }
}

fn note(count: &mut Count, event: &Event) {
    let what = match event {
        Event::LifeLost { .. } => &mut count.lives,
        Event::RoundCleared { .. } => &mut count.rounds,
        Event::PaddleHit { .. } => &mut count.saves,
        Event::BrickHit { broken: true, .. } => &mut count.bricks,
        Event::BallLost { .. } => &mut count.balls,
        Event::CapsuleCaught { .. } => &mut count.capsules,
        _ => return,
    };
    *what += 1;
}
