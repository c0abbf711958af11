//! Whole games.

use crate::table::{Hands, Table, setup};
use couchpad_games::dice::Dice;
use couchpad_games::game::{Game, SeatIndex, Setup};
use couchpad_games::snake::{Fate, Mode, Phase, SEATS, STEPS_PER_SECOND, Snakes, State};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Nothing lies where nothing can lie, and no two things in one cell.
fn is_sound(state: &State) {
    let mut cells = BTreeSet::new();
    for player in &state.players {
        if player.snake.fate != Fate::Alive {
            continue;
        }
        let body = &player.snake.body;
        assert!(!body.is_empty());
        for cell in body {
            assert!(state.field.has(*cell));
            assert!(cells.insert((cell.x, cell.y)), "two in one cell");
        }
        for (one, two) in body.iter().zip(body.iter().skip(1)) {
            assert_eq!(state.field.distance(*one, *two), 1, "it is torn");
        }
    }
    for fruit in &state.fruit {
        assert!(state.field.has(*fruit) && !state.field.is_closed(*fruit));
        assert!(cells.insert((fruit.x, fruit.y)), "fruit under a snake");
    }
}

#[test]
fn every_way_to_play_ends_with_any_number_of_players() {
    for mode in ["last", "feast"] {
        for walls in ["solid", "open"] {
            for players in [1, 2, 3, 7, 16] {
                let setup = setup(players.into(), &[("mode", mode), ("walls", walls)]);
                let seats: Vec<_> = (0..players).collect();
                let mut table = Table::new(&setup, &seats, Hands::StandIns);
                table.play();
                assert_eq!(table.rounds, [1, 2, 3], "{mode} {walls} {players}");
                assert_eq!(table.overs.len(), 1);
                let points = (0..players).map(|seat| table.game.score(SeatIndex(seat)));
                assert_eq!(points.sum::<i64>(), table.told.iter().sum());
                assert!(table.game.team_score() > 0);
            }
        }
    }
}

#[test]
fn a_quick_game_takes_half_a_minute() {
    for mode in ["last", "feast"] {
        let setup = setup(4, &[("mode", mode), ("rounds", "quick")]);
        let mut table = Table::new(&setup, &[0, 1, 2, 3], Hands::StandIns);
        table.play();
        let seconds = table.steps / STEPS_PER_SECOND;
        assert!((8..=33).contains(&seconds), "{mode}: {seconds} s");
    }
}

#[test]
fn whoever_sleeps_loses_to_the_wild_snake() {
    let mut table = Table::new(&Setup::new(1), &[0], Hands::Asleep);
    table.play();
    assert_eq!(table.overs, [false]);
    assert_eq!(table.state().wild_rounds, 3);
}

#[test]
fn stand_ins_play_decently() {
    let mut length = 0;
    let mut seconds = 0;
    for seed in 0..8 {
        let mut table = Table::new(&Setup::new(seed), &[0, 1, 2], Hands::StandIns);
        table.play_until(|state| matches!(state.phase, Phase::Decided(_)));
        let players = table.state().players.iter();
        length += players.map(|player| player.longest).max().unwrap_or(0);
        seconds += table.steps / STEPS_PER_SECOND;
    }
    assert!(length / 8 > 15, "{length}");
    assert!(seconds / 8 > 20, "{seconds}");
}

#[test]
fn a_round_of_sixteen_is_played_on_the_largest_field_and_one_of_two_on_the_smallest() {
    let of = |players: u16| {
        let seats: Vec<_> = (0..players).collect();
        let table = Table::new(&Setup::new(2), &seats, Hands::StandIns);
        (table.state().field.columns, table.state().field.rows)
    };
    assert_eq!((of(1), of(2), of(16)), ((24, 18), (24, 18), (48, 36)));
    assert!(of(5) > of(4) && of(9) > of(8));
}

#[test]
fn a_feast_gives_snakes_back_and_ends_by_time() {
    let setup = setup(6, &[("mode", "feast"), ("rounds", "quick")]);
    let mut table = Table::new(&setup, &[0, 1, 2], Hands::Asleep);
    table.play_until(|state| state.alive().count() == 0);
    assert_eq!(table.state().phase, Phase::Running, "nobody wins by that");
    table.play_until(|state| state.alive().count() == 3);
    assert_eq!(table.state().phase, Phase::Running);
    table.play_until(|state| state.phase != Phase::Running);
    assert_eq!(table.state().round_steps, 22 * STEPS_PER_SECOND);
    assert_eq!(table.state().mode, Mode::Feast);
}

#[test]
fn points_are_kept_only_where_they_can_be_compared() {
    let league = |wanted: &[(&str, &str)]| {
        let game = Snakes::new(&setup(1, wanted));
        assert!(game.is_race());
        game.league().map(|league| league.id)
    };
    assert_eq!(league(&[]), None);
    assert_eq!(league(&[("mode", "feast")]), Some("feast"));
    assert_eq!(league(&[("mode", "feast"), ("rounds", "quick")]), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However it is played, and whoever comes and goes: nothing is torn or in two places, the same game goes the same way,
    /// and it ends.
    #[test]
    fn blind_players_reach_the_end(
        seed: u64,
        mode in prop::sample::select(vec!["last", "feast"]),
        walls in prop::sample::select(vec!["solid", "open"]),
        moves in prop::collection::vec((0_u32..1_200, 0..SEATS as u16, any::<bool>()), 0..40),
    ) {
        let setup = setup(seed, &[("mode", mode), ("walls", walls), ("rounds", "quick")]);
        let blind = || Hands::Blind(Dice::new(seed ^ 5));
        let mut table = Table::new(&setup, &[0, 3], blind());
        let mut same = Table::new(&setup, &[0, 3], blind());
        while !table.game.is_over() && table.steps < 20_000 {
            let now = table.steps;
            for (_, seat, comes) in moves.iter().filter(|(at, ..)| *at == now) {
                for table in [&mut table, &mut same] {
                    // who comes anew counts anew, and one is always there
                    if *comes && !table.state().players[usize::from(*seat)].seated {
                        table.told[usize::from(*seat)] = 0;
                    }
                    if *comes { table.sit(*seat) } else if *seat != 0 { table.leave(*seat) }
                }
            }
            table.step();
            same.step();
            prop_assert_eq!(table.game.checksum(), same.game.checksum());
            is_sound(table.state());
        }
        prop_assert!(table.game.is_over());
        prop_assert_eq!(table.overs.len(), 1);
    }
}
