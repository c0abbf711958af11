//! Telling the answers one by one, and the points for them.

use super::play::{glow, seats, shake};
use super::state::{Answer, Players};
use super::{Event, FOOLED_POINTS, HELPED_POINTS, TRUTH_POINTS, Tales};
use crate::game::{GameEvent, Outputs, SeatIndex, Tint};

impl Tales {
    /// The order in which the answers are told: lies that somebody believed, those with fewest first, then the truth.
    pub(super) fn line_up(&mut self) {
        let answers = (0_u8..).zip(&self.state.answers);
        let picked = |at: u8| self.state.pickers(usize::from(at)).count();
        let lies = answers.clone().filter(|(_, answer)| !answer.is_true);
        let mut told: Vec<_> = lies
            .map(|(at, _)| at)
            .filter(|at| picked(*at) > 0)
            .collect();
        told.sort_by_key(|at| (picked(*at), *at));
        let truth = answers.filter(|(_, answer)| answer.is_true);
        told.extend(truth.map(|(at, _)| at));
        self.state.reveals = told;
    }

    /// It comes out whether the answer that is being told is true, and who gets points for it.
    pub(super) fn tell(&mut self, outputs: &mut Outputs<Event>) {
        let Some(at) = self.state.telling() else {
            return;
        };
        let pickers = self.state.pickers(at);
        let Some(Answer {
            is_true, writers, ..
        }) = self.state.answers.get(at).cloned()
        else {
            return;
        };
        if is_true {
            self.praise(pickers, outputs);
        } else {
            self.fool(writers, pickers, outputs);
        }
        self.tell_pads();
    }

    fn praise(&mut self, finders: Players, outputs: &mut Outputs<Event>) {
        outputs.details.push(Event::Truth(finders.count() as u32));
        for finder in finders.iter() {
            if let Some(player) = self.state.players.get_mut(finder) {
                player.found += 1;
            }
            self.win(finder, TRUTH_POINTS, outputs);
        }
        for seat in seats(finders.iter()) {
            glow(outputs, seat, Tint::Good);
            shake(outputs, seat, 200, 220);
        }
    }

    fn fool(&mut self, writers: Players, fooled: Players, outputs: &mut Outputs<Event>) {
        let count = fooled.count() as u32;
        outputs.details.push(Event::Lie(count));
        for seat in seats(fooled.iter()) {
            glow(outputs, seat, Tint::Bad);
        }
        for writer in writers.iter() {
            let Some(player) = self.state.players.get_mut(writer) else {
                continue;
            };
            player.fooled += count;
            let each = if player.helped {
                HELPED_POINTS
            } else {
                FOOLED_POINTS
            };
            self.win(writer, each * i64::from(count), outputs);
        }
        for seat in seats(writers.iter()) {
            glow(outputs, seat, Tint::Good);
            shake(outputs, seat, 255, 260);
        }
    }

    /// Points, as many times as the round says.
    fn win(&mut self, player: usize, points: i64, outputs: &mut Outputs<Event>) {
        let points = points * i64::from(self.state.round());
        let Some(winner) = self.state.players.get_mut(player) else {
            return;
        };
        winner.points += points;
        winner.gained += points;
        let total = winner.points;
        for seat in seats([player].into_iter()) {
            outputs.events.push(score(seat, points, total));
        }
    }
}

fn score(seat: SeatIndex, points: i64, total: i64) -> GameEvent {
    GameEvent::Score {
        seat,
        points: i32::try_from(points).unwrap_or(i32::MAX),
        total,
    }
}
