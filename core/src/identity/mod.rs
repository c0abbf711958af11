//! Who this device is, and whom it trusts, from one start to the next.
//!
//! A receiver has a [`HostIdentity`], a pad a [`PadIdentity`]. Each keeps small records, one thing each, in a
//! [`SecureStore`]: a [`FileStore`] on desktops, the system's own on phones, a [`MemoryStore`] for what ends with the
//! program. A [`HostPlace`] or [`Profile`] is a folder that no other process has meanwhile.
//!
//! Nothing here knows connections, and nothing reads a clock: unix seconds are passed in.

mod evening;
mod file_store;
mod host;
mod load;
mod outside;
mod pad;
pub mod parse;
mod place;
mod queue;
mod records;
mod saver;
mod store;
mod text;
mod warning;

pub use evening::{CLOCK_SLACK_SECONDS, EVENING_SECONDS, Evening};
pub use file_store::FileStore;
pub use host::{EVENING_PADS, HostIdentity};
pub use outside::{forget_in, pads_in, port_in};
pub use pad::{PadIdentity, RECEIVERS};
pub use place::{
    DATA_DIR_VARIABLE, HOST_PLACES, HostPlace, PROFILE_NAME_BYTES, PlaceError, Profile,
    ProfileError, data_dir, host_places, profile_name,
};
pub use records::{PinnedReceiver, TrustedPad, meant};
pub use store::{
    KEPT_ASIDE, MemoryStore, NAME_BYTES, RECORD_BYTES, SecureStore, StoreError, check_name,
};
pub use warning::{IdentityError, IdentityWarning, Lost};
