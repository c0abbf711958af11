//! The pads of a receiver, seen and forgotten from another program than the receiver, which may run meanwhile. Must not
//! know how they are shown.

use super::evening::Evening;
use super::file_store::FileStore;
use super::host::HostIdentity;
use super::load::{EVENING, PORT, Seen, look};
use super::parse;
use super::records::{TrustedPad, is_pad, pad_name};
use super::store::SecureStore;
use super::warning::{IdentityError, IdentityWarning};
use couchpad_protocol::PublicKey;
use std::path::Path;
use std::sync::Arc;

/// The pads that the receiver of a folder trusts now (`now` in unix seconds): the one that was here last comes first. With
/// them, how many records are of no use. Changes nothing.
///
/// # Errors
/// [`IdentityError`]: the folder cannot be read.
pub fn pads_in(folder: &Path, now: u64) -> Result<(Vec<TrustedPad>, usize), IdentityError> {
    let store = FileStore::open(folder)?;
    let evening = look(&store, EVENING, parse::evening);
    let goes_on = matches!(evening, Ok(Seen::Good(ref evening)) if Evening::goes_on_after_restart(evening, now));
    let mut pads = Vec::new();
    let mut damaged = usize::from(matches!(evening, Ok(Seen::Bad(_)) | Err(_)));
    for name in store.names()?.iter().filter(|name| is_pad(name)) {
        match look(&store, name, parse::trusted_pad) {
            Ok(Seen::Good(pad)) if pad_name(&pad.key) != *name => damaged += 1,
            Ok(Seen::Good(pad)) if pad.remembered || goes_on => pads.push(pad),
            Ok(Seen::Good(_) | Seen::Nothing) => {}
            Ok(Seen::Bad(_)) | Err(_) => damaged += 1,
        }
    }
    pads.sort_by(|a, b| (b.last_seen, &a.name).cmp(&(a.last_seen, &b.name)));
    Ok((pads, damaged))
}

/// The port that the receiver of a folder had last, if it can be read. Changes nothing.
#[must_use]
pub fn port_in(folder: &Path) -> Option<u16> {
    let store = FileStore::open(folder).ok()?;
    match look(&store, PORT, parse::port) {
        Ok(Seen::Good(port)) => Some(port),
        _ => None,
    }
}

/// Forgets pads of the receiver of a folder. A receiver that runs there notices by itself: it trusts them no longer, and
/// makes a new link. Where none runs, the link is made new here. Returns what there is to tell the user besides.
///
/// # Errors
/// [`IdentityError`]: not all are forgotten.
pub fn forget_in(
    folder: &Path,
    keys: &[PublicKey],
    now: u64,
) -> Result<Vec<IdentityWarning>, IdentityError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let Ok(alone) = FileStore::open_alone(folder)? else {
        let store = FileStore::open(folder)?;
        for key in keys {
            store.remove(&pad_name(key))?;
        }
        return Ok(Vec::new());
    };
    let (mut identity, warnings) = HostIdentity::open(Arc::new(alone), now)?;
    identity.forget_keys(keys);
    identity.flush()?;
    Ok(warnings)
}
