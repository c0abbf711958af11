//! What strangers may try at a host: the code and the secret of now, and how often a code may be wrong. Must not know
//! connections, nor who is trusted. The time and the random numbers are passed in.

use super::throttle::{Throttle, Verdict};
use crate::Time;
use couchpad_protocol::control::Refusal;
use couchpad_protocol::{JoinSecret, RoomCode};
use std::collections::VecDeque;
use std::fmt;
use std::net::IpAddr;

/// Random numbers below this are as many of each code.
const FAIR: u32 = u32::MAX - u32::MAX % RoomCode::COUNT;
/// Random numbers that are tried for a code. One in 4,000 is not fair, and one in 1,000,000 the same code again; a source
/// that fails so often is broken, and must not hang its host.
const DRAWS: usize = 64;
/// The codes of such a source.
const LAST_RESORT: [RoomCode; 2] = [numbered(0), numbered(1)];
/// Events that wait to be asked for, at most; the oldest goes.
const EVENTS: usize = 64;

const fn numbered(number: u32) -> RoomCode {
    match RoomCode::new(number) {
        Some(code) => code,
        None => panic!("checked where it is compiled"),
    }
}

/// Fills what it is given with random bytes that nobody can predict.
pub type Entropy = Box<dyn FnMut(&mut [u8]) + Send>;

/// What happened at a [`Door`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorEvent {
    /// The third wrong code came from this address: its codes are refused for [`LOCK`](super::LOCK).
    LockedOut {
        /// Where the wrong code came from; with IPv6, its whole /64 is locked.
        address: IpAddr,
    },
    /// After [`CODE_TRIES`](super::CODE_TRIES) wrong ones there is a new code.
    CodeRotated,
}

/// The room code, the join link's secret and the throttle. One for each host; all its handshakes share it.
///
/// A guess is counted, and allowed, in the one moment in which it is decided: when its handshake's first Noise message is
/// read. So connections that are open side by side win nothing, and there is nothing to give back when one of them ends
/// early. A handshake that began with an earlier code decides nothing, so it is refused and not counted.
pub struct Door {
    code: RoomCode,
    /// Which code it is: the how-manieth.
    turn: u64,
    secret: JoinSecret,
    throttle: Throttle,
    entropy: Entropy,
    events: VecDeque<DoorEvent>,
}

impl Door {
    /// A door with a random code.
    #[must_use]
    pub fn new(secret: JoinSecret, mut entropy: Entropy) -> Self {
        Self {
            code: draw(&mut *entropy, None),
            turn: 0,
            secret,
            throttle: Throttle::default(),
            entropy,
            events: VecDeque::new(),
        }
    }

    /// The code of now.
    #[must_use]
    pub const fn code(&self) -> RoomCode {
        self.code
    }

    /// The secret of the join link of now.
    #[must_use]
    pub const fn secret(&self) -> &JoinSecret {
        &self.secret
    }

    /// Another secret: links with the old one are worth nothing from now on.
    pub fn set_secret(&mut self, secret: JoinSecret) {
        self.secret = secret;
    }

    /// Another code, never the same again. Addresses that are locked stay locked.
    pub fn rotate_code(&mut self) {
        self.code = draw(&mut *self.entropy, Some(self.code));
        self.turn = self.turn.wrapping_add(1);
        self.throttle.new_code();
    }

    /// What happened, in order. Ask after every handshake frame.
    pub fn poll_event(&mut self) -> Option<DoorEvent> {
        self.events.pop_front()
    }

    /// Whether a code from this address is looked at.
    pub(super) fn admits(&self, now: Time, from: IpAddr) -> Result<(), Refusal> {
        let Some(left) = self.throttle.locked_for(now, from) else {
            return Ok(());
        };
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        let seconds = u16::try_from(seconds).unwrap_or(u16::MAX);
        Err(Refusal::LockedOut { seconds })
    }

    /// Which code is the one of now; goes with [`is_turn`](Self::is_turn).
    pub(super) const fn turn(&self) -> u64 {
        self.turn
    }

    /// Whether there was no other code since.
    pub(super) const fn is_turn(&self, turn: u64) -> bool {
        self.turn == turn
    }

    /// The code from this address was decided to be wrong. Gives what to say: the one that locks its address is told so.
    pub(super) fn wrong_code(&mut self, now: Time, from: IpAddr) -> Refusal {
        let Verdict { locked, rotate } = self.throttle.wrong(now, from);
        if locked {
            let address = from.to_canonical();
            self.push(DoorEvent::LockedOut { address });
        }
        if rotate {
            self.rotate_code();
            self.push(DoorEvent::CodeRotated);
        }
        self.admits(now, from).err().unwrap_or(Refusal::WrongCode)
    }

