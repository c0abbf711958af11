//! Crowd Pong: two teams of any size, one paddle each. Every phone votes with its thumb where the paddle should be, and it goes
//! where the middle of the team wants it. Start here; then `state` for what there is, `votes` for what a team wants, `court` for
//! the ball, `crowd` for who plays for whom.

mod court;
mod crowd;
mod feel;
mod saved;
mod stand_in;
mod state;
mod votes;

pub use state::{
    BALL, Ball, Both, Event, FACE, FLASH, HALF, HEIGHT, Length, Pace, Paddle, Phase, SEATS,
    SHORTEST, STEPS_PER_SECOND, STILL, State, Team, Voter, WIDTH, place,
};

use crate::dice::Dice;
use crate::game::{
    self, Area, AxisIndex, ButtonIndex, ControlId, ControlKind, Game, GameEvent, GameOption,
    Highlight, Inputs, League, Manifest, OptionValue, Orientation, Outputs, Pacing, PadLayout,
    SeatEvent, SeatIndex, SeatInput, SeatPolicy, Setup, Showing, Weight,
};
use couchpad_protocol::limits;
use serde::{Deserialize, Serialize};

/// The axis that votes: -1.0 is up.
pub const VOTE: AxisIndex = AxisIndex(0);
/// What a stand-in holds, and no pad can: its vote counts only where no player's does.
const STANDS_IN: ButtonIndex = ButtonIndex(29);
/// Where a phone shows what there is to tell.
const TOLD: ControlId = ControlId(0);
/// More than this in one step is told to nobody: it bounds a step in which a thousand wiggle.
const TOLD_AT_ONCE: usize = 128;

/// The places of the options in the manifest.
const SPEED: usize = 0;
const LENGTH: usize = 1;

/// A game of Crowd Pong.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pong {
    state: State,
    dice: Dice,
    /// Counts what changes on phones.
    news: u32,
    /// Room for sorting votes.
    #[serde(skip)]
    scratch: Vec<i16>,
}

impl Game for Pong {
    type State = State;
    type Event = Event;

    const MANIFEST: Manifest = Manifest {
        id: "pong",
        title: "Crowd Pong",
        blurb: "Two teams, two paddles: every phone votes, and the middle of the team decides.",
        rules: 1,
        pacing: Pacing::Fixed(STEPS_PER_SECOND),
        seats: SeatPolicy::Crowd(SEATS as u16),
        layout,
        options: &[
            GameOption {
                id: "speed",
                title: "Ball",
                values: &[
                    value(
                        "usual",
                        "Usual",
                        "The ball is as fast as it is meant to be.",
                    ),
                    value("calm", "Calm", "The ball gives everybody time."),
                    value("fast", "Fast", "The ball waits for nobody."),
                ],
            },
            GameOption {
                id: "length",
                title: "Length",
                values: &[
                    value(
                        "usual",
                        "Usual",
                        "First to 7 points, three minutes at most.",
                    ),
                    value(
                        "short",
                        "Short",
                        "First to 3 points, half a minute at most.",
                    ),
                    value("long", "Long", "First to 15 points, eight minutes at most."),
                ],
            },
        ],
        packs: None,
    };

    fn new(setup: &Setup) -> Self {
        let pace = match setup.options.choice(SPEED) {
            1 => Pace::Calm,
            2 => Pace::Fast,
            _ => Pace::Usual,
        };
        let length = match setup.options.choice(LENGTH) {
            1 => Length::Short,
            2 => Length::Long,
            _ => Length::Usual,
        };
        let mut dice = Dice::new(setup.seed);
        let to = if dice.coin() { Team::Sun } else { Team::Sky };
        Self {
            state: State::new(pace, length, to),
            dice,
            news: 0,
            scratch: Vec::with_capacity(SEATS),
        }
    }

    fn on_seat(&mut self, event: SeatEvent) {
        if self.is_over() {
            return;
        }
        match event {
            SeatEvent::Taken(seat) => self.state.seat(seat),
            SeatEvent::Left(seat) => self.state.free(seat),
        }
    }

    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        self.state.steps += 1;
        if self.is_over() || self.state.sizes == [0, 0] {
            return;
        }
        if self.state.phase.is_serve() {
            self.even_out(outputs);
        }
        self.hear(inputs, outputs);
        self.move_paddles();
        if let Some(team) = self.fly(outputs) {
            self.score(team, outputs);
        }
        self.count_down(outputs);
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn stand_in(&self, seat: SeatIndex) -> SeatInput {
        let mut input = SeatInput::default();
        if let Some(vote) = self.state.stand_in_vote(seat) {
            input.axes[usize::from(VOTE.0)] = vote;
            input.held = STANDS_IN.bit();
        }
        input
    }

    fn pads(&self) -> u32 {
        self.news
    }

    fn show(&self, seat: SeatIndex, showing: &mut Showing) {
        self.state.show(seat, TOLD, showing);
    }

    fn axes(&self, seat: SeatIndex) -> [i16; limits::AXES] {
        let mut axes = [0; limits::AXES];
        axes[usize::from(VOTE.0)] = self.state.voter(seat).map_or(0, |voter| voter.vote);
        axes
    }

    /// Returns that the player voted for.
    fn score(&self, seat: SeatIndex) -> i64 {
        let voter = self.state.voter(seat);
        voter.map_or(0, |voter| voter.on_the_ball.into())
    }

