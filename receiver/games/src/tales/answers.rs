//! Taking lies, mixing them with the truth, and taking picks. What comes in here came from strangers.

use super::questions::LEAST_LIES;
use super::state::{Answer, Phase, Players, Refusal, Who};
use super::{ANSWER, Event, OFFERED, Tales, words};
use crate::game::{Outputs, PadAction, SeatAction};

impl Tales {
    /// What a player did; whatever the phase does not ask for is nothing.
    pub(super) fn act(&mut self, action: &SeatAction, outputs: &mut Outputs<Event>) {
        if self.seated(action.seat).is_none() {
            return;
        }
        let player = action.seat.index();
        match &action.action {
            PadAction::Text { control, text } if *control == ANSWER => {
                self.write(player, text, outputs);
            }
            PadAction::Choose { control, option } if *control == ANSWER => {
                self.pick(player, usize::from(*option), outputs);
            }
            _ => {}
        }
    }

    /// Takes a lie, once. The truth is not taken, nor is what nobody could read.
    pub(super) fn write(&mut self, player: usize, text: &str, outputs: &mut Outputs<Event>) {
        if !self.may_write(player) {
            return;
        }
        let answer = words::answer(text);
        let is_true = |answer: &String| self.state.asked().is_some_and(|q| q.is_truth(answer));
        let refused = match &answer {
            None => Some(Refusal::Empty),
            Some(answer) if is_true(answer) => Some(Refusal::True),
            Some(_) => None,
        };
        let lie = answer.filter(|_| refused.is_none());
        let is_taken = lie.is_some();
        if let Some(player) = self.state.players.get_mut(player) {
            player.refused = refused;
            player.lie = lie;
        }
        if is_taken {
            outputs.details.push(Event::Wrote(Who::of(player)));
        }
        self.tell_pads();
    }

    /// The house writes a lie for a player, who gets fewer points for it.
    pub(super) fn help(&mut self, player: usize, outputs: &mut Outputs<Event>) {
        if !self.may_write(player) {
            return;
        }
        let Some(lie) = self.spare_lie(player) else {
            return;
        };
        self.write(player, &lie, outputs);
        if let Some(player) = self.state.players.get_mut(player) {
            player.helped = player.lie.is_some();
        }
    }

    fn may_write(&self, player: usize) -> bool {
        let player = self.state.players.get(player);
        self.state.phase == Phase::Write && player.is_some_and(|p| p.here && p.lie.is_none())
    }

    /// Puts all lies and the truth on the table, in an order that tells nothing. Lies that are the same become one.
    pub(super) fn mix(&mut self) {
        let mut answers: Vec<Answer> = Vec::new();
        for (at, player) in self.state.players.iter().enumerate() {
            if let Some(lie) = player.lie.as_ref().filter(|_| player.here) {
                put(&mut answers, lie, Players::default().with(at));
            }
        }
        if let Some(question) = self.state.asked() {
            for lie in &question.lies {
                if answers.len() < LEAST_LIES {
                    put(&mut answers, lie, Players::default());
                }
            }
            answers.push(Answer {
                text: question.truth.clone(),
                is_true: true,
                writers: Players::default(),
            });
        }
        for at in (1..answers.len()).rev() {
            answers.swap(at, self.dice.below(at + 1));
        }
        self.state.answers = answers;
    }

    /// The answers that a player may pick from, by their place: never one's own, always the truth, and not more than
    /// [`OFFERED`]. Where there are more, each player gets the next lies after their own, so that every lie is offered as
    /// often as the others.
    #[must_use]
    pub fn offered(&self, player: usize) -> Vec<u8> {
        let answers = (0_u8..).zip(&self.state.answers);
        let (truth, lies): (Vec<_>, Vec<_>) = answers.partition(|(_, answer)| answer.is_true);
        let own = lies.iter().position(|(_, lie)| lie.writers.has(player));
        let others = lies.iter().filter(|(_, lie)| !lie.writers.has(player));
        let skipped = own.unwrap_or(player) % others.clone().count().max(1);
        let next = others.clone().cycle().skip(skipped);
        let room = OFFERED.saturating_sub(truth.len());
        let next = next.take(room.min(others.count()));
        let mut offered: Vec<_> = truth.iter().chain(next).map(|(at, _)| *at).collect();
        offered.sort_unstable();
        offered
    }

    /// Takes a pick; it may be changed as long as others think.
    pub(super) fn pick(&mut self, player: usize, option: usize, outputs: &mut Outputs<Event>) {
        let Some(answer) = self.offered(player).get(option).copied() else {
            return;
        };
        let is_here = |p: &&mut super::Player| p.here;
        let Some(picking) = self.state.players.get_mut(player).filter(is_here) else {
            return;
        };
        if self.state.phase != Phase::Pick || picking.pick == Some(answer) {
            return;
        }
        if picking.pick.replace(answer).is_none() {
            outputs.details.push(Event::Picked(Who::of(player)));
        }
        self.tell_pads();
    }
}

/// A lie comes to the others; one that is there already gets one more writer.
fn put(answers: &mut Vec<Answer>, lie: &str, writers: Players) {
    match answers.iter_mut().find(|a| words::are_same(&a.text, lie)) {
        Some(same) => same.writers.0 |= writers.0,
        None => answers.push(Answer {
            text: lie.to_owned(),
            is_true: false,
            writers,
        }),
    }
}
