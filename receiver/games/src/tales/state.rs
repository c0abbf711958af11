//! What there is to draw: the phase, the players, the answers. Plain data; decides nothing.

use super::questions::Question;
use crate::game::SeatIndex;
use serde::{Deserialize, Serialize};

/// Seats.
pub const SEATS: usize = 16;
/// Guests of the house, who play along where there are fewer than [`LEAST_PLAYERS`].
pub const GUESTS: usize = 2;
/// Players at most: those in seats, and behind them the guests.
pub const PLAYERS: usize = SEATS + GUESTS;
/// With fewer there is nobody to fool.
pub const LEAST_PLAYERS: usize = 3;
/// Rounds of a game; each is worth as many times the points as its number.
pub const ROUNDS: usize = 3;

/// What the guests are called.
pub const GUEST_NAMES: [&str; GUESTS] = ["The Fox", "The Owl"];

/// One who plays: a seat, or a guest of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Who sits there.
    Seat(SeatIndex),
    /// This guest, counted from 0.
    Guest(usize),
}

impl Who {
    /// The player with this number: seats first.
    #[must_use]
    pub fn of(player: usize) -> Self {
        match player.checked_sub(SEATS) {
            Some(guest) => Self::Guest(guest),
            None => Self::Seat(SeatIndex(u16::try_from(player).unwrap_or(0))),
        }
    }

    /// What to call this player, where people are called as told.
    #[must_use]
    pub fn name(self, of_seat: impl FnOnce(SeatIndex) -> String) -> String {
        match self {
            Self::Seat(seat) => of_seat(seat),
            Self::Guest(_) => self.guest_name().unwrap_or_default().to_owned(),
        }
    }

    /// What a guest is called; `None` for people, whose names the game does not know.
    #[must_use]
    pub fn guest_name(self) -> Option<&'static str> {
        match self {
            Self::Seat(_) => None,
            Self::Guest(guest) => GUEST_NAMES.get(guest).copied(),
        }
    }
}

/// Some of the players.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Players(pub u32);

impl Players {
    /// Whether this one is among them.
    #[must_use]
    pub const fn has(self, player: usize) -> bool {
        player < PLAYERS && self.0 & (1 << player) != 0
    }

    /// The same with this one.
    #[must_use]
    pub const fn with(self, player: usize) -> Self {
        if player < PLAYERS {
            Self(self.0 | (1 << player))
        } else {
            self
        }
    }

    /// The same without this one.
    #[must_use]
    pub const fn without(self, player: usize) -> Self {
        if player < PLAYERS {
            Self(self.0 & !(1 << player))
        } else {
            self
        }
    }

    /// How many they are.
    #[must_use]
    pub const fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether nobody is among them.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their numbers, lowest first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..PLAYERS).filter(move |player| self.has(*player))
    }
}

impl FromIterator<usize> for Players {
    fn from_iter<I: IntoIterator<Item = usize>>(players: I) -> Self {
        players.into_iter().fold(Self::default(), Self::with)
    }
}

/// What happens now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// A round is announced.
    #[default]
    Round,
    /// Everybody writes a lie.
    Write,
    /// Everybody picks what could be the truth.
    Pick,
    /// One answer after the other is told: this one of [`State::reveals`].
    Reveal(u8),
    /// How it stands.
    Scores,
    /// The end.
    Over,
}

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// It is the truth, which is not wanted yet.
    True,
    /// There is no letter and no digit in it.
    Empty,
}

/// One who plays, with what was done for this question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// Plays now.
    pub here: bool,
    /// Points so far.
    pub points: i64,
    /// Points of this question.
    pub gained: i64,
    /// How many were fooled so far.
    pub fooled: u32,
    /// How often the truth was found so far.
    pub found: u32,
    /// The lie that was written. Nobody else may see it before the answers are mixed.
    pub lie: Option<String>,
    /// The house has written it.
    pub helped: bool,
    /// Why the last try was not taken.
    pub refused: Option<Refusal>,
    /// Which of [`State::answers`] was picked. Nobody else may see it before it is told.
    pub pick: Option<u8>,
}

/// What can be picked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// How everybody sees it.
    pub text: String,
    /// It is the truth.
    pub is_true: bool,
    /// Who wrote it; several, if they had the same idea. None: the house did, or its writer has left.
    pub writers: Players,
}

/// Everything that there is to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Steps made so far.
    pub steps: u64,
    /// What happens now.
    pub phase: Phase,
    /// Steps that the phase takes still.
    pub left: u32,
    /// Steps that it takes if nobody hurries.
    pub whole: u32,
    /// The questions of this game.
    pub questions: Vec<Question>,
    /// Questions of each round.
    pub plan: [u8; ROUNDS],
    /// Which question is on, from 0.
    pub question: u8,
    /// Everybody, by number; the guests are last.
    pub players: Vec<Player>,
    /// What can be picked, mixed; empty before.
    pub answers: Vec<Answer>,
    /// Which answers are told, in this order: the lies that somebody believed, then the truth.
    pub reveals: Vec<u8>,
}

