//! What a game tells of itself before it runs, and with what it begins: its manifest, the options that players choose, and
//! the packs that they bring along. Must not know a running game.

use couchpad_protocol::PadLayout;
use serde::{Deserialize, Serialize};

/// How a game's time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pacing {
    /// So many steps a second, whatever happens.
    Fixed(u32),
    /// A step only when something happened: a command, a seat taken or left.
    OnEvent,
}

/// Who may play at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatPolicy {
    /// So many seats; further pads wait as spectators.
    Seats(u16),
    /// A crowd of at most so many.
    Crowd(u16),
}

impl SeatPolicy {
    /// Seats at most.
    #[must_use]
    pub const fn seats(self) -> u16 {
        match self {
            Self::Seats(n) | Self::Crowd(n) => n,
        }
    }
}

/// What the receiver must know of a game before it runs.
#[derive(Clone, Copy, Debug)]
pub struct Manifest {
    /// Its name on the command line: lower case, no spaces.
    pub id: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
    /// One sentence for the lobby.
    pub blurb: &'static str,
    /// Counted up whenever the rules change, or what the game consists of: a game that was saved under other rules is not
    /// gone on with.
    pub rules: u32,
    /// How its time goes.
    pub pacing: Pacing,
    /// Who may play.
    pub seats: SeatPolicy,
    /// The controls that it asks each seated pad to show in play. The receiver adds PAUSE.
    pub layout: fn() -> PadLayout,
    /// What its players choose before it begins; at most [`MAX_OPTIONS`].
    pub options: &'static [GameOption],
    /// What it can be played with instead of its own.
    pub packs: Option<Packs>,
}

/// Ways to play that a game can offer at most.
pub const MAX_OPTIONS: usize = 8;

/// Something about a game that its players choose before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GameOption {
    /// Its name on the command line: lower case, no spaces.
    pub id: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
    /// What can be chosen, at least two; the first is the usual.
    pub values: &'static [OptionValue],
}

/// One thing that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionValue {
    /// Its name on the command line: lower case, no spaces.
    pub id: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
    /// One sentence that says what it does.
    pub blurb: &'static str,
}

impl GameOption {
    /// An option, from its id, its title and its values, the usual one first.
    #[must_use]
    pub const fn new(
        id: &'static str,
        title: &'static str,
        values: &'static [OptionValue],
    ) -> Self {
        Self { id, title, values }
    }
}

impl OptionValue {
    /// A value, from its id, its title and one sentence.
    #[must_use]
    pub const fn new(id: &'static str, title: &'static str, blurb: &'static str) -> Self {
        Self { id, title, blurb }
    }
}

/// What was chosen: for each of [`Manifest::options`] the place in its list of values. Zero is the usual, and so is
/// whatever is beyond the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Options(pub [u8; MAX_OPTIONS]);

impl Options {
    /// The choice for the option at this place in the manifest's list.
    #[must_use]
    pub fn choice(&self, option: usize) -> u8 {
        self.0.get(option).copied().unwrap_or(0)
    }

    /// What the choice for the option at this place means, of as many things as the option has values.
    ///
    /// ```
    /// use couchpad_games::game::{GameOption, Options, OptionValue};
    ///
    /// const LENGTH: usize = 0;
    /// const OPTIONS: &[GameOption] = &[GameOption::new("length", "Length", &[
    ///     OptionValue::new("usual", "Usual", "Twelve rounds."),
    ///     OptionValue::new("short", "Short", "Three rounds."),
    /// ])];
    ///
    /// let rounds = |options: Options| options.pick(LENGTH, [12, 3]);
    /// assert_eq!(rounds(Options::default()), 12);
    /// assert_eq!(rounds(Options::default().with(LENGTH, 1)), 3);
    /// assert_eq!(rounds(Options::default().with(LENGTH, 9)), 12, "what there is not is the usual");
    /// # assert_eq!(OPTIONS[LENGTH].values.len(), 2);
    /// ```
    #[must_use]
    pub fn pick<T: Copy, const VALUES: usize>(&self, option: usize, values: [T; VALUES]) -> T {
        const { assert!(VALUES > 0, "an option has values") };
        let choice = usize::from(self.choice(option));
        values[if choice < VALUES { choice } else { 0 }]
    }

