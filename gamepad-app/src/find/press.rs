//! Fingers on the pages: what is under them when they come down, whether they are still on it when they lift, and the
//! list that they push. The mouse is a finger, and its wheel pushes, too. Must not know what an act does: it writes
//! [`Tapped`] messages.

use super::model::Act;
use crate::redraw::Awake;
use crate::touch::FingerId;
use bevy::ecs::query::QueryData;
use bevy::ecs::system::SystemParam;
use bevy::input::ButtonState;
use bevy::input::mouse::{MouseScrollUnit, MouseWheel};
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::ui::{
    ComputedNode, ComputedStackIndex, OverrideClip, UiGlobalTransform, clip_check_recursive,
};
use bevy::window::{WindowEvent, WindowFocused};
use couchpad_theme::colour::{PRESSED, Swatch};
use couchpad_theme::widgets::{Pill, PillState};
use std::time::Duration;

/// How far a finger may stray before it pushes instead of taps, in dp.
const SLACK: f32 = 12.0;
/// One line of a wheel, in dp.
const LINE: f32 = 40.0;
/// How long a frame is drawn after a finger did something.
const TAIL: Duration = Duration::from_millis(300);

/// A node that can be tapped.
#[derive(Component, Debug, Clone, PartialEq)]
pub(crate) struct Tap {
    /// What it does; `None` for a ground that only keeps fingers from what is under it.
    act: Option<Act>,
    open: bool,
    /// When the finger comes down, as on a keypad, and not when it lifts.
    at_once: bool,
}

impl Tap {
    /// Keeps fingers from what is under it.
    pub(crate) const NOTHING: Self = Self {
        act: None,
        open: false,
        at_once: false,
    };

    /// Does this when a finger lifts on it.
    pub(crate) const fn new(act: Act, open: bool) -> Self {
        let act = Some(act);
        Self {
            act,
            open,
            at_once: false,
        }
    }

    /// Does this when a finger comes down on it.
    pub(crate) const fn at_once(act: Act, open: bool) -> Self {
        let act = Some(act);
        Self {
            act,
            open,
            at_once: true,
        }
    }
}

/// A node whose ground follows the finger; pills do so by themselves.
#[derive(Component, Debug, Clone, Copy)]
pub(crate) struct Tint {
    /// Its colour without a finger.
    pub(crate) rest: Swatch,
}

/// A node that a finger pushes up and down.
#[derive(Component, Debug, Clone, Copy)]
pub(crate) struct Scrolls;

/// A finger did this.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Tapped(pub Act);

#[derive(Debug, Clone)]
struct Press {
    finger: FingerId,
    /// What it came down on, unless it has become a push.
    act: Option<Act>,
    from: Vec2,
    at: Vec2,
    pushes: Option<Entity>,
    pushing: bool,
}

/// The fingers on the pages.
#[derive(Resource, Debug, Default)]
pub(crate) struct Presses(Vec<Press>);

impl Presses {
    fn holds(&self, act: &Act) -> bool {
        self.0.iter().any(|press| press.act.as_ref() == Some(act))
    }
}

/// Where a node was laid last.
#[derive(QueryData)]
pub(crate) struct Laid {
    node: &'static ComputedNode,
    place: &'static UiGlobalTransform,
    height: &'static ComputedStackIndex,
}

impl LaidItem<'_, '_> {
    /// A place in dp, as the node's pixels, if the node is under it.
    fn under(&self, at: Vec2) -> Option<Vec2> {
        let pixels = at / self.node.inverse_scale_factor();
        self.node
            .contains_point(*self.place, pixels)
            .then_some(pixels)
    }
}

/// What lies where.
#[derive(SystemParam)]
pub(crate) struct Pages<'w, 's> {
    taps: Query<'w, 's, (Entity, &'static Tap, Laid)>,
    lists: Query<'w, 's, (Entity, Laid), With<Scrolls>>,
    clips: Query<
        'w,
        's,
        (
            &'static ComputedNode,
            &'static UiGlobalTransform,
            &'static Node,
        ),
    >,
    parents: Query<'w, 's, &'static ChildOf, Without<OverrideClip>>,
}

impl Pages<'_, '_> {
    /// The topmost thing under a place in dp.
    fn tap_at(&self, at: Vec2) -> Option<&Tap> {
        let under = self.taps.iter().filter(|(entity, _, laid)| {
            laid.under(at).is_some_and(|pixels| {
                clip_check_recursive(pixels, *entity, &self.clips, &self.parents)
            })
        });
        let top = under.max_by_key(|(_, _, laid)| laid.height.0);
        top.map(|(_, tap, _)| tap)
    }

