//! From the list to the game through the screens' own machine, against real receivers on loopback: the code, wrong first,
//! then right; the pairing that is kept; the way back.

mod phone;

use couchpad_core::discovery::{BrowseEvent, Browser, Found};
use couchpad_core::identity::MemoryStore;
use couchpad_core::protocol::control::VERSION;
use couchpad_core::protocol::{PadId, RoomCode};
use couchpad_core::transport::{Bind, DoorNews};
use couchpad_core::{Host, PadEnd};
use couchpad_gamepad::find::{Act, CodeTrouble, Fault, Screen, Unreached, Wish};
use phone::{PATIENCE, Phone, any, joined, key, receiver};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// As its announcement would say it.
fn announced(id: &str, host: &Host) -> BrowseEvent {
    BrowseEvent::Found(Found {
        id: id.into(),
        name: id.into(),
        addresses: vec![host.listening().tcp],
        fingerprint: key(host).fingerprint(),
        oldest: VERSION,
        newest: VERSION,
        players: 0,
        seats: 8,
        locked: false,
    })
}

/// Other than this one.
fn wrong(code: RoomCode) -> String {
    let number: u32 = code.reveal().parse().unwrap();
    let other = RoomCode::new((number + 1) % RoomCode::COUNT);
    other.unwrap().reveal()
}

struct Air(VecDeque<BrowseEvent>);

impl Browser for Air {
    fn poll(&mut self) -> Option<BrowseEvent> {
        self.0.pop_front()
    }
}

/// An app for which this is in the air.
fn start(store: &Arc<MemoryStore>, air: Vec<BrowseEvent>, wish: Option<Wish>) -> Phone {
    let browse = move |_| Ok(Box::new(Air(air.clone().into())) as Box<dyn Browser>);
    Phone::start(store, Arc::new(browse), wish)
}

#[test]
fn two_receivers_are_told_apart_and_each_admits_with_its_own_code_only() {
    let (den, attic) = (
        receiver("Den", &any(), Bind::loopback(0)),
        receiver("Attic", &any(), Bind::loopback(0)),
    );
    let air = vec![announced("den", &den), announced("attic", &attic)];
    let mut phone = start(&any(), air, None);
    assert_eq!(*phone.screen(), Screen::Find);
    phone.act(Act::Nearby("attic".into()));
    // the chance that both show the same digits is one in a million
    phone.digits(&wrong(attic.code()));
    phone.until("the refusal", |p| p.trouble() == Some(CodeTrouble::Wrong));
    phone.digits(&attic.code().reveal());
    phone.until_live();
    assert_eq!(phone.model().receiver.as_deref(), Some("Attic"));
    assert_eq!((joined(&den), joined(&attic)), (0, 1));
}

#[test]
fn three_wrong_codes_close_the_keypad_for_the_time_that_the_receiver_says() {
    let host = receiver("Den", &any(), Bind::loopback(0));
    let mut phone = start(&any(), vec![announced("den", &host)], None);
    phone.act(Act::Nearby("den".into()));
    let code = wrong(host.code());
    for _ in 0..2 {
        phone.digits(&code);
        phone.until("an answer", |p| p.trouble() == Some(CodeTrouble::Wrong));
    }
    phone.digits(&code);
    phone.until("the lock-out", |p| {
        matches!(p.trouble(), Some(CodeTrouble::LockedOut { .. }))
    });
    let Screen::Code(entry) = phone.screen() else {
        panic!("the code is asked for")
    };
    let left = entry.closed_for(Duration::ZERO);
    assert!(left > Duration::from_secs(10), "{left:?}");
}

#[test]
fn a_restarted_app_returns_without_a_code_until_it_is_forgotten() {
    let (pad, tv) = (any(), any());
    let host = receiver("Den", &tv, Bind::loopback(0));
    let at = host.listening().tcp;
    let mut first = start(&pad, vec![announced("den", &host)], None);
    first.act(Act::Nearby("den".into()));
    first.digits(&host.code().reveal());
    first.until_live();
    first.until("the pairing", |p| p.model().remembered == Some(false));
    first.act(Act::Menu);
    first.act(Act::Leave);
    assert_eq!(*first.screen(), Screen::Find);
    drop(first);

    // nobody announces anything: it is in the list because it was paired
    let mut again = start(&pad, Vec::new(), None);
    again.act(Act::Recent(key(&host)));
    again.until_live();
    drop(again);
    let link = format!("couchpad://{at}").parse().unwrap();
    let mut typed = start(&pad, Vec::new(), Some((link, None)));
    typed.until_live();
    drop(typed);

    // another evening, another memory: the code is asked for again
    let bind = Bind::loopback(at.port());
    let known = key(&host);
    drop(host);
    let host = receiver("Den", &tv, bind);
    assert_eq!(key(&host), known);
    let forgotten = host.driver(|_, driver| driver.identity_mut().forget_all());
    assert_eq!(forgotten, 1);
    // it was ended in the middle of a game: it goes back by itself
    let mut stranger = start(&pad, Vec::new(), None);
    stranger.until("the code", |p| p.trouble() == Some(CodeTrouble::Forgotten));
    stranger.digits(&host.code().reveal());
    stranger.until_live();
    drop((stranger, host));

    // another receiver at the address of the one that is known
    let host = receiver("Somebody", &any(), bind);
    let mut wary = start(&pad, Vec::new(), None);
    wary.until("the warning", |p| {
        *p.screen() == Screen::Failure(Fault::Impostor)
    });
    wary.act(Act::EnterCode);
    wary.digits(&host.code().reveal());
    wary.until_live();
}

