//! Why a controller's way to the receiver does badly, as a word that players understand and as a number on the wire.
//! Must not know how that was found out.

/// The plainest cause of trouble with one pad's link. Append-only, as its numbers travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// What arrives waits for the receiver's program: its computer is too slow for what it draws.
    ReceiverSlow,
    /// Packets come late, and unevenly: others use the air.
    WifiCongested,
    /// Packets get lost, but those that come are in time: a weak signal.
    FarAway,
    /// The phone shows something else, or the app was closed.
    AppInBackground,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::ReceiverSlow,
        Self::WifiCongested,
        Self::FarAway,
        Self::AppInBackground,
    ];

    /// Its number on the wire; 0 is no cause's.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::ReceiverSlow => 1,
            Self::WifiCongested => 2,
            Self::FarAway => 3,
            Self::AppInBackground => 4,
        }
    }

    /// The cause with this number. `None` for 0, and for those of later versions.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }

    /// One word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ReceiverSlow => "receiver_slow",
            Self::WifiCongested => "wifi_congested",
            Self::FarAway => "far_away",
            Self::AppInBackground => "app_in_background",
        }
    }

    /// What players at the receiver read on the pad's card.
    #[must_use]
    pub const fn on_receiver(self) -> &'static str {
        match self {
            Self::ReceiverSlow => "this computer is slow",
            Self::WifiCongested => "Wi-Fi is crowded",
            Self::FarAway => "weak Wi-Fi",
            Self::AppInBackground => "app in background",
        }
    }

    /// What the player reads on the pad.
    #[must_use]
    pub const fn on_pad(self) -> &'static str {
        match self {
            Self::ReceiverSlow => "Big screen is slow",
            Self::WifiCongested => "Wi-Fi is crowded",
            Self::FarAway => "Wi-Fi is weak here",
            Self::AppInBackground => "The app was in the background",
        }
    }

    /// What the player can do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::ReceiverSlow => "Close other programs on its computer",
            Self::WifiCongested => "Pause downloads, or use 5 GHz",
            Self::FarAway => "Move closer to the router",
            Self::AppInBackground => "Keep it in front while you play",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_a_number_of_its_own_and_words() {
        for code in 0..=u8::MAX {
            let cause = Cause::from_code(code);
            assert_eq!(cause.is_some(), (1..=4).contains(&code));
            assert_eq!(cause.map_or(code, Cause::code), code);
        }
        let words = Cause::ALL.map(|c| [c.word(), c.on_receiver(), c.on_pad(), c.advice()]);
        let all: std::collections::BTreeSet<_> = words.iter().flatten().collect();
        assert!(all.iter().all(|text| (5..=40).contains(&text.len())));
        // two of them read the same on both screens at most
        assert!(all.len() >= 15, "{all:?}");
    }
}
