//! What a screen reader hears on every screen: everything that can be pressed or steered has a role and a name, and is there
//! once.

use crate::screens::SCREENS;
use accesskit::{Action, Role};
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;
use couchpad_core::protocol::ControlKind;
use couchpad_gamepad::a11y::Steered;
use couchpad_gamepad::find::{Finder, page};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::pad_plugin;
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::touch::{Covered, Fingers};
use couchpad_gamepad::words::Words;
use couchpad_pictures::Studio;
use std::collections::HashSet;

/// Names are there once what was drawn has been laid out.
const FRAMES: u32 = 4;

#[test]
fn everything_that_can_be_touched_has_a_role_and_a_name() {
    let mut studio = Studio::new(360, 800, |app| {
        app.add_plugins(pad_plugin);
    })
    .expect("a software Vulkan driver");
    let mut all = Vec::new();
    for (name, scene) in SCREENS {
        let world = studio.app().world_mut();
        let now = world.resource::<Time>().elapsed();
        let scene = scene(now);
        world.insert_resource(scene.finder);
        world.insert_resource(scene.pad);
        studio.step(FRAMES);
        let wrong = faults(studio.app().world_mut());
        all.extend(wrong.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What is wrong with what would be heard now.
fn faults(world: &mut World) -> Vec<String> {
    let mut faults = nameless(world);
    faults.extend(unnamed_controls(world));
    faults.extend(missing_buttons(world));
    faults
}

fn nameless(world: &mut World) -> Vec<String> {
    let mut nodes = world.query::<(Entity, &AccessibilityNode)>();
    let heard = nodes.iter(world).filter(|(_, node)| !node.is_hidden());
    let wrong = heard.filter(|(_, node)| match node.role() {
        Role::GenericContainer => false,
        Role::Image => true,
        _ => node.label().is_none_or(str::is_empty),
    });
    let told = wrong.map(|(entity, node)| format!("{entity}: {:?} has no name", node.role()));
    told.collect()
}

/// Every control of the plan, by its id, unless there is nothing of it to touch, or a page is over it.
fn unnamed_controls(world: &mut World) -> Vec<String> {
    let there = world.resource::<PadModel>().shows_controls() && !world.resource::<Covered>().0;
    let mut steered = world.query::<(&Steered, &AccessibilityNode, &ComputedNode)>();
    let named: HashSet<_> = steered
        .iter(world)
        .filter(|(_, _, place)| place.size().min_element() > 1.0)
        .map(|(steered, ..)| steered.control)
        .collect();
    let plan = world.resource::<Fingers>().0.plan();
    let touched = plan
        .controls
        .iter()
        .filter(|placed| there && !matches!(placed.kind, ControlKind::Feel { .. }));
    touched
        .filter(|placed| !named.contains(&placed.id))
        .map(|placed| format!("{placed:?} has no name"))
        .collect()
}

/// A page says what can be tapped on it: so many buttons there are.
fn missing_buttons(world: &mut World) -> Option<String> {
    let now = world.resource::<Time>().elapsed();
    let (finder, pad) = (world.resource::<Finder>(), world.resource::<PadModel>());
    let (settings, words) = (world.resource::<Settings>(), world.resource::<Words>());
    let acts = page(finder, pad, settings, words, now).map_or(0, |page| page.acts().len());
    let mut nodes = world.query_filtered::<&AccessibilityNode, Without<Steered>>();
    let buttons = nodes.iter(world).filter(|node| {
        let can = node.supports_action(Action::Click) && !node.is_disabled();
        let pressed = matches!(node.role(), Role::Button | Role::Switch | Role::RadioButton);
        can && pressed && !node.is_hidden()
    });
    let buttons = buttons.count();
    (buttons < acts).then(|| format!("{acts} things can be tapped, {buttons} have a name"))
}
