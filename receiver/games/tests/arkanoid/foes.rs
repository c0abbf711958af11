//! Enemies and the boss as players meet them.

use crate::table::{Player, Table, bots};
use couchpad_games::arkanoid::{Event, GATE_PLACES, MAX_ENEMIES, Phase, STEPS_PER_SECOND};
use couchpad_games::game::{Game, Setup};
use std::collections::BTreeMap;

/// Levels of which the only one is the boss's.
fn boss_alone(seed: u64, players: [Player; 8]) -> Table {
    let mut setup = Setup::new(seed);
    setup.pack = Some("couchpad-levels 1\nname: Boss\n\nround: Boss\nboss: yes\n".to_owned());
    Table::of(&setup, players)
}

/// All that happens until the game is over.
fn play_out(table: &mut Table) -> Vec<Event> {
    let mut seen = Vec::new();
    for _ in 0..10 * 60 * STEPS_PER_SECOND {
        table.step();
        table.check();
        seen.extend_from_slice(&table.outputs.details);
        if table.game.is_over() {
            return seen;
        }
    }
    panic!("the boss lives for ever: {:?}", table.game.state());
}

#[test]
fn every_number_of_bots_beats_the_boss_with_all_the_hits_it_takes() {
    for count in 1..=8 {
        // whoever loses tries again
        let won = (0..10).find_map(|seed| {
            let mut table = boss_alone(seed, bots(count));
            let seen = play_out(&mut table);
            (table.game.state().phase == Phase::Won).then_some(seen)
        });
        let Some(seen) = won else {
            panic!("{count} bots never win");
        };
        let hits = seen.iter().filter_map(|event| match event {
            Event::BossHit { left, .. } => Some(*left),
            _ => None,
        });
        let full = 16 + 4 * (count as u32 - 1);
        assert!(hits.eq((0..full).rev()), "{count}");
        assert!(seen.iter().any(|e| matches!(e, Event::BoltFired { .. })));
        let strange =
            |e: &Event| matches!(e, Event::CapsuleDropped { .. } | Event::EnemyEntered { .. });
        assert!(!seen.iter().any(strange));
    }
}

#[test]
fn a_lone_player_who_sleeps_loses_a_life_with_the_paddle() {
    let mut players = bots(0);
    players[0] = Player::Still;
    let mut table = boss_alone(5, players);
    for _ in 0..3 * 60 * STEPS_PER_SECOND {
        let lives = table.game.state().lives.unwrap_or(0);
        table.step();
        let is_out = |e: &Event| matches!(e, Event::PaddleOut { .. });
        if table.outputs.details.iter().any(is_out) {
            let state = table.game.state();
            assert_eq!(state.lives, Some(lives - 1));
            assert!(state.bolts.is_empty() && state.paddles[0].plays());
            return;
        }
    }
    panic!("no bolt ever met the paddle");
}

#[test]
fn a_paddle_that_was_shot_down_comes_back() {
    let mut table = boss_alone(2, [Player::Still; 8]);
    let mut out = BTreeMap::new();
    let mut back = 0;
    for now in 0..60 * STEPS_PER_SECOND {
        table.step();
        table.check();
        for event in &table.outputs.details {
            match *event {
                Event::PaddleOut { seat, .. } => {
                    assert!(out.insert(seat, now).is_none(), "shot down twice");
                }
                Event::PaddleBack { seat } => {
                    let since = out.remove(&seat);
                    assert_eq!(since, Some(now - 3 * STEPS_PER_SECOND));
                    back += 1;
                }
                // all are back with the next ball
                Event::LifeLost { .. } => out.clear(),
                _ => {}
            }
        }
        let state = table.game.state();
        for paddle in &state.paddles {
            assert_eq!(!paddle.plays(), out.contains_key(&paddle.seat));
        }
    }
    assert!(back >= 3, "{back}");
}

#[test]
fn enemies_enter_at_a_gate_and_each_is_hit_once_or_leaves() {
    let mut table = Table::new(4, bots(6));
    let mut alive = BTreeMap::new();
    let (mut entered, mut hit) = (0, 0);
    for _ in 0..5 * 60 * STEPS_PER_SECOND {
        table.step();
        let state = table.game.state();
        for event in &table.outputs.details {
            match *event {
                Event::EnemyEntered { id, kind, gate } => {
                    assert!(gate < GATE_PLACES.len() && state.gates[gate] > 0);
                    assert!(alive.insert(id, kind).is_none());
                    entered += 1;
                }
                Event::EnemyHit { kind, .. } => {
                    assert!(alive.values().any(|k| *k == kind));
                    hit += 1;
                }
                _ => {}
            }
        }
        alive.retain(|id, _| state.enemies.iter().any(|e| e.id == *id));
        assert_eq!(alive.len(), state.enemies.len());
        assert!(alive.len() <= MAX_ENEMIES);
        if table.game.is_over() {
            break;
        }
    }
    assert!(entered >= 10 && hit >= 5, "{entered} {hit}");
}
