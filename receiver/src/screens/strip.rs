//! What stands beside the field while a game is on: its facts, and every controller with its link and its points.

mod rows;

use super::asked;
use super::band::{self, Band, Loudness, Talk};
use super::crowd;
use super::nodes::{column, one_line, rest, row, show_if, spring};
use super::player::Face;
use crate::flow::Screen;
use crate::replay::Watch;
use crate::roster::{Crowd, Roster};
use crate::stage::Stage;
use crate::view::area::node_over;
use crate::view::{Arrangement, AtPlay, Facts};
use bevy::prelude::*;
use couchpad_games::game::{AnyGame, SeatIndex};
use couchpad_theme::colour::{QUIET, RAISED, TEXT};
use couchpad_theme::space::{GRID, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{hint, strong, text};

/// Players that fit the strip; a crowd game's further players are counted.
const SHOWN: usize = 16;

/// Everything beside the field, and where it lies.
#[derive(Component)]
struct Beside(Arrangement);

/// The list of players, and whom it shows.
#[derive(Component)]
struct Players {
    side: bool,
    shown: Option<Vec<Face>>,
    crowd: Option<Crowd>,
    waiting: usize,
}

/// Words that follow the game.
#[derive(Component, Clone, Copy)]
enum Said {
    Line,
    Team,
    /// What the number is.
    Unit,
    /// The same where that goes without saying unless it is a race.
    ShortUnit,
    Points(SeatIndex),
    Lives,
}

/// One of the shapes that stand for lives, counted from 0.
#[derive(Component)]
struct Life(u32);

/// Not there while something else is said in its place.
#[derive(Component)]
struct GivesWay;

/// Said while the game runs, not while it stands still.
#[derive(Component)]
struct InPlay;

/// Where the lives are shown, and how many shapes there are.
#[derive(Component)]
struct Lives(u32);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (build, fill, say, count_lives, hide_in_pause, give_way)
            .chain()
            .run_if(in_state(AtPlay)),
    );
}

fn build(mut commands: Commands, arrangement: Res<Arrangement>, shown: Query<(Entity, &Beside)>) {
    match shown.single() {
        Ok((_, old)) if old.0 == *arrangement => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    let all = *arrangement;
    let whole = Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        ..default()
    };
    commands
        .spawn((whole, Beside(all), DespawnOnExit(AtPlay)))
        .with_children(|page| {
            if all.side {
                let stacked = Node {
                    ..merge(node_over(all.facts), column(0.5))
                };
                page.spawn(stacked).with_children(tall_facts);
                page.spawn(merge(node_over(all.strip), column(1.5)))
                    .with_children(|strip| {
                        strip.spawn((tall_list(), players(true)));
                        strip.spawn(spring());
                        band::spawn(strip, said);
                        strip.spawn(asked::place());
                        strip
                            .spawn((Node::default(), InPlay, GivesWay))
                            .with_children(|line| {
                                hint(line, &["P"], "pause");
                            });
                    });
            } else {
                page.spawn(merge(node_over(all.facts), row(4.0)))
                    .with_children(flat_facts);
                page.spawn(merge(node_over(all.strip), row(2.0)))
                    .with_children(|strip| {
                        let list = Node {
                            flex_grow: 1.0,
                            min_width: Val::Px(0.0),
                            ..row(2.0)
                        };
                        strip.spawn((list, players(false)));
                        strip.spawn(asked::place());
                    });
            }
        });
}

/// The list at the side; where more has to be said its lines come closer together.
fn tall_list() -> Node {
    Node {
        min_height: Val::Px(0.0),
        ..column(0.0)
    }
}

fn players(side: bool) -> Players {
    Players {
        side,
        shown: None,
        crowd: None,
        waiting: 0,
    }
}

/// The place of the one, with its parts laid out like the other's.
fn merge(place: Node, layout: Node) -> Node {
    Node {
        flex_direction: layout.flex_direction,
        align_items: layout.align_items,
        row_gap: layout.row_gap,
        column_gap: layout.column_gap,
        ..place
    }
}

