//! The game that is chosen and, while there is one, the game that runs, as the views read it. Written by the game host
//! and the flow; views never write it. Must not know how anything is drawn or sent.

use crate::roster::Side;
use crate::scores::{Class, Place};
use bevy::prelude::*;
use couchpad_games::game::{AnyGame, GameEntry, Highlight, SeatIndex, Setup};
use std::time::Duration;

/// When in a step a system of [`FixedUpdate`] runs.
///
/// A step clears what the one before it told, and several steps may go into one frame. So whoever wants the game's own
/// events (sounds, particles) or the state before the last one reads [`Stage`] in [`StepSet::Seen`], once per step.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepSet {
    /// The game makes a step, or none.
    Step,
    /// The step is done: presenters may take from it what they need. Guard with [`Stage::stepped`].
    Seen,
}

/// The game on the big screen.
#[derive(Resource)]
pub struct Stage {
    /// The game that is chosen in the lobby, or that runs.
    pub entry: GameEntry,
    /// The running game; there in play, in pause and in the results, not in the lobby.
    /// Presenters get at their own with [`AnyGame::as_any`]: it is a [`Running<G>`](couchpad_games::game::Running).
    pub game: Option<Box<dyn AnyGame>>,
    /// How far the present moment lies between the last step (0.0) and the next (1.0), for interpolation.
    pub alpha: f32,
    /// With what the running game began.
    pub setup: Setup,
    /// Steps that the running game has made.
    pub steps: u64,
    /// Whether the game made a step in the present run of [`FixedUpdate`]. `OnEvent` games mostly do not.
    pub stepped: bool,
    /// How long the game, which is on the screen already, still stands still after a pause.
    pub countdown: Option<Duration>,
    /// How the last game ended; there from its end until the lobby.
    pub outcome: Option<Outcome>,
}

/// How a game ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the players won.
    pub won: bool,
    /// The team's points.
    pub team: i64,
    /// Each played alone, for their own points.
    pub race: bool,
    /// The teams of a game that is played in teams.
    pub sides: Vec<Side>,
    /// Everyone who sat at the end, most points first.
    pub scores: Vec<FinalScore>,
    /// The place of the team's points among the high scores, counted from 1, if they are new there.
    pub record: Option<usize>,
    /// The high scores that the game counted for, as they are now; `None` if it did not count.
    pub standings: Option<Standings>,
}

/// High scores, and which of them are new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standings {
    /// Of which games they are.
    pub class: Class,
    /// Best first; not more than [`PLACES`](crate::scores::PLACES).
    pub places: Vec<Place>,
    /// For each place whether this game made it.
    pub new: Vec<bool>,
}

/// One player's points at the end of a game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalScore {
    /// Whose.
    pub seat: SeatIndex,
    /// The player's colour and shape.
    pub mark: u8,
    /// The player's name at the end.
    pub name: String,
    /// The points.
    pub points: i64,
    /// What the player can be proud of.
    pub highlight: Option<Highlight>,
    /// Where the points stand among the high scores, counted from 1, in games where each player's own are ranked.
    pub record: Option<usize>,
    /// The colour and shape of the player's team, in games that are played in teams.
    pub team: Option<u8>,
}

impl Outcome {
    /// How it ended, in a few words.
    #[must_use]
    pub fn verdict(&self) -> String {
        if let Some(best) = self.sides.iter().map(|side| side.team.points).max() {
            let mut best = self.sides.iter().filter(|side| side.team.points == best);
            return match (best.next(), best.next()) {
                (Some(best), None) => format!("{} wins!", best.team.name),
                _ => "A draw!".into(),
            };
        }
        let first = self.scores.first().map(|score| score.points);
        let mut best = self.scores.iter().filter(|s| Some(s.points) == first);
        match (best.next(), best.next()) {
            (Some(best), None) if self.race && self.scores.len() > 1 => {
                format!("{} wins!", best.name)
            }
            (Some(_), Some(_)) if self.race => "A draw!".into(),
            _ if self.won => "You won!".into(),
            _ => "Game over".into(),
        }
    }
}

impl FinalScore {
    /// Points, and nothing to say about them yet.
    #[must_use]
    pub const fn new(seat: SeatIndex, mark: u8, name: String, points: i64) -> Self {
        Self {
            seat,
            mark,
            name,
            points,
            highlight: None,
            record: None,
            team: None,
        }
    }

    /// What the player on a seat of a game has at its end.
    #[must_use]
    pub fn in_game(game: &dyn AnyGame, seat: SeatIndex, mark: u8, name: String) -> Self {
        let team = game.team_of(seat).and_then(|number| game.team(number));
        Self {
            highlight: game.highlight(seat),
            team: team.map(|team| team.mark),
            ..Self::new(seat, mark, name, game.score(seat))
        }
    }

    /// The colour and shape that the points are told with: the team's, else the player's own.
    #[must_use]
    pub fn banner(&self) -> u8 {
        self.team.unwrap_or(self.mark)
    }
}

impl Standings {
    /// Where so many points stand, counted from 1; equal points share a place.
    #[must_use]
    pub fn rank(&self, points: i64) -> usize {
        1 + self
            .places
            .iter()
            .filter(|place| place.points > points)
            .count()
    }
}

impl Stage {
    /// What the countdown shows: whole seconds, the last one is 1.
    #[must_use]
    pub fn counted(&self) -> Option<u64> {
        // whatever is left counts, be it a nanosecond: the countdown is over when there is none
        u64::try_from(self.countdown?.as_nanos().div_ceil(1_000_000_000)).ok()
    }

    /// A stage with this game chosen and nothing running.
    #[must_use]
    pub fn new(entry: GameEntry) -> Self {
        Self {
            entry,
            game: None,
            alpha: 0.0,
            setup: Setup::default(),
            steps: 0,
            stepped: false,
            countdown: None,
            outcome: None,
        }
    }

    /// The running game as one of its own kind; `None` in the lobby or when another game runs.
    #[must_use]
    pub fn running<G: couchpad_games::game::Game>(
        &self,
    ) -> Option<&couchpad_games::game::Running<G>> {
        self.game.as_ref()?.as_any().downcast_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_race_has_a_winner_and_a_team_wins_together() {
        let verdict = |race, won, points: &[i64]| {
            let names = ["Ada", "Bo", "Cleo"].iter().zip(points);
            let scores = names.map(|(name, points)| {
                FinalScore::new(SeatIndex(0), 0, (*name).to_owned(), *points)
            });
            let outcome = Outcome {
                won,
                race,
                scores: scores.collect(),
                ..Outcome::default()
            };
            outcome.verdict()
        };
        assert_eq!(verdict(true, true, &[90, 70, 70]), "Ada wins!");
        assert_eq!(verdict(true, true, &[90, 90, 70]), "A draw!");
        assert_eq!(verdict(true, true, &[90]), "You won!");
        assert_eq!(verdict(false, true, &[90, 90]), "You won!");
        assert_eq!(verdict(false, false, &[90, 70]), "Game over");
        assert_eq!(verdict(true, false, &[]), "Game over");
    }
}
