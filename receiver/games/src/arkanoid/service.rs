//! Who sits, who gets a ball, and how a ball starts. Knows no flight.

use super::flight::REST_Y;
use super::pace::{self, balls_for};
use super::state::{Ball, FIELD_WIDTH, MAX_PADDLES, Mode, Paddle, Phase, Resting, Tally};
use super::{AUTO_LAUNCH_STEPS, Arkanoid, Event, LAUNCH, Vec2};
use super::{paddles, points, turn};
use crate::game::{Inputs, Outputs, SeatIndex};

/// How far to a side a launched ball leans at most, by chance.
const LAUNCH_LEAN: f32 = 0.2;

impl Arkanoid {
    pub(super) fn seat_taken(&mut self, seat: SeatIndex) {
        let sits = self.state.paddle(seat).is_some() || self.state.waiting.contains(&seat);
        if self.state.is_over() || seat.index() >= MAX_PADDLES || sits {
            return;
        }
        if let Some(score) = self.state.scores.get_mut(seat.index()) {
            // who leaves and comes back gets rid of no loss
            *score = (*score).min(0);
        }
        points::note(&mut self.state, Some(seat), |tally| {
            *tally = Tally::default()
        });
        if self.makes_wait && self.is_under_way() {
            let at = self.state.waiting.partition_point(|other| *other < seat);
            self.state.waiting.insert(at, seat);
        } else {
            paddles::add(&mut self.state.paddles, seat);
            self.brace_boss();
            self.after_seating();
        }
    }

    /// Whether a newcomer would come into the middle of somebody's round.
    fn is_under_way(&self) -> bool {
        let is_intro = matches!(self.state.phase, Phase::RoundIntro { .. });
        !is_intro && !self.state.paddles.is_empty()
    }

    pub(super) fn seat_left(&mut self, seat: SeatIndex) {
        if self.state.is_over() {
            return;
        }
        self.state.waiting.retain(|waiting| *waiting != seat);
        if !paddles::remove(&mut self.state.paddles, seat) {
            return;
        }
        for ball in &mut self.state.balls {
            ball.owner = ball.owner.filter(|owner| *owner != seat);
            ball.helper = ball.helper.filter(|helper| *helper != seat);
        }
        // whoever sits down there next scores with no stranger's shots
        self.state.shots.retain(|shot| shot.seat != seat);
        self.hand_on(seat);
        self.after_seating();
        if self.state.paddles.is_empty() {
            self.admit();
        }
    }

    /// Those who wait join in.
    pub(super) fn admit(&mut self) {
        for seat in self.state.waiting.drain(..) {
            paddles::add(&mut self.state.paddles, seat);
        }
        self.brace_boss();
        self.after_seating();
    }

    /// Paddles came, went or changed their width.
    pub(super) fn after_seating(&mut self) {
        paddles::carry(&self.state.paddles, &mut self.state.balls);
        for ball in &mut self.state.balls {
            if ball.resting.is_none() {
                paddles::free(&self.state.paddles, ball);
            }
        }
    }

    /// Gives the resting balls of a seat that left to others; with nobody there they are served anew later.
    pub(super) fn hand_on(&mut self, from: SeatIndex) {
        let of_leaver = |b: &Ball| b.resting.is_some_and(|r| r.seat == from);
        while let Some(index) = self.state.balls.iter().position(of_leaver) {
            match self.next_server() {
                Some(seat) => {
                    let ball = &mut self.state.balls[index];
                    ball.owner = Some(seat);
                    // nobody has a share in what they break themselves
                    ball.helper = ball.helper.filter(|helper| *helper != seat);
                    ball.resting = Some(rest_of(seat));
                }
                None => {
                    self.state.balls.remove(index);
                }
            }
        }
    }

