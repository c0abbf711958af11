//! Bytes of the reliable messages: postcard, capped before decoding, nothing left over after it.
//! Must not know what the messages mean.

use serde::{Serialize, de::DeserializeOwned};

/// Why bytes were refused. Nothing of them is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// More bytes than the cap.
    #[error("a message of {len} bytes is over the limit of {max}")]
    TooLong {
        /// Bytes there were.
        len: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// Not a message of this kind, cut short, or of a newer version.
    #[error("not a message that this version knows")]
    Malformed,
    /// A message followed by something else.
    #[error("{0} bytes are left over after the message")]
    Trailing(usize),
    /// Well-formed, but a number, a length or a layout is out of range.
    #[error("a value in the message is out of range")]
    OutOfRange,
}

/// Encodes a message of at most `max` bytes.
///
/// # Errors
/// [`CodecError::TooLong`]; [`CodecError::Malformed`] if the type cannot be encoded at all.
pub fn encode<T: Serialize>(message: &T, max: usize) -> Result<Vec<u8>, CodecError> {
    let bytes = postcard::to_stdvec(message).map_err(|_| CodecError::Malformed)?;
    if bytes.len() > max {
        Err(CodecError::TooLong {
            len: bytes.len(),
            max,
        })
    } else {
        Ok(bytes)
    }
}

/// Hands the bytes that [`encode`] would give to `sink`, in pieces of any length, and asks for no memory.
///
/// # Errors
/// [`CodecError::Malformed`] if the type cannot be encoded at all; `sink` may have seen some bytes then.
pub fn encode_to<T: Serialize + ?Sized>(
    message: &T,
    sink: impl FnMut(&[u8]),
) -> Result<(), CodecError> {
    postcard::serialize_with_flavor(message, Sink(sink)).map_err(|_| CodecError::Malformed)
}

struct Sink<F>(F);

impl<F: FnMut(&[u8])> postcard::ser_flavors::Flavor for Sink<F> {
    type Output = ();

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        (self.0)(data);
        Ok(())
    }

    fn try_push(&mut self, data: u8) -> postcard::Result<()> {
        self.try_extend(&[data])
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

/// Decodes one message that fills `bytes` exactly. Memory stays in proportion to `bytes`, which is at most `max` long:
/// postcard never reserves more than the input can hold.
///
/// # Errors
/// See [`CodecError`].
pub fn decode<T: DeserializeOwned>(bytes: &[u8], max: usize) -> Result<T, CodecError> {
    if bytes.len() > max {
        return Err(CodecError::TooLong {
            len: bytes.len(),
            max,
        });
    }
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        Ok((_, rest)) => Err(CodecError::Trailing(rest.len())),
        Err(_) => Err(CodecError::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sink_gets_what_the_list_gets() {
        let message = (7_u64, "eight", [Some(1.5_f32), None], i64::MIN);
        let mut bytes = Vec::new();
        encode_to(&message, |piece| bytes.extend_from_slice(piece)).unwrap();
        assert_eq!(Ok(bytes), encode(&message, 64));
    }

    #[test]
    fn refuses_trailing_long_and_short() {
        let bytes = encode(&(1_u32, "ab"), 16).unwrap();
        assert_eq!(decode::<(u32, String)>(&bytes, 16), Ok((1, "ab".into())));
        assert_eq!(
            decode::<(u32, String)>(&bytes, 3),
            Err(CodecError::TooLong { len: 4, max: 3 })
        );
        assert_eq!(
            decode::<(u32, String)>(&bytes[..3], 16),
            Err(CodecError::Malformed)
        );
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(
            decode::<(u32, String)>(&longer, 16),
            Err(CodecError::Trailing(1))
        );
        assert!(encode(&"x".repeat(20), 16).is_err());
    }

    #[test]
    fn a_lying_length_allocates_nothing() {
        // a vector that claims 2^32 - 1 elements
        assert_eq!(
            decode::<Vec<u64>>(&[0xff, 0xff, 0xff, 0xff, 0x0f], 16),
            Err(CodecError::Malformed)
        );
    }
}
