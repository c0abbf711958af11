//! What a game that was read from a file must be like, so that it can go on. Knows no file.

use super::play::LONGEST;
use super::questions::MOST_LIES;
use super::state::{Answer, PLAYERS, Phase, Player, Players};
use super::{PLANS, Tales, words};

/// No game counts further than this: steps, points.
const MOST: u64 = 1 << 40;
/// Nor this: who was fooled, truths found.
const MOST_TIMES: u32 = 1 << 20;
/// Answers on the table at most: a lie from everybody, some of the house, the truth.
const MOST_ANSWERS: usize = PLAYERS + MOST_LIES + 1;

impl Tales {
    /// Whether play can have come to this.
    pub(super) fn is_sound(&self) -> bool {
        let state = &self.state;
        let planned: usize = state.plan.iter().map(|count| usize::from(*count)).sum();
        state.steps < MOST
            && PLANS.contains(&state.plan)
            && state.questions.len() == planned
            && usize::from(state.question) < planned
            && state.questions.iter().all(|question| question.is_sound())
            && state.whole <= LONGEST
            && state.left <= state.whole
            && state.players.len() == PLAYERS
            && state
                .players
                .iter()
                .all(|player| self.is_sound_player(player))
            && self.has_sound_answers()
            && self.is_sound_phase()
    }

    fn is_sound_player(&self, player: &Player) -> bool {
        let answers = self.state.answers.len();
        (0..MOST as i64).contains(&player.points)
            && (0..=player.points).contains(&player.gained)
            && player.fooled < MOST_TIMES
            && player.found < MOST_TIMES
            && player.pick.is_none_or(|pick| usize::from(pick) < answers)
            && player.lie.as_ref().is_none_or(|lie| is_answer(lie))
            && (player.here || player.pick.is_none())
    }

    fn has_sound_answers(&self) -> bool {
        let answers = &self.state.answers;
        let is_sound = |answer: &Answer| {
            let everybody: Players = (0..PLAYERS).collect();
            is_answer(&answer.text)
                && answer.writers.0 & !everybody.0 == 0
                && (!answer.is_true || answer.writers.is_empty())
        };
        answers.len() <= MOST_ANSWERS
            && answers.iter().all(is_sound)
            && answers.iter().filter(|answer| answer.is_true).count() <= 1
            && self.state.reveals.len() <= answers.len()
            && self
                .state
                .reveals
                .iter()
                .all(|at| usize::from(*at) < answers.len())
    }

    fn is_sound_phase(&self) -> bool {
        let state = &self.state;
        let has_answers = state.answers.iter().any(|answer| answer.is_true);
        let is_running = state.left > 0 && state.whole > 0;
        match state.phase {
            // before its first step
            Phase::Round => is_running || state.whole == 0,
            Phase::Write => is_running && state.answers.is_empty() && state.reveals.is_empty(),
            Phase::Pick => is_running && has_answers && state.reveals.is_empty(),
            Phase::Reveal(at) => is_running && has_answers && usize::from(at) < state.reveals.len(),
            Phase::Scores => is_running,
            Phase::Over => true,
        }
    }
}

fn is_answer(text: &str) -> bool {
    words::answer(text).as_deref() == Some(text)
}
