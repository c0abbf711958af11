//! Crowd Pong, and a crowd on the other screens, cell by cell.

use crate::scenery::Scenery;
use couchpad_games::game::SeatIndex;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::roster::sides;
use couchpad_receiver::stage::{FinalScore, Outcome};

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn a_court_lies_between_its_swarms() {
    let few = Scenery::played(Screen::Playing, "pong", 4, 500);
    insta::assert_snapshot!("pong_few", few.text(SMALL));
    let crowd = Scenery::played(Screen::Playing, "pong", 300, 500);
    insta::assert_snapshot!("pong_crowd", crowd.text(LARGE));
}

#[test]
fn a_crowd_is_counted_in_the_lobby() {
    let mut lobby = Scenery::new(Screen::Lobby, "pong", 300);
    lobby.roster.seats = 1_000;
    let text = lobby.text(SMALL);
    insta::assert_snapshot!("lobby_crowd", text);
    assert!(text.contains("300 players"), "{text}");
}

#[test]
fn the_results_of_a_crowd_name_the_team() {
    let mut over = Scenery::played(Screen::Results, "pong", 300, 3_000);
    let game = over.stage.game.as_deref().unwrap();
    let cards = over.roster.cards.iter();
    let scores = cards.map(|card| {
        let name = card.name.clone();
        FinalScore::in_game(game, card.seat, card.mark, name)
    });
    let outcome = Outcome {
        won: true,
        scores: scores.collect(),
        sides: sides(game, (0..300).map(SeatIndex)),
        ..Outcome::default()
    };
    over.stage.outcome = Some(outcome);
    let text = over.text(SMALL);
    insta::assert_snapshot!("results_crowd", text);
    assert!(text.contains("more"), "{text}");
}