    /// Puts balls onto paddles until there are as many as the players call for.
    pub(super) fn serve(&mut self) {
        let wanted = balls_for(self.state.paddles.len());
        while self.state.balls.len() < wanted {
            let Some(seat) = self.next_server() else {
                return;
            };
            let speed = pace::of(&self.state).start;
            let ball = Ball {
                id: self.next_id,
                at: Vec2::new(FIELD_WIDTH / 2.0, REST_Y),
                velocity: Vec2::default(),
                owner: Some(seat),
                resting: Some(rest_of(seat)),
                speed,
                helper: None,
                hits: 0,
                combo: 0,
                idle_bounces: 0,
            };
            self.next_id = self.next_id.wrapping_add(1);
            self.state.balls.push(ball);
        }
        paddles::carry(&self.state.paddles, &mut self.state.balls);
    }

    /// The next seat in turn that is taken, rather one that holds no ball yet.
    fn next_server(&mut self) -> Option<SeatIndex> {
        let holds = |seat| {
            let mut rests = self.state.balls.iter().filter_map(|b| b.resting);
            rests.any(|r| r.seat == seat)
        };
        let turn = |i: u16| SeatIndex((self.server + i) % MAX_PADDLES as u16);
        let taken = |seat: &SeatIndex| self.state.paddle(*seat).is_some_and(Paddle::plays);
        let mut seats = (0..MAX_PADDLES as u16).map(turn).filter(taken);
        let first = seats.clone().next()?;
        let seat = seats.find(|seat| !holds(*seat)).unwrap_or(first);
        self.server = (seat.0 + 1) % MAX_PADDLES as u16;
        Some(seat)
    }

    /// Starts the balls at rest whose player asks for it or has waited too long.
    pub(super) fn launch(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        for index in 0..self.state.balls.len() {
            let ball = self.state.balls.get_mut(index);
            let Some(rest) = ball.and_then(|ball| ball.resting.as_mut()) else {
                continue;
            };
            rest.steps_left = rest.steps_left.saturating_sub(1);
            if rest.steps_left == 0 || inputs.seat(rest.seat).pressed(LAUNCH) {
                self.start_ball(index, outputs);
            }
        }
    }

    /// Starts a ball at rest as a paddle sends one back: by where it lies and how the paddle moves, and a little by chance.
    pub(super) fn start_ball(&mut self, index: usize, outputs: &mut Outputs<Event>) {
        let Some(ball) = self.state.balls.get_mut(index) else {
            return;
        };
        let Some(Resting { seat, .. }) = ball.resting.take() else {
            return;
        };
        let paddle = self.state.paddles.iter().find(|p| p.seat == seat);
        let lean = paddle.map_or(0.0, |paddle| turn::lean(ball, paddle));
        ball.velocity = turn::upward(lean + self.dice.spread() * LAUNCH_LEAN, ball.speed);
        outputs.details.push(Event::Launched {
            ball: ball.id,
            seat,
            at: ball.at,
        });
    }

    /// Whether balls must be served: in a race every one that is lost, else only where those who held them left while nobody
    /// else was there.
    pub(super) fn is_ball_missing(&self) -> bool {
        let balls = self.state.balls.len();
        match self.state.mode {
            Mode::Versus => balls < balls_for(self.state.paddles.len()),
            Mode::Coop | Mode::Endless => balls == 0,
        }
    }
}

const fn rest_of(seat: SeatIndex) -> Resting {
    Resting {
        seat,
        offset: 4.0,
        steps_left: AUTO_LAUNCH_STEPS,
    }
}

#[cfg(test)]
mod tests {
    use crate::arkanoid::staged::{empty, throw};
    use crate::arkanoid::{Arkanoid, PADDLE_HEIGHT, Power, Resting, Vec2, boss};
    use crate::game::{Game, Outputs, SeatEvent, SeatIndex};

    #[test]
    fn who_leaves_and_comes_back_keeps_losses_and_no_gains() {
        for (score, kept) in [(-600, -600), (0, 0), (800, 0)] {
            let mut game = empty(2);
            game.state.scores[1] = score;
            game.on_seat(SeatEvent::Left(SeatIndex(1)));
            game.on_seat(SeatEvent::Taken(SeatIndex(1)));
            assert_eq!(game.score(SeatIndex(1)), kept);
        }
    }