    /// The same with another choice there.
    #[must_use]
    pub fn with(mut self, option: usize, value: u8) -> Self {
        if let Some(choice) = self.0.get_mut(option) {
            *choice = value;
        }
        self
    }
}

/// What is remembered of the games of one kind, at most.
pub const HEARD: usize = 1_024;

/// With what a game begins. It and the inputs decide the game entirely.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Setup {
    /// Decides everything random.
    pub seed: u64,
    /// How it is played.
    pub options: Options,
    /// What the game is played with instead of its own, as [`Packs`] describes; text that the game does not understand
    /// is as none.
    pub pack: Option<String>,
    /// What games of its kind have brought before, as [`Game::heard`](crate::game::Game::heard) told it, the latest last; at most
    /// [`HEARD`]. A game that knows more brings something else.
    pub heard: Vec<u64>,
}

/// [`Setup`] in a file.
#[derive(Serialize, Deserialize)]
struct Written {
    seed: u64,
    options: Options,
    brought: Brought,
}

/// The first two are written as there was nothing but a pack: files from then are read as ever.
#[derive(Serialize, Deserialize)]
enum Brought {
    Nothing,
    Pack(String),
    Heard(Option<String>, Vec<u64>),
}

/// More is said to have been heard than anybody remembers.
#[derive(Debug, thiserror::Error)]
#[error("no game is told more than {HEARD} things that were heard")]
struct TooMuch;

impl From<Setup> for Written {
    fn from(setup: Setup) -> Self {
        let brought = match setup.pack {
            pack if !setup.heard.is_empty() => Brought::Heard(pack, setup.heard),
            Some(pack) => Brought::Pack(pack),
            None => Brought::Nothing,
        };
        Self {
            seed: setup.seed,
            options: setup.options,
            brought,
        }
    }
}

impl TryFrom<Written> for Setup {
    type Error = TooMuch;

    fn try_from(written: Written) -> Result<Self, TooMuch> {
        let (pack, heard) = match written.brought {
            Brought::Nothing => (None, Vec::new()),
            Brought::Pack(pack) => (Some(pack), Vec::new()),
            Brought::Heard(pack, heard) => (pack, heard),
        };
        if heard.len() > HEARD {
            return Err(TooMuch);
        }
        Ok(Self {
            seed: written.seed,
            options: written.options,
            pack,
            heard,
        })
    }
}

impl Setup {
    /// The usual game with this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            seed,
            options: Options([0; MAX_OPTIONS]),
            pack: None,
            heard: Vec::new(),
        }
    }
}

/// Text that a player can bring along for a game, like levels. What a game makes of it is its own business.
#[derive(Clone, Copy, Debug)]
pub struct Packs {
    /// What such a text is called, in the plural: "levels".
    pub name: &'static str,
    /// What is counted in one, in the singular: "round".
    pub unit: &'static str,
    /// Reads one. The errors are all that is wrong with it, a sentence each that names the line.
    pub check: fn(&str) -> Result<PackInfo, Vec<String>>,
}

/// What there is to tell about a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// Its name.
    pub title: String,
    /// Who made it; empty if that is not said.
    pub author: String,
    /// How much is in it: rounds, questions.
    pub count: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_protocol::{decode, encode};

    #[test]
    fn a_setup_is_written_as_it_was_before_anything_was_heard() {
        for pack in [None, Some("text".to_owned())] {
            let setup = Setup {
                pack: pack.clone(),
                ..Setup::new(300)
            };
            let bytes = encode(&setup, 100).unwrap();
            assert_eq!(bytes, encode(&(300_u64, setup.options, pack), 100).unwrap());
            assert_eq!(decode::<Setup>(&bytes, 100).unwrap(), setup);
        }
    }

    #[test]
    fn what_was_heard_is_written_and_has_a_limit() {
        let with = |count: usize| Setup {
            pack: Some("text".into()),
            heard: (0..count as u64).collect(),
            ..Setup::new(7)
        };
        let most = encode(&with(HEARD), 20_000).unwrap();
        assert_eq!(decode::<Setup>(&most, 20_000).unwrap(), with(HEARD));
        let more = encode(&with(HEARD + 1), 20_000).unwrap();
        assert!(decode::<Setup>(&more, 20_000).is_err());
    }
}
