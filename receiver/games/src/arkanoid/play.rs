//! A step in play: what happens in which order, and what follows when nothing is left to fly or to break.
//! Leaves flight to `flight`, and what a ball does to what it hits to `hits`.

use super::flight::{self, Obstacle, Sink};
use super::geometry::Vec2;
use super::hits::Table;
use super::pace::balls_for;
use super::state::{Ball, MAX_BALLS, STEPS_PER_SECOND};
use super::{Arkanoid, Event, feel, modes, paddles, points, turn};
use crate::game::{Inputs, Outputs};

/// Seconds in a step.
pub(super) const STEP: f32 = 1.0 / STEPS_PER_SECOND as f32;

impl Arkanoid {
    pub(super) fn play(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        if self.is_ball_missing() {
            self.serve();
        }
        // before the launch, so that the press that launches a ball shoots nothing
        self.fire_lasers(inputs, outputs);
        self.launch(inputs, outputs);
        self.fly_all(outputs);
        self.move_shots(outputs);
        self.move_capsules(outputs);
        self.move_enemies(outputs);
        self.move_boss(outputs);
        self.move_bolts(outputs);
        self.crumble(outputs);
        if self.is_cleared() || self.go_through_door(inputs, outputs) {
            self.clear_round(outputs);
        } else if self.drop_lost(outputs) || self.are_all_out() {
            self.lose_life(outputs);
        }
    }

    fn fly_all(&mut self, outputs: &mut Outputs<Event>) {
        for index in 0..self.state.balls.len().min(MAX_BALLS) {
            let mut ball = self.state.balls[index];
            if ball.resting.is_some() {
                continue;
            }
            let mut table = Table::new(self, outputs);
            if let Some(saver) = paddles::free(table.paddles(), &mut ball)
                && let Some(paddle) = table.paddles().get(saver)
            {
                turn::deflect(&mut ball, paddle);
                table.hit(&mut ball, Obstacle::Paddle(saver), Vec2::new(0.0, -1.0));
            }
            flight::fly(&mut ball, STEP, &mut table);
            self.state.balls[index] = ball;
        }
    }

    /// Removes balls that fell out of the field; whether the last one did, and that costs a life.
    fn drop_lost(&mut self, outputs: &mut Outputs<Event>) -> bool {
        let before = self.state.balls.len();
        let mut index = 0;
        while let Some(ball) = self.state.balls.get(index).copied() {
            if flight::is_lost(&ball) {
                self.state.balls.remove(index);
                self.mourn_ball(&ball, outputs);
            } else {
                index += 1;
            }
        }
        let balls = self.state.balls.len();
        balls < before && balls == 0 && self.state.lives.is_some()
    }

    /// Tells of a ball that is lost; in a race it costs points, but for those beyond what is served, which a Disruption made.
    fn mourn_ball(&mut self, ball: &Ball, outputs: &mut Outputs<Event>) {
        let seat = ball.owner;
        outputs.details.push(Event::BallLost {
            ball: ball.id,
            seat,
            at: ball.at,
        });
        points::note(&mut self.state, seat, |tally| {
            tally.lost = tally.lost.saturating_add(1);
        });
        let points = modes::loss_points(self.state.mode);
        let served = balls_for(self.state.paddles.len());
        if seat.is_some() && points != 0 && self.state.balls.len() < served {
            points::score(&mut self.state, seat, points, outputs);
        }
        if let Some(seat) = seat {
            feel::loss(seat, outputs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::DROUGHT_STEPS;
    use crate::arkanoid::state::{Brick, BrickKind, COLUMNS, Cell, Grid, Mode, Phase, ROWS};
    use crate::game::{Game, GameEvent, SeatEvent, SeatIndex, SeatInput, Setup};

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
        assert_eq!(game.state.team_score, 50);
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
    fn in_a_race_only_a_ball_that_is_missed_costs_points() {
        let (mut game, mut outputs) = game_with_ball(Vec2::new(20.0, 210.0), Vec2::new(0.0, 110.0));
        game.state.mode = Mode::Versus;
        game.state.lives = None;
        game.state.bricks_left = 1;
        let lost = game.state.balls[0];
        for (id, y) in [(801, 150.0), (802, 180.0)] {
            let at = Vec2::new(20.0, y);
            game.state.balls.push(Ball { id, at, ..lost });
        }
        let mut scores = Vec::new();
        for _ in 0..STEPS_PER_SECOND {
            step(&mut game, &mut outputs);
            let told = outputs.details.iter();
            let lost = told.filter(|e| matches!(e, Event::BallLost { .. }));
            scores.extend(lost.map(|_| game.state.scores[0]));
        }
        // two balls more than are served for one paddle, and then that one
        assert_eq!(scores, [0, 0, -200]);
        assert_eq!(game.state.tallies[0].lost, 3);
    }

    #[test]
    fn the_liveliest_step_is_told_without_asking_for_memory() {
        let (mut game, mut outputs) = game_with_ball(Vec2::new(130.0, 150.0), Vec2::new(0.0, 1.0));
        let first = game.state.balls.remove(0);
        // every ball in a corner of two bricks of its own, about to get faster
        for id in 0..MAX_BALLS {
            let (column, row) = (2 * (id % 6), 4 * (id / 6));
            for (row, column) in [(row, column), (row, column + 1), (row + 1, column)] {
                game.state.bricks[row][column] = brick(BrickKind::Plain, 1);
            }
            let corner = Cell { column, row }.centre();
            game.state.balls.push(Ball {
                id: id as u32,
                at: Vec2::new(corner.x + 12.8, corner.y + 6.8),
                velocity: Vec2::new(-280.0, -285.0),
                owner: Some(SeatIndex(0)),
                helper: Some(SeatIndex(1)),
                speed: 399.5,
                combo: 5,
                hits: crate::arkanoid::pace::HITS_A_STEP - 1,
                ..first
            });
        }
        game.state.bricks_left = 3 * MAX_BALLS as u32;
        game.on_seat(SeatEvent::Taken(SeatIndex(1)));
        let room = (outputs.events.capacity(), outputs.details.capacity());
        step(&mut game, &mut outputs);
        assert_eq!(game.state.bricks_left, MAX_BALLS as u32);
        assert!(outputs.details.len() > 64, "{}", outputs.details.len());
        assert_eq!(
            (outputs.events.capacity(), outputs.details.capacity()),
            room
        );
    }

    #[test]
    fn a_ball_that_a_paddle_sends_down_is_not_saved() {
        let count = |y, speed| {
            let (mut game, mut outputs) =
                game_with_ball(Vec2::new(140.0, y), Vec2::new(0.0, speed));
            game.state.paddles[0].x = 140.0;
            game.state.bricks_left = 1;
            let mut hits = 0;
            for _ in 0..20 {
                step(&mut game, &mut outputs);
                let told = outputs.details.iter();
                hits += told
                    .filter(|e| matches!(e, Event::PaddleHit { .. }))
                    .count();
            }
            (hits, game.state.tallies[0].saves)
        };
        assert_eq!(count(212.0, -150.0), (1, 0));
        assert_eq!(count(190.0, 150.0), (1, 1));
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
