//! A receiver that lets a pad in and then talks without end, all of it in form: what nobody takes in does not pile up, and the
//! pad goes on listening, and answering its owner.

use crate::support::scripted::{Line, Who};
use crate::support::{options, until};
use crate::{SECRET, identity, last_word};
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, LinkFrame};
use couchpad_core::protocol::frame::{LatestFrame, OrderedFrame, Part, Ping, Resume, RumbleFrame};
use couchpad_core::protocol::{Lane, ToPad, Transport};
use couchpad_core::{Pad, PadEnd, PadOptions, PadUpdate};

/// Rounds of talk, of a few words each.
const ROUNDS: u32 = 3_000;
/// Updates that wait for a pad's owner, at most.
const UPDATES: usize = 4_096;

fn frame(lane: Lane, bytes: Vec<u8>) -> ControlToPad {
    ControlToPad::Frame(LinkFrame { lane, bytes })
}

/// The first link of the connection, until both sides have resumed.
fn link(line: &mut Line) -> Option<()> {
    line.secure()?;
    line.welcome(SECRET);
    while !matches!(line.hear()?, ControlToHost::OpenLink { number: 1 }) {}
    line.say(&ControlToPad::LinkOpen { number: 1 });
    let resume = Resume {
        own: 9,
        ..Resume::default()
    };
    let resume = OrderedFrame::Resume(resume).encode();
    line.say(&frame(Lane::Ordered, resume));
    Some(())
}

/// News for the owner, something to answer, and nonsense; the points tell how far it has come.
fn round(number: u32) -> Vec<ControlToPad> {
    let points = i64::from(number);
    let score = ToPad::Score {
        own: points,
        team: points,
    };
    let part = OrderedFrame::Part(Part {
        message: number,
        index: 0,
        count: 1,
        bytes: &score.encode().unwrap(),
    });
    let rumble = LatestFrame::Rumble(RumbleFrame {
        sequence: number as u16,
        strength: 9,
        millis: 9,
    });
    let ping = LatestFrame::Ping(Ping {
        nonce: number as u16,
        received: u32::MAX,
        ..Ping::default()
    });
    vec![
        frame(Lane::Latest, rumble.encode()),
        frame(Lane::Latest, ping.encode()),
        frame(Lane::Latest, vec![0xee; 1_000]),
        frame(Lane::Ordered, part.encode()),
    ]
}

fn by_tcp() -> PadOptions {
    PadOptions {
        identity: Some(identity()),
        transport: Transport::Tcp,
        ..options("Ada")
    }
}

#[test]
fn a_receiver_that_talks_without_end_fills_nothing_and_is_heard_to_the_end() {
    let who = Who::new(41);
    let receiver = who.listen(|_, line| {
        if link(line).is_some() {
            for number in 1..=ROUNDS {
                line.say_at_once(&round(number));
            }
            // and goes on listening, so that the pad may end as it likes
            line.wait_for_the_end();
        }
    });
    let pad = Pad::connect(who.by_link(&[receiver.address]), by_tcp()).unwrap();
    let all = i64::from(ROUNDS);
    until("all of it", || {
        (pad.view().score == Some((all, all))).then_some(())
    });
    let waiting = std::iter::from_fn(|| pad.poll()).count();
    assert!((1..=UPDATES).contains(&waiting), "{waiting}");
    assert_eq!(receiver.connections(), 1);
    pad.leave();
    let left = PadEnd::Left;
    assert_eq!(last_word(&pad), PadUpdate::Ended { reason: left });
}

#[test]
fn a_receiver_with_a_thousand_words_at_once_is_hung_up_on_and_tried_again() {
    let who = Who::new(42);
    let receiver = who.listen(|_, line| {
        if link(line).is_some() {
            let word = |number: u32| ControlToPad::Remembered(number.is_multiple_of(2));
            let words: Vec<_> = (0..1_000).map(word).collect();
            line.say_at_once(&words);
            line.wait_for_the_end();
        }
    });
    let pad = Pad::connect(who.by_link(&[receiver.address]), by_tcp()).unwrap();
    until("it comes again", || {
        (receiver.connections() > 2).then_some(())
    });
    assert!(!pad.is_ended());
    pad.leave();
    let left = PadEnd::Left;
    assert_eq!(last_word(&pad), PadUpdate::Ended { reason: left });
}