    fn list_at(&self, at: Vec2) -> Option<Entity> {
        let mut lists = self.lists.iter();
        let under = lists.find(|(_, laid)| laid.under(at).is_some());
        under.map(|(entity, _)| entity)
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Presses>()
        .add_message::<Tapped>()
        .add_systems(Update, (push, show));
}

/// All that fingers do, in the order in which they did it.
pub(super) fn read(
    (mut touches, mut events): (MessageReader<TouchInput>, MessageReader<WindowEvent>),
    mut focus: MessageReader<WindowFocused>,
    pages: Pages,
    mut mouse_at: Local<Option<Vec2>>,
    mut presses: ResMut<Presses>,
    mut out: MessageWriter<Tapped>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
) {
    let held = presses.bypass_change_detection();
    let before = held.0.len();
    let mut happened = false;
    if focus.read().any(|change| !change.focused) {
        held.0.clear();
    }
    for touch in touches.read() {
        let id = FingerId::Touch(touch.id);
        happened = true;
        match touch.phase {
            TouchPhase::Started => down(held, id, touch.position, &pages, &mut out),
            TouchPhase::Moved => moved(held, id, touch.position),
            TouchPhase::Ended => up(held, id, touch.position, &pages, &mut out),
            TouchPhase::Canceled => held.0.retain(|press| press.finger != id),
        }
    }
    for event in events.read() {
        let id = FingerId::Mouse;
        match event {
            WindowEvent::CursorMoved(to) => {
                *mouse_at = Some(to.position);
                moved(held, id, to.position);
            }
            WindowEvent::MouseButtonInput(click) if click.button == MouseButton::Left => {
                happened = true;
                match (click.state, *mouse_at) {
                    (ButtonState::Pressed, Some(at)) => down(held, id, at, &pages, &mut out),
                    (ButtonState::Released, Some(at)) => up(held, id, at, &pages, &mut out),
                    (_, None) => {}
                }
            }
            _ => {}
        }
    }
    if happened || before != held.0.len() || held.0.iter().any(|press| press.pushing) {
        presses.set_changed();
        awake.stay(time.elapsed(), TAIL);
    }
}

fn down(
    held: &mut Presses,
    finger: FingerId,
    at: Vec2,
    pages: &Pages,
    out: &mut MessageWriter<Tapped>,
) {
    held.0.retain(|press| press.finger != finger);
    let tap = pages.tap_at(at);
    let act = tap.filter(|tap| tap.open).and_then(|tap| tap.act.clone());
    if let (Some(act), Some(Tap { at_once: true, .. })) = (&act, tap) {
        out.write(Tapped(act.clone()));
    }
    held.0.push(Press {
        finger,
        act,
        from: at,
        at,
        pushes: pages.list_at(at),
        pushing: false,
    });
}

fn moved(held: &mut Presses, finger: FingerId, to: Vec2) {
    for press in held.0.iter_mut().filter(|press| press.finger == finger) {
        press.at = to;
        if !press.pushing && press.from.distance(to) > SLACK {
            press.pushing = true;
            press.act = None;
            // the list begins to follow from here, with no leap
            press.from = to;
        }
    }
}

fn up(
    held: &mut Presses,
    finger: FingerId,
    at: Vec2,
    pages: &Pages,
    out: &mut MessageWriter<Tapped>,
) {
    moved(held, finger, at);
    let Some(index) = held.0.iter().position(|press| press.finger == finger) else {
        return;
    };
    let press = held.0.remove(index);
    let still = pages.tap_at(press.from);
    if let (Some(act), Some(tap)) = (press.act, still)
        && tap.open
        && !tap.at_once
        && tap.act.as_ref() == Some(&act)
    {
        out.write(Tapped(act));
    }
}

/// Fingers and the wheel push what can be pushed.
fn push(
    mut presses: ResMut<Presses>,
    mut wheel: MessageReader<MouseWheel>,
    mut lists: Query<(&mut ScrollPosition, &ComputedNode), With<Scrolls>>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
) {
    let mut scroll = |list: &mut Mut<ScrollPosition>, node: &ComputedNode, by: f32| {
        let scale = node.inverse_scale_factor();
        let most = ((node.content_size().y - node.size().y) * scale).max(0.0);
        let to = (list.y + by).clamp(0.0, most);
        if to != list.y {
            list.y = to;
            awake.stay(time.elapsed(), TAIL);
        }
    };
    for press in presses.bypass_change_detection().0.iter_mut() {
        let by = press.from.y - press.at.y;
        if press.pushing && by != 0.0 {
            press.from = press.at;
            if let Some((mut list, node)) = press.pushes.and_then(|list| lists.get_mut(list).ok()) {
                scroll(&mut list, node, by);
            }
        }
    }
    for turn in wheel.read() {
        let unit = if turn.unit == MouseScrollUnit::Line {
            LINE
        } else {
            1.0
        };
        for (mut list, node) in &mut lists {
            scroll(&mut list, node, -turn.y * unit);
        }
    }
}

/// What is held is drawn pressed, in this very frame.
fn show(
    presses: Res<Presses>,
    mut pills: Query<(Ref<Tap>, &mut Pill)>,
    mut grounds: Query<(Ref<Tap>, &Tint, &mut BackgroundColor), Without<Pill>>,
) {
    let held = |tap: &Tap| tap.act.as_ref().is_some_and(|act| presses.holds(act));
    for (tap, mut pill) in &mut pills {
        if !(presses.is_changed() || tap.is_added()) {
            continue;
        }
        let state = match (tap.open, held(&tap)) {
            (false, _) => PillState::Disabled,
            (true, true) => PillState::Pressed,
            (true, false) => PillState::Rest,
        };
        if pill.state != state {
            pill.state = state;
        }
    }
    for (tap, tint, mut ground) in &mut grounds {
        if !(presses.is_changed() || tap.is_added()) {
            continue;
        }
        let colour = if tap.open && held(&tap) {
            PRESSED
        } else {
            tint.rest
        };
        if ground.0 != colour.color() {
            ground.0 = colour.color();
        }
    }
}
