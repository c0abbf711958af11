//! A game of Snake, and hands to play it.

use couchpad_games::dice::Dice;
use couchpad_games::game::{
    Game, GameEvent, Inputs, Outputs, SeatEvent, SeatIndex, SeatInput, Setup, Showing, Shown,
};
use couchpad_games::snake::{Event, Heading, SEATS, Snakes, State, button};

/// The place of an option in the manifest's list, and of a value in its.
pub(crate) fn setup(seed: u64, wanted: &[(&str, &str)]) -> Setup {
    let mut setup = Setup::new(seed);
    for (id, value) in wanted {
        let options = Snakes::MANIFEST.options;
        let at = options.iter().position(|option| option.id == *id).unwrap();
        let values = options[at].values;
        let place = values.iter().position(|own| own.id == *value).unwrap();
        setup.options = setup.options.with(at, place as u8);
    }
    setup
}

/// Who steers.
pub(crate) enum Hands {
    /// The rules' own stand-ins.
    StandIns,
    /// Nobody.
    Asleep,
    /// Whatever the dice say.
    Blind(Dice),
}

pub(crate) struct Table {
    pub(crate) game: Snakes,
    pub(crate) outputs: Outputs<Event>,
    pub(crate) hands: Hands,
    pub(crate) steps: u32,
    /// Points that were told, by seat.
    pub(crate) told: [i64; SEATS],
    pub(crate) overs: Vec<bool>,
    pub(crate) rounds: Vec<u32>,
}

impl Table {
    pub(crate) fn new(setup: &Setup, seats: &[u16], hands: Hands) -> Self {
        let mut table = Self {
            game: Snakes::new(setup),
            outputs: Outputs::default(),
            hands,
            steps: 0,
            told: [0; SEATS],
            overs: Vec::new(),
            rounds: Vec::new(),
        };
        seats.iter().for_each(|seat| table.sit(*seat));
        table
    }

    pub(crate) fn sit(&mut self, seat: u16) {
        self.game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }

    pub(crate) fn leave(&mut self, seat: u16) {
        self.game.on_seat(SeatEvent::Left(SeatIndex(seat)));
    }

    pub(crate) fn state(&self) -> &State {
        self.game.state()
    }

    pub(crate) fn step(&mut self) {
        let mut seats = [SeatInput::default(); SEATS];
        for (at, input) in (0..).map(SeatIndex).zip(&mut seats) {
            match &mut self.hands {
                Hands::StandIns => *input = self.game.stand_in(at),
                Hands::Asleep => {}
                Hands::Blind(dice) => {
                    if dice.below(12) == 0 {
                        input.pressed = button(Heading::ALL[dice.below(4)]).bit();
                    }
                    if dice.below(3) == 0 {
                        input.held = dice.below(16) as u32;
                    }
                }
            }
        }
        self.outputs.clear();
        self.game.step(
            &Inputs {
                seats: &seats,
                actions: &[],
            },
            &mut self.outputs,
        );
        self.steps += 1;
        for event in &self.outputs.events {
            match *event {
                GameEvent::Score {
                    seat,
                    points,
                    total,
                } => {
                    self.told[seat.index()] += i64::from(points);
                    assert_eq!(total, self.told[seat.index()]);
                }
                GameEvent::GameOver { won } => self.overs.push(won),
                GameEvent::RoundCleared { round } => self.rounds.push(round),
                _ => {}
            }
        }
    }

    pub(crate) fn play_until(&mut self, until: impl Fn(&State) -> bool) {
        while !until(self.state()) && !self.game.is_over() {
            self.step();
            assert!(self.steps < 100_000, "it never comes to this");
        }
    }

    pub(crate) fn play(&mut self) {
        self.play_until(|_| false);
    }

    /// What the pad of a seat says.
    pub(crate) fn says(&self, seat: u16) -> String {
        let mut showing = Showing::default();
        self.game.show(SeatIndex(seat), &mut showing);
        let texts = showing.iter().map(|(_, shown)| match shown {
            Shown::Text(text) => text.clone(),
            Shown::Board { .. } => panic!("there is no board"),
        });
        texts.collect()
    }
}
