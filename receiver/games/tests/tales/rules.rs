//! The rules by name.

use crate::{HURRY, PACK, SHORT, Table};
use couchpad_games::game::{Game, GameEvent, Options, PadAction, SeatIndex, Setup, Turn};
use couchpad_games::tales::questions::Pack;
use couchpad_games::tales::{ANSWER, Event, OFFERED, Phase, Refusal, Tales, Who};
use std::collections::BTreeMap;

/// Three who wrote and can pick.
fn three_picking() -> Table {
    let mut table = Table::new(3);
    table.until_write();
    for (seat, lie) in ["apple", "banana", "cherry"].iter().enumerate() {
        table.write(seat as u16, lie);
    }
    table.until_pick();
    table
}

#[test]
fn one_question_goes_from_writing_to_points() {
    let mut table = three_picking();
    let mut texts: Vec<_> = table
        .game
        .state()
        .answers
        .iter()
        .map(|a| &a.text[..])
        .collect();
    texts.sort_unstable();
    assert_eq!(texts, ["APPLE", "BANANA", "CHERRY", "TRUTH"]);
    table.pick(0, "TRUTH");
    table.pick(1, "APPLE");
    table.pick(2, "APPLE");
    table.until_scores();
    assert_eq!(table.points(3), [2_000, 0, 0], "the truth, and two fooled");
    let told: Vec<_> = table
        .details
        .iter()
        .filter(|e| matches!(e, Event::Lie(_) | Event::Truth(_)))
        .collect();
    assert_eq!(
        told,
        [&Event::Lie(2), &Event::Truth(1)],
        "the truth comes last"
    );
}

#[test]
fn later_rounds_are_worth_more() {
    let mut table = Table::new(3);
    for round in 1..=3 {
        table.until_write();
        let before = table.points(1)[0];
        table.write(1, "banana");
        table.write(2, "cherry");
        table.write(0, "apple");
        table.until_pick();
        table.pick(0, "TRUTH");
        table.pick(1, "APPLE");
        table.until_scores();
        assert_eq!(table.points(1)[0] - before, 1_500 * round);
    }
    table.until(|phase| phase == Phase::Over);
    let rounds = table
        .events
        .iter()
        .filter(|e| matches!(e, GameEvent::RoundCleared { .. }));
    assert_eq!(rounds.count(), 3);
    assert!(table.events.contains(&GameEvent::GameOver { won: true }));
}

#[test]
fn the_truth_is_not_taken_as_a_lie_and_nobody_else_hears_of_it() {
    let mut table = Table::new(3);
    table.until_write();
    for truth in ["Truth!", "the truth", "verity"] {
        let is_asked = table.game.state().asked().unwrap().is_truth(truth);
        if !is_asked {
            continue;
        }
        table.write(0, truth);
        let player = &table.game.state().players[0];
        assert_eq!((&player.lie, player.refused), (&None, Some(Refusal::True)));
    }
    table.write(0, "\u{e003} ?!");
    assert_eq!(table.game.state().players[0].refused, Some(Refusal::Empty));
    assert!(
        !table
            .details
            .contains(&Event::Wrote(Who::Seat(SeatIndex(0))))
    );
    table.write(0, "a tree");
    let player = &table.game.state().players[0];
    assert_eq!(
        (player.lie.as_deref(), player.refused),
        (Some("A TREE"), None)
    );
    table.write(0, "another");
    assert_eq!(
        table.game.state().players[0].lie.as_deref(),
        Some("A TREE"),
        "one lie each"
    );
}

#[test]
fn whoever_has_the_same_idea_gets_the_same_points() {
    let mut table = Table::new(3);
    table.until_write();
    table.write(0, "the old tree");
    table.write(1, "Old-tree");
    table.write(2, "cherry");
    table.until_pick();
    assert!(!table.offered(0).contains(&"THE OLD TREE".into()));
    assert!(!table.offered(1).contains(&"THE OLD TREE".into()));
    table.pick(2, "THE OLD TREE");
    table.until_scores();
    assert_eq!(table.points(3), [500, 500, 0]);
}

#[test]
fn a_lie_by_the_house_is_worth_half() {
    let mut table = Table::new(3);
    table.until_write();
    table.step(&[], Some(0));
    let lie = table.game.state().players[0].lie.clone().unwrap();
    assert!(lie.starts_with("HOUSE"), "{lie}");
    table.write(1, "banana");
    table.write(2, "cherry");
    table.until_pick();
    table.pick(1, &lie);
    table.until_scores();
    assert_eq!(table.points(3), [250, 0, 0]);
}

#[test]
fn nobody_is_offered_their_own_lie_and_everybody_the_truth() {
    let table = three_picking();
    for (seat, own) in ["APPLE", "BANANA", "CHERRY"].iter().enumerate() {
        let offered = table.offered(seat as u16);
        assert_eq!(offered.len(), 3);
        assert!(offered.contains(&"TRUTH".into()) && !offered.contains(&(*own).into()));
    }
}

#[test]
fn a_pick_may_be_changed_until_all_have_picked() {
    let mut table = three_picking();
    table.pick(0, "BANANA");
    table.pick(0, "TRUTH");
    table.pick(1, "TRUTH");
    table.pick(2, "TRUTH");
    table.until_scores();
    assert_eq!(table.points(3), [1_000; 3]);
}

#[test]
fn what_the_phase_does_not_ask_for_is_nothing() {
    let mut table = Table::new(3);
    table.until_write();
    let (control, option) = (ANSWER, 0);
    table.act(0, PadAction::Choose { control, option });
    assert_eq!(table.game.state().players[0].pick, None);
    let mut table = three_picking();
    table.write(0, "late");
    table.act(0, PadAction::Choose { control, option: 3 });
    table.act(
        0,
        PadAction::Choose {
            control,
            option: 255,
        },
    );
    let player = &table.game.state().players[0];
    assert_eq!((player.lie.as_deref(), player.pick), (Some("APPLE"), None));
}

