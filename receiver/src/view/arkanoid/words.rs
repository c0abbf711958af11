//! What Arkanoid says in words: the round, a lost ball, and the facts beside the field.

use super::Draw;
use crate::stage::Stage;
use crate::view::said::{Announcer, Said};
use crate::view::{Arrangement, Facts};
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, FIELD_HEIGHT, LIVES, Mode, PADDLE_Y, Phase, State};
use couchpad_games::game::Game;
use couchpad_theme::type_scale::Step;

/// How far above the paddles words end, in units: a ball that rests there is seen.
const ABOVE: f32 = 80.0;
/// Letters of a round's name that have room in the largest type.
const SHORT: usize = 16;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (say, tell_facts).in_set(Draw::Things));
}

/// What there is to say now, if anything.
fn said(state: &State) -> Option<Said> {
    if state.is_waiting() {
        return Some(Said {
            large: "Who plays?".into(),
            below: "The game goes on when somebody sits down.".into(),
            ..default()
        });
    }
    match state.phase {
        Phase::RoundIntro { .. } => Some(Said {
            above: announced(state),
            large: title(state),
            below: advice(state),
            ..default()
        }),
        Phase::BallLost { .. } => Some(Said {
            large: "Ball lost".into(),
            above: state.lives.map(lives).unwrap_or_default(),
            ..default()
        }),
        Phase::Playing | Phase::Won | Phase::Lost => None,
    }
}

/// Which round begins, and who made it.
fn announced(state: &State) -> String {
    let last = state.rounds == Some(state.round) && state.boss.is_some();
    let round = if last {
        "The last round".into()
    } else {
        format!("Round {}", state.round)
    };
    match state.title.author.as_str() {
        "" => round,
        author => format!("{round}, by {author}"),
    }
}

/// A round without a name is called by its number.
fn title(state: &State) -> String {
    match state.title.name.as_str() {
        "" => format!("Round {}", state.round),
        name => name.into(),
    }
}

/// What to do first.
fn advice(state: &State) -> String {
    match (state.boss.is_some(), state.mode) {
        (true, _) => "Hit the owl, and mind what it spits".into(),
        (_, Mode::Versus) => "Most points win: a lost ball costs you 200".into(),
        _ => "Press LAUNCH to send your ball".into(),
    }
}

fn lives(left: u32) -> String {
    match left {
        1 => "Your last life".into(),
        n => format!("{n} lives left"),
    }
}

fn say(stage: Res<Stage>, arrangement: Res<Arrangement>, mut announcer: Announcer) {
    if let Some(running) = stage.running::<Arkanoid>() {
        let height = arrangement.game.height();
        let said = said(running.game.state()).map(|said| lower(said, height));
        announcer.say(said);
    }
}

/// The words stand between the bricks and the paddles, on a field of that height in units.
fn lower(said: Said, height: f32) -> Said {
    let is_short = said.large.chars().count() <= SHORT;
    Said {
        end: Some(height * (1.0 - PADDLE_Y / FIELD_HEIGHT) + ABOVE),
        step: if is_short { Step::Display } else { Step::Title },
        ..said
    }
}

fn tell_facts(stage: Res<Stage>, mut facts: ResMut<Facts>) {
    if let Some(running) = stage.running::<Arkanoid>() {
        facts.set_if_neq(facts_of(running.game.state()));
    }
}

fn facts_of(state: &State) -> Facts {
    let round = match state.rounds {
        Some(last) => format!("{} of {last}", state.round),
        None => state.round.to_string(),
    };
    let mode = match state.mode {
        Mode::Coop => "Round",
        Mode::Versus => "Versus, round",
        Mode::Endless => "Endless, round",
    };
    let name = match state.title.name.as_str() {
        "" => String::new(),
        name => format!(": {name}"),
    };
    Facts {
        line: format!("{mode} {round}{name}"),
        // lives that were won fill further shapes
        lives: state.lives.map(|left| (left, LIVES.max(left))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{SeatEvent, SeatIndex, Setup};

    fn game() -> Arkanoid {
        Arkanoid::new(&Setup::new(1))
    }

    #[test]
    fn an_empty_table_asks_for_players_and_a_round_is_announced() {
        let mut game = game();
        assert_eq!(
            said(game.state()).map(|said| said.large),
            Some("Who plays?".into())
        );
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        let intro = said(game.state()).expect("a round is announced");
        assert_eq!(intro.above, "Round 1");
        assert_eq!(intro.large, game.state().title.name);
    }

    #[test]
    fn play_is_silent_and_a_lost_ball_counts_the_lives() {
        let mut state = game().state().clone();
        state.paddles.clear();
        let mut game = game();
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        state.clone_from(game.state());
        state.phase = Phase::Playing;
        assert_eq!(said(&state), None);
        state.phase = Phase::BallLost { steps_left: 5 };
        state.lives = Some(3);
        assert_eq!(
            said(&state).map(|said| said.above),
            Some("3 lives left".into())
        );
        state.lives = Some(1);
        assert_eq!(
            said(&state).map(|said| said.above),
            Some("Your last life".into())
        );
    }

    #[test]
    fn the_facts_follow_the_game() {
        let mut state = game().state().clone();
        state.title.name = "Dawn".into();
        state.rounds = Some(33);
        let facts = facts_of(&state);
        assert_eq!(facts.line, "Round 1 of 33: Dawn");
        assert_eq!(facts.lives, Some((LIVES, LIVES)));
        state.lives = Some(LIVES + 2);
        assert_eq!(facts_of(&state).lives, Some((LIVES + 2, LIVES + 2)));
        (state.mode, state.rounds) = (Mode::Endless, None);
        assert_eq!(facts_of(&state).line, "Endless, round 1: Dawn");
        (state.mode, state.rounds, state.lives) = (Mode::Versus, Some(8), None);
        let facts = facts_of(&state);
        assert_eq!(
            (facts.line.as_str(), facts.lives),
            ("Versus, round 1 of 8: Dawn", None)
        );
    }
}
