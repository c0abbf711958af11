//! When a pad's link moves to TCP, and when UDP is tried again. Decides by what it is told. Must not know links or sockets.

use crate::protocol::Transport;
use crate::session::Time;

/// Time that UDP has to answer, from its first try on.
const PATIENCE: Time = Time::from_millis(1_500);
/// Silence after which TCP is asked for: in play with a seat, where the host pings every second, and elsewhere, where it
/// does so every five seconds.
const SILENCE_IN_PLAY: Time = Time::from_millis(1_500);
const SILENCE: Time = Time::from_millis(11_500);
/// So long before that the pad says something that is answered, again and again until it is: a few packets that were lost
/// are no reason to leave UDP.
const LAST_CALL: Time = Time::from_millis(600);
/// Time between two wishes for a link over TCP: the host allows one a second in the long run.
const ASK_GAP: Time = Time::from_millis(1_500);
/// Pauses before UDP is tried again while play goes over TCP: this, doubled with each failure, up to the longest.
const FIRST_PROBE: Time = Time::from_secs(1);
const LAST_PROBE: Time = Time::from_secs(30);
/// UDP that died sooner than this after it had come back does not count as having come back.
const STEADY: Time = Time::from_secs(30);

/// What works now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// No link works.
    Nothing,
    /// The session's link is over UDP, and is to be thought dead from then on if nothing is heard on it before.
    Udp(Time),
    /// The session's link is over TCP.
    Tcp,
}

impl Standing {
    /// A link over UDP on which the host was `heard` last; `playing`: in play, with a seat.
    pub(super) fn udp(heard: Time, playing: bool) -> Self {
        let silence = if playing { SILENCE_IN_PLAY } else { SILENCE };
        Self::Udp(heard + silence)
    }
}

/// See the module.
pub(super) struct Fallback {
    wish: Transport,
    /// Since when nothing works though the control connection does.
    waiting: Option<Time>,
    /// UDP did not work when it was tried last: TCP is asked for at once.
    blocked: bool,
    failures: u32,
    probe_at: Time,
    udp_since: Option<Time>,
    ask_from: Time,
    /// The silence in which the pad has called last: when it would end.
    called: Time,
    /// When the control connection told of play, if the link over UDP had not been heard since it was last looked at.
    play_from: Option<Time>,
}

impl Fallback {
    pub(super) const fn new(wish: Transport) -> Self {
        Self {
            wish,
            waiting: None,
            blocked: false,
            failures: 0,
            probe_at: Time::ZERO,
            udp_since: None,
            ask_from: Time::ZERO,
            called: Time::ZERO,
            play_from: None,
        }
    }

    /// What the player wants.
    pub(super) const fn wish(&self) -> Transport {
        self.wish
    }

    /// The control connection tells that the pad is in play from now on; on its link over UDP the host was `heard` last.
    pub(super) fn play_begins(&mut self, now: Time, heard: Time) {
        // told again in the same silence, that is no longer for it
        self.play_from = self.play_from.filter(|at| *at > heard).or(Some(now));
    }

    /// As [`Standing::udp`]; but a pad that knows of play only from the control connection expects to be heard of as in play
    /// from then on.
    pub(super) fn udp(&self, heard: Time, playing: bool) -> Standing {
        let silence_ends = match Standing::udp(heard, playing) {
            Standing::Udp(at) => at,
            other => return other,
        };
        let told = self.play_from.filter(|at| *at > heard);
        let told = told.map(|at| at + SILENCE_IN_PLAY);
        Standing::Udp(told.map_or(silence_ends, |at| at.min(silence_ends)))
    }

    /// A link is wanted from now on, and there is none.
    pub(super) fn wanted(&mut self, now: Time) {
        self.waiting.get_or_insert(now);
    }

    /// The receiver has just let the pad in: UDP has its time from now on, whatever it did where the pad was before.
    pub(super) const fn let_in(&mut self, now: Time) {
        self.waiting = Some(now);
    }

