//! Who sits already and plays from the next round on: their marks in the field's upper corner, and what they wait for.

use super::field::{WALL, scale};
use super::{Draw, mark_of};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Arrangement;
use crate::view::only::Only;
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, FIELD_WIDTH};
use couchpad_games::game::Game;
use couchpad_theme::Mark;
use couchpad_theme::colour::QUIET;
use couchpad_theme::lay::row;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, text};

/// Size of a mark.
const MARK: f32 = 32.0;

/// The line, and what it was made from.
#[derive(Component, PartialEq)]
struct Line {
    marks: Vec<Mark>,
    at: Vec2,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, tell.in_set(Draw::Things));
}

/// Makes the line anew when somebody begins or ceases to wait, or the window changes.
fn tell(
    stage: Res<Stage>,
    roster: Res<Roster>,
    arrangement: Res<Arrangement>,
    mut shown: Only<Line>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let waiting = running.game.state().waiting.iter();
    let marks: Vec<_> = waiting.map(|seat| mark_of(&roster, *seat)).collect();
    let wanted = (!marks.is_empty()).then(|| Line {
        marks,
        at: corner(&arrangement),
    });
    shown.show(wanted, draw);
}

/// Where the field begins, a little within its walls.
fn corner(arrangement: &Arrangement) -> Vec2 {
    let scale = scale(arrangement);
    let left = arrangement.game.center().x - FIELD_WIDTH * scale / 2.0;
    Vec2::new(left, arrangement.game.min.y + WALL * scale) + 10.0
}

fn draw(line: &Line, made: &mut EntityCommands<'_>) {
    let node = Node {
        position_type: PositionType::Absolute,
        left: Val::Px(line.at.x),
        top: Val::Px(line.at.y),
        ..row(1.0)
    };
    made.insert(node).with_children(|row| {
        for mark in &line.marks {
            row.spawn(mark_node(*mark, MARK));
        }
        row.spawn(text("from the next round on", Step::Small, QUIET));
    });
}
