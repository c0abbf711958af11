//! A checksum over whatever decides a game's future: FNV-1a, 64 bits, fed in fixed-width little-endian words.
//! Not for security. Must not know any game.

/// A checksum in the making.
#[derive(Clone, Copy, Debug)]
pub struct Checksum(u64);

impl Default for Checksum {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Checksum {
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
