//! The end of a game: won or not, the team's points, everybody's points in order, and what to press next.

use super::arrive::Arriving;
use super::band::{self, Loudness, News, Talk};
use super::bubbles;
use super::crowd;
use super::high_scores;
use super::nodes::{WIDEST, above_the_rest, column, one_line, page, row, spring};
use super::player::whole_name;
use super::start::{self, offer_start};
use crate::flow::Screen;
use crate::stage::{FinalScore, Outcome, Stage, Standings};
use bevy::prelude::*;
use couchpad_theme::colour::{GOOD, QUIET, RAISED, Swatch, TEXT};
use couchpad_theme::players::mark;
use couchpad_theme::space::{CORNER, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, hint, mark_node, strong, text};

/// Ranks that are shown; of a crowd, the best.
const SHOWN: usize = 8;
/// What a place says beside its name.
const SAYS: bubbles::Size = bubbles::Size {
    step: Step::Body,
    picture: 56.0,
};
/// High scores that are shown beside them.
const RECORDS: usize = 3;
/// Letters of a name that fit a line: all that a name may have, where they are of usual width.
const LETTERS: usize = 24;

/// The screen, and what it was built from.
#[derive(Component, PartialEq)]
struct Plan(Outcome);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, build.run_if(in_state(Screen::Results)));
}

