//! What colours the terminal has, and the nearest it has to each of the theme's. Views paint in the theme's colours;
//! one pass over the finished picture turns them into what the terminal can show.

use couchpad_theme::colour::{self, Swatch};
use ratatui::buffer::Buffer;
use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None are wanted: shapes and patterns tell everything apart.
    None,
    /// The sixteen named ones.
    #[default]
    Sixteen,
    /// The 6x6x6 cube and the greys of xterm.
    Indexed,
    /// Any.
    True,
}

/// The sixteen colours as xterm has them: red, green, blue.
const NAMED: [([u8; 3], Color); 16] = [
    ([0, 0, 0], Color::Black),
    ([205, 0, 0], Color::Red),
    ([0, 205, 0], Color::Green),
    ([205, 205, 0], Color::Yellow),
    ([0, 0, 238], Color::Blue),
    ([205, 0, 205], Color::Magenta),
    ([0, 205, 205], Color::Cyan),
    ([229, 229, 229], Color::Gray),
    ([127, 127, 127], Color::DarkGray),
    ([255, 0, 0], Color::LightRed),
    ([0, 255, 0], Color::LightGreen),
    ([255, 255, 0], Color::LightYellow),
    ([92, 92, 255], Color::LightBlue),
    ([255, 0, 255], Color::LightMagenta),
    ([0, 255, 255], Color::LightCyan),
    ([255, 255, 255], Color::White),
];
/// The steps of each side of the 6x6x6 cube.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Depth {
    /// What the environment says of this terminal: `NO_COLOR`, `COLORTERM`, `TERM` and Windows Terminal's mark.
    #[must_use]
    pub fn detect() -> Self {
        Self::from_environment(|name| std::env::var(name).unwrap_or_default())
    }

    fn from_environment(variable: impl Fn(&str) -> String) -> Self {
        let term = variable("TERM");
        let rich = variable("COLORTERM").to_lowercase();
        if !variable("NO_COLOR").is_empty() || term == "dumb" {
            Self::None
        } else if matches!(rich.as_str(), "truecolor" | "24bit")
            || term.ends_with("-direct")
            || !variable("WT_SESSION").is_empty()
        {
            Self::True
        } else if term.contains("256") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// The colours of a terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Colours {
    /// How many there are.
    pub depth: Depth,
}

impl Colours {
    /// Whether there are any; without, patterns must do.
    #[must_use]
    pub fn any(self) -> bool {
        self.depth != Depth::None
    }

    /// Turns a picture that was painted in the theme's colours into what the terminal can show.
    pub fn settle(self, picture: &mut Buffer) {
        if self.depth == Depth::True {
            return;
        }
        // neighbours mostly share their colours
        let (mut last, mut nearest) = (Color::Reset, Color::Reset);
        let mut settle = |colour: Color| {
            if colour != last {
                (last, nearest) = (colour, self.nearest(colour));
            }
            nearest
        };
        for cell in &mut picture.content {
            cell.fg = settle(cell.fg);
        }
        for cell in &mut picture.content {
            cell.bg = settle(cell.bg);
        }
    }

    fn nearest(self, colour: Color) -> Color {
        let Color::Rgb(r, g, b) = colour else {
            return colour;
        };
        match self.depth {
            Depth::True => colour,
            Depth::Indexed => Color::Indexed(indexed([r, g, b])),
            Depth::Sixteen => named([r, g, b]),
            Depth::None => Color::Reset,
        }
    }
}

/// A colour of the theme as ratatui writes it.
pub(super) const fn ink(swatch: Swatch) -> Color {
    let [r, g, b] = swatch.rgb;
    Color::Rgb(r, g, b)
}

pub(super) const GROUND: Color = ink(colour::GROUND);
pub(super) const RAISED: Color = ink(colour::RAISED);
pub(super) const PRESSED: Color = ink(colour::PRESSED);
pub(super) const TEXT: Color = ink(colour::TEXT);
pub(super) const QUIET: Color = ink(colour::QUIET);
pub(super) const WARNING: Color = ink(colour::WARNING);
pub(super) const GOOD: Color = ink(colour::GOOD);
pub(super) const BAD: Color = ink(colour::BAD);

fn named(rgb: [u8; 3]) -> Color {
    NAMED
        .iter()
        .min_by_key(|(own, _)| distance(*own, rgb))
        .map_or(Color::Reset, |(_, colour)| *colour)
}

/// The nearest of the cube and of the 24 greys.
fn indexed(rgb: [u8; 3]) -> u8 {
    let steps = rgb.map(nearest_step);
    let cube = steps.map(|step| CUBE[usize::from(step)]);
    let mean = rgb.iter().map(|c| u32::from(*c)).sum::<u32>() / 3;
    let grey = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let level = 8 + 10 * grey;
    if distance([level; 3], rgb) < distance(cube, rgb) {
        232 + grey
    } else {
        let [r, g, b] = steps;
        16 + 36 * r + 6 * g + b
    }
}

fn nearest_step(channel: u8) -> u8 {
    (0..6)
        .min_by_key(|step| CUBE[usize::from(*step)].abs_diff(channel))
        .unwrap_or(0)
}

/// How different two colours look, about: the eye weighs green most and blue least.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    const WEIGHTS: [u32; 3] = [3, 5, 2];
    a.iter()
        .zip(b)
        .zip(WEIGHTS)
        .map(|((a, b), weight)| weight * u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_theme::players::MARKS;
    use std::collections::HashSet;

    fn depth(set: &[(&str, &str)]) -> Depth {
        Depth::from_environment(|name| {
            set.iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
                .unwrap_or_default()
        })
    }

    #[test]
    fn the_environment_tells_the_depth() {
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Indexed);
        let rich = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
        assert_eq!(depth(&rich), Depth::True);
        assert_eq!(depth(&[("WT_SESSION", "1")]), Depth::True);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::None);
        let plain = [("NO_COLOR", "1"), ("COLORTERM", "truecolor")];
        assert_eq!(depth(&plain), Depth::None);
        assert_eq!(
            depth(&[("NO_COLOR", ""), ("TERM", "x-256")]),
            Depth::Indexed
        );
    }

    #[test]
    fn the_nearest_colour_is_itself_where_it_exists() {
        assert_eq!(indexed([0, 0, 0]), 16);
        assert_eq!(indexed([255, 255, 255]), 231);
        assert_eq!(indexed([95, 135, 175]), 67);
        assert_eq!(indexed([8, 8, 8]), 232);
        assert_eq!(indexed([238, 238, 238]), 255);
        for (rgb, colour) in NAMED {
            assert_eq!(named(rgb), colour);
        }
    }

    #[test]
    fn with_256_colours_the_players_differ() {
        let own: HashSet<_> = MARKS.iter().map(|m| indexed(m.colour.rgb)).collect();
        assert_eq!(own.len(), MARKS.len());
        assert_eq!(named(colour::GROUND.rgb), Color::Black);
    }

    #[test]
    fn no_colour_leaves_none() {
        let mut picture = Buffer::empty(ratatui::layout::Rect::new(0, 0, 2, 1));
        picture.content[0].set_fg(TEXT).set_bg(GROUND);
        Colours { depth: Depth::None }.settle(&mut picture);
        assert!(
            picture
                .content
                .iter()
                .all(|c| c.fg == Color::Reset && c.bg == Color::Reset)
        );
    }
}
