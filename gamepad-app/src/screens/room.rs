//! The room that a status has: above the buttons that a page lays over it, and without its sign where the words need all of
//! it. Must not know what is said.

use crate::redraw::Awake;
use bevy::prelude::*;
use bevy::ui::UiSystems;
use couchpad_theme::space::GRID;
use std::time::Duration;

/// A change is drawn in the next frame.
const NEXT: Duration = Duration::from_millis(50);

/// How much of the glass's lower end a page's buttons take, in dp.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Below(pub(crate) f32);

/// What the status lies on.
#[derive(Component)]
pub(super) struct Ground;

/// What is said, with its sign.
#[derive(Component)]
pub(super) struct Band;

/// The sign.
#[derive(Component)]
pub(super) struct SignRoom;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Below>()
        .add_systems(Update, keep_above.after(super::cover::draw))
        .add_systems(PostUpdate, make_room.after(UiSystems::Layout));
}

fn keep_above(below: Res<Below>, mut grounds: Query<&mut Node, With<Ground>>) {
    let bottom = Val::Px(below.0);
    for mut node in &mut grounds {
        if node.padding.bottom != bottom {
            node.padding.bottom = bottom;
        }
    }
}

type IsBand = (With<Band>, Without<SignRoom>);

/// Words come first: a sign that leaves them too little room goes, and comes again with the next status.
fn make_room(
    grounds: Query<&ComputedNode, With<Ground>>,
    mut bands: Query<(&ComputedNode, &mut Node, &ChildOf), IsBand>,
    mut signs: Query<&mut Node, With<SignRoom>>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
) {
    for (band, mut node, parent) in &mut bands {
        let Ok(ground) = grounds.get(parent.parent()) else {
            continue;
        };
        let room = ground.size().y - ground.padding().min_inset.y - ground.padding().max_inset.y;
        if band.size().y <= room + 1.0 {
            continue;
        }
        for mut sign in &mut signs {
            if sign.display != Display::None {
                sign.display = Display::None;
                node.padding.top = Val::Px(GRID);
                node.padding.bottom = Val::Px(GRID);
                awake.stay(time.elapsed(), NEXT);
            }
        }
    }
}
