//! Arkanoid in states that play comes to seldom, made by hand. They need not be ones that the rules would make: only that
//! there is something of everything to draw.

use crate::scenery::{Scenery, roster};
use couchpad_games::arkanoid::{
    Arkanoid, Ball, Bolt, Boss, Brick, BrickKind, Capsule, CapsuleKind, Enemy, EnemyKind, Event,
    FIELD_WIDTH, Grid, Mode, PADDLE_Y, Paddle, Phase, Power, STEPS_PER_SECOND, Shot, State, Vec2,
};
use couchpad_games::game::{Game, Outputs, Running, SeatEvent, SeatIndex, Setup};
use couchpad_receiver::flow::Screen;
use serde_json::{from_value, to_value};

/// A game on the stage that is in this state and has just told these events.
pub(crate) fn staged(players: u16, change: impl FnOnce(&mut State), events: &[Event]) -> Scenery {
    let mut game = Arkanoid::new(&Setup::new(7));
    for seat in (0..players).map(SeatIndex) {
        game.on_seat(SeatEvent::Taken(seat));
    }
    let mut state = game.state().clone();
    settle(&mut state);
    change(&mut state);
    let mut written = to_value(&game).unwrap();
    written["state"] = to_value(&state).unwrap();
    let mut outputs = Outputs::default();
    outputs.details.extend_from_slice(events);
    let mut scenery = Scenery::new(Screen::Playing, "arkanoid", players);
    scenery.roster = roster(players);
    scenery.stage.game = Some(Box::new(Running::<Arkanoid> {
        game: from_value(written).unwrap(),
        outputs,
    }));
    scenery.notes.follow(&scenery.stage, &scenery.roster);
    scenery
}

/// Nothing that the rules tune or the rounds draw shows in the pictures: play begins with these bricks and paddles.
fn settle(state: &mut State) {
    state.phase = Phase::Playing;
    (state.lives, state.next_life) = (Some(5), Some(20_000));
    (state.round, state.rounds) = (1, Some(33));
    state.title.name = "By hand".to_owned();
    state.balls.clear();
    state.bricks = Grid::default();
    for (row, line) in state.bricks.iter_mut().enumerate().skip(3).take(5) {
        line[row - 1..15 - row].fill(Some(plain(row as u8)));
    }
    let room = FIELD_WIDTH / state.paddles.len() as f32;
    for (number, paddle) in state.paddles.iter_mut().enumerate() {
        paddle.width = 34.0;
        paddle.x = room * (number as f32 + 0.5);
    }
}

pub(crate) const fn plain(colour: u8) -> Brick {
    Brick {
        kind: BrickKind::Plain,
        hits_left: 1,
        colour,
    }
}

pub(crate) const fn silver(hits_left: u8) -> Brick {
    Brick {
        kind: BrickKind::Silver,
        hits_left,
        colour: 0,
    }
}

pub(crate) const GOLD: Brick = Brick {
    kind: BrickKind::Gold,
    hits_left: 0,
    colour: 0,
};

/// Every kind of brick in rows: the eight colours, silver with one to six hits left, gold.
pub(crate) fn every_brick(bricks: &mut Grid) {
    *bricks = Grid::default();
    for (colour, line) in (0..8).zip(bricks.iter_mut().skip(2)) {
        line[1..13].fill(Some(plain(colour)));
    }
    for (hits, line) in (1..=6).zip(bricks.iter_mut().skip(10)) {
        line[1..6].fill(Some(silver(hits)));
        line[8..13].fill(Some(GOLD));
    }
}

pub(crate) fn ball(id: u32, owner: Option<u16>, at: Vec2, velocity: Vec2) -> Ball {
    Ball {
        id,
        at,
        velocity,
        owner: owner.map(SeatIndex),
        resting: None,
        helper: None,
        speed: 150.0,
        hits: 0,
        combo: 0,
        idle_bounces: 0,
    }
}

fn paddle(paddles: &mut [Paddle], seat: usize, x: f32, power: Power) {
    paddles[seat].x = x;
    paddles[seat].power = power;
}

