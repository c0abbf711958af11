//! Laying the sheet out: the question above, and below it what the phase is about. Everything in shares of the game's area, and
//! texts as large as they fit. Decides nothing about what is said.

use super::Page;
use super::fit::fitting;
use super::moves::{Enters, Grows, Seconds, TimeBar};
use super::parts::{centred, doers, fitted, paper, part, people, person};
use super::sheet::{Body, Person, Row, Sheet, Verdict};
use crate::view::area::node_over;
use bevy::prelude::*;
use couchpad_games::tales::words::grouped;
use couchpad_theme::colour::{BAD, GOOD, GROUND, QUIET, RAISED, Swatch, TEXT};
use couchpad_theme::players::mark;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, mark_node, strong, text};

/// Where the question ends, in percent of the height.
const QUESTION_ENDS: f32 = 38.0;
/// Where what is below it begins.
const BODY: f32 = 43.0;

/// Draws the page.
pub(super) fn draw(Page { rect, sheet }: &Page, made: &mut EntityCommands<'_>) {
    let size = rect.size();
    made.insert(node_over(*rect)).with_children(|page| {
        if sheet.has_clock {
            clock(page);
        }
        if !sheet.question.is_empty() {
            question(page, sheet, size);
        }
        body(page, &sheet.body, size);
    });
}

fn body(page: &mut ChildSpawnerCommands, body: &Body, size: Vec2) {
    let room = Vec2::new(size.x, size.y * (100.0 - BODY) / 100.0);
    match body {
        Body::Round { number, worth } => round(page, *number, worth),
        Body::Write(all) => write(page, all, room),
        Body::Pick { answers, people } => pick(page, answers, people, room),
        Body::Tell {
            answer,
            pickers,
            verdict,
        } => tell(page, answer, pickers, verdict.as_ref(), room),
        Body::Scores(rows) => scores(page, rows, size),
    }
}

/// The time that is left: a number, and a bar that gets shorter.
fn clock(page: &mut ChildSpawnerCommands) {
    let node = Node {
        justify_content: JustifyContent::FlexEnd,
        ..part(70.0, 0.0, 30.0, 7.0)
    };
    page.spawn(node).with_children(|head| {
        head.spawn((strong("", Step::Heading, QUIET), Seconds));
    });
    let rail = Node {
        border_radius: BorderRadius::MAX,
        ..part(0.0, 7.6, 100.0, 0.8)
    };
    page.spawn((rail, BackgroundColor(RAISED.color())))
        .with_children(|rail| {
            let bar = Node {
                height: Val::Percent(100.0),
                border_radius: BorderRadius::MAX,
                ..default()
            };
            rail.spawn((bar, BackgroundColor(QUIET.color()), TimeBar));
        });
}

fn question(page: &mut ChildSpawnerCommands, sheet: &Sheet, size: Vec2) {
    page.spawn(part(0.0, 0.8, 70.0, 7.0)).with_children(|head| {
        head.spawn(text(sheet.topic.clone(), Step::Lead, QUIET));
    });
    let place = centred(3.0, 10.0, 94.0, QUESTION_ENDS - 10.0);
    let room = size * Vec2::new(0.94, (QUESTION_ENDS - 10.0) / 100.0);
    page.spawn(place).with_children(|place| {
        place.spawn(fitted(&sheet.question, room, Step::Title, TEXT));
    });
}

fn round(page: &mut ChildSpawnerCommands, number: u32, worth: &str) {
    let place = (
        centred(0.0, 20.0, 100.0, 50.0),
        Enters::WithPhase,
        UiTransform::default(),
    );
    page.spawn(place).with_children(|place| {
        place.spawn(strong(format!("Round {number}"), Step::Display, TEXT));
        place.spawn(text(worth, Step::Lead, QUIET));
    });
}

fn write(page: &mut ChildSpawnerCommands, all: &[(Person, bool)], room: Vec2) {
    page.spawn(below(BODY)).with_children(|place| {
        place.spawn(text("Write a lie on your controller", Step::Lead, QUIET));
        doers(place, all, "writes", room - Vec2::Y * 70.0);
    });
}

fn below(top: f32) -> Node {
    Node {
        justify_content: JustifyContent::FlexStart,
        ..centred(0.0, top, 100.0, 100.0 - top)
    }
}

