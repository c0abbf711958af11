//! Crowd Pong's rules, by name.

mod crowds;
mod rules;

use couchpad_games::game::{
    Game, GameEvent, Inputs, Outputs, SeatEvent, SeatIndex, SeatInput, Setup,
};
use couchpad_games::pong::{Event, Pong, State, Team};

/// A game with whoever plays it.
struct Table {
    game: Pong,
    outputs: Outputs<Event>,
    inputs: Vec<SeatInput>,
}

impl Table {
    /// So many players, from seat 0 on.
    fn new(players: u16, setup: &Setup) -> Self {
        let mut table = Self {
            game: Pong::new(setup),
            outputs: Outputs::default(),
            inputs: vec![SeatInput::default(); 1_000],
        };
        (0..players).for_each(|seat| table.sit(seat));
        table
    }

    fn sit(&mut self, seat: u16) {
        self.game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }

    fn leave(&mut self, seat: u16) {
        self.game.on_seat(SeatEvent::Left(SeatIndex(seat)));
    }

    fn state(&self) -> &State {
        self.game.state()
    }

    /// Seats of a team.
    fn of(&self, team: Team) -> Vec<u16> {
        let players = self.state().players();
        players
            .filter(|(_, voter)| voter.team == team)
            .map(|(seat, _)| seat.0)
            .collect()
    }

    /// From now on that one votes so.
    fn vote(&mut self, seat: u16, vote: i16) {
        self.inputs[usize::from(seat)].axes[0] = vote;
    }

    /// What stand-ins would do is done by everybody.
    fn stand_in(&mut self) {
        for (seat, input) in (0..).map(SeatIndex).zip(&mut self.inputs) {
            *input = self.game.stand_in(seat);
        }
    }

    fn step(&mut self) {
        self.outputs.clear();
        let inputs = Inputs {
            seats: &self.inputs,
            actions: &[],
        };
        self.game.step(&inputs, &mut self.outputs);
    }

    fn steps(&mut self, count: usize) {
        (0..count).for_each(|_| self.step());
    }

    /// Steps until this happens; the step's events are still there.
    fn until(&mut self, what: impl Fn(&Event) -> bool) -> Event {
        for _ in 0..20_000 {
            self.step();
            if let Some(event) = self.outputs.details.iter().find(|event| what(event)) {
                return *event;
            }
        }
        panic!("it never happens");
    }

    fn told(&self, what: impl Fn(&GameEvent) -> bool) -> usize {
        self.outputs
            .events
            .iter()
            .filter(|event| what(event))
            .count()
    }
}
