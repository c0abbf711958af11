//! Why a receiver cannot be reached, as the system told it, and in words for the player. Must not know sockets.

use std::io::ErrorKind;
use std::net::SocketAddr;

/// Why a receiver cannot be reached. As text: what it is and what to do, for the player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreachable {
    /// The machine is there, but no receiver listens.
    #[error("No receiver runs there: start Couchpad on the big screen, then check the address.")]
    Refused,
    /// Nothing answered in time.
    #[error(
        "No answer from the receiver: join the same Wi-Fi as the big screen; if you are, run `couchpad doctor` there, as a firewall may be in the way."
    )]
    TimedOut,
    /// This device has no way to that network.
    #[error("This device has no way to the receiver: join the same Wi-Fi as the big screen.")]
    NoRoute,
    /// The system does not let this program use the network.
    #[error(
        "This device does not let the app use the local network: allow it in the system's settings."
    )]
    Forbidden,
    /// The receiver answers, but datagrams do not get through.
    #[error(
        "The receiver answers, but a firewall holds the game's packets up: run `couchpad doctor` on the big screen."
    )]
    NoDatagrams,
    /// It cut the connection before it had let anybody in: too many come at once, or it is no receiver.
    #[error(
        "The connection was cut at once: the big screen may have too many newcomers. Wait, this tries again by itself; if it goes on, check the address on the big screen."
    )]
    HungUp,
    /// Something else answers there, or it failed for another reason.
    #[error("What answers there is no receiver: check the address on the big screen.")]
    Other,
}

impl Unreachable {
    /// One word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::TimedOut => "timed_out",
            Self::NoRoute => "no_route",
            Self::Forbidden => "forbidden",
            Self::NoDatagrams => "no_datagrams",
            Self::HungUp => "hung_up",
            Self::Other => "other",
        }
    }

    /// What the system's fault means.
    pub(super) const fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::ConnectionRefused => Self::Refused,
            ErrorKind::TimedOut => Self::TimedOut,
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable
            | ErrorKind::InvalidInput
            | ErrorKind::Unsupported => Self::NoRoute,
            ErrorKind::PermissionDenied => Self::Forbidden,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof => Self::HungUp,
            _ => Self::Other,
        }
    }

    /// How much it tells: an address without a route says little where another one was refused.
    const fn weight(self) -> u8 {
        match self {
            Self::Other => 0,
            Self::NoRoute => 1,
            Self::Forbidden | Self::NoDatagrams => 2,
            Self::Refused | Self::TimedOut | Self::HungUp => 3,
        }
    }

    /// What to tell when every address failed, given best first: the first of those that tell most.
    pub(super) fn sum_up(order: &[SocketAddr], failed: &[(SocketAddr, Self)]) -> Self {
        let of = |address: &SocketAddr| failed.iter().find(|(a, _)| a == address).map(|(_, r)| *r);
        let reasons = order.iter().filter_map(of);
        // of equals, `max_by_key` takes the last
        let best = reasons.rev().max_by_key(|reason| reason.weight());
        best.unwrap_or(Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_address_that_tells_something_is_told_of() {
        let at = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
        let order = [at(1), at(2), at(3)];
        let sum = |reasons: [Unreachable; 3]| {
            // in the order of failing, which is another one
            let mut failed: Vec<_> = order.into_iter().zip(reasons).collect();
            failed.reverse();
            Unreachable::sum_up(&order, &failed)
        };
        use Unreachable::{HungUp, NoRoute, Other, Refused, TimedOut};
        assert_eq!(sum([NoRoute, TimedOut, Refused]), TimedOut);
        assert_eq!(sum([Refused, TimedOut, TimedOut]), Refused);
        assert_eq!(sum([Other, NoRoute, Other]), NoRoute);
        assert_eq!(sum([NoRoute, HungUp, Other]), HungUp);
        assert_eq!(sum([Other; 3]), Other);
        assert_eq!(Unreachable::sum_up(&[], &[]), Other);
    }
}
