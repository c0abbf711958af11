//! Everything in play that a finger can press or steer. Named from the very plan that fingers are read against, on nodes of
//! its own that nobody sees: so nothing can be touched that has no name, however it is drawn, or whether it is.

use super::{Named, board, name, named};
use crate::model::PadModel;
use crate::pad::{Layer, lies_on, sheet};
use crate::place::Placed;
use crate::touch::{Chosen, Covered, Fingers};
use crate::words::Words;
use accesskit::{Action, Live, Node, NodeId, Role, Toggled};
use bevy::a11y::{AccessibilityNode, ActionRequest};
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use couchpad_core::protocol::{AxisIndex, ControlId, ControlKind, Place};
use couchpad_theme::emotes::Emote;

/// The finger with which a screen reader presses.
const ITS_FINGER: u64 = u64::MAX - 7;

#[derive(Component)]
struct ControlsSheet;

/// The name of one thing that can be pressed or steered.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub struct Steered {
    /// Of which control.
    pub control: ControlId,
    /// Its middle, in dp.
    middle: Vec2,
    /// The axis whose value it has.
    axis: Option<AxisIndex>,
}

/// One name, and where it lies.
#[derive(Debug, Clone, PartialEq)]
struct Target {
    place: Rect,
    node: Node,
    axis: Option<AxisIndex>,
    control: ControlId,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Controls), ControlsSheet));
    })
    .add_systems(PreUpdate, press.before(crate::touch::PadSystems::Touch))
    .add_systems(Update, lay)
    .add_systems(PostUpdate, tell_values.in_set(Named));
}

fn lay(
    mut commands: Commands,
    (model, words, covered): (Res<PadModel>, Res<Words>, Res<Covered>),
    (fingers, chosen): (Res<Fingers>, Res<Chosen>),
    sheet: Query<Entity, With<ControlsSheet>>,
    mut laid: Local<Vec<Target>>,
) {
    let changed = model.is_changed() || words.is_changed() || covered.is_changed();
    if !(changed || fingers.is_changed() || chosen.is_changed()) {
        return;
    }
    let there = model.shows_controls() && !covered.0;
    let controls = fingers.0.plan().controls.iter().filter(|_| there);
    let sight = Sight {
        model: &model,
        chosen: &chosen,
        words: &words,
    };
    let now: Vec<_> = controls.flat_map(|placed| targets(placed, sight)).collect();
    if *laid == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    for target in &now {
        let steered = Steered {
            control: target.control,
            middle: target.place.center(),
            axis: target.axis,
        };
        let node = AccessibilityNode::from(target.node.clone());
        commands.spawn((lies_on(target.place), node, steered, ChildOf(sheet)));
    }
    *laid = now;
}

/// What names depend on, beside the control.
#[derive(Clone, Copy)]
struct Sight<'a> {
    model: &'a PadModel,
    chosen: &'a Chosen,
    words: &'a Words,
}

/// The names of one control. What only tells how others feel has none.
fn targets(placed: &Placed, sight: Sight<'_>) -> Vec<Target> {
    let words = sight.words;
    let mut all = match &placed.kind {
        ControlKind::Button { .. } => {
            vec![press_target(placed, placed.rect, &label(placed, words))]
        }
        ControlKind::Choices { options } => answers(placed, options, sight),
        ControlKind::DPad { .. } => directions(placed, words),
        ControlKind::Slider { axis } => vec![slider(placed, *axis, words)],
        ControlKind::Text { hint } => vec![field(placed, hint)],
        ControlKind::SwipeArea { .. } => vec![steer_target(placed, words.say("spoken-swipe"))],
        ControlKind::Stick { .. } => vec![steer_target(placed, words.say("spoken-stick"))],
        ControlKind::Tilt { .. } => vec![steer_target(placed, words.say("spoken-tilt"))],
        ControlKind::Show { .. } => return shown(placed, sight),
        ControlKind::Feel { .. } => Vec::new(),
    };
    if !sight.model.is_live() {
        all.iter_mut().for_each(|target| target.node.set_disabled());
    }
    all
}

/// Answers, and which of them is chosen. What is said with a picture is no answer.
fn answers(placed: &Placed, options: &[String], sight: Sight<'_>) -> Vec<Target> {
    let chosen = sight.chosen.answer(placed.id);
    let places = options.iter().zip(&placed.options).enumerate();
    let one = |(index, (option, place)): (usize, (&String, &Rect))| {
        if let Some(emote) = Emote::of(option) {
            return press_target(placed, *place, &spoken_emote(emote, sight.words));
        }
        let mut target = press_target(placed, *place, option);
        target.node.set_role(Role::RadioButton);
        target
            .node
            .set_toggled(Toggled::from(chosen == Some(index)));
        target
    };
    places.map(one).collect()
}

/// The word on it, or what its picture says.
fn label(placed: &Placed, words: &Words) -> String {
    let emote = Emote::of(&placed.label);
    emote.map_or_else(|| placed.label.clone(), |emote| spoken_emote(emote, words))
}

