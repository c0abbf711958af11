//! One seat's card: who sits there and how the link is, or the mark that whoever comes will get. Must not know which seats
//! there are, nor where the cards lie.

use super::away::{Occupied, cross};
use crate::roster::{Card, Presence};
use crate::screens::bubbles::{self, Size};
use crate::screens::nodes::{column, one_line, row};
use crate::screens::player::{note, status, transport, whole_name};
use bevy::prelude::*;
use couchpad_theme::colour::{GROUND, QUIET, RAISED, Swatch, TEXT};
use couchpad_theme::players::mark;
use couchpad_theme::space::{CORNER, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, mark_node, text};

/// How visible the mark of a free seat is.
const FAINT: f32 = 0.22;

/// How much room a card has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A line of its own.
    Wide,
    /// The same on a narrow window.
    Narrow,
    /// Half a line, for which it is higher: the link stands below the name.
    WideHalf,
    /// Half a line on a narrow window.
    NarrowHalf,
}

impl Look {
    /// What there is for this many columns of cards.
    pub(super) const fn of(is_wide: bool, columns: usize) -> Self {
        match (is_wide, columns) {
            (true, 0 | 1) => Self::Wide,
            (false, 0 | 1) => Self::Narrow,
            (true, _) => Self::WideHalf,
            (false, _) => Self::NarrowHalf,
        }
    }

    /// Height, least height, and what lies between two, in steps of the grid.
    pub(super) const fn heights(self) -> [f32; 3] {
        match self {
            Self::Wide => [9.75, 6.5, 1.0],
            Self::WideHalf => [9.75, 8.5, 1.0],
            Self::Narrow | Self::NarrowHalf => [6.5, 5.5, 0.75],
        }
    }

    /// Size of the name, and letters of it that fit; fewer where there is more to be said.
    const fn name(self, has_note: bool) -> (Step, usize) {
        match self {
            Self::Wide if has_note => (Step::Lead, 11),
            Self::Wide => (Step::Lead, 14),
            Self::Narrow => (Step::Body, 11),
            Self::WideHalf => (Step::Body, 11),
            Self::NarrowHalf => (Step::Small, 11),
        }
    }

    /// What may be said on it.
    const fn says(self) -> Size {
        let (step, picture) = match self {
            Self::Wide => (Step::Body, 56.0),
            Self::WideHalf => (Step::Small, 26.0),
            Self::Narrow | Self::NarrowHalf => (Step::Small, 36.0),
        };
        Size { step, picture }
    }

    const fn mark(self) -> f32 {
        match self {
            Self::Wide | Self::Narrow | Self::WideHalf => 48.0,
            Self::NarrowHalf => 36.0,
        }
    }
}

/// What is known of whoever sits there.
struct Told {
    name: String,
    letters: usize,
    step: Step,
    ink: Swatch,
    note: Option<(String, Swatch)>,
}

impl Told {
    fn of(card: &Card, look: Look, ink: Swatch) -> Self {
        // Nobody plays here yet, so it does not matter for whom a bot would.
        let note = note(card).filter(|_| !card.standing_in);
        let note = note.filter(|_| matches!(look, Look::Wide | Look::WideHalf));
        let (step, letters) = look.name(note.is_some());
        Self {
            name: card.name.clone(),
            letters,
            step,
            ink,
            note,
        }
    }

    fn name(&self, line: &mut ChildSpawnerCommands) {
        whole_name(line, &self.name, self.letters, self.step, self.ink);
    }

    /// What is said about the link; there is room for one of two beside the name, and a cause says more than milliseconds.
    /// On the narrowest cards there is room for those alone who are not at their phones.
    fn link(&self, line: &mut ChildSpawnerCommands, card: &Card, look: Look) {
        let is_well = card.presence == Presence::Here && !card.local;
        if look == Look::NarrowHalf && is_well {
            return;
        }
        if let Some((words, ink)) = &self.note {
            line.spawn(one_line(text(words, Step::Small, *ink)));
        }
        if self.note.is_none() || card.cause.is_none() {
            status(line, card, Step::Small);
        }
        transport(line, card);
    }
}

/// Somebody's card. Under the mouse that of a controller has a small cross that sends it away.
pub(super) fn taken(parent: &mut ChildSpawnerCommands, card: &Card, look: Look) {
    let there = matches!(card.presence, Presence::Here | Presence::Joining);
    let own = mark(usize::from(card.mark));
    let (ground, ink) = if there {
        (RAISED, TEXT)
    } else {
        (GROUND.towards(RAISED, 0.5), QUIET)
    };
    let told = Told::of(card, look, ink);
    parent
        .spawn((node(look), BackgroundColor(ground.color())))
        .with_children(|line| {
            line.spawn(mark_node(own, look.mark()))
                .with_children(|shape| {
                    if there {
                        shape.spawn(glow_node(own.colour, 120.0, 0.22));
                    }
                });
            match look {
                Look::WideHalf => {
                    line.spawn(two_lines()).with_children(|lines| {
                        told.name(lines);
                        let below = Node {
                            height: grid(4.0),
                            flex_direction: FlexDirection::RowReverse,
                            ..row(1.0)
                        };
                        lines.spawn(below).with_children(|below| {
                            bubbles::room(below, card.seat, look.says(), |link| {
                                told.link(link, card, look);
                            });
                        });
                    });
                }
                _ => {
                    told.name(line);
                    bubbles::room(line, card.seat, look.says(), |link| {
                        told.link(link, card, look)
                    });
                }
            }
            if !card.local {
                cross(line, card);
            }
        })
        .insert((Occupied, Interaction::None));
}

fn two_lines() -> Node {
    Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        ..column(0.0)
    }
}

/// A free seat's card: its mark, and for whom it is where somebody can come.
pub(super) fn vacant(parent: &mut ChildSpawnerCommands, number: u8, next: bool, look: Look) {
    let mark = mark(usize::from(number));
    let ground = BackgroundColor(
        GROUND
            .towards(RAISED, if next { 0.5 } else { 0.25 })
            .color(),
    );
    parent.spawn((node(look), ground)).with_children(|line| {
        let shape = ImageNode::new(mark.shape.plain_image());
        let opacity = if next { FAINT * 2.5 } else { FAINT };
        let size = Node {
            width: Val::Px(look.mark()),
            height: Val::Px(look.mark()),
            flex_shrink: 0.0,
            ..default()
        };
        line.spawn((size, shape.with_color(mark.colour.faded(opacity))));
        if next {
            let step = look.name(false).0.min(Step::Body);
            line.spawn(one_line(text("Free for you", step, QUIET)));
        }
    });
}

fn node(look: Look) -> Node {
    let (sides, gap) = match look {
        Look::Wide | Look::Narrow => (2.5, 2.5),
        Look::WideHalf | Look::NarrowHalf => (1.5, 1.5),
    };
    Node {
        width: Val::Percent(100.0),
        padding: UiRect::horizontal(grid(sides)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..row(gap)
    }
}
