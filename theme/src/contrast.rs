//! High contrast: darker grounds, brighter ink, and a line around everything that can be touched.
//!
//! Colours are constants, used where nodes are spawned and painted, in both apps. So this is no second palette that each of
//! those places would have to ask for: it is a *filter* over what is about to be drawn, in one place, after all of them. Nodes
//! keep the colours they were given, turning it on or off takes one frame and spawns nothing anew, and two apps in one process
//! (as tests have) do not share it. The world of a game, made of sprites and meshes, is left as it is.
//!
//! The players' colours stay what they are on the big screen, since that is what they are for: they have at least 6:1 on the
//! black that the ground becomes. What changes is whatever is nearly grey: grounds, surfaces, ink.

use crate::colour::{GROUND, QUIET, RAISED, Swatch, TEXT};
use crate::widgets::{Pill, PillState};
use bevy::color::{Alpha, Color, ColorToPacked, LinearRgba, Srgba};
use bevy::prelude::*;
use bevy::render::{Extract, ExtractSchedule, Render, RenderApp, RenderSystems};
use bevy::ui::UiSystems;
use bevy::ui::gradients::{BackgroundGradient, Gradient};
use bevy::ui_render::{ExtractedUiItem, ExtractedUiNodes};

/// Whether everything is to stand out from its ground as far as it can.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contrast {
    /// The player or the system asked for high contrast.
    pub high: bool,
}

/// Least contrast of text on any of the grounds, when it is high.
pub const TEXT_HAS: f32 = 7.0;

/// Luminance before and after. The ground becomes black; a surface under a finger stands out from one at rest; quiet text is
/// nearly as bright as the other.
const CURVE: [(f32, f32); 7] = [
    (0.0, 0.0),
    (0.0058, 0.0),
    (0.0129, 0.012),
    (0.0302, 0.066),
    (0.20, 0.55),
    (0.38, 0.80),
    (1.0, 1.1),
];
/// Largest difference between the channels of what is nearly grey, and the smallest of what is a colour; in linear light.
const GREY: f32 = 0.26;
const COLOURED: f32 = 0.34;
/// What is left of the light that a dark veil lets through.
const VEIL: f32 = 0.4;
/// From this luminance on, and up to that, a ground is a surface and gets a line.
const SURFACE: std::ops::Range<f32> = 0.0065..0.06;
/// Width of the line around a surface, and of the one around what is focused, in units.
const LINE: f32 = 1.5;
const FOCUS: f32 = 4.0;

/// What a colour becomes when the contrast is high. Opacity stays, but that of a dark veil grows.
pub fn lifted(colour: LinearRgba) -> LinearRgba {
    let LinearRgba {
        red, green, blue, ..
    } = colour;
    let luminance = luminance(colour);
    let spread = red.max(green).max(blue) - red.min(green).min(blue);
    let grey = 1.0 - ((spread - GREY) / (COLOURED - GREY)).clamp(0.0, 1.0);
    if grey <= 0.0 {
        return colour;
    }
    let gain = if luminance > 0.0 {
        curve(luminance) / luminance
    } else {
        1.0
    };
    let lift = |channel: f32| {
        let to = (channel * gain).min(1.0);
        channel + (to - channel) * grey
    };
    let alpha = if luminance < SURFACE.end && colour.alpha > 0.5 {
        1.0 - (1.0 - colour.alpha) * VEIL
    } else {
        colour.alpha
    };
    LinearRgba::new(lift(red), lift(green), lift(blue), alpha)
}

/// The same for a colour of the design.
pub fn lifted_swatch(swatch: Swatch) -> Swatch {
    let [red, green, blue, _] = Srgba::from(lifted(swatch.color().to_linear())).to_u8_array();
    Swatch {
        rgb: [red, green, blue],
    }
}

fn luminance(colour: LinearRgba) -> f32 {
    0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue
}

/// Straight from point to point.
fn curve(luminance: f32) -> f32 {
    let pair = CURVE
        .windows(2)
        .find(|pair| luminance <= pair[1].0)
        .unwrap_or(&CURVE[CURVE.len() - 2..]);
    let ((from, low), (to, high)) = (pair[0], pair[1]);
    low + (high - low) * ((luminance - from) / (to - from)).clamp(0.0, 1.0)
}

/// Whether a ground is a surface: something that lies in the room, not the room itself nor a light in it.
fn is_surface(colour: Color) -> bool {
    let linear = colour.to_linear();
    colour.alpha() > 0.5 && SURFACE.contains(&luminance(linear))
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Contrast>().add_systems(
        PostUpdate,
        (clear, lift_gradients, outline.before(UiSystems::Layout)).chain(),
    );
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render
            .init_resource::<Contrast>()
            .add_systems(ExtractSchedule, bring)
            .add_systems(Render, lift.in_set(RenderSystems::Queue));
    }
}

