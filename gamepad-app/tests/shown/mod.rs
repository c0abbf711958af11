//! What a game shows one player and asks of one, each against the picture that was accepted: boards, texts, answers, lines to
//! write.

use crate::{accept, playing, studio};
use accesskit::Toggled;
use bevy::a11y::AccessibilityNode;
use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use bevy::prelude::{Entity, KeyCode};
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlId, Orientation, PadLayout, Phase, Showing, Shown, Weight,
    cell,
};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::settings::Settings;
use couchpad_pictures::Studio;
use couchpad_theme::Contrast;
use couchpad_theme::emotes::Emote;

/// As long as an answer may be.
const LONG: [&str; 8] = [
    "Because the lighthouse keeper's geese were louder than his horn.",
    "It once delivered the post for eleven years without being asked.",
    "Nobody ever found out, and the town council is glad about that.",
    "A ladder, two mirrors and a very patient brass band from Bremen.",
    "By law it has to be painted green again on every leap day there.",
    "Whoever owned the tallest sunflower was the mayor until autumn.",
    "Its inventor had misread the word for teaspoon in a cookery book.",
    "They counted the stairs, and there were always some too many.",
];

fn with(mark: u8, layout: PadLayout, shown: impl IntoIterator<Item = (u8, Shown)>) -> PadModel {
    let mut showing = Showing::default();
    for (control, what) in shown {
        showing.set(ControlId(control), what);
    }
    PadModel {
        layout: Some(layout.into()),
        showing: showing.into(),
        score: None,
        ..playing(mark)
    }
}

fn look(width: u32, height: u32, model: PadModel, name: &str) {
    accept(&mut studio(width, height, model), &path(name));
}

fn path(name: &str) -> String {
    format!("tests/pictures/{name}.png")
}

fn pause(layout: PadLayout) -> PadLayout {
    let corner = Area::new(820, 20, 160, 110);
    layout.button("PAUSE", corner, ButtonIndex::PAUSE, Weight::Quiet)
}

/// Seven columns and a few pieces, the last one just there.
fn four() -> Shown {
    let mut cells = vec![cell::EMPTY; 42];
    for (index, mark) in [
        (38, 0),
        (37, 1),
        (31, 0),
        (39, 1),
        (40, 0),
        (30, 1),
        (24, 0),
    ] {
        cells[index] = cell::of(mark);
    }
    cells[32] = cell::of(1) + cell::BRIGHT;
    Shown::Board { columns: 7, cells }
}

fn turn_by_turn() -> PadLayout {
    let layout = PadLayout::new("Four in a Row", Orientation::Any)
        .shows("", Area::new(0, 120, 1000, 460), Weight::Primary)
        .shows("", Area::new(0, 590, 1000, 60), Weight::Secondary)
        .choices(
            "",
            Area::new(0, 660, 1000, 320),
            ["1", "2", "3", "4", "5", "6", "7"],
        );
    pause(layout)
}

#[test]
fn a_board_and_its_columns_upright() {
    let words = Shown::text("Against Bo: you are one win ahead.");
    let model = with(0, turn_by_turn(), [(0, four()), (1, words)]);
    look(360, 800, model, "shown-board-upright");
}

#[test]
fn a_board_alone_on_its_side() {
    let layout = PadLayout::new("Four in a Row", Orientation::Any)
        .shows(
            "Ada against Bo",
            Area::new(0, 0, 640, 1000),
            Weight::Primary,
        )
        .shows("", Area::new(660, 200, 340, 600), Weight::Secondary);
    let words = Shown::text("You are 2nd in the queue.\nThe winner stays.");
    let model = with(3, pause(layout), [(0, four()), (1, words)]);
    look(800, 360, model, "shown-board-wide");
}

/// Every mark, a wall around all, and fruit.
#[test]
fn a_field_of_many_small_cells() {
    let (columns, rows) = (32_usize, 16_usize);
    let mut cells = vec![cell::EMPTY; columns * rows];
    for (index, cell) in cells.iter_mut().enumerate() {
        let (x, y) = (index % columns, index / columns);
        if x == 0 || y == 0 || x == columns - 1 || y == rows - 1 {
            *cell = cell::SOLID;
        } else if (3..11).contains(&x) && y < 15 {
            *cell = cell::of((y - 1) as u8);
        }
    }
    cells[5 * columns + 20] = cell::PRIZE;
    cells[9 * columns + 26] = cell::PRIZE;
    cells[8 * columns + 11] = cell::of(7) + cell::BRIGHT;
    let layout = PadLayout::new("Snake", Orientation::Any)
        .swipe_sideways(Area::ALL, AxisIndex(0))
        .shows("", Area::new(0, 130, 1000, 300), Weight::Primary)
        .shows("LENGTH", Area::new(0, 450, 500, 150), Weight::Primary)
        .shows("PLACE", Area::new(500, 450, 500, 150), Weight::Primary);
    let columns = columns as u8;
    let shown = [
        (1, Shown::Board { columns, cells }),
        (2, Shown::text("12")),
        (3, Shown::text("3rd")),
    ];
    look(360, 800, with(5, pause(layout), shown), "shown-field");
}

