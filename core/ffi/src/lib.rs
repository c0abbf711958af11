//! Couchpad's pad for other languages: a session that joins receivers and plays, without Bevy, by way of UniFFI.
//! Records and events cross the border, and requests that are answered later; nothing that crosses it waits for the network,
//! but for [`Session::suspend`], which waits a moment. The receiver never compiles this crate.
//!
//! The touch app plays through the very same [`Session`] as the shell around it: [`Session::shared`].

// what UniFFI writes for us is unsafe by nature: it is what C calls
#![allow(unsafe_code)]

mod error;
mod event;
mod keeper;
mod layout;
mod news;
mod records;
mod search;
mod session;
mod shown;

pub use error::{CouchpadError, ForeignError};
pub use event::{EndReason, LossReason, PadEvent, UnreachableReason};
pub use keeper::{SecureStore, StoredRecord};
pub use layout::{Area, ControlKind, Gain, OneEuro, Orientation, PadControl, PadLayout, Weight};
pub use news::{EventListener, Heeds, Tap};
pub use records::{
    Cause, FoundReceiver, KnownReceiver, LinkKind, Outdated, Phase, Place, ReceiverName, Score,
    Settings, Shake, State, Status, Tint, Transport,
};
pub use search::{Browser, Service, TxtEntry};
pub use session::{Session, session, version};
pub use shown::{Shown, ShownControl};

uniffi::setup_scaffolding!();
