//! A checksum over whatever decides a game's future: FNV-1a, 64 bits, fed in fixed-width little-endian words.
//! Not for security. Must not know any game.

use serde::Serialize;

/// A checksum in the making.
#[derive(Clone, Copy, Debug)]
pub struct Checksum(u64);

impl Default for Checksum {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Checksum {
    /// The checksum of everything that is written of a value; it asks for no memory. What is not written (`#[serde(skip)]`) is
    /// not covered.
    ///
    /// ```
    /// use couchpad_games::checksum::Checksum;
    ///
    /// assert_eq!(Checksum::of(&(1_u8, "two")), Checksum::of(&(1_u8, "two")));
    /// assert_ne!(Checksum::of(&(1_u8, "two")), Checksum::of(&(2_u8, "two")));
    /// ```
    #[must_use]
    pub fn of<T: Serialize + ?Sized>(value: &T) -> u64 {
        let mut sum = Self::default();
        let written = couchpad_protocol::encode_to(value, |bytes| sum.bytes(bytes));
        // what cannot be written cannot be saved either, and is never compared
        sum.u8(u8::from(written.is_ok()));
        sum.finish()
    }

    /// Mixes in some bytes.
    pub const fn bytes(&mut self, bytes: &[u8]) {
        let mut i = 0;
        while i < bytes.len() {
            self.0 = (self.0 ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
            i += 1;
        }
    }

    /// Mixes in one byte.
    pub const fn u8(&mut self, v: u8) {
        self.bytes(&[v]);
    }

    /// Mixes in 32 bits.
    pub const fn u32(&mut self, v: u32) {
        self.bytes(&v.to_le_bytes());
    }

    /// Mixes in 64 bits.
    pub const fn u64(&mut self, v: u64) {
        self.bytes(&v.to_le_bytes());
    }

    /// Mixes in 64 bits with a sign.
    pub const fn i64(&mut self, v: i64) {
        self.bytes(&v.to_le_bytes());
    }

    /// Mixes in a float bit by bit, so that 0.0 and -0.0 differ.
    pub const fn f32(&mut self, v: f32) {
        self.u32(v.to_bits());
    }

    /// The checksum of all that was mixed in.
    #[must_use]
    pub const fn finish(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_written_counts() {
        let of = Checksum::of;
        let value = (3_u32, [Some(-1_i64), None], 0.5_f32, [true, false]);
        let changed = [
            (4, value.1, value.2, value.3),
            (3, [None, Some(-1)], value.2, value.3),
            (3, value.1, -0.5, value.3),
            (3, value.1, value.2, [false, true]),
        ];
        assert!(changed.iter().all(|other| of(other) != of(&value)));
        assert_eq!(of(&value), of(&value.clone()));
    }

    #[test]
    fn agrees_with_the_published_vectors() {
        let of = |text: &str| {
            let mut sum = Checksum::default();
            sum.bytes(text.as_bytes());
            sum.finish()
        };
        assert_eq!(of(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(of("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(of("foobar"), 0x8594_4171_f739_67e8);
    }
}
