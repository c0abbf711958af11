//! What a game lets its player feel and see, as programs in other languages hear of it.

use couchpad_core::easy::{
    ControlId, Host, ListenConfig, Peer, Shake as HostsShake, Showing, Shown as HostsShown,
    Tint as HostsTint,
};
use couchpad_core::protocol::{Orientation, PadLayout};
use couchpad_ffi::{PadEvent, Session, Shake, Shown, ShownControl, Tint};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(30);

fn event(session: &Session, what: &str, wanted: &PadEvent) {
    let deadline = Instant::now() + DEADLINE;
    while session.poll_event().as_ref() != Some(wanted) {
        assert!(Instant::now() < deadline, "timed out: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn every_kind_is_an_event_and_what_lasts_is_in_the_status() {
    let config = ListenConfig {
        announce: false,
        layout: Some(PadLayout::new("Test", Orientation::Any)),
        ..ListenConfig::default()
    };
    let host = Host::listen("couchpad://127.0.0.1:0", config).unwrap();
    let session: Arc<Session> = Session::new();
    session.join_link(host.join_link().to_string()).unwrap();
    let deadline = Instant::now() + DEADLINE;
    while session.status().place.is_none() {
        assert!(Instant::now() < deadline, "timed out: a seat");
        thread::sleep(Duration::from_millis(2));
    }
    let all = Peer::Everyone;
    host.rumble(
        all,
        &[HostsShake::new(200, 60).then(40), HostsShake::new(90, 30)],
    );
    let shake = |strength, millis, pause| Shake {
        strength,
        millis,
        pause,
    };
    let shakes = vec![shake(200, 60, 40), shake(90, 30, 0)];
    event(&session, "shakes", &PadEvent::Shakes { shakes });
    host.rumble(all, &[HostsShake::new(7, 20)]);
    let (strength, millis) = (7, 20);
    event(
        &session,
        "one shake",
        &PadEvent::Rumble { strength, millis },
    );
    host.glow(all, HostsTint::Mark(2), Duration::from_millis(300));
    let (tint, millis) = (Tint::Mark { mark: 2 }, 300);
    event(&session, "a glow", &PadEvent::Glow { tint, millis });
    host.set_turn(all, true);
    event(&session, "a turn", &PadEvent::TurnChanged { yours: true });
    host.set_countdown(3);
    event(&session, "a number", &PadEvent::Countdown { seconds: 3 });
    let status = session.status();
    assert_eq!((status.your_turn, status.countdown), (true, 3));
    host.set_turn(all, false);
    host.set_countdown(0);
    event(&session, "its end", &PadEvent::Countdown { seconds: 0 });
    assert!(!session.status().your_turn);
    showing_is_an_event(&host, &session);
    session.leave();
}

fn showing_is_an_event(host: &Host, session: &Session) {
    let (columns, cells) = (2, vec![0, 1, 65, 255]);
    let mut showing = Showing::default();
    let board = HostsShown::Board {
        columns,
        cells: cells.clone(),
    };
    showing.set(ControlId(3), board);
    showing.text(ControlId(1), "third place");
    host.show(Peer::Everyone, &showing);
    let text = "third place".to_owned();
    let all = [
        (1, Shown::Text { text }),
        (3, Shown::Board { columns, cells }),
    ];
    let shown: Vec<_> = all
        .map(|(control, shown)| ShownControl { control, shown })
        .into();
    let told = PadEvent::ShowingChanged {
        shown: shown.clone(),
    };
    event(session, "what is shown", &told);
    assert_eq!(session.status().shown, shown);
    host.show(Peer::Everyone, &Showing::default());
    let told = PadEvent::ShowingChanged { shown: vec![] };
    event(session, "nothing", &told);
    assert!(session.status().shown.is_empty());
}
