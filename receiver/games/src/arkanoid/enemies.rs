//! Enemies: how they come in through the gates, how each kind moves round the bricks, and what becomes of one that is
//! touched. Knows no boss, and of balls only where they are.

use super::geometry::{Rounded, Vec2};
use super::play::STEP;

use super::state::{
    BALL_RADIUS, BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, Ball, COLUMNS, Cell, ENEMY_RADIUS, Enemy,
    EnemyKind, FIELD_HEIGHT, FIELD_WIDTH, GATE_PLACES, GATES, Grid, MAX_ENEMIES, PADDLE_HEIGHT,
    PADDLE_Y, Paddle, ROWS, STEPS_PER_SECOND, State,
};
use super::{Arkanoid, Event, Striker, feel, paddles, points, turn};
use crate::dice::Dice;
use crate::game::{Outputs, SeatIndex};

/// What an enemy is worth.
const POINTS: i32 = 100;
/// Steps that a gate stays open for an enemy.
const GATE_STEPS: u32 = STEPS_PER_SECOND;
/// Steps before the first enemy of a round or of a new ball.
const FIRST_PAUSE: u32 = 6 * STEPS_PER_SECOND;
/// No pause between two enemies is longer.
const LONGEST_PAUSE: u32 = 10 * STEPS_PER_SECOND;
/// Where an enemy begins: above the field, behind its gate.
const BEHIND_GATE: f32 = -ENEMY_RADIUS;
/// How far ahead of itself an enemy looks for bricks.
const LOOK: f32 = 1.5;
/// Steps of a drifter's wave, there and back.
const WAVE_STEPS: u32 = 3 * STEPS_PER_SECOND;
/// Steps after which a crawler thinks again where to go.
const TURN_STEPS: u32 = 3 * STEPS_PER_SECOND / 4;
/// Cosine and sine of what an orbiter turns in a step: half a degree, so once round in three seconds.
const ORBIT: (f32, f32) = (0.999_961_9, 0.008_726_535);
/// No enemy is faster, in any round.
const FASTEST: f32 = 44.0;

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
            advance(enemy, pace, &state.bricks, dice);
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
        (ENEMY_RADIUS - 1.0..=FIELD_WIDTH - ENEMY_RADIUS + 1.0).contains(&enemy.at.x)
            && (BEHIND_GATE - 1.0..=FIELD_HEIGHT + ENEMY_RADIUS).contains(&enemy.at.y)
            && (0.0..=2.0 * FASTEST).contains(&enemy.velocity.length())
    };
    state.enemies.len() <= MAX_ENEMIES
        && state.enemies.iter().all(|e| is_sound(e) && alone(e))
        && state.gates.iter().all(|gate| *gate <= GATE_STEPS)
        && pause <= LONGEST_PAUSE
}

/// Enemies at once at most: more in later rounds, and more for more players.
fn most(round: u32, paddles: usize) -> usize {
    let by_round = 1 + (round as usize / 4).min(2);
    (by_round + paddles.saturating_sub(1) / 2).min(MAX_ENEMIES)
}

/// Steps until the next one may come: fewer in later rounds and for more players, and a little by chance.
fn pause(round: u32, paddles: usize, chance: f32) -> u32 {
    let seconds = (9.0 - 0.2 * round.min(25) as f32) * 4.0 / (3.0 + paddles.max(1) as f32);
    let steps = (seconds + chance) * STEPS_PER_SECOND as f32;
    (steps as u32).clamp(STEPS_PER_SECOND / 2, LONGEST_PAUSE)
}

/// How fast enemies move in a round, in units per second.
fn pace(round: u32) -> f32 {
    (24.0 + 0.8 * round.min(100) as f32).min(FASTEST)
}

fn distance(a: Vec2, b: Vec2) -> f32 {
    Vec2::new(a.x - b.x, a.y - b.y).length()
}

/// Moves one enemy through a step.
fn advance(enemy: &mut Enemy, pace: f32, bricks: &Grid, dice: &mut Dice) {
    enemy.age = enemy.age.saturating_add(1);
    if enemy.at.y < ENEMY_RADIUS {
        enemy.at.y += pace * STEP;
        return;
    }
    match enemy.kind {
        EnemyKind::Drifter => drift(enemy, pace, bricks),
        EnemyKind::Crawler => crawl(enemy, pace, bricks, dice),
        EnemyKind::Orbiter => orbit(enemy, pace, bricks),
    }
}

/// Down in a wave; along the bricks below it, to and fro, until there is a way down.
fn drift(enemy: &mut Enemy, pace: f32, bricks: &Grid) {
    enemy.velocity = if is_open(bricks, enemy.at.along(Vec2::new(0.0, 1.0), LOOK)) {
        Vec2::new(pace * swing(enemy.age), pace * 0.6)
    } else if enemy.velocity.x < 0.0 {
        Vec2::new(-pace, 0.0)
    } else {
        Vec2::new(pace, 0.0)
    };
    let (across, _) = slide(enemy, enemy.velocity, bricks);
    if !across {
        enemy.velocity.x = -enemy.velocity.x;
    }
}

