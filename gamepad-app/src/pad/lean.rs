//! The sign that leaning the phone steers: a phone that leans as this one does, between the ways that count, and what to do.
//! Must not know sensors.

use super::{Layer, free, ink, lies_on, light, sheet};
use crate::model::PadModel;
use crate::place::{Glass, Leaning, Plan};
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use bevy::prelude::*;
use couchpad_core::protocol::{AxisIndex, ControlKind};
use couchpad_theme::TextSize;
use couchpad_theme::colour::{QUIET, Swatch};
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::text;

/// The phone in the picture, upright, in dp.
const PHONE: Vec2 = Vec2::new(3.5 * GRID, 6.0 * GRID);
/// Around it: it leans, and arrows stand beside it, in dp.
const PICTURE: Vec2 = Vec2::new(16.0 * GRID, 12.0 * GRID);
/// A line of small words and the air above it, in dp.
const WORDS: f32 = 4.0 * GRID;
/// How thick its outline is, in dp.
const LINE: f32 = 3.0;
/// How far it turns with what it steers at an end, in radians.
const TURNS: f32 = 0.5;
/// How far it moves up or down the picture then, in dp.
const MOVES: f32 = 2.0 * GRID;

#[derive(Component)]
struct LeanSheet;

/// The phone in the picture, and what it steers.
#[derive(Component)]
struct Phone([Option<AxisIndex>; 2]);

/// What decides the nodes.
#[derive(Debug, Clone, PartialEq)]
struct Sign {
    at: Rect,
    axes: [Option<AxisIndex>; 2],
    ink: Swatch,
    /// Left out where there is room for the picture alone.
    words: Option<String>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Light), LeanSheet));
    })
    .add_systems(Update, lay)
    .add_systems(PostUpdate, follow.before(bevy::ui::UiSystems::Propagate));
}

fn lay(
    mut commands: Commands,
    (model, words, time): (Res<PadModel>, Res<Words>, Res<Time>),
    (fingers, glass, letters): (Res<Fingers>, Res<PadGlass>, Res<TextSize>),
    sheet: Query<Entity, With<LeanSheet>>,
    mut shown: Local<Option<Sign>>,
) {
    // one thing at a time: what the game says comes first
    let calls = model.is_turn() || light::is_taken(&model, time.elapsed());
    let plan = fingers.0.plan();
    let now = (model.is_live() && !calls)
        .then(|| sign(plan, &glass.0, letters.times(), words.say("play-lean")))
        .flatten()
        .map(|sign| Sign {
            ink: ink(&model),
            ..sign
        });
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    if let Some(sign) = &now {
        commands
            .entity(sheet)
            .with_children(|sheet| draw(sheet, sign));
    }
    *shown = now;
}

/// Where it stands: where nothing is pressed, and above the hint of what is swiped. `letters`: times their usual size.
fn sign(plan: &Plan, glass: &Glass, letters: f32, words: String) -> Option<Sign> {
    let axes = axes(&plan.leans)?;
    let swipes = |kind: &ControlKind| matches!(kind, ControlKind::SwipeArea { .. });
    let hint = if plan.controls.iter().any(|c| swipes(&c.kind)) {
        2.0 * WORDS * letters
    } else {
        0.0
    };
    let wide = glass.reach().width();
    let at = |high: f32| {
        let whole = free::place(plan, glass, Vec2::new(wide, high + hint))?;
        Some(Rect {
            min: whole.min,
            max: Vec2::new(whole.max.x, whole.min.y + high),
        })
    };
    let (at, words) = match at(PICTURE.y + WORDS * letters) {
        Some(at) => (at, Some(words)),
        None => (at(PICTURE.y)?, None),
    };
    Some(Sign {
        at,
        axes,
        ink: QUIET,
        words,
    })
}

/// What leaning to the sides and forth and back moves; `None` where it moves nothing.
fn axes(leans: &[Leaning]) -> Option<[Option<AxisIndex>; 2]> {
    let axes = [
        leans.iter().find_map(|lean| lean.x),
        leans.iter().find_map(|lean| lean.y),
    ];
    axes.iter().any(Option::is_some).then_some(axes)
}

