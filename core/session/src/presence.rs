//! Whether a pad is there: heard, silent, away by its own word, or gone. Must not know seats or frames.

use crate::Time;

/// Silence after which a seated pad in play is away.
pub(crate) const AWAY_AFTER: Time = Time::from_secs(2);
/// Silence after which any pad is offline: four pings of five seconds missed, and the time for the last answer.
pub(crate) const OFFLINE_AFTER: Time = Time::from_secs(21);
/// After a reset what was still under way does not bring a pad back.
pub(crate) const DEAF: Time = Time::from_millis(100);

/// Whether a pad is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Admitted; its first link is not open yet.
    Joining,
    /// Heard.
    Here,
    /// Said so, or silent in play.
    Away,
    /// Its link is gone, or it has been silent for long.
    Offline,
}

/// When a pad was heard and what follows from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Liveness {
    presence: Presence,
    heard: Time,
    /// Silence counts from here at the earliest: only now does the pad know that it is in play.
    grace: Time,
    lost_since: Option<Time>,
    said_away: bool,
    deaf_until: Time,
    /// Nobody knows whether its program still reads.
    doubted: bool,
}

impl Liveness {
    pub(crate) const fn joining(now: Time) -> Self {
        Self {
            presence: Presence::Joining,
            heard: now,
            grace: now,
            lost_since: None,
            said_away: false,
            deaf_until: Time::ZERO,
            doubted: false,
        }
    }

    /// A pad that was here in an earlier run of the program, and has yet to come back.
    pub(crate) const fn lost(now: Time) -> Self {
        Self {
            presence: Presence::Offline,
            lost_since: Some(now),
            ..Self::joining(now)
        }
    }

    pub(crate) const fn presence(&self) -> Presence {
        self.presence
    }

    /// Whether it said that it goes away, and nothing else since.
    pub(crate) const fn has_said_away(&self) -> bool {
        self.said_away
    }

    /// Since when the pad has been lost.
    pub(crate) const fn lost_since(&self) -> Option<Time> {
        self.lost_since
    }

    pub(crate) const fn is_here(&self) -> bool {
        matches!(self.presence, Presence::Here)
    }

    /// The pad is there for the first time.
    pub(crate) fn join(&mut self, arrived: Time) {
        self.presence = Presence::Here;
        self.heard = self.heard.max(arrived);
    }

    /// Whether its program may be gone without the link having ended: what is put on the link then may never be read.
    pub(crate) const fn is_doubted(&self) -> bool {
        self.doubted
    }

    /// Whatever is still to be said may go out: there is no later.
    pub(crate) const fn trust(&mut self) {
        self.doubted = false;
    }

    /// Another memory of the pad knows nothing of having said away.
    pub(crate) const fn forget_away(&mut self) {
        self.said_away = false;
    }

    /// Silence counts from now on.
    pub(crate) fn forgive(&mut self, now: Time) {
        self.grace = self.grace.max(now);
    }

    /// Something came from the pad. Whether it is back by that.
    pub(crate) fn hear(&mut self, arrived: Time) -> bool {
        self.heard = self.heard.max(arrived);
        self.doubted &= arrived < self.deaf_until;
        if self.said_away || arrived < self.deaf_until || self.presence == Presence::Joining {
            return false;
        }
        self.presence = Presence::Here;
        self.lost_since.take().is_some()
    }

    /// The pad says that it goes away. Whether it was here until now.
    pub(crate) fn say_away(&mut self, now: Time) -> bool {
        self.said_away = true;
        self.lose(now, Presence::Away)
    }

    /// A new link opened: what comes now is not what was under way before a reset.
    pub(crate) const fn listen(&mut self) {
        self.deaf_until = Time::ZERO;
        self.doubted = false;
    }

    /// The pad's program broke off. Whether it was here until now.
    pub(crate) fn reset(&mut self, now: Time) -> bool {
        self.deaf_until = now + DEAF;
        self.doubted = true;
        self.lose(now, Presence::Offline)
    }

    /// The pad is not there any more; who said away stays that. Whether it was until now.
    pub(crate) fn lose(&mut self, now: Time, presence: Presence) -> bool {
        if self.presence == Presence::Joining {
            return false;
        }
        // who said so closes the sockets next, and that is no other news
        self.presence = if self.said_away {
            Presence::Away
        } else {
            presence
        };
        self.doubted |= !self.said_away;
        let newly = self.lost_since.is_none();
        self.lost_since.get_or_insert(now);
        newly
    }

    /// What its silence makes of the pad, if anything new. `in_play`: seated in a running game.
    pub(crate) fn silence(&self, now: Time, in_play: bool) -> Option<Presence> {
        let at = self.silent_at(in_play)?;
        (now >= at).then_some(match self.presence {
            Presence::Here if in_play => Presence::Away,
            _ => Presence::Offline,
        })
    }

    /// When [`silence`](Self::silence) will tell something new.
    pub(crate) fn silent_at(&self, in_play: bool) -> Option<Time> {
        let from = self.heard.max(self.grace);
        match self.presence {
            Presence::Here if in_play => Some(from + AWAY_AFTER),
            Presence::Here => Some(from + OFFLINE_AFTER),
            Presence::Away if !self.said_away => Some(from + OFFLINE_AFTER),
            Presence::Away | Presence::Offline | Presence::Joining => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Time {
        Time::from_secs(seconds)
    }

    fn here() -> Liveness {
        let mut liveness = Liveness::joining(at(0));
        assert!(liveness.silence(at(999), true).is_none() && !liveness.hear(at(0)));
        liveness.join(at(0));
        liveness
    }

    #[test]
    fn silence_matters_at_once_in_play_only() {
        let mut liveness = here();
        assert_eq!(liveness.silence(at(20), false), None);
        assert_eq!(liveness.silence(at(21), false), Some(Presence::Offline));
        assert_eq!(liveness.silence(at(2), true), Some(Presence::Away));
        assert!(liveness.lose(at(2), Presence::Away));
        assert_eq!(liveness.silence(at(20), true), None);
        assert_eq!(liveness.silence(at(21), true), Some(Presence::Offline));
        assert!(!liveness.lose(at(21), Presence::Offline), "told once");
        assert_eq!(liveness.lost_since(), Some(at(2)));
        assert!(liveness.hear(at(30)) && liveness.is_here());
        assert_eq!(liveness.lost_since(), None);
    }

    #[test]
    fn a_game_that_starts_gives_time_to_speak_up() {
        let mut liveness = here();
        liveness.forgive(at(5));
        assert_eq!(liveness.silence(at(6), true), None);
        assert_eq!(liveness.silence(at(7), true), Some(Presence::Away));
    }

    #[test]
    fn who_said_away_comes_back_by_word_only() {
        let mut liveness = here();
        assert!(liveness.say_away(at(1)));
        assert!(!liveness.hear(at(2)) && !liveness.is_here());
        assert_eq!(liveness.silence(at(100), true), None);
        assert!(!liveness.reset(at(100)) && !liveness.lose(at(100), Presence::Offline));
        assert_eq!(
            liveness.presence(),
            Presence::Away,
            "its sockets are closed"
        );
        liveness.forget_away();
        assert!(liveness.hear(at(101)));
    }

    #[test]
    fn what_was_under_way_at_a_reset_brings_nobody_back() {
        let mut liveness = here();
        assert!(liveness.reset(at(3)));
        assert!(!liveness.hear(at(3)) && !liveness.is_here());
        assert!(liveness.hear(at(4)));
    }
}
