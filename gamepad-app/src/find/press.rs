//! Fingers on the pages: what is under them when they come down, whether they are still on it when they lift, and the
//! list that they push. The mouse is a finger, and its wheel pushes, too; so is a key on what it has reached. Must not know
//! what an act does: it writes [`Tapped`] messages.

use super::model::Act;
use super::under::Pages;
use crate::redraw::Awake;
use crate::touch::FingerId;
use bevy::input::ButtonState;
use bevy::input::mouse::{MouseScrollUnit, MouseWheel};
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::ui::ComputedNode;
use bevy::window::{AppLifecycle, WindowEvent, WindowFocused};
use couchpad_theme::colour::{PRESSED, Swatch};
use couchpad_theme::widgets::{Pill, PillState};
use std::time::Duration;

/// How far a finger may stray before it pushes instead of taps, in dp.
const SLACK: f32 = 12.0;
/// One line of a wheel, in dp.
const LINE: f32 = 40.0;
/// How long a frame is drawn after a finger did something.
const TAIL: Duration = Duration::from_millis(300);

/// How long a finger stays on what is not to be done by accident.
pub const HOLD: Duration = Duration::from_millis(800);

/// When a tap counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// As the finger lifts.
    Lifted,
    /// As it comes down: on a keypad.
    Down,
    /// Once it has stayed for [`HOLD`].
    Held,
}

/// A node that can be tapped.
#[derive(Component, Debug, Clone, PartialEq)]
pub(crate) struct Tap {
    /// What it does; `None` for a ground that only keeps fingers from what is under it.
    act: Option<Act>,
    open: bool,
    when: When,
}

impl Tap {
    /// Keeps fingers from what is under it.
    pub(crate) const NOTHING: Self = Self {
        act: None,
        open: false,
        when: When::Lifted,
    };

    /// Does this when a finger lifts on it.
    pub(crate) const fn new(act: Act, open: bool) -> Self {
        Self::when(act, open, When::Lifted)
    }

    /// Does this when a finger comes down on it.
    pub(crate) const fn at_once(act: Act, open: bool) -> Self {
        Self::when(act, open, When::Down)
    }

    /// Does this when a finger has stayed on it for [`HOLD`].
    pub(crate) const fn held(act: Act, open: bool) -> Self {
        Self::when(act, open, When::Held)
    }

    const fn when(act: Act, open: bool, when: When) -> Self {
        let act = Some(act);
        Self { act, open, when }
    }

    /// What it does; `None` for a mere ground.
    pub(crate) const fn act(&self) -> Option<&Act> {
        self.act.as_ref()
    }

    /// Whether it does anything now.
    pub(crate) const fn is_open(&self) -> bool {
        self.open
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

/// Who presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Finger(FingerId),
    Key,
}

#[derive(Debug, Clone)]
struct Press {
    by: By,
    /// Since when, on the app's clock.
    since: Duration,
    when: When,
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
        self.of(act).is_some()
    }

    fn of(&self, act: &Act) -> Option<&Press> {
        let mut all = self.0.iter();
        all.find(|press| press.act.as_ref() == Some(act))
    }

    /// How much of its time something was held, 0 to 1.
    pub(super) fn ripeness(&self, act: &Act, now: Duration) -> f32 {
        let held = self.of(act).filter(|press| press.when == When::Held);
        let share = |press: &Press| now.saturating_sub(press.since).div_duration_f32(HOLD);
        held.map_or(0.0, share).min(1.0)
    }

    /// A key goes down on what it has reached.
    pub(super) fn key_down(&mut self, tap: &Tap, now: Duration, out: &mut MessageWriter<Tapped>) {
        let Some(act) = tap.act.clone().filter(|_| tap.open) else {
            return;
        };
        if tap.when == When::Down {
            out.write(Tapped(act.clone()));
        }
        self.0.retain(|press| press.by != By::Key);
        self.0.push(Press {
            by: By::Key,
            since: now,
            when: tap.when,
            act: Some(act),
            from: Vec2::ZERO,
            at: Vec2::ZERO,
            pushes: None,
            pushing: false,
        });
    }

