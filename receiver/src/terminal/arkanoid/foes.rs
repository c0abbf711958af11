//! The enemies and the boss.

use super::super::canvas::{Canvas, Dot};
use super::super::colours::{BAD, GROUND, QUIET, TEXT, ink};
use super::field::Field;
use couchpad_games::arkanoid::{
    Boss, ENEMY_RADIUS, Enemy, EnemyKind, STEPS_PER_SECOND, State, Vec2,
};
use couchpad_theme::colour::{self, Swatch};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// The boss's mouth is open for so many steps before it shoots.
const MOUTH_OPEN: u32 = STEPS_PER_SECOND / 2;
const BOSS: Swatch = Swatch::hex(0x72_76BC);
/// Squares that an enemy must be high for a body behind its sign.
const BODY: f32 = 3.0;

/// Lights the enemies' bodies where there is room for more than their signs.
pub(super) fn draw_bodies(enemies: &[Enemy], field: &Field, canvas: &mut Canvas) {
    let (_, down) = field.scale();
    if 2.0 * ENEMY_RADIUS * down < BODY {
        return;
    }
    for enemy in enemies {
        let (_, own) = look(enemy.kind);
        let dot = Dot {
            colour: own.towards(colour::GROUND, 0.45),
            pattern: '░',
        };
        let wide = Vec2::new(ENEMY_RADIUS, ENEMY_RADIUS * 0.55);
        let tall = Vec2::new(ENEMY_RADIUS * 0.6, ENEMY_RADIUS);
        field.fill(enemy.at, wide, dot, canvas);
        field.fill(enemy.at, tall, dot, canvas);
    }
}

/// Writes the enemies' signs, one for each kind.
pub(super) fn draw_signs(enemies: &[Enemy], field: &Field, picture: &mut Buffer) {
    for enemy in enemies {
        let (sign, own) = look(enemy.kind);
        let style = Style::new()
            .fg(GROUND)
            .bg(ink(own))
            .add_modifier(Modifier::BOLD);
        field.write(field.cell(enemy.at), sign, style, picture);
    }
}

const fn look(kind: EnemyKind) -> (&'static str, Swatch) {
    match kind {
        EnemyKind::Drifter => ("<~>", Swatch::hex(0x2F_C4B2)),
        EnemyKind::Crawler => ("[#]", Swatch::hex(0xE0_579F)),
        EnemyKind::Orbiter => ("{@}", Swatch::hex(0xF0_A63C)),
    }
}

/// Lights the boss: a block with cut corners, two eyes that look where it flies its bolts, and a mouth that opens before it shoots.
pub(super) fn draw_boss(boss: &Boss, field: &Field, canvas: &mut Canvas) {
    let is_hurt = boss.hurt > 0;
    let body = Dot {
        colour: if is_hurt { colour::TEXT } else { BOSS },
        pattern: '▒',
    };
    let part = |x: f32, y: f32, half: Vec2| {
        let at = Vec2::new(boss.at.x + x * boss.half.x, boss.at.y + y * boss.half.y);
        let half = Vec2::new(half.x * boss.half.x, half.y * boss.half.y);
        (at, half)
    };
    let mut fill = |x, y, half, dot| {
        let (at, half) = part(x, y, half);
        field.fill(at, half, dot, canvas);
    };
    fill(0.0, 0.0, Vec2::new(1.0, 0.72), body);
    fill(0.0, 0.0, Vec2::new(0.8, 1.0), body);
    let dark = Dot {
        colour: colour::GROUND,
        pattern: '█',
    };
    let light = Dot {
        colour: if is_hurt {
            colour::GROUND
        } else {
            colour::TEXT
        },
        pattern: '█',
    };
    for side in [-0.45, 0.45] {
        fill(side, -0.3, Vec2::new(0.24, 0.24), light);
        fill(side, -0.2, Vec2::new(0.1, 0.12), dark);
    }
    if boss.aim <= MOUTH_OPEN {
        let glow = Dot {
            colour: colour::BAD,
            pattern: '█',
        };
        fill(0.0, 0.5, Vec2::new(0.4, 0.28), glow);
    } else {
        fill(0.0, 0.5, Vec2::new(0.4, 0.08), dark);
    }
}

/// The boss's strength on the top wall: what is left of it in blocks, and in hits.
pub(super) fn draw_strength(state: &State, wall: Rect, picture: &mut Buffer) {
    let Some(boss) = &state.boss else {
        return;
    };
    let blocks = usize::from(wall.width / 4).max(4);
    let full = boss.hits_full.max(1);
    let left = (blocks as u32 * boss.hits_left.min(full)).div_ceil(full) as usize;
    let bold = Style::new()
        .fg(TEXT)
        .bg(GROUND)
        .add_modifier(Modifier::BOLD);
    let line = Line::from(vec![
        Span::styled(" BOSS ", bold),
        Span::styled("█".repeat(left), Style::new().fg(BAD).bg(GROUND)),
        Span::styled("░".repeat(blocks - left), Style::new().fg(QUIET).bg(GROUND)),
        Span::styled(format!(" {} ", boss.hits_left), bold),
    ]);
    let width = (line.width() as u16).min(wall.width);
    let middle = Rect {
        x: wall.x + (wall.width - width) / 2,
        width,
        ..wall
    };
    line.render(middle, picture);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn enemies_differ_by_sign_and_colour() {
        let signs: HashSet<_> = EnemyKind::ALL.map(|kind| look(kind).0).into();
        let colours: HashSet<_> = EnemyKind::ALL.map(|kind| look(kind).1).into();
        assert_eq!((signs.len(), colours.len()), (3, 3));
    }
}
