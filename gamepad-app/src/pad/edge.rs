//! The edge of the glass: light around it in the player's colour while the link is well, in the link's colour when it
//! is not; and at the top, towards the big screen, the player's own paddle on its line.

use super::{Layer, ink, sheet};
use crate::model::{Connection, PadModel};
use crate::touch::{Fingers, PadGlass};
use bevy::prelude::*;
use couchpad_core::protocol::{ControlKind, limits::AXES};
use couchpad_theme::Mark;
use couchpad_theme::colour::{QUIET, Swatch, WARNING};
use couchpad_theme::patterns::pattern_fill;
use couchpad_theme::space::GRID;
use couchpad_theme::widgets::edge_glow;
use std::f32::consts::{FRAC_PI_2, PI};

/// Height of the line at the top, in dp.
const LINE: f32 = GRID;
/// Share of the glass's width that the paddle takes.
const PADDLE: f32 = 0.26;
/// How far the light comes in, in dp.
pub(super) const REACH: f32 = 6.0 * GRID;
/// How bright the edge is in the player's colour: usually, and while the game waits for the player.
const CALM: f32 = 0.16;
const CALLED: f32 = 0.34;

/// One side of a light around the glass, and the way it fades.
#[derive(Component)]
pub(super) struct Side {
    towards: f32,
}

impl Side {
    /// See [`edge_glow`].
    pub(super) const fn towards(&self) -> f32 {
        self.towards
    }
}

/// A side that shows how the link is.
#[derive(Component)]
struct OfLink;

#[derive(Component)]
struct EdgeSheet;

#[derive(Component)]
struct Line;

#[derive(Component)]
struct Paddle;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, lay_edge)
        .add_systems(Update, (light_edge, lay_paddle))
        .add_systems(PostUpdate, move_paddle.before(bevy::ui::UiSystems::Layout));
}

fn lay_edge(mut commands: Commands) {
    commands
        .spawn((sheet(Layer::Edge), EdgeSheet))
        .with_children(|edge| {
            for (node, side) in sides(REACH) {
                edge.spawn((node, side, OfLink));
            }
        });
}

/// Four strips, and not one light over everything: a phone pays for each pixel that it draws twice. `reach`: how wide, in dp.
pub(super) fn sides(reach: f32) -> [(Node, Side); 4] {
    let (zero, all, reach) = (Val::ZERO, Val::Percent(100.0), Val::Px(reach));
    let strip = |left, right, top, bottom| Node {
        position_type: PositionType::Absolute,
        left,
        right,
        top,
        bottom,
        ..default()
    };
    let standing = |node| Node {
        width: reach,
        height: all,
        ..node
    };
    let lying = |node| Node {
        width: all,
        height: reach,
        ..node
    };
    let auto = Val::Auto;
    [
        (FRAC_PI_2, standing(strip(zero, auto, zero, auto))),
        (-FRAC_PI_2, standing(strip(auto, zero, zero, auto))),
        (PI, lying(strip(zero, auto, zero, auto))),
        (0.0, lying(strip(zero, auto, auto, zero))),
    ]
    .map(|(towards, node)| (node, Side { towards }))
}

/// Colour and strength of the light: calm in the player's colour, in the link's where that asks to be seen.
fn light(model: &PadModel) -> (Swatch, f32) {
    let health = model.health();
    match (model.connection, health.bars()) {
        (Connection::Connecting { .. }, _) => (QUIET, 0.06),
        (_, 3) if model.trouble().is_some() => (WARNING, 0.24),
        (_, 3) if model.is_turn() => (ink(model), CALLED),
        (_, 3) if model.mark().is_some() => (ink(model), CALM),
        (_, 3) => (QUIET, 0.06),
        (_, 2) => (health.colour(), 0.24),
        _ => (health.colour(), 0.36),
    }
}

fn light_edge(
    mut commands: Commands,
    model: Res<PadModel>,
    sides: Query<(Entity, &Side), With<OfLink>>,
    mut shown: Local<Option<(Swatch, f32)>>,
) {
    if !model.is_changed() {
        return;
    }
    let now = light(&model);
    if shown.replace(now) == Some(now) {
        return;
    }
    let (colour, strength) = now;
    for (entity, side) in &sides {
        let light = edge_glow(colour, strength, REACH, side.towards);
        commands.entity(entity).insert(light);
    }
}

