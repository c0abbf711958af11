//! Who plays whom: the queue, the tournament, people who come and go, and the end.

use crate::table::{A, B, C, D, FULL, QUICK, Table};
use couchpad_games::four::{Ending, Event, Phase, Player, SEATS};
use couchpad_games::game::{Game, GameEvent, Options, SeatIndex};

#[test]
fn whoever_wins_stays_and_the_next_in_the_queue_comes() {
    let mut table = Table::new(&[A, B, C, D]);
    assert_eq!(
        (table.pair_sorted(), &table.state().queue),
        (vec![A, B], &vec![C, D])
    );
    table.win(B);
    assert_eq!(
        (table.pair_sorted(), &table.state().queue),
        (vec![B, C], &vec![D, A])
    );
    table.win(C);
    assert_eq!(
        (table.pair_sorted(), &table.state().queue),
        (vec![C, D], &vec![A, B])
    );
}

#[test]
fn after_a_draw_whoever_stayed_longest_makes_room() {
    let mut table = Table::new(&[A, B, C]);
    table.win(A);
    table.press(C, "START");
    table.drop_all(&FULL);
    assert_eq!(
        (table.pair_sorted(), &table.state().queue),
        (vec![B, C], &vec![A])
    );
    let mut four = Table::new(&[A, B, C, D]);
    four.drop_all(&FULL);
    assert_eq!(four.pair_sorted(), [C, D], "two wait, and both come");
}

#[test]
fn three_wins_end_the_evening() {
    let mut table = Table::new(&[A, B]);
    table.win(B);
    table.win(A);
    table.win(B);
    assert_eq!(table.is_told_over(), None);
    table.win(B);
    assert_eq!(table.is_told_over(), Some(true));
    assert!(table.game.is_over());
    assert_eq!((table.game.score(A), table.game.score(B)), (1, 3));
    assert_eq!(table.game.team_score(), 4);
    let highlight = table.game.highlight(B).unwrap();
    assert_eq!((highlight.title, highlight.count), ("Wins in a row", 2));
    let before = table.game.checksum();
    table.comes(C);
    assert_eq!(table.game.checksum(), before, "it is over");
}

#[test]
fn one_alone_plays_the_machine_until_somebody_comes() {
    let mut table = Table::new(&[A]);
    assert_eq!(table.pair(), [Some(A), None]);
    while table.mover() == Player::Machine {
        table.waits();
    }
    table.drop_disc(3);
    let board = table.state().board.clone();
    table
        .game
        .on_seat(couchpad_games::game::SeatEvent::Taken(B));
    table.step(&[], &[]);
    assert_eq!(
        table.pair(),
        [Some(A), Some(B)],
        "and goes on with its discs"
    );
    assert_eq!(table.state().board, board);
    assert_eq!(table.mover(), Player::Seat(B));
}

#[test]
fn where_one_of_two_leaves_the_machine_goes_on() {
    let mut table = Table::new(&[A, B]);
    table.drop_all(&[3, 4, 5]);
    table.leaves(B);
    assert_eq!(table.pair_sorted(), [A]);
    assert!(table.state().board.len() >= 3);
    table.leaves(A);
    assert_eq!(table.state().phase, Phase::Empty);
    table.waits();
    table.comes(C);
    assert_eq!(
        (table.pair_sorted(), table.state().phase),
        (vec![C], Phase::Playing)
    );
    assert!(table.state().board.is_empty());
}

#[test]
fn where_one_of_the_pair_leaves_the_next_one_comes() {
    let mut table = Table::new(&[A, B, C]);
    table.drop_all(&[3, 4, 5]);
    table.leaves(A);
    assert_eq!(table.pair_sorted(), [B, C]);
    assert!(table.state().board.is_empty(), "it is another game");
    assert_eq!(table.state().phase, Phase::Ready);
    assert_eq!(table.game.team_score(), 0, "and none has ended");
}

#[test]
fn who_leaves_the_queue_is_forgotten_and_comes_back_last() {
    let mut table = Table::new(&[A, B, C, D]);
    table.leaves(C);
    assert_eq!(table.state().queue, [D]);
    table.comes(C);
    assert_eq!(table.state().queue, [D, C]);
}

#[test]
fn the_machine_can_win_the_evening() {
    let mut table = Table::with(Options::default().with(1, 1).with(2, 2), 3, &[A]);
    while !table.game.is_over() {
        if table.state().phase == Phase::Ready {
            table.press(A, "START");
        } else if table.mover() == Player::Machine {
            table.waits();
        } else {
            // beside each other at the left: the machine has all the time in the world
            let open = (0..7).find(|column| table.state().board.is_open(*column));
            table.drop_disc(open.unwrap());
        }
    }
    assert_eq!(table.is_told_over(), Some(false));
    assert_eq!(table.state().machine_wins, 1);
}

