//! Play, pause and results.

use super::{SETTLED, card, eight, four, looks_like, roster, scout, studio_with};
use bevy::prelude::*;
use couchpad_games::game::{
    Game, GameEntry, Highlight, Inputs, Manifest, SeatEvent, SeatIndex, SeatInput, Setup,
};
use couchpad_games::tug::Tug;
use couchpad_pictures::Studio;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::roster::Roster;
use couchpad_receiver::scores::{Class, Place, Table};
use couchpad_receiver::stage::{FinalScore, Outcome, Stage, Standings};

/// Seats of either game.
const SEATS: u16 = 8;

/// A game plays itself with the stand-ins of its seats.
pub(crate) fn by_itself(screen: Res<State<Screen>>, roster: Res<Roster>, mut stage: ResMut<Stage>) {
    stage.stepped = false;
    if *screen.get() == Screen::Playing {
        let players = u16::try_from(roster.cards.len()).expect("few");
        step(&mut stage, players);
    }
}

pub(crate) fn step(stage: &mut Stage, players: u16) {
    let Some(game) = stage.game.as_deref_mut() else {
        return;
    };
    let is_shared = game.manifest().id == "arkanoid";
    let seats: Vec<_> = (0..game.manifest().seats.seats())
        .map(|seat| {
            let input = game.stand_in(SeatIndex(seat));
            if is_shared {
                mind_own_part(input, seat, players)
            } else {
                input
            }
        })
        .collect();
    game.step(&Inputs {
        seats: &seats,
        actions: &[],
    });
    stage.stepped = true;
    stage.steps += 1;
}

/// As people do: each player stays in a part of the field, whatever the stand-in would do.
fn mind_own_part(mut input: SeatInput, seat: u16, players: u16) -> SeatInput {
    let part = (1 << 16) / i32::from(players);
    let left = i32::from(i16::MIN) + part * i32::from(seat % players);
    let axis = i32::from(input.axes[0]).clamp(left + 500, left + part - 500);
    input.axes[0] = i16::try_from(axis).expect("within the axis");
    input
}

/// A game that so many seats have played for so many steps.
pub(crate) fn played(game: &str, seats: u16, seed: u64, steps: u64) -> Stage {
    let entry: GameEntry = *couchpad_games::find(game).expect("registered");
    let mut stage = Stage::new(entry);
    let mut running = (entry.begin)(&Setup::new(seed));
    for seat in 0..seats {
        running.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }
    stage.game = Some(running);
    while stage.steps < steps {
        step(&mut stage, seats);
    }
    stage
}

#[test]
fn play_with_four_paddles() {
    let moment = scout::best(4, 1..12, scout::lasers_and_many_balls);
    let stage = scout::before(4, moment, 4 * u64::from(SETTLED));
    let mut studio = studio_with(1280, 720, four_playing(), Screen::Playing, stage);
    studio.step(SETTLED);
    looks_like(&mut studio, "../docs/pictures/play.png");
}

/// In play all four are well, for the README's first picture.
pub(crate) fn four_playing() -> Roster {
    roster((0..4).map(card).collect())
}

#[test]
fn play_with_eight_on_a_narrow_window() {
    let stage = played("arkanoid", 8, 11, 4_200);
    let mut studio = studio_with(768, 576, eight(), Screen::Playing, stage);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/play_narrow.png");
}

#[test]
fn play_on_the_widest_window_begins_with_the_rounds_name() {
    let stage = played("arkanoid", 8, 11, 200);
    let mut studio = studio_with(1290, 540, eight(), Screen::Playing, stage);
    studio.step(55);
    looks_like(&mut studio, "tests/pictures/play_wide.png");
}

#[test]
fn tug_of_war_shows_the_rope_and_both_sides() {
    let mut stage = played("tug", 4, 11, 2_000);
    for seat in [0, 2] {
        hurry(&mut stage, seat, 9);
    }
    let mut studio = studio_with(960, 540, four_playing(), Screen::Playing, stage);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/play_tug.png");
}

/// Lets one seat press its button so many times more than the others.
fn hurry(stage: &mut Stage, seat: usize, times: u32) {
    let game = stage.game.as_deref_mut().expect("a game runs");
    for _ in 0..times {
        let mut seats = [SeatInput::default(); SEATS as usize];
        seats[seat].pressed = 1;
        game.step(&Inputs {
            seats: &seats,
            actions: &[],
        });
    }
}

/// What a game is called that nobody has drawn anything for.
static UNDRAWN: Manifest = Manifest {
    id: "undrawn",
    title: "The Undrawn Game",
    blurb: "Nobody has drawn a picture of it yet.",
    ..Tug::MANIFEST
};

