//! Everything that Arkanoid can show: its first round, and moments that were put together by hand so that all of it is
//! there at once.

use super::play::{four_playing, played};
use super::{SETTLED, looks_like, studio_with};
use couchpad_games::arkanoid::Arkanoid;
use couchpad_games::game::{AnyGame, Game, Outputs, Running, SeatEvent, SeatIndex, Setup};
use couchpad_receiver::flow::Screen;
use couchpad_receiver::stage::Stage;
use serde_json::{Value, json};

/// A game for so many, changed by hand. It need not be one that play can come to: only to be looked at.
pub(crate) fn posed(players: u16, pose: impl FnOnce(&mut Value)) -> Stage {
    let mut game = Arkanoid::new(&Setup::new(7));
    for seat in 0..players {
        game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }
    let mut value = serde_json::to_value(&game).expect("a game can be written");
    pose(&mut value["state"]);
    let game: Arkanoid = serde_json::from_value(value).expect("and read");
    let mut stage = Stage::new(*couchpad_games::find("arkanoid").expect("registered"));
    let running = Running {
        game,
        outputs: Outputs::default(),
    };
    stage.steps = running.game.state().steps;
    stage.game = Some(Box::new(running) as Box<dyn AnyGame>);
    stage
}

fn at(x: f32, y: f32) -> Value {
    json!({"x": x, "y": y})
}

fn ball(id: u32, x: f32, y: f32, way: (f32, f32), seat: u16) -> Value {
    json!({
        "id": id, "at": at(x, y), "velocity": at(way.0, way.1), "owner": seat, "resting": null, "helper": null,
        "speed": 150.0, "hits": 2, "combo": 3, "idle_bounces": 1,
    })
}

/// Paddles with all powers, balls of all four, every capsule, every enemy, shots, and the door.
pub(crate) fn everything(state: &mut Value) {
    state["phase"] = json!("Playing");
    for (seat, (x, power)) in [
        (42.0, "Laser"),
        (112.0, "Wide"),
        (178.0, "Catch"),
        (232.0, "None"),
    ]
    .into_iter()
    .enumerate()
    {
        state["paddles"][seat]["x"] = json!(x);
        state["paddles"][seat]["power"] = json!(power);
        if power == "Wide" {
            let width = state["paddles"][seat]["width"].as_f64().expect("a number");
            state["paddles"][seat]["width"] = json!(1.5 * width);
        }
    }
    state["balls"] = json!([
        ball(901, 60.0, 152.0, (90.0, -120.0), 0),
        ball(902, 138.0, 168.0, (-80.0, -127.0), 1),
        ball(903, 236.0, 150.0, (50.0, 141.0), 3),
        ball(904, 92.0, 148.0, (-20.0, 148.0), 2),
    ]);
    let kinds = [
        "Slow",
        "Enlarge",
        "Catch",
        "Disruption",
        "Laser",
        "Break",
        "Player",
    ];
    let capsules = kinds.iter().enumerate().map(|(n, kind)| {
        let place = at(26.0 + 38.0 * n as f32, 136.0 + 9.0 * (n % 3) as f32);
        json!({"id": 920 + n, "kind": kind, "at": place})
    });
    state["capsules"] = capsules.collect();
    let shots = [(34.0, 118.0), (50.0, 118.0), (34.0, 160.0), (50.0, 160.0)];
    let shots = shots
        .iter()
        .zip(940..)
        .map(|((x, y), id)| json!({"id": id, "seat": 0, "at": at(*x, *y)}));
    state["shots"] = shots.collect();
    let enemies = [
        ("Drifter", 70.0, 10.0),
        ("Crawler", 150.0, 126.0),
        ("Orbiter", 206.0, 128.0),
    ];
    let enemies = enemies.iter().zip(950..).map(|((kind, x, y), id)| {
        json!({"id": id, "kind": kind, "at": at(*x, *y), "velocity": at(8.0, 14.0), "age": 300})
    });
    state["enemies"] = enemies.collect();
    state["gates"] = json!([200, 0]);
    state["door"] = json!(true);
}

