//! Large words over a game, on a calm ground: what round begins, who won it. Knows no game, and when words of other screens have
//! the place.

use super::Arrangement;
use super::area::node_over;
use super::only::Only;
use crate::flow::Screen;
use crate::stage::Stage;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use couchpad_theme::Mark;
use couchpad_theme::colour::{GROUND, QUIET, Swatch, TEXT};
use couchpad_theme::lay::row;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

/// Size of the mark beside the words, in units.
const MARK: f32 = 72.0;
/// How dark it gets behind words: whatever lies there is still to be guessed.
const DARK: f32 = 0.82;

/// What is said. What is empty is left out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// Quiet words above the large ones.
    pub(super) above: String,
    /// The large words.
    pub(super) large: String,
    /// What to know besides, below them.
    pub(super) below: String,
    /// The colour of the large words.
    pub(super) ink: Swatch,
    /// Their size.
    pub(super) step: Step,
    /// Of whom they tell.
    pub(super) mark: Option<Mark>,
    /// How high above the game's lower edge they end, in units; without, they stand in the middle.
    pub(super) end: Option<f32>,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            above: String::new(),
            large: String::new(),
            below: String::new(),
            ink: TEXT,
            step: Step::Title,
            mark: None,
            end: None,
        }
    }
}

/// The words over the game, and where they were put.
#[derive(Component, PartialEq)]
struct Words {
    said: Said,
    over: Rect,
}

/// Says large words over the game.
#[derive(SystemParam)]
pub(super) struct Announcer<'w, 's> {
    screen: Res<'w, State<Screen>>,
    stage: Res<'w, Stage>,
    arrangement: Res<'w, Arrangement>,
    words: Only<'w, 's, Words>,
}

impl Announcer<'_, '_> {
    /// Says this from now on, or nothing.
    pub(super) fn say(&mut self, said: Option<Said>) {
        // the pause and the countdown have words of their own, in the same place
        let is_free = *self.screen.get() == Screen::Playing && self.stage.countdown.is_none();
        let over = self.arrangement.game;
        let words = said.filter(|_| is_free).map(|said| Words { said, over });
        self.words.show(words, |words, made| {
            made.insert(page(words)).with_children(|page| {
                page.spawn(calm())
                    .with_children(|ground| lines(ground, &words.said));
            });
        });
    }
}

fn page(words: &Words) -> Node {
    let (justify_content, end) = match words.said.end {
        Some(end) => (JustifyContent::FlexEnd, end),
        None => (JustifyContent::Center, 0.0),
    };
    Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content,
        padding: UiRect::bottom(Val::Px(end)),
        ..node_over(words.over)
    }
}

/// A calm ground that is as large as the words on it: nothing behind them disturbs reading.
pub(crate) fn calm() -> impl Bundle {
    let node = Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        row_gap: grid(1.0),
        max_width: Val::Percent(100.0),
        padding: UiRect::axes(grid(3.0), grid(2.0)),
        border_radius: BorderRadius::all(grid(3.0)),
        ..default()
    };
    (node, BackgroundColor(GROUND.faded(DARK)))
}

fn lines(ground: &mut ChildSpawnerCommands, said: &Said) {
    let centred = TextLayout::justify(Justify::Center);
    if !said.above.is_empty() {
        ground.spawn((text(&said.above, Step::Lead, QUIET), centred));
    }
    ground.spawn(row(3.0)).with_children(|row| {
        if let Some(mark) = said.mark {
            row.spawn(mark_node(mark, MARK));
        }
        let large = strong(&said.large, said.step, said.ink);
        row.spawn((large, centred));
    });
    if !said.below.is_empty() {
        ground.spawn((text(&said.below, Step::Lead, TEXT), centred));
    }
}
