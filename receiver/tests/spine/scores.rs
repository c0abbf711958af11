//! Which games make high scores, and where they are told.

use crate::table::Table;
use bevy::prelude::*;
use couchpad_core::identity::FileStore;
use couchpad_core::protocol::SeatIndex;
use couchpad_receiver::choices::Choices;
use couchpad_receiver::flow::{GameNews, Intent};
use couchpad_receiver::scores::{RECORD, Scores};
use couchpad_receiver::stage::{FinalScore, Outcome, Stage};
use std::sync::Arc;
use std::time::Duration;

fn scores(table: &Table) -> &Scores {
    table.app.world().resource()
}

/// Points and names of the only board, best first.
fn board(scores: &Scores) -> Vec<(i64, Vec<String>)> {
    let boards = scores.table().boards().iter();
    let places = boards.flat_map(|board| board.places());
    places.map(|p| (p.points, p.names.clone())).collect()
}

fn outcome(table: &Table) -> &Outcome {
    table.stage().outcome.as_ref().expect("it is over")
}

#[test]
fn a_game_that_is_over_is_kept_and_one_that_was_ended_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FileStore::open(folder.path()).unwrap());
    let mut table = Table::new();
    let (kept, note) = Scores::open(Some(&store));
    assert_eq!(note, None);
    table.app.insert_resource(kept);
    table.join("Ada");
    table.join("Bo");
    table.wish(Intent::Start);
    table.pass(Duration::from_secs(30));
    table.wish(Intent::ToLobby);
    assert!(board(scores(&table)).is_empty(), "it was ended");
    table.wish(Intent::Start);
    table.lose();
    let over = outcome(&table).clone();
    assert!(over.team > 0 && over.record == Some(1), "{over:?}");
    let names: Vec<_> = over.scores.iter().map(|s| s.name.clone()).collect();
    let standings = over.standings.as_ref().unwrap();
    assert_eq!(
        (standings.class.players, standings.new.as_slice()),
        (2, &[true][..])
    );
    assert_eq!(board(scores(&table)), [(over.team, names)]);
    assert!(over.scores.iter().any(|score| score.highlight.is_some()));
    assert!(table.news.contains(&GameNews::Over(over)), "events tell it");
    let expected = board(scores(&table));
    drop(table);
    assert!(folder.path().join(RECORD).exists());
    assert_eq!(board(&Scores::open(Some(&store)).0), expected);
}

#[test]
fn a_draw_of_the_day_has_a_table_of_its_own() {
    let mut table = Table::new();
    table.join("Ada");
    let mut days = Vec::new();
    for daily in [true, false] {
        let mut choices = table.app.world_mut().resource_mut::<Choices>();
        choices.daily = daily;
        table.wish(Intent::Start);
        table.lose();
        let standings = outcome(&table).standings.as_ref().expect("it counts");
        assert_eq!(standings.places.len(), 1, "nobody else played this");
        days.push(standings.class.day.is_some());
    }
    assert_eq!(days, [true, false]);
}

#[test]
fn what_a_bot_played_alone_does_not_count() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    let silent = table.pads[ada].take();
    table.pass(Duration::from_secs(30));
    assert!(table.card(0).standing_in);
    table.pads[ada] = silent;
    table.settle();
    table.lose();
    let over = outcome(&table);
    assert!(over.team > 0 && over.record.is_none() && over.standings.is_none());
    assert!(board(scores(&table)).is_empty());
}

#[test]
fn in_a_race_each_players_points_are_ranked() {
    let mut table = Table::new();
    let arkanoid = table.stage().entry.manifest;
    let mut choices = table.app.world_mut().resource_mut::<Choices>();
    choices.choose(arkanoid, "mode", "versus").unwrap();
    for name in ["Ada", "Bo"] {
        table.join(name);
    }
    table.wish(Intent::Start);
    // nobody has to play eight rounds for it: what counts is how a race is entered
    let mut over = Outcome {
        team: 900,
        race: true,
        scores: [("Ada", 600), ("Bo", 300)]
            .map(|(name, points)| FinalScore::new(SeatIndex(0), 0, name.into(), points))
            .into(),
        ..Outcome::default()
    };
    table
        .app
        .world_mut()
        .resource_scope(|world, mut scores: Mut<Scores>| {
            scores.enter(world.resource::<Stage>(), &mut over, 5);
        });
    let ranks: Vec<_> = over.scores.iter().map(|score| score.record).collect();
    assert_eq!((ranks, over.record), (vec![Some(1), Some(2)], None));
    let one = |points, name: &str| (points, vec![name.to_owned()]);
    assert_eq!(board(scores(&table)), [one(600, "Ada"), one(300, "Bo")]);
    let standings = over.standings.expect("it counts");
    assert_eq!(standings.class.league, "versus");
}
