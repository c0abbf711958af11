//! The tokens that this host has given out, known by their seals: what does not carry one of them is no request to connect,
//! and is dropped before anything is decrypted. And a token is good for one address, however many servers share the work.
//! Shared by the thread that receives and the one that decrypts. Must not know what is in a token.

use crate::protocol::control::ResumeSecret;
use parking_lot::Mutex;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

/// Tokens that are known at once, at most; of more, the oldest are void.
const TOKENS: usize = 16_384;
/// The same of one pad, which keeps eight: however often one joins, that costs the others nothing.
const OF_ONE: usize = 16;
/// How often one token may be shown. A pad shows it ten times before it gives up; more is a flood.
const SHOWINGS: u8 = 64;
/// Bytes of a seal.
const SEAL_BYTES: usize = 16;

/// The last bytes of a token's sealed part, and so of a request to connect: nobody else can make them.
pub(crate) type Seal = [u8; SEAL_BYTES];

/// The seal at the end of these bytes.
pub(crate) fn seal(bytes: &[u8]) -> Option<Seal> {
    bytes.last_chunk().copied()
}

/// When a token is void, and how many were given out before: by age.
type Turn = (Duration, u64);

#[derive(Debug)]
struct Ticket {
    pad: ResumeSecret,
    turn: Turn,
    /// Who has shown it first, and with right.
    owner: Option<SocketAddr>,
    shown: u8,
}

#[derive(Debug, Default)]
struct Inside {
    tickets: HashMap<Seal, Ticket>,
    order: BTreeMap<Turn, Seal>,
    /// Each pad's, the oldest first.
    of: HashMap<ResumeSecret, VecDeque<Seal>>,
    issued: u64,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Tickets(Mutex<Inside>);

impl Tickets {
    /// One more was given out to this pad; it is void after `until`.
    pub(crate) fn issue(&self, seal: Seal, pad: ResumeSecret, until: Duration) {
        let inside = &mut *self.0.lock();
        let own = inside.of.get(&pad).filter(|own| own.len() >= OF_ONE);
        let own = own.and_then(|own| own.front()).copied();
        let oldest = || inside.order.first_key_value().map(|(_, seal)| *seal);
        let full = inside.order.len() >= TOKENS;
        if let Some(void) = own.or_else(|| oldest().filter(|_| full)) {
            inside.forget(&void);
        }
        let turn = (until, inside.issued);
        inside.issued += 1;
        let ticket = Ticket {
            pad,
            turn,
            owner: None,
            shown: 0,
        };
        inside.tickets.insert(seal, ticket);
        inside.order.insert(turn, seal);
        inside.of.entry(pad).or_default().push_back(seal);
    }

    /// Forgets those that are void by now.
    pub(crate) fn advance(&self, now: Duration) {
        let inside = &mut *self.0.lock();
        while let Some(first) = inside.order.first_entry()
            && first.key().0 < now
        {
            let void = first.remove();
            inside.forget(&void);
        }
    }

    /// Somebody shows these bytes as a request: whether they are worth a look. Counts.
    pub(crate) fn show(&self, request: &[u8], from: SocketAddr) -> bool {
        let inside = &mut *self.0.lock();
        let ticket = seal(request).and_then(|seal| inside.tickets.get_mut(&seal));
        let Some(ticket) = ticket.filter(|ticket| ticket.is_good_for(from)) else {
            return false;
        };
        ticket.shown = ticket.shown.saturating_add(1);
        ticket.shown <= SHOWINGS
    }

    /// Whether this seal is known and nobody else's.
    pub(crate) fn is_good(&self, seal: &Seal, from: SocketAddr) -> bool {
        let inside = self.0.lock();
        let ticket = inside.tickets.get(seal);
        ticket.is_some_and(|ticket| ticket.is_good_for(from))
    }

