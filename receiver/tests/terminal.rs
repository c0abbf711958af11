//! The terminal's pictures, cell by cell: lobby, play, pause, results, with and without colours, large and too small.
//!
//! The pictures are kept under `snapshots/`. Look at what changed, then `INSTA_UPDATE=always cargo test -p
//! couchpad-receiver --test terminal` accepts it.

use couchpad_games::game::{Inputs, SeatEvent, SeatIndex, Setup};
use couchpad_protocol::PadId;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::roster::{Card, Presence, Roster};
use couchpad_receiver::stage::{FinalScore, Outcome, Stage};
use couchpad_receiver::terminal::{Colours, Depth, Shown, draw};
use couchpad_theme::{colour, mark};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use std::time::Duration;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

/// What one test shows.
struct Scenery {
    screen: Screen,
    stage: Stage,
    roster: Roster,
    joined: [bool; 2],
    depth: Depth,
}

impl Scenery {
    fn new(screen: Screen, game: &str, players: u16) -> Self {
        let entry = *couchpad_games::find(game).unwrap();
        Self {
            screen,
            stage: Stage::new(entry),
            roster: roster(players),
            joined: [false, false],
            depth: Depth::True,
        }
    }

    /// A running game, played by stand-ins for so many steps.
    fn played(screen: Screen, game: &str, players: u16, steps: u32) -> Self {
        let mut scenery = Self::new(screen, game, players);
        let mut game = (scenery.stage.entry.begin)(&Setup { seed: 7 });
        for seat in (0..players).map(SeatIndex) {
            game.on_seat(SeatEvent::Taken(seat));
        }
        for _ in 0..steps {
            let seats: Vec<_> = (0..players).map(|n| game.stand_in(SeatIndex(n))).collect();
            game.step(&Inputs {
                seats: &seats,
                actions: &[],
            });
        }
        scenery.stage.game = Some(game);
        scenery
    }

    fn cells(&self, (columns, rows): (u16, u16)) -> Buffer {
        let shown = Shown {
            screen: self.screen,
            stage: &self.stage,
            roster: &self.roster,
            joined: self.joined,
            colours: Colours { depth: self.depth },
        };
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal
            .draw(|frame| draw(&shown, frame.area(), frame.buffer_mut()))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    fn text(&self, size: (u16, u16)) -> String {
        text(&self.cells(size))
    }
}

fn text(cells: &Buffer) -> String {
    let mut text = String::new();
    for row in cells.content.chunks(usize::from(cells.area.width)) {
        // a wide letter leaves the cell behind it empty
        let line: String = row.iter().map(|cell| cell.symbol()).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn card(seat: u16, name: &str) -> Card {
    Card {
        pad: PadId(u32::from(seat)),
        name: name.to_owned(),
        seat: SeatIndex(seat),
        mark: seat as u8,
        presence: Presence::Here,
        rtt: Some(Duration::from_millis(4)),
        loss: 0.0,
        local: false,
        standing_in: false,
    }
}

fn roster(players: u16) -> Roster {
    let mut cards = vec![
        card(0, "Ada"),
        card(1, "Grace Brewster Murray Ho"),
        card(2, "Алан"),
        card(3, "Keyboard"),
    ];
    cards[1].rtt = Some(Duration::from_millis(62));
    cards[1].loss = 0.05;
    cards[2].presence = Presence::Offline;
    cards[2].standing_in = true;
    cards[3].local = true;
    cards.truncate(usize::from(players));
    cards.extend((4..players).map(|seat| card(seat, &format!("Player {seat}"))));
    Roster {
        cards,
        waiting: 0,
        seats: 8,
        join: "couchpad://127.0.0.1:4455".to_owned(),
    }
}

fn outcome(roster: &Roster) -> Outcome {
    let points = [1200, 900, 450, 0];
    let scores = roster.cards.iter().zip(points);
    Outcome {
        won: true,
        team: 2550,
        scores: scores
            .map(|(card, points)| FinalScore {
                seat: card.seat,
                mark: card.mark,
                name: card.name.clone(),
                points,
            })
            .collect(),
    }
}

#[test]
fn the_lobby_shows_how_to_join_who_is_here_and_what_to_play() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 3);
    lobby.roster.waiting = 1;
    insta::assert_snapshot!("lobby_small", lobby.text(SMALL));
    insta::assert_snapshot!("lobby_large", lobby.text(LARGE));
}

#[test]
fn an_empty_lobby_says_how_to_begin() {
    let lobby = Scenery::new(Screen::Lobby, "arkanoid", 0);
    let text = lobby.text(SMALL);
    for words in [
        "Nobody yet",
        "Press Enter to join",
        "couchpad://127.0.0.1:4455",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[test]
fn a_long_join_link_is_whole() {
    let mut lobby = Scenery::new(Screen::Lobby, "arkanoid", 1);
    lobby.roster.join = "couchpad://192.168.178.21,10.0.0.17,[fe80::1c2d:3e4f]:65535".to_owned();
    // without spaces and the other columns' first lines: each part of the link in its own line
    let columns: String = lobby
        .text(SMALL)
        .lines()
        .map(|line| line.chars().take(28).collect::<String>().trim().to_owned())
        .collect();
    assert!(columns.contains(&lobby.roster.join), "{columns}");
}

#[test]
fn play_shows_field_and_controllers() {
    let mut play = Scenery::played(Screen::Playing, "arkanoid", 4, 1500);
    play.joined = [true, false];
    insta::assert_snapshot!("play_small", play.text(SMALL));
    insta::assert_snapshot!("play_large", play.text(LARGE));
}

#[test]
fn pause_and_results_lie_over_the_game() {
    let paused = Scenery::played(Screen::Paused, "arkanoid", 4, 1500);
    insta::assert_snapshot!("paused", paused.text(SMALL));
    let mut results = Scenery::played(Screen::Results, "arkanoid", 4, 1500);
    results.stage.outcome = Some(outcome(&results.roster));
    insta::assert_snapshot!("results", results.text(SMALL));
}

#[test]
fn without_colours_patterns_tell_bricks_and_players_apart() {
    let mut play = Scenery::played(Screen::Playing, "arkanoid", 4, 1500);
    play.depth = Depth::None;
    let cells = play.cells(SMALL);
    let plain = |cell: &ratatui::buffer::Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
    assert!(cells.content.iter().all(plain));
    insta::assert_snapshot!("no_colour", text(&cells));
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
    assert!(text.contains(", 3 waiting"), "{text}");
}
