//! Snake in the terminal.

use crate::scenery::Scenery;
use couchpad_games::game::{Inputs, Setup};
use couchpad_receiver::flow::Screen;
use couchpad_receiver::terminal::Depth;
use couchpad_theme::mark;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn snakes_fruit_and_walls_are_told_apart() {
    let mut play = Scenery::played(Screen::Playing, "snake", 4, 1_100);
    insta::assert_snapshot!("snake", play.text(SMALL));
    play.depth = Depth::None;
    insta::assert_snapshot!("snake_plain", play.text(LARGE));
}

#[test]
fn every_head_has_its_players_shape() {
    let play = Scenery::played(Screen::Playing, "snake", 16, 20);
    let text = play.text(LARGE);
    assert!(text.contains("Find your snake"), "{text}");
    for seat in 0..16 {
        let glyph = mark(seat).glyph();
        // on the field, and beside it
        assert!(text.matches(glyph).count() >= 2, "{glyph} in\n{text}");
    }
}

#[test]
fn nothing_panics_at_any_size_and_at_any_time_of_a_game() {
    let mut play = Scenery::played(Screen::Playing, "snake", 5, 0);
    let mut setup = Setup::new(9);
    setup.options = setup.options.with(1, 2).with(2, 1);
    let mut game = (play.stage.entry.begin)(&setup);
    for card in &play.roster.cards {
        game.on_seat(couchpad_games::game::SeatEvent::Taken(card.seat));
    }
    play.stage.game = Some(game);
    let sizes = [(60, 20), (61, 21), (80, 24), (300, 20), (60, 90)];
    for round in 0.. {
        let game = play.stage.game.as_deref_mut().unwrap();
        if game.is_over() {
            break;
        }
        let seats: Vec<_> = play
            .roster
            .cards
            .iter()
            .map(|card| game.stand_in(card.seat))
            .collect();
        game.step(&Inputs {
            seats: &seats,
            actions: &[],
        });
        if round % 40 == 0 {
            let size = sizes[(round / 40) % sizes.len()];
            assert_eq!(play.cells(size).area.width, size.0);
        }
    }
}

#[test]
fn sixteen_are_all_in_the_lobby() {
    for size in [SMALL, LARGE] {
        let lobby = Scenery::new(Screen::Lobby, "snake", 16);
        let text = lobby.text(size);
        assert!(!text.contains("more"), "{text}");
        for card in &lobby.roster.cards {
            let glyph = mark(usize::from(card.mark)).glyph();
            assert!(text.contains(glyph), "{}: {text}", card.name);
        }
    }
}
