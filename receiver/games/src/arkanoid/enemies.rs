//! Enemies: how they come in through the gates, and what becomes of one that is touched. Knows no boss; how they move is
//! in `roam`, how many there are in `swarm`.

use super::geometry::{Rounded, Vec2};
use super::state::{
    BALL_RADIUS, Ball, ENEMY_RADIUS, Enemy, EnemyKind, FIELD_HEIGHT, FIELD_WIDTH, GATE_PLACES,
    GATES, MAX_ENEMIES, PADDLE_HEIGHT, PADDLE_Y, Paddle, STEPS_PER_SECOND, State,
};
use super::swarm::{FASTEST, LONGEST_PAUSE, most, pace, pause};
use super::{Arkanoid, Event, Striker, feel, paddles, points, roam, turn};
use crate::game::{Outputs, SeatIndex};

/// What an enemy is worth.
const POINTS: i32 = 100;
/// Steps that a gate stays open for an enemy.
const GATE_STEPS: u32 = STEPS_PER_SECOND;
/// Steps before the first enemy of a round or of a new ball.
const FIRST_PAUSE: u32 = 6 * STEPS_PER_SECOND;
/// Where an enemy begins: above the field, behind its gate.
const BEHIND_GATE: f32 = -ENEMY_RADIUS;

impl Arkanoid {
    /// Lets enemies in, moves them, and takes away those that ran into a ball or a paddle or left the field.
    pub(super) fn move_enemies(&mut self, outputs: &mut Outputs<Event>) {
        for gate in &mut self.state.gates {
            *gate = gate.saturating_sub(1);
        }
        self.let_one_in(outputs);
        let pace = pace(self.state.round);
        let Self { state, dice, .. } = self;
        for enemy in state.enemies.iter_mut().take(MAX_ENEMIES) {
            roam::advance(enemy, pace, &state.bricks, dice);
        }
        state
            .enemies
            .retain(|enemy| enemy.at.y < FIELD_HEIGHT + ENEMY_RADIUS);
        self.collide(outputs);
    }

    /// Hits the enemy at a place, if there is one: what a shot calls with its tip. Whether there was one.
    pub(super) fn strike_enemy_at(
        &mut self,
        at: Vec2,
        by: Striker,
        seat: SeatIndex,
        outputs: &mut Outputs<Event>,
    ) -> bool {
        let hit = |enemy: &Enemy| distance(enemy.at, at) <= ENEMY_RADIUS;
        let Some(index) = self.state.enemies.iter().position(hit) else {
            return false;
        };
        self.strike_enemy(index, by, Some(seat), outputs);
        true
    }

    /// Takes the enemy at that place in the list away, and gives its points to whoever hit it.
    pub(super) fn strike_enemy(
        &mut self,
        index: usize,
        by: Striker,
        seat: Option<SeatIndex>,
        outputs: &mut Outputs<Event>,
    ) {
        if index >= self.state.enemies.len() {
            return;
        }
        let Enemy { kind, at, .. } = self.state.enemies.remove(index);
        outputs.details.push(Event::EnemyHit { kind, by, seat, at });
        points::note(&mut self.state, seat, |tally| {
            tally.enemies = tally.enemies.saturating_add(1);
        });
        points::score(&mut self.state, seat, POINTS, outputs);
    }

    /// Sends all enemies away and shuts the gates, before a round and after a life.
    pub(super) fn dismiss_enemies(&mut self) {
        self.state.enemies.clear();
        self.state.gates = [0; GATES];
        self.enemy_pause = FIRST_PAUSE;
    }

    /// Strikes every enemy that touches a ball or a paddle, now that all have moved.
    fn collide(&mut self, outputs: &mut Outputs<Event>) {
        let mut index = 0;
        while let Some(enemy) = self.state.enemies.get(index).copied() {
            let mut balls = self.state.balls.iter_mut();
            if let Some(ball) = balls.find(|ball| touches(ball, &enemy)) {
                bounce(ball, &enemy);
                let (by, seat) = (Striker::Ball(ball.id), ball.owner);
                self.strike_enemy(index, by, seat, outputs);
            } else if let Some(seat) = rammer(&self.state.paddles, &enemy) {
                feel::touch(seat, outputs);
                self.strike_enemy(index, Striker::Paddle, Some(seat), outputs);
            } else {
                index += 1;
            }
        }
    }

