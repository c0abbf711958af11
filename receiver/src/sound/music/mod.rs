//! A little music: which tunes there are, and a band that plays one of them round and round, sample by sample. The tunes are
//! the project's own, written as text in `songs`. Must not know when which is played.

mod band;
mod score;
mod songs;

pub use band::Band;

/// A piece of music.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tune {
    /// While players gather: calm.
    Lobby,
    /// In play: on and on.
    Play,
    /// In the boss's round: dark.
    Boss,
    /// At the results: warm.
    Results,
}

impl Tune {
    /// All of them, in the order of the variants.
    pub const ALL: [Self; 4] = [Self::Lobby, Self::Play, Self::Boss, Self::Results];

    /// Its name, for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lobby => "lobby",
            Self::Play => "play",
            Self::Boss => "boss",
            Self::Results => "results",
        }
    }
}
