//! Everything that the terminal shows but the game itself: which screen, and where its parts lie. Draws into a buffer
//! and knows no terminal.

mod board;
mod bubbles;
mod crowd;
mod help;
mod idle;
mod join;
mod lobby;
mod matter;
mod overlay;
mod reel;
mod results;
mod strip;
pub(super) mod words;

pub use idle::Idle;
pub use reel::Reel;

use super::colours::{Colours, GROUND, TEXT};
use super::console::{self, MIN_COLUMNS, MIN_ROWS};
use super::notes::Notes;
use super::presenters::{self, Scene};
use crate::chat::Chat;
use crate::choices::Choices;
use crate::flow::Screen;
use crate::local_players::{AskedHere, SLOTS};
use crate::room::Room;
use crate::roster::Roster;
use crate::screens::Desk;
use crate::sound::Volume;
use crate::stage::Stage;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

/// Columns of the strip at least.
const NARROW: u16 = 16;
/// And at most.
const WIDE: u16 = 25;

/// What there is to show.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// What the receiver is doing.
    pub screen: Screen,
    /// The game.
    pub stage: &'a Stage,
    /// Who is here.
    pub roster: &'a Roster,
    /// The room.
    pub room: &'a Room,
    /// What is being said.
    pub chat: &'a Chat,
    /// The question that is open.
    pub desk: Desk,
    /// Which keyboard players have joined: arrows, then letters.
    pub joined: [bool; SLOTS],
    /// What they are asked now.
    pub asked: &'a AskedHere,
    /// How the games are to be played.
    pub choices: &'a Choices,
    /// What the lobby shows when nobody has come for a while.
    pub idle: &'a Idle,
    /// The game is a replay, and this is how it fares.
    pub reel: Option<&'a Reel>,
    /// How loud it is, where there is sound.
    pub volume: Option<Volume>,
    /// What the game's presenter left to be read.
    pub notes: &'a Notes,
    /// What the terminal can show.
    pub colours: Colours,
}

impl<'a> Shown<'a> {
    /// What a presenter may read of it.
    const fn scene(&self) -> Scene<'a> {
        Scene {
            stage: self.stage,
            roster: self.roster,
            colours: self.colours,
            notes: self.notes,
        }
    }
}

/// Draws the whole picture. Never panics, however small the area is.
pub fn draw(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    picture.set_style(area, Style::new().fg(TEXT).bg(GROUND));
    if console::fits(area.width, area.height) {
        draw_screen(shown, area, picture);
    } else {
        ask_for_room(shown, area, picture);
    }
    shown.colours.settle(picture);
}

fn draw_screen(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let matter = matter::lines(shown, area.width);
    let said = u16::try_from(matter.len()).unwrap_or(u16::MAX);
    let told = u16::from(shown.reel.is_some());
    let talk = bubbles::band(shown, area.width);
    let spoken = u16::try_from(talk.len()).unwrap_or(u16::MAX);
    let [main, reel, talking, band, keys] = Layout::vertical([
        Constraint::Min(0),
        Constraint::Length(told),
        Constraint::Length(spoken),
        Constraint::Length(said),
        Constraint::Length(1),
    ])
    .areas(area);
    help::draw(shown, keys, picture);
    matter::draw(matter, band, picture);
    bubbles::draw(talk, talking, picture);
    if let Some(how) = shown.reel {
        reel::draw(how, reel, picture);
    }
    if shown.screen == Screen::Lobby {
        lobby::draw(shown, main, picture);
        return;
    }
    let side = side(shown.stage, main);
    let [game, strip] =
        Layout::horizontal([Constraint::Min(0), Constraint::Length(side)]).areas(main);
    strip::draw(shown, strip, picture);
    bubbles::beside(shown, strip, picture);
    presenters::draw(shown.scene(), game, picture);
    match shown.screen {
        Screen::Lobby | Screen::Playing => overlay::countdown(shown, game, picture),
        Screen::Paused => overlay::paused(shown, game, picture),
        Screen::Results => results::draw(shown, game, picture),
    }
}

/// Columns of the strip: what the game leaves, within bounds.
fn side(stage: &Stage, main: Rect) -> u16 {
    let room = Size::new(main.width.saturating_sub(NARROW), main.height);
    let left = main.width.saturating_sub(presenters::columns(stage, room));
    left.clamp(NARROW, WIDE)
}

/// Too small for the game. In the lobby the code is still there: it is the last thing to go.
fn ask_for_room(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let taken = match shown.screen {
        Screen::Lobby => join::draw_alone(shown, area, picture),
        _ => 0,
    };
    let taken = taken.min(area.height);
    let rest = Rect {
        y: area.y + taken,
        height: area.height - taken,
        ..area
    };
    let lines = vec![
        Line::from("Make this terminal larger to go on.").centered(),
        Line::from(format!(
            "It is {} x {}, the game needs {MIN_COLUMNS} x {MIN_ROWS}.",
            area.width, area.height
        ))
        .centered(),
    ];
    let place = if taken == 0 {
        words::middle(rest)
    } else {
        rest
    };
    Paragraph::new(lines)
        .wrap(Wrap { trim: true })
        .render(place, picture);
}
