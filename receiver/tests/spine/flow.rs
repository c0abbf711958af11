//! What moves the receiver from lobby to play, pause and results, and who plays meanwhile.

use crate::table::{SEED, Table};
use bevy::prelude::*;
use couchpad_core::protocol::{ButtonIndex, Phase, Place, SeatIndex};
use couchpad_core::session::{PadEvent, Presence};
use couchpad_receiver::flow::{self, GameNews, Intent, Screen};
use couchpad_receiver::game_host::DropPolicy;
use couchpad_receiver::kept::Comeback;
use couchpad_receiver::local_players::{KeySet, KeyboardsBefore, LocalPlayers};
use couchpad_receiver::net::Net;
use std::time::Duration;

#[test]
fn start_on_a_pad_starts_and_any_seated_pad_pauses_and_resumes() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    let bo = table.join("Bo");
    assert_eq!(table.screen(), Screen::Lobby);
    assert_eq!(table.labels(ada), ["START", "NEXT GAME"]);
    table.tap(ada, ButtonIndex::START);
    assert_eq!(table.screen(), Screen::Playing);
    assert_eq!(
        table.news,
        [GameNews::Started {
            game: "arkanoid",
            seed: SEED
        }]
    );
    assert!(table.labels(bo).contains(&"PAUSE".to_owned()));
    assert_eq!(table.pad(bo).session().phase(), Phase::Playing);
    table.tap(bo, ButtonIndex::PAUSE);
    assert_eq!(table.screen(), Screen::Paused);
    assert_eq!(table.labels(ada), ["RESUME"]);
    let steps = table.stage().steps;
    table.pass(Duration::from_secs(1));
    assert_eq!(table.stage().steps, steps, "the game stands still");
    table.tap(ada, ButtonIndex::PAUSE);
    assert_eq!(table.screen(), Screen::Playing);
    assert!(
        table.labels(bo).contains(&"PAUSE".to_owned()),
        "thumbs find their places"
    );
    table.pass(Duration::from_millis(2_700));
    assert_eq!(table.stage().counted(), Some(1));
    assert_eq!(table.stage().steps, steps, "it counts first");
    table.pass(Duration::from_millis(300));
    let at = |news: &GameNews| table.news.iter().position(|n| n == news).unwrap();
    assert!(at(&GameNews::Counting { seconds: 3 }) < at(&GameNews::Resumed));
    assert_eq!(table.stage().counted(), None);
    table.pass(Duration::from_secs(1));
    let made = table.stage().steps - steps;
    assert!(
        (240..=300).contains(&made),
        "{made} steps in a second and a bit"
    );
}

#[test]
fn the_next_game_is_chosen_on_a_pad_and_all_pads_say_which() {
    let mut table = Table::new();
    let (ada, bo) = (table.join("Ada"), table.join("Bo"));
    let games = couchpad_games::games();
    let title = |table: &mut Table| {
        let layout = table.pad(bo).session().layout();
        layout.map(|layout| layout.title.clone())
    };
    for game in games.iter().cycle().skip(1).take(games.len()) {
        table.tap(ada, ButtonIndex::PAUSE);
        assert_eq!(table.stage().entry.manifest.id, game.manifest.id);
        assert_eq!(title(&mut table).as_deref(), Some(game.manifest.title));
    }
    assert_eq!(table.screen(), Screen::Lobby);
}

#[test]
fn a_countdown_can_be_paused_and_is_told_to_the_pads() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    table.wish(Intent::Pause);
    table.wish(Intent::Start);
    let told = |table: &mut Table| {
        let session = table.pad(ada).session_mut();
        let events = std::iter::from_fn(|| session.poll_event());
        let numbers = events.filter_map(|event| match event {
            PadEvent::Countdown(seconds) => Some(seconds),
            _ => None,
        });
        numbers.collect::<Vec<_>>()
    };
    table.pass(Duration::from_millis(1_500));
    assert_eq!(told(&mut table), [3, 2]);
    let steps = table.stage().steps;
    table.tap(ada, ButtonIndex::PAUSE);
    assert_eq!(
        (table.screen(), table.stage().counted()),
        (Screen::Paused, None)
    );
    // it is over on a pad that knows of the pause: nothing begins there
    assert_eq!(table.pad(ada).session().phase(), Phase::Paused);
    table.tap(ada, ButtonIndex::PAUSE);
    table.pass(Duration::from_millis(2_500));
    assert_eq!(table.stage().steps, steps, "it begins anew");
    table.pass(Duration::from_secs(1));
    assert!(table.stage().steps > steps);
    assert_eq!(told(&mut table), [0, 3, 2, 1, 0]);
}

