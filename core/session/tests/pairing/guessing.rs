//! Guessing the code: the throttle exactly as it is specified, checked against a model that counts on its own, and the link
//! path open throughout.

use crate::common::{Pair, address, attempt, door, link, trusted, wrong_code};
use couchpad_protocol::control::Refusal;
use couchpad_session::Time;
use couchpad_session::pairing::{Credential, Door, DoorEvent, HostStep, PadStep, Proof};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::collections::BTreeMap;

const LOCKED: Time = Time::from_secs(30);

/// The rules in the words of the specification.
#[derive(Default)]
struct Model {
    /// Of each address: its wrong codes, and until when it is locked.
    addresses: BTreeMap<u32, (u32, Time)>,
    wrong: u32,
    rotations: u32,
    locks: u32,
}

impl Model {
    /// A wrong code from this address.
    fn wrong(&mut self, now: Time, from: u32) -> Refusal {
        let (count, locked_until) = self.addresses.entry(from).or_default();
        if now < *locked_until {
            let seconds = (*locked_until - now).as_secs_f64().ceil() as u16;
            return Refusal::LockedOut { seconds };
        }
        *count += 1;
        let locks = *count == 3;
        if locks {
            (*count, *locked_until) = (0, now + LOCKED);
            self.locks += 1;
        }
        self.wrong += 1;
        if self.wrong == 20 {
            self.wrong = 0;
            self.rotations += 1;
        }
        if locks {
            let seconds = 30;
            return Refusal::LockedOut { seconds };
        }
        Refusal::WrongCode
    }
}

/// What the door says that happened: lock-outs and rotations.
fn count_events(door: &mut Door) -> (u32, u32) {
    let (mut locks, mut rotations) = (0, 0);
    while let Some(event) = door.poll_event() {
        match event {
            DoorEvent::LockedOut { .. } => locks += 1,
            DoorEvent::CodeRotated => rotations += 1,
        }
    }
    (locks, rotations)
}

/// A pad that has read the receiver's SPAKE2 message and holds its guess in its hand.
struct Guess {
    pair: Pair,
    message: Vec<u8>,
}

impl Guess {
    fn prepare(credential: Credential, from: u32, door: &mut Door) -> Self {
        let mut pair = Pair::new(credential);
        pair.from = address(from);
        let (to_host, to_pad) = (pair.pad_hello.clone(), pair.host_hello.clone());
        assert!(matches!(pair.tell_host(&to_host, door), HostStep::Wait));
        let Ok(PadStep::Send(share)) = pair.pad.read(&to_pad) else {
            panic!("a share follows the hello");
        };
        let HostStep::Send(share) = pair.tell_host(&share, door) else {
            panic!("a share answers a share");
        };
        let Ok(PadStep::Send(message)) = pair.pad.read(&share) else {
            panic!("the first message follows the shares");
        };
        Self { pair, message }
    }

    fn make(mut self, now: Time, door: &mut Door) -> HostStep {
        self.pair.now = now;
        let message = std::mem::take(&mut self.message);
        self.pair.tell_host(&message, door)
    }
}

/// What somebody does who does not even try: an honest share once, and any first message behind it.
struct Lazy {
    hello: Vec<u8>,
    share: Vec<u8>,
}

impl Lazy {
    fn new(door: &Door) -> Self {
        let mut pair = Pair::new(Credential::Code(door.code()));
        let Ok(PadStep::Send(share)) = pair.pad.read(&pair.host_hello) else {
            panic!("a share follows the hello");
        };
        let hello = pair.pad_hello;
        Self { hello, share }
    }

    fn attempt(&self, now: Time, from: u32, door: &mut Door) -> Result<Proof, Refusal> {
        let mut pair = Pair::new(link());
        (pair.now, pair.from) = (now, address(from));
        let message = [&[0x21][..], &[9; 48]].concat();
        for frame in [&self.hello, &self.share, &message] {
            if let HostStep::Refuse(refusal) = pair.tell_host(frame, door) {
                return Err(refusal);
            }
        }
        panic!("nobody joins by trying nothing");
    }
}

fn refusal(step: &HostStep) -> Option<Refusal> {
    match step {
        HostStep::Refuse(refusal) => Some(*refusal),
        _ => None,
    }
}

