//! One keyboard player's hand: held keys become absolute axes and buttons, as a finger on a phone would make them. Pure: time is
//! passed in. Knows the layout that it plays on, no pad session and no key.

use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{AxisIndex, ButtonIndex, ControlKind, PadLayout, Weight};
use std::time::Duration;

/// Top speed, in axis units a second: from end to end in a second.
const SPEED: f32 = 65_534.0;
/// The share of the top speed with which a movement begins, so that a short press is a small correction.
const FIRST: f32 = 0.35;
/// How long a movement takes to its top speed, in seconds.
const RAMP: f32 = 0.12;

/// What on a layout two opposite keys drive: left and right, or up and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Steering {
    /// The axis stays where it is left.
    Slide(AxisIndex),
    /// The axis springs back to the middle.
    Spring(AxisIndex),
    /// Two buttons.
    Buttons(ButtonIndex, ButtonIndex),
}

/// The controls of a layout that a keyboard player has keys for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Controls {
    /// To the sides.
    pub(super) steering: Option<Steering>,
    /// Up and down.
    pub(super) climbing: Option<Steering>,
    pub(super) main: Option<ButtonIndex>,
}

impl Controls {
    /// Finds them. The receiver's own buttons (START, PAUSE) are left out: the keyboard has keys of its own for them.
    pub(super) fn of(layout: &PadLayout) -> Self {
        let kinds = || layout.controls.iter().map(|control| &control.kind);
        // a cross is made of keys already
        let crosses = kinds().filter(|kind| matches!(kind, ControlKind::DPad { .. }));
        let ways = || crosses.clone().chain(kinds());
        let steering = ways().find_map(|kind| match kind {
            ControlKind::SwipeArea { x, .. } => x.map(Steering::Slide),
            ControlKind::Slider { axis } => Some(Steering::Slide(*axis)),
            ControlKind::Stick { x, .. } => Some(Steering::Spring(*x)),
            ControlKind::Tilt { x, .. } => x.map(Steering::Spring),
            ControlKind::DPad { left, right, .. } => Some(Steering::Buttons(*left, *right)),
            _ => None,
        });
        let climbing = ways().find_map(|kind| match kind {
            ControlKind::SwipeArea { y, .. } => y.map(Steering::Slide),
            ControlKind::Stick { y, .. } => Some(Steering::Spring(*y)),
            ControlKind::Tilt { y, .. } => y.map(Steering::Spring),
            ControlKind::DPad { up, down, .. } => Some(Steering::Buttons(*up, *down)),
            _ => None,
        });
        let button = |weight: Weight| {
            kinds().find_map(move |kind| match kind {
                ControlKind::Button { button, weight: w }
                    if *w == weight && !button.is_system() =>
                {
                    Some(*button)
                }
                _ => None,
            })
        };
        Self {
            steering,
            climbing,
            main: button(Weight::Primary).or_else(|| button(Weight::Secondary)),
        }
    }
}

/// A movement over time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Slide {
    at: f32,
    /// Seconds that the present movement has lasted.
    moving: f32,
}

impl Slide {
    /// Goes on from where the receiver says that the axis is.
    pub(super) fn reset(&mut self, axes: [i16; AXES], axis: AxisIndex) {
        let value = axes.get(usize::from(axis.0)).copied().unwrap_or(0);
        self.at = f32::from(value);
    }

    /// Moves on for `time` towards `direction` (-1.0 to 1.0); the axis afterwards, if it moved.
    pub(super) fn advance(&mut self, direction: f32, time: Duration) -> Option<i16> {
        if direction == 0.0 {
            self.moving = 0.0;
            return None;
        }
        let seconds = time.as_secs_f32();
        let share = FIRST + (1.0 - FIRST) * (self.moving / RAMP).min(1.0);
        self.moving += seconds;
        let end = f32::from(i16::MAX);
        self.at = (self.at + direction * share * SPEED * seconds).clamp(-end, end);
        Some(to_axis(self.at))
    }
}

/// An axis value from a float in its range.
pub(super) fn to_axis(value: f32) -> i16 {
    let end = f32::from(i16::MAX);
    // in range after the clamp, so that the cast only cuts the fraction
    value.clamp(-end, end).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Area, Orientation};

    const FRAME: Duration = Duration::from_millis(16);

    #[test]
    fn a_held_key_goes_to_the_end_and_stays() {
        let mut slide = Slide::default();
        let last = (0..100).filter_map(|_| slide.advance(1.0, FRAME)).last();
        assert_eq!(last, Some(i16::MAX));
        assert_eq!(slide.advance(0.0, FRAME), None);
        let back = slide.advance(-1.0, FRAME).unwrap();
        assert!(back < i16::MAX && back > 30_000, "{back}");
    }

    #[test]
    fn a_short_press_is_a_small_correction() {
        let mut slide = Slide::default();
        let first = slide.advance(1.0, FRAME).unwrap();
        for _ in 0..20 {
            slide.advance(1.0, FRAME);
        }
        let before = slide.at;
        slide.advance(1.0, FRAME);
        assert!(
            f32::from(first) * 2.0 < slide.at - before,
            "slower at first"
        );
    }

    #[test]
    fn goes_on_from_where_the_receiver_says() {
        let mut slide = Slide::default();
        let mut axes = [0; AXES];
        axes[3] = 12_000;
        slide.reset(axes, AxisIndex(3));
        let next = slide.advance(-1.0, Duration::from_millis(1)).unwrap();
        assert!((11_900..12_000).contains(&next), "{next}");
    }

    #[test]
    fn finds_the_games_controls_and_not_the_receivers() {
        let button = |button, weight| ControlKind::Button { button, weight };
        let swipe = ControlKind::SwipeArea {
            x: Some(AxisIndex(2)),
            y: None,
            travel: 600,
        };
        let layout = PadLayout::new("", Orientation::Any)
            .with(
                "START",
                Area::ALL,
                button(ButtonIndex::START, Weight::Primary),
            )
            .with("", Area::ALL, swipe)
            .with("GO", Area::ALL, button(ButtonIndex(4), Weight::Primary));
        let found = Controls::of(&layout);
        assert_eq!(found.steering, Some(Steering::Slide(AxisIndex(2))));
        assert_eq!(found.main, Some(ButtonIndex(4)));
        assert_eq!(found.climbing, None);
        let none = Controls::of(&PadLayout::new("", Orientation::Any));
        assert_eq!(none, Controls::default());
    }

    #[test]
    fn a_cross_is_played_before_a_swipe_and_in_all_four_directions() {
        let swipe = ControlKind::SwipeArea {
            x: Some(AxisIndex(0)),
            y: Some(AxisIndex(1)),
            travel: 600,
        };
        let [up, down, left, right] = [5, 6, 7, 8].map(ButtonIndex);
        let cross = ControlKind::DPad {
            up,
            down,
            left,
            right,
        };
        let swipes = PadLayout::new("", Orientation::Any).with("", Area::ALL, swipe);
        let found = Controls::of(&swipes);
        assert_eq!(found.climbing, Some(Steering::Slide(AxisIndex(1))));
        let found = Controls::of(&swipes.with("", Area::ALL, cross));
        assert_eq!(found.steering, Some(Steering::Buttons(left, right)));
        assert_eq!(found.climbing, Some(Steering::Buttons(up, down)));
    }
}
