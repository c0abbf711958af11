//! Layouts: the controls that the receiver asks a pad to show. Data, not code; checked before a pad believes it.
//! Must not know any game, nor how a control is drawn.

use crate::ids::{AxisIndex, ButtonIndex, ControlId, LayoutRevision};
use crate::limits;
use serde::{Deserialize, Serialize};

/// Where a control lies, in thousandths of the safe area, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge, 0 to 1000.
    pub x: u16,
    /// Top edge, 0 to 1000.
    pub y: u16,
    /// Width, 1 to 1000; `x + w` is at most 1000.
    pub w: u16,
    /// Height, 1 to 1000; `y + h` is at most 1000.
    pub h: u16,
}

impl Area {
    /// The whole safe area.
    pub const ALL: Self = Self {
        x: 0,
        y: 0,
        w: 1000,
        h: 1000,
    };

    /// An area from its left, top, width and height in thousandths.
    #[must_use]
    pub const fn new(x: u16, y: u16, w: u16, h: u16) -> Self {
        Self { x, y, w, h }
    }

    fn is_inside(self) -> bool {
        self.w > 0
            && self.h > 0
            && u32::from(self.x) + u32::from(self.w) <= 1000
            && u32::from(self.y) + u32::from(self.h) <= 1000
    }
}

/// How the phone is best held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Orientation {
    /// As the player likes.
    #[default]
    Any,
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

/// How much a button matters, so that a pad can give it size and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// Pressed all the time, where the thumb rests.
    Primary,
    /// Pressed now and then.
    Secondary,
    /// Small and out of the thumb's way: pause, leave.
    Quiet,
}

/// What a control is and what it drives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlKind {
    /// A swipe anywhere inside moves the axes relative to where the finger went down.
    SwipeArea {
        /// Axis driven by sideways motion.
        x: Option<AxisIndex>,
        /// Axis driven by up and down motion.
        y: Option<AxisIndex>,
        /// Thousandths of the area's width (or height) that the finger travels for the axis to go from end to end:
        /// 600 means that six tenths of the width are enough. 50 to 4000.
        travel: u16,
    },
    /// A button: held while a finger is on it.
    Button {
        /// The button that it holds.
        button: ButtonIndex,
        /// How much it matters.
        weight: Weight,
    },
    /// A slider along its longer side: the finger's place is the value.
    Slider {
        /// The axis that it drives.
        axis: AxisIndex,
    },
    /// A stick that springs back to the centre.
    Stick {
        /// Sideways axis.
        x: AxisIndex,
        /// Up and down axis; up is negative.
        y: AxisIndex,
    },
    /// Four directions as buttons.
    DPad {
        /// Up.
        up: ButtonIndex,
        /// Down.
        down: ButtonIndex,
        /// Left.
        left: ButtonIndex,
        /// Right.
        right: ButtonIndex,
    },
    /// One of several answers; choosing sends [`PadAction::Choose`](crate::PadAction::Choose).
    Choices {
        /// What to choose from.
        options: Vec<String>,
    },
    /// A line of text; sending it sends [`PadAction::Text`](crate::PadAction::Text).
    Text {
        /// What to type, shown while it is empty.
        hint: String,
    },
}

/// One widget on a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Its name within the layout; unique there.
    pub id: ControlId,
    /// The word on it, may be empty.
    pub label: String,
    /// Where it lies. Later controls lie on top of earlier ones.
    pub area: Area,
    /// What it is.
    pub kind: ControlKind,
}

/// The controls that a pad shows at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PadLayout {
    /// Told apart from earlier layouts by this number; pad states name it. Set by the host session when it is sent.
    pub revision: LayoutRevision,
    /// A word for the top edge, may be empty.
    pub title: String,
    /// How the phone is best held.
    pub orientation: Orientation,
    /// The controls, back to front.
    pub controls: Vec<Control>,
}

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
    /// Travel, or the number of choices, is out of range.
    #[error("control {0} has a setting out of range")]
    OutOfRange(u8),
}

impl PadLayout {
    /// A layout without controls.
    #[must_use]
    pub fn new(title: impl Into<String>, orientation: Orientation) -> Self {
        Self {
            revision: LayoutRevision::default(),
            title: title.into(),
            orientation,
            controls: Vec::new(),
        }
    }

    /// Adds a control on top of those that are there; ids are handed out in order.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, area: Area, kind: ControlKind) -> Self {
        let id = ControlId(u8::try_from(self.controls.len()).unwrap_or(u8::MAX));
        self.controls.push(Control {
            id,
            label: label.into(),
            area,
            kind,
        });
        self
    }

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
        for control in &self.controls {
            if std::mem::replace(&mut seen[usize::from(control.id.0)], true) {
                return Err(LayoutError::DoubleId(control.id.0));
            }
            control.validate()?;
        }
        Ok(())
    }
}

impl Control {
    fn validate(&self) -> Result<(), LayoutError> {
        let id = self.id.0;
        if !self.area.is_inside() {
            return Err(LayoutError::Outside(id));
        }
        if self.label.len() > limits::LABEL_BYTES {
            return Err(LayoutError::LongText(id));
        }
        let axis = |axis: AxisIndex| usize::from(axis.0) < limits::AXES;
        let button = |button: ButtonIndex| usize::from(button.0) < limits::BUTTONS;
        let known = match &self.kind {
            ControlKind::SwipeArea { x, y, travel } => {
                if !(50..=4000).contains(travel) {
                    return Err(LayoutError::OutOfRange(id));
                }
                x.is_none_or(axis) && y.is_none_or(axis)
            }
            ControlKind::Button { button: b, .. } => button(*b),
            ControlKind::Slider { axis: a } => axis(*a),
            ControlKind::Stick { x, y } => axis(*x) && axis(*y),
            ControlKind::DPad {
                up,
                down,
                left,
                right,
            } => [up, down, left, right].into_iter().all(|b| button(*b)),
            ControlKind::Choices { options } => {
                if options.len() > limits::CHOICES {
                    return Err(LayoutError::OutOfRange(id));
                }
                if options.iter().any(|o| o.len() > limits::LABEL_BYTES) {
                    return Err(LayoutError::LongText(id));
                }
                true
            }
            ControlKind::Text { hint } => {
                if hint.len() > limits::LABEL_BYTES {
                    return Err(LayoutError::LongText(id));
                }
                true
            }
        };
        if known {
            Ok(())
        } else {
            Err(LayoutError::NoSuchInput(id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