#[test]
fn ten_thousand_wrong_codes_from_many_addresses() {
    let (mut door, mut model) = (door(), Model::default());
    let mut random = Pcg64Mcg::seed_from_u64(7);
    let (mut now, mut seen) = (Time::ZERO, (0, 0));
    let lazy = Lazy::new(&door);
    for n in 0..10_000 {
        // few addresses for a while, then many; sometimes nobody for a while
        let addresses = if n % 2_000 < 1_000 { 7 } else { 900 };
        let from = random.next_u32() % addresses;
        now += Time::from_millis(u64::from(random.next_u32() % 900));
        let before = door.code();
        let expected = model.wrong(now, from);
        let refusal = if n % 10 == 0 {
            attempt(wrong_code(&door), now, address(from), &mut door)
        } else {
            lazy.attempt(now, from, &mut door)
        };
        assert_eq!(refusal, Err(expected), "attempt {n}");
        let (locks, rotations) = count_events(&mut door);
        seen = (seen.0 + locks, seen.1 + rotations);
        assert_eq!(seen, (model.locks, model.rotations), "attempt {n}");
        assert_eq!(door.code() != before, rotations == 1, "attempt {n}");
        if n % 50 == 0 {
            let by_link = attempt(link(), now, address(from), &mut door);
            assert_eq!(by_link, Ok(Proof::Link), "attempt {n}");
        }
    }
    assert!(model.locks > 500 && model.rotations > 200, "{seen:?}");
    // and then everybody who can read may come in
    now += LOCKED;
    for from in 0..300 {
        let right = Credential::Code(door.code());
        let joined = attempt(right, now, address(from), &mut door);
        assert_eq!(joined, Ok(Proof::Code));
    }
}

#[test]
fn sixty_four_at_once_from_one_address_are_three_guesses() {
    let mut door = door();
    let code = door.code();
    let guesses: Vec<_> = (0..64)
        .map(|_| Guess::prepare(wrong_code(&door), 1, &mut door))
        .collect();
    let right = Guess::prepare(Credential::Code(code), 1, &mut door);
    let steps: Vec<_> = guesses
        .into_iter()
        .map(|guess| refusal(&guess.make(Time::ZERO, &mut door)))
        .collect();
    let locked = Some(Refusal::LockedOut { seconds: 30 });
    assert_eq!(steps[..2], [Some(Refusal::WrongCode); 2]);
    assert!(steps[2..].iter().all(|step| *step == locked), "{steps:?}");
    // even the right one, which was begun before the lock, is not looked at
    assert_eq!(refusal(&right.make(Time::ZERO, &mut door)), locked);
    assert_eq!(door.code(), code);
    assert_eq!(count_events(&mut door), (1, 0));
}

#[test]
fn sixty_four_at_once_from_as_many_addresses_are_twenty_guesses() {
    let mut door = door();
    let code = door.code();
    let wrong: Vec<_> = (0..20)
        .map(|n| Guess::prepare(wrong_code(&door), n, &mut door))
        .collect();
    let right: Vec<_> = (20..64)
        .map(|n| Guess::prepare(Credential::Code(code), n, &mut door))
        .collect();
    for guess in wrong {
        assert_eq!(door.code(), code);
        let step = guess.make(Time::ZERO, &mut door);
        assert_eq!(refusal(&step), Some(Refusal::WrongCode));
    }
    assert_eq!(count_events(&mut door), (0, 1));
    let next = door.code();
    assert_ne!(next, code);
    // what was the right code when they began is decided no more, and counts for nothing
    for guess in right {
        let step = guess.make(Time::ZERO, &mut door);
        assert_eq!(refusal(&step), Some(Refusal::WrongCode));
    }
    assert_eq!(door.code(), next);
    assert_eq!(count_events(&mut door), (0, 0));
    for n in 20..64 {
        let right = Credential::Code(next);
        assert_eq!(
            attempt(right, Time::ZERO, address(n), &mut door),
            Ok(Proof::Code)
        );
    }
}

#[test]
fn attempts_that_end_before_the_guess_count_for_nothing_and_hold_nothing() {
    let mut door = door();
    let open: Vec<_> = (0..100)
        .map(|_| Guess::prepare(wrong_code(&door), 1, &mut door))
        .collect();
    let right = Credential::Code(door.code());
    let joined = attempt(right.clone(), Time::ZERO, address(1), &mut door);
    assert_eq!(joined, Ok(Proof::Code), "while they are open");
    drop(open);
    let joined = attempt(right, Time::ZERO, address(1), &mut door);
    assert_eq!(joined, Ok(Proof::Code), "and afterwards");
    assert_eq!(count_events(&mut door), (0, 0));
}

#[test]
fn a_guess_that_cannot_be_decided_counts_for_nothing() {
    let mut door = door();
    for _ in 0..10 {
        let mut guess = Guess::prepare(wrong_code(&door), 1, &mut door);
        guess.message.pop();
        let step = guess.make(Time::ZERO, &mut door);
        assert_eq!(refusal(&step), Some(Refusal::Malformed));
    }
    assert_eq!(count_events(&mut door), (0, 0));
}

