//! A session as programs in Rust use it: the app that draws, and the shell around it, at the same pad.

use couchpad_core::easy::{Channel, Event, Host, ListenConfig};
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{
    AxisIndex, ButtonIndex, Orientation, PadLayout, Place as CorePlace, Profile, SeatIndex,
};
use couchpad_core::{PadOptions, PadUpdate, Target};
use couchpad_ffi::{
    CouchpadError, EndReason, EventListener, ForeignError, LossReason, PadEvent, SecureStore,
    Session, Settings, State, StoredRecord,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(30);

fn until<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(value) = done() {
            return value;
        }
        assert!(Instant::now() < deadline, "timed out: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

fn event(session: &Session, what: &str, fits: impl Fn(&PadEvent) -> bool) -> PadEvent {
    until(what, || session.poll_event().filter(|event| fits(event)))
}

fn host() -> Host {
    let config = ListenConfig {
        announce: false,
        layout: Some(PadLayout::new("Test", Orientation::Any)),
        ..ListenConfig::default()
    };
    Host::listen("couchpad://127.0.0.1:0", config).unwrap()
}

fn named(name: &str) -> Arc<Session> {
    let session = Session::new();
    let settings = Settings {
        name: name.to_owned(),
        ..Settings::default()
    };
    session.set_settings(settings).unwrap();
    session
}

fn is_connected(event: &PadEvent) -> bool {
    matches!(event, PadEvent::Connected { .. })
}

#[test]
fn the_app_and_its_shell_have_one_pad() {
    let host = host();
    let session = Session::new();
    let identity = Arc::new(PadIdentity::ephemeral().unwrap());
    session.use_identity(Arc::clone(&identity));
    let wakes = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&wakes);
    let tap = session.tap(Arc::new(move || {
        counted.fetch_add(1, Ordering::Relaxed);
    }));
    let options = PadOptions {
        profile: Profile {
            name: "Ada".into(),
            mark: None,
        },
        ..PadOptions::default()
    };
    let target = Target::of_link(&host.join_link()).unwrap();
    session.connect(target, options).unwrap();
    // the app draws what the tap tells, the shell hears the same as events
    until("seated", || {
        while let Some(update) = tap.poll() {
            assert!(!matches!(update, PadUpdate::Lost { .. }));
        }
        tap.view().place
    });
    event(&session, "connected", is_connected);
    assert!(wakes.load(Ordering::Relaxed) > 0);
    assert_eq!(session.status().name, "Ada");
    assert_eq!(session.known_receivers().len(), 1);
    assert_eq!(
        session.layout().map(|layout| layout.title),
        Some("Test".into())
    );
    // what either does is the same player's
    session.with_pad(|pad| pad.set_axis(AxisIndex(2), 9_000));
    session.press(4);
    until("played", || {
        let _ = host.poll();
        let input = host.players().first()?.input;
        (input.axes[2] == 9_000 && input.held == ButtonIndex(4).bit()).then_some(())
    });
    session.hang_up();
    let ended = event(&session, "ended", |e| matches!(e, PadEvent::Ended { .. }));
    let reason = EndReason::HungUp;
    assert_eq!(
        ended,
        PadEvent::Ended {
            reason,
            advice: None
        }
    );
    assert_eq!(session.status().state, State::Ended);
    assert_eq!(session.with_pad(|_| ()), None);
}

#[test]
fn a_join_ends_the_one_before_and_keeps_its_seat() {
    let (one, two) = (host(), host());
    let session = named("Bo");
    session.join_link(one.join_link().to_string()).unwrap();
    event(&session, "connected", is_connected);
    session.join_link(two.join_link().to_string()).unwrap();
    event(&session, "connected", is_connected);
    let gone = |host: &Host| {
        host.poll()
            .into_iter()
            .any(|e| matches!(e, Event::Lost { .. }))
    };
    until("lost there", || gone(&one).then_some(()));
    // back where it was, as the same device, without a code
    let addresses: Vec<_> = one.join_link().addresses().collect();
    session.join_link(addresses[0].to_string()).unwrap();
    event(&session, "connected", is_connected);
    let seat = SeatIndex(0);
    until("the same seat", || {
        let place = session.with_pad(|pad| pad.view().place)?;
        (place == Some(CorePlace::Seated { seat, mark: 0 })).then_some(())
    });
    session.leave();
    event(&session, "left", |e| matches!(e, PadEvent::Ended { .. }));
    let late = session.send_text(0, "late".to_owned());
    assert_eq!(late, Err(CouchpadError::NotJoined));
}

#[test]
fn messages_travel_both_ways_and_a_listener_that_hangs_is_nobodys_trouble() {
    struct Hangs;
    impl EventListener for Hangs {
        fn on_event(&self, _: PadEvent) -> Result<(), ForeignError> {
            thread::sleep(DEADLINE * 100);
            Ok(())
        }
    }
    let host = host();
    let session = named("Cleo");
    session.set_listener(Some(Arc::new(Hangs))).unwrap();
    session.join_link(host.join_link().to_string()).unwrap();
    session.send_message(3, true, b"hello".to_vec()).unwrap();
    let too_long = session.send_message(3, false, vec![0; 2_000]);
    assert!(matches!(too_long, Err(CouchpadError::TooLong(_))));
    let peer = until("heard", || {
        host.poll().into_iter().find_map(|event| match event {
            Event::Data { peer, bytes, .. } if bytes == b"hello" => Some(peer),
            _ => None,
        })
    });
    host.send_to(peer, Channel::new(5), b"you said hello")
        .unwrap();
    host.flush();
    let answer = event(&session, "answered", |e| {
        matches!(e, PadEvent::MessageReceived { .. })
    });
    let expected = PadEvent::MessageReceived {
        from: None,
        channel: 5,
        reliable: true,
        bytes: b"you said hello".to_vec(),
    };
    assert_eq!(answer, expected);
    assert!(session.suspend() && session.suspend());
    assert_eq!(session.status().state, State::Suspended);
    let reason = LossReason::Suspended;
    event(&session, "lost", |e| *e == PadEvent::Lost { reason });
    session.resume();
    event(&session, "back", is_connected);
}

/// Notes what it is asked.
#[derive(Default)]
struct Asked(Mutex<Vec<(u64, String)>>);

impl Asked {
    fn note(&self, request: u64, what: &str) -> Result<(), ForeignError> {
        self.0.lock().unwrap().push((request, what.to_owned()));
        Ok(())
    }

    fn next(&self) -> (u64, String) {
        until("asked", || {
            let mut asked = self.0.lock().unwrap();
            (!asked.is_empty()).then(|| asked.remove(0))
        })
    }
}

impl SecureStore for Asked {
    fn load_all(&self, request: u64) -> Result<(), ForeignError> {
        self.note(request, "all")
    }

    fn save(&self, request: u64, name: String, _: Vec<u8>) -> Result<(), ForeignError> {
        self.note(request, &name)
    }

    fn remove(&self, request: u64, name: String) -> Result<(), ForeignError> {
        self.note(request, &name)
    }
}

#[test]
fn a_join_waits_for_the_store_and_hostile_records_do_no_harm() {
    let host = host();
    let session = named("Dee");
    let store = Arc::<Asked>::default();
    session.open_store(store.clone()).unwrap();
    assert!(session.has_store() && session.identity().is_none());
    session.join_link(host.join_link().to_string()).unwrap();
    assert_eq!(session.status().state, State::Joining);
    assert!(
        session
            .wait_for_identity(Duration::from_millis(20))
            .is_err()
    );
    let (request, what) = store.next();
    assert_eq!(what, "all");
    assert!(session.store_done(request).is_err(), "no answer to this");
    let record = |name: &str, record: Vec<u8>| StoredRecord {
        name: name.to_owned(),
        record,
    };
    let mut records = vec![
        record("../../etc/passwd", vec![1; 9]),
        record("player.toml", vec![b'#'; 1_000_000]),
        record("receiver-0000000000000000.toml", vec![0xff; 40]),
        record("", Vec::new()),
    ];
    records.extend((0..1_000).map(|number| record(&format!("junk-{number}"), vec![0; 10])));
    session.store_loaded(request, records).unwrap();
    assert!(
        session.store_loaded(request, Vec::new()).is_err(),
        "answered before"
    );
    // what is damaged is put aside and a key is made, each asked for in its turn
    let mut written = Vec::new();
    while session.identity().is_none() {
        let asked = store.0.lock().unwrap().pop();
        if let Some((request, name)) = asked {
            session.store_done(request).unwrap();
            written.push(name);
        }
        thread::sleep(Duration::from_millis(1));
    }
    assert!(written.contains(&"device.toml".to_owned()), "{written:?}");
    let aside = |name: &str| {
        written
            .iter()
            .any(|w| w.starts_with(&format!("{name}.corrupt")))
    };
    assert!(
        aside("player.toml") && aside("receiver-0000000000000000.toml"),
        "{written:?}"
    );
    let ready = event(&session, "ready", |e| {
        matches!(e, PadEvent::IdentityReady { .. })
    });
    assert!(matches!(ready, PadEvent::IdentityReady { warnings } if warnings.len() >= 2));
    event(&session, "joined", is_connected);
    // one that is refused by the store is told, and the game goes on
    let (request, name) = store.next();
    assert!(name.ends_with(".toml"), "{name}");
    session
        .store_failed(request, "no room\n".to_owned())
        .unwrap();
    let trouble = event(&session, "trouble", |e| {
        matches!(e, PadEvent::StoreTrouble { .. })
    });
    assert!(matches!(trouble, PadEvent::StoreTrouble { reason } if reason.contains("no room ")));
    session.leave();
    event(&session, "left", |e| matches!(e, PadEvent::Ended { .. }));
}

#[test]
fn what_waits_for_the_store_begins_in_front_alone_and_not_after_a_hang_up() {
    let host = host();
    let session = named("Eve");
    let store = Arc::<Asked>::default();
    session.open_store(store.clone()).unwrap();
    let link = host.join_link().to_string();
    session.join_link(link.clone()).unwrap();
    session.hang_up();
    event(&session, "hung up", |e| matches!(e, PadEvent::Ended { .. }));
    // one that cannot go on is told once
    let (request, _) = store.next();
    session.join_link(link.clone()).unwrap();
    session.store_failed(request, "locked".to_owned()).unwrap();
    let reason = EndReason::Refused;
    event(
        &session,
        "refused",
        |e| matches!(e, PadEvent::Ended { reason: why, .. } if *why == reason),
    );
    session.open_store(store.clone()).unwrap();
    session.join_link(link).unwrap();
    // into the background before the records are there
    assert!(session.suspend());
    let (request, _) = store.next();
    session.store_loaded(request, Vec::new()).unwrap();
    let (request, key) = store.next();
    assert_eq!(key, "device.toml");
    session.store_done(request).unwrap();
    event(&session, "ready", |e| {
        matches!(e, PadEvent::IdentityReady { .. })
    });
    let answers = thread::spawn({
        let (store, session) = (Arc::clone(&store), Arc::clone(&session));
        move || {
            while session.status().state != State::Ended {
                let asked = store.0.lock().unwrap().pop();
                asked.map(|(request, _)| session.store_done(request));
                thread::sleep(Duration::from_millis(1));
            }
        }
    });
    assert_eq!(session.with_pad(|_| ()), None, "nothing begins");
    assert_eq!(session.status().state, State::Joining);
    session.resume();
    event(&session, "joined", is_connected);
    session.leave();
    event(&session, "left", |e| matches!(e, PadEvent::Ended { .. }));
    answers.join().unwrap();
}