fn draw(sheet: &mut ChildSpawnerCommands, sign: &Sign) {
    let column = Node {
        flex_direction: FlexDirection::Column,
        ..lies_on(sign.at)
    };
    sheet.spawn(column).with_children(|column| {
        let picture = Node {
            width: Val::Px(PICTURE.x),
            height: Val::Px(PICTURE.y),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        };
        column
            .spawn(picture)
            .with_children(|picture| draw_phone(picture, sign));
        if let Some(words) = &sign.words {
            column.spawn((
                text(words.clone(), Step::Small, QUIET),
                TextLayout::no_wrap(),
            ));
        }
    });
}

fn draw_phone(picture: &mut ChildSpawnerCommands, sign: &Sign) {
    let middle = PICTURE / 2.0;
    let [x, y] = sign.axes;
    let sides = x.map(|_| [("←", Vec2::NEG_X), ("→", Vec2::X)]);
    let ends = y.map(|_| [("↑", Vec2::NEG_Y), ("↓", Vec2::Y)]);
    for (arrow, way) in [sides, ends].into_iter().flatten().flatten() {
        let off = way * (middle - Vec2::splat(1.5 * GRID));
        let at = Rect::from_center_size(middle + off, Vec2::splat(3.0 * GRID));
        picture
            .spawn(lies_on(at))
            .with_child(text(arrow, Step::Small, QUIET));
    }
    let phone = Node {
        border: UiRect::all(Val::Px(LINE)),
        border_radius: BorderRadius::all(Val::Px(GRID)),
        ..lies_on(Rect::from_center_size(middle, PHONE))
    };
    picture.spawn((phone, BorderColor::all(sign.ink.color()), Phone(sign.axes)));
}

fn follow(fingers: Res<Fingers>, mut phones: Query<(&Phone, &mut UiTransform)>) {
    let axes = fingers.0.axes();
    let share = |axis: Option<AxisIndex>| {
        let value = axis.and_then(|axis| axes.get(usize::from(axis.0)));
        value.map_or(0.0, |value| f32::from(*value) / f32::from(i16::MAX))
    };
    for (Phone([x, y]), mut transform) in &mut phones {
        let rotation = Rot2::radians(share(*x) * TURNS);
        let translation = Val2::px(0.0, share(*y) * MOVES);
        if transform.rotation != rotation || transform.translation != translation {
            (transform.rotation, transform.translation) = (rotation, translation);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Placing;
    use couchpad_core::protocol::{Area, ButtonIndex, Orientation, PadLayout, Weight};

    fn maze(swipes: bool) -> PadLayout {
        let tilt = ControlKind::Tilt {
            x: Some(AxisIndex(0)),
            y: None,
            range: 30,
        };
        let layout = PadLayout::new("Maze", Orientation::Any)
            .with("", Area::new(0, 200, 1000, 600), tilt)
            .button(
                "JUMP",
                Area::new(250, 700, 500, 200),
                ButtonIndex(0),
                Weight::Primary,
            );
        if swipes {
            layout.swipe_sideways(Area::ALL, AxisIndex(1))
        } else {
            layout
        }
    }

    fn signed(glass: &Glass, tilts: bool, swipes: bool) -> Option<Sign> {
        let how = Placing {
            tilts,
            ..Placing::default()
        };
        let plan = Plan::as_wanted(&maze(swipes), glass, &how);
        let sign = sign(&plan, glass, 1.0, "Lean".into())?;
        let pressed = plan.controls.iter();
        let pressed = pressed.filter(|c| matches!(c.kind, ControlKind::Button { .. }));
        for control in pressed {
            assert!(sign.at.intersect(control.rect).is_empty(), "{sign:?}");
        }
        Some(sign)
    }

    #[test]
    fn it_is_shown_where_leaning_steers_and_a_stick_is_not() {
        let upright = Glass::plain(360.0, 800.0);
        assert_eq!(signed(&upright, false, false), None);
        let alone = signed(&upright, true, false).expect("a sign");
        assert_eq!(alone.axes, [Some(AxisIndex(0)), None]);
        let above = signed(&upright, true, true).expect("a sign");
        assert!(above.at.max.y < alone.at.max.y, "the hint has its place");
    }

    #[test]
    fn a_low_glass_has_the_picture_alone_or_nothing() {
        let mut seen = Vec::new();
        for height in (120..500).step_by(20) {
            let glass = Glass::plain(640.0, height as f32);
            let sign = signed(&glass, true, false);
            seen.push(sign.map_or(0, |sign| 1 + usize::from(sign.words.is_some())));
        }
        assert!(seen.is_sorted(), "{seen:?}");
        assert_eq!((seen.first(), seen.last()), (Some(&0), Some(&2)));
    }
}
