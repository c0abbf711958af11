//! Whether a layout may be shown: every number in its range, nothing twice. Must not know what is done with one that may not.

use super::{Control, ControlKind, OneEuro, PadLayout};
use crate::ids::{AxisIndex, ButtonIndex};
use crate::limits;

/// Why a layout is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// More controls than [`limits::CONTROLS`].
    #[error("the layout has {0} controls; at most {max} fit, so leave some out", max = limits::CONTROLS)]
    TooManyControls(usize),
    /// Two controls share an id.
    #[error("two controls have the id {0}; give each its own")]
    DoubleId(u8),
    /// An area leaves the screen or is empty.
    #[error("control {0} does not lie inside the screen; keep x + w and y + h at or below 1000")]
    Outside(u8),
    /// A label or hint is too long.
    #[error("control {0} has a text longer than {max} bytes; shorten it", max = limits::LABEL_BYTES)]
    LongText(u8),
    /// The title is too long.
    #[error("the title is longer than {max} bytes; shorten it", max = limits::LABEL_BYTES)]
    LongTitle,
    /// An axis or button number is out of range.
    #[error("control {0} drives an axis or a button that does not exist")]
    NoSuchInput(u8),
    /// Travel, a feel, a tilt, or the number of choices is out of range.
    #[error("control {0} has a setting out of range")]
    OutOfRange(u8),
    /// Two controls say how the same axis feels.
    #[error("control {0} says once more how an axis feels; say it once for each axis")]
    DoubleFeel(u8),
}

impl PadLayout {
    /// Checks everything that a hostile or mistaken sender could have put in.
    ///
    /// # Errors
    /// The first fault found; the layout must not be shown.
    pub fn validate(&self) -> Result<(), LayoutError> {
        if self.controls.len() > limits::CONTROLS {
            return Err(LayoutError::TooManyControls(self.controls.len()));
        }
        if self.title.len() > limits::LABEL_BYTES {
            return Err(LayoutError::LongTitle);
        }
        let mut seen = [false; 256];
        let mut felt = [false; 256];
        for control in &self.controls {
            if std::mem::replace(&mut seen[usize::from(control.id.0)], true) {
                return Err(LayoutError::DoubleId(control.id.0));
            }
            control.validate()?;
            if let ControlKind::Feel { axis, .. } = control.kind
                && std::mem::replace(&mut felt[usize::from(axis.0)], true)
            {
                return Err(LayoutError::DoubleFeel(control.id.0));
            }
        }
        Ok(())
    }
}

impl Control {
    fn validate(&self) -> Result<(), LayoutError> {
        let id = self.id.0;
        let checks = [
            (self.area.is_inside(), LayoutError::Outside(id)),
            (self.kind.has_sound_numbers(), LayoutError::OutOfRange(id)),
            (self.has_short_texts(), LayoutError::LongText(id)),
            (self.kind.has_known_inputs(), LayoutError::NoSuchInput(id)),
        ];
        let fault = checks.into_iter().find(|(fine, _)| !fine);
        fault.map_or(Ok(()), |(_, fault)| Err(fault))
    }

    fn has_short_texts(&self) -> bool {
        let is_short = |text: &String| text.len() <= limits::LABEL_BYTES;
        is_short(&self.label)
            && match &self.kind {
                ControlKind::Choices { options } => options.iter().all(is_short),
                ControlKind::Text { hint } => is_short(hint),
                _ => true,
            }
    }
}

impl ControlKind {
    fn has_sound_numbers(&self) -> bool {
        match self {
            Self::SwipeArea { travel, .. } => (50..=4000).contains(travel),
            Self::Choices { options } => options.len() <= limits::CHOICES,
            Self::Feel {
                gain, smoothing, ..
            } => gain.is_sound() && smoothing.is_none_or(OneEuro::is_sound),
            Self::Tilt { x, y, range } => (x.is_some() || y.is_some()) && (5..=80).contains(range),
            Self::Button { .. }
            | Self::Slider { .. }
            | Self::Stick { .. }
            | Self::DPad { .. }
            | Self::Text { .. }
            | Self::Show { .. } => true,
        }
    }

