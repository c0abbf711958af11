//! Snake in the window: everybody finds their snake, four in the middle of a round, and the walls that come closer.

use super::{card, looks_like, roster, studio_with};
use couchpad_games::game::{AnyGame, GameEntry, Inputs, Running, SeatEvent, SeatIndex, Setup};
use couchpad_games::snake::{Cause, Event, Phase, Snakes, State};
use couchpad_protocol::PadId;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::roster::{Card, Roster};
use couchpad_receiver::stage::Stage;

/// Frames until everything has come in, and the steps that are made in them.
const SOON: u32 = 4;
const MEANWHILE: u32 = 4 * SOON;

const MORE: [&str; 8] = [
    "Zoë", "Ravi", "Ingrid", "Tomás", "Nele", "Kwame", "Yuki", "Olga",
];

/// So many players, all well.
fn people(count: u16) -> Roster {
    let cards = (0..count).map(|seat| match seat.checked_sub(8) {
        None => card(seat),
        Some(more) => Card {
            pad: PadId(u32::from(seat) + 1),
            name: MORE[usize::from(more)].into(),
            seat: SeatIndex(seat),
            mark: u8::try_from(seat).expect("few"),
            ..card(0)
        },
    });
    Roster {
        seats: 16,
        ..roster(cards.collect())
    }
}

fn state(game: &dyn AnyGame) -> &State {
    use couchpad_games::game::Game;
    let running = game.as_any().downcast_ref::<Running<Snakes>>();
    running.expect("it is Snake").game.state()
}

/// Whether somebody has just run into another one, who lives on.
fn is_catch(game: &dyn AnyGame) -> bool {
    let running = game.as_any().downcast_ref::<Running<Snakes>>();
    let events = &running.expect("it is Snake").outputs.details;
    events.iter().any(|event| match *event {
        Event::Out {
            seat,
            cause: Cause::Body(by),
            ..
        } => by != seat && state(game).players[by].snake.is_alive(),
        _ => false,
    })
}

/// A game that stand-ins have played until something is so.
fn played(setup: &Setup, seats: u16, until: impl Fn(&State) -> bool) -> Stage {
    played_until(setup, seats, |game| until(state(game)))
}

fn played_until(setup: &Setup, seats: u16, until: impl Fn(&dyn AnyGame) -> bool) -> Stage {
    let entry: GameEntry = *couchpad_games::find("snake").expect("registered");
    let mut game = (entry.begin)(setup);
    (0..seats).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
    let mut steps = 0;
    while !until(&*game) {
        let inputs: Vec<_> = (0..seats)
            .map(|seat| game.stand_in(SeatIndex(seat)))
            .collect();
        game.step(&Inputs {
            seats: &inputs,
            actions: &[],
        });
        steps += 1;
        assert!(steps < 100_000, "it never comes to this");
    }
    let mut stage = Stage::new(entry);
    stage.game = Some(game);
    stage.steps = steps;
    stage
}

#[test]
fn sixteen_find_their_snakes() {
    let begun = |state: &State| state.phase == Phase::Ready(100 + MEANWHILE as u16);
    let stage = played(&Setup::new(3), 16, begun);
    let mut studio = studio_with(1280, 720, people(16), Screen::Playing, stage);
    studio.step(SOON);
    looks_like(&mut studio, "tests/pictures/play_snake_16.png");
}

#[test]
fn the_lobby_shows_all_sixteen() {
    let entry = *couchpad_games::find("snake").expect("registered");
    let mut studio = studio_with(1280, 720, people(16), Screen::Lobby, Stage::new(entry));
    studio.step(super::SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_sixteen.png");
}

#[test]
fn four_in_the_middle_of_a_round() {
    let grown = |state: &State| state.round_steps > 1_500 && state.alive().count() == 4;
    let seed = (1..60).find(|seed| {
        let stage = played(&Setup::new(*seed), 4, |state| {
            grown(state) || state.phase == Phase::Over
        });
        stage.game.as_deref().is_some_and(|game| grown(state(game)))
    });
    let stage = played(&Setup::new(seed.expect("one of them")), 4, grown);
    let mut studio = studio_with(1280, 720, people(4), Screen::Playing, stage);
    studio.step(SOON);
    looks_like(&mut studio, "../docs/pictures/snake.png");
}

#[test]
fn walls_come_closer_on_a_narrow_window() {
    let mut setup = Setup::new(5);
    setup.options = setup.options.with(1, 2).with(2, 1);
    let closing = |state: &State| {
        state.field.closed == 2
            && state
                .closes_in
                .is_some_and(|left| left <= MEANWHILE as u16 + 6)
    };
    let stage = played(&setup, 7, closing);
    let mut studio = studio_with(800, 600, people(7), Screen::Playing, stage);
    studio.step(SOON);
    looks_like(&mut studio, "tests/pictures/play_snake_closing.png");
}

#[test]
fn the_winner_of_a_round_is_named() {
    let decided =
        |state: &State| matches!(state.phase, Phase::Decided(_)) && state.winner.is_some();
    let stage = played(&Setup::new(2), 3, decided);
    let mut studio = studio_with(960, 540, people(3), Screen::Playing, stage);
    studio.step(SOON);
    looks_like(&mut studio, "tests/pictures/play_snake_won.png");
}

#[test]
fn who_is_out_is_told_where_it_happened() {
    let setup = Setup::new(4);
    let caught = played_until(&setup, 6, is_catch).steps;
    let steps = std::cell::Cell::new(0);
    let stage = played(&setup, 6, |_| {
        steps.set(steps.get() + 1);
        steps.get() > caught - u64::from(MEANWHILE)
    });
    let mut studio = studio_with(960, 540, people(6), Screen::Playing, stage);
    studio.step(3 * SOON);
    looks_like(&mut studio, "tests/pictures/play_snake_out.png");
}
