//! The controls that a player moved or resized, for each layout on its own: told apart by what is on it and how the phone is
//! held, so that a game's next level finds them, and another game does not. Bounded. Must not know how a control is drawn.

use couchpad_core::protocol::limits::CONTROLS;
use couchpad_core::protocol::{Area, ControlId, PadLayout};
use std::collections::BTreeMap;

/// Most layouts whose controls are remembered; of more, the one that was changed longest ago is forgotten.
pub const SHAPES: usize = 12;

/// Which layout it is: the same for the same controls in the same places, whatever its title, revision and labels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LayoutShape(pub u64);

impl LayoutShape {
    /// The one of a layout on a glass that stands upright, or lies.
    #[must_use]
    pub fn of(layout: &PadLayout, upright: bool) -> Self {
        let mut sum = Sum::new();
        sum.add(&[u8::from(upright)]);
        for control in &layout.controls {
            let Area { x, y, w, h } = control.area;
            sum.add(&[control.id.0]);
            for side in [x, y, w, h] {
                sum.add(&side.to_le_bytes());
            }
            // the kind's own name, and not what it drives: that changes nothing of where a thumb looks for it
            let kind = format!("{:?}", control.kind);
            let name = kind.split(|c: char| !c.is_alphanumeric()).next();
            sum.add(name.unwrap_or_default().as_bytes());
        }
        Self(sum.0)
    }
}

/// FNV-1a: the same on every machine and in every version, which the standard library's hasher does not promise.
struct Sum(u64);

impl Sum {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// What was moved, per layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangements {
    /// Changed last comes last.
    all: Vec<(LayoutShape, BTreeMap<u8, Area>)>,
}

impl Arrangements {
    /// Where the player wants a control of this layout, if they moved it.
    #[must_use]
    pub fn area(&self, shape: LayoutShape, control: ControlId) -> Option<Area> {
        let (_, moved) = self.all.iter().find(|(known, _)| *known == shape)?;
        moved.get(&control.0).copied()
    }

    /// Keeps where the player wants a control. An area that is empty or leaves the glass changes nothing, and so does one
    /// control too many. Tells whether it is kept.
    pub fn put(&mut self, shape: LayoutShape, control: ControlId, area: Area) -> bool {
        if !is_inside(area) {
            return false;
        }
        let known = self.all.iter().position(|(known, _)| *known == shape);
        let (_, mut moved) = match known {
            Some(at) => self.all.remove(at),
            None => (shape, BTreeMap::new()),
        };
        let fits = moved.len() < CONTROLS || moved.contains_key(&control.0);
        if fits {
            moved.insert(control.0, area);
        }
        self.all.push((shape, moved));
        let excess = self.all.len().saturating_sub(SHAPES);
        self.all.drain(..excess);
        fits
    }

    /// The controls of this layout lie as the game has them.
    pub fn reset(&mut self, shape: LayoutShape) {
        self.all.retain(|(known, _)| *known != shape);
    }

    /// All controls of all layouts lie as their games have them.
    pub fn clear(&mut self) {
        self.all.clear();
    }

    /// Whether nothing was moved.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All that was moved: changed longest ago first.
    pub fn iter(&self) -> impl Iterator<Item = (LayoutShape, &BTreeMap<u8, Area>)> {
        self.all.iter().map(|(shape, moved)| (*shape, moved))
    }
}

fn is_inside(area: Area) -> bool {
    let ends = |from: u16, length: u16| length > 0 && u32::from(from) + u32::from(length) <= 1000;
    ends(area.x, area.w) && ends(area.y, area.h)
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{
        AxisIndex, ButtonIndex, ControlKind, LayoutRevision, Orientation, Weight,
    };

    fn layout() -> PadLayout {
        let button = ControlKind::Button {
            button: ButtonIndex(0),
            weight: Weight::Primary,
        };
        PadLayout::new("Round 1", Orientation::Any).with(
            "LAUNCH",
            Area::new(340, 690, 320, 190),
            button,
        )
    }

    #[test]
    fn a_layout_is_known_again_by_its_controls_alone() {
        let shape = LayoutShape::of(&layout(), true);
        let mut next = layout();
        next.title = "Round 2".into();
        next.revision = LayoutRevision(9);
        next.controls[0].label = "FIRE".into();
        assert_eq!(LayoutShape::of(&next, true), shape);
        assert_ne!(LayoutShape::of(&layout(), false), shape, "held otherwise");
        next.controls[0].area.y -= 1;
        assert_ne!(LayoutShape::of(&next, true), shape, "another place");
        let mut other = layout();
        other.controls[0].kind = ControlKind::Slider { axis: AxisIndex(0) };
        assert_ne!(LayoutShape::of(&other, true), shape, "another kind");
    }

    #[test]
    fn what_was_moved_is_found_until_it_is_reset() {
        let (one, two) = (LayoutShape(1), LayoutShape(2));
        let mut all = Arrangements::default();
        let area = Area::new(0, 500, 200, 200);
        assert!(all.put(one, ControlId(3), area));
        assert_eq!(all.area(one, ControlId(3)), Some(area));
        assert_eq!(all.area(two, ControlId(3)), None);
        assert!(!all.put(one, ControlId(3), Area::new(900, 0, 200, 200)));
        assert!(!all.put(one, ControlId(3), Area::new(0, 0, 0, 200)));
        assert_eq!(all.area(one, ControlId(3)), Some(area), "as it was");
        all.put(two, ControlId(3), area);
        all.reset(one);
        assert_eq!(all.area(one, ControlId(3)), None);
        assert!(!all.is_empty());
        all.clear();
        assert!(all.is_empty());
    }

    #[test]
    fn the_layout_that_was_changed_longest_ago_makes_room() {
        let mut all = Arrangements::default();
        for number in 0..=SHAPES as u64 {
            all.put(LayoutShape(number), ControlId(0), Area::ALL);
            // the first stays in use
            if number < SHAPES as u64 {
                all.put(LayoutShape(0), ControlId(1), Area::ALL);
            }
        }
        assert_eq!(all.iter().count(), SHAPES);
        assert!(all.area(LayoutShape(0), ControlId(1)).is_some());
        assert!(all.area(LayoutShape(1), ControlId(0)).is_none());
        for control in 0..=u8::MAX {
            all.put(LayoutShape(0), ControlId(control), Area::ALL);
        }
        let (_, most) = all.iter().find(|(s, _)| *s == LayoutShape(0)).unwrap();
        assert_eq!(most.len(), CONTROLS);
    }
}
