//! The boss of the last round: how it moves, takes hits and shoots, and what its bolts do to paddles.
//! Knows no level; of balls and bricks only where they are, for it steps on none. Bolts are in `bolts`.

use super::geometry::{Rounded, Vec2};
use super::play::STEP;
use super::state::{
    BALL_RADIUS, BOSS_CORNER, BRICK_HEIGHT, BRICK_WIDTH, Ball, Boss, Cell, FIELD_WIDTH, Grid,
    MAX_PADDLES, STEPS_PER_SECOND,
};
use super::{Arkanoid, Event, points, rounds};
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
/// Where its mouth is, below its middle.
const MOUTH: f32 = 14.0;

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
        let Some(boss) = &mut self.state.boss else {
            return;
        };
        boss.hurt = boss.hurt.saturating_sub(1);
        sway(boss, self.state.steps, &self.state.balls);
        boss.aim = boss.aim.saturating_sub(1);
        if boss.aim == 0 {
            boss.aim = aim_steps(boss);
            let mouth = Vec2::new(boss.at.x, boss.at.y + MOUTH);
            self.shoot(mouth, outputs);
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
        if self.weaken_boss(at, seat, outputs) {
            points::score(&mut self.state, seat, POINTS, outputs);
        }
    }

    /// Whether it was a hit that counts.
    fn weaken_boss(
        &mut self,
        at: Vec2,
        seat: Option<SeatIndex>,
        outputs: &mut Outputs<Event>,
    ) -> bool {
        let Some(boss) = self.state.boss.as_mut().filter(|boss| boss.hurt == 0) else {
            return false;
        };
        boss.hits_left = boss.hits_left.saturating_sub(1);
        boss.hurt = HURT_STEPS;
        let left = boss.hits_left;
        outputs.details.push(Event::BossHit { left, seat, at });
        self.drought = 0;
        true
    }

    /// Whether the round is done: the boss has taken its last hit, or where there is none, no brick that can break is left.
    pub(super) fn is_cleared(&self) -> bool {
        match &self.state.boss {
            Some(boss) => boss.hits_left == 0,
            None => self.state.bricks_left == 0,
        }
    }

    /// The boss's round begins, or one that it is not in. Bricks that are in its way are gone.
    pub(super) fn call_boss(&mut self, wanted: bool) {
        self.state.boss = wanted.then(|| Boss::against(self.state.paddles.len()));
        if wanted {
            clear_way(&mut self.state.bricks);
            self.state.bricks_left = rounds::breakable(&self.state.bricks);
        }
        self.dismiss_bolts();
    }

    /// Until its round begins, it takes the hits that the paddles then there call for.
    pub(super) fn size_up_boss(&mut self) {
        let paddles = self.state.paddles.len();
        if let Some(boss) = &mut self.state.boss {
            let Boss { hits_full, .. } = Boss::against(paddles);
            (boss.hits_left, boss.hits_full) = (hits_full, hits_full);
        }
    }

    /// It takes more hits when there are more paddles than it was made for. Who leaves takes none away, so that leaving and
    /// coming back brings none either.
    pub(super) fn brace_boss(&mut self) {
        let paddles = self.state.paddles.len();
        if let Some(boss) = &mut self.state.boss {
            let Boss { hits_full, .. } = Boss::against(paddles);
            let more = hits_full.saturating_sub(boss.hits_full);
            boss.hits_full += more;
            boss.hits_left += more;
        }
    }

    /// Nobody has hit it for long: it loses a hit by itself, so that every game ends; nobody earned
    /// points for that. Whether there is a boss.
    pub(super) fn tire_boss(&mut self, outputs: &mut Outputs<Event>) -> bool {
        let Some(at) = self.state.boss.as_ref().map(|boss| boss.at) else {
            return false;
        };
        self.weaken_boss(at, None, outputs);
        true
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

/// Takes the bricks away that the boss would step on.
fn clear_way(bricks: &mut Grid) {
    let reach = Vec2::new(
        HALF.x + SWAY + BRICK_WIDTH / 2.0,
        HALF.y + BRICK_HEIGHT / 2.0,
    );
    for (row, line) in bricks.iter_mut().enumerate() {
        for (column, place) in line.iter_mut().enumerate() {
            let at = Cell { column, row }.centre();
            if (at.x - PLACE.x).abs() < reach.x && (at.y - PLACE.y).abs() < reach.y {
                *place = None;
            }
        }
    }
}

/// Sways to and fro by the clock of the game, and waits where it would step on a ball.
fn sway(boss: &mut Boss, steps: u64, balls: &[Ball]) {
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
    if balls.iter().all(is_free) {
        boss.at = there.at;
    }
}

/// Steps to its next volley: the fewer hits it still takes, the sooner.
pub(super) fn aim_steps(boss: &Boss) -> u32 {
    let hurry = (AIM_STEPS - LEAST_AIM_STEPS) as f32;
    let health = boss.hits_left as f32 / boss.hits_full.max(1) as f32;
    LEAST_AIM_STEPS + (hurry * health.min(1.0)) as u32
}

/// Whether this can be the boss of a game that is read from a file.
pub(super) fn is_sound(boss: &Boss) -> bool {
    let most = Boss::against(MAX_PADDLES).hits_full;
    (boss.at.x - PLACE.x).abs() <= SWAY + 1.0
        && boss.at.y == PLACE.y
        && boss.half == HALF
        && (HITS..=most).contains(&boss.hits_full)
        && (1..=boss.hits_full).contains(&boss.hits_left)
        && boss.hurt <= HURT_STEPS
        && boss.aim <= AIM_STEPS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::Phase;
    use crate::arkanoid::staged::{empty, step, throw};

    fn with_boss(paddles: u16) -> Arkanoid {
        let mut game = empty(paddles);
        game.state.round = super::super::ROUNDS;
        game.call_boss(true);
        game
    }

    fn boss(game: &Arkanoid) -> Boss {
        game.state.boss.unwrap()
    }

    #[test]
    fn it_takes_sixteen_hits_and_four_for_each_further_paddle() {
        for (paddles, hits) in [(1, 16), (2, 20), (8, 44)] {
            let boss = boss(&with_boss(paddles));
            assert_eq!((boss.hits_left, boss.hits_full), (hits, hits));
        }
        assert_eq!(Boss::against(0).hits_full, 16);
    }

    #[test]
    fn a_ball_bounces_off_and_counts_once_while_it_hurts() {
        let mut game = with_boss(1);
        let below = Vec2::new(140.0, 140.0);
        throw(&mut game, below, Vec2::new(0.0, -200.0));
        let mut outputs = Outputs::default();
        let mut hits = Vec::new();
        for _ in 0..STEPS_PER_SECOND {
            step(&mut game, &mut outputs);
            hits.extend(outputs.details.iter().filter_map(|e| match e {
                Event::BossHit { left, seat, .. } => Some((*left, *seat)),
                _ => None,
            }));
        }
        assert_eq!(hits, [(15, Some(SeatIndex(0)))]);
        assert_eq!(game.state.scores[0], i64::from(POINTS));
        let mut shoot = || game.strike_boss_at(PLACE, SeatIndex(0), &mut outputs);
        assert!(shoot() && shoot());
        assert_eq!(boss(&game).hits_left, 14);
        let beside = Vec2::new(20.0, 20.0);
        assert!(!game.strike_boss_at(beside, SeatIndex(0), &mut outputs));
    }

    #[test]
    fn its_last_hit_wins_the_game_whatever_bricks_are_left() {
        let mut game = with_boss(2);
        throw(&mut game, Vec2::new(20.0, 150.0), Vec2::new(0.0, -100.0));
        game.state.bricks_left = 1;
        game.state.boss.as_mut().unwrap().hits_left = 1;
        let mut outputs = Outputs::default();
        step(&mut game, &mut outputs);
        assert_eq!(game.state.phase, Phase::Playing);
        outputs.clear();
        game.strike_boss(PLACE, None, &mut outputs);
        assert!(game.is_cleared());
        step(&mut game, &mut outputs);
        assert_eq!((game.state.phase, game.state.boss), (Phase::Won, None));
    }

    #[test]
    fn it_sways_within_its_bounds_and_steps_on_no_ball() {
        let mut game = with_boss(1);
        let (mut least, mut most) = (f32::MAX, 0.0_f32);
        let mut outputs = Outputs::default();
        for _ in 0..2 * SWAY_STEPS {
            let was = boss(&game).at;
            game.state.steps += 1;
            game.move_boss(&mut outputs);
            game.state.bolts.clear();
            let at = boss(&game).at;
            assert!((at.x - was.x).abs() <= PACE * STEP + 1e-4 && at.y == PLACE.y);
            assert!(is_sound(&boss(&game)));
            (least, most) = (least.min(at.x), most.max(at.x));
        }
        let (left, right) = (PLACE.x - SWAY, PLACE.x + SWAY);
        assert!(least < left + 2.0 && most > right - 2.0, "{least} {most}");

        let edge = Vec2::new(boss(&game).at.x + HALF.x + BALL_RADIUS + 0.5, PLACE.y);
        throw(&mut game, edge, Vec2::new(0.0, 100.0));
        for _ in 0..SWAY_STEPS {
            game.state.steps += 1;
            game.move_boss(&mut outputs);
            assert!(outline(&boss(&game)).gap(edge) > 0.0);
        }
        assert!(boss(&game).at.x < edge.x);
    }

    #[test]
    fn what_stands_in_its_way_is_gone_before_it_comes() {
        let mut game = empty(1);
        let full = crate::arkanoid::Brick {
            kind: crate::arkanoid::BrickKind::Plain,
            hits_left: 1,
            colour: 0,
        };
        game.state.bricks = [[Some(full); 14]; 18];
        game.call_boss(true);
        let count = rounds::breakable(&game.state.bricks);
        assert_eq!(game.state.bricks_left, count);
        assert!((100..200).contains(&count), "{count}");
        for (row, line) in game.state.bricks.iter().enumerate() {
            for (column, _) in line.iter().enumerate().filter(|(_, b)| b.is_some()) {
                let at = Cell { column, row }.centre();
                let corner = |x: f32, y: f32| Vec2::new(at.x + x, at.y + y);
                for x in [PLACE.x - SWAY, PLACE.x, PLACE.x + SWAY] {
                    let boss = Boss {
                        at: Vec2::new(x, PLACE.y),
                        ..Boss::against(1)
                    };
                    let corners = [
                        corner(-10.0, -4.0),
                        corner(10.0, 4.0),
                        corner(10.0, -4.0),
                        corner(-10.0, 4.0),
                    ];
                    assert!(corners.into_iter().all(|c| shape(&boss, 0.0).gap(c) >= 0.0));
                }
            }
        }
    }

    #[test]
    fn when_nobody_hits_it_for_long_it_tires() {
        let mut game = with_boss(1);
        throw(&mut game, Vec2::new(20.0, 150.0), Vec2::new(0.0, -0.001));
        game.drought = super::super::DROUGHT_STEPS - 1;
        let mut outputs = Outputs::default();
        step(&mut game, &mut outputs);
        assert_eq!((boss(&game).hits_left, game.drought), (15, 0));
        assert_eq!(game.state.team_score, 0);
    }

    #[test]
    fn what_no_game_comes_to_is_not_sound() {
        assert!(is_sound(&Boss::against(5)));
        let spoil: [fn(&mut Boss); 9] = [
            |b| b.at.x = f32::NAN,
            |b| b.at.x = 20.0,
            |b| b.at.y += 1.0,
            |b| b.half.x = 500.0,
            |b| b.hits_left = 0,
            |b| b.hits_left = b.hits_full + 1,
            |b| b.hits_full = 45,
            |b| b.hurt = u32::MAX,
            |b| b.aim = u32::MAX,
        ];
        for (at, spoil) in spoil.into_iter().enumerate() {
            let mut boss = Boss::against(8);
            spoil(&mut boss);
            assert!(!is_sound(&boss), "{at}");
        }
    }
}
