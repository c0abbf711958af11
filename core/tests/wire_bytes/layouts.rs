//! Kinds of controls, what controls show, and updates of it. Each is read back as what it was.

use crate::Made;
use couchpad_core::protocol::limits::MESSAGE_BYTES;
use couchpad_core::protocol::sync::Publisher;
use couchpad_core::protocol::{
    AxisIndex, ButtonIndex, ControlKind, Gain, OneEuro, Shown, Weight, cell, decode, encode,
};
use std::fmt::Debug;

pub(crate) fn made() -> Vec<Made> {
    let plain = plain().into_iter().chain(answering());
    let kinds = plain.map(|(name, kind)| (name, written(&kind)));
    kinds.chain(shown()).chain(updates()).collect()
}

fn written<T>(value: &T) -> Vec<u8>
where
    T: serde::Serialize + serde::de::DeserializeOwned + Debug + PartialEq,
{
    let bytes = encode(value, MESSAGE_BYTES).unwrap();
    assert_eq!(decode::<T>(&bytes, MESSAGE_BYTES).as_ref(), Ok(value));
    bytes
}

fn plain() -> Vec<(&'static str, ControlKind)> {
    let [one, two] = [AxisIndex(1), AxisIndex(2)];
    let b = ButtonIndex;
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(0)),
        y: None,
        travel: 600,
    };
    let button = ControlKind::Button {
        button: b(2),
        weight: Weight::Secondary,
    };
    let dpad = ControlKind::DPad {
        up: b(1),
        down: b(2),
        left: b(3),
        right: b(4),
    };
    let options = vec!["A".into(), "B".into()];
    let weight = Weight::Secondary;
    vec![
        ("control-kind.swipe", swipe),
        ("control-kind.button", button),
        ("control-kind.slider", ControlKind::Slider { axis: one }),
        ("control-kind.stick", ControlKind::Stick { x: one, y: two }),
        ("control-kind.dpad", dpad),
        ("control-kind.choices", ControlKind::Choices { options }),
        ("control-kind.text", ControlKind::Text { hint: "hi".into() }),
        ("control-kind.show", ControlKind::Show { weight }),
    ]
}

/// Those that say how an axis answers.
fn answering() -> Vec<(&'static str, ControlKind)> {
    let [one, two] = [AxisIndex(1), AxisIndex(2)];
    let feel = ControlKind::Feel {
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
    };
    let stick = ControlKind::Feel {
        axis: two,
        gain: Gain::ByDeflection {
            dead: 50,
            bend: 500,
        },
        smoothing: None,
    };
    let tilt = ControlKind::Tilt {
        x: Some(one),
        y: None,
        range: 30,
    };
    vec![
        ("control-kind.feel", feel),
        ("control-kind.feel.stick", stick),
        ("control-kind.tilt", tilt),
    ]
}

fn shown() -> Vec<Made> {
    let mut cells = vec![cell::EMPTY; 14];
    cells[7..].copy_from_slice(&[
        cell::of(0),
        cell::EMPTY,
        cell::SOLID,
        cell::PRIZE,
        cell::of(0) + cell::BRIGHT,
        cell::EMPTY,
        cell::EMPTY,
    ]);
    let board = Shown::Board { columns: 7, cells };
    assert!(board.is_valid());
    vec![
        ("shown.text", written(&Shown::text("a"))),
        ("shown.board", written(&board)),
    ]
}

fn updates() -> Vec<Made> {
    let mut publisher = Publisher::default();
    publisher.put(5, &Shown::text("b")).unwrap();
    let put = |publisher: &mut Publisher, text| publisher.put(4, &Shown::text(text)).unwrap();
    put(&mut publisher, "aaaaaaa");
    let whole = publisher.update_for(None).unwrap();
    put(&mut publisher, "aaabaaa");
    let edit = publisher.update_for(Some(2)).unwrap();
    publisher.remove(4);
    let remove = publisher.update_for(Some(3)).unwrap();
    vec![
        ("update.whole", written(&whole)),
        ("update.edit", written(&edit)),
        ("update.remove", written(&remove)),
    ]
}
