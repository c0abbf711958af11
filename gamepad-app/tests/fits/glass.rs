//! The pad's glass without a graphics device: everything is laid out, and nothing is drawn.

use crate::scenes::Scene;
use bevy::app::PluginsState;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::settings::{RenderCreation, WgpuSettings};
use bevy::text::TextLayoutInfo;
use bevy::time::TimeUpdateStrategy;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use bevy::window::{ExitCondition, WindowResolution};
use bevy::winit::WinitPlugin;
use couchpad_gamepad::pad_plugin;
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::words::{Language, Words};
use std::time::Duration;

/// Frames until a screen is there: spawned and laid out, and laid out anew where what is there decides what else is.
const FRAMES: u32 = 3;
/// Roundings, and what a letter of the usual size such as Ŵ reaches beyond its own place, in pixels.
const SLACK: f32 = 2.5;

pub(crate) struct Glass {
    app: App,
    slack: f32,
}

/// A text on the glass.
pub(crate) struct Said {
    pub(crate) text: String,
    /// Where its letters are; `None` where there are none.
    letters: Option<Rect>,
    /// Its own box, and those around it from the inside out. What is pushed up and down is as high as it wants to be.
    boxes: Vec<Rect>,
    glass: Vec2,
    slack: f32,
}

impl Glass {
    pub(crate) fn new(width: u32, height: u32, words: Words) -> Self {
        Self::lettered(width, height, words, 100)
    }

    /// The same with letters of another size, in per cent.
    pub(crate) fn lettered(width: u32, height: u32, words: Words, text: u16) -> Self {
        let window = Window {
            resolution: WindowResolution::new(width, height).with_scale_factor_override(1.0),
            ..default()
        };
        let settings = WgpuSettings {
            backends: None,
            ..default()
        };
        let plugins = DefaultPlugins
            .set(bevy::window::WindowPlugin {
                primary_window: Some(window),
                exit_condition: ExitCondition::DontExit,
                ..default()
            })
            .set(RenderPlugin {
                render_creation: RenderCreation::Automatic(Box::new(settings)),
                ..default()
            })
            .disable::<WinitPlugin>()
            .disable::<PipelinedRenderingPlugin>()
            .disable::<LogPlugin>();
        let mut app = App::new();
        app.add_plugins(plugins)
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(1)))
            .insert_resource(words)
            .insert_resource(Settings {
                text,
                ..Settings::default()
            })
            .add_plugins(pad_plugin);
        while app.plugins_state() == PluginsState::Adding {
            bevy::tasks::tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        let slack = SLACK * f32::from(text) / 100.0;
        Self { app, slack }
    }

    /// Puts a word that does not break into a box of this width.
    pub(crate) fn squeeze(&mut self, word: &str, width: f32) {
        let room = Node {
            width: Val::Px(width),
            ..default()
        };
        let word = (Text::new(word), TextLayout::no_wrap());
        self.app.world_mut().spawn(room).with_child(word);
    }

    /// Everything that a screen says.
    pub(crate) fn show(&mut self, (finder, pad): Scene) -> Vec<Said> {
        let world = self.app.world_mut();
        world.insert_resource(finder);
        world.insert_resource(pad);
        self.now()
    }

    /// The player chooses a language, and nothing else changes.
    pub(crate) fn choose(&mut self, language: Language) {
        let mut settings = self.app.world_mut().resource_mut::<Settings>();
        settings.language = Some(language);
    }

    /// Everything that is said after a few frames.
    pub(crate) fn now(&mut self) -> Vec<Said> {
        (0..FRAMES).for_each(|_| self.app.update());
        let world = self.app.world_mut();
        let mut texts = world.query::<(Entity, &Text, &TextLayoutInfo, &InheritedVisibility)>();
        let shown = texts
            .iter(world)
            .filter(|(_, text, _, seen)| seen.get() && !text.trim().is_empty());
        let shown = shown.map(|(at, text, info, _)| (at, text.0.clone(), letters(info)));
        let shown: Vec<_> = shown.collect();
        shown
            .into_iter()
            .map(|(at, text, letters)| Said {
                slack: self.slack,
                ..said(world, at, text, letters)
            })
            .collect()
    }
}

/// What is to be seen of a text, from its box's corner. A space at the end of a line is not.
fn letters(info: &TextLayoutInfo) -> Option<Rect> {
    let glyphs = info.glyphs.iter().map(|glyph| {
        let size = glyph.atlas_info.rect.size();
        Rect::from_center_size(glyph.position, size)
    });
    glyphs.reduce(|all, one| all.union(one))
}

fn said(world: &mut World, at: Entity, text: String, letters: Option<Rect>) -> Said {
    let windows = world.query::<&Window>().iter(world).next();
    let glass = windows.expect("a window").size();
    let mut boxes = Vec::new();
    let mut next = Some(at);
    let mut scrolls = false;
    while let Some(entity) = next {
        let node = world.entity(entity);
        if let (Some(computed), Some(place)) =
            (node.get::<ComputedNode>(), node.get::<UiGlobalTransform>())
        {
            let mut own = Rect::from_center_size(place.translation, computed.size());
            if scrolls {
                // what is above or below can be pushed here
                (own.min.y, own.max.y) = (f32::MIN, f32::MAX);
            }
            scrolls |= node
                .get::<Node>()
                .is_some_and(|node| node.overflow.y == OverflowAxis::Scroll);
            if scrolls {
                (own.min.y, own.max.y) = (f32::MIN, f32::MAX);
            }
            boxes.push(own);
        }
        next = node.get::<ChildOf>().map(ChildOf::parent);
    }
    let corner = boxes.first().map_or(Vec2::ZERO, |own| own.min);
    let letters = letters.map(|all| Rect::from_corners(all.min + corner, all.max + corner));
    Said {
        text,
        letters,
        boxes,
        glass,
        slack: SLACK,
    }
}

impl Said {
    /// What is wrong with it, if anything is.
    pub(crate) fn fault(&self) -> Option<String> {
        let text = &self.text;
        let Some(own) = self.letters else {
            return Some(format!("{text:?} has no letters"));
        };
        let glass = Rect::from_corners(Vec2::new(0.0, f32::MIN), Vec2::new(self.glass.x, f32::MAX));
        let around = self.boxes.iter().chain([&glass]);
        for outer in around {
            let out = [
                outer.min.x - own.min.x,
                own.max.x - outer.max.x,
                outer.min.y - own.min.y,
                own.max.y - outer.max.y,
            ];
            if out.into_iter().any(|by| by > self.slack) {
                return Some(format!("{text:?} at {own:?} leaves {outer:?}"));
            }
        }
        None
    }
}
