//! The big picture for the lobby: two swarms, two paddles and the ball between them.

use super::banner;
use bevy::prelude::*;
use couchpad_games::pong::Team;
use couchpad_theme::colour::{GROUND, QUIET, RAISED, TEXT};
use couchpad_theme::patterns::pattern_fill;
use couchpad_theme::players::mark;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::CORNER;
use couchpad_theme::widgets::glow_node;

/// Width over height.
const ASPECT: f32 = 1.3;
/// Marks of each swarm: how far out and how far down, in percent. The lower half of either side is free for the lobby's arrows.
const SWARM: [(f32, f32); 11] = [
    (3.0, 12.0),
    (9.0, 15.0),
    (14.0, 10.0),
    (5.0, 20.0),
    (12.0, 22.0),
    (2.0, 28.0),
    (8.5, 28.0),
    (14.5, 31.0),
    (5.0, 36.0),
    (11.0, 38.0),
    (2.5, 44.0),
];

pub(super) fn spawn(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(ASPECT),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let ground = BackgroundColor(GROUND.towards(RAISED, 0.75).color());
    parent.spawn((picture, ground)).with_children(|picture| {
        for n in 0..8 {
            let dash = part(49.7, 4.0 + 12.0 * n as f32, 0.6, 6.0);
            picture.spawn((dash, BackgroundColor(QUIET.faded(0.35))));
        }
        for team in Team::ALL {
            side(picture, team);
        }
        let glow = part(60.0, 34.0, 0.0, 0.0);
        picture.spawn((glow, children![glow_node(TEXT, 260.0, 0.5)]));
        let ball = ImageNode::new(Shape::Circle.plain_image());
        picture.spawn((part(57.5, 30.75, 5.0, 6.5), ball.with_color(TEXT.color())));
    });
}

fn side(picture: &mut ChildSpawnerCommands, team: Team) {
    // the one side a little lower than the other
    let (down, left): (f32, fn(f32, f32) -> f32) = match team {
        Team::Sun => (0.0, |out, _| out),
        Team::Sky => (-6.0, |out, wide| 100.0 - out - wide),
    };
    let paddle = Node {
        border_radius: BorderRadius::MAX,
        ..part(left(23.0, 2.6), 15.0 + down, 2.6, 28.0)
    };
    picture.spawn((paddle, pattern_fill(banner(team))));
    for (number, (out, y)) in SWARM.into_iter().enumerate() {
        let own = mark(number).in_team(usize::from(team.mark()));
        let shape = ImageNode::new(own.image());
        let place = part(left(out, 4.0), y + down, 4.0, 4.0 * ASPECT);
        picture.spawn((place, shape.with_color(own.colour.color())));
    }
}

/// A node over a part of the picture, in percent from its top left corner.
fn part(left: f32, top: f32, width: f32, height: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(left),
        top: Val::Percent(top),
        width: Val::Percent(width),
        height: Val::Percent(height),
        ..default()
    }
}