    fn let_one_in(&mut self, outputs: &mut Outputs<Event>) {
        self.enemy_pause = self.enemy_pause.saturating_sub(1);
        let (round, paddles) = (self.state.round, self.state.paddles.len());
        if self.enemy_pause > 0
            || self.state.boss.is_some()
            || self.state.enemies.len() >= most(round, paddles)
        {
            return;
        }
        self.enemy_pause = pause(round, paddles, self.dice.spread());
        let gate = usize::from(self.dice.coin());
        let kind = self.pick_kind();
        let Some((x, open)) = GATE_PLACES.get(gate).zip(self.state.gates.get_mut(gate)) else {
            return;
        };
        *open = GATE_STEPS;
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        self.state.enemies.push(Enemy {
            id,
            kind,
            at: Vec2::new(*x, BEHIND_GATE),
            velocity: Vec2::new(0.0, pace(round)),
            age: 0,
        });
        let entered = Event::EnemyEntered { id, kind, gate };
        outputs.details.push(entered);
    }

    /// Each round has a kind of its own, which two of three enemies are.
    fn pick_kind(&mut self) -> EnemyKind {
        let other = match self.dice.spread() {
            roll if roll < 1.0 / 3.0 => 0,
            roll if roll < 2.0 / 3.0 => 1,
            _ => 2,
        };
        match (self.state.round.wrapping_sub(1) + other) % 3 {
            0 => EnemyKind::Drifter,
            1 => EnemyKind::Crawler,
            _ => EnemyKind::Orbiter,
        }
    }
}

/// What a ball's centre must not enter around an enemy.
pub(super) fn outline(enemy: &Enemy) -> Rounded {
    Rounded {
        middle: enemy.at,
        half: Vec2::default(),
        margin: ENEMY_RADIUS + BALL_RADIUS,
    }
}

/// Whether these can be the enemies and gates of a game that is read from a file.
pub(super) fn are_sound(state: &State, pause: u32) -> bool {
    let alone = |enemy: &Enemy| state.enemies.iter().filter(|e| e.id == enemy.id).count() == 1;
    let is_sound = |enemy: &Enemy| {
        (ENEMY_RADIUS..=FIELD_WIDTH - ENEMY_RADIUS).contains(&enemy.at.x)
            && (BEHIND_GATE - 1.0..=FIELD_HEIGHT + ENEMY_RADIUS).contains(&enemy.at.y)
            && (0.0..=2.0 * FASTEST).contains(&enemy.velocity.length())
    };
    state.enemies.len() <= MAX_ENEMIES
        && state.enemies.iter().all(|e| is_sound(e) && alone(e))
        && state.gates.iter().all(|gate| *gate <= GATE_STEPS)
        && pause <= LONGEST_PAUSE
}

fn distance(a: Vec2, b: Vec2) -> f32 {
    Vec2::new(a.x - b.x, a.y - b.y).length()
}

fn touches(ball: &Ball, enemy: &Enemy) -> bool {
    outline(enemy).gap(ball.at) < 0.0
}

/// Turns a ball in flight that an enemy ran into.
fn bounce(ball: &mut Ball, enemy: &Enemy) {
    let normal = Vec2::new(ball.at.x - enemy.at.x, ball.at.y - enemy.at.y).unit();
    if ball.resting.is_none() && ball.velocity.dot(normal) < 0.0 {
        let mirrored = ball.velocity.mirrored(normal);
        ball.velocity = turn::steepened(mirrored, ball.speed, normal);
    }
}

