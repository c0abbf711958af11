//! Typed messages: postcard within the limits, nothing left over. Must not know who reads them.

use super::SendError;
use crate::protocol::limits::APP_BYTES;
use crate::protocol::{CodecError, decode, encode};
use crate::session::Unsent;
use serde::{Serialize, de::DeserializeOwned};

/// Why bytes are not the message that was meant. Whoever sent them may run another version of the game, or be hostile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// They are not.
    #[error("not the message that was expected: is the other program of the same version? ({0})")]
    Codec(#[from] CodecError),
    /// The event has no bytes to read.
    #[error("this event brings no message")]
    NoData,
}

/// Reads a message that fills `bytes` exactly. Never panics and never takes more memory than in proportion to `bytes`.
///
/// # Errors
/// See [`ReadError`].
pub fn read_msg<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ReadError> {
    Ok(decode(bytes, APP_BYTES)?)
}

/// A message's bytes, for [`read_msg`] at the other end.
///
/// ```
/// use couchpad_core::easy::{read_msg, write_msg};
///
/// let bytes = write_msg(&("jump", 3_u8))?;
/// assert_eq!(read_msg::<(String, u8)>(&bytes)?, ("jump".to_owned(), 3));
/// assert!(read_msg::<u64>(&bytes).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`SendError::Unsent`] with the limit if it is too long, [`SendError::Type`] if the type cannot be written at all.
pub fn write_msg<T: Serialize>(message: &T) -> Result<Vec<u8>, SendError> {
    encode(message, APP_BYTES).map_err(|error| match error {
        CodecError::TooLong { len, max } => Unsent::TooLong { len, max }.into(),
        _ => SendError::Type,
    })
}