    /// The token behind this seal was real: from now on it is good for this address alone.
    pub(crate) fn bind(&self, seal: &Seal, to: SocketAddr) {
        if let Some(ticket) = self.0.lock().tickets.get_mut(seal) {
            ticket.owner.get_or_insert(to);
        }
    }
}

impl Inside {
    fn forget(&mut self, seal: &Seal) {
        let Some(ticket) = self.tickets.remove(seal) else {
            return;
        };
        self.order.remove(&ticket.turn);
        if let Some(own) = self.of.get_mut(&ticket.pad) {
            own.retain(|other| other != seal);
            if own.is_empty() {
                self.of.remove(&ticket.pad);
            }
        }
    }
}

impl Ticket {
    fn is_good_for(&self, address: SocketAddr) -> bool {
        self.owner.is_none_or(|owner| owner == address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn address(port: u16) -> SocketAddr {
        ([10, 0, 0, 1], port).into()
    }

    fn pad(number: u32) -> ResumeSecret {
        ResumeSecret(u128::from(number).to_le_bytes())
    }

    fn a_seal(number: u32) -> Seal {
        let mut seal = [7; SEAL_BYTES];
        seal[..4].copy_from_slice(&number.to_le_bytes());
        seal
    }

    #[test]
    fn only_what_was_given_out_is_worth_a_look_and_only_for_a_while() {
        let tickets = Tickets::default();
        tickets.issue(a_seal(1), pad(1), SECOND * 60);
        let request = [&[0; 1_062][..], &a_seal(1)].concat();
        assert!(tickets.show(&request, address(1)));
        assert!(!tickets.show(&[0; 1_078], address(1)));
        assert!(!tickets.show(&[], address(1)));
        tickets.advance(SECOND * 60);
        assert!(tickets.show(&request, address(1)));
        tickets.advance(SECOND * 61);
        assert!(!tickets.show(&request, address(1)));
    }

    #[test]
    fn a_token_is_its_first_owners_and_may_be_shown_again_but_not_for_ever() {
        let tickets = Tickets::default();
        tickets.issue(a_seal(1), pad(1), SECOND * 60);
        // before it has proven real, anybody's bytes may end like it
        assert!(tickets.show(&a_seal(1), address(2)));
        tickets.bind(&a_seal(1), address(1));
        tickets.bind(&a_seal(1), address(2));
        assert!(!tickets.show(&a_seal(1), address(2)));
        assert!(!tickets.is_good(&a_seal(1), address(2)));
        assert!(tickets.is_good(&a_seal(1), address(1)));
        let worth = (0..1_000).filter(|_| tickets.show(&a_seal(1), address(1)));
        assert_eq!(worth.count(), usize::from(SHOWINGS) - 1);
        assert!(
            tickets.is_good(&a_seal(1), address(1)),
            "what waits already"
        );
    }

    #[test]
    fn what_is_known_stays_bounded_and_the_oldest_go() {
        let tickets = Tickets::default();
        for number in 0..TOKENS as u32 + 10 {
            tickets.issue(a_seal(number), pad(number), SECOND * 60);
        }
        let inside = tickets.0.lock();
        assert_eq!((inside.tickets.len(), inside.order.len()), (TOKENS, TOKENS));
        drop(inside);
        assert!(!tickets.is_good(&a_seal(9), address(1)));
        assert!(tickets.is_good(&a_seal(10), address(1)));
        tickets.advance(SECOND * 100);
        let inside = tickets.0.lock();
        assert!(inside.tickets.is_empty() && inside.order.is_empty() && inside.of.is_empty());
    }

    #[test]
    fn a_pad_that_asks_without_end_costs_the_others_nothing() {
        let tickets = Tickets::default();
        tickets.issue(a_seal(0), pad(0), SECOND * 60);
        let last = TOKENS as u32 * 3;
        for number in 1..=last {
            tickets.issue(a_seal(number), pad(1), SECOND * 60);
        }
        assert!(tickets.is_good(&a_seal(0), address(1)));
        let own = (1..=last).filter(|number| tickets.is_good(&a_seal(*number), address(1)));
        let newest: Vec<_> = (last + 1 - OF_ONE as u32..=last).collect();
        assert_eq!(own.collect::<Vec<_>>(), newest);
        assert_eq!(tickets.0.lock().order.len(), OF_ONE + 1);
    }
}