    /// The session's link is over UDP now.
    pub(super) const fn on_udp(&mut self, now: Time) {
        self.waiting = None;
        self.blocked = false;
        self.udp_since = Some(now);
    }

    /// The session's link is over TCP now.
    pub(super) fn on_tcp(&mut self, now: Time) {
        self.waiting = None;
        self.blocked = true;
        if let Some(since) = self.udp_since.take() {
            let is_flapping = now.saturating_sub(since) < STEADY;
            self.failures = if is_flapping { self.failures + 1 } else { 0 };
        }
        self.probe_at = now + self.pause();
    }

    /// UDP was tried while play goes over TCP, and did not work.
    pub(super) fn probe_failed(&mut self, now: Time) {
        self.failures = self.failures.saturating_add(1);
        self.probe_at = now + self.pause();
    }

    /// UDP could not even be tried.
    pub(super) fn probe_later(&mut self, now: Time) {
        self.probe_at = now + FIRST_PROBE;
    }

    fn pause(&self) -> Time {
        (FIRST_PROBE * 2_u32.saturating_pow(self.failures.min(8))).min(LAST_PROBE)
    }

    /// When the pad is to say something that is answered; `None`: not as things stand.
    pub(super) fn call_at(&self, standing: Standing) -> Option<Time> {
        match (self.wish, standing) {
            (Transport::Auto, Standing::Udp(dead_at)) if dead_at != self.called => {
                Some(dead_at.saturating_sub(LAST_CALL))
            }
            _ => None,
        }
    }

    /// It has said so.
    pub(super) const fn called(&mut self, standing: Standing) {
        if let Standing::Udp(dead_at) = standing {
            self.called = dead_at;
        }
    }

    /// When TCP is to be asked for; `None`: not as things stand.
    pub(super) fn ask_at(&self, standing: Standing) -> Option<Time> {
        let at = match (self.wish, standing) {
            (Transport::Udp, _) | (_, Standing::Tcp) => return None,
            (Transport::Tcp, _) => Time::ZERO,
            (Transport::Auto, Standing::Udp(dead_at)) => dead_at,
            (Transport::Auto, Standing::Nothing) if self.blocked => self.waiting?,
            (Transport::Auto, Standing::Nothing) => self.waiting? + PATIENCE,
        };
        Some(at.max(self.ask_from))
    }

    /// TCP has been asked for.
    pub(super) fn asked(&mut self, now: Time) {
        self.ask_from = now + ASK_GAP;
    }

