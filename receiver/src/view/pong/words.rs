//! How it stands, above the court: both teams with their points, how many play for each, and the time.

use super::court::Plan;
use super::{Draw, banner, state};
use crate::stage::Stage;
use crate::view::area::node_over;
use crate::view::only::Only;
use crate::view::{Arrangement, Facts};
use bevy::prelude::*;
use couchpad_games::pong::{STEPS_PER_SECOND, State as Game, Team};
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::lay::{column, row};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

/// The line of words, and where it lies.
#[derive(Component, PartialEq)]
struct Head(Rect);

/// Words that follow the game.
#[derive(Component, Clone, Copy)]
enum Said {
    Points(Team),
    Players(Team),
    Time,
    Beneath,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (build, say).chain().in_set(Draw::Things));
}

fn build(arrangement: Res<Arrangement>, mut shown: Only<Head>) {
    shown.show(Head(Plan::of(&arrangement).head), |Head(over), made| {
        let line = Node {
            justify_content: JustifyContent::SpaceBetween,
            align_items: AlignItems::Center,
            ..node_over(*over)
        };
        made.insert(line).with_children(|line| {
            side(line, Team::Sun);
            let middle = Node {
                align_items: AlignItems::Center,
                ..column(0.0)
            };
            line.spawn(middle).with_children(|middle| {
                middle.spawn((strong("", Step::Heading, TEXT), Said::Time));
                middle.spawn((text("", Step::Small, QUIET), Said::Beneath));
            });
            side(line, Team::Sky);
        });
    });
}

fn side(line: &mut ChildSpawnerCommands, team: Team) {
    let flex_direction = match team {
        Team::Sun => FlexDirection::Row,
        Team::Sky => FlexDirection::RowReverse,
    };
    let whole = Node {
        flex_direction,
        width: Val::Percent(42.0),
        ..row(3.0)
    };
    line.spawn(whole).with_children(|side| {
        side.spawn(mark_node(banner(team), 64.0));
        let words = Node {
            flex_grow: 1.0,
            align_items: match team {
                Team::Sun => AlignItems::FlexStart,
                Team::Sky => AlignItems::FlexEnd,
            },
            ..column(0.0)
        };
        side.spawn(words).with_children(|words| {
            words.spawn(strong(team.name(), Step::Heading, banner(team).colour));
            words.spawn((text("", Step::Small, QUIET), Said::Players(team)));
        });
        side.spawn((strong("0", Step::Display, TEXT), Said::Points(team)));
    });
}

fn say(stage: Res<Stage>, mut facts: ResMut<Facts>, mut words: Query<(&Said, &mut Text)>) {
    let Some(state) = state(&stage) else {
        return;
    };
    let line = line(state);
    facts.set_if_neq(Facts { line, lives: None });
    for (said, mut words) in &mut words {
        words.set_if_neq(Text(match *said {
            Said::Points(team) => state.points[team.index()].to_string(),
            Said::Players(team) => players(state.sizes[team.index()]),
            Said::Time => clock(state.steps_left),
            Said::Beneath if state.is_overtime => "overtime: next point wins".to_owned(),
            Said::Beneath => format!("first to {}", state.length.goal()),
        }));
    }
}

/// Minutes and seconds.
pub(crate) fn clock(steps: u32) -> String {
    let seconds = steps.div_ceil(STEPS_PER_SECOND);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// How many play for a team.
pub(crate) fn players(count: u16) -> String {
    match count {
        0 => "a bot plays".into(),
        1 => "1 plays".into(),
        count => format!("{count} play"),
    }
}

/// How long it goes on: the points stand above the court and beside it.
fn line(state: &Game) -> String {
    if state.is_overtime {
        return "Overtime: next point wins".into();
    }
    format!("First to {}", state.length.goal())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_shows_what_is_left() {
        let shown = [0, 1, 60, 61, 60 * 180].map(clock);
        assert_eq!(shown, ["0:00", "0:01", "0:01", "0:02", "3:00"]);
    }

    #[test]
    fn an_empty_side_is_said_to_have_a_bot() {
        assert_eq!(
            [0, 1, 500].map(players),
            ["a bot plays", "1 plays", "500 play"]
        );
    }
}
