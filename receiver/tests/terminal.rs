//! The terminal's pictures, cell by cell: lobby, play, pause, results, with and without colours, large and too small.
//!
//! The pictures are kept under `snapshots/`. Look at what changed, then `INSTA_UPDATE=always cargo test -p
//! couchpad-receiver --test terminal` accepts it.

#[path = "terminal/arkanoid.rs"]
mod arkanoid;
#[path = "terminal/by_hand.rs"]
mod by_hand;
#[path = "terminal/four.rs"]
mod four;
#[path = "terminal/pong.rs"]
mod pong;
#[path = "pictures/reader.rs"]
mod reader;
#[path = "terminal/rest.rs"]
mod rest;
#[path = "terminal/scenery.rs"]
mod scenery;
#[path = "terminal/snake.rs"]
mod snake;
#[path = "terminal/tales.rs"]
mod tales;
#[path = "pictures/tall_tales.rs"]
mod tall_tales;

use couchpad_games::game::SeatIndex;
use couchpad_protocol::PadId;
use couchpad_receiver::chat::{Bubble, Chat, Said};
use couchpad_receiver::flow::Screen;
use couchpad_receiver::room::Ask;
use couchpad_receiver::screens::{Desk, Search};
use couchpad_receiver::terminal::Depth;
use couchpad_theme::emotes::Emote;
use couchpad_theme::{colour, mark};
use image::{DynamicImage, Rgb, RgbImage};
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use reader::read_code;
use scenery::{Scenery, outcome, room, roster, text};
use std::time::Duration;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn the_lobby_shows_how_to_join_who_is_here_and_what_to_play() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 3);
    lobby.roster.waiting = 1;
    insta::assert_snapshot!("lobby_small", lobby.text(SMALL));
    insta::assert_snapshot!("lobby_large", lobby.text(LARGE));
}

#[test]
fn what_players_say_is_read_in_the_lobby_and_beside_the_game() {
    let bubble = |seat: Option<u16>, name: &str, said: Said| Bubble {
        pad: PadId(7),
        name: name.into(),
        seat: seat.map(SeatIndex),
        mark: seat.and_then(|seat| u8::try_from(seat).ok()),
        said,
        until: Duration::MAX,
    };
    let long = "wait for me, I only have to put the pizza into the oven";
    let bubbles = vec![
        bubble(Some(2), "Cleo", Said::Emote(Emote::Wow)),
        bubble(None, "Dora", Said::Text("hello".into())),
        bubble(Some(0), "Ada", Said::Emote(Emote::Love)),
        bubble(Some(1), "Bo", Said::Text(long.into())),
    ];
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 3);
    lobby.chat = Chat { bubbles };
    let text = lobby.text(SMALL);
    for line in ["Dora: hello", "Ada: <3 (love)", &format!("Bo: {long}")] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
    assert!(!text.contains("Cleo: "), "the oldest makes room\n{text}");
    let mut results = Scenery::played(Screen::Results, "arkanoid", 3, 100);
    results.chat = lobby.chat.clone();
    insta::assert_snapshot!("results_said", results.text(SMALL));
    // in any terminal
    for size in [(7, 1), (20, 4), (60, 20), (200, 60)] {
        let _ = (lobby.text(size), results.text(size));
    }
}

#[test]
fn an_empty_lobby_says_how_to_begin() {
    let lobby = Scenery::new(Screen::Lobby, "arkanoid", 0);
    let text = lobby.text(SMALL);
    for words in ["Nobody yet", "Press Enter to", "192.168.178.21:4455"] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[test]
fn the_smallest_terminals_keep_the_code_to_the_very_last() {
    let lobby = Scenery::new(Screen::Lobby, "arkanoid", 3);
    insta::assert_snapshot!("lobby_smallest", lobby.text((60, 20)));
    insta::assert_snapshot!("lobby_too_small", lobby.text((40, 12)));
    for size in [(7, 1), (7, 2), (12, 3), (24, 6), (59, 1)] {
        let text = lobby.text(size);
        assert!(text.contains("048 213"), "{size:?}\n{text}");
    }
}

#[test]
fn a_room_that_shows_no_code_says_why() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 2);
    lobby.room.hidden = true;
    insta::assert_snapshot!("lobby_hidden", lobby.text(SMALL));
    lobby.room.locked = true;
    insta::assert_snapshot!("lobby_locked", lobby.text(SMALL));
    for (hidden, locked) in [(true, false), (false, true), (true, true)] {
        (lobby.room.hidden, lobby.room.locked) = (hidden, locked);
        for size in [SMALL, LARGE, (60, 20), (30, 10), (7, 1)] {
            let mut other = room(&["10.9.8.7"]);
            (other.hidden, other.locked) = (hidden, locked);
            other.code = "111111".to_owned();
            let own = std::mem::replace(&mut lobby.room, other);
            let text = lobby.text(size);
            lobby.room = own;
            assert_eq!(lobby.text(size), text, "nothing of the room shows");
        }
    }
}

