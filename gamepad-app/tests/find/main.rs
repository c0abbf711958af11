//! The machine of the screens before play: events in, screens and effects out; and no dead end anywhere.

mod dead_ends;
mod joining;
mod list;
mod seated;
mod tune;
mod unreached;
mod who;

use couchpad_core::discovery::Found;
use couchpad_core::protocol::control::VERSION;
use couchpad_core::protocol::{JoinLink, PublicKey, RoomCode};
use couchpad_gamepad::find::{
    Act, CodeTrouble, Effect, Event, Finder, News, Proof, Recent, Screen,
};
use std::time::Duration;

const KEY: PublicKey = PublicKey([7; 32]);
const NOW: Duration = Duration::from_secs(50);

fn nearby(id: &str, key: u8) -> Found {
    Found {
        id: id.into(),
        name: format!("Screen {id}"),
        addresses: vec![format!("192.168.0.{key}:4455").parse().unwrap()],
        fingerprint: PublicKey([key; 32]).fingerprint(),
        oldest: VERSION,
        newest: VERSION,
        players: 1,
        seats: 8,
        locked: false,
    }
}

fn paired() -> Event {
    Event::Recent(vec![Recent {
        key: KEY,
        name: "Den".into(),
        addresses: vec!["10.0.0.7:4455".parse().unwrap()],
        last_used: 3,
    }])
}

/// A machine that searches, and all that it wanted done.
struct Phone {
    finder: Finder,
    done: Vec<Effect>,
}

impl Phone {
    fn new() -> Self {
        let mut finder = Finder::new(true, true);
        let done = finder.start(None, NOW);
        Self { finder, done }
    }

    fn on(&mut self, event: Event) -> &mut Self {
        self.at(NOW, event)
    }

    fn at(&mut self, now: Duration, event: Event) -> &mut Self {
        self.done.extend(self.finder.on(event, now));
        self
    }

    fn act(&mut self, act: Act) -> &mut Self {
        self.on(Event::Act(act))
    }

    fn news(&mut self, news: News) -> &mut Self {
        self.on(Event::News(news))
    }

    fn choose(id: &str, key: u8) -> Self {
        let mut phone = Self::new();
        phone
            .on(paired())
            .on(Event::Found(nearby(id, key)))
            .act(Act::Nearby(id.into()));
        phone
    }

    fn digits(&mut self, digits: &str) -> &mut Self {
        for digit in digits.chars() {
            self.act(Act::Type(digit));
        }
        self
    }

    fn screen(&self) -> &Screen {
        self.finder.screen()
    }

    /// The proof of the last attempt.
    fn proof(&self) -> Option<&Proof> {
        self.done.iter().rev().find_map(|effect| match effect {
            Effect::Connect(attempt) => Some(&attempt.proof),
            _ => None,
        })
    }

    fn code_trouble(&self) -> Option<CodeTrouble> {
        match self.screen() {
            Screen::Code(entry) => entry.trouble,
            other => panic!("no code is asked for: {other:?}"),
        }
    }
}

fn code(digits: &str) -> Proof {
    Proof::Code(digits.parse::<RoomCode>().unwrap())
}

fn link() -> JoinLink {
    "couchpad://10.0.0.9:4455".parse().unwrap()
}