/// Whose paddle an enemy touches; of several that lie over each other, the one whose middle is nearest.
fn rammer(paddles: &[Paddle], enemy: &Enemy) -> Option<SeatIndex> {
    if enemy.at.y < PADDLE_Y - PADDLE_HEIGHT / 2.0 - ENEMY_RADIUS {
        return None;
    }
    let touches =
        |paddle: &&Paddle| paddle.plays() && paddles::bar(paddle, ENEMY_RADIUS).gap(enemy.at) < 0.0;
    let touched = paddles.iter().filter(touches);
    paddles::nearest(touched, enemy.at.x).map(|paddle| paddle.seat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, step, throw};
    use crate::game::GameEvent;

    fn enemy(at: Vec2) -> Enemy {
        Enemy {
            id: 7,
            kind: EnemyKind::Drifter,
            at,
            velocity: Vec2::new(0.0, 30.0),
            age: 0,
        }
    }

    fn struck(outputs: &Outputs<Event>) -> Option<(Striker, Option<SeatIndex>)> {
        outputs.details.iter().find_map(|event| match event {
            Event::EnemyHit { by, seat, .. } => Some((*by, *seat)),
            _ => None,
        })
    }

    #[test]
    fn they_come_in_through_gates_one_after_the_other() {
        let mut game = empty(1);
        throw(&mut game, Vec2::new(140.0, 120.0), Vec2::new(0.0, -0.001));
        game.state.round = 12;
        let mut outputs = Outputs::default();
        let mut came = Vec::new();
        for now in 0..40 * STEPS_PER_SECOND {
            game.drought = 0;
            game.move_enemies(&mut outputs);
            for event in outputs.details.drain(..) {
                if let Event::EnemyEntered { gate, id, .. } = event {
                    assert!(game.state.gates[gate] == GATE_STEPS);
                    let new = game.state.enemies.last();
                    let new = new.filter(|e| e.id == id && e.at.x == GATE_PLACES[gate]);
                    assert!(new.is_some_and(|e| e.at.y < -ENEMY_RADIUS + 1.0));
                    came.push(now);
                }
            }
        }
        assert!(came.len() >= 3 && came[0] >= FIRST_PAUSE - 1, "{came:?}");
        assert!(came.windows(2).all(|w| w[1] - w[0] >= STEPS_PER_SECOND / 2));
    }

    #[test]
    fn none_comes_in_the_bosss_round() {
        let mut game = empty(8);
        game.call_boss(true);
        let mut outputs = Outputs::default();
        for _ in 0..60 * STEPS_PER_SECOND {
            game.move_enemies(&mut outputs);
        }
        assert!(game.state.enemies.is_empty());
    }

    #[test]
    fn a_ball_that_hits_one_is_deflected_and_its_owner_gets_a_hundred() {
        let mut game = empty(2);
        throw(&mut game, Vec2::new(140.0, 120.0), Vec2::new(0.0, -120.0));
        game.state.enemies.push(enemy(Vec2::new(140.0, 100.0)));
        let mut outputs = Outputs::default();
        while struck(&outputs).is_none() {
            step(&mut game, &mut outputs);
            assert!(game.state.balls[0].at.y > 100.0, "{:?}", game.state);
        }
        let ball = game.state.balls[0];
        assert!(ball.velocity.y > 0.0 && game.state.enemies.is_empty());
        let (by, seat) = (Striker::Ball(ball.id), Some(SeatIndex(0)));
        assert_eq!(struck(&outputs), Some((by, seat)));
        assert_eq!((game.state.team_score, game.state.scores[0]), (100, 100));
        assert_eq!(game.state.tallies[0].enemies, 1);
    }

    #[test]
    fn one_that_runs_into_a_ball_from_behind_is_gone_too() {
        let mut game = empty(1);
        throw(&mut game, Vec2::new(140.0, 120.0), Vec2::new(60.0, 20.0));
        game.state.enemies.push(enemy(Vec2::new(139.0, 112.0)));
        let mut outputs = Outputs::default();
        game.move_enemies(&mut outputs);
        assert!(struck(&outputs).is_some());
        assert_eq!(game.state.balls[0].velocity, Vec2::new(60.0, 20.0));
    }

    #[test]
    fn a_paddle_rams_one_unless_it_is_out() {
        for out in [0, 5] {
            let mut game = empty(1);
            let x = game.state.paddles[0].x;
            game.state.paddles[0].out = out;
            let at = Vec2::new(x, PADDLE_Y - 6.0);
            game.state.enemies.push(enemy(at));
            let mut outputs = Outputs::default();
            game.move_enemies(&mut outputs);
            let expected = (out == 0).then_some((Striker::Paddle, Some(SeatIndex(0))));
            assert_eq!(struck(&outputs), expected);
            let felt = outputs.events.iter();
            let felt = felt.filter(|e| matches!(e, GameEvent::Rumble(_))).count();
            assert_eq!(felt, usize::from(out == 0));
        }
    }

    #[test]
    fn of_two_paddles_over_each_other_the_nearer_rams_it() {
        for (places, seat) in [([140.0, 148.0], 1), ([148.0, 140.0], 0)] {
            let mut game = empty(2);
            for (paddle, x) in game.state.paddles.iter_mut().zip(places) {
                paddle.x = x;
            }
            let at = Vec2::new(147.0, PADDLE_Y - 6.0);
            game.state.enemies.push(enemy(at));
            let mut outputs = Outputs::default();
            game.move_enemies(&mut outputs);
            let expected = (Striker::Paddle, Some(SeatIndex(seat)));
            assert_eq!(struck(&outputs), Some(expected));
        }
    }

    #[test]
    fn a_shot_hits_what_its_tip_touches() {
        let mut game = empty(3);
        game.state.enemies.push(enemy(Vec2::new(140.0, 100.0)));
        let mut outputs = Outputs::default();
        let mut shoot = |x, y| {
            let (by, seat) = (Striker::Shot(4), SeatIndex(2));
            game.strike_enemy_at(Vec2::new(x, y), by, seat, &mut outputs)
        };
        assert!(!shoot(147.0, 100.0) && shoot(144.0, 103.0) && !shoot(144.0, 103.0));
        assert_eq!(game.state.scores[2], 100);
    }

    #[test]
    fn one_that_falls_past_the_paddles_is_gone_for_nothing() {
        let mut game = empty(1);
        game.state.enemies.push(enemy(Vec2::new(20.0, 195.0)));
        let mut outputs = Outputs::default();
        let left = (0..3 * STEPS_PER_SECOND).find(|_| {
            game.move_enemies(&mut outputs);
            game.state.enemies.is_empty()
        });
        assert!(left.is_some() && outputs.details.is_empty() && game.state.team_score == 0);
    }

    #[test]
    fn what_no_game_comes_to_is_not_sound() {
        let sound = || {
            let mut game = empty(1);
            game.state.enemies.push(enemy(Vec2::new(140.0, 100.0)));
            game.state.gates[1] = 9;
            game
        };
        let game = sound();
        assert!(are_sound(&game.state, game.enemy_pause));
        let spoil: [fn(&mut Arkanoid); 8] = [
            |g| g.state.enemies[0].at.x = f32::NAN,
            |g| g.state.enemies[0].at.y = 1e9,
            |g| g.state.enemies[0].at.x = 0.0,
            |g| g.state.enemies[0].velocity.x = f32::INFINITY,
            |g| g.state.enemies = vec![g.state.enemies[0]; 2],
            |g| {
                g.state.enemies = (0..7)
                    .map(|id| Enemy {
                        id,
                        ..g.state.enemies[0]
                    })
                    .collect()
            },
            |g| g.state.gates[1] = GATE_STEPS + 1,
            |g| g.enemy_pause = u32::MAX,
        ];
        for (at, spoil) in spoil.into_iter().enumerate() {
            let mut game = sound();
            spoil(&mut game);
            assert!(!are_sound(&game.state, game.enemy_pause), "{at}");
        }
    }
}