#[test]
fn a_receiver_that_no_phone_can_reach_says_so() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 1);
    lobby.room = room(&["127.0.0.1"]);
    let text = lobby.text(SMALL);
    assert!(text.contains("Only this computer can"), "{text}");
}

#[test]
fn questions_and_news_stand_above_the_keys_and_wait_in_play() {
    let mut scenery = Scenery::played(Screen::Lobby, "arkanoid", 4, 700);
    scenery.stage.outcome = Some(outcome(&scenery.roster));
    let mut said = |desk, asks: bool, screen| {
        scenery.screen = screen;
        scenery.desk = desk;
        scenery.room.asks.clear();
        if asks {
            let (pad, name) = (PadId(2), "Алан".to_owned());
            scenery.room.asks.push(Ask { pad, name });
        }
        scenery.room.news = Some("There is a new room code.".to_owned());
        let text = scenery.text(SMALL);
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        lines[21..23].join("|")
    };
    for screen in [Screen::Lobby, Screen::Paused, Screen::Results] {
        let list = said(Desk::Whom(Search::default()), true, screen);
        let guests = "Who is to leave the room?  1 ● Ada  2 ▲ Grace Brewster …  3 ■ Алан";
        assert!(list.contains(guests), "{list}");
        assert!(list.contains("Esc") && list.ends_with("nobody"), "{list}");
        assert!(!list.contains("Keyboard"), "{list}");
        let sure = said(Desk::Sure(PadId(0)), true, screen);
        assert!(sure.ends_with("|Send Ada away?  Y yes  N no"), "{sure}");
        let ask = said(Desk::Clear, true, screen);
        let remember = "|Remember Алан's phone on this receiver?  Y yes  N no";
        assert!(ask.ends_with(remember), "{ask}");
        let news = said(Desk::Clear, false, screen);
        assert!(news.ends_with("|There is a new room code."), "{news}");
    }
    let play = said(Desk::Clear, true, Screen::Playing);
    assert!(!play.contains("Remember"), "{play}");
}

/// The cells as they look: eight pixels wide, sixteen high each.
fn drawn(cells: &Buffer) -> DynamicImage {
    let rgb = |colour: Color| match colour {
        Color::Rgb(r, g, b) => Rgb([r, g, b]),
        Color::White | Color::Indexed(231) => Rgb([255; 3]),
        _ => Rgb([0; 3]),
    };
    let (columns, rows) = (u32::from(cells.area.width), u32::from(cells.area.height));
    let picture = RgbImage::from_fn(columns * 8, rows * 16, |x, y| {
        let cell = &cells.content[(y / 16 * columns + x / 8) as usize];
        let is_upper = y % 16 < 8;
        let is_front = match cell.symbol() {
            "▀" => is_upper,
            "▄" => !is_upper,
            symbol => symbol == "█",
        };
        rgb(if is_front { cell.fg } else { cell.bg })
    });
    DynamicImage::from(picture)
}

#[test]
fn a_reader_finds_the_link_in_a_large_terminal_of_any_depth() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 3);
    for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
        lobby.depth = depth;
        let found = read_code(&drawn(&lobby.cells(LARGE)));
        assert_eq!(found.as_ref(), Some(&lobby.room.page), "{depth:?}");
    }
    assert_eq!(
        read_code(&drawn(&lobby.cells(SMALL))),
        None,
        "no half of one"
    );
    lobby.room.hidden = true;
    assert_eq!(read_code(&drawn(&lobby.cells(LARGE))), None);
}

