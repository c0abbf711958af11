//! What goes wrong, in the words that players read: what happened, and what to do next. Must not know who asked.

use couchpad_core::PadError;
use couchpad_core::easy::{SendError, Unsent};
use couchpad_core::identity::IdentityError;
use couchpad_core::protocol::{JoinLinkError, KeyError};

/// Why something was not done. The text says what happened and what to do next, and can be shown as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
#[uniffi(flat_error)]
pub enum CouchpadError {
    /// The text is no join link and no address.
    #[error("{0}")]
    Link(String),
    /// The code is not six digits.
    #[error("{0}")]
    Code(String),
    /// This device was never paired with the receiver there, and no code was given.
    #[error("This device does not know that receiver yet: enter the six digits on the big screen.")]
    NeedsCode,
    /// There is nothing of this name or number.
    #[error("{0}")]
    Unknown(String),
    /// A text or a message is longer than anybody takes.
    #[error("{0}")]
    TooLong(String),
    /// There is no receiver to send it to.
    #[error("This controller is not in a game: join one first.")]
    NotJoined,
    /// So much waits that nothing more is taken.
    #[error("{0}")]
    Busy(String),
    /// The records of this device cannot be used.
    #[error("{0}")]
    Identity(String),
    /// The system gives no thread, no socket or no random numbers.
    #[error("{0}")]
    System(String),
}

impl CouchpadError {
    pub(crate) fn too_long(what: &str, most: usize) -> Self {
        Self::TooLong(format!("{what} is too long: {most} bytes are the most."))
    }

    pub(crate) fn no_receiver() -> Self {
        let what = "That receiver is not there any more: look at the list again.";
        Self::Unknown(what.to_owned())
    }

    pub(crate) fn no_request(request: u64) -> Self {
        Self::Unknown(format!(
            "There is no request {request} that waits for an answer: each is answered once, and in time."
        ))
    }
}

impl From<JoinLinkError> for CouchpadError {
    fn from(error: JoinLinkError) -> Self {
        Self::Link(error.to_string())
    }
}

impl From<KeyError> for CouchpadError {
    fn from(error: KeyError) -> Self {
        Self::Code(error.to_string())
    }
}

impl From<IdentityError> for CouchpadError {
    fn from(error: IdentityError) -> Self {
        Self::Identity(error.to_string())
    }
}

impl From<PadError> for CouchpadError {
    fn from(error: PadError) -> Self {
        match error {
            PadError::Identity(error) => error.into(),
            PadError::System(_) => Self::System(error.to_string()),
        }
    }
}

impl From<SendError> for CouchpadError {
    fn from(error: SendError) -> Self {
        let text = error.to_string();
        match error {
            SendError::Unsent(Unsent::TooLong { .. }) => Self::TooLong(text),
            SendError::Unsent(Unsent::NoSuchPad) => Self::Unknown(text),
            SendError::Unsent(Unsent::Full) | SendError::TooFast => Self::Busy(text),
            SendError::Ended => Self::NotJoined,
            SendError::ToItself | SendError::Type => Self::Unknown(text),
        }
    }
}

/// What a foreign callback failed of. It is logged, and nothing else comes of it unless the callback was a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ForeignError {
    /// It did not work, and why.
    #[error("{reason}")]
    Failed {
        /// Why.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ForeignError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed {
            reason: error.reason,
        }
    }
}

/// Calls foreign code, whatever it does: what it throws is an error, and so is a panic on the way there.
pub(crate) fn call_foreign(
    what: &str,
    call: impl FnOnce() -> Result<(), ForeignError>,
) -> Result<(), ForeignError> {
    let called = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call));
    let result = called.unwrap_or_else(|_| {
        let reason = "the callback could not be called".to_owned();
        Err(ForeignError::Failed { reason })
    });
    if let Err(error) = &result {
        tracing::warn!("{what} failed in the program that uses Couchpad: {error}");
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_foreign_code_does_is_an_error_at_worst() {
        let failed = |reason: &str| {
            let reason = reason.to_owned();
            Err(ForeignError::Failed { reason })
        };
        assert_eq!(call_foreign("a call", || Ok(())), Ok(()));
        assert_eq!(call_foreign("a call", || failed("no")), failed("no"));
        assert!(call_foreign("a call", || panic!("on purpose")).is_err());
    }
}
