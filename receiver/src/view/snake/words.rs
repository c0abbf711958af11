//! What Snake says in words: the round, who won it, and the facts beside the field.

use super::{Draw, look, name};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Facts;
use crate::view::said::{Announcer, Said};
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{Mode, Phase, Snakes, State};
use couchpad_theme::colour::TEXT;

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
            ..default()
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
            ..default()
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
        ..default()
    }
}

fn say(stage: Res<Stage>, roster: Res<Roster>, mut announcer: Announcer) {
    if let Some(running) = stage.running::<Snakes>() {
        announcer.say(said(running.game.state(), &roster));
    }
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
