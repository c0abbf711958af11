//! Who has played the running game: how many at once, and whether people did. Must not know what is made of it.

use super::Scores;
use crate::flow::{GameNews, Screen};
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use std::time::Duration;

/// Bots may play alone for so long in all, while a link is mended; longer, and the points are not the players'.
const ALONE: Duration = Duration::from_secs(10);

/// What was seen of the running game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Witness {
    /// A game of players began here; a replay or a demonstration did not.
    is_game: bool,
    /// The most that sat at once.
    seated: usize,
    /// How long bots alone have played.
    alone: Duration,
}

impl Witness {
    /// The most players that sat at once; `None` if the game does not count.
    pub(super) fn players(&self) -> Option<usize> {
        (self.is_game && self.seated > 0 && self.alone <= ALONE).then_some(self.seated)
    }

    fn begin(&mut self) {
        *self = Self {
            is_game: true,
            ..Self::default()
        };
    }

    fn see(&mut self, roster: &Roster, passed: Duration) {
        self.seated = self.seated.max(roster.cards.len());
        if roster.cards.iter().all(|card| card.standing_in) {
            self.alone = self.alone.saturating_add(passed);
        }
    }
}

/// Follows the game on the stage.
pub(super) fn watch(
    time: Res<Time<Virtual>>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    roster: Res<Roster>,
    mut news: MessageReader<GameNews>,
    mut scores: ResMut<Scores>,
) {
    let witness = &mut scores.bypass_change_detection().witness;
    for news in news.read() {
        match news {
            GameNews::Started { .. } | GameNews::Restored { .. } => witness.begin(),
            GameNews::Over(_) | GameNews::Aborted { .. } => *witness = Witness::default(),
            _ => {}
        }
    }
    if *screen.get() == Screen::Playing && stage.countdown.is_none() {
        witness.see(&roster, time.delta());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Card;
    use crate::screens::test_card;

    fn roster(bots: &[bool]) -> Roster {
        let card = |standing_in: &bool| Card {
            standing_in: *standing_in,
            ..test_card()
        };
        Roster {
            cards: bots.iter().map(card).collect(),
            ..Roster::default()
        }
    }

    fn seen(moments: &[(&[bool], u64)]) -> Option<usize> {
        let mut witness = Witness::default();
        witness.begin();
        for (bots, seconds) in moments {
            witness.see(&roster(bots), Duration::from_secs(*seconds));
        }
        witness.players()
    }

    #[test]
    fn the_most_that_sat_at_once_count() {
        let (one, three) = (&[false][..], &[false; 3][..]);
        assert_eq!(seen(&[(one, 5), (three, 1), (one, 5)]), Some(3));
        assert_eq!(seen(&[]), None, "nobody was here");
    }

    #[test]
    fn what_bots_play_alone_does_not_count() {
        let (beside, alone) = (&[true, false][..], &[true, true][..]);
        assert_eq!(seen(&[(beside, 900)]), Some(2));
        assert_eq!(seen(&[(beside, 900), (alone, 10)]), Some(2));
        assert_eq!(seen(&[(alone, 6), (beside, 900), (alone, 5)]), None);
    }

    #[test]
    fn what_nobody_began_does_not_count() {
        let mut witness = Witness::default();
        witness.see(&roster(&[false]), Duration::from_secs(60));
        assert_eq!(witness.players(), None, "a replay");
    }
}