/// The line is there for who has a seat and something to steer sideways.
fn lay_paddle(
    mut commands: Commands,
    model: Res<PadModel>,
    sheet: Query<Entity, With<EdgeSheet>>,
    lines: Query<Entity, With<Line>>,
    mut shown: Local<Option<Mark>>,
) {
    if !model.is_changed() {
        return;
    }
    let steers = steered(&model).is_some() && model.shows_controls();
    let mark = model.mark().filter(|_| steers);
    if std::mem::replace(&mut *shown, mark) == mark {
        return;
    }
    for line in &lines {
        commands.entity(line).despawn();
    }
    let (Some(mark), Ok(sheet)) = (mark, sheet.single()) else {
        return;
    };
    let line = Node {
        position_type: PositionType::Absolute,
        top: Val::ZERO,
        width: Val::Percent(100.0),
        height: Val::Px(LINE),
        ..default()
    };
    let paddle = Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(PADDLE * 100.0),
        height: Val::Percent(100.0),
        border_radius: BorderRadius::bottom(Val::Px(LINE / 2.0)),
        overflow: Overflow::clip(),
        ..default()
    };
    commands
        .spawn((
            line,
            Line,
            BackgroundColor(mark.colour.faded(0.1)),
            ChildOf(sheet),
        ))
        .with_child((paddle, Paddle, pattern_fill(mark)));
}

/// The axis that moves something sideways: the first one of the layout.
fn steered(model: &PadModel) -> Option<usize> {
    let axis = model
        .layout
        .as_ref()?
        .controls
        .iter()
        .find_map(|c| match c.kind {
            ControlKind::SwipeArea { x, .. } | ControlKind::Tilt { x, .. } => x,
            ControlKind::Slider { axis } => Some(axis),
            ControlKind::Stick { x, .. } => Some(x),
            _ => None,
        })?;
    Some(usize::from(axis.0)).filter(|axis| *axis < AXES)
}

fn move_paddle(
    model: Res<PadModel>,
    fingers: Res<Fingers>,
    glass: Res<PadGlass>,
    mut lines: Query<&mut Node, (With<Line>, Without<Paddle>)>,
    mut paddles: Query<&mut Node, With<Paddle>>,
) {
    let Some(value) = steered(&model).and_then(|axis| fingers.0.axes().get(axis).copied()) else {
        return;
    };
    let share = (f32::from(value) / f32::from(i16::MAX) + 1.0) / 2.0;
    let left = Val::Percent(share * (1.0 - PADDLE) * 100.0);
    let top = Val::Px(glass.0.insets.top);
    for mut paddle in &mut paddles {
        if paddle.left != left {
            paddle.left = left;
        }
    }
    for mut line in &mut lines {
        if line.top != top {
            line.top = top;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::control::Refusal;
    use couchpad_core::protocol::{Phase, Place, SeatIndex};
    use couchpad_theme::colour::BAD;
    use std::time::Duration;

    #[test]
    fn a_well_link_glows_in_the_players_colour_and_a_sick_one_in_its_own() {
        let mut model = PadModel {
            connection: Connection::Live,
            place: Some(Place::Seated {
                seat: SeatIndex(1),
                mark: 1,
            }),
            ..default()
        };
        assert_eq!(light(&model).0, couchpad_theme::mark(1).colour);
        let calm = light(&model).1;
        model.turn = Some(Duration::ZERO);
        assert_eq!(light(&model).1, calm, "nothing is played");
        model.phase = Phase::Playing;
        assert!(light(&model).1 > calm, "the player is called");
        model.cause = Some(couchpad_core::session::Cause::WifiCongested);
        assert_eq!(
            light(&model).0,
            WARNING,
            "quick on the average, and late too often"
        );
        model.cause = None;
        model.rtt = Some(Duration::from_millis(200));
        assert_eq!(light(&model).0, WARNING);
        model.connection = Connection::Refused(Refusal::Full);
        assert_eq!(light(&model).0, BAD);
    }
}
