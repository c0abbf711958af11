//! Watching, in an app without a view.

use super::*;
use crate::game_host;
use bevy::state::app::StatesPlugin;
use bevy::time::TimeUpdateStrategy;
use couchpad_games::game::{Inputs, SeatEvent, SeatIndex, Setup};
use couchpad_games::replay::{Head, Recorder};

const FRAME: Duration = Duration::from_millis(20);

/// Half a minute of Arkanoid that nobody touches, and after each step the game's checksum.
pub(in crate::replay) fn recorded() -> (Replay, Vec<u64>) {
    let entry = couchpad_games::find("arkanoid").unwrap();
    let head = Head {
        game: "arkanoid".into(),
        rules: entry.manifest.rules,
        setup: Setup::new(3),
        from: None,
    };
    let mut recorder = Recorder::new(&head, entry.manifest.pacing).unwrap();
    let mut game = (entry.begin)(&head.setup);
    let taken = SeatEvent::Taken(SeatIndex(0));
    recorder.seat(taken);
    recorder.player(&Player {
        seat: SeatIndex(0),
        mark: 2,
        name: "Ada".into(),
    });
    game.on_seat(taken);
    let mut sums = vec![game.checksum()];
    for _ in 0..30 * 240 {
        let inputs = Inputs {
            seats: &[game.stand_in(SeatIndex(0))],
            actions: &[],
        };
        game.step(&inputs);
        recorder.step(&inputs, &*game);
        sums.push(game.checksum());
    }
    recorder.end(End::Stopped, &*game);
    let replay = Replay::open(recorder.drain().unwrap()).unwrap();
    (replay, sums)
}

fn app(replay: Replay) -> App {
    let (watch, stage) = Watch::new(replay, Speed::Once).unwrap();
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin))
        .insert_resource(TimeUpdateStrategy::ManualDuration(FRAME))
        .insert_state(Screen::Playing)
        .insert_resource(watch)
        .insert_resource(stage)
        .add_plugins(plugin);
    app.update();
    app
}

/// Lets time pass; tells how many steps were made.
fn pass(app: &mut App, time: Duration) -> u64 {
    let before = steps(app);
    (0..time.as_millis() / FRAME.as_millis()).for_each(|_| app.update());
    steps(app) - before
}

fn steps(app: &App) -> u64 {
    app.world().resource::<Watch>().play.steps()
}

fn wish(app: &mut App, wish: WatchWish) {
    app.world_mut().write_message(wish);
    app.update();
}

fn sum(app: &App) -> u64 {
    let stage = app.world().resource::<Stage>();
    stage.game.as_deref().unwrap().checksum()
}

#[test]
fn it_goes_at_the_speed_that_is_wished_for() {
    let (replay, sums) = recorded();
    let mut app = app(replay);
    let second = Duration::from_secs(1);
    let made = pass(&mut app, second);
    assert!((238..=242).contains(&made), "{made}");
    wish(&mut app, WatchWish::Faster);
    let made = pass(&mut app, second);
    assert!((476..=484).contains(&made), "{made}");
    for _ in 0..9 {
        wish(&mut app, WatchWish::Slower);
    }
    assert_eq!(app.world().resource::<Watch>().speed(), Speed::Quarter);
    let made = pass(&mut app, second);
    assert!((59..=61).contains(&made), "{made}");
    assert_eq!(sum(&app), sums[usize::try_from(steps(&app)).unwrap()]);
    assert_eq!(app.world().resource::<Stage>().steps, steps(&app));
}

#[test]
fn it_stands_still_and_goes_on() {
    let (replay, _) = recorded();
    let mut app = app(replay);
    wish(&mut app, WatchWish::TogglePause);
    assert_eq!(pass(&mut app, Duration::from_secs(1)), 0);
    assert_eq!(app.world().resource::<Watch>().state(), "paused");
    wish(&mut app, WatchWish::TogglePause);
    assert!(pass(&mut app, Duration::from_secs(1)) > 200);
}

#[test]
fn forwards_and_back_it_is_the_same_game() {
    let (replay, sums) = recorded();
    let mut app = app(replay);
    wish(&mut app, WatchWish::TogglePause);
    let jump = 10 * u64::from(game_host::rate(couchpad_games::game::Pacing::Fixed(240)));
    let here = |app: &App| {
        let at = steps(app);
        assert_eq!(sum(app), sums[usize::try_from(at).unwrap()], "at {at}");
        at
    };
    let start = here(&app);
    wish(&mut app, WatchWish::Forwards);
    assert_eq!(here(&app), start + jump);
    let alpha = app.world().resource::<Stage>().alpha;
    assert_eq!(
        alpha, 1.0,
        "everything is where it is, and not on its way there"
    );
    wish(&mut app, WatchWish::Forwards);
    wish(&mut app, WatchWish::Back);
    assert_eq!(here(&app), start + jump);
    wish(&mut app, WatchWish::Back);
    wish(&mut app, WatchWish::Back);
    assert_eq!(here(&app), 0);
    for _ in 0..5 {
        wish(&mut app, WatchWish::Forwards);
    }
    assert_eq!(here(&app), 30 * 240, "no further than there is");
    wish(&mut app, WatchWish::Restart);
    assert_eq!(here(&app), 0);
}

#[test]
fn a_jump_back_plays_little_and_one_forwards_to_what_was_seen_too() {
    let (replay, sums) = recorded();
    let (mut watch, mut stage) = Watch::new(replay, Speed::Once).unwrap();
    let all = watch.replay.steps();
    assert_eq!(watch.seek(all, &mut stage), all, "for the first time");
    for to in [all - 2_400, 3_000, 600, 5_555, 6_000, 1] {
        let steps = watch.seek(to, &mut stage);
        assert!(steps < 600, "{to}: {steps}");
        let game = stage.game.as_deref().unwrap();
        assert_eq!(game.checksum(), sums[usize::try_from(to).unwrap()], "{to}");
        assert_eq!(stage.steps, to);
    }
    assert_eq!(watch.seek(all + 1, &mut stage), all % 512);
    assert_eq!(watch.fate(), &Fate::Ended(Some(End::Stopped)));
    assert_eq!(watch.seek(all - 1, &mut stage), all % 512 - 1);
    assert_eq!(watch.fate(), &Fate::Running);
}

#[test]
fn the_end_is_told_and_from_there_it_begins_again() {
    let (replay, _) = recorded();
    let mut app = app(replay);
    for _ in 0..3 {
        wish(&mut app, WatchWish::Forwards);
    }
    pass(&mut app, Duration::from_secs(1));
    let watch = app.world().resource::<Watch>();
    assert_eq!(watch.fate(), &Fate::Ended(Some(End::Stopped)));
    assert_eq!(
        (&*watch.state(), &*watch.place()),
        ("the end", "0:30 of 0:30")
    );
    let cards = &app.world().resource::<Roster>().cards;
    assert_eq!((&*cards[0].name, cards[0].mark), ("Ada", 2));
    wish(&mut app, WatchWish::TogglePause);
    pass(&mut app, Duration::from_secs(1));
    let watch = app.world().resource::<Watch>();
    assert_eq!(watch.fate(), &Fate::Running);
    assert!(steps(&app) < 300);
}

#[test]
fn the_view_closes_when_it_is_wished_for() {
    let (replay, _) = recorded();
    let mut app = app(replay);
    wish(&mut app, WatchWish::Quit);
    assert_eq!(app.should_exit(), Some(AppExit::Success));
}
