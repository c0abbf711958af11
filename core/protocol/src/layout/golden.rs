//! The bytes of each kind of control in version 1. They never change: a new version appends. Knows nothing else.

use super::{ControlKind, Gain, OneEuro, Weight};
use crate::codec;
use crate::ids::{AxisIndex, ButtonIndex};
use crate::limits::MESSAGE_BYTES;

/// Every kind of control but the first two, which a whole layout pins elsewhere.
#[test]
fn golden_bytes_of_version_1_controls() {
    let [one, two] = [AxisIndex(1), AxisIndex(2)];
    let b = ButtonIndex;
    let golden = [
        (ControlKind::Slider { axis: one }, "02 01"),
        (ControlKind::Stick { x: one, y: two }, "03 0102"),
        (
            ControlKind::DPad {
                up: b(1),
                down: b(2),
                left: b(3),
                right: b(4),
            },
            "04 01020304",
        ),
        (
            ControlKind::Choices {
                options: vec!["A".into(), "B".into()],
            },
            "05 02 0141 0142",
        ),
        (ControlKind::Text { hint: "hi".into() }, "06 026869"),
        (
            ControlKind::Feel {
                axis: one,
                gain: Gain::Plain,
                smoothing: None,
            },
            "07 01 00 00",
        ),
        (
            ControlKind::Feel {
                axis: one,
                gain: Gain::BySpeed {
                    slow: 80,
                    fast: 150,
                    from: 500,
                    to: 3_000,
                },
                smoothing: Some(OneEuro {
                    min_cutoff: 30,
                    beta: 200,
                }),
            },
            "07 01 01 50 9601 f403 b817 01 1e c801",
        ),
        (
            ControlKind::Feel {
                axis: two,
                gain: Gain::ByDeflection {
                    dead: 50,
                    bend: 500,
                },
                smoothing: None,
            },
            "07 02 02 32 f403 00",
        ),
        (
            ControlKind::Tilt {
                x: Some(one),
                y: None,
                range: 30,
            },
            "08 0101 00 1e",
        ),
        (
            ControlKind::Show {
                weight: Weight::Secondary,
            },
            "09 01",
        ),
    ];
    for (kind, expected) in golden {
        let bytes = codec::encode(&kind, MESSAGE_BYTES).unwrap();
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, expected.replace(' ', ""), "{kind:?}");
        assert_eq!(codec::decode(&bytes, MESSAGE_BYTES), Ok(kind));
    }
}