fn tall_facts(facts: &mut ChildSpawnerCommands) {
    facts.spawn((text("", Step::Body, QUIET), Said::Line));
    let points = Node {
        align_items: AlignItems::FlexEnd,
        ..row(1.5)
    };
    // Lifts the small word to the large number's line.
    let lifted = Node {
        margin: UiRect::bottom(grid(2.0)),
        ..default()
    };
    facts.spawn(points).with_children(|points| {
        points.spawn((one_line(strong("0", Step::Display, TEXT)), Said::Team));
        points.spawn((one_line(text("", Step::Body, QUIET)), lifted, Said::Unit));
    });
    lives(facts);
}

/// The shapes, and after them the word.
fn lives(facts: &mut ChildSpawnerCommands) {
    facts.spawn(row(1.5)).with_children(|line| {
        line.spawn((row(1.0), Lives(0)));
        line.spawn((one_line(text("", Step::Small, QUIET)), Said::Lives));
    });
}

/// What is said in play.
fn said(band: &mut ChildSpawnerCommands) {
    band::part(band, Loudness);
    band::part(band, Talk::SLIM);
}

/// Makes room in a line of facts for what is said.
fn give_way(
    bands: Query<&Node, With<Band>>,
    mut facts: Query<&mut Node, (With<GivesWay>, Without<Band>)>,
) {
    let is_said = bands.iter().any(|band| band.display != Display::None);
    for mut node in &mut facts {
        show_if(&mut node, !is_said);
    }
}

fn flat_facts(facts: &mut ChildSpawnerCommands) {
    facts.spawn((one_line(text("", Step::Body, QUIET)), Said::Line, GivesWay));
    facts
        .spawn(rest())
        .with_children(|place| band::spawn(place, said));
    lives(facts);
    facts.spawn(row(1.5)).with_children(|points| {
        points.spawn((one_line(strong("0", Step::Heading, TEXT)), Said::Team));
        points.spawn((one_line(text("", Step::Small, QUIET)), Said::ShortUnit));
    });
}

/// Makes the list anew when someone comes, goes or changes; links and points follow by themselves.
fn fill(
    mut commands: Commands,
    roster: Res<Roster>,
    (replay, stage): (Option<Res<Watch>>, Res<Stage>),
    mut lists: Query<(Entity, &mut Players)>,
) {
    // who played is not connected to anything
    let linked = replay.is_none();
    let crowd = Crowd::of(&roster, stage.game.as_deref());
    for (entity, mut list) in &mut lists {
        if let Some(crowd) = &crowd {
            fill_with(&mut commands.entity(entity), &mut list, crowd);
            continue;
        }
        let faces: Vec<_> = roster.cards.iter().map(Face::of).collect();
        let same = list.shown.as_ref().is_some_and(|shown| {
            shown.len() == faces.len()
                && shown.iter().zip(&faces).all(|(one, two)| one.is_like(two))
        });
        if same && list.waiting == roster.waiting {
            continue;
        }
        (list.shown, list.crowd) = (Some(faces), None);
        list.waiting = roster.waiting;
        let side = list.side;
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        entity.with_children(|strip| {
            for card in roster.cards.iter().take(SHOWN) {
                rows::player(strip, card, roster.cards.len(), side, linked);
            }
            others(strip, &roster);
        });
    }
}

/// Too many for a line each.
fn fill_with(entity: &mut EntityCommands<'_>, list: &mut Players, crowd: &Crowd) {
    if list.crowd.as_ref() == Some(crowd) {
        return;
    }
    (list.shown, list.crowd) = (None, Some(crowd.clone()));
    let side = list.side;
    entity.despawn_children();
    entity.with_children(|strip| crowd::beside(strip, crowd, side));
}