fn question(options: &[&str]) -> PadModel {
    let layout = PadLayout::new("Tall Tales", Orientation::Any)
        .shows(
            "Which is true?",
            Area::new(0, 110, 1000, 170),
            Weight::Primary,
        )
        .choices("", Area::new(0, 290, 1000, 690), options.iter().copied());
    let words = Shown::text("The ferry at Rakotz was stopped in 1902 since …");
    with(2, layout, [(0, words)])
}

#[test]
fn eight_long_answers_and_the_chosen_one() {
    let mut studio = studio(360, 800, question(&LONG));
    let at = Vec2::new(180.0, 420.0);
    studio.touch(1, TouchPhase::Started, at);
    studio.step(2);
    studio.touch(1, TouchPhase::Ended, at);
    studio.step(30);
    accept(&mut studio, &path("shown-answers"));
}

#[test]
fn eight_long_answers_on_its_side() {
    look(800, 360, question(&LONG), "shown-answers-wide");
}

#[test]
fn a_few_answers_are_large() {
    let model = question(&["Its owner retired", "The rope was sold", "It sank"]);
    look(360, 800, model, "shown-answers-few");
}

#[test]
fn answers_and_a_question_in_large_letters() {
    let mut studio = studio(360, 800, question(&LONG[..4]));
    studio.app().insert_resource(Settings {
        text: 150,
        ..Settings::default()
    });
    studio.step(30);
    accept(&mut studio, &path("shown-answers-large"));
}

/// A line that is longer than its field, nearly as long as it may be, with its end in sight.
#[test]
fn a_line_that_is_written() {
    let layout = PadLayout::new("Tall Tales", Orientation::Any)
        .shows("", Area::new(0, 120, 1000, 330), Weight::Primary)
        .text_line(
            "",
            Area::new(0, 460, 1000, 120),
            "Write something that could be true",
        )
        .shows("", Area::new(0, 600, 1000, 80), Weight::Quiet);
    let shown = [
        (
            0,
            Shown::text("In 1925 a baker in Turku won a prize for _____."),
        ),
        (2, Shown::text("Nobody else sees this.")),
    ];
    let mut studio = studio(360, 800, with(6, layout, shown));
    let at = Vec2::new(180.0, 415.0);
    studio.touch(1, TouchPhase::Started, at);
    studio.touch(1, TouchPhase::Ended, at);
    studio.step(2);
    let line = "the longest loaf that ever went round a corner ".repeat(9);
    type_line(&mut studio, line.trim_end());
    studio.step(30);
    accept(&mut studio, &path("shown-line"));
}

fn type_line(studio: &mut Studio, line: &str) {
    for letter in line.chars() {
        studio.app().world_mut().write_message(KeyboardInput {
            key_code: KeyCode::KeyA,
            logical_key: Key::Character(letter.to_string().into()),
            state: ButtonState::Pressed,
            text: None,
            repeat: false,
            window: Entity::PLACEHOLDER,
        });
    }
}

#[test]
fn what_changes_alone_is_drawn_anew() {
    let mut model = with(0, turn_by_turn(), [(0, four())]);
    let mut studio = studio(360, 800, model.clone());
    let mut showing = (*model.showing).clone();
    let Some(Shown::Board { columns, mut cells }) = showing.get(ControlId(0)).cloned() else {
        panic!("a board");
    };
    cells[32] = cell::of(1);
    cells[25] = cell::of(0) + cell::BRIGHT;
    showing.set(ControlId(0), Shown::Board { columns, cells });
    model.showing = showing.into();
    studio.app().insert_resource(model.clone());
    studio.step(3);
    let changed = studio.shoot().expect("a picture");
    let anew = crate::studio(360, 800, model.clone()).shoot();
    assert!(
        changed == anew.expect("a picture"),
        "as if it had been drawn so at first"
    );
    model.showing = Showing::default().into();
    studio.app().insert_resource(model.clone());
    studio.step(3);
    let gone = studio.shoot().expect("a picture");
    let blank = crate::studio(360, 800, model).shoot().expect("a picture");
    assert!(gone == blank, "nothing stays");
}

