//! Somebody who watches a game from outside and knows the rules by heart: what was told, what was counted and what there is
//! must fit each other after every step.

use couchpad_games::arkanoid::{
    BALL_RADIUS, Boss, BrickKind, CapsuleKind, Event, MAX_BALLS, MAX_CAPSULES, MAX_SHOTS, Mode,
    PADDLE_HEIGHT, PADDLE_Y, Phase, Power, State, Striker, Tally,
};
use couchpad_games::game::{GameEvent, Outputs};

/// Balls that are served for so many paddles.
const SERVED: [usize; 9] = [0, 1, 1, 2, 2, 2, 2, 3, 3];

/// What the referee remembers from step to step.
pub(crate) struct Referee {
    before: State,
    tallies: [Tally; 8],
    last_capsule: Option<CapsuleKind>,
    /// Balls that this step loses and that have not been told of yet.
    falling: usize,
    /// How often each seat's paddle met a ball below its middle in this step: most go on falling.
    low: [u32; 8],
    /// How often each kind of thing has been seen, so that a test can tell that it saw them all.
    pub(crate) seen: Seen,
}

/// How often something happened.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) capsules: u32,
    pub(crate) caught: u32,
    pub(crate) combos: u32,
    pub(crate) assists: u32,
    pub(crate) shots: u32,
    pub(crate) silver: u32,
    pub(crate) lives_won: u32,
    pub(crate) faster: u32,
    pub(crate) stuck: u32,
    pub(crate) split: u32,
    pub(crate) enemies: u32,
}

impl Referee {
    pub(crate) fn new(state: &State) -> Self {
        Self {
            before: state.clone(),
            tallies: state.tallies,
            last_capsule: None,
            falling: 0,
            low: [0; 8],
            seen: Seen::default(),
        }
    }

    /// Looks at what a step has brought.
    pub(crate) fn watch(&mut self, state: &State, outputs: &Outputs<Event>) {
        let lost = outputs.details.iter();
        let lost = lost.filter(|e| matches!(e, Event::BallLost { .. }));
        self.falling = lost.count();
        self.low = [0; 8];
        let mut due = 0;
        for event in &outputs.details {
            due += self.judge(event, state);
        }
        self.count_points(state, outputs, due);
        self.count_lives(state, outputs);
        self.count_low_saves(state);
        assert_eq!(self.tallies, state.tallies, "{:?}", outputs.details);
        check_lists(state);
        check_powers(state, outputs);
        self.before = state.clone();
    }

    /// What an event is worth to the team.
    fn judge(&mut self, event: &Event, state: &State) -> i64 {
        let round = self.before.round;
        match *event {
            Event::BrickHit {
                by,
                seat,
                brick,
                broken,
                cell,
                ..
            } => {
                let was = self.before.bricks[cell.row][cell.column];
                assert!(
                    was.is_some_and(
                        |was| was.kind == brick.kind && was.hits_left >= brick.hits_left
                    )
                );
                assert_eq!(
                    broken,
                    brick.kind != BrickKind::Gold && brick.hits_left == 0
                );
                if matches!(by, Striker::Shot(_)) {
                    self.seen.shots += 1;
                }
                if !broken {
                    return 0;
                }
                if let Some(seat) = seat {
                    self.tallies[seat.index()].bricks += 1;
                }
                match brick.kind {
                    BrickKind::Plain => i64::from(50 + 10 * i32::from(brick.colour)),
                    BrickKind::Silver => {
                        self.seen.silver += 1;
                        50 * i64::from(round)
                    }
                    BrickKind::Gold => panic!("gold broke"),
                }
            }
            Event::CapsuleDropped { kind, .. } => {
                self.seen.capsules += 1;
                assert_ne!(Some(kind), self.last_capsule, "two in a row");
                self.last_capsule = Some(kind);
                assert!(self.before.boss.is_none());
                0
            }
            Event::CapsuleCaught { seat, kind, .. } => {
                self.seen.caught += 1;
                self.tallies[seat.index()].capsules += 1;
                let extra = kind == CapsuleKind::Player && state.mode == Mode::Versus;
                1_000 + if extra { 1_000 } else { 0 }
            }
            Event::Combo {
                seat,
                bricks,
                points,
                ..
            } => {
                self.seen.combos += 1;
                assert!(bricks >= 3);
                assert_eq!(points, (10 * (bricks as i32 - 2)).min(100));
                let best = &mut self.tallies[seat.index()].best_combo;
                *best = (*best).max(bricks);
                i64::from(points)
            }
            Event::Assist { seat, points, .. } => {
                self.seen.assists += 1;
                assert_ne!(state.mode, Mode::Versus);
                self.tallies[seat.index()].assists += 1;
                i64::from(points)
            }
            Event::EnemyHit { seat, .. } => {
                self.seen.enemies += 1;
                if let Some(seat) = seat {
                    self.tallies[seat.index()].enemies += 1;
                }
                100
            }
            Event::BossHit { at, .. } => {
                // a ball or a shot meets its outline; where it is hit in its middle, it tired by itself
                let is_middle = |boss: Boss| (boss.at.x - at.x).abs() < 1.0 && boss.at.y == at.y;
                if self.before.boss.is_some_and(is_middle) {
                    0
                } else {
                    500
                }
            }
            Event::WentThrough { .. } => match state.mode {
                Mode::Versus => 1_000,
                Mode::Coop | Mode::Endless => 10_000,
            },
            Event::BallLost { seat, .. } => {
                self.falling -= 1;
                let Some(seat) = seat else {
                    return 0;
                };
                self.tallies[seat.index()].lost += 1;
                let is_missed = state.balls.len() + self.falling < SERVED[state.paddles.len()];
                if state.mode == Mode::Versus && is_missed {
                    -200
                } else {
                    0
                }
            }
            Event::PaddleHit { seat, at, .. } => {
                if at.y <= PADDLE_Y {
                    self.tallies[seat.index()].saves += 1;
                } else {
                    self.low[seat.index()] += 1;
                }
                0
            }
            Event::FasterBall { .. } => {
                self.seen.faster += 1;
                0
            }
            Event::BallCaught { .. } => {
                self.seen.stuck += 1;
                0
            }
            Event::BallSplit { .. } => {
                self.seen.split += 1;
                0
            }
            Event::LifeWon { .. } => {
                self.seen.lives_won += 1;
                0
            }
            _ => 0,
        }
    }

