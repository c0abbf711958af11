//! What the receiver does, in sounds: games begin and end, stand still and go on; and which tune plays on which screen.

use super::{Cue, Effect, Speaker, Tune, presenter};
use crate::flow::{GameNews, Screen};
use crate::roster::Roster;
use crate::stage::{Outcome, Stage};
use bevy::prelude::*;
use std::time::Duration;

/// Where nobody plays, the music ends after so long: a screen that was left alone does not play all night.
const RESTS: Duration = Duration::from_secs(180);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PostUpdate,
        (hear_game, count, hear_choice, choose_tune).before(super::speak),
    );
}

fn hear_game(mut news: MessageReader<GameNews>, mut cues: MessageWriter<Cue>) {
    for news in news.read() {
        cues.write_batch(cue(news));
        if matches!(news, GameNews::Over(outcome) if is_record(outcome)) {
            cues.write(Cue::plain(Effect::Record));
        }
    }
}

/// Whether somebody has something new among the high scores.
fn is_record(outcome: &Outcome) -> bool {
    outcome.record.is_some() || outcome.scores.iter().any(|score| score.record.is_some())
}

fn cue(news: &GameNews) -> Option<Cue> {
    let effect = match news {
        GameNews::Paused | GameNews::Restored { .. } => Effect::Pause,
        GameNews::Resumed => Effect::Go,
        // of a race somebody is the winner
        GameNews::Over(outcome) if outcome.won || outcome.race => Effect::Won,
        GameNews::Over(_) => Effect::Over,
        GameNews::Aborted { .. } => Effect::Choose,
        GameNews::Started { .. } | GameNews::Counting { .. } | GameNews::Step(_) => return None,
    };
    Some(Cue::plain(effect))
}

/// One sound for each number that comes up.
fn count(stage: Res<Stage>, mut cues: MessageWriter<Cue>, mut before: Local<Option<u64>>) {
    let now = stage.counted();
    if now != *before && now.is_some() {
        cues.write(Cue::plain(Effect::Count));
    }
    *before = now;
}

fn hear_choice(
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    mut cues: MessageWriter<Cue>,
    mut before: Local<Option<&'static str>>,
) {
    let now = stage.entry.manifest.id;
    let was = before.replace(now);
    if *screen.get() == Screen::Lobby && was.is_some_and(|was| was != now) {
        cues.write(Cue::plain(Effect::Choose));
    }
}

fn choose_tune(
    (time, screen): (Res<Time<Real>>, Res<State<Screen>>),
    stage: Res<Stage>,
    roster: Res<Roster>,
    speaker: Res<Speaker>,
    mut since: Local<Option<(Screen, Duration)>>,
) {
    let now = time.elapsed();
    let screen = *screen.get();
    let began = match *since {
        Some((same, began)) if same == screen => began,
        _ => now,
    };
    *since = Some((screen, began));
    speaker.hush(screen == Screen::Paused);
    let is_resting = screen != Screen::Playing && now.saturating_sub(began) >= RESTS;
    let tune = tune(screen, &stage, roster.cards.is_empty());
    speaker.set_tune(tune.filter(|_| !is_resting));
}

/// In the lobby somebody must be there to hear it.
fn tune(screen: Screen, stage: &Stage, is_empty: bool) -> Option<Tune> {
    match screen {
        Screen::Lobby => (!is_empty).then_some(Tune::Lobby),
        Screen::Playing | Screen::Paused => {
            let own = presenter(stage.entry.manifest.id);
            own.and_then(|own| (own.tune)(stage)).or(Some(Tune::Play))
        }
        Screen::Results => Some(Tune::Results),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::{Feed, pair};
    use crate::stage::FinalScore;
    use bevy::state::app::StatesPlugin;
    use bevy::time::TimeUpdateStrategy;
    use couchpad_games::game::SeatIndex;

    fn stage() -> Stage {
        Stage::new(*couchpad_games::find("arkanoid").unwrap())
    }

    fn app(screen: Screen) -> (App, Feed) {
        let (speaker, feed) = pair();
        let mut app = App::new();
        let second = TimeUpdateStrategy::ManualDuration(Duration::from_secs(1));
        app.add_plugins((MinimalPlugins, StatesPlugin))
            .insert_resource(second)
            .insert_state(screen)
            .insert_resource(stage())
            .insert_resource(speaker)
            .insert_resource(Roster {
                cards: vec![crate::screens::test_card()],
                ..Roster::default()
            })
            .add_message::<Cue>()
            .add_systems(Update, (count, choose_tune));
        (app, feed)
    }

    #[test]
    fn every_screen_has_its_tune_and_an_empty_lobby_none() {
        let stage = stage();
        let tunes = [
            Screen::Lobby,
            Screen::Playing,
            Screen::Paused,
            Screen::Results,
        ]
        .map(|screen| tune(screen, &stage, false));
        let usual = [Tune::Lobby, Tune::Play, Tune::Play, Tune::Results].map(Some);
        assert_eq!(tunes, usual);
        assert_eq!(tune(Screen::Lobby, &stage, true), None);
    }

    #[test]
    fn a_screen_that_was_left_alone_falls_silent_and_a_game_does_not() {
        for (screen, is_silent) in [
            (Screen::Lobby, true),
            (Screen::Paused, true),
            (Screen::Results, true),
            (Screen::Playing, false),
        ] {
            let (mut app, feed) = app(screen);
            for _ in 0..100 {
                app.update();
            }
            assert!(feed.tune().is_some(), "{screen:?}");
            for _ in 0..100 {
                app.update();
            }
            assert_eq!(feed.tune().is_none(), is_silent, "{screen:?}");
            assert_eq!(feed.is_hushed(), screen == Screen::Paused);
        }
    }

    #[derive(Resource, Default)]
    struct Heard(Vec<Effect>);

    #[test]
    fn every_number_of_the_countdown_is_heard_once() {
        let (mut app, _feed) = app(Screen::Playing);
        let hear = |mut cues: MessageReader<Cue>, mut heard: ResMut<Heard>| {
            heard.0.extend(cues.read().map(|cue| cue.effect));
        };
        app.init_resource::<Heard>().add_systems(Last, hear);
        for tenths in (0..=30_u32).rev() {
            let left = Duration::from_millis(100) * tenths;
            app.world_mut().resource_mut::<Stage>().countdown = (tenths > 0).then_some(left);
            app.update();
        }
        assert_eq!(app.world().resource::<Heard>().0, [Effect::Count; 3]);
    }

    #[test]
    fn winning_sounds_other_than_losing() {
        let over = |won| {
            let outcome = Outcome {
                won,
                ..Outcome::default()
            };
            cue(&GameNews::Over(outcome)).map(|cue| cue.effect)
        };
        assert_eq!(
            [over(true), over(false)],
            [Some(Effect::Won), Some(Effect::Over)]
        );
        assert_eq!(cue(&GameNews::Counting { seconds: 3 }), None);
    }

    #[test]
    fn a_new_high_score_is_heard_whoever_made_it() {
        let score = |record| FinalScore {
            record,
            ..FinalScore::new(SeatIndex(0), 0, "Ada".into(), 10)
        };
        let nobodys = Outcome {
            scores: vec![score(None)],
            ..Outcome::default()
        };
        let players = Outcome {
            scores: vec![score(None), score(Some(2))],
            ..Outcome::default()
        };
        let teams = Outcome {
            record: Some(1),
            ..Outcome::default()
        };
        assert_eq!(
            [&nobodys, &players, &teams].map(is_record),
            [false, true, true]
        );
    }
}
