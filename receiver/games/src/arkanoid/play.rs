//! A step in play: what follows from a ball that hits a brick, a paddle, a wall or nothing any more.
//! Knows points and crumbling; leaves flight to `flight`.

use super::flight::{self, Obstacle, Sink};
use super::geometry::Vec2;
use super::state::{
    BALL_RADIUS, Ball, Brick, BrickKind, Cell, Grid, MAX_BALLS, Paddle, STEPS_PER_SECOND, State,
};
use super::{Arkanoid, DROUGHT_STEPS, Event, LOSS, Striker, glow, paddles, rumble, turn};
use crate::dice::Dice;
use crate::game::{GameEvent, Inputs, Outputs, SeatIndex, Tint};

/// Seconds in a step.
const STEP: f32 = 1.0 / STEPS_PER_SECOND as f32;
/// After so many bounces off walls and solid bricks alone a ball is turned a little by chance, and again at each bounce
/// until it finds a way out.
const IDLE_BOUNCES: u32 = 24;
/// How far, in parts of its speed.
const NUDGE: f32 = 0.35;
/// Points for a hit that does not break a tough brick.
const CHIP_POINTS: i32 = 20;

impl Arkanoid {
    pub(super) fn play(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        if self.is_ball_missing() {
            self.serve();
        }
        self.launch(inputs, outputs);
        self.fly_all(outputs);
        self.crumble(outputs);
        if self.state.bricks_left == 0 {
            self.clear_round(outputs);
        } else if self.drop_lost(outputs) && self.state.balls.is_empty() {
            self.lose_life(outputs);
        }
    }

    fn fly_all(&mut self, outputs: &mut Outputs<Event>) {
        for index in 0..self.state.balls.len().min(MAX_BALLS) {
            let mut ball = self.state.balls[index];
            if ball.resting.is_some() {
                continue;
            }
            let mut sink = Table {
                state: &mut self.state,
                dice: &mut self.dice,
                drought: &mut self.drought,
                outputs,
            };
            if let Some(saver) = paddles::free(sink.paddles(), &mut ball) {
                turn::deflect(&mut ball, &sink.state.paddles[saver]);
                sink.hit(&mut ball, Obstacle::Paddle(saver), Vec2::new(0.0, -1.0));
            }
            flight::fly(&mut ball, STEP, &mut sink);
            self.state.balls[index] = ball;
        }
    }

    /// Removes balls that fell out of the field; whether there was one.
    fn drop_lost(&mut self, outputs: &mut Outputs<Event>) -> bool {
        let before = self.state.balls.len();
        self.state.balls.retain(|ball| {
            let lost = flight::is_lost(ball);
            if lost {
                let (seat, at) = (ball.owner, ball.at);
                let ball = ball.id;
                outputs.details.push(Event::BallLost { ball, seat, at });
                if let Some(seat) = seat {
                    let shakes = LOSS;
                    outputs.events.push(GameEvent::Shakes { seat, shakes });
                    outputs.events.push(glow(seat, Tint::Bad));
                }
            }
            !lost
        });
        self.state.balls.len() != before
    }

    /// Lets the lowest brick that can break fall when nobody has hit one for long.
    fn crumble(&mut self, outputs: &mut Outputs<Event>) {
        if self.state.balls.iter().all(|b| b.resting.is_some()) {
            return;
        }
        self.drought += 1;
        if self.drought < DROUGHT_STEPS {
            return;
        }
        self.drought = 0;
        for (row, line) in self.state.bricks.iter_mut().enumerate().rev() {
            for (column, place) in line.iter_mut().enumerate() {
                if let Some(brick) = place.take_if(|b| b.kind != BrickKind::Gold) {
                    self.state.bricks_left -= 1;
                    let cell = Cell { column, row };
                    outputs.details.push(Event::BrickCrumbled { cell, brick });
                    return;
                }
            }
        }
    }
}

/// What a flying ball plays on.
struct Table<'a> {
    state: &'a mut State,
    dice: &'a mut Dice,
    drought: &'a mut u32,
    outputs: &'a mut Outputs<Event>,
}