/// Whoever has no line of their own.
fn others(strip: &mut ChildSpawnerCommands, roster: &Roster) {
    let more = roster.cards.len().saturating_sub(SHOWN);
    if more > 0 {
        strip.spawn(one_line(text(
            format!("and {more} more"),
            Step::Small,
            QUIET,
        )));
    }
    if roster.waiting > 0 {
        let words = format!("{} waiting", roster.waiting);
        strip.spawn(one_line(text(words, Step::Small, QUIET)));
    }
}

fn say(
    (stage, facts, roster): (Res<Stage>, Res<Facts>, Res<Roster>),
    mut words: Query<(&Said, &mut Text)>,
) {
    let Some(game) = stage.game.as_deref() else {
        return;
    };
    for (said, mut words) in &mut words {
        let now = match said {
            Said::Line if facts.line.is_empty() => stage.entry.manifest.title.to_owned(),
            Said::Line => facts.line.clone(),
            Said::Lives => facts
                .lives
                .map_or_else(String::new, |(left, _)| lives_word(left)),
            Said::Team => how_it_stands(game, &roster).0,
            Said::Unit => how_it_stands(game, &roster).1.to_owned(),
            Said::ShortUnit if !game.is_race() => String::new(),
            Said::ShortUnit => how_it_stands(game, &roster).1.to_owned(),
            Said::Points(seat) => game.score(*seat).to_string(),
        };
        words.set_if_neq(Text(now));
    }
}

/// The teams' points; else everybody's together, and in a race, where nobody has points together, the best one's as soon as
/// somebody has any. And what that number is.
fn how_it_stands(game: &dyn AnyGame, roster: &Roster) -> (String, &'static str) {
    let teams = (0..u8::MAX).map_while(|number| game.team(number));
    let teams: Vec<_> = teams.map(|team| team.points.to_string()).collect();
    if !teams.is_empty() {
        return (teams.join(" : "), "points");
    }
    if !game.is_race() {
        return (game.team_score().to_string(), "points");
    }
    let best = roster.cards.iter().map(|card| game.score(card.seat)).max();
    best.filter(|points| *points > 0)
        .map_or_else(Default::default, |points| (points.to_string(), "best"))
}

fn hide_in_pause(
    screen: Res<State<Screen>>,
    replay: Option<Res<Watch>>,
    mut hints: Query<&mut Visibility, With<InPlay>>,
) {
    let now = match screen.get() {
        // a replay has keys of its own
        Screen::Playing if replay.is_none() => Visibility::Inherited,
        _ => Visibility::Hidden,
    };
    for mut hint in &mut hints {
        hint.set_if_neq(now);
    }
}

fn lives_word(left: u32) -> String {
    match left {
        1 => "last life".into(),
        n => format!("{n} lives"),
    }
}

/// Lives are little paddles; those that are gone stay as shadows.
fn count_lives(
    mut commands: Commands,
    facts: Res<Facts>,
    mut rows: Query<(Entity, &mut Lives)>,
    mut shapes: Query<(&Life, &mut BackgroundColor)>,
) {
    let (left, of) = facts.lives.unwrap_or((0, 0));
    for (entity, mut lives) in &mut rows {
        if lives.0 != of {
            lives.0 = of;
            let mut entity = commands.entity(entity);
            entity.despawn_children();
            entity.with_children(|row| {
                for number in 0..of.min(12) {
                    row.spawn(life(number, left));
                }
            });
        }
    }
    for (life, mut colour) in &mut shapes {
        colour.set_if_neq(life_colour(life.0, left));
    }
}

fn life(number: u32, left: u32) -> impl Bundle {
    let node = Node {
        width: grid(4.5),
        height: Val::Px(1.5 * GRID),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    (node, life_colour(number, left), Life(number))
}

fn life_colour(number: u32, left: u32) -> BackgroundColor {
    let colour = if number < left { TEXT } else { RAISED };
    BackgroundColor(colour.color())
}
