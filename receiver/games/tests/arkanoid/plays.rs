//! Arkanoid as its players meet it: balls stay on the field, games end, scores add up, nobody's absence spoils a game.

use crate::table::{COOP, Player, Table, VERSUS, any_player, bots, setup};
use couchpad_games::arkanoid::{Event, LIVES, Phase};
use couchpad_games::game::{Game, GameEvent, SeatIndex, Tint, Turn};
use proptest::prelude::*;

/// No game is longer in which a bot plays: 33 rounds of 13 minutes. The longest round takes bots seven. In steps.
const LONGEST: u32 = 33 * 13 * 60 * 240;

/// Returns the rounds that were cleared, in order.
fn play_to_the_end(table: &mut Table) -> Vec<u32> {
    let mut cleared = Vec::new();
    for _ in 0..LONGEST {
        if table.game.is_over() {
            return cleared;
        }
        table.step();
        table.check();
        cleared.extend(table.outputs.events.iter().filter_map(|e| match e {
            GameEvent::RoundCleared { round } => Some(*round),
            _ => None,
        }));
    }
    panic!("the game went on for ever: {:?}", table.game.state());
}

/// Steps until an event of the game comes that `wanted` accepts.
fn steps_until(table: &mut Table, wanted: impl Fn(&Event) -> bool) -> u32 {
    for step in 1..100_000 {
        table.step();
        if table.outputs.details.iter().any(&wanted) {
            return step;
        }
    }
    panic!("it never came");
}

#[test]
fn any_number_of_bots_gets_through_a_game() {
    for count in 1..=8 {
        let mut table = Table::new(count as u64, bots(count));
        let cleared = play_to_the_end(&mut table);
        let state = table.game.state();
        assert!(state.team_score > 5_000, "{count}: {state:?}");
        let (phase, lives) = (state.phase, state.lives);
        assert_eq!(phase == Phase::Won, lives != Some(0), "{count}: {phase:?}");
        let rounds = state.round - u32::from(phase == Phase::Lost);
        assert!(cleared.into_iter().eq(1..=rounds), "{count}: {state:?}");
    }
}

#[test]
fn whoever_has_the_ball_is_called_and_nobody_else() {
    let mut table = Table::new(5, bots(3));
    for _ in 0..60 * 240 {
        table.step();
        let state = table.game.state();
        for seat in (0..8).map(SeatIndex) {
            let rests = |b: &couchpad_games::arkanoid::Ball| {
                b.resting.is_some_and(|rest| rest.seat == seat)
            };
            let waits = state.phase == Phase::Playing && state.balls.iter().any(rests);
            assert_eq!(table.game.turn(seat) == Turn::Yours, waits, "{state:?}");
        }
    }
}

#[test]
fn a_cleared_round_is_felt_and_seen_by_everybody() {
    let mut table = Table::new(3, bots(4));
    steps_until(&mut table, |e| matches!(e, Event::RoundCleared { .. }));
    for seat in (0..4).map(SeatIndex) {
        let is_seen = |event: &GameEvent| matches!(event, GameEvent::Glow(glow) if glow.seat == seat && glow.tint == Tint::Good);
        let is_felt =
            |event: &GameEvent| matches!(event, GameEvent::Shakes { seat: of, .. } if *of == seat);
        let events = &table.outputs.events;
        assert!(events.iter().any(is_seen) && events.iter().any(is_felt));
    }
}

#[test]
fn players_who_do_nothing_lose() {
    let mut table = Table::new(3, [Player::Still; 8]);
    for seat in 1..8 {
        table.seat(seat, Player::Nobody);
    }
    play_to_the_end(&mut table);
    assert_eq!(table.game.state().phase, Phase::Lost);
    assert_eq!(
        table.outputs.events.last(),
        Some(&GameEvent::GameOver { won: false })
    );
    let (state, sum) = (table.game.state().clone(), table.game.checksum());
    table.step();
    assert!(table.outputs.events.is_empty() && table.game.checksum() != sum);
    assert_eq!(table.game.state().balls, state.balls);
}

#[test]
fn a_bot_plays_better_than_an_idle_hand() {
    let after_a_minute = |player| {
        let mut players = bots(0);
        players[0] = player;
        let mut table = Table::new(11, players);
        (0..60 * 240).for_each(|_| table.step());
        table.game.team_score()
    };
    let (bot, still) = (after_a_minute(Player::Bot), after_a_minute(Player::Still));
    assert!(bot > 2 * still && bot > 1_500, "{bot} {still}");
}

#[test]
fn scores_told_add_up() {
    let mut table = Table::new(5, bots(3));
    let mut told = [0_i64; 8];
    for _ in 0..120 * 240 {
        table.step();
        for event in &table.outputs.events {
            if let GameEvent::Score {
                seat,
                points,
                total,
            } = *event
            {
                told[seat.index()] += i64::from(points);
                assert_eq!(told[seat.index()], total);
            }
        }
    }
    let of = |seat| table.game.score(SeatIndex(seat));
    assert_eq!([of(0), of(1), of(2)], [told[0], told[1], told[2]]);
    assert_eq!(table.game.team_score(), told.iter().sum::<i64>());
    assert!(told[0] > 0 && told[1] > 0 && told[2] > 0, "{told:?}");
}