#[test]
fn a_share_that_is_no_point_is_a_wrong_code() {
    let mut door = door();
    for wrong in 0..3 {
        assert_eq!(count_events(&mut door), (0, 0), "{wrong}");
        let mut pair = Pair::new(Credential::Code(door.code()));
        let hello = pair.pad_hello.clone();
        pair.tell_host(&hello, &mut door);
        // kind, side A, and 2 as the y of a point, which no point of the curve has
        let mut share = vec![0x11, 0x41, 2];
        share.extend([0; 31]);
        let step = pair.tell_host(&share, &mut door);
        let told = match wrong {
            2 => Refusal::LockedOut { seconds: 30 },
            _ => Refusal::WrongCode,
        };
        assert_eq!(refusal(&step), Some(told));
    }
    assert_eq!(count_events(&mut door), (1, 0));
}

#[test]
fn a_locked_address_is_told_at_its_hello() {
    let mut door = door();
    for _ in 0..3 {
        let guess = wrong_code(&door);
        let _ = attempt(guess, Time::ZERO, address(1), &mut door);
    }
    let mut pair = Pair::new(Credential::Code(door.code()));
    pair.now = Time::from_millis(12_345);
    let hello = pair.pad_hello.clone();
    let step = pair.tell_host(&hello, &mut door);
    assert_eq!(refusal(&step), Some(Refusal::LockedOut { seconds: 18 }));
}

#[test]
fn the_right_code_forgives_its_address_and_link_and_key_do_not() {
    let mut door = door();
    let right = Credential::Code(door.code());
    for (credential, forgives) in [(right, true), (link(), false), (trusted(), false)] {
        for _ in 0..2 {
            let guess = wrong_code(&door);
            let refusal = attempt(guess, Time::ZERO, address(1), &mut door);
            assert_eq!(refusal, Err(Refusal::WrongCode));
        }
        assert!(attempt(credential, Time::ZERO, address(1), &mut door).is_ok());
        let guess = wrong_code(&door);
        let _ = attempt(guess, Time::ZERO, address(1), &mut door);
        assert_eq!(count_events(&mut door), (u32::from(!forgives), 0));
        // clean for the next round
        let right = Credential::Code(door.code());
        let later = Time::from_secs(30);
        assert!(attempt(right, later, address(1), &mut door).is_ok());
    }
}

#[test]
fn new_codes_by_hand_are_new_and_make_open_attempts_wrong() {
    let mut door = door();
    let begun = Guess::prepare(Credential::Code(door.code()), 1, &mut door);
    let old = door.code();
    door.rotate_code();
    assert_ne!(door.code(), old);
    let step = begun.make(Time::ZERO, &mut door);
    assert_eq!(refusal(&step), Some(Refusal::WrongCode));
    assert_eq!(count_events(&mut door), (0, 0));
}

#[test]
fn a_new_code_does_not_unlock_an_address_but_begins_the_count_of_all() {
    let mut door = door();
    for n in 0..19 {
        let guess = wrong_code(&door);
        let _ = attempt(guess, Time::ZERO, address(n % 7), &mut door);
    }
    assert_eq!(count_events(&mut door), (5, 0));
    door.rotate_code();
    let right = Credential::Code(door.code());
    let locked = attempt(right, Time::ZERO, address(1), &mut door);
    assert_eq!(locked, Err(Refusal::LockedOut { seconds: 30 }));
    for n in 100..119 {
        let guess = wrong_code(&door);
        let _ = attempt(guess, Time::ZERO, address(n), &mut door);
    }
    assert_eq!(count_events(&mut door), (0, 0));
    let guess = wrong_code(&door);
    let _ = attempt(guess, Time::ZERO, address(200), &mut door);
    assert_eq!(count_events(&mut door), (0, 1));
}

#[test]
fn one_machine_has_one_count_however_its_address_is_written() {
    let addresses = [
        ["10.0.0.1", "::ffff:10.0.0.1", "10.0.0.1", "::ffff:10.0.0.1"],
        ["fd00::1", "fd00::2", "fd00::ffff:0:0:3", "fd00::4"],
    ];
    for [a, b, c, locked] in addresses.map(|four| four.map(|text| text.parse().unwrap())) {
        let mut door = door();
        let locks = Refusal::LockedOut { seconds: 30 };
        for (from, told) in [(a, Refusal::WrongCode), (b, Refusal::WrongCode), (c, locks)] {
            let guess = wrong_code(&door);
            assert_eq!(attempt(guess, Time::ZERO, from, &mut door), Err(told));
        }
        let right = Credential::Code(door.code());
        let refusal = attempt(right, Time::ZERO, locked, &mut door);
        assert_eq!(refusal, Err(Refusal::LockedOut { seconds: 30 }));
        assert_eq!(count_events(&mut door), (1, 0));
    }
}
