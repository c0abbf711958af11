//! What a game lets its players feel and see on their pads: from its own events, through the receiver, to the pad's session.

use crate::table::{FRAME, Table};
use couchpad_core::protocol::{ButtonIndex, Shakes, Tint, Turn};
use couchpad_core::session::PadEvent;
use couchpad_games::arkanoid::{Arkanoid, LAUNCH, Phase};
use couchpad_games::game::Game;
use couchpad_receiver::flow::{Intent, Screen};

fn phase(table: &Table) -> Phase {
    let running = table.stage().running::<Arkanoid>().expect("a game");
    running.game.state().phase
}

fn turn(table: &mut Table, pad: usize) -> Turn {
    table.pad(pad).session().turn()
}

fn events(table: &mut Table, pad: usize) -> Vec<PadEvent> {
    let session = table.pad(pad).session_mut();
    std::iter::from_fn(|| session.poll_event()).collect()
}

/// Lets time pass until it is so.
fn until(table: &mut Table, what: &str, mut is_so: impl FnMut(&mut Table) -> bool) {
    for _ in 0..6_000 {
        if is_so(table) {
            return;
        }
        table.pass(FRAME);
    }
    panic!("never {what}");
}

#[test]
fn who_has_the_ball_is_called_until_it_flies() {
    let mut table = Table::new();
    let (ada, bo) = (table.join("Ada"), table.join("Bo"));
    table.wish(Intent::Start);
    assert!(matches!(phase(&table), Phase::RoundIntro { .. }));
    assert_eq!(turn(&mut table, ada), Turn::Free, "the round is announced");
    until(&mut table, "played", |table| phase(table) == Phase::Playing);
    table.settle();
    let turns = [turn(&mut table, ada), turn(&mut table, bo)];
    assert_eq!(turns, [Turn::Yours, Turn::Free], "one ball for two");
    // nobody is called where nothing goes on
    table.wish(Intent::Pause);
    assert_eq!(turn(&mut table, ada), Turn::Free);
    table.wish(Intent::Start);
    assert_eq!(turn(&mut table, ada), Turn::Free, "it counts first");
    until(&mut table, "gone on", |t| t.stage().countdown.is_none());
    table.settle();
    assert_eq!(turn(&mut table, ada), Turn::Yours);
    for pad in [ada, bo] {
        let goes_on = |event: &PadEvent| matches!(event, PadEvent::Rumble { .. });
        assert_eq!(
            events(&mut table, pad)
                .iter()
                .filter(|e| goes_on(e))
                .count(),
            1
        );
    }
    table.tap(ada, LAUNCH);
    assert_eq!(turn(&mut table, ada), Turn::Free);
}

#[test]
fn a_lost_ball_is_felt_and_seen_by_its_owner_alone() {
    let mut table = Table::new();
    let (ada, bo) = (table.join("Ada"), table.join("Bo"));
    table.wish(Intent::Start);
    until(&mut table, "played", |table| phase(table) == Phase::Playing);
    let (mut hers, mut his) = (Vec::new(), Vec::new());
    until(&mut table, "lost", |table| {
        hers.extend(events(table, ada));
        his.extend(events(table, bo));
        matches!(phase(table), Phase::BallLost { .. })
    });
    table.settle();
    let mut all = [hers, his];
    all[0].extend(events(&mut table, ada));
    all[1].extend(events(&mut table, bo));
    let lost = |events: &[PadEvent]| {
        let is_bad = |e: &&PadEvent| {
            matches!(
                e,
                PadEvent::Glow {
                    tint: Tint::Bad,
                    ..
                }
            )
        };
        events.iter().filter(is_bad).count()
    };
    let felt = |events: &[PadEvent]| {
        let is_blow = |shakes: &Shakes| shakes.as_slice().len() > 1;
        let blows = events.iter().filter(|event| match event {
            PadEvent::Shakes(shakes) => is_blow(shakes),
            _ => false,
        });
        blows.count()
    };
    // whoever touched it last: the one who launched it, or the other whose paddle it met
    let seen = [lost(&all[0]), lost(&all[1])];
    assert_eq!(seen[0] + seen[1], 1, "{all:?}");
    assert_eq!([felt(&all[0]), felt(&all[1])], seen);
}

#[test]
fn an_end_in_the_lobby_calls_nobody() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    until(&mut table, "played", |table| phase(table) == Phase::Playing);
    table.settle();
    assert_eq!(turn(&mut table, ada), Turn::Yours);
    table.wish(Intent::ToLobby);
    assert_eq!(table.screen(), Screen::Lobby);
    assert_eq!(turn(&mut table, ada), Turn::Free);
    table.tap(ada, ButtonIndex::START);
    assert_eq!(table.screen(), Screen::Playing);
    assert_eq!(turn(&mut table, ada), Turn::Free);
}
