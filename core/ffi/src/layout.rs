//! Layouts as they cross the border: the controls that a receiver asks for. Values alone, checked before they come here.
//! Must not know how a control is drawn.

use couchpad_core::protocol::{self, AxisIndex};

/// How the phone is best held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Orientation {
    /// As the player likes.
    Any,
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

/// How much a button matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Weight {
    /// Pressed all the time, where the thumb rests.
    Primary,
    /// Pressed now and then.
    Secondary,
    /// Small and out of the thumb's way.
    Quiet,
}

/// Where a control lies, in thousandths of the safe area, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Area {
    /// Left edge.
    pub x: u16,
    /// Top edge.
    pub y: u16,
    /// Width, 1 to 1000.
    pub w: u16,
    /// Height, 1 to 1000.
    pub h: u16,
}

/// What a control is and what it drives.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ControlKind {
    /// A swipe anywhere inside moves the axes relative to where the finger went down.
    SwipeArea {
        /// Axis driven by sideways motion.
        x: Option<u8>,
        /// Axis driven by up and down motion.
        y: Option<u8>,
        /// Thousandths of the area that the finger travels for the axis to go from end to end.
        travel: u16,
    },
    /// A button: held while a finger is on it.
    Button {
        /// The button that it holds. 30 and 31 are the receiver's own: pause, and start or go on.
        button: u8,
        /// How much it matters.
        weight: Weight,
    },
    /// A slider along its longer side: the knob's place is the value.
    Slider {
        /// The axis that it drives.
        axis: u8,
    },
    /// A stick that springs back to the centre.
    Stick {
        /// Sideways axis.
        x: u8,
        /// Up and down axis; up is negative.
        y: u8,
    },
    /// Four directions as buttons.
    DirectionPad {
        /// Up.
        up: u8,
        /// Down.
        down: u8,
        /// Left.
        left: u8,
        /// Right.
        right: u8,
    },
    /// One of several answers: `choose` sends it.
    Choices {
        /// What to choose from.
        options: Vec<String>,
    },
    /// A line of text: `send_text` sends it.
    TextLine {
        /// What to type, shown while it is empty.
        hint: String,
    },
    /// Not a widget: how an axis answers to whatever on this layout drives it. Applied before `set_axis`, by whoever reads
    /// fingers.
    Feel {
        /// The axis that it is about.
        axis: u8,
        /// How much of a motion or a deflection counts.
        gain: Gain,
        /// What is to be done against a trembling hand.
        smoothing: Option<OneEuro>,
    },
    /// Leaning the phone moves the axes; a stick in the area does where the phone cannot.
    Tilt {
        /// Axis driven by leaning to the sides; left is negative.
        x: Option<u8>,
        /// Axis driven by leaning forth and back; forth is negative.
        y: Option<u8>,
        /// Degrees from the middle to either end.
        range: u16,
    },
    /// Takes no input: shows what the game tells this player.
    Show {
        /// How large.
        weight: Weight,
    },
}

/// How much of a motion, or of a deflection, reaches the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Gain {
    /// All of it, always.
    Plain,
    /// A motion counts by its speed; a deflection is not changed.
    BySpeed {
        /// Per cent at speeds up to `from`.
        slow: u16,
        /// Per cent at speeds from `to` on; evenly in between.
        fast: u16,
        /// Thousandths of the axis's whole way a second, before any gain.
        from: u16,
        /// The same, above `from`.
        to: u16,
    },
    /// A deflection counts by its size; a motion is not changed.
    ByDeflection {
        /// Thousandths of the way to the end that count as the middle.
        dead: u16,
        /// Thousandths of the answer that are the deflection's cube.
        bend: u16,
    },
}

/// The 1€ filter: steady at rest, prompt in motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OneEuro {
    /// Cutoff at rest, in tenths of a hertz.
    pub min_cutoff: u16,
    /// By how many tenths of a hertz it rises for each whole way of the axis a second.
    pub beta: u16,
}