#[test]
fn it_is_seen_in_high_contrast() {
    let words = Shown::text("Your turn against Bo.");
    let model = with(7, turn_by_turn(), [(0, four()), (1, words)]);
    let mut studio = studio(360, 800, model);
    studio.app().insert_resource(Settings {
        high_contrast: true,
        ..Settings::default()
    });
    studio.step(30);
    assert!(studio.app().world().resource::<Contrast>().high);
    accept(&mut studio, &path("shown-contrast"));
}

#[test]
fn a_screen_reader_hears_what_is_shown_and_which_answer_is_chosen() {
    let model = with(
        1,
        turn_by_turn(),
        [(0, four()), (1, Shown::text("Against Ada"))],
    );
    let mut studio = studio(360, 800, model);
    let at = Vec2::new(50.0, 560.0);
    studio.touch(1, TouchPhase::Started, at);
    studio.touch(1, TouchPhase::Ended, at);
    studio.step(4);
    let world = studio.app().world_mut();
    let mut nodes = world.query::<&AccessibilityNode>();
    let said: Vec<_> = nodes
        .iter(world)
        .filter_map(|node| Some((node.label()?.to_owned(), node.toggled())))
        .collect();
    let board = said
        .iter()
        .find(|(label, _)| label.starts_with("Board with 7 columns"));
    let (board, _) = board.expect("the board");
    assert!(
        board.contains("Row 5: 3: yours, 4: orange circle, 5: yours, new"),
        "{board}"
    );
    assert!(said.iter().any(|(label, _)| label == "Against Ada"));
    // the words that are drawn are not read out; the places to touch are
    for (label, on) in [("1", Toggled::True), ("2", Toggled::False)] {
        assert!(
            said.contains(&(label.to_owned(), Some(on))),
            "{label}: {said:?}"
        );
    }
}

/// As the lobby has it: to begin, another game, and what players say to each other.
fn lobby() -> PadModel {
    let layout = PadLayout::new("Snake", Orientation::Any)
        .button(
            "START",
            Area::new(50, 200, 540, 370),
            ButtonIndex::START,
            Weight::Primary,
        )
        .button(
            "NEXT GAME",
            Area::new(630, 200, 320, 370),
            ButtonIndex::PAUSE,
            Weight::Secondary,
        )
        .choices(
            "",
            Area::new(50, 600, 900, 130),
            Emote::ALL.map(Emote::symbol),
        )
        .text_line("", Area::new(50, 760, 900, 180), "Say something");
    PadModel {
        phase: Phase::Lobby,
        ..with(1, layout, [])
    }
}

#[test]
fn a_lobby_in_which_players_talk() {
    look(360, 800, lobby(), "lobby-talk");
}

#[test]
fn a_lobby_in_which_players_talk_on_its_side() {
    look(800, 360, lobby(), "lobby-talk-wide");
}

#[test]
fn a_slider_says_what_it_is_for() {
    let layout = PadLayout::new("Crowd Pong", Orientation::Portrait)
        .shows("", Area::new(60, 30, 730, 170), Weight::Secondary)
        .slider(
            "WIGGLE: YOUR MARK FLASHES",
            Area::new(150, 230, 700, 700),
            AxisIndex(0),
        );
    let words = Shown::text("Your team, orange: 3\nThe others, sky: 2\n412 vote with you");
    look(
        360,
        800,
        with(5, pause(layout), [(0, words)]),
        "shown-slider",
    );
}

/// What a phone on its side has of a layout that was made for one upright.
#[test]
fn a_move_on_its_side() {
    let layout = PadLayout::new("Four in a Row", Orientation::Any)
        .shows("", Area::new(40, 130, 920, 150), Weight::Secondary)
        .shows("", Area::new(40, 540, 920, 290), Weight::Primary)
        .choices(
            "",
            Area::new(40, 300, 920, 220),
            ["1", "2", "3", "4", "5", "6", "7"],
        )
        .button(
            "UNDO",
            Area::new(40, 850, 440, 90),
            ButtonIndex(1),
            Weight::Quiet,
        );
    let words = Shown::text("Bo chose 5. Choose a column.");
    let model = with(0, pause(layout), [(0, words), (1, four())]);
    look(800, 360, model.clone(), "shown-move-wide");
    look(360, 800, model, "shown-move");
}
