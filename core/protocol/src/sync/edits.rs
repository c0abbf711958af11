//! What differs between two values, as pieces to put in place of others. Must not know keys nor versions.

use serde::{Deserialize, Serialize};

/// Equal bytes between two edits that are sent again: another edit would cost as much.
const WORTH: usize = 3;

/// One step through the old value: keep so many bytes, leave out the next ones, put others there. What follows the last edit
/// is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Bytes kept, counted from the end of the edit before.
    pub keep: u32,
    /// Bytes of the old value that are left out.
    pub cut: u32,
    /// Bytes put in their place.
    pub put: Vec<u8>,
}

impl Edit {
    /// How many bytes it is on the wire.
    pub(super) fn size(&self) -> usize {
        varint(self.keep.into()) + varint(self.cut.into()) + block(self.put.len())
    }
}

/// How many bytes a whole number is on the wire.
pub(super) const fn varint(number: u64) -> usize {
    let bits = 64 - (number | 1).leading_zeros() as usize;
    bits.div_ceil(7)
}

/// How many bytes so many bytes are on the wire, with their length.
pub(super) const fn block(len: usize) -> usize {
    varint(len as u64) + len
}

/// What makes `new` of `old`. Values of one length, such as boards, are compared byte by byte; of others, what they begin and
/// end with alike is kept.
pub(super) fn edits(old: &[u8], new: &[u8]) -> Vec<Edit> {
    if old.len() == new.len() {
        by_place(old, new)
    } else {
        let head = common(old.iter(), new.iter());
        let (old, new) = (&old[head..], &new[head..]);
        let tail = common(old.iter().rev(), new.iter().rev());
        vec![edit(head, old.len() - tail, &new[..new.len() - tail])]
    }
}

fn common<'a>(a: impl Iterator<Item = &'a u8>, b: impl Iterator<Item = &'a u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

fn by_place(old: &[u8], new: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut done = 0;
    loop {
        let start = done + common(old[done..].iter(), new[done..].iter());
        if start >= new.len() {
            break edits;
        }
        let mut end = start + 1;
        loop {
            let same = common(old[end..].iter(), new[end..].iter());
            if same > WORTH || end + same >= new.len() {
                break;
            }
            end += same + 1;
        }
        edits.push(edit(start - done, end - start, &new[start..end]));
        done = end;
    }
}

/// No value is longer than four gigabytes.
fn edit(keep: usize, cut: usize, put: &[u8]) -> Edit {
    let short = |len| u32::try_from(len).unwrap_or(u32::MAX);
    Edit {
        keep: short(keep),
        cut: short(cut),
        put: put.to_vec(),
    }
}

/// The new value; `None`: the edits are not of this old one, or make more than `max` bytes of it.
pub(super) fn edited(old: &[u8], edits: &[Edit], max: usize) -> Option<Vec<u8>> {
    let mut new = Vec::with_capacity(old.len());
    let mut rest = old;
    for edit in edits {
        let (kept, cut) = rest.split_at_checked(edit.keep as usize)?;
        (_, rest) = cut.split_at_checked(edit.cut as usize)?;
        if new.len() + kept.len() + edit.put.len() > max {
            return None;
        }
        new.extend(kept);
        new.extend(&edit.put);
    }
    new.extend(rest);
    (new.len() <= max).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::encode;
    use proptest::prelude::*;

    fn edit(keep: u32, cut: u32, put: &[u8]) -> Edit {
        let put = put.to_vec();
        Edit { keep, cut, put }
    }

    #[test]
    fn only_what_differs_is_put() {
        assert_eq!(edits(b"same", b"same"), []);
        assert_eq!(edits(b"score 9", b"score 10"), [edit(6, 1, b"10")]);
        assert_eq!(edits(b"aaa", b"aaaa"), [edit(3, 0, b"a")]);
        assert_eq!(edits(b"", b"new"), [edit(0, 0, b"new")]);
        let (old, mut new) = ([0; 100], [0; 100]);
        (new[3], new[50]) = (1, 2);
        assert_eq!(edits(&old, &new), [edit(3, 1, &[1]), edit(46, 1, &[2])]);
        new[6] = 3;
        let near = edit(3, 4, &[1, 0, 0, 3]);
        assert_eq!(edits(&old, &new), [near, edit(43, 1, &[2])]);
    }

    #[test]
    fn edits_that_do_not_fit_make_nothing() {
        for wrong in [edit(5, 0, b""), edit(0, 5, b""), edit(u32::MAX, 9, b"")] {
            assert_eq!(edited(b"four", &[wrong], 99), None);
        }
        assert_eq!(edited(b"four", &[edit(0, 0, b"123")], 6), None);
        assert_eq!(
            edited(b"four", &[edit(1, 2, b"123")], 5),
            Some(b"f123r".into())
        );
    }

    proptest! {
        #[test]
        fn edits_make_the_new_of_the_old(
            old in prop::collection::vec(0_u8..3, 0..200),
            new in prop::collection::vec(0_u8..3, 0..200),
            len in 0_usize..200,
        ) {
            for (old, new) in [(&old[..], &new[..]), (&old[..len.min(old.len())], &old), {
                let len = old.len().min(new.len());
                (&old[..len], &new[..len])
            }] {
                let edits = edits(old, new);
                let made = edited(old, &edits, 200);
                prop_assert_eq!(made.as_deref(), Some(new));
                for edit in edits {
                    prop_assert_eq!(edit.size(), encode(&edit, 1_000).unwrap().len());
                }
            }
        }

        #[test]
        fn numbers_are_as_long_as_they_are_written(number in any::<u64>(), shift in 0_u32..64) {
            let number = number >> shift;
            prop_assert_eq!(varint(number), encode(&number, 99).unwrap().len());
        }
    }
}
