//! The band: where each screen says what comes and goes, news of the room, how loud it is, and what players say who have no
//! room for it on their cards. It lies in the screen's own flow and takes room only while something is in it, so that it
//! covers nothing. Must not know what is said.

use super::nodes::{column, show_if};
use bevy::prelude::*;
use couchpad_theme::space::grid;

/// The whole band.
#[derive(Component)]
pub(super) struct Band;

/// The part for news of the room.
#[derive(Component)]
pub(super) struct News;

/// The part for how loud it is.
#[derive(Component)]
pub(super) struct Loudness;

/// The part for what players say.
#[derive(Component)]
pub(super) struct Talk {
    /// It is slim: a name stands above what its player says.
    pub(super) slim: bool,
    /// So many say something at once, at most.
    pub(super) most: usize,
}

impl Talk {
    /// Where there is little room, and little time to read.
    pub(super) const SLIM: Self = Self {
        slim: true,
        most: 1,
    };

    /// Beneath cards: so many at once.
    pub(super) const fn lines(most: usize) -> Self {
        Self { slim: false, most }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, open.before(bevy::ui::UiSystems::Prepare));
}

/// A band as wide as what it lies in, with these parts, in which there is nothing yet.
pub(super) fn spawn(
    parent: &mut ChildSpawnerCommands,
    parts: impl FnOnce(&mut ChildSpawnerCommands),
) {
    let node = Node {
        margin: UiRect::bottom(grid(1.0)),
        ..closed()
    };
    parent.spawn((node, Band)).with_children(parts);
}

/// A part of a band; what it is for says the component.
pub(super) fn part(band: &mut ChildSpawnerCommands, of: impl Component) {
    band.spawn((closed(), of));
}

fn closed() -> Node {
    Node {
        display: Display::None,
        width: Val::Percent(100.0),
        align_items: AlignItems::FlexStart,
        flex_shrink: 0.0,
        ..column(1.0)
    }
}

type Parts = (Or<(With<News>, With<Loudness>, With<Talk>)>, Without<Band>);

pub(super) fn open(
    mut bands: Query<(&mut Node, &Children), With<Band>>,
    parts: Query<&Node, Parts>,
) {
    for (mut node, children) in &mut bands {
        let is_open = |part: &Node| part.display != Display::None;
        let any = parts.iter_many(children).any(is_open);
        show_if(&mut node, any);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_room_only_while_something_is_in_it() {
        let mut app = App::new();
        plugin(&mut app);
        let spawn_one = |mut commands: Commands| {
            commands.spawn(Node::default()).with_children(|page| {
                spawn(page, |band| {
                    part(band, News);
                    part(band, Talk::SLIM);
                });
            });
        };
        app.add_systems(Startup, spawn_one);
        app.update();
        let shown = |app: &mut App| {
            let mut bands = app.world_mut().query_filtered::<&Node, With<Band>>();
            bands.single(app.world()).map(|node| node.display).ok()
        };
        assert_eq!(shown(&mut app), Some(Display::None));
        for (is_said, display) in [(true, Display::Flex), (false, Display::None)] {
            let mut parts = app.world_mut().query_filtered::<&mut Node, With<News>>();
            let mut part = parts.single_mut(app.world_mut()).expect("one");
            show_if(&mut part, is_said);
            app.update();
            assert_eq!(shown(&mut app), Some(display));
        }
    }
}
