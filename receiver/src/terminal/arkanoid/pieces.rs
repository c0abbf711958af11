//! What moves on the field and is no paddle: balls with their trails, capsules, shots and bolts.

use super::super::canvas::{Canvas, Dot};
use super::super::colours::{BAD, GROUND, TEXT, ink};
use super::Players;
use super::field::Field;
use couchpad_games::arkanoid::{
    BALL_RADIUS, Ball, CAPSULE_SIZE, Capsule, CapsuleKind, State, Vec2,
};
use couchpad_theme::colour::{self, Swatch};
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// Squares of a ball's trail.
const TRAIL: u8 = 4;
/// How far the first of them is from its colour to the ground's; the last one is nearly there.
const FADED: f32 = 0.35;

/// Lights the trails, below everything else: each in the colour of who touched the ball last.
pub(super) fn draw_trails(state: &State, players: Players<'_>, field: &Field, canvas: &mut Canvas) {
    for ball in &state.balls {
        let Some(owner) = ball.owner.filter(|_| ball.resting.is_none()) else {
            continue;
        };
        let own = players.mark(owner).colour;
        let (across, down) = field.scale();
        // one square further each, whichever way it flies
        let stride = 1.0 / across.max(down);
        let back = ball.velocity.unit();
        for place in (1..=TRAIL).rev() {
            let share = FADED + (1.0 - FADED) * f32::from(place - 1) / f32::from(TRAIL);
            let dot = Dot {
                colour: own.towards(colour::GROUND, share),
                pattern: '·',
            };
            let behind = BALL_RADIUS.max(stride) + stride * f32::from(place - 1);
            let at = ball.at.along(back, -behind);
            let half = Vec2::new(BALL_RADIUS, BALL_RADIUS);
            field.fill(at, half, dot, canvas);
        }
    }
}

/// Lights the balls.
pub(super) fn draw_balls(balls: &[Ball], field: &Field, canvas: &mut Canvas) {
    let dot = Dot {
        colour: colour::TEXT,
        pattern: '█',
    };
    for ball in balls {
        let half = Vec2::new(BALL_RADIUS, BALL_RADIUS);
        field.fill(ball.at, half, dot, canvas);
    }
}

/// Where there are no colours, the balls as their owners' shapes.
pub(super) fn draw_plain_balls(
    balls: &[Ball],
    players: Players<'_>,
    field: &Field,
    picture: &mut Buffer,
) {
    for ball in balls {
        let glyph = ball.owner.map_or('o', |seat| players.mark(seat).glyph());
        field.put(field.cell(ball.at), glyph, Style::new(), picture);
    }
}

/// Capsules: the letter between two brackets, on the capsule's colour.
pub(super) fn draw_capsules(capsules: &[Capsule], field: &Field, picture: &mut Buffer) {
    let (across, _) = field.scale();
    let half = ((CAPSULE_SIZE.x * across - 1.0) / 2.0).round().max(1.0) as i32;
    for capsule in capsules {
        let style = capsule_style(capsule.kind);
        let (column, row) = field.cell(capsule.at);
        for offset in -half..=half {
            let symbol = match offset {
                0 => capsule.kind.letter(),
                o if o == -half => '(',
                o if o == half => ')',
                _ => ' ',
            };
            field.put((column + offset, row), symbol, style, picture);
        }
    }
}

/// A capsule's letter on its colour.
pub(super) fn capsule_style(kind: CapsuleKind) -> Style {
    Style::new()
        .fg(GROUND)
        .bg(ink(capsule_colour(kind)))
        .add_modifier(Modifier::BOLD)
}

/// The colour that goes with a capsule's letter.
pub(super) const fn capsule_colour(kind: CapsuleKind) -> Swatch {
    match kind {
        CapsuleKind::Slow => Swatch::hex(0xE6_9F00),
        CapsuleKind::Enlarge => Swatch::hex(0x5A_9CF0),
        CapsuleKind::Catch => colour::GOOD,
        CapsuleKind::Disruption => Swatch::hex(0x56_D4E9),
        CapsuleKind::Laser => colour::BAD,
        CapsuleKind::Break => Swatch::hex(0xDC_82C8),
        CapsuleKind::Player => Swatch::hex(0xB4_BED8),
    }
}

/// The shots of the paddles' lasers: upright strokes, half a row high.
pub(super) fn draw_shots(state: &State, players: Players<'_>, field: &Field, picture: &mut Buffer) {
    let (_, down) = field.scale();
    for shot in &state.shots {
        let is_lower = (shot.at.y * down).floor().rem_euclid(2.0) >= 1.0;
        let symbol = if is_lower { '╻' } else { '╹' };
        let own = players.mark(shot.seat).colour.towards(colour::TEXT, 0.3);
        let style = Style::new().fg(ink(own)).add_modifier(Modifier::BOLD);
        field.put(field.cell(shot.at), symbol, style, picture);
    }
}

/// The boss's bolts.
pub(super) fn draw_bolts(state: &State, field: &Field, picture: &mut Buffer) {
    let style = Style::new().fg(BAD).bg(GROUND).add_modifier(Modifier::BOLD);
    for bolt in &state.bolts {
        let (column, row) = field.cell(bolt.at);
        field.put((column, row), '▼', style, picture);
        let tail = Style::new().fg(TEXT).bg(GROUND);
        field.put((column, row - 1), '╻', tail, picture);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_theme::colour::GROUND;
    use std::collections::HashSet;

    #[test]
    fn capsules_differ_and_their_letters_can_be_read() {
        let colours: HashSet<_> = CapsuleKind::ALL.map(capsule_colour).into();
        assert_eq!(colours.len(), CapsuleKind::ALL.len());
        for colour in colours {
            assert!(colour.contrast(GROUND) >= 4.5, "{colour:?}");
        }
    }
}
