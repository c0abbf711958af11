//! The boss of the last round: how it moves, takes hits and shoots, and what its bolts do to paddles.
//! Knows no level; of balls and bricks only where they are, for it steps on none.

use super::geometry::{Rounded, Vec2};
use super::play::STEP;
use super::state::{
    BALL_RADIUS, BOLT_RADIUS, BOSS_CORNER, BRICK_HEIGHT, BRICK_WIDTH, Ball, Bolt, Boss, Cell,
    FIELD_HEIGHT, FIELD_WIDTH, Grid, MAX_BOLTS, MAX_PADDLES, PADDLE_HEIGHT, PADDLE_Y, Paddle,
    Power, STEPS_PER_SECOND, State,
};
use super::{Arkanoid, Event, feel, paddles, points};
use crate::game::{Outputs, SeatIndex};

/// Where the boss stands at first, and sways around.
pub(super) const PLACE: Vec2 = Vec2::new(FIELD_WIDTH / 2.0, 70.0);
/// Half of its width and height.
pub(super) const HALF: Vec2 = Vec2::new(28.0, 32.0);
/// How far it sways to each side.
pub(super) const SWAY: f32 = 60.0;
/// Steps that it takes to sway there and back.
const SWAY_STEPS: u64 = 14 * STEPS_PER_SECOND as u64;
/// As fast as it moves, in units per second: half as much again as it must, to catch up where it had to wait for a ball.
const PACE: f32 = 26.0;
/// Hits that it takes with one paddle, and with each further one.
const HITS: u32 = 16;
const HITS_EACH: u32 = 4;
/// What each hit is worth.
const POINTS: i32 = 500;
/// Steps that it shows a hit, and takes no other.
const HURT_STEPS: u32 = STEPS_PER_SECOND / 5;
/// Steps between two volleys: of a fresh boss, and what is left of them of one that takes one more hit.
const AIM_STEPS: u32 = 3 * STEPS_PER_SECOND;
const LEAST_AIM_STEPS: u32 = 3 * STEPS_PER_SECOND / 2;
/// How fast a bolt flies.
const BOLT_SPEED: f32 = 85.0;
/// Where its mouth is, below its middle.
const MOUTH: f32 = 14.0;
/// Steps that a paddle is out when a bolt meets it.
pub(super) const OUT_STEPS: u32 = 3 * STEPS_PER_SECOND;

impl Boss {
    /// A fresh one, against that many paddles.
    pub(super) fn against(paddles: usize) -> Self {
        let further = paddles.clamp(1, MAX_PADDLES) as u32 - 1;
        let hits = HITS + HITS_EACH * further;
        Self {
            at: PLACE,
            half: HALF,
            hits_left: hits,
            hits_full: hits,
            hurt: 0,
            aim: AIM_STEPS,
        }
    }
}

impl Arkanoid {
    /// Moves the boss and lets it shoot.
    pub(super) fn move_boss(&mut self, outputs: &mut Outputs<Event>) {
        let State {
            boss: Some(boss),
            bricks,
            balls,
            steps,
            ..
        } = &mut self.state
        else {
            return;
        };
        boss.hurt = boss.hurt.saturating_sub(1);
        sway(boss, *steps, bricks, balls);
        boss.aim = boss.aim.saturating_sub(1);
        if boss.aim == 0 {
            boss.aim = aim_steps(boss);
            let mouth = Vec2::new(boss.at.x, boss.at.y + MOUTH);
            self.shoot(mouth, outputs);
        }
    }

