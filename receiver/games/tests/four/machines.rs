//! What the machine is worth: its three strengths against each other, and what a move costs.

use couchpad_games::four::{Board, Strength, choose};

/// A whole game; who won, counted from whoever began, if anybody did.
fn duel(players: [Strength; 2], seed: u64) -> Option<usize> {
    let mut board = Board::default();
    // the first disc of each is chance's, so that games differ
    for n in [seed, seed / 7] {
        board.drop_disc((n % 7) as usize);
    }
    while !board.is_won() && !board.is_full() {
        let whose = board.to_move();
        let column = choose(&board, players[whose], seed).unwrap();
        assert!(
            board.drop_disc(column).is_some(),
            "it never breaks the rules"
        );
    }
    board.is_won().then(|| 1 - board.to_move())
}

/// Points out of so many games, both beginning as often: a win is two, a draw one.
fn points(one: Strength, other: Strength, games: u64) -> u64 {
    let of = |seed: u64| {
        let is_first = seed.is_multiple_of(2);
        let players = if is_first { [one, other] } else { [other, one] };
        match duel(players, seed / 2 + 3) {
            None => 1,
            Some(0) => 2 * u64::from(is_first),
            Some(_) => 2 * u64::from(!is_first),
        }
    };
    (0..games).map(of).sum()
}

#[test]
fn the_fair_one_beats_the_gentle_one_and_loses_to_the_strong_one() {
    let (fair, strong) = (
        points(Strength::Fair, Strength::Gentle, 40),
        points(Strength::Strong, Strength::Fair, 24),
    );
    println!("fair against gentle {fair} of 80, strong against fair {strong} of 48");
    assert!(fair >= 64, "{fair} of 80");
    assert!(strong >= 36, "{strong} of 48");
}

#[test]
fn the_same_position_and_seed_give_the_same_move() {
    for strength in [Strength::Gentle, Strength::Fair, Strength::Strong] {
        let mut board = Board::default();
        for _ in 0..20 {
            let Some(column) = choose(&board, strength, 5) else {
                break;
            };
            assert_eq!(choose(&board.clone(), strength, 5), Some(column));
            board.drop_disc(column);
        }
    }
}

fn played(moves: &[u8]) -> Board {
    Board::try_from(moves.to_vec()).unwrap()
}

#[test]
fn nobody_overlooks_a_win() {
    // three below each other, and whoever has them is to move
    let board = played(&[0, 1, 0, 1, 0, 1]);
    for strength in [Strength::Gentle, Strength::Fair, Strength::Strong] {
        for seed in 0..20 {
            assert_eq!(choose(&board, strength, seed), Some(0), "{strength:?}");
        }
    }
}

#[test]
fn only_the_gentle_one_overlooks_what_loses_at_once() {
    let board = played(&[0, 1, 0, 1, 0]);
    for seed in 0..20 {
        assert_eq!(choose(&board, Strength::Fair, seed), Some(0));
        assert_eq!(choose(&board, Strength::Strong, seed), Some(0));
    }
    let held = (0..40).filter(|seed| choose(&board, Strength::Gentle, *seed) == Some(0));
    assert!((10..=35).contains(&held.count()));
}

#[test]
fn two_open_ends_are_seen_in_time() {
    // two in the lowest row with room at both ends: a third makes two threats at once
    let board = played(&[2, 2, 3]);
    for seed in 0..10 {
        for strength in [Strength::Fair, Strength::Strong] {
            let column = choose(&board, strength, seed).unwrap();
            assert!([1, 4].contains(&column), "{strength:?} chose {column}");
        }
    }
}

#[test]
fn on_a_finished_board_there_is_nothing_to_choose() {
    let board = played(&[0, 1, 0, 1, 0, 1, 0]);
    assert_eq!(choose(&board, Strength::Strong, 1), None);
}
