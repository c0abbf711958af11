//! How to join, in the lobby's left column: the picture for cameras where it fits, the code in large digits, and in few words
//! what to do. As the terminal gets smaller the picture goes first, then the words, and the code at the very last.

use super::super::colours::{QUIET, TEXT, WARNING};
use super::super::digits::{self, Size};
use super::super::qr;
use super::Shown;
use crate::screens::invite::{Invite, grouped};
use crate::view::qr::Modules;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// Columns that the other columns need at least.
const OTHERS: u16 = 24;
/// Rows of words below the code at least.
const WORDS: u16 = 3;

/// A padlock in blocks.
const PADLOCK: [&str; 4] = [" ▄▀▀▀▄ ", " █   █ ", "▐█████▌", "▐█████▌"];

/// What the column shows, and how large.
pub(super) struct Join {
    invite: Invite,
    picture: Option<Modules>,
    digits: Option<Size>,
}

impl Join {
    /// What fits beside the other columns of this area.
    pub(super) fn plan(shown: &Shown<'_>, area: Rect) -> Self {
        let invite = Invite::of(shown.room);
        let columns = area.width.saturating_sub(OTHERS);
        let rows = area.height.saturating_sub(WORDS);
        if !invite.shows_code() {
            return Self {
                invite,
                picture: None,
                digits: None,
            };
        }
        let picture = Modules::of(&shown.room.page).filter(|modules| {
            let (own_columns, own_rows) = qr::cells(modules);
            let (_, code) = Size::Small.cells();
            own_columns <= columns && own_rows + code < rows
        });
        let left = picture.as_ref().map_or(rows, |modules| {
            rows.saturating_sub(qr::cells(modules).1 + 1)
        });
        Self {
            invite,
            // large digits only where they do not crowd the others, or where the picture is as wide anyway
            digits: Size::fitting(
                if picture.is_some() {
                    columns
                } else {
                    area.width / 2
                },
                left,
            ),
            picture,
        }
    }

    /// Columns that it takes; the words are glad of a few more than the digits.
    pub(super) fn columns(&self) -> u16 {
        let picture = self.picture.as_ref().map_or(0, |m| qr::cells(m).0);
        let digits = self.digits.map_or(0, |size| size.cells().0);
        picture.max(digits).max(27)
    }

    /// Draws the column.
    pub(super) fn draw(&self, shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
        let mut rest = area;
        match self.digits {
            Some(size) => {
                digits::draw(&shown.room.code, size, rest, shown.colours.any(), picture);
                rest = below(rest, size.cells().1 + 1);
            }
            None => rest = self.head(shown, rest, picture),
        }
        if let Some(modules) = &self.picture {
            qr::draw(modules, rest, shown.colours.depth, picture);
            rest = below(rest, qr::cells(modules).1);
        }
        Paragraph::new(self.words(shown))
            .wrap(Wrap { trim: true })
            .render(rest, picture);
    }

    /// What stands where the digits would.
    fn head(&self, shown: &Shown<'_>, area: Rect, picture: &mut Buffer) -> Rect {
        let lines: Vec<Line<'_>> = match self.invite {
            Invite::Locked => {
                let ink = Style::new().fg(WARNING);
                PADLOCK.map(|line| Line::styled(line, ink)).into()
            }
            Invite::Hidden => vec![Line::styled("••• •••", BOLD)],
            Invite::Early => return area,
            Invite::Open | Invite::OnlyHere => {
                vec![Line::styled(grouped(&shown.room.code), BOLD)]
            }
        };
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        Paragraph::new(lines).render(area, picture);
        below(area, rows + 1)
    }

    fn words<'a>(&self, shown: &Shown<'a>) -> Vec<Line<'a>> {
        let ink = match self.invite {
            Invite::OnlyHere | Invite::Locked => Style::new().fg(WARNING),
            _ => Style::new().fg(TEXT),
        };
        let sentence = match (self.invite, &self.picture) {
            (Invite::Open, None) => "Open Couchpad on your phone and enter the code",
            (invite, _) => invite.sentence(),
        };
        let mut lines = vec![Line::styled(sentence, ink)];
        if self.invite.shows_code() {
            let addresses = shown.room.addresses.iter();
            lines.extend(addresses.map(|address| Line::styled(address.as_str(), DIM)));
        }
        lines.extend(keyboard(shown));
        lines
    }
}

fn keyboard(shown: &Shown<'_>) -> Option<Line<'static>> {
    let words = match shown.joined {
        [false, false] => "Or play here: press ← or →, a second player A or D.",
        [true, false] => "A second player here presses A or D.",
        [false, true] => "A second player here presses ← or →.",
        [true, true] => return None,
    };
    Some(Line::styled(words, DIM))
}

/// What is left of an area below so many rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// The code, or why there is none, in a terminal that has no room for anything else. Returns the rows that it took.
pub(super) fn draw_alone(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) -> u16 {
    let invite = Invite::of(shown.room);
    let words = match invite {
        Invite::Early => return 0,
        Invite::Hidden => "H shows the code".to_owned(),
        Invite::Locked => "Locked".to_owned(),
        Invite::Open | Invite::OnlyHere => grouped(&shown.room.code),
    };
    let size = Size::fitting(area.width, area.height.saturating_sub(3));
    if let Some(size) = size.filter(|_| invite.shows_code()) {
        let (columns, rows) = size.cells();
        let left = Rect {
            x: area.x + (area.width - columns) / 2,
            width: columns,
            ..area
        };
        digits::draw(&shown.room.code, size, left, shown.colours.any(), picture);
        return rows + 1;
    }
    Line::styled(words, BOLD).centered().render(area, picture);
    1
}
