//! Who you are, before the game begins: the player's mark, large, where the swipe area will be. It is what to look for
//! on the big screen.

use super::{Layer, sheet};
use crate::model::PadModel;
use crate::place::{Placed, Plan};
use crate::touch::{Fingers, PadGlass};
use bevy::prelude::*;
use couchpad_core::protocol::Phase;
use couchpad_theme::Mark;
use couchpad_theme::colour::QUIET;
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, mark_node, text};

/// Side of the mark, in dp.
const MARK: f32 = 15.0 * GRID;
/// Height of mark and words together, in dp.
const HEIGHT: f32 = MARK + 7.0 * GRID;
/// Width of the words, in dp.
const WIDTH: f32 = 34.0 * GRID;

#[derive(Component)]
struct EmblemSheet;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Light), EmblemSheet));
    })
    .add_systems(Update, draw);
}

fn draw(
    mut commands: Commands,
    model: Res<PadModel>,
    glass: Res<PadGlass>,
    fingers: Res<Fingers>,
    sheet: Query<Entity, With<EmblemSheet>>,
    mut shown: Local<Option<(Mark, Rect)>>,
) {
    if !(model.is_changed() || glass.is_changed() || fingers.is_changed()) {
        return;
    }
    let gathers = model.phase == Phase::Lobby && model.is_live() && model.shows_controls();
    let mark = model.mark().filter(|_| gathers);
    let now = mark.zip(room(fingers.0.plan(), &glass));
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    *shown = now;
    commands.entity(sheet).despawn_children();
    if let Some((mark, rect)) = now {
        commands
            .entity(sheet)
            .with_children(|sheet| emblem(sheet, mark, rect));
    }
}

/// Where it lies: in the middle of the widest free band across the glass, if one is high enough.
fn room(plan: &Plan, glass: &PadGlass) -> Option<Rect> {
    let reach = glass.0.reach();
    let top = reach.min.y + 9.0 * GRID;
    let mut taken: Vec<(f32, f32)> = plan.controls.iter().map(band).collect();
    taken.push((reach.max.y, reach.max.y));
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut free, mut best) = (top, (0.0, top));
    for (from, to) in taken {
        if from - free > best.0 {
            best = (from - free, free);
        }
        free = free.max(to);
    }
    let (height, from) = best;
    let middle = Vec2::new(reach.center().x, from + height * 0.46);
    (height >= HEIGHT).then(|| Rect::from_center_size(middle, Vec2::new(WIDTH, HEIGHT)))
}

fn band(control: &Placed) -> (f32, f32) {
    (control.rect.min.y, control.rect.max.y)
}

fn emblem(sheet: &mut ChildSpawnerCommands, mark: Mark, rect: Rect) {
    let column = Node {
        flex_direction: FlexDirection::Column,
        justify_content: JustifyContent::SpaceBetween,
        ..super::lies_on(rect)
    };
    let words = format!("You are the {}", mark.name());
    sheet.spawn(column).with_children(|column| {
        let halo = Node {
            width: Val::Px(MARK),
            height: Val::Px(MARK),
            ..default()
        };
        column.spawn(halo).with_children(|halo| {
            halo.spawn(glow_node(mark.colour, MARK * 3.0, 0.28));
            halo.spawn(mark_node(mark, MARK));
        });
        column.spawn((text(words, Step::Body, QUIET), TextLayout::no_wrap()));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Glass;
    use couchpad_core::protocol::{Area, ButtonIndex, ControlKind, Orientation, PadLayout, Weight};

    #[test]
    fn it_keeps_clear_of_buttons_and_stays_away_where_it_is_tight() {
        let start = ControlKind::Button {
            button: ButtonIndex::START,
            weight: Weight::Primary,
        };
        let layout = PadLayout::new("", Orientation::Any).with(
            "START",
            Area::new(250, 660, 500, 160),
            start,
        );
        let upright = PadGlass(Glass::plain(360.0, 800.0));
        let plan = Plan::new(&layout, &upright.0);
        let room_upright = room(&plan, &upright).expect("there is room");
        assert!(room_upright.intersect(plan.controls[0].rect).is_empty());
        let flat = PadGlass(Glass::plain(640.0, 240.0));
        assert_eq!(room(&Plan::new(&layout, &flat.0), &flat), None);
    }
}