#[test]
fn the_ball_waits_for_launch_but_not_for_ever() {
    let launched = |e: &Event| matches!(e, Event::Launched { .. });
    let mut players = bots(0);
    players[0] = Player::Still;
    let mut table = Table::new(1, players);
    // Two seconds of introduction and six of patience.
    assert_eq!(steps_until(&mut table, launched), 480 + 6 * 240);
    let mut table = Table::new(1, players);
    (0..480).for_each(|_| table.step());
    table.press(0);
    assert_eq!(steps_until(&mut table, launched), 1);
}

#[test]
fn more_players_get_more_balls_and_serve_in_turn() {
    for (players, balls) in [(1, 1), (2, 1), (3, 2), (6, 2), (7, 3), (8, 3)] {
        let mut table = Table::new(1, bots(players));
        table.step();
        let state = table.game.state();
        assert_eq!(state.balls.len(), balls, "{players} players");
        let servers: Vec<_> = state.balls.iter().filter_map(|b| b.owner).collect();
        let first: Vec<_> = (0..balls as u16).map(SeatIndex).collect();
        assert_eq!(servers, first);
    }
}

#[test]
fn a_life_is_lost_only_with_the_last_ball() {
    let mut table = Table::new(2, [Player::Still; 8]);
    let mut lives = Some(LIVES);
    for _ in 0..2_000_000 {
        table.step();
        let state = table.game.state();
        if state.is_over() {
            break;
        }
        let lost = state.lives < lives;
        lives = state.lives;
        if lost {
            assert!(state.balls.is_empty(), "{state:?}");
        } else if state.phase == Phase::Playing {
            assert!(!state.balls.is_empty());
        }
    }
    assert_eq!(table.game.state().lives, Some(0));
}

#[test]
fn a_leaver_passes_the_ball_on() {
    let mut table = Table::new(1, bots(2));
    table.step();
    assert_eq!(table.game.state().balls[0].owner, Some(SeatIndex(0)));
    table.seat(0, Player::Nobody);
    let ball = table.game.state().balls[0];
    assert_eq!(ball.owner, Some(SeatIndex(1)));
    assert_eq!(ball.resting.map(|r| r.seat), Some(SeatIndex(1)));
    assert_eq!(table.game.state().paddles.len(), 1);
}

#[test]
fn with_nobody_there_everything_waits() {
    let mut table = Table::new(1, bots(1));
    steps_until(&mut table, |e| matches!(e, Event::WallHit { .. }));
    table.seat(0, Player::Nobody);
    let before = table.game.state().clone();
    (0..10_000).for_each(|_| table.step());
    let after = table.game.state();
    assert!(after.is_waiting() && after.lives == Some(LIVES));
    assert_eq!(after.balls[0].at, before.balls[0].at);
    assert_eq!(after.balls[0].owner, None);
    table.seat(4, Player::Bot);
    table.step();
    assert_ne!(table.game.state().balls[0].at, before.balls[0].at);

    // A ball at rest goes with its last player and comes with the next.
    let mut table = Table::new(1, bots(1));
    (0..500).for_each(|_| table.step());
    table.seat(0, Player::Nobody);
    assert!(table.game.state().balls.is_empty());
    table.seat(1, Player::Bot);
    table.step();
    assert_eq!(table.game.state().balls[0].owner, Some(SeatIndex(1)));
    assert_eq!(table.game.state().lives, Some(LIVES));
}

#[test]
fn the_starting_axes_move_no_paddle() {
    let mut table = Table::new(1, bots(0));
    for seat in 0..8 {
        table.seat(seat, Player::Still);
    }
    let before = table.game.state().clone();
    for seat in 0..8 {
        table.resume(seat);
    }
    table.step();
    for (now, then) in table.game.state().paddles.iter().zip(&before.paddles) {
        assert!((now.x - then.x).abs() < 0.01, "{now:?} {then:?}");
    }
}

#[test]
fn a_new_player_starts_from_nothing_and_the_team_keeps_its_points() {
    let mut table = Table::new(6, bots(1));
    (0..60 * 240).for_each(|_| table.step());
    let points = table.game.team_score();
    assert!(points > 0 && table.game.score(SeatIndex(0)) == points);
    table.seat(0, Player::Nobody);
    assert_eq!(table.game.score(SeatIndex(0)), points);
    table.seat(0, Player::Bot);
    assert_eq!(table.game.score(SeatIndex(0)), 0);
    assert_eq!(table.game.team_score(), points);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn players_may_come_and_go_as_they_like(
        seed: u64,
        mode in 0..3_u8,
        first in prop::array::uniform8(any_player()),
        changes in prop::collection::vec((1..900_u32, 0..8_usize, any_player()), 0..24),
    ) {
        let mut table = Table::of(&setup(seed, mode, 0), first);
        for (steps, seat, player) in changes {
            for _ in 0..steps {
                table.step();
                table.check();
            }
            table.seat(seat, player);
            table.check();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn every_game_ends(
        seed: u64,
        mode in prop::sample::select(vec![COOP, VERSUS]),
        mut players in prop::array::uniform8(any_player()),
        keen in 0..8_usize,
    ) {
        players[keen] = Player::Bot;
        let mut table = Table::of(&setup(seed, mode, 0), players);
        play_to_the_end(&mut table);
    }
}