#[test]
fn play_shows_field_and_controllers() {
    let mut play = by_hand::mid_game();
    play.joined = [true, false];
    insta::assert_snapshot!("play", play.text(SMALL));
}

#[test]
fn pause_lies_over_the_game() {
    let mut paused = by_hand::mid_game();
    paused.screen = Screen::Paused;
    insta::assert_snapshot!("paused", paused.text(SMALL));
}

#[test]
fn every_paddle_has_its_players_colour_and_shape() {
    // before the first ball flies, while paddles stand where they were put
    let play = Scenery::played(Screen::Playing, "arkanoid", 8, 1);
    let cells = play.cells(LARGE);
    for seat in 0..8 {
        let own = mark(seat);
        let [r, g, b] = own.colour.rgb;
        let glyph = own.glyph().to_string();
        let on_paddle = cells
            .content
            .iter()
            .any(|cell| cell.symbol() == glyph && cell.bg == Color::Rgb(r, g, b));
        assert!(on_paddle, "{} is missing in\n{}", own.name(), text(&cells));
    }
}

#[test]
fn the_ball_is_the_brightest_thing() {
    let play = Scenery::played(Screen::Playing, "arkanoid", 1, 700);
    let [r, g, b] = colour::TEXT.rgb;
    let cells = play.cells(LARGE);
    let ball = |cell: &ratatui::buffer::Cell| {
        ["▀", "▄", "█"].contains(&cell.symbol()) && cell.fg == Color::Rgb(r, g, b)
    };
    assert!(cells.content.iter().any(ball), "{}", text(&cells));
}

#[test]
fn a_game_plays_in_each_depth_with_the_same_letters() {
    let mut play = Scenery::played(Screen::Playing, "arkanoid", 4, 1500);
    let text = play.text(SMALL);
    for depth in [Depth::Indexed, Depth::Sixteen] {
        play.depth = depth;
        assert_eq!(play.text(SMALL), text);
        let cells = play.cells(SMALL);
        let rgb = |colour: Color| matches!(colour, Color::Rgb(..));
        assert!(cells.content.iter().all(|c| !rgb(c.fg) && !rgb(c.bg)));
    }
}

#[test]
fn the_seconds_before_play_lie_over_the_game() {
    let mut play = Scenery::played(Screen::Playing, "arkanoid", 2, 700);
    assert!(!play.text(SMALL).contains("Get ready"));
    play.stage.countdown = Some(std::time::Duration::from_millis(1_200));
    let text = play.text((60, 20));
    assert!(text.contains("Get ready") && text.contains(" 2 "), "{text}");
}

#[test]
fn tug_of_war_shows_rope_and_sides() {
    let tug = Scenery::played(Screen::Playing, "tug", 4, 120);
    insta::assert_snapshot!("tug", tug.text(SMALL));
}

#[test]
fn too_small_a_terminal_says_so_and_nothing_panics_at_any_size() {
    let mut scenery = Scenery::played(Screen::Playing, "arkanoid", 8, 700);
    scenery.stage.outcome = Some(outcome(&scenery.roster));
    scenery.roster.waiting = 992;
    let text = scenery.text((40, 12));
    assert!(text.contains("Make this terminal larger"), "{text}");
    for screen in [
        Screen::Lobby,
        Screen::Playing,
        Screen::Paused,
        Screen::Results,
    ] {
        scenery.screen = screen;
        for size in [
            (1, 1),
            (2, 30),
            (59, 20),
            (60, 19),
            (60, 20),
            (61, 21),
            (300, 20),
            (60, 90),
        ] {
            assert_eq!(
                scenery.cells(size).content.len(),
                size.0 as usize * size.1 as usize
            );
        }
    }
}

#[test]
fn eight_controllers_fit_the_smallest_terminal_and_crowds_are_counted() {
    let mut play = Scenery::played(Screen::Playing, "arkanoid", 8, 10);
    let text = play.text((60, 20));
    for seat in 0..8 {
        let name = play.roster.cards[seat]
            .name
            .chars()
            .take(6)
            .collect::<String>();
        assert!(text.contains(&name), "{name} is missing in\n{text}");
    }
    play.roster = roster(100);
    play.roster.waiting = 3;
    let text = play.text((60, 20));
    for words in ["100 players", "1 away", "3 waiting"] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}