fn pick(
    page: &mut ChildSpawnerCommands,
    answers: &[String],
    people: &[(Person, bool)],
    room: Vec2,
) {
    let foot = 96.0;
    let entering = (Enters::WithPhase, UiTransform::default());
    page.spawn((below(BODY), entering)).with_children(|place| {
        papers(place, answers, room - Vec2::Y * (foot + 30.0));
    });
    let place = Node {
        justify_content: JustifyContent::FlexEnd,
        row_gap: grid(1.0),
        ..centred(0.0, BODY, 100.0, 100.0 - BODY)
    };
    page.spawn(place).with_children(|place| {
        place.spawn(marks(people.len())).with_children(|marks| {
            for (of, is_done) in people {
                doer(marks, of, *is_done);
            }
        });
        let missing = people.iter().filter(|(_, is_done)| !is_done).count();
        let words = match missing {
            0 => "Everybody has picked".to_owned(),
            1 => "Which one is true? One is still thinking".to_owned(),
            n => format!("Which one is true? {n} are still thinking"),
        };
        place.spawn(text(words, Step::Body, QUIET));
    });
}

fn marks(count: usize) -> Node {
    Node {
        align_items: AlignItems::Center,
        column_gap: grid(if count > 8 { 1.0 } else { 2.0 }),
        ..default()
    }
}

/// Whoever has picked stands on a light ground; the others wait small.
fn doer(marks: &mut ChildSpawnerCommands, of: &Person, is_done: bool) {
    let size = if is_done { 44.0 } else { 26.0 };
    let node = Node {
        width: Val::Px(56.0),
        height: Val::Px(56.0),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::MAX,
        ..default()
    };
    let ground = if is_done { RAISED.color() } else { Color::NONE };
    marks
        .spawn((node, BackgroundColor(ground)))
        .with_children(|place| {
            match of.mark {
                Some(number) => place.spawn(mark_node(mark(number), size)),
                None => place.spawn(text("•", Step::Body, if is_done { TEXT } else { QUIET })),
            };
        });
}

/// All answers, each on a card of the same size.
fn papers(place: &mut ChildSpawnerCommands, answers: &[String], room: Vec2) {
    let columns = match answers.len() {
        0..=4 if room.x < 1_000.0 => 1,
        0..=8 => 2,
        _ if room.x < 900.0 => 2,
        _ => 3,
    };
    let rows = answers.len().div_ceil(columns).max(1);
    let gap = 14.0;
    let each = (room + gap) / Vec2::new(columns as f32, rows as f32) - gap;
    let each = each.min(Vec2::new(f32::MAX, 120.0));
    let inner = each - Vec2::new(36.0, 12.0);
    // all in the same size: the truth is not to be larger than a lie
    let sizes = answers.iter().map(|a| fitting(a, inner, Step::Heading));
    let step = sizes.min().unwrap_or(Step::Body);
    let grid_of = Node {
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        column_gap: Val::Px(gap),
        row_gap: Val::Px(gap),
        width: Val::Px(room.x),
        ..default()
    };
    place.spawn(grid_of).with_children(|grid| {
        for answer in answers {
            grid.spawn(paper(each - Vec2::X)).with_children(|paper| {
                paper.spawn(fitted(answer, inner, step, TEXT));
            });
        }
    });
}

fn tell(
    page: &mut ChildSpawnerCommands,
    answer: &str,
    pickers: &[Person],
    verdict: Option<&Verdict>,
    room: Vec2,
) {
    let entering = (Enters::WithPhase, UiTransform::default());
    page.spawn((below(BODY - 3.0), entering))
        .with_children(|place| {
            let size = Vec2::new((room.x * 0.8).min(1_000.0), (room.y * 0.26).min(150.0));
            let ink = match verdict {
                Some(Verdict::Truth { .. }) => GOOD,
                Some(Verdict::Lie { .. }) => QUIET,
                None => TEXT,
            };
            place.spawn(paper(size)).with_children(|paper| {
                if ink == GOOD {
                    paper.spawn(glow_node(GOOD, size.x * 0.9, 0.35));
                }
                paper.spawn(fitted(
                    answer,
                    size - Vec2::new(60.0, 20.0),
                    Step::Title,
                    ink,
                ));
            });
            let words = match (pickers.len(), verdict) {
                (0, _) => "Nobody picked it",
                (_, Some(Verdict::Truth { .. })) => "Found by",
                (_, Some(Verdict::Lie { .. })) => "Fooled",
                _ => "Picked by",
            };
            place.spawn(text(words, Step::Body, QUIET));
            people(place, pickers, room.x * 0.94);
        });
    if let Some(verdict) = verdict {
        let entering = (Enters::WhenOut, UiTransform::default());
        let place = (centred(0.0, 76.0, 100.0, 24.0), entering);
        page.spawn(place)
            .with_children(|place| told(place, verdict, room));
    }
}

