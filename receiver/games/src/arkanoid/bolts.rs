//! What the boss shoots, and the paddles that are out because a bolt met them. Knows no boss but where its mouth is.

use super::geometry::Vec2;
use super::play::STEP;
use super::state::{
    BOLT_RADIUS, Bolt, FIELD_HEIGHT, FIELD_WIDTH, MAX_BOLTS, PADDLE_HEIGHT, PADDLE_Y, Paddle,
    Power, STEPS_PER_SECOND, State,
};
use super::{Arkanoid, Event, boss, feel, paddles};
use crate::game::{Outputs, SeatIndex};

/// How fast a bolt flies.
const BOLT_SPEED: f32 = 85.0;
/// Steps that a paddle is out when a bolt meets it.
const OUT_STEPS: u32 = 3 * STEPS_PER_SECOND;

impl Arkanoid {
    /// Moves the bolts, shoots down the paddles that they meet, and brings back those whose time has come.
    pub(super) fn move_bolts(&mut self, outputs: &mut Outputs<Event>) {
        self.bring_back(outputs);
        let mut index = 0;
        while let Some(bolt) = self.state.bolts.get_mut(index) {
            bolt.at = bolt.at.along(bolt.velocity, STEP);
            let bolt = *bolt;
            let met = self.state.paddles.iter().filter(|p| meets(&bolt, p));
            let met = paddles::nearest(met, bolt.at.x).map(|paddle| paddle.seat);
            if let Some(seat) = met {
                self.shoot_down(seat, outputs);
            }
            if met.is_some() || is_gone(&bolt) {
                self.state.bolts.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// Whether nobody is left to play because bolts have shot down every paddle.
    pub(super) fn are_all_out(&self) -> bool {
        let paddles = &self.state.paddles;
        self.state.lives.is_some() && !paddles.is_empty() && !paddles.iter().any(Paddle::plays)
    }

    /// Takes bolts away and brings every paddle back, before a round and after a life.
    pub(super) fn dismiss_bolts(&mut self) {
        self.state.bolts.clear();
        for paddle in &mut self.state.paddles {
            paddle.out = 0;
        }
        if let Some(boss) = &mut self.state.boss {
            boss.aim = boss::aim_steps(boss);
        }
    }

    /// One bolt for every three paddles, each at a paddle of its own where there are enough.
    pub(super) fn shoot(&mut self, from: Vec2, outputs: &mut Outputs<Event>) {
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
    fn shoot_down(&mut self, seat: SeatIndex, outputs: &mut Outputs<Event>) {
        let mut paddles = self.state.paddles.iter_mut();
        let Some(paddle) = paddles.find(|paddle| paddle.seat == seat) else {
            return;
        };
        paddle.out = OUT_STEPS;
        let at = Vec2::new(paddle.x, PADDLE_Y);
        outputs.details.push(Event::PaddleOut { seat, at });
        feel::down(seat, outputs);
        self.give_power(seat, Power::None);
        self.hand_on(seat);
    }

    fn bring_back(&mut self, outputs: &mut Outputs<Event>) {
        let mut is_one_back = false;
        for paddle in &mut self.state.paddles {
            if paddle.out == 0 {
                continue;
            }
            paddle.out -= 1;
            if paddle.out == 0 {
                let seat = paddle.seat;
                outputs.details.push(Event::PaddleBack { seat });
                is_one_back = true;
            }
        }
        if is_one_back {
            // it may be back in the very place where a ball is
            self.after_seating();
        }
    }
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

/// Whether these can be the bolts, and the paddles that they shot down, of a game that is read from a file.
pub(super) fn are_sound(state: &State) -> bool {
    let alone = |bolt: &Bolt| state.bolts.iter().filter(|b| b.id == bolt.id).count() == 1;
    state.bolts.len() <= MAX_BOLTS
        && state.bolts.iter().all(|b| is_sound(b) && alone(b))
        && state.paddles.iter().all(|p| p.out <= OUT_STEPS)
}

/// It flies down, so that it leaves the field some time.
fn is_sound(bolt: &Bolt) -> bool {
    !is_gone(bolt)
        && (0.0..=FIELD_HEIGHT + BOLT_RADIUS).contains(&bolt.at.y)
        && (1.0..=BOLT_SPEED + 1.0).contains(&bolt.velocity.y)
        && bolt.velocity.x.abs() <= BOLT_SPEED + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, step, throw};
    use crate::arkanoid::{Event, Phase};

    /// A game with the boss and a ball that goes nowhere, so that nothing but bolts happens.
    fn with_boss(paddles: u16) -> Arkanoid {
        let mut game = empty(paddles);
        game.state.round = super::super::ROUNDS;
        game.call_boss(true);
        throw(&mut game, Vec2::new(10.0, 150.0), Vec2::new(0.0, -0.001));
        game
    }

    fn steps_until(game: &mut Arkanoid, wanted: impl Fn(&Event) -> bool) -> u32 {
        let mut outputs = Outputs::default();
        for count in 1..20 * STEPS_PER_SECOND {
            step(game, &mut outputs);
            if outputs.details.iter().any(&wanted) {
                return count;
            }
        }
        panic!("it never came: {:?}", game.state);
    }

    #[test]
    fn a_bolt_flies_at_a_paddle() {
        let mut game = with_boss(1);
        steps_until(&mut game, |e| matches!(e, Event::BoltFired { .. }));
        let bolt = game.state.bolts[0];
        let seconds = (PADDLE_Y - bolt.at.y) / bolt.velocity.y;
        let x = bolt.at.x + bolt.velocity.x * seconds;
        assert!((x - game.state.paddles[0].x).abs() < 1.0, "{bolt:?}");
        assert!((bolt.velocity.length() - BOLT_SPEED).abs() < 0.01);
    }

    #[test]
    fn the_more_paddles_the_more_bolts_at_once() {
        for (paddles, bolts) in [(1, 1), (3, 1), (4, 2), (8, 3)] {
            let mut game = with_boss(paddles);
            steps_until(&mut game, |e| matches!(e, Event::BoltFired { .. }));
            assert_eq!(game.state.bolts.len(), bolts, "{paddles}");
        }
        let mut game = with_boss(8);
        let mut outputs = Outputs::default();
        (0..99).for_each(|_| game.shoot(Vec2::new(140.0, 80.0), &mut outputs));
        assert_eq!(game.state.bolts.len(), MAX_BOLTS);
    }

    #[test]
    fn a_paddle_that_one_meets_costs_a_lone_player_a_life() {
        let mut game = with_boss(1);
        let lives = game.state.lives.unwrap();
        game.state.paddles[0].power = Power::Laser;
        steps_until(&mut game, |e| matches!(e, Event::LifeLost { .. }));
        assert_eq!(game.state.lives, Some(lives - 1));
        assert!(matches!(game.state.phase, Phase::BallLost { .. }));
        assert!(game.state.balls.is_empty() && game.state.bolts.is_empty());
        let paddle = game.state.paddles[0];
        assert!(paddle.plays() && paddle.power == Power::None);
        let hits = game.state.boss.unwrap().hits_left;
        assert_eq!(hits, 16);
    }

    #[test]
    fn among_several_the_others_play_on_and_it_is_back_after_three_seconds() {
        let mut game = with_boss(2);
        let lives = game.state.lives;
        let is_out = |e: &Event| matches!(e, Event::PaddleOut { .. });
        steps_until(&mut game, is_out);
        let out: Vec<_> = game.state.paddles.iter().filter(|p| !p.plays()).collect();
        let [out] = out[..] else {
            panic!("{:?}", game.state.paddles);
        };
        let back = Event::PaddleBack { seat: out.seat };
        game.state.boss = None;
        game.state.bricks_left = 1;
        game.state.bolts.clear();
        assert_eq!(steps_until(&mut game, |e| *e == back), OUT_STEPS);
        assert!(game.state.lives == lives && game.state.phase == Phase::Playing);
        assert!(game.state.paddles.iter().all(Paddle::plays));
    }

    #[test]
    fn a_paddle_that_is_out_saves_no_ball_and_holds_none() {
        let mut game = with_boss(2);
        game.state.balls.clear();
        game.serve();
        let holder = game.state.balls[0].resting.unwrap().seat;
        let index = usize::from(holder.0);
        game.shoot_down(holder, &mut Outputs::default());
        let rest = game.state.balls[0].resting.unwrap();
        assert_eq!(rest.seat, SeatIndex(1 - holder.0));

        let x = game.state.paddles[index].x;
        game.state.boss = None;
        game.state.bricks_left = 1;
        game.state.balls.clear();
        throw(&mut game, Vec2::new(x, 190.0), Vec2::new(0.0, 200.0));
        steps_until(&mut game, |e| matches!(e, Event::BallLost { .. }));
    }

    #[test]
    fn of_two_paddles_over_each_other_it_meets_the_nearer() {
        for (places, out) in [
            ([140.0, 148.0], [false, true]),
            ([148.0, 140.0], [true, false]),
        ] {
            let mut game = with_boss(2);
            for (paddle, x) in game.state.paddles.iter_mut().zip(places) {
                paddle.x = x;
            }
            game.state.bolts.push(Bolt {
                id: 900,
                at: Vec2::new(147.0, PADDLE_Y - 5.0),
                velocity: Vec2::new(0.0, BOLT_SPEED),
            });
            game.move_bolts(&mut Outputs::default());
            let shot_down: Vec<_> = game.state.paddles.iter().map(|p| !p.plays()).collect();
            assert_eq!(shot_down, out);
        }
    }

    #[test]
    fn when_the_last_one_is_out_a_life_is_gone() {
        let mut game = with_boss(3);
        let lives = game.state.lives.unwrap();
        let mut outputs = Outputs::default();
        game.shoot_down(SeatIndex(0), &mut outputs);
        game.shoot_down(SeatIndex(2), &mut outputs);
        step(&mut game, &mut outputs);
        assert_eq!(game.state.lives, Some(lives));
        game.shoot_down(SeatIndex(1), &mut outputs);
        step(&mut game, &mut outputs);
        assert_eq!(game.state.lives, Some(lives - 1));
    }

    #[test]
    fn bolts_leave_the_field() {
        let mut game = with_boss(8);
        let mut outputs = Outputs::default();
        game.shoot(Vec2::new(140.0, 80.0), &mut outputs);
        game.state.paddles.clear();
        for _ in 0..5 * STEPS_PER_SECOND {
            assert!(game.state.bolts.iter().all(is_sound));
            game.move_bolts(&mut outputs);
        }
        assert!(game.state.bolts.is_empty());
    }

    #[test]
    fn what_no_game_comes_to_is_not_sound() {
        let sound = || {
            let mut game = with_boss(8);
            game.shoot(Vec2::new(140.0, 84.0), &mut Outputs::default());
            game.state.paddles[3].out = OUT_STEPS;
            game
        };
        assert!(super::are_sound(&sound().state));
        let spoil: [fn(&mut Arkanoid); 7] = [
            |g| g.state.bolts[0].at.y = f32::NAN,
            |g| g.state.bolts[0].at.x = -50.0,
            |g| g.state.bolts[0].velocity.y = -1.0,
            |g| g.state.bolts[0].velocity.x = 1e9,
            |g| g.state.bolts[1] = g.state.bolts[0],
            |g| g.state.bolts = vec![g.state.bolts[0]; 13],
            |g| g.state.paddles[3].out = OUT_STEPS + 1,
        ];
        for (at, spoil) in spoil.into_iter().enumerate() {
            let mut game = sound();
            spoil(&mut game);
            assert!(!super::are_sound(&game.state), "{at}");
        }
    }
}