fn bring(asked: Extract<Res<Contrast>>, mut here: ResMut<Contrast>) {
    *here = **asked;
}

/// All that the UI is about to draw, once a frame: what was extracted is thrown away after it.
fn lift(contrast: Res<Contrast>, mut extracted: ResMut<ExtractedUiNodes>) {
    if !contrast.high {
        return;
    }
    let ExtractedUiNodes { uinodes, glyphs } = &mut *extracted;
    for node in uinodes {
        if let ExtractedUiItem::Node { color, .. } = &mut node.item {
            *color = lifted(*color);
        }
    }
    for glyph in glyphs {
        glyph.color = lifted(glyph.color);
    }
}

/// The glass where no node is.
fn clear(contrast: Res<Contrast>, mut ground: ResMut<ClearColor>) {
    // an app that never asked for it may have a ground of its own
    if !contrast.is_changed() || (contrast.is_added() && !contrast.high) {
        return;
    }
    ground.0 = if contrast.high {
        lifted_swatch(GROUND).color()
    } else {
        GROUND.color()
    };
}

type Grounds<'a> = (
    Entity,
    Ref<'a, BackgroundColor>,
    Option<Ref<'a, Pill>>,
    Option<&'a mut Outline>,
    Has<Lined>,
);

/// What a gradient was before it was lifted.
#[derive(Component)]
struct Before(BackgroundGradient);

type Gradients<'a> = (Entity, &'a mut BackgroundGradient, Option<&'a mut Before>);

/// Gradients are not among what the filter reaches: they are lifted where they are, and put back.
fn lift_gradients(
    mut commands: Commands,
    contrast: Res<Contrast>,
    mut last: Local<bool>,
    mut gradients: Query<Gradients>,
) {
    let turned = std::mem::replace(&mut *last, contrast.high) != contrast.high;
    if !contrast.high && !turned {
        return;
    }
    for (entity, mut gradient, before) in &mut gradients {
        let changed = gradient.is_changed();
        // who looks for a change is not to find this one
        let shown = gradient.bypass_change_detection();
        match before {
            Some(before) if !contrast.high => {
                shown.clone_from(&before.0);
                commands.entity(entity).remove::<Before>();
            }
            Some(mut before) if changed => {
                before.0.clone_from(shown);
                lift_gradient(shown);
            }
            None if contrast.high => {
                commands.entity(entity).insert(Before(shown.clone()));
                lift_gradient(shown);
            }
            _ => {}
        }
    }
}

fn lift_gradient(gradient: &mut BackgroundGradient) {
    for gradient in &mut gradient.0 {
        if let Gradient::Linear(linear) = gradient {
            for stop in &mut linear.stops {
                stop.color = lifted(stop.color.to_linear()).into();
            }
        }
    }
}

/// A line that this room drew.
#[derive(Component)]
struct Lined;

/// Surfaces differ from the ground by a shade that not everybody sees: a line around them is seen by more.
fn outline(
    mut commands: Commands,
    contrast: Res<Contrast>,
    mut last: Local<bool>,
    mut grounds: Query<Grounds>,
) {
    let turned = std::mem::replace(&mut *last, contrast.high) != contrast.high;
    if !contrast.high && !turned {
        return;
    }
    for (entity, ground, pill, shown, own) in &mut grounds {
        let changed = ground.is_changed() || pill.as_ref().is_some_and(|pill| pill.is_changed());
        // who drew another line over this one took both away
        let lost = own && shown.is_none();
        if !(turned || changed || lost) {
            continue;
        }
        let wanted = contrast.high.then(|| line(ground.0, pill.as_deref()));
        match (wanted.flatten(), shown) {
            (Some(line), Some(mut shown)) if own => {
                shown.set_if_neq(line);
            }
            (Some(line), None) => {
                commands.entity(entity).insert((line, Lined));
            }
            (None, Some(_)) if own => {
                commands.entity(entity).remove::<(Outline, Lined)>();
            }
            _ => {}
        }
    }
}

