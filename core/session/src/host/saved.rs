//! A session as it outlasts its program: who was here, who sat where, who waited, and everyone's points. Streams of messages
//! are not among it: a host that starts anew is a new memory, and pads are told everything again. Must not know where it is
//! kept. What was kept may have been changed by anybody, so nothing of it is believed unless it fits together.

mod restore;

use couchpad_protocol::control::ResumeSecret;
use couchpad_protocol::{CodecError, PadId, Profile, PublicKey, decode, encode};
use serde::{Deserialize, Serialize};

/// Largest saved session, in bytes; a thousand pads with the longest of names need two thirds of it.
pub const SAVED_BYTES: usize = 1024 * 1024;

/// The layout of what is written; another one is not read.
const VERSION: u16 = 1;

/// Why a saved session is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavedFault {
    /// Another version of the program wrote it.
    #[error("the seats were saved by another version: everybody joins anew")]
    OtherVersion,
    /// It cannot be read.
    #[error("the saved seats are damaged: everybody joins anew")]
    Damaged,
}

/// Everything about the pads of a session that players would miss. Holds secrets: it is for this user's eyes alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSession {
    next_pad: u32,
    locked: bool,
    seats: Vec<SavedSeat>,
    /// Who waits, first come first.
    queue: Vec<PadId>,
    pads: Vec<SavedPad>,
}

/// One seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct SavedSeat {
    pad: Option<PadId>,
    mark: u8,
    own: i64,
    team: i64,
}

/// One pad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPad {
    /// Its number.
    pub pad: PadId,
    /// Its name, as it was shown.
    pub name: String,
    /// Its device; `None`: a pad on the host's own machine.
    pub device: Option<PublicKey>,
    profile: Profile,
    secret: ResumeSecret,
    local: bool,
}

