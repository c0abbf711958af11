//! Whatever the link travels on, and however often that changes: no message is lost, none comes twice, none out of order,
//! and no position goes back.

mod support;

use couchpad_core::protocol::{ControlId, PadAction, PadId, ToPad};
use couchpad_core::session::{HostEventKind, PadEvent};
use couchpad_core::{Host, LinkKind, Pad, PadUpdate, Target};
use std::thread;
use std::time::{Duration, Instant};
use support::proxy::Proxy;
use support::{X, host, options, target, until};

/// How often the way is closed and opened again.
const ROUNDS: u32 = 6;
/// What the receiver sends in one step; a controller sends one of each.
const PER_STEP: u32 = 5;
const STEP: Duration = Duration::from_millis(12);

/// What one side has sent and got, by number.
#[derive(Default)]
struct Numbers {
    sent: u32,
    got: u32,
}

impl Numbers {
    fn next(&mut self) -> Vec<u8> {
        self.sent += 1;
        self.sent.to_le_bytes().to_vec()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.got += 1;
        assert_eq!(u32::from_le_bytes(bytes.try_into().unwrap()), self.got);
    }
}

struct Table {
    host: Host,
    pad: Pad,
    id: PadId,
    to_host: Numbers,
    to_pad: Numbers,
    /// Commands may get too old, but neither come twice nor in another order.
    texts: u32,
    last_text: u32,
    got_texts: u32,
    last_axis: i16,
    switches: u32,
}

impl Table {
    fn step(&mut self) {
        self.pad.app(1, self.to_host.next());
        self.texts += 1;
        self.pad.text(ControlId(0), self.texts.to_string());
        self.pad.set_axis(X, self.texts as i16);
        for _ in 0..PER_STEP {
            let bytes = self.to_pad.next();
            let channel = 2;
            assert!(self.host.send(self.id, &ToPad::App { channel, bytes }));
        }
        self.hear();
        thread::sleep(STEP);
    }

    fn hear(&mut self) {
        while let Some(event) = self.host.poll() {
            match event.kind {
                HostEventKind::App { bytes, .. } => self.to_host.take(&bytes),
                HostEventKind::Action {
                    action: PadAction::Text { text, .. },
                } => {
                    let number = text.parse().unwrap();
                    assert!(number > self.last_text, "{number} after {}", self.last_text);
                    self.last_text = number;
                    self.got_texts += 1;
                }
                HostEventKind::Left { .. } => panic!("the seat is lost"),
                _ => {}
            }
        }
        while let Some(update) = self.pad.poll() {
            match update {
                PadUpdate::Session(PadEvent::App { bytes, .. }) => self.to_pad.take(&bytes),
                PadUpdate::Transport(_) => self.switches += 1,
                PadUpdate::Connected { fresh } => assert!(!fresh),
                _ => {}
            }
        }
        let axis = self
            .host
            .with(|_, session| session.inputs().first().map(|input| input.axes[0]));
        let axis = axis.unwrap();
        assert!(axis >= self.last_axis, "{axis} after {}", self.last_axis);
        self.last_axis = axis;
    }

    fn play_until_on(&mut self, kind: LinkKind) {
        let deadline = Instant::now() + support::DEADLINE;
        while self.pad.view().transport != Some(kind) {
            assert!(Instant::now() < deadline, "not on {kind:?}");
            self.step();
        }
        (0..20).for_each(|_| self.step());
    }
}

#[test]
fn numbered_messages_survive_many_changes_of_transport() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    let target = Target {
        addresses: vec![proxy.address],
        ..target(&host)
    };
    let pad = Pad::connect(target, options("Ada")).unwrap();
    until("seated", || pad.view().layout.map(drop));
    while pad.poll().is_some() {}
    let id = host.with(|_, session| session.pads().next().unwrap().id);
    let mut table = Table {
        host,
        pad,
        id,
        to_host: Numbers::default(),
        to_pad: Numbers::default(),
        texts: 0,
        last_text: 0,
        got_texts: 0,
        last_axis: 0,
        switches: 0,
    };
    table.play_until_on(LinkKind::Udp);
    for round in 0..ROUNDS {
        proxy.set_udp(false);
        table.play_until_on(LinkKind::Tcp);
        proxy.set_udp(true);
        if round % 3 != 0 {
            // at once, with a fresh connection, rather than when UDP is tried again
            table.pad.relink();
        }
        table.play_until_on(LinkKind::Udp);
    }
    until("all messages", || {
        table.hear();
        let all = table.to_host.got == table.to_host.sent && table.to_pad.got == table.to_pad.sent;
        all.then_some(())
    });
    assert!(table.switches >= 2 * ROUNDS, "{}", table.switches);
    assert!(table.to_pad.got > 2_000 && table.to_host.got > 400);
    // only what was made while nothing got through may have got too old
    assert!(
        table.got_texts * 2 > table.texts,
        "{} of {}",
        table.got_texts,
        table.texts
    );
}