/// The line around a ground. What is disabled has a fainter one; what is focused a bold one, whatever it is filled with.
fn line(ground: Color, pill: Option<&Pill>) -> Option<Outline> {
    let (width, ink) = match pill.map(|pill| pill.state) {
        Some(PillState::Focused) => (FOCUS, TEXT),
        _ if !is_surface(ground) => return None,
        Some(PillState::Disabled) => (LINE, QUIET.towards(RAISED, 0.55)),
        _ => (LINE, QUIET),
    };
    Some(Outline::new(Val::Px(width), Val::Px(-width), ink.color()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::{BAD, GOOD, PRESSED, WARNING};
    use crate::players::MARKS;

    #[test]
    fn ink_has_a_higher_contrast_on_every_ground() {
        for ink in [TEXT, QUIET] {
            for ground in [GROUND, RAISED, PRESSED] {
                let has = lifted_swatch(ink).contrast(lifted_swatch(ground));
                assert!(has >= TEXT_HAS, "{ink:?} on {ground:?}: {has}");
                // what is pressed gets brighter, so that it shows
                assert!(ground == PRESSED || has > ink.contrast(ground));
            }
        }
        for signal in [GOOD, WARNING, BAD] {
            for ground in [GROUND, RAISED] {
                let has = lifted_swatch(signal).contrast(lifted_swatch(ground));
                assert!(has >= 5.0, "{signal:?} on {ground:?}: {has}");
            }
        }
    }

    #[test]
    fn the_players_colours_stay_what_they_are_on_the_big_screen() {
        for mark in MARKS {
            let lifted = lifted_swatch(mark.colour);
            if mark.colour_word != "white" {
                assert_eq!(lifted, mark.colour, "{}", mark.name());
            }
            assert!(
                lifted.contrast(lifted_swatch(GROUND)) >= 5.9,
                "{}",
                mark.name()
            );
        }
    }

    #[test]
    fn the_curve_keeps_the_order_and_the_ends() {
        let steps: Vec<_> = (0..=1000).map(|i| curve(i as f32 / 1000.0)).collect();
        assert!(steps.is_sorted());
        assert_eq!(lifted(LinearRgba::BLACK), LinearRgba::BLACK);
        assert_eq!(lifted(LinearRgba::WHITE), LinearRgba::WHITE);
        assert_eq!(lifted_swatch(GROUND), Swatch::hex(0));
    }

    #[test]
    fn a_veil_gets_thicker_and_light_keeps_its_strength() {
        let veil = lifted(GROUND.faded(0.8).to_linear());
        assert!((veil.alpha - 0.92).abs() < 1e-3, "{veil:?}");
        assert_eq!(lifted(TEXT.faded(0.3).to_linear()).alpha, 0.3);
        assert_eq!(lifted(LinearRgba::NONE), LinearRgba::NONE);
    }

    #[test]
    fn surfaces_get_a_line_and_nothing_else_does() {
        for surface in [RAISED, PRESSED, GROUND.towards(RAISED, 0.6)] {
            assert!(line(surface.color(), None).is_some(), "{surface:?}");
        }
        for other in [GROUND, TEXT, QUIET, GOOD] {
            assert!(line(other.color(), None).is_none(), "{other:?}");
        }
        assert!(line(RAISED.faded(0.2), None).is_none());
    }

    #[test]
    fn gradients_are_lifted_and_put_back() {
        let mut app = App::new();
        app.insert_resource(ClearColor(GROUND.color()));
        app.add_plugins(plugin);
        let dusk = crate::widgets::edge_glow(GROUND, 1.0, 10.0, 0.0);
        let node = app.world_mut().spawn(dusk.clone()).id();
        app.insert_resource(Contrast { high: true });
        app.update();
        app.update();
        let shown = |app: &App| app.world().get::<BackgroundGradient>(node).cloned();
        let first = |app: &App| match shown(app).map(|all| all.0) {
            Some(all) => match all.as_slice() {
                [Gradient::Linear(linear)] => linear.stops.first().map(|stop| stop.color),
                _ => None,
            },
            None => None,
        };
        let black = first(&app).map(|color| color.to_linear().with_alpha(1.0));
        assert_eq!(black, Some(LinearRgba::BLACK));
        app.insert_resource(Contrast { high: false });
        app.update();
        assert_eq!(shown(&app), Some(dusk));
    }

    #[test]
    fn lines_come_and_go_with_the_wish() {
        let mut app = App::new();
        app.insert_resource(ClearColor(GROUND.color()));
        app.add_plugins(plugin);
        let card = app.world_mut().spawn(BackgroundColor(RAISED.color())).id();
        app.update();
        assert!(app.world().get::<Outline>(card).is_none());
        app.insert_resource(Contrast { high: true });
        app.update();
        let lined = app.world().get::<Outline>(card).expect("a line");
        assert_eq!(lined.color, QUIET.color());
        let shown = app.world().resource::<ClearColor>().0;
        assert_eq!(shown.to_linear(), LinearRgba::BLACK);
        // another line took its place, and went
        app.world_mut().entity_mut(card).remove::<Outline>();
        app.update();
        assert!(app.world().get::<Outline>(card).is_some());
        app.insert_resource(Contrast { high: false });
        app.update();
        assert!(app.world().get::<Outline>(card).is_none());
        assert_eq!(app.world().resource::<ClearColor>().0, GROUND.color());
    }
}