#[test]
fn a_phase_is_over_soon_after_everybody_is_done_or_when_its_time_is_up() {
    let mut table = Table::new(3);
    table.until_write();
    let before = table.game.state().steps;
    table.until_pick();
    assert_eq!(table.game.state().steps - before, 20 * 20, "twenty seconds");
    (0..3).for_each(|seat| table.pick(seat, "TRUTH"));
    let before = table.game.state().steps;
    table.until(|phase| matches!(phase, Phase::Reveal(_)));
    assert!(table.game.state().steps - before <= 10);
}

#[test]
fn who_leaves_takes_pick_and_points_along_but_not_the_lie() {
    let mut table = three_picking();
    table.pick(2, "APPLE");
    table.pick(1, "APPLE");
    table.leave(0);
    table.leave(1);
    table.sit(0);
    assert!(
        table.offered(0).contains(&"APPLE".into()),
        "it is not the new one's"
    );
    table.pick(0, "TRUTH");
    table.until_scores();
    assert_eq!(table.points(3), [1_000, 0, 0]);
    assert!(table.details.contains(&Event::Lie(1)));
}

#[test]
fn who_comes_late_may_pick_at_once() {
    let mut table = three_picking();
    table.sit(7);
    table.pick(7, "TRUTH");
    table.until_scores();
    assert_eq!(table.game.score(SeatIndex(7)), 1_000);
}

#[test]
fn alone_one_plays_against_the_guests_of_the_house() {
    let mut table = Table::new(1);
    table.until_write();
    table.write(0, "apple");
    table.until_pick();
    let lies = table.game.state().answers.iter().filter(|a| !a.is_true);
    let by_guests = lies
        .filter(|a| a.writers.has(16) || a.writers.has(17))
        .count();
    assert_eq!(by_guests, 2);
    table.pick(0, "TRUTH");
    table.until_scores();
    assert_eq!(
        table
            .details
            .iter()
            .filter(|e| matches!(e, Event::Picked(_)))
            .count(),
        3
    );
    table.sit(1);
    table.sit(2);
    table.until_write();
    assert_eq!(table.game.state().here().count(), 3, "three need no guests");
}

#[test]
fn where_nobody_writes_the_house_does() {
    let mut table = Table::new(3);
    table.until_pick();
    let answers = &table.game.state().answers;
    assert_eq!(answers.len(), 4);
    assert!(answers.iter().all(|a| a.writers.is_empty()));
}

#[test]
fn of_sixteen_lies_each_phone_offers_some_and_each_lie_is_offered_as_often() {
    let mut table = Table::new(16);
    table.until_write();
    for seat in 0..16 {
        table.write(seat, &format!("{seat}{seat} trees"));
    }
    table.until_pick();
    let mut times = BTreeMap::new();
    for seat in 0..16 {
        let offered = table.offered(seat);
        assert_eq!(offered.len(), OFFERED);
        assert!(!offered.contains(&format!("{seat}{seat} TREES")));
        offered
            .into_iter()
            .for_each(|o| *times.entry(o).or_insert(0) += 1);
    }
    assert_eq!(times.remove("TRUTH"), Some(16));
    assert!(
        times.len() == 16 && times.values().all(|n| *n == 7),
        "{times:?}"
    );
}

#[test]
fn the_last_one_is_told_that_all_wait() {
    let mut table = Table::new(3);
    table.until_write();
    table.write(0, "apple");
    assert_eq!(table.game.turn(SeatIndex(1)), Turn::Free);
    table.write(1, "banana");
    let turns: Vec<_> = (0..3)
        .map(|seat| table.game.turn(SeatIndex(seat)))
        .collect();
    assert_eq!(turns, [Turn::Free, Turn::Free, Turn::Yours]);
}

#[test]
fn stand_ins_play_a_whole_game_well_enough() {
    let mut table = Table::of(&Setup::new(8), 5);
    while table.phase() != Phase::Over {
        let seats = (0..5).map(SeatIndex);
        let actions: Vec<_> = seats
            .filter_map(|seat| {
                let action = table.game.stand_in_action(seat)?;
                Some(couchpad_games::game::SeatAction { seat, action })
            })
            .collect();
        table.step(&actions, None);
    }
    assert!(
        table.points(5).iter().all(|points| *points > 0),
        "{:?}",
        table.points(5)
    );
    let minutes = table.game.state().steps / 20 / 60;
    assert!((1..6).contains(&minutes), "{minutes}");
    for seat in (0..5).map(SeatIndex) {
        assert!(table.game.highlight(seat).is_some());
    }
}

#[test]
fn a_game_is_as_long_as_was_chosen() {
    for (choice, questions) in [(0, 7), (SHORT, 3), (2, 10), (99, 7)] {
        let setup = Setup {
            options: Options::default().with(0, choice).with(1, HURRY),
            ..Setup::new(3)
        };
        let mut table = Table::of(&setup, 3);
        table.until(|phase| phase == Phase::Over);
        let asked = table.details.iter().filter(|e| **e == Event::Asked);
        assert_eq!(asked.count(), questions);
    }
}

#[test]
fn a_pack_is_played_with() {
    let pack = Pack::parse(PACK).unwrap();
    let table = Table::new(1);
    let state = table.game.state();
    assert!(state.questions.iter().all(|q| pack.questions().contains(q)));
    let info = (Tales::MANIFEST.packs.unwrap().check)(PACK).unwrap();
    assert_eq!((info.title.as_str(), info.count), ("Test", 3));
}
