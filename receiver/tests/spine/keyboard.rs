//! Players at the keyboard, in games that want more of them than left and right.

use crate::table::{FRAME, Table};
use couchpad_core::protocol::SeatIndex;
use couchpad_games::four::Four;
use couchpad_games::game::Game as _;
use couchpad_games::snake::{Heading, Snakes};
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::local_players::{AskedHere, KeySet, LocalPlayers};
use couchpad_receiver::stage::Stage;
use std::time::Duration;

/// A game with two players at the keyboard.
fn playing(id: &str) -> Table {
    let mut table = Table::with(*couchpad_games::find(id).unwrap());
    table.settle();
    for keys in KeySet::ALL {
        press(&mut table, |players| players.join(keys));
    }
    table.wish(Intent::Start);
    assert_eq!(table.screen(), Screen::Playing);
    table
}

fn press(table: &mut Table, what: impl FnOnce(&mut LocalPlayers)) {
    what(&mut table.app.world_mut().resource_mut::<LocalPlayers>());
    table.settle();
}

/// Lets it go on until one of them is asked for a column, and tells whose keys that are.
fn asked(table: &mut Table) -> KeySet {
    for _ in 0..400 {
        let here = table.app.world().resource::<AskedHere>();
        let at = here.0.iter().position(Option::is_some);
        if let Some(keys) = at.and_then(|at| KeySet::ALL.get(at)) {
            return *keys;
        }
        // whoever is next begins
        for keys in KeySet::ALL {
            press(table, |players| players.tap_main(keys));
        }
    }
    panic!("nobody was asked anything");
}

fn last_column(stage: &Stage) -> Option<usize> {
    let running = stage.running::<Four>().expect("Four in a Row");
    Some(running.game.state().board.last()?.column)
}

#[test]
fn they_answer_by_number_and_with_the_keys_that_steer() {
    let mut table = playing("four");
    asked(&mut table);
    // a digit is the player's who is asked, whoever's keys it belongs to
    press(&mut table, |players| players.pick(KeySet::Letters, 4));
    assert_eq!(last_column(table.stage()), Some(3));
    let keys = asked(&mut table);
    press(&mut table, |players| players.steer(keys, 1.0));
    press(&mut table, |players| players.steer(keys, 0.0));
    let here = table.app.world().resource::<AskedHere>();
    assert_eq!(
        here.0.iter().flatten().next().map(|asked| asked.at()),
        Some(1)
    );
    press(&mut table, |players| players.tap_up(keys));
    assert_eq!(
        last_column(table.stage()),
        Some(1),
        "up is the main key here"
    );
}

#[test]
fn a_key_that_stays_down_answers_once() {
    let mut table = playing("four");
    let keys = asked(&mut table);
    press(&mut table, |players| players.hold_main(keys, true));
    assert_eq!(last_column(table.stage()), Some(0));
    let other = asked_other(keys);
    press(&mut table, |players| players.pick(other, 7));
    table.pass(Duration::from_secs(1));
    assert_eq!(last_column(table.stage()), Some(6), "nobody lifted the key");
}

fn asked_other(keys: KeySet) -> KeySet {
    match keys {
        KeySet::Arrows => KeySet::Letters,
        KeySet::Letters => KeySet::Arrows,
    }
}

#[test]
fn they_turn_in_all_four_directions() {
    type Act = fn(&mut LocalPlayers, f32);
    let mut table = playing("snake");
    let heading = |table: &Table, seat: SeatIndex| {
        let running = table.stage().running::<Snakes>().expect("Snake");
        running.game.state().players[seat.index()].snake.heading
    };
    let mut seen = [false; 4];
    let ways: [(Act, f32, Heading); 4] = [
        (|p, way| p.climb(KeySet::Arrows, way), -1.0, Heading::Up),
        (|p, way| p.steer(KeySet::Arrows, way), -1.0, Heading::Left),
        (|p, way| p.climb(KeySet::Arrows, way), 1.0, Heading::Down),
        (|p, way| p.steer(KeySet::Arrows, way), 1.0, Heading::Right),
    ];
    // round and round, through the countdown and a new round where it runs into something
    for turn in 0..200 {
        let (act, way, wanted) = ways[turn % 4];
        press(&mut table, |players| act(players, way));
        table.pass(8 * FRAME);
        seen[turn % 4] |= heading(&table, SeatIndex(0)) == wanted;
        press(&mut table, |players| act(players, 0.0));
        if table.screen() != Screen::Playing || seen == [true; 4] {
            break;
        }
    }
    assert_eq!(seen, [true; 4]);
}
