//! Buttons: what can be pressed, in all its states. The looks only: who presses, and what follows, is the app's.

use super::words::strong;
use crate::colour::{GROUND, PRESSED, QUIET, RAISED, Swatch, TEXT};
use crate::motion::{self, Motion};
use crate::space::{GRID, TOUCH, TOUCH_PLAY};
use crate::type_scale::Step;
use bevy::prelude::*;
use bevy::text::LineBreak;
use std::time::Duration;

/// How loudly a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PillLook {
    /// The one thing to do next, filled with a colour that carries dark words: a player's, or good.
    Filled(Swatch),
    /// Everything else: a surface that barely rises.
    Quiet,
}

/// What a button is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PillState {
    /// It can be pressed.
    #[default]
    Rest,
    /// It is where Enter would go; it glows.
    Focused,
    /// A finger is on it.
    Pressed,
    /// Not now.
    Disabled,
}

/// A button's look and state. Change the state and the theme moves the paint there in 120 ms.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pill {
    /// Set at spawn, rarely changed.
    pub look: PillLook,
    /// Follows the finger.
    pub state: PillState,
}

impl Pill {
    fn paint(self) -> Paint {
        use PillState::{Disabled, Focused, Pressed, Rest};
        let (ground, ink) = match (self.look, self.state) {
            (PillLook::Filled(colour), Rest | Focused) => (colour, GROUND),
            (PillLook::Filled(colour), Pressed) => (colour.towards(TEXT, 0.35), GROUND),
            (PillLook::Quiet, Rest) => (RAISED, TEXT),
            (PillLook::Quiet, Focused | Pressed) => (PRESSED, TEXT),
            (_, Disabled) => (GROUND.towards(RAISED, 0.6), QUIET.towards(RAISED, 0.35)),
        };
        let glow = match (self.look, self.state) {
            (PillLook::Filled(colour), Focused | Pressed) => Some(colour),
            (PillLook::Quiet, Focused) => Some(QUIET),
            _ => None,
        };
        let size = if self.state == Pressed { 0.97 } else { 1.0 };
        Paint {
            ground,
            ink,
            glow,
            size,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Paint {
    ground: Swatch,
    ink: Swatch,
    glow: Option<Swatch>,
    size: f32,
}

/// Where the paint is on its way from, and since when.
#[derive(Component)]
struct Moving {
    from: Paint,
    to: Paint,
    since: Duration,
}

/// A button with words on it. Give it a width if it should be wider than them; spawn `Button` beside it where Bevy
/// itself should tell clicks. `in_play` makes it tall enough for a thumb that cannot look.
pub fn pill(words: impl Into<String>, pill: Pill, in_play: bool) -> impl Bundle {
    let height = if in_play { TOUCH_PLAY } else { TOUCH };
    let step = if in_play { Step::Lead } else { Step::Body };
    // large letters on a small glass want a second line
    let text = (
        strong(words, step, pill.paint().ink),
        TextLayout::new(Justify::Center, LineBreak::WordBoundary),
    );
    pill_around(text, pill, height)
}

/// The same around something else than a few words; a text gets the button's ink. `height` in units, at least.
pub fn pill_around(inside: impl Bundle, pill: Pill, height: f32) -> impl Bundle {
    let node = Node {
        min_width: Val::Px(height),
        min_height: Val::Px(height * 1.25),
        padding: UiRect::axes(Val::Px(3.0 * GRID), Val::Px(GRID)),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::MAX,
        flex_shrink: 0.0,
        ..default()
    };
    let paint = pill.paint();
    let moving = Moving {
        from: paint,
        to: paint,
        since: Duration::ZERO,
    };
    (
        node,
        pill,
        moving,
        BackgroundColor(paint.ground.color()),
        glow(paint.glow, 1.0),
        children![inside],
    )
}

fn glow(colour: Option<Swatch>, strength: f32) -> BoxShadow {
    let colour = colour.map_or(Color::NONE, |c| c.faded(0.45 * strength));
    BoxShadow::new(
        colour,
        Val::ZERO,
        Val::ZERO,
        Val::Px(GRID / 4.0),
        Val::Px(3.0 * GRID),
    )
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PostUpdate,
        (aim, paint).chain().before(bevy::ui::UiSystems::Propagate),
    );
}

/// Starts the way from what is shown to what should be.
fn aim(
    time: Res<Time>,
    motion: Res<Motion>,
    mut pills: Query<(&Pill, &mut Moving), Changed<Pill>>,
) {
    for (pill, mut moving) in &mut pills {
        let to = pill.paint();
        if moving.to != to {
            let shown = motion.progress(time.elapsed().saturating_sub(moving.since), motion::TOUCH);
            let from = blend(moving.from, moving.to, shown);
            // a press is there in the frame of the finger: its colours do not come by and by, only its size does
            let from = match pill.state {
                PillState::Pressed => Paint {
                    size: from.size,
                    ..to
                },
                _ => from,
            };
            *moving = Moving {
                from,
                to,
                since: time.elapsed(),
            };
        }
    }
}

fn blend(from: Paint, to: Paint, share: f32) -> Paint {
    Paint {
        ground: from.ground.towards(to.ground, share),
        ink: from.ink.towards(to.ink, share),
        glow: to.glow,
        size: from.size + (to.size - from.size) * share,
    }
}

type Painted<'a> = (
    Ref<'a, Moving>,
    &'a Children,
    &'a mut BackgroundColor,
    &'a mut BoxShadow,
    &'a mut UiTransform,
);

fn paint(
    time: Res<Time>,
    motion: Res<Motion>,
    mut pills: Query<Painted>,
    mut inks: Query<&mut TextColor>,
) {
    for (moving, children, mut ground, mut shadow, mut transform) in &mut pills {
        let since = time.elapsed().saturating_sub(moving.since);
        // One frame past the end, so that the end itself is painted; then the change ticks rest.
        let arrived = since > motion::TOUCH + time.delta();
        if arrived && !moving.is_changed() {
            continue;
        }
        let share = motion.progress(since, motion::TOUCH);
        let now = blend(moving.from, moving.to, share);
        ground.0 = now.ground.color();
        *shadow = glow(now.glow, share);
        transform.scale = Vec2::splat(now.size);
        for child in children {
            if let Ok(mut ink) = inks.get_mut(*child) {
                ink.0 = now.ink.color();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::GOOD;
    use bevy::time::TimeUpdateStrategy;

    const STATES: [PillState; 4] = [
        PillState::Rest,
        PillState::Focused,
        PillState::Pressed,
        PillState::Disabled,
    ];

    #[test]
    fn every_state_looks_different_and_reads_well() {
        for look in [PillLook::Filled(GOOD), PillLook::Quiet] {
            let paints = STATES.map(|state| Pill { look, state }.paint());
            for (i, paint) in paints.iter().enumerate() {
                assert!(!paints[..i].contains(paint), "{look:?} {:?}", STATES[i]);
                let needed = if STATES[i] == PillState::Disabled {
                    3.0
                } else {
                    4.5
                };
                let contrast = paint.ink.contrast(paint.ground);
                assert!(contrast >= needed, "{look:?} {:?}: {contrast}", STATES[i]);
            }
        }
    }

    /// The colour of a pill, and its size, so many frames of 20 ms after it got this state.
    fn shown_after(frames: u32, motion: Motion, [before, after]: [PillState; 2]) -> (Color, f32) {
        let mut app = App::new();
        app.add_plugins((bevy::time::TimePlugin, plugin));
        app.insert_resource(motion);
        app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(
            20,
        )));
        let of = |state| Pill {
            look: PillLook::Quiet,
            state,
        };
        let id = app.world_mut().spawn(pill("LAUNCH", of(before), true)).id();
        app.update();
        app.world_mut().entity_mut(id).insert(of(after));
        for _ in 0..frames {
            app.update();
        }
        let world = app.world();
        let colour = world.get::<BackgroundColor>(id);
        let size = world.get::<UiTransform>(id);
        (
            colour.map_or(Color::NONE, |c| c.0),
            size.map_or(0.0, |t| t.scale.x),
        )
    }

    #[test]
    fn a_press_is_painted_at_once_and_sinks_in_120_ms() {
        let press = [PillState::Rest, PillState::Pressed];
        let moving = Motion::default();
        let [start, middle, end] = [1, 3, 8].map(|frames| shown_after(frames, moving, press));
        for (colour, _) in [start, middle, end] {
            assert_eq!(colour, PRESSED.color());
        }
        assert!(
            start.1 > middle.1 && middle.1 > end.1,
            "{start:?} {middle:?}"
        );
        let still = Motion { reduced: true };
        assert_eq!(shown_after(1, still, press), end);
    }

    #[test]
    fn a_release_fades_in_120_ms_and_is_at_once_there_when_motion_is_reduced() {
        let release = [PillState::Pressed, PillState::Rest];
        let moving = Motion::default();
        let [start, middle, end] = [1, 3, 8].map(|frames| shown_after(frames, moving, release).0);
        assert_eq!([start, end], [PRESSED.color(), RAISED.color()]);
        assert!(middle != start && middle != end);
        let still = Motion { reduced: true };
        assert_eq!(shown_after(1, still, release).0, RAISED.color());
    }
}
