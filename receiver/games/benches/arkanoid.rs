//! Steps of Arkanoid per second on one core, at its fullest: eight paddles on the move and three balls in flight.
//! The bar is 500,000 a second.

use couchpad_games::arkanoid::{Arkanoid, Phase, State};
use couchpad_games::game::{Game, Inputs, Outputs, SeatEvent, SeatIndex, SeatInput, Setup};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const SEATS: u16 = 8;
/// Steps in one round of the measurement, a second of play.
const STEPS: usize = 240;

/// A game at a moment when all three balls fly, and what its players do in the following second.
fn at_its_fullest() -> (Arkanoid, Vec<[SeatInput; SEATS as usize]>) {
    let mut game = Arkanoid::new(&Setup::new(8));
    (0..SEATS).for_each(|s| game.on_seat(SeatEvent::Taken(SeatIndex(s))));
    let mut outputs = Outputs::default();
    loop {
        let start = game.clone();
        let inputs: Vec<_> = (0..STEPS)
            .map(|_| advance(&mut game, &mut outputs))
            .collect();
        if is_full(start.state()) && is_full(game.state()) {
            return (start, inputs);
        }
    }
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
    state.phase == Phase::Playing && flying.count() == 3
}

fn steps(c: &mut Criterion) {
    let (start, inputs) = at_its_fullest();
    let mut group = c.benchmark_group("arkanoid, 8 paddles, 3 balls");
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