/// Plays the tournament with the lowest seat of every pair winning; the pairs, in order.
fn lowest_wins(table: &mut Table) -> Vec<Vec<SeatIndex>> {
    let mut pairs = Vec::new();
    while !table.game.is_over() {
        let pair = table.pair_sorted();
        table.win(pair[0]);
        pairs.push(pair);
    }
    pairs
}

#[test]
fn in_a_tournament_one_is_left_and_has_most_points() {
    for seed in 0..6 {
        for count in 2..=SEATS as u16 {
            let seats: Vec<_> = (0..count).map(SeatIndex).collect();
            let mut table = Table::tournament(&seats, seed);
            let pairs = lowest_wins(&mut table);
            assert_eq!(table.is_told_over(), Some(true));
            assert_eq!(pairs.len(), seats.len() - 1, "everybody but one lost once");
            let points: Vec<_> = seats.iter().map(|seat| table.game.score(*seat)).collect();
            assert!(
                points[1..].iter().all(|other| *other < points[0]),
                "{points:?}"
            );
            for pair in &pairs {
                assert_eq!(pair.len(), 2);
            }
        }
    }
}

#[test]
fn lots_are_drawn_for_a_tournament() {
    let seats: Vec<_> = (0..8).map(SeatIndex).collect();
    let first = |seed| Table::tournament(&seats, seed).pair();
    assert!((1..9).any(|seed| first(seed) != first(0)));
}

#[test]
fn best_of_three_is_two_wins() {
    let mut table = Table::with(Options::default().with(0, 1), 1, &[A, B]);
    table.win(A);
    table.win(B);
    assert_eq!(table.is_told_over(), None);
    table.win(A);
    assert_eq!(table.is_told_over(), Some(true));
    assert_eq!((table.game.score(A), table.game.score(B)), (1, 0));
}

#[test]
fn in_a_tournament_draws_are_decided_by_lot_in_the_end() {
    let mut table = Table::tournament(&[A, B], 2);
    table.drop_all(&FULL);
    assert!(table.told(Event::Ended(Ending::Draw)));
    table.press(A, "START");
    table.drop_all(&FULL);
    let is_lot = |event: &Event| matches!(event, Event::Ended(Ending::Lot(_)));
    assert!(table.outputs.details.iter().any(is_lot));
    assert_eq!(table.is_told_over(), Some(true));
    assert_eq!(table.game.score(A) + table.game.score(B), 1);
}

#[test]
fn who_leaves_a_tournament_lets_the_other_one_through() {
    let mut table = Table::tournament(&[A, B, C, D], 3);
    let [Some(left), Some(right)] = table.pair() else {
        panic!("two play");
    };
    table.drop_all(&[3, 3]);
    table.leaves(left);
    assert!(table.told(Event::Walkover(right)));
    assert_eq!(
        (table.state().through.as_slice(), table.game.score(right)),
        (&[right][..], 1)
    );
    let pairs = lowest_wins(&mut table);
    assert_eq!(pairs.len(), 2);
}

#[test]
fn who_comes_late_to_a_tournament_plays_in_the_first_round_and_watches_later_ones() {
    let mut table = Table::tournament(&[A, B, C], 4);
    table.comes(D);
    assert!(table.state().queue.contains(&D));
    let pair = table.pair_sorted();
    table.win(pair[0]);
    let pair = table.pair_sorted();
    table.win(pair[0]);
    assert_eq!(table.state().round, 2);
    table.comes(SeatIndex(5));
    assert!(!table.state().queue.contains(&SeatIndex(5)));
    let pair = table.pair_sorted();
    table.win(pair[0]);
    assert!(table.game.is_over());
}

#[test]
fn one_alone_has_a_tournament_with_the_machine() {
    let mut table = Table::tournament(&[A], 5);
    assert_eq!(table.pair_sorted(), [A]);
    table.comes(B);
    assert_eq!(
        table.pair_sorted(),
        [A, B],
        "in whose place comes who comes"
    );
    table.win(B);
    assert_eq!(table.is_told_over(), Some(true));
}

#[test]
fn a_tournament_that_everybody_leaves_is_over() {
    let mut table = Table::tournament(&[A, B, C], 6);
    let pair = table.pair_sorted();
    table.win(pair[0]);
    for seat in [A, B, C] {
        table.leaves(seat);
    }
    assert!(table.game.is_over());
}

#[test]
fn draws_alone_end_an_evening_too() {
    let mut table = Table::new(&[A, B]);
    let mut games = 0;
    while !table.game.is_over() {
        if table.state().phase == Phase::Ready {
            table.press(A, "START");
        }
        table.drop_all(&FULL);
        games += 1;
        assert!(games < 100);
    }
    assert_eq!(table.is_told_over(), Some(false));
}

#[test]
fn a_round_is_counted_with_each_game() {
    let mut table = Table::new(&[A, B]);
    for round in 1..=2 {
        if table.state().phase == Phase::Ready {
            table.press(A, "START");
        }
        table.drop_all(&QUICK);
        let told = GameEvent::RoundCleared { round };
        assert!(table.outputs.events.contains(&told));
    }
}
