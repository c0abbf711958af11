//! Any stream whatever: fingers that come and go as they like, in any frames, while the glass turns and the app leaves the
//! front.

use super::stream::{At, Heard, Phone};
use super::{Books, everything, nothing_is_left, wishes};
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use proptest::prelude::*;

/// One of ten fingers, or all of them, at a place that may be beside the glass.
fn any_heard() -> impl Strategy<Value = Heard> {
    let place = || (-40.0_f32..860.0, -40.0_f32..860.0).prop_map(|(x, y)| Vec2::new(x, y));
    let touch = |phase| {
        let of = move |(id, at)| Heard::Touch(phase, id, at);
        (0_u64..10, place()).prop_map(of)
    };
    prop_oneof![
        8 => touch(TouchPhase::Started),
        20 => touch(TouchPhase::Moved),
        6 => touch(TouchPhase::Ended),
        2 => touch(TouchPhase::Canceled),
        1 => Just(Heard::Glass(360.0, 800.0)),
        1 => Just(Heard::Glass(800.0, 360.0)),
        1 => any::<bool>().prop_map(Heard::Focus),
        1 => Just(Heard::Hidden),
        1 => Just(Heard::Sleep),
    ]
}

fn any_stream() -> impl Strategy<Value = Vec<At>> {
    let step = (0.0_f64..40.0, any_heard());
    prop::collection::vec(step, 1..120).prop_map(|steps| {
        let mut now = 0.0;
        let timed = steps.into_iter().map(|(gap, heard)| {
            now += gap;
            (now, heard)
        });
        let mut stream: Vec<At> = [(0.0, Heard::Glass(360.0, 800.0))]
            .into_iter()
            .chain(timed)
            .collect();
        for id in 0..10 {
            let up = Heard::Touch(TouchPhase::Ended, id, Vec2::new(100.0, 100.0));
            stream.push((now + 5.0, up));
        }
        stream
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// Every press has its release, and after all fingers have left nothing is held and nothing moves.
    #[test]
    fn nothing_is_held_when_all_fingers_have_left(stream in any_stream(), wish in 0_usize..3) {
        let settings = wishes()[wish].clone();
        let mut phone = Phone::new(everything(), settings);
        let mut books = Books::default();
        phone.play(&stream, |phone| books.keep(&phone.told()));
        nothing_is_left(&phone, &books);
    }
}