    #[test]
    fn a_ball_lies_on_its_paddle_however_narrow_that_becomes() {
        let mut game = empty(1);
        game.give_power(SeatIndex(0), Power::Wide);
        throw(&mut game, Vec2::new(140.0, 190.0), Vec2::new(0.0, -100.0));
        let lies_on_it = |game: &Arkanoid| {
            let (paddle, ball) = (game.state.paddles[0], game.state.balls[0]);
            let half = (paddle.width - PADDLE_HEIGHT) / 2.0;
            let offset = ball.resting.unwrap().offset;
            assert_eq!(ball.at.x, paddle.x + offset);
            (offset.abs() - half).abs() < 1e-3
        };
        for end in [-1.0, 1.0] {
            game.state.balls[0].resting = Some(Resting {
                seat: SeatIndex(0),
                offset: 24.0 * end,
                steps_left: 900,
            });
            game.give_power(SeatIndex(0), Power::Wide);
            assert!(lies_on_it(&game));
            game.give_power(SeatIndex(0), Power::Laser);
            assert!(lies_on_it(&game));
            (1..8).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
            assert!(lies_on_it(&game));
            (1..8).for_each(|seat| game.on_seat(SeatEvent::Left(SeatIndex(seat))));
        }
    }

    fn with_boss(paddles: u16) -> Arkanoid {
        let mut game = empty(paddles);
        game.call_boss(true);
        game
    }

    /// Of the boss: what it still takes, and what it took.
    fn hits(game: &Arkanoid) -> (u32, u32) {
        let boss = game.state.boss.unwrap();
        (boss.hits_left, boss.hits_full)
    }

    #[test]
    fn who_joins_late_brings_it_four_hits_and_who_leaves_takes_none() {
        let mut game = with_boss(2);
        game.strike_boss(boss::PLACE, None, &mut Outputs::default());
        let mut come_or_go = |event| {
            game.on_seat(event);
            assert!(boss::is_sound(&game.state.boss.unwrap()));
            hits(&game)
        };
        assert_eq!(come_or_go(SeatEvent::Taken(SeatIndex(5))), (23, 24));
        assert_eq!(come_or_go(SeatEvent::Left(SeatIndex(0))), (23, 24));
        assert_eq!(come_or_go(SeatEvent::Taken(SeatIndex(0))), (23, 24));
        assert_eq!(come_or_go(SeatEvent::Taken(SeatIndex(7))), (27, 28));
        for seat in 0..8 {
            come_or_go(SeatEvent::Taken(SeatIndex(seat)));
        }
        assert_eq!(hits(&game), (43, 44));
    }

    #[test]
    fn those_who_waited_bring_it_their_hits_when_they_come_in() {
        let mut game = with_boss(1);
        game.makes_wait = true;
        for seat in [3, 4, 5] {
            game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
        }
        assert_eq!(hits(&game).1, 16);
        game.on_seat(SeatEvent::Left(SeatIndex(0)));
        assert_eq!(hits(&game), (24, 24));
    }

    #[test]
    fn who_gets_a_leavers_ball_has_no_share_in_their_own_bricks() {
        for (players, share) in [(2, None), (3, Some(SeatIndex(0)))] {
            let mut game = empty(players);
            game.server = players - 1;
            game.give_power(SeatIndex(1), Power::Catch);
            throw(&mut game, Vec2::new(140.0, 190.0), Vec2::new(0.0, -100.0));
            let ball = &mut game.state.balls[0];
            (ball.owner, ball.helper) = (Some(SeatIndex(1)), Some(SeatIndex(0)));
            ball.resting = Some(Resting {
                seat: SeatIndex(1),
                offset: 0.0,
                steps_left: 9,
            });
            game.on_seat(SeatEvent::Left(SeatIndex(1)));
            let ball = game.state.balls[0];
            assert_eq!(
                ball.owner,
                Some(SeatIndex(if players == 2 { 0 } else { 2 }))
            );
            assert_eq!(ball.helper, share, "{ball:?}");
        }
    }
}
