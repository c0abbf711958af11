//! High scores as lines: place, points, names; those that are new are lit. The same in the results and in an idle lobby.

use super::nodes::{one_line, row};
use super::player::short;
use crate::scores::Place;
use bevy::prelude::*;
use couchpad_theme::colour::{GOOD, QUIET, RAISED, TEXT};
use couchpad_theme::space::{CORNER, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{strong, text};

/// Letters of the names that fit a line.
const LETTERS: usize = 32;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) rank: usize,
    pub(crate) points: i64,
    pub(crate) names: String,
    pub(crate) is_new: bool,
}

/// The lines of these places, best first; `new` says for each whether it is new.
pub(crate) fn lines(places: &[Place], new: &[bool]) -> Vec<Line> {
    let line = |(at, place): (usize, &Place)| Line {
        rank: 1 + places.iter().filter(|p| p.points > place.points).count(),
        points: place.points,
        names: place.names.join(", "),
        is_new: new.get(at).copied().unwrap_or(false),
    };
    places.iter().enumerate().map(line).collect()
}

/// The best of these lines, at most so many, and the best new one among them: it takes the last line if it stands further
/// down.
pub(crate) fn best(lines: &[Line], most: usize) -> Vec<Line> {
    let mut shown: Vec<_> = lines.iter().take(most).cloned().collect();
    let new = lines.iter().find(|line| line.is_new);
    if let (Some(new), Some(last)) = (new, shown.last_mut())
        && new.rank > last.rank
    {
        *last = new.clone();
    }
    shown
}

/// Spawns the lines in a column.
pub(super) fn list(parent: &mut ChildSpawnerCommands, lines: &[Line], step: Step) {
    for line in lines {
        let ground = if line.is_new {
            RAISED.color()
        } else {
            Color::NONE
        };
        let node = Node {
            padding: UiRect::horizontal(grid(1.5)),
            border_radius: BorderRadius::all(Val::Px(CORNER)),
            ..row(2.0)
        };
        parent
            .spawn((node, BackgroundColor(ground)))
            .with_children(|row| parts(row, line, step));
    }
}

fn parts(row: &mut ChildSpawnerCommands, line: &Line, step: Step) {
    // figures stand at the right, below each other
    let column = |units: f32| Node {
        width: grid(units),
        flex_shrink: 0.0,
        justify_content: JustifyContent::FlexEnd,
        ..default()
    };
    let ink = if line.is_new { GOOD } else { TEXT };
    let points = if step <= Step::Body { 14.0 } else { 18.0 };
    row.spawn(column(5.0))
        .with_child(one_line(text(line.rank.to_string(), step, QUIET)));
    row.spawn(column(points))
        .with_child(one_line(strong(line.points.to_string(), step, ink)));
    row.spawn(one_line(text(short(&line.names, LETTERS), step, TEXT)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(points: &[i64], new: usize) -> Vec<Line> {
        let places: Vec<_> = points
            .iter()
            .map(|points| Place::new(*points, &["Ada".to_owned()], false, 0))
            .collect();
        let new: Vec<_> = (0..points.len()).map(|at| at == new).collect();
        lines(&places, &new)
    }

    #[test]
    fn what_is_new_is_among_the_few_that_are_shown() {
        let ranks = |lines: Vec<Line>| lines.iter().map(|line| line.rank).collect::<Vec<_>>();
        let points = [90, 80, 80, 60, 50];
        assert_eq!(ranks(best(&all(&points, 1), 3)), [1, 2, 2]);
        assert_eq!(ranks(best(&all(&points, 4), 3)), [1, 2, 5]);
        assert_eq!(ranks(best(&all(&points, 9), 3)), [1, 2, 2]);
        assert_eq!(ranks(best(&[], 3)), [0_usize; 0]);
    }
}
