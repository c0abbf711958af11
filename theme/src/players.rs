//! The eight players' marks: colour and shape and fill pattern, always all three together.
//!
//! Colours after Okabe and Ito, which colour-blind people can tell apart. Pure data: the terminal uses it too.

use crate::colour::Swatch;
use crate::patterns::Pattern;
use crate::shapes::Shape;

/// How one player is told from the others: on the paddle, the card and the phone's edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The player's colour, or the team's in crowd games.
    pub colour: Swatch,
    /// The colour's name, for words: "orange".
    pub colour_word: &'static str,
    /// The player's shape.
    pub shape: Shape,
    /// How the player's things are filled.
    pub pattern: Pattern,
}

impl Mark {
    const fn new(rgb: u32, colour_word: &'static str, shape: Shape, pattern: Pattern) -> Self {
        Self {
            colour: Swatch::hex(rgb),
            colour_word,
            shape,
            pattern,
        }
    }

    /// The mark in words: "orange circle".
    pub fn name(&self) -> String {
        format!("{} {}", self.colour_word, self.shape.word())
    }

    /// This player's own shape and pattern in the colour of a team (any number; teams past eight repeat).
    pub const fn in_team(self, team: usize) -> Self {
        let banner = MARKS[team % MARKS.len()];
        Self {
            colour: banner.colour,
            colour_word: banner.colour_word,
            ..self
        }
    }

    /// The mark as text one terminal cell wide: the first 16 differ even without colour. Whoever has the shape in its own
    /// pattern has it filled, whoever has it in another one as an outline.
    pub const fn glyph(&self) -> char {
        let own = MARKS[self.shape as usize].pattern;
        if self.pattern as u8 == own as u8 {
            self.shape.glyph()
        } else {
            self.shape.hollow_glyph()
        }
    }
}

/// The marks of the first eight seats, in seat order.
pub const MARKS: [Mark; 8] = [
    Mark::new(0xE69F00, "orange", Shape::Circle, Pattern::Solid),
    Mark::new(0x56B4E9, "sky", Shape::Triangle, Pattern::Horizontal),
    Mark::new(0x009E73, "green", Shape::Square, Pattern::Vertical),
    Mark::new(0xF0E442, "yellow", Shape::Diamond, Pattern::Diagonal),
    Mark::new(0x3B8FD9, "blue", Shape::Star, Pattern::Dots),
    Mark::new(0xE8642A, "vermilion", Shape::Hexagon, Pattern::Checker),
    Mark::new(0xCC79A7, "pink", Shape::Cross, Pattern::Chevron),
    Mark::new(0xE8ECF8, "white", Shape::Crescent, Pattern::Crosshatch),
];

/// The mark of a seat, counted from 0. Beyond eight the shapes come round again in the other colours, and with every other
/// round in other patterns: any two of the first 16 have at most one of the three in common, and the first 64 all differ. A
/// crowd game that has teams uses [`Mark::in_team`].
pub const fn mark(seat: usize) -> Mark {
    let own = seat % MARKS.len();
    let round = (seat / MARKS.len()) % MARKS.len();
    let turned = MARKS.len() / 2 * (round % 2);
    Mark {
        pattern: MARKS[(own + turned) % MARKS.len()].pattern,
        ..MARKS[own].in_team(own + round)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn the_first_eight_differ_in_each_of_the_three_ways() {
        assert_eq!(
            MARKS.iter().map(|m| m.colour).collect::<HashSet<_>>().len(),
            8
        );
        assert_eq!(
            MARKS.iter().map(|m| m.shape).collect::<HashSet<_>>().len(),
            8
        );
        assert_eq!(
            MARKS
                .iter()
                .map(|m| m.pattern)
                .collect::<HashSet<_>>()
                .len(),
            8
        );
        for (seat, expected) in MARKS.iter().enumerate() {
            assert_eq!(mark(seat), *expected);
        }
    }

    #[test]
    fn sixty_four_seats_differ_and_any_seat_has_a_mark() {
        let names: HashSet<_> = (0..64).map(|seat| mark(seat).name()).collect();
        assert_eq!(names.len(), 64);
        assert_eq!(mark(64), mark(0));
        assert_eq!(mark(usize::MAX).shape, MARKS[7].shape);
    }

    #[test]
    fn two_of_the_first_sixteen_share_a_colour_or_a_shape_or_a_pattern_but_never_two_of_them() {
        for one in 0..16 {
            for two in 0..one {
                let (a, b) = (mark(one), mark(two));
                let same = [
                    a.colour == b.colour,
                    a.shape == b.shape,
                    a.pattern == b.pattern,
                ];
                let count = same.iter().filter(|same| **same).count();
                assert!(count <= 1, "{} and {}", a.name(), b.name());
            }
        }
    }

    #[test]
    fn a_team_lends_its_colour_and_nothing_else() {
        let player = mark(2).in_team(4);
        assert_eq!(player.name(), "blue square");
        assert_eq!(player.pattern, mark(2).pattern);
    }

    #[test]
    fn the_first_sixteen_glyphs_take_one_cell_and_differ() {
        let marks: Vec<Mark> = (0..16).map(mark).collect();
        let glyphs: HashSet<_> = marks.iter().map(Mark::glyph).collect();
        assert_eq!(glyphs.len(), 16);
        for mark in marks {
            assert_eq!(mark.glyph().width(), Some(1), "{}", mark.name());
            assert_eq!(mark.in_team(3).glyph(), mark.glyph(), "{}", mark.name());
        }
    }
}