    fn has_known_inputs(&self) -> bool {
        let axis = |axis: AxisIndex| usize::from(axis.0) < limits::AXES;
        let button = |button: ButtonIndex| usize::from(button.0) < limits::BUTTONS;
        match *self {
            Self::SwipeArea { x, y, .. } | Self::Tilt { x, y, .. } => {
                x.is_none_or(axis) && y.is_none_or(axis)
            }
            Self::Slider { axis: a } | Self::Feel { axis: a, .. } => axis(a),
            Self::Stick { x, y } => axis(x) && axis(y),
            Self::Button { button: b, .. } => button(b),
            Self::DPad {
                up,
                down,
                left,
                right,
            } => [up, down, left, right].into_iter().all(button),
            Self::Choices { .. } | Self::Text { .. } | Self::Show { .. } => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ControlId;
    use crate::layout::{Area, Gain, Orientation, Weight};

    fn button(id: u8) -> ControlKind {
        ControlKind::Button {
            button: ButtonIndex(id),
            weight: Weight::Primary,
        }
    }

    #[test]
    fn accepts_a_plain_layout() {
        let swipe = ControlKind::SwipeArea {
            x: Some(AxisIndex(0)),
            y: None,
            travel: 600,
        };
        let layout = PadLayout::new("Arkanoid", Orientation::Any)
            .with("", Area::ALL, swipe)
            .with("LAUNCH", Area::new(300, 700, 400, 200), button(0));
        assert_eq!(layout.validate(), Ok(()));
    }

    #[test]
    fn names_the_fault() {
        let base = PadLayout::new("", Orientation::Any);
        let cases = [
            (
                base.clone().with("", Area::new(900, 0, 200, 10), button(0)),
                LayoutError::Outside(0),
            ),
            (
                base.clone().with("", Area::new(0, 0, 0, 10), button(0)),
                LayoutError::Outside(0),
            ),
            (
                base.clone().with("", Area::ALL, button(32)),
                LayoutError::NoSuchInput(0),
            ),
            (
                base.clone()
                    .with("", Area::ALL, ControlKind::Slider { axis: AxisIndex(8) }),
                LayoutError::NoSuchInput(0),
            ),
            (
                base.clone().with("x".repeat(65), Area::ALL, button(0)),
                LayoutError::LongText(0),
            ),
            (
                PadLayout::new("x".repeat(65), Orientation::Any),
                LayoutError::LongTitle,
            ),
            (
                base.clone().with(
                    "",
                    Area::ALL,
                    ControlKind::SwipeArea {
                        x: None,
                        y: None,
                        travel: 0,
                    },
                ),
                LayoutError::OutOfRange(0),
            ),
        ];
        for (layout, fault) in cases {
            assert_eq!(layout.validate(), Err(fault));
        }
    }

    #[test]
    fn refuses_double_ids_and_floods() {
        let mut twice = PadLayout::new("", Orientation::Any)
            .with("", Area::ALL, button(0))
            .with("", Area::ALL, button(1));
        twice.controls[1].id = ControlId(0);
        assert_eq!(twice.validate(), Err(LayoutError::DoubleId(0)));
        let mut flood = PadLayout::new("", Orientation::Any);
        for _ in 0..33 {
            flood = flood.with("", Area::ALL, button(0));
        }
        assert_eq!(flood.validate(), Err(LayoutError::TooManyControls(33)));
    }

    fn feel(axis: u8, gain: Gain) -> ControlKind {
        ControlKind::Feel {
            axis: AxisIndex(axis),
            gain,
            smoothing: None,
        }
    }

    #[test]
    fn each_axis_feels_one_way() {
        let once = PadLayout::new("", Orientation::Any)
            .with("", Area::ALL, feel(7, Gain::Plain))
            .with("", Area::ALL, feel(0, Gain::Plain));
        assert_eq!(once.validate(), Ok(()));
        let twice = once.with("", Area::ALL, feel(7, Gain::Plain));
        assert_eq!(twice.validate(), Err(LayoutError::DoubleFeel(2)));
    }

    #[test]
    fn a_feel_and_a_tilt_keep_to_what_there_is() {
        let fault = |kind| {
            let layout = PadLayout::new("", Orientation::Any).with("", Area::ALL, kind);
            layout.validate().err()
        };
        let tilt = |x, y, range| ControlKind::Tilt { x, y, range };
        let one = Some(AxisIndex(1));
        assert_eq!(fault(tilt(one, None, 5)), None);
        assert_eq!(fault(tilt(None, one, 80)), None);
        let none = Some(LayoutError::NoSuchInput(0));
        assert_eq!(fault(tilt(one, Some(AxisIndex(8)), 30)), none);
        assert_eq!(fault(feel(8, Gain::Plain)), none);
        let wrong = Some(LayoutError::OutOfRange(0));
        assert_eq!(fault(tilt(None, None, 30)), wrong);
        assert_eq!(fault(tilt(one, None, 4)), wrong);
        assert_eq!(fault(tilt(one, None, 81)), wrong);
        let bent = Gain::ByDeflection {
            dead: 0,
            bend: 1001,
        };
        assert_eq!(fault(feel(0, bent)), wrong);
        let frozen = ControlKind::Feel {
            axis: AxisIndex(0),
            gain: Gain::Plain,
            smoothing: Some(OneEuro {
                min_cutoff: 0,
                beta: 0,
            }),
        };
        assert_eq!(fault(frozen), wrong);
    }
}
