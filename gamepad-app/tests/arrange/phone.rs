//! A phone in play without a graphics device: laid out as it would be drawn, touched as a system would, and what it tells the
//! receiver.

use crate::story::{act, couch, digits, news, playing, then};
use bevy::app::PluginsState;
use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyCode, KeyboardInput};
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::settings::{RenderCreation, WgpuSettings};
use bevy::time::TimeUpdateStrategy;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use bevy::window::{
    CursorMoved, ExitCondition, PrimaryWindow, WindowEvent, WindowFocused, WindowResized,
    WindowResolution,
};
use bevy::winit::WinitPlugin;
use couchpad_core::discovery::Found;
use couchpad_core::protocol::ControlId;
use couchpad_gamepad::find::{Act, Event, Finder, News, Screen};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::pad_plugin;
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::touch::{Action, Fingers};
use std::time::Duration;

const FRAME: Duration = Duration::from_millis(16);
/// Frames until a screen is there: spawned, laid out, put where it belongs.
const SHOWN: usize = 5;

#[derive(Resource, Default)]
struct Told(Vec<Action>);

pub(crate) struct Phone {
    app: App,
    window: Entity,
}

impl Phone {
    /// Arkanoid on a phone that stands upright.
    pub(crate) fn playing(settings: Settings) -> Self {
        let window = Window {
            resolution: WindowResolution::new(360, 800).with_scale_factor_override(1.0),
            ..default()
        };
        let no_device = WgpuSettings {
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
                render_creation: RenderCreation::Automatic(Box::new(no_device)),
                ..default()
            })
            .disable::<WinitPlugin>()
            .disable::<PipelinedRenderingPlugin>()
            .disable::<LogPlugin>();
        let mut app = App::new();
        app.add_plugins(plugins)
            .insert_resource(TimeUpdateStrategy::ManualDuration(FRAME))
            .insert_resource(settings)
            .insert_resource(model())
            .insert_resource(joined())
            .init_resource::<Told>()
            .add_plugins(pad_plugin)
            .add_systems(
                Update,
                |mut all: MessageReader<Action>, mut told: ResMut<Told>| {
                    told.0.extend(all.read().cloned());
                },
            );
        while app.plugins_state() == PluginsState::Adding {
            bevy::tasks::tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        let mut windows = app
            .world_mut()
            .query_filtered::<Entity, With<PrimaryWindow>>();
        let window = windows.single(app.world()).expect("a window");
        let mut phone = Self { app, window };
        phone.frames(SHOWN);
        phone
    }

    pub(crate) fn frames(&mut self, count: usize) {
        (0..count).for_each(|_| self.app.update());
    }

    pub(crate) fn touch(&mut self, finger: u64, phase: TouchPhase, at: Vec2) {
        let window = self.window;
        self.app.world_mut().write_message(TouchInput {
            phase,
            position: at,
            window,
            force: None,
            id: finger,
        });
        self.app.update();
    }

    pub(crate) fn tap(&mut self, at: Vec2) {
        self.touch(1, TouchPhase::Started, at);
        self.touch(1, TouchPhase::Ended, at);
        self.frames(SHOWN);
    }

    /// Taps what is written.
    pub(crate) fn tap_words(&mut self, words: &str) {
        let at = self.middle(words);
        self.tap(at);
    }

    /// The middle of what is written.
    pub(crate) fn middle(&mut self, words: &str) -> Vec2 {
        let found = self.find(words);
        found.unwrap_or_else(|| panic!("no `{words}` on the glass"))
    }

    pub(crate) fn find(&mut self, words: &str) -> Option<Vec2> {
        let world = self.app.world_mut();
        let mut texts = world.query::<(&Text, &ComputedNode, &UiGlobalTransform)>();
        let mut found = texts.iter(world).filter(|(text, ..)| text.0 == words);
        let (_, node, place) = found.next()?;
        (node.size().x > 0.0).then(|| place.translation * node.inverse_scale_factor())
    }

    /// A finger comes down, goes there in some steps, and leaves.
    pub(crate) fn drag(&mut self, from: Vec2, to: Vec2) {
        self.touch(1, TouchPhase::Started, from);
        for step in 1..=8 {
            let at = from.lerp(to, step as f32 / 8.0);
            self.touch(1, TouchPhase::Moved, at);
        }
        self.touch(1, TouchPhase::Ended, to);
        self.frames(SHOWN);
    }

    pub(crate) fn mouse_to(&mut self, at: Vec2) {
        let moved = CursorMoved {
            window: self.window,
            position: at,
            delta: None,
        };
        self.app
            .world_mut()
            .write_message(WindowEvent::CursorMoved(moved));
        self.app.update();
    }

    pub(crate) fn mouse(&mut self, state: ButtonState) {
        let click = MouseButtonInput {
            button: MouseButton::Left,
            state,
            window: self.window,
        };
        self.app
            .world_mut()
            .write_message(WindowEvent::MouseButtonInput(click));
        self.app.update();
    }

    pub(crate) fn key(&mut self, key: &Key) {
        for state in [ButtonState::Pressed, ButtonState::Released] {
            self.press(key, state);
        }
        self.frames(SHOWN);
    }

    pub(crate) fn press(&mut self, key: &Key, state: ButtonState) {
        let window = self.window;
        self.app.world_mut().write_message(KeyboardInput {
            key_code: KeyCode::F35,
            logical_key: key.clone(),
            state,
            text: None,
            repeat: false,
            window,
        });
        self.app.update();
    }

    pub(crate) fn turn(&mut self, width: u32, height: u32) {
        let window = self.window;
        let world = self.app.world_mut();
        let mut shown = world.get_mut::<Window>(window).expect("the window");
        shown.resolution = WindowResolution::new(width, height).with_scale_factor_override(1.0);
        world.write_message(WindowResized {
            window,
            width: width as f32,
            height: height as f32,
        });
        self.frames(SHOWN);
    }

    pub(crate) fn lose_focus(&mut self) {
        let window = self.window;
        self.app.world_mut().write_message(WindowFocused {
            window,
            focused: false,
        });
        self.app.update();
    }

    /// Where a control lies.
    pub(crate) fn rect(&self, control: u8) -> Rect {
        let plan = self.app.world().resource::<Fingers>().0.plan();
        let mut controls = plan.controls.iter();
        let found = controls.find(|placed| placed.id == ControlId(control));
        found.expect("it is on the glass").rect
    }

    pub(crate) fn held(&self) -> u32 {
        self.app.world().resource::<Fingers>().0.held()
    }

    /// What the receiver was told since the last look.
    pub(crate) fn told(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.app.world_mut().resource_mut::<Told>().0)
    }

    pub(crate) fn settings(&self) -> Settings {
        self.app.world().resource::<Settings>().clone()
    }

    pub(crate) fn screen(&self) -> Screen {
        self.app.world().resource::<Finder>().screen().clone()
    }

    pub(crate) fn world(&mut self) -> &mut World {
        self.app.world_mut()
    }
}

pub(crate) fn model() -> PadModel {
    PadModel {
        axes: [0; 8],
        axes_told: 0,
        score: None,
        rtt: None,
        remembered: None,
        ..playing(0)
    }
}

pub(crate) fn joined() -> Finder {
    let mut finder = Finder::new(true, true).for_player("Ada");
    finder.start(None, Duration::ZERO);
    let couch = Found {
        players: 0,
        ..couch("a", "Living room", 1)
    };
    let chosen = [Event::Found(couch), act(Act::Nearby("a".into()))];
    let all = chosen.into_iter().chain(digits("042719"));
    then(finder, Duration::ZERO, all.chain([news(News::Live)]))
}
