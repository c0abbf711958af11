//! The screens beside play, cell by cell: results with highlights and high scores, an idle lobby, a replay, sound.

use crate::by_hand;
use crate::scenery::{Scenery, outcome};
use couchpad_games::game::{Highlight, Setup};
use couchpad_receiver::flow::Screen;
use couchpad_receiver::scores::{Class, Place};
use couchpad_receiver::sound::Volume;
use couchpad_receiver::stage::{Outcome, Standings};
use couchpad_receiver::terminal::{Idle, Reel};

const SMALLEST: (u16, u16) = (60, 20);
const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

/// High scores of four players, the second of them new.
fn standings() -> Standings {
    let arkanoid = couchpad_games::find("arkanoid").unwrap().manifest;
    let place =
        |points, name: &str| Place::new(points, &[name.to_owned(), "Grace".to_owned()], false, 0);
    Standings {
        class: Class::of(arkanoid, "coop", &Setup::new(1), 4),
        places: vec![
            place(131_400, "Ada"),
            place(99_050, "Алан"),
            place(12_000, "Somebody with a long name"),
            place(900, "Player 4"),
        ],
        new: vec![false, true, false, false],
    }
}

fn feat(title: &'static str, count: u32) -> Option<Highlight> {
    Some(Highlight { title, count })
}

/// The end of a game of four, each with something to be proud of.
fn finished() -> Scenery {
    let mut results = by_hand::mid_game();
    results.screen = Screen::Results;
    let mut end = outcome(&results.roster);
    (end.team, end.record) = (99_050, Some(2));
    end.standings = Some(standings());
    let feats = [
        feat("Most bricks", 212),
        feat("Most saves", 97),
        feat("Best combo", 11),
        feat("Most assists", 31),
    ];
    for (score, feat) in end.scores.iter_mut().zip(feats) {
        score.highlight = feat;
    }
    results.stage.outcome = Some(end);
    results
}

#[test]
fn results_praise_everybody_and_tell_a_high_score() {
    let results = finished();
    insta::assert_snapshot!("results", results.text(SMALL));
    insta::assert_snapshot!("results_large", results.text(LARGE));
    let text = results.text(SMALLEST);
    for words in [
        "High score, place 2",
        "Ada",
        "Keyboard",
        "Enter to play again",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[test]
fn a_race_is_won_by_whoever_has_most_points() {
    let mut race = by_hand::race();
    race.screen = Screen::Results;
    let scores = |points: [i64; 2], outcome: Outcome| {
        let mut outcome = outcome;
        outcome.scores.truncate(2);
        for (score, points) in outcome.scores.iter_mut().zip(points) {
            score.points = points;
        }
        outcome
    };
    let mut end = outcome(&race.roster);
    end.race = true;
    race.stage.outcome = Some(scores([2_900, 2_340], end.clone()));
    let text = race.text(SMALL);
    assert!(
        text.contains("Ada wins!") && !text.contains("Team"),
        "{text}"
    );
    race.stage.outcome = Some(scores([2_340, 2_340], end));
    assert!(race.text(SMALL).contains("A draw!"));
}

#[test]
fn an_idle_lobby_shows_bots_or_high_scores_beside_the_code() {
    let mut lobby = by_hand::mid_game();
    lobby.screen = Screen::Lobby;
    lobby.roster.cards.clear();
    lobby.idle = Idle::Demo;
    insta::assert_snapshot!("demo", lobby.text(SMALL));
    insta::assert_snapshot!("demo_large", lobby.text(LARGE));
    // where no game fits, the lobby stays as it is
    let narrow = lobby.text(SMALLEST);
    assert!(
        narrow.contains("Nobody yet") && !narrow.contains("Bots play"),
        "{narrow}"
    );
    lobby.idle = Idle::HighScores(Some(standings()));
    insta::assert_snapshot!("high_scores", lobby.text(SMALL));
    lobby.idle = Idle::HighScores(None);
    assert!(lobby.text(SMALL).contains("None yet"));
}

#[test]
fn a_replay_says_where_it_is_and_which_keys_it_has() {
    let mut replay = by_hand::boss();
    replay.reel = Some(Reel {
        state: "2 ×".to_owned(),
        place: "0:34 of 5:12".to_owned(),
        share: 0.11,
        failed: false,
    });
    insta::assert_snapshot!("replay", replay.text(SMALL));
}

#[test]
fn sound_is_told_where_there_is_some() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 1);
    assert!(!lobby.text(SMALL).contains("Sound"));
    lobby.volume = Some(Volume {
        all: 70,
        effects: 100,
        music: 100,
        muted: false,
        without_music: false,
    });
    let text = lobby.text(SMALL);
    assert!(text.trim_end().ends_with("M Sound 70 %"), "{text}");
}

#[test]
fn the_lobby_says_how_the_game_is_played_and_with_which_key_that_turns() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 1);
    let manifest = lobby.stage.entry.manifest;
    for size in [SMALLEST, SMALL, LARGE] {
        let before = lobby.text(size);
        assert!(lobby.choices.turn(manifest, 0, 1));
        let after = lobby.text(size);
        assert_ne!(before, after, "{size:?}");
        let rows = lobby.choices.rows(manifest);
        for (key, row) in (1..).zip(&rows) {
            let line = after.lines().find(|line| line.contains(row.value));
            let told = line.is_some_and(|line| line.contains(&format!("{key} ")));
            assert!(told, "{} is missing in\n{after}", row.value);
        }
    }
}
