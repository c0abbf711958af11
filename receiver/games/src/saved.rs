//! A running game as bytes, so that it goes on after the receiver was killed. The bytes may have been changed by anybody:
//! nothing of them is played unless the game itself finds it sound. Must not know files.

use crate::game::{AnyGame, Game, GameEntry};
use couchpad_protocol::{decode, encode};
use serde::{Deserialize, Serialize};

/// Largest state of a game, in bytes.
pub const STATE_BYTES: usize = 512 * 1024;

/// A game, as it was after a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedGame {
    /// Its id.
    pub game: String,
    /// The rules that it was played under, see [`Manifest::rules`](crate::game::Manifest::rules).
    pub rules: u32,
    /// Its checksum.
    pub checksum: u64,
    /// The game itself.
    pub state: Vec<u8>,
}

/// Why a saved game does not go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// This version has no such game.
    #[error("there is no game `{0}` here")]
    Unknown(String),
    /// The game has other rules now.
    #[error("the rules of {0} have changed since")]
    OtherRules(&'static str),
    /// It cannot be read, or no game can have come to this.
    #[error("the saved game is damaged")]
    Damaged,
}

impl SavedGame {
    /// The game, ready for its next step, and its place in the list of games.
    ///
    /// # Errors
    /// [`LoadError`]: there is nothing to go on with.
    pub fn load(&self) -> Result<(&'static GameEntry, Box<dyn AnyGame>), LoadError> {
        let entry = crate::find(&self.game);
        let entry = entry.ok_or_else(|| LoadError::Unknown(self.shown_name()))?;
        if entry.manifest.rules != self.rules {
            return Err(LoadError::OtherRules(entry.manifest.title));
        }
        let game = (entry.read)(&self.state).ok_or(LoadError::Damaged)?;
        if game.checksum() == self.checksum {
            Ok((entry, game))
        } else {
            Err(LoadError::Damaged)
        }
    }

    /// The id may be anything.
    fn shown_name(&self) -> String {
        couchpad_protocol::clean_name(&self.game)
    }
}

pub(crate) fn save<G: Game>(game: &G) -> Option<SavedGame> {
    Some(SavedGame {
        game: G::MANIFEST.id.to_owned(),
        rules: G::MANIFEST.rules,
        checksum: game.checksum(),
        state: encode(game, STATE_BYTES).ok()?,
    })
}

pub(crate) fn read<G: Game>(bytes: &[u8]) -> Option<G> {
    decode::<G>(bytes, STATE_BYTES).ok()?.revive()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Setup;

    fn saved() -> SavedGame {
        let game = (crate::find("tug").unwrap().begin)(&Setup::new(4));
        game.save().unwrap()
    }

    fn fault(saved: &SavedGame) -> LoadError {
        saved.load().map(|_| ()).unwrap_err()
    }

    #[test]
    fn says_why_it_does_not_go_on() {
        let mut other = saved();
        assert_eq!(other.load().unwrap().0.manifest.id, "tug");
        other.rules += 1;
        assert_eq!(fault(&other), LoadError::OtherRules("Tug of War"));
        other.game = "chess\u{1b}".into();
        assert_eq!(fault(&other), LoadError::Unknown("chess".into()));
    }

    #[test]
    fn believes_no_state_that_does_not_fit_its_checksum() {
        let mut other = saved();
        other.checksum ^= 1;
        assert_eq!(fault(&other), LoadError::Damaged);
        let mut longer = saved();
        longer.state.push(0);
        assert_eq!(fault(&longer), LoadError::Damaged);
        let mut huge = saved();
        huge.state = vec![0; STATE_BYTES + 1];
        assert_eq!(fault(&huge), LoadError::Damaged);
    }
}