#[test]
fn a_game_without_a_presenter_says_what_it_is_and_who_plays() {
    let mut stage = played("tug", 4, 11, 300);
    stage.entry.manifest = &UNDRAWN;
    let mut studio = studio_with(960, 540, four(), Screen::Playing, stage);
    studio.step(4);
    looks_like(&mut studio, "tests/pictures/play_plain.png");
}

#[test]
fn the_seconds_before_play_are_counted_over_the_game() {
    let mut stage = played("arkanoid", 4, 11, 2_400);
    stage.countdown = Some(std::time::Duration::from_millis(2_500));
    let mut studio = studio_with(960, 540, four(), Screen::Playing, stage);
    studio.step(4);
    assert!(says(&mut studio, "Get ready") && says(&mut studio, "3"));
    looks_like(&mut studio, "tests/pictures/countdown.png");
    studio.app().world_mut().resource_mut::<Stage>().countdown = None;
    studio.step(2);
    assert!(!says(&mut studio, "Get ready"));
}

#[test]
fn paused_keeps_the_controllers_in_sight() {
    let stage = played("arkanoid", 4, 11, 2_400);
    let mut studio = studio_with(960, 540, four(), Screen::Playing, stage);
    studio.step(4);
    go_to(&mut studio, Screen::Paused);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/paused.png");
}

#[test]
fn the_pause_does_not_speak_over_the_round() {
    let stage = played("arkanoid", 4, 11, 200);
    let mut studio = studio_with(640, 360, four(), Screen::Playing, stage);
    studio.step(4);
    assert!(says(&mut studio, "Press LAUNCH to send your ball"));
    go_to(&mut studio, Screen::Paused);
    studio.step(4);
    assert!(says(&mut studio, "Paused"));
    assert!(!says(&mut studio, "Press LAUNCH to send your ball"));
}

/// Whether these words are in the window.
fn says(studio: &mut Studio, words: &str) -> bool {
    let world = studio.app().world_mut();
    let mut texts = world.query::<&Text>();
    texts.iter(world).any(|text| text.0 == words)
}

fn go_to(studio: &mut Studio, screen: Screen) {
    let mut next = studio.app().world_mut().resource_mut::<NextState<Screen>>();
    next.set(screen);
}

#[test]
fn results_rank_everyone() {
    let mut studio = studio_with(
        960,
        540,
        four(),
        Screen::Results,
        with_results(&[40_000, 12_000, 9_000]),
    );
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/results.png");
}

#[test]
fn results_show_a_high_score() {
    let stage = with_results(&[11_000, 9_000, 300]);
    let mut studio = studio_with(1280, 720, four_playing(), Screen::Results, stage);
    studio.step(SETTLED);
    assert!(says(&mut studio, "New high score!"));
    looks_like(&mut studio, "../docs/pictures/results.png");
}

/// A game that is over, after others that made so many points.
pub(crate) fn with_results(before: &[i64]) -> Stage {
    let entry = *couchpad_games::find("arkanoid").expect("Arkanoid is registered");
    let mut stage = Stage::new(entry);
    let feat = |title, count| Some(Highlight { title, count });
    let score = |seat: u16, points, highlight| {
        let card = card(seat);
        FinalScore {
            highlight,
            ..FinalScore::new(card.seat, card.mark, card.name, points)
        }
    };
    let scores = vec![
        score(2, 4_960, feat("Most bricks", 84)),
        score(0, 3_320, feat("Most saves", 61)),
        score(3, 2_100, feat("Longest combo", 11)),
        score(1, 2_100, feat("Most assists", 17)),
    ];
    let names: Vec<_> = scores.iter().map(|score| score.name.clone()).collect();
    let own = Place::new(12_480, &names, true, 9);
    let class = four_together();
    let mut table = Table::default();
    for points in before {
        let place = Place::new(*points, &["Noor".into(), "Bo".into()], false, 1);
        table.enter(&class, place);
    }
    let record = table.enter(&class, own.clone());
    let places = table.board(&class).expect("one of them").places().to_vec();
    stage.outcome = Some(Outcome {
        won: true,
        team: own.points,
        scores,
        record,
        race: false,
        sides: Vec::new(),
        standings: Some(Standings {
            new: places.iter().map(|place| *place == own).collect(),
            places,
            class,
        }),
    });
    stage
}

/// The games that four people have played together.
pub(crate) fn four_together() -> Class {
    Class {
        game: "arkanoid".into(),
        league: "coop".into(),
        pack: None,
        day: None,
        players: 4,
    }
}