impl State {
    /// What is asked now.
    #[must_use]
    pub fn asked(&self) -> Option<&Question> {
        self.questions.get(usize::from(self.question))
    }

    /// How many questions were asked by now, with the one that is on.
    #[must_use]
    pub fn begun(&self) -> usize {
        let before = usize::from(self.question);
        before + usize::from(self.phase != Phase::Round)
    }

    /// Where the game stands, in a few words: "Round 2, question 4 of 7".
    #[must_use]
    pub fn line(&self) -> String {
        let (round, question) = (self.round(), usize::from(self.question) + 1);
        format!(
            "Round {round}, question {question} of {}",
            self.questions.len()
        )
    }

    /// What a round is worth, in a few words.
    #[must_use]
    pub fn worth(&self) -> &'static str {
        match self.round() {
            1 => "Write a lie. Then find the truth.",
            2 => "Twice the points",
            _ => "Three times the points",
        }
    }

    /// Seconds that the phase takes still, each begun one whole.
    #[must_use]
    pub const fn seconds(&self) -> u32 {
        self.left.div_ceil(super::STEPS_PER_SECOND)
    }

    /// The round of the question that is on, counted from 1: that many times the points.
    #[must_use]
    pub fn round(&self) -> u32 {
        self.round_of(u32::from(self.question))
    }

    fn round_of(&self, question: u32) -> u32 {
        let mut end = 0;
        for (round, count) in (1..).zip(self.plan) {
            end += u32::from(count);
            if question < end {
                return round;
            }
        }
        ROUNDS as u32
    }

    /// Whether the question that is on is the last of its round.
    #[must_use]
    pub fn ends_round(&self) -> bool {
        self.is_last() || self.round_of(u32::from(self.question) + 1) != self.round()
    }

    /// Whether no question comes after this one.
    #[must_use]
    pub fn is_last(&self) -> bool {
        usize::from(self.question) + 1 >= self.questions.len()
    }

    /// Everybody who plays now.
    #[must_use]
    pub fn here(&self) -> Players {
        let here = (0..).zip(&self.players).filter(|(_, p)| p.here);
        here.map(|(at, _)| at).collect()
    }

    /// Who has done what the phase asks for.
    #[must_use]
    pub fn done(&self) -> Players {
        let is_done = |player: &Player| match self.phase {
            Phase::Write => player.lie.is_some(),
            Phase::Pick => player.pick.is_some(),
            _ => true,
        };
        let done = (0..).zip(&self.players);
        done.filter(|(_, p)| p.here && is_done(p))
            .map(|(at, _)| at)
            .collect()
    }

    /// For whom the game waits.
    #[must_use]
    pub fn missing(&self) -> Players {
        Players(self.here().0 & !self.done().0)
    }

    /// Who picked this answer.
    #[must_use]
    pub fn pickers(&self, answer: usize) -> Players {
        let all = (0..).zip(&self.players);
        all.filter(|(_, p)| p.pick.map(usize::from) == Some(answer))
            .map(|(at, _)| at)
            .collect()
    }

    /// The answer that is being told.
    #[must_use]
    pub fn telling(&self) -> Option<usize> {
        match self.phase {
            Phase::Reveal(at) => self.reveals.get(usize::from(at)).map(|a| usize::from(*a)),
            _ => None,
        }
    }

    /// Whether it is out who wrote this answer.
    #[must_use]
    pub fn is_told(&self, answer: usize) -> bool {
        let place = self.reveals.iter().position(|a| usize::from(*a) == answer);
        match (self.phase, place) {
            (Phase::Reveal(now), Some(place)) => {
                let now = usize::from(now);
                place < now || (place == now && self.is_out())
            }
            (Phase::Scores | Phase::Over, _) => true,
            _ => false,
        }
    }

    /// Whether the answer that is being told has been looked at long enough, and its writers are named.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        self.left.saturating_mul(2) <= self.whole
    }

    /// The place of a player by points, counted from 1; equal points share one.
    #[must_use]
    pub fn rank(&self, player: usize) -> usize {
        let own = self.players.get(player).map_or(0, |p| p.points);
        let here = self.players.iter().filter(|p| p.here);
        1 + here.filter(|p| p.points > own).count()
    }

    /// Everybody who plays, best first.
    #[must_use]
    pub fn ranking(&self) -> Vec<usize> {
        let mut all: Vec<_> = self.here().iter().collect();
        all.sort_by_key(|at| (self.rank(*at), *at));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_are_counted_and_named() {
        let some: Players = [3, 17, 3, 99].into_iter().collect();
        assert_eq!(some.iter().collect::<Vec<_>>(), [3, 17]);
        assert!(some.has(17) && !some.has(99) && some.without(3).count() == 1);
        assert_eq!(Who::of(3), Who::Seat(SeatIndex(3)));
        assert_eq!(Who::of(17).guest_name(), Some("The Owl"));
        assert_eq!(Who::of(2).guest_name(), None);
    }
}