#[test]
fn a_controller_that_asks_to_be_remembered_hears_the_answer() {
    let host = receiver("Den", &any(), Bind::loopback(0));
    let mut phone = start(&any(), Vec::new(), Some((host.join_link(), None)));
    phone.until_live();
    phone.until("the pairing", |p| p.model().remembered == Some(false));
    phone.act(Act::Menu);
    phone.act(Act::Remember);
    let pad = wish(&host, &mut phone);
    assert!(host.driver(|_, driver| driver.remember(pad, false)));
    phone.until("the no", |p| p.model().answers == 1);
    assert_eq!(phone.model().remembered, Some(false));
    // asked again at once, and answered yes after all
    phone.act(Act::Remember);
    assert!(host.driver(|_, driver| driver.remember(pad, true)));
    phone.until("the answer", |p| p.model().remembered == Some(true));
}

/// The controller that asks to be remembered.
fn wish(host: &Host, phone: &mut Phone) -> PadId {
    let end = Instant::now() + PATIENCE;
    loop {
        assert!(Instant::now() < end, "nobody asked");
        phone.0.update();
        let mut news = host.take_door_news().into_iter();
        let asks = news.find_map(|news| match news {
            DoorNews::WantsRemembering { pad } => Some(pad),
            _ => None,
        });
        if let Some(pad) = asks {
            return pad;
        }
    }
}

#[test]
fn one_that_was_replaced_takes_over_again_without_the_code() {
    let host = receiver("Den", &any(), Bind::loopback(0));
    let store = any();
    let join = || {
        let mut phone = start(&store, vec![announced("den", &host)], None);
        phone.act(Act::Nearby("den".into()));
        if matches!(phone.screen(), Screen::Code(_)) {
            phone.digits(&host.code().reveal());
        }
        phone.until_live();
        phone
    };
    let mut first = join();
    // the same device once more: there is one controller of each
    let mut second = join();
    let ended = Screen::Failure(Fault::Ended(PadEnd::Replaced));
    first.until("the end", |p| *p.screen() == ended);
    first.act(Act::TryAgain);
    assert_eq!(*first.screen(), Screen::Joining { trouble: None });
    first.until_live();
    second.until("the end", |p| *p.screen() == ended);
}

#[test]
fn one_that_is_sent_away_finds_its_way_back() {
    let host = receiver("Den", &any(), Bind::loopback(0));
    let mut phone = start(&any(), Vec::new(), Some((host.join_link(), None)));
    phone.until_live();
    let pad = host.poll().expect("joined").pad;
    host.with(|now, session| session.kick(now, pad));
    phone.until("the end", |p| {
        matches!(p.screen(), Screen::Failure(Fault::Ended(_)))
    });
    phone.act(Act::TryAgain);
    phone.until_live();
    phone.act(Act::Menu);
    phone.act(Act::Leave);
    assert_eq!(*phone.screen(), Screen::Find);
}

#[test]
fn nobody_there_is_said_and_a_late_receiver_is_joined() {
    let tv = any();
    let host = receiver("Den", &tv, Bind::loopback(0));
    let (link, at) = (host.join_link(), host.listening().tcp);
    drop(host);
    let mut phone = start(&any(), Vec::new(), Some((link, None)));
    phone.until("the reason", |p| {
        let trouble = Some(Unreached::Refused);
        *p.screen() == Screen::Joining { trouble }
    });
    let host = receiver("Den", &tv, Bind::loopback(at.port()));
    phone.until_live();
    assert_eq!(joined(&host), 1);
}

#[test]
fn a_receiver_that_comes_back_at_another_port_is_found_by_its_announcement() {
    let tv = any();
    let first = receiver("Den", &tv, Bind::loopback(0));
    let at = first.listening().tcp;
    let air: Arc<Mutex<VecDeque<_>>> = Arc::default();
    let browse = {
        let air = Arc::clone(&air);
        move |_| {
            let heard = std::mem::take(&mut *air.lock().unwrap());
            Ok(Box::new(Air(heard)) as Box<dyn Browser>)
        }
    };
    let link = (first.join_link(), None);
    let mut phone = Phone::start(&any(), Arc::new(browse), Some(link));
    phone.until_live();
    drop(first);
    // another program has the port, and another receiver is about
    let _squatter = std::net::TcpListener::bind(at).unwrap();
    let second = receiver("Den", &tv, Bind::loopback(0));
    let other = receiver("Attic", &any(), Bind::loopback(0));
    let both = [announced("attic", &other), announced("den", &second)];
    air.lock().unwrap().extend(both);
    phone.until("the way back", |_| joined(&second) == 1);
    phone.until_live();
    assert_eq!(joined(&other), 0);
}
