//! Tall Tales as a whole, seen from outside: a table with people who write and pick.

mod any;
mod heard;
mod phones;
mod rules;

use couchpad_games::game::{
    Game, GameEvent, Inputs, Options, Outputs, PadAction, SeatAction, SeatEvent, SeatIndex,
    SeatInput, Setup, Showing, Shown,
};
use couchpad_games::tales::{ANSWER, Event, HELP, NOTE, PROMPT, Phase, Tales};

/// Three questions whose truths are TRUTH, and enough lies of their own.
const PACK: &str = "couchpad-questions 1
name: Test
question: One is ____.
truth: truth
also: verity
lies: house one; house two; house three; house four
question: Two is ____.
truth: truth
lies: house one; house two; house three; house four
question: Three is ____.
truth: truth
lies: house one; house two; house three; house four
";
/// By their places among the options.
const SHORT: u8 = 1;
const HURRY: u8 = 2;

/// A game and its players.
struct Table {
    game: Tales,
    outputs: Outputs<Event>,
    /// Everything that was told since the last look.
    events: Vec<GameEvent>,
    details: Vec<Event>,
}

impl Table {
    /// A short game, with the questions of [`PACK`].
    fn new(seats: u16) -> Self {
        let setup = Setup {
            seed: 5,
            options: Options::default().with(0, SHORT).with(1, HURRY),
            pack: Some(PACK.to_owned()),
            heard: Vec::new(),
        };
        Self::of(&setup, seats)
    }

    fn of(setup: &Setup, seats: u16) -> Self {
        let mut table = Self {
            game: Tales::new(setup),
            outputs: Outputs::default(),
            events: Vec::new(),
            details: Vec::new(),
        };
        (0..seats).for_each(|seat| table.sit(seat));
        table
    }

    fn sit(&mut self, seat: u16) {
        self.game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }

    fn leave(&mut self, seat: u16) {
        self.game.on_seat(SeatEvent::Left(SeatIndex(seat)));
    }

    fn step(&mut self, actions: &[SeatAction], helped: Option<u16>) {
        let mut seats = [SeatInput::default(); 16];
        if let Some(seat) = helped {
            seats[usize::from(seat)].pressed = HELP.bit();
        }
        self.outputs.clear();
        let inputs = Inputs {
            seats: &seats,
            actions,
        };
        self.game.step(&inputs, &mut self.outputs);
        self.events.append(&mut self.outputs.events);
        self.details.append(&mut self.outputs.details);
    }

    fn act(&mut self, seat: u16, action: PadAction) {
        let seat = SeatIndex(seat);
        self.step(&[SeatAction { seat, action }], None);
    }

    fn write(&mut self, seat: u16, text: &str) {
        let (control, text) = (ANSWER, text.to_owned());
        self.act(seat, PadAction::Text { control, text });
    }

    /// Picks the answer with that text, as the phone of this seat offers it.
    fn pick(&mut self, seat: u16, text: &str) {
        let option = self.offered(seat).iter().position(|t| t == text);
        let option = option.unwrap_or_else(|| panic!("{seat} is not offered {text}")) as u8;
        let control = ANSWER;
        self.act(seat, PadAction::Choose { control, option });
    }

    /// What the phone of this seat offers.
    fn offered(&self, seat: u16) -> Vec<String> {
        let offered = self.game.offered(usize::from(seat));
        let answers = &self.game.state().answers;
        let texts = offered.iter().map(|at| &answers[usize::from(*at)].text);
        texts.cloned().collect()
    }

    fn phase(&self) -> Phase {
        self.game.state().phase
    }

    /// Steps until the phase is this one.
    fn until(&mut self, phase: impl Fn(Phase) -> bool) {
        for _ in 0..20_000 {
            if phase(self.phase()) {
                return;
            }
            self.step(&[], None);
        }
        panic!("it never comes");
    }

    fn until_write(&mut self) {
        self.until(|phase| phase == Phase::Write);
    }

    fn until_pick(&mut self) {
        self.until(|phase| phase == Phase::Pick);
    }

    fn until_scores(&mut self) {
        self.until(|phase| phase == Phase::Scores);
    }

    fn points(&self, seats: u16) -> Vec<i64> {
        let seats = (0..seats).map(SeatIndex);
        seats.map(|seat| self.game.score(seat)).collect()
    }

    /// What a phone shows: question or answer, and the note below. Names are "P" and a number.
    fn shown(&self, seat: u16) -> (String, String) {
        let mut showing = Showing::default();
        self.game.show(SeatIndex(seat), &mut showing);
        let text = |control| match showing.get(control) {
            Some(Shown::Text(text)) => {
                couchpad_games::game::with_names(text, |seat| format!("P{}", seat.0))
            }
            _ => String::new(),
        };
        (text(PROMPT), text(NOTE))
    }
}