impl Sink for Table<'_> {
    fn bricks(&self) -> &Grid {
        &self.state.bricks
    }

    fn paddles(&self) -> &[Paddle] {
        &self.state.paddles
    }

    fn hit(&mut self, ball: &mut Ball, obstacle: Obstacle, normal: Vec2) {
        let at = ball.at.along(normal, -BALL_RADIUS);
        let idle = match obstacle {
            Obstacle::Wall(wall) => {
                let ball = ball.id;
                self.outputs.details.push(Event::WallHit { ball, wall, at });
                true
            }
            Obstacle::Brick(cell) => self.hit_brick(ball, cell, at),
            Obstacle::Paddle(index) => {
                self.hit_paddle(ball, index, at);
                false
            }
        };
        ball.idle_bounces = if idle { ball.idle_bounces + 1 } else { 0 };
        if ball.idle_bounces > IDLE_BOUNCES {
            let way = ball.velocity.along(
                Vec2::new(self.dice.spread(), self.dice.spread()),
                ball.speed * NUDGE,
            );
            ball.velocity = turn::steepened(way, ball.speed, normal);
        }
    }
}

impl Table<'_> {
    /// Whether the brick was a solid one.
    fn hit_brick(&mut self, ball: &Ball, cell: Cell, at: Vec2) -> bool {
        let place = &mut self.state.bricks[cell.row][cell.column];
        let Some(brick) = place else {
            return true;
        };
        let solid = brick.kind == BrickKind::Gold;
        brick.hits_left = brick.hits_left.saturating_sub(1);
        let brick = *brick;
        let broken = !solid && brick.hits_left == 0;
        if broken {
            *place = None;
            self.state.bricks_left -= 1;
        }
        self.outputs.details.push(Event::BrickHit {
            by: Striker::Ball(ball.id),
            seat: ball.owner,
            cell,
            brick,
            broken,
            at,
        });
        if !solid {
            *self.drought = 0;
            self.score(ball.owner, points(brick, broken));
        }
        solid
    }

    fn hit_paddle(&mut self, ball: &mut Ball, index: usize, at: Vec2) {
        let Some(paddle) = self.state.paddles.get(index) else {
            return;
        };
        let seat = paddle.seat;
        ball.owner = Some(seat);
        self.outputs.details.push(Event::PaddleHit {
            ball: ball.id,
            seat,
            at,
            offset: turn::offset(ball, paddle),
        });
        self.outputs.events.push(rumble(seat, 90, 30));
    }

    /// Points for the team, and for the player if there is one.
    fn score(&mut self, seat: Option<SeatIndex>, points: i32) {
        self.state.team_score += i64::from(points);
        if let Some(seat) = seat
            && let Some(total) = self.state.scores.get_mut(seat.index())
        {
            *total += i64::from(points);
            let total = *total;
            self.outputs.events.push(GameEvent::Score {
                seat,
                points,
                total,
            });
        }
    }
}

