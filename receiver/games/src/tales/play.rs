//! How a game goes: phase after phase, each with its time, and each over early when everybody is done. Decides neither who
//! wins what nor what a phone shows.

use super::state::{LEAST_PLAYERS, Phase, SEATS, Who};
use super::{Event, HELP, STEPS_PER_SECOND, Tales};
use crate::game::{GameEvent, Glow, Inputs, Outputs, Rumble, SeatIndex, Tint};

/// How long everything takes, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// A round is announced.
    pub round: u32,
    /// A lie is written.
    pub write: u32,
    /// An answer is picked.
    pub pick: u32,
    /// One lie is told.
    pub lie: u32,
    /// The truth is told.
    pub truth: u32,
    /// The points are looked at.
    pub scores: u32,
}

const fn pace(seconds: [u32; 3], tenths: [u32; 3]) -> Pace {
    let [round, write, pick] = seconds;
    let [lie, truth, scores] = tenths;
    Pace {
        round: round * STEPS_PER_SECOND,
        write: write * STEPS_PER_SECOND,
        pick: pick * STEPS_PER_SECOND,
        lie: lie * STEPS_PER_SECOND / 10,
        truth: truth * STEPS_PER_SECOND / 10,
        scores: scores * STEPS_PER_SECOND / 10,
    }
}

/// By the place among the options: usual, relaxed, hurry.
const PACES: [Pace; 3] = [
    pace([5, 60, 30], [40, 50, 60]),
    pace([6, 120, 60], [50, 60, 80]),
    pace([1, 20, 10], [15, 20, 20]),
];
/// All lies together are told in so many times what one takes: where many are believed, each is told faster.
const LIES_AT_LENGTH: u32 = 6;
/// No lie is told faster.
const SHORTEST: u32 = STEPS_PER_SECOND;
/// When the last one is done, the others see it.
const GRACE: u32 = STEPS_PER_SECOND / 2;
/// The seconds before the end of a phase that are counted.
const COUNTED: u32 = 5;
/// When this is left, whoever is not done is reminded.
const REMINDED: u32 = 10 * STEPS_PER_SECOND;
/// The longest that any phase takes.
pub(super) const LONGEST: u32 = 120 * STEPS_PER_SECOND;

impl Tales {
    pub(super) fn pace(&self) -> Pace {
        let [usual, ..] = PACES;
        PACES.get(usize::from(self.pace)).copied().unwrap_or(usual)
    }

    /// One step, of a game that goes on and has players.
    pub(super) fn play(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        if self.state.whole == 0 {
            self.begin(Phase::Round, outputs);
        }
        for action in inputs.actions {
            self.act(action, outputs);
        }
        for seat in (0..SEATS as u16).map(SeatIndex) {
            if inputs.seat(seat).pressed(HELP) {
                self.help(seat.index(), outputs);
            }
        }
        self.guests_act(outputs);
        self.count_down(outputs);
        if self.state.left == 0 {
            self.go_on(outputs);
        }
    }

    fn count_down(&mut self, outputs: &mut Outputs<Event>) {
        let is_asked = matches!(self.state.phase, Phase::Write | Phase::Pick);
        if is_asked && self.state.missing().is_empty() {
            self.state.left = self.state.left.min(GRACE);
        }
        self.state.left = self.state.left.saturating_sub(1);
        let left = self.state.left;
        if is_asked && left == REMINDED.min(self.state.whole / 2) {
            self.remind(outputs);
        }
        let is_second = left > 0 && left.is_multiple_of(STEPS_PER_SECOND);
        if is_asked && is_second && left <= COUNTED * STEPS_PER_SECOND {
            let seconds = left / STEPS_PER_SECOND;
            outputs.details.push(Event::Hurry(seconds));
        }
        if matches!(self.state.phase, Phase::Reveal(_)) && left == self.state.whole / 2 {
            self.tell(outputs);
        }
    }

    /// Whoever is not done is told by light and shaking: the eyes may be on the big screen.
    fn remind(&self, outputs: &mut Outputs<Event>) {
        for seat in seats(self.state.missing().iter()) {
            shake(outputs, seat, 160, 180);
            glow(outputs, seat, Tint::Warning);
        }
    }

