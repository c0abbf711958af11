//! Four in a Row: in the middle of a game with a disc in the air, won, and in the lobby.

use super::{SETTLED, card, eight, looks_like, roster, studio_with};
use couchpad_games::game::{
    GameEntry, Inputs, Options, SeatAction, SeatEvent, SeatIndex, SeatInput, Setup,
};
use couchpad_receiver::flow::Screen;
use couchpad_receiver::stage::Stage;

/// One step, in which everybody does what a stand-in does.
fn step(stage: &mut Stage, players: u16) {
    let game = stage.game.as_deref_mut().expect("a game runs");
    let seats: Vec<SeatInput> = (0..players)
        .map(|seat| game.stand_in(SeatIndex(seat)))
        .collect();
    let actions: Vec<_> = (0..players)
        .map(SeatIndex)
        .filter_map(|seat| {
            let action = game.stand_in_action(seat)?;
            Some(SeatAction { seat, action })
        })
        .collect();
    game.step(&Inputs {
        seats: &seats,
        actions: &actions,
    });
    stage.stepped = true;
    stage.steps += 1;
}

/// A game that so many have played for so many steps.
fn played(options: Options, players: u16, steps: u32) -> Stage {
    let entry: GameEntry = *couchpad_games::find("four").expect("registered");
    let mut stage = Stage::new(entry);
    let setup = Setup {
        options,
        ..Setup::new(5)
    };
    let mut game = (entry.begin)(&setup);
    for seat in 0..players {
        game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }
    stage.game = Some(game);
    (0..steps).for_each(|_| step(&mut stage, players));
    stage
}

#[test]
fn discs_fall_between_the_two_who_play() {
    let stage = played(Options::default(), 6, 17);
    let cards = (0..6).map(card).collect();
    let mut studio = studio_with(1280, 720, roster(cards), Screen::Playing, stage);
    studio.step(SETTLED);
    step(&mut studio.app().world_mut().resource_mut::<Stage>(), 6);
    studio.step(9);
    looks_like(&mut studio, "tests/pictures/play_four.png");
}

#[test]
fn four_in_line_stand_out_on_a_small_window() {
    // one game decides the evening, so that the board stays as it ended
    let mut stage = played(Options::default().with(1, 1), 8, 2);
    while stage.game.as_deref().is_some_and(|game| !game.is_over()) {
        step(&mut stage, 8);
    }
    let mut studio = studio_with(800, 600, eight(), Screen::Playing, stage);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/play_four_won.png");
}

#[test]
fn in_the_lobby_the_board_says_which_game_it_is() {
    let entry: GameEntry = *couchpad_games::find("four").expect("registered");
    let cards = (0..3).map(card).collect();
    let stage = Stage::new(entry);
    let mut studio = studio_with(1280, 720, roster(cards), Screen::Lobby, stage);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_four.png");
}
