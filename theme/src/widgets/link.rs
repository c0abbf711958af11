//! How well a controller is connected: three bars, and always a number or a word beside them.

use super::words::text;
use crate::colour::{BAD, GOOD, QUIET, RAISED, Swatch, WARNING};
use crate::space::GRID;
use crate::type_scale::Step;
use bevy::prelude::*;
use std::time::Duration;

/// The health of one link, as a player should see it.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkHealth {
    /// Messages come through.
    Live {
        /// 1 to 3.
        bars: u8,
        /// Round trip, in whole milliseconds.
        millis: u16,
    },
    /// Silent in play; may come back any moment.
    Away,
    /// Gone, until the controller returns.
    Offline,
}

impl LinkHealth {
    /// Three bars: nobody can feel it (at most 30 ms and 2 % loss). Two: an attentive player can (80 ms, 10 %). One: everybody does.
    pub fn live(round_trip: Duration, loss: f32) -> Self {
        let millis = u16::try_from(round_trip.as_millis()).unwrap_or(u16::MAX);
        let bars = match millis {
            0..=30 if loss <= 0.02 => 3,
            0..=80 if loss <= 0.10 => 2,
            _ => 1,
        };
        Self::Live { bars, millis }
    }

    /// Bars that are lit, 0 to 3.
    pub const fn bars(self) -> u8 {
        match self {
            Self::Live { bars, .. } => bars,
            Self::Away | Self::Offline => 0,
        }
    }

    /// The colour of the lit bars, and of the pad's edge.
    pub const fn colour(self) -> Swatch {
        match self {
            Self::Live { bars: 3.., .. } => GOOD,
            Self::Live { .. } | Self::Away => WARNING,
            Self::Offline => BAD,
        }
    }

    /// The word beside the bars: "12 ms", "away", "offline".
    pub fn word(self) -> String {
        match self {
            Self::Live { millis: 1000.., .. } => "over 1 s".to_owned(),
            Self::Live { millis, .. } => format!("{millis} ms"),
            Self::Away => "away".to_owned(),
            Self::Offline => "offline".to_owned(),
        }
    }

    fn bar_colour(self, bar: u8) -> Color {
        if bar < self.bars() {
            self.colour().color()
        } else {
            RAISED.towards(QUIET, 0.3).color()
        }
    }

    fn ink(self) -> Swatch {
        if matches!(self, Self::Live { .. }) {
            QUIET
        } else {
            self.colour()
        }
    }
}

/// One of the three bars, counted from 0 at the left.
#[derive(Component)]
struct Bar(u8);

/// The word beside them.
#[derive(Component)]
struct Word;

/// Three bars and a word. Change the [`LinkHealth`] on the entity and they follow.
pub fn link_bars(health: LinkHealth, step: Step) -> impl Bundle {
    let row = Node {
        align_items: AlignItems::Center,
        column_gap: Val::Px(GRID),
        ..default()
    };
    (row, health, children![bars(health), word(health, step)])
}

/// Never broken over two lines: a row that shrinks would otherwise grow with every third digit.
fn word(health: LinkHealth, step: Step) -> impl Bundle {
    let node = Node {
        flex_shrink: 0.0,
        ..default()
    };
    (
        text(health.word(), step, health.ink()),
        TextLayout::no_wrap(),
        node,
        Word,
    )
}

fn bars(health: LinkHealth) -> impl Bundle {
    let group = Node {
        align_items: AlignItems::FlexEnd,
        column_gap: Val::Px(GRID / 2.0),
        flex_shrink: 0.0,
        ..default()
    };
    (
        group,
        children![bar(0, health), bar(1, health), bar(2, health)],
    )
}

fn bar(number: u8, health: LinkHealth) -> impl Bundle {
    let node = Node {
        width: Val::Px(GRID * 0.75),
        height: Val::Px(GRID * (1.0 + f32::from(number) * 0.75)),
        border_radius: BorderRadius::all(Val::Px(GRID / 4.0)),
        ..default()
    };
    (
        node,
        BackgroundColor(health.bar_colour(number)),
        Bar(number),
    )
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, repaint.before(bevy::ui::UiSystems::Content));
}

fn repaint(
    changed: Query<(Entity, &LinkHealth), Changed<LinkHealth>>,
    children: Query<&Children>,
    mut bars: Query<(&Bar, &mut BackgroundColor)>,
    mut words: Query<(&mut Text, &mut TextColor), With<Word>>,
) {
    for (entity, health) in &changed {
        for part in children.iter_descendants(entity) {
            if let Ok((bar, mut colour)) = bars.get_mut(part) {
                colour.0 = health.bar_colour(bar.0);
            }
            if let Ok((mut words, mut ink)) = words.get_mut(part) {
                words.0 = health.word();
                ink.0 = health.ink().color();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live(ms: u64, loss: f32) -> LinkHealth {
        LinkHealth::live(Duration::from_millis(ms), loss)
    }

    #[test]
    fn bars_fall_with_time_and_with_loss() {
        assert_eq!(live(5, 0.0).bars(), 3);
        assert_eq!(live(60, 0.0).bars(), 2);
        assert_eq!(live(5, 0.05).bars(), 2);
        assert_eq!(live(200, 0.0).bars(), 1);
        assert_eq!(live(5, 0.3).bars(), 1);
        assert_eq!(LinkHealth::Away.bars(), 0);
    }

    #[test]
    fn every_state_has_its_word() {
        assert_eq!(live(12, 0.0).word(), "12 ms");
        assert_eq!(live(70_000, 0.0).word(), "over 1 s");
        assert_eq!(LinkHealth::Away.word(), "away");
        assert_eq!(LinkHealth::Offline.word(), "offline");
    }

    #[test]
    fn a_changed_health_repaints_bars_and_word() {
        let mut app = App::new();
        app.add_plugins(plugin);
        let entity = app
            .world_mut()
            .spawn(link_bars(live(5, 0.0), Step::Small))
            .id();
        app.update();
        app.world_mut().entity_mut(entity).insert(LinkHealth::Away);
        app.update();
        let world = app.world_mut();
        let mut words = world.query_filtered::<&Text, With<Word>>();
        assert_eq!(
            words.iter(world).map(|t| t.0.clone()).collect::<Vec<_>>(),
            ["away"]
        );
        let mut bars = world.query_filtered::<&BackgroundColor, With<Bar>>();
        let lit = bars
            .iter(world)
            .filter(|c| c.0 == LinkHealth::Away.colour().color())
            .count();
        assert_eq!(lit, 0);
    }
}
