//! One message of each kind, both ways. Each is read back as what it was.

use crate::Made;
use couchpad_core::protocol::sync::Publisher;
use couchpad_core::protocol::{
    AppHead, Area, AxisIndex, ButtonIndex, Closing, ControlId, ControlKind, LayoutRevision,
    Orientation, PadAction, PadCommand, PadId, PadLayout, Peer, Phase, Place, Profile, SeatIndex,
    Shown, ToHost, ToPad, Turn, Undelivered, Weight,
};

pub(crate) fn made() -> Vec<Made> {
    let to_host = to_host().into_iter().map(|(name, message)| {
        let bytes = message.encode().unwrap();
        assert_eq!(ToHost::decode(&bytes), Ok(message));
        (name, bytes)
    });
    let to_pad = to_pad().into_iter().map(|(name, message)| {
        let bytes = message.encode().unwrap();
        assert_eq!(ToPad::decode(&bytes), Ok(message));
        (name, bytes)
    });
    to_host.chain(to_pad).collect()
}

const fn head(peer: Peer) -> AppHead {
    AppHead {
        peer,
        channel: 9,
        sequence: 300,
        time: 4,
    }
}

const fn command(action: PadAction) -> ToHost {
    ToHost::Command(PadCommand {
        state: 7,
        pad_time: 1_000,
        layout: LayoutRevision(3),
        action,
    })
}

fn to_host() -> Vec<(&'static str, ToHost)> {
    let control = ControlId(4);
    let text = "hé".to_owned();
    let profile = Profile {
        name: "Ada".into(),
        mark: Some(5),
    };
    let message = ToHost::Message {
        head: head(Peer::Everyone),
        bytes: vec![1, 2],
    };
    vec![
        ("to-host.press", command(PadAction::Press(ButtonIndex(2)))),
        (
            "to-host.release",
            command(PadAction::Release(ButtonIndex(31))),
        ),
        (
            "to-host.choose",
            command(PadAction::Choose { control, option: 1 }),
        ),
        ("to-host.text", command(PadAction::Text { control, text })),
        ("to-host.profile", ToHost::Profile(profile)),
        ("to-host.away", ToHost::Away),
        ("to-host.back", ToHost::Back),
        ("to-host.leave", ToHost::Leave),
        (
            "to-host.app",
            ToHost::App {
                channel: 9,
                bytes: vec![1, 2],
            },
        ),
        ("to-host.message", message),
    ]
}

fn layout() -> ToPad {
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(0)),
        y: None,
        travel: 600,
    };
    let button = ControlKind::Button {
        button: ButtonIndex(0),
        weight: Weight::Primary,
    };
    let layout = PadLayout::new("A", Orientation::Any)
        .with("", Area::ALL, swipe)
        .with("GO", Area::new(0, 500, 1000, 500), button);
    ToPad::Layout {
        layout,
        axes: [1, -1, 0, 0, 0, 0, 0, 32767],
    }
}

fn show() -> ToPad {
    let mut publisher = Publisher::default();
    publisher.put(4, &Shown::text("a")).unwrap();
    ToPad::Show(publisher.update_for(Some(0)).unwrap())
}

fn to_pad() -> Vec<(&'static str, ToPad)> {
    let seated = Place::Seated {
        seat: SeatIndex(2),
        mark: 3,
    };
    let axes = ToPad::Axes {
        layout: LayoutRevision(3),
        axes: [0; 8],
    };
    let app = ToPad::App {
        channel: 1,
        bytes: Vec::new(),
    };
    let message = ToPad::Message {
        head: head(Peer::Host),
        bytes: vec![1],
    };
    let undelivered = ToPad::Undelivered {
        head: head(Peer::Pad(PadId(5))),
        why: Undelivered::TooMany,
    };
    vec![
        ("to-pad.name", ToPad::Name("Ada".into())),
        ("to-pad.seated", ToPad::Place(seated)),
        (
            "to-pad.waiting",
            ToPad::Place(Place::Waiting { ahead: 300 }),
        ),
        ("to-pad.layout", layout()),
        ("to-pad.axes", axes),
        ("to-pad.phase", ToPad::Phase(Phase::Playing)),
        ("to-pad.score", ToPad::Score { own: -1, team: 120 }),
        ("to-pad.notice", ToPad::Notice("hi".into())),
        ("to-pad.closing", ToPad::Closing(Closing::Kicked)),
        ("to-pad.app", app),
        ("to-pad.message", message),
        ("to-pad.undelivered", undelivered),
        ("to-pad.turn", ToPad::Turn(Turn::Yours)),
        ("to-pad.countdown", ToPad::Countdown(3)),
        ("to-pad.show", show()),
    ]
}