#[test]
fn without_players_nothing_starts() {
    let mut table = Table::new();
    table.settle();
    table.wish(Intent::Start);
    assert_eq!(table.screen(), Screen::Lobby);
    assert!(table.stage().game.is_none());
}

#[test]
fn late_joiners_play_at_once_and_the_ninth_waits() {
    let mut table = Table::new();
    table.join("Ada");
    table.wish(Intent::Start);
    assert_eq!(table.paddles(), 1);
    for at in 1..8 {
        table.join(&format!("Player {at}"));
    }
    assert_eq!(table.paddles(), 8);
    let ninth = table.join("Zoe");
    assert_eq!(table.paddles(), 8);
    assert_eq!(table.labels(ninth), Vec::<String>::new());
    let place = table.pad(ninth).session().place();
    assert_eq!(place, Some(Place::Waiting { ahead: 0 }));
    assert_eq!((table.roster().cards.len(), table.roster().waiting), (8, 1));
    table.tap(ninth, ButtonIndex::PAUSE);
    assert_eq!(table.screen(), Screen::Playing, "who waits does not pause");
    table.pads[3] = None;
    table.settle();
    let place = table.pad(ninth).session().place();
    assert!(
        matches!(
            place,
            Some(Place::Seated {
                seat: SeatIndex(3),
                ..
            })
        ),
        "{place:?}"
    );
    assert!(table.labels(ninth).contains(&"PAUSE".to_owned()));
    assert_eq!(table.paddles(), 8);
}

#[test]
fn a_bot_stands_in_five_seconds_after_a_drop_until_the_return() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    table.join("Bo");
    table.wish(Intent::Start);
    let silent = table.pads[ada].take().unwrap();
    table.pass(Duration::from_millis(2_500));
    assert_eq!(table.card(0).presence, Presence::Away);
    table.pass(Duration::from_secs(4));
    assert!(!table.card(0).standing_in, "the paddle holds at first");
    table.pass(Duration::from_secs(2));
    assert!(table.card(0).standing_in);
    assert!(!table.card(1).standing_in);
    assert_eq!(table.paddles(), 2);
    table.pass(Duration::from_secs(5));
    table.pads[ada] = Some(silent);
    table.pass(Duration::from_secs(1));
    assert_eq!(table.card(0).presence, Presence::Here);
    assert!(!table.card(0).standing_in);
    let game_axes = table.stage().game.as_ref().unwrap().axes(SeatIndex(0));
    assert_eq!(
        table.pad(ada).session().axes(),
        game_axes,
        "the paddle does not jump"
    );
}

#[test]
fn a_drop_pauses_where_that_is_wished() {
    let mut table = Table::new();
    table.app.insert_resource(DropPolicy { pause: true });
    let ada = table.join("Ada");
    table.join("Bo");
    table.wish(Intent::Start);
    let silent = table.pads[ada].take();
    table.pass(Duration::from_secs(3));
    assert_eq!(table.screen(), Screen::Paused);
    table.wish(Intent::TogglePause);
    table.pass(Duration::from_secs(8));
    assert_eq!(table.screen(), Screen::Playing, "paused once, not for ever");
    assert!(!table.card(0).standing_in);
    drop(silent);
}

#[test]
fn the_last_one_to_leave_ends_the_game() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    table.pads[ada] = None;
    table.settle();
    assert_eq!(table.screen(), Screen::Lobby);
    assert!(table.stage().game.is_none());
    assert!(matches!(table.news.last(), Some(GameNews::Aborted { .. })));
}

#[test]
fn a_lost_game_shows_results_and_leads_to_another() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    table.lose();
    assert_eq!(table.labels(ada), ["AGAIN", "LOBBY"]);
    let outcome = table.stage().outcome.clone().unwrap();
    assert!(!outcome.won);
    assert_eq!(outcome.scores.len(), 1);
    assert_eq!(outcome.scores[0].name, "Ada");
    assert_eq!(outcome.team, outcome.scores[0].points);
    assert!(outcome.team > 0, "the first launch hits bricks");
    let score = table.pad(ada).session().score();
    assert_eq!(
        score,
        Some((outcome.team, outcome.team)),
        "the pad knows its points"
    );
    table.tap(ada, ButtonIndex::START);
    assert_eq!(table.screen(), Screen::Playing);
    assert_ne!(table.stage().setup.seed, SEED);
    assert_eq!(table.stage().outcome, None);
    table.wish(Intent::ToLobby);
    assert_eq!(table.screen(), Screen::Lobby);
    assert_eq!(table.labels(ada), ["START", "NEXT GAME"]);
}

