//! Who plays for whom, whose votes count, and that numbers do not matter.

use super::Table;
use couchpad_games::game::{Game, GameEvent, SeatIndex, Setup};
use couchpad_games::pong::{Event, FLASH, HEIGHT, Phase, STILL, Team, place};
use proptest::prelude::*;

fn sizes(table: &Table) -> [u16; 2] {
    table.state().sizes
}

#[test]
fn whoever_comes_joins_the_smaller_team() {
    let mut table = Table::new(0, &Setup::new(1));
    for seat in 0..1_000 {
        table.sit(seat);
        let [sun, sky] = sizes(&table);
        assert!(sun.abs_diff(sky) <= 1);
        assert_eq!(sun + sky, seat + 1);
    }
    table.sit(1_000);
    assert_eq!(sizes(&table), [500, 500], "there are no more seats");
}

#[test]
fn teams_are_evened_out_between_points_and_the_newest_change() {
    let mut table = Table::new(12, &Setup::new(1));
    table.until(|event| matches!(event, Event::Served { .. }));
    let sky = table.of(Team::Sky);
    sky[..5].iter().for_each(|seat| table.leave(*seat));
    table.step();
    assert_eq!(sizes(&table), [6, 1], "nobody changes while the ball flies");
    table.until(|event| matches!(event, Event::Point { .. }));
    let newest: Vec<_> = table.of(Team::Sun).into_iter().rev().take(2).collect();
    let before = table.game.pads();
    table.step();
    assert_eq!(sizes(&table), [4, 3]);
    for seat in newest {
        assert!(table.of(Team::Sky).contains(&seat));
        let is_told =
            |e: &GameEvent| matches!(e, GameEvent::Shakes { seat: to, .. } if to.0 == seat);
        assert_eq!(table.told(is_told), 1, "and their phones say so");
        let is_seen = |e: &Event| {
            *e == Event::Moved {
                seat: SeatIndex(seat),
                to: Team::Sky,
            }
        };
        assert!(table.outputs.details.iter().any(is_seen));
    }
    assert_ne!(table.game.pads(), before);
}

#[test]
fn an_empty_side_is_played_all_the_same() {
    let mut table = Table::new(1, &Setup::new(4));
    let mut returns = 0;
    for _ in 0..3_000 {
        table.stand_in();
        table.step();
        let is_sky = |e: &Event| {
            matches!(
                e,
                Event::Returned {
                    team: Team::Sky,
                    ..
                }
            )
        };
        returns += table.outputs.details.iter().filter(|e| is_sky(e)).count();
    }
    assert!(returns > 3, "{returns}");
    table.leave(0);
    let before = table.state().clone();
    table.steps(50);
    assert_eq!(
        (table.state().ball, table.state().steps_left),
        (before.ball, before.steps_left)
    );
}

/// The same wish moves a paddle the same way, whether one has it or three hundred.
#[test]
fn one_is_as_strong_as_three_hundred() {
    let mut table = Table::new(602, &Setup::new(1));
    table.until(|event| matches!(event, Event::Served { .. }));
    for seat in table.of(Team::Sun).into_iter().skip(1) {
        table.leave(seat);
    }
    assert_eq!(sizes(&table), [1, 301]);
    for (seat, way) in (0..602).flat_map(|seat| [(seat, 20_000)]) {
        table.vote(seat, way);
    }
    for _ in 0..40 {
        table.step();
        if table.state().phase != Phase::Rally {
            break;
        }
        let [sun, sky] = table.state().paddles;
        assert_eq!(sun.y, sky.y);
    }
    assert!((table.state().paddles[0].y - place(20_000)).abs() < 40.0);
}

#[test]
fn a_few_who_pull_the_other_way_are_not_obeyed() {
    let mut table = Table::new(40, &Setup::new(1));
    for (n, seat) in table.of(Team::Sun).into_iter().enumerate() {
        table.vote(seat, if n < 4 { i16::MAX } else { -9_000 });
    }
    table.steps(60);
    assert!((table.state().paddle(Team::Sun).y - place(-9_000)).abs() < 2.0);
}

#[test]
fn votes_that_stand_still_and_stand_ins_do_not_count_beside_others() {
    let mut table = Table::new(6, &Setup::new(1));
    let sun = table.of(Team::Sun);
    sun.iter().for_each(|seat| table.vote(*seat, 20_000));
    table.step();
    for step in 0..u32::from(STILL) {
        table.vote(sun[0], -20_000 + (step % 2) as i16);
        table.step();
    }
    assert_eq!(
        table.state().paddle(Team::Sun).wanted,
        place(-20_000 + ((u32::from(STILL) - 1) % 2) as i16)
    );
    let stand_in = table.game.stand_in(SeatIndex(sun[1]));
    table.inputs[usize::from(sun[1])] = stand_in;
    table.vote(sun[0], -15_000);
    table.step();
    assert!(
        table
            .state()
            .voter(SeatIndex(sun[1]))
            .is_some_and(|v| v.is_stand_in)
    );
    assert_eq!(table.state().paddle(Team::Sun).wanted, place(-15_000));
    (0..=STILL).for_each(|_| table.step());
    let wanted = table.state().paddle(Team::Sun).wanted;
    assert_eq!(
        wanted,
        place(2_500),
        "two who rest count more than a stand-in"
    );
}

#[test]
fn who_wiggles_is_seen() {
    let mut table = Table::new(200, &Setup::new(1));
    for n in 0..6 {
        table.vote(77, [0, 12_000][n % 2]);
        table.steps(4);
        if table
            .state()
            .voter(SeatIndex(77))
            .is_some_and(|voter| voter.flash > 0)
        {
            break;
        }
    }
    let flashing = table.state().players().filter(|(_, voter)| voter.flash > 0);
    assert_eq!(flashing.map(|(seat, _)| seat.0).collect::<Vec<_>>(), [77]);
    table.steps(usize::from(FLASH));
    assert!(table.state().players().all(|(_, voter)| voter.flash == 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whoever comes and goes, and whatever they do: the ball stays on the court, teams are right, and the same inputs give the
    /// same game.
    #[test]
    fn anything_may_happen_to_a_crowd(
        seed: u64,
        moves in prop::collection::vec((0_u16..40, any::<bool>(), -32_767_i16.., 0_usize..30), 1..120),
    ) {
        let mut one = Table::new(2, &Setup::new(seed));
        let mut two = Table::new(2, &Setup::new(seed));
        for (seat, comes, vote, steps) in moves {
            for table in [&mut one, &mut two] {
                if comes { table.sit(seat) } else { table.leave(seat) }
                table.vote(seat, vote);
                table.steps(steps);
            }
            prop_assert_eq!(one.game.checksum(), two.game.checksum());
            let state = one.state();
            prop_assert!((0.0..=HEIGHT).contains(&state.ball.y));
            prop_assert!(state.ball.x.is_finite() && state.ball.x.abs() < 1_100.0);
            let counted = Team::ALL.map(|team| one.of(team).len() as u16);
            prop_assert_eq!(counted, state.sizes);
            prop_assert!(one.game.clone().revive().is_some());
        }
    }
}