fn build(mut commands: Commands, stage: Res<Stage>, shown: Query<(Entity, &Plan)>) {
    let Some(outcome) = &stage.outcome else {
        return;
    };
    match shown.single() {
        Ok((_, old)) if old.0 == *outcome => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    let plan = Plan(outcome.clone());
    commands
        .spawn((page(), plan, DespawnOnExit(Screen::Results)))
        .with_children(|page| {
            let columns = above_the_rest(Node {
                width: Val::Percent(100.0),
                max_width: WIDEST,
                ..default()
            });
            page.spawn(columns).with_children(|columns| {
                columns
                    .spawn(half(1.0))
                    .with_children(|half| verdict(half, outcome, stage.entry.manifest.title));
                columns
                    .spawn(half(1.25))
                    .with_children(|half| ranking(half, &outcome.scores));
            });
            page.spawn(said()).with_children(|place| {
                band::spawn(place, |band| {
                    band::part(band, News);
                    band::part(band, Loudness);
                    band::part(band, Talk::lines(3));
                });
            });
            page.spawn(bottom()).with_children(what_next);
        });
}

fn half(share: f32) -> Node {
    Node {
        flex_grow: share,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        justify_content: JustifyContent::Center,
        ..column(1.5)
    }
}

fn verdict(parent: &mut ChildSpawnerCommands, outcome: &Outcome, title: &str) {
    let ink = if outcome.won || outcome.race {
        GOOD
    } else {
        TEXT
    };
    parent.spawn(text(title, Step::Heading, QUIET));
    let words = outcome.verdict();
    let step = fitting(&words);
    parent.spawn(one_line(strong(words, step, ink)));
    if !outcome.sides.is_empty() {
        crowd::ended(parent, &outcome.sides);
    } else if !outcome.race {
        together(parent, outcome);
    }
    if let Some(standings) = &outcome.standings {
        parent
            .spawn(column(0.75))
            .with_children(|board| best_of(board, standings));
    }
}

/// The largest size that the verdict has room for in its half: of a race it has the winner's name.
fn fitting(words: &str) -> Step {
    match words.chars().count() {
        ..=12 => Step::Display,
        13..=20 => Step::Title,
        _ => Step::Heading,
    }
}

fn together(parent: &mut ChildSpawnerCommands, outcome: &Outcome) {
    let team = Node {
        margin: UiRect::top(grid(5.0)),
        ..column(0.0)
    };
    parent.spawn(team).with_children(|team| {
        team.spawn(text("Together you made", Step::Lead, QUIET));
        team.spawn(one_line(strong(outcome.team.to_string(), Step::Code, TEXT)));
        if let Some(place) = outcome.record {
            team.spawn(one_line(strong(record(place), Step::Lead, GOOD)));
        }
    });
}

/// What a new high score is called.
pub(crate) fn record(place: usize) -> String {
    match place {
        1 => "New high score!".into(),
        place => format!("High score, place {place}"),
    }
}

/// The best of all games like this one.
fn best_of(board: &mut ChildSpawnerCommands, standings: &Standings) {
    let lines = high_scores::lines(&standings.places, &standings.new);
    if lines.is_empty() {
        return;
    }
    let words = format!("High scores: {}", standings.class.way());
    board.spawn(one_line(text(words, Step::Small, QUIET)));
    high_scores::list(board, &high_scores::best(&lines, RECORDS), Step::Body);
}

fn ranking(parent: &mut ChildSpawnerCommands, scores: &[FinalScore]) {
    for (number, score) in scores.iter().take(SHOWN).enumerate() {
        let first = is_first(scores, score);
        parent
            .spawn((place_node(), place_ground(first), Arriving::nth(number)))
            .with_children(|line| {
                place(line, rank(scores, score), score, first);
            });
    }
    if scores.len() > SHOWN {
        let words = format!("and {} more", scores.len() - SHOWN);
        parent.spawn(text(words, Step::Body, QUIET));
    }
}

/// The place of a score, counted from 1; equal points share one.
fn rank(scores: &[FinalScore], score: &FinalScore) -> usize {
    1 + scores
        .iter()
        .filter(|other| other.points > score.points)
        .count()
}

/// Whether this is the best score, and worth a light: with others to be better than.
fn is_first(scores: &[FinalScore], score: &FinalScore) -> bool {
    scores.len() > 1 && rank(scores, score) == 1 && score.points > 0
}

fn place_node() -> Node {
    Node {
        height: grid(10.0),
        min_height: grid(8.5),
        padding: UiRect::horizontal(grid(3.0)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..row(3.0)
    }
}

fn place_ground(first: bool) -> BackgroundColor {
    BackgroundColor(if first { RAISED.color() } else { Color::NONE })
}

fn place(line: &mut ChildSpawnerCommands, rank: usize, score: &FinalScore, first: bool) {
    let mark = mark(usize::from(score.banner()));
    let number = Node {
        width: grid(4.0),
        ..default()
    };
    line.spawn((
        one_line(strong(rank.to_string(), Step::Lead, QUIET)),
        number,
    ));
    line.spawn(mark_node(mark, 56.0)).with_children(|shape| {
        if first {
            shape.spawn(glow_node(mark.colour, 200.0, 0.6));
        }
    });
    let who = Node {
        row_gap: Val::ZERO,
        min_width: Val::Px(0.0),
        overflow: Overflow::clip_x(),
        ..column(0.0)
    };
    line.spawn(who).with_children(|who| {
        whole_name(who, &score.name, LETTERS, Step::Lead, TEXT);
        if let Some((words, ink)) = praise(score) {
            who.spawn(one_line(text(words, Step::Small, ink)));
        }
    });
    bubbles::room(line, score.seat, SAYS, |_| {});
    line.spawn(one_line(strong(
        score.points.to_string(),
        Step::Heading,
        TEXT,
    )));
}

/// What this player can be proud of, in one line.
pub(crate) fn praise(score: &FinalScore) -> Option<(String, Swatch)> {
    let feat = score
        .highlight
        .map(|feat| format!("{}: {}", feat.title, feat.count));
    match (score.record, feat) {
        (Some(place), Some(feat)) => Some((format!("{}, {feat}", record(place)), GOOD)),
        (Some(place), None) => Some((record(place), GOOD)),
        (None, feat) => feat.map(|feat| (feat, QUIET)),
    }
}

/// Where the band lies.
fn said() -> Node {
    Node {
        width: Val::Percent(100.0),
        max_width: WIDEST,
        flex_shrink: 0.0,
        ..default()
    }
}

fn bottom() -> Node {
    Node {
        width: Val::Percent(100.0),
        max_width: WIDEST,
        min_height: Val::Px(80.0),
        flex_shrink: 0.0,
        ..row(2.0)
    }
}

fn what_next(line: &mut ChildSpawnerCommands) {
    offer_start(line, "AGAIN", start::Room::Full);
    line.spawn(spring());
    hint(line, &["Esc"], "to the lobby");
    hint(line, &["Q"], "quit");
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{Highlight, SeatIndex};

    fn scores(points: &[i64]) -> Vec<FinalScore> {
        let score = |(seat, points): (u16, &i64)| {
            FinalScore::new(SeatIndex(seat), 0, "Ada".into(), *points)
        };
        (0..).zip(points).map(score).collect()
    }

    #[test]
    fn equal_points_share_a_place_and_the_next_is_skipped() {
        let all = scores(&[90, 70, 70, 20]);
        let ranks: Vec<_> = all.iter().map(|score| rank(&all, score)).collect();
        assert_eq!(ranks, [1, 2, 2, 4]);
    }

    #[test]
    fn everybody_is_praised_for_what_there_is() {
        let mut score = scores(&[90]).remove(0);
        assert_eq!(praise(&score), None);
        score.highlight = Some(Highlight {
            title: "Most saves",
            count: 31,
        });
        assert_eq!(praise(&score), Some(("Most saves: 31".into(), QUIET)));
        score.record = Some(2);
        let both = "High score, place 2, Most saves: 31";
        assert_eq!(praise(&score), Some((both.into(), GOOD)));
    }

    #[test]
    fn the_light_is_for_the_best_of_several() {
        let several = scores(&[90, 70]);
        assert!(is_first(&several, &several[0]) && !is_first(&several, &several[1]));
        let alone = scores(&[90]);
        assert!(!is_first(&alone, &alone[0]));
        let nothing = scores(&[0, 0]);
        assert!(!is_first(&nothing, &nothing[0]));
    }
}