    /// The code from this address was right, and its handshake is complete.
    pub(super) fn right_code(&mut self, from: IpAddr) {
        self.throttle.right(from);
    }

    fn push(&mut self, event: DoorEvent) {
        if self.events.len() == EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door")
            .field("throttle", &self.throttle)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}

/// A random code other than `old`, each as likely as the next.
fn draw(entropy: &mut dyn FnMut(&mut [u8]), old: Option<RoomCode>) -> RoomCode {
    for _ in 0..DRAWS {
        let mut bytes = [0; 4];
        entropy(&mut bytes);
        let number = u32::from_le_bytes(bytes);
        let fair = number < FAIR;
        let code = RoomCode::new(number % RoomCode::COUNT).filter(|_| fair);
        if let Some(code) = code.filter(|code| old != Some(*code)) {
            return code;
        }
    }
    let [first, second] = LAST_RESORT;
    if old == Some(first) { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> JoinSecret {
        JoinSecret([1; 16])
    }

    /// A door whose random numbers are these, over and over.
    fn door(numbers: &'static [u32]) -> Door {
        let mut numbers = numbers.iter().cycle();
        Door::new(
            secret(),
            Box::new(move |out| out.copy_from_slice(&numbers.next().unwrap().to_le_bytes())),
        )
    }

    #[test]
    fn codes_are_fair() {
        assert_eq!(FAIR % RoomCode::COUNT, 0);
        // the first two would make low codes likelier
        let mut door = door(&[u32::MAX, 4_294_000_000, 4_293_999_999, 1_000_007]);
        assert_eq!(door.code().reveal(), "999999");
        door.rotate_code();
        assert_eq!(door.code().reveal(), "000007");
    }

    #[test]
    fn another_code_is_another_one() {
        let mut door = door(&[5, 5, 1_000_005, 6]);
        assert_eq!(door.code().reveal(), "000005");
        door.rotate_code();
        assert_eq!(door.code().reveal(), "000006");
    }

    #[test]
    fn a_broken_source_neither_hangs_nor_repeats_a_code() {
        for numbers in [&[u32::MAX][..], &[0], &[7]] {
            let mut door = door(numbers);
            for _ in 0..5 {
                let before = door.code();
                door.rotate_code();
                assert_ne!(door.code(), before);
            }
        }
    }

    #[test]
    fn nothing_secret_shows() {
        let mut door = door(&[123_456, 654_321]);
        let from = "10.0.0.1".parse().unwrap();
        door.wrong_code(Time::ZERO, from);
        let shown = format!("{door:?}");
        assert!(shown.contains("10.0.0.1"), "{shown}");
        assert!(
            !shown.contains("123456") && !shown.contains("secret"),
            "{shown}"
        );
    }

    #[test]
    fn what_is_left_of_a_lock_is_rounded_up() {
        let mut door = door(&[1, 2]);
        let from = "10.0.0.1".parse().unwrap();
        let locked = Refusal::LockedOut { seconds: 30 };
        for told in [Refusal::WrongCode, Refusal::WrongCode, locked] {
            assert_eq!(door.admits(Time::ZERO, from), Ok(()));
            assert_eq!(door.wrong_code(Time::ZERO, from), told);
        }
        for (millis, seconds) in [(0, 30), (1, 30), (28_999, 2), (29_000, 1), (29_999, 1)] {
            let refusal = door.admits(Time::from_millis(millis), from);
            assert_eq!(refusal, Err(Refusal::LockedOut { seconds }), "{millis}");
        }
        assert_eq!(door.admits(Time::from_secs(30), from), Ok(()));
        let address = from;
        assert_eq!(door.poll_event(), Some(DoorEvent::LockedOut { address }));
        assert_eq!(door.poll_event(), None);
    }

    #[test]
    fn events_are_bounded_and_the_newest_stay() {
        let mut door = door(&[1, 2]);
        for n in 0..u32::from(u16::MAX) {
            door.wrong_code(Time::ZERO, IpAddr::V4(n.into()));
        }
        let events: Vec<_> = std::iter::from_fn(|| door.poll_event()).collect();
        assert_eq!(events, [DoorEvent::CodeRotated; EVENTS]);
    }
}
