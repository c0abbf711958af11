//! What a host's driver is to do. Must not know how.

use super::door::unix_now;
use crate::identity::HostIdentity;
use crate::session::{HostConfig, SavedSession};
use crate::transport::bind::{Bind, BindError};
use std::path::PathBuf;

/// What a receiver without a name is called.
const DEFAULT_NAME: &str = "Couchpad";

/// What a host is to do.
pub struct HostDriverConfig {
    /// Where to listen, UDP and TCP alike.
    pub bind: Bind,
    /// What the receiver calls itself; cleaned before it is told anyone.
    pub name: String,
    /// Seats and limits.
    pub session: HostConfig,
    /// Who the receiver is and whom it trusts.
    pub identity: HostIdentity,
    /// The Android package, for phones without the app: the page of the control port offers it.
    pub package: Option<PathBuf>,
    /// Who was here in an earlier run that ended without a word, from [`HostDriver::saved`](super::HostDriver::saved): whoever of them is still
    /// trusted finds seat, name and points again, for as long as [`HostConfig::hold`] says.
    pub saved: Option<SavedSession>,
}

impl HostDriverConfig {
    /// A host on this machine alone, at a free port, whose identity ends with it: for tests and examples.
    ///
    /// # Errors
    /// [`BindError::Identity`]: the system has no random numbers.
    pub fn loopback(session: HostConfig) -> Result<Self, BindError> {
        Ok(Self {
            bind: Bind::loopback(0),
            name: DEFAULT_NAME.to_owned(),
            session,
            identity: HostIdentity::ephemeral(unix_now())?,
            package: None,
            saved: None,
        })
    }
}