/// What the answer was, in a word, and who gets what for it.
fn told(place: &mut ChildSpawnerCommands, verdict: &Verdict, room: Vec2) {
    match verdict {
        Verdict::Truth { points } => {
            place.spawn(strong("The truth!", Step::Title, GOOD));
            place.spawn(text(
                format!("{points} for each who found it"),
                Step::Body,
                QUIET,
            ));
        }
        Verdict::Lie { writers, .. } if writers.is_empty() => {
            place.spawn(strong("A lie by the house!", Step::Title, BAD));
        }
        Verdict::Lie { writers, points } => {
            place.spawn(strong("A lie!", Step::Title, BAD));
            let line = Node {
                align_items: AlignItems::Center,
                column_gap: grid(3.0),
                ..default()
            };
            place.spawn(line).with_children(|line| {
                line.spawn(text("by", Step::Body, QUIET));
                people(line, writers, room.x * 0.6);
                line.spawn(strong(points.clone(), Step::Lead, GOOD));
            });
        }
    }
}

fn scores(page: &mut ChildSpawnerCommands, rows: &[Row], size: Vec2) {
    page.spawn(part(0.0, 0.8, 100.0, 8.0))
        .with_children(|head| {
            head.spawn(strong("How it stands", Step::Heading, TEXT));
        });
    let columns = if rows.len() > 9 { 2 } else { 1 };
    let each = rows.len().div_ceil(columns).max(1);
    let most = rows.iter().map(|row| row.points).max().unwrap_or(0).max(1);
    let (gap, top) = (4.0, 11.0);
    let width = (100.0 - gap * (columns as f32 - 1.0)) / columns as f32;
    let height = ((100.0 - top) / each as f32).min(13.0);
    for (at, row) in rows.iter().enumerate() {
        let (column, line) = (at / each, at % each);
        let left = column as f32 * (width + gap);
        let place = part(left, top + line as f32 * height, width, height * 0.88);
        let room = size * Vec2::new(width, height * 0.88) / 100.0;
        page.spawn(place)
            .with_children(|place| score(place, row, most, room));
    }
}

/// One player: a bar that grows, and over it place, name and points.
fn score(place: &mut ChildSpawnerCommands, row: &Row, most: i64, room: Vec2) {
    let share = |points: i64| points.max(0) as f32 / most as f32 * 100.0;
    let ink = row.person.mark.map_or(QUIET, |number| mark(number).colour);
    let bar = Node {
        border_radius: BorderRadius::all(Val::Px(10.0)),
        ..part(0.0, 0.0, 0.0, 100.0)
    };
    let grows = Grows {
        from: share(row.points - row.gained),
        to: share(row.points),
    };
    place.spawn((bar, BackgroundColor(dim(ink).color()), grows));
    let line = Node {
        align_items: AlignItems::Center,
        column_gap: grid(2.0),
        padding: UiRect::horizontal(grid(2.0)),
        ..part(0.0, 0.0, 100.0, 100.0)
    };
    let step = if room.y < 56.0 {
        Step::Body
    } else {
        Step::Lead
    };
    place.spawn(line).with_children(|line| {
        let place = Node {
            min_width: Val::Px(44.0),
            ..default()
        };
        line.spawn(place).with_children(|place| {
            place.spawn(text(row.rank.to_string(), step, QUIET));
        });
        person(line, &row.person, step, room.x * 0.5);
        line.spawn(couchpad_theme::lay::spring());
        if row.gained > 0 {
            line.spawn(text(format!("+{}", grouped(row.gained)), Step::Body, GOOD));
        }
        line.spawn(strong(grouped(row.points), step, TEXT));
    });
}

/// A player's colour as a ground on which can be read.
fn dim(ink: Swatch) -> Swatch {
    GROUND.towards(ink, 0.3)
}
