//! Who joins late, and when they play.

use crate::table::{COOP, Player, Table, VERSUS, bots, setup};
use couchpad_games::arkanoid::{Event, Phase, State};
use couchpad_games::game::{Game, SeatIndex};
use proptest::prelude::*;

const AT_ONCE: u8 = 0;
const NEXT_ROUND: u8 = 1;

fn seats(state: &State) -> Vec<u16> {
    state.paddles.iter().map(|paddle| paddle.seat.0).collect()
}

/// Steps until the round is under way.
fn until_play(table: &mut Table) {
    while table.game.state().phase != Phase::Playing {
        table.step();
    }
}

#[test]
fn at_once_means_at_once() {
    let mut table = Table::of(&setup(1, COOP, AT_ONCE), bots(1));
    until_play(&mut table);
    table.seat(5, Player::Bot);
    assert_eq!(seats(table.game.state()), [0, 5]);
    assert!(table.game.state().waiting.is_empty());
}

#[test]
fn before_play_begins_everybody_joins_at_once() {
    let mut table = Table::of(&setup(1, COOP, NEXT_ROUND), bots(0));
    table.seat(3, Player::Bot);
    table.seat(1, Player::Bot);
    table.step();
    table.seat(7, Player::Bot);
    assert_eq!(seats(table.game.state()), [1, 3, 7]);
}

#[test]
fn newcomers_wait_for_the_next_round_and_then_play() {
    let mut table = Table::of(&setup(2, VERSUS, NEXT_ROUND), bots(2));
    until_play(&mut table);
    for seat in [6, 3, 4] {
        table.seat(seat, Player::Bot);
    }
    table.seat(4, Player::Nobody);
    let waiting: Vec<_> = table.game.state().waiting.iter().map(|s| s.0).collect();
    assert_eq!(waiting, [3, 6]);
    assert_eq!(seats(table.game.state()), [0, 1]);
    let axes = table.game.axes(SeatIndex(6));
    for _ in 0..20 * 60 * 240 {
        table.step();
        table.check();
        let is_cleared = |e: &Event| matches!(e, Event::RoundCleared { .. });
        if table.outputs.details.iter().any(is_cleared) {
            break;
        }
        assert_eq!(seats(table.game.state()), [0, 1]);
    }
    let state = table.game.state();
    assert_eq!((state.round, seats(state)), (2, vec![0, 1, 3, 6]));
    assert!(state.waiting.is_empty());
    // the paddle is where the waiting controller was told that it would be
    let off = i32::from(table.game.axes(SeatIndex(6))[0]) - i32::from(axes[0]);
    assert!(off.abs() <= 2, "{off}");
}

#[test]
fn when_all_others_leave_those_who_wait_play() {
    let mut table = Table::of(&setup(2, COOP, NEXT_ROUND), bots(1));
    until_play(&mut table);
    table.seat(2, Player::Bot);
    table.seat(0, Player::Nobody);
    assert_eq!(seats(table.game.state()), [2]);
    (0..240).for_each(|_| table.step());
    assert!(!table.game.state().balls.is_empty());
    // and with nobody left there is no round to wait for
    table.seat(2, Player::Nobody);
    table.seat(1, Player::Bot);
    assert_eq!(seats(table.game.state()), [1]);
}

#[test]
fn who_joins_anew_has_done_nothing_yet() {
    let mut table = Table::of(&setup(6, VERSUS, AT_ONCE), bots(2));
    (0..60 * 240).for_each(|_| table.step());
    assert!(table.game.state().tallies[0].saves > 0);
    table.seat(0, Player::Nobody);
    table.seat(0, Player::Bot);
    assert_eq!(table.game.state().tallies[0], Default::default());
    assert_eq!(table.game.score(SeatIndex(0)), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whoever comes and goes when: nobody plays and waits at once, and nobody is forgotten.
    #[test]
    fn everybody_who_sits_plays_or_waits(
        seed: u64,
        mode in 0..3_u8,
        changes in prop::collection::vec((1..600_u32, 0..8_usize, any::<bool>()), 0..30),
    ) {
        let mut table = Table::of(&setup(seed, mode, NEXT_ROUND), bots(0));
        let mut sits = [false; 8];
        for (steps, seat, comes) in changes {
            table.seat(seat, if comes { Player::Wild } else { Player::Nobody });
            sits[seat] = comes;
            for _ in 0..steps {
                table.step();
                table.check();
            }
            let state = table.game.state();
            if state.is_over() {
                break;
            }
            let mut all = seats(state);
            all.extend(state.waiting.iter().map(|seat| seat.0));
            all.sort_unstable();
            let expected: Vec<_> = (0..8).filter(|seat| sits[usize::from(*seat)]).collect();
            prop_assert_eq!(all, expected);
            prop_assert!(state.waiting.is_empty() || !state.paddles.is_empty());
        }
    }
}
