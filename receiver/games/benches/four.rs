//! What a move of Four in a Row's machine costs, in each of its strengths: whole games against itself, and the dearest move of
//! them. The bar is 5 ms a move, a third of a frame.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a measurement has a clock; the games have none"
)]

use couchpad_games::four::{Board, Strength, choose};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Positions of a few whole games, each with a move to come.
fn positions() -> Vec<Board> {
    let mut positions = Vec::new();
    for seed in 0..6 {
        let mut board = Board::default();
        while let Some(column) = choose(&board, Strength::Fair, seed) {
            positions.push(board.clone());
            board.drop_disc(column);
        }
    }
    positions
}

fn dearest(positions: &[Board], strength: Strength) -> Duration {
    let time = |board: &Board| {
        let began = Instant::now();
        black_box(choose(board, strength, 1));
        began.elapsed()
    };
    // the quickest of three: what else goes on here is not the machine's
    let quickest = |board| (0..3).map(|_| time(board)).min().unwrap_or_default();
    positions.iter().map(quickest).max().unwrap_or_default()
}

fn moves(criterion: &mut Criterion) {
    let positions = positions();
    let mut group = criterion.benchmark_group("four");
    group.throughput(Throughput::Elements(positions.len() as u64));
    group.sample_size(10);
    for strength in [Strength::Gentle, Strength::Fair, Strength::Strong] {
        println!(
            "the dearest move, {strength:?}: {:?}",
            dearest(&positions, strength)
        );
        group.bench_function(format!("{strength:?}"), |bench| {
            bench.iter(|| {
                for board in &positions {
                    black_box(choose(board, strength, 1));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, moves);
criterion_main!(benches);
