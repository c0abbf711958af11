//! Lying and guessing for those who are away, and for the guests of the house: after a while, and not too well.

use super::state::{GUESTS, Phase, SEATS};
use super::{ANSWER, Event, Tales, words};
use crate::checksum::Checksum;
use crate::game::{Outputs, PadAction, SeatIndex};

/// Of a hundred guesses, so many are none: the truth is known.
const KNOWS: u64 = 35;

impl Tales {
    /// What a stand-in does in this seat now.
    pub(super) fn bluff(&self, seat: SeatIndex) -> Option<PadAction> {
        self.seated(seat)?;
        let player = seat.index();
        if !self.is_time(player) {
            return None;
        }
        match self.state.phase {
            Phase::Write => Some(PadAction::Text {
                control: ANSWER,
                text: self.spare_lie(player)?,
            }),
            Phase::Pick => Some(PadAction::Choose {
                control: ANSWER,
                option: self.guess(player)?,
            }),
            _ => None,
        }
    }

    /// What the guests of the house do now.
    pub(super) fn guests_act(&mut self, outputs: &mut Outputs<Event>) {
        for guest in SEATS..SEATS + GUESTS {
            if !self.is_time(guest) {
                continue;
            }
            match self.state.phase {
                Phase::Write => {
                    if let Some(lie) = self.spare_lie(guest) {
                        self.write(guest, &lie, outputs);
                    }
                }
                Phase::Pick => {
                    if let Some(option) = self.guess(guest) {
                        self.pick(guest, usize::from(option), outputs);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a player who thinks by themselves has thought long enough, and is not done.
    fn is_time(&self, player: usize) -> bool {
        let state = &self.state;
        let passed = state.whole.saturating_sub(state.left);
        let thinks =
            u64::from(state.whole / 20) + self.whim(player, 0) % u64::from(state.whole / 8).max(1);
        u64::from(passed) >= thinks && state.missing().has(player)
    }

    /// One of the question's own lies that nobody has told yet, or any; the players do not all find the same.
    pub(super) fn spare_lie(&self, player: usize) -> Option<String> {
        let question = self.state.asked()?;
        let first = (self.whim(0, 1) % 64) as usize + player;
        let lies = question
            .lies
            .iter()
            .cycle()
            .skip(first % question.lies.len().max(1));
        let mut lies = lies.take(question.lies.len());
        let told = |lie: &String| {
            let told = self.state.players.iter().filter_map(|p| p.lie.as_ref());
            told.into_iter().any(|other| words::are_same(other, lie))
        };
        let any = lies.clone().next();
        lies.find(|lie| !told(lie)).or(any).cloned()
    }

    /// Which of the offered answers seems true.
    fn guess(&self, player: usize) -> Option<u8> {
        let offered = self.offered(player);
        let is_true = |at: &u8| {
            let answer = self.state.answers.get(usize::from(*at));
            answer.is_some_and(|answer| answer.is_true)
        };
        let truth = offered.iter().position(is_true);
        let knows = self.whim(player, 2) % 100 < KNOWS;
        let any = (self.whim(player, 3) % offered.len().max(1) as u64) as usize;
        u8::try_from(truth.filter(|_| knows).unwrap_or(any)).ok()
    }

    /// A number that is another one for each player, question and purpose.
    fn whim(&self, player: usize, purpose: u8) -> u64 {
        let mut sum = Checksum::default();
        self.dice.checksum(&mut sum);
        sum.u8(self.state.question);
        sum.u8(player as u8);
        sum.u8(purpose);
        // the last bytes alone hardly reach the high bits
        sum.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20
    }
}
