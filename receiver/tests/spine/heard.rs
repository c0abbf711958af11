//! What was asked in one game is not asked in the next: neither in the same run nor, where it is kept, in a later one.

use crate::table::Table;
use couchpad_core::identity::FileStore;
use couchpad_games::game::AnyGame;
use couchpad_receiver::choices::Choices;
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::heard::Heard;
use std::sync::Arc;
use std::time::Duration;

/// A table at which Tall Tales is chosen, and one player.
fn quiz() -> Table {
    let mut table = Table::new();
    table.join("Ada");
    while table.stage().entry.manifest.id != "tales" {
        table.wish(Intent::NextGame(1));
    }
    table
}

/// Plays until a question is asked, ends the game, and says which question it was.
fn ask(table: &mut Table) -> u64 {
    table.wish(Intent::Start);
    assert_eq!(table.screen(), Screen::Playing);
    let heard = |table: &Table| table.stage().game.as_deref().map(AnyGame::heard);
    while heard(table).is_some_and(|heard| heard.is_empty()) {
        table.pass(Duration::from_secs(1));
    }
    let asked = heard(table).unwrap();
    table.wish(Intent::ToLobby);
    asked[0]
}

#[test]
fn a_game_that_ended_is_known_to_the_next_one() {
    let mut table = quiz();
    let first = ask(&mut table);
    let second = ask(&mut table);
    assert_ne!(first, second);
    table.wish(Intent::Start);
    assert_eq!(table.stage().setup.heard, [first, second]);
}

#[test]
fn a_later_run_knows_it_where_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = || Arc::new(FileStore::open(folder.path()).unwrap());
    let mut table = quiz();
    table.app.insert_resource(Heard::recall(store()));
    let first = ask(&mut table);
    drop(table);
    let mut table = quiz();
    table.app.insert_resource(Heard::recall(store()));
    table.wish(Intent::Start);
    assert_eq!(table.stage().setup.heard, [first]);
}

#[test]
fn the_draw_of_the_day_is_the_same_for_everybody() {
    let mut table = quiz();
    ask(&mut table);
    table.app.world_mut().resource_mut::<Choices>().daily = true;
    table.wish(Intent::Start);
    assert_eq!(table.stage().setup.heard, [0; 0]);
}
