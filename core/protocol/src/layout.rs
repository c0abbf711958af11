//! Layouts: the controls that the receiver asks a pad to show. Data, not code; checked before a pad believes it.
//! Must not know any game, nor how a control is drawn.

mod build;
mod check;
mod feel;
#[cfg(test)]
mod golden;

pub use check::LayoutError;
pub use feel::{Gain, OneEuro};

use crate::ids::{AxisIndex, ButtonIndex, ControlId, LayoutRevision};
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
    /// A slider along its longer side: the knob's place is the value. Whether the knob jumps to the finger or only moves with
    /// it is the player's choice.
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
    /// Not a widget: how an axis answers to whatever on this layout drives it. Nothing is drawn, and its area means nothing.
    /// At most one for each axis; without one the answer is plain.
    Feel {
        /// The axis that it is about.
        axis: AxisIndex,
        /// How much of a motion or a deflection counts.
        gain: Gain,
        /// What is to be done against a trembling hand. Costs time: leave it out unless something visible trembles.
        smoothing: Option<OneEuro>,
    },
    /// Leaning the phone moves the axes, which are in the middle while it is held as it was at first. Where the phone cannot
    /// tell how it lies, or the player does not want it, the pad shows in the area what springs back to the middle in its
    /// place: a stick.
    Tilt {
        /// Axis driven by leaning to the sides; left is negative.
        x: Option<AxisIndex>,
        /// Axis driven by leaning forth and back; forth is negative, as up is. One of the two is there.
        y: Option<AxisIndex>,
        /// Degrees from the middle to either end, 5 to 80.
        range: u16,
    },
    /// Takes no input: shows what the game tells this player, see [`Shown`](crate::Shown). It is empty until there is something,
    /// and its label stands above it, small.
    Show {
        /// How large: [`Weight::Primary`] fills the area, [`Weight::Secondary`] is as large as what is to be read,
        /// [`Weight::Quiet`] is small.
        weight: Weight,
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
}
