//! The kept evening as bytes. Anything may be in the file: sizes first, then a checksum, then what it says; nothing in it is
//! an index. Must not know when it is written.

use crate::chat::Silence;
use crate::local_players::SLOTS;
use couchpad_core::identity::{FileStore, StoreError};
use couchpad_core::protocol::{PadId, decode, encode};
use couchpad_core::session::{SavedFault, SavedSession};
use couchpad_games::checksum::Checksum;
use couchpad_games::game::Setup;
use couchpad_games::saved::SavedGame;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The record's name in the receiver's place of the data folder.
pub const RECORD: &str = "evening-under-way.bin";
/// How old an evening may be that is gone on with: long enough to start a machine again after a power cut.
pub const GAME_LIFE: Duration = Duration::from_secs(600);
/// Largest file, in bytes.
const BYTES: usize = 2 * 1024 * 1024;
/// How a file begins; the last sign is the version of its layout.
const MAGIC: &[u8; 8] = b"COUCHEV4";
/// How those of the versions before began, which are still read: the last and those before.
const BEFORE: [&[u8; 8]; 3] = [b"COUCHEV3", b"COUCHEV2", b"COUCHEV1"];

/// Everything of an evening that players would miss. Holds secrets.
#[derive(Clone, Debug)]
pub struct Kept {
    /// When it was written, in unix seconds.
    pub written: u64,
    /// How often a panic has ended the receiver of late, without a while of play between.
    pub crashes: u8,
    /// The id of the game that is chosen.
    pub chosen: String,
    /// The pads of the keyboard players.
    pub keyboards: [Option<PadId>; SLOTS],
    /// Who sits where.
    pub session: SavedSession,
    /// The running game.
    pub game: Option<KeptGame>,
    /// Who is not heard.
    pub silence: Silence,
}

/// A running game, and what the receiver knows of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptGame {
    /// The game.
    pub saved: SavedGame,
    /// With what it began.
    pub setup: Setup,
    /// Steps that it has made.
    pub steps: u64,
    /// Whether it said that the players won.
    pub won: bool,
    /// Who sits in each seat, as the game was told.
    pub book: Vec<Option<PadId>>,
    /// Whether a player had paused it: then it waits for a player again.
    pub paused: bool,
}

/// What stands in the file.
type Body4 = (Body<KeptGame>, Silence);

/// What stood in the files before, where everybody was heard, and stands first in those of now; with the session in its own, versioned form.
#[derive(Serialize, Deserialize)]
struct Body<Game> {
    written: u64,
    crashes: u8,
    chosen: String,
    keyboards: [Option<PadId>; SLOTS],
    session: Vec<u8>,
    game: Option<Game>,
}

/// A running game in a file of the second version: there was nothing to choose.
#[derive(Serialize, Deserialize)]
struct Game2 {
    game: Game1,
    paused: bool,
}

/// And in one of the first, which knew no pauses either.
#[derive(Serialize, Deserialize)]
struct Game1 {
    saved: SavedGame,
    seed: u64,
    steps: u64,
    won: bool,
    book: Vec<Option<PadId>>,
}

impl From<Game1> for KeptGame {
    fn from(game: Game1) -> Self {
        Self {
            saved: game.saved,
            setup: Setup::new(game.seed),
            steps: game.steps,
            won: game.won,
            book: game.book,
            paused: false,
        }
    }
}

impl From<Game2> for KeptGame {
    fn from(Game2 { game, paused }: Game2) -> Self {
        Self {
            paused,
            ..game.into()
        }
    }
}

/// Why a kept evening is not gone on with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It cannot be read.
    #[error("the evening that did not end in order cannot be read ({0})")]
    Unreadable(StoreError),
    /// It is not what was written.
    #[error("the evening that did not end in order is damaged")]
    Damaged,
    /// Another version wrote it.
    #[error("the evening that did not end in order is another version's")]
    OtherVersion,
}

impl Kept {
    /// As bytes; `None` if it is too large.
    #[must_use]
    pub fn encode(&self) -> Option<Vec<u8>> {
        let body = Body {
            written: self.written,
            crashes: self.crashes,
            chosen: self.chosen.clone(),
            keyboards: self.keyboards,
            session: self.session.encode().ok()?,
            game: self.game.clone(),
        };
        let body: Body4 = (body, self.silence.clone());
        let body = encode(&body, BYTES - MAGIC.len() - size_of::<u64>()).ok()?;
        let sum = sum(&body).to_le_bytes();
        Some([MAGIC.as_slice(), &sum, &body].concat())
    }

    /// From bytes. Anything may be in them.
    ///
    /// # Errors
    /// [`Fault`]: none of it is used.
    pub fn decode(bytes: &[u8]) -> Result<Self, Fault> {
        let Some((magic, rest)) = bytes.split_first_chunk::<8>() else {
            return Err(Fault::Damaged);
        };
        let read = match magic {
            MAGIC => Self::of_now,
            old if old == BEFORE[0] => Self::of_before::<KeptGame>,
            old if old == BEFORE[1] => Self::of_before::<Game2>,
            old if old == BEFORE[2] => Self::of_before::<Game1>,
            other if other.split_last().map(|(_, name)| name) == named() => {
                return Err(Fault::OtherVersion);
            }
            _ => return Err(Fault::Damaged),
        };
        let (expected, body) = rest.split_first_chunk::<8>().ok_or(Fault::Damaged)?;
        if u64::from_le_bytes(*expected) != sum(body) {
            return Err(Fault::Damaged);
        }
        read(body)
    }