/// Straight on, and round a corner where it meets something or has gone on for long.
fn crawl(enemy: &mut Enemy, pace: f32, bricks: &Grid, dice: &mut Dice) {
    let at_corner = !is_open(bricks, enemy.at.along(enemy.velocity.unit(), LOOK));
    if at_corner || enemy.age.is_multiple_of(TURN_STEPS) {
        let way = corner(enemy.at, bricks, dice);
        enemy.velocity = Vec2::new(way.x * pace, way.y * pace);
    }
    slide(enemy, enemy.velocity, bricks);
}

/// A way that is open: rather down, else aside, else up.
fn corner(at: Vec2, bricks: &Grid, dice: &mut Dice) -> Vec2 {
    const DOWN: Vec2 = Vec2::new(0.0, 1.0);
    const UP: Vec2 = Vec2::new(0.0, -1.0);
    let side = Vec2::new(if dice.coin() { 1.0 } else { -1.0 }, 0.0);
    let other = Vec2::new(-side.x, 0.0);
    let ways = if dice.coin() {
        [DOWN, side, other, UP]
    } else {
        [side, other, DOWN, UP]
    };
    let is_open = |way: &Vec2| is_open(bricks, at.along(*way, LOOK));
    ways.into_iter().find(is_open).unwrap_or(UP)
}

/// In circles that sink.
fn orbit(enemy: &mut Enemy, pace: f32, bricks: &Grid) {
    let (cos, sin) = ORBIT;
    let Vec2 { x, y } = enemy.velocity.unit();
    let way = Vec2::new(x * cos - y * sin, x * sin + y * cos).unit();
    enemy.velocity = Vec2::new(way.x * pace, way.y * pace);
    let sinking = Vec2::new(enemy.velocity.x, enemy.velocity.y + 0.25 * pace);
    let (across, along) = slide(enemy, sinking, bricks);
    if !across {
        enemy.velocity.x = -enemy.velocity.x;
    }
    if !along {
        enemy.velocity.y = -enemy.velocity.y;
    }
}

/// From -1.0 to 1.0 and back, smoothly: two parabolas, for a sine differs between machines.
fn swing(age: u32) -> f32 {
    let t = (age % WAVE_STEPS) as f32 / WAVE_STEPS as f32;
    if t < 0.5 {
        16.0 * t * (0.5 - t)
    } else {
        -16.0 * (t - 0.5) * (1.0 - t)
    }
}

/// Moves an enemy across and then up or down, each as far as nothing is in the way; whether each of the two was free.
fn slide(enemy: &mut Enemy, velocity: Vec2, bricks: &Grid) -> (bool, bool) {
    let across = go(enemy, Vec2::new(velocity.x * STEP, 0.0), bricks);
    let along = go(enemy, Vec2::new(0.0, velocity.y * STEP), bricks);
    (across, along)
}

fn go(enemy: &mut Enemy, by: Vec2, bricks: &Grid) -> bool {
    let to = enemy.at.along(by, 1.0);
    // One that stands in a brick, as only a game that was read from a file can have it, gets out again.
    let is_free = is_open(bricks, to) || !is_open(bricks, enemy.at);
    if is_free {
        let x = to.x.clamp(ENEMY_RADIUS, FIELD_WIDTH - ENEMY_RADIUS);
        enemy.at = Vec2::new(x, to.y.max(ENEMY_RADIUS));
    }
    is_free
}

/// Whether an enemy can be there: within the walls, and in no brick. There is no wall at the bottom.
fn is_open(bricks: &Grid, at: Vec2) -> bool {
    let walls = ENEMY_RADIUS..=FIELD_WIDTH - ENEMY_RADIUS;
    walls.contains(&at.x) && at.y >= ENEMY_RADIUS && !is_in_brick(bricks, at)
}

fn is_in_brick(bricks: &Grid, at: Vec2) -> bool {
    let span = |at: f32, origin: f32, size: f32, count: usize| {
        // Casts from below zero stop at zero.
        let low = ((at - ENEMY_RADIUS - origin) / size) as usize;
        let high = ((at + ENEMY_RADIUS - origin) / size + 1.0) as usize;
        low..high.min(count)
    };
    let columns = span(at.x, 0.0, BRICK_WIDTH, COLUMNS);
    let mut rows = span(at.y, BRICKS_TOP, BRICK_HEIGHT, ROWS);
    rows.any(|row| {
        columns.clone().any(|column| {
            let outline = Rounded {
                middle: Cell { column, row }.centre(),
                half: Vec2::new(BRICK_WIDTH / 2.0, BRICK_HEIGHT / 2.0),
                margin: ENEMY_RADIUS,
            };
            bricks[row][column].is_some() && outline.gap(at) < 0.0
        })
    })
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

/// Whose paddle an enemy touches.
fn rammer(paddles: &[Paddle], enemy: &Enemy) -> Option<SeatIndex> {
    if enemy.at.y < PADDLE_Y - PADDLE_HEIGHT / 2.0 - ENEMY_RADIUS {
        return None;
    }
    let touches =
        |paddle: &&Paddle| paddle.plays() && paddles::bar(paddle, ENEMY_RADIUS).gap(enemy.at) < 0.0;
    paddles.iter().find(touches).map(|paddle| paddle.seat)
}
