//! The checksum of a whole game: everything that decides its future, in a fixed order.

use super::Arkanoid;
use super::geometry::Vec2;
use super::state::{
    Ball, Boss, Brick, BrickKind, Enemy, EnemyKind, Mode, Paddle, Phase, Power, Tally,
};
use crate::checksum::Checksum;

impl Arkanoid {
    pub(super) fn sum(&self) -> u64 {
        let mut sum = Checksum::default();
        let state = &self.state;
        self.dice.checksum(&mut sum);
        self.levels.checksum(&mut sum);
        sum.u64(state.steps);
        phase(&mut sum, state.phase);
        sum.u32(state.round);
        sum.u32(state.lives.map_or(0, |lives| lives + 1));
        for place in state.bricks.iter().flatten() {
            brick(&mut sum, *place);
        }
        sum.u32(state.bricks_left);
        sum.u32(state.paddles.len() as u32);
        for each in &state.paddles {
            paddle(&mut sum, each);
        }
        sum.u32(state.balls.len() as u32);
        for each in &state.balls {
            ball(&mut sum, each);
        }
        for score in state.scores {
            sum.i64(score);
        }
        sum.i64(state.team_score);
        sum.u32(u32::from(self.server));
        sum.u32(self.next_id);
        sum.u32(self.drought);
        sum.bytes(&self.patter);
        self.sum_foes(&mut sum);
        self.sum_powers(&mut sum);
        self.sum_players(&mut sum);
        sum.finish()
    }
}

impl Arkanoid {
    fn sum_powers(&self, sum: &mut Checksum) {
        let state = &self.state;
        sum.u32(state.capsules.len() as u32);
        for capsule in &state.capsules {
            sum.u32(capsule.id);
            sum.u8(capsule.kind.letter() as u8);
            vec2(sum, capsule.at);
        }
        sum.u32(state.shots.len() as u32);
        for shot in &state.shots {
            sum.u32(shot.id);
            sum.u32(u32::from(shot.seat.0));
            vec2(sum, shot.at);
        }
        sum.u8(u8::from(state.door));
        sum.bytes(&self.pushes);
        sum.u8(self.last_capsule.map_or(0, |kind| kind.letter() as u8));
    }

    fn sum_players(&self, sum: &mut Checksum) {
        let state = &self.state;
        sum.u8(match state.mode {
            Mode::Coop => 0,
            Mode::Versus => 1,
            Mode::Endless => 2,
        });
        sum.u32(state.rounds.unwrap_or(0));
        sum.i64(state.next_life.unwrap_or(0));
        sum.u8(u8::from(self.makes_wait));
        sum.u32(state.waiting.len() as u32);
        for seat in &state.waiting {
            sum.u32(u32::from(seat.0));
        }
        for tally in &state.tallies {
            let Tally {
                bricks,
                saves,
                lost,
                capsules,
                enemies,
                assists,
                best_combo,
            } = *tally;
            for count in [bricks, saves, lost, capsules, enemies, assists, best_combo] {
                sum.u32(count);
            }
        }
    }
}

impl Arkanoid {
    fn sum_foes(&self, sum: &mut Checksum) {
        let state = &self.state;
        sum.u32(state.enemies.len() as u32);
        for each in &state.enemies {
            enemy(sum, each);
        }
        for gate in state.gates {
            sum.u32(gate);
        }
        sum.u32(self.enemy_pause);
        boss(sum, state.boss.as_ref());
        sum.u32(state.bolts.len() as u32);
        for bolt in &state.bolts {
            sum.u32(bolt.id);
            vec2(sum, bolt.at);
            vec2(sum, bolt.velocity);
        }
    }
}

fn vec2(sum: &mut Checksum, at: Vec2) {
    sum.f32(at.x);
    sum.f32(at.y);
}

fn enemy(sum: &mut Checksum, enemy: &Enemy) {
    sum.u32(enemy.id);
    sum.u8(match enemy.kind {
        EnemyKind::Drifter => 0,
        EnemyKind::Crawler => 1,
        EnemyKind::Orbiter => 2,
    });
    vec2(sum, enemy.at);
    vec2(sum, enemy.velocity);
    sum.u32(enemy.age);
}

fn boss(sum: &mut Checksum, boss: Option<&Boss>) {
    let Some(boss) = boss else {
        return sum.u8(0);
    };
    sum.u8(1);
    vec2(sum, boss.at);
    vec2(sum, boss.half);
    for number in [boss.hits_left, boss.hits_full, boss.hurt, boss.aim] {
        sum.u32(number);
    }
}