    /// Best combos below three are told by no event: the first and second brick of a flight.
    fn count_points(&mut self, state: &State, outputs: &Outputs<Event>, due: i64) {
        for (mine, theirs) in self.tallies.iter_mut().zip(&state.tallies) {
            if theirs.best_combo < 3 {
                mine.best_combo = theirs.best_combo;
            }
        }
        let told: i64 = outputs
            .events
            .iter()
            .map(|event| match event {
                GameEvent::Score { points, .. } => i64::from(*points),
                _ => 0,
            })
            .sum();
        let won = state.team_score - self.before.team_score;
        assert_eq!(won, due, "{:?}", outputs.details);
        let of_seats: i64 =
            state.scores.iter().sum::<i64>() - self.before.scores.iter().sum::<i64>();
        assert_eq!(of_seats, told);
    }

    /// Of the balls that were met below a paddle's middle, those that went up.
    fn count_low_saves(&mut self, state: &State) {
        let mine = self.tallies.iter_mut().zip(self.low);
        for ((mine, low), theirs) in mine.zip(&state.tallies) {
            mine.saves = theirs.saves.clamp(mine.saves, mine.saves + low);
        }
    }

    /// A life for each threshold that the team's points have passed, and one less for each that was lost.
    fn count_lives(&mut self, state: &State, outputs: &Outputs<Event>) {
        let (Some(lives), Some(before)) = (state.lives, self.before.lives) else {
            assert!(state.lives.is_none() && state.next_life.is_none());
            return;
        };
        let count = |wanted: fn(&Event) -> bool| {
            outputs.details.iter().filter(|e| wanted(e)).count() as u32
        };
        let won = count(|e| matches!(e, Event::LifeWon { .. }));
        let lost = count(|e| matches!(e, Event::LifeLost { .. }));
        assert_eq!(lives, before + won - lost);
        assert!(lives <= 9);
        let next = state.next_life.expect("there are lives");
        let passed = if state.team_score < 20_000 {
            20_000
        } else {
            let further = (state.team_score - 20_000) / 60_000 + 1;
            20_000 + 60_000 * further
        };
        assert_eq!(next, passed);
    }
}

/// Of several that one paddle caught in a step, the last one counts.
fn check_powers(state: &State, outputs: &Outputs<Event>) {
    // a step that ends the round takes all powers
    if state.phase != Phase::Playing {
        return;
    }
    for paddle in state.paddles.iter().filter(|paddle| paddle.plays()) {
        let mut last = outputs.details.iter().rev().filter_map(|e| match e {
            Event::CapsuleCaught { seat, kind, .. } if *seat == paddle.seat => Some(*kind),
            _ => None,
        });
        let expected = match last.next() {
            None => continue,
            Some(CapsuleKind::Enlarge) => Power::Wide,
            Some(CapsuleKind::Catch) => Power::Catch,
            Some(CapsuleKind::Laser) => Power::Laser,
            Some(_) => Power::None,
        };
        assert_eq!(paddle.power, expected, "{:?}", outputs.details);
    }
}

fn check_lists(state: &State) {
    assert!(state.balls.len() <= MAX_BALLS && state.capsules.len() <= MAX_CAPSULES);
    assert!(state.shots.len() <= MAX_SHOTS);
    for shot in &state.shots {
        let of = state.shots.iter().filter(|other| other.seat == shot.seat);
        assert!(of.count() <= 4);
    }
    for ball in &state.balls {
        let speed = ball.velocity.length();
        let is_right = ball.resting.is_some() && speed == 0.0 || (speed - ball.speed).abs() < 0.5;
        assert!(is_right, "{ball:?}");
        assert!(ball.helper.is_none() || ball.helper != ball.owner);
        let lies = PADDLE_Y - PADDLE_HEIGHT / 2.0 - BALL_RADIUS;
        assert!(ball.resting.is_none() || ball.at.y == lies, "{ball:?}");
    }
    let left = state
        .bricks
        .iter()
        .flatten()
        .flatten()
        .filter(|b| b.kind != BrickKind::Gold);
    assert_eq!(left.count(), state.bricks_left as usize);
}
