//! A map for links' numbers. They are drawn from the system's random numbers, by this host alone, and sealed in the tokens
//! that open links: so a number is as good as its hash, and nobody outside can choose numbers that meet. Must not be used
//! for anything else.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Values by random number.
pub(crate) type ById<T> = HashMap<u64, T, BuildHasherDefault<Itself>>;

/// The hash of a number is the number.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // not for `u64`, yet a hasher has to have it
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_own_value() {
        let mut map = ById::default();
        let numbers = (0..10_000_u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for number in numbers.clone() {
            map.insert(number, !number);
        }
        assert_eq!(map.len(), 10_000);
        for number in numbers {
            assert_eq!(map.remove(&number), Some(!number));
        }
        assert!(map.is_empty());
    }
}
