//! Steps of Arkanoid per second on one core, at its fullest: eight paddles on the move, three balls in flight, a field of
//! eighteen rows, enemies and capsules.
//! The bar is 500,000 a second.

use couchpad_games::arkanoid::{Arkanoid, Phase, State};
use couchpad_games::game::{Game, Inputs, Outputs, SeatEvent, SeatIndex, SeatInput, Setup};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const SEATS: u16 = 8;
/// Steps in one round of the measurement, a second of play.
const STEPS: usize = 240;

/// All eighteen rows full, of bricks that let capsules fall and of bricks that last.
fn full_field(seed: u64) -> Arkanoid {
    let rows = "1S2S3S4S5S6S7S\nS1S2S3S4S5S6S7\n".repeat(9);
    let mut setup = Setup::new(seed);
    setup.pack = Some(format!(
        "couchpad-levels 1\nname: Full\n\nround: Full\n{rows}"
    ));
    let mut game = Arkanoid::new(&setup);
    assert!(game.state().bricks.iter().flatten().all(Option::is_some));
    (0..SEATS).for_each(|s| game.on_seat(SeatEvent::Taken(SeatIndex(s))));
    game
}

/// A game at a moment when all three balls fly, enemies drift and a capsule falls, and what its players do in the following
/// second.
fn at_its_fullest() -> (Arkanoid, Vec<[SeatInput; SEATS as usize]>) {
    let mut outputs = Outputs::default();
    for seed in 0..100 {
        let mut game = full_field(seed);
        while !game.is_over() {
            let start = game.clone();
            let inputs: Vec<_> = (0..STEPS)
                .map(|_| advance(&mut game, &mut outputs))
                .collect();
            if is_full(start.state()) && is_full(game.state()) {
                return (start, inputs);
            }
        }
    }
    panic!("no game was ever full");
}

fn advance(
    game: &mut Arkanoid,
    outputs: &mut Outputs<<Arkanoid as Game>::Event>,
) -> [SeatInput; 8] {
    let seats = std::array::from_fn(|s| game.stand_in(SeatIndex(s as u16)));
    outputs.clear();
    let inputs = Inputs {
        seats: &seats,
        actions: &[],
    };
    game.step(&inputs, outputs);
    seats
}

fn is_full(state: &State) -> bool {
    let flying = state.balls.iter().filter(|b| b.resting.is_none());
    state.phase == Phase::Playing
        && flying.count() >= 3
        && state.enemies.len() >= 3
        && !state.capsules.is_empty()
        && state.bricks_left >= 150
}

fn steps(c: &mut Criterion) {
    let (start, inputs) = at_its_fullest();
    let mut group = c.benchmark_group("arkanoid, 8 paddles, 3 balls, full field");
    group.throughput(Throughput::Elements(STEPS as u64));
    let mut outputs = Outputs::default();
    group.bench_function("step", |b| {
        b.iter(|| {
            let mut game = start.clone();
            for seats in &inputs {
                outputs.clear();
                let inputs = Inputs {
                    seats,
                    actions: &[],
                };
                game.step(&inputs, &mut outputs);
            }
            black_box(game)
        });
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("checksum", |b| b.iter(|| black_box(&start).checksum()));
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
