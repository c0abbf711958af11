//! How the chosen game is to be played: a line for each thing that can be chosen, with its key; a click on a line turns it,
//! too. What there is to choose is [`Choices`]' business.

use crate::choices::Choices;
use crate::flow::Intent;
use crate::screens::band::Band;
use crate::screens::clicks::{Deed, Wish};
use crate::screens::nodes::{column as stacked, one_line, row, show_if};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{PillState, keycap, strong, text};

/// The lines, and what they say.
#[derive(Component, Default)]
pub(super) struct Ways {
    shown: Vec<Way>,
}

/// What is left out where the lines and the screen's band take more than so many units of height.
#[derive(Component)]
pub(super) struct Spare(pub(super) f32);

/// The sentence about the game: what is unusual in how it is to be played, if anything is.
#[derive(Component)]
pub(super) struct Blurb;

#[derive(Clone, PartialEq, Eq)]
struct Way {
    title: String,
    value: String,
}

/// One below the other.
pub(super) fn lines(parent: &mut ChildSpawnerCommands) {
    parent.spawn((stacked(1.0), Ways::default()));
}

/// Beside each other, as many as fit into a line.
pub(super) fn wrapped(parent: &mut ChildSpawnerCommands) {
    let node = Node {
        flex_wrap: FlexWrap::Wrap,
        row_gap: grid(0.5),
        ..row(2.0)
    };
    parent.spawn((node, Ways::default()));
}

/// Says what is chosen now.
pub(super) fn follow(
    mut commands: Commands,
    stage: Res<Stage>,
    choices: Res<Choices>,
    mut ways: Query<(Entity, &mut Ways)>,
) {
    for (entity, mut ways) in &mut ways {
        let rows = choices.rows(stage.entry.manifest).into_iter();
        let now: Vec<_> = rows
            .map(|row| Way {
                title: row.title.into_owned(),
                value: row.value.to_owned(),
            })
            .collect();
        if ways.shown == now {
            continue;
        }
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        entity.with_children(|lines| {
            for (row, way) in (0..).zip(&now) {
                line(lines, row, way);
            }
        });
        ways.shown = now;
    }
}

/// Says what the first choice does, how the game is played, where that is not the usual one; else what the game is about.
pub(super) fn tell(
    stage: Res<Stage>,
    choices: Res<Choices>,
    mut blurbs: Query<&mut Text, With<Blurb>>,
) {
    let manifest = stage.entry.manifest;
    let rows = choices.rows(manifest);
    let unusual = rows.first().filter(|row| row.is_unusual);
    let blurb = unusual.map_or(manifest.blurb, |row| row.blurb);
    for mut words in &mut blurbs {
        words.set_if_neq(Text::new(blurb));
    }
}

/// What takes room from what can be spared.
type Taking = Or<(With<Ways>, With<Band>)>;

/// Makes room, by what was laid out last.
pub(super) fn spare(taking: Query<&ComputedNode, Taking>, mut nodes: Query<(&Spare, &mut Node)>) {
    let taken = taking
        .iter()
        .map(|node| node.size().y * node.inverse_scale_factor());
    let taken: f32 = taken.sum();
    for (Spare(most), mut node) in &mut nodes {
        show_if(&mut node, taken <= *most);
    }
}

fn line(parent: &mut ChildSpawnerCommands, at: u8, way: &Way) {
    let wish = Wish {
        deed: Deed::Intend(Intent::Choose { row: at, by: 1 }),
        rest: PillState::Rest,
    };
    parent
        .spawn((row(1.0), Button, wish))
        .with_children(|line| {
            line.spawn(keycap(&(at + 1).to_string(), Step::Small));
            line.spawn(one_line(text(way.title.clone(), Step::Small, QUIET)));
            line.spawn(one_line(strong(way.value.clone(), Step::Small, TEXT)));
        });
}
