//! The bytes of each message in version 1, and what is refused. Knows nothing else.

use super::*;
use crate::ids::{AxisIndex, ButtonIndex, ControlId, PadId, SeatIndex};
use crate::input::PadAction;
use crate::layout::{Area, ControlKind, Orientation, Weight};
use crate::showing::Shown;
use crate::sync::Publisher;
use proptest::prelude::*;

fn command(action: PadAction) -> ToHost {
    ToHost::Command(PadCommand {
        state: 7,
        pad_time: 1_000,
        layout: LayoutRevision(3),
        action,
    })
}

fn head(peer: Peer) -> AppHead {
    AppHead {
        peer,
        channel: 9,
        sequence: 300,
        time: 4,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// These bytes are version 1 of the protocol. They never change: a new version appends.
#[test]
fn golden_bytes_of_version_1_to_host() {
    let golden = [
        (command(PadAction::Press(ButtonIndex(2))), "0007e807030002"),
        (
            command(PadAction::Release(ButtonIndex(31))),
            "0007e80703011f",
        ),
        (
            command(PadAction::Choose {
                control: ControlId(4),
                option: 1,
            }),
            "0007e80703020401",
        ),
        (
            command(PadAction::Text {
                control: ControlId(4),
                text: "hé".into(),
            }),
            "0007e807030304 03 68c3a9",
        ),
        (
            ToHost::Profile(Profile {
                name: "Ada".into(),
                mark: Some(5),
            }),
            "0103416461 0105",
        ),
        (ToHost::Away, "02"),
        (ToHost::Back, "03"),
        (ToHost::Leave, "04"),
        (
            ToHost::App {
                channel: 9,
                bytes: vec![1, 2],
            },
            "0509020102",
        ),
        (
            ToHost::Message {
                head: head(Peer::Everyone),
                bytes: vec![1, 2],
            },
            "06 ffffffff0f 09 ac02 04 02 0102",
        ),
    ];
    for (message, expected) in golden {
        let bytes = message.encode().unwrap();
        assert_eq!(hex(&bytes), expected.replace(' ', ""), "{message:?}");
        assert_eq!(ToHost::decode(&bytes), Ok(message));
    }
}

#[test]
fn golden_bytes_of_version_1_to_pad() {
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
    let mut publisher = Publisher::default();
    publisher.put(4, &Shown::text("a")).unwrap();
    let shown = publisher.update_for(Some(0)).unwrap();
    let golden = [
        (ToPad::Name("Ada".into()), "0003416461"),
        (
            ToPad::Place(Place::Seated {
                seat: SeatIndex(2),
                mark: 3,
            }),
            "01000203",
        ),
        (ToPad::Place(Place::Waiting { ahead: 300 }), "0101ac02"),
        (
            ToPad::Layout {
                layout,
                axes: [1, -1, 0, 0, 0, 0, 0, 32767],
            },
            "0200014100020000 0000e807e807 00010000d804 0102474f 00f403e807f403 010000 0201000000 0000feff03",
        ),
        (
            ToPad::Axes {
                layout: LayoutRevision(3),
                axes: [0; AXES],
            },
            "03030000000000000000",
        ),
        (ToPad::Phase(Phase::Playing), "0401"),
        (ToPad::Score { own: -1, team: 120 }, "0501f001"),
        (ToPad::Notice("hi".into()), "06026869"),
        (ToPad::Closing(Closing::Kicked), "0701"),
        (
            ToPad::App {
                channel: 1,
                bytes: vec![],
            },
            "080100",
        ),
        (
            ToPad::Message {
                head: head(Peer::Host),
                bytes: vec![1],
            },
            "09 00 09 ac02 04 01 01",
        ),
        (
            ToPad::Undelivered {
                head: head(Peer::Pad(PadId(5))),
                why: Undelivered::TooMany,
            },
            "0a 05 09 ac02 04 02",
        ),
        (
            ToPad::Undelivered {
                head: head(Peer::Pad(PadId(5))),
                why: Undelivered::Restarted,
            },
            "0a 05 09 ac02 04 04",
        ),
        (ToPad::Turn(Turn::Free), "0b00"),
        (ToPad::Turn(Turn::Yours), "0b01"),
        (ToPad::Countdown(3), "0c03"),
        (ToPad::Show(shown), "0d 01 01 01 00 04 03 00 01 61"),
    ];
    for (message, expected) in golden {
        let bytes = message.encode().unwrap();
        assert_eq!(hex(&bytes), expected.replace(' ', ""), "{message:?}");
        assert_eq!(ToPad::decode(&bytes), Ok(message));
    }
}

#[test]
fn a_hostile_value_is_refused_both_ways() {
    let bad = command(PadAction::Press(ButtonIndex(32)));
    assert_eq!(bad.encode(), Err(CodecError::OutOfRange));
    assert_eq!(
        ToHost::decode(&codec::encode(&bad, MESSAGE_BYTES).unwrap()),
        Err(CodecError::OutOfRange)
    );
    let nobodys = ToPad::Message {
        head: head(Peer::Everyone),
        bytes: vec![],
    };
    assert_eq!(nobodys.encode(), Err(CodecError::OutOfRange));
    let long = ToPad::Notice("x".repeat(LABEL_BYTES + 1));
    assert_eq!(
        ToPad::decode(&codec::encode(&long, MESSAGE_BYTES).unwrap()),
        Err(CodecError::OutOfRange)
    );
}

proptest! {
    #[test]
    fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(message) = ToHost::decode(&bytes) {
            prop_assert!(message.encode().is_ok());
        }
        if let Ok(message) = ToPad::decode(&bytes) {
            prop_assert!(message.encode().is_ok());
        }
    }
}
