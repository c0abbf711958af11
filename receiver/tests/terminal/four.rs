//! Four in a Row in the terminal.

use super::scenery::Scenery;
use couchpad_games::game::{Inputs, SeatAction, SeatIndex};
use couchpad_receiver::flow::Screen;

/// So many moves of four players, two of whom are at the board.
fn played(moves: u32) -> Scenery {
    let mut scenery = Scenery::played(Screen::Playing, "four", 4, 1);
    let game = scenery.stage.game.as_deref_mut().unwrap();
    for _ in 0..moves {
        let actions = (0..4).map(SeatIndex).filter_map(|seat| {
            let action = game.stand_in_action(seat)?;
            Some(SeatAction { seat, action })
        });
        let actions: Vec<_> = actions.collect();
        game.step(&Inputs {
            seats: &[],
            actions: &actions,
        });
    }
    scenery
}

#[test]
fn four_in_a_row_shows_the_board_and_whose_move_it_is() {
    insta::assert_snapshot!("four", played(13).text((80, 24)));
}

#[test]
fn the_end_of_a_game_says_who_is_next() {
    let mut moves = 7;
    let text = loop {
        let text = played(moves).text((100, 30));
        if text.contains("Press START") || moves > 60 {
            break text;
        }
        moves += 1;
    };
    assert!(text.contains("wins!") && text.contains("Next: "), "{text}");
}
