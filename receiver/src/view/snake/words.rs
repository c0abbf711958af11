//! What Snake says in words: the round, who won it, and the facts beside the field.

use super::{Draw, look, name};
use crate::flow::Screen;
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::area::node_over;
use crate::view::{Arrangement, Facts, OnStage};
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{Mode, Phase, Snakes, State};
use couchpad_theme::colour::{QUIET, Swatch, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

/// The words over the field, and where they were put.
#[derive(Component, PartialEq)]
struct Words {
    said: Said,
    over: Rect,
}

/// What is said, the large words in the middle.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    above: String,
    large: String,
    below: String,
    ink: Swatch,
    mark: Option<couchpad_theme::Mark>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (say, tell_facts).in_set(Draw::Things));
}

/// What there is to say now, if anything.
fn said(state: &State, roster: &Roster) -> Option<Said> {
    match state.phase {
        Phase::Ready(_) => Some(Said {
            above: format!("Round {} of {}", state.round, state.rounds),
            large: "Find your snake".into(),
            below: match state.mode {
                Mode::Last => "The last one wins the round".into(),
                Mode::Feast => "Most fruit wins the round".into(),
            },
            ink: TEXT,
            mark: None,
        }),
        Phase::Decided(_) => Some(decided(state, roster)),
        Phase::Running | Phase::Over => None,
    }
}

fn decided(state: &State, roster: &Roster) -> Said {
    let above = format!("Round {} of {}", state.round, state.rounds);
    let Some(winner) = state.winner.map(usize::from) else {
        return Said {
            above,
            large: "Nobody wins".into(),
            below: String::new(),
            ink: TEXT,
            mark: None,
        };
    };
    let own = look(state, roster, winner);
    let player = state.players.get(winner).filter(|player| player.seated);
    let below = player.map_or(String::new(), |player| {
        format!("{} points in this round", player.round_points)
    });
    Said {
        above,
        large: format!("{} wins", name(state, roster, winner)),
        below,
        ink: own.colour.towards(TEXT, 0.3),
        mark: own.mark,
    }
}

fn say(
    mut commands: Commands,
    screen: Res<bevy::state::state::State<Screen>>,
    stage: Res<Stage>,
    roster: Res<Roster>,
    arrangement: Res<Arrangement>,
    shown: Query<(Entity, &Words)>,
) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let over = arrangement.game;
    // the pause and the countdown have words of their own, in the same place
    let is_free = *screen.get() == Screen::Playing && stage.countdown.is_none();
    let wanted = is_free
        .then(|| said(running.game.state(), &roster))
        .flatten()
        .map(|said| Words { said, over });
    let current = shown.single().ok();
    if current.map(|(_, words)| words) == wanted.as_ref() {
        return;
    }
    if let Some((entity, _)) = current {
        commands.entity(entity).despawn();
    }
    if let Some(words) = wanted {
        let said = words.said.clone();
        commands
            .spawn((page(over), words, DespawnOnExit(OnStage)))
            .with_children(|page| lines(page, said));
    }
}

/// The words stand in the middle.
fn page(over: Rect) -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        row_gap: grid(1.0),
        ..node_over(over)
    }
}

fn lines(page: &mut ChildSpawnerCommands, said: Said) {
    let shadow = TextShadow::default();
    page.spawn((text(said.above, Step::Lead, QUIET), shadow));
    let row = Node {
        align_items: AlignItems::Center,
        column_gap: grid(3.0),
        ..default()
    };
    page.spawn(row).with_children(|row| {
        if let Some(mark) = said.mark {
            row.spawn(mark_node(mark, 72.0));
        }
        row.spawn((strong(said.large, Step::Title, said.ink), shadow));
    });
    page.spawn((text(said.below, Step::Lead, TEXT), shadow));
}

fn tell_facts(stage: Res<Stage>, mut facts: ResMut<Facts>) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let line = line(running.game.state());
    facts.set_if_neq(Facts { line, lives: None });
}

/// Which round this is, and how many snakes are left of it.
fn line(state: &State) -> String {
    let round = format!("Round {} of {}", state.round, state.rounds);
    let here = state.players.iter().map(|player| &player.snake);
    let all = here.filter(|s| !matches!(s.fate, couchpad_games::snake::Fate::None));
    match (state.phase, state.mode) {
        (Phase::Running, Mode::Last) => {
            format!("{round}, {} of {} left", state.alive().count(), all.count())
        }
        (Phase::Running, Mode::Feast) => format!("{round}, {} s left", state.seconds_left()),
        _ => round,
    }
}
