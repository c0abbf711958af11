//! The sealed channel that a handshake ends in. Knows neither what travels in it nor on what.

use couchpad_protocol::limits::{CONTROL_FRAME_BYTES, SEALED_FRAME_BYTES};
use snow::TransportState;
use std::fmt;

/// Both directions of a control connection after the handshake: what is sealed at one end is opened at the other, whole,
/// once and in order, or it is a fault. The first fault is final: the connection is to be closed.
pub struct Channel {
    /// `None` after a fault, and with it the keys.
    noise: Option<Box<TransportState>>,
}

/// Why a channel ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChannelFault {
    /// More than [`CONTROL_FRAME_BYTES`] were to be sealed, or more than [`SEALED_FRAME_BYTES`] to be opened.
    #[error("a message is too long for the control connection: close it and join again")]
    TooLong,
    /// What arrived was not what the other end sealed next.
    #[error("the control connection was tampered with: close it and join again")]
    Broken,
    /// There was a fault before.
    #[error("the control connection ended with an earlier fault: close it and join again")]
    Ended,
}

impl Channel {
    pub(super) fn new(noise: TransportState) -> Self {
        Self {
            noise: Some(Box::new(noise)),
        }
    }

    /// Seals one frame of at most [`CONTROL_FRAME_BYTES`]. It has to be sent, and in this order.
    ///
    /// # Errors
    /// See [`ChannelFault`].
    pub fn seal(&mut self, plain: &[u8]) -> Result<Vec<u8>, ChannelFault> {
        let mut noise = self.noise.take().ok_or(ChannelFault::Ended)?;
        if plain.len() > CONTROL_FRAME_BYTES {
            return Err(ChannelFault::TooLong);
        }
        let mut sealed = vec![0; plain.len() + SEALED_FRAME_BYTES - CONTROL_FRAME_BYTES];
        let len = noise.write_message(plain, &mut sealed);
        sealed.truncate(len.map_err(|_| ChannelFault::Ended)?);
        self.noise = Some(noise);
        Ok(sealed)
    }

    /// Opens the frame that arrived next, of at most [`SEALED_FRAME_BYTES`].
    ///
    /// # Errors
    /// See [`ChannelFault`].
    pub fn open(&mut self, sealed: &[u8]) -> Result<Vec<u8>, ChannelFault> {
        let mut noise = self.noise.take().ok_or(ChannelFault::Ended)?;
        if sealed.len() > SEALED_FRAME_BYTES {
            return Err(ChannelFault::TooLong);
        }
        let mut plain = vec![0; sealed.len()];
        let len = noise.read_message(sealed, &mut plain);
        plain.truncate(len.map_err(|_| ChannelFault::Broken)?);
        self.noise = Some(noise);
        Ok(plain)
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Channel(..)")
    }
}