fn phase(sum: &mut Checksum, phase: Phase) {
    let (kind, steps_left) = match phase {
        Phase::RoundIntro { steps_left } => (0, steps_left),
        Phase::Playing => (1, 0),
        Phase::BallLost { steps_left } => (2, steps_left),
        Phase::Won => (3, 0),
        Phase::Lost => (4, 0),
    };
    sum.u8(kind);
    sum.u32(steps_left);
}

fn brick(sum: &mut Checksum, place: Option<Brick>) {
    let Some(brick) = place else {
        return sum.u8(0);
    };
    let kind = match brick.kind {
        BrickKind::Plain => 1,
        BrickKind::Silver => 2,
        BrickKind::Gold => 3,
    };
    sum.bytes(&[kind, brick.colour, brick.hits_left]);
}

fn paddle(sum: &mut Checksum, paddle: &Paddle) {
    sum.u32(u32::from(paddle.seat.0));
    sum.f32(paddle.x);
    sum.f32(paddle.width);
    sum.f32(paddle.velocity);
    sum.u8(match paddle.power {
        Power::None => 0,
        Power::Wide => 1,
        Power::Catch => 2,
        Power::Laser => 3,
    });
    sum.u32(paddle.cooldown);
    sum.u32(paddle.out);
}

fn ball(sum: &mut Checksum, ball: &Ball) {
    sum.u32(ball.id);
    for v in [
        ball.at.x,
        ball.at.y,
        ball.velocity.x,
        ball.velocity.y,
        ball.speed,
    ] {
        sum.f32(v);
    }
    sum.u32(ball.owner.map_or(0, |s| u32::from(s.0) + 1));
    sum.u32(ball.resting.map_or(0, |r| u32::from(r.seat.0) + 1));
    sum.f32(ball.resting.map_or(0.0, |r| r.offset));
    sum.u32(ball.resting.map_or(0, |r| r.steps_left));
    sum.u32(ball.helper.map_or(0, |s| u32::from(s.0) + 1));
    sum.u32(ball.hits);
    sum.u32(ball.combo);
    sum.u32(ball.idle_bounces);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, lay, throw};
    use crate::arkanoid::{Bolt, Capsule, CapsuleKind, Cell, Resting, Shot};
    use crate::game::SeatIndex;
    use couchpad_protocol::{decode, encode};

    /// A game with at least one of everything that there is.
    fn full() -> Arkanoid {
        let mut game = empty(3);
        let at = Vec2::new(50.0, 60.0);
        throw(&mut game, at, Vec2::new(10.0, -100.0));
        throw(&mut game, at, Vec2::default());
        let state = &mut game.state;
        state.balls[0].helper = Some(SeatIndex(1));
        state.balls[1].resting = Some(Resting {
            seat: SeatIndex(2),
            offset: 3.0,
            steps_left: 7,
        });
        state.capsules.push(Capsule {
            id: 5,
            kind: CapsuleKind::Laser,
            at,
        });
        let seat = SeatIndex(1);
        state.shots.push(Shot { id: 6, seat, at });
        state.enemies.extend(EnemyKind::ALL.map(|kind| Enemy {
            id: 7 + kind as u32,
            kind,
            at,
            velocity: Vec2::new(1.0, 2.0),
            age: 9,
        }));
        state.boss = Some(Boss::against(3));
        state.bolts.push(Bolt {
            id: 11,
            at,
            velocity: Vec2::new(1.0, 2.0),
        });
        state.waiting.push(SeatIndex(6));
        for (paddle, power) in state.paddles.iter_mut().zip([Power::Wide, Power::Laser]) {
            paddle.power = power;
        }
        for (row, kind) in [BrickKind::Plain, BrickKind::Silver, BrickKind::Gold]
            .into_iter()
            .enumerate()
        {
            lay(&mut game, Cell { column: 1, row }, kind, 1);
        }
        game.last_capsule = Some(CapsuleKind::Slow);
        game
    }

    /// Whatever is written of a game is in its sum: no byte of it can be another unnoticed.
    #[test]
    fn everything_that_is_written_is_summed() {
        let game = full();
        let written = encode(&game, 1 << 16).unwrap();
        let mut read = 0;
        for at in 0..written.len() {
            for flip in [1, 2, 0x40, 0x80] {
                let mut other = written.clone();
                other[at] ^= flip;
                let Ok(other) = decode::<Arkanoid>(&other, 1 << 16) else {
                    continue;
                };
                read += 1;
                assert_ne!(other.sum(), game.sum(), "byte {at} of {}", written.len());
            }
        }
        assert!(read > written.len(), "{read} of {}", written.len());
    }
}