    /// The phase is over; what comes now?
    fn go_on(&mut self, outputs: &mut Outputs<Event>) {
        match self.state.phase {
            Phase::Round => self.ask(outputs),
            Phase::Write => {
                self.mix();
                self.begin(Phase::Pick, outputs);
            }
            Phase::Pick => {
                self.line_up();
                self.begin(Phase::Reveal(0), outputs);
            }
            Phase::Reveal(at) if usize::from(at) + 1 < self.state.reveals.len() => {
                self.begin(Phase::Reveal(at + 1), outputs);
            }
            Phase::Reveal(_) => self.begin(Phase::Scores, outputs),
            Phase::Scores => self.end_question(outputs),
            Phase::Over => {}
        }
    }

    fn ask(&mut self, outputs: &mut Outputs<Event>) {
        self.state.answers.clear();
        self.state.reveals.clear();
        for player in &mut self.state.players {
            player.lie = None;
            player.helped = false;
            player.refused = None;
            player.pick = None;
            player.gained = 0;
        }
        self.invite_guests();
        self.begin(Phase::Write, outputs);
    }

    /// As many guests as it takes for somebody to be fooled.
    fn invite_guests(&mut self) {
        let people = self.state.players.iter().take(SEATS);
        let missing = LEAST_PLAYERS.saturating_sub(people.filter(|p| p.here).count());
        for (at, guest) in self.state.players.iter_mut().skip(SEATS).enumerate() {
            guest.here = at < missing;
        }
    }

    fn end_question(&mut self, outputs: &mut Outputs<Event>) {
        let (round, is_last) = (self.state.round(), self.state.is_last());
        let ends_round = self.state.ends_round();
        if ends_round {
            outputs.events.push(GameEvent::RoundCleared { round });
        }
        if is_last {
            self.state.phase = Phase::Over;
            self.tell_pads();
            let won = self.state.rank(self.best_seat()) == 1;
            outputs.events.push(GameEvent::GameOver { won });
            return;
        }
        self.state.question += 1;
        if ends_round {
            self.begin(Phase::Round, outputs);
        } else {
            self.ask(outputs);
        }
    }

    /// The seat with most points.
    fn best_seat(&self) -> usize {
        let seats = (0..SEATS).filter(|at| self.state.here().has(*at));
        seats.min_by_key(|at| self.state.rank(*at)).unwrap_or(0)
    }

    fn begin(&mut self, phase: Phase, outputs: &mut Outputs<Event>) {
        self.state.phase = phase;
        self.state.whole = self.length_of(phase).clamp(1, LONGEST);
        self.state.left = self.state.whole;
        self.tell_pads();
        let event = match phase {
            Phase::Round => Event::RoundBegan(self.state.round()),
            Phase::Write => Event::Asked,
            Phase::Pick => Event::Mixed,
            Phase::Reveal(_) => Event::Shown,
            Phase::Scores => Event::Scored,
            Phase::Over => return,
        };
        outputs.details.push(event);
        if matches!(phase, Phase::Write | Phase::Pick) {
            for seat in seats(self.state.here().iter()) {
                shake(outputs, seat, 120, 90);
            }
        }
    }

    fn length_of(&self, phase: Phase) -> u32 {
        let pace = self.pace();
        let reveals = u32::try_from(self.state.reveals.len()).unwrap_or(1);
        match phase {
            Phase::Round => pace.round,
            Phase::Write => pace.write,
            Phase::Pick => pace.pick,
            Phase::Reveal(at) if u32::from(at) + 1 < reveals => {
                let lies = reveals.saturating_sub(1).max(1);
                (pace.lie * LIES_AT_LENGTH / lies).clamp(SHORTEST, pace.lie)
            }
            Phase::Reveal(_) => pace.truth,
            Phase::Scores => pace.scores,
            Phase::Over => 1,
        }
    }
}

/// Those of the players who have a seat.
pub(super) fn seats(players: impl Iterator<Item = usize>) -> impl Iterator<Item = SeatIndex> {
    players.filter_map(|player| match Who::of(player) {
        Who::Seat(seat) => Some(seat),
        Who::Guest(_) => None,
    })
}

pub(super) fn shake(outputs: &mut Outputs<Event>, seat: SeatIndex, strength: u8, millis: u16) {
    outputs.events.push(GameEvent::Rumble(Rumble {
        seat,
        strength,
        millis,
    }));
}

pub(super) fn glow(outputs: &mut Outputs<Event>, seat: SeatIndex, tint: Tint) {
    let millis = 700;
    outputs
        .events
        .push(GameEvent::Glow(Glow { seat, tint, millis }));
}
