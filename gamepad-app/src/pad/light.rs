//! The swipe area's two signs of life: a quiet hint until the first swipe, and a soft light under each finger.

use super::{Layer, ink, sheet};
use crate::model::{Count, Notice, PadModel};
use crate::place::{Glass, Placed, Plan};
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use bevy::prelude::*;
use couchpad_core::protocol::{ControlId, ControlKind};
use couchpad_theme::colour::QUIET;
use couchpad_theme::motion::{Motion, SAY};
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_image, text};
use std::time::Duration;

/// How wide the light is, in dp: it must look out from under a thumb.
const WIDE: f32 = 30.0 * GRID;
/// How bright.
const BRIGHT: f32 = 0.42;

#[derive(Component)]
struct LightSheet;

/// A light, and when its finger left.
#[derive(Component)]
struct Light {
    at: Vec2,
    left: Option<Duration>,
}

/// The hint on a swipe area.
#[derive(Component)]
struct Hint;

/// Whether the player has swiped on this pad before; then there is nothing to hint at.
#[derive(Resource, Debug, Default)]
struct Swiped {
    since: Option<Duration>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Swiped>()
        .add_systems(Startup, |mut commands: Commands| {
            commands.spawn((sheet(Layer::Light), LightSheet));
        })
        .add_systems(
            Update,
            (
                (notice_swipe, lay_hint, fade_hint).chain(),
                shine,
                fade.after(shine),
            ),
        );
}

fn swipe_area(controls: &[Placed], id: ControlId) -> bool {
    let is = |c: &&Placed| c.id == id && matches!(c.kind, ControlKind::SwipeArea { .. });
    controls.iter().find(is).is_some()
}

/// One light a finger. They are matched by nearness, since a finger is one light for as long as it rests.
fn shine(
    mut commands: Commands,
    time: Res<Time>,
    model: Res<PadModel>,
    fingers: Res<Fingers>,
    sheet: Query<Entity, With<LightSheet>>,
    mut lights: Query<(&mut Light, &mut Node, &mut ImageNode)>,
) {
    if !fingers.is_changed() {
        return;
    }
    let controls = &fingers.0.plan().controls;
    let mut places: Vec<_> = fingers
        .0
        .resting()
        .filter(|(_, control, _)| swipe_area(controls, *control))
        .map(|(at, ..)| at)
        .collect();
    for (mut light, mut node, mut image) in lights.iter_mut().filter(|(l, ..)| l.left.is_none()) {
        let nearest = nearest(&places, light.at);
        let Some(at) = nearest.map(|index| places.swap_remove(index)) else {
            light.left = Some(time.elapsed());
            continue;
        };
        light.at = at;
        *node = under(at);
        image.color = ink(&model).faded(BRIGHT);
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    for at in places {
        let image = ImageNode::new(glow_image()).with_color(ink(&model).faded(BRIGHT));
        commands.spawn((under(at), image, Light { at, left: None }, ChildOf(sheet)));
    }
}

fn nearest(places: &[Vec2], to: Vec2) -> Option<usize> {
    let distance = |at: &Vec2| at.distance_squared(to);
    let by_distance =
        |a: &(usize, &Vec2), b: &(usize, &Vec2)| distance(a.1).total_cmp(&distance(b.1));
    places
        .iter()
        .enumerate()
        .min_by(by_distance)
        .map(|(index, _)| index)
}

fn under(at: Vec2) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: Val::Px(at.x - WIDE / 2.0),
        top: Val::Px(at.y - WIDE / 2.0),
        width: Val::Px(WIDE),
        height: Val::Px(WIDE),
        ..default()
    }
}

fn fade(
    mut commands: Commands,
    time: Res<Time>,
    motion: Res<Motion>,
    model: Res<PadModel>,
    mut lights: Query<(Entity, &Light, &mut ImageNode)>,
) {
    for (entity, light, mut image) in &mut lights {
        let Some(left) = light.left else { continue };
        let gone = motion.progress(time.elapsed().saturating_sub(left), SAY);
        if gone >= 1.0 {
            commands.entity(entity).despawn();
        } else {
            image.color = ink(&model).faded(BRIGHT * (1.0 - gone));
        }
    }
}

