//! One frame of each kind, of both lanes. Each is read back as what it was.

use crate::Made;
use couchpad_core::protocol::frame::{
    AppFrame, GlowFrame, HealthFrame, LatestFrame, OrderedFrame, Part, Ping, Pong, Resume,
    RumbleFrame, ShakesFrame,
};
use couchpad_core::protocol::{AppHead, LayoutRevision, PadId, PadState, Peer, Shake, Shakes};

pub(crate) fn made() -> Vec<Made> {
    let latest = [to_host(), to_pad()].concat();
    let written = latest.into_iter().map(|(name, frame)| {
        let bytes = frame.encode();
        assert_eq!(LatestFrame::decode(&bytes), Some(frame));
        (name, bytes)
    });
    written.chain(ordered()).collect()
}

const APP: AppFrame<'static> = AppFrame {
    head: AppHead {
        peer: Peer::Pad(PadId(7)),
        channel: 9,
        sequence: 300,
        time: 2,
    },
    bytes: b"ab",
};

fn to_host() -> Vec<(&'static str, LatestFrame<'static>)> {
    let state = PadState {
        sequence: 0x0102,
        pad_time: 0x0304_0506,
        layout: LayoutRevision(0x0708),
        held: 0x090a_0b0c,
        axes: [1, -1, 32767, -32767, 0, 256, -256, 2],
        flags: PadState::TOUCHING,
    };
    let pong = Pong {
        nonce: 1,
        host_time: 2,
        pad_time: 3,
        received: 4,
    };
    vec![
        ("frame.state", LatestFrame::State(state)),
        ("frame.pong", LatestFrame::Pong(pong)),
        ("frame.program.to-host", LatestFrame::AppToHost(APP)),
    ]
}

fn to_pad() -> Vec<(&'static str, LatestFrame<'static>)> {
    let ping = Ping {
        nonce: 1,
        host_time: 2,
        received: 3,
        rtt: 4,
        loss: 5,
    };
    let health = HealthFrame {
        jitter: 1,
        age_p50: 2,
        age_p99: 300,
        cause: 4,
    };
    let rumble = RumbleFrame {
        sequence: 1,
        strength: 2,
        millis: 300,
    };
    let shakes = ShakesFrame {
        sequence: 1,
        shakes: Shakes::new(&[Shake::new(2, 300).then(4), Shake::new(5, 6)]),
    };
    let glow = GlowFrame {
        sequence: 1,
        tint: 17,
        millis: 300,
    };
    vec![
        ("frame.ping", LatestFrame::Ping(ping)),
        ("frame.rumble", LatestFrame::Rumble(rumble)),
        ("frame.program.to-pad", LatestFrame::AppToPad(APP)),
        ("frame.health", LatestFrame::Health(health)),
        ("frame.shakes", LatestFrame::Shakes(shakes)),
        ("frame.glow", LatestFrame::Glow(glow)),
    ]
}

fn ordered() -> impl Iterator<Item = Made> {
    let resume = OrderedFrame::Resume(Resume {
        own: 1,
        peer: 2,
        received: 3,
    });
    let part = OrderedFrame::Part(Part {
        message: 1,
        index: 0,
        count: 1,
        bytes: b"ab",
    });
    let frames = [("frame.resume", resume), ("frame.part", part)];
    frames.into_iter().map(|(name, frame)| {
        let bytes = frame.encode();
        assert_eq!(OrderedFrame::decode(&bytes), Some(frame));
        (name, bytes)
    })
}
