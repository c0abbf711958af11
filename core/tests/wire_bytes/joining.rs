//! Numbers as postcard writes them, hellos and control messages. Each is read back as what it was.

use crate::Made;
use couchpad_core::protocol::control::{
    ControlToHost, ControlToPad, Hello, LinkFrame, Refusal, ResumeSecret, Token, frame, mode,
};
use couchpad_core::protocol::{Closing, Lane, PadId, Profile, encode};
use couchpad_core::session::pairing::DeviceKey;

pub(crate) fn made() -> Vec<Made> {
    [numbers(), hellos(), to_host(), to_pad()].concat()
}

fn numbers() -> Vec<Made> {
    let options = [None, Some(5_u8)];
    let of = |bytes: Result<Vec<u8>, _>| bytes.unwrap();
    vec![
        ("postcard.u16-300", of(encode(&300_u16, 9))),
        ("postcard.i16-minus-1", of(encode(&-1_i16, 9))),
        ("postcard.i64-120", of(encode(&120_i64, 9))),
        ("postcard.text-he", of(encode(&"hé", 9))),
        ("postcard.none-then-some-5", of(encode(&options, 9))),
    ]
}

fn hellos() -> Vec<Made> {
    let pad = Hello::new([1; 16], mode::LINK).encode();
    let mut host = Hello::new([2; 16], 0).encode();
    host.extend(DeviceKey::from_bytes([22; 32]).public().0);
    vec![
        ("hello.pad.framed", frame(&pad).unwrap()),
        ("hello.host", host),
    ]
}

fn abc(lane: Lane) -> LinkFrame {
    LinkFrame {
        lane,
        bytes: b"abc".to_vec(),
    }
}

fn join(mark: Option<u8>, resume: Option<ResumeSecret>) -> ControlToHost {
    let name = "Ada".to_owned();
    let profile = Profile { name, mark };
    ControlToHost::Join { profile, resume }
}

fn to_host() -> Vec<Made> {
    let back = Some(ResumeSecret([1; 16]));
    let messages = [
        ("control.join", join(None, back)),
        ("control.join.first-time", join(Some(5), None)),
        ("control.want-tokens", ControlToHost::WantTokens),
        ("control.remember-me", ControlToHost::RememberMe),
        ("control.open-link", ControlToHost::OpenLink { number: 1 }),
        (
            "control.frame.to-host",
            ControlToHost::Frame(abc(Lane::Ordered)),
        ),
        ("control.close-link", ControlToHost::CloseLink),
    ];
    let written = messages.into_iter().map(|(name, message)| {
        let bytes = message.encode().unwrap();
        assert_eq!(ControlToHost::decode(&bytes), Ok(message));
        (name, bytes)
    });
    written.collect()
}

fn to_pad() -> Vec<Made> {
    let tokens = || vec![Token(vec![9, 8])];
    let welcome = ControlToPad::Welcome {
        receiver: "TV".into(),
        remembered: true,
        pad: PadId(5),
        secret: ResumeSecret([2; 16]),
        tokens: tokens(),
    };
    let locked = Refusal::LockedOut { seconds: 30 };
    let messages = [
        ("control.refused.full", ControlToPad::Refused(Refusal::Full)),
        ("control.refused.locked-out", ControlToPad::Refused(locked)),
        ("control.welcome", welcome),
        ("control.tokens", ControlToPad::Tokens(tokens())),
        ("control.closing", ControlToPad::Closing(Closing::Kicked)),
        ("control.remembered", ControlToPad::Remembered(true)),
        ("control.link-open", ControlToPad::LinkOpen { number: 1 }),
        (
            "control.frame.to-pad",
            ControlToPad::Frame(abc(Lane::Latest)),
        ),
        (
            "control.link-closed",
            ControlToPad::LinkClosed { number: 1 },
        ),
        ("control.play-begins", ControlToPad::PlayBegins),
    ];
    let written = messages.into_iter().map(|(name, message)| {
        let bytes = message.encode().unwrap();
        assert_eq!(ControlToPad::decode(&bytes), Ok(message));
        (name, bytes)
    });
    written.collect()
}
