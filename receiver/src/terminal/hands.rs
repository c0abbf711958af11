//! What held keys do: from presses, repeats and releases to the keyboard players' steering. Where the terminal tells no
//! releases, a press steers for a moment and its repeats carry it on.

use super::keys::HandKey;
use crate::local_players::{KeySet, LocalPlayers, SLOTS};
use bevy::prelude::*;
use ratatui::crossterm::event::KeyEventKind;
use std::time::Duration;

/// How long a press or a repeat steers where no releases are told: longer than the pause between two repeats, short
/// enough to aim.
const NUDGE: Duration = Duration::from_millis(140);

/// The keys that are held down at present.
#[derive(Resource, Debug, Default)]
pub(super) struct Hands {
    /// Whether the terminal tells releases; learnt at the first one, too.
    pub(super) tells_releases: bool,
    held: [Held; SLOTS],
}

/// One player's held keys.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    left: bool,
    right: bool,
    /// Where both are held, the later one counts.
    latest: f32,
}

impl Held {
    const fn direction(self) -> f32 {
        match (self.left, self.right) {
            (true, true) => self.latest,
            (true, false) => -1.0,
            (false, true) => 1.0,
            (false, false) => 0.0,
        }
    }
}

impl Hands {
    /// A keyboard player's key went down, repeats or came up.
    pub(super) fn act(
        &mut self,
        players: &mut LocalPlayers,
        keys: KeySet,
        key: HandKey,
        kind: KeyEventKind,
    ) {
        let down = kind != KeyEventKind::Release;
        self.tells_releases |= !down;
        if down {
            players.join(keys);
        }
        match key {
            HandKey::Main => self.push_main(players, keys, kind),
            HandKey::Stop if down => self.stop(players, keys),
            HandKey::Stop => {}
            HandKey::Left => self.steer(players, keys, -1.0, down),
            HandKey::Right => self.steer(players, keys, 1.0, down),
        }
    }

    /// All keys come up: the window lost the focus, or the game stands still.
    pub(super) fn drop_all(&mut self, players: &mut LocalPlayers) {
        for keys in KeySet::ALL {
            self.stop(players, keys);
            players.hold_main(keys, false);
        }
    }

    fn push_main(&self, players: &mut LocalPlayers, keys: KeySet, kind: KeyEventKind) {
        match kind {
            KeyEventKind::Press if !self.tells_releases => players.tap_main(keys),
            KeyEventKind::Press => players.hold_main(keys, true),
            KeyEventKind::Release => players.hold_main(keys, false),
            KeyEventKind::Repeat => {}
        }
    }

    fn stop(&mut self, players: &mut LocalPlayers, keys: KeySet) {
        self.held[keys as usize] = Held::default();
        players.steer(keys, 0.0);
    }

    fn steer(&mut self, players: &mut LocalPlayers, keys: KeySet, way: f32, down: bool) {
        if !self.tells_releases {
            players.steer_for(keys, way, NUDGE);
            return;
        }
        let held = &mut self.held[keys as usize];
        if way < 0.0 {
            held.left = down;
        } else {
            held.right = down;
        }
        if down {
            held.latest = way;
        }
        players.steer(keys, held.direction());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRESS: KeyEventKind = KeyEventKind::Press;
    const RELEASE: KeyEventKind = KeyEventKind::Release;

    fn direction_after(acts: &[(HandKey, KeyEventKind)]) -> f32 {
        let mut hands = Hands {
            tells_releases: true,
            ..default()
        };
        let mut players = LocalPlayers::default();
        for (key, kind) in acts {
            hands.act(&mut players, KeySet::Letters, *key, *kind);
        }
        hands.held[KeySet::Letters as usize].direction()
    }

    #[test]
    fn the_later_of_two_keys_counts_and_the_other_takes_over() {
        use HandKey::{Left, Right, Stop};
        assert_eq!(direction_after(&[(Left, PRESS)]), -1.0);
        assert_eq!(direction_after(&[(Left, PRESS), (Right, PRESS)]), 1.0);
        let back = [(Left, PRESS), (Right, PRESS), (Right, RELEASE)];
        assert_eq!(direction_after(&back), -1.0);
        assert_eq!(direction_after(&[(Left, PRESS), (Left, RELEASE)]), 0.0);
        assert_eq!(direction_after(&[(Left, PRESS), (Stop, PRESS)]), 0.0);
    }

    #[test]
    fn the_first_press_joins_and_a_release_does_not() {
        let mut hands = Hands::default();
        let mut players = LocalPlayers::default();
        hands.act(&mut players, KeySet::Arrows, HandKey::Left, RELEASE);
        assert!(!players.is_joined(KeySet::Arrows));
        hands.act(&mut players, KeySet::Arrows, HandKey::Main, PRESS);
        assert!(players.is_joined(KeySet::Arrows) && !players.is_joined(KeySet::Letters));
    }

    #[test]
    fn a_release_teaches_that_releases_are_told() {
        let mut hands = Hands::default();
        let mut players = LocalPlayers::default();
        hands.act(&mut players, KeySet::Arrows, HandKey::Left, PRESS);
        assert!(!hands.tells_releases, "a press alone steers for a moment");
        hands.act(&mut players, KeySet::Arrows, HandKey::Left, RELEASE);
        assert!(hands.tells_releases);
    }

    #[test]
    fn losing_the_focus_drops_every_key() {
        let mut hands = Hands {
            tells_releases: true,
            ..default()
        };
        let mut players = LocalPlayers::default();
        hands.act(&mut players, KeySet::Arrows, HandKey::Right, PRESS);
        hands.drop_all(&mut players);
        assert_eq!(hands.held[0].direction(), 0.0);
    }
}