/// Four players in the middle of a round: lasers, three balls, capsules, enemies.
pub(crate) fn mid_game() -> Scenery {
    let change = |state: &mut State| {
        (state.round, state.rounds) = (9, Some(33));
        state.team_score = 18_450;
        state.next_life = Some(20_000);
        state.scores[..4].copy_from_slice(&[6_120, 5_230, 4_010, 3_090]);
        every_brick(&mut state.bricks);
        paddle(&mut state.paddles, 0, 40.0, Power::Laser);
        paddle(&mut state.paddles, 1, 110.0, Power::Catch);
        paddle(&mut state.paddles, 2, 185.0, Power::Wide);
        state.paddles[2].width *= 1.5;
        paddle(&mut state.paddles, 3, 250.0, Power::None);
        state.balls = vec![
            ball(1, Some(0), Vec2::new(70.0, 170.0), Vec2::new(90.0, -120.0)),
            ball(2, Some(1), Vec2::new(150.0, 178.0), Vec2::new(0.0, 150.0)),
            ball(3, None, Vec2::new(232.0, 150.0), Vec2::new(100.0, 110.0)),
        ];
        state.capsules = vec![
            capsule(1, CapsuleKind::Disruption, 190.0, 172.0),
            capsule(2, CapsuleKind::Player, 255.0, 186.0),
        ];
        state.shots = [(33.0, 150.0), (47.0, 150.0), (33.0, 182.0), (47.0, 182.0)]
            .into_iter()
            .zip(10..)
            .map(|((x, y), id)| Shot {
                id,
                seat: SeatIndex(0),
                at: Vec2::new(x, y),
            })
            .collect();
        state.enemies = EnemyKind::ALL
            .into_iter()
            .zip(20_u8..)
            .map(|(kind, id)| Enemy {
                id: id.into(),
                kind,
                at: Vec2::new(15.0 + 55.0 * f32::from(id - 19), 24.0),
                velocity: Vec2::new(0.0, 30.0),
                age: 100,
            })
            .collect();
        state.gates = [40, 0];
    };
    let at = Vec2::new(100.0, 160.0);
    let events = [
        Event::Combo {
            seat: SeatIndex(0),
            bricks: 5,
            points: 30,
            at,
        },
        Event::Assist {
            seat: SeatIndex(1),
            points: 20,
            at,
        },
        Event::CapsuleCaught {
            seat: SeatIndex(2),
            kind: CapsuleKind::Enlarge,
            at: Vec2::new(185.0, PADDLE_Y - 8.0),
        },
    ];
    staged(4, change, &events)
}

pub(crate) fn capsule(id: u32, kind: CapsuleKind, x: f32, y: f32) -> Capsule {
    Capsule {
        id,
        kind,
        at: Vec2::new(x, y),
    }
}

/// Two players before the boss, one of them shot down.
pub(crate) fn boss() -> Scenery {
    let change = |state: &mut State| {
        (state.round, state.rounds) = (33, Some(33));
        state.lives = Some(2);
        state.bricks = Grid::default();
        state.boss = Some(Boss {
            at: Vec2::new(140.0, 62.0),
            half: Vec2::new(34.0, 26.0),
            hits_left: 13,
            hits_full: 20,
            hurt: 0,
            aim: 20,
        });
        state.bolts = vec![bolt(1, 120.0, 118.0), bolt(2, 165.0, 160.0)];
        paddle(&mut state.paddles, 0, 90.0, Power::None);
        paddle(&mut state.paddles, 1, 200.0, Power::None);
        state.paddles[1].out = 2 * STEPS_PER_SECOND;
        let velocity = Vec2::new(60.0, -140.0);
        state.balls = vec![ball(1, Some(0), Vec2::new(100.0, 130.0), velocity)];
    };
    let events = [Event::PaddleOut {
        seat: SeatIndex(1),
        at: Vec2::new(200.0, PADDLE_Y),
    }];
    staged(2, change, &events)
}

fn bolt(id: u32, x: f32, y: f32) -> Bolt {
    Bolt {
        id,
        at: Vec2::new(x, y),
        velocity: Vec2::new(0.0, 90.0),
    }
}

/// A race with the door open; the third player waits for the next round.
pub(crate) fn race() -> Scenery {
    let change = |state: &mut State| {
        (state.round, state.rounds, state.mode) = (3, Some(8), Mode::Versus);
        (state.lives, state.next_life) = (None, None);
        state.scores[..2].copy_from_slice(&[2_340, 2_900]);
        state.paddles.truncate(2);
        state.waiting = vec![SeatIndex(2)];
        state.door = true;
        paddle(&mut state.paddles, 0, 90.0, Power::None);
        paddle(&mut state.paddles, 1, 252.0, Power::Laser);
        let velocity = Vec2::new(60.0, -140.0);
        state.balls = vec![ball(1, Some(1), Vec2::new(100.0, 180.0), velocity)];
    };
    let events = [
        Event::DoorOpened,
        Event::BallLost {
            ball: 4,
            seat: Some(SeatIndex(0)),
            at: Vec2::new(60.0, 216.0),
        },
    ];
    staged(3, change, &events)
}