#[test]
fn unattended_games_start_by_themselves_and_again() {
    let mut table = Table::new();
    flow::unattended_plugin(&mut table.app);
    table.settle();
    assert_eq!(table.screen(), Screen::Lobby);
    table.join("Ada");
    assert_eq!(table.screen(), Screen::Playing);
    table.lose();
    table.pass(Duration::from_secs(3));
    assert_eq!(table.screen(), Screen::Results);
    table.pass(Duration::from_secs(3));
    assert_eq!(table.screen(), Screen::Playing);
    let started = table
        .news
        .iter()
        .filter(|n| matches!(n, GameNews::Started { .. }));
    assert_eq!(started.count(), 2);
}

#[test]
fn keyboard_players_are_pads_like_any_other() {
    let mut table = Table::new();
    let wish = |table: &mut Table, wish: fn(&mut LocalPlayers)| {
        wish(&mut table.app.world_mut().resource_mut::<LocalPlayers>());
        table.settle();
    };
    table.settle();
    wish(&mut table, |players| players.join(KeySet::Arrows));
    wish(&mut table, |players| players.join(KeySet::Letters));
    assert_eq!(table.roster().cards.len(), 2);
    assert!(table.card(0).local && table.card(1).local);
    assert_ne!(table.card(0).name, table.card(1).name);
    table.wish(Intent::Start);
    let axis = |table: &Table, seat| {
        let game = table.stage().game.as_ref().unwrap();
        game.axes(SeatIndex(seat))[0]
    };
    let (left, right) = (axis(&table, 0), axis(&table, 1));
    wish(&mut table, |players| players.steer(KeySet::Arrows, -1.0));
    assert!(
        axis(&table, 0) < left - 1_000,
        "{} from {left}",
        axis(&table, 0)
    );
    assert_eq!(axis(&table, 1), right, "the other paddle stays");
    wish(&mut table, |players| players.steer(KeySet::Arrows, 0.0));
    let stopped = axis(&table, 0);
    table.settle();
    assert_eq!(axis(&table, 0), stopped);
    wish(&mut table, |players| players.leave(KeySet::Letters));
    assert_eq!(table.roster().cards.len(), 1);
    assert_eq!(table.paddles(), 1);
}

#[test]
fn keyboard_players_find_their_seats_after_a_crash() {
    let mut table = Table::new();
    table.settle();
    let join = |table: &mut Table, keys| {
        table
            .app
            .world_mut()
            .resource_mut::<LocalPlayers>()
            .join(keys);
        table.settle();
    };
    join(&mut table, KeySet::Arrows);
    join(&mut table, KeySet::Letters);
    let pads = [table.card(0).pad, table.card(1).pad];
    let mut net = table.app.world_mut().resource_mut::<Net>();
    let saved = net.driver_mut().saved();

    let mut table = Table::again(Some(saved));
    let before = KeyboardsBefore(pads.map(Some));
    table.app.insert_resource(Comeback::at_keyboards(before));
    table.settle();
    assert_eq!(table.card(1).presence, Presence::Offline);
    join(&mut table, KeySet::Letters);
    join(&mut table, KeySet::Arrows);
    for (seat, pad) in (0..).zip(pads) {
        let card = table.card(seat);
        assert_eq!((card.pad, card.presence), (pad, Presence::Here));
        assert!(card.local);
    }
    assert_eq!(table.roster().cards.len(), 2);
}

#[test]
fn choosing_a_game_changes_seats_and_pads() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    let before = table.pad(ada).session().layout().unwrap().title.clone();
    table.wish(Intent::NextGame(1));
    let manifest = table.stage().entry.manifest;
    assert_ne!(manifest.id, "arkanoid");
    assert_eq!(table.roster().seats, usize::from(manifest.seats.seats()));
    assert_ne!(table.pad(ada).session().layout().unwrap().title, before);
    table.wish(Intent::NextGame(-1));
    assert_eq!(table.stage().entry.manifest.id, "arkanoid");
    let all = i8::try_from(couchpad_games::games().len()).unwrap();
    table.wish(Intent::NextGame(all));
    assert_eq!(
        table.stage().entry.manifest.id,
        "arkanoid",
        "round and round"
    );
}
