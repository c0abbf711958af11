//! What the room tells those who want to join, in words; for window and terminal alike. Knows no picture and no column.

use crate::room::Room;
use std::net::SocketAddr;

/// How the room stands to newcomers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invite {
    /// The receiver does not listen yet.
    Early,
    /// Whoever sees the screen can join.
    Open,
    /// The same, but no phone can reach this receiver.
    OnlyHere,
    /// The code is not to be seen just now.
    Hidden,
    /// Nobody new can join.
    Locked,
}

impl Invite {
    /// How this room stands.
    pub(crate) fn of(room: &Room) -> Self {
        if room.locked {
            Self::Locked
        } else if room.hidden {
            Self::Hidden
        } else if room.code.is_empty() {
            Self::Early
        } else if is_only_here(&room.addresses) {
            Self::OnlyHere
        } else {
            Self::Open
        }
    }

    /// Whether code, picture and addresses are shown.
    pub(crate) const fn shows_code(self) -> bool {
        matches!(self, Self::Open | Self::OnlyHere)
    }

    /// What to do, or why there is nothing to do.
    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::Early => "One moment: the receiver is not listening yet.",
            Self::Open => {
                "Point your phone's camera here \u{2014} or open Couchpad and enter the code"
            }
            Self::OnlyHere => {
                "Only this computer can join. For phones, connect it to your network, or start it without --bind"
            }
            Self::Hidden => "The code is hidden. Press\u{a0}H to show it",
            Self::Locked => {
                "The room is locked: nobody new can join. Who loses the connection can come back"
            }
        }
    }
}

/// Whether every address is one that nothing but this computer reaches.
fn is_only_here(addresses: &[String]) -> bool {
    let is_loopback = |text: &String| {
        let address = text.parse::<SocketAddr>();
        address.is_ok_and(|address| address.ip().to_canonical().is_loopback())
    };
    !addresses.is_empty() && addresses.iter().all(is_loopback)
}

/// The code as it is read aloud: two groups of three. Whatever else it may be is left as it is.
pub(crate) fn grouped(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((first, second)) if second.len() == 3 => format!("{first} {second}"),
        _ => code.to_owned(),
    }
}

/// The keys about code and lock that matter now, most needed first.
pub(crate) const fn keys(invite: Invite) -> &'static [(&'static str, &'static str)] {
    match invite {
        Invite::Early => &[],
        Invite::Locked => &[("O", "unlock")],
        Invite::Hidden => &[("H", "show"), ("O", "lock")],
        Invite::Open | Invite::OnlyHere => &[
            ("O", "lock"),
            ("H", "hide"),
            ("C", "new code"),
            ("R", "new link"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(addresses: &[&str]) -> Room {
        Room {
            code: "123456".into(),
            addresses: addresses.iter().map(|a| (*a).to_owned()).collect(),
            ..Room::default()
        }
    }

    #[test]
    fn the_sentence_promises_only_what_works() {
        let open = Invite::of(&room(&["192.168.0.5:4455", "127.0.0.1:4455"]));
        assert!(open.sentence().contains("phone's camera"));
        let here = Invite::of(&room(&["127.0.0.1:4455", "[::1]:4455"]));
        assert!(here.sentence().contains("Only this computer"));
        assert_eq!(Invite::of(&Room::default()), Invite::Early);
    }

    #[test]
    fn a_locked_or_hidden_room_shows_no_code() {
        let all = room(&["192.168.0.5:4455"]);
        let hidden = Room {
            hidden: true,
            ..all.clone()
        };
        assert_eq!(Invite::of(&hidden), Invite::Hidden);
        let locked = Room {
            locked: true,
            ..hidden
        };
        assert_eq!(Invite::of(&locked), Invite::Locked);
        assert!(!Invite::Hidden.shows_code() && !Invite::Locked.shows_code());
        assert!(Invite::of(&all).shows_code());
    }

    #[test]
    fn codes_are_read_in_groups_of_three() {
        assert_eq!(grouped("048213"), "048 213");
        assert_eq!(grouped(""), "");
        assert_eq!(grouped("12345"), "12345");
    }
}