    /// It comes up again. What it was on may be gone: then nothing follows.
    pub(super) fn key_up(&mut self, on: Option<&Tap>, out: &mut MessageWriter<Tapped>) {
        let Some(index) = self.0.iter().position(|press| press.by == By::Key) else {
            return;
        };
        let press = self.0.remove(index);
        let still = on.is_some_and(|tap| tap.open && tap.act == press.act);
        if let Some(act) = press.act.filter(|_| still && press.when == When::Lifted) {
            out.write(Tapped(act));
        }
    }

    /// What was held long enough is done, once.
    fn ripen(&mut self, now: Duration, pages: &Pages, out: &mut MessageWriter<Tapped>) -> bool {
        let mut any = false;
        for press in self.0.iter_mut().filter(|press| press.when == When::Held) {
            let Some(act) = &press.act else {
                continue;
            };
            any = true;
            let under = match press.by {
                By::Finger(_) => pages.tap_at(press.at),
                By::Key => pages.tap_of(act),
            };
            let still = under.is_some_and(|tap| tap.open && tap.act.as_ref() == Some(act));
            if !still {
                press.act = None;
            } else if now.saturating_sub(press.since) >= HOLD {
                out.write_batch(press.act.take().map(Tapped));
            }
        }
        any
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
    (mut focus, mut turns): (MessageReader<WindowFocused>, MessageReader<AppLifecycle>),
    pages: Pages,
    mut mouse_at: Local<Option<Vec2>>,
    mut presses: ResMut<Presses>,
    mut out: MessageWriter<Tapped>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
) {
    let held = presses.bypass_change_detection();
    let before = held.0.len();
    let now = time.elapsed();
    let mut happened = false;
    let sleeps = turns.read().any(|turn| *turn == AppLifecycle::WillSuspend);
    let unfocused = focus.read().filter(|change| !change.focused).count() > 0;
    if unfocused || sleeps {
        held.0.clear();
    }
    for touch in touches.read() {
        let id = FingerId::Touch(touch.id);
        happened = true;
        match touch.phase {
            TouchPhase::Started => down(held, (id, now), touch.position, &pages, &mut out),
            TouchPhase::Moved => moved(held, id, touch.position),
            TouchPhase::Ended => up(held, id, touch.position, &pages, &mut out),
            TouchPhase::Canceled => held.0.retain(|press| press.by != By::Finger(id)),
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
                    (ButtonState::Pressed, Some(at)) => {
                        down(held, (id, now), at, &pages, &mut out);
                    }
                    (ButtonState::Released, Some(at)) => up(held, id, at, &pages, &mut out),
                    (_, None) => {}
                }
            }
            _ => {}
        }
    }
    let ripens = held.ripen(now, &pages, &mut out);
    if ripens || happened || before != held.0.len() || held.0.iter().any(|press| press.pushing) {
        presses.set_changed();
        awake.stay(now, TAIL);
    }
}

fn down(
    held: &mut Presses,
    (finger, since): (FingerId, Duration),
    at: Vec2,
    pages: &Pages,
    out: &mut MessageWriter<Tapped>,
) {
    let by = By::Finger(finger);
    held.0.retain(|press| press.by != by);
    let tap = pages.tap_at(at);
    let act = tap.filter(|tap| tap.open).and_then(|tap| tap.act.clone());
    let when = tap.map_or(When::Lifted, |tap| tap.when);
    if let (Some(act), When::Down) = (&act, when) {
        out.write(Tapped(act.clone()));
    }
    held.0.push(Press {
        by,
        since,
        when,
        act,
        from: at,
        at,
        pushes: pages.list_at(at),
        pushing: false,
    });
}

fn moved(held: &mut Presses, finger: FingerId, to: Vec2) {
    let by = By::Finger(finger);
    for press in held.0.iter_mut().filter(|press| press.by == by) {
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
    let by = By::Finger(finger);
    let Some(index) = held.0.iter().position(|press| press.by == by) else {
        return;
    };
    let press = held.0.remove(index);
    let still = pages.tap_at(press.from);
    if let (Some(act), Some(tap)) = (press.act, still)
        && tap.open
        && tap.when == When::Lifted
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