/// One widget on a layout.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PadControl {
    /// Its name within the layout.
    pub id: u8,
    /// The word on it, may be empty.
    pub label: String,
    /// Where it lies. Later controls lie on top of earlier ones.
    pub area: Area,
    /// What it is.
    pub kind: ControlKind,
}

/// The controls that a pad shows at one time.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PadLayout {
    /// Told apart from earlier layouts by this number.
    pub revision: u16,
    /// A word for the top edge, may be empty.
    pub title: String,
    /// How the phone is best held.
    pub orientation: Orientation,
    /// The controls, back to front.
    pub controls: Vec<PadControl>,
}

impl From<&protocol::PadLayout> for PadLayout {
    fn from(layout: &protocol::PadLayout) -> Self {
        Self {
            revision: layout.revision.0,
            title: layout.title.clone(),
            orientation: match layout.orientation {
                protocol::Orientation::Any => Orientation::Any,
                protocol::Orientation::Portrait => Orientation::Portrait,
                protocol::Orientation::Landscape => Orientation::Landscape,
            },
            controls: layout.controls.iter().map(PadControl::from).collect(),
        }
    }
}

impl From<&protocol::Control> for PadControl {
    fn from(control: &protocol::Control) -> Self {
        let protocol::Area { x, y, w, h } = control.area;
        Self {
            id: control.id.0,
            label: control.label.clone(),
            area: Area { x, y, w, h },
            kind: ControlKind::from(&control.kind),
        }
    }
}

const fn axis(axis: Option<AxisIndex>) -> Option<u8> {
    match axis {
        Some(axis) => Some(axis.0),
        None => None,
    }
}

impl From<&protocol::ControlKind> for ControlKind {
    fn from(kind: &protocol::ControlKind) -> Self {
        use protocol::ControlKind as Core;
        match kind {
            Core::SwipeArea { x, y, travel } => Self::SwipeArea {
                x: axis(*x),
                y: axis(*y),
                travel: *travel,
            },
            Core::Button { button, weight } => Self::Button {
                button: button.0,
                weight: Weight::from(*weight),
            },
            Core::Slider { axis } => Self::Slider { axis: axis.0 },
            Core::Stick { x, y } => Self::Stick { x: x.0, y: y.0 },
            Core::DPad {
                up,
                down,
                left,
                right,
            } => Self::DirectionPad {
                up: up.0,
                down: down.0,
                left: left.0,
                right: right.0,
            },
            Core::Choices { options } => Self::Choices {
                options: options.clone(),
            },
            Core::Text { hint } => Self::TextLine { hint: hint.clone() },
            Core::Feel {
                axis,
                gain,
                smoothing,
            } => Self::Feel {
                axis: axis.0,
                gain: Gain::from(*gain),
                smoothing: smoothing.map(OneEuro::from),
            },
            Core::Tilt { x, y, range } => Self::Tilt {
                x: axis(*x),
                y: axis(*y),
                range: *range,
            },
            Core::Show { weight } => Self::Show {
                weight: Weight::from(*weight),
            },
        }
    }
}

impl From<protocol::Gain> for Gain {
    fn from(gain: protocol::Gain) -> Self {
        use protocol::Gain as Core;
        match gain {
            Core::Plain => Self::Plain,
            Core::BySpeed {
                slow,
                fast,
                from,
                to,
            } => Self::BySpeed {
                slow,
                fast,
                from,
                to,
            },
            Core::ByDeflection { dead, bend } => Self::ByDeflection { dead, bend },
        }
    }
}

impl From<protocol::OneEuro> for OneEuro {
    fn from(filter: protocol::OneEuro) -> Self {
        let protocol::OneEuro { min_cutoff, beta } = filter;
        Self { min_cutoff, beta }
    }
}

impl From<protocol::Weight> for Weight {
    fn from(weight: protocol::Weight) -> Self {
        use protocol::Weight as Core;
        match weight {
            Core::Primary => Self::Primary,
            Core::Secondary => Self::Secondary,
            Core::Quiet => Self::Quiet,
        }
    }
}
