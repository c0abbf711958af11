//! What holds for every presenter: a game has one, and while nothing moves nothing is drawn anew.

use super::*;
use crate::redraw::Shown;
use crate::roster::Roster;
use bevy::state::app::StatesPlugin;
use bevy::time::TimeUpdateStrategy;
use couchpad_games::game::{AnyGame, Inputs, SeatEvent, SeatIndex, SeatInput, Setup};
use couchpad_theme::Motion;
use std::time::Duration;

/// Frames in which everything has come in, and of which the rest of a test is made.
const SETTLED: usize = 40;

/// How many things a window would have to draw anew, frame by frame.
#[derive(Resource, Default)]
struct Drawn(Vec<usize>);

fn count(changed: Query<(), Shown>, mut drawn: ResMut<Drawn>) {
    drawn.0.push(changed.iter().count());
}

/// A game that stand-ins have played for so many steps.
fn played(game: &str, seats: u16, steps: usize) -> Stage {
    let mut stage = Stage::new(*couchpad_games::find(game).unwrap());
    let mut game: Box<dyn AnyGame> = (stage.entry.begin)(&Setup::new(7));
    (0..seats).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
    for _ in 0..steps {
        let all = (0..seats).map(SeatIndex);
        let inputs: Vec<SeatInput> = all.map(|seat| game.stand_in(seat)).collect();
        game.step(&Inputs {
            seats: &inputs,
            actions: &[],
        });
    }
    stage.game = Some(game);
    stage
}

/// It on the screen, drawn by its presenter.
fn shown(presenter: &Presenter, stage: Stage, screen: Screen) -> App {
    let mut app = App::new();
    let frame = TimeUpdateStrategy::ManualDuration(Duration::from_millis(16));
    app.add_plugins((
        MinimalPlugins,
        StatesPlugin,
        AssetPlugin::default(),
        TransformPlugin,
    ))
    .insert_resource(frame)
    .init_asset::<Image>()
    .init_asset::<Mesh>()
    .init_asset::<ColorMaterial>()
    .insert_resource(stage)
    .init_resource::<Roster>()
    .init_resource::<Drawn>()
    .init_resource::<Arrangement>()
    .init_resource::<Facts>()
    .insert_resource(Motion::default())
    .insert_state(screen)
    .init_state::<Attract>()
    .add_computed_state::<OnStage>()
    .add_computed_state::<Moving>()
    .add_systems(Last, count);
    lettering::plugin(&mut app);
    (presenter.plugin)(&mut app);
    app
}

fn drawn(app: &mut App, frames: usize) -> Vec<usize> {
    app.world_mut().resource_mut::<Drawn>().0.clear();
    (0..frames).for_each(|_| app.update());
    app.world().resource::<Drawn>().0.clone()
}

#[test]
fn every_presenter_is_for_a_game_that_exists_and_only_one_each() {
    for (i, presenter) in PRESENTERS.iter().enumerate() {
        assert!(
            couchpad_games::find(presenter.game).is_some(),
            "{}",
            presenter.game
        );
        let again = PRESENTERS[..i]
            .iter()
            .any(|other| other.game == presenter.game);
        assert!(!again, "{} twice", presenter.game);
    }
}

#[test]
fn nothing_is_drawn_anew_in_a_pause() {
    for presenter in PRESENTERS {
        // while all get ready, and in the midst of it
        for steps in [40, 900, 2_400] {
            let stage = played(presenter.game, 3, steps);
            let mut app = shown(presenter, stage, Screen::Paused);
            let first = drawn(&mut app, SETTLED)[..3].iter().sum::<usize>();
            assert!(first > 2, "{}: it is laid out: {first}", presenter.game);
            let later = drawn(&mut app, 20);
            assert_eq!(later, [0; 20], "{} after {steps} steps", presenter.game);
        }
    }
}

#[test]
fn an_arrow_breathes_while_a_ball_rests() {
    let presenter = presenter("arkanoid").unwrap();
    let mut stage = Stage::new(*couchpad_games::find("arkanoid").unwrap());
    let mut game = (stage.entry.begin)(&Setup::new(7));
    game.on_seat(SeatEvent::Taken(SeatIndex(0)));
    for _ in 0..900 {
        game.step(&Inputs {
            seats: &[SeatInput::default()],
            actions: &[],
        });
    }
    stage.game = Some(game);
    let mut app = shown(presenter, stage, Screen::Playing);
    drawn(&mut app, 3);
    let anew = drawn(&mut app, 20);
    assert!(anew.iter().all(|count| *count > 0), "{anew:?}");
}

#[test]
fn another_game_draws_nothing() {
    for (own, other) in PRESENTERS.iter().zip(PRESENTERS.iter().cycle().skip(1)) {
        let mut app = shown(own, played(other.game, 3, 300), Screen::Playing);
        let all = drawn(&mut app, 10);
        assert_eq!(all, [0; 10], "{} while {} is played", own.game, other.game);
    }
}