/// What a hit on a brick is worth.
fn points(brick: Brick, broken: bool) -> i32 {
    match (brick.kind, broken) {
        (BrickKind::Gold, _) => 0,
        (BrickKind::Silver, true) => 120,
        (_, false) => CHIP_POINTS,
        (BrickKind::Plain, true) => 50 + 10 * i32::from(brick.colour),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::state::{COLUMNS, Phase, ROWS};
    use crate::game::{Game, SeatEvent, SeatInput, Setup};

    const STONE: Brick = Brick {
        kind: BrickKind::Gold,
        hits_left: 0,
        colour: 0,
    };

    fn brick(kind: BrickKind, hits_left: u8) -> Option<Brick> {
        Some(Brick {
            kind,
            hits_left,
            colour: 2,
        })
    }

    /// A game in play with one paddle and one ball in flight, and no bricks.
    fn game_with_ball(at: Vec2, velocity: Vec2) -> (Arkanoid, Outputs<Event>) {
        let mut game = Arkanoid::new(&Setup::new(1));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        game.serve();
        game.state.phase = Phase::Playing;
        game.state.bricks = Grid::default();
        let ball = &mut game.state.balls[0];
        ball.resting = None;
        ball.at = at;
        ball.velocity = velocity;
        ball.speed = velocity.length();
        (game, Outputs::default())
    }

    /// With a hand that leaves the paddle where it is.
    fn step(game: &mut Arkanoid, outputs: &mut Outputs<Event>) {
        outputs.clear();
        let input = SeatInput {
            axes: game.axes(SeatIndex(0)),
            ..SeatInput::default()
        };
        let inputs = Inputs {
            seats: &[input],
            actions: &[],
        };
        game.step(&inputs, outputs);
    }

    #[test]
    fn no_ball_is_caught_above_stone_for_ever() {
        let (mut game, mut outputs) = game_with_ball(Vec2::new(250.0, 40.0), Vec2::new(0.0, 110.0));
        game.state.bricks[6] = [Some(STONE); COLUMNS];
        game.state.bricks[6][0] = None;
        game.state.bricks[ROWS - 1] = [brick(BrickKind::Plain, 1); COLUMNS];
        game.state.bricks_left = COLUMNS as u32;
        let below = (0..60 * STEPS_PER_SECOND).any(|_| {
            step(&mut game, &mut outputs);
            game.state.balls[0].at.y > 90.0
        });
        assert!(below, "{:?}", game.state.balls);
    }

    #[test]
    fn a_tough_brick_takes_two_hits_and_a_solid_one_any() {
        let (mut game, mut outputs) =
            game_with_ball(Vec2::new(130.0, 180.0), Vec2::new(0.0, -200.0));
        game.state.paddles[0].x = 130.0;
        game.state.bricks[ROWS - 1][6] = brick(BrickKind::Silver, 2);
        game.state.bricks[ROWS - 2][6] = Some(STONE);
        game.state.bricks[0][0] = brick(BrickKind::Plain, 1);
        game.state.bricks_left = 2;
        let mut hits = Vec::new();
        while hits.len() < 4 {
            step(&mut game, &mut outputs);
            hits.extend(outputs.details.iter().filter_map(|e| match e {
                Event::BrickHit { brick, broken, .. } => Some((brick.kind, *broken)),
                _ => None,
            }));
        }
        let (tough, solid) = (BrickKind::Silver, BrickKind::Gold);
        let expected = [
            (tough, false),
            (tough, true),
            (solid, false),
            (solid, false),
        ];
        assert_eq!(hits, expected);
        assert_eq!(game.state.bricks_left, 1);
        assert_eq!(game.state.team_score, 140);
    }

    #[test]
    fn after_a_drought_the_lowest_brick_crumbles() {
        let (mut game, mut outputs) =
            game_with_ball(Vec2::new(130.0, 150.0), Vec2::new(0.0, 110.0));
        game.state.bricks[0][3] = brick(BrickKind::Plain, 1);
        game.state.bricks[5][4] = brick(BrickKind::Silver, 2);
        game.state.bricks[7][5] = Some(STONE);
        game.state.bricks_left = 2;
        game.drought = DROUGHT_STEPS - 2;
        step(&mut game, &mut outputs);
        assert_eq!(game.state.bricks_left, 2);
        step(&mut game, &mut outputs);
        let cell = Cell { column: 4, row: 5 };
        let crumbled = |e: &Event| matches!(e, Event::BrickCrumbled { cell: c, .. } if *c == cell);
        assert!(outputs.details.iter().any(crumbled));
        assert_eq!((game.state.bricks_left, game.state.team_score), (1, 0));
    }

    #[test]
    fn the_last_brick_of_the_last_round_wins() {
        let (mut game, mut outputs) =
            game_with_ball(Vec2::new(130.0, 170.0), Vec2::new(0.0, -200.0));
        game.state.bricks[ROWS - 1][6] = brick(BrickKind::Plain, 1);
        game.state.bricks_left = 1;
        game.state.round = crate::arkanoid::ROUNDS;
        for _ in 0..10 {
            step(&mut game, &mut outputs);
            if game.is_over() {
                break;
            }
        }
        assert_eq!(game.state.phase, Phase::Won);
        let over = GameEvent::GameOver { won: true };
        assert_eq!(outputs.events.last(), Some(&over));
    }
}
