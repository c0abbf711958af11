//! Short ways to write the usual controls of a layout. Must not know how a control is drawn.

use super::{Area, ControlKind, PadLayout, Weight};
use crate::ids::{AxisIndex, ButtonIndex, ControlId};

impl PadLayout {
    /// The id that the control added next gets: for a [`Showing`](crate::Showing), or to know a choice or a text by.
    #[must_use]
    pub fn next_id(&self) -> ControlId {
        ControlId(u8::try_from(self.controls.len()).unwrap_or(u8::MAX))
    }

    /// Adds a button.
    #[must_use]
    pub fn button(
        self,
        label: impl Into<String>,
        area: Area,
        button: ButtonIndex,
        weight: Weight,
    ) -> Self {
        self.with(label, area, ControlKind::Button { button, weight })
    }

    /// Adds a swipe area for sideways motion alone: eight tenths of its width are from end to end.
    #[must_use]
    pub fn swipe_sideways(self, area: Area, x: AxisIndex) -> Self {
        let kind = ControlKind::SwipeArea {
            x: Some(x),
            y: None,
            travel: 800,
        };
        self.with("", area, kind)
    }

    /// Adds a slider along the longer side of its area.
    #[must_use]
    pub fn slider(self, label: impl Into<String>, area: Area, axis: AxisIndex) -> Self {
        self.with(label, area, ControlKind::Slider { axis })
    }

    /// Adds answers to choose from.
    #[must_use]
    pub fn choices<S: Into<String>>(
        self,
        label: impl Into<String>,
        area: Area,
        options: impl IntoIterator<Item = S>,
    ) -> Self {
        let options = options.into_iter().map(Into::into).collect();
        self.with(label, area, ControlKind::Choices { options })
    }

    /// Adds a line of text to write; `hint` stands there while it is empty.
    #[must_use]
    pub fn text_line(self, label: impl Into<String>, area: Area, hint: impl Into<String>) -> Self {
        self.with(label, area, ControlKind::Text { hint: hint.into() })
    }

    /// Adds a place where the game shows something to this player alone, see [`Showing`](crate::Showing).
    #[must_use]
    pub fn shows(self, label: impl Into<String>, area: Area, weight: Weight) -> Self {
        self.with(label, area, ControlKind::Show { weight })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Orientation;

    #[test]
    fn ids_are_known_before_a_control_is_added() {
        let layout = PadLayout::new("All", Orientation::Any);
        assert_eq!(layout.next_id(), ControlId(0));
        let area = |at: u16| Area::new(100, 100 + 130 * at, 800, 120);
        let layout = layout
            .button("GO", area(0), ButtonIndex(0), Weight::Primary)
            .swipe_sideways(area(1), AxisIndex(0))
            .slider("PACE", area(2), AxisIndex(1))
            .choices("PICK", area(3), ["A", "B"])
            .text_line("SAY", area(4), "anything");
        let shows = layout.next_id();
        let layout = layout.shows("YOU", area(5), Weight::Quiet);
        assert_eq!(layout.validate(), Ok(()));
        let shown = layout.controls.iter().find(|control| control.id == shows);
        let is_shown = |kind: &ControlKind| matches!(kind, ControlKind::Show { .. });
        assert!(shown.is_some_and(|control| is_shown(&control.kind)));
        assert_eq!(layout.next_id(), ControlId(6));
    }
}
