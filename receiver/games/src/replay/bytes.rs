//! Numbers as a replay holds them: small ones in few bytes. Knows nothing of what they mean.

/// Bytes of the longest number.
const LONGEST: usize = 10;

/// Writes a number, seven bits a byte, the lowest first.
pub(super) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A difference as a number: small ones are small, whatever their sign.
pub(super) const fn folded(difference: i16) -> u64 {
    (((difference << 1) ^ (difference >> 15)) as u16) as u64
}

/// The difference that was folded; `None`: it is none.
pub(super) fn unfolded(number: u64) -> Option<i16> {
    let number = u16::try_from(number).ok()?;
    Some((number >> 1) as i16 ^ -((number & 1) as i16))
}

/// Reads what was put; every reader is `None` when there is no such thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn fixed32(&mut self) -> Option<u32> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*taken))
    }

    pub(super) fn fixed64(&mut self) -> Option<u64> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*taken))
    }

    /// What [`put`] wrote, and nothing longer.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for at in 0..LONGEST {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            let shifted = bits << (7 * at);
            if shifted >> (7 * at) != bits {
                return None;
            }
            number |= shifted;
            if byte < 0x80 {
                return (byte > 0 || at == 0).then_some(number);
            }
        }
        None
    }

    pub(super) fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(number: u64, difference: i16) {
            let mut out = Vec::new();
            put(&mut out, number);
            prop_assert!(out.len() <= LONGEST);
            let mut bytes = Bytes(&out);
            prop_assert_eq!(bytes.number(), Some(number));
            prop_assert!(bytes.0.is_empty());
            prop_assert_eq!(unfolded(folded(difference)), Some(difference));
        }

        #[test]
        fn each_number_has_one_form(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let mut rest = Bytes(&bytes);
            if let Some(number) = rest.number() {
                let mut again = Vec::new();
                put(&mut again, number);
                prop_assert_eq!(&bytes[..bytes.len() - rest.0.len()], &again[..]);
            }
        }
    }

    #[test]
    fn what_moves_little_takes_one_byte() {
        for difference in -64..64 {
            let mut out = Vec::new();
            put(&mut out, folded(difference));
            assert_eq!(out.len(), 1, "{difference}");
        }
    }
}
