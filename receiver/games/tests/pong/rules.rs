//! The court, the points and the time.

use super::Table;
use couchpad_games::game::{Game, GameEvent, Options, SeatIndex, Setup, Showing, Shown, Tint};
use couchpad_games::pong::{Event, HALF, HEIGHT, Phase, SHORTEST, Team};
use couchpad_protocol::ControlId;

const SHORT: Options = Options([0, 1, 0, 0, 0, 0, 0, 0]);

fn short(seed: u64) -> Setup {
    Setup {
        options: SHORT,
        ..Setup::new(seed)
    }
}

fn is_point(event: &Event) -> bool {
    matches!(event, Event::Point { .. })
}

fn is_return(event: &Event) -> bool {
    matches!(event, Event::Returned { .. })
}

#[test]
fn the_paddle_goes_where_the_vote_is_and_no_faster_than_it_can() {
    let mut table = Table::new(2, &Setup::new(1));
    let seat = table.of(Team::Sun)[0];
    table.vote(seat, -i16::MAX);
    let mut before = table.state().paddle(Team::Sun).y;
    for _ in 0..60 {
        table.step();
        let now = table.state().paddle(Team::Sun).y;
        assert!(now <= before && before - now < 18.0, "{before} to {now}");
        before = now;
    }
    assert!((before - HALF).abs() < 1.0, "at the upper wall: {before}");
    table.vote(seat, i16::MAX);
    table.steps(90);
    assert!((table.state().paddle(Team::Sun).y - (HEIGHT - HALF)).abs() < 1.0);
}

#[test]
fn a_ball_that_nobody_meets_is_a_point_for_the_others() {
    let mut table = Table::new(2, &Setup::new(1));
    let (sun, sky) = (table.of(Team::Sun)[0], table.of(Team::Sky)[0]);
    table.vote(sun, -i16::MAX);
    table.vote(sky, -i16::MAX);
    let Event::Point { team, .. } = table.until(is_point) else {
        unreachable!("only points were asked for");
    };
    let mut points = [0; 2];
    points[team.index()] = 1;
    assert_eq!(table.state().points, points);
    assert_eq!(
        table.told(|e| matches!(e, GameEvent::RoundCleared { round: 1 })),
        1
    );
    assert!(matches!(table.state().phase, Phase::Serve { to, .. } if to == team));
    let winner = if team == Team::Sun { sun } else { sky };
    let glows = |seat, tint| {
        let is = |e: &GameEvent| matches!(e, GameEvent::Glow(g) if g.seat == SeatIndex(seat) && g.tint == tint);
        table.told(is)
    };
    assert_eq!(
        (glows(winner, Tint::Good), glows(1 - winner, Tint::Bad)),
        (1, 1)
    );
}

#[test]
fn the_ball_is_faster_with_every_return_until_the_point() {
    let mut table = Table::new(40, &Setup::new(3));
    let served = table.state().ball.speed;
    let mut before = served;
    let mut returns = 0;
    for _ in 0..4_000 {
        table.stand_in();
        table.step();
        if table.outputs.details.iter().any(is_return) {
            let now = table.state().ball.speed;
            assert!(now > before || now >= served * 3.5, "{before} to {now}");
            (before, returns) = (now, returns + 1);
        }
        if table.outputs.details.iter().any(is_point) {
            assert_eq!(table.state().ball.speed, served);
            before = served;
        }
    }
    assert!(returns > 10, "{returns}");
}

#[test]
fn whose_vote_was_on_the_ball_has_a_point_of_their_own() {
    let mut table = Table::new(6, &Setup::new(5));
    for _ in 0..600 {
        table.stand_in();
        let high = table.of(Team::Sun)[0];
        table.vote(
            high,
            if table.state().steps.is_multiple_of(2) {
                -i16::MAX
            } else {
                -32_000
            },
        );
        table.step();
    }
    let returns = table.state().returns;
    assert!(returns > 2, "{returns}");
    let best = (0..6).map(|seat| table.game.score(SeatIndex(seat))).max();
    assert!(best > Some(0));
    let high = table.of(Team::Sun)[0];
    assert!(
        table.game.score(SeatIndex(high)) <= 1,
        "who stayed at the wall was not there"
    );
    assert!(table.game.highlight(SeatIndex(5)).is_some());
}

