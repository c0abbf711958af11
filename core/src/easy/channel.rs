//! A numbered channel and how its messages travel. Must not know who is at its ends.

use crate::protocol::Lane;

/// A channel: a number that both programs agree on, and how its messages travel. Make them constants:
///
/// ```
/// use couchpad_core::easy::Channel;
/// const CHAT: Channel = Channel::new(0);
/// const AIM: Channel = Channel::new(1).lossy();
/// assert!(AIM.is_lossy() && AIM.number() == 1);
/// ```
///
/// A reliable message comes exactly once and in order, also when the link breaks and comes back. A lossy one comes at most once,
/// now or never, and never behind a newer one of its sender on its channel: right for what is said again anyway, such as
/// where something is. The reader is told the channel as it was sent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Channel {
    number: u8,
    lossy: bool,
}

impl Channel {
    /// A reliable channel.
    #[must_use]
    pub const fn new(number: u8) -> Self {
        Self {
            number,
            lossy: false,
        }
    }

    /// The same, whose messages may get lost.
    #[must_use]
    pub const fn lossy(self) -> Self {
        Self {
            lossy: true,
            ..self
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }

    /// Whether its messages may get lost.
    #[must_use]
    pub const fn is_lossy(self) -> bool {
        self.lossy
    }

    pub(crate) const fn lane(self) -> Lane {
        if self.lossy {
            Lane::Latest
        } else {
            Lane::Ordered
        }
    }

    pub(super) const fn of(number: u8, lane: Lane) -> Self {
        Self {
            number,
            lossy: matches!(lane, Lane::Latest),
        }
    }
}