    /// Moves the bolts, shoots down the paddles that they meet, and brings back those whose time has come.
    pub(super) fn move_bolts(&mut self, outputs: &mut Outputs<Event>) {
        self.bring_back(outputs);
        let mut index = 0;
        while let Some(bolt) = self.state.bolts.get_mut(index) {
            bolt.at = bolt.at.along(bolt.velocity, STEP);
            let bolt = *bolt;
            let met = self.state.paddles.iter().position(|p| meets(&bolt, p));
            if let Some(paddle) = met {
                self.shoot_down(paddle, outputs);
            }
            if met.is_some() || is_gone(&bolt) {
                self.state.bolts.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// Hits the boss if that place is in it: what a shot calls with its tip. Whether it was; a boss that is still hurt
    /// stops a shot, too.
    pub(super) fn strike_boss_at(
        &mut self,
        at: Vec2,
        seat: SeatIndex,
        outputs: &mut Outputs<Event>,
    ) -> bool {
        let is_in = |boss: &Boss| shape(boss, 0.0).gap(at) <= 0.0;
        let hit = self.state.boss.as_ref().is_some_and(is_in);
        if hit {
            self.strike_boss(at, Some(seat), outputs);
        }
        hit
    }

    /// Takes a hit from the boss, unless it still feels the last one.
    pub(super) fn strike_boss(
        &mut self,
        at: Vec2,
        seat: Option<SeatIndex>,
        outputs: &mut Outputs<Event>,
    ) {
        let Some(boss) = self.state.boss.as_mut().filter(|boss| boss.hurt == 0) else {
            return;
        };
        boss.hits_left = boss.hits_left.saturating_sub(1);
        boss.hurt = HURT_STEPS;
        let left = boss.hits_left;
        outputs.details.push(Event::BossHit { left, seat, at });
        self.drought = 0;
        points::score(&mut self.state, seat, POINTS, outputs);
    }

    /// Whether the round is done: the boss has taken its last hit, or where there is none, no brick that can break is left.
    pub(super) fn is_cleared(&self) -> bool {
        match &self.state.boss {
            Some(boss) => boss.hits_left == 0,
            None => self.state.bricks_left == 0,
        }
    }

    /// Whether nobody is left to play because bolts have shot down every paddle.
    pub(super) fn are_all_out(&self) -> bool {
        let paddles = &self.state.paddles;
        self.state.lives.is_some() && !paddles.is_empty() && !paddles.iter().any(Paddle::plays)
    }

    /// The boss's round begins, or one that it is not in.
    pub(super) fn call_boss(&mut self, wanted: bool) {
        let paddles = self.state.paddles.len();
        self.state.boss = wanted.then(|| Boss::against(paddles));
        self.dismiss_bolts();
    }

    /// Nobody has hit it for long: it loses a hit by itself, so that every game ends. Whether there is a boss.
    pub(super) fn tire_boss(&mut self, outputs: &mut Outputs<Event>) -> bool {
        let Some(at) = self.state.boss.as_ref().map(|boss| boss.at) else {
            return false;
        };
        self.strike_boss(at, None, outputs);
        true
    }

    /// Takes bolts away and brings every paddle back, before a round and after a life.
    pub(super) fn dismiss_bolts(&mut self) {
        self.state.bolts.clear();
        for paddle in &mut self.state.paddles {
            paddle.out = 0;
        }
        if let Some(boss) = &mut self.state.boss {
            boss.aim = aim_steps(boss);
        }
    }

    /// One bolt for every three paddles, each at a paddle of its own where there are enough.
    fn shoot(&mut self, from: Vec2, outputs: &mut Outputs<Event>) {
        let playing = self.state.paddles.iter().filter(|p| p.plays()).count();
        if playing == 0 {
            return;
        }
        let first = ((self.dice.spread() + 1.0) * 0.5 * playing as f32) as usize;
        for shot in 0..playing.div_ceil(3) {
            if self.state.bolts.len() >= MAX_BOLTS {
                return;
            }
            let mut targets = self.state.paddles.iter().filter(|p| p.plays());
            let Some(target) = targets.nth((first + 2 * shot) % playing) else {
                return;
            };
            let way = Vec2::new(target.x - from.x, PADDLE_Y - from.y).unit();
            let id = self.next_id;
            self.next_id = self.next_id.wrapping_add(1);
            self.state.bolts.push(Bolt {
                id,
                at: from,
                velocity: Vec2::new(way.x * BOLT_SPEED, way.y * BOLT_SPEED),
            });
            outputs.details.push(Event::BoltFired { at: from });
        }
    }

    /// A paddle that is shot down loses its power, and the balls that rest on it go to others.
    fn shoot_down(&mut self, index: usize, outputs: &mut Outputs<Event>) {
        let Some(paddle) = self.state.paddles.get_mut(index) else {
            return;
        };
        paddle.out = OUT_STEPS;
        paddle.power = Power::None;
        paddle.cooldown = 0;
        let seat = paddle.seat;
        let at = Vec2::new(paddle.x, PADDLE_Y);
        outputs.details.push(Event::PaddleOut { seat, at });
        feel::down(seat, outputs);
        paddles::fit_widths(&mut self.state.paddles);
        self.hand_on(seat);
    }

    fn bring_back(&mut self, outputs: &mut Outputs<Event>) {
        for paddle in &mut self.state.paddles {
            if paddle.out == 0 {
                continue;
            }
            paddle.out -= 1;
            if paddle.out == 0 {
                let seat = paddle.seat;
                outputs.details.push(Event::PaddleBack { seat });
            }
        }
    }
}

/// What a ball's centre must not enter around the boss.
pub(super) fn outline(boss: &Boss) -> Rounded {
    shape(boss, BALL_RADIUS)
}

/// The boss's own outline, grown by so much.
fn shape(boss: &Boss, by: f32) -> Rounded {
    Rounded {
        middle: boss.at,
        half: Vec2::new(boss.half.x - BOSS_CORNER, boss.half.y - BOSS_CORNER),
        margin: BOSS_CORNER + by,
    }
}

/// Sways to and fro by the clock of the game, and stops where it would step on a ball or a brick.
fn sway(boss: &mut Boss, steps: u64, bricks: &Grid, balls: &[Ball]) {
    let phase = (steps % SWAY_STEPS) as f32 / SWAY_STEPS as f32;
    // from -1.0 to 1.0 and back
    let side = (4.0 * (phase - 0.5).abs() - 1.0) * SWAY;
    let most = PACE * STEP;
    let by = (PLACE.x + side - boss.at.x).clamp(-most, most);
    let there = Boss {
        at: Vec2::new(boss.at.x + by, boss.at.y),
        ..*boss
    };
    let is_free = |ball: &Ball| outline(&there).gap(ball.at) > 0.0;
    if balls.iter().all(is_free) && !is_on_brick(&there, bricks) {
        boss.at = there.at;
    }
}

fn is_on_brick(boss: &Boss, bricks: &Grid) -> bool {
    bricks.iter().enumerate().any(|(row, line)| {
        line.iter().enumerate().any(|(column, brick)| {
            let at = Cell { column, row }.centre();
            brick.is_some()
                && (at.x - boss.at.x).abs() < boss.half.x + BRICK_WIDTH / 2.0
                && (at.y - boss.at.y).abs() < boss.half.y + BRICK_HEIGHT / 2.0
        })
    })
}

/// Steps to its next volley: the fewer hits it still takes, the sooner.
fn aim_steps(boss: &Boss) -> u32 {
    let hurry = (AIM_STEPS - LEAST_AIM_STEPS) as f32;
    let health = boss.hits_left as f32 / boss.hits_full.max(1) as f32;
    LEAST_AIM_STEPS + (hurry * health.min(1.0)) as u32
}

fn meets(bolt: &Bolt, paddle: &Paddle) -> bool {
    bolt.at.y > PADDLE_Y - PADDLE_HEIGHT / 2.0 - BOLT_RADIUS
        && paddle.plays()
        && paddles::bar(paddle, BOLT_RADIUS).gap(bolt.at) < 0.0
}

fn is_gone(bolt: &Bolt) -> bool {
    let field = -BOLT_RADIUS..=FIELD_WIDTH + BOLT_RADIUS;
    bolt.at.y > FIELD_HEIGHT + BOLT_RADIUS || !field.contains(&bolt.at.x)
}

/// Whether these can be the boss, its bolts and the paddles that they shot down of a game that is read from a file.
pub(super) fn are_sound(state: &State) -> bool {
    let alone = |bolt: &Bolt| state.bolts.iter().filter(|b| b.id == bolt.id).count() == 1;
    state.boss.as_ref().is_none_or(is_sound)
        && state.bolts.len() <= MAX_BOLTS
        && state.bolts.iter().all(|b| is_sound_bolt(b) && alone(b))
        && state.paddles.iter().all(|p| p.out <= OUT_STEPS)
}

fn is_sound(boss: &Boss) -> bool {
    let most = Boss::against(MAX_PADDLES).hits_full;
    (boss.at.x - PLACE.x).abs() <= SWAY + 1.0
        && boss.at.y == PLACE.y
        && boss.half == HALF
        && (HITS..=most).contains(&boss.hits_full)
        && (1..=boss.hits_full).contains(&boss.hits_left)
        && boss.hurt <= HURT_STEPS
        && boss.aim <= AIM_STEPS
}

/// It flies down, so that it leaves the field some time.
fn is_sound_bolt(bolt: &Bolt) -> bool {
    !is_gone(bolt)
        && (0.0..=FIELD_HEIGHT + BOLT_RADIUS).contains(&bolt.at.y)
        && (1.0..=BOLT_SPEED + 1.0).contains(&bolt.velocity.y)
        && bolt.velocity.x.abs() <= BOLT_SPEED + 1.0
}