impl SavedSession {
    /// As bytes, at most [`SAVED_BYTES`].
    ///
    /// # Errors
    /// [`CodecError::TooLong`].
    pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
        encode(&(VERSION, self), SAVED_BYTES)
    }

    /// From bytes. Anything may be in them.
    ///
    /// # Errors
    /// [`SavedFault`]: none of it is used.
    pub fn decode(bytes: &[u8]) -> Result<Self, SavedFault> {
        match decode::<(u16, Self)>(bytes, SAVED_BYTES) {
            Ok((VERSION, saved)) => Ok(saved),
            Ok(_) => Err(SavedFault::OtherVersion),
            // of another version all but its number may look damaged; the number stands first
            Err(_)
                if bytes
                    .first()
                    .is_some_and(|first| u16::from(*first) != VERSION) =>
            {
                Err(SavedFault::OtherVersion)
            }
            Err(_) => Err(SavedFault::Damaged),
        }
    }

    /// The pads, by number.
    #[must_use]
    pub fn pads(&self) -> &[SavedPad] {
        &self.pads
    }

    /// Who sits in each seat, by index.
    pub fn seated(&self) -> impl Iterator<Item = Option<PadId>> + '_ {
        self.seats.iter().map(|seat| seat.pad)
    }

    /// Whether the room was locked.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.locked
    }

    /// Whether nobody was here.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.pads.is_empty()
    }

    /// Keeps only the pads of which `is_welcome` is true, such as those that are still trusted.
    pub fn retain(&mut self, is_welcome: impl FnMut(&SavedPad) -> bool) {
        self.pads.retain(is_welcome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::HostSession;
    use crate::host::admission::is_pads;
    use crate::{HostConfig, Time};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn any_pad() -> impl Strategy<Value = SavedPad> {
        let device = prop::option::of(any::<u8>().prop_map(|n| PublicKey([n % 6; 32])));
        let number = prop_oneof![9 => 0_u32..8, 1 => u32::MAX - 1..];
        let pad = (number, ".{0,40}", device, 0_u8..8, any::<bool>());
        pad.prop_map(|(pad, name, device, secret, local)| SavedPad {
            pad: PadId(pad),
            name: name.clone(),
            device,
            profile: Profile { name, mark: None },
            secret: ResumeSecret([secret; 16]),
            local,
        })
    }

    fn any_saved() -> impl Strategy<Value = SavedSession> {
        let pad = || prop::option::of((0_u32..8).prop_map(PadId));
        let seat = (pad(), any::<u8>(), any::<i64>()).prop_map(|(pad, mark, own)| SavedSeat {
            pad,
            mark,
            own,
            team: own / 2,
        });
        let queue = prop::collection::vec((0_u32..8).prop_map(PadId), 0..8);
        let pads = prop::collection::vec(any_pad(), 0..8);
        let seats = prop::collection::vec(seat, 0..6);
        (any::<u32>(), any::<bool>(), seats, queue, pads).prop_map(
            |(next_pad, locked, seats, queue, pads)| SavedSession {
                next_pad,
                locked,
                seats,
                queue,
                pads,
            },
        )
    }

    /// Everybody has one place, and the books agree.
    fn assert_sound(session: &HostSession) {
        let seated: Vec<_> = session.seats().iter().filter_map(|slot| slot.pad).collect();
        let placed = seated.into_iter().chain(session.seating.queue());
        let mut placed: Vec<_> = placed.collect();
        placed.sort_unstable();
        let pads: Vec<_> = session.pads.keys().copied().collect();
        assert_eq!(placed, pads);
        assert_eq!(session.secrets.len(), pads.len());
        assert!(session.next_pad >= pads.last().map_or(0, |pad| pad.0));
        assert!(pads.iter().all(|pad| is_pads(*pad)));
        let names: BTreeSet<_> = session.pads.values().map(|e| &e.name).collect();
        assert_eq!(names.len(), pads.len());
    }

    proptest! {
        #[test]
        fn whatever_was_kept_becomes_a_sound_session(saved in any_saved(), seats in 0_u16..6) {
            let config = HostConfig { seats, cap: 6, ..HostConfig::default() };
            let now = Time::from_secs(3);
            let session = HostSession::restore(config, 5, now, saved);
            assert_sound(&session);
            prop_assert!(session.pads.len() <= 6 && session.seats().len() == usize::from(seats));
            // and it is kept and restored as it is from then on
            let again = HostSession::restore(config, 6, now, session.save());
            prop_assert_eq!(again.save(), session.save());
        }

        #[test]
        fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut versioned = vec![VERSION as u8];
            versioned.extend(&bytes);
            for bytes in [bytes, versioned] {
                if let Ok(saved) = SavedSession::decode(&bytes) {
                    assert_sound(&HostSession::restore(HostConfig::default(), 1, Time::ZERO, saved));
                }
            }
        }

        #[test]
        fn damaged_bytes_are_harmless(saved in any_saved(), at in any::<prop::sample::Index>(), by in 1_u8..) {
            let mut bytes = saved.encode().unwrap();
            prop_assert_eq!(SavedSession::decode(&bytes), Ok(saved));
            prop_assert_eq!(SavedSession::decode(&bytes[..bytes.len() - 1]), Err(SavedFault::Damaged));
            let at = at.index(bytes.len());
            bytes[at] ^= by;
            if let Ok(saved) = SavedSession::decode(&bytes) {
                assert_sound(&HostSession::restore(HostConfig::default(), 1, Time::ZERO, saved));
            }
        }
    }

    #[test]
    fn numbers_that_somebody_made_up_keep_nobody_out() {
        let admit = |session: &mut HostSession, n| {
            let newcomer = crate::Newcomer::local(Profile::default());
            session.admit(Time::ZERO, newcomer, ResumeSecret([n; 16]))
        };
        for next_pad in [u32::MAX - 2, u32::MAX - 1, u32::MAX] {
            let saved = SavedSession {
                next_pad,
                ..SavedSession::default()
            };
            let mut session = HostSession::restore(HostConfig::default(), 1, Time::ZERO, saved);
            let pads = [1, 2, 3].map(|n| admit(&mut session, n).unwrap().pad);
            assert!(pads.iter().all(|pad| is_pads(*pad)), "{pads:?}");
            assert_eq!(BTreeSet::from(pads).len(), 3);
        }
    }

    #[test]
    fn more_seats_than_there_may_be_are_not_believed() {
        let pad = Some(PadId(1));
        let mut seats = vec![SavedSeat::default(); 70_000];
        seats.extend([SavedSeat {
            pad,
            ..SavedSeat::default()
        }]);
        let saved = SavedSession {
            seats,
            pads: vec![SavedPad {
                pad: PadId(1),
                name: "Ada".into(),
                device: None,
                profile: Profile::default(),
                secret: ResumeSecret([1; 16]),
                local: true,
            }],
            ..SavedSession::default()
        };
        let read = SavedSession::decode(&saved.encode().unwrap()).unwrap();
        let session = HostSession::restore(HostConfig::default(), 1, Time::ZERO, read);
        assert_sound(&session);
        assert_eq!(session.seating.queue().collect::<Vec<_>>(), [PadId(1)]);
    }

    #[test]
    fn another_version_says_so() {
        let mut bytes = SavedSession::default().encode().unwrap();
        bytes[0] = 2;
        let other = SavedSession::decode(&bytes);
        assert_eq!(other, Err(SavedFault::OtherVersion));
        assert_eq!(SavedSession::decode(&[2, 255]), other);
        assert_eq!(SavedSession::decode(&[]), Err(SavedFault::Damaged));
    }

    #[test]
    fn a_thousand_pads_with_long_names_fit() {
        let long = "\u{1f469}".repeat(32);
        let pad = |pad: u32| SavedPad {
            pad: PadId(pad),
            name: long.clone(),
            device: Some(PublicKey([7; 32])),
            profile: Profile {
                name: long.repeat(4),
                mark: Some(3),
            },
            secret: ResumeSecret([9; 16]),
            local: false,
        };
        let saved = SavedSession {
            pads: (0..1_000).map(pad).collect(),
            ..SavedSession::default()
        };
        assert!(saved.encode().unwrap().len() < SAVED_BYTES * 2 / 3 + 1_024);
    }
}
