//! Arkanoid in the terminal, cell by cell: everything that its state can hold, with and without colours, large and small.
//!
//! The pictures are kept under `snapshots/`, as those of the screens are.

use crate::by_hand::{self, every_brick, staged};
use crate::scenery::text;
use couchpad_games::arkanoid::{CapsuleKind, PADDLE_Y, Power, State, Vec2};
use couchpad_games::game::SeatIndex;
use couchpad_receiver::terminal::Depth;
use couchpad_theme::mark;
use ratatui::buffer::Cell;
use ratatui::style::Color;
use std::collections::HashSet;

const SMALLEST: (u16, u16) = (60, 20);
const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn a_full_field_shows_capsules_powers_shots_enemies_and_what_happened() {
    let game = by_hand::mid_game();
    insta::assert_snapshot!("middle_smallest", game.text(SMALLEST));
    insta::assert_snapshot!("middle_small", game.text(SMALL));
    insta::assert_snapshot!("middle_large", game.text(LARGE));
}

#[test]
fn the_boss_its_bolts_and_who_is_shot_down_are_seen() {
    let game = by_hand::boss();
    insta::assert_snapshot!("boss_small", game.text(SMALL));
    insta::assert_snapshot!("boss_large", game.text(LARGE));
}

#[test]
fn a_race_shows_its_leader_the_door_and_who_waits() {
    let game = by_hand::race();
    insta::assert_snapshot!("race_small", game.text(SMALL));
}

#[test]
fn without_colours_everything_has_a_sign() {
    let mut game = by_hand::mid_game();
    game.depth = Depth::None;
    let cells = game.cells(SMALL);
    let plain = |cell: &Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
    assert!(cells.content.iter().all(plain));
    insta::assert_snapshot!("no_colour", text(&cells));
}

#[test]
fn every_capsule_is_told_by_its_letter_on_the_field_and_on_the_paddle() {
    for kind in CapsuleKind::ALL {
        let change = |state: &mut State| {
            state.bricks = Default::default();
            state.capsules = vec![by_hand::capsule(1, kind, 140.0, 120.0)];
        };
        let text = staged(1, change, &[]).text(SMALL);
        let sign = format!("({})", kind.letter());
        assert!(text.contains(&sign), "{sign} is missing in\n{text}");
    }
    for (power, letter) in [(Power::Wide, 'E'), (Power::Catch, 'C'), (Power::Laser, 'L')] {
        let change = |state: &mut State| state.paddles[0].power = power;
        let text = staged(1, change, &[]).text(SMALL);
        let lines: Vec<_> = text.lines().collect();
        let on_line = lines
            .iter()
            .rfind(|line| line.contains('●') && line.starts_with('▐'));
        let twice = on_line.is_some_and(|line| line.matches(letter).count() == 2);
        assert!(twice, "{letter} is not at both ends in\n{text}");
    }
}

#[test]
fn a_ball_drags_its_owners_colour_behind_it() {
    let tail = |seat: u16| {
        let change = |state: &mut State| {
            state.bricks = Default::default();
            let velocity = Vec2::new(0.0, -150.0);
            state.balls = vec![by_hand::ball(
                1,
                Some(seat),
                Vec2::new(140.0, 60.0),
                velocity,
            )];
        };
        let game = staged(2, change, &[]);
        let cells = game.cells(LARGE);
        let field = cells
            .content
            .iter()
            .filter(|c| ["▀", "▄", "█"].contains(&c.symbol()));
        field.map(|cell| cell.fg).collect::<HashSet<Color>>()
    };
    assert_ne!(tail(0), tail(1));
    assert!(tail(0).len() > 3, "it fades");
}

#[test]
fn paddles_that_are_out_neither_shine_nor_hide_others() {
    let change = |state: &mut State| {
        for paddle in &mut state.paddles {
            paddle.x = 140.0;
        }
        state.paddles[1].out = 100;
    };
    let cells = staged(2, change, &[]).cells(LARGE);
    let [r, g, b] = mark(1).colour.rgb;
    let shine = |cell: &&Cell| {
        let row = cell.bg == Color::Rgb(r, g, b);
        row && cell.symbol() == mark(1).glyph().to_string()
    };
    assert_eq!(cells.content.iter().filter(shine).count(), 0);
    let own = mark(0).glyph().to_string();
    let [r, g, b] = mark(0).colour.rgb;
    let on_top = cells
        .content
        .iter()
        .any(|cell| cell.symbol() == own && cell.bg == Color::Rgb(r, g, b));
    assert!(on_top, "{}", text(&cells));
}

#[test]
fn nothing_of_a_full_field_leaves_it_or_panics_at_any_size() {
    let outside = |state: &mut State| {
        every_brick(&mut state.bricks);
        for x in [-500.0, -1.0, 279.9, 281.0, 9_000.0] {
            for y in [-500.0, -1.0, PADDLE_Y, 217.0, 9_000.0] {
                let at = Vec2::new(x, y);
                state
                    .capsules
                    .push(by_hand::capsule(9, CapsuleKind::Slow, x, y));
                state
                    .balls
                    .push(by_hand::ball(9, Some(99), at, Vec2::new(-1.0, 0.0)));
            }
        }
        state.waiting = vec![SeatIndex(7)];
        state.lives = Some(u32::MAX);
        state.paddles[0].x = -900.0;
        state.paddles[1].x = 9_000.0;
        state.paddles[2].width = 0.0;
    };
    for mut game in [
        staged(8, outside, &[]),
        by_hand::mid_game(),
        by_hand::boss(),
        by_hand::race(),
    ] {
        for depth in [Depth::True, Depth::None] {
            game.depth = depth;
            for size in [
                (1, 1),
                (59, 20),
                SMALLEST,
                (61, 21),
                SMALL,
                (300, 20),
                (60, 90),
            ] {
                let cells = game.cells(size);
                assert_eq!(
                    cells.content.len(),
                    usize::from(size.0) * usize::from(size.1)
                );
            }
        }
    }
}
