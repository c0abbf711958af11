//! Frames in a stream: a length before each. Must not know what is in them.

use crate::codec::CodecError;
use crate::limits::SEALED_FRAME_BYTES;

/// Puts the length before a frame, sealed or not.
///
/// # Errors
/// [`CodecError::TooLong`] over [`SEALED_FRAME_BYTES`].
pub fn frame(bytes: &[u8]) -> Result<Vec<u8>, CodecError> {
    let too_long = CodecError::TooLong {
        len: bytes.len(),
        max: SEALED_FRAME_BYTES,
    };
    if bytes.len() > SEALED_FRAME_BYTES {
        return Err(too_long);
    }
    let len = u16::try_from(bytes.len()).map_err(|_| too_long)?;
    Ok([&len.to_le_bytes()[..], bytes].concat())
}

/// Cuts a stream into frames, whatever the pieces in which it arrives. Holds one frame at most.
#[derive(Debug, Default)]
pub struct Unframer {
    buffer: Vec<u8>,
}

impl Unframer {
    /// Takes bytes from the stream; call [`next`](Self::next) until it gives `None` before taking more.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame.
    ///
    /// # Errors
    /// [`CodecError::TooLong`] for a frame over `max`: the stream cannot be trusted any more, close it.
    #[allow(
        clippy::should_implement_trait,
        reason = "the cap changes from call to call, so it is no iterator"
    )]
    pub fn next(&mut self, max: usize) -> Result<Option<Vec<u8>>, CodecError> {
        let Some((len, rest)) = self.buffer.split_first_chunk::<2>() else {
            return Ok(None);
        };
        let len = usize::from(u16::from_le_bytes(*len));
        if len > max {
            return Err(CodecError::TooLong { len, max });
        }
        let Some(frame) = rest.get(..len).map(<[u8]>::to_vec) else {
            return Ok(None);
        };
        self.buffer.drain(..2 + len);
        Ok(Some(frame))
    }

    /// Bytes that wait for the rest of their frame.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.buffer.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::CONTROL_FRAME_BYTES;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn frames_survive_any_cutting(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..8), cut in 1_usize..40) {
            let stream: Vec<u8> = frames.iter().flat_map(|f| frame(f).unwrap()).collect();
            let mut unframer = Unframer::default();
            let mut got = Vec::new();
            for piece in stream.chunks(cut) {
                unframer.push(piece);
                while let Some(f) = unframer.next(CONTROL_FRAME_BYTES).unwrap() {
                    got.push(f);
                }
            }
            prop_assert_eq!(got, frames);
            prop_assert_eq!(unframer.waiting(), 0);
        }
    }
}
