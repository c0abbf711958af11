//! One round over all addresses of a receiver, side by side: the next one is called a moment after the previous, or at once
//! when one fails, and the first that exchanges hellos is gone on with (RFC 8305 in spirit). The best one is called anew while
//! nothing comes back from there. Owns the calls. Must not know what is said after the hellos.

use super::dial::MOST_TOLD;
use super::unreachable::Unreachable;
use crate::protocol::control::Refusal;
use crate::session::Time;
use crate::session::pairing::PadFault;
use crate::transport::control_call::{Call, CallEnd};
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;

/// Time that an address has before the next one is called, too.
const NEXT_AFTER: Time = Time::from_millis(250);
/// Addresses that are called at once, at most: a receiver holds five connections of one device that have not joined.
const AT_ONCE: usize = 4;
/// Time that the other addresses have still once one has said something that would end the pad: another receiver may
/// have the address now, and the one that is meant be at the next.
const SECOND_OPINION: Time = Time::from_secs(1);
/// An address whose machine says that no receiver listens is called again after this, as long as others are still to
/// answer: a receiver that starts again is not kept waiting by addresses that lead nowhere.
const AGAIN_AFTER: Time = Time::from_millis(250);

/// While nothing at all comes back from the best address, it is called anew this often, beside the first call. The system
/// sends the first packet of a call again after a second or more; in a network that was dead meanwhile, nobody waits for that.
const ANEW_EVERY: Time = Time::from_millis(250);

/// What ends the pad, unless another address is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No, and why.
    Refused(Refusal),
    /// Another receiver than the one that is meant.
    Impostor,
}

/// What became of a round.
pub(super) enum Outcome {
    /// This one answers; and what to say to it next.
    Won(Box<Call>, Vec<u8>),
    /// No address worked.
    Lost(Unreachable),
    /// No address worked, and one said why.
    Judged(Verdict),
}

/// See the module.
pub(super) struct Race {
    order: Vec<SocketAddr>,
    /// Those of them that a stranger told of: what they say ends nothing.
    told: Vec<SocketAddr>,
    waiting: VecDeque<SocketAddr>,
    running: Vec<Call>,
    /// The newest call to the best address, beside the first one, and when the next takes its place.
    anew: Option<Call>,
    anew_at: Option<Time>,
    /// When the next address is called.
    next_at: Time,
    failed: Vec<(SocketAddr, Unreachable)>,
    /// When those that refused are called again.
    again: VecDeque<(Time, SocketAddr)>,
    verdict: Option<(Verdict, Time)>,
}

impl Race {
    /// A round over these, best first.
    pub(super) fn new(now: Time, addresses: &[SocketAddr]) -> Self {
        Self {
            order: addresses.to_vec(),
            told: Vec::new(),
            waiting: addresses.iter().copied().collect(),
            running: Vec::new(),
            anew: None,
            anew_at: None,
            next_at: now,
            failed: Vec::new(),
            again: VecDeque::new(),
            verdict: None,
        }
    }

    /// These are called, too, in turn with those that still wait, so that neither keeps the others waiting.
    pub(super) fn also(&mut self, now: Time, told: &[SocketAddr]) {
        let mut others = std::mem::take(&mut self.waiting).into_iter();
        for address in told {
            if self.told.len() >= MOST_TOLD {
                break;
            }
            if self.order.contains(address) {
                continue;
            }
            self.order.push(*address);
            self.told.push(*address);
            self.waiting.extend(others.next());
            self.waiting.push_back(*address);
            self.next_at = now;
        }
        self.waiting.extend(others);
    }

    /// Whether it is a stranger who said that the receiver is there.
    pub(super) fn is_told(&self, address: SocketAddr) -> bool {
        self.told.contains(&address)
    }

    /// Hears the calls and makes those that are due; `open` makes one. After a win the round stands still until it is told
    /// that the winner failed.
    pub(super) fn step(
        &mut self,
        now: Time,
        mut open: impl FnMut(SocketAddr) -> io::Result<Call>,
    ) -> Option<Outcome> {
        if let Some((call, first)) = self.hear_anew(now).or_else(|| self.hear(now)) {
            // only the winner goes on, but the others have not failed
            let winner = call.host();
            for other in self.running.drain(..).rev().map(|call| call.host()) {
                if other != winner {
                    self.waiting.push_front(other);
                }
            }
            self.anew = None;
            return Some(Outcome::Won(Box::new(call), first));
        }
        while self.running.len() < AT_ONCE && now >= self.next_at {
            let Some(address) = self.waiting.pop_front() else {
                break;
            };
            self.call(now, address, &mut open);
        }
        // one more than at once, so that addresses that lead nowhere do not fill every place
        while self.running.len() <= AT_ONCE
            && self.again.front().is_some_and(|(at, _)| now >= *at)
            && let Some((_, address)) = self.again.pop_front()
        {
            self.call(now, address, &mut open);
        }
        self.call_anew(now, &mut open);
        self.outcome(now)
    }