    /// Returns of both teams: what everybody made together.
    fn team_score(&self) -> i64 {
        self.state.returns.into()
    }

    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        let own = self.state.voter(seat)?.on_the_ball;
        let mut all = self.state.voters.iter().flatten();
        let is_most = all.all(|voter| voter.on_the_ball <= own);
        let is_alone = self.state.sizes.iter().sum::<u16>() < 2;
        Some(Highlight {
            title: if is_most && !is_alone {
                "Most on the ball"
            } else {
                "On the ball"
            },
            count: Some(own).filter(|count| *count > 0)?,
        })
    }

    fn team(&self, number: u8) -> Option<game::Team> {
        let team = *Team::ALL.get(usize::from(number))?;
        Some(game::Team {
            name: team.name(),
            mark: team.mark(),
            points: self.state.points[team.index()].into(),
        })
    }

    fn team_of(&self, seat: SeatIndex) -> Option<u8> {
        let team = self.state.voter(seat)?.team;
        u8::try_from(team.index()).ok()
    }

    /// How long two teams keep a ball up says nothing of either.
    fn league(&self) -> Option<League> {
        None
    }

    fn is_over(&self) -> bool {
        self.state.phase == Phase::Over
    }

    fn revive(self) -> Option<Self> {
        self.revived()
    }
}

const fn value(id: &'static str, title: &'static str, blurb: &'static str) -> OptionValue {
    OptionValue { id, title, blurb }
}

fn layout() -> PadLayout {
    let told = ControlKind::Show {
        weight: Weight::Secondary,
    };
    let vote = ControlKind::Slider { axis: VOTE };
    PadLayout::new("Crowd Pong", Orientation::Portrait)
        .with("", Area::new(60, 30, 730, 170), told)
        .with(
            "WIGGLE: YOUR MARK FLASHES",
            Area::new(150, 230, 700, 700),
            vote,
        )
}

impl Phase {
    const fn is_serve(self) -> bool {
        matches!(self, Self::Serve { .. })
    }
}

impl State {
    fn new(pace: Pace, length: Length, to: Team) -> Self {
        Self {
            steps: 0,
            phase: Phase::Serve {
                to,
                steps_left: court::SERVE,
            },
            pace,
            length,
            steps_left: length.steps(),
            is_overtime: false,
            ball: Ball::resting(pace),
            paddles: [Paddle::new(); 2],
            points: [0; 2],
            sizes: [0; 2],
            voters: Vec::with_capacity(SEATS),
            rally: 0,
            longest: 0,
            returns: 0,
        }
    }
}

impl Pong {
    fn hear(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        let input = |seat| inputs.seat(seat);
        self.state.hear(input, |seat, team| {
            if outputs.details.len() < TOLD_AT_ONCE {
                outputs.details.push(Event::Flashed { seat });
                outputs.events.push(feel::in_colours(seat, team));
            }
        });
    }

    fn move_paddles(&mut self) {
        let wanted = votes::tally(&self.state, &mut self.scratch);
        for (team, vote) in Team::ALL.into_iter().zip(wanted) {
            let alone = || self.state.wanted_alone(team);
            let wanted = vote.map_or_else(alone, place);
            let paddle = &mut self.state.paddles[team.index()];
            paddle.wanted = wanted;
            paddle.go();
        }
    }

    /// Lets the ball fly. Tells which team has made a point.
    fn fly(&mut self, outputs: &mut Outputs<Event>) -> Option<Team> {
        let mut met = None;
        let team = self.state.play(&mut self.dice, &mut |event| {
            if let Event::Returned { team, y, .. } = event {
                met = Some((team, y));
            }
            outputs.details.push(event);
        });
        if let Some((team, y)) = met {
            self.state.reward(team, y, &mut outputs.events);
        }
        team
    }

    fn score(&mut self, team: Team, outputs: &mut Outputs<Event>) {
        let y = self.state.ball.y;
        self.state.score(team);
        outputs.details.push(Event::Point { team, y });
        let round = self.state.points.iter().sum();
        outputs.events.push(GameEvent::RoundCleared { round });
        self.state.tell_point(team, &mut outputs.events);
        self.news = self.news.wrapping_add(1);
        let is_won = self.state.points.contains(&self.state.length.goal());
        if is_won || self.state.is_overtime {
            self.end(outputs);
        }
    }

    /// Evens the teams out, and tells who plays for another one now.
    fn even_out(&mut self, outputs: &mut Outputs<Event>) {
        let told = outputs.details.len();
        self.state.balance(|seat, to| {
            outputs.details.push(Event::Moved { seat, to });
            outputs.events.extend(feel::moved(seat, to));
        });
        let has_moved = outputs.details.len() > told;
        self.news = self.news.wrapping_add(u32::from(has_moved));
    }

    fn count_down(&mut self, outputs: &mut Outputs<Event>) {
        if self.is_over() {
            return;
        }
        self.state.steps_left = self.state.steps_left.saturating_sub(1);
        if self.state.steps_left > 0 {
            return;
        }
        if self.state.is_overtime || self.state.leader().is_some() {
            self.end(outputs);
        } else {
            self.state.is_overtime = true;
            self.state.steps_left = self.state.length.overtime();
            outputs.details.push(Event::Overtime);
        }
    }

    fn end(&mut self, outputs: &mut Outputs<Event>) {
        self.state.phase = Phase::Over;
        let won = self.state.leader().is_some();
        outputs.events.push(GameEvent::GameOver { won });
    }
}
