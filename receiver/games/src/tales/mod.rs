//! Tall Tales, the bluffing quiz: a true sentence with a gap, a lie from everybody, and then the question which of all the
//! answers is the truth. Knows no pad, no window and no name of a player.
//!
//! Start with `state` for what there is and `play` for how a game goes. `answers` takes and mixes what is written, `tell` gives
//! the points, `pads` says what each phone shows, `bluff` plays for those who are away and for the guests of the house.

mod answers;
mod bluff;
mod pads;
mod play;
pub mod questions;
mod saved;
mod state;
mod tell;
pub mod words;

pub use play::Pace;
pub use state::{
    Answer, GUEST_NAMES, GUESTS, LEAST_PLAYERS, PLAYERS, Phase, Player, Players, ROUNDS, Refusal,
    SEATS, State, Who,
};

use crate::dice::Dice;
use crate::game::{
    ButtonIndex, ControlId, Game, GameOption, Highlight, Inputs, League, Manifest, OptionValue,
    Outputs, Pacing, PackInfo, Packs, PadAction, PadLayout, Ranked, SeatEvent, SeatIndex,
    SeatInput, SeatPolicy, Setup, Showing, Turn,
};
use crate::packs::told;
use questions::Question;
use serde::{Deserialize, Serialize};

/// Steps per second.
pub const STEPS_PER_SECOND: u32 = 20;
/// Answers that one phone offers at most; where more are written, each lie is on as many phones as the others.
pub const OFFERED: usize = 8;
/// Points for the truth, in the first round.
pub const TRUTH_POINTS: i64 = 1_000;
/// Points for each who is fooled, in the first round.
pub const FOOLED_POINTS: i64 = 500;
/// The same for a lie that the house has written.
pub const HELPED_POINTS: i64 = 250;

/// The control with what is asked or told.
pub const PROMPT: ControlId = ControlId(0);
/// The control with what there is to say about it.
pub const NOTE: ControlId = ControlId(1);
/// The control with which a lie is written, or the truth picked.
pub const ANSWER: ControlId = ControlId(2);
/// The house writes the lie.
pub const HELP: ButtonIndex = ButtonIndex(0);

const LENGTH: usize = 0;
const PACE: usize = 1;

const OPTIONS: &[GameOption] = &[
    GameOption {
        id: "length",
        title: "Length",
        values: &[
            OptionValue {
                id: "usual",
                title: "Usual",
                blurb: "Seven questions: three, three and the last one.",
            },
            OptionValue {
                id: "short",
                title: "Short",
                blurb: "Three questions, one in each round.",
            },
            OptionValue {
                id: "long",
                title: "Long",
                blurb: "Ten questions: four, four and two.",
            },
        ],
    },
    GameOption {
        id: "pace",
        title: "Time",
        values: &[
            OptionValue {
                id: "usual",
                title: "Usual",
                blurb: "A minute to write, half a minute to pick.",
            },
            OptionValue {
                id: "relaxed",
                title: "Relaxed",
                blurb: "Two minutes to write, one to pick.",
            },
            OptionValue {
                id: "hurry",
                title: "Hurry",
                blurb: "Twenty seconds to write, ten to pick.",
            },
        ],
    },
];

/// Questions of each round, by length.
const PLANS: [[u8; ROUNDS]; 3] = [[3, 3, 1], [1, 1, 1], [4, 4, 2]];

/// What only this game's presenters need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A round is announced, counted from 1.
    RoundBegan(u32),
    /// A question is asked.
    Asked,
    /// Somebody has written a lie.
    Wrote(Who),
    /// The answers can be picked.
    Mixed,
    /// Somebody has picked an answer, for the first time.
    Picked(Who),
    /// Time is short: a second has gone, and this many are left.
    Hurry(u32),
    /// An answer comes up, and who picked it.
    Shown,
    /// It was a lie, and so many believed it.
    Lie(u32),
    /// It was the truth, and so many found it.
    Truth(u32),
    /// The points are shown.
    Scored,
}

/// A game of Tall Tales.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tales {
    state: State,
    dice: Dice,
    length: u8,
    pace: u8,
    /// Counted up with everything that a phone shows.
    news: u32,
}

impl Game for Tales {
    type State = State;
    type Event = Event;

    const MANIFEST: Manifest = Manifest {
        id: "tales",
        title: "Tall Tales",
        blurb: "Write a lie, find the truth: a quiz for good liars.",
        rules: 2,
        pacing: Pacing::Fixed(STEPS_PER_SECOND),
        seats: SeatPolicy::Seats(SEATS as u16),
        layout: pads::watching,
        options: OPTIONS,
        packs: Some(Packs {
            name: "questions",
            unit: "question",
            check: |text| {
                let pack = questions::Pack::read(text).map_err(|errors| told(&errors))?;
                Ok(PackInfo {
                    title: pack.name().to_owned(),
                    author: pack.author().to_owned(),
                    count: pack.questions().len(),
                })
            },
        }),
    };