fn spoken_emote(emote: Emote, words: &Words) -> String {
    match emote {
        Emote::Yes => words.say("spoken-emote-yes"),
        Emote::Love => words.say("spoken-emote-love"),
        Emote::Laugh => words.say("spoken-emote-laugh"),
        Emote::Wow => words.say("spoken-emote-wow"),
        Emote::Sad => words.say("spoken-emote-sad"),
    }
}

/// What the game shows this player, read out when it changes. Nothing there: nothing to name.
fn shown(placed: &Placed, sight: Sight<'_>) -> Vec<Target> {
    let own = match sight.model.place {
        Some(Place::Seated { mark, .. }) => Some(mark),
        _ => None,
    };
    let shown = sight.model.showing.get(placed.id);
    let said = shown.map(|shown| board::spoken(shown, own, sight.words));
    let said = said.filter(|said| !said.trim().is_empty());
    let one = |said: String| {
        let said = match own_word(placed) {
            Some(label) => format!("{label}\n{said}"),
            None => said,
        };
        let mut node = named(Role::Label, said.clone());
        // what a label says is its value
        node.set_value(said);
        node.set_live(Live::Polite);
        target(placed, placed.rect, node)
    };
    said.map(one).into_iter().collect()
}

fn target(placed: &Placed, place: Rect, node: Node) -> Target {
    Target {
        place,
        node,
        axis: None,
        control: placed.id,
    }
}

fn press_target(placed: &Placed, place: Rect, label: &str) -> Target {
    let mut node = named(Role::Button, label);
    node.add_action(Action::Click);
    target(placed, place, node)
}

/// The layout's own word for it comes first.
fn steer_target(placed: &Placed, usual: String) -> Target {
    let label = own_word(placed).unwrap_or(usual);
    target(placed, placed.rect, named(Role::Group, label))
}

fn own_word(placed: &Placed) -> Option<String> {
    (!placed.label.is_empty()).then(|| placed.label.clone())
}

fn slider(placed: &Placed, axis: AxisIndex, words: &Words) -> Target {
    let label = own_word(placed).unwrap_or_else(|| words.say("spoken-slider"));
    let mut node = named(Role::Slider, label);
    node.set_min_numeric_value(-100.0);
    node.set_max_numeric_value(100.0);
    Target {
        axis: Some(axis),
        ..target(placed, placed.rect, node)
    }
}

fn field(placed: &Placed, hint: &str) -> Target {
    let label = own_word(placed).unwrap_or_else(|| hint.to_owned());
    let mut node = named(Role::TextInput, label);
    node.set_placeholder(hint);
    node.add_action(Action::Click);
    target(placed, placed.rect, node)
}

/// Four presses around a middle that presses nothing.
fn directions(placed: &Placed, words: &Words) -> Vec<Target> {
    let names = [
        (Vec2::NEG_Y, "spoken-up"),
        (Vec2::Y, "spoken-down"),
        (Vec2::NEG_X, "spoken-left"),
        (Vec2::X, "spoken-right"),
    ];
    let third = placed.rect.size() / 3.0;
    let place =
        |towards: Vec2| Rect::from_center_size(placed.rect.center() + towards * third, third);
    let one = |(towards, key): (Vec2, &str)| press_target(placed, place(towards), &words.say(key));
    names.into_iter().map(one).collect()
}

/// Where a slider stands, in hundredths.
fn tell_values(
    mut commands: Commands,
    fingers: Res<Fingers>,
    mut sliders: Query<(Entity, &Steered, &mut AccessibilityNode)>,
) {
    if !fingers.is_changed() {
        return;
    }
    for (entity, steered, mut old) in &mut sliders {
        let axis = steered.axis.map(|axis| usize::from(axis.0));
        let Some(value) = axis.and_then(|axis| fingers.0.axes().get(axis).copied()) else {
            continue;
        };
        let mut node = (**old).clone();
        node.set_numeric_value((f64::from(value) / f64::from(i16::MAX) * 100.0).round());
        name(&mut commands, entity, Some(&mut *old), node);
    }
}

/// A screen reader's own way to press: a finger that comes down in the middle, and lifts in the next frame.
fn press(
    mut asked: MessageReader<ActionRequest>,
    targets: Query<&Steered>,
    window: Query<Entity, With<PrimaryWindow>>,
    mut down: Local<Option<Vec2>>,
    mut touches: MessageWriter<TouchInput>,
) {
    let Ok(window) = window.single() else {
        return;
    };
    let mut touch = |phase, position| {
        touches.write(TouchInput {
            phase,
            position,
            window,
            force: None,
            id: ITS_FINGER,
        });
    };
    if let Some(at) = down.take() {
        touch(TouchPhase::Ended, at);
    }
    for request in asked.read().filter(|asked| asked.action == Action::Click) {
        let NodeId(bits) = request.target_node;
        let target = Entity::try_from_bits(bits).and_then(|entity| targets.get(entity).ok());
        if let (Some(target), None) = (target, *down) {
            touch(TouchPhase::Started, target.middle);
            *down = Some(target.middle);
        }
    }
}
