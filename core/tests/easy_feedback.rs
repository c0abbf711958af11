//! What a host's program lets its pads feel and show, as their programs hear of it over loopback.

mod support;

use couchpad_core::easy::{Event, Feedback, Host, Pad, Peer, Shake, Shakes, Tint};
use std::time::Duration;
use support::easy::{host, met, pad_event};

const BEAT: [Shake; 2] = [Shake::new(200, 60).then(40), Shake::new(90, 30)];

fn hears(pad: &Pad, what: &str, wanted: Feedback) {
    pad_event(pad, what, |event| {
        (*event == Event::Feedback(wanted)).then_some(())
    });
}

fn seat(host: &Host, peer: Peer) -> Option<u16> {
    host.players().into_iter().find(|p| p.peer == peer)?.seat
}

#[test]
fn every_kind_reaches_the_pad_that_is_meant() {
    let host = host();
    let (ada, adas) = met(&host, "Ada");
    let (bo, bos) = met(&host, "Bo");
    assert_eq!((seat(&host, adas), seat(&host, bos)), (Some(0), Some(1)));
    host.rumble(adas, &BEAT);
    hears(&ada, "shakes", Feedback::Rumble(Shakes::new(&BEAT)));
    host.rumble(adas, &[Shake::new(7, 20)]);
    hears(&ada, "one shake", Feedback::Rumble(Shakes::once(7, 20)));
    let length = Duration::from_millis(250);
    let tint = Tint::Bad;
    host.glow(adas, tint, length);
    hears(&ada, "a glow", Feedback::Glow { tint, length });
    host.set_turn(adas, true);
    hears(&ada, "a turn", Feedback::Turn { yours: true });
    host.set_score(adas, 5, 9);
    hears(&ada, "points", Feedback::Score { own: 5, team: 9 });
    for seconds in [3, 2, 1, 0] {
        host.set_countdown(seconds);
        let number = Feedback::Countdown { seconds };
        hears(&ada, "a number", number);
        hears(&bo, "a number", number);
    }
    // what was Ada's alone never came to Bo: this one did, behind all of it
    host.set_turn(Peer::Everyone, true);
    host.glow(Peer::Host, Tint::Own, length);
    pad_event(&bo, "a turn", |event| match event {
        Event::Feedback(Feedback::Turn { yours: true }) => Some(()),
        Event::Feedback(other) => panic!("{other:?} was Ada's"),
        _ => None,
    });
}
