//! What an idle lobby shows in place of who is here and what to play: what the demonstration is, or high scores. Must not
//! know when it does.

use crate::attract::{self, Attract};
use crate::flow::Screen;
use crate::scores::{Board, Scores};
use crate::screens::high_scores::{self, Line};
use crate::screens::nodes::{column, one_line};
use crate::stage::Stage;
use crate::view::Arrangement;
use crate::view::area::node_over;
use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{strong, text};

/// What is there as long as the lobby is not idle.
#[derive(Component)]
pub(super) struct Usual;

/// What is there instead, and what it was built from.
#[derive(Component, Clone, PartialEq)]
pub(super) struct Plan {
    over: Rect,
    shown: Shown,
}

#[derive(Clone, PartialEq)]
enum Shown {
    /// The game's name: bots play it.
    Demo(&'static str),
    /// The games' title, and a board of theirs.
    HighScores(String, Vec<Line>),
}

/// Which of the boards is shown next.
#[derive(Resource, Default)]
pub(super) struct Turn(usize);

pub(super) fn plugin(app: &mut App) {
    attract::init(app);
    app.init_resource::<Turn>()
        .init_resource::<Scores>()
        .add_systems(OnExit(Attract::HighScores), next_board);
}

fn next_board(mut turn: ResMut<Turn>) {
    turn.0 = turn.0.wrapping_add(1);
}

#[expect(clippy::too_many_arguments, reason = "all that an idle lobby shows")]
pub(super) fn follow(
    mut commands: Commands,
    attract: Res<State<Attract>>,
    stage: Res<Stage>,
    scores: Res<Scores>,
    turn: Res<Turn>,
    arrangement: Res<Arrangement>,
    mut usual: Query<&mut Visibility, With<Usual>>,
    shown: Query<(Entity, &Plan)>,
) {
    let now = wanted(*attract.get(), &stage, &scores, turn.0).map(|shown| Plan {
        over: arrangement.game,
        shown,
    });
    let visibility = match now {
        Some(_) => Visibility::Hidden,
        None => Visibility::Inherited,
    };
    for mut usual in &mut usual {
        usual.set_if_neq(visibility);
    }
    let old = shown.single().ok();
    if old.map(|(_, plan)| plan) == now.as_ref() {
        return;
    }
    if let Some((entity, _)) = old {
        commands.entity(entity).despawn();
    }
    if let Some(plan) = now {
        build(&mut commands, plan);
    }
}

fn wanted(attract: Attract, stage: &Stage, scores: &Scores, turn: usize) -> Option<Shown> {
    let title = stage.entry.manifest.title;
    match attract {
        Attract::Off => None,
        Attract::Demo => Some(Shown::Demo(title)),
        Attract::HighScores => {
            let of_game = |board: &&Board| board.class.game == stage.entry.manifest.id;
            let boards: Vec<_> = scores.table().boards().iter().filter(of_game).collect();
            let board = boards.get(turn.checked_rem(boards.len()).unwrap_or(0));
            let way = board.map(|board| board.class.way()).unwrap_or_default();
            let lines = board.map(|board| high_scores::lines(board.places(), &[]));
            Some(Shown::HighScores(way, lines.unwrap_or_default()))
        }
    }
}

fn build(commands: &mut Commands, plan: Plan) {
    let over = plan.over;
    match plan.shown.clone() {
        Shown::Demo(title) => {
            // below the game, above the lobby's last line
            let place = Node {
                position_type: PositionType::Absolute,
                left: Val::Px(over.min.x),
                top: Val::Px(over.max.y + 16.0),
                ..default()
            };
            let words = format!("Bots play {title} until somebody joins");
            commands.spawn((
                one_line(text(words, Step::Body, QUIET)),
                place,
                plan,
                DespawnOnExit(Screen::Lobby),
            ));
        }
        Shown::HighScores(way, lines) => {
            let place = Node {
                row_gap: grid(1.0),
                flex_direction: FlexDirection::Column,
                ..node_over(over)
            };
            commands
                .spawn((place, plan, DespawnOnExit(Screen::Lobby)))
                .with_children(|page| {
                    page.spawn(strong("High scores", Step::Title, TEXT));
                    let words = if lines.is_empty() {
                        "None yet: play a game to its end".to_owned()
                    } else {
                        way
                    };
                    page.spawn(one_line(text(words, Step::Lead, QUIET)));
                    page.spawn(column(1.5)).with_children(|list| {
                        high_scores::list(list, &lines, Step::Lead);
                    });
                });
        }
    }
}
