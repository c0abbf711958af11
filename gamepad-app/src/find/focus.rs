//! A keyboard's way over a page: Tab and the arrows lead from one thing that can be tapped to the next, Enter and the space
//! bar press it, as long as they are held. Must not know what an act does.

use super::draw::PageSheet;
use super::model::{Act, Finder, Screen};
use super::press::{Presses, Scrolls, Tap, Tapped};
use super::under::Laid;
use crate::arrange::Arranging;
use crate::redraw::Awake;
use crate::touch::Typing;
use bevy::ecs::system::SystemParam;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::input::touch::TouchInput;
use bevy::prelude::*;
use couchpad_theme::colour::TEXT;
use couchpad_theme::space::GRID;
use std::mem::{Discriminant, discriminant};
use std::time::Duration;

/// How long a frame is drawn after a step.
const TAIL: Duration = Duration::from_millis(300);
/// The line around what was reached, and its distance, in dp.
const LINE: f32 = 3.0;

/// What the keys have reached, if they were used at all.
#[derive(Resource, Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Focus(Option<Act>);

impl Focus {
    /// Whether Enter is for what was reached.
    pub(super) const fn is_set(&self) -> bool {
        self.0.is_some()
    }
}

/// What can be reached, from the top down.
#[derive(SystemParam)]
pub(super) struct Reach<'w, 's> {
    sheet: Query<'w, 's, Entity, With<PageSheet>>,
    children: Query<'w, 's, &'static Children>,
    taps: Query<'w, 's, &'static Tap>,
}

impl Reach<'_, '_> {
    fn all(&self) -> Vec<(Entity, &Tap)> {
        let Ok(sheet) = self.sheet.single() else {
            return Vec::new();
        };
        let below = self.children.iter_descendants_depth_first(sheet);
        let taps = below.filter_map(|entity| Some((entity, self.taps.get(entity).ok()?)));
        taps.filter(|(_, tap)| tap.is_open() && tap.act().is_some())
            .collect()
    }

    fn of(&self, act: &Act) -> Option<(Entity, &Tap)> {
        let mut all = self.all().into_iter();
        all.find(|(_, tap)| tap.act() == Some(act))
    }

    /// The one before or behind, around the ends.
    fn beside(&self, from: Option<&Act>, forward: bool) -> Option<Act> {
        let all = self.all();
        let last = all.len().checked_sub(1)?;
        let here = all
            .iter()
            .position(|(_, tap)| tap.act() == from && from.is_some());
        let next = match (here, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) if at == last => 0,
            (Some(at), true) => at + 1,
            (Some(0), false) => last,
            (Some(at), false) => at - 1,
        };
        all.get(next).and_then(|(_, tap)| tap.act().cloned())
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Focus>()
        .add_systems(Update, (forget, follow, outline).chain());
}

/// Steps, presses and releases, in the order in which they came.
pub(super) fn read(
    mut keys: MessageReader<KeyboardInput>,
    (typing, finder, reach, arranging): (Res<Typing>, Res<Finder>, Reach, Option<Res<Arranging>>),
    (time, mut awake): (Res<Time>, ResMut<Awake>),
    mut focus: ResMut<Focus>,
    mut presses: ResMut<Presses>,
    mut shift: Local<bool>,
    mut out: MessageWriter<Tapped>,
) {
    if typing.control().is_some() {
        keys.clear();
        return;
    }
    let types = matches!(finder.screen(), Screen::Player { .. });
    let moves = arranging.is_some_and(|arranging| arranging.takes_arrows());
    for key in keys.read() {
        let down = key.state.is_pressed();
        let step = match &key.logical_key {
            Key::Shift => {
                *shift = down;
                continue;
            }
            Key::Tab => Some(!*shift),
            _ if moves => None,
            Key::ArrowDown | Key::ArrowRight => Some(true),
            Key::ArrowUp | Key::ArrowLeft => Some(false),
            _ => None,
        };
        if let (Some(forward), true) = (step, down) {
            *focus = Focus(reach.beside(focus.0.as_ref(), forward));
            awake.stay(time.elapsed(), TAIL);
        }
        let presses_it = match key.logical_key {
            Key::Enter => true,
            Key::Space => !types,
            _ => false,
        };
        let Some(act) = focus.0.as_ref().filter(|_| presses_it && !key.repeat) else {
            if presses_it && !down {
                // what it was on is gone: nothing follows, and nothing stays pressed
                presses.key_up(None, &mut out);
            }
            continue;
        };
        let tap = reach.of(act).map(|(_, tap)| tap);
        match (down, tap) {
            (true, Some(tap)) => presses.key_down(tap, time.elapsed(), &mut out),
            (true, None) => {}
            (false, tap) => presses.key_up(tap, &mut out),
        }
        awake.stay(time.elapsed(), TAIL);
    }
}

/// A screen, and whether the game is in front on it.
type Shown = (Discriminant<Screen>, bool);

/// Whoever touches the glass has no need of it, and what is gone cannot be pressed.
fn forget(
    mut touches: MessageReader<TouchInput>,
    (finder, reach): (Res<Finder>, Reach),
    mut focus: ResMut<Focus>,
    (mut place, mut page): (Local<usize>, Local<Option<Shown>>),
) {
    let touched = touches.read().count() > 0;
    let now = Some((discriminant(finder.screen()), finder.plays()));
    let turned = std::mem::replace(&mut *page, now) != now;
    if touched || turned {
        focus.set_if_neq(Focus::default());
    }
    let Some(act) = &focus.0 else {
        return;
    };
    let all = reach.all();
    match all.iter().position(|(_, tap)| tap.act() == Some(act)) {
        Some(at) => *place = at,
        // the same place does something else now, as a switch that was turned over
        None => *focus = Focus(all.get(*place).and_then(|(_, tap)| tap.act().cloned())),
    }
}

/// What was reached is pushed into sight.
fn follow(
    focus: Res<Focus>,
    reach: Reach,
    parents: Query<&ChildOf>,
    laid: Query<Laid>,
    mut lists: Query<(&mut ScrollPosition, Laid), With<Scrolls>>,
) {
    let Some((target, _)) = focus
        .0
        .as_ref()
        .filter(|_| focus.is_changed())
        .and_then(|act| reach.of(act))
    else {
        return;
    };
    let Ok(target_laid) = laid.get(target) else {
        return;
    };
    for parent in parents.iter_ancestors(target) {
        if let Ok((mut scroll, list)) = lists.get_mut(parent) {
            let by = target_laid.beyond(&list);
            if by != 0.0 {
                scroll.y = (scroll.y + by).max(0.0);
            }
        }
    }
}

/// A line around what was reached.
fn outline(
    mut commands: Commands,
    focus: Res<Focus>,
    mut lined: Local<Option<Entity>>,
    (reach, drawn): (Reach, Query<(), Changed<Tap>>),
) {
    if !focus.is_changed() && drawn.is_empty() {
        return;
    }
    let now = focus.0.as_ref().and_then(|act| reach.of(act));
    let now = now.map(|(entity, _)| entity);
    if *lined == now {
        return;
    }
    if let Some(mut before) = lined.and_then(|before| commands.get_entity(before).ok()) {
        before.try_remove::<Outline>();
    }
    if let Some(now) = now {
        let line = Outline::new(Val::Px(LINE), Val::Px(GRID / 4.0), TEXT.color());
        commands.entity(now).try_insert(line);
    }
    *lined = now;
}