#[test]
fn a_return_is_felt_by_who_wanted_it_but_not_by_a_crowd() {
    for (players, is_felt) in [(4, true), (200, false)] {
        let mut table = Table::new(players, &Setup::new(5));
        let mut returns = 0;
        while returns < 3 {
            table.stand_in();
            table.step();
            let is_returned = table.outputs.details.iter().any(is_return);
            returns += usize::from(is_returned);
            if is_returned {
                let felt = table.told(|e| matches!(e, GameEvent::Rumble(_)));
                assert_eq!(felt > 0, is_felt, "{players}");
                let scored = table.told(|e| matches!(e, GameEvent::Score { points: 1, .. }));
                assert_eq!(scored, felt);
            }
        }
    }
}

#[test]
fn the_first_to_the_goal_wins() {
    let mut table = Table::new(1, &Setup::new(2));
    table.vote(0, -i16::MAX);
    while !table.game.is_over() {
        table.step();
    }
    let points = table.state().points;
    assert!(points.contains(&7), "{points:?}");
    assert_eq!(
        table.told(|e| matches!(e, GameEvent::GameOver { won: true })),
        1
    );
}

#[test]
fn a_short_game_is_over_in_half_a_minute_whoever_plays() {
    for (players, seed) in [(1, 1), (2, 2), (12, 3), (300, 4)] {
        for is_played in [false, true] {
            let mut table = Table::new(players, &short(seed));
            while !table.game.is_over() {
                if is_played {
                    table.stand_in();
                }
                table.step();
            }
            let steps = table.state().steps;
            assert!(steps <= 60 * 28, "{players}: {steps}");
        }
    }
}

/// Two who cover the whole court between them would keep the ball up for ever.
#[test]
fn in_overtime_paddles_shrink_and_the_next_point_wins() {
    let mut seen = 0;
    for seed in 0..60 {
        let mut table = Table::new(200, &short(seed));
        while !table.game.is_over() {
            table.stand_in();
            table.step();
            let state = table.state();
            let longest = state
                .paddles
                .iter()
                .map(|paddle| paddle.half)
                .fold(0.0, f32::max);
            assert!((SHORTEST..=HALF).contains(&longest));
            assert!(state.is_overtime || longest == HALF);
            seen += usize::from(longest < HALF);
        }
        if table.state().is_overtime {
            let [sun, sky] = table.state().points;
            assert!(sun.abs_diff(sky) <= 1, "{sun} : {sky}");
        }
    }
    assert!(seen > 0, "some went into overtime");
}

#[test]
fn a_phone_says_for_whom_and_how_it_stands() {
    let mut table = Table::new(3, &Setup::new(1));
    let text = |table: &Table, seat| {
        let mut showing = Showing::default();
        table.game.show(SeatIndex(seat), &mut showing);
        showing.get(ControlId(0)).cloned()
    };
    let before = table.game.pads();
    let sun = table.of(Team::Sun)[1];
    assert_eq!(
        text(&table, sun),
        Some(Shown::Text(format!(
            "You are SUN {}\nSUN 0 : 0 SKY",
            sun + 1
        )))
    );
    assert_eq!(text(&table, 3), None);
    (0..3).for_each(|seat| table.vote(seat, -i16::MAX));
    table.until(is_point);
    assert_ne!(
        table.game.pads(),
        before,
        "the points are new on every phone"
    );
    let [sun_points, sky_points] = table.state().points;
    assert_eq!(
        text(&table, sun),
        Some(Shown::Text(format!(
            "You are SUN {}\nSUN {sun_points} : {sky_points} SKY",
            sun + 1
        )))
    );
}

#[test]
fn the_speed_is_chosen() {
    let speed = |choice| {
        let setup = Setup {
            options: Options::default().with(0, choice),
            ..Setup::new(1)
        };
        Table::new(2, &setup).state().ball.speed
    };
    assert!(speed(1) < speed(0) && speed(0) < speed(2));
    assert_eq!(speed(9), speed(0), "what is beyond the list is as usual");
}