fn notice_swipe(time: Res<Time>, fingers: Res<Fingers>, mut swiped: ResMut<Swiped>) {
    let controls = &fingers.0.plan().controls;
    let swipes = || fingers.0.resting().any(|(_, c, _)| swipe_area(controls, c));
    if swiped.since.is_none() && swipes() {
        swiped.since = Some(time.elapsed());
    }
}

/// Whether something stands where the hint would: a number, the word after the last, or, on a low glass, a line.
pub(super) fn is_taken(model: &PadModel, now: Duration) -> bool {
    let counts = |count: Count| count.seconds > 0 || now < count.at + super::count::STAYS;
    let says = |notice: &Notice| now < notice.at + crate::screens::NOTICE;
    model.count.is_some_and(counts) || model.notice.as_ref().is_some_and(says)
}

/// Where the hint lies: above the area's middle, since buttons lie below it, and so does the thumb; or else where nothing is shown.
fn hint_place(area: &Placed, plan: &Plan, glass: &Glass) -> Option<Rect> {
    let rect = area.rect;
    let middle = rect.min + rect.size() * Vec2::new(0.5, 0.44);
    let size = Vec2::new(rect.width(), 6.0 * GRID);
    let usual = Rect::from_center_size(middle, size);
    let shows = |c: &&Placed| matches!(c.kind, ControlKind::Show { .. });
    let mut shown = plan.controls.iter().filter(shows);
    if shown.any(|c| !c.rect.intersect(usual).is_empty()) {
        return super::free::place(plan, glass, size);
    }
    Some(usual)
}

/// On the largest swipe area that says what it is for, or what to do with it.
fn lay_hint(
    mut commands: Commands,
    fingers: Res<Fingers>,
    (model, said): (Res<PadModel>, Res<Words>),
    (swiped, time, glass): (Res<Swiped>, Res<Time>, Res<PadGlass>),
    sheet: Query<Entity, With<LightSheet>>,
    hints: Query<Entity, With<Hint>>,
    mut shown: Local<Option<(Rect, String)>>,
) {
    let areas = fingers
        .0
        .plan()
        .controls
        .iter()
        .filter(|c| matches!(c.kind, ControlKind::SwipeArea { .. }));
    let largest = areas.max_by(|a, b| {
        a.rect
            .size()
            .element_product()
            .total_cmp(&b.rect.size().element_product())
    });
    let now = largest
        .filter(|_| swiped.since.is_none() && model.is_live())
        // one thing at a time: what the game says comes first
        .filter(|_| !model.is_turn() && !is_taken(&model, time.elapsed()))
        .map(|area| {
            let words = if area.label.is_empty() {
                said.say("play-swipe")
            } else {
                area.label.clone()
            };
            (area, words)
        })
        .and_then(|(area, words)| Some((hint_place(area, fingers.0.plan(), &glass.0)?, words)));
    if *shown == now || swiped.since.is_some() {
        return;
    }
    for hint in &hints {
        commands.entity(hint).despawn();
    }
    if let (Some((rect, words)), Ok(sheet)) = (&now, sheet.single()) {
        let place = *rect;
        let words = text(format!("←   {words}   →"), Step::Small, QUIET);
        commands
            .spawn((super::lies_on(place), ChildOf(sheet)))
            .with_child((words, TextLayout::no_wrap()))
            .insert(Hint);
    }
    *shown = now;
}

fn fade_hint(
    mut commands: Commands,
    time: Res<Time>,
    motion: Res<Motion>,
    swiped: Res<Swiped>,
    hints: Query<(Entity, &Children), With<Hint>>,
    mut inks: Query<&mut TextColor>,
) {
    let Some(since) = swiped.since else {
        return;
    };
    for (hint, children) in &hints {
        let gone = motion.progress(time.elapsed().saturating_sub(since), SAY);
        for child in children {
            if let Ok(mut ink) = inks.get_mut(*child) {
                ink.0 = QUIET.faded(1.0 - gone);
            }
        }
        if gone >= 1.0 {
            commands.entity(hint).despawn();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_follows_the_nearest_finger() {
        let places = [Vec2::ZERO, Vec2::new(100.0, 0.0)];
        assert_eq!(nearest(&places, Vec2::new(80.0, 5.0)), Some(1));
        assert_eq!(nearest(&[], Vec2::ZERO), None);
    }
}
