//! What the machine hears and what it wants done, as plain data: acts, events, news, effects. Must not know what follows
//! from any of it.

use super::fault::Unreached;
use super::goal::Attempt;
use super::hidden::Hidden;
use super::model::Forgets;
use super::receivers::Recent;
use super::snag::Snag;
use crate::settings::Choice;
use couchpad_core::PadEnd;
use couchpad_core::discovery::Found;
use couchpad_core::doctor::Finding;
use couchpad_core::protocol::PublicKey;
use couchpad_core::protocol::control::Refusal;

/// What a finger or a key asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Act {
    /// Join the announced receiver of this id.
    Nearby(String),
    /// Join the paired receiver of this key.
    Recent(PublicKey),
    /// Scan the picture on the screen.
    Scan,
    /// Type an address.
    Address,
    /// A digit, a dot or a colon.
    Type(char),
    /// Take the last one back.
    Delete,
    /// Join what was typed.
    Join,
    /// The same once more.
    TryAgain,
    /// With the code on the screen.
    EnterCode,
    /// What may be in the way.
    Why,
    /// To where one came from.
    Back,
    /// To the receivers.
    Find,
    /// Open the sheet over the pad.
    Menu,
    /// Let this pairing last.
    Remember,
    /// Leave the game.
    Leave,
    /// Type or paste a link or an address with the phone's keyboard.
    Keyboard,
    /// Be called something else.
    Name,
    /// Open the system's settings of this app.
    Settings,
    /// Share the log.
    ShareLog,
    /// Open the settings of this app.
    Tune,
    /// Choose something there.
    Choose(Choice),
    /// Move the controls.
    Arrange,
    /// They lie well now.
    Arranged,
    /// They are to lie as the game has them.
    AsItWas,
    /// Say who plays.
    Player,
    /// Take this colour and shape.
    Mark(u8),
    /// Another name, by chance.
    Another,
    /// It is said who plays.
    GoOn,
    /// Ask whether to forget this.
    Forget(Forgets),
    /// Forget it.
    Confirm,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A finger or a key asked for something.
    Act(Act),
    /// Text came from the keyboard or the clipboard.
    Typed(String),
    /// A receiver announces itself, or has changed.
    Found(Found),
    /// A receiver does not announce itself any more.
    Gone(String),
    /// The search does not work: what the phone's own side said, or the system.
    SearchFailed(String),
    /// The system does not allow the search.
    SearchForbidden,
    /// The pairings that this device keeps.
    Recent(Vec<Recent>),
    /// A text was scanned, typed in the shell's field or opened as a link; or that was closed without one.
    Scanned(Option<String>),
    /// Something of this phone does not work, as its scanner.
    Trouble(Snag),
    /// The player typed a name.
    Named(String),
    /// Whether the system lets this app look around in the network.
    NetworkAllowed(bool),
    /// The connection has news.
    News(News),
    /// The doctor has looked.
    Examined(Vec<Finding>),
    /// All that this app kept is forgotten: nobody knows who plays.
    Forgotten,
}

/// What the connection tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// No address answers; it goes on trying.
    Unreached(Unreached),
    /// The receiver of this key let us in: this device is paired with it now.
    Paired(PublicKey),
    /// The session works.
    Live,
    /// The receiver said no. Final.
    Refused(Refusal),
    /// Another receiver answered. Final.
    Impostor,
    /// The session is over. Final.
    Ended(PadEnd),
    /// Somebody at the receiver said whether this pairing is to last.
    Remembered,
    /// This device cannot even begin. Final.
    NoConnection,
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Drop the connection, if there is one, and begin this one.
    Connect(Attempt),
    /// Drop the connection, if there is one; a seat stays for a while.
    HangUp,
    /// Free the seat, then drop the connection.
    Leave,
    /// Begin to search.
    Search,
    /// Search no more.
    StopSearch,
    /// Look whether the announced receiver of this id is still there: it does not answer.
    Doubt(String),
    /// Read the pairings that this device keeps.
    LoadRecent,
    /// Open the scanner.
    Scan,
    /// Look at what may be in the way to these addresses.
    Examine(Vec<std::net::SocketAddr>),
    /// Ask the receiver to let this pairing last.
    RememberMe,
    /// The player is called this from now on.
    Rename(String),
    /// The player chose this.
    Choose(Choice),
    /// Keep the controls where they were moved to.
    KeepArrangement,
    /// Put the controls back to where the game has them.
    PutBack,
    /// Forget this.
    Forget(Forgets),
    /// Leave the app: this was its first screen.
    Quit,
    /// Something of the phone's shell.
    Ask(Ask),
}

/// What only a phone's shell can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Ask the player for the local network, where the system wants that; then the search begins.
    Network,
    /// Open its field for an address, with what was typed already.
    Address(Hidden),
    /// Open its field for the player's name, with what is there already.
    Name(String),
    /// Open the system's settings of this app.
    Settings,
    /// Let the player share the log.
    Log,
}