    /// The first call to the best address, if nothing has come back on it.
    fn unanswered(&mut self) -> Option<SocketAddr> {
        let best = *self.order.first()?;
        let mut running = self.running.iter_mut();
        let call = running.find(|call| call.host() == best)?;
        (!call.is_answered()).then_some(best)
    }

    fn call_anew(&mut self, now: Time, open: &mut impl FnMut(SocketAddr) -> io::Result<Call>) {
        let Some(best) = self.unanswered() else {
            self.anew_at = None;
            return;
        };
        if now < *self.anew_at.get_or_insert(now + ANEW_EVERY) {
            return;
        }
        self.anew_at = Some(now + ANEW_EVERY);
        if self.anew.as_mut().is_some_and(Call::is_answered) {
            return;
        }
        // one that the system does not let out has the first call's fate, which tells why
        self.anew = open(best).ok();
    }

    /// The newest call to the best address, if it was answered well. What ends it ends the first call, too.
    fn hear_anew(&mut self, now: Time) -> Option<(Call, Vec<u8>)> {
        let mut call = self.anew.take()?;
        match call.ready() {
            Ok(Some(first)) => return Some((call, first)),
            Ok(None) => self.anew = Some(call),
            Err(end) => {
                self.running.retain(|first| first.host() != call.host());
                self.ended(now, call.host(), end);
            }
        }
        None
    }

    fn call(
        &mut self,
        now: Time,
        address: SocketAddr,
        open: &mut impl FnMut(SocketAddr) -> io::Result<Call>,
    ) {
        match open(address) {
            Ok(call) => {
                self.running.push(call);
                self.next_at = now + NEXT_AFTER;
            }
            Err(error) => {
                tracing::debug!(%address, %error, "no control connection");
                self.fail(now, address, Unreachable::of(error.kind()));
            }
        }
    }

    /// The first call that was answered well.
    fn hear(&mut self, now: Time) -> Option<(Call, Vec<u8>)> {
        let mut at = 0;
        while let Some(call) = self.running.get_mut(at) {
            let address = call.host();
            let late = call.deadline() <= now;
            match call.ready() {
                Ok(Some(first)) => return Some((self.running.swap_remove(at), first)),
                Ok(None) if late => {
                    self.running.remove(at);
                    self.fail(now, address, Unreachable::TimedOut);
                }
                Ok(None) => at += 1,
                Err(end) => {
                    tracing::debug!(%address, ?end, "not this address");
                    self.running.remove(at);
                    self.ended(now, address, end);
                }
            }
        }
        None
    }

    fn ended(&mut self, now: Time, address: SocketAddr, end: CallEnd) {
        match end {
            CallEnd::Broken(kind) => self.fail(now, address, Unreachable::of(kind)),
            CallEnd::HungUp => self.fail(now, address, Unreachable::HungUp),
            CallEnd::Stranger | CallEnd::Fault(PadFault::Malformed) => {
                self.fail(now, address, Unreachable::Other);
            }
            CallEnd::Fault(PadFault::Refused(refusal)) => {
                self.judge(now, address, Verdict::Refused(refusal));
            }
            CallEnd::Fault(PadFault::Impostor) => self.judge(now, address, Verdict::Impostor),
        }
    }

    /// An address does not work; the next one is called at once.
    pub(super) fn fail(&mut self, now: Time, address: SocketAddr, reason: Unreachable) {
        if self
            .anew
            .as_ref()
            .is_some_and(|call| call.host() == address)
        {
            self.anew = None;
        }
        self.failed.retain(|(failed, _)| *failed != address);
        self.failed.push((address, reason));
        if reason == Unreachable::Refused {
            self.again.push_back((now + AGAIN_AFTER, address));
        }
        self.next_at = now;
    }

    /// An address says what would end the pad; the others have a moment still.
    pub(super) fn judge(&mut self, now: Time, address: SocketAddr, verdict: Verdict) {
        if self.is_told(address) {
            return self.fail(now, address, Unreachable::Other);
        }
        self.next_at = now;
        let (verdict, until) = match self.verdict {
            Some((Verdict::Refused(first), until)) => (Verdict::Refused(first), until),
            Some((Verdict::Impostor, until)) => (verdict, until),
            None => (verdict, now + SECOND_OPINION),
        };
        self.verdict = Some((verdict, until));
    }