    /// When UDP is to be tried; `None`: not as things stand.
    pub(super) const fn try_udp_at(&self, standing: Standing) -> Option<Time> {
        match (self.wish, standing) {
            (Transport::Tcp, _) | (_, Standing::Udp(_)) => None,
            (_, Standing::Nothing) => Some(Time::ZERO),
            (_, Standing::Tcp) => Some(self.probe_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(millis: u64) -> Time {
        Time::from_millis(millis)
    }

    #[test]
    fn tcp_is_asked_for_when_udp_does_not_answer_in_time() {
        let mut fallback = Fallback::new(Transport::Auto);
        assert_eq!(fallback.ask_at(Standing::Nothing), None, "not let in yet");
        fallback.wanted(at(100));
        fallback.wanted(at(900));
        assert_eq!(fallback.ask_at(Standing::Nothing), Some(at(1_600)));
        let calm = Standing::udp(at(5_000), false);
        assert_eq!(fallback.ask_at(calm), Some(at(16_500)));
        let heard = Standing::udp(at(5_000), true);
        assert_eq!(fallback.ask_at(heard), Some(at(6_500)));
        // asked once in each silence whether it is one
        assert_eq!(fallback.call_at(heard), Some(at(5_900)));
        fallback.called(heard);
        assert_eq!(fallback.call_at(heard), None);
        let later = Standing::udp(at(6_000), true);
        assert_eq!(fallback.call_at(later), Some(at(6_900)));
        fallback.asked(at(6_500));
        assert_eq!(fallback.ask_at(heard), Some(at(8_000)));
    }

    #[test]
    fn who_hears_of_play_on_the_control_connection_alone_expects_as_much_as_in_play() {
        let mut fallback = Fallback::new(Transport::Auto);
        let heard = at(1_000);
        fallback.play_begins(at(4_000), heard);
        assert_eq!(fallback.udp(heard, false), Standing::Udp(at(5_500)));
        let asks = fallback.ask_at(fallback.udp(heard, false));
        assert_eq!(asks, Some(at(5_500)));
        // told again and again, the silence gets no longer
        fallback.play_begins(at(5_000), heard);
        assert_eq!(fallback.udp(heard, false), Standing::Udp(at(5_500)));
        // nor longer than it would have been
        fallback.play_begins(at(12_400), at(6_000));
        assert_eq!(fallback.udp(at(1_000), false), Standing::Udp(at(12_500)));
        // what is heard on the link afterwards counts as ever
        let (later, calm) = (at(12_401), Standing::udp(at(12_401), false));
        assert_eq!(fallback.udp(later, false), calm);
        assert_eq!(fallback.udp(later, true), Standing::udp(later, true));
    }

    #[test]
    fn a_receiver_that_comes_back_later_has_its_time_for_udp_again() {
        let mut fallback = Fallback::new(Transport::Auto);
        fallback.let_in(at(0));
        fallback.on_udp(at(50));
        // it closes, and is started again
        fallback.wanted(at(5_000));
        fallback.let_in(at(60_000));
        assert_eq!(fallback.ask_at(Standing::Nothing), Some(at(61_500)));
        // with the connection left as it is, the clock goes on
        fallback.wanted(at(61_000));
        assert_eq!(fallback.ask_at(Standing::Nothing), Some(at(61_500)));
    }

    #[test]
    fn where_udp_was_blocked_tcp_is_asked_for_at_once() {
        let mut fallback = Fallback::new(Transport::Auto);
        fallback.on_tcp(at(0));
        fallback.wanted(at(5_000));
        assert_eq!(fallback.ask_at(Standing::Nothing), Some(at(5_000)));
        fallback.on_udp(at(6_000));
        fallback.wanted(at(7_000));
        assert_eq!(fallback.ask_at(Standing::Nothing), Some(at(8_500)));
    }

    #[test]
    fn probes_get_rarer_and_one_that_holds_makes_them_frequent_again() {
        let mut fallback = Fallback::new(Transport::Auto);
        let mut now = at(0);
        fallback.on_tcp(now);
        let mut pauses = Vec::new();
        for _ in 0..8 {
            let next = fallback.try_udp_at(Standing::Tcp).unwrap();
            pauses.push((next - now).as_secs());
            now = next;
            fallback.probe_failed(now);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
        // it comes back and dies at once, again and again: no more frequent than before
        for _ in 0..3 {
            fallback.on_udp(now);
            now += at(2_000);
            fallback.on_tcp(now);
            let next = fallback.try_udp_at(Standing::Tcp).unwrap();
            assert_eq!(next - now, LAST_PROBE);
        }
        fallback.on_udp(now);
        now += STEADY;
        fallback.on_tcp(now);
        let next = fallback.try_udp_at(Standing::Tcp).unwrap();
        assert_eq!(next - now, FIRST_PROBE);
    }

    #[test]
    fn a_forced_transport_is_the_only_one() {
        let standings = [Standing::Nothing, Standing::Udp(at(0)), Standing::Tcp];
        let mut udp = Fallback::new(Transport::Udp);
        let mut tcp = Fallback::new(Transport::Tcp);
        for now in [at(0), at(60_000)] {
            udp.wanted(now);
            tcp.wanted(now);
            for standing in standings {
                assert_eq!(udp.ask_at(standing), None);
                assert_eq!(tcp.try_udp_at(standing), None);
            }
        }
        assert_eq!(tcp.ask_at(Standing::Nothing), Some(at(0)));
        assert_eq!(udp.try_udp_at(Standing::Nothing), Some(at(0)));
    }
}
