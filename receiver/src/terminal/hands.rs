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

/// One player's held keys: to the sides, and up and down.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    sides: Pair,
    climbs: Pair,
}

/// Two opposite keys.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    less: bool,
    more: bool,
    /// Where both are held, the later one counts.
    latest: f32,
}

impl Pair {
    const fn direction(self) -> f32 {
        match (self.less, self.more) {
            (true, true) => self.latest,
            (true, false) => -1.0,
            (false, true) => 1.0,
            (false, false) => 0.0,
        }
    }

    /// A key goes down or comes up; the direction afterwards.
    const fn change(&mut self, way: f32, down: bool) -> f32 {
        if way < 0.0 {
            self.less = down;
        } else {
            self.more = down;
        }
        if down {
            self.latest = way;
        }
        self.direction()
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
            HandKey::Up => self.point_up(players, keys, kind),
            HandKey::Down => {
                if down {
                    self.stop(players, keys);
                }
                self.climb(players, keys, 1.0, down);
            }
            HandKey::Left => self.steer(players, keys, -1.0, down),
            HandKey::Right => self.steer(players, keys, 1.0, down),
        }
    }

    /// All keys come up: the window lost the focus, or the game stands still.
    pub(super) fn drop_all(&mut self, players: &mut LocalPlayers) {
        for keys in KeySet::ALL {
            self.held[keys as usize] = Held::default();
            players.steer(keys, 0.0);
            players.climb(keys, 0.0);
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

    /// Up is a press of the main button where nothing goes up.
    fn point_up(&mut self, players: &mut LocalPlayers, keys: KeySet, kind: KeyEventKind) {
        if kind == KeyEventKind::Press && !self.tells_releases {
            players.tap_up(keys);
        }
        self.climb(players, keys, -1.0, kind != KeyEventKind::Release);
    }

    fn stop(&mut self, players: &mut LocalPlayers, keys: KeySet) {
        self.held[keys as usize].sides = Pair::default();
        players.steer(keys, 0.0);
    }

    fn steer(&mut self, players: &mut LocalPlayers, keys: KeySet, way: f32, down: bool) {
        if !self.tells_releases {
            players.steer_for(keys, way, NUDGE);
            return;
        }
        let direction = self.held[keys as usize].sides.change(way, down);
        players.steer(keys, direction);
    }

    fn climb(&mut self, players: &mut LocalPlayers, keys: KeySet, way: f32, down: bool) {
        if !self.tells_releases {
            players.climb_for(keys, way, NUDGE);
            return;
        }
        let direction = self.held[keys as usize].climbs.change(way, down);
        players.climb(keys, direction);
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
        hands.held[KeySet::Letters as usize].sides.direction()
    }

    #[test]
    fn the_later_of_two_keys_counts_and_the_other_takes_over() {
        use HandKey::{Down, Left, Right};
        assert_eq!(direction_after(&[(Left, PRESS)]), -1.0);
        assert_eq!(direction_after(&[(Left, PRESS), (Right, PRESS)]), 1.0);
        let back = [(Left, PRESS), (Right, PRESS), (Right, RELEASE)];
        assert_eq!(direction_after(&back), -1.0);
        assert_eq!(direction_after(&[(Left, PRESS), (Left, RELEASE)]), 0.0);
        assert_eq!(direction_after(&[(Left, PRESS), (Down, PRESS)]), 0.0);
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
        assert_eq!(hands.held[0].sides.direction(), 0.0);
    }
}
