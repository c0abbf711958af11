//! A game that waits for its players, played over the spine: nothing happens while they think, and what they do is seen at once.

use crate::table::Table;
use couchpad_core::protocol::{ButtonIndex, ControlId, ControlKind, SeatIndex, Shown, Turn};
use couchpad_games::four::{Four, State};
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::net::Net;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn table() -> Table {
    Table::with(*couchpad_games::find("four").unwrap())
}

fn state(table: &Table) -> &State {
    use couchpad_games::game::Game;
    table.stage().running::<Four>().unwrap().game.state()
}

/// The choices on a pad and what they are known by.
fn choices(table: &mut Table, pad: usize) -> Option<(ControlId, usize)> {
    let layout = table.pad(pad).session().layout().cloned()?;
    layout
        .controls
        .iter()
        .find_map(|control| match &control.kind {
            ControlKind::Choices { options } => Some((control.id, options.len())),
            _ => None,
        })
}

fn choose(table: &mut Table, pad: usize, option: u8) {
    let (control, _) = choices(table, pad).expect("there is something to choose");
    let now = table.now();
    table.pad(pad).session_mut().choose(now, control, option);
    table.settle();
}

/// Of two pads, which has the move and which has not.
fn mover(table: &mut Table, pads: [usize; 2]) -> (usize, usize) {
    match choices(table, pads[0]) {
        Some((_, 7)) => (pads[0], pads[1]),
        _ => (pads[1], pads[0]),
    }
}

#[test]
fn no_step_is_made_while_people_think() {
    let mut table = table();
    let pads = [table.join("Ada"), table.join("Bo")];
    table.wish(Intent::Start);
    table.pass(SECOND);
    let steps = table.stage().steps;
    table.pass(30 * SECOND);
    assert_eq!(table.screen(), Screen::Playing);
    assert_eq!(table.stage().steps, steps, "half a minute and no step");
    let (mover, _) = mover(&mut table, pads);
    choose(&mut table, mover, 3);
    assert_eq!(state(&table).board.len(), 1);
    assert!(table.stage().steps <= steps + 2);
}

#[test]
fn seven_columns_are_on_one_phone_and_the_board_on_both() {
    let mut table = table();
    let pads = [table.join("Ada"), table.join("Bo")];
    table.wish(Intent::Start);
    table.pass(SECOND);
    for column in [3, 3, 2] {
        let (mover, other) = mover(&mut table, pads);
        assert_eq!(choices(&mut table, mover).map(|(_, count)| count), Some(7));
        assert_eq!(choices(&mut table, other), None);
        let turn = |table: &mut Table, pad| table.pad(pad).session().turn();
        assert_eq!(turn(&mut table, mover), Turn::Yours);
        assert_eq!(turn(&mut table, other), Turn::Free);
        choose(&mut table, mover, column);
    }
    for seat in [0, 1] {
        let session = table.app.world().resource::<Net>().session();
        let shown = session.showing(SeatIndex(seat)).unwrap();
        let boards = shown.iter().filter_map(|(_, shown)| match shown {
            Shown::Board { cells, .. } => Some(cells.iter().filter(|cell| **cell != 0).count()),
            Shown::Text(_) => None,
        });
        assert_eq!(boards.collect::<Vec<_>>(), [3]);
    }
}

#[test]
fn the_machine_takes_its_time_and_then_moves() {
    let mut table = table();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    table.pass(3 * SECOND);
    let before = state(&table).board.len();
    choose(&mut table, ada, 3);
    assert_eq!(state(&table).board.len(), before + 1);
    table.pass(SECOND / 3);
    assert_eq!(state(&table).board.len(), before + 1, "it thinks");
    table.pass(SECOND);
    assert_eq!(state(&table).board.len(), before + 2);
    assert!(choices(&mut table, ada).is_some());
}

#[test]
fn a_pause_is_no_move() {
    let mut table = table();
    let pads = [table.join("Ada"), table.join("Bo")];
    table.wish(Intent::Start);
    table.pass(SECOND);
    let (mover, _) = mover(&mut table, pads);
    choose(&mut table, mover, 3);
    table.tap(mover, ButtonIndex::PAUSE);
    assert_eq!(table.screen(), Screen::Paused);
    table.pass(10 * SECOND);
    assert_eq!(state(&table).board.len(), 1);
    table.tap(mover, ButtonIndex::PAUSE);
    table.pass(5 * SECOND);
    assert_eq!(
        (table.screen(), state(&table).board.len()),
        (Screen::Playing, 1)
    );
}