    fn of_now(body: &[u8]) -> Result<Self, Fault> {
        let (body, silence): Body4 = decode(body, BYTES).map_err(|_| Fault::Damaged)?;
        let kept = Self::of_body(body)?;
        Ok(Self { silence, ..kept })
    }

    fn of_before<Game: DeserializeOwned + Into<KeptGame>>(body: &[u8]) -> Result<Self, Fault> {
        let body: Body<Game> = decode(body, BYTES).map_err(|_| Fault::Damaged)?;
        Self::of_body(body)
    }

    fn of_body<Game: Into<KeptGame>>(body: Body<Game>) -> Result<Self, Fault> {
        let session = SavedSession::decode(&body.session).map_err(|fault| match fault {
            SavedFault::OtherVersion => Fault::OtherVersion,
            SavedFault::Damaged => Fault::Damaged,
        })?;
        Ok(Self {
            written: body.written,
            crashes: body.crashes,
            chosen: body.chosen,
            keyboards: body.keyboards,
            session,
            game: body.game.map(Into::into),
            silence: Silence::default(),
        })
    }
}

/// How the file of any version begins.
fn named() -> Option<&'static [u8]> {
    MAGIC.split_last().map(|(_, name)| name)
}

fn sum(body: &[u8]) -> u64 {
    let mut sum = Checksum::default();
    sum.bytes(body);
    sum.finish()
}

/// Reads the evening that did not end in order; `Ok(None)`: there is none.
///
/// # Errors
/// [`Fault`].
pub fn read(store: &FileStore) -> Result<Option<Kept>, Fault> {
    let bytes = store.load_long(RECORD, BYTES).map_err(Fault::Unreadable)?;
    bytes.map(|bytes| Kept::decode(&bytes)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::PublicKey;

    fn kept() -> Kept {
        let game = (couchpad_games::games()[0].begin)(&Setup::new(3));
        Kept {
            written: 1_790_000_000,
            crashes: 0,
            chosen: "arkanoid".into(),
            keyboards: [Some(PadId(4)), None],
            session: SavedSession::default(),
            game: Some(KeptGame {
                saved: game.save().unwrap(),
                setup: Setup {
                    pack: Some("Level".into()),
                    ..Setup::new(3)
                },
                steps: 99,
                won: false,
                book: vec![Some(PadId(1)), None],
                paused: true,
            }),
            silence: Silence {
                quiet: true,
                pads: vec![PadId(4)],
                phones: vec![PublicKey([7; 32])],
            },
        }
    }

    #[test]
    fn reads_what_it_wrote() {
        let kept = kept();
        let again = Kept::decode(&kept.encode().unwrap()).unwrap();
        assert_eq!(again.encode(), kept.encode());
        assert_eq!(again.keyboards, kept.keyboards);
        assert_eq!(again.silence, kept.silence);
        let (again, game) = (again.game.unwrap(), kept.game.unwrap());
        assert_eq!((again.saved, again.paused), (game.saved, true));
    }

    #[test]
    fn an_evening_of_the_versions_before_goes_on() {
        let kept = kept();
        let game = kept.game.clone().unwrap();
        // their layouts, written out: what follows each other in postcard needs no names
        let seed = game.setup.seed;
        let first = (&game.saved, seed, game.steps, game.won, &game.book);
        let of_first = of_before(&kept, b"COUCHEV1", Some(first));
        assert!(!of_first.paused, "nobody knew of pauses");
        let of_second = of_before(&kept, b"COUCHEV2", Some((first, game.paused)));
        assert!(of_second.paused);
        let of_third = of_before(&kept, b"COUCHEV3", Some(&game));
        assert_eq!((of_third.setup.pack, of_third.steps), (game.setup.pack, 99));
        for read in [of_first, of_second] {
            assert_eq!((read.setup, read.steps), (Setup::new(3), 99));
            assert_eq!(
                (read.saved, read.book),
                (game.saved.clone(), game.book.clone())
            );
        }
    }

    fn of_before(kept: &Kept, magic: &[u8; 8], game: impl Serialize) -> KeptGame {
        let session = kept.session.encode().unwrap();
        let head = (kept.written, kept.crashes, &kept.chosen, kept.keyboards);
        let body = encode(&(head, session, game), BYTES).unwrap();
        let old = [magic, &sum(&body).to_le_bytes()[..], &body].concat();
        let read = Kept::decode(&old).unwrap();
        assert_eq!(read.silence, Silence::default(), "everybody was heard");
        read.game.unwrap()
    }

    #[test]
    fn whatever_changes_is_noticed() {
        let bytes = kept().encode().unwrap();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0x21;
            assert!(Kept::decode(&other).is_err(), "byte {at}");
            assert!(Kept::decode(&bytes[..at]).is_err(), "length {at}");
        }
        let mut newer = bytes.clone();
        newer[7] = b'5';
        assert_eq!(Kept::decode(&newer).unwrap_err(), Fault::OtherVersion);
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(Kept::decode(&longer).unwrap_err(), Fault::Damaged);
    }

    #[test]
    fn a_body_of_junk_with_the_right_sum_is_harmless() {
        let bytes = kept().encode().unwrap();
        let (head, body) = bytes.split_at(16);
        for at in 0..body.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut body = body.to_vec();
                body[at] = value;
                let forged = [&head[..8], &sum(&body).to_le_bytes(), &body].concat();
                if let Ok(kept) = Kept::decode(&forged)
                    && let Some(game) = kept.game
                {
                    let _ = game.saved.load();
                }
            }
        }
    }
}