    fn new(setup: &Setup) -> Self {
        let length = setup.options.choice(LENGTH);
        let plan = PLANS.get(usize::from(length)).copied().unwrap_or(PLANS[0]);
        let mut dice = Dice::new(setup.seed);
        let count = plan.iter().map(|count| usize::from(*count)).sum();
        let state = State {
            steps: 0,
            phase: Phase::Round,
            left: 0,
            whole: 0,
            questions: questions::choose(setup, count, &mut dice),
            plan,
            question: 0,
            players: vec![Player::default(); PLAYERS],
            answers: Vec::new(),
            reveals: Vec::new(),
        };
        Self {
            state,
            dice,
            length,
            pace: setup.options.choice(PACE),
            news: 0,
        }
    }

    fn on_seat(&mut self, event: SeatEvent) {
        if self.is_over() {
            return;
        }
        match event {
            SeatEvent::Taken(seat) => self.sit_down(seat),
            SeatEvent::Left(seat) => self.leave(seat),
        }
    }

    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        self.state.steps += 1;
        if !self.is_over() && self.has_people() {
            self.play(inputs, outputs);
        }
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn stand_in(&self, _: SeatIndex) -> SeatInput {
        SeatInput::default()
    }

    fn stand_in_action(&self, seat: SeatIndex) -> Option<PadAction> {
        self.bluff(seat)
    }

    fn pads(&self) -> u32 {
        self.news
    }

    fn layout(&self, seat: SeatIndex) -> PadLayout {
        self.controls(seat)
    }

    fn show(&self, seat: SeatIndex, showing: &mut Showing) {
        self.tell_pad(seat, showing);
    }

    fn score(&self, seat: SeatIndex) -> i64 {
        self.seated(seat).map_or(0, |player| player.points)
    }

    fn highlight(&self, seat: SeatIndex) -> Option<Highlight> {
        let own = self.seated(seat)?;
        let others = || self.state.players.iter().take(SEATS).filter(|p| p.here);
        let alone = others().count() < 2;
        let is_most = |of: fn(&Player) -> u32| !alone && others().all(|p| of(p) <= of(own));
        let (title, count) = if own.fooled >= own.found {
            let most = is_most(|p| p.fooled);
            (if most { "Most fooled" } else { "Fooled" }, own.fooled)
        } else {
            let most = is_most(|p| p.found);
            let title = if most {
                "Most truths found"
            } else {
                "Truths found"
            };
            (title, own.found)
        };
        (count > 0).then_some(Highlight { title, count })
    }

    fn league(&self) -> Option<League> {
        let length = OPTIONS.first()?.values.get(usize::from(self.length));
        Some(League {
            id: length.map_or("", |value| value.id),
            of: Ranked::Player,
        })
    }

    /// Only who keeps all the others waiting is told so.
    fn turn(&self, seat: SeatIndex) -> Turn {
        let missing = self.state.missing();
        if missing.count() == 1 && missing.has(seat.index()) && self.state.here().count() > 1 {
            Turn::Yours
        } else {
            Turn::Free
        }
    }

    /// The questions that were asked.
    fn heard(&self) -> Vec<u64> {
        let asked = self.state.questions.iter().take(self.state.begun());
        asked.map(Question::mark).collect()
    }

    fn is_over(&self) -> bool {
        self.state.phase == Phase::Over
    }

    fn revive(self) -> Option<Self> {
        self.is_sound().then_some(self)
    }
}

impl Tales {
    fn has_people(&self) -> bool {
        self.state.players.iter().take(SEATS).any(|p| p.here)
    }

    /// Who sits there now.
    fn seated(&self, seat: SeatIndex) -> Option<&Player> {
        let seats = self.state.players.get(..SEATS)?;
        seats.get(seat.index()).filter(|player| player.here)
    }

    /// Something that a phone shows is different from now on.
    fn tell_pads(&mut self) {
        self.news = self.news.wrapping_add(1);
    }

    fn sit_down(&mut self, seat: SeatIndex) {
        if seat.index() >= SEATS || self.seated(seat).is_some() {
            return;
        }
        if let Some(player) = self.state.players.get_mut(seat.index()) {
            *player = Player {
                here: true,
                ..Player::default()
            };
            self.tell_pads();
        }
    }

    /// A lie stays when its writer leaves: others may be picking it.
    fn leave(&mut self, seat: SeatIndex) {
        if self.seated(seat).is_none() {
            return;
        }
        if let Some(player) = self.state.players.get_mut(seat.index()) {
            *player = Player::default();
        }
        for answer in &mut self.state.answers {
            answer.writers = answer.writers.without(seat.index());
        }
        self.tell_pads();
    }
}