    fn outcome(&self, now: Time) -> Option<Outcome> {
        let all_failed = self.waiting.is_empty() && self.running.is_empty();
        match self.verdict {
            Some((verdict, until)) if all_failed || now >= until => Some(Outcome::Judged(verdict)),
            None if all_failed => {
                let reason = Unreachable::sum_up(&self.order, &self.failed);
                Some(Outcome::Lost(reason))
            }
            _ => None,
        }
    }

    /// When something is due though nothing arrives.
    pub(super) fn next_wake(&self) -> Option<Time> {
        let calls = self.running.iter().map(Call::deadline);
        let room = !self.waiting.is_empty() && self.running.len() < AT_ONCE;
        let again = self.again.front().filter(|_| self.running.len() <= AT_ONCE);
        calls
            .chain(room.then_some(self.next_at))
            .chain(again.map(|(at, _)| *at))
            .chain(self.anew_at)
            .chain(self.verdict.map(|(_, until)| until))
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::pairing::{Credential, DeviceKey};
    use std::net::TcpListener;

    /// Steps until the calls have been answered by this machine; tells which addresses were called.
    fn step(race: &mut Race, now: Time, until: impl Fn(&Race) -> bool) -> Vec<SocketAddr> {
        let device = DeviceKey::from_bytes([7; 32]);
        let mut called = Vec::new();
        for _ in 0..5_000 {
            let outcome = race.step(now, |address| {
                called.push(address);
                let code = Credential::Code("123456".parse().unwrap());
                Call::open(now, (None, address), &device, code)
            });
            assert!(outcome.is_none());
            if until(race) {
                return called;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("{:?}", race.failed);
    }

    /// An address from which nothing comes back, as the system has no room for one more connection there; and what fills it.
    #[cfg(target_os = "linux")]
    fn silent() -> (socket2::Socket, std::net::TcpStream) {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None);
        let socket = socket.unwrap();
        let any: SocketAddr = (std::net::Ipv4Addr::LOCALHOST, 0).into();
        socket.bind(&any.into()).unwrap();
        socket.listen(0).unwrap();
        let at = socket.local_addr().unwrap().as_socket().unwrap();
        let first = std::net::TcpStream::connect(at).unwrap();
        (socket, first)
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_silent_address_is_called_anew_until_it_answers() {
        let (socket, _first) = silent();
        let best = socket.local_addr().unwrap().as_socket().unwrap();
        let mut race = Race::new(Time::ZERO, &[best]);
        assert_eq!(step(&mut race, Time::ZERO, |_| true), [best]);
        assert_eq!(race.next_wake(), Some(ANEW_EVERY));
        for number in 1..=3 {
            let due = ANEW_EVERY * number;
            let early = due - Time::from_millis(1);
            assert_eq!(step(&mut race, early, |_| true), []);
            assert_eq!(step(&mut race, due, |_| true), [best]);
            assert_eq!(race.running.len(), 1, "the first goes on beside it");
        }
        let _room = socket.accept().unwrap();
        let due = ANEW_EVERY * 4;
        let called = step(&mut race, due, |race| {
            race.anew.as_ref().is_some_and(|call| call.host() == best)
        });
        assert_eq!(called, [best]);
        for _ in 0..5_000 {
            if race.anew.as_mut().is_some_and(Call::is_answered) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        let called = step(&mut race, due + ANEW_EVERY, |_| true);
        assert_eq!(called, [], "who answers is waited for");
    }

    #[test]
    fn a_receiver_that_starts_again_is_not_kept_waiting_by_silent_addresses() {
        let listen = || TcpListener::bind("127.0.0.1:0").unwrap();
        let (gone, silent) = (listen(), listen());
        let addresses = [gone.local_addr().unwrap(), silent.local_addr().unwrap()];
        drop(gone);
        let mut race = Race::new(Time::ZERO, &addresses);
        let called = step(&mut race, Time::ZERO, |race| race.failed.len() == 1);
        assert_eq!(called, addresses);
        let wake = race.next_wake();
        assert_eq!(
            wake,
            Some(AGAIN_AFTER),
            "long before the silent one's deadline"
        );
        let called = step(&mut race, AGAIN_AFTER, |race| race.running.len() == 1);
        assert_eq!(called, [addresses[0]]);
        assert_eq!(race.failed, [(addresses[0], Unreachable::Refused)]);
        assert_eq!(race.next_wake(), Some(2 * AGAIN_AFTER));
    }
}
