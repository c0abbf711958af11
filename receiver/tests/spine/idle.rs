//! What a lobby does that nobody comes to.

use crate::table::Table;
use bevy::prelude::*;
use couchpad_core::protocol::ButtonIndex;
use couchpad_receiver::attract::{Attract, Patience, Touched};
use couchpad_receiver::flow::{GameNews, Intent, Screen};
use couchpad_receiver::options::ReducedMotion;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// A receiver whose lobby is patient for two seconds.
fn table() -> Table {
    let mut table = Table::new();
    let patience = Patience(Some(2 * SECOND));
    table.app.insert_resource(patience);
    table
}

fn shown(table: &Table) -> Attract {
    *table.app.world().resource::<State<Attract>>().get()
}

#[test]
fn bots_play_until_somebody_comes_and_nothing_of_it_stays() {
    let mut table = table();
    table.pass(SECOND);
    assert_eq!(shown(&table), Attract::Off);
    table.pass(3 * SECOND);
    assert_eq!(shown(&table), Attract::Demo);
    assert_eq!(table.screen(), Screen::Lobby);
    let steps = table.stage().steps;
    assert!((240..=560).contains(&steps), "{steps}");
    assert!(table.paddles() > 0);
    let ada = table.join("Ada");
    assert_eq!(shown(&table), Attract::Off);
    assert!(table.stage().game.is_none() && table.stage().steps == 0);
    table.pass(10 * SECOND);
    assert_eq!(shown(&table), Attract::Off, "somebody is here");
    assert_eq!(table.news, [], "nobody is told of it");
    table.tap(ada, ButtonIndex::START);
    assert_eq!(table.screen(), Screen::Playing);
    assert_eq!(table.paddles(), 1, "none of the bots'");
    let started = |news: &GameNews| matches!(news, GameNews::Started { .. });
    assert_eq!(table.news.iter().filter(|news| started(news)).count(), 1);
}

#[test]
fn a_touch_ends_it_and_it_comes_back() {
    let mut table = table();
    table.pass(4 * SECOND);
    assert_eq!(shown(&table), Attract::Demo);
    table.app.world_mut().write_message(Touched);
    table.settle();
    assert_eq!(shown(&table), Attract::Off);
    assert!(table.stage().game.is_none());
    table.pass(3 * SECOND);
    assert_eq!(shown(&table), Attract::Demo);
    table.pass(45 * SECOND);
    assert_eq!(shown(&table), Attract::HighScores);
    let steps = table.stage().steps;
    table.pass(2 * SECOND);
    assert_eq!(table.stage().steps, steps, "it stands still meanwhile");
}

#[test]
fn without_patience_or_with_reduced_motion_a_lobby_is_still() {
    for (patience, reduced) in [(None, false), (Some(SECOND), true)] {
        let mut table = table();
        table.app.insert_resource(Patience(patience));
        table.app.insert_resource(ReducedMotion(reduced));
        table.pass(5 * SECOND);
        assert_eq!(shown(&table), Attract::Off);
        assert!(table.stage().game.is_none());
    }
}

#[test]
fn bots_do_not_get_up_because_those_of_the_last_game_went() {
    let mut table = table();
    let ada = table.join("Ada");
    table.join("Bo");
    table.tap(ada, ButtonIndex::START);
    assert_eq!(table.screen(), Screen::Playing);
    table.wish(Intent::ToLobby);
    assert_eq!(table.screen(), Screen::Lobby);
    let guests: Vec<_> = table.roster().cards.iter().map(|card| card.pad).collect();
    guests
        .into_iter()
        .for_each(|pad| table.wish(Intent::Kick(pad)));
    table.pass(4 * SECOND);
    assert_eq!(shown(&table), Attract::Demo);
    assert_eq!(
        table.paddles(),
        2,
        "as many as in a lobby that never had guests"
    );
}
