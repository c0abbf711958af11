//! What the pad proves itself with next: the link, the code or the pairing that it began with, and its own key once it has
//! been let in. Must not know connections.

use crate::protocol::PublicKey;
use crate::protocol::control::Refusal;
use crate::session::pairing::Credential;

/// See the module.
pub(super) struct Access {
    first: Credential,
    next: Credential,
    /// Why the other way was turned down since the pad was last let in.
    turned_down: Option<Refusal>,
}

impl Access {
    pub(super) fn new(first: Credential) -> Self {
        Self {
            next: first.clone(),
            first,
            turned_down: None,
        }
    }

    /// What to use now.
    pub(super) fn credential(&self) -> Credential {
        self.next.clone()
    }

    /// Whether a room code is used, which is good for one attempt.
    pub(super) const fn is_by_code(&self) -> bool {
        matches!(self.next, Credential::Code(_))
    }

    /// The receiver has let the pad in: from now on its own key does.
    pub(super) fn let_in(&mut self, receiver: PublicKey) {
        self.next = Credential::Trusted(receiver);
        self.turned_down = None;
    }

    /// The receiver does not accept what was used; `knows` tells whether this device was ever paired with it.
    ///
    /// # Errors
    /// What to tell the player, if there is no other way.
    pub(super) fn turn_down(
        &mut self,
        refusal: Refusal,
        knows: impl FnOnce(&PublicKey) -> bool,
    ) -> Result<(), Refusal> {
        let other = match (refusal, &self.next, &self.first) {
            // the evening is over there, or this pad was forgotten; the link may still be good
            (Refusal::NotPaired, Credential::Trusted(_), Credential::Link(link)) => {
                Some(Credential::Link(link.clone()))
            }
            // an old link, but of a receiver that may remember this pad
            (Refusal::WrongLink, Credential::Link(link), _) => {
                knows(&link.key).then_some(Credential::Trusted(link.key))
            }
            (Refusal::NotPaired | Refusal::WrongLink, ..) => None,
            _ => return Err(refusal),
        };
        match (other, self.turned_down) {
            (Some(other), None) => {
                self.next = other;
                self.turned_down = Some(refusal);
                Ok(())
            }
            (_, earlier) => Err(earlier.unwrap_or(refusal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{JoinSecret, LinkPairing, RoomCode};

    const KEY: PublicKey = PublicKey([7; 32]);

    fn by_link() -> Access {
        let secret = JoinSecret([1; 16]);
        Access::new(Credential::Link(LinkPairing { secret, key: KEY }))
    }

    #[test]
    fn a_forgotten_pad_comes_back_by_its_link() {
        let mut access = by_link();
        access.let_in(KEY);
        assert!(matches!(access.credential(), Credential::Trusted(KEY)));
        assert_eq!(access.turn_down(Refusal::NotPaired, |_| true), Ok(()));
        assert!(matches!(access.credential(), Credential::Link(_)));
        access.let_in(KEY);
        assert_eq!(access.turn_down(Refusal::NotPaired, |_| true), Ok(()));
    }

    #[test]
    fn an_old_link_is_as_good_as_the_pairing_behind_it() {
        let mut known = by_link();
        assert_eq!(known.turn_down(Refusal::WrongLink, |k| *k == KEY), Ok(()));
        assert!(matches!(known.credential(), Credential::Trusted(KEY)));
        let mut unknown = by_link();
        assert_eq!(
            unknown.turn_down(Refusal::WrongLink, |_| false),
            Err(Refusal::WrongLink)
        );
    }

    #[test]
    fn two_ways_that_are_both_turned_down_end_it() {
        let mut access = by_link();
        access.turn_down(Refusal::WrongLink, |_| true).unwrap();
        assert_eq!(
            access.turn_down(Refusal::NotPaired, |_| true),
            Err(Refusal::WrongLink)
        );
        let mut access = by_link();
        access.let_in(KEY);
        access.turn_down(Refusal::NotPaired, |_| true).unwrap();
        assert_eq!(
            access.turn_down(Refusal::WrongLink, |_| true),
            Err(Refusal::NotPaired)
        );
    }

    #[test]
    fn a_code_or_a_pairing_alone_has_no_other_way() {
        let mut access = Access::new(Credential::Code(RoomCode::new(1).unwrap()));
        assert!(access.is_by_code());
        assert_eq!(
            access.turn_down(Refusal::WrongCode, |_| true),
            Err(Refusal::WrongCode)
        );
        access.let_in(KEY);
        assert!(!access.is_by_code());
        assert_eq!(
            access.turn_down(Refusal::NotPaired, |_| true),
            Err(Refusal::NotPaired)
        );
        let mut link = by_link();
        assert_eq!(
            link.turn_down(Refusal::RoomLocked, |_| true),
            Err(Refusal::RoomLocked)
        );
    }
}