#[test]
fn who_joins_late_is_told_when_it_is_their_turn() {
    let stage = posed(2, |state| {
        state["phase"] = json!("Playing");
        state["waiting"] = json!([2, 3]);
    });
    let mut studio = studio_with(640, 360, four_playing(), Screen::Playing, stage);
    studio.step(4);
    let mut texts = studio.app().world_mut().query::<&bevy::prelude::Text>();
    let said = texts
        .iter(studio.app().world())
        .any(|text| text.0 == "from the next round on");
    assert!(said);
}

/// A single ball, and nothing that it could hit but walls and paddles and one brick.
pub(crate) fn one_ball(state: &mut Value) {
    state["phase"] = json!("Playing");
    let mut bricks = vec![vec![Value::Null; 14]; 18];
    bricks[0][0] = json!({"kind": "Plain", "hits_left": 1, "colour": 0});
    state["bricks"] = json!(bricks);
    state["bricks_left"] = json!(1);
    state["balls"] = json!([ball(901, 60.0, 176.0, (10.0, 149.0), 0)]);
}

/// A brick in every place.
pub(crate) fn full(state: &mut Value) {
    state["phase"] = json!("Playing");
    let brick = |n: usize| match n % 10 {
        8 => json!({"kind": "Silver", "hits_left": 2, "colour": 0}),
        9 => json!({"kind": "Gold", "hits_left": 0, "colour": 0}),
        colour => json!({"kind": "Plain", "hits_left": 1, "colour": colour}),
    };
    let row = |row: usize| {
        (0..14)
            .map(|column| brick(row * 3 + column))
            .collect::<Value>()
    };
    let bricks: Vec<_> = (0..18).map(row).collect();
    let gold = bricks.iter().flat_map(|row| row.as_array()).flatten();
    let gold = gold.filter(|brick| brick["kind"] == "Gold").count();
    state["bricks"] = json!(bricks);
    state["bricks_left"] = json!(18 * 14 - gold);
    state["balls"] = json!([ball(901, 60.0, 176.0, (10.0, 149.0), 0)]);
}

/// The boss, half beaten, about to shoot; two bolts under way, and a paddle that one has met.
fn the_boss(state: &mut Value) {
    state["phase"] = json!("Playing");
    state["round"] = json!(33);
    state["bricks"] = json!(vec![vec![Value::Null; 14]; 18]);
    state["bricks_left"] = json!(0);
    state["boss"] = json!({
        "at": at(132.0, 70.0), "half": at(28.0, 32.0), "hits_left": 12, "hits_full": 28, "hurt": 0, "aim": 40,
    });
    for (seat, x) in [50.0, 120.0, 176.0, 236.0].into_iter().enumerate() {
        state["paddles"][seat]["x"] = json!(x);
    }
    state["paddles"][2]["out"] = json!(430);
    state["bolts"] = json!([
        {"id": 960, "at": at(112.0, 150.0), "velocity": at(-18.0, 82.0)},
        {"id": 961, "at": at(168.0, 130.0), "velocity": at(30.0, 80.0)},
    ]);
    state["balls"] = json!([
        ball(901, 70.0, 128.0, (70.0, -132.0), 0),
        ball(902, 206.0, 122.0, (60.0, 137.0), 3),
    ]);
}

#[test]
fn the_boss_looks_at_the_ball_and_opens_its_beak() {
    let stage = posed(4, the_boss);
    let mut studio = studio_with(1280, 720, four_playing(), Screen::Playing, stage);
    studio.step(8);
    looks_like(&mut studio, "tests/pictures/arkanoid_boss.png");
}

#[test]
fn round_one_with_two_paddles() {
    let stage = played("arkanoid", 4, 2, 480);
    let mut studio = studio_with(1280, 720, four_playing(), Screen::Playing, stage);
    studio.step(SETTLED + 40);
    looks_like(&mut studio, "tests/pictures/arkanoid_round.png");
}

#[test]
fn everything_that_can_be_on_the_field_at_once() {
    let stage = posed(4, everything);
    let mut studio = studio_with(1280, 720, four_playing(), Screen::Playing, stage);
    studio.step(20);
    looks_like(&mut studio, "tests/pictures/arkanoid_all.png");
}
